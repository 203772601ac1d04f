"""The calendar of UK public bodies: financial years, quarters, school years, and steps between them.

A financial year runs 1 April to 31 March (Q1 = April to June ... Q4 = January to March); pupils' results run
1 September to 31 August. All functions are pure; a "span" is a pair of dates, both included.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

Span = tuple[date, date]
APRIL, SEPTEMBER = 4, 9


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def month_span(year: int, month: int) -> Span:
    """A whole month."""
    return date(year, month, 1), month_end(year, month)


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later; the last day of a month stays a last day.

    >>> add_months(date(2017, 6, 30), 3), add_months(date(2017, 9, 15), -12)
    (datetime.date(2017, 9, 30), datetime.date(2016, 9, 15))
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = monthrange(year, month + 1)[1]
    if day.day == monthrange(day.year, day.month)[1]:
        return date(year, month + 1, last)
    return date(year, month + 1, min(day.day, last))


def shift(span: Span, months: int) -> Span:
    """A span moved by whole months."""
    return add_months(span[0], months), add_months(span[1], months)


def years_span(first: int, years: int, month: int = APRIL) -> Span:
    """``years`` whole years from the first of ``month`` in the year ``first``.

    >>> years_span(2012, 3)
    (datetime.date(2012, 4, 1), datetime.date(2015, 3, 31))
    """
    start = date(first, month, 1)
    return start, add_months(start, 12 * years) - timedelta(days=1)


def quarter_span(year: int, first: int, last: int | None = None) -> Span:
    """Quarters ``first`` to ``last`` of the financial year that begins in April ``year``.

    >>> quarter_span(2017, 2)
    (datetime.date(2017, 7, 1), datetime.date(2017, 9, 30))
    """
    start = add_months(date(year, APRIL, 1), 3 * (first - 1))
    return start, add_months(date(year, APRIL, 1), 3 * (last or first)) - timedelta(days=1)


def calendar_quarter(year: int, number: int) -> Span:
    """A quarter of the calendar year (1 = January to March)."""
    start = date(year, 3 * number - 2, 1)
    return start, add_months(start, 3) - timedelta(days=1)


def financial_year(day: date) -> int:
    """The year in whose April the financial year of ``day`` began."""
    return day.year if day.month >= APRIL else day.year - 1


def financial_quarter(day: date) -> int:
    """The financial quarter of ``day``: 1 for April to June ... 4 for January to March."""
    return (day.month - APRIL) % 12 // 3 + 1


def months_apart(earlier: date, later: date) -> int:
    """How many months lie between the months of two days.

    >>> months_apart(date(2017, 9, 30), date(2018, 3, 1))
    6
    """
    return 12 * (later.year - earlier.year) + later.month - earlier.month


def one_time(a: tuple[date | None, date | None], b: tuple[date | None, date | None]) -> bool:
    """Whether two spans are one, or one of them is the last day of the other.

    >>> one_time(quarter_span(2017, 2), (date(2017, 9, 30), date(2017, 9, 30)))
    True
    """
    return a[1] == b[1] and (a[0] == b[0] or a[0] == a[1] or b[0] == b[1])


def months_long(span: Span) -> int:
    """How many months a span covers, a point in time counting 0.

    >>> months_long((date(2017, 7, 1), date(2017, 9, 30))), months_long((date(2017, 9, 30), date(2017, 9, 30)))
    (3, 0)
    """
    if span[0] == span[1]:
        return 0
    return round((span[1] - span[0] + timedelta(days=1)).days / 30.4375)
