"""Read the one-line notes under a sentence of a source: what a careful reader would record of it.

A note is ``= value | indicator | more | more ...``. The value is the report's own characters (``~ words`` for a
statement without a number). More, in any order:

``@ label [code]`` the period as the sentence says it, ``~ label [code]`` as the section or report says it (without
either, the report's quarter, inherited); ``up``, ``down``, ``stable``; ``by 21 days down previous`` a stated change;
``vs previous 1,231 below "down from 1,231" [21q1e at the end of Q1]`` a comparator (value ``-`` for none; ``about``,
``rank WORDS`` and ``(label)`` where they apply); ``of 10/11`` numerator and denominator; ``val``, ``unit``, ``geo``,
``q``, ``kind``, ``bound``, ``about``, ``rag``, ``status``, ``theme``, ``service``, ``unsure``, ``note``, ``quote``;
``ok direction up null`` and ``ok period 21q1 21q1e`` other right answers; ``#name`` the series it belongs to.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from dates import period, span

Fields = dict[str, Any]

KINDS = {"previous": "previous_period", "yearago": "same_period_last_year", "earlier": "earlier_period"}
KINDS |= {"neighbours": "statistical_neighbour"}
KINDS |= {kind: kind for kind in ("baseline", "target", "national", "regional", "other")}
UNITS = ("seconds", "minutes", "hours", "days", "weeks", "months", "years", "miles", "tonnes", "kg")
WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
SCALES = {"": 1, "k": 1_000, "m": 1_000_000, "million": 1_000_000, "bn": 1_000_000_000}
COMPARATOR = re.compile(
    r"vs (?P<kind>\w+) (?P<value>\S+)(?: (?P<relation>above|below|equal|similar))?(?P<about> about)?"
    r'(?: \((?P<label>[^)]+)\))?(?: rank (?P<rank>[^"\[]+?))?(?: "(?P<text>[^"]+)")?'
    r"(?: \[(?P<code>\S+) (?P<when>[^\]]+)\])?"
)
CHANGE = re.compile(r"by (?P<amount>\S+) (?P<unit>\w+) (?P<direction>up|down|stable)(?: (?P<since>\w+))?")
PERIOD = re.compile(r"(?P<how>[@~]) (?P<label>.+?) \[(?P<code>\S+)\]")


def number(text: str) -> int | float:
    """The number as JSON writes it; raises ValueError where there is none.

    >>> number("1,204"), number("-0.60"), number("four"), number("2, 764"), number("£4.5m")
    (1204, -0.6, 4, 2764, 4500000)
    """
    if text.lower() in WORDS:
        return WORDS.index(text.lower())
    found = re.search(r"([-+−]?)\W*?(\d+(?:, ?\d{3})*(?:\.\d+)?)(?:\s?(million|bn|m|k)\b)?", text)
    if not found:
        raise ValueError(f"no number in {text!r}: say it with val")
    value = Decimal(re.sub("[, ]", "", found[2])) * SCALES[found[3] or ""]
    value = -value if found[1] in ("-", "−") else value
    return int(value) if value == value.to_integral_value() else float(value)


def amount(text: str) -> tuple[int | float, str]:
    """Number and unit of a value as written.

    >>> amount("82.1 per cent"), amount("2 minutes 31 seconds"), amount("61.3 per 10,000"), amount("17days")
    ((82.1, 'percent'), (151, 'seconds'), (61.3, 'per_10000'), (17, 'days'))
    """
    clock = re.search(r"(\d+) minutes? (?:and )?(\d+) seconds?", text)
    if clock:
        return 60 * int(clock[1]) + int(clock[2]), "seconds"
    rate = re.fullmatch(r"([\d.,]+) per (1,000|10,000|100,000)", text)
    if rate:
        return number(rate[1]), "per_" + rate[2].replace(",", "")
    return number(text), unit_of(text)


def unit_of(text: str) -> str:
    """The unit a written value names; a bare number is a count."""
    if "%" in text or "per cent" in text:
        return "percent"
    if "£" in text:
        return "GBP"
    return next((unit for unit in UNITS if unit.removesuffix("s") in text), "count")


def comparator(item: str, unit: str | None) -> Fields:
    """One ``vs`` item; raises ValueError where it is not understood."""
    found = COMPARATOR.fullmatch(item)
    if not found:
        raise ValueError(f"comparator not understood: {item}")
    value = None if found["value"] == "-" else number(found["value"])
    return {
        "kind": KINDS[found["kind"]],
        "label": found["label"],
        "value": value,
        "unit": None if value is None else unit,
        "period": period(found["when"], found["code"], False) if found["code"] else None,
        "relation": found["relation"],
        "approximate": bool(found["about"]),
        "rank": found["rank"],
        "text": found["text"],
    }


def change(item: str) -> Fields:
    """One ``by`` item; raises ValueError where it is not understood."""
    found = CHANGE.fullmatch(item)
    if not found:
        raise ValueError(f"change not understood: {item}")
    since = KINDS[found["since"]] if found["since"] else None
    amount = None if found["amount"] == "-" else number(found["amount"])
    unit = None if amount is None else found["unit"]
    return {"amount": amount, "unit": unit, "direction": found["direction"], "since": since}


def shares(item: str) -> Fields:
    """Numerator and denominator of ``10/11``, ``10/`` or ``/11``."""
    top, bottom = (number(part) if part else None for part in item.split("/"))
    return {"numerator": top, "denominator": bottom}


def accepted(item: str) -> Fields:
    """Other right answers: ``direction up null`` or ``period 21q1 21q1e``."""
    name, *answers = item.split()
    if name == "period":
        return {name: [[day.isoformat() if day else None for day in span(code)] for code in answers]}
    return {name: [None if answer == "null" else answer for answer in answers]}


def read(notes: list[str], record: Fields) -> Fields:
    """The record with the notes written in; raises ValueError for a note that is not understood."""
    for item in notes:
        key, _, rest = item.partition(" ")
        if found := PERIOD.fullmatch(item):
            record["period"] = period(found["label"], found["code"], found["how"] == "~")
        elif item in ("up", "down", "stable"):
            record["direction"] = item
        elif key == "by":
            record["change"] = change(item)
        elif key == "vs":
            record["comparators"].append(item)
        elif key == "of":
            record |= shares(rest)
        elif key == "ok":
            record["accept"] |= accepted(rest)
        elif key == "val":
            record["value"] = number(rest)
        elif key == "q":
            record["qualifiers"] = rest.split()
        elif item == "about":
            record |= {"approximate": True, "bound": "about"}
        elif item == "unsure":
            record["sure"] = False
        elif item.startswith("#"):
            record["series"] = item[1:]
        elif key in ("unit", "geo", "kind", "bound", "rag", "status", "theme", "service", "note", "quote"):
            record["geography" if key == "geo" else key] = None if rest == "none" else rest.strip('"')
        else:
            raise ValueError(f"note not understood: {item}")
    record["comparators"] = [comparator(item, record["unit"]) for item in record["comparators"]]
    return record
