"""Which records a summary states: of the asked authority, period and themes, each observation once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from perfextract import calendar_uk as cal
from perfextract.model import Period, Record, Status
from perfextract.series import words_of
from perfextract.summary.content import NO_THEME
from perfextract.summary.figures import same_days
from perfextract.summary.judging import Judging


@dataclass(frozen=True, slots=True)
class Chosen:
    """A record to be stated, the others that say the same, and under which heading it comes by the rules.

    ``rule`` tells the rule; "" where none speaks of the record and it is noted.
    """

    record: Record
    ruled: Status
    rule: str = ""
    others: tuple[Record, ...] = ()

    @property
    def status(self) -> Status:
        """The heading it stands under: the report's own, else that of the rules."""
        return self.record.status or self.ruled

    @property
    def disputed(self) -> bool:
        """Whether the rules speak against the report's own heading."""
        return bool(self.rule) and self.status != self.ruled


def authorities(records: Iterable[Record]) -> list[str]:
    """Who reports, in the order of the alphabet."""
    return sorted({r.authority for r in records if r.authority})


def of_authority(records: Iterable[Record], authority: str | None) -> list[Record]:
    """The records of one authority; with None all."""
    return [r for r in records if authority is None or (r.authority or "").casefold() == authority.casefold()]


def of_period(records: Sequence[Record], period: Period) -> list[Record]:
    """What the reports of a period state, and what others state of it."""
    reported = [r for r in records if same_days(r.report.period, period)]
    known = {r.series_id for r in reported} - {None}
    days = (period.start, period.end)
    return reported + [
        r
        for r in records
        if not same_days(r.report.period, period)
        and r.period.end is not None
        and cal.one_time((r.period.start, r.period.end), days)
        and r.series_id not in known
    ]


def of_themes(records: Sequence[Record], themes: Sequence[str] | None) -> list[Record]:
    """The records under some themes, by heading or canonical name. Raises ValueError for one that is not there."""
    if not themes:
        return list(records)
    for theme in themes:
        if not any(_is_of(r, theme) for r in records):
            known = sorted({r.theme for r in records if r.theme})
            raise ValueError(f"There is no theme {theme} for that period. It has {', '.join(known) or 'none'}.")
    return [r for r in records if any(_is_of(r, theme) for theme in themes)]


def _is_of(record: Record, theme: str) -> bool:
    return theme.casefold() in ((record.theme or NO_THEME).casefold(), (record.theme_id or "").casefold())


def chosen(records: Sequence[Record], rules: Judging) -> list[Chosen]:
    """Each observation once, under its heading."""
    groups: dict[tuple[object, ...], list[Record]] = {}
    twice = _stated_twice(records)
    for r in records:
        groups.setdefault(_key(twice.get(r.id, r)), []).append(r)
    return [_judged(max(group, key=_worth), group, rules) for group in groups.values()]


def _stated_twice(records: Sequence[Record]) -> dict[str, Record]:
    """What repeats a record of a table, or of the report in another format, with that record."""
    by_id = {r.id: r for r in records}
    return {r.id: _first(r, by_id) for r in records if r.same_as in by_id}


def _first(r: Record, by_id: Mapping[str, Record]) -> Record:
    """The record that is repeated, and is no repeat itself."""
    before = by_id.get(r.same_as or "")
    return r if before is None else _first(before, by_id)


def _key(r: Record) -> tuple[object, ...]:
    """What makes two statements one: a report in two formats, or the same words twice."""
    days = (r.period.start, r.period.end)
    what = words_of(r.indicator)
    moved = (r.direction, r.change and (r.change.amount, r.change.unit))
    compared = tuple(sorted((c.kind, str(c.value)) for c in r.comparators))
    level = (r.unit, r.value, r.bound) if r.value is not None else (moved, compared)
    return r.authority, r.theme, what, r.geography, r.kind, days, level


def _worth(r: Record) -> tuple[bool, int, bool]:
    """What is judged by its report, then what tells the most; of equals the prose."""
    return r.status is not None, len(r.comparators), r.source == "prose"


def _judged(record: Record, group: Sequence[Record], rules: Judging) -> Chosen:
    rule = rules.rule(record)
    others = tuple(r for r in group if r is not record)
    return Chosen(record, rule.under or "noted", rule.says if rule.when else "", others)
