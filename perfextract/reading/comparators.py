"""Turn the figures and times a value is compared with into comparators: kind, period and relation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import cast

from perfextract import calendar_uk as cal
from perfextract import periods
from perfextract.model import (
    EARLIER_KINDS,
    PAST_KINDS,
    Comparator,
    ComparatorKind,
    Direction,
    Period,
    Polarity,
    Relation,
)
from perfextract.period_forms import RELATIVE_KINDS
from perfextract.periods import Context, PeriodMark
from perfextract.reading.dealing import published
from perfextract.reading.marked import Marked
from perfextract.rules import Mark
from perfextract.vocabulary import any_of, words

CLOCK = {
    "seconds": 1,
    "minutes": 60,
    "hours": 3600,
}  # units told in one another: "2 minutes 31 seconds" and "2 minutes"


def kind_in_time(value: Period | None, other: Period | None, mark: PeriodMark | None) -> ComparatorKind:
    """Which earlier time ``other`` is beside the value's period.

    The period just before of the same length is previous_period; the same months a year before are
    same_period_last_year (previous_period where the periods are years); anything else earlier_period.
    The end of a period stands for it: "9 fewer than at the end of Quarter 1".
    """
    if value and other and value.start and value.end and other.start and other.end:
        kind = _by_dates((value.start, value.end), (other.start, other.end))
        if kind is not None or mark is None or not mark.relative:
            return kind or "earlier_period"
    if mark is not None and mark.relative:
        return RELATIVE_KINDS[mark.form]  # type: ignore[return-value]
    return "earlier_period"


def _by_dates(span: cal.Span, before: cal.Span) -> ComparatorKind | None:
    """The kind of ``before`` beside ``span``, where they are the same length apart as a period or a year."""
    months, others = cal.months_long(span), cal.months_long(before)
    adjoining = before[1] + timedelta(days=1) == span[0]
    year_before = cal.shift((span[1], span[1]), -12)[1] == before[1]
    if cal.shift(span, -12)[0] == before[0] and others == months:
        return "previous_period" if months >= 12 else "same_period_last_year"
    if months and others == months and (adjoining or (months >= 12 and cal.shift(span, -3) == before)):
        return "previous_period"
    if year_before and (months <= 1 or before[0] == before[1]):
        return "same_period_last_year" if months < 12 else "previous_period"
    if adjoining and months > 1 and before[0] == before[1]:
        return "previous_period"
    if months <= 1 and cal.shift((span[1], span[1]), -3)[1] == before[1]:
        return "previous_period"
    return None


def relation(value: Decimal, other: Decimal) -> Relation:
    """How a value stands to another one."""
    return "above" if value > other else "below" if value < other else "equal"


def moved_since(value: Decimal, comparators: Sequence[Comparator]) -> Direction | None:
    """How a value moved since the nearest earlier figure; of several of one kind the latest counts, else the first."""
    for kind in PAST_KINDS:
        alike = [c for c in comparators if c.kind == kind and c.value is not None]
        before = max(alike, key=lambda c: (c.period and c.period.end) or date.min).value if alike else None
        if before is not None:
            return "stable" if value == before else "up" if value > before else "down"
    return None


def shown_better(comparators: Sequence[Comparator]) -> Polarity | None:
    """Which way is better, as target and floor show it: the floor is the worse of them."""
    target = next((c.value for c in comparators if c.kind == "target"), None)
    floor = next((c.value for c in comparators if c.label == "floor"), None)
    if target is None or floor is None or target == floor:
        return None
    return "higher" if target > floor else "lower"


def of_figure(
    s: Marked, f: int, kind: str, value_unit: str, at: Period, time: PeriodMark | None, context: Context
) -> list[Comparator]:
    """The comparators that one figure makes: one for each name that stands beside it.

    ``kind`` is its role, ``at`` the value's period, ``time`` its own or None.
    """
    q = s.quantity(f)
    period = _like(periods.resolve(time, replace(context, anchor=at)) if time else None, time, at)
    unit, amount = (q.unit if q.unit_stated or q.unit != "count" else value_unit), q.value
    if unit != value_unit and unit in CLOCK and value_unit in CLOCK:
        amount, unit = amount * CLOCK[unit] / CLOCK[value_unit], value_unit
    start, names = _names(s, f, kind)
    said = standing(s, start)
    approximate = f > 0 and s.tokens[f - 1].shape == "<about>" and _loosens(s.tokens[f - 1].mark)
    told: list[tuple[ComparatorKind, str | None]] = [(c.gives["kind"], label(s, c)) for c in names]
    if not told and kind == "earlier":
        told = [(kind_in_time(_since(at, period, context), period, time), None)]
    elif not told:
        told = [(cast("ComparatorKind", kind), published(s, f) if kind == "other" else None)]
    return [
        Comparator(
            kind=named, label=called, value=amount, unit=unit, period=period, relation=said, approximate=approximate,
            text=s.text[s.tokens[start].start : s.tokens[f].end],
        )
        for named, called in told
    ]  # fmt: skip


def _loosens(mark: object) -> bool:
    return isinstance(mark, Mark) and mark.gives.get("bound") == "about"


_PAST = tuple(f"<{kind}>" for kind in EARLIER_KINDS)
BESIDE = 6  # tokens between a figure and its name


def _names(s: Marked, f: int, kind: str) -> tuple[int, list[Mark]]:
    """The names of its kind beside a figure, with those joined to them ("national and regional"), and where they begin."""
    shapes = _PAST if kind == "earlier" else (f"<{kind}>",)
    near = [i for i, t in enumerate(s.tokens) if t.shape in shapes and abs(i - f) <= BESIDE and not parted(s, i, f)]
    before = [i for i in near if i < f] or [i for i in near if i > f][:1]
    if not before:
        return f, []
    at = before[-1]
    found = [at]
    while at >= 2 and s.tokens[at - 1].shape in ("and", ",", "or", "/", "&") and is_name(s, at - 2):
        at -= 2
        found.append(at)
    after = before[-1]
    while (
        after + 2 < len(s.tokens)
        and s.tokens[after + 1].shape in ("and", "or", "/", "&")
        and is_name(s, after + 2)
        and after + 2 < f
    ):
        after += 2
        found.append(after)
    marks = [m for i in sorted(found) if isinstance(m := s.tokens[i].mark, Mark)]
    return min(*found, f), marks


def is_name(s: Marked, i: int) -> bool:
    mark = s.tokens[i].mark
    return isinstance(mark, Mark) and mark.name == "comparator" and "kind" in mark.gives


def parted(s: Marked, a: int, b: int) -> bool:
    """Whether another figure or the end of a clause is between two tokens."""
    lo, hi = sorted((a, b))
    return any(i in s.figures or s.tokens[i].shape in (";", ".") for i in range(lo + 1, hi))


def _since(at: Period, period: Period | None, context: Context) -> Period | None:
    """What an earlier time is earlier than: of a year's figure told at a time within that year, the report.

    "£4.2m is forecast for 2021/22 (quarter 2: £4.9m)", in the report for quarter 3.
    """
    if period is None or not (at.start and at.end and period.start and period.end):
        return at
    year = cal.years_span(cal.financial_year(at.end), 1) == (at.start, at.end)
    return context.issued if year and at.start <= period.start and period.end < at.end else at


def _like(period: Period | None, mark: PeriodMark | None, at: Period) -> Period | None:
    """ "2019 (840)" beside April to September 2021 means April to September 2019."""
    if (
        period is None
        or mark is None
        or mark.form != "year"
        or not (at.start and at.end and period.start and period.end)
    ):
        return period
    if 0 < cal.months_long((at.start, at.end)) < 12 and period.end < at.start:
        start, end = cal.shift((at.start, at.end), 12 * (period.start.year - at.start.year))
        return Period(label=period.label, start=start, end=end)
    return period


def is_compared(s: Marked, time: int) -> bool:
    """Whether a time is compared with: "than in 2019/20", "up 8% on 2019/20"."""
    before = s.text[s.tokens[max(0, time - 6)].start : s.tokens[time].start]
    return any_of("compared").search(before.rpartition(";")[2]) is not None or _moved_on(s, time)


def _moved_on(s: Marked, time: int) -> bool:
    """Whether a time stands behind "up 8% on"; "up 8 on 30 June" tells the day."""
    mark = s.tokens[time].mark
    on = time >= 3 and s.tokens[time - 1].shape == "on" and time - 2 in s.figures
    dated = isinstance(mark, PeriodMark) and mark.form == "day"
    return on and not dated and any(t.shape.endswith(("up>", "down>")) for t in s.tokens[max(0, time - 5) : time - 2])


def without_figure(s: Marked, name: int) -> Comparator:
    """A standing without the other's figure: "above the national average"."""
    mark = s.tokens[name].mark
    assert isinstance(mark, Mark)
    return Comparator(
        kind=mark.gives["kind"], label=label(s, mark), relation=standing(s, name), text=s.text[mark.start : mark.end]
    )


