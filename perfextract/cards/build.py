"""Make statements of a card's pieces: which figure is its value, what the others are to it, for which time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from perfextract import calendar_uk as cal
from perfextract import periods
from perfextract.amounts import Quantity
from perfextract.cards.layout import VALUES, Gathered
from perfextract.cards.pieces import Piece
from perfextract.cards.words import is_name
from perfextract.model import (
    EARLIER_KINDS,
    Block,
    Comparator,
    ComparatorKind,
    Period,
    Qualifier,
    RecordKind,
    Section,
)
from perfextract.pipes.marks import mark_text
from perfextract.reading.comparators import kind_in_time, moved_since, relation, shown_better
from perfextract.reading.statement import Statement
from perfextract.vocabulary import expression

_MAIN = ("value", "to_date", "year_end")
_QUALIFIERS: dict[str, tuple[Qualifier, ...]] = {"to_date": ("cumulative",), "forecast": ("forecast",)}


@dataclass(frozen=True, slots=True)
class Told:
    """A figure that a card gives as the indicator's own: where, for which part of it and for which time."""

    block: Block
    figure: Quantity
    period: Period
    piece: Piece | None = None

    @property
    def part(self) -> str:
        """Which of the card's own figures it is; one that only a time labels is its value."""
        return (self.piece.part if self.piece else None) or "value"


def statements(card: Gathered, section: Section, report: Period | None, patterns: Path | None) -> list[Statement]:
    """The statements of a card: mostly one, another for a forecast; none where it has no value, or is no card."""
    base = section.period or report or Period()
    name, bare = _name_and_bare_figure(card, patterns)
    told = [_told(b, p, base) for b, p in card.fields if p.figure and _is_own(p)]
    if bare is not None and not any(t.piece and t.piece.gives for t in told):
        if told:
            return []  # "Recycling rate 48.3% (Q1: 47.1%; target 50%)" is prose
        told = [Told(*bare, base.model_copy(update={"inherited": True}))]
    if not told or not is_name(name) or not _is_card(card, told):
        return []
    values = [replace(v, figure=_in_unit_of(name, v.figure)) for v in _latest_of_each_part(told)]
    main = next((v for part in (*_MAIN, "forecast") for v in values if v.part == part), values[0])
    return [_statement(card, name, v, main, told, base, section) for v in values]


def is_whole(card: Gathered) -> bool:
    """Whether pieces are a card's, though it tells no value: nothing of them is prose."""
    if not card.names:  # "Latest: 71%  Target: 85%" under nothing: what it measures is lost
        return bool(card.of(*VALUES)) and len(card.fields) > 1
    empty = any(p.figure is None and p.part is not None for _, p in card.fields)
    return empty or (card.labelled and bool(card.fields))


# ── whether it is a card, and what it measures ───────────────────────────────────────────────────


def _is_own(piece: Piece) -> bool:
    return piece.part in (*_MAIN, "forecast") or not piece.gives


def _name_and_bare_figure(card: Gathered, patterns: Path | None) -> tuple[str, tuple[Block, Quantity] | None]:
    """The name, and the figure right behind it that no label claims: "Calls answered" / "93%" / "Green"."""
    if any(p.gives and _is_own(p) for _, p in card.fields) or not card.names:
        return card.name, None
    if len(card.figures) == 1:
        block, piece = card.figures[0]
        return card.name, (block, piece.figure) if piece.figure else None
    if card.figures:
        return card.name, None
    block, piece = card.names[-1]
    figures = [q for q in mark_text(block.text, patterns).quantity if q.end == piece.end and q.start > piece.start]
    if len(figures) != 1:
        return card.name, None
    name = card.name[: len(card.name) - (piece.end - figures[0].start)].rstrip(" :–—-|=")
    return name, (block, figures[0])


def _is_card(card: Gathered, told: Sequence[Told]) -> bool:
    """Whether enough of a card is there: a value alone under a line of words could be anything."""
    compared = [p for _, p in card.fields if "kind" in p.gives or p.part in ("numerator", "denominator")]
    rated = card.rated > 0 or card.polarity is not None
    if all(t.piece is None for t in told):  # a figure without any label
        alone = told[0].block is card.names[-1][0]
        if compared:
            return card.rated > 0 or not alone
        return card.rated > 0 and (not alone or _stand_apart(card))
    timed = all(t.part == "value" and not t.piece.gives for t in told if t.piece)  # nothing but a time labels it
    return (rated or bool(compared) or (card.labelled and not timed)) and not _is_sentence(card, told)


def _stand_apart(card: Gathered) -> bool:
    """Whether a name and a figure in one line have the rating in the next, or something that parts them."""
    block, piece = card.names[-1]
    apart = re.search(r":|\||\s[–-]\s", block.text[piece.start :])
    return apart is not None or any(b is not block for b in card.blocks[1:])


def _is_sentence(card: Gathered, told: Sequence[Told]) -> bool:
    """Whether name and figures stand in one line that ends like a sentence: "Repairs: actual 93%, target 95%." """
    block, name = card.names[-1]
    apart = card.labelled or told[0].block is not block or block.text[name.end : name.end + 3].strip()[:1] in (":", "|")
    return not apart and block.text.rstrip().endswith(".")


# ── its own figures ──────────────────────────────────────────────────────────────────────────────


def _told(block: Block, piece: Piece, base: Period) -> Told:
    assert piece.figure is not None
    return Told(block, piece.figure, _own_period(piece, base), piece)


