"""A grid drawn too coarsely: its cells hold several columns of figures, so they are cut by where the figures stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from perfextract.readers.pdf_figures import row_tables, whole_rows
from perfextract.readers.pdf_rows import Piece, Placed, Row, has_figures, rows_of
from perfextract.readers.pdf_tables import Grid, cells_at
from perfextract.readers.pdf_words import Word

_FEWEST_ROWS = 3
_COARSE = 0.3  # of the rows of figures: as many with several in one cell
_FAR = 3.0  # type sizes from row to row of a stack
_NEAR = 3.0  # type sizes from a grid to its total
_KEPT = 0.8  # of the rows of figures: as many must be in the new tables


def recut(grid: Grid, placed: Placed, words: Sequence[Word]) -> list[Placed]:
    """The tables in a coarse grid, cut by their figures; none where the grid is fine or its figures make no columns."""
    rows = list(rows_of(words, placed.words))
    figured = [row for row in rows if has_figures(row)]
    at = cells_at(grid)
    coarse = sum(_is_coarse(row, grid, at, words) for row in figured)
    columns = coarse >= _FEWEST_ROWS and coarse >= _COARSE * len(figured)
    if not columns and not any(_is_stack(band, words) for band in _bands(rows, grid, words)):
        return []
    rows = [*_by_band(rows, grid, words), *_below(grid, words)]
    found = row_tables(rows, words)
    taken = frozenset().union(*(table.words for table in found))
    kept = sum(row[-1].at[0] in taken for row in figured)
    return found if kept >= _KEPT * len(figured) else []


def _is_coarse(row: Row, grid: Grid, at: dict[tuple[int, int], int], words: Sequence[Word]) -> bool:
    """Whether two figures of a row, with white between them, stand in one cell."""
    figures = [p for p in row if p.is_figure]
    homes = [at.get(grid.home(words[p.at[0]])) for p in figures]
    return any(
        a == b is not None and _apart(p, q, words) for (a, p), (b, q) in pairwise(zip(homes, figures, strict=True))
    )


def _apart(a: Piece, b: Piece, words: Sequence[Word]) -> bool:
    return b.x0 - a.x1 > words[b.at[0]].size


def _below(grid: Grid, words: Sequence[Word]) -> list[Row]:
    """The rows of figures right below a grid and within its sides: a total with a frame of its own."""
    left, _, right, bottom = grid.box
    near = (
        i for i, w in enumerate(words) if 0 < w.base - bottom < _NEAR * w.size and left <= w.x0 and w.x1 <= right + 2
    )
    return [row for row in rows_of(words, near) if has_figures(row) and not row[0].is_figure]


def _bands(rows: Sequence[Row], grid: Grid, words: Sequence[Word]) -> list[list[Row]]:
    """The rows between each two level edges of a grid."""
    bands: dict[int, list[Row]] = {}
    for row in rows:
        first = words[row[0].at[0]]
        bands.setdefault(bisect_right(grid.tops, first.base - 0.3 * first.size), []).append(row)
    return list(bands.values())


def _is_stack(band: Sequence[Row], words: Sequence[Word]) -> bool:
    """Whether several rows of figures, each with a label, stand between two edges; a share below a count is no row."""
    figured = [row for row in band if has_figures(row)]
    labelled = [row for row in figured if not row[0].is_figure and any(c.isalpha() for c in row[0].text)]
    plain = all("(" not in p.text for row in figured for p in row if p.is_figure)
    tops = [words[row[0].at[0]].base for row in figured]
    even = max((b - a for a, b in pairwise(tops)), default=0.0) < _FAR * words[band[0][0].at[0]].size
    counts = {sum(p.is_figure for p in row) for row in figured}
    return len(labelled) > 1 and len(counts) == 1 and plain and even


def _by_band(rows: Sequence[Row], grid: Grid, words: Sequence[Word]) -> Iterator[Row]:
    """The rows, with those lines of a drawn band that are the label of its only row of figures put into that row."""
    for band in _bands(rows, grid, words):
        figured = [row for row in band if has_figures(row)]
        if len(figured) != 1:
            yield from whole_rows(band, words) if figured else band
            continue
        own = [row for row in band if row is figured[0] or _is_label(row, figured[0], words)]
        groups = [[row] for row in band if all(row is not x for x in own)]
        at = next((i for i, row in enumerate(band) if row is own[0]), 0)
        for group in groups[:at]:
            yield from group
        yield [piece for row in own for piece in row]
        for group in groups[at:]:
            yield from group


def _is_label(row: Row, figures: Row, words: Sequence[Word]) -> bool:
    """Whether a line is the label's: it stands left of the figures, in the label's weight."""
    edge = min((p.x0 for p in figures if p.is_figure), default=0.0)
    label = next((p for p in figures if not p.is_figure), None)
    return label is not None and row[-1].x1 <= edge and words[row[0].at[0]].bold == words[label.at[0]].bold
