"""The tables of a PDF page that have no ruling lines: rows of figures that stand in columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from perfextract.readers.parts import GridCell
from perfextract.readers.pdf_heads import Head, head_above, is_over, meets
from perfextract.readers.pdf_rows import Piece, Placed, Row, Span, cell_of, has_figures, rows_of
from perfextract.readers.pdf_words import Word

_FEWEST_ROWS = 3
_MOST_BETWEEN = 2  # rows of words only, between two rows of figures
_HEADS = 3  # pieces without a figure: as many words in one row are heads
_MOST_LINES = 7  # of the cells of two rows
_MOST_PARTS = 2  # in a line that goes on with cells; more are a row of their own
_PITCH = 1.4  # type sizes from one line of a cell to the next
_BESIDE = 0.9  # type sizes: nearer than a line above could stand
_FAR = 99.0
_LARGER = 1.15  # of the type of the rows: a heading
_OFTEN = 0.4  # of the rows: words there make a column


def figure_tables(words: Sequence[Word], taken: frozenset[int]) -> list[Placed]:
    """The unruled tables among the words that no ruled table has taken."""
    rows = list(rows_of(words, (i for i in range(len(words)) if i not in taken)))
    if sum(map(has_figures, rows)) < _FEWEST_ROWS and not any(map(_is_long, rows)):
        return []
    return row_tables(whole_rows(rows, words), words)


def row_tables(rows: Sequence[Row], words: Sequence[Word]) -> list[Placed]:
    """The tables among whole rows."""
    found: list[Placed] = []
    for first, last in _stretches(rows):
        columns = _columns(rows[first : last + 1])
        head = head_above(rows, first, columns, words)
        if last - first + 1 >= _FEWEST_ROWS or _is_headed(head, columns):
            found += _tables(head, rows[first - head.groups : last + 1], columns, words)
    return found


def _is_long(row: Row) -> bool:
    return has_figures(row) and sum(p.is_figure for p in row) >= _HEADS


def _is_headed(head: Head, columns: Sequence[Span]) -> bool:
    """Whether each column of figures has a head of its own: then a row or two are a table."""
    over = [[is_over(p, [column]) for row in head.rows for p in row] for column in columns]
    return bool(head.rows) and len(columns) >= _HEADS and all(map(any, over))


def whole_rows(rows: Sequence[Row], words: Sequence[Word]) -> list[Row]:
    """The rows with all lines of their cells: a line without figures goes with the row of figures it is closer to."""
    at = {i: row for i, row in enumerate(rows) if has_figures(row)}
    home = {i: i for i in range(len(rows))}
    for a, b in pairwise([-1, *at, len(rows)]):
        after, before = _shares(rows, a, b, words)
        home |= dict.fromkeys(range(a + 1, a + 1 + after), a) | dict.fromkeys(range(b - before, b), b)
    home |= _beside(rows, home, set(at), words)
    whole: dict[int, Row] = {}
    for i, row in enumerate(rows):
        whole.setdefault(home[i], []).extend(row)
    return list(whole.values())


def _beside(rows: Sequence[Row], home: dict[int, int], at: set[int], words: Sequence[Word]) -> dict[int, int]:
    """The lines that stand between each other's: a head of one line and a head of two, set on one middle."""
    firsts = [words[row[0].at[0]] for row in rows]
    found: dict[int, int] = {}
    for i in range(1, len(rows)):
        near = firsts[i].base - firsts[i - 1].base < _BESIDE * firsts[i].size
        if near and home[i] == i and i not in at and home[i - 1] not in at:
            found[i] = found.get(i - 1, i - 1)
    return found


def _shares(rows: Sequence[Row], a: int, b: int, words: Sequence[Word]) -> tuple[int, int]:
    """How many of the lines between two rows of figures are of the first, and how many of the second.

    The widest gap between the lines parts them, where there is one. A line above a table may be its head: what has
    no row of figures before it, or one far off, goes with a row only where it stands lower than a line above it would.
    """
    firsts = [words[row[0].at[0]] for row in rows[max(a, 0) : b + 1]]
    gaps = [(lower.base - upper.base) / lower.size for upper, lower in pairwise(firsts)]
    gaps = [_FAR] * (a < 0) + gaps + [_FAR] * (b == len(rows))
    widest = max(range(len(gaps)), key=gaps.__getitem__)
    clear = all(gap < 0.87 * gaps[widest] for i, gap in enumerate(gaps) if i != widest)
    near = a >= 0 and b < len(rows) and clear and len(gaps) <= _MOST_LINES
    after = _close(gaps, rows[a + 1 : b], rows[a], _PITCH) if a >= 0 and (near or clear or gaps[0] < _BESIDE) else 0
    upwards = [rows[i] for i in range(b - 1, a, -1)]
    before = _close(gaps[::-1], upwards, rows[b], _PITCH if near else _BESIDE) if b < len(rows) else 0
    return (after, before) if after + before < b - a else (0, 0)


