"""Export a dataset with all its views: as CSV, JSON or Parquet, a file a table, or as one Excel workbook."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

import duckdb

from .fields import DOCUMENTS, FINDINGS, OBSERVATIONS, RECORDS, TABLES, Table
from .package import describe_export
from .publish import HIDDEN, flush, workshop
from .reading import Dataset, DatasetError, needs
from .sheets import write_csv
from .store import fetched, literal, reader
from .views import LATEST, REVISIONS, SERIES, VIEWS
from .workbook import write_workbook

TABULAR = (DOCUMENTS, RECORDS, FINDINGS, *(view.table for view in VIEWS))
IN_EXCEL = (LATEST, SERIES, REVISIONS, RECORDS, OBSERVATIONS, FINDINGS, DOCUMENTS)
ORDER = {RECORDS.name: "document, evidence_block, evidence_start, id"}  # as in the reports; the others by their key


class To(StrEnum):
    """What a dataset can be exported to."""

    csv = "csv"
    json = "json"
    parquet = "parquet"
    xlsx = "xlsx"


def export(path: Path, to: To, out: Path) -> tuple[Path, ...]:
    """Write the dataset at ``path`` to ``out``, a folder (a file for Excel); gives the files written.

    A file of the same name is replaced. Raises FileNotFoundError where there is no dataset, DatasetError where it
    cannot be opened or written, or is too large for Excel, ImportError where Excel files need something installed.
    """
    with Dataset(path) as dataset:
        source = dataset.path
    try:
        if to == To.xlsx:
            return (export_workbook(source, out),)
        return export_folder(source, to, out)
    except OSError as error:
        raise DatasetError(f"Cannot write to {out}: {error.strerror}.") from error


def export_folder(source: Path, to: To, out: Path) -> tuple[Path, ...]:
    """Write a file for each table and view, and their description."""
    if out.resolve() == source.parent.resolve():
        raise DatasetError(f"{out} is the dataset's own folder. Name another with --out.")
    with workshop(out) as folder, reader(source) as db:
        for table in TABULAR:
            write_table(db, table, to, folder / f"{table.name}.{to}")
        description = json.dumps(describe_export(folder, TABULAR, to), indent=2, ensure_ascii=False)
        (folder / "datapackage.json").write_text(description + "\n", encoding="utf-8")
        names = [*(f"{table.name}.{to}" for table in TABULAR), "datapackage.json"]
        for name in names:
            flush(folder / name)
            (folder / name).replace(out / name)
    with suppress(OSError):  # it holds something where the folder is a dataset's too
        (out / HIDDEN).rmdir()
    return tuple(out / name for name in names)


def write_table(db: duckdb.DuckDBPyConnection, table: Table, to: To, path: Path) -> None:
    """Write one table, its rows in a fixed order."""
    if to == To.csv:
        with path.open("w", encoding="utf-8", newline="") as file:
            write_csv(file, [f.name for f in table.csv_fields], rows(db, table))
        return
    options = "FORMAT json, ARRAY true" if to == To.json else "FORMAT parquet"
    db.execute(f"COPY ({select(table, '*')}) TO {literal(str(path))} ({options})")


def export_workbook(source: Path, out: Path) -> Path:
    """Write an Excel workbook."""
    needs("xlsxwriter", "excel")
    with reader(source) as db:
        write_workbook(out, ((table, rows(db, table)) for table in IN_EXCEL))
    return out


def rows(db: duckdb.DuckDBPyConnection, table: Table) -> Iterator[tuple[object, ...]]:
    """A table's rows in a fixed order, with the columns that fit into a cell."""
    return fetched(db.execute(select(table, ", ".join(f'"{field.name}"' for field in table.csv_fields))))


def select(table: Table, columns: str) -> str:
    """The query for a table's rows in a fixed order."""
    order = ORDER.get(table.name) or ", ".join(f'"{name}"' for name in table.key)
    if table in TABLES and "document" not in order and table.name != DOCUMENTS.name:
        order = f"document, {order}"
    return f'SELECT {columns} FROM "{table.name}" ORDER BY {order}'
