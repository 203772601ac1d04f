"""A table as a grid: what stands at each place, which rows are its caption, its heads and its body."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from perfextract.model import Cell, Table

_MOST_HEADS = 4  # rows
_MOSTLY = 0.75  # of a row's cells
_WIDE = 0.6  # of the columns: a cell that spans so many heads no column
Place = tuple[int, int]


@dataclass(frozen=True)
class Grid:
    """The cells by every place they cover; ``rows`` and ``cols`` are how many there are."""

    rows: int
    cols: int
    places: dict[Place, Cell] = field(repr=False)

    def at(self, row: int, col: int) -> Cell | None:
        """The cell that covers a place."""
        return self.places.get((row, col))

    def text(self, row: int, col: int) -> str:
        """The words at a place; "" where there are none."""
        cell = self.places.get((row, col))
        return cell.text.strip() if cell else ""

    def row(self, row: int) -> list[Cell]:
        """The cells of a row that hold words, each once."""
        found = {id(c): c for col in range(self.cols) if (c := self.at(row, col)) and c.text.strip()}
        return list(found.values())

    def turned(self) -> Grid:
        """The grid with its rows as columns."""
        return Grid(self.cols, self.rows, {(col, row): cell for (row, col), cell in self.places.items()})


def grid_of(table: Table) -> Grid:
    """The grid of a table."""
    places: dict[Place, Cell] = {}
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.rowspan, table.rows)):
            for col in range(cell.col, min(cell.col + cell.colspan, table.cols)):
                places.setdefault((row, col), cell)
    return Grid(table.rows, table.cols, places)


@dataclass(frozen=True)
class Parts:
    """The rows of a grid by what they are: a caption's words, the rows of heads, and those below."""

    caption: str
    heads: tuple[int, ...]
    body: range


def parts_of(grid: Grid, declared: int, is_figure: Callable[[str], bool], is_head: Callable[[str], bool]) -> Parts:
    """Tell caption, heads and body apart; the document says that ``declared`` rows are heads (0: it does not)."""
    first = 0
    caption: list[str] = []
    while first < grid.rows - 1 and (alone := _alone(grid, first)):
        caption.append(alone)
        first += 1
    last = first
    while last < min(grid.rows, first + _MOST_HEADS) and (
        last < declared or not any(is_figure(cell.text) for cell in grid.row(last))
    ):
        said = _says_heads(grid, last, is_head) or _names_columns(grid, first, last)
        goes_on = last < declared or _goes_on(grid, first, last) or said
        if last > first and not goes_on:
            break
        last += 1
    heads = tuple(range(first, last)) if last < grid.rows else ()
    return Parts(" ".join(caption), heads, range(last if heads else first, grid.rows))


def _alone(grid: Grid, row: int) -> str | None:
    """The words of a row's only cell, where it is as good as the whole width of the table."""
    cells = grid.row(row)
    if len(cells) != 1 or grid.cols < 2:
        return None
    cell = cells[0]
    wide = sum(grid.at(row, col) is cell for col in range(grid.cols)) >= _WIDE * grid.cols
    return cell.text.strip() if wide and not cell.text.strip().isdecimal() else None


def _goes_on(grid: Grid, first: int, row: int) -> bool:
    """Whether a row carries on the heads above it: it names nothing itself, or looks like the first of them."""
    name, above = grid.at(row, 0), grid.at(first, 0)
    if name is None or not name.text.strip() or name is above:
        return True
    spans = any(cell.colspan > 1 for cell in grid.row(first))
    if above is None or (name.bold, name.fill) != (above.bold, above.fill):
        return False
    return (spans or bool(name.fill)) and (above.bold or bool(above.fill))


def _says_heads(grid: Grid, row: int, is_head: Callable[[str], bool]) -> bool:
    """Whether most cells of a row are words of heads: "Indicator | Q1 | Q2 | Target" under a row of years."""
    cells = grid.row(row)
    return len(cells) > 2 and sum(is_head(cell.text) for cell in cells) >= _MOSTLY * len(cells)


def _names_columns(grid: Grid, first: int, row: int) -> bool:
    """Whether a row of words is the lower row of heads: the one above, of times or groups, has none over the names."""
    filled = sum(bool(cell.text.strip()) for cell in grid.row(row))
    above = [grid.text(n, 0) for n in range(first, row)]
    return not any(above) and bool(grid.text(row, 0)) and filled > 2 and filled >= _MOSTLY * grid.cols


def head_of(grid: Grid, heads: tuple[int, ...], col: int) -> str:
    """The words over a column, from the top down, each cell once."""
    cells = {id(c): c.text.strip() for row in heads if (c := grid.at(row, col)) and c.text.strip()}
    return " ".join(cells.values())
