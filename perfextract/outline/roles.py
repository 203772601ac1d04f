"""What the words of a heading make of it: a subject, a judgement, a wrapper, a caption, or no heading at all."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from perfextract.model import Block
from perfextract.periods import find
from perfextract.rules import load
from perfextract.vocabulary import expression

LONGEST_LEAD_IN = 100
_COVERS = 0.6  # of a heading's characters: it is this kind of heading, not one that merely holds the words
_NUMBER = re.compile(
    r"^(?:\d{1,2}[a-z]?(?:\.\d{1,2})*\.?\s*[|:–-]?\s+|\d{1,2}[a-z]?\s*\|\s*|[A-Z][.)]\s+|\([a-z]\)\s+)(?=[A-Z])"
)
_PART = expression(r"^{part of a report}\s+\w{1,5}\s*[:.–—-]\s*")
_HALVES = re.compile(r"\s+[–—-]\s+")
_CAPTION = expression(r"{caption}\s*[A-Z]?\d{1,3}(?:[.-]\d{1,2})?[a-z]?(?![\w%])")
_NOTE = expression(r"\W*{before a note}\s*[:–-]")
_DAY = expression(r"[\W\d]*{weekday}?[\W\d]*")
_CLOCK = re.compile(r"\(?\d{1,2}[:.]\d\d(?:[:.]\d\d)?\)?\s*(?:[ap]\.?m\.?)?\b", re.I)
_PERSON = expression(r"{before a name}\.?\s+[A-Z]|(?:[A-Z][\w'’.-]*\s+){1,3}[A-Z][\w'’-]+,\s+[^,]*\b(?i:{office})\b", 0)
_ADDRESSED = expression(r"{before who writes}\s*:")


@lru_cache(maxsize=4096)  # asked for the outline, for its levels, and for cards
def heading_role(text: str, patterns: Path | None = None) -> dict[str, Any]:
    """What a heading's words make of it: {"role": "judging", "status": ...}, {"role": "wrapper"} ... or {}.

    >>> heading_role("Key challenges:"), heading_role("Museums")
    ({'role': 'judging', 'status': 'needs_improvement'}, {})
    """
    marks = load("headings", patterns).find(text)
    worded = len(text.strip(" :.")) or 1
    covering = [m for m in marks if m.end - m.start >= _COVERS * worded]
    return covering[0].gives if covering else {}


def role_of(text: str, patterns: Path | None = None) -> dict[str, Any]:
    """The role of a heading, its number and "Section 2:" left aside where the rest has one of its own.

    >>> [role_of(x)["role"] for x in ("4. Introduction", "Section 1: Background - summary", "Section 4: Parks")]
    ['wrapper', 'wrapper', 'part']
    """
    gives = heading_role(text, patterns) or heading_role(named(text), patterns)
    if gives.get("role") != "part":
        return gives
    halves = [heading_role(half, patterns) for half in _HALVES.split(_PART.sub("", text))]
    return halves[0] if all(halves) else gives


def named(text: str) -> str:
    """A heading without its number and closing colon.

    >>> named("2 | Parks:"), named("3.1 Fleet"), named("A) Roads"), named("2021 Census")
    ('Parks', 'Fleet', 'Roads', '2021 Census')
    """
    return _NUMBER.sub("", text).rstrip(" :")


def heads_nothing(text: str) -> bool:
    """Whether a line set as a heading is the caption of a picture, a person, a date or a time: nothing is under it.

    >>> heads_nothing("Figure 4 – Visits by ward"), heads_nothing("Cllr Ann Moor"), heads_nothing("12 May 2031")
    (True, True, True)
    >>> heads_nothing("Tables and chairs"), heads_nothing("May 2031 visits")
    (False, False)
    """
    text = text.strip(" *")
    if any(pattern.match(text) for pattern in (_CAPTION, _NOTE, _CLOCK, _PERSON, _ADDRESSED)):
        return True
    days = [m for m in find(text) if m.form in ("day", "numeric_day") and m.modifier is None]
    return len(days) == 1 and _DAY.fullmatch(text[: days[0].start] + text[days[0].end :]) is not None


def is_caption(text: str) -> bool:
    """Whether a line is the caption of a numbered table, figure or map.

    >>> is_caption("Map 2: Visits by ward"), is_caption("Figures for 2031")
    (True, False)
    """
    return _CAPTION.match(text.strip(" *")) is not None


def may_head(block: Block) -> bool:
    """Headings, and in text without bold type also short lines that end as a heading does."""
    short = len(block.text) <= LONGEST_LEAD_IN and not block.text.endswith((".", ";", ","))
    return block.kind == "heading" or (block.kind == "paragraph" and short)
