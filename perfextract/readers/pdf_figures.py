"""The tables of a PDF page that have no ruling lines: rows of figures that stand in columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from perfextract.readers.parts import GridCell
from perfextract.readers.pdf_rows import Piece, Placed, Row, Span, cell_of, has_figures, rows_of
from perfextract.readers.pdf_words import Word

_FEWEST_ROWS = 3
_MOST_BETWEEN = 2  # rows of words only, between two rows of figures
_MOST_HEADS = 3
_WIDEST_HEAD = 150  # points over one column; heads of two columns may stand so close that they look like one
_HEADS = 3  # pieces without a figure: as many words in one row are heads
_MOST_TOGETHER = 4  # heads in one piece
_MOST_WORDS = 24  # of it
_MOST_LINES = 7  # of the cells of two rows
_MOST_PARTS = 2  # in a line that goes on with cells; more are a row of their own
_PITCH = 1.4  # type sizes from one line of a cell to the next
_BESIDE = 0.9  # type sizes: nearer than a line above could stand
_FAR = 99.0
_OFTEN = 0.4  # of the rows: words there make a column


def figure_tables(words: Sequence[Word], taken: frozenset[int]) -> list[Placed]:
    """The unruled tables among the words that no ruled table has taken."""
    rows = list(rows_of(words, (i for i in range(len(words)) if i not in taken)))
    if sum(map(has_figures, rows)) < _FEWEST_ROWS:
        return []
    rows = _whole_rows(rows, words)
    return [placed for first, last in _stretches(rows) if (placed := _table(rows, first, last, words))]


def _whole_rows(rows: Sequence[Row], words: Sequence[Word]) -> list[Row]:
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
    if len(run) >= _FEWEST_ROWS and labelled > 0.6 * len(run):
        yield run[0], run[-1]


def _table(rows: Sequence[Row], first: int, last: int, words: Sequence[Word]) -> Placed | None:
    columns = _columns(rows[first : last + 1])
    start = _head_start(rows, first, columns, words)
    body = [[row] for row in rows[first : last + 1]]
    head = [_head_by_head(row, columns, words) for row in rows[start:first]]
    groups = ([head] if head else []) + body
    cells = [c for r, group in enumerate(groups) for c in _cells(r, group, columns, words)]
    used = frozenset(i for group in groups for row in group for p in row for i in p.at)
    return Placed(tuple(cells), used, ((0.0, columns[0][0]), *columns), 1 if head else 0)


def _columns(rows: Sequence[Row]) -> list[Span]:
    """The columns right of the labels, from left to right: those of the figures and those of words between them."""
    bodies = [row for row in rows if has_figures(row)]
    columns = _merged((p.x0, p.x1) for row in bodies for p in row if p.is_figure)
    labels = [_label(row) for row in bodies]
    apart = [*columns, *((p.x0, p.x1) for p in labels if p)]
    beside = [(p.x0, p.x1) for row in bodies for p in row if not _over(p, apart)]
    between = [span for span in _merged(beside) if sum(_over_span(span, b) for b in beside) > _OFTEN * len(bodies)]
    return sorted([*columns, *between])


def _head_start(rows: Sequence[Row], first: int, columns: Sequence[Span], words: Sequence[Word]) -> int:
    """Where the head of a table begins; the last line may hold the second word of one column's head alone."""
    start = first
    if first > 1 and _is_rest(rows[first - 1], rows[first - 2], columns, words):
        start -= 1
    while start > max(first - _MOST_HEADS, 0) and _is_head(rows[start - 1], columns):
        start -= 1
    return start


def _is_rest(row: Row, above: Row, columns: Sequence[Span], words: Sequence[Word]) -> bool:
    """Whether a line holds one piece only, right below the head whose column it stands in."""
    lower, upper = words[row[0].at[0]], words[above[-1].at[0]]
    near = lower.base - upper.base < _PITCH * lower.size and lower.bold == upper.bold
    return (
        near and len(row) == 1 and _over(row[0], columns) and _over(row[0], _spans(above)) and _is_head(above, columns)
    )


def _spans(row: Row) -> list[Span]:
    return [(p.x0, p.x1) for p in row]


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


def _over(piece: Piece, columns: Sequence[Span]) -> bool:
    return any(_over_span((piece.x0, piece.x1), column) for column in columns)


def _over_span(a: Span, b: Span) -> bool:
    return a[0] < b[1] and a[1] > b[0]


def _column(piece: Piece, columns: Sequence[tuple[float, float]]) -> int:
    """0 for the labels, 1.. for the figures' columns."""
    middle = (piece.x0 + piece.x1) / 2
    nearest = min(range(len(columns)), key=lambda i: abs(sum(columns[i]) / 2 - middle))
    overlaps = piece.x0 < columns[nearest][1] + 4 and piece.x1 > columns[nearest][0] - 4
    return nearest + 1 if overlaps else sum(c[0] < middle for c in columns)


def _is_head(row: Row, columns: Sequence[tuple[float, float]]) -> bool:
    spans = [sum(p.x0 < right and p.x1 > left for left, right in columns) for p in row]
    over = [(p, n) for p, n in zip(row, spans, strict=True) if n]
    return len(over) >= 2 and all(p.x1 - p.x0 < _WIDEST_HEAD * n for p, n in over)


def _head_by_head(row: Row, columns: Sequence[Span], words: Sequence[Word]) -> Row:
    """A head's row with what reaches over several columns taken apart."""
    return [part for piece in row for part in _apart(piece, columns, words)]


def _apart(piece: Piece, columns: Sequence[Span], words: Sequence[Word]) -> Iterator[Piece]:
    """A piece cut at its widest gaps, so that each part stands over its own of the columns the piece reaches over.

    Heads of two columns may stand no further apart than words do. Where no cut fits, the piece stays whole: columns
    without a head are better than columns under the wrong one.
    """
    at, under = piece.at, [column for column in columns if _over(piece, [column])]
    cuts: Sequence[int] = ()
    if len(at) == len(under):
        cuts = range(1, len(at))
    elif 1 < len(under) <= _MOST_TOGETHER and len(at) <= _MOST_WORDS:
        fitting = (cut for cut in combinations(range(1, len(at)), len(under) - 1) if _fits(at, cut, under, words))
        cuts = max(fitting, key=lambda cut: sum(words[at[i]].x0 - words[at[i - 1]].x1 for i in cut), default=())
    for first, last in pairwise((0, *cuts, len(at))):
        inside = [words[i] for i in at[first:last]]
        text = " ".join(w.text for w in inside)
        yield Piece(at[first:last], inside[0].x0, max(w.x1 for w in inside), text)


def _fits(at: Sequence[int], cuts: Sequence[int], under: Sequence[Span], words: Sequence[Word]) -> bool:
    parts = pairwise((0, *cuts, len(at)))
    spans = [(words[at[first]].x0, max(words[i].x1 for i in at[first:last])) for first, last in parts]
    return all(_over_span(span, column) for span, column in zip(spans, under, strict=True))


def _cells(
    r: int, rows: Sequence[Row], columns: Sequence[tuple[float, float]], words: Sequence[Word]
) -> list[GridCell]:
    found: dict[int, list[Word]] = {}
    for piece in (p for row in rows for p in row):
        found.setdefault(_column(piece, columns), []).extend(words[i] for i in piece.at)
    return [cell_of(r, col, inside) for col, inside in found.items()]
