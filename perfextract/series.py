"""Which series a record belongs to: values of the same thing, for the same place and the same length of time.

What is the same thing is told by the catalogue's id, or else by the words of the indicator, whatever their order and
endings. A stock at the end of a quarter and a flow over it stand in one series, since reports change from "at 30 June"
to "in quarter 1" for the same figure; a year's value never stands in a series of quarters.
"""

from __future__ import annotations

import hashlib
import re

from perfextract import calendar_uk as cal
from perfextract.model import Period, Record
from perfextract.vocabulary import expression, words

_WORD = re.compile(r"[a-z0-9]+(?:\.\d+)?")
_ENDING = expression(r"(?<=[a-z]{3}){ending}$", 0)
_YEARLY = re.compile(r"\brolling\b|\b(?:12|twelve)[-\s]months?\b", re.IGNORECASE)
_LENGTHS = {1: "month", 3: "quarter", 6: "half", 12: "year"}
_LENGTH_OF_ID = 12


def series_id(record: Record) -> str | None:
    """The id of the record's series; None for a record without value or without dates.

    Authority, indicator, place, unit, length of period and whether it is an actual or a forecast value decide it, so
    that it is the same on every run and every machine.
    """
    if record.value is None or record.period.end is None:
        return None
    parts = (
        (record.authority or "").casefold(),
        record.indicator_id or words_of(record.indicator),
        record.unit or "",
        (record.geography or "").casefold(),
        length_of(record.period, _is_of_a_year(record), "cumulative" in record.qualifiers),
        record.kind,
    )
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:_LENGTH_OF_ID]


def _is_of_a_year(record: Record) -> bool:
    """Whether a value is of twelve months though its column says a quarter: "admissions (rolling 12 months)"."""
    return "rolling" in record.qualifiers or _YEARLY.search(record.indicator) is not None


def words_of(indicator: str) -> str:
    """The words that carry an indicator's meaning, without endings, in the order of the alphabet.

    >>> words_of("The number of visits to libraries") == words_of("Library visits")
    True
    >>> words_of("Calls answered") == words_of("Calls offered")
    False
    """
    found = (_stem(w) for w in _WORD.findall(indicator.casefold()) if w not in words("idle"))
    return " ".join(sorted(set(found)))


def _stem(word: str) -> str:
    stem = _ENDING.sub("", word)
    return stem + "y" if word.endswith("ies") and stem != word else stem


def length_of(period: Period, yearly: bool = False, to_date: bool = False) -> str:
    """The length of a period in a word; the last day of a quarter stands for the quarter, other days for a month.

    ``yearly`` values are of the twelve months up to the period's end, ``to_date`` ones of the year so far.

    >>> from datetime import date
    >>> length_of(Period(start=date(2021, 6, 30), end=date(2021, 6, 30)))
    'quarter'
    >>> length_of(Period(start=date(2021, 4, 1), end=date(2022, 3, 31)))
    'year'
    """
    if period.start is None or period.end is None:
        return "open"
    if yearly:
        return "year"
    if period.start == period.end:
        quarter_end = period.end.month % 3 == 0 and period.end == cal.month_end(period.end.year, period.end.month)
        return "quarter" if quarter_end else "month"
    months = cal.months_long((period.start, period.end))
    if to_date and months > 3 and (period.start.month, period.start.day) == (cal.APRIL, 1):
        return "year so far"  # up to the end of June it is the quarter
    return _LENGTHS.get(months, f"{months} months")
