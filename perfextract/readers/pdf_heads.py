"""The head of an unruled table: its lines over the columns of figures, the names of groups below it, a unit above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from perfextract.readers.pdf_rows import Piece, Row, Span
from perfextract.readers.pdf_words import Word

_MOST_HEADS = 3
_WIDEST_HEAD = 150  # points over one column; heads of two columns may stand so close that they look like one
_MOST_TOGETHER = 4  # heads in one piece
_MOST_WORDS = 24  # of it
_MOST_LINES = 7  # of a head that is closely set in one type
_MOST_GROUPS = 3  # names of groups between a head and the first row of figures
_WIDEST_GROUP = 300  # points
_MIDDLE = 0.2  # of the width of all columns
_PITCH = 1.4  # type sizes from one line of a cell to the next
_LOOSE = 1.6  # type sizes from a line alone to the head below it


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the first row of figures: a unit over all columns, the head's rows, the names of groups."""

    banner: tuple[Piece, ...]
    rows: tuple[Row, ...]
    groups: int  # rows between the head and the first row of figures


def head_above(rows: Sequence[Row], first: int, columns: Sequence[Span], words: Sequence[Word]) -> Head:
    """The head of the table whose first row of figures this is."""
    begin = _past_groups(rows, first, columns)
    start = _head_start(rows, begin, columns, words)
    if start == begin:  # no head above them: the lines are no groups of the table
        begin, start = first, _head_start(rows, first, columns, words)
    start -= _has_line_above(rows, start, begin, columns, words)
    banner = _banner(rows, start, begin, columns, words)
    return Head(banner, tuple(_head_by_head(row, columns, words) for row in rows[start:begin]), first - begin)


def _past_groups(rows: Sequence[Row], first: int, columns: Sequence[Span]) -> int:
    """Where the names of groups begin that stand between the head and the first row of figures."""
    begin = first
    while begin > max(first - _MOST_GROUPS, 0) and _is_group(rows[begin - 1], columns):
        begin -= 1
    return begin


def _is_group(row: Row, columns: Sequence[Span]) -> bool:
    """Whether a line stands in the column of the labels alone."""
    return len(row) == 1 and row[0].x1 <= columns[0][0] and row[0].x1 - row[0].x0 < _WIDEST_GROUP


def _lone_above(
    rows: Sequence[Row], start: int, begin: int, columns: Sequence[Span], words: Sequence[Word]
) -> Piece | None:
    """What stands alone in the line right above a head, over its columns."""
    if start == begin or start == 0 or len(rows[start - 1]) != 1:
        return None
    piece = rows[start - 1][0]
    upper, lower = words[piece.at[0]], words[rows[start][0].at[0]]
    near = lower.base - upper.base < _LOOSE * upper.size and upper.bold == lower.bold
    inside = columns[0][0] - 3 * upper.size <= piece.x0 and piece.x1 <= columns[-1][1] + upper.size
    return piece if near and inside and is_over(piece, columns) else None


def _has_line_above(
    rows: Sequence[Row], start: int, begin: int, columns: Sequence[Span], words: Sequence[Word]
) -> bool:
    """Whether the line right above a head is the first line of one column's head."""
    piece = _lone_above(rows, start, begin, columns, words)
    lower = [(p.x0, p.x1) for p in rows[start]] if piece else []
    return piece is not None and not _is_over_all(piece, columns) and sum(is_over(piece, [x]) for x in lower) == 1


def _banner(
    rows: Sequence[Row], start: int, begin: int, columns: Sequence[Span], words: Sequence[Word]
) -> tuple[Piece, ...]:
    """The line over the middle of all columns, right above the head: "£m"."""
    piece = _lone_above(rows, start, begin, columns, words)
    return (piece,) if piece and _is_over_all(piece, columns) else ()


def _is_over_all(piece: Piece, columns: Sequence[Span]) -> bool:
    """Whether it stands over the middle of several columns, and reaches over more than one or is a unit."""
    left, right = columns[0][0], columns[-1][1]
    middle = abs((piece.x0 + piece.x1) - (left + right)) / 2 < _MIDDLE * (right - left)
    wide = sum(is_over(piece, [column]) for column in columns) > 1
    return len(columns) > 1 and middle and (wide or piece.text[0] in "£%")


def _head_start(rows: Sequence[Row], first: int, columns: Sequence[Span], words: Sequence[Word]) -> int:
    """Where the head of a table begins; the last line may hold the second word of one column's head alone."""
    start = first
    if first > 1 and _is_rest(rows[first - 1], rows[first - 2], columns, words):
        start -= 1
    while start > 0 and _is_head(rows[start - 1], columns) and _is_near(rows, start, first, words):
        start -= 1
    return start


def _is_near(rows: Sequence[Row], start: int, first: int, words: Sequence[Word]) -> bool:
    """Whether the line before a head may be of it: few lines may anyhow, more where they follow closely in one type."""
    upper, lower = words[rows[start - 1][0].at[0]], words[rows[start][0].at[0]]
    close = lower.base - upper.base < _PITCH * lower.size and upper.bold == lower.bold
    return first - start < (_MOST_LINES if close and start < first else _MOST_HEADS)


def _is_rest(row: Row, above: Row, columns: Sequence[Span], words: Sequence[Word]) -> bool:
    """Whether a line holds one piece only, right below the head whose column it stands in."""
    lower, upper = words[row[0].at[0]], words[above[-1].at[0]]
    near = lower.base - upper.base < _PITCH * lower.size and lower.bold == upper.bold
    return (
        near
        and len(row) == 1
        and is_over(row[0], columns)
        and is_over(row[0], _spans(above))
        and _is_head(above, columns)
    )


def _spans(row: Row) -> list[Span]:
    return [(p.x0, p.x1) for p in row]


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
    at, under = piece.at, [column for column in columns if is_over(piece, [column])]
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
    return all(meets(span, column) for span, column in zip(spans, under, strict=True))


def is_over(piece: Piece, columns: Sequence[Span]) -> bool:
    return any(meets((piece.x0, piece.x1), column) for column in columns)


def meets(a: Span, b: Span) -> bool:
    return a[0] < b[1] and a[1] > b[0]
