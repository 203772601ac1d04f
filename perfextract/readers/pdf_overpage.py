"""A row that a page end has cut in two: what stands on the next page without figures goes back to its row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from perfextract.readers.parts import GridCell, ends_sentence
from perfextract.readers.pdf_rows import Note, Piece, Placed

_OPEN = re.compile(r"[-–—&,/(]$")
_SAME = 4  # points: columns that begin as near as this are one


def rejoined(tables: Sequence[Placed]) -> Iterator[Placed]:
    """The tables in order; one that begins with the rest of the row before it gives that back."""
    held: Placed | None = None
    for table in tables:
        if held is not None and _goes_on(held, table):
            held, table = _given_back(held, table)
        if held is not None:
            yield held
        held = table
    if held is not None:
        yield held


def _goes_on(above: Placed, below: Placed) -> bool:
    """Whether the first row of a table is the rest of the last row of the table on the page before."""
    if not above.cells or not below.cells or above.page is None or below.page != above.page + 1:
        return False
    if len(above.columns) != len(below.columns) or abs(above.columns[-1][0] - below.columns[-1][0]) > _SAME:
        return False
    last, first = _row(above, _last(above)), _row(below, below.header_rows)
    notes = _notes(below, below.header_rows)
    figures = any(_is_figure(c) for c in first) or not any(_is_figure(c) for c in last)
    return bool(first or notes) and not figures and _is_open(last, first, _notes(above, _last(above)), notes)


def _is_open(last: Sequence[GridCell], first: Sequence[GridCell], said: Sequence[Note], rest: Sequence[Note]) -> bool:
    """Whether the label or the commentary of a row stops in its midst."""
    label = next((c.text for c in last if c.col == 0), "")
    more = next((c.text for c in first if c.col == 0), "")
    cut = bool(said and rest) and not ends_sentence(said[-1].words[-1].text)
    return cut or bool(more and (_OPEN.search(label) or more[0].islower()))


def _given_back(above: Placed, below: Placed) -> tuple[Placed, Placed]:
    row, first = _last(above), below.header_rows
    rest = {c.col: c for c in _row(below, first)}
    cells = [_with_rest(c, rest.pop(c.col, None)) if c.row == row else c for c in above.cells]
    cells += [replace(c, row=row) for c in rest.values()]
    label = next((c for c in cells if c.row == row and c.col == 0), None)
    said, more = _notes(above, row), _notes(below, first)
    words = [w for note in (*said[-1:], *more[:1]) for w in note.words]
    whole = [Note(label, tuple(words), row=row)] if words else []
    notes = [*(n for n in above.notes if n.row != row), *said[:-1], *whole]
    notes += [replace(n, row=row, label=label) for n in more[1:]]
    kept = [replace(c, row=c.row - (c.row > first)) for c in below.cells if c.row != first]
    later = [replace(n, row=n.row - 1) for n in below.notes if n.row != first]
    return replace(above, cells=tuple(cells), notes=tuple(notes)), replace(below, cells=tuple(kept), notes=tuple(later))


def _with_rest(cell: GridCell, rest: GridCell | None) -> GridCell:
    if rest is None or not rest.text:
        return cell
    shift = len(cell.text) + 1 if cell.text else 0
    moved = (replace(s, start=s.start + shift, end=s.end + shift) for s in rest.segments)
    return replace(cell, text=f"{cell.text} {rest.text}".strip(), segments=(*cell.segments, *moved))


def _last(table: Placed) -> int:
    return max([c.row for c in table.cells] + [n.row for n in table.notes])


def _row(table: Placed, row: int) -> list[GridCell]:
    return [c for c in table.cells if c.row == row and c.text]


def _notes(table: Placed, row: int) -> list[Note]:
    return [n for n in table.notes if n.row == row]


def _is_figure(cell: GridCell) -> bool:
    return Piece((), 0, 0, cell.text).is_figure
