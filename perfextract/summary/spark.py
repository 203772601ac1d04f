"""Draw a row of the comparison as a small line: SVG for a page, PNG for Word, signs for Markdown, words to be heard."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from perfextract.summary.content import NO_VALUE, Row

STEPS = 10  # levels between the lowest and the highest value: finer is not seen, and like lines are one picture
_WIDE, _HIGH = 144, 36  # dots of the PNG
_MARGIN = 4
_HALF = 1.5  # half a line's thickness, in dots
_INK = 0x1D  # near black
_BARS = "▁▂▃▄▅▆▇█"

Levels = tuple[int | None, ...]


def levels(numbers: Sequence[Decimal | None]) -> Levels | None:
    """Each value's height from 0 to STEPS; None for a gap, and None for all where fewer than two can be joined.

    >>> levels([Decimal(10), None, Decimal(20), Decimal(15)])
    (0, None, 10, 5)
    """
    known = [n for n in numbers if n is not None]
    if len(known) < 2:
        return None
    low, high = min(known), max(known)
    span = high - low
    return tuple(None if n is None else round((n - low) / span * STEPS) if span else STEPS // 2 for n in numbers)


def bars(heights: Levels) -> str:
    """The line in signs of a text; a gap is a blank.

    >>> bars((0, None, 10, 5))
    '▁ █▄'
    """
    return "".join(" " if h is None else _BARS[h * (len(_BARS) - 1) // STEPS] for h in heights)


def told(row: Row, columns: Sequence[str]) -> str:
    """The line in words: "Calls answered: quarter 1 91.2%, quarter 2 88.4%"."""
    pairs = zip(columns, row.cells, strict=False)
    return f"{row.name}: " + ", ".join(f"{column} {cell or NO_VALUE}" for column, cell in pairs)


def places(heights: Levels, wide: float, high: float, margin: float) -> list[tuple[float, float] | None]:
    """The points of a line in a box of this size, y downwards; None for a gap."""
    step = (wide - 2 * margin) / max(len(heights) - 1, 1)
    rise = (high - 2 * margin) / STEPS
    return [None if h is None else (margin + i * step, high - margin - h * rise) for i, h in enumerate(heights)]


def svg(heights: Levels, title: str) -> str:
    """The line as an inline picture; ``title`` is escaped already. A value after a gap is joined by no line."""
    points = places(heights, 96, 24, 3)
    lines = "".join(
        f'<line x1="{a[0]:.1f}" y1="{a[1]:.1f}" x2="{b[0]:.1f}" y2="{b[1]:.1f}"/>'
        for a, b in pairwise(points)
        if a and b
    )
    dots = "".join(f'<circle cx="{p[0]:.1f}" cy="{p[1]:.1f}" r="1.8"/>' for p in points if p)
    return f'<svg class="spark" role="img" viewBox="0 0 96 24"><title>{title}</title>{lines}{dots}</svg>'


def png(heights: Levels) -> bytes:
    """The line as a grey PNG of 144 by 36 dots, drawn column by column."""
    rows = [bytearray(b"\xff" * _WIDE) for _ in range(_HIGH)]
    points = places(heights, _WIDE, _HIGH, _MARGIN)
    for a, b in pairwise(points):
        for x, top, foot in _columns(a, b) if a and b else ():
            _ink(rows, x, top, foot)
    for point in filter(None, points):
        for x in range(-2, 3):
            half = (7.5 - x * x) ** 0.5
            _ink(rows, round(point[0]) + x, point[1] - half, point[1] + half)
    packed = zlib.compress(b"".join(b"\0" + bytes(row) for row in rows), 6)
    head = struct.pack(">IIBBBBB", _WIDE, _HIGH, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _columns(a: tuple[float, float], b: tuple[float, float]) -> Iterator[tuple[int, float, float]]:
    """The columns of dots between two points, each with where the line's ink begins and ends."""
    slope = (b[1] - a[1]) / (b[0] - a[0])
    half = _HALF * (1 + slope * slope) ** 0.5
    for x in range(round(a[0]), round(b[0]) + 1):
        middle = a[1] + (x - a[0]) * slope
        low, high = min(a[1], b[1]) - _HALF, max(a[1], b[1]) + _HALF
        yield x, max(middle - half, low), min(middle + half, high)


def _ink(rows: list[bytearray], x: int, top: float, foot: float) -> None:
    """Darken a column from ``top`` to ``foot``, its end dots by the part that is covered."""
    for y in range(max(int(top), 0), min(int(foot) + 1, _HIGH)):
        covered = min(foot, y + 1) - max(top, y)
        rows[y][x] = min(rows[y][x], round(255 - (255 - _INK) * max(covered, 0)))
