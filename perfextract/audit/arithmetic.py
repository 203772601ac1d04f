"""Checks of what a statement's own figures make: changes, shares, percentages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfextract import calendar_uk as cal
from perfextract.amounts import Quantity
from perfextract.audit.passage import Passage, Reported, finding
from perfextract.audit.printed import Printed, plain, printed
from perfextract.model import EARLIER_KINDS, Finding
from perfextract.vocabulary import expression

_HEDGED = expression(r"\b{hedge}\s+(?:an?\s+)?$")


def change_denied(report: Reported) -> Iterator[Finding]:
    """A stated change should be what the two figures make, as far as their rounding lets one tell."""
    for p in report.passages:
        change = p.record.change
        if change is None or change.amount is None or p.record.bound:
            continue
        fitting = [(c, span) for c, span in p.earlier if change.since in (None, c.kind) or len(p.earlier) == 1]
        if change.since is not None and not any(c.kind == change.since for c, _ in fitting):
            fitting = [(c, span) for c, span in fitting if c.period is None or c.kind == "earlier_period"]
        at = _change_at(p, change.amount, change.unit)
        stated = _stated(p, change.amount, change.unit, at) if at else None
        if at is None or stated is None:
            continue
        fitting = [
            (c, span) for c, span in fitting if not _ANOTHER_CLAUSE.search(_between(p, (at.start, at.end), span))
        ]
        if not fitting or any(c.approximate for c, _ in fitting):
            continue
        made = [_made(p.value(), p.figure(c, span), change.unit, p.record.unit) for c, span in fitting]
        if any(m is None or _fits(m, stated) for m in made):
            continue
        c, span = fitting[0]
        assert p.record.value is not None and c.value is not None
        is_by = _exactly(p.record.value, c.value, change.unit)
        kind = {"percent": "%", "percentage_points": " percentage points"}.get(change.unit or "", "")
        message = (
            f"Said to change by {plain(change.amount)}{kind}, but from {p.text[slice(*span)]} to "
            f"{p.record.value_text} it is {plain(is_by)}{kind}."
        )
        yield finding("change_denied", message, p.record)


# "311 more than in 2016/17 but well under the mean of 7,150": the change is not from what another clause tells.
_ANOTHER_CLAUSE = expression(r"[.;]\s|\b{contrast}\b")


def _between(p: Passage, a: tuple[int, int], b: tuple[int, int]) -> str:
    return p.text[min(a[1], b[1]) : max(a[0], b[0])]


def _change_at(p: Passage, amount: Decimal, unit: str | None) -> Quantity | None:
    """The figure of a stated change; None where it is told in words, or not found."""
    for q in p.marks.quantity:
        if abs(q.value) == amount and q.form == "digits" and (q.unit == unit or unit == "percentage_points"):
            if q.start != p.start and all(q.start != span[0] for _, span in p.placed):
                return q
    return None


def _stated(p: Passage, amount: Decimal, unit: str | None, q: Quantity) -> Printed | None:
    """The stated change as printed; None where it is hedged, or no word of change stands beside it."""
    sure = _is_a_change(p, q) and not _HEDGED.search(p.text[max(0, q.start - 30) : q.start])
    return printed(amount, q.text, share=unit == "percent") if sure else None


_CHANGE_AFTER = expression(r"\s*{changed}\b")
_LEADS_TO_CHANGE = re.compile(r"\s*(?:by|of)?\s*(?:an?\s+)?\(?", re.I)


def _is_a_change(p: Passage, q: Quantity) -> bool:
    """Whether a word of change stands right before or after a figure: "fell by 4%", "an increase of 12", "4% up"."""
    if _CHANGE_AFTER.match(p.text, q.end):
        return True
    before = [m.end for m in p.marks.direction if m.end <= q.start]
    return bool(before) and _LEADS_TO_CHANGE.fullmatch(p.text, before[-1], q.start) is not None


def _made(value: Printed, before: Printed, unit: str | None, of: str | None) -> tuple[Decimal, Decimal] | None:
    """The least and the most the two figures can have changed by; None where that cannot be told."""
    least = max(Decimal(0), value.low - before.high, before.low - value.high)
    most = max(value.high - before.low, before.high - value.low)
    if unit == "percent":
        if before.low <= 0:
            return None
        points = (
            abs(value.value - before.value) if of == "percent" else None
        )  # "rose 4% from 40% to 44%" may mean points
        shares = [least / before.high * 100, most / before.low * 100, *([points] if points is not None else [])]
        return min(shares), max(shares)
    return (least, most) if unit in (of, "percentage_points") else None


def _exactly(value: Decimal, before: Decimal, unit: str | None) -> Decimal:
    return abs(value - before) / before * 100 if unit == "percent" else abs(value - before)


def _fits(made: tuple[Decimal, Decimal], stated: Printed) -> bool:
    return made[0] <= stated.high and stated.low <= made[1]


_OF_THESE = expression(r"\bof\s+{these}\b[^#;.]*$")


def share_denied(report: Reported) -> Iterator[Finding]:
    """A percentage should be what its count makes of the whole that it is said to be a share of."""
    for p in report.passages:
        r = p.record
        if r.unit != "percent" or r.numerator is None or r.value is None or r.approximate:
            continue
        if r.denominator is not None and r.numerator > r.denominator:
            continue  # parts_exceed_whole tells it
        wholes = [r.denominator] if r.denominator else _wholes(report, p)
        made = [r.numerator / w * 100 for w in wholes if w and w >= r.numerator]
        stated = printed(r.value, r.value_text, share=True)
        if made and not any(stated.low <= m <= stated.high for m in made):
            whole = next(w for w in wholes if w and w >= r.numerator)
            message = f"Said to be {r.value_text}, but {plain(r.numerator)} of {plain(whole)} is {plain(made[0])}%."
            yield finding("share_denied", message, r)


def _wholes(report: Reported, p: Passage) -> list[Decimal]:
    """What the count can be a part of: the counts before "of whom" and "of these", the nearest first."""
    count = re.search(r"(#+)\s*\(?\s*$", p.mask[: p.start])
    if count is None:
        return []
    told_after = expression(r"\s*(?:\)\s*)?of\s+{all}\s+(?=#)").match(p.mask[p.end :])
    if told_after:
        start = p.end + told_after.end()
        return [q.value for q in p.marks.quantity if q.start == start and q.unit == "count"]
    after = expression(r"\s*(?:\)\s*)?of\s+{these}\b").match(p.mask[p.end :])
    if not (_OF_THESE.search(p.mask[: count.start()]) or after):
        return []
    told = [
        q for q in report.passages if q.words_of is p.words_of and q.end <= count.start() and q.record.unit == "count"
    ]
    counts = [q.record.value for q in reversed(told)]
    counts += [
        q.record.numerator
        for q in report.passages
        if q.words_of is p.words_of and q.start < p.start and q.record.numerator
    ]
    return [c for c in counts if c is not None] if told else []


_OF_PEOPLE = expression(r"\s*(?:\([^)]*\)\s*)?of\s+(?:{all}\s+)*{countable}\b")
_GROWTH = expression(r"\b{beyond the whole}\b")


def over_100(report: Reported) -> Iterator[Finding]:
    """No more than all of the people, cases or calls can do something: a share above 100% is a mistake."""
    for p in report.passages:
        r = p.record
        if r.unit != "percent" or r.value is None or r.value <= 100 or _GROWTH.search(r.evidence.text):
            continue
        if r.numerator is not None or _OF_PEOPLE.match(p.text, p.end):
            yield finding("over_100", f"{r.value_text} is more than all of them.", r)


def parts_exceed_whole(report: Reported) -> Iterator[Finding]:
    """A part cannot be more than the whole it is a part of."""
    for r in report.records:
        if r.numerator is not None and r.denominator is not None and r.numerator > r.denominator > 0:
            message = f"{plain(r.numerator)} is said to be a part of {plain(r.denominator)}, and is more."
            yield finding("parts_exceed_whole", message, r)


def unlike_periods(report: Reported) -> Iterator[Finding]:
    """A count of some months cannot be set beside a count of a whole year as if the two were alike."""
    for p in report.passages:
        r = p.record
        at = r.period
        if r.unit not in ("count", "GBP") or at.inherited or not (at.start and at.end) or r.direction is None:
            continue
        months = cal.months_apart(at.start, at.end) + 1
        if at.start == at.end or not 3 <= months <= 9 or "same period" in r.evidence.text.lower():
            continue
        years = [
            span
            for c, span in p.earlier
            if c.kind in EARLIER_KINDS and _bare_year(c.period.label if c.period else None)
        ]
        if years:
            figures = " and ".join(p.text[slice(*span)] for span in years)
            message = (
                f"{r.value_text} is for {months} months ({at.label}), but {figures} for what reads as whole years."
            )
            yield finding("unlike_periods", message, r)


def _bare_year(label: str | None) -> bool:
    return (
        label is not None and re.fullmatch(r"\(?(?:in\s+)?(?:19|20)\d\d(?:/\d\d)?\)?", label.strip(), re.I) is not None
    )
