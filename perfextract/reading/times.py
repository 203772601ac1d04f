"""The time of a value: its own, that of the sentence before, the section's or the report's."""

from __future__ import annotations

from dataclasses import replace

from perfextract import periods
from perfextract.model import Period
from perfextract.periods import PeriodMark
from perfextract.reading.about import About
from perfextract.reading.context import Context
from perfextract.reading.marked import Marked
from perfextract.reading.name_words import content, stem
from perfextract.reading.parts import Parts
from perfextract.reading.statement import Statement
from perfextract.vocabulary import any_of, words


def period_of(
    parts: Parts, value: int, told: list[Statement], context: Context, about: About, when: periods.Context
) -> Period:
    s, token = parts.s, parts.times.get(value)
    if token is not None:
        mark = s.tokens[token].mark
        assert isinstance(mark, PeriodMark)
        mark = _end_of(mark) if _moved_within(parts, value) else mark
        future = any(t.shape in words("future") for t in s.tokens[max(0, value - 12) : value + 4])
        anchor = told[-1].period if told else context.told[-1].period if context.told else None
        resolved = periods.resolve(mark, replace(when, anchor=anchor if mark.relative else None, future=future))
        if resolved.start or resolved.end:
            return resolved
    if told and not told[-1].period.inherited and token is None:
        return told[-1].period if _same_breath(s, told[-1].end, s.tokens[value].start) else inherited(about, context, s)
    return inherited(about, context, s)


def time_compared(
    parts: Parts, value: int, other: int, period: Period, when: periods.Context
) -> tuple[PeriodMark | None, periods.Context]:
    """The time of a figure that a value of a period is compared with, and beside which it is understood.

    Of the two ends of one span it has the first: the January of "from January to June 2016".
    """
    mark = time_of(parts, other)
    within = parts.times.get(other) == parts.times.get(value) and _moved_within(parts, value)
    if mark is None or not within or parts.roles[other].name != "earlier":
        return mark, when
    return mark.fields[0], replace(when, report=period)


def time_of(parts: Parts, figure: int) -> PeriodMark | None:
    """The time that dates a figure; None where the sentence does not say it."""
    token = parts.times.get(figure)
    return None if token is None else period_mark(parts.s, token)


_ENDS = ("from ", "between ")


def _moved_within(parts: Parts, value: int) -> bool:
    """Whether a value and its earlier figure are the two ends of one span: "from May to June, of 74 to 27 cases"."""
    mark, token = time_of(parts, value), parts.times.get(value)
    if mark is None or mark.form != "span" or not mark.text.lower().startswith(_ENDS):
        return False
    return any(parts.times.get(f) == token for f in parts.of(value, "earlier"))


def _end_of(mark: PeriodMark) -> PeriodMark:
    last: PeriodMark = mark.fields[1]
    return last


def _same_breath(s: Marked, start: int, end: int) -> bool:
    return ";" not in s.text[start:end] and not any_of("present").search(s.text, start, end)


def inherited(about: About, context: Context, s: Marked) -> Period:
    """The time a sentence does not say: that of the sentence before, the section's or the report's."""
    carried = context.carry
    if (
        carried is not None
        and not any_of("present").search(s.text, s.start, s.start + 40)
        and _carries(about, context, s)
    ):
        return carried.model_copy(update={"inherited": True})
    return (about.base or Period()).model_copy(update={"inherited": True})


def _carries(about: About, context: Context, s: Marked) -> bool:
    """Whether the sentence before set the time for this one too."""
    if about.base is None or about.base.start is None or context.stem or context.counted or refers_back(s):
        return True
    carried = context.carry
    here = {stem(t.shape) for t in s.tokens if len(t.shape) > 3}
    there = {stem(w) for w in content(context.name) if len(w) > 3}
    longer = carried is not None and carried.start and carried.end and (carried.end - carried.start).days > 200
    return bool(here & there) and not longer


def refers_back(s: Marked) -> bool:
    """Whether the sentence speaks of the value before it: "This is an increase of 4%"."""
    return s.tokens[0].shape in words("back") or " ".join(t.shape for t in s.tokens[:2]) in words("back")


def pooled(text: str) -> str | None:
    """What several years told together in a text are years of: deaths are counted in calendar years, adoptions not.

    >>> pooled("Deaths from falls, 2010-12"), pooled("adoption scorecard 2011 to 2014"), pooled("visits 2012-15")
    ('calendar', 'financial', None)
    """
    if any_of("calendar years").search(text):
        return "calendar"
    return "financial" if any_of("financial years").search(text) else None


def period_mark(s: Marked, token: int) -> PeriodMark:
    mark = s.tokens[token].mark
    assert isinstance(mark, PeriodMark)
    return mark


def dated_by(s: Marked, token: int, when: periods.Context) -> Period | None:
    mark = s.tokens[token].mark
    assert isinstance(mark, PeriodMark)
    period = periods.resolve(mark, when)
    return period if period.start and not mark.relative else None
