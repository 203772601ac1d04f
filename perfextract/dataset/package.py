"""Describe the dataset's files in datapackage.json (Data Package 2.0): every CSV's columns, types and meanings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .fields import TABLES, Field, Table
from .store import DATABASE

SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"


def describe(folder: Path) -> dict[str, Any]:
    """The description of the dataset whose files stand in ``folder``.

    Each file's size and fingerprint are in it, so that a copy that lost a file or mixes two runs can be told.
    """
    return {
        "$schema": SCHEMA,
        "name": "performance-indicators",
        "title": "Indicator records from performance reports",
        "resources": [table_resource(folder, t) for t in TABLES if t.csv]
        + [
            file_resource(folder, "records.json", "The records whole, one a line.", "application/json"),
            file_resource(folder, DATABASE, "All tables as a DuckDB database.", "application/vnd.duckdb"),
        ],
    }


def table_resource(folder: Path, table: Table) -> dict[str, Any]:
    """The description of one CSV."""
    path = f"{table.name}.csv"
    return {
        "name": table.name,
        "path": path,
        "type": "table",
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **proof(folder / path),
        "schema": {
            "fields": [describe_field(field) for field in table.csv_fields],
            **keys(table),
            "missingValues": [""],
        },
    }


def describe_export(folder: Path, tables: Iterable[Table], form: str) -> dict[str, Any]:
    """The description of an export, whose files stand in ``folder``: a file a table."""
    if form == "csv":
        resources = [table_resource(folder, table) for table in tables]
    else:
        mediatype = "application/json" if form == "json" else "application/vnd.apache.parquet"
        resources = [file_resource(folder, f"{table.name}.{form}", table.about, mediatype) for table in tables]
    return {
        "$schema": SCHEMA,
        "name": "performance-indicators",
        "title": "Indicator records from performance reports, with series, newest values and revisions",
        "resources": resources,
    }


def keys(table: Table) -> dict[str, Any]:
    """What identifies a row, and what its columns point to; a view says neither: some of its keys may be empty."""
    if table not in TABLES:
        return {}
    return {
        "primaryKey": list(table.key),
        "foreignKeys": [
            {"fields": [ours], "reference": {"resource": theirs, "fields": [column]}}
            for ours, theirs, column in table.refers
        ],
    }


def file_resource(folder: Path, path: str, about: str, mediatype: str) -> dict[str, Any]:
    """The description of a file that is no CSV."""
    name, form = path.split(".")
    return {
        "name": f"{name}-{form}",
        "path": path,
        "description": about,
        "format": form,
        "mediatype": mediatype,
        **proof(folder / path),
    }


def describe_field(field: Field) -> dict[str, str]:
    """The description of one column."""
    return {"name": field.name, "type": field.type, "description": field.about}


def proof(path: Path) -> dict[str, Any]:
    """The file's size in bytes and its fingerprint."""
    with path.open("rb") as file:
        return {"bytes": path.stat().st_size, "hash": "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()}
