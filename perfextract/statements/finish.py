"""Make a statement of a draft: its qualifiers, bound, change, kind, direction and judgement."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import cast

from perfextract import calendar_uk as cal
from perfextract.model import (
    EARLIER_KINDS,
    Block,
    Bound,
    Change,
    Comparator,
    Direction,
    Period,
    Qualifier,
    Rag,
    RecordKind,
    Status,
)
from perfextract.statements import movement
from perfextract.statements.drafts import Draft
from perfextract.statements.figures import Figure, Sentence, ends
from perfextract.statements.links import Zone
from perfextract.statements.statement import Statement

_IMPROVING = re.compile(r"\b(?:improv(?:ed|ement|ements|ing|es)|better\s+than\s+(?:last|the\s+previous))\b", re.I)
_WORSENING = re.compile(
    r"\b(?:worsen\w*|deteriorat\w+|requires?\s+improvement|underperform\w*|continued\s+to\s+be\s+poor)\b", re.I
)


def finish(d: Draft, block: Block, base: Period | None, status: Status | None) -> Statement:
    s, value = d.sentence, d.value
    qualifiers = _qualifiers(s, d.zone, value)
    if "forecast" in qualifiers and "planned" in qualifiers:
        qualifiers = tuple(q for q in qualifiers if q != "planned")
    kind: RecordKind = "forecast" if "forecast" in qualifiers else "planned" if "planned" in qualifiers else "actual"
    change = _change(d)
    period = _to_date(d.period, qualifiers, base, kind)
    if kind == "forecast" and d.period.inherited and base and base.end and d.period.end == base.end:
        start, end = cal.years_span(cal.financial_year(base.end), 1)  # what is forecast is the year's outcome
        period = Period(label=d.period.label, start=start, end=end, inherited=True)
    if kind == "actual" and base and base.end and period.start and period.start > base.end:
        kind = _of_time_to_come(s)
    if kind == "planned" and any(p.modifier == "from" for p in s.periods if p.end <= value.start or p is value.period):
        period = period.model_copy(update={"end": None})
    return Statement(
        block=block,
        start=value.start,
        end=value.end,
        sentence=(s.start, s.end),
        indicator=d.indicator,
        period=period,
        value=value.q.value,
        unit=value.unit,
        upper=value.q.upper,
        bound=value.q.bound or _bound(s, value),
        qualifiers=qualifiers,
        numerator=value.count.q.value if value.count else None,
        denominator=_denominator(d),
        geography=d.place,
        direction=movement.direction(s, d.zone, d.moved_from(), d.changes) or d.hint,
        change=change,
        comparators=tuple(_previous_once(_unique([*d.comparators, *d.since]))),
        status=status or judged(s, d.zone),
        rag=rated(s.text[value.end - s.start : d.zone.end - s.start]),
        kind=kind,
        garbled=tuple(f.q.garbled for f in s.figures if f.q.garbled and (f is value or f.owner is value)),
    )


def _denominator(d: Draft) -> Decimal | None:
    """What a count or a share is out of: told apart, or within the figure itself ("97/102 pupils")."""
    if d.denominator:
        return d.denominator.value
    return (d.value.count or d.value).q.whole


_EXPECTED = re.compile(
    r"\b(?:on\s+course|expect\w*|looks?\s+set|set\s+to|likely|trends?|predict\w*|project(?:ed|ion)|put\s+at|rising\s+to|falling\s+to)\b",
    re.I,
)
_INTENDED = re.compile(
    r"\b(?:due\s+to|intend\w*|intention|will|would|plan(?:s|ned)|aims?|agreed|set\s+aside|allocat\w*|carried\s+(?:in|over|forward)\w*)\b",
    re.I,
)


def _of_time_to_come(s: Sentence) -> RecordKind:
    """What a figure of a time after the report's is, by the words around it: "due to start in September"."""
    return "forecast" if _EXPECTED.search(s.text) else "planned" if _INTENDED.search(s.text) else "actual"


