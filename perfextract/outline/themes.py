"""The canonical themes of patterns/themes.yaml, so that reports with different headings compare."""

from __future__ import annotations

from pathlib import Path

from perfextract.rules import Mark, load

_WEIGHS = 0.3  # of a heading's characters: it is about this theme
_IS = 0.8  # of them: it is the theme's name


def theme_id(*headings: str | None, patterns: Path | None = None) -> str | None:
    """The canonical theme of the first heading that has one.

    >>> theme_id("Fly-tipping reports", "Waste and Recycling"), theme_id("Miscellany")
    ('waste_environment', None)
    """
    for heading in filter(None, headings):
        marks = [m for m in load("themes", patterns).find(heading) if _weighs(m, heading)]
        if marks:
            found: str = max(marks, key=lambda m: m.end - m.start).gives["theme"]
            return found
    return None


def names_a_theme(heading: str, patterns: Path | None = None) -> bool:
    """Whether a heading is little but the name of a canonical theme.

    >>> names_a_theme("Adult Social Care"), names_a_theme("Adult Social Care: visits to homes in the north in May")
    (True, False)
    """
    return any(m.end - m.start >= _IS * len(heading) for m in load("themes", patterns).find(heading))


def theme_name(id_: str, patterns: Path | None = None) -> str:
    """What a canonical theme is called; one without a name, by its id.

    >>> theme_name("governance_legal"), theme_name("allotments_parks")
    ('Governance and legal', 'Allotments parks')
    """
    named_so = (e.gives.get("name") for e in load("themes", patterns).entries if e.gives["theme"] == id_)
    return next(filter(None, named_so), id_.replace("_", " ").capitalize())


def _weighs(mark: Mark, heading: str) -> bool:
    """Whether the words found begin the heading or are a good part of it, rather than named in passing."""
    return mark.start == 0 or mark.end - mark.start >= _WEIGHS * len(heading)
