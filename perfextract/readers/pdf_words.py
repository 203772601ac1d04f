"""The words of a PDF page with their places, straight from pdfium: a few milliseconds a page."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from math import atan2, degrees
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from perfextract.model import BBox
from perfextract.readers.parts import readable

_HYPHEN = "\ufffe"  # pdfium's sign for a hyphen at a line end
_RUN = re.compile(r"[^\s\0\ufffe\uffff]+")
_BOLD_NAME = re.compile(r"bold|black|heavy|semibold|demi", re.I)
_BOLD_WEIGHT = 600
_FORCE_BOLD = 1 << 18
_RAISED_SIZE = 0.85  # of the word's size: smaller and higher is a reference mark
_MARKS = frozenset("0123456789*†‡§,[]()")
_UNIT = re.compile(r"[\d.]*[ckm]?m$")
_LETTERED = re.compile(r"\d[%)]?[a-h]$")
_LEAN = 10  # degrees: text that leans more is set at a slant
SLANTED = -1


class Frame(NamedTuple):
    """How a sheet of words is turned against the page as it is shown, and that page's size."""

    turn: int
    width: float
    height: float

    def on_page(self, box: BBox) -> BBox:
        """A box of the turned sheet on the page as it is shown."""
        x0, top, x1, bottom = box
        if self.turn == 90:
            return top, self.height - x1, bottom, self.height - x0
        if self.turn == 180:
            return self.width - x1, self.height - bottom, self.width - x0, self.height - top
        return self.width - bottom, x0, self.width - top, x1


