"""Build dataset.duckdb from the tables' JSON lines, the same bytes every time."""

from __future__ import annotations

from pathlib import Path

import duckdb

from .fields import TABLES, Field, Table
from .sheets import lines_path

# DuckDB leaves the unused tail of a compressed text segment unset, so that two builds of the same rows differ
# (duckdb issue 23382). Uncompressed, the file is larger, and the same every time (with DuckDB 1.5 and later).
SAME_BYTES = "SET force_compression = 'uncompressed'"


def build_store(path: Path, lines: Path) -> None:
    """Write the database at ``path`` from the JSON lines in the folder ``lines``.

    One thread and the oldest storage version: the rows keep their order, and DuckDB 1.0 and later can open the file.
    """
    with duckdb.connect(config={"threads": 1}) as db:
        db.execute(SAME_BYTES)
        db.execute(f"ATTACH {literal(str(path))} AS store (STORAGE_VERSION 'v1.0.0')")
        for table in TABLES:
            db.execute(create(table), [str(lines_path(lines, table))])
            for statement in comments(table):
                db.execute(statement)
        db.execute("CHECKPOINT store")
        db.execute("DETACH store")


def create(table: Table) -> str:
    """The statement that makes a table of its JSON lines, every column with its declared type."""
    columns = ", ".join(f"{literal(f.name)}: {literal(f.sql_type)}" for f in table.fields)
    lines = f"read_json(?, format = 'newline_delimited', maximum_object_size = 67108864, columns = {{{columns}}})"
    return f"CREATE TABLE {place(table)} AS SELECT * FROM {lines}"


def comments(table: Table) -> list[str]:
    """The statements that write what the table and each column mean into the database."""
    return [f"COMMENT ON TABLE {place(table)} IS {literal(table.about)}"] + [
        f"COMMENT ON COLUMN {place(table)}.{quoted(field)} IS {literal(field.about)}" for field in table.fields
    ]


def place(table: Table) -> str:
    """The table's full name in SQL."""
    return f'store.main."{table.name}"'


def quoted(field: Field) -> str:
    """The column's name in SQL."""
    return f'"{field.name}"'


def literal(text: str) -> str:
    """The text as an SQL string.

    >>> literal("the report's words")
    "'the report''s words'"
    """
    return "'" + text.replace("'", "''") + "'"
