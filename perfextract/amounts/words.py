"""Read the numbers in words ("two thousand three hundred and fifty", "half a million"), and "no" where it counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from perfextract.amounts.digits import unit_after
from perfextract.amounts.quantity import Quantity
from perfextract.amounts.vocabulary import Vocabulary, one_of, vocabulary
from perfextract.textview import View, view

_ZERO_WORDS = frozenset("none nil zero no".split())


def in_words(text: str, patterns: Path | None) -> Iterator[Quantity]:
    """The numbers spelled out."""
    known, seen = vocabulary(patterns), view(text)
    for m in found(known.spelled, seen, known.alone()):
        for start, end, value in known.numbers(m["run"], m.start("run"), m["lead"]):
            q = Quantity(value, "count", start, end, text[start:end], form="word", unit_stated=False)
            yield _with_unit(text, _with_sign(text, _with_half(text, q, known), known), patterns)


def _with_half(text: str, q: Quantity, known: Vocabulary) -> Quantity:
    """ "eight and a half million"."""
    m = known.and_a_half.match(text, q.end)
    if m is None or q.value != int(q.value):
        return q
    more, end = known.fraction(m["many"], m["part"]), m.end()
    scale = known.scale_after.match(text, end)
    factor = known.scales[scale["word"].lower()] if scale else Decimal(1)
    end = scale.end() if scale else end
    last = known.scales.get(q.text.split()[-1].lower(), Decimal(1))
    if last > 100:  # "one million and a half", "one billion and a half million"
        value = q.value + more * (factor if scale else last)
    else:
        value = (q.value + more) * factor
    return replace(q, value=value, end=end, text=text[q.start : end])


def _with_sign(text: str, q: Quantity, known: Vocabulary) -> Quantity:
    before = (
        known.minus_before.search(text[max(0, q.start - 10) : q.start])
        if text[q.start - 2 : q.start - 1] in ("e", "s")
        else None
    )
    if before is None or before["minus"] is None:
        return q
    start = q.start - len(before[0])
    return replace(q, value=-q.value, start=start, text=text[start : q.end])


def _with_unit(text: str, q: Quantity, patterns: Path | None) -> Quantity:
    gap = text[q.end : q.end + 1]
    unit = unit_after(text, q.end, patterns) if gap.isspace() or gap == "-" else None
    return unit.applied(text, q) if unit else q


def zeros(text: str, patterns: Path | None) -> Iterator[Quantity]:
    """ "none of the sites", "there have been no exclusions": nothing counted is 0."""
    for m in found(_zero(patterns), view(text), _ZERO_WORDS):
        yield Quantity(
            Decimal(0), "count", m.start(), m.end(), text[m.start() : m.end()], form="word", unit_stated=False
        )


@lru_cache(maxsize=8)
def _zero(patterns: Path | None) -> re.Pattern[str]:
    known = vocabulary(patterns)
    counted = rf"(?!(?:{one_of([*known.roles['uncounted'], 'one'])})\b)"
    be = r"(?:has|have|had|was|were|are|is)"
    many = r"(?:[\w'’-]+\s+){0,3}?(?:[a-z]{3,}s|children|people|one)\b"
    whom = rf"(?:[\w'’-]+\s+){{0,2}}?{one_of(known.roles['counted'])}\b"
    return re.compile(
        rf"(?<![\w-])(?:(?:none|nil|zero)(?=\s)|no(?=\s+{counted}(?:[\w'’-]+\s+){{1,5}}?{be}\s)"
        rf"|(?<=\bbeen\s)no(?=\s+{counted}{many})|(?:(?<=\bthere\swere\s)|(?<=\bthere\sare\s))no(?=\s+{whom}))"
    )


def found(expression: re.Pattern[str], seen: View, needed: frozenset[str]) -> Iterable[re.Match[str]]:
    """Where an expression matches, which cannot match without one of the words."""
    return () if seen.vocabulary.isdisjoint(needed) else expression.finditer(seen.lower)
