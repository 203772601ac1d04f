"""The unit and size of the bare figures of a row, from what stands nearest to them."""

from __future__ import annotations

import re
from decimal import Decimal

from perfextract.tables import cells
from perfextract.tables.owners import owner, series
from perfextract.tables.row import Held, Row
from perfextract.tables.scales import ONE, Scale, scale_of, scale_of_head

_ALL = 100  # percent


def scale_for(row: Row, held: Held) -> Scale:
    """The unit and factor of a bare figure: by its head, its row, the words over the table, or its neighbours."""
    unit, factor = scale_of_head(row.text(row.sheet.one("unit")), held.column.head)
    if unit is None:
        unit, factor = scale_of([*_own_words(row), row.sheet.scale, _over_names(row)])
    stated = [h.figure.q.unit for h in row.held if h.figure.q.unit_stated and _of_series(row, h, held)]
    if unit or (stated and held.column.role != "variance"):
        return (unit, factor) if unit else (stated[0], ONE)
    if row.whole:
        return None, ONE
    below = row.sheet.stated(held.column, row.about.patterns)
    if below == "percent" and held.figure.q.value > _ALL:  # a column of counts with some shares among them
        return None, ONE
    return (below, ONE) if below else scale_of([row.sheet.caption])


def scaled(figure: cells.Figure, scale: Scale) -> tuple[Decimal, str]:
    """The amount and unit of a figure: its own unit, else that of the row, times the factor told for bare figures."""
    unit, factor = scale
    q = figure.q
    if not q.unit_stated:
        return q.value * factor, unit or q.unit
    bare_pounds = q.unit == "GBP" == unit and not re.search(r"[a-zA-Z]\s*\)?$", q.text)
    return (q.value * factor if bare_pounds else q.value), q.unit


def _own_words(row: Row) -> list[str]:
    """What a row says of its unit: its own words, where they are more than "Total"."""
    return [] if row.is_total else [row.text(row.sheet.one("name")) if row.named else row.name]


def _over_names(row: Row) -> str:
    """The head of the rows' names, where it tells more than that: "% of schools judged good"."""
    named = row.sheet.one("name")
    return named.head if named and not named.gives else ""


def _of_series(row: Row, held: Held, value: Held) -> bool:
    """Whether a figure is of the same series as a value, or compared with it."""
    if held.column.role == "comparator":
        return owner(row, held) == series(value)
    return held.column.role == "earlier" or (held.column.role == "value" and series(held) == series(value))
