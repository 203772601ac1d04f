"""Say how a value moved: by its own earlier figure, by a stated change, or by the words around it."""

from __future__ import annotations

import re
from decimal import Decimal

from perfextract.model import Direction
from perfextract.rules import Mark
from perfextract.statements.figures import Figure, Sentence
from perfextract.statements.links import Zone

_NEW_SUBJECT = re.compile(
    r"[;:]|,\s+(?:the|a|an|this|these|there|but|while|whilst|although|however|we|our|it|they)\b|\b(?:although|while|whilst|despite|but|however)\b",
    re.I,
)


def direction(s: Sentence, zone: Zone, before: Decimal | None, changes: list[Figure]) -> Direction | None:
    """The direction of ``zone.value``; ``before`` is its latest earlier figure, ``changes`` its stated changes."""
    stable = _governing(s, zone, {"state"})
    if stable and (before is None or not _opposed(s, zone)):
        return "stable"
    if before is not None:
        return _sign(zone.value.q.value, before, s, zone)
    for change in changes:
        if change.direction:
            return change.direction  # type: ignore[return-value]
    cue = _governing(s, zone, {"change"}) or _adverb_to(s, zone)
    if cue is None and zone.value.unit == "percent":
        better = re.search(
            r"\b(?:(improv\w+)|(worsen\w+|deteriorat\w+))\b[^#;]{0,40}\bto\s+(?:\w+\s+)?$",
            s.mask[zone.start : zone.value.start],
            re.I,
        )
        return ("up" if better[1] else "down") if better else None  # of shares, mostly the better the higher
    return cue.gives["direction"] if cue else None


def _sign(value: Decimal, before: Decimal, s: Sentence, zone: Zone) -> Direction:
    if _governing(s, zone, {"similar"}) and abs(value - before) <= abs(before) / 50:
        return "stable"
    if value == before:
        return "stable"
    return "up" if value > before else "down"


def _opposed(s: Sentence, zone: Zone) -> bool:
    """Whether a word of change stands nearer the value than the word of standing still."""
    return _governing(s, zone, {"change"}) is not None


def _governing(s: Sentence, zone: Zone, forms: set[str]) -> Mark | None:
    """The nearest cue of the zone, of one of ``forms``, whose clause holds the value."""
    value = zone.value
    found = [
        d
        for d in s.directions
        if zone.start <= d.start and d.end <= zone.end and d.gives.get("form") in forms and not _in_a_name(s, d)
    ]
    before = [
        d
        for d in found
        if d.end <= value.start and not _NEW_SUBJECT.search(s.between(d.end, value.start)) and not _attributive(s, d)
    ]
    if before:
        return before[-1]
    after = [d for d in found if d.start >= value.end and _follows(s, value, d)]
    return after[0] if after else None


def _adverb_to(s: Sentence, zone: Zone) -> Mark | None:
    """ "Unemployment is down again, to 4.8%": an adverb that leads to the value."""
    for d in s.directions:
        if d.gives.get("form") == "adverb" and zone.start <= d.start and d.end <= zone.value.start:
            gap = s.between(d.end, zone.value.start)
            if (
                re.fullmatch(
                    r"\s+(?:again|slightly|further|sharply|a\s+little)?,?\s*(?:to|at)\s+(?:just\s+)?", gap, re.I
                )
                and s.words(d.start, d.end).lower() != "up to"
            ):
                return d
    return None


def _in_a_name(s: Sentence, d: Mark) -> bool:
    """ "the Growth Economy Directorate": a capital inside a sentence, or before another capital, is a name."""
    if not s.words(d.start, d.start + 1).isupper():
        return False
    at_head = not s.words(s.start, d.start).strip(" \"'“‘(")
    return not at_head or bool(re.match(r"\s+(?:and\s+|&\s+)?[A-Z]", s.words(d.end, d.end + 8)))


def _attributive(s: Sentence, d: Mark) -> bool:
    """ "the increasing number of requests", "the decline in": a noun's adjective still tells a movement; a
    purpose does not ("aims to reduce", "work to increase")."""
    before = s.mask[max(s.start, d.start - 24) : d.start].lower()
    return (
        re.search(
            r"\b(?:aim\w*|work\w*|order|help\w*|plans?|efforts?|action|need|needs|able|seek\w*|try\w*|designed|intended|target|used|likely)\s+(?:to\s+)$",
            before,
        )
        is not None
    )


_CAUSE = re.compile(
    r"\b(?:due|driven|because|reflect\w*|result\w*|relat\w+|where|following|despite|given|led|contribut\w+|owing|attribut\w+)\b",
    re.I,
)


def _follows(s: Sentence, value: Figure, d: Mark) -> bool:
    gap = s.between(value.end, d.start)
    if _CAUSE.search(gap) or re.match(r"\s+in\s+(?!@|the\s+@)", s.mask[d.end : s.end]):
        return False  # what moved is the cause, or something else
    return (
        "#" not in gap
        and not re.search(r";|\.\s|,\s+(?:and|but|while)\b|\bto\s+$", gap)
        and not re.search(r"\b(?:to|which\s+will)\s+$", gap)
    )
