"""Checks of what a report says of one indicator in two places: in its prose and in its score card."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfextract import calendar_uk as cal
from perfextract.audit.passage import Reported, finding, stems
from perfextract.audit.printed import printed
from perfextract.model import EARLIER_KINDS, Comparator, Finding, Period, Record
from perfextract.vocabulary import expression


def _same_days(a: Period | None, b: Period | None) -> bool:
    """Whether two periods are known and are one, or one is the last day of the other."""
    if a is None or b is None or a.end is None or b.end is None:
        return False
    return cal.one_time((a.start, a.end), (b.start, b.end))


def _on_cards(report: Reported) -> list[Record]:
    return [r for r in report.records if r.source != "prose" and r.value is not None and r.kind == "actual"]


def _telling(r: Record) -> bool:
    """Whether a value is so particular that it hardly stands twice in a report by chance."""
    return r.value_text is not None and len(re.sub(r"\D", "", r.value_text).lstrip("0")) >= 3


def _same_observation(report: Reported) -> Iterator[tuple[Record, Record]]:
    """Records of prose, each with the one of a table or card that states the same observation."""
    cards = _on_cards(report)
    known = {r.id: r for r in cards}
    for r in report.records:
        if r.source != "prose" or r.value is None:
            continue
        if r.same_as in known:
            yield r, known[r.same_as]
            continue
        like = [
            c
            for c in cards
            if c.value == r.value and c.unit == r.unit and _same_days(c.period, r.period) and _telling(r)
        ]
        if len(like) == 1 and stems(like[0].indicator) & stems(r.indicator):
            yield r, like[0]


def _earlier(r: Record) -> list[Comparator]:
    return [c for c in r.comparators if c.kind in EARLIER_KINDS and c.value is not None and c.unit == r.unit]


def direction_differs(report: Reported) -> Iterator[Finding]:
    """A movement told in prose should be the one that the report's own score card shows."""
    for told, card in _same_observation(report):
        before = [c for c in _earlier(card) if c.kind == "previous_period"]
        if _earlier(told) or told.direction not in ("up", "down") or len(before) != 1 or told.change is not None:
            continue
        value, other = printed(card.value, card.value_text), printed(before[0].value, before[0].text)  # type: ignore[arg-type]
        up = told.direction == "up"
        if (other.over(value) if up else value.over(other)) and not _since_other_time(told):
            message = (
                f"Said to go {told.direction}, but for '{card.indicator}' the {card.source} gives "
                f"{card.value_text} after {before[0].text}."
            )
            yield finding("direction_differs", message, told, card)


def _since_other_time(r: Record) -> bool:
    """Whether a movement is told since another time than the report before: "has risen since last year"."""
    return bool(r.comparators) or expression(r"\b{other time}\b").search(r.evidence.text) is not None


def earlier_differs(report: Reported) -> Iterator[Finding]:
    """An earlier figure told in prose should be the one in the earlier column of the score card."""
    for told, card in _same_observation(report):
        for c in _earlier(told):
            same = [o for o in _earlier(card) if _same_days(c.period, o.period) and o.kind == c.kind]
            if len(same) != 1 or c.value is None or same[0].value is None or c.approximate:
                continue
            a, b = printed(c.value, c.text), printed(same[0].value, same[0].text)
            if a.over(b) or b.over(a):
                message = f"The earlier figure is told as {c.text} here, and as {same[0].text} in the {card.source}."
                yield finding("earlier_differs", message, told, card)


def two_values(report: Reported) -> Iterator[Finding]:
    """One indicator has one value for one period, in the prose and in the score card alike."""
    cards = _on_cards(report)
    names = {c.id: stems(c.indicator) for c in cards}
    for r in report.records:
        name = stems(r.indicator)
        if r.source != "prose" or r.value is None or r.same_as or r.kind != "actual" or r.approximate or len(name) < 2:
            continue
        like = [
            c
            for c in cards
            if names[c.id] == name
            and c.unit == r.unit
            and (c.period.start, c.period.end) == (r.period.start, r.period.end)
            and (c.geography, c.qualifiers) == (r.geography, r.qualifiers)
        ]
        if len(like) != 1:
            continue
        a, b = printed(r.value, r.value_text), printed(like[0].value, like[0].value_text)  # type: ignore[arg-type]
        if a.over(b) or b.over(a):
            message = f"The value is {r.value_text} here, and {like[0].value_text} in the {like[0].source}."
            yield finding("two_values", message, r, like[0])


_AS_BEFORE = expression(
    r"(?:previously\s+{reported}\s+as|previously|(?:was|were)\s+(?:reported|published)\s+as"
    r"|(?:reported|published)\s+(?:last\s+time\s+|before\s+)?as)\s+(?P<old>£?\d[\d,.]*\d|£?\d)"
    r"|\b{restated}\b[^.;]{0,60}\((?P<old2>£?\d[\d,.]*\d|£?\d)[^)]{0,30}\b(?:{reported}|before)\b[^)]*\)"
)
_RESTATES = expression(r"\b{restates}\b")
_NEW = expression(r"\b(?:{given now}|{restated}\s+{restated as})\s+(?P<new>£?\d[\d,.]*\d|£?\d)")


RESTATED = "restated"


def restatement(text: str) -> tuple[Decimal, Decimal] | None:
    """The figure published before and the one given now, where a sentence tells both.

    >>> restatement("The March figure has been restated as 872 (861 was published).")
    (Decimal('861'), Decimal('872'))
    """
    told = _restatement(text, 0, len(text))
    return told and (_number(told[0]), _number(told[1]))


def _restatement(text: str, start: int, end: int) -> tuple[str, str] | None:
    old = _AS_BEFORE.search(text, start, end)
    new = _NEW.search(text, start, end)
    if old is None or new is None or not _RESTATES.search(text, start, end):
        return None
    before, now = old["old"] or old["old2"], new["new"]
    return (before, now) if _number(before) != _number(now) else None


def _number(text: str) -> Decimal:
    return Decimal(re.sub(r"[£,]", "", text))


def restated(report: Reported) -> Iterator[Finding]:
    """The report itself says that a figure published before has another value now."""
    for block, text, start, end in report.sentences:
        told = _restatement(text, start, end)
        if told is not None:
            message = f"Said to be {told[1]}, where {told[0]} was published before."
            yield report.finding("restated", message, (block, start, end), severity="note")
