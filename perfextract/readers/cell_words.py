"""What a few words alone could be in a table: the head of a column, a figure, or the word that there is none."""

from __future__ import annotations

import re
from functools import lru_cache

from perfextract import periods, rules
from perfextract.signs import SIGNS
from perfextract.vocabulary import expression

_LONGEST_CELL = 40
_LONGEST_HEAD = 60
_MOST_BESIDE = 3  # words beside a figure: "8 per year", "above 0"
_NUMBER = re.compile(r"[\d£€$%.,()<>≤≥~+\-–−/:*†]*\d[\d£€$%.,()<>≤≥~+\-–−/:*†]*(?:(?:bn|pp|k|m)\b)?", re.I)
_SIGNS = re.compile(r"[\W_]{1,6}$")  # "-", "▲", "…"
_BESIDE = re.compile(r"(?:[a-z/]{1,12}|[A-Z][a-z]{3,8})$")
_RATING = expression(r"{rating}$")


@lru_cache(maxsize=4096)
def is_cell(text: str) -> bool:
    """Whether words could be all that a cell of figures holds.

    >>> [is_cell(x) for x in ("93%", "8 per year", "Above 0", "No target", "–", "Green", "£4.5m")]
    [True, True, True, True, True, True, True]
    >>> [is_cell(x) for x in ("Visits to parks", "2023/24", "12 months of the year before", "Key Stage 2")]
    [False, False, False, False]
    """
    text = text.strip()
    if not text or len(text) > _LONGEST_CELL:
        return False
    if _SIGNS.match(text) or _RATING.match(text) or _says_nothing(text):
        return True
    found = list(_NUMBER.finditer(text))
    if not found or is_time(text):
        return False
    beside = _NUMBER.sub(" ", text).split()
    counted = _BESIDE.match(beside[0]) if beside and found[0].start() else None
    return len(beside) <= _MOST_BESIDE and (counted is not None or not found[0].start()) and _are_units(beside[1:])


def _are_units(words: list[str]) -> bool:
    return all(word.islower() or not word.isalpha() for word in words)


def _says_nothing(text: str) -> bool:
    """Whether words stand for a figure that is not there: "N/A", "No target"."""
    marks = [m for m in rules.load("card").find(text) if m.gives.get("part") == "nothing"]
    return bool(marks) and len(text.strip(" .*()[]")) == marks[0].end - marks[0].start


def is_labelled(text: str) -> bool:
    """Whether a line is a label and its figure, and no part of a sentence.

    >>> [is_labelled(x) for x in ("Homes let: 312", "Tax collected - 97.3%", "Time to let: 31.5 days (target 28 days)")]
    [True, True, True]
    >>> [is_labelled(x) for x in ("and a rate of: 45%", "Next meeting: 12 May 2023", "Visits rose to 45%")]
    [False, False, False]
    """
    text = text.strip(f" {SIGNS}\ufe0f")
    m = _LABELLED.match(text) if text[:1].isupper() else None
    return m is not None and is_cell(m["figure"]) and any(map(str.isdecimal, m["figure"]))


_LABELLED = re.compile(
    r"[^.!?;:]{2,100}?(?::|\s[–—=-]|\s?\.{3,})\s*(?P<figure>[^():]{1,40}?)\s*(?:\([^()]{1,60}\))?\.?$"
)


@lru_cache(maxsize=4096)
def is_time(text: str) -> bool:
    """Whether words are a time and nothing else.

    >>> is_time("2022/23"), is_time("Quarter 2"), is_time("Visits in 2022/23")
    (True, True, False)
    """
    marks = periods.find(text)
    return len(marks) == 1 and not re.sub(r"[\W_]", "", text[: marks[0].start] + text[marks[0].end :])


@lru_cache(maxsize=4096)
def is_head(text: str) -> bool:
    """Whether words read as the head of a column: what columns hold, or a time.

    >>> is_head("Target"), is_head("Actual Q2 2018/19"), is_head("2022/23"), is_head("Visits to parks")
    (True, True, True, False)
    """
    text = text.strip()
    if not text or len(text) > _LONGEST_HEAD or text[-1] in ".;":
        return False
    if is_time(text):
        return True
    marks = [m for name in ("columns", "comparator") for m in rules.load(name).find(text)]
    bare = list(text)
    for start, end in [*((m.start, m.end) for m in marks), *((p.start, p.end) for p in periods.find(text))]:
        bare[start:end] = " " * (end - start)
    return bool(marks) and not re.sub(r"[\W\d_]", "", "".join(bare))


@lru_cache(maxsize=4096)
def is_one_head(text: str) -> bool:
    """Whether words are the head of one column and not of two.

    >>> is_one_head("Actual 2022/23"), is_one_head("Measure Target"), is_one_head("2022/23 Q1 2023/24")
    (True, False, False)
    """
    roles = {(m.start, m.end) for name in ("columns", "comparator") for m in rules.load(name).find(text)}
    years = re.findall(r"\b(?:19|20)\d\d", text)
    return is_head(text) and len(roles) <= 1 and len(years) <= 1
