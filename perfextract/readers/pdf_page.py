"""All tables of a PDF page: ruled all around, with level rules only, without any; each kind in what others left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfextract.model import BBox
from perfextract.readers.pdf_bigfigures import big_figures
from perfextract.readers.pdf_commentary import with_notes
from perfextract.readers.pdf_figures import figure_tables
from perfextract.readers.pdf_merge import whole_cells
from perfextract.readers.pdf_recut import recut
from perfextract.readers.pdf_rows import Placed
from perfextract.readers.pdf_rules import rule_tables
from perfextract.readers.pdf_tables import Ruling, fill, inside
from perfextract.readers.pdf_words import Word


def page_tables(ruled: Ruling, words: Sequence[Word]) -> list[Placed]:
    """The tables of a page."""
    found = list(_closed(ruled, words))
    found += rule_tables(ruled, words, _taken(found))
    found += figure_tables(words, _taken(found))
    found = [with_notes(table, words) for table in found]
    return found + big_figures(words, _taken(found))


def _closed(ruled: Ruling, words: Sequence[Word]) -> Iterator[Placed]:
    """The tables of the closed grids; a frame around other grids is not cut anew."""
    for drawn in ruled.grids:
        grid = whole_cells(drawn, [w for w in words if inside(w, drawn.box)])
        placed = fill(grid, words)
        if placed is not None:
            frame = any(other is not drawn and _holds(drawn.box, other.box) for other in ruled.grids)
            yield from (not frame and recut(grid, placed, words)) or [placed]


def _holds(outer: BBox, inner: BBox) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] < x < outer[2] and outer[1] < y < outer[3]


def _taken(tables: Sequence[Placed]) -> frozenset[int]:
    return frozenset().union(*(table.words for table in tables))
