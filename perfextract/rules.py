"""Find the words of patterns/*.yaml in a text: ``load("direction").find(text)`` gives the marks of one file.

Phrases are looked up word by word in a tree, which is quick for hundreds of them. Expressions are tried only on a text
that holds the words they cannot do without.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from perfextract.expressions import needs
from perfextract.rule_files import (
    NUMBER_SLOT,
    Entry,
    RuleError,
    expression,
    names,
    patterns_dir,
    read_entries,
    read_own,
)

__all__ = ["Entry", "Mark", "RuleError", "Rules", "compile_rules", "load", "longest", "names"]

Tree = dict[str, Any]  # word -> Tree; "" -> the entries whose phrase ends here
ENDS = " "  # the key of no piece
_GAP = r"[\s\-‐‑–]+"  # what may stand between two words of a phrase
_ATOM = re.compile(r"\d+|[^\W\d_]+|[^\s\-‐‑–]")
_STRAIGHT = str.maketrans("’‘", "''")


@dataclass(frozen=True, slots=True)
class Mark:
    """The characters ``start`` to ``end`` of a text, as found by the rule ``rule`` of the file ``name``."""

    start: int
    end: int
    name: str
    rule: str
    gives: dict[str, Any]


class Atom(NamedTuple):
    """The smallest piece of a text that a phrase is made of: letters, digits or a sign, in lower case."""

    word: str
    glued: bool  # to the piece before
    start: int
    end: int

    @property
    def key(self) -> str:
        """How the piece is looked up after another one."""
        return self.word if self.glued else f" {self.word}"


class View(NamedTuple):
    """A text made ready for looking up words."""

    lower: str
    atoms: tuple[Atom, ...]
    starts: tuple[int, ...]


@lru_cache(maxsize=16)
def view(text: str) -> View:
    """A text made ready, kept for the next file of rules that looks at it.

    >>> [atom.key for atom in view("Children’s  Social-Care: 12kg").atoms]
    [' children', "'", 's', ' social', ' care', ':', ' 12', 'kg']
    """
    straight = text.translate(_STRAIGHT)
    atoms, last = [], -1
    for m in _ATOM.finditer(straight):
        atoms.append(Atom(m[0].lower(), m.start() == last, m.start(), m.end()))
        last = m.end()
    return View(text.lower(), tuple(atoms), tuple(atom.start for atom in atoms))


@dataclass(frozen=True)
class Rules:
    """The compiled rules of one pattern file."""

    name: str
    entries: tuple[Entry, ...]
    _phrases: Tree
    _patterns: tuple[tuple[re.Pattern[str], tuple[frozenset[str], ...], Entry], ...]
    _needed: frozenset[str]

    def find(self, text: str) -> list[Mark]:
        """The marks in ``text``: of overlapping ones the longest, then the earliest, is kept."""
        return longest(self.claims(text))

    def claims(self, text: str) -> Iterator[Mark]:
        """Every mark that an entry makes in ``text``, whether or not another claims the same words."""
        seen = view(text)
        yield from self._find_phrases(text, seen.atoms)
        here = {word for word in self._needed if word in seen.lower}
        for pattern, needed, entry in self._patterns:
            if all(not words.isdisjoint(here) for words in needed):
                yield from (self._mark(start, end, entry) for start, end in _matches(pattern, text))

    def at(self, text: str, start: int) -> Mark | None:
        """The phrase that begins exactly at ``start``, also where it is glued to what stands before."""
        seen = view(text)
        first = bisect_left(seen.starts, start)
        if seen.starts[first : first + 1] != (start,):
            return None
        end, entries = self._longest(text, seen.atoms, first)
        return self._mark(start, end, entries[-1]) if entries else None

    def _mark(self, start: int, end: int, entry: Entry) -> Mark:
        return Mark(start, end, self.name, entry.id, entry.gives)

    def _find_phrases(self, text: str, atoms: tuple[Atom, ...]) -> Iterator[Mark]:
        last = 0
        for first, (word, glued, start, _) in enumerate(atoms):
            if word in self._phrases and start >= last and not (glued and _joins(text, start)):
                end, entries = self._longest(text, atoms, first)
                if entries:
                    last = end
                    yield from (self._mark(start, end, entry) for entry in reversed(entries))

    def _longest(self, text: str, atoms: tuple[Atom, ...], first: int) -> tuple[int, tuple[Entry, ...]]:
        """The end of the longest phrase that begins with the piece ``first``, and the entries that list it."""
        found: tuple[int, tuple[Entry, ...]] = (0, ())
        node, key = self._phrases, atoms[first].word
        while key in node:
            node, end = node[key], atoms[first].end
            if "" in node and not text[end : end + 1].isalnum():
                found = (end, tuple(node[""]))
            first += 1
            key = atoms[first].key if first < len(atoms) else ENDS
        return found


def _joins(text: str, start: int) -> bool:
    """Whether the letter or digit at ``start`` carries on a word."""
    return text[start].isalnum() and text[start - 1].isalnum()


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Where a pattern matches; the named group ``mark``, where there is one, is what is marked."""
    group = "mark" if "mark" in pattern.groupindex else 0
    return (m.span(group) for m in pattern.finditer(text) if m.end(group) > m.start(group))


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
    patterns = []
    for entry in entries:
        for phrase in entry.phrases:
            if "#" in phrase:
                patterns.append((_slotted(phrase), entry))
            else:
                _plant(tree, phrase, entry)
        patterns.extend((expression(pattern), entry) for pattern in entry.patterns)
    gated = tuple((pattern, needs(pattern.pattern), entry) for pattern, entry in patterns)
    needed = frozenset(word for _, sets, _ in gated for words in sets for word in words)
    return Rules(name, entries, tree, gated, needed)


def _plant(tree: Tree, phrase: str, entry: Entry) -> None:
    node = tree
    for nth, atom in enumerate(view(phrase).atoms):
        node = node.setdefault(atom.word if nth == 0 else atom.key, {})
    if entry not in (listed := node.setdefault("", [])):
        listed.append(entry)


def _slotted(phrase: str) -> re.Pattern[str]:
    """A phrase with a number in it, as an expression.

    >>> _slotted("aged #-#").search("children aged 5 - 11").span()
    (9, 20)
    """
    words = re.split(_GAP, phrase.translate(_STRAIGHT).strip())
    slots = (NUMBER_SLOT if word == "#" else re.escape(word).replace("'", "['’‘]") for word in words)
    return re.compile(rf"\b{_GAP.join(slots)}\b", re.IGNORECASE)


@lru_cache(maxsize=64)
def load(name: str, extra: Path | None = None) -> Rules:
    """The rules of ``patterns/<name>.yaml``, with those of the user's folder ``extra`` after them.

    Raises RuleError where a file cannot be used.
    """
    ours = read_entries(patterns_dir() / f"{name}.yaml")
    own = read_own(extra, name, ours) if extra is not None else []
    return compile_rules(name, [*ours, *own])
