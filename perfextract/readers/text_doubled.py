"""Take out the blank lines that a program has put between every two lines of a text, also within a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from perfextract.readers.cell_words import is_cell, is_head
from perfextract.readers.marks import split_mark
from perfextract.readers.parts import ends_sentence

_LEAST_CUT = 2  # sentences that a blank line cuts, before lines are taken for doubled
_LEAST_SHARE = 0.15  # of the lines that are parted so
_RAGGED = 0.8  # of the width of a column
_NARROWEST = 40
_NEIGHBOURS = 8  # lines on each side that tell how wide a column is
_STARTS_ANEW = re.compile(r"\s*(?:[#|>]|[-*+•]\s|\*\*|\d{1,3}[.)]\s)")


def undoubled(lines: Sequence[str]) -> list[str]:
    """The lines without the blank ones inside sentences, where a text has blank lines throughout.

    A blank line that could part paragraphs stays: one after a full stop, or before a list's mark.
    """
    worded = [i for i, line in enumerate(lines) if line.strip()]
    pairs = [(a, b) for a, b in pairwise(worded) if b - a == 2]
    cut = sum(_cuts(lines[a].strip(), lines[b].strip()) for a, b in pairs)
    if cut < _LEAST_CUT or cut < _LEAST_SHARE * len(pairs):
        return list(lines)
    widths = [len(lines[i].rstrip()) for i in worded]
    places = {i: n for n, i in enumerate(worded)}
    gone = {a + 1 for a, b in pairs if _goes_on(lines[a], lines[b], _width(widths, places[a]))}
    return [line for i, line in enumerate(lines) if i not in gone]


def _cuts(above: str, below: str) -> bool:
    """Whether a blank line surely cuts a sentence: it has not ended, and goes on with a small letter."""
    return len(above) >= _NARROWEST and not ends_sentence(above) and below[0].islower() and not split_mark(below)[0]


def _width(widths: Sequence[int], place: int) -> float:
    return _RAGGED * max(widths[max(place - _NEIGHBOURS, 0) : place + _NEIGHBOURS])


def _goes_on(above: str, below: str, width: float) -> bool:
    """Whether a line goes on in the one below the blank line."""
    first = below.split()[0]
    words = above.strip()
    if _STARTS_ANEW.match(below) or words.startswith(("#", "|")) or words.endswith("**"):
        return False
    if any(is_cell(x) or is_head(x) for x in (words, below.strip())):
        return False
    full = len(above.rstrip()) + 1 + len(first) > width > _NARROWEST * _RAGGED
    return not ends_sentence(words) and (full or below.lstrip()[0].islower())
