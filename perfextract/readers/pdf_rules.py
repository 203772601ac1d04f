"""The tables of a PDF page with level rules only: a row between two rules, columns where all rows leave white."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from perfextract.readers.parts import GridCell
from perfextract.readers.pdf_rows import (
    Note,
    Piece,
    Placed,
    Row,
    Span,
    aligned,
    cell_of,
    has_figures,
    heads_above,
    named,
    parted,
    rows_of,
    under,
)
from perfextract.readers.pdf_tables import Rule, Ruling, fill_of
from perfextract.readers.pdf_words import Word

_SAME = 4  # points: rules that begin and end as near as this are of one table
_WHITE = 0.8  # type sizes of white between two columns
_FEWEST_RULES = 3
_FEWEST_ROWS = 3
_WIDE = 0.6  # of the table's width: a line of prose
_LARGER = 1.2  # of the type of a table: a heading
_INDENT = 0.2  # of the table's width: prose that begins further in has a column of its own
_LONG = 50  # characters: no label in one line is as long
_SHORT = 30  # characters: what stands in the cells of a table without figures
_FEW = 0.2  # of the bands: as many may be laid out otherwise
_FEWEST_NOTES = 2
_MANY = 15  # words in a cell: prose
_OPEN = 2.6  # type sizes from the last rule to a row below it
_PITCH = 1.4  # type sizes from line to line


@dataclass(frozen=True, slots=True)
class Band:
    """The lines between two rules."""

    top: float
    bottom: float
    rows: tuple[Row, ...]
    title: int | None = None  # the row that is set like a heading: what is above it and what is below are two tables

    @property
    def is_body(self) -> bool:
        """Whether it holds figures; years alone are a head."""
        return has_figures([p for row in self.rows for p in row])


def rule_tables(ruled: Ruling, words: Sequence[Word], taken: frozenset[int]) -> list[Placed]:
    """The part-ruled tables among the words that no closed grid has taken."""
    found: list[Placed] = []
    for left, right, heights in _stacks(ruled.rules):
        free = [i for i, w in enumerate(words) if i not in taken and left - 2 <= (w.x0 + w.x1) / 2 <= right + 2]
        bands = _bands(heights, aligned(list(rows_of(words, free)), words), words)
        annotated = list(_annotated(bands, right - left))
        tables = [_with_bands(bands, first, last, words, ruled) for first, last in annotated]
        if not annotated:
            tables = [_table(run, words, ruled) for run in _runs(bands, left, right - left)]
        found += [table for table in tables if table]
        taken = taken.union(*(table.words for table in found))
    return found


def _stacks(rules: Sequence[Rule]) -> list[tuple[float, float, list[float]]]:
    """The left, right and heights of rules one below the other that begin and end alike."""
    stacks: list[tuple[float, float, list[float]]] = []
    for x0, x1, y in sorted(rules, key=lambda rule: rule[2]):
        home = next((s for s in stacks if abs(s[0] - x0) < _SAME and abs(s[1] - x1) < _SAME), None)
        if home is None:
            stacks.append((x0, x1, [y]))
        elif y - home[2][-1] > _SAME:
            home[2].append(y)
    return [stack for stack in stacks if len(stack[2]) >= _FEWEST_RULES]


def _bands(heights: Sequence[float], rows: Sequence[Row], words: Sequence[Word]) -> list[Band]:
    """What stands above the first rule, between each two, and below the last."""
    found: list[list[Row]] = [[] for _ in range(len(heights) + 1)]
    for row in rows:
        word = words[row[0].at[0]]
        found[bisect_right(heights, word.base - 0.3 * word.size)].append(row)
    edges = [heights[0], *heights, heights[-1]]
    size = median(words[p.at[0]].size for row in rows for p in row) if rows else 0.0
    return [Band(edges[i], edges[i + 1], tuple(rows), _title(rows, size, words)) for i, rows in enumerate(found)]


def _title(rows: Sequence[Row], size: float, words: Sequence[Word]) -> int | None:
    """The last row that is larger than the others of its table, alone and bold."""
    for i in reversed(range(len(rows))):
        inside = [words[k] for p in rows[i] for k in p.at]
        if len(rows[i]) == 1 and all(w.bold and w.size > _LARGER * size for w in inside):
            return i
    return None


def _runs(bands: Sequence[Band], left: float, width: float) -> Iterator[list[Band]]:
    """The closed bands that follow each other without prose between, with the open ones before and behind them."""
    first, above = 1, bands[0]
    for i, band in enumerate(bands[1:], 1):
        if i == len(bands) - 1 or band.title is not None or any(_is_prose(row, width, left) for row in band.rows):
            if sum(bool(band.rows) for band in bands[first:i]) >= _FEWEST_ROWS - 1:
                yield [above, *bands[first:i], replace(band, rows=band.rows[: band.title])]
            above = band if band.title is None else Band(band.bottom, band.bottom, band.rows[band.title + 1 :])
            first = i + 1


def _annotated(bands: Sequence[Band], width: float) -> Iterator[tuple[int, int]]:
    """The first and last of bands of which each row of figures has a band of prose below it."""
    first = 1
    while first < len(bands) - 2:
        last = first
        while last < len(bands) - 2 and _is_row(bands[last]) and _is_note(bands[last + 1], width):
            last += 2
        if last - first >= 2 * _FEWEST_NOTES:
            yield first, last
        first = max(last, first + 1)


def _is_row(band: Band) -> bool:
    return sum(map(has_figures, band.rows)) == 1


def _is_note(band: Band, width: float) -> bool:
    return any(_is_prose(row, width) for row in band.rows)


def _is_prose(row: Row, width: float, left: float | None = None) -> bool:
    """Whether a line of prose goes across; where ``left`` is given, from there and not from a column on the right."""
    wide = (p for p in row if p.x1 - p.x0 > _WIDE * width and len(p.text) > _LONG)
    return any(left is None or p.x0 < left + _INDENT * width for p in wide)


def _table(run: Sequence[Band], words: Sequence[Word], ruled: Ruling) -> Placed | None:
    """The table of a run of bands, or None where they hold no cells."""
    columns = _columns([band for band in run[1:-1] if band.rows], words)
    if len(columns) < 2:
        return None
    above, *closed, below = [_parted(band, columns, words) for band in run]
    bands = _without_lead([band for band in closed if band.rows], columns)
    if not bands or sum(_is_card(band, columns, words) for band in bands) > _FEW * len(bands):
        return None
    last = _open_row(below, columns, words)
    if sum(map(has_figures, last)) > 1:  # several rows without rules between them
        return None
    bands += [replace(below, rows=last, bottom=below.top + 12)] if last else []
    if (bands[0].is_body or _prose(bands[0], columns)) and bands[0].top == above.top:
        heads = heads_above(above.rows, above.top, columns, words)
        bands = [replace(above, rows=tuple(heads)), *bands] if heads else bands
    return _placed(bands, columns, words, ruled)


def _with_bands(bands: Sequence[Band], first: int, last: int, words: Sequence[Word], ruled: Ruling) -> Placed | None:
    """The table of every other band, each with the prose below it as its note."""
    rows, prose = bands[first:last:2], bands[first + 1 : last : 2]
    columns = _columns(rows, words)
    head = [band for band in bands[first - 1 : first] if band.rows and not band.is_body and len(columns) > 1]
    table = _placed([_parted(band, columns, words) for band in (*head, *rows)], columns, words, ruled)
    if table is None or len(columns) < 2:
        return None
    labels = {c.row: c for c in table.cells if c.col == 0}
    inside = [[i for row in band.rows for p in row for i in p.at] for band in prose]
    notes = [
        Note(named(labels.get(r)), tuple(words[i] for i in at), row=r) for r, at in enumerate(inside, table.header_rows)
    ]
    return replace(table, words=table.words.union(*inside), notes=tuple(notes))


def _placed(bands: Sequence[Band], columns: tuple[Span, ...], words: Sequence[Word], ruled: Ruling) -> Placed | None:
    levels = [replace(band, rows=rows) for band in bands for rows in _levels(band, columns)]
    cells = [cell for r, level in enumerate(levels) for cell in _cells(r, level, columns, words, ruled)]
    used = frozenset(i for level in levels for row in level.rows for p in row for i in p.at)
    head = 0 if bands[0].is_body else len(_levels(bands[0], columns))
    return Placed(tuple(cells), used, columns, head) if _holds(cells, len(levels), head) else None


def _parted(band: Band, columns: Sequence[Span], words: Sequence[Word]) -> Band:
    return replace(band, rows=tuple(parted(row, columns, words) for row in band.rows))


def _without_lead(bands: Sequence[Band], columns: Sequence[Span]) -> list[Band]:
    """The bands from the first that has more than one cell, or one over several columns: a line alone leads in."""
    first = next((i for i, band in enumerate(bands) if _reach(band, columns) > 1), len(bands))
    return list(bands[first:])


def _reach(band: Band, columns: Sequence[Span]) -> int:
    return len({i for row in band.rows for p in row for i in under(p, columns) or [_home(p, columns)]})


def _is_card(band: Band, columns: Sequence[Span], words: Sequence[Word]) -> bool:
    """Whether a line has words apart in one cell: the band is laid out in some way of its own."""
    prose = _prose(band, columns)
    apart = [[home for p in row if (home := _home(p, columns)) not in prose] for row in band.rows]
    pieces = any(len(set(homes)) < len(homes) for homes in apart)
    labels = [p for row in band.rows for p in row if _home(p, columns) == 0]
    pairs = (pair for p in labels for pair in pairwise(words[i] for i in p.at))
    return pieces or any(b.x0 - a.x1 > _WHITE * b.size for a, b in pairs)


def _prose(band: Band, columns: Sequence[Span]) -> set[int]:
    """The columns right of the labels in which a band holds prose: its lines may be set wide."""
    count = Counter(_home(p, columns) for row in band.rows for p in row for _ in p.at)
    return {home for home, words in count.items() if home > 0 and words >= _MANY}


def _columns(bands: Sequence[Band], words: Sequence[Word]) -> tuple[Span, ...]:
    """The columns as the rows of figures leave white between them; of a table of words, all rows but the first.

    None where there are rows of figures without rules between them: those are told by their figures.
    """
    bodies = [band for band in bands if band.is_body]
    if sum(sum(map(has_figures, band.rows)) > 1 for band in bodies) > len(bodies) / 3:
        return ()
    telling = bodies if len(bodies) > 1 else bands[1:]
    inside = sorted((words[i] for band in telling for row in band.rows for p in row for i in p.at), key=lambda w: w.x0)
    columns: list[Span] = []
    for word in inside:
        if columns and word.x0 - columns[-1][1] < _WHITE * word.size:
            columns[-1] = (columns[-1][0], max(columns[-1][1], word.x1))
        else:
            columns.append((word.x0, word.x1))
    return tuple(columns)


def _open_row(band: Band, columns: Sequence[Span], words: Sequence[Word]) -> tuple[Row, ...]:
    """The row below the last rule, which no rule closes: its lines follow closely and keep to the columns."""
    kept: list[Row] = []
    base, far = band.top, _OPEN
    for row in band.rows:
        word = words[row[0].at[0]]
        homes = [under(p, columns) for p in row]
        if word.base - base > far * word.size or any(len(home) != 1 for home in homes):
            break
        kept.append(row)
        base, far = word.base, _PITCH
    return tuple(kept) if _reach(replace(band, rows=tuple(kept)), columns) > 1 else ()


def _levels(band: Band, columns: Sequence[Span]) -> list[tuple[Row, ...]]:
    """The rows of a band: one, or several where a head over more than one column stands over others."""
    levels: list[list[Row]] = []
    over = False
    for row in band.rows:
        spans = not band.is_body and len(row) > 1 and any(len(under(p, columns)) > 1 for p in row)
        if not levels or spans or over:
            levels.append([])
        levels[-1].append(row)
        over = spans
    return [tuple(level) for level in levels]


def _cells(r: int, band: Band, columns: Sequence[Span], words: Sequence[Word], ruled: Ruling) -> list[GridCell]:
    found: dict[int, list[Piece]] = {}
    for piece in (p for row in band.rows for p in row):
        found.setdefault(_home(piece, columns), []).append(piece)
    cells = []
    for col, pieces in sorted(found.items()):
        wide = max(len(under(p, columns)) for p in pieces)
        cell = cell_of(r, col, [words[i] for p in pieces for i in p.at], max(wide, 1))
        left, right = columns[col][0], columns[min(col + max(wide, 1), len(columns)) - 1][1]
        cells.append(replace(cell, fill=fill_of((left, band.top, right, band.bottom), ruled.fills)))
    return cells


def _home(piece: Piece, columns: Sequence[Span]) -> int:
    """The first column a piece reaches into, else the nearest."""
    middle = (piece.x0 + piece.x1) / 2
    over = under(piece, columns)
    return over[0] if over else min(range(len(columns)), key=lambda i: abs(sum(columns[i]) / 2 - middle))


def _holds(cells: Sequence[GridCell], rows: int, head: int) -> bool:
    """Whether it is a table: rows enough, most with several cells and beginning with words, and short cells."""
    by_row = [[c for c in cells if c.row == r] for r in range(rows)]
    full = sum(len(row) > 1 for row in by_row)
    worded = sum(any(ch.isalpha() for c in row[:2] for ch in c.text) for row in by_row)
    if rows < _FEWEST_ROWS or full < 0.6 * rows or worded < 0.6 * rows:
        return False
    lengths = [len(c.text) for c in cells if c.col > 0 and c.row >= head]
    return bool(lengths) and median(lengths) <= _SHORT
