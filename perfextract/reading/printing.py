"""A name as a reader would write it, and what can be no name."""

from __future__ import annotations

import re
from functools import lru_cache

from perfextract.reading.marked import Marked
from perfextract.vocabulary import expression, words

_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=2**11)  # one run of words is part of many phrases
def printed(s: Marked, run: tuple[int, ...]) -> str:
    """The words of a run as printed, without brackets left empty or open and links left hanging."""
    parts: list[str] = []
    last = -1
    for i in run:
        t = s.tokens[i]
        gap = s.text[s.tokens[last].end : t.start] if last >= 0 and i == last + 1 else " " if parts else ""
        parts.append((" " if gap.strip() == "" and gap else gap) + s.text[t.start : t.end])
        last = i
    text = _OF_WHOM.sub("", _SPACES.sub(" ", "".join(parts)))
    text = re.sub(r"\(\s*[,;]?\s*\)|\[\s*\]", " ", text)
    if text.count("(") != text.count(")"):
        text = (
            re.sub(r"\s*\([^()]*$", "", text)
            if text.count("(") > text.count(")")
            else re.sub(r"^[^()]*\)\s*", "", text)
        )
    text = re.sub(
        r"\s+(?:in|at|on|by|for|during|since|from|to|of|as|over)(?=\s+(?:in|at|on|by|for|from|to|and|or|who|which|that|,)\b(?!-)|\s*$|\s*,)",
        "",
        text,
    )
    return reduced(_SPACES.sub(" ", re.sub(r"\s+([,.;:)])", r"\1", text)).strip(" ,.;:–-—"))


_OF_WHOM = re.compile(r",?\s*\bof\s+(?:whom|which)$")
_HELPED = re.compile(
    r"(?<=\w)(?<!\bwho)(?<!\bwhich)(?<!\bthat)\s+(?:have|has|had|were|was|are|is)(?:\s+(?:been|being|also|currently|now))*(?=\s+(?!been\b|being\b)[a-z-]+(?:ed|en|ing)\b)"
)


@lru_cache(maxsize=2**12)
def reduced(text: str) -> str:
    """A clause as a noun phrase, and no article at its head.

    >>> reduced("The children who had been placed"), reduced("children were being looked after by the council")
    ('children who had been placed', 'children looked after by the council')
    """
    shared = expression(r"\s+{makes up}(?:\s+for)?\s+(?:of\s+)?(?=(?:all|the|total)\b)").sub(" as a share of ", text)
    return _ARTICLE.sub("", _LIVE.sub(" living", _HELPED.sub("", shared, count=1)))


_LIVE = re.compile(r"(?<=[a-z])(?<!\bwho)(?<!\bthat)(?<!\bto)(?<!\bnot)\s+(?:live|lives|lived)(?=\s)")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


# ── what is never a name ─────────────────────────────────────────────────────────────────────────

_UNITS = words("unit_word")
_PRONOUNS = words("pronoun")
_FORESEEN = expression(r"\b{be}\s+{forecast}(?:\s+to\b|$)")  # "visits are forecast", to fall


@lru_cache(maxsize=2**12)
def refused(text: str) -> str | None:
    """Why a phrase can be no name, or None: nothing but a unit, a pronoun, function words; or far too long.

    >>> refused("weeks"), refused("of these"), refused("children in care")
    ('a bare unit of time', 'only a pronoun', None)
    """
    parts = re.findall(r"[a-z0-9]+", text.lower())
    said = [w for w in parts if w not in words("loose") and w not in words("little")]
    if not said:
        return "only a pronoun" if any(w in _PRONOUNS for w in parts) else "no word that says anything"
    if len(said) == 1 and said[0].endswith("ed") and not any(w in words("noun in ed") for w in said):
        return "only what was done"
    if all(w in _UNITS for w in said):
        return "a bare unit of time"
    if all(w in _PRONOUNS or w in words("loose") for w in parts):
        return "only a pronoun"
    if not any(re.search(r"[a-z]{3}", w) for w in said):
        return "no word"
    if len(parts) > 40:
        return "too long"
    if _FORESEEN.search(text):
        return "a clause"
    return None
