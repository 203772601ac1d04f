"""The table beside a theme's statements: the same indicators over several periods, gaps and unlike ones marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from perfextract import calendar_uk as cal
from perfextract.model import EARLIER_KINDS, Period, Record
from perfextract.series import length_of
from perfextract.summary.content import Comparison, Row
from perfextract.summary.figures import figure, financial_years, named
from perfextract.summary.wording import capital

Key = tuple[str, str | None, str | None]  # series, place, unit


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a series for the period that ends on a day, and which report tells it."""

    value: Decimal
    own: bool  # stated for itself, not beside a later value
    reported: date
    document: str
    report: str
    approximate: bool


@dataclass
class Points:
    """The values of all series by the last day of their period, the newest report first."""

    told: dict[Key, dict[date, list[Point]]] = field(default_factory=dict)

    @classmethod
    def of(cls, records: Iterable[Record]) -> Points:
        """The points that records state, also those they state beside their own value."""
        points = cls()
        for r in records:
            if r.series_id is None or r.value is None or r.kind != "actual" or r.period.end is None:
                continue
            points._add(r, r.period.end, r.value, True, r.approximate)
            for c in r.comparators:
                if (
                    c.kind in EARLIER_KINDS
                    and c.value is not None
                    and c.unit == r.unit
                    and _before_as_long(c.period, r.period)
                ):
                    assert c.period is not None and c.period.end is not None
                    points._add(r, c.period.end, c.value, False, c.approximate)
        for ends in points.told.values():
            for said in ends.values():
                said.sort(key=lambda p: (p.reported, p.own, p.document), reverse=True)
        return points

    def _add(self, r: Record, end: date, value: Decimal, own: bool, approximate: bool) -> None:
        document = r.evidence.document
        period = r.report.period
        report = named(period) if period and period.start and period.end else r.report.title or document
        point = Point(value, own, _reported(r), document, report, approximate)
        self.told.setdefault(key_of(r), {}).setdefault(end, []).append(point)

    def later(self, record: Record) -> str | None:
        """What a later report tells instead of a record's value, in a sentence."""
        said = self.at(key_of(record), record.period.end) if record.period.end else []
        if record.value is None or not said or record.approximate or said[0].approximate:
            return None
        newest, told = said[0], _newest(said)
        if newest.reported <= _reported(record) or record.value in told or len(told) > 1:
            return None
        return f"The report for {newest.report} has {figure(newest.value, record.unit)}."

    def at(self, key: Key, end: date) -> list[Point]:
        """What is said of a series for the period that ends on a day, the newest report first."""
        return self.told.get(key, {}).get(end, [])


def _reported(record: Record) -> date:
    """The last day of the period whose report tells a record; of a report without a time, before all others."""
    return (record.report.period.end if record.report.period else None) or date.min


def _newest(said: Sequence[Point]) -> set[Decimal]:
    """The values the newest report tells of one time: several, where it has several figures of such a name."""
    return {p.value for p in said if p.report == said[0].report}


def key_of(record: Record) -> Key:
    """What all values of a row share."""
    return record.series_id or "", record.geography, record.unit


def _before_as_long(one: Period | None, other: Period) -> bool:
    """Whether a period ends before another and is as long, to a few days; without known days it is not."""
    if one is None or not (one.start and one.end and other.start and other.end) or one.end >= other.end:
        return False
    return abs((one.end - one.start).days - (other.end - other.start).days) <= 4


def columns(period: Period, compare: int) -> list[Period]:
    """The asked period and those of the same length before it, the oldest first."""
    assert period.start is not None and period.end is not None
    months = max(1, cal.months_long((period.start, period.end)))
    spans = [cal.shift((period.start, period.end), -months * n) for n in range(compare - 1, -1, -1)]
    return [Period(label=named(Period(start=a, end=b)), start=a, end=b) for a, b in spans]


def head(period: Period) -> str:
    """The head of a column.

    >>> head(Period(start=date(2018, 7, 1), end=date(2018, 9, 30)))
    'Q2 2018/19'
    """
    if period.start and period.end and length_of(period) == "quarter":
        return f"Q{cal.financial_quarter(period.start)} {financial_years(cal.financial_year(period.start))}"
    return capital(named(period))


@dataclass
class Footnotes:
    """The notes below the tables, numbered from 1; the same words have one number."""

    numbers: dict[str, int] = field(default_factory=dict)

    @property
    def texts(self) -> tuple[str, ...]:
        """The notes in their order."""
        return tuple(self.numbers)

    def mark(self, text: str) -> str:
        """The number of a note."""
        return str(self.numbers.setdefault(text, len(self.numbers) + 1))


def comparison(
    theme: str, records: Sequence[tuple[Record, str]], spans: Sequence[Period], points: Points, notes: Footnotes
) -> Comparison | None:
    """The table of a theme's series, each beside its name; None where there is nothing to put in it.

    Series of another time have no values under these columns. Those of another length of time stand last.
    """
    if len(spans) < 2:
        return None
    rows: list[Row] = []
    seen: set[Key] = set()
    for record, name in records:
        told = record.value is not None and record.kind == "actual" and record.series_id is not None
        if not told or record.period.end != spans[-1].end or key_of(record) in seen:
            continue
        seen.add(key_of(record))
        rows.append(_row(record, name, spans, points, notes))
    if not rows:
        return None
    caption = f"{theme}: {named(spans[0])} to {named(spans[-1])}"
    return Comparison(caption, tuple(map(head, spans)), tuple(sorted(rows, key=lambda row: bool(row.unlike))))


def _row(record: Record, name: str, spans: Sequence[Period], points: Points, notes: Footnotes) -> Row:
    target = next((c for c in record.comparators if c.kind == "target" and c.value is not None), None)
    told = figure(target.value, target.unit) if target and target.value is not None else None
    unlike = _unlike(record, spans[-1])
    said = [[] if unlike else points.at(key_of(record), p.end) for p in spans if p.end]
    if len(_newest(said[-1])) > 1:
        said[-1] = [p for p in said[-1] if p.value == record.value]  # that report tells several figures of such a name
    return Row(
        name=capital(name),
        unit=record.unit,
        cells=tuple(figure(p[0].value, record.unit) if p else None for p in said),
        numbers=tuple(p[0].value if p else None for p in said),
        target=told,
        better=record.polarity,
        marks=tuple(_revised(p, record.unit, notes) for p in said),
        unlike=unlike,
    )


def _unlike(record: Record, column: Period) -> str | None:
    """Why a series cannot stand under these columns: its values are of another length of time.

    Rolling years and years so far end with every quarter, and stand under it.
    """
    if length_of(record.period) == length_of(column) or {"rolling", "cumulative"} & set(record.qualifiers):
        return None
    assert record.value is not None
    return f"{figure(record.value, record.unit)} is for {named(record.period)}"


def _revised(said: Sequence[Point], unit: str | None, notes: Footnotes) -> str | None:
    """The number of a footnote where another report says otherwise; one that tells several figures says nothing."""
    exact: dict[str, set[Decimal]] = {}
    for point in said:
        if not point.approximate:
            exact.setdefault(point.report, set()).add(point.value)
    if not said or said[0].approximate or len(exact[said[0].report]) > 1:
        return None
    newest = said[0]
    single = {report: value for report, values in exact.items() if len(values) == 1 for value in values}
    others = {report: value for report, value in single.items() if value != newest.value}
    if not others:
        return None
    told = "; ".join(f"{figure(value, unit)} in the report for {report}" for report, value in others.items())
    return notes.mark(f"{figure(newest.value, unit)} in the report for {newest.report}; {told}.")
