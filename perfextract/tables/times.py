"""When the figures of a row are for, and which of several times is the latest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from perfextract import calendar_uk as cal
from perfextract.model import Period
from perfextract.tables.columns import Column
from perfextract.tables.row import Held, Row


def period_of(row: Row, column: Column) -> Period:
    """The time of a column: its own, the year so far, or the report's."""
    base = row.about.base
    if column.gives.get("to_date") and base is not None and base.end is not None:
        return _so_far(column, base.end)
    own = column.period or row.when or row.sheet.when
    if own is not None:
        return own
    if base is None or base.end is None:
        return Period(inherited=True)
    return base.model_copy(update={"inherited": True})


def end_of(row: Row, column: Column) -> date:
    """The last day of a column that the report can know."""
    end = period_of(row, column).end or date.min
    base = row.about.base.end if row.about.base else None
    started = period_of(row, column).start or date.min
    return min(end, base) if base and started <= base and end > base else end


def length_of(row: Row, column: Column) -> int:
    """How many months long a column's time is."""
    period = period_of(row, column)
    return cal.months_long((period.start, period.end)) if period.start and period.end else 0


def currents(row: Row, group: Sequence[Held]) -> list[Held]:
    """The latest figure of each length of time that is up to date: a quarter's, and the year's to the same day.

    In a grid every figure is the current one of its own time.
    """
    if row.sheet.every_cell:
        return list(group)
    base = row.about.base.end if row.about.base else None
    known = [h for h in group if base is None or (period_of(row, h.column).start or date.min) <= base] or group
    latest = max((end_of(row, h.column) for h in known), default=date.min)
    chosen: dict[int, Held] = {}
    for h in known:
        if end_of(row, h.column) == latest:
            length = length_of(row, h.column)
            chosen.setdefault(length, h)
            if h.column.gives.get("role") == "value":
                chosen[length] = h  # "Actual" before a bare "Q2"
    return list(chosen.values())


def _so_far(column: Column, end: date) -> Period:
    """The financial year up to the report's day: this one, or an earlier one up to the same day."""
    year = cal.financial_year(end)
    of = cal.financial_year(column.period.start) if column.period and column.period.start else year
    end = cal.add_months(end, 12 * (of - year))
    return Period(label=column.head, start=date(of, 4, 1), end=end)
