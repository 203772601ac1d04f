"""Tell words from the garbage a font without a usable map of its letters gives: "7KH QXPEHU RI PLVVHG ELQV".

What is garbage is told by pairs of letters. In English, Welsh and the names of places one pair in a hundred is none of
those below; where letters stand for others it is every third one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable
from functools import lru_cache

from perfextract.vocabulary import words

# Which letters follow which, in at least one of 25,000 pairs.
_FOLLOWING = {
    "a": "bcdefghijklmnprstuvwxy",
    "b": "aeijlmorstuy",
    "c": "acehiklorstuy",
    "d": "abcdeghilmorstuvwy",
    "e": "abcdefghiklmnopqrstuvwxy",
    "f": "acefilorstuy",
    "g": "aefghilmnorstuy",
    "h": "abdeilmnorstuwy",
    "i": "abcdefgklmnoprstuvxz",
    "j": "aeou",
    "k": "adefgilns",
    "l": "abcdefiklmnoprstuvwy",
    "m": "abeilmopsuy",
    "n": "abcdefghijklmnopqrstuvwy",
    "o": "abcdefghijklmnoprstuvwxy",
    "p": "adefhilmoprstuy",
    "q": "u",
    "r": "abcdefghiklmnoprstuvwy",
    "s": "acefhiklmnoprstuwy",
    "t": "acefhilmnoprstuwy",
    "u": "abcdefgiklmnoprst",
    "v": "aeiou",
    "w": "aehilnorswy",
    "x": "aceiptu",
    "y": "cdeilmnoprst",
    "z": "e",
}
_PAIRS = frozenset(a + b for a, following in _FOLLOWING.items() for b in following)
_CODE = re.compile(r"\(cid:\d+\)", re.I)
_LETTERS = re.compile(r"[a-z]{2,}")
_ABBREVIATION = re.compile(r"\b[A-Z]{2,4}\b")
_UNMAPPED = re.compile(r"[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f\x7f-\x9f]|[\U000f0000-\U0010ffff]")
_WITHIN = re.compile(r"(?<=[a-z])[^\w\s'’‘.,:;/&@()\[\]+#*–—-](?=[a-z])", re.I)
_PLAIN = words("function word")
_PLAIN_SHARE = 0.06  # of the words: so many of the commonest are not there by chance
_FEWEST = 20  # pairs
_GARBLED = 0.22  # of the pairs
_PLAINLY = 0.35  # of the pairs of a line
_FEWEST_OF_LINE = 7
_FEWEST_OF_LINES = 12  # of all lines of a page that are so plainly garbage
_FEWEST_MORE = 4  # of a line on a page on which others are garbage


def oddness(texts: Iterable[str], abbreviated: bool = False) -> tuple[float, int]:
    """The share of pairs of letters that no words have, and how many pairs there are.

    Abbreviations do not count, unless they are asked for, and what is said often counts once.

    >>> oddness(["7KH", "QXPEHU", "RI", "PLVVHG", "ELQV"])[0] > 0.4, oddness(["The", "number", "of", "NHS", "CCG"])[0]
    (True, 0.0)
    """
    weighed = [_weighed(text, abbreviated) for text in dict.fromkeys(texts)]
    odd, count = sum(x[0] for x in weighed), sum(x[1] for x in weighed)
    return (odd / count if count else 0.0), count


@lru_cache(maxsize=1 << 16)
def _weighed(text: str, abbreviated: bool) -> tuple[int, int]:
    codes = len(_CODE.findall(text))
    marks = len(_UNMAPPED.findall(text)) if len(text) > 1 and not text.isprintable() else 0
    plain = _CODE.sub(" ", text) if codes else text
    plain = (plain if abbreviated else _ABBREVIATION.sub(" ", plain)).lower()
    pairs = [run[i : i + 2] for run in _LETTERS.findall(plain) for i in range(len(run) - 1)]
    odd = 2 * codes + marks + len(_WITHIN.findall(plain)) + sum(pair not in _PAIRS for pair in pairs)
    return odd, 2 * codes + marks + len(pairs)


def is_garbled(texts: Iterable[str], fewest: int = _FEWEST, abbreviated: bool = False) -> bool:
    """Whether words are garbage: many odd pairs of letters, and enough pairs to be sure.

    >>> is_garbled(["(cid:12)(cid:44)(cid:7)", "(cid:31)(cid:9)(cid:12)(cid:44)(cid:7)(cid:8)(cid:1)"])
    True
    >>> is_garbled("SEND, EHCP and CAMHS by CCG".split()), is_garbled("Cyngor Sir Ddinbych: gwasanaethau plant".split())
    (False, False)
    """
    said = list(texts)
    if sum(map(_PLAIN.__contains__, said)) > _PLAIN_SHARE * len(said) + 1:
        return False
    share, count = oddness(said, abbreviated)
    return count >= fewest and share >= _GARBLED


def garbled_groups(said: Iterable[tuple[Hashable, str]]) -> set[Hashable]:
    """The groups, such as the fonts of a page, whose words are garbage."""
    return {group for group, texts in _grouped(said).items() if is_garbled(texts)}


def garbled_lines(said: Iterable[tuple[Hashable, str]]) -> set[Hashable]:
    """The lines of a page whose words are garbage, where the same font prints good ones too."""
    lines = _grouped(said)
    plainly = [x for x in lines.values() if _is_plainly(*oddness(x, True))]
    if not is_garbled((text for texts in plainly for text in texts), _FEWEST_OF_LINES):
        return set()
    return {line for line, texts in lines.items() if is_garbled(texts, _FEWEST_MORE, True)}


def _is_plainly(share: float, count: int) -> bool:
    return share >= _PLAINLY and count >= _FEWEST_OF_LINE


def _grouped(said: Iterable[tuple[Hashable, str]]) -> dict[Hashable, list[str]]:
    groups: dict[Hashable, list[str]] = defaultdict(list)
    for group, text in said:
        groups[group].append(text)
    return groups