def _own_period(piece: Piece, base: Period) -> Period:
    """The time of a figure: as its label names it, the year of a forecast, else the report's."""
    if piece.period is not None:
        return periods.resolve(piece.period, periods.Context(report=base))
    inherited = base.model_copy(update={"inherited": True})
    if base.end is None or piece.part == "value" or piece.part is None:
        return inherited
    start, end = cal.years_span(cal.financial_year(base.end), 1)
    if piece.part == "to_date":
        return Period(label=base.label, start=start, end=base.end, inherited=True)
    if piece.part == "forecast" or base.end == end:
        return Period(label=base.label, start=start, end=end, inherited=True)
    return inherited


def _latest_of_each_part(told: Sequence[Told]) -> list[Told]:
    """The card's own figures, each the latest under its label; an earlier one is what it is compared with."""
    latest: dict[str, Told] = {}
    labelled = any(t.piece is not None and t.piece.gives for t in told)
    for t in told:
        if labelled and t.piece is not None and not t.piece.gives:
            continue  # "Q1: 69%" beside "Actual: 71%"
        before = latest.get(t.part)
        if before is None or _end(t) > _end(before):
            latest[t.part] = t
    return list(latest.values())


_PERCENTAGE = expression(r"^\s*(?:the\s+)?(?:%|{percentage}\b)|\(\s*%\s*\)|\((?:in )?percent(?:age)?\)")


def _in_unit_of(name: str, q: Quantity) -> Quantity:
    """A figure without a unit, as the percentage that the name says it is: "Homes let on time (%)  91.2"."""
    if q.unit_stated or q.value > 100 or not _PERCENTAGE.search(name):
        return q
    return replace(q, unit="percent")


def _end(told: Told) -> date:
    return told.period.end or date.min


def _statement(
    card: Gathered, name: str, v: Told, main: Told, told: Sequence[Told], base: Period, section: Section
) -> Statement:
    compared = tuple(_comparators(card, v, main, told, base))
    value, polarity = v.figure, card.polarity or shown_better(compared)
    rag = (v.piece.rag if v.piece else None) or (card.rag if v is main else None)
    part, whole = _counts(card, v) if v is main else (None, None)
    kind: RecordKind = "forecast" if v.part == "forecast" else "actual"
    return Statement(
        block=v.block,
        start=value.start,
        end=value.end,
        sentence=(0, len(v.block.text)),
        indicator=name,
        period=v.period,
        value=value.value,
        unit=value.unit,
        qualifiers=_QUALIFIERS.get(v.part, ()),
        numerator=part,
        denominator=whole,
        direction=moved_since(value.value, compared),
        comparators=compared,
        status=section.status,
        rag=rag,
        polarity=polarity,
        kind=kind,
        source="card",
        garbled=(value.garbled,) if value.garbled else (),
    )


def _counts(card: Gathered, v: Told) -> tuple[Decimal | None, Decimal | None]:
    """The numerator and denominator of a percentage, from the brackets behind it or under labels of their own."""
    if v.piece is not None and v.piece.counts is not None:
        part, whole = v.piece.counts
        return (None if part is v.figure else part.value), whole.value
    if v.figure.unit != "percent":
        return None, None
    found = {p.part: p.figure.value for _, p in card.of("numerator", "denominator") if p.figure}
    return found.get("numerator"), found.get("denominator")


# ── what they are compared with ──────────────────────────────────────────────────────────────────


def _comparators(card: Gathered, v: Told, main: Told, told: Sequence[Told], base: Period) -> Iterator[Comparator]:
    """What a figure of the card is compared with, each once; a forecast has targets only."""
    seen: set[tuple[str, str | None, str | None]] = set()
    for block, piece, kind in [*_labelled(card, base), *_earlier(v, told)]:
        if v is not main and kind != "target":
            continue
        made = _comparator(block, piece, kind, v, base)
        key = (made.kind, made.label, str(made.period and made.period.start))
        if key not in seen:
            seen.add(key)
            yield made


def _labelled(card: Gathered, base: Period) -> Iterator[tuple[Block, Piece, ComparatorKind]]:
    for block, piece in card.fields:
        if piece.figure is not None and "kind" in piece.gives:
            yield block, piece, piece.gives["kind"]


def _earlier(v: Told, told: Sequence[Told]) -> Iterator[tuple[Block, Piece, ComparatorKind]]:
    """The same indicator at earlier times, told under those times' names."""
    for t in told:
        if t.piece is None or t.piece is v.piece or t.piece.period is None or _end(t) >= _end(v):
            continue
        if t.part == v.part:
            yield t.block, t.piece, kind_in_time(v.period, t.period, t.piece.period)


def _comparator(block: Block, piece: Piece, kind: ComparatorKind, v: Told, base: Period) -> Comparator:
    q, value = piece.figure, v.figure
    assert q is not None
    return Comparator(
        kind=kind,
        label=piece.gives.get("label"),
        value=q.value,
        unit=q.unit if q.unit_stated else value.unit,
        period=_period_compared(piece, kind, v.period, base),
        relation=None if kind in EARLIER_KINDS else relation(value.value, q.value),
        text=block.text[q.start : q.end],
    )


def _period_compared(piece: Piece, kind: ComparatorKind, at: Period, base: Period) -> Period | None:
    """When a figure was: as its label says, else the quarter or year before the value's."""
    if piece.period is not None:
        return periods.resolve(piece.period, periods.Context(report=base, anchor=at))
    if kind not in ("previous_period", "same_period_last_year") or not (at.start and at.end):
        return None
    months = 12 if kind == "same_period_last_year" else cal.months_long((at.start, at.end)) or 3
    start, end = cal.shift((at.start, at.end), -months)
    return Period(label="previous", start=start, end=end, inherited=True)
