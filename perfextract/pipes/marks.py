"""Find every kind of mark in a text, in exact characters: the work behind the spaCy components."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from perfextract import amounts, periods, rules
from perfextract.amounts import Quantity
from perfextract.periods import PeriodMark
from perfextract.rules import Mark

CUES = ("comparator", "direction", "hedge", "qualifier", "defining")
MARKS = ("quantity", "period", *CUES)


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one text, each list in reading order.

    ``quantity`` holds only the figures: what is part of a period or of a definition has been taken out
    and stands in ``excluded`` with the reason.
    """

    text: str
    quantity: tuple[Quantity, ...]
    excluded: tuple[tuple[Quantity, str], ...]
    period: tuple[PeriodMark, ...]
    comparator: tuple[Mark, ...]
    direction: tuple[Mark, ...]
    hedge: tuple[Mark, ...]
    qualifier: tuple[Mark, ...]
    defining: tuple[Mark, ...]


def mark_text(text: str, patterns: Path | None = None, *, idle: bool = True) -> Marks:
    """All marks of ``text``; with ``idle`` False none at all where there is neither a number nor a movement to state."""  # noqa: E501
    numbers = amounts.read(text, patterns)
    directions = _cues("direction", text, patterns)
    if not (idle or numbers or directions):
        return Marks(text, (), (), (), (), (), (), (), ())
    found_periods = tuple(periods.find(text))
    open_ = any(not q.excluded and not _inside(q, found_periods, "period") for q in numbers)
    defining = _cues("defining", text, patterns) if idle or open_ else ()  # what can only speak of a number beside it
    hedges = _cues("hedge", text, patterns) if idle or numbers else ()
    comparators, qualifiers = _cues("comparator", text, patterns), _cues("qualifier", text, patterns)
    figures, excluded = _figures(numbers, found_periods, defining)
    return Marks(text, figures, excluded, found_periods, comparators, directions, hedges, qualifiers, defining)


def _cues(name: str, text: str, patterns: Path | None) -> tuple[Mark, ...]:
    """The cues of one file; entries that give nothing only shadow the others."""
    return tuple(m for m in rules.load(name, patterns).find(text) if m.gives or name == "hedge")


def _figures(
    found: list[Quantity], found_periods: tuple[PeriodMark, ...], defining: tuple[Mark, ...]
) -> tuple[tuple[Quantity, ...], tuple[tuple[Quantity, str], ...]]:
    figures, excluded = [], []
    for q in found:
        why = q.excluded or _inside(q, found_periods, "period") or _defined(q, defining)
        if why:
            excluded.append((q, why))
        else:
            figures.append(q)
    return tuple(figures), tuple(excluded)


def _inside(q: Quantity, spans: tuple[PeriodMark, ...], why: str) -> str | None:
    return why if any(q.start < s.end and q.end > s.start for s in spans) else None


def _defined(q: Quantity, defining: tuple[Mark, ...]) -> str | None:
    for m in defining:
        if m.start <= q.start < m.end or (q.start < m.start < q.end and not q.unit_stated):
            return str(m.gives["why"])
    return None


def spans_of(marks: Marks, name: str) -> list[tuple[int, int, str]]:
    """(start, end, rule or form) of the marks called ``name``: what a component shows in ``doc.spans``."""
    if name == "quantity":
        return [(q.start, q.end, q.unit) for q in marks.quantity]
    if name == "period":
        return [(p.start, p.end, p.form) for p in marks.period]
    return [(m.start, m.end, m.rule) for m in getattr(marks, name)]
