"""Read indicator cards: a name, a rating word and a line of labelled figures rather than a sentence or a grid.

"Latest: 71%   Target: 85%, Floor: 80%   Previous: 69% (Red)" under "Complaints answered in time" / "RED" is
one record: the latest figure is its value, the others are its comparators, the rating word its ``rag``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from perfextract import amounts, rules
from perfextract import calendar_uk as cal
from perfextract.amounts import Quantity
from perfextract.model import Block, Comparator, Direction, Period, Rag, Section
from perfextract.statements.statement import Statement

_RATING = re.compile(r"^\s*(?P<rag>red|amber|green)\s*$", re.IGNORECASE)
_TITLE_WITH_RATING = re.compile(r"^(?P<name>.{8,}?)\s+(?P<rag>RED|AMBER|GREEN)$")
_STARTS = re.compile(
    r"^\s*(?:latest|actual|current|result|target|previous|floor|this quarter|outturn)\b[\s\w-]{0,14}:?\s*[£\d–-]",
    re.IGNORECASE,
)
_LONGEST_NAME = 3  # blocks above the figures that may hold the name


@dataclass(frozen=True, slots=True)
class Card:
    """A card found among blocks: the blocks it takes up and its statement."""

    taken: frozenset[int]
    statement: Statement


def cards(section: Section, report: Period | None, patterns: Path | None = None) -> Iterator[Card]:
    """The cards of a section, in order."""
    blocks = section.blocks
    used: set[int] = set()
    for i, block in enumerate(blocks):
        if block.index in used or block.kind not in ("paragraph", "bullet") or not _STARTS.match(block.text):
            continue
        lines = _lines(blocks, i)
        card = _card(blocks, i, lines, section, report, patterns)
        if card is not None:
            used |= card.taken
            yield card


def _lines(blocks: Sequence[Block], start: int) -> list[Block]:
    """The lines of labelled figures from ``start`` on: a card may be broken over two or three."""
    lines = [blocks[start]]
    for block in blocks[start + 1 : start + 4]:
        if (
            block.kind not in ("paragraph", "bullet")
            or not _STARTS.match(block.text)
            or re.match(r"\s*(?:latest|actual|current|result)", block.text, re.I)
        ):
            break
        lines.append(block)
    return lines


def _card(
    blocks: Sequence[Block], i: int, lines: list[Block], section: Section, report: Period | None, patterns: Path | None
) -> Card | None:
    parts = [(line, gives, q) for line in lines for gives, q in _labelled(line.text, patterns)]
    values = [(line, q) for line, gives, q in parts if gives.get("part") == "value"]
    if len(values) != 1 or (len(parts) < 2):
        return None
    line, value = values[0]
    name, rag, above = _heading(blocks, i)
    if not name:
        return None
    period = section.period or report or Period()
    comparators = tuple(
        _comparator(gives, q, value, period, source.text) for source, gives, q in parts if "kind" in gives
    )
    statement = Statement(
        block=line,
        start=value.start,
        end=value.end,
        sentence=(0, len(line.text)),
        indicator=name,
        period=period.model_copy(update={"inherited": True}),
        value=value.value,
        unit=value.unit,
        direction=_direction(value, comparators),
        comparators=comparators,
        status=section.status,
        rag=rag,
        source="card",
        garbled=(value.garbled,) if value.garbled else (),
    )
    return Card(frozenset(b.index for b in (*lines, *above)), statement)


def _labelled(text: str, patterns: Path | None) -> Iterator[tuple[dict[str, Any], Quantity]]:
    """Each label of a line with the figure right behind it."""
    figures = amounts.quantities(text, patterns)
    for mark in rules.load("card", patterns).find(text):
        for q in figures:
            if q.start >= mark.end and re.fullmatch(r"\s*[:=–-]?\s*", text[mark.end : q.start]):
                yield mark.gives, q


def _heading(blocks: Sequence[Block], i: int) -> tuple[str, Rag | None, list[Block]]:
    """(name, rating, the blocks that hold them) from the blocks above a card's figures."""
    words: list[str] = []
    rag: Rag | None = None
    taken: list[Block] = []
    for block in reversed(blocks[max(0, i - 5) : i]):
        rating = _RATING.match(block.text)
        titled = _TITLE_WITH_RATING.match(block.text)
        if rating:
            if rag is not None and words:
                break
            rag = rating["rag"].lower()  # type: ignore[assignment]
        elif (
            block.kind == "table"
            or _STARTS.match(block.text)
            or len(words) >= _LONGEST_NAME
            or (words and _ends(block.text))
        ):
            break
        elif titled:
            rag = titled["rag"].lower()  # type: ignore[assignment]
            words.insert(0, titled["name"])
            taken.append(block)
            break
        elif re.fullmatch(r"\W*(?:floor|target)?\W*[\d.,%£]*\W*", block.text, re.I):
            pass  # an axis label of the chart
        elif words:
            break
        else:
            words.insert(0, block.text)
        taken.append(block)
    return " ".join(words).strip(" .:"), rag, [b for b in taken if b.kind != "heading"]


def _ends(text: str) -> bool:
    return text.rstrip().endswith((".", "!", "?"))


def _comparator(gives: dict[str, Any], q: Quantity, value: Quantity, period: Period, text: str) -> Comparator:
    relation = "above" if value.value > q.value else "below" if value.value < q.value else "equal"
    earlier = gives["kind"] in ("previous_period", "same_period_last_year")
    return Comparator(
        kind=gives["kind"],
        label=gives.get("label"),
        value=q.value,
        unit=value.unit if not q.unit_stated else q.unit,
        period=_before(period, gives["kind"]) if earlier else None,
        relation=None if earlier else relation,  # type: ignore[arg-type]
        text=text[q.start : q.end],
    )


def _before(period: Period, kind: str) -> Period | None:
    if not (period.start and period.end):
        return None
    months = 12 if kind == "same_period_last_year" else cal.months_long((period.start, period.end)) or 3
    start, end = cal.shift((period.start, period.end), -months)
    return Period(label="previous", start=start, end=end, inherited=True)


def _direction(value: Quantity, comparators: tuple[Comparator, ...]) -> Direction | None:
    before = next((c.value for c in comparators if c.kind == "previous_period"), None)
    if before is None:
        return None
    return "stable" if value.value == before else "up" if value.value > before else "down"