_RATED = re.compile(  # what is said of the figure; "12% of projects were rated red" tells what was counted
    r"^\s*\((?:(?:rag\s*[:-]?\s*)?rated\s+|rag\s*[:-]?\s*)?(?P<boxed>(?-i:Red|Amber|Green|RED|AMBER|GREEN))\)"
    r"|(?:,\s*(?:and\s+|which\s+)?(?:(?:so\s+)?(?:is|was|now)\s+)?|\band\s+(?:so\s+)?(?:is|was)\s+)(?:rag[\s-]+)?rated\s+(?:as\s+)?(?P<said>red|amber|green)\b"
    r"|\brag(?:\s+(?:status|rating))?\s*(?:is|was|:)\s*(?P<status>red|amber|green)\b",
    re.I,
)


def rated(text: str) -> Rag | None:
    """The rating that words tell of the figure before them.

    >>> rated(" in quarter 2, and so is rated Amber"), rated(" (Green), up from 12"), rated(" of projects were rated red")
    ('amber', 'green', None)
    """
    m = _RATED.search(text)
    return cast("Rag", (m["boxed"] or m["said"] or m["status"]).lower()) if m else None


def _change(d: Draft) -> Change | None:
    if not d.changes:
        return None
    f = d.changes[0]
    since = [c.kind for c in (*d.since, *d.comparators) if c.kind in EARLIER_KINDS]
    return Change(
        amount=abs(f.q.value),
        unit=f.unit,
        direction=cast("Direction | None", f.direction),
        since=since[0] if since else None,
    )


def _to_date(period: Period, qualifiers: tuple[Qualifier, ...], base: Period | None, kind: RecordKind) -> Period:
    """A cumulative figure of a year not yet over runs to the end of the report's own period."""
    inside = base and base.end and period.start and period.end and period.start <= base.end < period.end
    if "cumulative" in qualifiers and inside and kind == "actual":
        return period.model_copy(update={"end": base.end})  # type: ignore[union-attr]
    return period


def _bound(s: Sentence, value: Figure) -> Bound | None:
    """The hedge that stands right before a value."""
    for m in s.marks.hedge:
        if m.end <= value.start and not s.between(m.end, value.start).strip() and "bound" in m.gives:
            moved = ends(
                r"\b(?:gone|went|goes|going|moved|came|come|crept|climbed|shot|jumped|back)\s+", s.left(m.start, 20)
            )
            return None if moved else cast("Bound", m.gives["bound"])  # "has gone up to 1,934"
    return None


def _qualifiers(s: Sentence, zone: Zone, value: Figure) -> tuple[Qualifier, ...]:
    """The qualifiers of a value: averages from its own zone, the rest from anywhere in the sentence."""
    found: list[str] = []
    for m in s.marks.qualifier:
        name = m.gives["qualifier"]
        near = s.start <= m.start and m.end <= s.end
        if name in ("average", "estimated", "cumulative"):
            near = zone.start <= m.start and m.end <= zone.end
        if name == "planned":
            near = near and m.end <= value.start
        masked_name = "&" in s.between(m.start, m.end)
        if near and not masked_name and name not in found and (name != "average" or m.start < value.start):
            found.append(name)
    if value.period is not None and value.period.modifier == "rolling" and "rolling" not in found:
        found.append("rolling")
    return tuple(cast("list[Qualifier]", found))


def judged(s: Sentence, zone: Zone | None) -> Status | None:
    """An explicit judgement in the statement's own words."""
    text = s.words(zone.start, zone.end) if zone else s.text
    if _IMPROVING.search(text):
        return "improving"
    return "needs_improvement" if _WORSENING.search(text) else None


def _unique(found: list[Comparator]) -> list[Comparator]:
    """Each comparator once; a kind without a figure only where it has none with one."""
    out: list[Comparator] = []
    for c in found:
        figures = [o for o in found if o.kind == c.kind and o.value is not None]
        told = [o for o in out if o.kind == c.kind and o.value == c.value]
        if not (figures and c.value is None) and not any(c.value is None or _one_time(c, o) for o in told):
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
