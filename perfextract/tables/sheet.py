"""A table made ready for reading: which way it lies, its heads and columns; or why it cannot be understood."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from perfextract import calendar_uk as cal
from perfextract import periods
from perfextract.model import Block, Period
from perfextract.periods import Context
from perfextract.tables import cells
from perfextract.tables.ages import aged, are_ages
from perfextract.tables.columns import Column, columns_of, is_time, role_of
from perfextract.tables.grid import Grid, Parts, grid_of, head_of, parts_of
from perfextract.tables.heads import Heads
from perfextract.tables.places import is_known_place
from perfextract.vocabulary import expression

_MOST = 0.6  # of a table's first column
_ENOUGH = 3  # rows of a card
NUMBERED = re.compile(r"^(?:Table|Figure)\s+\d+(?:\.\d+)*(?:[a-z]\b)?\s*[:.,–-]?\s*", re.IGNORECASE)
_OF_PLACES = expression(r"\b{district}\s*$")  # "Highest Wards"
_BY_PLACES = expression(r"\bby\s+(?:\w+\s+)?{district}\b")
MEASURING = expression(r"\b(?:{measure}|count|prevalence|per\s+1)|%")


class Over(NamedTuple):
    """The words over a table: what it measures, and the scale of its figures ("" where they do not say)."""

    caption: str
    scale: str = ""
    title: str = ""  # of the report
    measures: bool = False  # whether these words name what is measured, rather than the subject of the section


@dataclass(frozen=True, eq=False)
class Sheet:
    """A table that can be read row by row: its block, the words over it, its grid, columns and the rows below them."""

    block: Block
    caption: str
    grid: Grid
    columns: tuple[Column, ...]
    body: range
    places: bool = False  # whether its rows are places
    when: Period | None = None  # the time its caption says
    scale: str = ""  # words over it that tell the scale of all its figures: "All figures in £m"
    ages: bool = False  # whether its rows are ages
    captioned: bool = False  # whether its caption says what all its figures measure
    every_cell: bool = False  # whether every cell is a record of its own place, or age, and time

    def one(self, role: str) -> Column | None:
        """The first column of a role."""
        return _first(self.columns, role)

    def stated(self, column: Column, patterns: Path | None) -> str | None:
        """The unit that figures of a column give themselves, where others of it are bare."""
        return _stated(self, column.index, patterns)


def _first(columns: Iterable[Column], role: str) -> Column | None:
    return next((c for c in columns if c.role == role), None)


@lru_cache(maxsize=256)
def _stated(sheet: Sheet, col: int, patterns: Path | None) -> str | None:
    figures = (read(sheet.grid.text(row, col), patterns) for row in sheet.body)
    units = Counter(f.q.unit for f in figures if f and f.q.unit_stated)
    return units.most_common(1)[0][0] if units else None


class NotUnderstood(Exception):
    """A table with figures that nothing can be made of; the message says why, as a clause."""


def sheet_of(
    block: Block,
    over: Over,
    base: Period | None,
    authority: str | None,
    patterns: Path | None,
    before: Sheet | None = None,
) -> Sheet | None:
    """The table of a block; None where it holds no figures for records, such as a legend or a risk register.

    ``before`` is a table that stands directly above: a table without heads goes on with its columns.
    Raises NotUnderstood where there are figures and no telling what they are.
    """
    assert block.table is not None
    grid = grid_of(block.table)
    declared = block.table.header_rows
    parts = parts_of(
        grid, declared, lambda text: _is_plain_figure(text, patterns), lambda text: _is_head(text, patterns)
    )
    caption = NUMBERED.sub("", parts.caption)
    if is_time(caption) or (MEASURING.search(over.caption) and not MEASURING.search(caption)):
        caption = f"{caption} {over.caption}".strip() if is_time(caption) else over.caption
    caption = caption or over.caption
    heads = Heads(
        caption, Context(base), authority, patterns, lambda text: read(text, patterns) is not None, over.title
    )
    if not _has_figures(grid, parts, patterns):
        _check_silence(grid, parts, patterns)
        return None
    if not parts.heads:
        return _without_heads(block, grid, parts, heads, over, before)
    grid, parts = _stacked(grid, parts)
    lies_across = _lies_across(grid, parts, heads)
    if lies_across:
        grid, parts = _turned(grid, parts)
    columns = columns_of(grid, parts, heads)
    said = periods.find(caption)
    named = _first(columns, "name")
    when = periods.resolve(said[0], heads.context) if len(said) == 1 else named.period if named else None
    if _first(columns, "aside") or _is_tally(columns):
        return None
    _check(columns, named, parts)
    places = _has_places(columns, named, grid, parts, heads)
    ages = are_ages([_name(grid, row, columns) for row in parts.body])
    listed = lies_across and len(parts.body) > 1 and not _has_roles(grid, parts, heads)
    every = listed or ((places or ages) and _is_grid(columns))
    captioned = over.measures and caption == over.caption
    return Sheet(block, caption, grid, tuple(columns), parts.body, places, when, over.scale, ages, captioned, every)


def _name(grid: Grid, row: int, columns: Sequence[Column]) -> str:
    """The words of a row in all columns that name it."""
    return ", ".join(dict.fromkeys(text for c in columns if c.names and (text := grid.text(row, c.index))))


def _has_roles(grid: Grid, parts: Parts, heads: Heads) -> bool:
    """Whether a row is named by what it is for, "Actual" or "Target", rather than by what it measures."""
    return any(role_of(grid.text(row, 0), heads.patterns)[0] is not None for row in parts.body)


def _is_grid(columns: Sequence[Column]) -> bool:
    """Whether the columns are years of one measure, none of them the latest: then earlier years are no comparators."""
    if any(c.role in ("earlier", "comparator", "change", "variance") for c in columns):
        return False
    values = [c for c in columns if c.role == "value"]
    years = {(c.period.start, c.period.end) for c in values if c.period and c.period.start and c.period.end}
    yearly = all(cal.months_long(span) >= 12 for span in years)
    bare = all(c.period and not c.gives for c in values)
    return len(years) > 1 and bare and yearly


def _has_places(columns: Sequence[Column], named: Column | None, grid: Grid, parts: Parts, heads: Heads) -> bool:
    """Whether the rows are places: a head or caption says so, or one of them is England, a region or the authority."""
    if named is None or named.gives.get("whole") or named.gives.get("place"):
        return bool(named and named.gives.get("place"))
    over_columns = any(c.gives.get("place") for c in columns if c.role == "value")
    if not over_columns and (_OF_PLACES.search(named.head) or _BY_PLACES.search(heads.caption)):
        return True
    names = [text for row in parts.body if (text := grid.text(row, named.index))]
    return any(is_known_place(name, heads) for name in names)


@lru_cache(maxsize=4096)  # a figure is looked at for its column's role and again for its row
def read(text: str, patterns: Path | None) -> cells.Figure | None:
    """The figure a cell holds."""
    return cells.figure(text, patterns)


def _is_plain_figure(text: str, patterns: Path | None) -> bool:
    """A figure that is no head: "2016" and "5 year average" may stand over a column."""
    named = is_time(text) or bool(aged(text)) or role_of(text, patterns)[0] is not None
    return not named and read(text, patterns) is not None


def _is_head(text: str, patterns: Path | None) -> bool:
    """Whether a cell holds the words of a head: a time, or what a column is for."""
    return is_time(text) or bool(aged(text)) or role_of(text, patterns)[0] is not None


def _has_figures(grid: Grid, parts: Parts, patterns: Path | None) -> bool:
    """Whether a body cell beyond the first of its row is a figure."""
    return any(
        read(cell.text, patterns) is not None
        for row in parts.body
        for cell in (grid.row(row) if not parts.heads else grid.row(row)[1:] or grid.row(row))
    )


def _without_heads(
    block: Block, grid: Grid, parts: Parts, heads: Heads, over: Over, before: Sheet | None
) -> Sheet | None:
    """A table that goes on with the columns of the one above, or a card whose heads stand down its side."""
    if before is not None and before.grid.cols == grid.cols:
        return replace(before, block=block, grid=grid, body=parts.body)
    side = [grid.text(row, 0) for row in parts.body]
    known = sum(role_of(text, heads.patterns)[0] is not None for text in side)
    if grid.cols == 2 and len(side) >= _ENOUGH and known >= _MOST * len(side):
        turned = grid.turned()
        across = Parts(parts.caption, (0,), range(1, 2))
        columns = columns_of(turned, across, heads)
        if _first(columns, "value"):
            return Sheet(block, heads.caption, turned, tuple(columns), across.body)
    if _is_labelled(grid, parts, heads) and over.caption:
        named = {} if over.measures else {"whole": True}
        labelled = (Column(0, "", "name", named), Column(1, "", "value"))
        said = periods.find(over.caption)
        when = periods.resolve(said[0], heads.context) if said else None
        return Sheet(block, over.caption, grid, labelled, parts.body, when=when, scale=over.scale)
    raise NotUnderstood("no row of headings stands over its figures")


def _is_labelled(grid: Grid, parts: Parts, heads: Heads) -> bool:
    """Whether a table without heads is a list of labels, each with its figure."""
    if grid.cols != 2 or len(parts.body) < 2:
        return False
    told = [heads.is_figure(grid.text(row, 1)) and _WORDED.search(grid.text(row, 0)) for row in parts.body]
    return all(told)


_WORDED = re.compile(r"[^\W\d_]{3}")


def _stacked(grid: Grid, parts: Parts) -> tuple[Grid, Parts]:
    """A table that stands in two halves side by side, with the right half put below the left."""
    half = grid.cols // 2
    over = [head_of(grid, parts.heads, col) for col in range(grid.cols)]
    if grid.cols < 4 or grid.cols % 2 or over[1:half] != over[half + 1 :] or len(set(over[1:half])) < half - 1:
        return grid, parts
    below = len(parts.body)
    left = {(row, col): cell for (row, col), cell in grid.places.items() if col < half}
    moved = ((row + below, col - half, c) for (row, col), c in grid.places.items() if col >= half and row in parts.body)
    places = {**left, **{(row, col): cell for row, col, cell in moved}}
    stacked = Grid(grid.rows + below, half, places)
    return stacked, Parts(parts.caption, parts.heads, range(parts.body.start, stacked.rows))


def _lies_across(grid: Grid, parts: Parts, heads: Heads) -> bool:
    """Whether the times stand down the side and the measures over the columns."""
    if grid.cols < 2 or len(parts.body) < 2:
        return False
    side = [text for row in parts.body if (text := grid.text(row, 0))]
    over = [grid.text(row, col) for row in parts.heads for col in range(1, grid.cols)]
    timed = sum(map(is_time, side)) > _MOST * len(side)
    return timed and len(side) >= _MOST * len(parts.body) and not any(periods.find(text) for text in over)


def _turned(grid: Grid, parts: Parts) -> tuple[Grid, Parts]:
    """The heads and the body, without the caption, with rows as columns."""
    first = parts.heads[0]
    kept = Grid(
        grid.rows - first, grid.cols, {(r - first, c): cell for (r, c), cell in grid.places.items() if r >= first}
    )
    turned = kept.turned()
    return turned, Parts(parts.caption, (0,), range(1, turned.rows))


def _is_tally(columns: list[Column]) -> bool:
    """Whether the columns count ratings ("Green | Amber | Red"): a tally is about the report."""
    return sum(cells.rating(c.head) is not None and not re.search(r"rag|rating", c.head, re.I) for c in columns) >= 2


def _check_silence(grid: Grid, parts: Parts, patterns: Path | None) -> None:
    """Raises NotUnderstood where cells hold numbers, but none alone, so that no figure could be taken from them."""
    worded = [cell.text for row in parts.body for cell in grid.row(row)]
    numbers = [text for text in worded if _holds_figures(text) and not aged(text)]
    aside = any(role_of(grid.text(row, col), patterns)[0] == "aside" for row in parts.heads for col in range(grid.cols))
    if len(numbers) >= _MANY_FIGURES and not aside:
        raise NotUnderstood("its cells hold several figures each, or figures among words")


def _holds_figures(text: str) -> bool:
    """Whether a cell holds a number that no date, time or label is made of."""
    return len(re.findall(r"(?<![\w/])\d[\d,.]*%?(?![\w/])", periods.without(text))) > 1 or "%" in text or "£" in text


_MANY_FIGURES = 3


def _check(columns: list[Column], named: Column | None, parts: Parts) -> None:
    nameless = _first(columns, "unknown")
    if nameless is not None:
        raise NotUnderstood(f"column {nameless.index + 1} holds figures and has no heading")
    if _first(columns, "value") and named is None and len(parts.body) > 1:
        raise NotUnderstood("no column names what its rows are")
