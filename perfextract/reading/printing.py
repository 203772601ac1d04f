"""A name as a reader would write it, and what can be no name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfextract.reading.marked import Marked
from perfextract.vocabulary import expression, words

_OF_WHOM = re.compile(r",?\s*\bof\s+(?:whom|which)$")
_WHOM = ("whom", "which")
_EMPTY = re.compile(r"\(\s*[,;]?\s*\)|\[\s*\]")
_LEFT_OPEN = re.compile(r"\s*\([^()]*$")
_CLOSED_ONLY = re.compile(r"^[^()]*\)\s*")
_SPACE_BEFORE = re.compile(r" ([,.;:)])")
_HANGING = expression(r" {hangs}(?= (?:{hangs before}|,)\b(?!-)| *$| *,)", re.NOFLAG)


def printed(s: Marked, run: tuple[int, ...]) -> str:
    """The words of a run as printed, without brackets left empty or open and links left hanging."""
    text = " ".join(" ".join(_stretches(s, run)).split())
    if text.endswith(_WHOM):
        text = _OF_WHOM.sub("", text)
    if "(" in text or ")" in text or "[" in text:
        text = _with_whole_brackets(text)
    text = _SPACE_BEFORE.sub(r"\1", _HANGING.sub("", text))
    return reduced(text.strip(" ,.;:–-—"))


def _stretches(s: Marked, run: tuple[int, ...]) -> Iterator[str]:
    """The text of each stretch of a run whose tokens follow one another."""
    first = last = run[0]
    for i in run[1:]:
        if i != last + 1:
            yield s.text[s.tokens[first].start : s.tokens[last].end]
            first = i
        last = i
    yield s.text[s.tokens[first].start : s.tokens[last].end]


def _with_whole_brackets(text: str) -> str:
    """A text without brackets that are empty or whose other half is missing."""
    text = _EMPTY.sub(" ", text)
    opened, closed = text.count("("), text.count(")")
    if opened != closed:
        text = _LEFT_OPEN.sub("", text) if opened > closed else _CLOSED_ONLY.sub("", text)
    return " ".join(text.split())


_ARTICLE = expression(r"^{article}\s+")
_HELP = words("be") | words("have")
_HELPED = expression(
    r"(?<=\w)(?<!\bwho)(?<!\bwhich)(?<!\bthat)\s+(?:{have}|{be})(?:\s+{between helped})*(?=\s+(?!been\b|being\b)[a-z-]+(?:e[dn]|ing)\b)",
    re.NOFLAG,
)
_LIVE = words("live")
_LIVED = expression(r"(?<=[a-z])(?<!\bwho)(?<!\bthat)(?<!\bto)(?<!\bnot)\s+{live}(?=\s)", re.NOFLAG)
_SHARE = frozenset(said.split()[0] for said in words("makes up"))
_MAKES_UP = expression(r"\s+{makes up}(?:\s+for)?\s+(?:of\s+)?(?={whole of it}\b)")


def reduced(text: str) -> str:
    """A clause as a noun phrase, and no article at its head.

    >>> reduced("The children who had been placed"), reduced("children were being looked after by the council")
    ('children who had been placed', 'children looked after by the council')
    """
    said = set(text.lower().split())  # most texts have no word that the slower expressions look for
    if not _SHARE.isdisjoint(said):
        text = _MAKES_UP.sub(" as a share of ", text)
    if not _HELP.isdisjoint(said):
        text = _HELPED.sub("", text, count=1)
    if not _LIVE.isdisjoint(said):
        text = _LIVED.sub(" living", text)
    return _ARTICLE.sub("", text)


# ── what is never a name ─────────────────────────────────────────────────────────────────────────

_PARTS = re.compile(r"[a-z0-9]+")
_LETTERS = re.compile(r"[a-z]{3}")
_SAYS_NOTHING = words("loose") | words("little")
_NOUNS = words("noun in ed")
_UNITS = words("unit_word")
_PRONOUNS = words("pronoun")
_FORECAST = words("forecast")
_FORESEEN = expression(r"\b{be}\s+{forecast}(?:\s+to\b|$)")  # "visits are forecast", to fall


def refused(text: str) -> str | None:
    """Why a phrase can be no name, or None: nothing but a unit, a pronoun, function words; or far too long.

    >>> refused("weeks"), refused("of these"), refused("children in care")
    ('a bare unit of time', 'only a pronoun', None)
    """
    parts = _PARTS.findall(text.lower())
    said = [w for w in parts if w not in _SAYS_NOTHING]
    if not said:
        return "only a pronoun" if any(w in _PRONOUNS for w in parts) else "no word that says anything"
    if len(said) == 1 and said[0].endswith("ed") and said[0] not in _NOUNS:
        return "only what was done"
    if _UNITS.issuperset(said):
        return "a bare unit of time"
    if _PRONOUNS.issuperset(said):
        return "only a pronoun"
    if not any(map(_LETTERS.search, said)):
        return "no word"
    if len(parts) > 40:
        return "too long"
    if not _FORECAST.isdisjoint(said) and _FORESEEN.search(text):
        return "a clause"
    return None
