"""What to call an indicator in a summary: the report's words where they name it, else the catalogue's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from perfextract import periods
from perfextract.catalogue import Catalogue
from perfextract.model import Record
from perfextract.summary.sentences import NAMELESS
from perfextract.summary.wording import is_clause, tidy
from perfextract.vocabulary import expression

_LONGEST = 14  # words
_MOVES = expression(r"\b{moves in a name}\b")
_BEGINS_AMISS = expression(r"^{no beginning}\b")
_SPEAKER = expression(  # who tells of it, and words that stand for what was told before
    r"\b{speaker}\s+(?:also\s+)?{said}"
    r"|\breported\s+(?:of|that)\b|\b(?-i:{told before})\b"
    r"|^(?!(?-i:[A-Z]{2})){told before at the beginning}\s(?!(?-i:[A-Z]))"
)
_DANGLING = expression(r"\b{hanging}$")
_NOT_ALONE = expression(r"^{not alone}$")
_NO_SUBJECT = expression(r"^{no subject}\b")
_FIGURES = re.compile(r"\d[\d,.]*%|£\s?\d|\d,\d{3}|\d\.\d|^\d{2,}\b")
_OF_SHARE = expression(
    r"^(?:{hedge word}|just\s+\w+)?\s*(?:{cardinal}[-\s]{fraction}\s+of|"
    r"{cardinal}\s+(?:in|out\s+of)\s+(?:every\s+)?{cardinal}|[a-z]+-\w+\s+per\s+cent\s+of|{cardinal})\s+"
)
_BEFORE = expression(r"^(?:(?:{moved before a name}|provisional(?:\s+figures)?(?:\s+put)?)\s+)+")


def names_of(records: Sequence[Record], known: Catalogue) -> dict[str, tuple[str, ...]]:
    """What each record's indicator may be called, by the record's id: the best name first.

    The report's words are best where they name the measure by themselves: those of a record that is known to the
    catalogue must be known so too. Else its name in the catalogue is taken, unless another record of the same theme,
    time and unit would be called so as well. Figures within words would read as values, so words without them follow,
    and at last a name that only points to the evidence, which is also better than words that are no subject.
    """
    indicators = {r.id: known.get(r.indicator_id) for r in records if r.indicator_id}
    official = {id_: indicator.name for id_, indicator in indicators.items() if indicator}
    shared = Counter(_place(r, official[r.id]) for r in records if r.id in official)
    names = {}
    for r in records:
        words = _of_unit(without_movement(tidy(r.indicator)), r.unit)
        alone = r.id in official and shared[_place(r, official[r.id])] == 1
        catalogued = [official[r.id]] if alone else []
        own = [words] if is_name(words) else []
        first = [*own, *catalogued] if not alone or _is_known(r, words, known) else [*catalogued, *own]
        last = [NAMELESS, *_plainer(words)] if _is_broken(words) else [*_plainer(words), NAMELESS]
        names[r.id] = tuple(dict.fromkeys([*first, *last]))
    return names


def _of_unit(words: str, unit: str | None) -> str:
    """A name that fits its unit: shares and rates are no numbers.

    >>> _of_unit("number of potholes repaired in time", "percent"), _of_unit("Number of visits", "count")
    ('share of potholes repaired in time', 'Number of visits')
    """
    kind = "share" if unit == "percent" else "rate" if (unit or "").startswith("per_") else None
    return re.sub(r"^number(?=\s+of\b)", kind, words, flags=re.I) if kind else words


def _place(r: Record, name: str) -> tuple[object, ...]:
    return r.theme, name, r.unit, r.period.end


def _is_broken(words: str) -> bool:
    """Whether words are a piece of a sentence that cannot be the subject of another."""
    return not words or any(
        pattern.search(words) for pattern in (_SPEAKER, _DANGLING, _NOT_ALONE, _NO_SUBJECT, _BEGINS_AMISS)
    )


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
    parts = re.split(r",\s|\(|\)|;", words)
    kept = [p for p in parts if not (_FIGURES.search(p) or _OF_SHARE.search(p))]
    bare = " ".join(" ".join(kept).split())
    if len(kept) < len(parts) and len(bare.split()) > 1:
        yield bare
    without = _OF_SHARE.sub("", words).strip()
    if without != words and len(without.split()) > 1:
        yield without
    yield words


def is_name(words: str) -> bool:
    """Whether words name a measure by themselves.

    >>> is_name("Calls answered within 20 seconds"), is_name("aged 0 to 17"), is_name("plans have become")
    (True, False, False)
    >>> is_name("Director also reported of assessments"), is_name("Children excluded for"), is_name("Year")
    (False, False, False)
    """
    told = is_clause(words) or _is_broken(words) or periods.find(words) or len(words.split()) > _LONGEST
    return not told and not any(pattern.search(words) for pattern in (_MOVES, _FIGURES, _OF_SHARE))
