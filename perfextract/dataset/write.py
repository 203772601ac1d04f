"""Write a dataset: documents, records and findings in, the seven output files out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from .fields import DOCUMENTS, FINDINGS, OBSERVATIONS, RECORDS, TABLES
from .package import describe
from .publish import publish, workshop
from .rows import Row, finding_rows, observation_rows, record_row
from .sheets import Sheet
from .store import DATABASE, REMOVED, build_store, known_documents, update_store

# datapackage.json comes last: it names the others' fingerprints, so it is never older than they are.
FILES = (
    "records.json",
    "records.csv",
    "observations.csv",
    "documents.csv",
    "findings.csv",
    DATABASE,
    "datapackage.json",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One source file of the dataset: its row in documents.csv, and what was found in it (plain JSON values)."""

    document: Row
    records: Iterable[dict[str, Any]] = field(default=())
    findings: Iterable[dict[str, Any]] = field(default=())


def write_dataset(out: Path, entries: Iterable[Entry], *, excel: bool = False, fresh: bool = False) -> None:
    """Write all outputs into the folder ``out``, in the order of ``entries``; one entry at a time is in memory.

    Where ``out`` holds a dataset already, its database is changed only in the rows of documents that changed, and
    documents that are not among ``entries`` stay listed as removed. ``fresh`` builds it anew and forgets them.
    ``excel`` starts the CSVs with a byte order mark, by which Excel knows them for UTF-8. Raises DatasetError where a
    later version of perfextract has written the dataset.
    """
    encoding = "utf-8-sig" if excel else "utf-8"
    known = {} if fresh else known_documents(out / DATABASE)
    with workshop(out) as folder:
        changed = write_tables(folder, entries, known, encoding)
        if set(known) <= set(changed):
            build_store(folder / DATABASE, folder)
        else:
            update_store(folder / DATABASE, out / DATABASE, folder, changed)
        description = json.dumps(describe(folder), indent=2, ensure_ascii=False)
        (folder / "datapackage.json").write_text(description + "\n", encoding="utf-8")
        publish(folder, out, FILES)


def write_tables(folder: Path, entries: Iterable[Entry], known: Mapping[str, Row], encoding: str) -> list[str]:
    """Write records.json, the CSVs, and the database's JSON lines of the documents that changed; gives their names."""
    changed: list[str] = []
    with ExitStack() as files:
        sheets = {table.name: Sheet(folder, table, files, encoding) for table in TABLES}
        array = files.enter_context((folder / "records.json").open("w", encoding="utf-8", newline="\n"))
        write_array(array, write_entries(sheets, with_removed(entries, known), known, changed))
    return changed


def with_removed(entries: Iterable[Entry], known: Mapping[str, Row]) -> Iterator[Entry]:
    """The entries, and after them what is left of documents that are no longer among them."""
    gone = dict(known)
    for entry in entries:
        gone.pop(entry.document["document"], None)
        yield entry
    yield from (Entry({**row, **REMOVED, "reading": None}) for row in gone.values())


def write_entries(
    sheets: dict[str, Sheet], entries: Iterable[Entry], known: Mapping[str, Row], changed: list[str]
) -> Iterator[str]:
    """Write every table's rows, and give the records as lines of JSON."""
    for entry in entries:
        name = entry.document["document"]
        records, findings = list(entry.records), list(entry.findings)
        lines = [json.dumps(record, ensure_ascii=False) for record in records]
        reading = fingerprint([entry.document, *findings], lines)
        store = known.get(name, {}).get("reading") != reading
        if store:
            changed.append(name)
        sheets[DOCUMENTS.name].write([{**entry.document, "reading": reading}], store=store)
        sheets[FINDINGS.name].write(finding_rows(findings, name), store=store)
        for record in records:
            sheets[RECORDS.name].write([record_row(record)], store=store)
            sheets[OBSERVATIONS.name].write(observation_rows(record))
        yield from lines


def fingerprint(items: Iterable[Mapping[str, Any]], lines: Iterable[str]) -> str:
    """The fingerprint of all that is said of a document."""
    found = hashlib.sha256()
    for line in (*(json.dumps(item, sort_keys=True) for item in items), *lines):
        found.update(line.encode("utf-8", "surrogatepass") + b"\n")
    return found.hexdigest()[:16]


def write_array(file: TextIO, lines: Iterable[str]) -> None:
    """Write a JSON array, one item a line."""
    separator = "[\n"
    for line in lines:
        file.write(separator + line)
        separator = ",\n"
    file.write("\n]\n" if separator == ",\n" else "[]\n")
