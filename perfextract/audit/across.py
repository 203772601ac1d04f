"""Checks across the reports of a dataset: one series, told by one report after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from perfextract.audit.passage import ids
from perfextract.audit.printed import printed
from perfextract.model import EARLIER_KINDS, Comparator, Finding, Record

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
        told = found.setdefault((key, r.unit), [])
        told.append(Told(r, r.value, r.value_text or str(r.value), r.period.start, r.period.end))
        for c in r.comparators:
            if c.kind in EARLIER_KINDS and c.value is not None and c.unit == r.unit and not c.approximate:
                start, end = (c.period.start, c.period.end) if c.period else (None, None)
                told.append(Told(r, c.value, c.text or str(c.value), start, end, c))
    for said in found.values():
        said.sort(key=lambda t: (t.published, t.earlier is not None))
    return found


def _differ(a: Told, b: Told) -> bool:
    """Whether two figures cannot be one value, however they were rounded."""
    one, other = printed(a.value, a.text), printed(b.value, b.text)
    return one.over(other) or other.over(one)


def _one_time(a: Told, b: Told) -> bool:
    if a.end is None or a.end != b.end:
        return False
    return a.start == b.start or a.start == a.end or b.start == b.end


def revision(records: Sequence[Record], series: SeriesOf = series_id) -> Iterator[Finding]:
    """A later report gives another value for a period than the report of that period did."""
    for said in told(records, series).values():
        firsts = [t for t in said if t.earlier is None]
        seen: set[tuple[str, date | None, Decimal]] = set()
        for later in said:
            first = _first(later, firsts)
            if first is None:
                continue
            key = (later.record.evidence.sha256, first.end, later.value)
            if key in seen:
                continue
            seen.add(key)
            yield Finding(
                code="revision",
                message=(
                    f"'{later.record.indicator}' for {_time(first)} is {_figure(later)} in {later.report}, "
                    f"and was {_figure(first)} in {first.report}."
                ),
                record_ids=ids([later.record, first.record]),
                evidence=later.record.evidence,
            )


def _first(later: Told, firsts: Sequence[Told]) -> Told | None:
    """The figure that ``later`` revises: of the report of its period, where no report before agrees with it."""
    before = [t for t in firsts if t.published < later.published and t.record.evidence.sha256 != later.record.evidence.sha256]
    if later.end is not None:
        same = [t for t in before if _one_time(t, later)]
        return same[-1] if same and _differ(same[-1], later) else None
    return _unsaid(later, before)


def _unsaid(later: Told, before: Sequence[Told]) -> Told | None:
    """ "from 1,775 to 1,846", without a time: the value of the report before, unless it is that of another one.

    Only a figure near that value is taken for a revision of it; another one may be of any earlier time.
    """
    if not before or later.earlier is None or any(not _differ(t, later) for t in before):
        return None
    last = before[-1]
    near = abs(last.value - later.value) <= abs(last.value) / 20
    months = (later.published.year - last.published.year) * 12 + later.published.month - last.published.month
    return last if near and 0 < months <= 3 and last.end == last.published else None


def _time(t: Told) -> str:
    return t.record.period.label or (t.end.isoformat() if t.end else "an earlier time")


def _figure(t: Told) -> str:
    return t.text


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
                yield Finding(
                    code="implausible_jump",
                    message=(
                        f"'{here.record.indicator}' is {here.text} for {_time(here)}, where the series is else about "
                        f"{usual:,f}."
                    ),
                    record_ids=(here.record.id,),
                    evidence=here.record.evidence,
                )
