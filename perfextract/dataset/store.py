"""Build dataset.duckdb from the tables' JSON lines, and change it where a later run found something else.

The stored tables are documents, records and findings; all others are views of them, so that a number stands in the
file once. A database says which layout it has: a file of another layout is refused or built anew, never misread.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from .fields import DOCUMENTS, STORED, Field, Table
from .sheets import lines_path
from .views import VIEWS

DATABASE = "dataset.duckdb"
LAYOUT = 3  # of the tables and views; 1 had no table that says so
# The oldest DuckDB that opens the file. It is also the one format in which the same rows give the same bytes and take
# little room: before it, DuckDB leaves the unused end of a compressed text segment unset (duckdb issue 23382), and
# after it, the head of a file holds a random identifier.
STORAGE = "v1.3.0"
REMOVED = {
    "status": "removed",
    "reason": "gone",
    "message": "It is no longer among the sources, and its records have left the dataset.",
    "advice": None,
    "records": 0,
    "findings": 0,
    "seconds": None,
}


class DatasetError(ValueError):
    """A dataset that cannot be opened, or a question to it that cannot be answered; the message says what to do."""


def build_store(path: Path, lines: Path) -> None:
    """Write the database at ``path`` from the JSON lines in the folder ``lines``, its rows in their order."""
    with attached(path) as db:
        for table in STORED:
            db.execute(create(table), [str(lines_path(lines, table))])
            describe(db, "TABLE", table)
        for view in VIEWS:
            db.execute(f"CREATE VIEW {place(view.table)} AS {view.sql}")
            describe(db, "VIEW", view.table)
        db.execute("CREATE TABLE store.main.about (layout BIGINT, definition VARCHAR)")
        db.execute("INSERT INTO store.main.about VALUES (?, ?)", [LAYOUT, definition()])


def update_store(path: Path, old: Path, lines: Path, documents: Sequence[str]) -> None:
    """Write the database at ``path`` as a copy of ``old``, in which the rows of ``documents`` are those in ``lines``.

    Rows of other documents are not touched. The change is one transaction.
    """
    shutil.copyfile(old, path)
    if not documents:
        return
    with attached(path) as db:
        db.execute("BEGIN")
        for table in STORED:
            db.execute(f"DELETE FROM {place(table)} WHERE document IN (SELECT unnest(?::VARCHAR[]))", [documents])
            db.execute(f"INSERT INTO {place(table)} {rows(table)}", [str(lines_path(lines, table))])
        db.execute("COMMIT")


@contextmanager
def attached(path: Path) -> Iterator[Any]:
    """A connection that has the database at ``path`` as ``store``; what was done is in the one file at the end.

    One thread, so that rows keep their order.
    """
    with duckdb.connect(config={"threads": 1}) as db:
        db.execute(f"ATTACH {literal(str(path))} AS store (STORAGE_VERSION '{STORAGE}')")
        db.execute("USE store")
        yield db
        db.execute("CHECKPOINT store")
        db.execute("USE memory")
        db.execute("DETACH store")


def known_documents(path: Path) -> dict[str, dict[str, Any]]:
    """The documents of the database at ``path`` by name; none where there is no database, or none of ours.

    One whose rows an update can leave alone has its ``reading``; in a database of another layout none has.
    Raises DatasetError where a later version has written it.
    """
    if not path.is_file():
        return {}
    try:
        with reader(path) as db:
            alike = layout(db) == LAYOUT and db.execute("SELECT definition FROM about").fetchall() == [(definition(),)]
            found = db.execute("SELECT * FROM documents ORDER BY document")
            names = [column[0] for column in found.description]
            known = [dict(zip(names, map(plain, row), strict=True)) for row in found.fetchall()]
    except duckdb.Error:  # not a database, or not ours: it is built anew
        return {}
    blank = {field.name: None for field in DOCUMENTS.fields}
    return {row["document"]: blank | row | ({} if alike else {"reading": None}) for row in known}


@contextmanager
def reader(path: Path) -> Iterator[Any]:
    """A connection that reads the database at ``path``, whoever else in this process has it open."""
    with duckdb.connect() as db:
        attach(db, path)
        yield db


def fetched(found: Any) -> Iterator[tuple[Any, ...]]:
    """The rows of a query, some thousand of them in memory at a time."""
    while some := found.fetchmany(10_000):
        yield from some


def attach(db: Any, path: Path) -> None:
    """Let a connection read the database at ``path``, and look for tables there first."""
    db.execute(f"ATTACH {literal(str(path))} AS dataset (READ_ONLY)")
    db.execute("USE dataset")


def layout(db: Any) -> int:
    """The layout of a database; raises DatasetError where a later version than this has made it."""
    if not db.execute(
        "SELECT 1 FROM duckdb_tables() WHERE database_name = 'dataset' AND table_name = 'about'"
    ).fetchall():
        return 1
    ((found,),) = db.execute("SELECT layout FROM about").fetchall()
    if found > LAYOUT:
        raise DatasetError(
            f"The dataset has layout {found}, and this version of perfextract knows layouts up to {LAYOUT}. "
            "Update perfextract: pip install --upgrade perfextract."
        )
    return int(found)


def plain(value: Any) -> Any:
    """A value as JSON has it: dates as ISO text."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def create(table: Table) -> str:
    """The statement that makes a table of its JSON lines."""
    return f"CREATE TABLE {place(table)} AS {rows(table)}"


def rows(table: Table) -> str:
    """The query that reads a table's JSON lines, every column with its declared type."""
    columns = ", ".join(f"{literal(f.name)}: {literal(f.sql_type)}" for f in table.fields)
    lines = f"read_json(?, format = 'newline_delimited', maximum_object_size = 67108864, columns = {{{columns}}})"
    return f"SELECT * FROM {lines}"


def definition() -> str:
    """The fingerprint of all tables and views: an update needs a database made by the same."""
    parts = [create(table) for table in STORED] + [view.table.name + view.sql for view in VIEWS]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def describe(db: Any, kind: str, table: Table) -> None:
    """Write what the table or view and each column mean into the database."""
    db.execute(f"COMMENT ON {kind} {place(table)} IS {literal(table.about)}")
    for field in table.fields:
        db.execute(f"COMMENT ON COLUMN {place(table)}.{quoted(field)} IS {literal(field.about)}")


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
