"""Read the shares and scores: "half of", "1 in 13", "8.2 out of 10", "97/102 pupils", "1:8"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from perfextract.amounts.quantity import Quantity
from perfextract.amounts.vocabulary import Vocabulary, at_numbers, one_of, vocabulary
from perfextract.amounts.words import found
from perfextract.textview import view

_ROUND_WHOLES = {Decimal(n) for n in (2, 3, 4, 5, 10, 20, 100)}  # "eight in ten" is a share, "3 of 14" a count
_TIMES = r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|quarters?)\b"
# What shows that "a quarter" is a part of something: what follows it, or what stands before it at a clause's end.
_WHOLE_AFTER = (
    r"(?=\s+(?:of|all|the|as|are|were|have|had|more|less|fewer|higher|lower|did|do|said|say|live|lived)\b"
    r"|\s*\()"
)
_CLAUSE_END = (
    r"(?=\s*[,.;:)]|\s*$|\s+(?:in|from|since|compared|during|between|over|within|for|on|against|to|and|but|by)\b)"
)
_PARTLY = ("by ", "to ", "at ", "than ", "nearly ", "almost ", "about ", "around ", "only ", "just ", "over ", "under ", "approximately ", "is ", "was ", "roughly ")  # fmt: skip  # noqa: E501


@lru_cache(maxsize=8)
def _forms(patterns: Path | None) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A fraction, a part of a percentage point, and so many in so many: for texts in lower case."""
    known = vocabulary(patterns)
    some = one_of(word for word, n in known.small.items() if 0 < n < 10)
    plural = one_of(word for word in known.parts if word.endswith("s"))
    part = one_of(word for word in known.parts if not word.endswith("s"))
    not_time = "".join(rf"(?<!\b{word} )" for word in sorted(known.roles["ordinal"]))
    partly = "|".join(rf"(?<=\b{word})" for word in _PARTLY)
    fraction = re.compile(
        rf"(?<![\w-]){not_time}(?:(?P<many>{some})[\s-](?P<parts>{plural})(?![\w-])(?!\s+of\s+an?\s+{_TIMES})"
        rf"|(?:(?:an?|one)[\s-])?(?P<half>half)(?:{_WHOLE_AFTER}|(?=\s*[,.;)]))(?!\s+(?:of|the|all)?\s*(?:the|an?)?\s*{_TIMES})"
        rf"|(?:{partly})?(?P<one>(?:an?|one)[\s-](?P<part>{part}))(?![\w-])(?!\s+of\s+(?:the|an?)\s+{_TIMES})"
        rf"(?:{_WHOLE_AFTER}|(?P<end>{_CLAUSE_END})))"
    )
    point = re.compile(
        rf"(?<![\w-])(?:(?P<many>an?|{some})[\s-])?(?P<part>{one_of(known.parts)})\s+(?:of\s+)?a\s+(?:percentage\s+)?point\b"
    )
    words = one_of([w for w, n in known.small.items() if n] + ["hundred"])
    in_every = re.compile(
        rf"(?<![\w.,£-])(?P<n>{some}|\d{{1,2}})(?P<link>\s+in\s+|-in-|\s+out\s+of\s+)(?P<every>every\s+)?"
        rf"(?P<of>{words}(?![\w-])|\d{{1,3}}(?:,\d{{3}})?)(?![\w,.%-]*\d|\s*%|\s?per\s?cent|\w)(?!\s+{_TIMES})"
        r"(?=\s+(?:of|[a-z]+s?\b)|\s*[,.;)(]|\s*$|\s+\()(?!\s+(?:the|q|quarter)\b)"
    )
    return fraction, point, in_every


def shares(text: str, patterns: Path | None) -> Iterator[Quantity]:
    """The shares told in words or as one number in another."""
    known, seen = vocabulary(patterns), view(text)
    fraction, point, in_every = _forms(patterns)
    for m in at_numbers(in_every, seen) if "in" in seen.vocabulary or "out" in seen.vocabulary else ():
        if (value := _in_every(m, known)) is not None:
            yield Quantity(value, "percent", m.start(), m.end(), text[slice(*m.span())], form="fraction")
    for m in found(point, seen, frozenset({"point"})):
        value = known.fraction(m["many"], m["part"])
        yield Quantity(value, "percentage_points", m.start(), m.end(), text[slice(*m.span())], form="word")
    for m in found(fraction, seen, frozenset(known.parts)):
        if not point.match(seen.lower, m.start()) and _is_part(seen.lower, m):
            share = _percent(known.fraction(m["many"], m["parts"] or m["half"] or m["part"]))
            yield Quantity(share, "percent", m.start(), m.end(), text[slice(*m.span())], form="fraction")


