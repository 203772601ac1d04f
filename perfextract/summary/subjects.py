"""What to call an indicator in a summary: the report's words where they name it, else the catalogue's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from perfextract import periods
from perfextract.catalogue import Catalogue
from perfextract.model import Record

from .sentences import is_clause, tidy

_LONGEST = 14  # words
_MOVES = re.compile(r"\b(?:rose|fell|up|down|increase[ds]?|decrease[ds]?|compares?|compared|reduced|now|again)\b", re.I)
_BEGINS_AMISS = re.compile(r"^(?:aged|of|in|at|to|by|with|and|or|equivalent|rate|total|figure|this|these|it|they)\b", re.I)
_FIGURES = re.compile(r"\d[\d,.]*%|£\s?\d|\d,\d{3}|\d\.\d")


def names_of(records: Sequence[Record], known: Catalogue) -> dict[str, str]:
    """The name of each record's indicator by the record's id.

    The catalogue's name is taken where the report's words name nothing by themselves, and where no other record of
    the same theme, period and unit would be called so too.
    """
    official = {r.id: name for r in records if (name := _official(r, known))}
    shared = Counter((r.theme, official[r.id], r.unit, r.period.end) for r in records if r.id in official)
    names = {}
    for r in records:
        words = tidy(r.indicator)
        alone = r.id in official and shared[r.theme, official[r.id], r.unit, r.period.end] == 1
        names[r.id] = official[r.id] if alone and not is_name(words) else words
    return names


def _official(record: Record, known: Catalogue) -> str | None:
    found = known.get(record.indicator_id) if record.indicator_id else None
    return found.name if found else None


def is_name(words: str) -> bool:
    """Whether words name a measure by themselves.

    >>> is_name("Calls answered within 20 seconds"), is_name("aged 0 to 17"), is_name("plans have become")
    (True, False, False)
    """
    broken = _MOVES.search(words) or _BEGINS_AMISS.search(words) or _FIGURES.search(words) or is_clause(words)
    return not broken and len(words.split()) <= _LONGEST and not periods.find(words)
