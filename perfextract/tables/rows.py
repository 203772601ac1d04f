"""Read the rows of a table into statements: which figure is the value, and what the others are to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from perfextract import calendar_uk as cal
from perfextract import periods, rules
from perfextract.model import (
    EARLIER_KINDS,
    Cell,
    Change,
    Comparator,
    ComparatorKind,
    Direction,
    Period,
    Polarity,
    Qualifier,
    Rag,
    Status,
)
from perfextract.periods import Context
from perfextract.reading.comparators import kind_in_time, moved_since, relation, shown_better
from perfextract.reading.statement import Statement
from perfextract.tables import cells
from perfextract.tables.columns import Column, is_time
from perfextract.tables.scales import ONE, Scale, scale_of, scale_of_head
from perfextract.tables.sheet import PLACE_CODE, Sheet, read
from perfextract.vocabulary import expression

_BARE_TOTAL = expression(r"\W*(?:(?:(?:grand|sub)[\s-]*)?totals?|{total})\W*")
_NUMBER = re.compile(r"^\d{1,3}[.)]?\s+(?=[A-Z%])")  # of the row, in front of its name
_MARKS = re.compile(r"[\s*†‡§^▲▼]+$")
_SCALED = re.compile(r"\s*\(\s*(?:in\s+)?(?:thousands|millions|['’]?000s?|£m|£k|£000s?|%)\s*\)", re.IGNORECASE)
_SCALED_HEAD = re.compile(r"\(?\s*£\s?(?:m|k|million|['’]?000s?)?\s*\)?", re.IGNORECASE)
_SHORT = 12  # words of a caption that may stand before a measure
_TO_DATE = expression(r"\b{so far}\b")
_FORECAST = re.compile(r"(?:forecast|projected)\b", re.IGNORECASE)  # "Forecast overspend", under a quarter
_SMALL = 2  # capitals: more make a word an abbreviation


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


def statements(sheet: Sheet, about: About) -> Iterator[tuple[str | None, Statement]]:
    """(the label of the part of the table, statement) for every figure that is a value, row by row."""
    found = list(_by_row(sheet, about))
    yield from _latest_of_each(found) if sheet.one("when") else found


def _by_row(sheet: Sheet, about: About) -> Iterator[tuple[str | None, Statement]]:
    label: str | None = None
    for number in sheet.body:
        found = sheet.grid.row(number)
        if len(found) == 1 and read(found[0].text, about.patterns) is None:
            text = found[0].text.strip()
            label = text if text[:1].isupper() and len(text.split()) <= 10 else label
            continue
        for statement in Row(sheet, number, about).statements():
            yield label, statement


def _latest_of_each(found: list[tuple[str | None, Statement]]) -> Iterator[tuple[str | None, Statement]]:
    """In a table with a row for each indicator and time, the latest row of each, the earlier ones its comparators."""
    runs: dict[tuple[str, str | None, str | None, str], list[tuple[str | None, Statement]]] = {}
    for label, s in found:
        runs.setdefault((s.indicator, s.unit, s.geography, s.kind), []).append((label, s))
    for run in runs.values():
        dated = [s for _, s in run if s.period.end]
        if len(run) == 1 or len({s.period.end for s in dated}) < len(run):
            yield from run
            continue
        label, last = max(run, key=lambda x: x[1].period.end or date.min)
        before = sorted((s for s in dated if s is not last), key=lambda s: s.period.end or date.min)
        earlier = [_as_comparator(s, last, nearest=s is before[-1]) for s in before]
        moved = last.direction or (_moved(last.value, earlier) if last.value is not None else None)
        yield label, replace(last, comparators=(*earlier, *last.comparators), direction=moved)


def _with_counts(found: list[Statement]) -> list[Statement]:
    """The statements of a row; the two counts that a percentage is the share of are taken into it."""
    counts = [s for s in found if s.unit == "count" and s.value is not None]
    for share in [s for s in found if s.unit == "percent" and s.numerator is None and s.value is not None]:
        pair = next(((a, b) for a in counts for b in counts if a is not b and _is_share(share, a, b)), None)
        if pair is not None:
            whole = replace(share, numerator=pair[0].value, denominator=pair[1].value)
            found = [whole if s is share else s for s in found if s not in pair]
            counts = [s for s in counts if s not in pair]
    return found


def _is_share(share: Statement, part: Statement, whole: Statement) -> bool:
    """Whether a percentage is what two counts for the same days make, as far as its digits tell."""
    assert share.value is not None and part.value is not None and whole.value is not None
    if share.period.end != part.period.end or share.period.end != whole.period.end or not 0 < whole.value >= part.value:
        return False
    half = Decimal(1).scaleb(int(share.value.as_tuple().exponent)) / 2
    return abs(100 * part.value / whole.value - share.value) <= half


def _as_comparator(earlier: Statement, last: Statement, nearest: bool) -> Comparator:
    kind = kind_in_time(last.period, earlier.period, None)
    return Comparator(
        kind="earlier_period" if kind == "previous_period" and not nearest else kind,
        value=earlier.value,
        unit=earlier.unit,
        period=earlier.period,
        text=earlier.block.text[earlier.start : earlier.end],
    )


def nameless(sheet: Sheet, about: About) -> str | None:
    """Why some rows give nothing, as a clause: those that have figures and no name; None where there are none."""
    named = sheet.one("name")
    bare = [row for row in sheet.body if named and not sheet.grid.text(row, named.index)]
    rows = [str(row + 1) for row in bare if Row(sheet, row, about).nameless]
    return f"row {', '.join(rows)} holds figures and no words that say of what" if rows else None


class Row:
    """One row of a sheet."""

    def __init__(self, sheet: Sheet, number: int, about: About) -> None:
        self.sheet, self.number, self.about = sheet, number, about
        self.named = sheet.one("name")
        self.name = _NUMBER.sub("", self._text(self.named))
        self.whole = self.named is not None and bool(self.named.gives.get("whole"))
        self.place = sheet.places
        self.when = self._when()
        self.held = [
            Held(column, cell, figure)
            for column in sheet.columns
            if column.figures
            and (cell := sheet.grid.at(number, column.index))
            and (figure := read(cell.text, about.patterns))
        ]

    @property
    def nameless(self) -> bool:
        """Whether the row has figures and no words that say of what, in a table whose other rows have."""
        return not self.name and self.named is not None and bool(self.held)

    def statements(self) -> Iterator[Statement]:
        """The statements of the row, in the order of its columns; counts that make a share of it stand with that."""
        yield from _with_counts(list(self._statements()))

    def _statements(self) -> Iterator[Statement]:
        if self.nameless or _BARE_TOTAL.fullmatch(self.name) or self._is_head():
            return
        for series in dict.fromkeys(map(_series, self._of("value"))):
            group = [h for h in self._of("value") if _series(h) == series]
            currents = self._currents(group)
            for nth, value in enumerate(currents):
                yield self._statement(value, group, currents, first=nth == 0)
        if any(h.column.gives.get("label") == "budget" for h in self._of("comparator")):
            for value in self._of("variance"):
                yield self._variance(value)

    def _when(self) -> Period | None:
        """The time of the whole row, where a column says it."""
        text = self._text(self.sheet.one("when"))
        marks = periods.find(text) if text else []
        return periods.resolve(marks[0], Context(self.about.base)) if marks else None

    def _of(self, role: str) -> list[Held]:
        return [h for h in self.held if h.column.role == role]

    def _text(self, column: Column | None) -> str:
        return self.sheet.grid.text(self.number, column.index) if column else ""

    def _is_head(self) -> bool:
        """Whether the row says the heads again, as where a table goes on overleaf."""
        said = bool(self.name) and self.named is not None and self.name.casefold() == self.named.head.casefold()
        return said and all(is_time(h.cell.text) for h in self.held)

    # ── which figure is the value ────────────────────────────────────────────────────────────────

    def _period(self, column: Column) -> Period:
        """The time of a column: its own, the year so far, or the report's."""
        base = self.about.base
        if column.gives.get("to_date") and base is not None and base.end is not None:
            return _so_far(column, base.end)
        own = column.period or self.when or self.sheet.when
        if own is not None:
            return own
        if base is None or base.end is None:
            return Period(inherited=True)
        return base.model_copy(update={"inherited": True})

    def _end(self, held: Held) -> date:
        """The last day of a column that the report can know."""
        end = self._period(held.column).end or date.min
        base = self.about.base.end if self.about.base else None
        started = self._period(held.column).start or date.min
        return min(end, base) if base and started <= base and end > base else end

    def _currents(self, group: list[Held]) -> list[Held]:
        """The latest figure of each length of time that is up to date: a quarter's, and the year's to the same day."""
        base = self.about.base.end if self.about.base else None
        known = [h for h in group if base is None or (self._period(h.column).start or date.min) <= base] or group
        latest = max(map(self._end, known), default=date.min)
        chosen: dict[int, Held] = {}
        for h in known:
            if self._end(h) == latest:
                chosen.setdefault(self._length(h), h)
                if h.column.gives.get("role") == "value":
                    chosen[self._length(h)] = h  # "Actual" before a bare "Q2"
        return list(chosen.values())

    def _length(self, held: Held) -> int:
        period = self._period(held.column)
        return cal.months_long((period.start, period.end)) if period.start and period.end else 0

    # ── what it says ─────────────────────────────────────────────────────────────────────────────

    def _statement(self, value: Held, group: list[Held], currents: list[Held], first: bool) -> Statement:
        scale = self._scale(value)
        period = self._period(value.column)
        comparators = [*self._earlier(value, group, currents, scale, first), *self._beside(value, scale)]
        amount, unit = _scaled(value.figure, scale)
        told = self._change(value, unit) if first else None
        return replace(
            self._bare(value, amount, unit, self._indicator(self._measure(value))),
            period=period,
            numerator=value.figure.count or self._count("numerator"),
            denominator=self._count("denominator"),
            geography=value.column.measure if value.column.gives.get("place") else self._geography(),
            direction=_moved(amount, comparators) or (told.direction if told else None),
            change=told,
            comparators=tuple(_related(c, amount) for c in comparators),
            rag=self._rag(value),
            polarity=self._polarity() or shown_better(comparators),
            kind="forecast" if _FORECAST.match(self.name) else value.column.gives.get("kind", "actual"),
        )

    def _bare(self, value: Held, amount: Decimal, unit: str, indicator: str) -> Statement:
        block, cell, q = self.sheet.block, value.cell, value.figure.q
        line = (block.text.rfind("\n", 0, cell.start) + 1, block.text.find("\n", cell.end))
        return Statement(
            block=block,
            start=cell.start + q.start,
            end=cell.start + q.end,
            sentence=(line[0], line[1] if line[1] >= 0 else len(block.text)),
            indicator=indicator,
            period=Period(),
            value=amount,
            unit=unit,
            upper=value.figure.q.upper,
            bound=value.figure.bound,
            qualifiers=self._qualifiers(value),
            status=self.about.status,
            source="table",
            garbled=(q.garbled,) if q.garbled else (),
        )

    def _variance(self, value: Held) -> Statement:
        """The gap between a budget and what was spent is a record of its own."""
        amount, unit = _scaled(value.figure, self._scale(value))
        amount = -abs(amount) if _signed(value) < 0 else amount
        spent = self._of("value")
        main = next((h for h in spent if h.column.gives and not h.column.gives.get("to_date")), (*spent, value)[0])
        return replace(
            self._bare(value, amount, unit, self._indicator("variance")),
            period=self._period(main.column),
            geography=self._geography(),
            kind=main.column.gives.get("kind", "actual"),
        )

    def _scale(self, held: Held) -> Scale:
        """The unit and factor of the row's bare figures."""
        unit, factor = scale_of_head(self._text(self.sheet.one("unit")), held.column.head)
        if unit is None:
            unit, factor = scale_of([self.name, self.sheet.scale, self._over_names()])
        stated = [h.figure.q.unit for h in self.held if h.figure.q.unit_stated and self._of_series(h, held)]
        if unit or (stated and held.column.role != "variance"):
            return (unit, factor) if unit else (stated[0], ONE)
        if self.whole:
            return None, ONE
        below = self.sheet.stated(held.column, self.about.patterns)
        return (below, ONE) if below else scale_of([self.sheet.caption])

    def _over_names(self) -> str:
        """The head of the rows' names, where it tells more than that: "% of schools judged good"."""
        return self.named.head if self.named and not self.named.gives else ""

    def _of_series(self, held: Held, value: Held) -> bool:
        """Whether a figure is of the same series as a value, or compared with it."""
        if held.column.role == "comparator":
            return self._owner(held) == _series(value)
        return held.column.role == "earlier" or (held.column.role == "value" and _series(held) == _series(value))

    def _indicator(self, measure: str) -> str:
        """What is measured: by the row's name, by the column, or by the words over the table, whatever tells."""
        name = _SCALED.sub("", _MARKS.sub("", self.name)).strip(" :–-")
        caption = _SCALED.sub("", self.sheet.caption).strip(" :–-.")
        measure = measure if _is_abbreviation(measure) else measure[:1].lower() + measure[1:]
        if self.place:
            over = caption if len(caption.split()) <= _SHORT or not measure else ""
            return ": ".join(filter(None, (over, measure))) or name
        if self.whole or measure or not caption:
            return ": ".join(filter(None, (name or caption, measure)))
        return f"{caption}: {name}" if name else caption

    def _measure(self, value: Held) -> str:
        return "" if value.column.gives.get("place") else value.column.measure or self._spent(value)

    def _spent(self, value: Held) -> str:
        """Beside a budget: whether the value is the outturn or a forecast; else ""."""
        if not any(h.column.gives.get("label") == "budget" for h in self._of("comparator")):
            return ""
        return _SCALED_HEAD.sub("", value.column.head).strip()

    def _geography(self) -> str | None:
        """The place of a row in a table of places, where it is not the authority that reports."""
        name = PLACE_CODE.sub("", _MARKS.sub("", self.name))
        own = self.about.authority or ""
        return name if self.place and name and not own.casefold().startswith(name.casefold()) else None

    def _qualifiers(self, value: Held) -> tuple[Qualifier, ...]:
        marks = rules.load("qualifier", self.about.patterns).find(f"{self.name} | {value.column.head}")
        said = [m.gives["qualifier"] for m in marks if m.gives.get("qualifier") not in (None, "planned")]
        noted = [value.figure.qualifier] if value.figure.qualifier else []
        return tuple(dict.fromkeys([*said, *noted]))

    def _count(self, role: str) -> Decimal | None:
        return next((h.figure.q.value for h in self._of(role)), None)

    def _polarity(self) -> Polarity | None:
        column = self.sheet.one("polarity")
        said = cells.better(self._text(column)) if column else None
        return said or cells.said_better(self.name)

    def _rag(self, value: Held) -> Rag | None:
        """The rating in the status cell of the value's time, by word, letter or colour; else its own cell's colour."""
        columns = [c for c in self.sheet.columns if c.role == "status"]
        for column in sorted(columns, key=lambda c: c.period is not None and c.period != value.column.period):
            cell = self.sheet.grid.at(self.number, column.index)
            said = cell and (cells.rating(cell.text) or cells.colour(cell.fill))
            if said:
                return said
        fills = {c.fill for c in self.sheet.grid.row(self.number)}
        return cells.colour(value.cell.fill) if len(fills) > 1 else None

    # ── what it is compared with ─────────────────────────────────────────────────────────────────

    def _earlier(
        self, value: Held, group: list[Held], currents: list[Held], scale: Scale, first: bool
    ) -> Iterator[Comparator]:
        """The earlier figures of the same measure; where two lengths of time are up to date, to each its own."""
        period, lengths = self._period(value.column), {self._length(h) for h in currents}
        before = [
            h
            for h in group
            if h not in currents
            and self._end(h) < self._end(value)
            and (self._length(h) == self._length(value) or (first and self._length(h) not in lengths))
        ]
        last = max(map(self._end, before), default=date.min)
        for h in before:
            then = self._period(h.column)
            kind = kind_in_time(period, then, None)
            if kind == "previous_period" and self._end(h) < last:
                kind = "earlier_period"  # of monthly figures only the last one
            yield self._comparator(h, scale, {"kind": kind}, then)
        if first:
            for h in self._of("earlier"):
                yield self._comparator(h, scale, h.column.gives, h.column.period)

    def _beside(self, value: Held, scale: Scale) -> Iterator[Comparator]:
        """Targets, floors and benchmarks: of several of one kind the one for the value's time."""
        owned = [h for h in self._of("comparator") if self._owner(h) == _series(value)]
        if not value.column.gives.get("to_date") and any(c.gives.get("to_date") for c in self.sheet.columns):
            owned = [h for h in owned if not _TO_DATE.search(h.column.head)]  # that target is for the year so far
        for name in dict.fromkeys(_standard(h.column) for h in owned):
            same = sorted(
                (h for h in owned if _standard(h.column) == name), key=lambda h: self._distance(h.column, value.column)
            )
            lengths = set()
            for h in same:  # of a quarter's and a year's target both; of three years' the nearest
                length = self._length(h) if h.column.period else 0
                if h is same[0] or (length not in lengths and not self._is_past(h.column, value.column)):
                    lengths.add(length)
                    yield self._comparator(h, scale, h.column.gives, h.column.period)

    def _is_past(self, column: Column, value: Column) -> bool:
        mine, its = self._period(value), column.period
        return bool(its and its.end and mine.end and its.end < mine.end)

    def _owner(self, held: Held) -> tuple[str, str | None] | None:
        """The measure a comparator is of: of those in its unit the nearest before its column, else the next.

        A budget is for the whole year: its forecast or outturn is compared with it, not what is spent so far.
        """
        column, q = held.column, held.figure.q
        values = [h for h in self._of("value") if column.measure in ("", h.column.measure)]
        if column.gives.get("label") == "budget":
            values = [h for h in values if h.column.gives and not h.column.gives.get("to_date")] or values
        if q.unit_stated:
            values = [h for h in values if h.figure.q.unit_stated and h.figure.q.unit == q.unit] or values
        before = [h for h in values if h.column.index < column.index]
        near = before[-1] if before else values[0] if values else None
        return _series(near) if near else None

    def _distance(self, column: Column, value: Column) -> int:
        mine, its = self._period(value), column.period
        if its is None:
            return 2 - bool(value.gives.get("to_date") and _TO_DATE.search(column.head))
        if (its.start, its.end) == (mine.start, mine.end):
            return 0
        held = its.start and its.end and mine.start and mine.end and its.start <= mine.start and mine.end <= its.end
        return 1 if held else 3

    def _comparator(self, held: Held, scale: Scale, gives: dict[str, str], period: Period | None) -> Comparator:
        amount, unit = _scaled(held.figure, scale)
        return Comparator(
            kind=gives["kind"],  # type: ignore[arg-type]
            label=gives.get("label"),
            value=amount,
            unit=unit,
            period=period,
            approximate=held.figure.bound == "about",
            text=held.cell.text.strip(),
        )

    def _change(self, value: Held, unit: str) -> Change | None:
        """How much the value moved, as a column of changes says."""
        for h in self._of("change"):
            amount = _signed(h)
            percent = h.figure.q.unit == "percent" or "%" in h.column.head or "cent" in h.column.head.lower()
            moved: Direction = "up" if amount > 0 else "down" if amount < 0 else "stable"
            own = "percentage_points" if unit == "percent" else unit
            yearly = re.search(r"\byear\b", h.column.head, re.I) and self._length(value) < 12
            since: ComparatorKind = "same_period_last_year" if yearly else "previous_period"
            return Change(amount=abs(amount), unit="percent" if percent else own, direction=moved, since=since)
        return None


