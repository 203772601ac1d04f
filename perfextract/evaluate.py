"""Score found records against a gold file: found, each field, comparators, strict, name and whole, as a ladder.

A gold and a found record can pair only where value and unit agree and the words around the value overlap. Of all
pairings the one with the most agreement is taken (assignment.py). Gold records with ``sure`` false cost nothing,
found or not, and so do comparators of that kind; qualitative ones are counted apart; ``accept`` lists other right
answers. A record is strict where value, unit, days, direction, theme and comparators are all right, and whole where it
is also named so that a reader knows what is measured.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from perfextract.agreement import (
    FIELDS,
    STRICT,
    WHOLE,
    Json,
    comparators,
    compared,
    days,
    evidence_text,
    same_quantity,
    shared_words,
    sure_comparators,
)
from perfextract.assignment import best_pairs
from perfextract.model import Source

QUOTE_OVERLAP = 0.5  # the share of words a numeric pair must have in common
QUALITATIVE_OVERLAP = 0.6
FEW = 20  # up to so many documents are named as choices

Pages = Sequence[tuple[int, int]]  # the first and last page of each run


@dataclass(frozen=True, slots=True)
class Rate:
    """How much of what was found is right, and how much of what is right was found."""

    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        """The share of the found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of the wanted that was found."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f}"


@dataclass(frozen=True, slots=True)
class Scores:
    """The ladder, and the records behind it: ``missed`` gold, ``spurious`` found, and pairs with ``wrong`` fields."""

    detection: Rate
    comparators: Rate
    fields: dict[str, float]
    qualitative: Rate
    strict: Rate
    whole: Rate
    missed: tuple[Json, ...]
    spurious: tuple[Json, ...]
    wrong: tuple[tuple[Json, Json, tuple[str, ...]], ...]


def evaluate(gold: Sequence[Json], predicted: Sequence[Json]) -> Scores:
    """Score the records found in one report against its gold."""
    return evaluate_all([(gold, predicted)])


def evaluate_all(pairs: Iterable[tuple[Sequence[Json], Sequence[Json]]]) -> Scores:
    """Score several reports as one, each report's records against its own gold only."""
    golds, founds = [], []
    for report, (gold, predicted) in enumerate(pairs):
        golds += [(report, g) for g in gold]
        founds += [(report, p) for p in predicted]
    return score(golds, founds)


def score(golds: list[tuple[int, Json]], founds: list[tuple[int, Json]]) -> Scores:
    """Score records that carry the number of their report."""
    gold, found = with_value(golds), with_value(founds)
    partner = dict(best_pairs(len(gold), len(found), agreements(gold, found)))
    must = [i for i, (_, g) in enumerate(gold) if sure(g)]
    hits = [(gold[i][1], found[partner[i]][1]) for i in must if i in partner]
    counted = len(found) - (len(partner) - len(hits))  # found though optional: neither for nor against
    strict, whole = (sum(all(FIELDS[name](g, p) for name in names) for g, p in hits) for names in (STRICT, WHOLE))
    return Scores(
        detection=Rate(len(hits), counted, len(must)),
        comparators=comparator_rate(hits, [gold[i][1] for i in must if i not in partner]),
        fields={name: sum(agrees(g, p) for g, p in hits) / (len(hits) or 1) for name, agrees in FIELDS.items()},
        qualitative=qualitative_rate(golds, founds),
        strict=Rate(strict, counted, len(must)),
        whole=Rate(whole, counted, len(must)),
        missed=tuple(gold[i][1] for i in must if i not in partner),
        spurious=tuple(p for j, (_, p) in enumerate(found) if j not in set(partner.values())),
        wrong=tuple((g, p, tuple(name for name, agrees in FIELDS.items() if not agrees(g, p))) for g, p in hits),
    )


# ── which records can pair ───────────────────────────────────────────────────────────────────────


def with_value(records: Iterable[tuple[int, Json]]) -> list[tuple[int, Json]]:
    """The records that give a value."""
    return [(report, r) for report, r in records if r.get("value") is not None]


def sure(gold: Json) -> bool:
    """Whether every careful reader would list this gold record."""
    return gold.get("sure", True) is not False


def agreements(gold: list[tuple[int, Json]], found: list[tuple[int, Json]]) -> dict[tuple[int, int], float]:
    """How well each gold record and found record that can pair agree."""
    return {
        (i, j): overlap + sum(agrees(g, p) for agrees in FIELDS.values()) / len(FIELDS)
        for i, (report, g) in enumerate(gold)
        for j, (of, p) in enumerate(found)
        if of == report and same_quantity(g, p) and (overlap := shared_words(g, p)) >= QUOTE_OVERLAP
    }


# ── the other rungs ──────────────────────────────────────────────────────────────────────────────


def comparator_rate(hits: Iterable[tuple[Json, Json]], missed: Iterable[Json]) -> Rate:
    """The comparators of all gold records, against those of the records paired with them."""
    counts = [compared(g, p) for g, p in hits]
    wanted = sum(c.wanted for c in counts) + sum(len(sure_comparators(g)) for g in missed)
    return Rate(sum(c.right for c in counts), sum(c.given for c in counts), wanted)


