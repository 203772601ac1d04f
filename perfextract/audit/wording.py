"""Checks of what a text says of its figures: that they rose, stand above another one, or count something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfextract.audit.passage import Passage, Reported, Span, finding, stems
from perfextract.model import Comparator, Finding
from perfextract.rules import Mark
from perfextract.vocabulary import expression, spelt, words

_LITTLE = spelt(r"(?:{hedge word}|{article}|total|of|\s)*")
_FROM = re.compile(rf"\bfrom\s+{_LITTLE}$", re.I)
_TO = re.compile(rf"^[^#;.]{{0,60}}\bto\s+{_LITTLE}$", re.I)
_AFTER_FROM = re.compile(rf"^[^#;.]{{0,60}}\bfrom\s+{_LITTLE}$", re.I)
_LEADS_TO = re.compile(rf"\bto\s+{_LITTLE}$", re.I)
_SINCE = expression(rf"^[^#;.,]{{0,60}}\b{{moved since}}\s+{_LITTLE}$")
_BY = re.compile(r"\b(?:by|of)\s+#+(?:\s+#+)*", re.I)
_OTHER = expression(r"[;:#]|\.\s|\b{clause begins}\b")
_NOT_SAID = expression(r"(?:\b(?:{negation}|{modal}|to|than)|n't)\s+(?:be\s+)?$")


def movement_denied(report: Reported) -> Iterator[Finding]:
    """What is said to have risen or fallen should have done so by its own figures."""
    for p in report.passages:
        if p.record.direction == "stable":
            continue
        found = _moved(p) or _more_of_them(report, p)
        if found is None:
            continue
        mark, (c, span) = found
        value, before = p.value(), p.figure(c, span)
        up = mark.gives["direction"] == "up"
        if (value.over(before), before.over(value)) == (not up, up):
            said = p.words(min(mark.start, span[0], p.start), max(mark.end, span[1], p.end))
            message = (
                f"'{said}': said to go {'up' if up else 'down'}, but {p.record.value_text} is "
                f"{'less' if up else 'more'} than {p.text[slice(*span)]}."
            )
            yield finding("movement_denied", message, p.record)


def _moved(p: Passage) -> tuple[Mark, tuple[Comparator, Span]] | None:
    """The word of movement whose own construction holds both the value and an earlier figure."""
    for c, span in p.earlier:
        mark = _from_to(p, span) if span[1] <= p.start else _to_from(p, span)
        if mark is not None and mark.gives["direction"] in ("up", "down"):
            return mark, (c, span)
    return None


def _from_to(p: Passage, before: Span) -> Mark | None:
    """ "fell from 52 to 63"."""
    if not (_TO.search(p.mask[before[1] : p.start]) and _FROM.search(p.mask[: before[0]])):
        return None
    return _governing(p, before[0])


def _to_from(p: Passage, before: Span) -> Mark | None:
    """ "grew to 112, from 131", "112, up from 131", "112, an increase on 131"."""
    if before[0] <= p.end:
        return None
    gap = p.mask[p.end : before[0]]
    between = [m for m in _movements(p) if p.end <= m.start < before[0]]
    if between:
        after = _BY.sub("", p.mask[between[-1].end : before[0]])
        plain = (
            between[-1].end == before[0]
            or not after.strip()
            or _SINCE.search(after)
            or "from" in p.text[between[-1].start : between[-1].end]
        )
        return between[-1] if plain and not _OTHER.search(_BY.sub("", p.mask[p.end : between[-1].start])) else None
    if _AFTER_FROM.search(gap) and not _OTHER.search(gap) and (to := _LEADS_TO.search(p.mask[: p.start])):
        return _governing(p, to.start() + 1)
    return None


def _movements(p: Passage) -> list[Mark]:
    return [m for m in p.marks.direction if m.gives.get("form") in ("change", "adverb") and p.sentence[0] <= m.start]


def _governing(p: Passage, pos: int) -> Mark | None:
    """The nearest word of movement before a place, with nothing between that could begin another clause."""
    before = [m for m in _movements(p) if m.start < pos]
    if not before:
        return None
    mark = before[-1]
    gap = _BY.sub("", p.mask[mark.end : pos])
    said = not _NOT_SAID.search(p.mask[max(p.sentence[0], mark.start - 20) : mark.start])
    return mark if said and len(gap) <= 120 and not _OTHER.search(gap) else None


_THERE_ARE = expression(
    r"\b(?:there\s+(?:{be}|being|have\s+been)|seen|received)\s+(?:many\s+|far\s+)?(more|fewer)\s+([a-z]{5,})\b(?!\s+than)"
)


def _more_of_them(report: Reported, p: Passage) -> tuple[Mark, tuple[Comparator, Span]] | None:
    """ "despite there being more referrals, ... 1,189 people were referred, compared to 1,388"."""
    clause = _THERE_ARE.search(p.mask, *p.sentence) if len(p.earlier) == 1 else None
    if clause is None or clause.end() > p.start:
        return None
    if sum(q.words_of is p.words_of and q.sentence == p.sentence and bool(q.earlier) for q in report.passages) != 1:
        return None
    if not stems(clause[2][:5]) & {stem[:5] for stem in stems(p.record.indicator)}:
        return None
    gives = {"direction": "up" if clause[1].lower() == "more" else "down"}
    return Mark(clause.start(), clause.end(), "direction", "there_are", gives), p.earlier[0]


_STANDING = expression(
    r"(?P<above>\b(?:{greater}\s+than|above|{exceed})\b)"
    r"|(?P<below>\b(?:{smaller}\s+than|below)\b)"
)
_NEGATED = expression(r"\b{negation}\s+(?:\w+\s+){0,2}$|n't\s+(?:\w+\s+){0,2}$")
_BROKEN = expression(r"[;:.]|\b(?:{contrast}|where|when|and\s+{be}|{compared otherwise})\b")


# Performance may be "below" a target of fewer days by taking more of them.
_QUALITY = expression(r"\b{quality}\b")


def standing_denied(report: Reported) -> Iterator[Finding]:
    """What is said to stand above or below another figure should do so."""
    for p in report.passages:
        for c, span in p.placed:
            word = _standing(report, p, span)
            if word is None:
                continue
            value, other = p.value(), p.figure(c, span)
            above = word.lastgroup == "above"
            if other.over(value) if above else value.over(other):
                name = p.words(*_named(c, p, span))
                message = (
                    f"Said to {_verb(word[0])} {name}, but {p.record.value_text} is "
                    f"{_comparative(p.record.unit, above)}."
                )
                yield finding("standing_denied", message, p.record)


def _verb(word: str) -> str:
    return "exceed" if word.lower().startswith("exceed") else f"be {word.lower()}"


def _named(c: Comparator, p: Passage, span: Span) -> Span:
    """The figure with its name, and the bracket closed."""
    start = span[1] - len(c.text or "")
    closed = p.text[span[1] : span[1] + 1] == ")" and "(" in p.text[start : span[1]]
    return start, span[1] + closed


def _comparative(unit: str | None, above: bool) -> str:
    if unit in words("times"):
        return "shorter" if above else "longer"
    return "less" if above else "more"


def _standing(report: Reported, p: Passage, span: Span) -> re.Match[str] | None:
    """The word of standing that governs the figure at ``span``, after the value or in the sentence after it."""
    if span[0] < p.end:
        return None
    found = list(_STANDING.finditer(p.mask, p.end, span[0]))
    if not found or _NEGATED.search(p.mask[max(p.end, found[-1].start() - 30) : found[-1].start()]):
        return None
    own = {place for _, place in p.placed}
    values = {q.start for q in report.passages if q.words_of is p.words_of}
    before, after = p.mask[p.end : found[-1].start()], p.mask[found[-1].end() : span[0]]
    others = [
        q
        for q in p.marks.quantity
        if p.end <= q.start < span[0]
        and (q.start, q.end) not in own
        and (q.start >= found[-1].end() or q.start in values)
    ]
    if found[-1][0].lower() in ("above", "below") and _QUALITY.search(p.mask, p.sentence[0], found[-1].start()):
        return None
    if (
        others
        or _BROKEN.search(after.replace("&.", ""))
        or expression(r"\b{longer}\b", 0).search(before.split(". ")[-1])
    ):
        return None
    return found[-1]


_NUMBER_OF = expression(r"\bnumbers?\s+of\b(?![^#;.]*\b(?:{share}|%))[^#;.]{3,100}\b{before a value}\s+$")


def unit_denied(report: Reported) -> Iterator[Finding]:
    """What is called a number should not be told in percent."""
    for p in report.passages:
        if p.record.unit != "percent" or not p.earlier or p.record.numerator is not None:
            continue
        first = min(p.start, p.earlier[0][1][0])
        m = _NUMBER_OF.search(p.mask, p.sentence[0], first)
        if m and _movements(p) and not expression(r"\b(?:by|{share})\b").search(p.mask[p.sentence[0] : first]):
            yield finding("unit_denied", f"'{p.words(m.start(), p.end)}': a number is told in percent.", p.record)
