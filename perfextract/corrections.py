"""What an analyst has corrected: kept in a file beside the archive, and applied on every later run.

A correction knows its record by id and, where the file was saved afresh or is read better now, by the sentence and the
figure's own words. It is never lost: one whose words have gone is told as a finding.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from perfextract.model import Record

FILE = "corrections.csv"  # its name beside the reports
COLUMNS = ("record_id", "document", "sentence", "value_text", "field", "value", "note")
VERDICT = "verdict"  # the field that says of the whole record that it is right, or is to be left out
RIGHT, LEAVE_OUT = "right", "leave out"
PERIOD = {"period_start": "start", "period_end": "end"}
FIELDS = (
    *("indicator", "indicator_id", "value", "unit", "period_start", "period_end", "geography", "direction"),
    *("kind", "status", "rag", "polarity", "theme", "service"),
)
Json = dict[str, Any]


class CorrectionError(ValueError):
    """A file of corrections that cannot be used; the message names file, line and what to write instead."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of one record as the analyst would have it; ``value`` "" empties it."""

    record_id: str
    document: str
    sentence: str
    value_text: str
    field: str
    value: str
    note: str = ""

    @property
    def words(self) -> tuple[str, str, str]:
        """What identifies the record where its id has changed."""
        return self.document, _plain(self.sentence), _plain(self.value_text)


def read_corrections(path: Path) -> list[Correction]:
    """The corrections in a file. Raises CorrectionError."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        missing = set(COLUMNS[:-1]) - set(rows.fieldnames or ())
        if missing:
            raise CorrectionError(
                f"{path}: the columns {', '.join(sorted(missing))} are missing; "
                f"a file of corrections has {', '.join(COLUMNS)}."
            )
        return [_checked(path, rows.line_num, row) for row in rows]


def _checked(path: Path, line: int, row: Mapping[str, str]) -> Correction:
    made = Correction(**{name: row.get(name) or "" for name in COLUMNS})
    if made.field not in (*FIELDS, VERDICT):
        raise CorrectionError(
            f"{path}, line {line}: '{made.field}' is no field to correct; those are {', '.join((*FIELDS, VERDICT))}."
        )
    if made.field == VERDICT and made.value not in (RIGHT, LEAVE_OUT):
        raise CorrectionError(f"{path}, line {line}: a verdict is '{RIGHT}' or '{LEAVE_OUT}', not '{made.value}'.")
    if made.field == "value":
        _number(made.value, f"{path}, line {line}")
    return made


def write_corrections(path: Path, corrections: Iterable[Correction]) -> None:
    """Write a file of corrections."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(COLUMNS)
        out.writerows([getattr(c, name) for name in COLUMNS] for c in corrections)


def merged(old: Sequence[Correction], new: Sequence[Correction]) -> list[Correction]:
    """Both, a later correction of the same field of the same record in place of an earlier one."""
    kept = {(c.record_id, c.field): c for c in (*old, *new)}
    return list(kept.values())


# ── applying them ────────────────────────────────────────────────────────────────────────────────


class Corrector:
    """Applies corrections to the records of one report after another, and knows which have found none."""

    def __init__(self, corrections: Sequence[Correction]) -> None:
        self.by_id: dict[str, list[Correction]] = {}
        self.by_words: dict[tuple[str, str, str], list[Correction]] = {}
        for c in corrections:
            self.by_id.setdefault(c.record_id, []).append(c)
            self.by_words.setdefault(c.words, []).append(c)
        self.waiting = {id(c): c for c in corrections}
        self.documents = frozenset(c.document for c in corrections)

    def applied(self, records: Iterable[Json]) -> Iterator[Json]:
        """The records as corrected; those to be left out are."""
        for record in records:
            mine = self.by_id.get(record["id"]) or self.by_words.get(words_of(record)) or ()
            for c in mine:
                self.waiting.pop(id(c), None)
            if not any(c.field == VERDICT and c.value == LEAVE_OUT for c in mine):
                yield corrected(record, mine) if mine else record

    def about(self, document: str) -> bool:
        """Whether any correction is about a document of this name."""
        return document in self.documents

    def lost(self, documents: Iterable[str] | None = None) -> list[Correction]:
        """The corrections that have found no record yet; of the named documents only, where some are named."""
        names = None if documents is None else set(documents)
        return [c for c in self.waiting.values() if names is None or c.document in names]


def words_of(record: Json) -> tuple[str, str, str]:
    """The document, sentence and figure's words of a record."""
    evidence = record["evidence"]
    return evidence["document"], _plain(evidence["text"]), _plain(record.get("value_text") or "")


def corrected(record: Json, corrections: Iterable[Correction]) -> Json:
    """A record with the fields as corrected. Raises CorrectionError where one cannot take its value."""
    changed: Json = {**record, "period": dict(record["period"])}
    names = []
    for c in corrections:
        if c.field != VERDICT:
            _set(changed, c)
            names.append(c.field)
    changed |= {"corrected": sorted({*record.get("corrected", ()), *names}), "confidence": 1.0}
    try:
        return Record.model_validate(changed).to_dict()
    except ValidationError as error:
        wrong = error.errors()[0]
        place = ".".join(map(str, wrong["loc"]))
        raise CorrectionError(
            f"The correction of record {record['id']} does not fit: {place}: {wrong['msg']}."
        ) from error


def _set(record: Json, c: Correction) -> None:
    said: Any = c.value.strip() or None
    if c.field in PERIOD:
        record["period"] |= {PERIOD[c.field]: said, "inherited": False}
    elif c.field == "value":
        record["value"] = None if said is None else _number(said, f"record {c.record_id}")
    else:
        record[c.field] = said


def _number(text: str, where: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "").strip()) if text.strip() else None
    except InvalidOperation as error:
        raise CorrectionError(f"{where}: '{text}' is no number; write it like 1234.5.") from error


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def told(c: Correction) -> str:
    """What is said of a correction whose record is not found."""
    place = f"'{c.value_text}' in \"{c.sentence[:120]}\""
    return f"A correction of {c.field} has no record any more: {place} is not read from {c.document}."
