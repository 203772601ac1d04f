"""What the value of a row is compared with: earlier figures, targets, benchmarks, a change, a budget's variance."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from perfextract.model import EARLIER_KINDS, Change, Comparator, ComparatorKind, Direction, Period
from perfextract.reading.comparators import kind_in_time, moved_since, relation
from perfextract.tables.columns import Column
from perfextract.tables.owners import owner, series
from perfextract.tables.row import Held, Row
from perfextract.tables.scales import Scale
from perfextract.tables.times import end_of, length_of, period_of
from perfextract.tables.units import scale_for, scaled
from perfextract.vocabulary import expression

_TO_DATE = expression(r"\b{so far}\b")


def earlier(
    row: Row, value: Held, group: Sequence[Held], now: Sequence[Held], scale: Scale, first: bool
) -> Iterator[Comparator]:
    """The earlier figures of the same measure; where two lengths of time are up to date, to each its own."""
    period, lengths = period_of(row, value.column), {length_of(row, h.column) for h in now}
    own = length_of(row, value.column)
    before = [
        h
        for h in group
        if h not in now
        and end_of(row, h.column) < end_of(row, value.column)
        and ((length := length_of(row, h.column)) == own or (first and length not in lengths))
    ]
    last = max((end_of(row, h.column) for h in before), default=date.min)
    for h in before:
        then = period_of(row, h.column)
        kind = kind_in_time(period, then, None)
        if kind == "previous_period" and end_of(row, h.column) < last:
            kind = "earlier_period"  # of monthly figures only the last one
        yield comparator(h, scale, {"kind": kind}, then)
    if first:
        for h in row.of("earlier"):
            yield comparator(h, scale, h.column.gives, h.column.period)


def beside(row: Row, value: Held, scale: Scale) -> Iterator[Comparator]:
    """Targets, floors and benchmarks: of several of one kind the one for the value's time."""
    owned = [h for h in row.of("comparator") if owner(row, h) == series(value)]
    if not value.column.gives.get("to_date") and any(c.gives.get("to_date") for c in row.sheet.columns):
        owned = [h for h in owned if not _TO_DATE.search(h.column.head)]  # that target is for the year so far
    for name in dict.fromkeys(_standard(h.column) for h in owned):
        same = [h for h in owned if _standard(h.column) == name]
        same = sorted(same, key=lambda h: _distance(row, h.column, value.column))
        lengths = set()
        for h in same:  # of a quarter's and a year's target both; of three years' the nearest
            length = length_of(row, h.column) if h.column.period else 0
            if h is same[0] or (length not in lengths and not _is_past(row, h.column, value.column)):
                lengths.add(length)
                yield comparator(h, scale, h.column.gives, h.column.period)


def comparator(held: Held, scale: Scale, gives: dict[str, str], period: Period | None) -> Comparator:
    """A figure as what the value is compared with."""
    amount, unit = scaled(held.figure, scale)
    return Comparator(
        kind=gives["kind"],  # type: ignore[arg-type]
        label=gives.get("label"),
        value=amount,
        unit=unit,
        period=period,
        approximate=held.figure.bound == "about",
        text=held.cell.text.strip(),
    )


def change(row: Row, value: Held, unit: str) -> Change | None:
    """How much the value moved, as a column of changes says."""
    for h in row.of("change"):
        amount = _signed(h)
        moved_by = abs(amount) if h.figure.q.unit_stated else abs(scaled(h.figure, scale_for(row, value))[0])
        percent = h.figure.q.unit == "percent" or "%" in h.column.head or "cent" in h.column.head.lower()
        moved: Direction = "up" if amount > 0 else "down" if amount < 0 else "stable"
        own = "percentage_points" if unit == "percent" else unit
        yearly = re.search(r"\byear\b", h.column.head, re.I) and length_of(row, value.column) < 12
        since: ComparatorKind = "same_period_last_year" if yearly else "previous_period"
        return Change(
            amount=abs(amount) if percent else moved_by,
            unit="percent" if percent else own,
            direction=moved,
            since=since,
        )
    return None


def variance(row: Row, value: Held, amount: Decimal, compared: Sequence[Comparator]) -> Change | None:
    """How far the value is from its budget, as a column of variances says; up is more than the budget."""
    budget = next((c.value for c in compared if c.label == "budget"), None)
    held = next((h for h in row.of("variance") if owner(row, h) == series(value)), None)
    if budget is None or held is None or held.figure.q.value == 0:
        return None
    gap, unit = scaled(held.figure, scale_for(row, held))
    over = amount - budget if amount != budget else _signed(held)
    return Change(amount=abs(gap), unit=unit, direction="up" if over > 0 else "down", since="target")


def related(found: Comparator, value: Decimal) -> Comparator:
    """A target or benchmark with how the value stands to it."""
    if found.kind in EARLIER_KINDS or found.value is None:
        return found
    return found.model_copy(update={"relation": relation(value, found.value)})


def moved(value: Decimal, comparators: Sequence[Comparator]) -> Direction | None:
    """Which way the value moved since the nearest earlier figure, of several of one kind the latest."""
    return moved_since(value, sorted(comparators, key=_last_day, reverse=True))


def _standard(column: Column) -> tuple[str, str]:
    """What a column of targets or benchmarks is called: "Original budget" and "Revised budget" stay two."""
    kind = column.gives["kind"]
    return kind, column.head if kind == "other" or column.gives.get("label") else ""


def _is_past(row: Row, column: Column, value: Column) -> bool:
    mine, its = period_of(row, value), column.period
    return bool(its and its.end and mine.end and its.end < mine.end)


def _distance(row: Row, column: Column, value: Column) -> int:
    mine, its = period_of(row, value), column.period
    if its is None:
        return 2 - bool(value.gives.get("to_date") and _TO_DATE.search(column.head))
    if (its.start, its.end) == (mine.start, mine.end):
        return 0
    held = its.start and its.end and mine.start and mine.end and its.start <= mine.start and mine.end <= its.end
    return 1 if held else 3


def _signed(held: Held) -> Decimal:
    """A change as its cell writes it: brackets round a whole cell are a minus."""
    amount = held.figure.q.value
    return -abs(amount) if re.fullmatch(r"\s*\([^()]+\)\s*", held.cell.text) else amount


def _last_day(found: Comparator) -> date:
    return (found.period and found.period.end) or date.min
