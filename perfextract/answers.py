"""Print what a query finds: as a table, CSV, JSON or Parquet."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from enum import StrEnum
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from perfextract.dataset.publish import beside
from perfextract.dataset.reading import Dataset, DatasetError
from perfextract.dataset.sheets import json_value, write_csv
from perfextract.dataset.write import write_array

Rows = Iterator[tuple[Any, ...]]
MANY = 1000  # rows; a table on a screen stops here


class Form(StrEnum):
    """How what was found is written."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


def answer(path: Path, query: str, form: Form, out: Path | None) -> None:
    """Ask the dataset at ``path`` and write what it finds to the file ``out``, or print it.

    Raises FileNotFoundError where there is no dataset, DatasetError where it or the query cannot be used.
    """
    if form == Form.parquet and not out:
        raise DatasetError("Parquet is not for a screen. Name a file for it: --out FILE")
    with taking_place(out) if out else nullcontext() as building, Dataset(path, also_write=building) as dataset:
        if building and form == Form.parquet:
            dataset.write_parquet(query, building)
            return
        names, rows = dataset.rows(query)
        with text_file(building) as file:
            WRITERS[form](names, rows, file)


@contextmanager
def taking_place(out: Path) -> Iterator[Path]:
    """A new file that takes the place of ``out`` once it is whole. Raises DatasetError where none can be written."""
    if out.is_dir():
        raise DatasetError(f"Cannot write {out}: it is a folder; name a file.")
    with ExitStack() as files:
        try:
            building = files.enter_context(beside(out))
        except OSError as error:
            why = error.strerror if out.parent.is_dir() else f"there is no folder {out.parent}; make it first"
            raise DatasetError(f"Cannot write {out}: {why}.") from error
        yield building


@contextmanager
def text_file(path: Path | None) -> Iterator[TextIO]:
    """The file for text, or standard output, with line ends as they are written."""
    if path:
        with path.open("w", encoding="utf-8", newline="") as file:
            yield file
        return
    file = TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="", write_through=True)
    try:
        yield file
    finally:
        file.detach()


def as_csv(names: list[str], rows: Rows, file: TextIO) -> None:
    """Write rows as CSV, as ``convert`` writes it."""
    write_csv(file, names, rows)


def as_json(names: list[str], rows: Rows, file: TextIO) -> None:
    """Write rows as a JSON array, one object a line."""
    items = (dict(zip(names, row, strict=True)) for row in rows)
    write_array(file, (json.dumps(item, ensure_ascii=False, default=json_value) for item in items))


def as_table(names: list[str], rows: Rows, file: TextIO) -> None:
    """Write rows as a table for people."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    first = list(islice(rows, MANY + 1))
    table = Table(box=None, pad_edge=False)
    for nth, name in enumerate(names):
        numbers = any(isinstance(row[nth], int | float) and not isinstance(row[nth], bool) for row in first)
        table.add_column(Text(name), justify="right" if numbers else "left", overflow="fold")
    for row in first[:MANY]:
        table.add_row(*(Text(shown(value)) for value in row))
    Console(file=file, highlight=False).print(table)
    if len(first) > MANY:
        print(f"These are the first {MANY:,} rows. All of them: --format csv", file=sys.stderr)


def shown(value: Any) -> str:
    """A value as a table shows it; control characters are left out.

    >>> shown(None), shown(4100), shown(16.5), shown(["a", "b"]), shown(True)
    ('', '4,100', '16.5', 'a; b', 'yes')
    """
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return f"{value:,}".removesuffix(".0")
        case list():
            return "; ".join(map(shown, value))
        case _:
            return " ".join("".join(c if c.isprintable() else " " for c in str(value)).split())


WRITERS = {Form.table: as_table, Form.csv: as_csv, Form.json: as_json}
