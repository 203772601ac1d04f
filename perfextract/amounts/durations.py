"""Read durations of several parts as one value: "6 minutes 26 seconds", "2m 30s", "00:02:30", "an hour and a half"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from perfextract.amounts.digits import unit_after
from perfextract.amounts.quantity import Quantity
from perfextract.amounts.vocabulary import at_numbers, vocabulary
from perfextract.textview import view

SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400, "weeks": 604800}
MONTHS = {"months": 1, "years": 12}
_NEXT = {"hours": "minutes", "minutes": "seconds"}
ARTICLE = "article"  # the form of "an hour" while it is not known whether minutes follow

_LETTERS = re.compile(
    r"(?<![\w.,£])(?:(?P<h>\d{1,4})\s?h(?:rs?)?\.?\s?(?P<m>\d{1,2})\s?m(?:ins?)?\.?(?:\s?(?P<s>\d{1,2})\s?s(?:ecs?)?\.?)?"
    r"|(?P<m2>\d{1,4})\s?m(?:ins?)?\.?\s?(?P<s2>\d{1,2})\s?s(?:ecs?)?\.?)(?!\w)",
    re.IGNORECASE,
)
_SHORT = frozenset("h hr hrs m min mins".split())
_COLONS = re.compile(
    r"(?<![\w:.\[(])(?:(?P<h>\d{1,3}):)?(?P<m>\d{1,3}):(?P<s>[0-5]\d)(?![\w:\])])(?P<said>\s+(?:minutes|mins)\b)?"
)
_AT = re.compile(r"\b(?:at|from|until|till|by)\s+$", re.IGNORECASE)


def printed(text: str, patterns: Path | None) -> Iterator[Quantity]:
    """The durations printed with letters or colons."""
    seen = view(text)
    for m in at_numbers(_LETTERS, seen) if not seen.vocabulary.isdisjoint(_SHORT) else ():
        hours, minutes, seconds = (int(m[a] or (b and m[b]) or 0) for a, b in (("h", None), ("m", "m2"), ("s", "s2")))
        told = m["s"] or m["s2"]
        value, unit = (3600 * hours + 60 * minutes + seconds, "seconds") if told else (60 * hours + minutes, "minutes")
        yield Quantity(Decimal(value), unit, m.start(), m.end(), m[0])
    for m in at_numbers(_COLONS, seen) if ":" in text else ():
        if _lasts(text, m):
            value = 3600 * int(m["h"] or 0) + 60 * int(m["m"]) + int(m["s"])
            yield Quantity(Decimal(value), "seconds", m.start(), m.end(), m[0])


def _lasts(text: str, m: re.Match[str]) -> bool:
    """Whether "00:02:30" is a duration, and neither a time of day nor the mark of a transcript."""
    if m["h"] is None:
        return m["said"] is not None
    opens = not text[: m.start()].strip() and text[m.end() :].strip() != ""
    return int(m["m"]) < 60 and not opens and not (_AT.search(text[: m.start()][-8:]) and int(m["h"]) > 5)


_ONE = re.compile(r"(?<![\w-])an?\s+(?=[hmdwy])", re.IGNORECASE)


def articles(text: str, patterns: Path | None) -> Iterator[Quantity]:
    """ "an hour", where "and a half" or smaller parts may follow; ``joined`` drops it where none do."""
    known = vocabulary(patterns)
    for m in _ONE.finditer(text):
        unit = unit_after(text, m.end() - 1, patterns)
        if unit is None or unit.unit not in SECONDS | MONTHS:
            continue
        q = Quantity(Decimal(1), unit.unit, m.start(), unit.end, text[m.start() : unit.end], form=ARTICLE)
        if half := known.and_a_half.match(text, unit.end):
            value = 1 + known.fraction(half["many"], half["part"])
            yield replace(q, value=value, end=half.end(), text=text[m.start() : half.end()], form="word")
        elif re.match(r",?\s+(?:and\s+)?[\da-z]", text[unit.end :]):
            yield q


def joined(found: list[Quantity], text: str) -> list[Quantity]:
    """ "6 minutes 26 seconds" is one value in the smaller unit."""
    out: list[Quantity] = []
    for q in found:
        last = out[-1] if out else None
        if last and (smaller := _unsaid(last, q, text)):
            q = replace(q, unit=smaller, unit_stated=True)
        if last and _compound(last, q, text):
            sizes = SECONDS if last.unit in SECONDS else MONTHS
            value = last.value * sizes[last.unit] / sizes[q.unit] + q.value
            form = q.form if last.form == ARTICLE else last.form
            out[-1] = replace(q, value=value, start=last.start, text=text[last.start : q.end], form=form)
        else:
            out.append(q)
    return [q for q in out if q.form != ARTICLE]


def _unsaid(first: Quantity, second: Quantity, text: str) -> str | None:
    """ "3 minutes 40": the seconds are understood."""
    smaller = _NEXT.get(first.unit)
    bare = second.unit == "count" and not second.unit_stated and second.value < 60 and not second.excluded
    if not (bare and smaller) or first.upper is not None or text[first.end : second.start] != " ":
        return None
    end = re.match(r"\s+(?:in|at|on|to|from|and)\b|\s*[.,;)–-]|$", text[second.end :])
    return smaller if end is not None else None


def _compound(first: Quantity, second: Quantity, text: str) -> bool:
    if first.excluded or second.excluded or first.form == "fraction":
        return False
    sizes = SECONDS if first.unit in SECONDS else MONTHS
    if first.unit not in sizes or second.unit not in sizes or sizes[first.unit] <= sizes[second.unit]:
        return False
    if second.value * sizes[second.unit] >= sizes[first.unit] and first.form != ARTICLE:
        return False
    return re.fullmatch(r",?\s+(?:and\s+)?", text[first.end : second.start]) is not None
