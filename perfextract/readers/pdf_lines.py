"""Words of a PDF page -> its lines in reading order, column by column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from perfextract.readers.marks import split_mark
from perfextract.readers.parts import RATINGS
from perfextract.readers.pdf_words import Word

_WIDE_GAP = 1.5  # in type sizes: more than a space, even in justified text
_SAME_BASE = 0.25
_RAISED = 0.6
_TEXTY = 25  # characters in an average line of a prose column
_COLUMN_LINES = 5


@dataclass(frozen=True)
class Line:
    """A line of a page, or the part of it in one column; measures in points from the top left corner."""

    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(w.text for w in self.words)

    @property
    def page(self) -> int:
        """The page, from 1."""
        return self.words[0].page

    @property
    def sheet(self) -> tuple[int, int]:
        """The page, and how far the part of it was turned for reading."""
        first = self.words[0]
        return first.page, first.frame.turn if first.frame else 0

    @property
    def x0(self) -> float:
        """The left end."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """The right end."""
        return self.words[-1].x1

    @cached_property
    def base(self) -> float:
        """The base line of most words."""
        return _commonest((w.base, len(w.text)) for w in self.words)

    @cached_property
    def size(self) -> float:
        """The type size of most words."""
        return _commonest((round(w.size, 1), len(w.text)) for w in self.words)

    @cached_property
    def bold(self) -> bool:
        """Whether every word is bold."""
        worded = [w for w in self.words if any(c.isalnum() for c in w.text)]
        return bool(worded) and all(w.bold for w in worded)

    @cached_property
    def spread(self) -> bool:
        """Whether it is a row of things apart rather than running words; the gap after a list mark does not count."""
        after_mark = split_mark(self.text)[0] is not None
        return is_spread(self.words[1:] if after_mark else self.words)


def is_spread(words: Sequence[Word]) -> bool:
    """Whether a wide gap parts words of one line."""
    return any(b.base - a.base < _SAME_BASE * b.size and b.x0 - a.x1 > _WIDE_GAP * b.size for a, b in pairwise(words))


def _commonest(values: Iterable[tuple[float, int]]) -> float:
    counts: Counter[float] = Counter()
    for value, weight in values:
        counts[value] += weight
    return counts.most_common(1)[0][0]


def lines_of(words: Iterable[Word], width: float) -> list[Line]:
    """The lines of one page of this width in reading order."""
    pieces = pieces_of(words)
    gutter = _gutter(pieces, width)
    if gutter is None:
        return _merged(pieces)
    return _by_columns(pieces, gutter)


def pieces_of(words: Iterable[Word]) -> list[Line]:
    """Runs of words on one base line without a wide gap; raised reference marks are dropped."""
    pieces: list[list[Word]] = []
    for word in words:
        last = pieces[-1][-1] if pieces else None
        if last is not None and _is_raised_mark(last, word):
            continue
        if last is not None and _follows(last, word):
            pieces[-1].append(word)
        else:
            pieces.append([word])
    return [Line(tuple(p)) for p in pieces]


def _is_raised_mark(last: Word, word: Word) -> bool:
    raised = word.size < 0.85 * last.size and 0.1 * last.size < last.base - word.base < last.size
    return raised and word.text.strip("*,").isdigit() and abs(word.x0 - last.x1) < 0.35 * last.size


def _follows(last: Word, word: Word) -> bool:
    size = max(last.size, word.size)
    label = last.size < 0.85 * word.size and abs(word.base - last.base) < _RAISED * size
    same_base = label or abs(word.base - last.base) < _SAME_BASE * size
    return same_base and -0.3 * size < word.x0 - last.x1 < _WIDE_GAP * size


def _gutter(pieces: Sequence[Line], width: float) -> float | None:
    """Where two columns of prose part: the place that fewest lines cross; None where more than half do."""
    if sum(p.x0 > 0.35 * width for p in pieces) < _COLUMN_LINES:
        return None
    best, fewest = None, 0.5 * len(pieces)
    for step in range(30, 71):
        x = width * step / 100
        left = [p for p in pieces if p.x1 <= x]
        right = [p for p in pieces if p.x0 >= x]
        crossing = len(pieces) - len(left) - len(right)
        if crossing < fewest and _is_prose(left) and _is_prose(right):
            best, fewest = x, crossing
    return best


def _is_prose(lines: Sequence[Line]) -> bool:
    return len(lines) >= _COLUMN_LINES and sum(len(p.text) for p in lines) / len(lines) >= _TEXTY


def _by_columns(pieces: Sequence[Line], gutter: float) -> list[Line]:
    """Left column, then right column, between the lines that go across both."""
    out: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for piece in sorted(pieces, key=lambda p: (p.base, p.x0)):
        if piece.x1 <= gutter:
            left.append(piece)
        elif piece.x0 >= gutter:
            right.append(piece)
        else:
            out += [*_merged(left), *_merged(right), piece]
            left, right = [], []
    return [*out, *_merged(left), *_merged(right)]


def _merged(pieces: Sequence[Line]) -> list[Line]:
    """Pieces on one base line put together, where they follow each other or nearly so."""
    lines: list[Line] = []
    for piece in pieces:
        home = next(
            (i for i in range(len(lines) - 1, max(len(lines) - 4, -1), -1) if _continues(lines[i], piece)), None
        )
        if home is None:
            lines.append(piece)
        else:
            lines[home] = Line(lines[home].words + piece.words)
    return lines


def _continues(line: Line, piece: Line) -> bool:
    if piece.text.lower() in RATINGS:  # the rating beside an indicator's name is no part of the name
        return False
    return abs(line.base - piece.base) < _SAME_BASE * line.size and piece.x0 > line.x1 - 0.3 * line.size
