"""Places as the names of rows and columns: known ones are England, a region, and the place the report is for."""

from __future__ import annotations

import re
from pathlib import Path

from perfextract import rules
from perfextract.model import ComparatorKind
from perfextract.tables.heads import Heads

PLACE_CODE = re.compile(r"^(?:E\d{8}|\d{3})\s+(?=[A-Z])")  # "938 West Sussex", "E10000032 West Sussex"
_SHORTEST = 4  # characters


def is_known_place(name: str, heads: Heads) -> bool:
    """Whether a name is that of England, a region, the authority that reports or the place in the report's title."""
    return benchmark(name, heads.patterns) in ("national", "regional") or is_own(name, heads.authority, heads.title)


def is_own(name: str, authority: str | None, title: str | None) -> bool:
    """Whether a name is that of the place reported on: "Elmshire" of Elmshire County Council.

    >>> is_own("Elmshire", "Elmshire County Council", None), is_own("Arden", None, "Health in Arden 2019")
    (True, True)
    """
    if len(name) <= _SHORTEST or not name[:1].isupper():
        return False
    if (authority or "").casefold().startswith(name.casefold()):
        return True
    return bool(title) and bool(re.search(rf"\b{re.escape(name)}\b", title or ""))


def benchmark(name: str, patterns: Path | None) -> ComparatorKind | None:
    """What a row of a table of places is to the local ones: "England" is national; None for a local place."""
    name = PLACE_CODE.sub("", name).strip("* ")
    marks = rules.load("comparator", patterns).find(name) if name[:1].isupper() and len(name) < 40 else []
    whole = [m for m in marks if m.gives.get("kind") and m.end - m.start >= len(name)]
    return whole[0].gives["kind"] if whole else None
