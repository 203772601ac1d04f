"""The statement of a value: its qualifiers, bound, kind, change, comparators and judgement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from perfextract import calendar_uk as cal
from perfextract.model import (
    EARLIER_KINDS,
    Bound,
    Change,
    Comparator,
    ComparatorKind,
    Direction,
    Period,
    Qualifier,
    Rag,
    RecordKind,
    Status,
)
from perfextract.periods import PeriodMark
from perfextract.pipes.marks import Marks
from perfextract.reading.comparators import moved_since
from perfextract.reading.marked import Marked
from perfextract.reading.statement import Statement
from perfextract.rules import Mark
from perfextract.signs import sign_of
from perfextract.vocabulary import any_of, expression

if TYPE_CHECKING:
    from perfextract.reading.about import About
    from perfextract.reading.names import Named
    from perfextract.reading.parts import Parts

_NEAR_VALUE = frozenset({"average", "estimated", "cumulative"})  # said of the value itself, not of the sentence


def statement(
    parts: Parts,
    value: int,
    about: About,
    marks: Marks,
    named: Named,
    period: Period,
    *,
    found: Sequence[Comparator],
    changed: Change | None,
    counts: tuple[Decimal | None, Decimal | None, Decimal | None],
    direction: Direction | None,
    sure: float,
) -> Statement:
    """What a sentence says of one value; ``counts`` are numerator, denominator and the upper end of a range."""
    s, q = parts.s, parts.s.quantity(value)
    zone = zone_of(parts, value)
    qualifiers = qualifiers_of(s, marks, value, zone)
    base = about.base
    kind: RecordKind = "forecast" if "forecast" in qualifiers else "planned" if "planned" in qualifiers else "actual"
    period = _to_date(period, qualifiers, base, kind)
    if kind == "forecast" and period.inherited and base and base.end and period.end == base.end:
        start, end = cal.years_span(cal.financial_year(base.end), 1)  # what is forecast is the year's outcome
        period = Period(label=period.label, start=start, end=end, inherited=True)
    if kind == "actual" and base and base.end and period.start and period.start > base.end:
        kind = _of_time_to_come(s.words)
    if kind == "planned" and _begins(parts, value):
        period = period.model_copy(update={"end": None})
    words = s.text[zone[0] : zone[1]]
    return Statement(
        block=about.block,
        start=q.start,
        end=q.end,
        sentence=(s.start, s.end),
        indicator=named.text,
        period=period,
        value=q.value,
        unit=q.unit,
        upper=counts[2] if counts[2] is not None else q.upper,
        bound=_bound(s, value),
        qualifiers=qualifiers,
        numerator=counts[0],
        denominator=counts[1] if counts[1] is not None else q.whole,
        geography=named.place,
        direction=direction,
        change=changed,
        comparators=tuple(_previous_once(_unique(found))),
        status=about.section.status or judged(words),
        rag=rated(s.text[q.end : zone[1]]) or sign_of(words),
        kind=kind,
        garbled=tuple(
            g for f in (value, *(f for f, o in parts.owners.items() if o == value)) if (g := s.quantity(f).garbled)
        ),
        sure=sure,
        named=named.chance,
    )


def zone_of(parts: Parts, value: int) -> tuple[int, int]:
    """The characters between the value before and the value behind: what is said of this one."""
    s = parts.s
    before = [v for v in parts.values if v < value]
    behind = [v for v in parts.values if v > value]
    return (s.tokens[before[-1]].end if before else s.start, s.tokens[behind[0]].start if behind else s.end)


def with_comparators(old: Statement, more: Sequence[Comparator]) -> Statement:
    """A statement that a later sentence compares with more."""
    found = tuple(_previous_once(_unique([*old.comparators, *more])))
    alike = [c for c in found if c.unit == old.unit and c.label is None]
    moved = moved_since(old.value, alike) if old.value is not None else None
    return replace(old, comparators=found, direction=old.direction or moved)


def standing(old: Statement, more: Sequence[Comparator], way: Direction | None) -> Statement:
    """A statement of which a later sentence says how it stands or moved, without a figure."""
    return replace(with_comparators(old, more), direction=old.direction or way)


def with_change(old: Statement, s: Marked, figure: int, way: Direction | None) -> Statement:
    """A statement whose change a later sentence states."""
    q = s.quantity(figure)
    said = Change(amount=abs(q.value), unit=q.unit, direction=way, since=_since(old.comparators))
    return replace(old, change=old.change or said, direction=old.direction or way)


def change(s: Marked, figures: Sequence[int], found: Sequence[Comparator], way: Direction | None) -> Change | None:
    """The change a figure states."""
    if not figures:
        return None
    q = s.quantity(figures[0])
    return Change(amount=abs(q.value), unit=q.unit, direction=way, since=_since(found))


def _since(found: Sequence[Comparator]) -> ComparatorKind | None:
    return next((c.kind for c in found if c.kind in EARLIER_KINDS), None)


def _of_time_to_come(text: str) -> RecordKind:
    """What a figure of a time after the report's is, by the words around it: "due to start in September"."""
    return "forecast" if any_of("expected").search(text) else "planned" if any_of("intended").search(text) else "actual"


