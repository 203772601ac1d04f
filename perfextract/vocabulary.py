"""The words of the language by class: ``words("auxiliary")`` is the set of all that patterns/words.yaml lists under it.

Each list of words is there once, whoever asks for it. A class may take in others (``with``).
"""

from __future__ import annotations

import re
from functools import cache

import srsly

from perfextract.rule_files import patterns_dir


@cache
def classes() -> dict[str, tuple[str, ...]]:
    """The words of every class, in the order of the file."""
    raw = srsly.read_yaml(patterns_dir() / "words.yaml")
    found: dict[str, tuple[str, ...]] = {}
    for entry in raw:
        listed = [w for name in entry.get("with", []) for w in found[name]] + [str(w) for w in entry.get("words", [])]
        found[entry["class"]] = tuple(dict.fromkeys(listed))
    return found


def listed(name: str) -> tuple[str, ...]:
    """The words of a class in the order of the file; raises KeyError where there is no such class."""
    return classes()[name]


@cache
def words(name: str) -> frozenset[str]:
    """The words of a class.

    >>> "was" in words("auxiliary"), "was" in words("preposition")
    (True, False)
    """
    return frozenset(listed(name))


@cache
def any_of(name: str) -> re.Pattern[str]:
    """An expression for one word or phrase of a class, whole, in a text in any case.

    >>> bool(any_of("above").search("it is higher than before")), bool(any_of("above").search("upheld"))
    (True, False)
    """
    longest_first = sorted(listed(name), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in longest_first) + r")\b", re.IGNORECASE)
