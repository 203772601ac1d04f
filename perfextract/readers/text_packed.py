"""Find the tables whose cells only single spaces part: "Calls answered 90% 91.4%" under "Measure Target Q2"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from perfextract.readers.cell_words import is_cell, is_head, is_one_head, is_time
from perfextract.readers.text_spaced import Grid, Row

_LEAST_ROWS = 2
_LEAST_FIGURES = 2
_MOST_WORDS = 5  # of a head
_MOST_NAME = 120


def packed(lines: Sequence[str], at: int) -> tuple[Grid, int] | None:
    """The table whose heads are on a line, and the first line after it; None where none begins there."""
    if len(lines[at]) > 2 * _MOST_NAME or not _may_be_heads(lines[at]):
        return None
    rows, end = _rows(lines, at + 1)
    if len(rows) < _LEAST_ROWS:
        return None
    heads = _heads(lines[at].split(), len(rows[0]) - 1)
    return (Grid((heads, *rows), 1), end) if heads else None


def _may_be_heads(line: str) -> bool:
    """Whether a line ends in what could stand over a column."""
    said = line.split()
    return len(said) >= _LEAST_FIGURES and any(is_head(" ".join(said[-n:])) for n in range(1, _MOST_WORDS + 1))


def _rows(lines: Sequence[str], at: int) -> tuple[list[Row], int]:
    """The rows below heads, all with as many figures, and the first line after them."""
    rows: list[Row] = []
    end = at
    for n in range(at, len(lines)):
        if not lines[n].strip():
            if not lines[n - 1].strip():
                break
            continue
        row = _row(lines[n])
        if row is None or (rows and len(row) != len(rows[0])):
            break
        rows.append(row)
        end = n + 1
    return rows, end


def _row(line: str) -> Row | None:
    """The name at a line's beginning and the figures at its end; None where it has not both."""
    said = line.split()
    first = len(said)
    while first > 0 and is_cell(said[first - 1]):
        first -= 1
    name = " ".join(said[:first])
    if len(said) - first < _LEAST_FIGURES or not re.search(r"[A-Za-z]{2}", name) or len(name) > _MOST_NAME:
        return None
    return None if name[-1] in ".,;:" else (name, *said[first:])


def _heads(said: Sequence[str], count: int) -> Row | None:
    """Words as the heads of so many columns and of the names; None where they are not so many.

    >>> _heads("Measure Annual target 2022/23 Q1 2023/24".split(), 3)
    ('Measure', 'Annual target', '2022/23', 'Q1 2023/24')
    >>> _heads("Measure Actual 2022/23 Actual 2023/24".split(), 2)
    ('Measure', 'Actual 2022/23', 'Actual 2023/24')
    """
    if count == 0:
        name = " ".join(said)
        return (
            (name,) if not said or (is_one_head(name) and not any(map(str.isdecimal, name)) and len(said) < 4) else None
        )
    sizes = [n for n in range(min(_MOST_WORDS, len(said)), 0, -1) if is_one_head(" ".join(said[-n:]))]
    for size in sorted(
        sizes, key=lambda n: not is_time(" ".join(said[-n:]))
    ):  # a time is a head of its own, if it can be
        if before := _heads(said[:-size], count - 1):
            return (*before, " ".join(said[-size:]))
    return None
