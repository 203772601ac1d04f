"""Turn the figures and times a value is compared with into comparators: kind, period and relation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from perfextract import calendar_uk as cal
from perfextract import periods
from perfextract.model import PAST_KINDS, Comparator, ComparatorKind, Direction, Period, Polarity, Relation
from perfextract.period_forms import RELATIVE_KINDS
from perfextract.periods import Context, PeriodMark
from perfextract.rules import Mark
from perfextract.statements.figures import Figure, Sentence
from perfextract.statements.links import CLOCK
from perfextract.statements.wording import TOLD_BEFORE

_ABOVE = re.compile(
    r"\b(?:above|higher|more|greater|longer|larger|exceed\w*|surpass\w*|over|ahead|better|slower|up)\b", re.I
)
_BELOW = re.compile(r"\b(?:below|lower|less|fewer|under|shorter|smaller|faster|quicker|short of|behind|down)\b", re.I)
_SIMILAR = re.compile(r"\b(?:similar|in line|comparable|close to|on a par|consistent|broadly)\b", re.I)
_EQUAL = re.compile(r"\b(?:equal|same as|matches|met|meets|meeting)\b", re.I)
_IMPROVED = re.compile(r"\b(?:improv\w+|favourabl\w+|worse\w*|poor\w*)\b", re.I)


def kind_in_time(value: Period | None, other: Period | None, mark: PeriodMark | None) -> ComparatorKind:
    """Which earlier time ``other`` is beside the value's period.

    The period just before of the same length is previous_period; the same months a year before are
    same_period_last_year (previous_period where the periods are years); anything else earlier_period.
    The end of a period stands for it: "9 fewer than at the end of Quarter 1".
    """
    if value and other and value.start and value.end and other.start and other.end:
        kind = _by_dates((value.start, value.end), (other.start, other.end))
        if kind is not None or mark is None or not mark.relative:
            return kind or "earlier_period"
    if mark is not None and mark.relative:
        return RELATIVE_KINDS[mark.form]  # type: ignore[return-value]
    return "earlier_period"


def _by_dates(span: cal.Span, before: cal.Span) -> ComparatorKind | None:
    """The kind of ``before`` beside ``span``, where they are the same length apart as a period or a year."""
    months, others = cal.months_long(span), cal.months_long(before)
    adjoining = before[1] + timedelta(days=1) == span[0]
    year_before = cal.shift((span[1], span[1]), -12)[1] == before[1]
    if cal.shift(span, -12)[0] == before[0] and others == months:
        return "previous_period" if months >= 12 else "same_period_last_year"
    if months and others == months and (adjoining or (months >= 12 and cal.shift(span, -3) == before)):
        return "previous_period"
    if year_before and (months <= 1 or before[0] == before[1]):
        return "same_period_last_year" if months < 12 else "previous_period"
    if adjoining and months > 1 and before[0] == before[1]:
        return "previous_period"
    if months <= 1 and cal.shift((span[1], span[1]), -3)[1] == before[1]:
        return "previous_period"
    return None


def relation(value: Decimal, other: Decimal) -> Relation:
    """How a value stands to another one."""
    return "above" if value > other else "below" if value < other else "equal"


def moved_since(value: Decimal, comparators: Sequence[Comparator]) -> Direction | None:
    """How a value moved since the nearest earlier figure; of several of one kind the first counts."""
    for kind in PAST_KINDS:
        before = next((c.value for c in comparators if c.kind == kind and c.value is not None), None)
        if before is not None:
            return "stable" if value == before else "up" if value > before else "down"
    return None


def shown_better(comparators: Sequence[Comparator]) -> Polarity | None:
    """Which way is better, as target and floor show it: the floor is the worse of them."""
    target = next((c.value for c in comparators if c.kind == "target"), None)
    floor = next((c.value for c in comparators if c.label == "floor"), None)
    if target is None or floor is None or target == floor:
        return None
    return "higher" if target > floor else "lower"


def from_figure(s: Sentence, f: Figure, value: Figure, at: Period, context: Context) -> list[Comparator]:
    """The comparators one figure makes for ``value``: one for each name that governs it."""
    period = periods.resolve(f.period, Context(context.report, at, context.academic)) if f.period else None
    period = _like(period, f.period, at)
    said = _relation(s, f, value)
    approximate = bool(
        re.search(r"\b(?:around|about|approximately|nearly|almost|circa)\s+$", s.left(f.start, 30), re.I)
    )
    text = s.words(f.text_start, f.end)
    unit = f.unit if f.q.unit_stated or f.unit != "count" else value.unit
    amount = f.q.value
    if unit != value.unit and unit in CLOCK and value.unit in CLOCK:
        amount, unit = amount * CLOCK[unit] / CLOCK[value.unit], value.unit
    names: list[tuple[ComparatorKind, str | None]] = [
        (c.gives["kind"], _label(s, c)) for c in f.cues if "kind" in c.gives
    ]
    told_before = re.search(rf"\b({TOLD_BEFORE})\s+(?:as|at)\s+$", s.left(f.start, 50), re.I)
    if not names and told_before:  # the same time's figure, as it was published first
        names = [("other", told_before[1])]
    elif not names:
        names = [(f.kind or kind_in_time(_since(at, period, context), period, f.period), None)]  # type: ignore[list-item]
    return [
        Comparator(
            kind=kind,
            label=label,
            value=amount,
            unit=unit,
            period=period,
            relation=said,
            approximate=approximate,
            text=text,
        )
        for kind, label in names
    ]


def _since(at: Period, period: Period | None, context: Context) -> Period | None:
    """What an earlier time is earlier than: of a year's figure told at a time within that year, the report.

    "£4.2m is forecast for 2021/22 (quarter 2: £4.9m)", in the report for quarter 3.
    """
    if period is None or not (at.start and at.end and period.start and period.end):
        return at
    year = cal.years_span(cal.financial_year(at.end), 1) == (at.start, at.end)
    return context.issued if year and at.start <= period.start and period.end < at.end else at


def _like(period: Period | None, mark: PeriodMark | None, at: Period) -> Period | None:
    """ "2019 (840)" beside April to September 2021 means April to September 2019."""
    if (
        period is None
        or mark is None
        or mark.form != "year"
        or not (at.start and at.end and period.start and period.end)
    ):
        return period
    if 0 < cal.months_long((at.start, at.end)) < 12 and period.end < at.start:
        start, end = cal.shift((at.start, at.end), 12 * (period.start.year - at.start.year))
        return Period(label=period.label, start=start, end=end)
    return period


def without_figure(s: Sentence, cue: Mark) -> Comparator:
    """A standing told without the other's figure: "above the national average"."""
    return Comparator(
        kind=cue.gives["kind"], label=_label(s, cue), relation=_standing(s, cue.start), text=s.words(cue.start, cue.end)
    )


