"""Doubtful records as a table for an analyst, and the analyst's edits back as corrections."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from perfextract.agreement import Json
from perfextract.corrections import (
    FIELDS,
    FILE,
    LEAVE_OUT,
    PERIOD,
    RIGHT,
    VERDICT,
    Correction,
    CorrectionError,
    merged,
    read_corrections,
    write_corrections,
)
from perfextract.dataset.sheets import cell, text_of
from perfextract.evaluate import load

HEAD = ("record_id", "document", "page", "confidence", "doubts", "sentence", "value_text")
COLUMNS = (*HEAD, *FIELDS, VERDICT, "note")


def doubts(record: Json) -> list[str]:
    """Why a record is worth a look: its findings, that the catalogue does not know it, that its days are unsaid."""
    found = [finding["code"] for finding in record.get("audit") or ()]
    if record.get("value") is not None and not record.get("indicator_id"):
        found.append("not in the catalogue")
    if not (record.get("period") or {}).get("end"):
        found.append("no days")
    return found


def doubtful_first(records: Iterable[Json]) -> list[Json]:
    """The records in the order in which a look pays: findings first, then the lowest confidence, then the unlinked.

    Those already corrected come last.
    """
    return sorted(
        records, key=lambda r: (bool(r.get("corrected")), not r.get("audit"), r["confidence"], r["indicator_id"] or "")
    )


def write_review(path: Path, records: Iterable[Json]) -> int:
    """Write the table for an analyst; returns how many records it has."""
    rows = [row_of(record) for record in records]
    with path.open("w", encoding="utf-8-sig", newline="") as file:  # with the mark by which Excel knows UTF-8
        out = csv.writer(file)
        out.writerow(COLUMNS)
        out.writerows([cell(row[name]) for name in COLUMNS] for row in rows)
    return len(rows)


def row_of(record: Json) -> dict[str, Any]:
    """A record as a row of the table."""
    evidence = record["evidence"]
    return {
        "record_id": record["id"],
        "document": evidence["document"],
        "page": evidence.get("page"),
        "confidence": record["confidence"],
        "doubts": doubts(record),
        "sentence": evidence["text"],
        "value_text": record.get("value_text"),
        **{name: value_of(record, name) for name in FIELDS},
        VERDICT: None,
        "note": None,
    }


def value_of(record: Json, field: str) -> Any:
    """A field of a record that can be corrected."""
    return (record.get("period") or {}).get(PERIOD[field]) if field in PERIOD else record.get(field)


def taken(path: Path, records: Sequence[Json]) -> list[Correction]:
    """The edits in an analyst's table as corrections: each cell that is no longer what the record says.

    Raises CorrectionError for a row whose record is not in the dataset, and for a table without the needed columns.
    """
    known = {record["id"]: record for record in records}
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        missing = {"record_id", *FIELDS} - set(rows.fieldnames or ())
        if missing:
            raise CorrectionError(
                f"{path}: the columns {', '.join(sorted(missing))} are missing; "
                "start from a table made by 'perfextract review'."
            )
        return [c for row in rows for c in _edits(row, known, f"{path}, line {rows.line_num}")]


def _edits(row: dict[str, str], known: dict[str, Json], where: str) -> Iterator[Correction]:
    record = known.get(row["record_id"])
    if record is None:
        raise CorrectionError(
            f"{where}: the dataset has no record {row['record_id']}; was the table made from this dataset?"
        )
    before = row_of(record)
    verdict = (row.get(VERDICT) or "").strip().casefold()
    if verdict not in ("", RIGHT, LEAVE_OUT):
        raise CorrectionError(f"{where}: a verdict is '{RIGHT}' or '{LEAVE_OUT}', not '{verdict}'.")
    changed = {name: text_of(row[name]) for name in FIELDS if row[name] != cell(before[name])}
    for name, value in (changed | ({VERDICT: verdict} if verdict else {})).items():
        yield Correction(
            record["id"],
            before["document"],
            before["sentence"],
            before["value_text"] or "",
            name,
            value,
            row.get("note") or "",
        )


# ── the two ways of the command ──────────────────────────────────────────────────────────────────


def write_table(dataset: Path, out: Path, most: int | None = None) -> str:
    """Write the doubtful records of a dataset; says what was written."""
    ranked = doubtful_first(records_of(dataset))
    count = write_review(out, ranked[:most] if most else ranked)
    return f"{count} of {len(ranked)} records are in {out}, the most doubtful first."


def keep_edits(dataset: Path, table: Path, corrections: Path) -> str:
    """Add the edits of an analyst's table to the file of corrections; says what was kept."""
    edits = taken(table, records_of(dataset))
    before = read_corrections(corrections) if corrections.is_file() else []
    write_corrections(corrections, merged(before, edits))
    where = (
        f"{corrections}. Put it beside the reports as {FILE}, or name it with --corrections" if edits else corrections
    )
    return f"{len(edits)} edits were kept in {where}."


def records_of(dataset: Path) -> list[Json]:
    """The records of a dataset's folder. Raises CorrectionError where it is none, ValueError where it is damaged."""
    if not (dataset / "records.json").is_file():
        raise CorrectionError(
            f"{dataset} is no dataset: it holds no records.json. Make one with 'perfextract convert'."
        )
    return load(dataset)
