"""Words of a PDF page -> rows of pieces: the words of one cell in one line; and the heads above a table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from perfextract.model import Block
from perfextract.readers.layout import is_sentence
from perfextract.readers.parts import RATINGS, GridCell, table_block
from perfextract.readers.pdf_flow import flow
from perfextract.readers.pdf_words import Word

_FIGURE = re.compile(r"(?!0\d{3,})[+\-–−]?\s?[£(]?[+\-–−]?[\d,]*(?:\.\d+|\d)[%)mk]?\)?$|n/a$|[-–]$", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_LONGEST_LABEL = 100  # characters
_GAP = 1.2  # type sizes between two cells
_ALIGNED = 4  # pieces that begin at one place
_CUT = 0.5  # type sizes between two words of which each stands in a column of its own
_SLACK = 2  # points a word may stand out of its column
_MOST_HEADS = 3
_NEXT_LINE = 1.7  # type sizes from one line of a head to the next

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Note:
    """Prose that stands in a table, under the label of its row where that has one; one paragraph where ``whole``."""

    label: GridCell | None
    words: tuple[Word, ...]
    whole: bool = False
    row: int = -1


@dataclass(frozen=True, slots=True)
class Placed:
    """A table: its cells, the span of each column, and the words it took, by their places in the page's list.

    ``anchor`` is the word at which it stands among the page's lines, where that is not its first.
    """

    cells: tuple[GridCell, ...]
    words: frozenset[int]
    columns: tuple[Span, ...]
    header_rows: int = 0
    anchor: int | None = None
    notes: tuple[Note, ...] = ()

    @property
    def block(self) -> Block:
        """The table as a block."""
        return table_block(self.cells, self.header_rows)

    @property
    def page(self) -> int | None:
        """The page it stands on."""
        return next((s.page for cell in self.cells for s in cell.segments), None)


@dataclass(frozen=True, slots=True)
class Piece:
    """The words of one cell of one row; ``at`` are their places in the page's list of words."""

    at: tuple[int, ...]
    x0: float
    x1: float
    text: str

    @property
    def is_figure(self) -> bool:
        """Whether it is a number, a percentage or a sum and nothing else."""
        return bool(_FIGURE.match(self.text))


Row = list[Piece]


def rows_of(words: Sequence[Word], free: Iterable[int]) -> Iterator[Row]:
    """The rows of these words from the top, each with its pieces from the left."""
    row: list[int] = []
    for i in sorted(free, key=lambda i: (words[i].base, words[i].x0)):
        if row and abs(words[i].base - words[row[0]].base) > 0.3 * words[i].size:
            yield _pieces(row, words)
            row = []
        row.append(i)
    if row:
        yield _pieces(row, words)


def _pieces(row: list[int], words: Sequence[Word]) -> Row:
    row = sorted(row, key=lambda i: words[i].x0)
    groups = [[row[0]]]
    for a, b in pairwise(row):
        gap = (words[b].x0 - words[a].x1) / words[b].size
        if gap > _GAP or (gap > 0 and _is_number(words[a].text) and _is_number(words[b].text)):
            groups.append([b])
        else:
            groups[-1].append(b)
    return [_piece(group, words) for group in groups]


def aligned(rows: Sequence[Row], words: Sequence[Word]) -> list[Row]:
    """The rows with a piece cut where it holds a word that begins where many other pieces do: figures set close by."""
    starts = Counter(round(p.x0) for row in rows for p in row)
    many = {x for x, count in starts.items() if count >= max(_ALIGNED, 0.3 * len(rows))}
    return [[part for piece in row for part in _at_starts(piece, many, words)] for row in rows] if many else list(rows)


def _at_starts(piece: Piece, many: set[int], words: Sequence[Word]) -> Iterator[Piece]:
    run = [piece.at[0]]
    for i in piece.at[1:]:
        last, word = words[run[-1]], words[i]
        if word.x0 - last.x1 > _CUT * word.size and round(word.x0) in many and _is_number(last.text):
            yield _piece(run, words)
            run = []
        run.append(i)
    yield _piece(run, words)


def _piece(at: Sequence[int], words: Sequence[Word]) -> Piece:
    return Piece(tuple(at), words[at[0]].x0, words[at[-1]].x1, " ".join(words[i].text for i in at))


def _is_number(text: str) -> bool:
    return text[-1] in "0123456789%)mkMK" and bool(_FIGURE.match(text)) and any(c.isdigit() for c in text)


