"""Words on a card: whether they are a rating, could be the name of an indicator, or belong to neither."""

from __future__ import annotations

import re

from perfextract.model import Rag
from perfextract.signs import SIGNS, sign_of
from perfextract.vocabulary import expression

SEPARATORS = " \t\xa0|;,/·•*:–—-.▲▼◄►△▽↑↓→←⬆⬇➡↔+"
ASIDES = re.compile(r"[\w'’&%/-]+(?:\s+[\w'’&%/-]+){0,3}?(?=\s*(?:$|[|;,.()\[\]]))")  # a judgement in a few words
_RATINGS: dict[str, Rag] = {"red": "red", "amber": "amber", "green": "green"}
_LETTERS: dict[str, Rag] = {"R": "red", "A": "amber", "G": "green"}
_LONGEST_NAME = 250
_LONGEST_ASIDE = 8  # words
_NAME_BEGINS = re.compile(r"[A-Z\d%£#'\"‘“]")
_SENTENCE_INSIDE = re.compile(r"[a-z)%][.!?]\s+[A-Z]")
# Words that a name does not end with: what follows them belongs to the sentence.
_HANGS = expression(r"\b{hanging on a card}$")


def rating_of(text: str, letters: bool = False) -> Rag | None:
    """The rating that a word is, and a single letter only where a label says that it is one.

    >>> rating_of("Amber"), rating_of("G"), rating_of("G", letters=True), rating_of("Greenery"), rating_of("🔴")
    ('amber', None, 'green', None, 'red')
    """
    word = text.strip(" .()[]*\ufe0f")
    signed = sign_of(word) if not word.strip(SIGNS) else None
    return signed or _RATINGS.get(word.lower()) or (_LETTERS.get(word) if letters else None)


def readable(text: str, inside: bool) -> bool:
    """Whether words may be a name, or a line of one; ``inside`` a card's line they have to begin like a name.

    >>> readable("Calls answered within 20 seconds", False), readable("against the", True), readable("It rose.", False)
    (True, False, False)
    """
    words = text.strip()
    if len(words) > _LONGEST_NAME or not re.search(r"[A-Za-z]{2}", words):
        return False
    if words[-1] in ".!?" or _SENTENCE_INSIDE.search(words):
        return False
    return not inside or (_NAME_BEGINS.match(words) is not None and len(words.split()) > 1)


def is_aside(text: str) -> bool:
    """Whether what stands behind a label such as "Owner" is short enough to be only that."""
    return len(text.split()) <= _LONGEST_ASIDE and not re.search(r"\d{2}|%", text)


def is_name(text: str) -> bool:
    """Whether words can stand alone as the name of an indicator.

    >>> is_name("Complaints answered"), is_name("The share of homes was"), is_name("and homes let")
    (True, False, False)
    """
    if re.match(r"[£\d.,]+\s?%|£", text):
        return False  # "48.3% of waste was recycled" tells its figure itself
    if not (readable(text, False) and _NAME_BEGINS.match(text) and re.search(r"[A-Za-z]{3}", text)):
        return False
    return not _HANGS.search(text)


def goes_on(above: str, below: str) -> bool:
    """Whether a line of a name goes on in the next.

    >>> goes_on("Homes let through the scheme –", "Rolling total"), goes_on("Homes let", "Homes sold")
    (True, False)
    """
    if below[:1].islower() or below[:1] == "(" or above.count("(") > above.count(")"):
        return True
    return above.rstrip()[-1:] in "–—-,/&:" or _HANGS.search(above.rstrip()) is not None
