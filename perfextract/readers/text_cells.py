"""Find the tables of a text whose cells have a line each: the heads, then over and over a name and its figures.

Text taken out of a PDF loses the lines of a table and keeps its order: "Indicator" / "Target" / "2022/23" /
"Visits to parks" / "400" / "412". The heads tell how many figures a row has. A name may have more lines, and the last
of them may come after the figures, since the cells of a table are set to the middle of its rows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from perfextract.readers.cell_words import is_cell, is_head
from perfextract.readers.marks import split_mark
from perfextract.readers.parts import ends_sentence
from perfextract.readers.text_lines import TextLine
from perfextract.vocabulary import expression

_MOST_NAME = 5  # lines of a row's name
_MOST_COLUMNS = 12
_MOST_FURNITURE = 3  # lines at the edges of a page
_LEAST_ROWS = 2
_LEAST_ROWS_OF_ONE = 3  # figure: a name and a figure in turn could be anything
_HANGS = expression(r"\b(?:{hanging on a card}|{article})$|[,(/&–-]$")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as it is found: the places of its name's lines and of its figures among the lines."""

    name: tuple[int, ...]
    figures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A table: the places of its heads, its rows, and the first line after it."""

    heads: tuple[int, ...]
    rows: tuple[_Row, ...]
    end: int


def with_tables(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """The lines, those of each such table as one line that holds its rows; a row with a figure too few stands alone."""
    at = 0
    while at < len(lines):
        found = _table_at(lines, at) if _may_begin(lines, at) else None
        if found is None:
            yield lines[at]
            at += 1
            continue
        yield from _as_lines(lines, found)
        at = found.end


def _may_begin(lines: Sequence[TextLine], at: int) -> bool:
    return not lines[at].rows and is_head(lines[at].text) and not (at and is_head(lines[at - 1].text))


def _table_at(lines: Sequence[TextLine], at: int) -> _Found | None:
    """The table whose heads begin at a line."""
    last = at
    while last + 1 < len(lines) and last - at < _MOST_COLUMNS and is_head(lines[last + 1].text):
        last += 1
    figures = _usual_count(lines, last + 1)
    heads = tuple(range(at, last + 1))
    if figures == 0 or len(heads) not in (figures, figures + 1):  # the names may have a head, or none
        return None
    rows, end = _rows(lines, last + 1, heads, figures)
    whole = sum(len(row.figures) == figures for row in rows)
    enough = whole >= (_LEAST_ROWS if figures > 1 else _LEAST_ROWS_OF_ONE) and 2 * whole > len(rows)
    return _Found(heads, rows, end) if enough else None


def _usual_count(lines: Sequence[TextLine], at: int) -> int:
    """How many figures most rows have, from the first on; 0 where there are none."""
    counts: list[int] = []
    run = words = 0
    for line in lines[at:]:
        if _is_figure(line):
            run, words = run + 1, 0
            continue
        counts += [run] if run else []
        run, words = 0, words + 1
        if words > _MOST_NAME + _MOST_COLUMNS:
            break
    counts += [run] if run else []
    return Counter(counts).most_common(1)[0][0] if counts else 0


def _is_figure(line: TextLine) -> bool:
    return not line.rows and (is_cell(line.text) or line.text.isdecimal())


def _rows(lines: Sequence[TextLine], at: int, heads: tuple[int, ...], figures: int) -> tuple[tuple[_Row, ...], int]:
    """The rows from a line on, and the first line after the last of them."""
    rows: list[_Row] = []
    end = at
    while at < len(lines):
        name, first = _words_from(lines, at)
        run = _figures_from(lines, first)
        if not name or not run or len(name) > _MOST_NAME or _is_prose(lines, name):
            break
        at = first + len(run)
        if (repeated := _past_repeated(lines, first + figures, heads)) is not None:
            run, at = run[:figures], repeated  # a page's number may follow its last figure
        following, _ = _words_from(lines, at)
        tail = _tail(lines, name, following)
        rows.append(_Row((*name, *tail), run))
        end = at = at + len(tail)
    return tuple(rows), end


def _words_from(lines: Sequence[TextLine], at: int) -> tuple[tuple[int, ...], int]:
    """The lines of words from one on, and the first line after them."""
    first = at
    while at < len(lines) and not _is_figure(lines[at]) and not lines[at].rows and at - first <= 2 * _MOST_COLUMNS:
        at += 1
    return tuple(range(first, at)), at


def _figures_from(lines: Sequence[TextLine], at: int) -> tuple[int, ...]:
    first = at
    while at < len(lines) and _is_figure(lines[at]) and lines[at].bold == lines[first].bold:
        at += 1
    return tuple(range(first, at))


def _past_repeated(lines: Sequence[TextLine], at: int, heads: tuple[int, ...]) -> int | None:
    """The line after heads that a new page repeats, past what its edges hold between; None where there are none."""
    said = [lines[i].text for i in heads]
    for first in range(at, min(at + _MOST_FURNITURE + 1, len(lines))):
        if [line.text for line in lines[first : first + len(said)]] == said:
            return first + len(said)
    return None


def _is_prose(lines: Sequence[TextLine], name: Sequence[int]) -> bool:
    """Whether lines are no name: sentences, a list, a heading."""
    last = lines[name[-1]].text
    marked = any(split_mark(lines[i].text)[0] for i in name[1:])
    return ends_sentence(last) or marked or any(lines[i].level for i in name) or len(last) > 150


def _tail(lines: Sequence[TextLine], name: Sequence[int], following: Sequence[int]) -> tuple[int, ...]:
    """The lines of a name that come after its figures."""
    tail: list[int] = []
    last = name[-1]
    while following and _goes_on(lines[last], lines[following[0]]):
        last, *following = following
        tail.append(last)
    return tuple(tail)


def _goes_on(above: TextLine, below: TextLine) -> bool:
    if above.bold != below.bold or below.level:
        return False
    text = below.text
    return above.runs_on or text[0].islower() or text[0] == "(" or bool(_HANGS.search(above.text)) or _open(above.text)


def _open(text: str) -> bool:
    return text.count("(") > text.count(")")


def _as_lines(lines: Sequence[TextLine], found: _Found) -> Iterator[TextLine]:
    """A table as one line, and the rows that do not fit it as lines of their own."""
    figures = Counter(len(row.figures) for row in found.rows).most_common(1)[0][0]
    heads = [lines[i].text for i in found.heads]
    kept = [heads if len(heads) > figures else ["", *heads]]
    left: list[tuple[str, ...]] = []
    for row in found.rows:
        name = re.sub(r"\s+", " ", " ".join(lines[i].text for i in row.name))
        said = [lines[i].text for i in row.figures]
        if len(said) == figures:
            kept.append([name, *said])
        else:
            left.append((name, *said))
    yield replace(lines[found.heads[0]], text=heads[0], bold=False, rows=tuple(map(tuple, kept)), heads=1)
    for cells in left:
        yield TextLine(cells[0], gap=1, rows=(cells,))