class _Style(NamedTuple):
    """What all characters of one text object share."""

    size: float
    turn: int
    bold: bool
    font: bytes


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page: ``base`` is its base line from the top of the page; all in points."""

    text: str
    page: int
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    broken: bool = False  # goes on in the next line, without a space
    turn: int = 0  # 90 runs up, 270 down: a whole line of it is one word; 180 on its head; SLANTED
    font: bytes = b""
    frame: Frame | None = None  # where the sheet is read turned

    @property
    def turned(self) -> bool:
        """Whether it runs up or down the page."""
        return self.turn in (90, 270)

    @property
    def bbox(self) -> BBox:
        """The box (x0, top, x1, bottom) around the word, on the page as it is shown."""
        size = self.size
        box = self.x0, self.base - 0.85 * size, self.x1, self.base + 0.22 * size
        x0, top, x1, bottom = box if self.frame is None else self.frame.on_page(box)
        return round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1)


def joined(words: Iterable[Word]) -> Iterator[Word]:
    """The words, those of a line that runs up or down the page as one."""
    last: Word | None = None
    for word in words:
        if last is not None and last.turned and word.turned and abs(word.x0 - last.x0) < 0.3 * last.size:
            last = replace(last, text=f"{last.text} {word.text}", base=max(last.base, word.base))
            continue
        if last is not None:
            yield last
        last = word
    if last is not None:
        yield last


class PageText:
    """One page's characters, asked for one by one."""

    def __init__(self, page: Any, number: int, frame: Frame | None = None) -> None:
        self._text = page.get_textpage()
        self._raw = self._text.raw
        self._number, self._frame = number, frame
        self._place, self._rotation = placing(page), page.get_rotation()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._rect = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._styles: dict[int, _Style] = {}
        self._chars = _characters(self._raw)

    @property
    def count(self) -> int:
        """How many characters pdfium finds, readable or not."""
        return len(self._chars)

    def words(self) -> Iterator[Word]:
        """The words in the order of the page's content."""
        for run in _RUN.finditer(self._chars):
            start, end = run.span()
            yield from self._word(start, end, self._chars[end : end + 1] == _HYPHEN)

    def _word(self, start: int, end: int, broken: bool) -> Iterator[Word]:
        size, turn, bold, font = self._style(start)
        end = self._without_raised(start, end, size)
        text = self._chars[start:end]
        if not text.isprintable():
            text = readable(text)
        if not text:
            return
        x, base = self._origin(start)
        right = self._right(end - 1)
        text += "-" if broken else ""
        left = min(x, right - size) if turn in (90, 270) else x
        yield Word(text, self._number, left, max(right, x), base, size, bold, broken, turn, font, self._frame)

    def _without_raised(self, start: int, end: int, size: float) -> int:
        """The word's end without a raised mark: a note's number is no part of "56,200"."""
        chars, cut = self._chars, end
        if chars[end - 1].islower() and _LETTERED.search(chars, start, end) and self._is_smaller(end - 1, size):
            cut = end - 1
        while cut - 1 > start and chars[cut - 1] in _MARKS and self._is_smaller(cut - 1, size):
            cut -= 1
        if cut == end or self._origin(end - 1)[1] > self._origin(start)[1] - 0.1 * size:
            return end
        return end if _UNIT.match(chars, start, cut) else cut

    def _is_smaller(self, i: int, size: float) -> bool:
        return self._style(i).size < _RAISED_SIZE * size

    def _origin(self, i: int) -> tuple[float, float]:
        pdfium.FPDFText_GetCharOrigin(self._raw, i, ctypes.byref(self._x), ctypes.byref(self._y))
        return self._place(self._x.value, self._y.value)

    def _right(self, i: int) -> float:
        pdfium.FPDFText_GetLooseCharBox(self._raw, i, ctypes.byref(self._rect))
        first = self._place(self._rect.left, self._rect.bottom)
        last = self._place(self._rect.right, self._rect.top)
        return max(first[0], last[0])

    def _style(self, i: int) -> _Style:
        """The look of a character, asked for once for each text object."""
        thing = pdfium.FPDFText_GetTextObject(self._raw, i)
        address = ctypes.addressof(thing.contents) if thing else 0
        found = self._styles.get(address)
        if found is None:
            found = self._looked_up(i)
            if address:
                self._styles[address] = found
        return found

    def _looked_up(self, i: int) -> _Style:
        size: float = pdfium.FPDFText_GetFontSize(self._raw, i)
        pdfium.FPDFText_GetMatrix(self._raw, i, ctypes.byref(self._matrix))
        a, b, c, d = self._matrix.a, self._matrix.b, self._matrix.c, self._matrix.d
        scale = (c**2 + d**2) ** 0.5 or 1.0
        sign = -1 if size < 0 else 1
        return _Style(abs(size) * scale, self._turn(sign * a, sign * b), self._bold(i), self._name.value)

    def _turn(self, along: float, across: float) -> int:
        """How far the page must be turned for the text to be upright; ``SLANTED`` where no quarter turn does it."""
        if not across and along > 0 and not self._rotation:
            return 0
        angle = degrees(atan2(across, along)) - self._rotation
        turn = round(angle / 90) * 90
        return turn % 360 if abs(angle - turn) <= _LEAN else SLANTED

    def _bold(self, i: int) -> bool:
        pdfium.FPDFText_GetFontInfo(self._raw, i, self._name, 128, ctypes.byref(self._flags))
        if self._flags.value & _FORCE_BOLD or _named_bold(self._name.value):
            return True
        weight: int = pdfium.FPDFText_GetFontWeight(self._raw, i)
        return weight >= _BOLD_WEIGHT


def _characters(raw: Any) -> str:
    """A page's characters as one string in which each keeps its place; a letter beyond U+FFFF takes two."""
    count = pdfium.FPDFText_CountChars(raw)
    buffer = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(raw, 0, count, buffer) == count + 1:
        text = bytes(buffer)[:-2].decode("utf-16-le", "surrogatepass")
        if len(text) == count:
            return text
    get = pdfium.FPDFText_GetUnicode
    return "".join(_HYPHEN if code == 2 else chr(code) for code in (get(raw, i) for i in range(count)))


@lru_cache(maxsize=256)
def _named_bold(name: bytes) -> bool:
    return bool(_BOLD_NAME.search(name.decode(errors="replace")))


def placing(page: Any) -> Callable[[float, float], tuple[float, float]]:
    """From a page's own coordinates to points from the top left corner, as the page is turned for reading."""
    left, bottom, right, top = page.get_cropbox()
    return {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }[page.get_rotation()]
