"""Who reports in a report that does not say so: the authority of the archive, where the others name but one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from perfextract.dataset.rows import Row
from perfextract.dataset.write import Entry
from perfextract.model import Record
from perfextract.series import series_id

UNKNOWN = "authority_unknown"  # the code of the finding that is no more true
NOTE = "It does not say who reports; taken from the other reports of the archive: {}."


def only_authority(rows: Iterable[Row]) -> str | None:
    """The authority that all reports which name one name; None where there are several, or none."""
    named = {row.get("authority") for row in rows} - {None}
    return named.pop() if len(named) == 1 else None


def of_archive(entry: Entry, authority: str | None) -> Entry:
    """A report's part of the dataset with the archive's authority, where it names none."""
    row = entry.document
    if authority is None or row.get("status") != "read" or row.get("authority"):
        return entry
    notes = " ".join(filter(None, (row.get("notes"), NOTE.format(authority))))
    findings = [found for found in entry.findings if found["code"] != UNKNOWN]
    told = {"authority": authority, "notes": notes, "findings": len(findings)}
    return replace(entry, document=row | told, records=_named(entry.records, authority), findings=findings)


def _named(records: Iterable[dict[str, Any]], authority: str) -> Iterator[dict[str, Any]]:
    for record in records:
        made = Record.model_validate(record | {"authority": authority})
        yield made.model_copy(update={"series_id": series_id(made)}).to_dict()
