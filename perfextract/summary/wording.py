"""Small tools over the words of a summary: capitals, lists, what is a name and what a clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from perfextract.vocabulary import expression

# Verbs that are not also nouns, or participles in the name of a measure.
_CLAUSE = expression(r"\b{clause verb}\b")
_TWICE = re.compile(r"\b(\w+)(?:\s+\1\b)+", re.I)
_BEING = expression(  # "plans were issued", but not "plans which were issued"
    r"(?<!\bwhich)(?<!\bwho)(?<!\bthat)\s+(?:{be}|{have}\s+been)\s+"
    r"(?=\w+{participle ending}\b)"
)
_PLURAL = expression(
    r"(?!{one measure}\b)(?:(?!{preposition}\b)[\w’-]+\s+){0,3}?"
    r"(?:people|children|[\w-]+[^su\W]s)\b(?!['’])"
)


def is_plural(subject: str) -> bool:
    """Whether a subject is several things: its head, before the first preposition.

    >>> is_plural("Visits to libraries"), is_plural("Number of visits"), is_plural("Overspend in Services")
    (True, False, False)
    """
    return _PLURAL.match(subject.rpartition(": ")[2]) is not None


def capital(words: str) -> str:
    """Words with a capital at their beginning.

    >>> capital("number of visits"), capital("iPads lent")
    ('Number of visits', 'IPads lent')
    """
    return words[:1].upper() + words[1:]


def uncapital(words: str) -> str:
    """Words as they stand within a sentence; a first word that is a name or an abbreviation keeps its capital.

    >>> uncapital("Calls answered"), uncapital("NHS Health Checks"), uncapital("EHC plans")
    ('calls answered', 'NHS Health Checks', 'EHC plans')
    """
    first = words.split(" ", 1)[0]
    return words if first[1:2].isupper() or len(first) == 1 else words[:1].lower() + words[1:]


def tidy(words: str) -> str:
    """The words of a report as the name of an indicator.

    >>> tidy("Education plans were issued within 20 weeks"), tidy("children live at home")
    ('Education plans issued within 20 weeks', 'children live at home')
    >>> tidy("share of calls which were answered")
    'share of calls which were answered'
    """
    return _TWICE.sub(r"\1", _BEING.sub(" ", words)).strip(" .,;:-–")


def is_clause(words: str) -> bool:
    """Whether words are a clause with a verb of its own rather than the name of a measure."""
    return _CLAUSE.search(words) is not None


def listed(pieces: Sequence[str]) -> str:
    """Pieces as a list in words.

    >>> listed(["one", "two", "three"])
    'one, two and three'
    """
    return " and ".join(filter(None, (", ".join(pieces[:-1]), pieces[-1])))