def _is_part(lower: str, m: re.Match[str]) -> bool:
    """Whether "a quarter" at the end of a clause is a share: only after a word such as "by" or "nearly"."""
    return m["end"] is None or lower.endswith(_PARTLY, 0, m.start())


def _percent(share: Decimal) -> Decimal:
    """A share as a percentage, to one decimal.

    >>> str(_percent(Decimal(2) / 3)), str(_percent(Decimal("0.5")))
    ('66.7', '50')
    """
    value = (100 * share).quantize(Decimal("0.1") if share >= Decimal("0.01") else Decimal("0.01"))
    return value.to_integral_value() if value == value.to_integral_value() else value


def _in_every(m: re.Match[str], known: Vocabulary) -> Decimal | None:
    part, whole = (_number(m[name], known) for name in ("n", "of"))
    if not 0 < part < whole:
        return None
    spelled, out_of = m["n"].isalpha(), "out" in m["link"]
    if m["every"] or (part == 1 and not out_of and not spelled):
        return _percent(part / whole)
    usual = whole in _ROUND_WHOLES and (spelled or part == 1 or (not out_of and whole in (10, 100)))
    return _percent(part / whole) if usual or (spelled and m["of"].isalpha() and not out_of) else None


def _number(word: str, known: Vocabulary) -> Decimal:
    if word[0].isdecimal():
        return Decimal(word.replace(",", ""))
    return Decimal(known.small[word]) if word in known.small else known.scales[word]


# ── scores, counts out of counts, ratios ─────────────────────────────────────────────────────────

_NUMBER = r"\d{1,6}(?:,\d{3})*(?:\.\d+)?"
_OUT_OF = re.compile(
    rf"(?<![\w.,£/])(?P<n>{_NUMBER})(?:\s+out\s+of\s+(?:a\s+)?(?:possible\s+|maximum\s+(?:of\s+)?)?(?P<scale>100|10|5)"
    r"(?![\w%]|[.,/]\d|\s?%)(?P<then>\s+[a-z]+)?"
    r"|\s?/\s?(?P<points>100|10|5)(?![\w%/]|[.,]\d)(?P<noun>\s+[a-z]+)?"
    r"|/(?P<whole>\d{1,6})(?![\w%/]|[.,]\d)(?=(?P<counted>\s+[a-z]{3,})?))"
)
_RATIO = re.compile(r"(?<![\w:.,])(?P<n>\d{1,3}):(?P<of>\d{1,3})(?![\w:]|\.\d)(?!\s?(?:[ap]\.?m\b))")
_RATIO_NEAR = re.compile(r"\bratio\b", re.IGNORECASE)
_GRAMMAR = frozenset(
    "in at for from on by up down compared against this last and which with but was is are were to than since during "
    "across overall after before over on or as per of means has".split()
)


def scores(text: str, patterns: Path | None) -> Iterator[Quantity]:
    """ "8.2 out of 10" as points on a scale, "97/102 pupils" as a count and what it is out of."""
    for m in at_numbers(_OUT_OF, view(text)) if "/" in text or "out of" in text else ():
        n, end = Decimal(m["n"].replace(",", "")), m.end()
        scale = m["scale"] or m["points"]
        after = (m["then"] or m["noun"] or "").strip()
        if scale and n <= Decimal(scale) and ("." in m["n"] or (m["scale"] and after in _GRAMMAR | {""})):
            end -= len(m["then"] or m["noun"] or "")
            yield Quantity(n, "score", m.start(), end, text[m.start() : end])
        elif m["whole"] and _counted(m, n):
            whole = Decimal(m["whole"])
            yield Quantity(n, "count", m.start(), end, text[m.start() : end], unit_stated=False, whole=whole)


def _counted(m: re.Match[str], n: Decimal) -> bool:
    """Whether "97/102" counts something: not "16/17", which is a year, nor "1/2"."""
    whole = int(m["whole"])
    word = (m["counted"] or "").strip()
    years = whole == n + 1 and whole < 100
    return n <= whole and whole > 12 and not years and "." not in m["n"] and bool(word) and word not in _GRAMMAR


def ratios(text: str, patterns: Path | None) -> Iterator[Quantity]:
    """ "1:8", or "1:15" where the text speaks of a ratio; its value is the first over the second."""
    for m in at_numbers(_RATIO, view(text)) if ":" in text else ():
        spoken = _RATIO_NEAR.search(text, max(0, m.start() - 80), m.end() + 20)
        n, whole = Decimal(m["n"]), Decimal(m["of"])
        if whole and (spoken or (len(m["of"]) == 1 and n == 1)):
            value = (n / whole).quantize(Decimal("0.0001")).normalize() + 0
            yield Quantity(value, "ratio", m.start(), m.end(), m[0])
