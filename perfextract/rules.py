"""Read patterns/*.yaml into frozen rules, and refuse a mistake with its file, entry and key.

A rule file is a list of entries: ``id``, what the rule ``gives``, the ``phrases`` (plain words) and
``patterns`` (regular expressions) that find it, and sentences it must and must not be ``found_in``.
In a phrase ``#`` stands for a number. Square brackets in ``found_in`` mark the words to be found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import srsly
from pydantic import BaseModel, ConfigDict, ValidationError

NUMBER_SLOT = (
    r"(?:\d+(?:[.,]\d+)*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|thirty)"
)


class RuleError(ValueError):
    """A pattern file that cannot be used; the message names file, entry and key."""


class Entry(BaseModel):
    """One entry of a pattern file, as written."""

    model_config = ConfigDict(extra="forbid")
    id: str
    gives: dict[str, Any] = {}
    phrases: list[str] = []
    patterns: list[str] = []
    found_in: list[str] = []
    not_found_in: list[str] = []
    note: str | None = None


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
    _phrases: re.Pattern[str] | None
    _glued: re.Pattern[str] | None
    _by_phrase: dict[str, Entry]
    _patterns: tuple[tuple[re.Pattern[str], Entry], ...]

    def find(self, text: str) -> list[Mark]:
        """The marks in ``text``: of overlapping ones the longest, then the earliest, is kept."""
        found = list(self._find_phrases(text)) + list(self._find_patterns(text))
        return longest(found)

    def at(self, text: str, start: int) -> Mark | None:
        """The phrase that begins exactly at ``start``, also where it is glued to what stands before."""
        m = self._glued.match(text, start) if self._glued else None
        if m is None:
            return None
        entry = self._by_phrase[fold(m[0])]
        return Mark(m.start(), m.end(), self.name, entry.id, entry.gives)

    def _find_phrases(self, text: str) -> Iterator[Mark]:
        if self._phrases is None:
            return
        for m in self._phrases.finditer(text):
            entry = self._by_phrase[fold(m[0])]
            yield Mark(m.start(), m.end(), self.name, entry.id, entry.gives)

    def _find_patterns(self, text: str) -> Iterator[Mark]:
        for pattern, entry in self._patterns:
            for m in pattern.finditer(text):
                start, end = m.span("mark") if "mark" in pattern.groupindex else m.span()
                if end > start:
                    yield Mark(start, end, self.name, entry.id, entry.gives)


def longest(marks: Iterable[Mark]) -> list[Mark]:
    """Marks without overlaps, in reading order: longer ones win, then earlier ones.

    >>> [m.rule for m in longest([Mark(0, 3, "n", "a", {}), Mark(2, 9, "n", "b", {})])]
    ['b']
    """
    kept: list[Mark] = []
    for m in sorted(marks, key=lambda m: (m.start - m.end, m.start)):
        if all(m.end <= k.start or m.start >= k.end for k in kept):
            kept.append(m)
    return sorted(kept, key=lambda m: m.start)


def fold(phrase: str) -> str:
    """A phrase as it is looked up: lower case, single spaces, straight quotes, plain hyphens.

    >>> fold("Children’s  Social-Care")
    "children's social care"
    """
    return re.sub(r"[\s\-‐‑–]+", " ", phrase.replace("’", "'").replace("‘", "'").lower()).strip()


def trie_regex(phrases: Iterable[str]) -> str:
    """One expression that matches any of the folded ``phrases``, sharing their beginnings (fast for hundreds).

    >>> trie_regex(["rose", "rose by"])
    'rose(?:[\\\\s\\\\-‐‑–]+by)?'
    """
    tree: dict[str, Any] = {}
    for phrase in phrases:
        node = tree
        for word in phrase.split(" "):
            node = node.setdefault(word, {})
        node[""] = {}
    return _branch(tree, first=True)


def _branch(node: dict[str, Any], first: bool = False) -> str:
    gap = "" if first else r"[\s\-‐‑–]+"
    options = [gap + _word(word) + _branch(child) for word, child in sorted(node.items(), reverse=True) if word]
    if not options:
        return ""
    if len(options) == 1 and "" not in node:
        return options[0]
    return f"(?:{'|'.join(options)})" + ("?" if "" in node else "")


def _word(word: str) -> str:
    return re.escape(word).replace("'", "['’‘]")


def compile_rules(name: str, entries: Iterable[Entry]) -> Rules:
    """Compile the entries of the file ``name``; raises RuleError for a bad expression."""
    entries = tuple(entries)
    by_phrase: dict[str, Entry] = {}
    patterns: list[tuple[re.Pattern[str], Entry]] = []
    for entry in entries:
        for phrase in entry.phrases:
            if "#" in phrase:
                patterns.append((_compile(name, entry, _slotted(phrase)), entry))
            else:
                by_phrase[fold(phrase)] = entry
        patterns.extend((_compile(name, entry, p), entry) for p in entry.patterns)
    phrases = glued = None
    if by_phrase:
        any_phrase = rf"(?:{trie_regex(by_phrase)})(?![^\W_])"
        glued = re.compile(any_phrase, re.IGNORECASE)
        phrases = re.compile(rf"(?:(?<![^\W_])|(?=\W)){any_phrase}", re.IGNORECASE)
    return Rules(name, entries, phrases, glued, by_phrase, tuple(patterns))


def _slotted(phrase: str) -> str:
    words = [NUMBER_SLOT if w == "#" else _word(w) for w in fold(phrase).split(" ")]
    return r"\b" + r"[\s\-‐‑–]+".join(words) + r"\b"


def _compile(name: str, entry: Entry, pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern.replace("#", NUMBER_SLOT), re.IGNORECASE)
    except re.error as error:
        raise RuleError(f"{name}.yaml, entry '{entry.id}': the expression {pattern!r} is not valid: {error}") from error


def read_entries(path: Path) -> list[Entry]:
    """The entries of a pattern file; raises RuleError naming file, entry and key."""
    try:
        rows = srsly.read_yaml(path)
    except ValueError as error:
        raise RuleError(f"{path}: not readable as YAML: {error}") from error
    if not isinstance(rows, list):
        raise RuleError(f"{path}: a pattern file is a list of entries, each beginning with '- id:'")
    entries = []
    for number, row in enumerate(rows, start=1):
        label = row.get("id", f"number {number}") if isinstance(row, dict) else f"number {number}"
        try:
            entries.append(Entry.model_validate(row))
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(str(part) for part in first["loc"])
            raise RuleError(f"{path}, entry '{label}', key '{key}': {first['msg']}") from error
    return entries


def patterns_dir() -> Path:
    """The folder of the pattern files that come with the package."""
    return Path(str(resources.files("perfextract.patterns")))


@lru_cache(maxsize=64)
def load(name: str, extra: Path | None = None) -> Rules:
    """The rules of ``patterns/<name>.yaml``, with those of the user's folder ``extra`` after them."""
    entries = read_entries(patterns_dir() / f"{name}.yaml")
    if extra is not None and (extra / f"{name}.yaml").is_file():
        entries += read_entries(extra / f"{name}.yaml")
    return compile_rules(name, entries)
