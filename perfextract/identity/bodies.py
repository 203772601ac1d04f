"""The councils, trusts, boards and services that a text names: what kind of body, and the place before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from perfextract.vocabulary import expression, spelt, words

_KIND = re.compile(
    spelt(
        r"""\b(?:
          {kind of council}\s+(?:and\s+(?:District|County)\s+)?Council
        | NHS\s+(?:Foundation\s+)?Trust
        | {kind of health body}
        | {kind of authority}\s+Authority
        | {kind of service}
        | Council(?!\s+{no end of a council}\b)
        )\b"""
    ),
    re.VERBOSE,
)
_BOROUGH = re.compile(
    spelt(
        r"\b(?:Royal|London)\s+Borough\s+of\s+[A-Z][\w'’-]+(?:\s+(?!(?i:{before a body})\b)[A-Z][\w'’-]+)?"
        r"(?:\s+(?:and|upon)\s+[A-Z][\w'’-]+)?"
    )
)
_HINT = expression(r"\b{kind of body}\b")
_NO_PLACE = expression(r"\b(?:{kind of body}|{small word of a body})\b")
_WORD = re.compile(r"[\w'’&-]+")
_LONGEST_NAME = 120
_MOST_WORDS = 9
_RUN_OF_CAPITALS = 3


class Named(NamedTuple):
    """A body and where a text names it."""

    name: str
    start: int
    end: int


def bodies(text: str) -> Iterator[str]:
    """The councils, trusts and authorities a text names.

    >>> list(bodies("In Northshire County Council and at Amble and Ware NHS Foundation Trust calls fell"))
    ['Northshire County Council', 'Amble and Ware NHS Foundation Trust']
    """
    return (body.name for body in named(text))


@lru_cache(maxsize=8192)  # the title, the authority and the outline ask about the same lines
def named(text: str) -> tuple[Named, ...]:
    """The bodies a text names, each with its place.

    >>> [body.name for body in named("MINUTES of NORTHSHIRE COUNTY COUNCIL; the Budget County Council papers")]
    ['Northshire County Council']
    """
    if not _HINT.search(text):
        return ()
    written = _without_capitals(text)
    spans = [m.span() for m in _BOROUGH.finditer(written)]
    spans += [(_start(written, m.start()), m.end()) for m in _KIND.finditer(written)]
    whole = [(a, b) for a, b in spans if not any((c, d) != (a, b) and c <= a and b <= d for c, d in spans)]
    found = (Named(" ".join(written[a:b].split()), a, b) for a, b in sorted(set(whole)))
    return tuple(body for body in found if place(body.name))


def _start(text: str, kind: int) -> int:
    """Where a name begins whose kind of body begins at ``kind``: the capitals before it that can be a name's."""
    start, at, parted = kind, kind, False
    before = list(_WORD.finditer(text, max(0, kind - _LONGEST_NAME), kind))
    for word in reversed(before[-_MOST_WORDS:]):
        gap = text[word.end() : at]
        if gap.strip() and not (gap.strip() == "," and parted):
            break
        if word[0] in words("small word of a body") or word[0] == "&":
            parted |= word[0] == "and"
        elif word[0][0].isupper() and not _no_part_of_a_name(word[0]):
            start = word.start()
        else:
            break
        at = word.start()
    return start


def _no_part_of_a_name(word: str) -> bool:
    """Whether a word is none of a body's: a post, a team, the first of a sentence, the end or initials of another."""
    initials = word.isupper() and len(word) > 1 and word not in words("capitals of a body")
    return initials or word in words("end of a body") or word.lower() in words("before a body")


def _without_capitals(text: str) -> str:
    """A text whose runs of words in capitals are written as names are, character for character.

    >>> _without_capitals("THE CITY OF YORK COUNCIL and the KPI")
    'the City of York Council and the KPI'
    """
    run: list[re.Match[str]] = []
    runs = []
    for word in _WORD.finditer(text):
        if word[0].isupper():
            run.append(word)
            continue
        runs.append(run)
        run = []
    letters = list(text)
    for word in (word for run in (*runs, run) if len(run) >= _RUN_OF_CAPITALS for word in run):
        letters[word.start() : word.end()] = _as_in_a_name(word[0])
    return "".join(letters)


def _as_in_a_name(word: str) -> str:
    if word.lower() in words("small word of a body"):
        return word.lower()
    return word if word in words("capitals of a body") else word[0] + word[1:].lower()


def place(name: str) -> str:
    """The letters of the place in a body's name, without what kind of body it is; "" where there is none.

    >>> place("Kent County Council"), place("London Borough of Brent"), place("County Council")
    ('kent', 'brent', '')
    """
    return re.sub(r"[^a-z]", "", _NO_PLACE.sub("", name).lower())


def is_body(text: str) -> bool:
    """Whether a text is the name of a council, trust or authority and nothing else."""
    whole = text.strip()
    return any((body.start, body.end) == (0, len(whole)) for body in named(whole))
