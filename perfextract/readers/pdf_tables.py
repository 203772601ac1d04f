"""The tables of a PDF page that are ruled all around: the grid from what is drawn, the words from pdfium."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from perfextract.model import BBox
from perfextract.readers.parts import GridCell
from perfextract.readers.pdf_drawn import Drawing, drawing, has_strokes
from perfextract.readers.pdf_grid import merged, tables_of
from perfextract.readers.pdf_rows import Piece, Placed, Row, cell_of, head_cells, heads_above, rows_of
from perfextract.readers.pdf_words import Word

_GAP = 1.5  # type sizes between two columns
_FEWEST_STROKES = 8
_FEWEST_ROWS = 2
_FEWEST_CELLS = 3  # a head over both columns, and one row: fewer are the frames of cards
_PICTURE = 50  # points high
_FILLED = 0.4  # of the cells: an emptier grid is a chart
_RULE = 100  # points: a level line as long may part the rows of a table

Place = tuple[int, int, int, int, BBox, str | None]
Rule = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a ruled table: for each its row, column, spans, box and colour."""

    box: BBox
    cells: tuple[Place, ...]
    tops: tuple[float, ...]
    lefts: tuple[float, ...]

    def home(self, word: Word) -> tuple[int, int]:
        """The row and column of the grid in which a word stands."""
        x, y = _middle(word)
        return bisect_right(self.tops, y) - 1, bisect_right(self.lefts, x) - 1


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is ruled on a page: the closed grids, the long level lines as left, right and height, and colours."""

    grids: tuple[Grid, ...] = ()
    rules: tuple[Rule, ...] = ()
    fills: tuple[tuple[BBox, str], ...] = ()


def _middle(word: Word) -> tuple[float, float]:
    return (word.x0 + word.x1) / 2, word.base - 0.3 * word.size


def inside(word: Word, box: BBox) -> bool:
    x, y = _middle(word)
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def may_hold_tables(page: Any, words: Sequence[Word]) -> bool:
    """A cheap look: several rows broken by wide gaps, and enough drawn lines or rectangles."""
    rows: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        rows[round(word.base / 4)].append(word)
    broken = sum(any(b.x0 - a.x1 > _GAP * b.size for a, b in _pairs(row)) for row in rows.values())
    return broken >= _FEWEST_ROWS and has_strokes(page, _FEWEST_STROKES)


def _pairs(row: list[Word]) -> Iterable[tuple[Word, Word]]:
    return pairwise(sorted(row, key=lambda w: w.x0))


def grids(pages: Sequence[Any], wanted: Sequence[int]) -> dict[int, Ruling]:
    """What is ruled on the wanted pages (counted from 0)."""
    return {i: _ruling(drawing(pages[i])) for i in wanted}


def _ruling(drawn: Drawing) -> Ruling:
    edges = merged(drawn.edges)
    rules = tuple((e["x0"], e["x1"], e["top"]) for e in edges if e["width"] >= _RULE)
    found = tuple(_grid(boxes, drawn.fills) for boxes in tables_of(edges) if len(boxes) >= _FEWEST_CELLS)
    return Ruling(found, rules, tuple(drawn.fills))


def _grid(boxes: Sequence[BBox], fills: Sequence[tuple[BBox, str]]) -> Grid:
    return _of_boxes([(box, fill_of(box, fills)) for box in boxes])


def regrid(grid: Grid, groups: Sequence[Sequence[int]]) -> Grid:
    """The grid with each group of cells as one; a group that makes no box stays as it is."""
    boxes: list[tuple[BBox, str | None]] = []
    for group in groups:
        inside = [grid.cells[n] for n in group]
        around = _around([cell[4] for cell in inside])
        whole = abs(_area(around) - sum(_area(cell[4]) for cell in inside)) < 0.02 * _area(around)
        boxes += [(around, inside[0][5])] if whole else [(cell[4], cell[5]) for cell in inside]
    return _of_boxes(boxes)


def _around(boxes: Sequence[BBox]) -> BBox:
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _area(box: BBox) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _of_boxes(boxes: Sequence[tuple[BBox, str | None]]) -> Grid:
    tops, lefts = _edges(b[1] for b, _ in boxes), _edges(b[0] for b, _ in boxes)
    cells = []
    for box, colour in boxes:
        row, col = _at(tops, box[1]), _at(lefts, box[0])
        rowspan = max(1, bisect_right(tops, box[3] - 2) - row)
        colspan = max(1, bisect_right(lefts, box[2] - 2) - col)
        cells.append((row, col, rowspan, colspan, box, colour))
    _, _, right, bottom = _around([box for box, _ in boxes])
    return Grid((lefts[0], tops[0], right, bottom), tuple(cells), tuple(tops), tuple(lefts))


def _edges(values: Iterable[float]) -> list[float]:
    """The distinct edges, those within two points taken as one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > 2:
            edges.append(value)
    return edges


