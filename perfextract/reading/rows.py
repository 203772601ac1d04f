"""Rows of figures: lines of a table that no table search recognised, and that are no sentence."""

from __future__ import annotations

from itertools import pairwise

from perfextract.reading.context import Leftover
from perfextract.reading.marked import Marked

LEAST = 3  # figures of a row
_EMPTY = frozenset("-–—*/|")  # what is printed in an empty cell or between two cells


def is_row(s: Marked) -> bool:
    """Whether a line is figures side by side: read as a sentence, each would be taken for a value.

    What the columns mean is not in the line, so its figures are no records.
    """
    if len(s.figures) < LEAST:
        return False
    beside = sum(_beside(s, a, b) for a, b in pairwise(s.figures))
    return beside >= max(2, 2 * (len(s.figures) - 1) / 3)


def _beside(s: Marked, a: int, b: int) -> bool:
    """Whether nothing but empty cells is between two figures."""
    return all(t.shape in _EMPTY for t in s.tokens[a + 1 : b])


def not_read(s: Marked) -> Leftover:
    """What is said of a row: one finding at its first figure."""
    why = f"a row of {len(s.figures)} figures outside any table that was recognised"
    return Leftover(s.quantity(s.figures[0]), (s.start, s.end), why, code="row_not_read")
