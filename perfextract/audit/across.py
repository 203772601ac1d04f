"""Checks across the reports of a dataset: one series, told by one report after another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from perfextract import calendar_uk as cal
from perfextract.audit.passage import finding
from perfextract.audit.printed import printed
from perfextract.audit.twice import RESTATED, restatement
from perfextract.model import EARLIER_KINDS, Comparator, Finding, Record
from perfextract.series import words_of
from perfextract.vocabulary import spelt

SeriesOf = Callable[[Record], str | None]


@dataclass(frozen=True, slots=True)
class Told:
    """What one report says an indicator was in some period: as a value, or as an earlier figure of one."""

    record: Record
    value: Decimal
    text: str
    start: date | None
    end: date | None
    earlier: Comparator | None = None

    @property
    def report(self) -> str:
        return self.record.report.title or self.record.evidence.document

    @property
    def published(self) -> date:
        """When the report stands in the order of reports."""
        period = self.record.report.period
        return (period and period.end) or self.record.period.end or date.max


def series_id(record: Record) -> str | None:
    return record.series_id


def told(records: Sequence[Record], series: SeriesOf = series_id) -> dict[tuple[str, str | None], list[Told]]:
    """What is said of every series, in the order of the reports."""
    found: dict[tuple[str, str | None], list[Told]] = {}
    for r in records:
        key = series(r)
        if key is None or r.value is None or r.kind != "actual" or r.approximate or r.bound:
            continue
        said = found.setdefault((key, r.unit), [])
        said.append(_as_told(r))
        for c in r.comparators:
            if c.kind in EARLIER_KINDS and c.value is not None and c.unit == r.unit and not c.approximate:
                start, end = (c.period.start, c.period.end) if c.period else (None, None)
                said.append(Told(r, c.value, c.text or str(c.value), start, end, c))
    for line in found.values():
        line.sort(key=lambda t: (t.published, t.earlier is not None))
    return found


def _differ(a: Told, b: Told) -> bool:
    """Whether two figures cannot be one value, however they were rounded."""
    one, other = printed(a.value, a.text), printed(b.value, b.text)
    return one.over(other) or other.over(one)


def _one_time(a: Told, b: Told) -> bool:
    return a.end is not None and cal.one_time((a.start, a.end), (b.start, b.end))


def revision(records: Sequence[Record], series: SeriesOf = series_id) -> Iterator[Finding]:
    """A later report gives another value for a period than the report of that period did."""
    seen: set[tuple[str, Decimal]] = set()
    for later, first in (*_in_series(records, series), *_restated(records)):
        if (first.record.id, later.value) not in seen:
            seen.add((first.record.id, later.value))
            message = (
                f"'{first.record.indicator}'{_time(first)} is {later.text} in {later.report}, "
                f"and was {first.text} in {first.report}."
            )
            yield finding(
                "revision",
                message,
                later.record,
                first.record,
                severity="note" if _said_so(later.record) else "warning",
            )


def _in_series(records: Sequence[Record], series: SeriesOf) -> Iterator[tuple[Told, Told]]:
    """What a later report says, and what the report of the period itself said otherwise."""
    for said in told(records, series).values():
        firsts = [t for t in said if t.earlier is None]
        for later in said:
            first = _first(later, firsts)
            if first is not None:
                yield later, first


def _first(later: Told, firsts: Sequence[Told]) -> Told | None:
    """The figure that ``later`` revises: of the report of its period."""
    before = [t for t in firsts if t.published < later.published]
    if later.end is not None:
        same = [t for t in before if _one_time(t, later)]
        told_as_one = all(not _differ(same[-1], t) for t in same)
        return same[-1] if same and told_as_one and _differ(same[-1], later) else None
    return _unsaid(later, before)


_UNTIMED = spelt(r"\b(?:from|to)\s+{}(?!\s*(?:\([^)]*\)\s*)?{time follows}\b)")
_NEAR = Decimal("0.1")


def _unsaid(later: Told, before: Sequence[Told]) -> Told | None:
    """ "from 1,775 to 1,846", without a time: what the report just before said of its period.

    Only a figure near that one is taken for a revision of it; another one may be of any earlier time.
    """
    if not before or later.earlier is None or any(not _differ(t, later) for t in before):
        return None
    if not re.search(_UNTIMED.format(re.escape(later.text)), later.record.evidence.text, re.I):
        return None
    last = before[-1]
    months = cal.months_apart(last.published, later.published)
    near = abs(last.value - later.value) <= abs(last.value) * _NEAR
    return last if near and 0 < months <= 3 and last.end == last.published else None


def _restated(records: Sequence[Record]) -> Iterator[tuple[Told, Told]]:
    """ "The March figure has been restated as 872 (861 was published)": the report before that has 861."""
    whole = [_as_told(r) for r in records if r.value is not None]
    for later in whole:
        old = next(
            (restatement(f.evidence.text) for f in later.record.audit if f.code == RESTATED and f.evidence), None
        )
        if old is None or later.value != old[1]:
            continue
        before = [
            t
            for t in whole
            if t.published < later.published
            and (t.value, t.record.unit) == (old[0], later.record.unit)
            and len({t.record.authority, later.record.authority} - {None}) < 2
        ]
        latest = [t for t in before if t.published == max(b.published for b in before)]
        alike = [t for t in latest if _share_words(t.record, later.record)]
        # The same report may be there as Word and as PDF, and may tell the figure in a table and in prose.
        each = latest if _once_a_document(latest) else alike
        if len({t.report for t in each}) == 1 and (_once_a_document(each) or _of_one_time(each)):
            yield later, each[0]


def _once_a_document(said: Sequence[Told]) -> bool:
    return len({t.record.evidence.document for t in said}) == len(said)


def _of_one_time(said: Sequence[Told]) -> bool:
    return all(_one_time(said[0], t) for t in said)


def _share_words(a: Record, b: Record) -> bool:
    return bool(set(words_of(a.indicator).split()) & set(words_of(b.indicator).split()))


def _as_told(r: Record) -> Told:
    assert r.value is not None
    return Told(r, r.value, r.value_text or str(r.value), r.period.start, r.period.end)


def _said_so(r: Record) -> bool:
    """Whether a report itself says that it restates a figure."""
    return any(f.code == RESTATED for f in r.audit)


def _time(t: Told) -> str:
    if t.start is None or t.end is None:
        return ""
    return f" at {t.end}" if t.start == t.end else f" for {t.start} to {t.end}"


FEWEST = 4
TIMES = 8


def implausible_jump(records: Sequence[Record], series: SeriesOf = series_id) -> Iterator[Finding]:
    """A value eight times what its series shows before and after, or an eighth, may be in another unit or mistyped."""
    for said in told(records, series).values():
        points = {(t.start, t.end): t for t in said if t.earlier is None and t.value > 0 and t.end is not None}
        line = sorted(points.values(), key=lambda t: t.end or date.min)
        if len(line) < FEWEST:
            continue
        usual = Decimal(median(t.value for t in line))
        for here in line:
            others = [t for t in line if t is not here]
            far = here.value >= TIMES * usual or here.value * TIMES <= usual
            steady = max(t.value for t in others) <= 3 * min(t.value for t in others)
            if far and steady and max(here.value, usual) >= 10:
                message = (
                    f"'{here.record.indicator}' is {here.text}{_time(here)}, where the series is else about {usual:,f}."
                )
                yield finding("implausible_jump", message, here.record)
