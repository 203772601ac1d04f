"""Find the tables that a text draws with tabs, with upright strokes, or with columns of spaces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from perfextract.readers.cell_words import is_cell
from perfextract.readers.marks import split_mark
from perfextract.readers.text_packed import packed
from perfextract.readers.text_spaced import Grid, Row, is_heads, may_be_heads, spaced

_LEAST_ROWS = 2  # below the heads
_LONGEST_CELL = 300
_STROKES = "|│┃║"
_STROKE = re.compile(rf"(?<!\\)[{_STROKES}]")
_DRAWN = re.compile(r"[\s|│┃+=:_\-─━┌┐└┘├┤┬┴┼═╔╗╚╝╠╣╦╩╬║]+$")


def with_grids(lines: Sequence[str]) -> Iterator[str | Grid]:
    """The lines of a text, with a grid for each run of them that draws a table."""
    at = 0
    while at < len(lines):
        found = _grid(lines, at, _tabbed) or _grid(lines, at, _stroked) or spaced(lines, at) or packed(lines, at)
        if found:
            yield found[0]
            at = found[1]
        else:
            yield from _unframed(lines[at])
            at += 1


def _unframed(line: str) -> Iterator[str]:
    """A line without the frame of a table of words: "| 2.1 | Visits rose. |" is a numbered paragraph."""
    if _DRAWN.match(line) and _STROKE.search(line):
        return
    cells = _stroked(line) if line.strip()[:1] in _STROKES else _tabbed(line, True)
    if len(cells) == 1 or (len(cells) == 2 and _is_mark(cells[0])):
        yield " ".join(cells)
    else:
        yield line


def _is_mark(cell: str) -> bool:
    """Whether a cell holds a list mark and nothing else.

    >>> _is_mark("2.1"), _is_mark("•"), _is_mark("21 visits")
    (True, True, False)
    """
    return bool(cell) and split_mark(f"{cell} And")[1].strip() == "And"


def _grid(lines: Sequence[str], at: int, cut: Callable[[str], Row]) -> tuple[Grid, int] | None:
    """The grid that begins at a line, and the first line after it; ``cut`` tells the cells of a line."""
    if len(cut(lines[at])) < 2 and not (lines[at].strip() and _DRAWN.match(lines[at])):
        return None
    rows, end = _rows(lines, at, cut)
    filled = [row for row in rows if any(row)]
    width = max(map(len, filled), default=0)
    if not _is_table(filled, width):
        return None
    padded = tuple((*row, *[""] * (width - len(row))) for row in filled)
    return Grid(padded, 0 if _is_list(padded) else 1), end


def _rows(lines: Sequence[str], at: int, cut: Callable[[str], Row]) -> tuple[list[Row], int]:
    """The rows of a run of lines of cells; a blank line may part any two, drawn lines are left out."""
    rows: list[Row] = []
    end = at
    while at < len(lines):
        line = lines[at]
        cells = cut(line)
        if line.strip() and _DRAWN.match(line):
            end = at + 1
        elif len(cells) >= 2 and not (rows and len(cells) == 2 < len(rows[0]) and _is_mark(cells[0])):
            rows.append(cells)
            end = at + 1
        elif line.strip() or not lines[at - 1].strip():
            break
        at += 1
    return rows, end


def _is_table(rows: Sequence[Row], width: int) -> bool:
    """Whether rows are a table: enough of them are as wide as the widest, and have figures alone in cells."""
    if len(rows) <= _LEAST_ROWS or any(len(cell) > _LONGEST_CELL for row in rows for cell in row):
        return False
    whole = sum(len(row) >= width - 1 for row in rows)
    headed = is_heads(rows[0]) or may_be_heads(rows[0]) or _is_list(rows)
    return 3 * whole >= 2 * len(rows) and headed and _with_figures(rows[1:])


def _is_list(rows: Sequence[Row]) -> bool:
    """Whether rows are labels, each with its figure, under no head."""
    return all(len(row) == 2 and row[0] and not is_cell(row[0]) and is_cell(row[1]) for row in rows)


def _with_figures(rows: Sequence[Row]) -> bool:
    return 2 * sum(any(is_cell(cell) for cell in row[1:]) for row in rows) >= len(rows)


def _tabbed(line: str, marked: bool = False) -> Row:
    """The cells between tabs; a list mark and its words are none, unless ``marked``."""
    if "\t" not in line.strip():
        return ()
    cells = tuple(cell.strip() for cell in line.rstrip().split("\t"))
    return cells if marked or not (len(cells) == 2 and _is_mark(cells[0])) else ()


def _stroked(line: str) -> Row:
    """The cells between upright strokes."""
    if not _STROKE.search(line):
        return ()
    bare = line.strip()
    cells = [cell.strip() for cell in _STROKE.split(bare)]
    return tuple(cells[bare[0] in _STROKES : len(cells) - (len(cells) > 1 and bare[-1] in _STROKES)])
