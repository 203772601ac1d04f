"""The words on the two sides of a value, without the periods, comparators and changes among them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from perfextract.statements.figures import Figure, Sentence
from perfextract.statements.links import Zone
from perfextract.statements.phrases import content, join, tidy
from perfextract.textview import lower_case


@dataclass(frozen=True, slots=True)
class Sides:
    """The words before and behind a value; whether it stands in brackets, and whether a comma parts it from those behind."""

    left: str
    right: str
    boxed: bool
    parted: bool = False


_REFERENCE = re.compile(r"\(\s*(?:see\s+)?(?:figures?|fig\.?|tables?|charts?|maps?|appendix|annex)\b[^()]*\)", re.I)
_OTHER = r"(?:in\s+|at\s+|the\s+|our\s+|its\s+|a\s+|an\s+|both\s+|that\s+(?:of|in)\s+|those\s+(?:of|in)\s+|from\s+)*(?:\w+\s+){0,2}?(?:[&@#]|last\b|previous\b|expected|target|average|before\b|other\b|same\b)"
_CUT_RIGHT = re.compile(  # for texts in lower case
    r"\s*(?:;|\.\s|,?\s*\b(?:compared|in\s+comparison|versus|as\s+opposed|as\s+against)\b|\(\s*[^()]*[#&][^()]*\)|\(\s*(?:an?\s+)?(?:down|up|increase|decrease|reduction|compared)\b"
    rf"|,?\s*(?:which|and|but|both)?\s*\b(?:is|was|are|were|remains?|also)?\s*(?:significantly\s+|slightly\s+|broadly\s+|well\s+|still\s+|just\s+|considerably\s+|much\s+)*\b(?:higher|lower|above|below|better|worse|similar|in\s+line|equal|more|less|fewer|greater|up|down|longer|shorter|faster)\s+(?:(?:than|to|from|with|on|with\s+that)\s+)?{_OTHER}"
    r"|,?\s+\b(?:is|was|are|were)\s+(?:significantly\s+|slightly\s+|broadly\s+|well\s+|still\s+|just\s+|considerably\s+|much\s+)*(?:(?:higher|lower|better|worse|more|less|fewer|greater)\s+than|the\s+(?:best|worst|highest|lowest|same|joint))\b"
    r"|,?\s+(?:far\s+|well\s+|slightly\s+)?in\s+excess\s+of\b|\s+(?:matched|matches|mirrors|mirrored|equalled)\s+the\b|\s+which\s+(?:is|was|represents?|means?)\s+an?\b"
    r"|,\s+the\s+(?:latter|former|second|last)\b|,\s+that\s+is\b|,?\s+(?:in\s+part\s+|partly\s+|mainly\s+|largely\s+)(?:because|due|as\s+a\s+result|owing)\b"
    r"|,?\s+and\s+(?:these|this|they|it|we|there|another|all\s+of|(?:only\s+)?one)\b|,\s*(?:which|an?\s+(?:slight\s+|further\s+|significant\s+|small\s+|net\s+|overall\s+)?(?:increase|decrease|reduction|rise|fall|improvement|drop|decline|growth)|a\s+rate\s+of|representing|equating|exceeding|surpassing|against|up|down|than|with\s+(?:the\s+)?&|although|while|whilst|whereas|but|however|therefore|leading|compared|the\s+(?:highest|lowest|best|same)|almost|nearly|after|equivalent|short|still|well)\b"
    r"|\s+(?:against|exceeding|surpassing|than)\s+(?:the\s+|a\s+|our\s+|its\s+|in\s+|an\s+)*(?:\w+\s+)?(?:[&@#]|target)|\s+–\s|\s+-\s|,?\s+(?:although|while|whilst|because)\s)"
)
_PERIOD_PHRASE = re.compile(
    r"(?:,?\s*\b(?:in|at|for|during|on|as\s+at|as\s+of|by|over|since|throughout|to|from|between|of|until|as)\s+(?:the\s+|that\s+)?)?(?:\(\s*)?@+(?:\s*\))?(?:['’]s?)?",
    re.I,
)
_FIGURE_LEAD = re.compile(r"(?:\b(?:by|of|from|a|an|to|and)\s+)?$", re.I)


def sides_of(s: Sentence, zone: Zone) -> Sides:
    """The words before a value and behind it, and whether it stands in brackets."""
    value = zone.value
    start, end = value.start, value.end
    if value.count is not None and not _words_before_count(s, value):  # "two (22%) involved ...": stands as one
        start, end = min(start, value.count.start), max(end, value.count.end)
        if value.count.whole is not None:
            end = max(end, value.count.whole.end)
    box = s.bracket(value.start)
    boxed = bool(
        box
        and box[0] >= zone.start - 2
        and box[0] >= start - 30
        and (value.count is None or value.count.start > box[0])
    )
    right = right_of(s, zone, max(end, value.whole.end if value.whole else 0))
    if not right or re.fullmatch(r"[a-z]{3,12}", right):
        right = _shared_right(s, zone, right) or right
    left = _unopened(readable(s, zone.start, start))
    if not left and box and box[0] < zone.start:  # "rates for England (20.8% to 18.4%)": the name stands before the box
        left, boxed = _words_up_to(s, box[0]), True
    if not content(left) and not right:  # "Rates in the north moved between 2010 (19.6%) and 2013 (17.2%)"
        past = [f.start for f in s.figures if f.owner is value and f.role == "comparator" and f.start < value.start]
        left = _words_up_to(s, min(past)) if past else left
    moved = _moved_words(s, value) if not content(left) or not right else ""
    if moved and not right:
        return Sides("", moved, False)
    return Sides(left, right, boxed, bool(_PARTED.match(s.mask, end, zone.end)))


# "stood at 88% in June, rated amber"
_PARTED = re.compile(r"\s*(?:(?:in|at|for|during|on|by|as\s+at)\s+)?(?:@+\s*)?,", re.IGNORECASE)


def _words_up_to(s: Sentence, place: int) -> str:
    """The words between the last value before a place, or the beginning of the sentence, and the place."""
    before = [v.end for v in s.values() if v.end <= place]
    return _unopened(readable(s, max([s.start, *before]), place))


def _unopened(text: str) -> str:
    return re.sub(r"[\s(]+$", "", text)


def _words_before_count(s: Sentence, value: Figure) -> bool:
    """ "49% of repairs (94) had missed ...": the thing counted stands between the pair."""
    count = value.count
    return (
        count is not None
        and count.start > value.end
        and bool(re.match(r"\s+of\s+[^()]+\($", s.between(value.end, count.start)))
    )


def right_of(s: Sentence, zone: Zone, start: int) -> str:
    """The words from ``start`` on that say what ``zone.value`` measures; "" where none do."""
    end = _own_end(s, zone, start)
    mask = _mask(s, start, zone.end, zone.value.count)
    lead = re.match(
        r"\s*(?:\([^()]*#[^()]*\)|\(\s*@+\s*\)|%|\s*\)|\((?:provisional[^()]*|[^()]*own\s+data[^()]*)\)|,\s*\d+|\s*per\s+[\d,]{4,7}(?:\s+(?:live\s+births|births|children|population|people|residents))?)*",
        mask,
    )
    skip = lead.end() if lead else 0
    body = mask[skip:]
    cut = _CUT_RIGHT.search(lower_case(body))
    stop = start + skip + (cut.start() if cut else len(body))
    text = readable(s, start + skip, max(start + skip, min(end, stop)))
    if text.count("(") > text.count(")"):
        text = text[: text.rfind("(")]
    text = re.sub(r"^[\s,.:;)]+|[\s,]*\b(?:and|or|with|but|of\s+(?:whom|which|these|those))?$", "", text).strip()
    return text if re.search(r"[^\W\d_]{2}", text) and not _HEDGE.fullmatch(text) else ""


# What is left of "..., some £24,000 below budget" or "..., just under the target" when the figure is gone.
_HEDGE = re.compile(
    r"(?:(?:some|just|about|around|roughly|almost|nearly|well|over|under|above|below|the|a|an|only|and|or)\s*)+", re.I
)


def _own_end(s: Sentence, zone: Zone, start: int) -> int:
    """The zone's end, or where the value's first comparator or change begins."""
    stops = [
        f.text_start
        for f in s.figures
        if f.start >= start and f.role in ("comparator", "change", "gap") and start <= f.text_start < zone.end
    ]
    return min([zone.end, *stops])


def _shared_right(s: Sentence, zone: Zone, own: str) -> str:
    """ "three large and five small depots": what follows the last number of a run belongs to each."""
    following = next((v for v in s.values() if v.start > zone.value.end), None)
    if following is None:
        return ""
    gap = s.between(zone.value.end, following.start)
    joined = r"\s*(?:[a-z]+)?\s*(?:,|and|,\s*and|or)\s*(?:(?:over|about|around|nearly|some|only|just|a)\s+)?"
    if following.unit != zone.value.unit or not re.fullmatch(joined, gap, re.I):
        return ""
    tail = right_of(s, Zone(following.end, s.end, following), following.end)
    tail = re.sub(r"\brespectively\b", "", tail).strip()
    if not own:
        return tail
    return join(own, " ".join(tail.split()[1:])) if not own.endswith("s") else ""


def _moved_words(s: Sentence, value: Figure) -> str:
    """The words behind the figure a value moved from: "75% of cases were closed ... down to 52%"."""
    for f in s.figures:
        if f.owner is value and f.why == "moved from":
            text = readable(s, f.end, value.start)
            text = re.sub(r"\b(?:down|up)?\s*to\s*$|\btarget\s+(?:down|up)?\s*to\s*$", "", text).strip()
            return text if len(text.split()) > 2 and content(text) else ""
    return ""


def readable(s: Sentence, start: int, end: int) -> str:
    """The words between two places without their periods and the figures that play a part."""
    mask = _mask(s, start, end)
    drop = [m.span() for m in _PERIOD_PHRASE.finditer(mask)]
    drop += [
        m.span()
        for m in re.finditer(r"\(\s*[^()]*[#&][^()]*\)", mask)
        if _has_part(s, start + m.start(), start + m.end())
    ]
    for f in s.figures:
        if start <= f.start and f.end <= end and f.role != "dropped":
            lead = _FIGURE_LEAD.search(mask[: f.start - start])
            drop.append((lead.start() if lead else f.start - start, f.end - start))
    drop += [m.span() for m in _REFERENCE.finditer(s.words(start, end))]
    chars = list(s.words(start, end))
    for a, b in drop:
        chars[a:b] = " " * (b - a)
    return tidy("".join(chars))


def _mask(s: Sentence, start: int, end: int, count: Figure | None = None) -> str:
    """The mask with the figures that play no part, and the value's own ``count``, left as plain words."""
    chars = list(s.mask[start:end])
    for f in s.figures:
        if (f.role == "dropped" or f is count) and start <= f.start and f.end <= end:
            chars[f.start - start : f.end - start] = "x" * (f.end - f.start)
    return "".join(chars)


def _has_part(s: Sentence, start: int, end: int) -> bool:
    return any(start <= f.start and f.end <= end and f.role != "dropped" for f in s.figures) or "&" in s.between(
        start, end
    )
