"""The words of the language by class: ``words("auxiliary")`` is the set of all that patterns/words.yaml lists under it.

Each list of words is there once, whoever asks for it. A class may take in others (``with``). An expression names a
class in braces: ``expression(r"\\d+ {time_unit} {ago}")``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import chain
from typing import NamedTuple

from perfextract.rule_files import WORDS, patterns_dir, rows

STEM = "*"  # at the end of a word: all words that begin so, "reduc*"
_CLASS = re.compile(r"\{([A-Za-z][A-Za-z_ -]*)\}")


class _Entry(NamedTuple):
    """A class as written: the words of others that it takes in, and its own."""

    others: list[str]
    own: list[str]


_ITEM = re.compile(r"\"([^\"]{1,60})\"|([^\s,\"\[\]][^,\]]{0,60})")


@cache
def _entries() -> dict[str, _Entry]:
    """The classes of words.yaml, read line by line: a YAML reader would take longer than the rest of an import."""
    found: dict[str, _Entry] = {}
    for line in (patterns_dir() / f"{WORDS}.yaml").read_text(encoding="utf-8").splitlines():
        key, _, said = line.lstrip("- ").partition(": ")
        if key == "class":
            entry = found[said.partition("#")[0].strip()] = _Entry([], [])
        elif key in ("with", "words"):
            (entry.own if key == "words" else entry.others).extend(a or b for a, b in _ITEM.findall(said))
    return found


@cache
def _phrases(place: str) -> tuple[str, ...]:
    """The phrases of an entry of another pattern file: "hedge/about"."""
    file, _, entry = place.partition("/")
    return next(tuple(row["phrases"]) for row in rows(patterns_dir() / f"{file}.yaml") if row["id"] == entry)


def classes() -> tuple[str, ...]:
    """The names of all classes, in the order of the file."""
    return tuple(_entries())


@cache
def listed(name: str) -> tuple[str, ...]:
    """The words of a class in the order of the file; raises KeyError where there is no such class."""
    entry = _entries()[name]
    others = (_phrases(other) if "/" in other else listed(other) for other in entry.others)
    return tuple(dict.fromkeys((*chain(*others), *entry.own)))


@cache
def words(name: str) -> frozenset[str]:
    """The words of a class.

    >>> "was" in words("auxiliary"), "was" in words("preposition")
    (True, False)
    """
    return frozenset(listed(name))


@cache
def alternatives(name: str) -> str:
    """The words of a class as the choices of an expression, longest first.

    >>> alternatives("term")
    'autumn|spring|summer'
    """
    return "|".join(map(_as_expression, sorted(listed(name), key=len, reverse=True)))


def _as_expression(word: str) -> str:
    """A word or phrase as it may stand in a text: any space between its words, a space for its hyphen.

    >>> _as_expression("as a half-year"), _as_expression("reduc*")
    ('as\\\\s+a\\\\s+half[-\\\\s]year', 'reduc\\\\w*')
    """
    pattern = re.escape(word.removesuffix(STEM)).replace(r"\ ", r"\s+")
    pattern = re.sub(r"(?<=\w)\\-(?=\w)", r"[-\\s]", pattern)
    return pattern + r"\w*" if word.endswith(STEM) else pattern


def spelt(pattern: str, parts: Mapping[str, str] | None = None) -> str:
    r"""A pattern with the words of a class for its name in braces, or what ``parts`` has under the name.

    >>> spelt(r"\b{term}\s+{YEAR}", {"YEAR": r"20\d\d"})
    '\\b(?:autumn|spring|summer)\\s+(?:20\\d\\d)'
    """
    own = parts or {}
    return _CLASS.sub(lambda m: f"(?:{own[m[1]] if m[1] in own else alternatives(m[1])})", pattern)


@cache
def expression(pattern: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    r"""The expression of a pattern that names classes in braces, in any case where no flags say otherwise.

    >>> expression(r"\b{term}\s+term\b").search("In the Spring term")[0]
    'Spring term'
    """
    return re.compile(spelt(pattern), flags)


@cache
def any_of(name: str) -> re.Pattern[str]:
    """An expression for one word or phrase of a class, whole, in a text in any case.

    >>> bool(any_of("above").search("it is higher than before")), bool(any_of("above").search("upheld"))
    (True, False)
    """
    return expression(rf"\b{{{name}}}\b")