def _so_far(column: Column, end: date) -> Period:
    """The financial year up to the report's day: this one, or an earlier one up to the same day."""
    year = cal.financial_year(end)
    of = cal.financial_year(column.period.start) if column.period and column.period.start else year
    end = cal.add_months(end, 12 * (of - year))
    return Period(label=column.head, start=date(of, 4, 1), end=end)


def _series(held: Held) -> tuple[str, str | None]:
    """What makes figures of different times one series: the same measure, and all actual or all forecast."""
    return held.column.measure, held.column.gives.get("kind")


def _standard(column: Column) -> tuple[str, str]:
    """What a column of targets or benchmarks is called: "Original budget" and "Revised budget" stay two."""
    kind = column.gives["kind"]
    return kind, column.head if kind == "other" else ""


def _signed(held: Held) -> Decimal:
    """A change as its cell writes it: brackets round a whole cell are a minus."""
    amount = held.figure.q.value
    return -abs(amount) if re.fullmatch(r"\s*\([^()]+\)\s*", held.cell.text) else amount


def _is_abbreviation(words: str) -> bool:
    return sum(c.isupper() for c in words.split(" ")[0]) >= _SMALL if words else False


def _scaled(figure: cells.Figure, scale: Scale) -> tuple[Decimal, str]:
    """The amount and unit of a figure: its own unit, else that of the row, times the factor told for bare figures."""
    unit, factor = scale
    q = figure.q
    if not q.unit_stated:
        return q.value * factor, unit or q.unit
    bare_pounds = q.unit == "GBP" == unit and not re.search(r"[a-zA-Z]\s*\)?$", q.text)
    return (q.value * factor if bare_pounds else q.value), q.unit


def _related(comparator: Comparator, value: Decimal) -> Comparator:
    """A target or benchmark with how the value stands to it."""
    if comparator.kind in EARLIER_KINDS or comparator.value is None:
        return comparator
    return comparator.model_copy(update={"relation": relation(value, comparator.value)})


def _moved(value: Decimal, comparators: Sequence[Comparator]) -> Direction | None:
    """Which way the value moved since the nearest earlier figure, of several of one kind the latest."""
    return moved_since(value, sorted(comparators, key=_last_day, reverse=True))


def _last_day(comparator: Comparator) -> date:
    return (comparator.period and comparator.period.end) or date.min
