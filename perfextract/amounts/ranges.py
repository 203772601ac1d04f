"""Join the two ends of a range into one quantity: "12-14 days", "between £3 and £5 million", "5 to 7 per cent"."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from perfextract import rules
from perfextract.amounts.quantity import Quantity
from perfextract.amounts.vocabulary import Vocabulary, vocabulary

_DASH = re.compile(r"\s?[-–—−‑]\s?")
_LINKS = {word: re.compile(rf"\s+{word}\s+(?:around\s+|about\s+)?") for word in ("to", "and", "or")}
_BETWEEN = re.compile(r"\b(?:in\s+)?between\s+(?:around\s+|about\s+|approximately\s+)?$", re.IGNORECASE)
_APART = re.compile(
    r"\b(?:difference|gap|differential|aged?|ages|children|pupils|people|those)\s+(?:was\s+|is\s+|of\s+)?(?:in\s+)?between\s+$",
    re.I,
)
_AROUND = 60  # characters


def ranged(found: list[Quantity], text: str, patterns: Path | None) -> list[Quantity]:
    """The quantities, the two ends of each range made one.

    An interval in brackets behind the figure it belongs to ("84% (80-88%)") is excluded.
    """
    if len(found) < 2 or not _may_hold(text):
        return found
    known = vocabulary(patterns)
    out: list[Quantity] = []
    for q in found:
        last = out[-1] if out else None
        one = _range(last, q, text, known, patterns) if last and q.start - last.end < 20 else None
        if one is None:
            if last and _LINKS["to"].fullmatch(text[last.end : q.start]):
                out[-1] = _moved(last, q, text)
            out.append(q)
        else:
            out[-1] = _no_interval(out[-2] if len(out) > 1 else None, one, text)
    return out


def _may_hold(text: str) -> bool:
    return " to " in text or " or " in text or "between" in text.lower() or _DASH.search(text) is not None


def _range(a: Quantity, b: Quantity, text: str, known: Vocabulary, patterns: Path | None) -> Quantity | None:
    if a.excluded or b.excluded or {a.form, b.form} & {"fraction"} or a.whole or b.whole or a.upper is not None:
        return None
    start = _start(a, b, text, known, patterns)
    if start is None or _year(a, text) or _named(a, text, known):
        return None
    lower = _alike(a, b)
    if lower is None or not lower < b.value <= _WIDEST * max(lower, Decimal(1)):
        return None
    unit = a.unit if a.unit in _MONEY else b.unit
    one = replace(
        b,
        unit=unit,
        unit_stated=a.unit_stated or b.unit_stated,
        value=lower,
        upper=b.value,
        start=start,
        text=text[start : b.end],
    )
    one = replace(one, garbled=a.garbled or b.garbled, bound=None)
    return replace(one, excluded="age") if _ages(one, text) else one


_WIDEST = 100  # times the lower end: what is further apart is no range


def _start(a: Quantity, b: Quantity, text: str, known: Vocabulary, patterns: Path | None) -> int | None:
    """Where the range begins; None where the words between its ends join nothing."""
    gap = text[a.end : b.start]
    before = text[max(0, a.start - _AROUND) : a.start]
    between = _BETWEEN.search(before)
    if _DASH.fullmatch(gap):
        tight = len(gap) == 1 or (len(gap) == 3 and not (a.unit_stated and b.unit_stated is False))
        return a.start if tight and not _chained(a, b, text) else None
    if _LINKS["and"].fullmatch(gap):
        return a.start - len(between[0]) if between and not _APART.search(before) else None
    if _LINKS["or"].fullmatch(gap):  # "three or four days"
        return a.start if b.unit_stated and not a.unit_stated and b.value == a.value + 1 else None
    if _LINKS["to"].fullmatch(gap) and between:
        return a.start - len(between[0])
    if _LINKS["to"].fullmatch(gap) and not _chained(a, b, text):
        return _start_of_to(a, before, known, patterns)
    return None


def _start_of_to(a: Quantity, before: str, known: Vocabulary, patterns: Path | None) -> int | None:
    """Where "5% to 7%" begins; None where "from" or "rose" makes a movement of it ("ranged from" does not)."""
    clause = re.split(r"[.;:]\s", before)[-1]
    if m := re.search(r"\bfrom\s+(?:around\s+|about\s+)?$", clause, re.IGNORECASE):
        return a.start - len(m[0]) if known.ranging_before.search(clause[: m.start()]) else None
    marks = rules.load("direction", patterns).find(clause)
    return None if any(m.gives.get("form") in ("change", "adverb") for m in marks) else a.start


def _chained(a: Quantity, b: Quantity, text: str) -> bool:
    """Whether the two are in a longer chain of figures ("01-02-2016")."""
    return (
        text[max(0, a.start - 1) : a.start] in ("-", "–", "/") or re.match(r"\s?[-–/]\s?\d", text[b.end :]) is not None
    )


def _year(a: Quantity, text: str) -> bool:
    """Whether the first figure is a year: "2016-18", "2015 to 2017", "since 2005 to 8,607"."""
    return re.fullmatch(r"(?:19|20)\d\d", text[a.start : a.end]) is not None


def _named(a: Quantity, text: str, known: Vocabulary) -> bool:
    """Whether the first figure is part of a name: "wards 2-4"."""
    word = re.search(r"([A-Za-z]+)\.?\s+(?:between\s+|from\s+)?$", text[max(0, a.start - 30) : a.start])
    return word is not None and word[1].lower() in known.roles["label"] - _AGE and not a.unit_stated


_AGE = frozenset({"age", "ages", "aged"})
_AGE_BEFORE = re.compile(
    r"\bage[ds]?\b(?:\s*(?:groups?|ranges?|bands?|ranging|ranged|from|between|of|and|or|,|\d{1,3}\s?[-–]\s?\d{1,3})){0,9}\s*$",
    re.IGNORECASE,
)
_AGE_AFTER = re.compile(
    r"[\s-]*(?:(?:years?|months?|weeks?)[\s-](?:olds?|of\s+age)\b|age\s+(?:group|range|band))", re.IGNORECASE
)


def _ages(one: Quantity, text: str) -> bool:
    """Whether a range is of ages: "aged 5 to 11", "5-11 year olds"."""
    unit = re.search(r"[\s-]*[a-z]+$", one.text, re.IGNORECASE)
    ends = (one.end, one.end - len(unit[0]) if unit else one.end)
    before = _AGE_BEFORE.search(text[max(0, one.start - _AROUND) : one.start])
    return before is not None or any(_AGE_AFTER.match(text, end) for end in ends)


def _alike(a: Quantity, b: Quantity) -> Decimal | None:
    """The lower end in the unit and scale of the upper one; None where they measure different things."""
    if a.unit != b.unit and a.unit_stated:
        if not (a.unit in _MONEY and not b.unit_stated):
            return None
    if (a.unit_stated and not b.unit_stated and a.unit not in _MONEY) or (
        b.unit in _MONEY and _SIGN.match(b.text) and not a.unit_stated
    ):
        return None
    return a.value * _factor(a, b)


def _moved(a: Quantity, b: Quantity, text: str) -> Quantity:
    """The first end of a movement in the unit and scale told once, after the second: "from 5 to 7 per cent"."""
    if (
        a.excluded
        or b.excluded
        or a.upper is not None
        or not re.search(r"\bfrom\s+$", text[max(0, a.start - 6) : a.start])
    ):
        return a
    if a.unit == b.unit and a.unit in _MONEY:
        return replace(a, value=a.value * _factor(a, b))
    bare = not a.unit_stated and a.unit == "count" and _year(a, text) is False
    alike = bare and b.unit_stated and b.unit not in _MONEY and b.form == a.form == "digits"
    return replace(a, unit=b.unit, unit_stated=True) if alike else a


_MONEY = frozenset({"GBP", "EUR", "USD"})
_SIGN = re.compile(r"[-−–]?[£€$A-Z]")


def _factor(a: Quantity, b: Quantity) -> Decimal:
    """What the scale of the upper end makes of the lower one: "£10-15m"."""
    plain_a, plain_b = (_number(q) for q in (a, b))
    if plain_a is None or plain_b is None or not plain_b or plain_a != abs(a.value) or plain_a > plain_b:
        return Decimal(1)
    return abs(b.value) / plain_b


def _number(q: Quantity) -> Decimal | None:
    m = re.search(r"\d[\d,]*(?:\.\d+)?", q.text)
    return Decimal(m[0].replace(",", "")) if m else None


def _no_interval(before: Quantity | None, one: Quantity, text: str) -> Quantity:
    """The range, excluded where it stands in brackets behind a figure that lies in it."""
    if before is None or before.excluded or one.upper is None:
        return one
    boxed = re.fullmatch(r"\s*[(\[]\s*(?:95%\s+)?(?:CI:?\s+)?", text[before.end : one.start])
    same = before.unit == one.unit or not one.unit_stated
    inside = boxed is not None and same and one.value <= before.value <= one.upper
    return replace(one, excluded="interval") if inside else one
