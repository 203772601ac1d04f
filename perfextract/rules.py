"""Find the words of patterns/*.yaml in a text: ``load("direction").find(text)`` gives the marks of one file.

Phrases are looked up word by word in a tree, which is quick for hundreds of them. Expressions are tried only on a text
that holds the words they cannot do without.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from perfextract.expressions import alternatives, needs
from perfextract.rule_files import (
    Entry,
    RuleError,
    expression,
    minds_case,
    names,
    patterns_dir,
    read_entries,
    read_own,
)
from perfextract.textview import Gate, View, gate, straight_quotes, view

__all__ = ["Entry", "Mark", "RuleError", "Rules", "compile_rules", "load", "longest", "names"]

Tree = dict[str, Any]  # word -> Tree; "" -> the entries whose phrase ends here
SLOT = "#"  # a number, in a phrase or a pattern
ENDS = " "  # the key of no piece
_GAP = r"[\s\-‐‑–]+"  # what may stand between two words of a phrase


@dataclass(frozen=True, slots=True)
class Mark:
    """The characters ``start`` to ``end`` of a text, as found by the rule ``rule`` of the file ``name``."""

    start: int
    end: int
    name: str
    rule: str
    gives: dict[str, Any]


@dataclass(frozen=True)
class Rules:
    """The compiled rules of one pattern file."""

    name: str
    entries: tuple[Entry, ...]
    _phrases: Tree
    _searches: Gate[Search]

    def find(self, text: str) -> list[Mark]:
        """The marks in ``text``: of overlapping ones the longest, then the earliest, is kept."""
        return longest(self.claims(text))

    def speaks(self, text: str) -> bool:
        """Whether there is any mark in ``text``."""
        return next(self.claims(text), None) is not None

    def claims(self, text: str) -> Iterator[Mark]:
        """Every mark that an entry makes in ``text``, whether or not another claims the same words."""
        seen = view(text)
        yield from self._find_phrases(text, seen)
        for search in self._searches.open(seen):
            for start, end in search.matches(seen):
                yield self._mark(start, end, search.entry)

    def at(self, text: str, start: int) -> Mark | None:
        """The phrase that begins exactly at ``start``, also where it is glued to what stands before."""
        seen = view(text)
        first = bisect_left(seen.starts, start)
        if seen.starts[first : first + 1] != [start]:
            return None
        end, entries = self._longest(text, seen, first)
        return self._mark(start, end, entries[-1]) if entries else None

    def _mark(self, start: int, end: int, entry: Entry) -> Mark:
        return Mark(start, end, self.name, entry.id, entry.gives)

    def _find_phrases(self, text: str, seen: View) -> Iterator[Mark]:
        last = 0
        for first in [n for n, word in enumerate(seen.words) if word in self._phrases] if self._phrases else ():
            start = seen.starts[first]
            if start >= last and not _carries_on(text, start):
                end, entries = self._longest(text, seen, first)
                last = max(last, end)
                yield from (self._mark(start, end, entry) for entry in reversed(entries))

    def _longest(self, text: str, seen: View, first: int) -> tuple[int, Sequence[Entry]]:
        """The end of the longest phrase that begins with the piece ``first``, and the entries that list it."""
        found: tuple[int, Sequence[Entry]] = (0, ())
        node, key = self._phrases, seen.words[first]
        while key in node:
            node, end = node[key], seen.ends[first]
            if "" in node and not text[end : end + 1].isalnum():
                found = (end, node[""])
            first += 1
            key = seen.keys[first] if first < len(seen.keys) else ENDS
        return found


def _carries_on(text: str, start: int) -> bool:
    """Whether the letter or digit at ``start`` carries on a word."""
    return start > 0 and text[start - 1].isalnum() and text[start].isalnum()


@dataclass(frozen=True, slots=True)
class Search:
    """An expression and the entry it belongs to; ``make_search`` says what its parts are good for."""

    pattern: re.Pattern[str]
    entry: Entry
    with_number: bool  # it needs a number somewhere
    from_number: bool  # it begins with one, and is tried only where one begins
    lower: bool  # it is made for a text in lower case

    def matches(self, seen: View) -> Iterator[tuple[int, int]]:
        """Where it matches; the named group ``mark``, where there is one, is what is marked."""
        if self.with_number and not seen.numbers:
            return
        text = seen.lower if self.lower else seen.text
        group = "mark" if "mark" in self.pattern.groupindex else 0
        at_numbers = (self.pattern.match(text, start) for start in seen.numbers)
        for m in at_numbers if self.from_number else self.pattern.finditer(text):
            if m and m.end(group) > m.start(group):
                yield m.span(group)


def make_search(pattern: str, entry: Entry) -> tuple[Search, list[frozenset[str]]]:
    """The search for an expression, and the words it needs, the rarest first."""
    compiled = expression(pattern)
    from_number = pattern.startswith(rf"\b{SLOT}")
    return Search(compiled, entry, SLOT in pattern, from_number, not minds_case(pattern)), needs(compiled.pattern)


def longest(marks: Iterable[Mark]) -> list[Mark]:
    """Marks without overlaps, in reading order: longer ones win, then earlier ones.

    >>> [m.rule for m in longest([Mark(0, 3, "n", "a", {}), Mark(2, 9, "n", "b", {})])]
    ['b']
    """
    ranked = sorted(marks, key=lambda m: (m.start - m.end, m.start))
    taken = bytearray(max((m.end for m in ranked), default=0))
    kept = []
    for m in ranked:
        if taken.find(1, m.start, m.end) < 0:
            taken[m.start : m.end] = b"\1" * (m.end - m.start)
            kept.append(m)
    return sorted(kept, key=lambda m: m.start)


# ── entries -> rules ─────────────────────────────────────────────────────────────────────────────


def compile_rules(name: str, entries: Iterable[Entry]) -> Rules:
    """Compile the entries of the file ``name``; of two that list the same phrase the later one has it."""
    entries = tuple(entries)
    tree: Tree = {}
    searches: list[tuple[Search, list[frozenset[str]]]] = []
    for entry in entries:
        slotted = [_slotted(phrase) for phrase in entry.phrases if SLOT in phrase]
        for phrase in entry.phrases:
            if SLOT not in phrase:
                _plant(tree, phrase, entry)
        for pattern in chain.from_iterable(map(alternatives, (*slotted, *entry.patterns))):  # each by words of its own
            searches.append(make_search(pattern, entry))
    return Rules(name, entries, tree, gate(searches))


def _plant(tree: Tree, phrase: str, entry: Entry) -> None:
    """Put a phrase into the tree."""
    seen = view(phrase)
    node = tree
    for key in [seen.words[0], *seen.keys[1:]]:
        node = node.setdefault(key, {})
    if entry not in (listed := node.setdefault("", [])):
        listed.append(entry)


def _slotted(phrase: str) -> str:
    """A phrase with a number in it, as a pattern.

    >>> expression(_slotted("aged #-#")).search("children aged 5 - 11").span()
    (9, 20)
    """
    words = re.split(_GAP, straight_quotes(phrase).strip())
    quoted = (word if word == SLOT else re.escape(word).replace("'", "['’‘]") for word in words)
    return rf"\b{_GAP.join(quoted)}\b"


@lru_cache(maxsize=64)
def load(name: str, extra: Path | None = None) -> Rules:
    """The rules of ``patterns/<name>.yaml``, with those of the user's folder ``extra`` after them.

    Raises RuleError where a file cannot be used.
    """
    ours = read_entries(patterns_dir() / f"{name}.yaml")
    own = read_own(extra, name, ours) if extra is not None else []
    return compile_rules(name, [*ours, *own])
