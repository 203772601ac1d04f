"""Which figures of a row are one series, and which of them a target or benchmark belongs to."""

from __future__ import annotations

from perfextract.tables.row import Held, Row

Series = tuple[str, str | None]


def series(held: Held) -> Series:
    """What makes figures of different times one series: the same measure, and all actual or all forecast."""
    return held.column.measure, held.column.gives.get("kind")


def owner(row: Row, held: Held) -> Series | None:
    """The measure a comparator is of: of those in its unit the nearest before its column, else the next.

    A budget is for the whole year: its forecast or outturn is compared with it, not what is spent so far.
    """
    column, q = held.column, held.figure.q
    values = [h for h in row.of("value") if column.measure in ("", h.column.measure)]
    if column.gives.get("label") == "budget":
        values = [h for h in values if h.column.gives and not h.column.gives.get("to_date")] or values
    if q.unit_stated:
        values = [h for h in values if h.figure.q.unit_stated and h.figure.q.unit == q.unit] or values
    before = [h for h in values if h.column.index < column.index]
    near = before[-1] if before else values[0] if values else None
    return series(near) if near else None