def qualitative_rate(golds: Iterable[tuple[int, Json]], founds: Iterable[tuple[int, Json]]) -> Rate:
    """The gold statements without a value, against those found: the words overlap and the direction agrees."""
    wanted = [(report, g) for report, g in golds if g.get("value") is None and sure(g)]
    found = [(report, p) for report, p in founds if p.get("value") is None]
    left = dict(enumerate(found))
    for report, g in wanted:
        hit = next((j for j, (of, p) in left.items() if of == report and qualitative_pair(g, p)), None)
        if hit is not None:
            del left[hit]
    return Rate(len(found) - len(left), len(found), len(wanted))


def qualitative_pair(g: Json, p: Json) -> bool:
    """Whether two statements without a value are the same."""
    return shared_words(g, p) >= QUALITATIVE_OVERLAP and g.get("direction") == p.get("direction")


# ── reading and telling ──────────────────────────────────────────────────────────────────────────


def load(path: Path) -> list[Json]:
    """The records of a JSON file, or of a dataset's folder.

    Raises ValueError, naming the file, where it holds no records.
    """
    file = path / "records.json" if path.is_dir() else path
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ValueError(f"{file} cannot be read as JSON records: {error}.") from error
    records = content.get("records") if isinstance(content, dict) else content
    if not isinstance(records, list) or not all(isinstance(r, dict) for r in records):
        raise ValueError(f"{file} holds no array of records. Give a gold file, records.json or a dataset's folder.")
    return records


def keep(records: Iterable[Json], pages: Pages | None, source: str | None, document: str | None = None) -> list[Json]:
    """The records on the pages asked for (both included), of the layout and the document asked for."""
    return [
        record
        for record in records
        if (not pages or any(first <= (page(record) or 0) <= last for first, last in pages))
        and (not source or record.get("source") == source)
        and (not document or document in str((record.get("evidence") or {}).get("document")))
    ]


def must_be_a_source(source: str | None) -> None:
    """Raise ValueError where no record can be of the layout asked for.

    >>> must_be_a_source("tables")
    Traceback (most recent call last):
    ValueError: --source tables is no layout of records. Choose prose, table or card.
    """
    if source is not None and source not in get_args(Source):
        *most, last = get_args(Source)
        raise ValueError(f"--source {source} is no layout of records. Choose {', '.join(most)} or {last}.")


def must_be_found(document: str | None, found: Iterable[Path]) -> None:
    """Raise ValueError where no document of what was found has the words asked for in its name."""
    if document is None:
        return
    names = sorted({name for path in found for name in documents(path)})
    if not any(document in name for name in names):
        more = f" and {len(names) - FEW:,} more" if len(names) > FEW else ""
        choices = f"Choose from {', '.join(names[:FEW])}{more}" if names else "No documents are named there"
        raise ValueError(f"--document {document} is in none of what was found. {choices}.")


def documents(path: Path) -> Iterator[str]:
    """The documents that a file of records or a dataset's folder names, also those without a record."""
    for record in load(path):
        if name := (record.get("evidence") or {}).get("document"):
            yield str(name)
    table = (path if path.is_dir() else path.parent) / "documents.csv"
    if table.is_file():
        with table.open(encoding="utf-8-sig", newline="") as lines:
            yield from (row["document"] for row in csv.DictReader(lines) if row.get("document"))


def page(record: Json) -> int | None:
    """The page a record stands on."""
    number: int | None = record.get("page") or (record.get("evidence") or {}).get("page")
    return number


def ladder(scores: Scores) -> Iterator[str]:
    """The scores as lines of text."""
    found, qualitative = scores.detection, scores.qualitative
    yield f"gold {found.wanted} predicted {found.found} paired {found.right}"
    yield f"found       {found}"
    yield f"comparators {scores.comparators}"
    yield "fields      " + " ".join(f"{name} {share:.3f}" for name, share in scores.fields.items())
    yield f"qualitative found {qualitative.right} of {qualitative.wanted} (predicted {qualitative.found})"
    yield f"strict      {scores.strict}"
    yield f"name        right for {scores.fields['name']:.3f} of those paired"
    yield f"whole       {scores.whole}"


def misses(scores: Scores, most: int) -> Iterator[str]:
    """Up to ``most`` missed, spurious and wrong records each, as lines of text."""
    for g in scores.missed[:most]:
        yield f"  MISSED   {g.get('id')} {g['value']} {g.get('unit')} | {(g.get('quote') or '')[:110]}"
    for p in scores.spurious[:most]:
        yield f"  SPURIOUS {p['value']} {p.get('unit')} | {evidence_text(p)[:110]}"
    for g, p, names in [w for w in scores.wrong if set(w[2]) & {*WHOLE, "indicator"}][:most]:
        yield f"  WRONG    {g.get('id')} " + "; ".join(f"{n}: {shown(p, n)} for {shown(g, n)}" for n in names)


def shown(record: Json, name: str) -> Any:
    """A field as a line about a wrong one shows it."""
    match name:
        case "period":
            return "/".join(map(str, days(record.get("period"))))
        case "comparators":
            return comparators(record)
        case "numerator":
            return (record.get("numerator"), record.get("denominator"))
        case "name":
            return record.get("indicator")
        case _:
            return record.get(name)