def in_time(s: Marked, mark: PeriodMark, at: Period, context: Context) -> Comparator:
    """A time compared with that has no figure: "7% down against this time last year"."""
    period = periods.resolve(mark, replace(context, anchor=at))
    place = next(i for i in s.periods if s.tokens[i].mark is mark)
    return Comparator(
        kind=kind_in_time(_since(at, period, context), period, mark),
        period=period,
        relation=standing(s, place),
        text=mark.text,
    )


def label(s: Marked, name: Mark) -> str | None:
    """The words of a name that say more than its kind: a country, a region, another's name."""
    kind = name.gives.get("kind")
    said = s.text[name.start : name.end].removesuffix(" of")
    said = said[len("the report's ") :] if said.lower().replace("’", "'").startswith("the report's ") else said
    averaged = kind == "earlier_period" and any_of("average").search(said)
    country = kind == "national" and any_of("country").search(said)
    region = kind == "regional" and said[:1].isupper()
    return said if kind == "other" or averaged or country or region else None


_STANDING = 16  # tokens before a comparator that may say how the value stands to it


def standing(s: Marked, at: int) -> Relation | None:
    """The nearest word of standing in the clause before a token."""
    for i in range(at - 1, max(-1, at - _STANDING), -1):
        token = s.tokens[i]
        if token.shape == ";" or i in s.figures:
            return None
        said = s.text[token.start : token.end].lower()
        for name in ("above", "below", "similar", "equal"):
            if said in words(name) or ((" " in said or token.shape[0] == "<") and any_of(name).search(said)):
                return name
        pair = (
            f"{said} {s.text[s.tokens[i + 1].start : s.tokens[i + 1].end].lower()}" if i + 1 < len(s.tokens) else said
        )
        for name in ("similar", "equal", "below"):
            if pair in words(name):
                return cast("Relation", name)
    return None


def stands(s: Marked, name: int) -> bool:
    """Whether the words before a comparator's name say how a value stands to it."""
    return any_of("standing").search(s.text[s.tokens[max(0, name - 8)].start : s.tokens[name].start]) is not None
