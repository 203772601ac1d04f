"""The words of names: their stems, where a name may take them from, and how likely each is to be in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

from perfextract.vocabulary import spelt, words

LITTLE = words("little")  # says nothing of what is measured: no evidence of a name, and not counted in one
_ENDING = re.compile(r"(?:(?:ie|e)?s|(?:ed|ing))$")
_SAYING = re.compile(r"[a-z0-9]+(?:[.,][0-9]+)*")


class Word(NamedTuple):
    """A word that could be in a name: ``source`` says where it is from; ``at`` is its token in the sentence, else its place."""

    text: str
    source: str  # sentence, before, stem, heading, topic
    at: int


@dataclass(frozen=True, slots=True)
class Around:
    """What is known around a value apart from its sentence."""

    before: str = ""  # the name of the value told last
    same: bool = False  # whether that was in this sentence
    stem: str = ""
    heading: str = ""
    bullet: bool = False
    topic: str = ""  # the sentence before, where it has no figures

    def sources(self) -> tuple[tuple[str, str], ...]:
        """What could lend a name its words, by where it is from."""
        return ("before", self.before), ("stem", self.stem), ("heading", self.heading), ("topic", self.topic)


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely each stem is to be in a name."""

    of: dict[str, float]  # the likeliest first
    total: float

    def inside(self, stems: frozenset[str]) -> float:
        """How many words of the name are likely among some stems."""
        return sum(filter(None, map(self.of.get, stems)))

    def least(self, stems: frozenset[str]) -> float:
        """The chance of the unlikeliest of some stems."""
        return min(map(self.of.get, stems, repeat(0.0)), default=0.0)

    def missed(self, stems: frozenset[str]) -> float:
        """The chance of the likeliest stem that is not among some."""
        return next((c for x, c in self.of.items() if x not in stems), 0.0)

    def overlap(self, stems: frozenset[str]) -> float:
        """How much of what should be in the name is among some stems, and how little else."""
        return 2 * self.inside(stems) / (len(stems) + self.total) if stems else 0.0


@lru_cache(maxsize=2**15)
def stem(word: str) -> str:
    """A word without its ending, so that "cases" and "case" are one."""
    return _ENDING.sub("", word)


def content(text: str) -> list[str]:
    """The words of a text that say something of what is measured."""
    return [w for w in _SAYING.findall(text.lower()) if w not in LITTLE]


def stems(text: str) -> frozenset[str]:
    """The stems of the words of a text that say something of what is measured."""
    return frozenset([stem(w) for w in content(text)])


# The capitals of a place, service or body: "Growth & Transport".
_CAPITALS = spelt(r"(?:[A-Z][\w'’&.-]*|&)(?:(?:,?\s+(?:{joins capitals}|&)\s+|,?\s+)(?:[A-Z][\w'’&.-]*|&))*")
ENDS_IN_CAPITALS = re.compile(rf"(?<=[a-z]\s)(?P<named>{_CAPITALS})(?:\s+[a-z]+)?$")
ALL_CAPITALS = re.compile(_CAPITALS)
