"""Figures and periods in the words of a summary: 88.4%, £10.4m, quarter 2 2018/19."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from perfextract import calendar_uk as cal
from perfextract.model import Period

_MILLION, _BILLION = Decimal(10**6), Decimal(10**9)
_RATES = {"per_1000": "1,000", "per_10000": "10,000", "per_100000": "100,000"}
_NOUNS = frozenset(
    "seconds minutes hours days weeks months years tonnes miles hectares percentage_points pounds points".split()
)
_BARE = frozenset(("count", "score", "ratio"))


def number(value: Decimal) -> str:
    """A number with its thousands apart.

    >>> number(Decimal("1072")), number(Decimal("-0.60")), number(Decimal("1E+3"))
    ('1,072', '-0.60', '1,000')
    """
    return f"{value:,f}"


def money(value: Decimal) -> str:
    """A sum in pounds, in millions where that loses nothing.

    >>> money(Decimal(10400000)), money(Decimal(-1100000)), money(Decimal("245.5")), money(Decimal(1250))
    ('£10.4m', '-£1.1m', '£245.50', '£1,250')
    """
    sign, amount = "-" if value < 0 else "", abs(value)
    for size, letters in ((_BILLION, "bn"), (_MILLION, "m")):
        if amount >= size and amount % (size / 100) == 0:
            return f"{sign}£{plain(amount / size)}{letters}"
    if amount == amount.to_integral_value():
        return f"{sign}£{amount:,.0f}"
    return f"{sign}£{amount:,.2f}" if amount == amount.quantize(Decimal("0.01")) else f"{sign}£{amount:,f}"


def plain(value: Decimal) -> str:
    """A number without noughts at its end.

    >>> plain(Decimal("10.40")), plain(Decimal("100"))
    ('10.4', '100')
    """
    return f"{value.normalize():,f}"


def figure(value: Decimal, unit: str | None, short: bool = False) -> str:
    """A value with its unit; ``short`` leaves out what a rate is taken of.

    >>> figure(Decimal("88.4"), "percent"), figure(Decimal(1), "days"), figure(Decimal("60.1"), "per_10000")
    ('88.4%', '1 day', '60.1 per 10,000')
    """
    if unit == "GBP":
        return money(value)
    if unit == "percent":
        return f"{number(value)}%"
    if unit in _RATES:
        return number(value) if short else f"{number(value)} per {_RATES[unit]}"
    if unit is None or unit in _BARE:
        return number(value)
    words = unit.replace("_", " ")
    return f"{number(value)} {words[:-1] if unit in _NOUNS and abs(value) == 1 else words}"


def difference(value: Decimal, other: Decimal, unit: str | None) -> tuple[Decimal, str]:
    """How far two values lie apart, and in words: percentage points between two percentages.

    >>> difference(Decimal("88.4"), Decimal("91.2"), "percent")
    (Decimal('2.8'), '2.8 percentage points')
    """
    apart = abs(value - other).normalize()
    return apart, figure(apart, "percentage_points" if unit == "percent" else unit, short=True)


# ── periods ──────────────────────────────────────────────────────────────────────────────────────


def financial_years(year: int, years: int = 1) -> str:
    """The name of a financial year, or of several.

    >>> financial_years(2018), financial_years(2015, 3), financial_years(1999)
    ('2018/19', '2015-18', '1999/2000')
    """
    last = year + years
    end = f"{last % 100:02d}" if last % 100 else str(last)
    return f"{year}/{end}" if years == 1 else f"{year}-{end}"


def month(day: date) -> str:
    """A month and its year."""
    return f"{day:%B %Y}"


def full_day(day: date) -> str:
    """A day as it is written in a report.

    >>> full_day(date(2018, 6, 3))
    '3 June 2018'
    """
    return f"{day.day} {day:%B %Y}"


def named(period: Period) -> str:
    """A period by its usual name.

    >>> named(Period(start=date(2018, 7, 1), end=date(2018, 9, 30)))
    'quarter 2 2018/19'
    """
    return when(period).split(" ", 1)[1]


def when(period: Period) -> str:
    """When something was so: "in quarter 2 2018/19", "at 30 June 2018". An open period has its known end only.

    >>> when(Period(start=date(2018, 10, 1), end=date(2019, 3, 31)))
    'in October 2018 to March 2019'
    """
    return next(whens(period))


def whens(period: Period) -> Iterator[str]:
    """The ways to say when, the usual one first; the last one names both days."""
    start, end = period.start, period.end
    if start is None or end is None:
        if start:
            yield f"from {full_day(start)}"
        else:
            yield f"by {full_day(end)}" if end else f"in {period.label or 'an unnamed period'}"
        return
    if start == end:
        yield f"at {full_day(end)}"
        yield f"as at {full_day(end)}"
        return
    yield from _spans(start, end)
    yield f"between {full_day(start)} and {full_day(end)}"


def _spans(start: date, end: date) -> Iterator[str]:
    """The names of a stretch of whole months."""
    if start.day != 1 or end != cal.month_end(end.year, end.month):
        return
    months = cal.months_long((start, end))
    if months == 1:
        yield f"in {month(start)}"
    elif months == 3 and start.month % 3 == 1:
        yield f"in quarter {cal.financial_quarter(start)} {financial_years(cal.financial_year(start))}"
    elif start.month == cal.APRIL and months % 12 == 0:
        yield f"in {financial_years(start.year, months // 12)}"
    elif start.month == cal.SEPTEMBER and months == 12:
        yield f"in the {financial_years(start.year)} academic year"
    if start.month == 1 and months > 12 and months % 12 == 0:
        yield f"in {start.year}-{end.year % 100:02d}"
    if months == 12:
        yield f"in the 12 months to {month(end)}"
    if start.year == end.year and months > 1:
        yield f"in {start:%B} to {month(end)}"
        yield f"from {start:%B} to {month(end)}"
    elif months > 1:
        yield f"in {month(start)} to {month(end)}"


def days(period: Period | None) -> tuple[date | None, date | None] | None:
    """The first and the last day of a period; None where neither is known."""
    return (period.start, period.end) if period and (period.start or period.end) else None


def same_days(one: Period | None, other: Period | None) -> bool:
    """Whether two periods are the same days."""
    return one is not None and other is not None and (one.start, one.end) == (other.start, other.end)
