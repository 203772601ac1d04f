"""The sheets of a PDF page: its words as they are turned for reading, sideways tables and pages on their head too."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from perfextract.readers.pdf_words import SLANTED, Frame, PageText, Word, joined

_SHARE = 0.25  # of a page's characters: text turned otherwise is a sheet of its own, not the heads of columns
_FEWEST_CHARACTERS = 60
_FEWEST_LINES = 3
_SAME_LINE = 2.5  # points
_AMONG = 0.1  # of the other words: more of them around turned text make it part of what they say


@dataclass(frozen=True, slots=True)
class Turned:
    """A pdfium page as it is after a further turn clockwise."""

    page: Any
    turn: int

    @property
    def raw(self) -> Any:
        """The page of pdfium itself."""
        return self.page.raw

    def get_rotation(self) -> int:
        """The page's own turn and the further one."""
        rotation: int = (self.page.get_rotation() + self.turn) % 360
        return rotation

    def get_size(self) -> tuple[float, float]:
        """Width and height, as turned."""
        width, height = self.page.get_size()
        return (width, height) if self.turn % 180 == 0 else (height, width)

    def get_cropbox(self) -> tuple[float, float, float, float]:
        """What of the page is shown, in its own coordinates."""
        box: tuple[float, float, float, float] = self.page.get_cropbox()
        return box

    def get_textpage(self) -> Any:
        """Its characters."""
        return self.page.get_textpage()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page, or the part of it that is turned one way, with its words; ``slanted`` are those left out."""

    page: Any
    number: int
    words: list[Word]
    slanted: tuple[Word, ...] = ()
    unreadable: bool = False  # it has characters, and none of them could be told

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as read."""
        width, height = self.page.get_size()
        return width, height


def sheets(page: Any, number: int) -> list[Sheet]:
    """The sheets of a page: nearly always one, which is upright."""
    text = PageText(page, number)
    words = list(text.words())
    counts: Counter[int] = Counter()
    for word in words:
        counts[word.turn] += len(word.text)
    if not counts.keys() - {0}:
        return [Sheet(page, number, words, unreadable=bool(text.count and not words))]
    slanted = tuple(w for w in words if w.turn == SLANTED) if counts[SLANTED] < sum(counts.values()) / 2 else ()
    del counts[SLANTED]
    main = max((0, 90, 180, 270), key=lambda turn: counts[turn])
    apart = [t for t in (0, 90, 180, 270) if t != main and _is_apart(t, words, counts)]
    kept = _without(_as_turned(page, number, main, words), slanted, main, apart)
    return [
        *_beyond(page, number, kept, words, main if 0 not in apart else 0),
        Sheet(_turned(page, main), number, list(joined(kept)), slanted),
        *(Sheet(_turned(page, t), number, _upright(_as_turned(page, number, t, words))) for t in apart),
    ]


def _beyond(page: Any, number: int, kept: list[Word], words: Sequence[Word], main: int) -> Iterator[Sheet]:
    """The upright words above and below all that a sideways page holds: its head, its number, a paragraph.

    They are taken out of ``kept``, in which they would run up the sides.
    """
    boxes = [w.bbox for w in kept if w.turn == 0] if main else []
    if not boxes:
        return
    top, bottom = min(b[1] for b in boxes), max(b[3] for b in boxes)
    own = [w for w in words if w.turn == 0 and not top < w.base < bottom]
    if own:
        kept[:] = [w for w in kept if w.turn != (360 - main) % 360 or top < (w.bbox[1] + w.bbox[3]) / 2 < bottom]
        yield Sheet(page, number, own)


def _turned(page: Any, turn: int) -> Any:
    return Turned(page, turn) if turn else page


def _as_turned(page: Any, number: int, turn: int, words: list[Word]) -> list[Word]:
    if not turn:
        return words
    found = list(PageText(Turned(page, turn), number, Frame(turn, *page.get_size())).words())
    return sorted(found, key=_line_of(found)) if turn % 180 else found


def _line_of(words: Sequence[Word]) -> Callable[[Word], tuple[int, float]]:
    """Where a word is among the lines of its sheet: pdfium puts those that run down a page in any order."""
    tops = [0.0]
    for base in sorted({w.base for w in words}):
        if base - tops[-1] > _SAME_LINE:
            tops.append(base)
    return lambda word: (bisect_right(tops, word.base), word.x0)


def _without(words: Iterable[Word], slanted: Sequence[Word], main: int, apart: Sequence[int]) -> list[Word]:
    """The words of the main sheet: those at a slant and those of other sheets left out."""
    gone = {(turn - main) % 360 for turn in apart}
    return [w for w in words if w.turn not in gone and not (slanted and w.turn == SLANTED)]


def _upright(words: Iterable[Word]) -> list[Word]:
    return [w for w in words if w.turn == 0]


def _is_apart(turn: int, words: Sequence[Word], counts: Counter[int]) -> bool:
    """Whether the words of one turn are a text or table of their own."""
    if counts[turn] < max(_FEWEST_CHARACTERS, _SHARE * sum(counts.values())):
        return False
    own = [w for w in words if w.turn == turn]
    others = [w for w in words if w.turn != turn]
    level = turn % 180 == 0
    lines = {round((w.base if level else w.x0) / 4) for w in own}
    left, right = min(w.x0 for w in own), max(w.x1 for w in own)
    top, bottom = min(w.base for w in own), max(w.base for w in own)
    among = sum(left < w.x0 < right and top < w.base < bottom for w in others)
    return len(lines) >= _FEWEST_LINES and among <= _AMONG * len(others)
