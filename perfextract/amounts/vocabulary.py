"""The words of numbers, from ``patterns/numbers.yaml``, and the numbers that runs of them spell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path

from perfextract import rules
from perfextract.rules import Entry
from perfextract.textview import View

ARTICLES = frozenset({"a", "an"})
_PARTS_OF_WORDS = r"[-\s]+"


@dataclass(frozen=True)
class Vocabulary:
    """The words of numbers by what they say."""

    small: dict[str, int]  # one ... ninety
    scales: dict[str, Decimal]  # hundred, million, dozen
    shorts: dict[str, Decimal]  # k, m, bn
    parts: dict[str, int]  # half: 2, thirds: 3
    roles: dict[str, frozenset[str]]  # what else words are to the number beside them

    def alone(self) -> frozenset[str]:
        """The words without one of which no number is spelled."""
        return frozenset(self.small) | frozenset(self.scales)

    @cached_property
    def spelled(self) -> re.Pattern[str]:
        """A run of number words in a text in lower case; ``numbers`` tells which numbers they are."""
        word = rf"{one_of([*self.small, *self.scales])}(?!\w)"
        half = one_of(part for part, n in self.parts.items() if n in (2, 4))
        lead = rf"(?P<lead>(?:an?|{half}(?:\s+(?:of\s+)?an?)?)\s+(?={one_of(self.scales)}\b))?"
        ordinal = rf"(?!-{one_of([*self.roles['ordinal'], *self.parts])}\b)"
        broken = rf"(?!{word}[\s-]+{one_of(self.parts)}\b)"  # "two million and one half"
        return re.compile(rf"(?<![\w-]){lead}(?P<run>{word}(?:(?:[-\s]+|\s+and\s+{broken}){word})*){ordinal}")

    @cached_property
    def scale_after(self) -> re.Pattern[str]:
        """A word of scale after digits: " million" or "-million"."""
        return re.compile(rf"[\s-]?(?P<word>{one_of(self.scales)})\b", re.IGNORECASE)

    @cached_property
    def short_after(self) -> re.Pattern[str]:
        """A short scale after digits: "m" or " bn"."""
        return re.compile(rf"(?P<gap>\s?)(?P<short>{one_of(self.shorts)})(?![\w²³/’'])", re.IGNORECASE)

    @cached_property
    def and_a_half(self) -> re.Pattern[str]:
        """ "and a half", "and three quarters", after a number and before its unit."""
        some = one_of(word for word, n in self.small.items() if 0 < n < 10)
        return re.compile(rf"\s+and\s+(?P<many>an?|{some})[\s-](?P<part>{one_of(self.parts)})\b", re.IGNORECASE)

    @cached_property
    def minus_before(self) -> re.Pattern[str]:
        """ "minus" or "plus or minus", before a number."""
        margin, minus = one_of(self.roles["plus_minus"]), one_of(self.roles["minus"])
        return re.compile(rf"\b(?:(?P<margin>{margin})|(?P<minus>{minus}))\s+$", re.IGNORECASE)

    @cached_property
    def ranging_before(self) -> re.Pattern[str]:
        """ "ranged", "varies widely", before the "from" of a range."""
        return re.compile(rf"\b{one_of(self.roles['ranging'])}\s+(?:\w+\s+){{0,2}}$", re.IGNORECASE)

    def fraction(self, many: str | None, part: str) -> Decimal:
        """What "three quarters" are of one."""
        times = self.small.get((many or "").lower(), 1)
        return Decimal(times) / self.parts[part.lower()]

    def numbers(self, run: str, at: int, lead: str | None = None) -> Iterator[tuple[int, int, Decimal]]:
        """(start, end, value) of each number in a run of words that begins at ``at``.

        >>> words = vocabulary()
        >>> [str(value) for _, _, value in words.numbers("two thousand three hundred and fifty", 0)]
        ['2350']
        >>> [str(value) for _, _, value in words.numbers("twelve hundred and forty-one two and three", 0)]
        ['1241', '2', '3']
        """
        reading = _Reading(self)
        if lead:  # "a hundred", "half a million"
            reading.current, reading.start = self._lead(lead), at - len(lead)
        for m in re.finditer(r"[a-z]+", run):
            if m[0] == "and":
                continue
            if not reading.take(m[0], joined="and" in run[reading.end - at if reading.end else 0 : m.start()].split()):
                yield from reading.read()
                reading = _Reading(self)
                reading.take(m[0], joined=False)
            reading.start = at + m.start() if reading.start is None else reading.start
            reading.end = at + m.end()
        yield from reading.read()

    def _lead(self, lead: str) -> Decimal:
        part = next((word for word in lead.split() if word in self.parts), None)
        return Decimal(1) / self.parts[part] if part else Decimal(1)


class _Reading:
    """One number, read word by word."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        self.total = Decimal(0)
        self.current = Decimal(-1)  # what waits for a scale; -1: nothing yet
        self.last = Decimal(0)  # the scale last taken
        self.start: int | None = None
        self.end = 0

    def take(self, word: str, joined: bool) -> bool:
        """Take the next word of the number, after "and" where ``joined``; False where it begins another number."""
        if word in self.words.scales:
            return self._scale(self.words.scales[word], joined)
        small = self.words.small[word]
        began = self.current >= 0 or self.total > 0
        if joined and not ((self.last and self.current <= 0) or (self.current > 0 and self.current % 100 == 0)):
            return False
        if not began or self._fits(small):
            self.current = max(self.current, Decimal(0)) + small
            return True
        return False

    def _fits(self, small: int) -> bool:
        if self.current <= 0:
            return small > 0
        ones = self.current % 100
        return small > 0 and ((ones == 0 and self.current >= 100) or (ones >= 20 and ones % 10 == 0 and small < 10))

    def _scale(self, scale: Decimal, joined: bool) -> bool:
        if joined or self.current == 0 or (self.current < 0 and self.total > 0):
            return False
        if self.current < 0:  # "thousands" alone
            return self.total == 0
        if scale == 100:
            if self.current >= 100:
                return False
            self.current *= scale
            return True
        if self.last and scale >= self.last:
            return False
        self.total += self.current * scale
        self.current, self.last = Decimal(0), scale
        return True

    def read(self) -> Iterator[tuple[int, int, Decimal]]:
        if self.start is not None and (self.current >= 0 or self.total > 0):
            yield self.start, self.end, self.total + max(self.current, Decimal(0))


