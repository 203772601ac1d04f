"""Cells that a grid has cut for the look only, put together: the band behind each line of a text, a double border."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

from perfextract.readers.pdf_rows import Piece
from perfextract.readers.pdf_tables import Grid, Place, by_cell, regrid
from perfextract.readers.pdf_words import Word

_MINOR = 0.5  # of the table's width or height: an edge that cuts less is none of the table's
_MOST = 0.75  # of the width, where only the lines of texts are cut from each other
_PITCH = 1.5  # type sizes from the last line of a cell to the first of the next

Found = Mapping[int, Sequence[Word]]
Pair = tuple[int, int]


def whole_cells(grid: Grid, words: Sequence[Word]) -> Grid:
    """The grid of these words, without edges that cut a part of it only: a text's lines apart, or what is empty."""
    found: Found = by_cell(grid, words)
    for cuts in (_across, _down):
        groups = _groups(len(grid.cells), list(cuts(grid, found)))
        if len(groups) < len(grid.cells):
            grid = regrid(grid, groups)
            found = by_cell(grid, words)
    return grid


def _across(grid: Grid, found: Found) -> Iterator[Pair]:
    """The cells above and below each level edge that only cuts the lines of a text from each other."""
    above, below = _by(grid, lambda c: c[0] + c[2]), _by(grid, lambda c: c[0])
    for row in range(1, len(grid.tops)):
        pairs = _pairs(grid, above[row], below[row], lambda c: (c[1], c[3]))
        width = sum(grid.cells[a][4][2] - grid.cells[a][4][0] for a, _ in pairs)
        if width < _MOST * (grid.box[2] - grid.box[0]) and all(_flows(found, *pair) for pair in pairs):
            yield from pairs


def _down(grid: Grid, found: Found) -> Iterator[Pair]:
    """The cells left and right of each upright edge that has nothing on one of its sides."""
    before, behind = _by(grid, lambda c: c[1] + c[3]), _by(grid, lambda c: c[1])
    for col in range(1, len(grid.lefts)):
        pairs = _pairs(grid, before[col], behind[col], lambda c: (c[0], c[2]))
        height = sum(grid.cells[a][4][3] - grid.cells[a][4][1] for a, _ in pairs)
        if height < _MINOR * (grid.box[3] - grid.box[1]) and not any(found.get(a) and found.get(b) for a, b in pairs):
            yield from pairs


def _by(grid: Grid, place: Callable[[Place], int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for n, cell in enumerate(grid.cells):
        found[place(cell)].append(n)
    return found


def _pairs(
    grid: Grid, ending: Sequence[int], beginning: Sequence[int], place: Callable[[Place], Hashable]
) -> list[Pair]:
    """The cells on both sides of an edge, where each has exactly one beyond it; none where one has not."""
    ends = {place(grid.cells[n]): n for n in ending}
    begins = {place(grid.cells[n]): n for n in beginning}
    return [(ends[at], begins[at]) for at in ends] if ends.keys() == begins.keys() else []


def _flows(found: Found, a: int, b: int) -> bool:
    """Whether one text may go on over an edge: no figures on both sides, and lines that follow each other closely."""
    upper, lower = found.get(a), found.get(b)
    if not upper or not lower:
        return True
    figures = all(Piece((), 0, 0, " ".join(w.text for w in cell)).is_figure for cell in (upper, lower))
    gap = min(w.base for w in lower) - max(w.base for w in upper)
    return not figures and gap < _PITCH * lower[0].size


def _groups(count: int, pairs: Sequence[Pair]) -> list[list[int]]:
    """The cells in groups that pairs hold together."""
    home = list(range(count))
    for a, b in pairs:
        first, second = sorted((_root(home, a), _root(home, b)))
        home[second] = first
    groups: dict[int, list[int]] = {}
    for n in range(count):
        groups.setdefault(_root(home, n), []).append(n)
    return list(groups.values())


def _root(home: Sequence[int], n: int) -> int:
    while home[n] != n:
        n = home[n]
    return n
