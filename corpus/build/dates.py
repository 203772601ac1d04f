"""Turn the short period codes of the sources into dates: ``21q2`` is July to September 2021.

Codes: ``21q2`` a quarter of the financial year 2021/22, ``21q2e`` its last day, ``21fy`` the financial year,
``20ay`` the academic year 2020/21, ``12m21q2`` the twelve months to the end of that quarter, ``ytd21q2`` April to
the end of it, ``2021`` a calendar year, ``2021-06`` a month, ``2021-06-30`` a day, ``A..B`` from the start of A to
the end of B, ``A..`` without an end and ``none`` without dates.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

Span = tuple[date | None, date | None]

CODE = re.compile(r"(?P<roll>12m|ytd)?(?P<year>\d\d)(?:(?P<kind>fy|ay)|q(?P<quarter>[1-4])(?P<end>e)?)")


def span(code: str) -> Span:
    """First and last day of a period code; raises ValueError where the code is not known.

    >>> span("21q4"), span("12m21q1")[0], span("2018..2020")[1]
    ((datetime.date(2022, 1, 1), datetime.date(2022, 3, 31)), datetime.date(2020, 7, 1), datetime.date(2020, 12, 31))
    """
    if code == "none":
        return None, None
    if ".." in code:
        first, last = code.split("..")
        return span(first)[0], span(last)[1] if last else None
    found = CODE.fullmatch(code)
    return fiscal(found) if found else calendar(code)


def fiscal(found: re.Match[str]) -> Span:
    """Dates of a quarter, a financial year or an academic year."""
    year = 2000 + int(found["year"])
    if found["kind"]:
        month = 4 if found["kind"] == "fy" else 9
        return date(year, month, 1), date(year + 1, month, 1) - timedelta(days=1)
    start, end = quarter(year, int(found["quarter"]))
    if found["end"]:
        return end, end
    if found["roll"] == "12m":
        start = (end + timedelta(days=1)).replace(year=end.year - 1 if end.month != 12 else end.year)
    elif found["roll"] == "ytd":
        start = date(year, 4, 1)
    return start, end


def quarter(year: int, number: int) -> tuple[date, date]:
    """Dates of a quarter of the financial year that starts in ``year``."""
    first = date(year + 1, 1, 1) if number == 4 else date(year, 3 * number + 1, 1)
    month = first.month + 2
    return first, date(first.year, month, monthrange(first.year, month)[1])


def calendar(code: str) -> Span:
    """Dates of ``2021``, ``2021-06`` or ``2021-06-30``."""
    if len(code) == 10:
        return date.fromisoformat(code), date.fromisoformat(code)
    year, _, month = code.partition("-")
    first = date(int(year), int(month or 1), 1)
    last_month = int(month or 12)
    return first, date(first.year, last_month, monthrange(first.year, last_month)[1])


def period(label: str | None, code: str, inherited: bool) -> dict[str, object]:
    """The period of a record, as the gold files write it."""
    start, end = (day.isoformat() if day else None for day in span(code))
    return {"label": label, "start": start, "end": end, "inherited": inherited}
