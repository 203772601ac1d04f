"""The tables of a PDF page that have no ruling lines: rows of figures that stand in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfextract.readers.parts import GridCell
from perfextract.readers.pdf_rows import Piece, Placed, Row, cell_of, has_figures, rows_of
from perfextract.readers.pdf_words import Word

_FEWEST_ROWS = 3
_MOST_BETWEEN = 2  # rows of words only, between two rows of figures
_MOST_HEADS = 3


def figure_tables(words: Sequence[Word], taken: frozenset[int]) -> list[Placed]:
    """The unruled tables among the words that no ruled table has taken."""
    rows = list(rows_of(words, (i for i in range(len(words)) if i not in taken)))
    return [placed for first, last in _stretches(rows) if (placed := _table(rows, first, last, words))]


def _stretches(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """The runs of rows that make a table: first and last row of figures."""
    at = [i for i, row in enumerate(rows) if has_figures(row)]
    run: list[int] = []
    for i in at:
        if run and i - run[-1] > _MOST_BETWEEN + 1:
            yield from _if_table(run, rows)
            run = []
        run.append(i)
    yield from _if_table(run, rows)


def _if_table(run: list[int], rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Enough rows, and most of them begin with words: an axis of a chart does not."""
    labelled = sum(any(c.isalpha() for p in rows[i][:3] for c in p.text) for i in run)
    if len(run) >= _FEWEST_ROWS and labelled > 0.6 * len(run):
        yield run[0], run[-1]


def _table(rows: Sequence[Row], first: int, last: int, words: Sequence[Word]) -> Placed | None:
    columns = _columns(rows[first : last + 1])
    start = first
    while start > max(first - _MOST_HEADS, 0) and _is_head(rows[start - 1], columns):
        start -= 1
    if first > start > 0 and _is_beside(rows[start - 1], rows[start], columns, words):
        start -= 1
    body = [[row] for row in _with_labels(list(rows[first : last + 1]), columns)]
    head = [_word_by_word(row, columns, words) for row in rows[start:first]]
    groups = ([head] if head else []) + body
    cells = [c for r, group in enumerate(groups) for c in _cells(r, group, columns, words)]
    used = frozenset(i for group in groups for row in group for p in row for i in p.at)
    return Placed(tuple(cells), used, ((0.0, columns[0][0]), *columns), 1 if head else 0)


def _columns(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """The figures' columns as stretches of the line, from left to right."""
    spans = sorted((p.x0, p.x1) for row in rows if has_figures(row) for p in row if p.is_figure)
    columns: list[tuple[float, float]] = []
    for x0, x1 in spans:
        if columns and x0 < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    return columns


def _column(piece: Piece, columns: Sequence[tuple[float, float]]) -> int:
    """0 for the labels, 1.. for the figures' columns."""
    middle = (piece.x0 + piece.x1) / 2
    nearest = min(range(len(columns)), key=lambda i: abs(sum(columns[i]) / 2 - middle))
    overlaps = piece.x0 < columns[nearest][1] + 4 and piece.x1 > columns[nearest][0] - 4
    return nearest + 1 if overlaps else sum(c[0] < middle for c in columns)


def _is_head(row: Row, columns: Sequence[tuple[float, float]]) -> bool:
    over = [p for p in row if any(p.x0 < c[1] and p.x1 > c[0] for c in columns)]
    return len(over) >= 2 and all(p.x1 - p.x0 < 150 for p in over)


def _is_beside(row: Row, head: Row, columns: Sequence[tuple[float, float]], words: Sequence[Word]) -> bool:
    """Whether a row is the head of the labels, set between the lines of the other heads."""
    label, other = words[row[0].at[0]], words[head[0].at[0]]
    return other.base - label.base < label.size and all(_column(p, columns) == 0 for p in row)


def _word_by_word(row: Row, columns: Sequence[tuple[float, float]], words: Sequence[Word]) -> Row:
    """A head's row with what reaches over two columns taken apart."""
    out: Row = []
    for piece in row:
        wide = sum(piece.x0 < right and piece.x1 > left for left, right in columns) > 1
        parts = [Piece((i,), words[i].x0, words[i].x1, words[i].text) for i in piece.at]
        out += parts if wide else [piece]
    return out


def _with_labels(rows: list[Row], columns: Sequence[tuple[float, float]]) -> list[Row]:
    """A row of figures without words takes those of the rows right above and below: its label is on two lines."""
    out: list[Row] = []
    i = 0
    while i < len(rows):
        row = rows[i]
        bare = i + 1 < len(rows) and not has_figures(row) and not _labelled(rows[i + 1], columns)
        if bare:
            below = rows[i + 2] if i + 2 < len(rows) and not has_figures(rows[i + 2]) else []
            out.append(row + below + rows[i + 1])
            i += 3 if below else 2
        else:
            out.append(row)
            i += 1
    return out


def _labelled(row: Row, columns: Sequence[tuple[float, float]]) -> bool:
    return any(_column(p, columns) == 0 for p in row)


def _cells(
    r: int, rows: Sequence[Row], columns: Sequence[tuple[float, float]], words: Sequence[Word]
) -> list[GridCell]:
    found: dict[int, list[Word]] = {}
    for piece in (p for row in rows for p in row):
        found.setdefault(_column(piece, columns), []).extend(words[i] for i in piece.at)
    return [cell_of(r, col, inside) for col, inside in found.items()]
