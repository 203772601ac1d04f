"""The words of a PDF page with their places, straight from pdfium: a few milliseconds a page."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import pypdfium2.raw as pdfium

from perfextract.model import BBox

_HYPHEN = "\x02"  # pdfium's sign for a hyphen at a line end
_BOLD_NAME = re.compile(r"bold|black|heavy|semibold|demi", re.I)
_BOLD_WEIGHT = 600
_FORCE_BOLD = 1 << 18
_RAISED_SIZE = 0.85  # of the word's size: smaller and higher is a reference mark
_UNIT = re.compile(r"[\d.]*[ckm]?m$")


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
    turned: bool = False  # runs up or down the page: a whole line of it is one word

    @property
    def bbox(self) -> BBox:
        """The box (x0, top, x1, bottom) around the word."""
        return (
            round(self.x0, 1),
            round(self.base - 0.85 * self.size, 1),
            round(self.x1, 1),
            round(self.base + 0.22 * self.size, 1),
        )


class PageText:
    """One page's characters, asked for one by one."""

    def __init__(self, page: Any, number: int) -> None:
        self._text = page.get_textpage()
        self._raw = self._text.raw
        self._number = number
        self._place = placing(page)
        self._upright = page.get_rotation() % 180 == 0
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._rect = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        count = pdfium.FPDFText_CountChars(self._raw)
        get = pdfium.FPDFText_GetUnicode
        self._chars = [chr(get(self._raw, i)) for i in range(count)]

    def words(self) -> Iterator[Word]:
        """The words in the order of the page's content."""
        last: Word | None = None
        for word in self._each():
            if last is not None and last.turned and word.turned and abs(word.x0 - last.x0) < 0.3 * last.size:
                last = replace(last, text=f"{last.text} {word.text}", base=max(last.base, word.base))
                continue
            if last is not None:
                yield last
            last = word
        if last is not None:
            yield last

    def _each(self) -> Iterator[Word]:
        start = None
        for i, char in enumerate([*self._chars, " "]):
            if char.isspace() or char in "\0\ufffe\uffff" or char == _HYPHEN:
                if start is not None:
                    yield from self._word(start, i, broken=char == _HYPHEN)
                start = None
            elif start is None:
                start = i

    def _word(self, start: int, end: int, broken: bool) -> Iterator[Word]:
        size = self._size(start)
        turned = self._is_turned()
        end = self._without_raised(start, end, size)
        text = "".join(self._chars[start:end]).replace("\u00ad", "")
        x, base = self._origin(start)
        if text:
            right = self._right(end - 1)
            text += "-" if broken else ""
            left = min(x, right - size) if turned else x
            yield Word(text, self._number, left, max(right, x), base, size, self._bold(start), broken, turned)

    def _without_raised(self, start: int, end: int, size: float) -> int:
        """The word's end without a raised number: a note mark is no part of "56,200"."""
        cut = end
        while cut - 1 > start and self._chars[cut - 1].isdigit() and self._size(cut - 1) < _RAISED_SIZE * size:
            cut -= 1
        if cut == end or self._origin(end - 1)[1] > self._origin(start)[1] - 0.1 * size:
            return end
        return end if _UNIT.match("".join(self._chars[start:cut])) else cut

    def _origin(self, i: int) -> tuple[float, float]:
        pdfium.FPDFText_GetCharOrigin(self._raw, i, ctypes.byref(self._x), ctypes.byref(self._y))
        return self._place(self._x.value, self._y.value)

    def _is_turned(self) -> bool:
        """Whether the character whose size was asked for last runs up or down the page as it is turned for reading."""
        along, across = self._matrix.a, self._matrix.b
        return abs(along) < abs(across) if self._upright else abs(across) < abs(along)

    def _right(self, i: int) -> float:
        pdfium.FPDFText_GetLooseCharBox(self._raw, i, ctypes.byref(self._rect))
        first = self._place(self._rect.left, self._rect.bottom)
        last = self._place(self._rect.right, self._rect.top)
        return max(first[0], last[0])

    def _size(self, i: int) -> float:
        size: float = pdfium.FPDFText_GetFontSize(self._raw, i)
        pdfium.FPDFText_GetMatrix(self._raw, i, ctypes.byref(self._matrix))
        scale = (self._matrix.c**2 + self._matrix.d**2) ** 0.5
        return size * (scale or 1.0)

    def _bold(self, i: int) -> bool:
        pdfium.FPDFText_GetFontInfo(self._raw, i, self._name, 128, ctypes.byref(self._flags))
        if self._flags.value & _FORCE_BOLD or _named_bold(self._name.value):
            return True
        weight: int = pdfium.FPDFText_GetFontWeight(self._raw, i)
        return weight >= _BOLD_WEIGHT


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
