"""The tables of a PDF page: pdfplumber finds the ruled grid, the words come from pdfium."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from perfextract.model import BBox, Block
from perfextract.readers.parts import GridCell, table_block
from perfextract.readers.pdf_flow import flow
from perfextract.readers.pdf_words import Word

_GAP = 1.5  # type sizes between two columns
_FEWEST_STROKES = 8
_FEWEST_ROWS = 3
_MOST_EDGES = 5_000
_PICTURE = 50  # points high
_FILLED = 0.4  # of the cells: an emptier grid is a chart


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a ruled table: for each its row, column, spans, box and colour."""

    box: BBox
    cells: tuple[tuple[int, int, int, int, BBox, str | None], ...]

    def holds(self, word: Word) -> bool:
        """Whether a word stands inside the table."""
        return _inside(word, self.box)


@dataclass(frozen=True, slots=True)
class Placed:
    """A table and the words it took from the page, by their places in the page's list of words."""

    block: Block
    words: frozenset[int]


def _inside(word: Word, box: BBox) -> bool:
    x, y = (word.x0 + word.x1) / 2, word.base - 0.3 * word.size
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def may_hold_tables(page: Any, words: Sequence[Word]) -> bool:
    """A cheap look: several rows broken by wide gaps, and enough drawn lines or rectangles."""
    rows: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        rows[round(word.base / 4)].append(word)
    broken = sum(any(b.x0 - a.x1 > _GAP * b.size for a, b in _pairs(row)) for row in rows.values())
    return broken >= _FEWEST_ROWS and _strokes(page) >= _FEWEST_STROKES


def _pairs(row: list[Word]) -> Iterable[tuple[Word, Word]]:
    return pairwise(sorted(row, key=lambda w: w.x0))


def _strokes(page: Any) -> int:
    """How many pieces the drawn lines and boxes of a page have."""
    count = pdfium.FPDFPage_CountObjects(page.raw)
    objects = (pdfium.FPDFPage_GetObject(page.raw, i) for i in range(count))
    drawn = (o for o in objects if pdfium.FPDFPageObj_GetType(o) == pdfium.FPDF_PAGEOBJ_PATH)
    return sum(pdfium.FPDFPath_CountSegments(o) for o in drawn)


def grids(data: bytes, wanted: Sequence[int]) -> dict[int, list[Grid]]:
    """The ruled grids on the wanted pages (counted from 0)."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # its warnings about damaged drawings help nobody
    found: dict[int, list[Grid]] = {}
    with pdfplumber.open(BytesIO(data), pages=[i + 1 for i in wanted]) as pdf:
        for page in pdf.pages:
            if len(page.edges) < _MOST_EDGES:
                fills = _fills(page)
                found[page.page_number - 1] = [_grid(t, fills) for t in page.find_tables()]
            page.close()
    return found


def _fills(page: Any) -> list[tuple[BBox, str]]:
    rects = ((r, _hex(r.get("non_stroking_color"))) for r in page.rects if r.get("fill"))
    return [((r["x0"], r["top"], r["x1"], r["bottom"]), colour) for r, colour in rects if colour]


def _hex(colour: Any) -> str | None:
    """A PDF colour (grey, RGB or CMYK, 0 to 1) as six hex digits; None for white and for patterns."""
    if isinstance(colour, (int, float)):
        colour = (colour,)
    if not isinstance(colour, (tuple, list)) or not all(isinstance(c, (int, float)) for c in colour):
        return None
    if len(colour) == 4:
        colour = tuple((1 - c) * (1 - colour[3]) for c in colour[:3])
    red_green_blue = tuple(colour) * 3 if len(colour) == 1 else tuple(colour)
    text = "".join(f"{round(255 * min(max(c, 0), 1)):02X}" for c in red_green_blue[:3])
    return None if len(red_green_blue) < 3 or text == "FFFFFF" else text


def _grid(table: Any, fills: Sequence[tuple[BBox, str]]) -> Grid:
    lefts = _edges(c[0] for c in table.cells)
    tops = _edges(c[1] for c in table.cells)
    cells = []
    for box in table.cells:
        row, col = _at(tops, box[1]), _at(lefts, box[0])
        rowspan = max(1, sum(box[1] + 2 < t < box[3] - 2 for t in tops) + 1)
        colspan = max(1, sum(box[0] + 2 < x < box[2] - 2 for x in lefts) + 1)
        cells.append((row, col, rowspan, colspan, tuple(box), _fill_of(box, fills)))
    return Grid(tuple(table.bbox), tuple(cells))


def _edges(values: Any) -> list[float]:
    """The distinct edges, those within two points taken as one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > 2:
            edges.append(value)
    return edges


def _at(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))


def _fill_of(box: BBox, fills: Sequence[tuple[BBox, str]]) -> str | None:
    """The colour of the last rectangle painted over the middle of a cell."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    over = [colour for b, colour in fills if b[0] <= x <= b[2] and b[1] <= y <= b[3]]
    return over[-1] if over else None


def fill(grid: Grid, words: Sequence[Word]) -> Placed | None:
    """The table with its words, or None for a grid that is a chart, a frame or a single row."""
    inside = [i for i, w in enumerate(words) if grid.holds(w)]
    cells = [_filled(cell, [words[i] for i in inside]) for cell in grid.cells]
    if any(_is_picture(place, cell, grid) for place, cell in zip(grid.cells, cells, strict=True)):
        return None
    worded = [c for c in cells if c.text]
    rows, cols = {c.row for c in worded}, {c.col for c in worded}
    if len(rows) < 2 or len(cols) < 2 or len(worded) < _FILLED * len(cells):
        return None
    return Placed(table_block(cells), frozenset(inside))


def _is_picture(place: tuple[int, int, int, int, BBox, str | None], cell: GridCell, grid: Grid) -> bool:
    """An empty cell as wide as the table and several lines high holds a chart: the grid is a card, not a table."""
    left, top, right, bottom = place[4]
    return not cell.text and bottom - top > _PICTURE and right - left > 0.8 * (grid.box[2] - grid.box[0])


def _filled(cell: tuple[int, int, int, int, BBox, str | None], words: Sequence[Word]) -> GridCell:
    row, col, rowspan, colspan, box, colour = cell
    found = [w for w in words if _inside(w, box)]
    text, segments = flow(found)
    return GridCell(row, col, text, rowspan, colspan, colour, bool(found) and all(w.bold for w in found), segments)
