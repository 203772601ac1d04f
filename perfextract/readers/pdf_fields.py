"""Words typed onto a PDF page: the values of its form's fields and the notes written as text on it."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pypdfium2.raw as pdfium

from perfextract.model import BBox
from perfextract.readers.parts import readable
from perfextract.readers.pdf_words import Word, placing

_HIDDEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_WORDED = (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
_PASSWORD = 1 << 13
_SIZE = re.compile(r"([\d.]+)\s+Tf")
_USUAL_SIZE = 10.0
_LETTER = 0.5  # type sizes: the width of a letter, near enough to set typed words in lines
_PITCH = 1.2
_MARGIN = 2.0


def with_typed(page: Any, number: int, words: list[Word], form: Any) -> list[Word]:
    """The words of a page and those typed onto it, each line where it is read."""
    for box, text, size in _typed(page, form):
        if text.strip() and not any(_inside(w, box) for w in words):
            for line in _lines(text, box, size, number):
                words = _placed(line, words)
    return words


def _typed(page: Any, form: Any) -> Iterator[tuple[BBox, str, float]]:
    """The box, text and type size (0 where it follows the box) of each field and note."""
    place = placing(page)
    rect = pdfium.FS_RECTF()
    for i in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        note = pdfium.FPDFPage_GetAnnot(page.raw, i)
        try:
            text = "" if pdfium.FPDFAnnot_GetFlags(note) & _HIDDEN else _text(note, form)
            if text and pdfium.FPDFAnnot_GetRect(note, ctypes.byref(rect)):
                a, b = place(rect.left, rect.top), place(rect.right, rect.bottom)
                size = _SIZE.search(_string(note, b"DA"))
                box = min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])
                yield box, text, float(size[1]) if size else 0.0
        finally:
            pdfium.FPDFPage_CloseAnnot(note)


def _text(note: Any, form: Any) -> str:
    kind = pdfium.FPDFAnnot_GetSubtype(note)
    if kind == pdfium.FPDF_ANNOT_FREETEXT:
        return _string(note, b"Contents")
    if kind != pdfium.FPDF_ANNOT_WIDGET or form is None:
        return ""
    raw = form.raw
    if pdfium.FPDFAnnot_GetFormFieldType(raw, note) not in _WORDED:
        return ""
    if pdfium.FPDFAnnot_GetFormFieldFlags(raw, note) & _PASSWORD:
        return ""
    return _asked(lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldValue(raw, note, buffer, size))


def _string(note: Any, key: bytes) -> str:
    return _asked(lambda buffer, size: pdfium.FPDFAnnot_GetStringValue(note, key, buffer, size))


def _asked(get: Any) -> str:
    """A text pdfium writes into a buffer, once its length is known."""
    size = get(None, 0)
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    get(buffer, size)
    return readable(bytes(buffer)[: size - 2].decode("utf-16-le", "surrogatepass"))


def _lines(text: str, box: BBox, size: float, number: int) -> Iterator[list[Word]]:
    """The words of a typed text, set in lines that fit its box."""
    left, top, right, bottom = box
    single = bottom - top < 2 * _PITCH * (size or _USUAL_SIZE)
    size = size or (min(12.0, 0.7 * (bottom - top)) if single else _USUAL_SIZE)
    base = (top + bottom) / 2 + 0.35 * size if single else top + _MARGIN + size
    for printed in re.split(r"[\r\n]+", text):
        line: list[Word] = []
        x = left + _MARGIN
        for word in printed.split():
            width = _LETTER * size * len(word)
            if line and not single and x + width > right:
                yield line
                line, x, base = [], left + _MARGIN, base + _PITCH * size
            line.append(Word(word, number, x, x + width, base, size, False))
            x += width + 0.3 * size
        if line:
            yield line
            base += _PITCH * size


def _placed(line: list[Word], words: list[Word]) -> list[Word]:
    """The words with one more line: after what stands left of it on its own line, else above what is below it."""
    first = line[0]
    beside = [i for i, w in enumerate(words) if w.x0 < first.x0 and abs(w.base - first.base) < 0.6 * max(w.size, 8)]
    if beside:
        label = words[max(beside, key=lambda i: words[i].x1)]
        at = (
            max(i for i in beside if words[i].x1 <= label.x1 and abs(words[i].base - label.base) < 0.1 * label.size) + 1
        )
        line = _kept_short([replace(w, base=label.base, size=label.size, bold=label.bold) for w in line], words)
    else:
        at = next((i for i, w in enumerate(words) if w.base > first.base), len(words))
    return [*words[:at], *line, *words[at:]]


def _kept_short(line: list[Word], words: list[Word]) -> list[Word]:
    """The line, drawn together where words to the right begin before its own end, as estimated."""
    right = min((w.x0 for w in words if abs(w.base - line[0].base) < 1 and w.x0 > line[0].x0), default=None)
    if right is None or line[-1].x1 < right:
        return line
    share = (right - 1 - line[0].x0) / (line[-1].x1 - line[0].x0)
    ends = [(line[0].x0 + (w.x0 - line[0].x0) * share, line[0].x0 + (w.x1 - line[0].x0) * share) for w in line]
    return [replace(w, x0=a, x1=b) for w, (a, b) in zip(line, ends, strict=True)]


def _inside(word: Word, box: BBox) -> bool:
    x, y = (word.x0 + word.x1) / 2, word.base - 0.3 * word.size
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
