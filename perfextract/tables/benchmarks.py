"""Rows of England, a region or neighbours, which the one local row of a table is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from perfextract.model import Comparator, ComparatorKind
from perfextract.reading.statement import Statement
from perfextract.tables.beside import related
from perfextract.tables.places import benchmark

Labelled = tuple[str | None, Statement]


def with_benchmarks(found: Sequence[Labelled], patterns: Path | None) -> list[Labelled]:
    """The statements of a table of places; where one place is local, the others are what it is compared with.

    Of several local places each is a record, and so is England beside them.
    """
    kinds = {s.geography: benchmark(s.geography, patterns) if s.geography else None for _, s in found}
    local = [(label, s) for label, s in found if kinds[s.geography] is None]
    others = [(s, kind) for _, s in found if (kind := kinds[s.geography]) is not None]
    if not others or len({s.geography for _, s in local}) != 1:
        return list(found)
    return [(label, replace(s, comparators=(*s.comparators, *_compared(s, others)))) for label, s in local]


def _compared(local: Statement, others: Sequence[tuple[Statement, ComparatorKind]]) -> list[Comparator]:
    """The figures of other places for the same measure and time."""
    same = [
        (s, kind)
        for s, kind in others
        if (s.indicator, s.unit, s.period) == (local.indicator, local.unit, local.period)
    ]
    return [_comparator(s, kind, local) for s, kind in same]


def _comparator(other: Statement, kind: ComparatorKind, local: Statement) -> Comparator:
    found = Comparator(
        kind=kind,
        label=other.geography,
        value=other.value,
        unit=other.unit,
        period=other.period,
        text=other.block.text[other.start : other.end],
    )
    return related(found, local.value) if local.value is not None else found
