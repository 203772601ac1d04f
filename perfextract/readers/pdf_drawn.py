"""The lines and boxes drawn on a PDF page, straight from pdfium."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

import pypdfium2.raw as pdfium

from perfextract.model import BBox
from perfextract.readers.pdf_words import placing

Point = tuple[float, float]
Place = Callable[[float, float], Point]

_MOST_SEGMENTS = 20_000  # a page with more is a map or a drawing
_DEEPEST_FORM = 3
_SLANT = 0.5  # points: a line that leans less is level or upright
_OPAQUE = 128
_THIN = 3  # points: the highest of a line


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn on a page: level and upright edges as pdfplumber merges them, and coloured boxes."""

    edges: list[dict[str, Any]]
    fills: list[tuple[BBox, str]]


def has_strokes(page: Any, fewest: int) -> bool:
    """Whether the drawn lines and boxes of a page have this many pieces; no more are counted."""
    return any(count >= fewest for count in accumulate(_segments(path) for path, _ in _paths(page)))


def drawing(page: Any) -> Drawing:
    """The edges and coloured boxes of a page; none of a page that is a map."""
    edges: list[dict[str, Any]] = []
    fills: list[tuple[BBox, str]] = []
    place = placing(page)
    count = 0
    for path, outer in _paths(page):
        count += _segments(path)
        if count > _MOST_SEGMENTS:
            return Drawing([], [])
        filled = _painted(path)
        if filled is None:
            continue
        lines = list(_subpaths(path, outer, place))
        edges += [e for points in lines for a, b in pairwise(points) if (e := _edge(a, b))]
        colour = _colour(path) if filled else None
        fills += [(_around(points), colour) for points in lines if colour and _is_box(points)]
    return Drawing(edges, fills)


def level_strokes(page: Any) -> Iterator[BBox]:
    """The boxes of thin level lines: drawn ones and flat filled rectangles."""
    place = placing(page)
    parts = [ctypes.c_float() for _ in range(4)]
    refs = [ctypes.byref(p) for p in parts]
    for path, outer in _paths(page):
        if not pdfium.FPDFPageObj_GetBounds(path, *refs) or _painted(path) is None:
            continue
        left, bottom, right, top = (p.value for p in parts)
        ends = [place(*_moved(x, y, outer)) for x, y in ((left, bottom), (right, top))]
        box = _around(ends)
        if box[3] - box[1] <= _THIN < box[2] - box[0]:
            yield box


def _segments(path: Any) -> int:
    count: int = pdfium.FPDFPath_CountSegments(path)
    return count


def _paths(page: Any) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """The drawn paths, each with the matrices of the forms that hold it, innermost first."""
    for i in range(pdfium.FPDFPage_CountObjects(page.raw)):
        yield from _within(pdfium.FPDFPage_GetObject(page.raw, i), ())


def _within(thing: Any, outer: tuple[Any, ...]) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    kind = pdfium.FPDFPageObj_GetType(thing)
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        yield thing, outer
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and len(outer) < _DEEPEST_FORM:
        inner = (_matrix(thing), *outer)
        for i in range(pdfium.FPDFFormObj_CountObjects(thing)):
            yield from _within(pdfium.FPDFFormObj_GetObject(thing, i), inner)


def _matrix(thing: Any) -> Any:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(thing, ctypes.byref(matrix))
    return matrix


def _painted(path: Any) -> bool | None:
    """Whether a path is filled; None where it is neither filled nor drawn."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(mode), ctypes.byref(stroke))
    return bool(mode.value) if mode.value or stroke.value else None


def _subpaths(path: Any, outer: tuple[Any, ...], place: Place) -> Iterator[list[Point]]:
    """The runs of straight lines of a path, a closed one back at its start."""
    matrices = (_matrix(path), *outer)
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    for i in range(_segments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, i)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind != pdfium.FPDF_SEGMENT_LINETO and points:
            yield points
            points = []
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        points.append(place(*_moved(x.value, y.value, matrices)))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _moved(x: float, y: float, matrices: tuple[Any, ...]) -> Point:
    for m in matrices:
        x, y = m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f
    return x, y


def _edge(a: Point, b: Point) -> dict[str, Any] | None:
    wide, high = abs(a[0] - b[0]), abs(a[1] - b[1])
    if min(wide, high) > _SLANT or max(wide, high) < 1:
        return None
    x0, top, x1, bottom = _around([a, b])
    if wide >= high:
        return {"orientation": "h", "x0": x0, "x1": x1, "top": top, "bottom": top, "width": x1 - x0, "height": 0.0}
    return {"orientation": "v", "x0": x0, "x1": x0, "top": top, "bottom": bottom, "width": 0.0, "height": bottom - top}


def _is_box(points: list[Point]) -> bool:
    """Whether it is a rectangle: an arrow drawn in a cell is not the cell's colour."""
    return len(points) in (4, 5, 6) and all(
        min(abs(a[0] - b[0]), abs(a[1] - b[1])) <= _SLANT for a, b in pairwise([*points, points[0]])
    )


def _around(points: list[Point]) -> BBox:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def _colour(path: Any) -> str | None:
    """The colour a path is filled with as six hex digits; None for white, for patterns and for what shines through."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(path, *(ctypes.byref(p) for p in parts)):
        return None
    red, green, blue, alpha = (p.value for p in parts)
    text = f"{red:02X}{green:02X}{blue:02X}"
    return text if alpha >= _OPAQUE and text != "FFFFFF" else None