def _close(gaps: Sequence[float], lines: Sequence[Row], home: Row, most: float) -> int:
    """How many lines follow a row of figures closely, with a wider gap behind them, and keep to its cells."""
    count = 0
    for gap, line in zip(gaps, lines, strict=False):
        across = any(sum(p.x0 < cell.x1 and p.x1 > cell.x0 for cell in home) > 1 for p in line)
        if gap > most or across or len(line) > _MOST_PARTS:
            break
        count += 1
    return count if count < len(gaps) and (count == 0 or gaps[count] > 1.15 * max(gaps[:count])) else 0


def _stretches(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """The runs of rows that make a table: first and last row of figures."""
    at = [i for i, row in enumerate(rows) if has_figures(row)]
    run: list[int] = []
    for i in at:
        between = rows[run[-1] + 1 : i] if run else []
        if len(between) > _MOST_BETWEEN or any(len(row) >= _HEADS for row in between):  # far off, or new heads
            yield from _if_table(run, rows)
            run = []
        run.append(i)
    yield from _if_table(run, rows)


def _if_table(run: list[int], rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Enough rows, and most of them begin with words: an axis of a chart does not."""
    labelled = sum(any(c.isalpha() for p in rows[i] for c in p.text if not p.is_figure) for i in run)
    enough = len(run) >= _FEWEST_ROWS or (run and all(_is_long(rows[i]) for i in run))
    if enough and labelled > 0.6 * len(run):
        yield run[0], run[-1]


def _tables(head: Head, body: Sequence[Row], columns: Sequence[Span], words: Sequence[Word]) -> Iterator[Placed]:
    """The table of these rows, or one for each stretch below a line in larger type, all with the same head."""
    parts = _below_titles(body, words)
    heads = frozenset(i for row in (head.banner, *head.rows) for p in row for i in p.at)
    banner = [cell_of(0, 1, [words[i] for i in p.at], len(columns)) for p in head.banner]
    for n, part in enumerate(parts):
        groups = ([list(head.rows)] if head.rows else []) + [[row] for row in part]
        cells = [c for r, group in enumerate(groups, len(banner)) for c in _cells(r, group, columns, words)]
        used = frozenset(i for row in part for p in row for i in p.at)
        anchor = min(used) if len(parts) > 1 or len(part) < len(body) else None
        yield Placed(
            (*banner, *cells),
            used | heads if n == 0 else used,
            ((0.0, columns[0][0]), *columns),
            len(banner) + bool(head.rows),
            anchor,
        )


def _below_titles(body: Sequence[Row], words: Sequence[Word]) -> list[list[Row]]:
    """The rows between the lines that are set like headings: bold, alone, and larger than the rows of figures."""
    size = median(words[row[0].at[0]].size for row in body if has_figures(row))
    parts: list[list[Row]] = [[]]
    for row in body:
        inside = [words[i] for p in row for i in p.at]
        if len(row) == 1 and all(w.bold and w.size > _LARGER * size for w in inside):
            parts.append([])
        else:
            parts[-1].append(row)
    return [part for part in parts if any(map(has_figures, part))]


def _columns(rows: Sequence[Row]) -> list[Span]:
    """The columns right of the labels, from left to right: those of the figures and those of words between them."""
    bodies = [row for row in rows if has_figures(row)]
    columns = _merged((p.x0, p.x1) for row in bodies for p in row if p.is_figure)
    labels = [_label(row) for row in bodies]
    apart = [*columns, *((p.x0, p.x1) for p in labels if p)]
    beside = [(p.x0, p.x1) for row in bodies for p in row if not is_over(p, apart)]
    between = [span for span in _merged(beside) if sum(meets(span, b) for b in beside) > _OFTEN * len(bodies)]
    return sorted([*columns, *between])


def _label(row: Row) -> Piece | None:
    return min((p for p in row if any(c.isalpha() for c in p.text)), key=lambda p: p.x0, default=None)


def _merged(spans: Iterable[Span]) -> list[Span]:
    columns: list[Span] = []
    for x0, x1 in sorted(spans):
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


def _cells(
    r: int, rows: Sequence[Row], columns: Sequence[tuple[float, float]], words: Sequence[Word]
) -> list[GridCell]:
    found: dict[int, list[Word]] = {}
    for piece in (p for row in rows for p in row):
        found.setdefault(_column(piece, columns), []).extend(words[i] for i in piece.at)
    return [cell_of(r, col, inside) for col, inside in found.items()]
