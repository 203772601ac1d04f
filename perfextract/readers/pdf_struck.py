"""Words of a PDF page that are struck through: by a drawn line, or by a mark of a reviewer."""

from __future__ import annotations

import ctypes
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pypdfium2.raw as pdfium

from perfextract.model import BBox
from perfextract.readers.pdf_drawn import level_strokes
from perfextract.readers.pdf_words import Word, placing

_HIGHEST, _LOWEST = 0.5, 0.12  # type sizes above the base line, between which a line strikes a word out
_COVERED = 0.6  # of the word's width
_ENDS = 0.5  # type sizes from the ends of a line to the ends of its words: rules and grids go further
_THICK = 0.16  # type sizes
_MOST_LINES = 2  # through one word: more of them are the shades of a colour
_BUCKET = 4


def struck(page: Any, words: Sequence[Word]) -> list[Word]:
    """The struck words of a page."""
    rows: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        if not word.turn:
            rows[round(word.base / _BUCKET)].append(word)
    marked = [w for box in _marks(page) for w in _under(box, rows)]
    lined = [w for box in level_strokes(page) for w in _struck_by(box, rows)]
    times = Counter(map(id, lined))
    found = {id(w): w for w in [*marked, *(w for w in lined if times[id(w)] <= _MOST_LINES)]}
    return list(found.values())


def _near(y: float, rows: dict[int, list[Word]]) -> Iterator[Word]:
    at = round(y / _BUCKET)
    for row in range(at, at + 5):
        yield from rows.get(row, ())


def _struck_by(box: BBox, rows: dict[int, list[Word]]) -> list[Word]:
    """The words a drawn line runs through the middle of, from the start of the first to the end of the last."""
    left, top, right, bottom = box
    y, thick = (top + bottom) / 2, bottom - top
    over = [
        w
        for w in _near(y, rows)
        if _LOWEST * w.size <= w.base - y <= _HIGHEST * w.size
        and min(right, w.x1) - max(left, w.x0) >= _COVERED * (w.x1 - w.x0)
        and thick <= _THICK * w.size + 0.3
        and any(map(str.isalnum, w.text))
    ]
    if not over:
        return []
    slack = _ENDS * over[0].size
    whole = abs(min(w.x0 for w in over) - left) <= slack and abs(max(w.x1 for w in over) - right) <= slack
    return over if whole else []


def _under(box: BBox, rows: dict[int, list[Word]]) -> list[Word]:
    left, top, right, bottom = box
    inside = (w for w in _near(top, rows) if top - 1 <= w.base - 0.3 * w.size <= bottom + 1)
    return [w for w in inside if left - 1 <= (w.x0 + w.x1) / 2 <= right + 1]


def _marks(page: Any) -> Iterator[BBox]:
    """The places a reviewer's strike-out covers."""
    place = placing(page)
    for i in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        mark = pdfium.FPDFPage_GetAnnot(page.raw, i)
        try:
            if pdfium.FPDFAnnot_GetSubtype(mark) == pdfium.FPDF_ANNOT_STRIKEOUT:
                yield from (_box([place(x, y) for x, y in corners]) for corners in _quads(mark))
        finally:
            pdfium.FPDFPage_CloseAnnot(mark)


def _quads(mark: Any) -> Iterable[list[tuple[float, float]]]:
    quad = pdfium.FS_QUADPOINTSF()
    for i in range(pdfium.FPDFAnnot_CountAttachmentPoints(mark)):
        if pdfium.FPDFAnnot_GetAttachmentPoints(mark, i, ctypes.byref(quad)):
            yield [(quad.x1, quad.y1), (quad.x2, quad.y2), (quad.x3, quad.y3), (quad.x4, quad.y4)]


def _box(points: Sequence[tuple[float, float]]) -> BBox:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)
