"""Read the figures of a report: 1,920 or 32.6% or £4.5m or "6 minutes 26 seconds" or "half of".

``quantities(text)`` gives every number that could be a figure, with its exact place. Digits that cannot be
one (ordinals, codes, telephone numbers, clock times) are given too, with the reason in ``excluded``, so
that no digit of a text is lost in silence. Nothing here knows what a number is *about*.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from perfextract import rules
from perfextract.amounts import durations, ranges
from perfextract.amounts.digits import in_digits
from perfextract.amounts.folded import foldable, folded
from perfextract.amounts.quantity import RATE_UNITS, Quantity, rate_unit
from perfextract.amounts.refused import refused
from perfextract.amounts.shares import ratios, scores, shares
from perfextract.amounts.words import in_words, zeros

__all__ = ["RATE_UNITS", "Quantity", "quantities", "rate_unit", "read", "unit_codes"]

# What finds numbers in a text, the surest first: where two claim the same characters the earlier one has them.
_FIRST = (durations.printed, ratios)
_THEN = (scores, shares, zeros, durations.articles)


def quantities(text: str, patterns: Path | None = None) -> list[Quantity]:
    """The numbers of ``text`` that could be figures, in reading order.

    >>> [(str(q.value), q.unit, q.text) for q in quantities("32.6%of 1,920, up to £4.5m in 6 minutes 26 seconds")]
    [('32.6', 'percent', '32.6%'), ('1920', 'count', '1,920'), ('4500000.0', 'GBP', '£4.5m'), ('386', 'seconds', '6 minutes 26 seconds')]
    >>> [(str(q.value), q.unit) for q in quantities("half of them, a rate of 61 per 10,000 children, well over two hundred")]
    [('50', 'percent'), ('61', 'per_10000'), ('200', 'count')]
    >>> [(q.text, q.garbled is not None) for q in quantities("11, 011 visits, 96.4%% and compared to1388")]
    [('11, 011', True), ('96.4%', True), ('1388', True)]
    """  # noqa: E501
    return [q for q in read(text, patterns) if q.excluded is None]


def read(text: str, patterns: Path | None = None) -> list[Quantity]:
    """Like ``quantities``, with the digits that are no figure and the reason they are not."""
    if not foldable(text):
        return _read(text, patterns)
    plain, places = folded(text)
    spans = ((q, places.span(q.start, q.end)) for q in _read(plain, patterns))
    return [replace(q, start=start, end=end, text=text[start:end]) for q, (start, end) in spans]


def _read(text: str, patterns: Path | None) -> list[Quantity]:
    found = _Found(text)
    for first in _FIRST:
        found.add(first(text, patterns))
    found.add(refused(text))
    for source in _THEN:
        found.add(source(text, patterns))
    found.add(in_digits(text, patterns, found.free()))
    found.add(in_words(text, patterns))
    return ranges.ranged(durations.joined(found.ordered(), text), text, patterns)


class _Found:
    """The quantities found so far, none of which overlap."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.taken = bytearray(len(text))
        self.quantities: list[Quantity] = []

    def add(self, more: Iterator[Quantity]) -> None:
        """Take those of the quantities that claim no character of an earlier one."""
        for q in more:
            if self.taken.find(1, q.start, q.end) < 0:
                self.taken[q.start : q.end] = b"\1" * (q.end - q.start)
                self.quantities.append(q)

    def free(self) -> str:
        """The text with what is taken blotted out, every other character in its place."""
        if not self.quantities:
            return self.text
        return "".join("_" if taken else c for c, taken in zip(self.text, self.taken, strict=True))

    def ordered(self) -> list[Quantity]:
        return sorted(self.quantities, key=lambda q: q.start)


@lru_cache(maxsize=1)
def unit_codes() -> frozenset[str]:
    """Every unit code the library itself can give."""
    listed = {entry.gives["unit"] for entry in rules.load("units").entries}
    return frozenset(listed | set(RATE_UNITS.values()) | {"GBP", "EUR", "USD", "count", "score", "ratio"})
