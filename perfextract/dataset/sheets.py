"""Write rows as CSV a spreadsheet opens safely (RFC 4180), and as the JSON lines the database is built from."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

from .fields import STORED, Table
from .rows import Row

FORMULA_STARTS = tuple("=+-@\t\r\n\0＝＋－＠")
PLAIN_NUMBER = re.compile(r"[+-]?[\d.,]*\d%?")


class Sheet:
    """One table being written: a CSV for people (where the table has one) and JSON lines for the database."""

    def __init__(self, folder: Path, table: Table, files: ExitStack, encoding: str = "utf-8") -> None:
        self.table = table
        self._lines: TextIO | None = None
        if table in STORED:
            self._lines = files.enter_context(lines_path(folder, table).open("w", encoding="utf-8"))
        if table.csv:
            file = files.enter_context((folder / f"{table.name}.csv").open("w", encoding=encoding, newline=""))
            self._csv = csv.writer(file)
            self._csv.writerow([f.name for f in table.csv_fields])

    def write(self, rows: Iterable[Row], *, store: bool = True) -> None:
        """Add rows; with ``store=False`` to the CSV alone.

        A column a row does not name stays empty; what a row holds beside the columns is not written.
        """
        for row in rows:
            whole = {field.name: row.get(field.name) for field in self.table.fields}
            if store and self._lines:
                self._lines.write(json.dumps(whole, ensure_ascii=False) + "\n")
            if self.table.csv:
                self._csv.writerow([cell(whole[field.name]) for field in self.table.csv_fields])


def write_csv(file: TextIO, header: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    """Write a whole CSV."""
    writer = csv.writer(file)
    writer.writerow(header)
    writer.writerows([cell(value) for value in row] for row in rows)


def json_value(value: Any) -> Any:
    """What JSON has no type for: exact numbers as numbers, dates and all else as text."""
    return float(value) if isinstance(value, Decimal) else str(value)


def lines_path(folder: Path, table: Table) -> Path:
    """Where a table's JSON lines stand while the dataset is built."""
    return folder / f"{table.name}.ndjson"


def cell(value: Any) -> str:
    """A value as the CSV holds it.

    >>> cell(None), cell(True), cell(-0.6), cell(4500000.0), cell(["a", "b"]), cell("=1+1")
    ('', 'true', '-0.6', '4500000', 'a; b', "'=1+1")
    """
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return format(Decimal(repr(value)), "f").removesuffix(".0")
        case Decimal():
            return format(value, "f")
        case dict() | [dict(), *_]:
            return safe(json.dumps(value, ensure_ascii=False, default=str))
        case list() | tuple():
            return safe("; ".join(map(str, value)))
        case _:
            return safe(str(value))


def safe(text: str) -> str:
    """The text with a leading apostrophe where a spreadsheet would run it as a formula. ``text_of`` takes it off again.

    >>> safe("-0.6"), safe("- fell to 12"), safe("@SUM(A1)"), safe("12 (91%)")
    ('-0.6', "'- fell to 12", "'@SUM(A1)", '12 (91%)')
    """
    return "'" + text if runs(text.lstrip("'")) and not PLAIN_NUMBER.fullmatch(text) else text


def text_of(cell: str) -> str:
    """The text that a cell written by ``safe`` holds: of apostrophes before the head of a formula, one is not its own.

    >>> text_of("'=1+1"), text_of("''=1+1"), text_of("-0.6"), text_of("'tis")
    ('=1+1', "'=1+1", '-0.6', "'tis")
    """
    return cell[1:] if cell.startswith("'") and runs(cell.lstrip("'")) else cell


def runs(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula."""
    return text.lstrip(" ").startswith(FORMULA_STARTS)
