"""The figures that two general libraries find in a text, as records that can be scored beside ours.

quantulum3 and Recognizers-Text find quantities anywhere; neither says what is measured or when. They are an optional
extra: ``pip install -e ".[compare]"``. Each gets the most favourable use: units under other names are translated, and
of Recognizers-Text the date reader is asked first, so that a year is no figure.
"""

from __future__ import annotations

import importlib
import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from importlib import metadata
from typing import Any

Figure = tuple[float, str]  # value and unit
Finder = Callable[[str], Iterable[Figure]]

UNITS = {
    "dimensionless": "count",
    "percentage": "percent",
    "per cent": "percent",
    "pound": "GBP",
    "pound sterling": "GBP",
    "minute of arc": "minutes",
    "kilogram": "kg",
    "kilometre": "km",
    "kilometer": "km",
    "ton": "tonnes",
    "tonne": "tonnes",
    "metric ton": "tonnes",
} | {name: f"{name}s" for name in ("second", "minute", "hour", "day", "week", "month", "year", "mile")}
TIMEX = re.compile(r"P(T?)([\d.]+)([SMHDWY])$")
TIMES = {"TS": "seconds", "TM": "minutes", "TH": "hours", "D": "days", "W": "weeks", "M": "months", "Y": "years"}
WITH_UNITS = ("currency", "dimension", "age")
MISSING = 'quantulum3 and Recognizers-Text are not installed here: pip install -e ".[compare]"'


def finders() -> dict[str, Finder]:
    """Both libraries by name and version; raises ImportError where one is not installed or does not load."""
    return {
        f"quantulum3 {metadata.version('quantulum3')}": quantulum(),
        f"Recognizers-Text {metadata.version('recognizers-text-suite')}": recognizers(),
    }


def unit(name: str) -> str:
    """A library's unit by our name for it.

    >>> unit("Pound"), unit("day"), unit("light-year")
    ('GBP', 'days', 'light-year')
    """
    return UNITS.get(name.lower(), name.lower())


def quantulum() -> Finder:
    """quantulum3, without its classifier."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells that the classifier is not there
        parser = importlib.import_module("quantulum3.parser")

    def find(text: str) -> Iterator[Figure]:
        for quantity in parser.parse(text):
            yield float(quantity.value), unit(quantity.unit.name)

    return find


def recognizers() -> Finder:
    """Recognizers-Text: dates and durations first, then numbers with units, percentages, numbers."""
    dates = importlib.import_module("recognizers_date_time").recognize_datetime
    measures = importlib.import_module("recognizers_number_with_unit")
    numbers = importlib.import_module("recognizers_number")
    readers = [dates, *(getattr(measures, f"recognize_{name}") for name in WITH_UNITS)]
    readers += [numbers.recognize_percentage, numbers.recognize_number]

    def find(text: str) -> Iterator[Figure]:
        taken: list[tuple[int, int]] = []
        for found in (each for read in readers for each in read(text, numbers.Culture.English)):
            if read_whole(found.resolution) and all(found.end < start or found.start > end for start, end in taken):
                taken.append((found.start, found.end))
                yield from resolved(found.resolution)

    return find


def read_whole(resolution: dict[str, Any] | None) -> bool:
    """Whether a result of Recognizers-Text is more than a unit without a number: "cent" in "5 per cent"."""
    return resolution is not None and bool(resolution.get("values") or resolution.get("value"))


def resolved(resolution: dict[str, Any]) -> Iterator[Figure]:
    """The figure that a result of Recognizers-Text gives; a date gives none.

    >>> list(resolved({"value": "4500000", "unit": "Pound"})), list(resolved({"value": "32.6%"}))
    ([(4500000.0, 'GBP')], [(32.6, 'percent')])
    """
    if "values" in resolution:
        yield from durations(resolution["values"])
    else:
        value = resolution["value"]
        bare = "percent" if value.endswith("%") else "count"
        yield float(value.rstrip("%")), unit(resolution.get("unit") or bare)


def durations(values: list[dict[str, str]]) -> Iterator[Figure]:
    """The length of time that a result of the date reader gives, if it gives one.

    >>> list(durations([{"timex": "P31.5D", "type": "duration"}]))
    [(31.5, 'days')]
    """
    if values and values[0].get("type") == "duration" and (match := TIMEX.match(values[0]["timex"])):
        of_day, value, letter = match.groups()
        yield float(value), TIMES.get(of_day + letter, letter)
