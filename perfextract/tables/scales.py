"""The unit of bare figures, from what stands nearest: the cell's neighbours, the head, the row's name, the caption."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from perfextract import rules
from perfextract.amounts import RATE_UNITS
from perfextract.vocabulary import expression

Scale = tuple[str | None, Decimal]  # unit and factor
ONE = Decimal(1)
_PER = re.compile(
    r"(?:per|/)\s*(?P<base>100,?000|10,?000|1,?000|100|thousand|million)\b(?!\s*(?:to|words))", re.IGNORECASE
)
_MONEY = re.compile(
    r"£\s?(?:(?P<m>m|mn|million)s?\b|(?P<k>k|['’]?000s?|thousands?)\b)?|\bin\s+(?:(?P<m2>millions)|(?P<k2>thousands))\s+of\s+pounds",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(
    r"\(\s*(?:in\s+)?(?:thousands|['’]?000s?|['’]000)\s*\)|\bin\s+thousands\b|^['’]?000s$", re.IGNORECASE
)
_MILLIONS = re.compile(r"\(\s*(?:in\s+)?millions\s*\)|\bin\s+millions\b", re.IGNORECASE)
_PERCENT = expression(
    r"^\s*%|%\s*$|\([^()]*%\s*\)|%\s+of\b|\bpercentages?\b(?!\s+point)|\b{in percent}\b|^prevalence\b"
)
_TIME = expression(
    r"(?:\((?:[\w\s/-]*\s)?|\bin\s+|\b{average}\s+(?:number\s+of\s+)?|\bnumber\s+of\s+|^|,\s*|[-–:]\s+)"
    r"(?:{kind of day}\s+)?(?P<unit>{time})s\b(?!\s+(?:old|of\s+age))(?!\s*-)"
    r"|\b(?P<lost>day|hour)s\s+(?:(?:lost|taken)\s+)?(?:to\s+(?:\w+\s+){1,2})?per\b"
)
_LIMIT = expression(r"\b{limit}\s+(?:\d+\s+)?$")
_OTHER = (  # by the words of a name
    (expression(r"\b{score}\b"), "score"),
    (expression(r"^tonnes\b|\b{tonnage}\b"), "tonnes"),
    (expression(r"^{kilogram}\b|\bin\s+kg\b"), "kg"),
    (re.compile(r"\bratio\b", re.IGNORECASE), "ratio"),
    (expression(r"\b{measured in years}\b"), "years"),
    (expression(r"\b(?:number|no\.?)\s+of\b|^\W*(?:{number}|total)\W*$"), "count"),
)  # fmt: skip


def scale_of_head(unit: str, head: str) -> Scale:
    """(unit, factor) that the cell of a column of units or a column's head tells.

    >>> scale_of_head("km", "Q2")[0], scale_of_head("", "Solved % Q2")[0], scale_of_head("", "Q2")[0]
    ('km', 'percent', None)
    """
    of_unit = _scale(unit) or ((named, ONE) if (named := _bracketed(f"({unit})")) else None)
    if of_unit or "%" not in head:
        return of_unit or scale_of([head])
    return "percent", ONE


def scale_of(words: Iterable[str]) -> Scale:
    """(unit, factor) that the first of the texts that tells gives; (None, 1) where none does.

    >>> scale_of(["Revenue (£m)"]), scale_of(["Q2", "Rate per 10,000 children"]), scale_of(["Calls (thousands)"])
    (('GBP', Decimal('1000000')), ('per_10000', Decimal('1')), ('count', Decimal('1000')))
    >>> scale_of(["% of repairs within 28 days"])[0], scale_of(["Average days to let"])[0], scale_of(["In 5 days"])[0]
    ('percent', 'days', None)
    """
    return next((scale for text in words if (scale := _scale(text))), (None, ONE))


def _bracketed(text: str) -> str | None:
    """The unit that stands in brackets: "Average wait (secs)", "Carbon emitted (tonnes CO2)"."""
    for m in re.finditer(r"\(([^()\d]*\w)[\d₂]?\)", text):
        marks = rules.load("units").find(m[1])
        if marks and (marks[0].start == 0 or marks[-1].end == len(m[1])):
            unit: str = marks[-1 if marks[-1].end == len(m[1]) else 0].gives["unit"]
            return unit
    return None


def _scale(text: str) -> Scale | None:
    if not text:
        return None
    if m := _PER.search(text):
        return RATE_UNITS[m["base"].replace(",", "").lower()], ONE
    if _PERCENT.search(text):
        return "percent", ONE
    if m := _MONEY.search(text):
        return "GBP", Decimal(10**6 if m["m"] or m["m2"] else 1000 if m["k"] or m["k2"] else 1)
    if _THOUSANDS.search(text):
        return "count", Decimal(1000)
    if _MILLIONS.search(text):
        return "count", Decimal(10**6)
    if bracketed := _bracketed(text):
        return bracketed, ONE
    for m in _TIME.finditer(text):
        before = text[: m.start(m.lastgroup or 0)]
        if m["lost"] or not (_LIMIT.search(before) or expression(r"\d\s*(?:{kind of day}\s+)?$", 0).search(before)):
            return f"{m[m.lastgroup or 0].lower()}s", ONE
    return next(((unit, ONE) for pattern, unit in _OTHER if pattern.search(text)), None)
