"""The full name of what a sentence calls by its last word: "the scheme", behind "the Warm Streets (WS) scheme"."""

from __future__ import annotations

import re

from perfextract.reading.marked import Marked
from perfextract.vocabulary import spelt, words

_CALLED = re.compile(r"\bthe (?P<noun>[A-Za-z]{5,})$")
_JOINED = spelt(r"\s+(?:(?:{joins capitals}|&)\s+)?")


def in_full(name: str, s: Marked) -> str:
    """A name that ends with a thing called by its last word alone, with the nearest full name before it in the block.

    Only names in capitals count: "a new scheme" is no name.
    """
    called = _CALLED.search(name)
    if called is None:
        return name
    full = _nearest(called["noun"], s.text[: s.end])
    return f"{name[: called.start()]}the {full}" if full else name


def _nearest(noun: str, text: str) -> str | None:
    """The last name in capitals that ends with a noun, without the words that begin a sentence."""
    named = re.compile(
        rf"\b[A-Z][\w'’-]+(?:{_JOINED}[A-Z][\w'’-]*){{0,6}}(?:\s+\([A-Z]{{2,7}}\))?\s+{noun}\b", re.NOFLAG
    )
    found = [_without_beginning(m[0]) for m in named.finditer(text)]
    return next((x for x in reversed(found) if x), None)


def _without_beginning(name: str) -> str | None:
    """A name without "The" or "In" before it; None where nothing is left but the noun."""
    said = name.split()
    while said and said[0].lower() in words("opens a sentence"):
        said.pop(0)
    return " ".join(said) if len(said) > 1 else None