def at_numbers(expression: re.Pattern[str], seen: View) -> Iterator[re.Match[str]]:
    """Where an expression matches in a text in lower case that can only begin where a number does."""
    end = 0
    for start in seen.numbers:
        if start >= end and (m := expression.match(seen.lower, start)):
            end = m.end()
            yield m


def one_of(words: Iterable[str]) -> str:
    """The words as alternatives, longer ones first.

    >>> one_of(["six", "sixteen", "plus or minus"])
    '(?:plus\\\\s+or\\\\s+minus|sixteen|six)'
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    spaced = (r"\s+".join(map(re.escape, word.split())) for word in ordered)
    return f"(?:{'|'.join(spaced)})"


@lru_cache(maxsize=8)
def vocabulary(patterns: Path | None = None) -> Vocabulary:
    """The words of numbers, with those of the user's folder."""
    entries = rules.load("numbers", patterns).entries
    small = {word: n for entry in entries if "from" in entry.gives for word, n in _in_order(entry)}
    roles: dict[str, frozenset[str]] = {}
    for entry in entries:
        if role := entry.gives.get("role"):
            roles[role] = roles.get(role, frozenset()) | frozenset(entry.phrases)
    return Vocabulary(
        small,
        {word: Decimal(value) for word, value in _given(entries, "scale")},
        {word: Decimal(value) for word, value in _given(entries, "short")},
        {word: int(value) for word, value in _given(entries, "part")},
        roles,
    )


def _in_order(entry: Entry) -> Iterator[tuple[str, int]]:
    first, step = int(entry.gives["from"]), int(entry.gives["step"])
    return ((word, first + step * n) for n, word in enumerate(entry.phrases))


def _given(entries: Iterable[Entry], key: str) -> Iterator[tuple[str, str]]:
    return ((word, entry.gives[key]) for entry in entries if key in entry.gives for word in entry.phrases)
