"""Tell words from the garbage a font without a usable map of its letters gives: "7KH QXPEHU RI PLVVHG ELQV".

What is garbage is told by pairs of letters. In English, Welsh and the names of places one pair in a hundred is none of
those below; where letters stand for others it is every third one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable

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
_UNMAPPED = re.compile(r"[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f\x7f-\x9f]|[\U000f0000-\U0010ffff]")
_WITHIN = re.compile(r"(?<=[a-z])[^\w\s'’‘.,:;/&@()\[\]+#*–—-](?=[a-z])", re.I)
_PLAIN = frozenset("the of and to in for a is was with on by at from are has were that as be".split())
_PLAIN_SHARE = 0.06  # of the words: so many of the commonest are not there by chance
_FEWEST = 20  # pairs
_GARBLED = 0.22  # of the pairs


def oddness(texts: Iterable[str]) -> tuple[float, int]:
    """The share of pairs of letters that no words have, and how many pairs there are.

    >>> oddness(["7KH QXPEHU RI PLVVHG ELQV ZDV"])[0] > 0.4, oddness(["The number of missed bins was"])[0]
    (True, 0.0)
    """
    odd = count = 0
    for text in dict.fromkeys(texts):  # an abbreviation said often is no garbage
        codes = len(_CODE.findall(text))
        marks = len(_UNMAPPED.findall(text)) if len(text) > 1 and not text.isprintable() else 0
        plain = (_CODE.sub(" ", text) if codes else text).lower()
        pairs = [run[i : i + 2] for run in _LETTERS.findall(plain) for i in range(len(run) - 1)]
        odd += 2 * codes + marks + len(_WITHIN.findall(plain)) + sum(pair not in _PAIRS for pair in pairs)
        count += 2 * codes + marks + len(pairs)
    return (odd / count if count else 0.0), count


def is_garbled(texts: Iterable[str]) -> bool:
    """Whether words are garbage: many odd pairs of letters, and enough pairs to be sure.

    >>> is_garbled(["(cid:12)(cid:44)(cid:7)", "(cid:31)(cid:9)(cid:12)(cid:44)(cid:7)(cid:8)(cid:1)"])
    True
    >>> is_garbled(["SEND, EHCP and CAMHS by CCG"]), is_garbled(["Cyngor Sir Ddinbych: gwasanaethau plant"])
    (False, False)
    """
    words = list(texts)
    if _reads_plain(words):
        return False
    share, count = oddness(words)
    return count >= _FEWEST and share >= _GARBLED


def _reads_plain(words: list[str]) -> bool:
    return sum(map(_PLAIN.__contains__, words)) > _PLAIN_SHARE * len(words) + 1


def garbled_groups(words: Iterable[tuple[Hashable, str]]) -> set[Hashable]:
    """The groups, such as the fonts of a page, whose words are garbage."""
    groups: dict[Hashable, list[str]] = defaultdict(list)
    for group, text in words:
        groups[group].append(text)
    return {group for group, texts in groups.items() if is_garbled(texts)}


_SUSPECT = re.compile(
    r"[bcdfghj-np-tv-xz]{5}|[a-z][\\$<>=^~{}|%][a-z]|\(cid:\d|[\ue000-\uf8ff\ufffd\x00-\x08]{2}", re.I
)
_FEWEST_SUSPECT = 2  # on a page
_FEWEST_MORE = 4  # pairs, of a line on a page on which others are garbage


def garbled_lines(words: Iterable[tuple[Hashable, str]]) -> set[Hashable]:
    """The lines of a page whose words are garbage, where the same font prints good ones too."""
    lines: dict[Hashable, list[str]] = defaultdict(list)
    for line, text in words:
        lines[line].append(text)
    suspects = [line for line, texts in lines.items() if _SUSPECT.search(" ".join(texts))]
    if len(suspects) < _FEWEST_SUSPECT and not any(_CODE.search(" ".join(lines[x])) for x in suspects):
        return set()
    if not any(is_garbled(lines[line]) for line in suspects):
        return set()
    return {line for line, texts in lines.items() if _is_more(texts)}


def _is_more(texts: list[str]) -> bool:
    share, count = oddness(texts)
    return count >= _FEWEST_MORE and share >= _GARBLED and not _reads_plain(texts)
