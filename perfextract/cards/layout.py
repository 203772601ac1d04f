"""Gather the pieces of lines into cards: a name, its rating and its figures, in whatever order a report puts them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from perfextract.cards.pieces import Piece, pieces
from perfextract.cards.words import goes_on
from perfextract.model import Block, Document, Polarity, Rag
from perfextract.outline import heading_role

Placed = tuple[Block, Piece]

VALUES = frozenset({"value", "to_date", "year_end", "forecast"})
_DASH = re.compile(r"\s+[–—-]+\s*$")  # at the end of a line of a name: part of it
_LINES = ("paragraph", "bullet", "heading")
_MOST_LINES = 3  # of a name


@dataclass
class Gathered:
    """The pieces that belong to one card, as far as they are read."""

    names: list[Placed] = field(default_factory=list)
    labelled: bool = False  # "Indicator:" stands before the name
    fields: list[Placed] = field(default_factory=list)
    figures: list[Placed] = field(default_factory=list)
    rag: Rag | None = None
    rated: int = 0
    polarity: Polarity | None = None
    blocks: list[Block] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name, from all its lines."""
        *above, (block, piece) = self.names or [(Block(""), Piece("words", 0, 0, {}))]
        lines = [f"{b.text[p.start : p.end]}{' –' if _DASH.match(b.text, p.end) else ''}" for b, p in above]
        return " ".join([*lines, block.text[piece.start : piece.end]])

    @property
    def has_figures(self) -> bool:
        """Whether any figure or label has been met: a rating or a name after them may be the next card's."""
        return bool(self.fields or (self.figures and self.rated))

    def of(self, *parts: str) -> list[Placed]:
        """The labelled figures that are these parts of the card."""
        return [(b, p) for b, p in self.fields if p.part in parts and p.figure is not None]


def gathered(blocks: Iterable[Block], patterns: Path | None = None) -> Iterator[Gathered]:
    """What could be cards among blocks, in order; whether they are is for the caller to say."""
    current = Gathered()
    for block in blocks:
        found = pieces(block.text, patterns) if block.kind in _LINES else None
        if block.kind == "footnote":
            continue
        if found is None or _is_head(block, patterns):
            yield current
            current = Gathered()
            continue
        for piece in found:
            if _begins_another(current, block, piece, found):
                yield current
                current = Gathered()
            _take(current, block, piece)
        if current.names and (not current.blocks or current.blocks[-1] is not block):
            current.blocks.append(block)
    yield current


def _is_head(block: Block, patterns: Path | None) -> bool:
    """Whether a line only says what part of the report follows: "Key Performance Indicators"."""
    return len(block.text) < 80 and bool(heading_role(block.text, patterns))


def _begins_another(card: Gathered, block: Block, piece: Piece, line: Sequence[Piece]) -> bool:
    match piece.kind:
        case "name":
            return bool(card.names or card.fields or card.figures)
        case "words":
            return _parts_from(card, block, piece)
        case "rating":
            return (card.rated > 0 and card.has_figures) or (bool(card.names) and _leads(block, line))
        case "field":
            return piece.part in VALUES and _told(card, piece)
    return False


def _parts_from(card: Gathered, block: Block, piece: Piece) -> bool:
    """Whether words begin another card instead of going on with this one's name."""
    if card.has_figures or card.figures:
        return True
    if not card.names:
        return False
    above, last = card.names[-1]
    joins = goes_on(above.text[last.start :], block.text[piece.start : piece.end])
    return not joins or len(card.names) >= _MOST_LINES


def _leads(block: Block, line: Sequence[Piece]) -> bool:
    """Whether a line is a card of its own: a rating, then a name with its figure behind it."""
    if [piece.kind for piece in line] != ["rating", "words"]:
        return False
    words = block.text[line[1].start : line[1].end]
    return words[:1].isalpha() and words[-1] in "0123456789%"


def _told(card: Gathered, piece: Piece) -> bool:
    """Whether the card has a figure under the same label for the same time."""
    time = piece.period.text if piece.period else None
    return any(p.part == piece.part and (p.period.text if p.period else None) == time for _, p in card.fields)


def _take(card: Gathered, block: Block, piece: Piece) -> None:
    match piece.kind:
        case "name":
            card.labelled = True
        case "words":
            card.names.append((block, piece))
        case "rating":
            card.rated += 1
            card.rag = piece.rag
        case "polarity":
            card.polarity = piece.gives["polarity"]
        case "field":
            card.fields.append((block, piece))
        case "figure":
            card.figures.append((block, piece))
    if not card.blocks or card.blocks[-1] is not block:
        card.blocks.append(block)


def without_card_headings(document: Document, patterns: Path | None = None) -> Document:
    """The document with the lines of cards as paragraphs: bold as "Status: Green" may be, it heads nothing.

    So is the name of a card, where its figures follow at once.
    """
    blocks = document.blocks
    if not any(b.kind == "heading" for b in blocks):
        return document
    kept = tuple(
        replace(b, kind="paragraph", level=0) if b.kind == "heading" and _of_a_card(blocks, i, patterns) else b
        for i, b in enumerate(blocks)
    )
    return replace(document, blocks=kept)


def _of_a_card(blocks: tuple[Block, ...], i: int, patterns: Path | None) -> bool:
    found = pieces(blocks[i].text, patterns)
    if not found or _is_head(blocks[i], patterns):
        return False
    if any(p.kind in ("field", "rating", "polarity", "name") for p in found):
        return len(found) > 1 or found[0].kind != "rating" or "part" in found[0].gives  # no lone "Red" over a list
    if i + 1 == len(blocks) or blocks[i + 1].kind not in _LINES:
        return False
    following = pieces(blocks[i + 1].text, patterns)
    return following is not None and [p.kind for p in following[:1]] == ["field"] and following[0].gives != {}