def in_time(s: Sentence, mark: PeriodMark, at: Period, context: Context) -> Comparator:
    """A time compared with that has no figure: "7% down against this time last year"."""
    period = periods.resolve(mark, Context(context.report, at, context.academic))
    return Comparator(
        kind=kind_in_time(_since(at, period, context), period, mark),
        period=period,
        relation=_standing(s, mark.start),
        text=mark.text,
    )


_OF_REPORT = re.compile(r"^the\s+report['’]s\s+", re.IGNORECASE)


def _label(s: Sentence, cue: Mark) -> str | None:
    kind = cue.gives.get("kind")
    words = _OF_REPORT.sub("", s.words(cue.start, cue.end)).removesuffix(" of")
    averaged = kind == "earlier_period" and re.search(r"\b(?:mean|average|norm|median)\b", words, re.I)
    country = kind == "national" and re.search(
        r"\b(?:UK|England|English|Kingdom|Britain|Wales|Welsh|Scot|Irish|Ireland)", words
    )
    region = kind == "regional" and words[:1].isupper()
    return words if kind == "other" or averaged or country or region else None


def _relation(s: Sentence, f: Figure, value: Figure) -> Relation | None:
    standing = _standing(s, f.text_start if f.text_start < f.start else f.start)
    if standing:
        return standing
    if (
        f.owner is value
        and not f.cues
        and f.q.unit_stated == value.q.unit_stated
        and f.why in ("moved from", "from, after a movement")
    ):
        return relation(value.q.value, f.q.value)
    return None


def _standing(s: Sentence, pos: int) -> Relation | None:
    """The nearest word of standing in the clause before ``pos``."""
    before = re.split(r"[;#]", s.mask[max(s.start, pos - 110) : pos])[-1]
    hits: list[tuple[int, Relation]] = []
    for pattern, said in ((_ABOVE, "above"), (_BELOW, "below"), (_SIMILAR, "similar"), (_EQUAL, "equal")):
        hits += [(m.start(), said) for m in pattern.finditer(before)]  # type: ignore[misc]
    return max(hits)[1] if hits else None
