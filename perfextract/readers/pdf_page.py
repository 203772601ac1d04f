"""All tables of a PDF page: ruled all around, with level rules only, without any; each kind in what others left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
    """The tables of the closed grids."""
    for grid in ruled.grids:
        within = [w for w in words if inside(w, grid.box)]
        grid = whole_cells(grid, within)
        placed = fill(grid, words)
        if placed is not None:
            yield from recut(grid, placed, words) or [placed]


def _taken(tables: Sequence[Placed]) -> frozenset[int]:
    return frozenset().union(*(table.words for table in tables))
