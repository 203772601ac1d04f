"""The comparison as a plain grid, the same for Word and HTML: which columns there are and what their cells say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from perfextract.summary import spark
from perfextract.summary.content import NO_VALUE, Comparison, Row

_BETTER = {"higher": "Higher", "lower": "Lower"}

Kind = Literal["name", "value", "text", "line", "comment"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its words, the numbers of its footnotes, and the line to be drawn in it with what that says in words."""

    text: str
    mark: str | None = None
    line: spark.Levels | None = None
    alternative: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the kind and head of each column, and its rows."""

    kinds: tuple[Kind, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def grid_of(comparison: Comparison) -> Grid:
    """The table of a comparison. Target, "Better is", the line and remarks have a column where a row has one."""
    rows = comparison.rows
    columns: list[tuple[Kind, str, list[Cell]]] = [("name", "Indicator", [Cell(row.name) for row in rows])]
    for i, head in enumerate(comparison.columns):
        columns.append(("value", head, [_value(row, i) for row in rows]))
    if any(row.target for row in rows):
        columns.append(("value", "Target", [Cell(row.target or "") for row in rows]))
    if any(row.better for row in rows):
        columns.append(("text", "Better is", [Cell(_BETTER.get(row.better or "", "")) for row in rows]))
    joined = [comparison.over_time and not row.unlike for row in rows]
    lines = [spark.levels(row.numbers) if may else None for row, may in zip(rows, joined, strict=True)]
    if any(lines):
        told = [_line(row, line, comparison) for row, line in zip(rows, lines, strict=True)]
        columns.append(("line", "Trend", told))
    if any(row.unlike for row in rows):
        columns.append(("comment", "Comments", [Cell(_unlike(row)) for row in rows]))
    kinds, heads, cells = zip(*columns, strict=True)
    return Grid(kinds, heads, tuple(zip(*cells, strict=True)))


def _value(row: Row, i: int) -> Cell:
    text = row.cells[i] if i < len(row.cells) else None
    return Cell(text or NO_VALUE, row.marks[i] if i < len(row.marks) else None)


def _line(row: Row, line: spark.Levels | None, comparison: Comparison) -> Cell:
    return Cell("", line=line, alternative=spark.told(row, comparison.columns)) if line else Cell("")


def _unlike(row: Row) -> str:
    return f"Not comparable: {row.unlike}" if row.unlike else ""
