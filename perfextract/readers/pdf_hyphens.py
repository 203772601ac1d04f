"""Take the hyphen out of a word that a line end has cut, "exclu-" and "sions", and leave it in "pre-" and "school"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from perfextract.readers.pdf_words import Word
from perfextract.vocabulary import expression, words

_EDGES = ".,;:!?()[]'\"‘’“”"
_LETTERS = re.compile(r"[A-Za-z]+")
_TAIL = expression(r"[a-z]{,2}{word tail}$")
_BEFORE = re.compile(r"([A-Za-z]+)-$")


def known_words(pages: Sequence[Sequence[Word]]) -> frozenset[str]:
    """The words of a document that no line end cuts; none where no line ends within a word."""
    if not any(w.broken for page in pages for w in page):
        return frozenset()
    cut = {id(x) for page in pages for pair in pairwise(page) if pair[0].broken for x in pair}
    return frozenset(w.text.strip(_EDGES).lower() for page in pages for w in page if id(w) not in cut)


def without_line_hyphens(page: Sequence[Word], known: frozenset[str]) -> list[Word]:
    """The words of a page, those cut at a line end without the hyphen that the line end gave them."""
    if not known:
        return list(page)
    after = [*page[1:], None]
    return [
        replace(w, text=w.text[:-1]) if w.broken and x is not None and is_cut(w.text, x.text, known) else w
        for w, x in zip(page, after, strict=True)
    ]


def is_cut(before: str, after: str, known: frozenset[str]) -> bool:
    """Whether two pieces with a hyphen and a line end between them are one word without it.

    >>> is_cut("exclu-", "sions.", frozenset()), is_cut("fire-", "hose", frozenset())
    (True, False)
    >>> is_cut("fire-", "hose", frozenset({"firehose"})), is_cut("fire-", "hose", frozenset({"fire-hose"}))
    (True, False)
    """
    left, right = _BEFORE.search(before), _LETTERS.match(after)
    if not left or not right or not right[0].islower():
        return False
    first, second = left[1].lower(), right[0]
    prefix = first in words("hyphen prefix")
    if first + second in known:
        return not (prefix and second in known)
    if f"{first}-{second}" in known or prefix or {first, second} <= known:
        return False
    return second not in known and bool(_TAIL.match(second))