def _at(edges: Sequence[float], value: float) -> int:
    return bisect_right(edges, value) - 1


def fill_of(box: BBox, fills: Sequence[tuple[BBox, str]]) -> str | None:
    """The colour of the last rectangle painted over the middle of a cell."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    over = [colour for b, colour in fills if b[0] <= x <= b[2] and b[1] <= y <= b[3]]
    return over[-1] if over else None


def fill(grid: Grid, words: Sequence[Word]) -> Placed | None:
    """The table with its words, or None for a grid that is a chart, a frame or a single row."""
    within = [i for i, w in enumerate(words) if inside(w, grid.box)]
    found = by_cell(grid, [words[i] for i in within])
    cells = [_filled(place, found[n]) for n, place in enumerate(grid.cells)]
    if any(_is_picture(place, cell, grid) for place, cell in zip(grid.cells, cells, strict=True)):
        return None
    worded = [c for c in cells if c.text]
    rows, cols = {c.row for c in worded}, {c.col for c in worded}
    if len(rows) < 2 or len(cols) < 2 or len(worded) < _FILLED * len(cells):
        return None
    return _with_heads(Placed(tuple(cells), frozenset(within), _columns(grid)), grid, words)


def by_cell(grid: Grid, words: Sequence[Word]) -> dict[int, list[Word]]:
    """The words of each cell: a word is looked up by its row and column, since a page may have thousands of both."""
    at = cells_at(grid)
    found: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        n = at.get(grid.home(word))
        if n is not None and inside(word, grid.cells[n][4]):
            found[n].append(word)
    return found


def cells_at(grid: Grid) -> dict[tuple[int, int], int]:
    """Which cell, by its place in the grid's list, covers each row and column."""
    return {
        (r, c): n
        for n, (row, col, rowspan, colspan, _, _) in enumerate(grid.cells)
        for r in range(row, row + rowspan)
        for c in range(col, col + colspan)
    }


def _columns(grid: Grid) -> tuple[tuple[float, float], ...]:
    return tuple(pairwise((*grid.lefts, grid.box[2])))


def _with_heads(table: Placed, grid: Grid, words: Sequence[Word]) -> Placed:
    """A grid that begins with figures takes the lines right above it that stand in its columns as its head."""
    first = [Piece((), 0, 0, c.text) for c in table.cells if c.row == 0]
    if sum(p.is_figure for p in first) < 2:
        return table
    above = [i for i, w in enumerate(words) if grid.box[1] - 60 < w.base < grid.box[1] and i not in table.words]
    heads: list[Row] = heads_above(list(rows_of(words, above)), grid.box[1], table.columns, words)
    if not heads:
        return table
    cells = [*head_cells(heads, table.columns, words), *(replace(c, row=c.row + 1) for c in table.cells)]
    taken = table.words.union(*(p.at for row in heads for p in row))
    return Placed(tuple(cells), taken, table.columns, header_rows=1)


def _is_picture(place: Place, cell: GridCell, grid: Grid) -> bool:
    """An empty cell as wide as the table and several lines high holds a chart: the grid is a card, not a table."""
    left, top, right, bottom = place[4]
    return not cell.text and bottom - top > _PICTURE and right - left > 0.8 * (grid.box[2] - grid.box[0])


def _filled(place: Place, found: Sequence[Word]) -> GridCell:
    row, col, rowspan, colspan, _, colour = place
    return replace(cell_of(row, col, found, colspan), rowspan=rowspan, fill=colour)
