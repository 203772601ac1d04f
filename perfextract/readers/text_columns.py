"""Untangle layout text in which two columns of prose stand side by side, apart by four spaces or more."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

_GAP = re.compile(r"(?<=\S) {4,}(?=\S)|^ {20,}(?=\S)")
_MIN_CHARS = 15  # a column of prose; a column of figures is narrower and stays with its row


def untangled(lines: Sequence[str]) -> list[str]:
    """The lines with each pair of prose columns read left column first; other lines as they are."""
    out: list[str] = []
    at = 0
    for first, last, column in _regions(lines):
        if first < at:
            continue
        out += lines[at:first]
        out += _split(lines[first : last + 1], column)
        at = last + 1
    return out + list(lines[at:])


def _regions(lines: Sequence[str]) -> list[tuple[int, int, int]]:
    """The stretches of lines with a gutter: first line, last line, first character of the right column."""
    starts: dict[int, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        for m in _GAP.finditer(line):
            starts[m.end()].append(i)
    found = []
    for column, rows in starts.items():
        for run in _runs(rows, lines, column):
            if len(run) > 1 and _is_prose(run, lines, column):
                found.append((*_grown(run, lines, column), column))
    return sorted(found)


def _clear(line: str, column: int) -> bool:
    return not line[max(column - 2, 0) : column].strip()


def _runs(rows: Sequence[int], lines: Sequence[str], column: int) -> list[list[int]]:
    """Rows that belong together: no line between them crosses the gutter."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and all(_clear(x, column) for x in lines[runs[-1][-1] + 1 : row]):
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _is_prose(run: Sequence[int], lines: Sequence[str], column: int) -> bool:
    left = [lines[i][:column].strip() for i in range(run[0], run[-1] + 1) if lines[i][:column].strip()]
    right = [lines[i][column:].strip() for i in run]
    return all(side and sum(map(len, side)) / len(side) >= _MIN_CHARS for side in (left, right))


def _grown(run: Sequence[int], lines: Sequence[str], column: int) -> tuple[int, int]:
    """The stretch with the lines right above and below it that keep to the left column."""
    first, last = run[0], run[-1]
    while first > 0 and lines[first - 1].strip() and _clear(lines[first - 1], column):
        first -= 1
    while (ahead := _next_in_column(lines, last, column)) is not None:
        last = ahead
    return first, last


def _next_in_column(lines: Sequence[str], last: int, column: int) -> int | None:
    """The next line that keeps to the left column; past a blank line only one indented as a column is."""
    for i in range(last + 1, min(last + 3, len(lines))):
        if lines[i].strip():
            return i if _clear(lines[i], column) and (i == last + 1 or lines[i].startswith(" ")) else None
    return None


def _split(lines: Sequence[str], column: int) -> list[str]:
    left = [x[:column].rstrip() for x in lines if x[:column].strip() or not x.strip()]
    right = [x[column:].rstrip() for x in lines if x[column:].strip()]
    return [*left, "", *right, ""]