def _begins(parts: Parts, value: int) -> bool:
    """Whether a time before the value, or its own, says from when it holds."""
    own = parts.times.get(value)
    marks = [parts.s.tokens[p].mark for p in parts.s.periods if p < value or p == own]
    return any(isinstance(m, PeriodMark) and m.modifier == "from" for m in marks)


_RATED = expression(  # what is said of the figure; "12% of projects were rated red" says what was counted
    r"^\s*\((?:(?:rag\s*[:-]?\s*)?rated\s+|rag\s*[:-]?\s*)?(?=(?-i:[A-Z]))(?P<boxed>{rating})\)"
    r"|(?:,\s*(?:and\s+|which\s+)?(?:(?:so\s+)?(?:{be}|now)\s+)?|\band\s+(?:so\s+)?(?:is|was)\s+)(?:rag[\s-]+)?rated\s+(?:as\s+)?(?P<said>{rating})\b"
    r"|\brag(?:\s+(?:status|rating))?\s*(?:is|was|:)\s*(?P<status>{rating})\b"
)


def rated(text: str) -> Rag | None:
    """The rating that words give the figure before them.

    >>> rated(" in quarter 2, and so is rated Amber"), rated(" (Green), up from 12"), rated(" of projects were rated red")
    ('amber', 'green', None)
    """
    m = _RATED.search(text)
    return cast("Rag", (m["boxed"] or m["said"] or m["status"]).lower()) if m else None


def judged(text: str) -> Status | None:
    """An explicit judgement in a statement's own words."""
    if any_of("better").search(text):
        return "improving"
    return "needs_improvement" if any_of("worse").search(text) else None


def _to_date(period: Period, qualifiers: tuple[Qualifier, ...], base: Period | None, kind: RecordKind) -> Period:
    """A cumulative figure of a year not yet over runs to the end of the report's own period."""
    inside = base and base.end and period.start and period.end and period.start <= base.end < period.end
    if "cumulative" in qualifiers and inside and kind == "actual":
        return period.model_copy(update={"end": base.end})  # type: ignore[union-attr]
    return period


def _bound(s: Marked, value: int) -> Bound | None:
    """The hedge right before a value, or the sign that is part of it."""
    q = s.quantity(value)
    if q.bound:
        return q.bound
    if not value or s.tokens[value - 1].shape != "<about>":
        return None
    mark = s.tokens[value - 1].mark
    moved = value > 1 and any_of("movement to").fullmatch(s.tokens[value - 2].shape)  # "has gone up to 1,934"
    return cast("Bound | None", mark.gives.get("bound")) if isinstance(mark, Mark) and not moved else None


def qualifiers_of(s: Marked, marks: Marks, value: int, zone: tuple[int, int]) -> tuple[Qualifier, ...]:
    """The qualifiers of a value: averages from its own zone, the rest from anywhere in the sentence."""
    found: list[str] = []
    start = s.tokens[value].start
    named = [(t.start, t.end) for t in s.tokens if isinstance(t.mark, Mark) and t.mark.name == "comparator"]
    for m in marks.qualifier:
        name = m.gives["qualifier"]
        lo, hi = zone if name in _NEAR_VALUE else (s.start, s.end)
        near = lo <= m.start and m.end <= hi and (name not in ("planned", "average") or m.end <= start)
        if near and name not in found and not any(a < m.end and m.start < b for a, b in named):
            found.append(name)
    if "forecast" in found and "planned" in found:
        found.remove("planned")
    return tuple(cast("list[Qualifier]", found))


def _unique(found: Sequence[Comparator]) -> list[Comparator]:
    """Each comparator once; a kind without a figure only where it has none with one."""
    out: list[Comparator] = []
    for c in found:
        figures = [o for o in found if o.kind == c.kind and o.value is not None]
        known = [o for o in out if o.kind == c.kind and o.value == c.value]
        if not (figures and c.value is None) and not any(c.value is None or _one_time(c, o) for o in known):
            out.append(c)
    return out


def _one_time(c: Comparator, o: Comparator) -> bool:
    """Whether two comparators may be of the same days: also where one of them does not say."""
    days = {(p.start, p.end) for p in (c.period, o.period) if p and p.end}
    return len(days) < 2


def _previous_once(found: list[Comparator]) -> list[Comparator]:
    """Of several figures of a time before, the latest is of the time just before: monthly ones may be three months old."""
    ends = [c.period.end for c in found if c.kind == "previous_period" and c.period and c.period.end]
    return [
        c.model_copy(update={"kind": "earlier_period"})
        if c.kind == "previous_period" and c.period and c.period.end and c.period.end < max(ends)
        else c
        for c in found
    ]
