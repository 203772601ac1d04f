"""Read indicator cards: a name, a rating word and labelled figures rather than a sentence or a grid.

"Latest: 71%   Target: 85%, Floor: 80%   Previous: 69% (Red)" under "Complaints answered in time" / "RED" is
one record: the latest figure is its value, the others are its comparators, the rating word its ``rag``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from perfextract.cards import build
from perfextract.cards.layout import gathered, without_card_headings
from perfextract.cards.legend import is_legend
from perfextract.model import Period, Section
from perfextract.reading.statement import Statement

__all__ = ["Card", "cards", "without_card_headings"]


@dataclass(frozen=True, slots=True)
class Card:
    """A card found among blocks: the blocks it takes up, and what it states (nothing where it has no value)."""

    taken: frozenset[int]
    statements: tuple[Statement, ...]


def cards(section: Section, report: Period | None, patterns: Path | None = None) -> Iterator[Card]:
    """The cards of a section, in order; a legend of ratings is one that states nothing."""
    for block in section.blocks:
        if block.kind in ("paragraph", "bullet") and is_legend(block.text):
            yield Card(frozenset((block.index,)), ())
    for found in gathered(section.blocks, patterns):
        if not (found.fields or found.figures or found.rated):
            continue
        made = tuple(build.statements(found, section, report, patterns))
        if made or build.is_whole(found):
            yield Card(frozenset(b.index for b in found.blocks), made)
