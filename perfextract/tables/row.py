"""One row of a table: its name, its place, its time, and its figures in their columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from perfextract import periods
from perfextract.model import Cell, Period, Status
from perfextract.periods import Context
from perfextract.tables import cells
from perfextract.tables.columns import Column, is_time
from perfextract.tables.sheet import Sheet, read
from perfextract.vocabulary import expression

_BARE_TOTAL = expression(r"\W*(?:(?:(?:grand|sub)[\s-]*)?totals?|{total})\W*")
_NUMBER = re.compile(r"^\d{1,3}[.)]?\s+(?=[A-Z%])")  # of the row, in front of its name


class Held(NamedTuple):
    """A figure in its column."""

    column: Column
    cell: Cell
    figure: cells.Figure


@dataclass(frozen=True)
class About:
    """What holds for every row of a table: the report's or section's time, who reports, the heading's judgement."""

    base: Period | None
    authority: str | None = None
    status: Status | None = None
    patterns: Path | None = None
    title: str | None = None


@dataclass(frozen=True)
class Row:
    """One row of a sheet; ``label`` is that of the group of rows it is in."""

    sheet: Sheet
    number: int
    about: About
    label: str | None = None
    named: str | None = None  # what names it instead of its own words: of a row "%" the row above

    def text(self, column: Column | None) -> str:
        """The words in a column; "" where there are none, or no such column."""
        return self.sheet.grid.text(self.number, column.index) if column else ""

    @property
    def whole(self) -> bool:
        """Whether its name says by itself what is measured."""
        named = self.sheet.one("name")
        return named is not None and bool(named.gives.get("whole"))

    @cached_property
    def name(self) -> str:
        """Its name: of a row named in several columns all their words, "Treasury bills, UK Government"."""
        own = _NUMBER.sub("", self.text(self.sheet.one("name")))
        if self.named is not None:
            return self.named
        if self.whole:
            return own
        stub = [self.text(c) for c in self.sheet.columns if c.names]
        return ", ".join(dict.fromkeys(_NUMBER.sub("", text) for text in stub if text))

    @cached_property
    def service(self) -> str | None:
        """What another column says the row belongs to, where its name is whole by itself."""
        group = self.text(self.sheet.one("group")) if self.whole else ""
        return group if group and not any(map(str.isdecimal, group)) else None

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """Its figures in the columns that are for records."""
        return tuple(
            Held(column, cell, figure)
            for column in self.sheet.columns
            if column.figures
            and (cell := self.sheet.grid.at(self.number, column.index))
            and (figure := read(cell.text, self.about.patterns))
        )

    def of(self, role: str) -> list[Held]:
        """Its figures in the columns of a role."""
        return [h for h in self.held if h.column.role == role]

    @cached_property
    def when(self) -> Period | None:
        """The time of the whole row, where a column says it."""
        text = self.text(self.sheet.one("when"))
        marks = periods.find(text) if text else []
        return periods.resolve(marks[0], Context(self.about.base)) if marks else None

    @property
    def nameless(self) -> bool:
        """Whether the row has figures and no words that say of what, in a table whose other rows have."""
        return not self.name and self.sheet.one("name") is not None and bool(self.held)

    @property
    def is_total(self) -> bool:
        """Whether its name says that it sums up others and nothing else."""
        return bool(_BARE_TOTAL.fullmatch(self.name))

    @property
    def is_head(self) -> bool:
        """Whether the row says the heads again, as where a table goes on overleaf."""
        named = self.sheet.one("name")
        own = self.text(named)
        said = bool(own) and named is not None and own.casefold() == named.head.casefold()
        return said and all(is_time(h.cell.text) for h in self.held)

    @property
    def budgeted(self) -> bool:
        """Whether a budget stands beside its figures."""
        return any(h.column.gives.get("label") == "budget" for h in self.of("comparator"))
