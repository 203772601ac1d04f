"""Tell pages that are pictures, scanned or drawn, from pages that are empty or short."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

_SHARE = 0.25  # of the page
_DEEPEST_FORM = 3
_DRAWN = 400  # paths: words drawn as shapes


def is_picture(page: Any) -> bool:
    """Whether an image covers much of a page, or so many shapes are drawn on it that they may be words."""
    width, height = page.get_size()
    found = [_weight(thing, 0) for thing in _things(page)]
    images, paths = sum(image for image, _ in found), sum(path for _, path in found)
    return images >= _SHARE * width * height or paths >= _DRAWN


def _things(page: Any) -> list[Any]:
    return [pdfium.FPDFPage_GetObject(page.raw, i) for i in range(pdfium.FPDFPage_CountObjects(page.raw))]


def _weight(thing: Any, depth: int) -> tuple[float, int]:
    """The area of the images in a thing on the page, and the count of its paths."""
    kind = pdfium.FPDFPageObj_GetType(thing)
    if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        return _area(thing), 0
    if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
        inner = [pdfium.FPDFFormObj_GetObject(thing, i) for i in range(pdfium.FPDFFormObj_CountObjects(thing))]
        found = [_weight(x, depth + 1) for x in inner]
        # The images of a form are measured in its own points: its area stands for theirs.
        return _area(thing) if any(a for a, _ in found) else 0.0, sum(p for _, p in found)
    return 0.0, int(kind == pdfium.FPDF_PAGEOBJ_PATH)


def _area(thing: Any) -> float:
    parts = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(thing, *(ctypes.byref(p) for p in parts)):
        return 0.0
    left, bottom, right, top = (p.value for p in parts)
    return (right - left) * (top - bottom)
