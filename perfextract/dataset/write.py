"""Write a dataset: documents, records and findings in, the seven output files out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from .fields import COMPARATORS, DOCUMENTS, FINDINGS, OBSERVATIONS, RECORDS, TABLES
from .package import describe
from .publish import publish, workshop
from .rows import Row, comparator_rows, finding_rows, observation_rows, record_row
from .sheets import Sheet
from .store import build_store

# datapackage.json comes last: it names the others' fingerprints, so it is never older than they are.
FILES = (
    "records.json",
    "records.csv",
    "observations.csv",
    "documents.csv",
    "findings.csv",
    "dataset.duckdb",
    "datapackage.json",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One source file of the dataset: its row in documents.csv, and what was found in it (plain JSON values)."""

    document: Row
    records: Iterable[dict[str, Any]] = field(default=())
    findings: Iterable[dict[str, Any]] = field(default=())


def write_dataset(out: Path, entries: Iterable[Entry], *, excel: bool = False) -> None:
    """Write all outputs into the folder ``out``, in the order of ``entries``; one entry at a time is in memory.

    ``excel`` starts the CSVs with a byte order mark, by which Excel knows them for UTF-8.
    """
    encoding = "utf-8-sig" if excel else "utf-8"
    with workshop(out) as folder:
        write_tables(folder, entries, encoding)
        build_store(folder / "dataset.duckdb", folder)
        description = json.dumps(describe(folder), indent=2, ensure_ascii=False)
        (folder / "datapackage.json").write_text(description + "\n", encoding="utf-8")
        publish(folder, out, FILES)


def write_tables(folder: Path, entries: Iterable[Entry], encoding: str) -> None:
    """Write records.json, the CSVs and the database's JSON lines."""
    with ExitStack() as files:
        sheets = {table.name: Sheet(folder, table, files, encoding) for table in TABLES}
        array = files.enter_context((folder / "records.json").open("w", encoding="utf-8", newline="\n"))
        write_array(array, write_entries(sheets, entries))


def write_entries(sheets: dict[str, Sheet], entries: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    """Write every table's rows as the records go by."""
    for entry in entries:
        sheets[DOCUMENTS.name].write([entry.document])
        sheets[FINDINGS.name].write(finding_rows(entry.findings, entry.document["document"]))
        for record in entry.records:
            sheets[RECORDS.name].write([record_row(record)])
            sheets[OBSERVATIONS.name].write(observation_rows(record))
            sheets[COMPARATORS.name].write(comparator_rows(record))
            yield record


def write_array(file: TextIO, items: Iterable[dict[str, Any]]) -> None:
    """Write a JSON array, one item a line."""
    separator = "[\n"
    for item in items:
        file.write(separator + json.dumps(item, ensure_ascii=False))
        separator = ",\n"
    file.write("\n]\n" if separator == ",\n" else "[]\n")
