"""Tables that only lay out prose: a box round a paragraph, a number or label beside its text, columns of comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from perfextract import rules
from perfextract.model import Block, Cell, Table

_FEWEST = 8  # words of a sentence in a cell
_MANY = 20  # words that are prose without a full stop
_MOST = 0.5  # of the rows
_NUMBER = re.compile(r"(?:\d{1,2}|[A-Z]{1,3}\d{0,3})(?:\.\d{1,2})*[.)]?")
_FIGURE = re.compile(
    r"[^\w£]{0,4}£?\s?\d[\d,. ]{0,20}(?:%|[a-z]{1,4})?(?:\s?\([\d,. %]{1,20}\))?[^\w]{0,4}", re.IGNORECASE
)
_ENDS = re.compile(r"[.!?][\"'’”)]*(?:\s|$)")


def without_layout(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, each table that only lays out prose replaced by its cells as paragraphs, in reading order."""
    for block in blocks:
        if block.table is not None and is_layout(block.table):
            yield from _paragraphs(block)
        else:
            yield block


def is_layout(table: Table) -> bool:
    """Whether the cells of a table hold prose and no figures of their own, so that it says what its sentences say."""
    worded = [c for c in table.cells if c.text.strip()]
    if len(worded) <= 1:
        return True
    rows = {c.row for c in worded}
    said = {c.row for c in worded if is_sentence(c.text)}
    one_column = len({c.col for c in worded}) == 1
    if not said or (not one_column and len(said) < _MOST * len(rows)):
        return False
    return not any(_is_figure(c) for c in worded) and not any(_is_aside(c.text) for c in worded if c.row == min(rows))


def is_sentence(text: str) -> bool:
    """Whether a cell holds a sentence.

    >>> is_sentence("The number of visits to the parks rose by a tenth."), is_sentence("Visits to the parks, per month")
    (True, False)
    """
    words = len(text.split())
    return words >= _MANY or (words >= _FEWEST and bool(_ENDS.search(text)))


def is_number(text: str) -> bool:
    """Whether a cell numbers the text beside it: "2.1", "A3"."""
    return bool(_NUMBER.fullmatch(text.strip()))


def _is_figure(cell: Cell) -> bool:
    return not (cell.col == 0 and is_number(cell.text)) and bool(_FIGURE.fullmatch(cell.text.strip()))


def _is_aside(text: str) -> bool:
    """Whether a head says that the table is about something else: risks, contacts, versions."""
    return any(
        m.gives.get("role") == "aside" and m.end - m.start >= len(text.strip())
        for m in rules.load("columns").find(text)
    )


def _paragraphs(table: Block) -> Iterator[Block]:
    """The cells as paragraphs; a number in front of a text is its mark."""
    assert table.table is not None
    mark: Cell | None = None
    for cell in table.table.cells:
        if not cell.text.strip():
            continue
        if is_number(cell.text):
            mark = cell
            continue
        beside = mark.text.strip() if mark and mark.row == cell.row else None
        yield replace(_paragraph(table, cell), marker=beside)
        mark = None


def _paragraph(table: Block, cell: Cell) -> Block:
    held = (s for s in table.segments if s.start < cell.end and s.end > cell.start)
    segments = (replace(s, start=max(0, s.start - cell.start), end=s.end - cell.start) for s in held)
    return Block(cell.text, "paragraph", segments=tuple(segments))
