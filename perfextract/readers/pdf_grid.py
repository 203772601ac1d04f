"""Drawn edges -> the boxes they close, table by table; pdfplumber puts together the edges on one line."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from perfextract.model import BBox

Edge = dict[str, Any]
Point = tuple[float, float]

_SNAP = 3  # points: edges nearer than this are one
_MOST_EDGES = 5_000


def merged(edges: Sequence[Edge]) -> list[Edge]:
    """The edges with those on one line put together; none of a page with so many that it is a drawing."""
    from pdfplumber.table import merge_edges

    whole = [e for e in merge_edges(list(edges), *[_SNAP] * 4) if max(e["width"], e["height"]) >= _SNAP]
    return whole if len(whole) < _MOST_EDGES else []


def tables_of(edges: Sequence[Edge]) -> list[list[BBox]]:
    """The boxes that merged edges close, those that touch taken together; a box alone is no table."""
    return [group for group in _groups(list(_boxes(_crossings(edges)))) if len(group) > 1]


def _crossings(edges: Sequence[Edge]) -> dict[Point, set[int]]:
    """Where upright edges meet level ones, and the edges that meet there, by their places in the list."""
    level = sorted((e["top"], i) for i, e in enumerate(edges) if e["orientation"] == "h")
    found: dict[Point, set[int]] = defaultdict(set)
    for n, upright in enumerate(edges):
        if upright["orientation"] == "v":
            x, top, bottom = upright["x0"], upright["top"] - _SNAP, upright["bottom"] + _SNAP
            for y, i in level[bisect_left(level, (top, 0)) : bisect_right(level, (bottom, len(edges)))]:
                if edges[i]["x0"] - _SNAP <= x <= edges[i]["x1"] + _SNAP:
                    found[x, y] |= {n, i}
    return found


def _boxes(lines: Mapping[Point, set[int]]) -> Iterator[BBox]:
    """The smallest box to the right of and below each crossing; looked up by line, since a page may have thousands."""
    across: dict[float, list[float]] = defaultdict(list)
    down: dict[float, list[float]] = defaultdict(list)
    for x, y in sorted(lines):
        across[y].append(x)
        down[x].append(y)
    for x, y in sorted(lines):
        rights = [(right, y) for right in across[y][bisect_right(across[y], x) :]]
        belows = [(x, below) for below in down[x][bisect_right(down[x], y) :]]
        if corner := _corner((x, y), rights, belows, lines):
            yield x, y, *corner


def _corner(
    start: Point, rights: Sequence[Point], belows: Sequence[Point], lines: Mapping[Point, set[int]]
) -> Point | None:
    """The far corner of the smallest box that begins at a crossing."""
    for below in _reached(start, belows, lines):
        for right in _reached(start, rights, lines):
            corner = lines.get((right[0], below[1]))
            if corner and not corner.isdisjoint(lines[right]) and not corner.isdisjoint(lines[below]):
                return right[0], below[1]
    return None


def _reached(start: Point, points: Sequence[Point], lines: Mapping[Point, set[int]]) -> Iterator[Point]:
    """The points one edge leads to; where it stops, what lies behind is not reached."""
    for point in points:
        if lines[start].isdisjoint(lines[point]):
            return
        yield point


def _groups(boxes: Sequence[BBox]) -> list[list[BBox]]:
    """The boxes in groups that share corners, from the top down."""
    at: dict[Point, list[int]] = defaultdict(list)
    for i, (x0, top, x1, bottom) in enumerate(boxes):
        for corner in ((x0, top), (x0, bottom), (x1, top), (x1, bottom)):
            at[corner].append(i)
    seen: set[int] = set()
    groups = []
    for first in range(len(boxes)):
        found = [] if first in seen else [first]
        seen.add(first)
        for i in found:  # grows as neighbours are found
            x0, top, x1, bottom = boxes[i]
            near = {n for c in ((x0, top), (x0, bottom), (x1, top), (x1, bottom)) for n in at[c]} - seen
            seen |= near
            found += sorted(near)
        if found:
            groups.append([boxes[i] for i in sorted(found)])
    return sorted(groups, key=lambda group: min((box[1], box[0]) for box in group))
