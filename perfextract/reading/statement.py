"""What one statement says, before it becomes a record: all meaning resolved, nothing of the document's identity."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from perfextract.model import (
    Block,
    Bound,
    Change,
    Comparator,
    Direction,
    Period,
    Polarity,
    Qualifier,
    Rag,
    RecordKind,
    Source,
    Status,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """An indicator and its value (or movement) in a block; positions are characters of ``block.text``."""

    block: Block
    start: int
    end: int
    sentence: tuple[int, int]
    indicator: str
    period: Period
    value: Decimal | None = None
    unit: str | None = None
    upper: Decimal | None = None
    bound: Bound | None = None
    qualifiers: tuple[Qualifier, ...] = ()
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    geography: str | None = None
    direction: Direction | None = None
    change: Change | None = None
    comparators: tuple[Comparator, ...] = ()
    status: Status | None = None
    rag: Rag | None = None
    polarity: Polarity | None = None
    kind: RecordKind = "actual"
    source: Source = "prose"
    garbled: tuple[str, ...] = ()
    sure: float | None = None  # the chance, from the margins of role, links and time, that its figures are right
    named: float | None = None  # how much of its name is to be expected in the name a reader would give it
