"""Choose for each record the fullest sentence that our own reader reads back as that record.

All sentences are read at once, as the bullets of a document. What is not read back in one wording is tried in the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfextract.extract import read_prose
from perfextract.model import EARLIER_KINDS, Block, Comparator, Document, Period, Record, Section
from perfextract.outline import outline
from perfextract.reading.statement import Statement
from perfextract.records import records
from perfextract.summary.figures import days, named
from perfextract.summary.sentences import NAMELESS, Wording, wordings


@dataclass(frozen=True, slots=True)
class Stated:
    """A record in its sentence; ``lost`` names the fields in which reading the sentence gives another record."""

    record: Record
    wording: Wording
    lost: tuple[str, ...] | None  # None where reading it does not give one record

    @property
    def faithful(self) -> bool:
        """Whether it is read back as the record's value, time, movement and comparisons."""
        return self.lost is not None and not set(self.lost) & NEEDED

    @property
    def named(self) -> bool:
        """Whether the sentence names the indicator, rather than pointing to the evidence."""
        return self.wording.name != NAMELESS


def stated(meant: Sequence[tuple[Record, Sequence[str]]], period: Period) -> list[Stated]:
    """Each record, beside its possible names, in the first sentence that reads back as it.

    Where none gives every field, the first that gives those needed is taken, and where none gives these, the first.
    """
    ways = [_distinct(wordings(record, names)) for record, names in meant]
    tried = {n: next(way) for n, way in enumerate(ways)}
    best = {n: Stated(record, tried[n], None) for n, (record, _) in enumerate(meant)}
    rounds = 0
    while tried:
        found = read_back([way.text for way in tried.values()], period, [meant[n][0].theme for n in tried])
        for (n, way), read in zip(tried.items(), found, strict=True):
            record = meant[n][0]
            here = Stated(record, way, tuple(differences(read[0], record)) if len(read) == 1 else None)
            if here.lost == () or (here.faithful and not best[n].faithful):
                best[n] = here
        rounds += 1
        following = ((n, next(ways[n], None)) for n in tried if _to_be_bettered(best[n], rounds))
        tried = {n: way for n, way in following if way is not None}
    return list(best.values())


_ROUNDS_FOR_THE_REST = 4  # after so many wordings what is not needed is given up


def _to_be_bettered(found: Stated, rounds: int) -> bool:
    return found.lost != () and (not found.faithful or rounds < _ROUNDS_FOR_THE_REST)


def _distinct(ways: Iterator[Wording]) -> Iterator[Wording]:
    seen = set()
    for way in ways:
        if way.text not in seen:
            seen.add(way.text)
            yield way


def read_back(
    sentences: Sequence[str], period: Period, themes: Sequence[str | None] | None = None
) -> list[list[Record]]:
    """What our reader finds in each of the sentences, in a report of that period and under their themes."""
    if not sentences:
        return []
    title = f"Corporate Performance Summary: {named(period)}"
    blocks = [Block(title, "title", 0)]
    bullets: dict[int | None, list[Record]] = {}
    above = None
    for text, theme in zip(sentences, themes or [None] * len(sentences), strict=True):
        if above != (theme or _NO_THEME):
            above = theme or _NO_THEME
            blocks.append(Block(above, "heading", len(blocks), 1))
        bullets[len(blocks)] = []
        blocks.append(Block(text, "bullet", len(blocks), 1, "-"))
    for record in _records(Document("summary", "", tuple(blocks))):
        bullets.get(record.evidence.block, []).append(record)
    return list(bullets.values())


_NO_THEME = "Services"  # a heading that says nothing


def _records(document: Document) -> Iterator[Record]:
    """The records of a document of prose, without the questions an audit would ask."""
    report = outline(document)
    told: list[tuple[Section, Statement]] = []
    for section in report.sections:
        told += ((section, s) for s in read_prose(section, report).statements)
    yield from records(told, report, document)


NEEDED = frozenset({"value", "unit", "period", "direction", "comparators"})


def differences(read: Record, meant: Record) -> list[str]:
    """The fields in which a record read is not the one meant: a comparator is its kind, figure and time.

    A change counts where the record meant states one.
    """
    pairs = {
        "value": (read.value, meant.value),
        "unit": (read.unit, meant.unit),
        "period": (days(read.period), days(meant.period)),
        "direction": (read.direction, meant.direction),
        "kind": (read.kind, meant.kind),
        "bound": (read.bound, meant.bound),
        "rag": (read.rag, meant.rag),
        "counts": ((read.numerator, read.denominator), (meant.numerator, meant.denominator)),
        "qualifiers": (_QUALIFYING & set(read.qualifiers), _QUALIFYING & set(meant.qualifiers)),
        "change": (_change(read) if _change(meant) else None, _change(meant)),
    }
    found = [field for field, (one, other) in pairs.items() if one != other]
    return found if _same_comparators(read, meant) else [*found, "comparators"]


_QUALIFYING = {"provisional", "estimated", "cumulative", "forecast"}


def _change(record: Record) -> tuple[Decimal, str | None] | None:
    change = record.change
    if change is None or change.amount is None or change.since == "target":
        return None
    return change.amount.normalize(), change.unit


def _same_comparators(read: Record, meant: Record) -> bool:
    """Whether two records compare with the same; the time counts where the one meant tells it."""
    pairs = list(zip(sorted(read.comparators, key=_order), sorted(meant.comparators, key=_order), strict=False))
    timed = all(days(other.period) in (None, days(_time(one, read))) for one, other in pairs)
    same = all(_compared(one) == _compared(other) for one, other in pairs)
    return len(read.comparators) == len(meant.comparators) and same and timed


def _time(c: Comparator, record: Record) -> Period | None:
    """The time of a comparator: a target or another's figure without one is of the value's time."""
    return c.period if days(c.period) or c.kind in EARLIER_KINDS else record.period


def _compared(c: Comparator) -> tuple[str, str]:
    return c.kind, "" if c.value is None else f"{c.value.normalize():f}"


def _order(c: Comparator) -> tuple[str, str, str]:
    return *_compared(c), str(days(c.period))
