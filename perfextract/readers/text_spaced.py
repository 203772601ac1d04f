"""Find the tables that a text sets out in columns of spaces, by where their heads stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from perfextract.readers.cell_words import is_cell, is_head

Row = tuple[str, ...]
Span = tuple[int, int]

_LEAST_ROWS = 2
_BEGINS_A_FIGURE = tuple("0123456789£€$<>≤≥~+-–−(")
_PIECE = re.compile(r"\S+(?: \S+)*")  # words that single spaces part


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a table, and how many of them are heads."""

    rows: tuple[Row, ...]
    heads: int


def is_heads(row: Sequence[str]) -> bool:
    """Whether a row reads as heads: none of its cells is a figure, and one at least is what columns are called."""
    return any(is_head(cell) for cell in row) and not any(is_cell(cell) for cell in row)


def may_be_heads(row: Sequence[str]) -> bool:
    """Whether a row could be heads of any words: all but the first say something, and none is a bare figure.

    >>> may_be_heads(("Trust", "Timed", "Over 30 minutes")), may_be_heads(("Ponds", "12", "9%"))
    (True, False)
    """
    return all(any(map(str.isalpha, cell)) and cell[:1] not in _BEGINS_A_FIGURE for cell in row[1:])


def spaced(lines: Sequence[str], at: int) -> tuple[Grid, int] | None:
    """The table whose heads are on a line, and the first line after it; None where none begins there."""
    if "  " not in lines[at].strip():
        return None
    heads = list(_pieces(lines[at]))
    said = [text for _, text in heads]
    known = is_heads(said)
    if len(heads) < 2 or not (known or may_be_heads(said)):
        return None
    spans = [span for span, _ in heads]
    if spans[0][0] > 0 and (is_head(said[0]) and not _is_name_head(lines, at, spans)):
        spans, said = [(0, 1), *spans], ["", *said]
    rows, end = _rows(lines, at + 1, spans)
    if len(rows) < _LEAST_ROWS or not (known or all(map(_is_whole, rows))):
        return None
    return Grid((tuple(said), *rows), 1), end


def _is_name_head(lines: Sequence[str], at: int, spans: Sequence[Span]) -> bool:
    """Whether the first head is over the names: the first words of the line below begin under it."""
    below = next((line for line in lines[at + 1 : at + 4] if line.strip()), "")
    first = next(iter(_pieces(below)), None)
    return first is not None and first[0][0] >= spans[0][0] - 1


def _pieces(line: str) -> Iterator[tuple[Span, str]]:
    return (((m.start(), m.end()), m[0]) for m in _PIECE.finditer(line))


def _rows(lines: Sequence[str], at: int, spans: Sequence[Span]) -> tuple[list[Row], int]:
    """The rows under heads, and the first line after them; words alone that go on with a name are added to it."""
    rows: list[Row] = []
    end = at
    for n in range(at, len(lines)):
        line = lines[n]
        if not line.strip():
            if n > at and not lines[n - 1].strip():
                break
            continue
        row = _row(line, spans)
        if row and row[0] and any(map(is_cell, row[1:])):
            rows.append(row)
        elif row and rows and lines[n - 1].strip() and _goes_on(row):
            rows[-1] = (f"{rows[-1][0]} {row[0]}", *rows[-1][1:])
        else:
            break
        end = n + 1
    return rows, end


def _is_whole(row: Row) -> bool:
    """Whether a row has a figure in every column but the first."""
    return all(map(is_cell, row[1:]))


def _goes_on(row: Row) -> bool:
    """Whether a line holds the rest of the name above it, and nothing else."""
    return not any(row[1:]) and (row[0][:1].islower() or row[0][:1] == "(")


def _row(line: str, spans: Sequence[Span]) -> Row | None:
    """The cells of a line under heads; None where one of its pieces is under none, or two are under one."""
    cells = [""] * len(spans)
    for (start, end), text in _pieces(line):
        col = _column(start, end, spans)
        if cells[col]:
            return None
        cells[col] = text
    return tuple(cells)


def _column(start: int, end: int, spans: Sequence[Span]) -> int:
    """The column whose head a piece overlaps most, else the nearest."""
    return max(range(len(spans)), key=lambda i: min(end, spans[i][1]) - max(start, spans[i][0]))
