"""Describe the dataset's files in datapackage.json (Data Package 2.0): every CSV's columns, types and meanings."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from .fields import TABLES, Field, Table

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
            file_resource(folder, "dataset.duckdb", "All tables as a DuckDB database.", "application/vnd.duckdb"),
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
            "primaryKey": list(table.key),
            "foreignKeys": [
                {"fields": [ours], "reference": {"resource": theirs, "fields": [column]}}
                for ours, theirs, column in table.refers
            ],
            "missingValues": [""],
        },
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
