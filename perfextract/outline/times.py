"""The time that a heading or a list's lead-in says: it dates the statements below that say none of their own."""

from __future__ import annotations

import re

from perfextract import calendar_uk as cal
from perfextract.model import Block, Period
from perfextract.outline.roles import LONGEST_LEAD_IN
from perfextract.periods import Context, PeriodMark, find, resolve, without
from perfextract.vocabulary import expression

_LEAD_WORDS = expression(r"\b{lead-in}\b|[\s:,()]")
_OUTTURN = re.compile(r"\bout-?turn\b", re.I)
_SPANS = frozenset({"quarter", "half", "first_months", "month", "years", "year", "span", "academic_year"})
_POINTS = frozenset({"as_at", "end"})
_OTHER_TIME = expression(r"\b(?:{compared}|{other time of a heading})\s*(?:the\s+)?$")
_ABOUT_A_YEAR = 366  # days


def lead_in_period(text: str, context: Period | None) -> Period | None:
    """The period of a lead-in that says nothing else: "In Quarter 2:", "In the last 12 months:"; else None."""
    if len(text) > LONGEST_LEAD_IN or text.endswith("."):
        return None
    marks = find(text)
    if len(marks) != 1 or _LEAD_WORDS.sub("", text[: marks[0].start] + text[marks[0].end :]):
        return None
    return resolve(marks[0], Context(report=context))


_NO_LETTERS = expression(r"\b(?:{lead-in}|{season})\b|[\W\d_]")


def is_only_a_time(heading: str) -> bool:
    """Whether a heading says a time and nothing else.

    >>> is_only_a_time("Summer 2031"), is_only_a_time("Stock at 31 March 2031")
    (True, False)
    """
    return bool(find(heading)) and not _NO_LETTERS.sub("", without(heading, " "))


def heading_period(heading: str, report: Period | None) -> Period | None:
    """The time a heading says beside its subject: "Stock as at 31 March 2031", "Performance in quarter 2".

    A heading that names the year of which the report tells a part dates nothing, unless it is the year's outturn.

    >>> heading_period("Stock as at 31 March 2031", None).end.isoformat()
    '2031-03-31'
    >>> heading_period("Changes since March 2031", None), heading_period("Strategy 2031-35", None)
    (None, None)
    """
    return _outturn(heading, report) or _beside(heading, report)


def _beside(heading: str, report: Period | None) -> Period | None:
    marks = [m for m in find(heading) if not _is_another_time(heading, m)]
    if len(marks) != 1 or not (marks[0].form in _SPANS or marks[0].modifier in _POINTS):
        return None
    said = resolve(marks[0], Context(report=report))
    if said.start is None or said.end is None or (said.end - said.start).days > _ABOUT_A_YEAR:
        return None
    return None if _holds(said, report) else said


def _is_another_time(heading: str, mark: PeriodMark) -> bool:
    """Whether the words set a time against the heading's own, or begin or end a longer one."""
    return mark.relative or mark.modifier in ("since", "from", "by") or bool(_OTHER_TIME.search(heading[: mark.start]))


def _holds(said: Period, report: Period | None) -> bool:
    """Whether a time is the report's own, or the longer one that the report tells a part of."""
    if report is None or report.start is None or report.end is None or said.start is None or said.end is None:
        return False
    return said.start <= report.start and report.end <= said.end


def _outturn(heading: str, report: Period | None) -> Period | None:
    """The financial year, under a heading that says its outturn in a report of one quarter."""
    if report is None or report.end is None or not _OUTTURN.search(heading):
        return None
    start, end = cal.years_span(cal.financial_year(report.end), 1)
    return Period(label=heading, start=start, end=end) if report.end == end else None


def may_lead_in(block: Block) -> bool:
    """Headings, and lines that end in a colon."""
    return block.kind == "heading" or (block.kind in ("paragraph", "bullet") and block.text.endswith(":"))
