"""The times that heads of columns name, with what the words over the table say of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from perfextract import calendar_uk as cal
from perfextract import periods
from perfextract.model import Period
from perfextract.periods import Context
from perfextract.vocabulary import expression


@dataclass(frozen=True, slots=True)
class Heads:
    """How heads are read: the words over the table, the report's time and author, what counts as a figure."""

    caption: str
    context: Context
    authority: str | None
    patterns: Path | None
    is_figure: Callable[[str], bool]
    title: str = ""


_DASHED_DAY = re.compile(r"\b(?P<day>\d{1,2})-(?P<month>[A-Z][a-z]{2,8})-(?P<year>\d\d)\b")
_SHORT_SPAN = re.compile(r"\(?\b(?P<first>\d\d)\s?[-–/]\s?(?P<last>\d\d)\b\)?")
_YEAR_WORD = re.compile(
    r"\byears\s+(?=(?:19|20)\d\d)|\byear\s+(?=(?:19\d\d|20[0-3]\d)\b)", re.IGNORECASE
)  # "Years 2001-03"
_FAR_YEAR = re.compile(r"\byear\s+(?P<year>20\d\d)\b", re.IGNORECASE)
_POOLED = expression(r"\b{of pooled years}\b")
_YEARS = re.compile(r"(?P<first>(?:19|20)\d\d)\s?[-–/]\s?(?:\d\d)?(?P<last>\d\d)")
_MONTH_OF_YEAR = re.compile(r"\b(?:period|p|month)\s?(?P<n>1[0-2]|[1-9])\b", re.IGNORECASE)


def period_in(head: str, when: str, heads: Heads) -> tuple[Period | None, str]:
    """The period a head names, and the head without it; ``when`` is what the table's caption says of time."""
    head = _YEAR_WORD.sub("", _DASHED_DAY.sub(r"\g<day> \g<month> 20\g<year>", head))
    marks = periods.find(head)
    if not marks:
        return _as_in_caption(head, when, heads) or _far_year(head) or _financial_month(head, heads.context)
    mark = marks[0]
    label = head[mark.start : mark.end]
    if when and mark.form in ("years", "year", "short_years") and (both := periods.find(f"{when} {label}")):
        if len(both) == 1 and both[0].form == "quarter":  # "Quarter 3" over "2024/25"
            mark, label = both[0], both[0].text
    period = periods.resolve(mark, heads.context).model_copy(update={"label": label})
    return (_pooled(period, heads) if period.start and period.end else None), periods.without(head, " ")


def _pooled(period: Period, heads: Heads) -> Period:
    """Several years of deaths or of life expectancy are calendar years."""
    m = _YEARS.fullmatch(period.label or "")
    if m is None or not _POOLED.search(heads.caption):
        return period
    first, last = int(m["first"]), int(m["first"][:2] + m["last"])
    if last - first < 2:
        return period
    return period.model_copy(update={"start": date(first, 1, 1), "end": date(last, 12, 31)})


def _as_in_caption(head: str, when: str, heads: Heads) -> tuple[Period | None, str] | None:
    """ "Men (10-12)" under "... 2010-2012": the years that the caption writes out."""
    short, full = _SHORT_SPAN.search(head), _YEARS.fullmatch(when)
    if not short or not full or (short["first"], short["last"]) != (full["first"][2:], full["last"]):
        return None
    period = periods.resolve(periods.find(when)[0], heads.context).model_copy(update={"label": when})
    return _pooled(period, heads), head[: short.start()] + head[short.end() :]


def _far_year(head: str) -> tuple[Period | None, str] | None:
    """ "Year 2050", which no sentence of a report would mean by its digits alone."""
    m = _FAR_YEAR.search(head)
    if m is None:
        return None
    year = int(m["year"])
    return Period(label=m[0], start=date(year, 1, 1), end=date(year, 12, 31)), head[: m.start()] + head[m.end() :]


def _financial_month(head: str, context: Context) -> tuple[Period | None, str]:
    """ "Period 6": September, by the months of the report's financial year."""
    m = _MONTH_OF_YEAR.search(head)
    base = context.report
    if m is None or base is None or base.end is None:
        return None, head
    start = cal.add_months(date(cal.financial_year(base.end), cal.APRIL, 1), int(m["n"]) - 1)
    period = Period(label=m[0], start=start, end=cal.month_end(start.year, start.month))
    return period, head[: m.start()] + head[m.end() :]
