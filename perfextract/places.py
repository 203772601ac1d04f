"""The places of a document that may hold figures: its pages, tables, lists and passages, and the figures in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import Literal

from perfextract.amounts import Quantity
from perfextract.model import Block, Document, Finding, Record, Report
from perfextract.outline import named
from perfextract.pipes.marks import Marks, mark_text

PlaceKind = Literal["page", "table", "list", "passage"]
KINDS: tuple[PlaceKind, ...] = ("page", "table", "list", "passage")
LEAST = 3  # figures of a place that must not be passed over in silence

_ROW_NUMBER = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,2})*)[.)]?(?:\s+(?P<name>[A-Z])|\s*$)")

Figure = tuple[Block, Quantity]


@dataclass(frozen=True, slots=True)
class Place:
    """A page, a table, a list, or a passage: what is between two headings of a document without pages."""

    kind: PlaceKind
    blocks: tuple[Block, ...]
    page: int | None = None


def places(document: Document) -> Iterator[Place]:
    """The places of a document, the smaller ones before those that hold them."""
    for block in document.blocks:
        if block.table is not None:
            yield Place("table", (block,), block.page())
    yield from _lists(document)
    paged = [(page, b) for b in document.blocks for page in _pages(b)]
    for number in sorted({page for page, _ in paged}):
        yield Place("page", tuple(b for page, b in paged if page == number), number)
    if not paged:
        yield from _passages(document)


def _pages(block: Block) -> list[int]:
    return sorted({s.page for s in block.segments})


def _lists(document: Document) -> Iterator[Place]:
    for is_list, run in groupby(document.blocks, key=lambda b: b.kind == "bullet"):
        blocks = tuple(run)
        if is_list and len(blocks) > 1:
            yield Place("list", blocks, blocks[0].page())


def _passages(document: Document) -> Iterator[Place]:
    """What is below a heading, with the heading, as far as the next heading or table."""
    run: list[Block] = []
    for block in document.blocks:
        if block.kind in ("heading", "title") or block.table is not None:
            yield from _passage(run)
            run = []
        if block.table is None:
            run.append(block)
    yield from _passage(run)


def _passage(run: list[Block]) -> Iterator[Place]:
    if run:
        yield Place("passage", tuple(run))


# ── the figures of a place ───────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Figures:
    """Finds the figures of a document's places: numbers that are no date, reference, heading number or contents line.

    ``contents`` are the indexes of the blocks that are lines of a table of contents, ``marks`` those already found.
    """

    contents: frozenset[int] = frozenset()
    marks: Mapping[int, Marks] | None = None
    patterns: Path | None = None

    def of(self, place: Place) -> list[Figure]:
        """The figures of a place, in reading order."""
        found = ((b, q) for b in place.blocks if b.index not in self.contents for q in self._of_block(b))
        return [(b, q) for b, q in found if place.kind != "page" or b.page(q.start) in (place.page, None)]

    def _of_block(self, block: Block) -> Iterable[Quantity]:
        if block.table is not None:
            return self._of_cells(block)
        known = (self.marks or {}).get(block.index)
        marks = known or mark_text(block.text, self.patterns)
        first = block.text.find(named(block.text)) if block.kind in ("heading", "title") else 0
        return [q for q in marks.quantity if q.start >= first]

    def _of_cells(self, block: Block) -> Iterator[Quantity]:
        """The figures in the cells of a table, without the numbers of its rows."""
        assert block.table is not None
        numbers = _row_numbers(block)
        for cell in block.table.cells:
            if cell.text:
                first = numbers.get(cell.start, 0)
                yield from (q for q in mark_text(cell.text, self.patterns).quantity if q.start >= first)


def _row_numbers(block: Block) -> dict[int, int]:
    """Where the first column counts the rows ("1. Parks", "2. Roads"): how many characters of each cell do so."""
    assert block.table is not None
    column = [(c.start, m) for c in block.table.cells if c.col == 0 and (m := _ROW_NUMBER.match(c.text))]
    numbers = [int(m["number"].partition(".")[0]) for _, m in column]
    rising = all(0 <= after - before <= 1 for before, after in pairwise(numbers))
    bare = all(m["number"].isdecimal() and not m["name"] for _, m in column)
    counts = (
        len(numbers) > 1
        and rising
        and numbers[0] <= 1 < numbers[-1]
        and not (bare and len(set(numbers)) < len(numbers))
    )
    return {start: m.end("number") + 1 for start, m in column} if counts else {}


# ── what is known of a place ─────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Known:
    """The pages and blocks that records, or findings, are about."""

    pages: frozenset[int | None]
    blocks: frozenset[int | None]

    def touches(self, place: Place) -> bool:
        """Whether one of them is in the place."""
        if place.kind == "page":
            return place.page in self.pages
        return any(b.index in self.blocks for b in place.blocks)


def known(found: Iterable[Record | Finding]) -> Known:
    """Where records or findings are."""
    evidence = [x.evidence for x in found if x.evidence is not None]
    return Known(frozenset(e.page for e in evidence), frozenset(e.block for e in evidence))


def asides(report: Report) -> dict[int, str]:
    """The blocks under headings that are about the report itself, each with the heading."""
    return {b.index: s.blocks[0].text for s in report.sections if s.aside for b in s.blocks}