def has_figures(row: Row) -> bool:
    """Two figures or more, or one beside its rating; a row of nothing but years is a head or the axis of a chart."""
    figures = [p for p in row if p.is_figure]
    rated = len(figures) == 1 and any(p.text.lower() in RATINGS for p in row)
    return (len(figures) >= 2 or rated) and not all(_YEAR.match(p.text) for p in figures)


def cell_of(row: int, col: int, inside: Sequence[Word], colspan: int = 1) -> GridCell:
    """The cell that holds these words."""
    text, segments = flow(inside, narrow=True)
    bold = bool(inside) and all(w.bold for w in inside)
    return GridCell(row, col, text, colspan=colspan, bold=bold, segments=segments)


def named(cell: GridCell | None) -> GridCell | None:
    """The cell where it can be a heading over its row's commentary, else None."""
    if cell is None or len(cell.text) > _LONGEST_LABEL or is_sentence(cell.text):
        return None
    return cell if any(c.isalpha() for c in cell.text) else None


def under(piece: Piece, columns: Sequence[Span]) -> list[int]:
    """The columns a piece reaches into."""
    return [i for i, (left, right) in enumerate(columns) if piece.x0 < right - _SLACK and piece.x1 > left + _SLACK]


def parted(row: Row, columns: Sequence[Span], words: Sequence[Word]) -> Row:
    """A row with its pieces cut where one word ends in one column and the next begins in another."""
    out: Row = []
    for piece in row:
        run: list[int] = []
        for i in piece.at:
            if run and _cut(words[run[-1]], words[i], columns):
                out.append(_piece(run, words))
                run = []
            run.append(i)
        out.append(_piece(run, words))
    return out


def _cut(a: Word, b: Word, columns: Sequence[Span]) -> bool:
    here, there = (under(Piece((), w.x0, w.x1, ""), columns) for w in (a, b))
    return b.x0 - a.x1 > _CUT * b.size and bool(here and there) and here[-1] < there[0]


def heads_above(rows: Sequence[Row], top: float, columns: Sequence[Span], words: Sequence[Word]) -> list[Row]:
    """The lines right above a table that are its head: each piece stands in a column of its own."""
    heads: list[Row] = []
    for row in reversed([parted(row, columns, words) for row in rows[-_MOST_HEADS:]]):
        first = words[row[0].at[0]]
        if top - first.base > _NEXT_LINE * first.size or not _is_head(row, columns):
            break
        heads.insert(0, row)
        top = first.base
    return heads if len({i for row in heads for p in row for i in under(p, columns)}) >= 2 else []


def _is_head(row: Row, columns: Sequence[Span]) -> bool:
    homes = [under(p, columns) for p in row]
    apart = all(len(home) == 1 for home in homes) and len({home[0] for home in homes if home}) == len(row)
    return apart and not has_figures(row)


def head_cells(heads: Sequence[Row], columns: Sequence[Span], words: Sequence[Word], row: int = 0) -> list[GridCell]:
    """The lines of a head as one row of cells."""
    found: dict[int, list[Word]] = {}
    for piece in (p for line in heads for p in line):
        found.setdefault(under(piece, columns)[0], []).extend(words[i] for i in piece.at)
    return [cell_of(row, col, inside) for col, inside in sorted(found.items())]


def with_cut_head(table: Placed, words: Sequence[Word]) -> Placed | None:
    """The table with the first line of its head, which a page end has cut off; None where the line is no head of it."""
    rows = [parted(row, table.columns, words) for row in rows_of(words, range(len(words)))]
    if not table.header_rows or len(rows) != 1 or len(rows[0]) < 2 or not _is_head(rows[0], table.columns):
        return None
    lower = {c.col: c for c in table.cells if c.row == 0}
    upper = [_joined(cell, lower.pop(cell.col, None)) for cell in head_cells(rows, table.columns, words)]
    return replace(table, cells=(*upper, *lower.values(), *(c for c in table.cells if c.row)))


def _joined(upper: GridCell, lower: GridCell | None) -> GridCell:
    if lower is None:
        return upper
    shift = len(upper.text) + 1
    segments = (*upper.segments, *(replace(s, start=s.start + shift, end=s.end + shift) for s in lower.segments))
    return replace(lower, text=f"{upper.text} {lower.text}", segments=segments)
