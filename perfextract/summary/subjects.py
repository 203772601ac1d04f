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

    The report's words are best where they name the measure by themselves: those of a record that is known to the
    catalogue must be known so too. Else its name in the catalogue is taken, unless another record of the same theme,
    time and unit would be called so as well. Figures within words would read as values, so words without them follow,
    and at last a name that only points to the evidence.
    """
    indicators = {r.id: known.get(r.indicator_id) for r in records if r.indicator_id}
    official = {id_: indicator.name for id_, indicator in indicators.items() if indicator}
    shared = Counter(_place(r, official[r.id]) for r in records if r.id in official)
    names = {}
    for r in records:
        words = without_movement(tidy(r.indicator))
        alone = r.id in official and shared[_place(r, official[r.id])] == 1
        catalogued = [official[r.id]] if alone else []
        own = [words] if is_name(words) else []
        first = [*own, *catalogued] if not alone or _is_known(r, words, known) else [*catalogued, *own]
        names[r.id] = tuple(dict.fromkeys([*first, *_plainer(words), NAMELESS]))
    return names


def _place(r: Record, name: str) -> tuple[object, ...]:
    return r.theme, name, r.unit, r.period.end


def _is_known(r: Record, words: str, known: Catalogue) -> bool:
    """Whether the catalogue knows the record's indicator by these words alone."""
    link = known.link(words, r.unit, r.theme_id)
    return link is not None and link.id == r.indicator_id


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


def is_name(words: str) -> bool:
    """Whether words name a measure by themselves.

    >>> is_name("Calls answered within 20 seconds"), is_name("aged 0 to 17"), is_name("plans have become")
    (True, False, False)
    """
    broken = _MOVES.search(words) or _BEGINS_AMISS.search(words) or _FIGURES.search(words) or is_clause(words)
    return not broken and not _OF_SHARE.search(words) and len(words.split()) <= _LONGEST and not periods.find(words)
