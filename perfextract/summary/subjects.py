"""What to call an indicator in a summary: the report's words where they name it, else the catalogue's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from perfextract import periods
from perfextract.catalogue import Catalogue
from perfextract.model import Record
from perfextract.summary.sentences import is_clause, tidy

_LONGEST = 14  # words
_MOVES = re.compile(
    r"\b(?:unchanged|half-year|against|forecast|rose|fell|up|down|increase[ds]?|decrease[ds]?|compares?|compared|reduced|now|again)\b",
    re.I,
)
_BEGINS_AMISS = re.compile(
    r"^(?:aged|of|in|at|to|by|with|and|or|equivalent|rate|total|figure|this|these|it|they)\b", re.I
)
_FIGURES = re.compile(r"\d[\d,.]*%|£\s?\d|\d,\d{3}|\d\.\d|^\d{2,}\b")
_SHARES = "half|third|thirds|quarter|quarters|fifths?|sixths?|sevenths?|eighths?|tenths?"
_NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|nineteen|twenty"
_OF_SHARE = re.compile(
    rf"^(?:nearly|almost|over|about|around|just\s+\w+)?\s*(?:(?:{_NUMBERS})[-\s](?:{_SHARES})\s+of|"
    rf"(?:{_NUMBERS})\s+(?:in|out\s+of)\s+(?:every\s+)?(?:{_NUMBERS})|[a-z]+-\w+\s+per\s+cent\s+of|{_NUMBERS})\s+",
    re.I,
)
_BEFORE = re.compile(
    r"^(?:(?:crept|eased|slid|climbed|edged|provisional(?:\s+figures)?(?:\s+put)?|projected|forecast|currently)\s+)+",
    re.I,
)
NAMELESS = "Indicator as worded in the evidence"


def names_of(records: Sequence[Record], known: Catalogue) -> dict[str, tuple[str, ...]]:
    """What each record's indicator may be called, by the record's id: the best name first.

    The catalogue's name is taken where the report's words name nothing by themselves, and where no other record of
    the same theme, period and unit would be called so too. Figures within the report's words would read as values, so
    a name without them follows, and at last one that only points to the evidence.
    """
    official = {r.id: name for r in records if (name := _official(r, known))}
    shared = Counter((r.theme, official[r.id], r.unit, r.period.end) for r in records if r.id in official)
    names = {}
    for r in records:
        words = without_movement(tidy(r.indicator))
        alone = r.id in official and shared[r.theme, official[r.id], r.unit, r.period.end] == 1
        catalogued = [official[r.id]] if alone else []
        first = [words] if is_name(words) else []
        names[r.id] = tuple(dict.fromkeys([*first, *catalogued, *_plainer(words), NAMELESS]))
    return names


def without_movement(words: str) -> str:
    """Words without those at their beginning that say how the figure moved or how sure it is.

    >>> without_movement("Crept Permanent admissions"), without_movement("Provisional figures put waste recycled")
    ('Permanent admissions', 'waste recycled')
    """
    return _BEFORE.sub("", words)


def _plainer(words: str) -> Iterator[str]:
    """The words without their figures, where something is left; else as they stand."""
    parts = [p for p in re.split(r",\s|\(|\)|;", words) if not (_FIGURES.search(p) or _OF_SHARE.search(p))]
    bare = " ".join(" ".join(parts).split())
    if words != bare and len(bare.split()) > 1:
        yield bare
    without = _OF_SHARE.sub("", words).strip()
    if without != words and len(without.split()) > 1:
        yield without
    yield words


def _official(record: Record, known: Catalogue) -> str | None:
    found = known.get(record.indicator_id) if record.indicator_id else None
    return found.name if found else None


def is_name(words: str) -> bool:
    """Whether words name a measure by themselves.

    >>> is_name("Calls answered within 20 seconds"), is_name("aged 0 to 17"), is_name("plans have become")
    (True, False, False)
    """
    broken = _MOVES.search(words) or _BEGINS_AMISS.search(words) or _FIGURES.search(words) or is_clause(words)
    return not broken and not _OF_SHARE.search(words) and len(words.split()) <= _LONGEST and not periods.find(words)
