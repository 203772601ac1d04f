"""A text made ready for looking up words: its smallest pieces, and where they stand.

Made once a text, however many files of rules look at it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, repeat
from typing import Generic, NamedTuple, TypeVar

from perfextract.rule_files import NUMBER_SLOT

T = TypeVar("T")
_PIECE = re.compile(r"\d+|[^\W\d_]+|[^\s\-‐‑–]")  # hyphens and spaces only part the pieces
_NUMBER = re.compile(rf"\b{NUMBER_SLOT}")


class View(NamedTuple):
    """A text and its pieces (letters, digits or a sign), in lower case and with straight quotes.

    ``keys`` are the pieces as they are looked up after another one, with a space where they are not glued to it.
    """

    text: str
    lower: str  # of the same length
    words: list[str]
    vocabulary: frozenset[str]  # the words, once each
    keys: list[str]
    starts: list[int]
    ends: list[int]
    numbers: list[int]  # where a number begins, in digits or in words

    def held(self, sought: Sought) -> set[str]:
        """Those of the words sought that stand somewhere in the text."""
        lower = self.lower
        found = {word for word in sought.others if word in lower}
        return found.union(*map(_within, self.vocabulary, repeat(sought))) if sought.words else found


@dataclass(frozen=True, slots=True, eq=False)  # it stands for itself in the cache below
class Sought:
    """Words to be looked for in many texts, parted by how."""

    words: Mapping[str, list[str]]  # of letters or digits alone, so within one piece of a text; kept by their heads
    others: frozenset[str]


_MANY = 40  # words: fewer are found sooner in the text than by its pieces
_HEAD = 2  # characters


def sought(words: Iterable[str]) -> Sought:
    """Make words ready to be looked for."""
    words = frozenset(words)
    plain = {word for word in words if len(word) >= _HEAD and (word.isalpha() or word.isdecimal())}
    if len(plain) <= _MANY:
        return Sought({}, words)
    kept: dict[str, list[str]] = {}
    for word in sorted(plain):
        kept.setdefault(word[:_HEAD], []).append(word)
    return Sought(kept, words - plain)


@lru_cache(maxsize=2**14)  # the words of texts come again and again
def _within(piece: str, sought: Sought) -> frozenset[str]:
    """Those of the words that stand in a piece."""
    kept = sought.words
    heads = enumerate(map("".join, pairwise(piece)))
    return frozenset(word for at, head in heads if head in kept for word in kept[head] if piece.startswith(word, at))


@dataclass(frozen=True, slots=True, eq=False)
class Gate(Generic[T]):
    """Things to be tried on texts, each on a text that holds a word of each of its sets."""

    things: Sequence[tuple[T, Sequence[frozenset[str]]]]
    sought: Sought  # the words of all sets
    free: frozenset[int]  # the places of the things without sets
    by_word: Mapping[str, set[int]]  # the places of the others, by the words of their first sets

    def open(self, seen: View) -> list[T]:
        """What is worth trying on a text."""
        held = seen.held(self.sought)
        places = self.free.union(*[self.by_word[word] for word in held if word in self.by_word])
        near = [self.things[place] for place in sorted(places)]
        return [thing for thing, sets in near if not any(map(held.isdisjoint, sets))]


def gate(things: Iterable[tuple[T, Sequence[frozenset[str]]]]) -> Gate[T]:
    """Make things ready to be tried; the first set of each should have the rarest words."""
    things = tuple(things)
    by_word: dict[str, set[int]] = {}
    for place, (_, sets) in enumerate(things):
        for word in sets[0] if sets else ():
            by_word.setdefault(word, set()).add(place)
    words = (word for _, sets in things for each in sets for word in each)
    free = frozenset(place for place, (_, sets) in enumerate(things) if not sets)
    return Gate(things, sought(words), free, by_word)


def holds(text: str, words: Iterable[str]) -> bool:
    """Whether one of the words stands somewhere in a text."""
    for word in words:  # noqa: SIM110  # in half the time that any() takes, hundreds of times a paragraph
        if word in text:
            return True
    return False


@lru_cache(maxsize=512)  # a block is looked at for the outline, for cards and for its marks
def view(text: str) -> View:
    """The view of a text.

    >>> view("Children’s  Social-Care: 12kg").keys
    [' children', "'", 's', ' social', ' care', ':', ' 12', 'kg']
    """
    lower = lower_case(text)
    straight = straight_quotes(lower)
    spans = [m.span() for m in _PIECE.finditer(straight)]
    words = [straight[start:end] for start, end in spans]
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    before = (-1, *ends)  # where the piece before each one ends
    keys = [word if start == last else f" {word}" for word, start, last in zip(words, starts, before, strict=False)]
    numbers = [m.start() for m in _NUMBER.finditer(lower)]
    return View(text, lower, words, frozenset(words), keys, starts, ends, numbers)


def lower_case(text: str) -> str:
    """A text in lower case, each character in its place (the Turkish "İ" becomes two in lower case and is left)."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def straight_quotes(text: str) -> str:
    """A text with its single quotes straight."""
    return text.replace("’", "'").replace("‘", "'")
