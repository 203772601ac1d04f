"""Cut a line of a card into its pieces: "Latest: 71%  Target: 85% (Red)" is two labelled figures and a rating.

A line is a card's only if nothing is left over but words that could be a name: "Result: 12 members voted" is prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from perfextract import amounts, periods, rules
from perfextract.amounts import Quantity
from perfextract.cards.words import ASIDES, SEPARATORS, is_aside, rating_of, readable
from perfextract.model import Rag
from perfextract.periods import PeriodMark
from perfextract.signs import SIGNS
from perfextract.vocabulary import alternatives, expression

PieceKind = Literal["field", "words", "name", "rating", "polarity", "figure"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters ``start`` to ``end`` of a line and what they are on a card.

    A ``field`` is a labelled figure, or a label with the word that there is none (``figure`` is None); ``period`` is
    the time its label names. A ``name`` is the label before a name, ``words`` may be one.
    """

    kind: PieceKind
    start: int
    end: int
    gives: dict[str, Any]
    figure: Quantity | None = None
    period: PeriodMark | None = None
    rag: Rag | None = None
    counts: tuple[Quantity, Quantity] | None = None  # "(45 of 60)" behind a percentage

    @property
    def part(self) -> str | None:
        """What a labelled figure is: "value", "forecast" ...; None for what the value is compared with."""
        part: str | None = self.gives.get("part")
        return part


@dataclass(frozen=True, slots=True)
class _Line:
    """A line and all that may be a label or a figure in it."""

    text: str
    labels: dict[int, tuple[int, dict[str, Any], PeriodMark | None]]  # start -> end, what it gives, its time
    figures: dict[int, Quantity]
    nothing: dict[int, int]
    polarity: dict[int, tuple[int, dict[str, Any]]]


_LONGEST = 600
_LONGEST_NAME = 250
_FIGURE_BEHIND = re.compile(r"\s*(?:[:=–—|-]|(?:[([]\s*)?[£<>≤≥~+−]?\d|\()")
_GAP = expression(r"\s*[:=–—-]?\s*[([]?\s*(?:{at least}|{at most}|[<>≤≥~])?\s*", 0)
_BETWEEN_LABELS = expression(r"\s*(?:[(),]|\b{label joins time}\b)?\s*", 0)
_NUMBERED = re.compile(r"\s*[:.–-]\s+[A-Z][a-z]")  # "Target 1: Cleaner streets"
_HANGING = expression(r"\b{before a time}\s+$")
# "Homes let   GREEN"; "Homes let - Green", but not "Homes painted Green"
_CAPITALS = re.compile(rf"(?:{alternatives('rating').upper()})(?=\s|$)")
_RATED = expression(r"(?:\s*[|;(–-]\s*|\s(?=[A-Z]{3}))(?P<rag>(?i:{rating}))\)?$", 0)
_SIGNED = re.compile(rf"(?P<first>[{SIGNS}]\ufe0f?)\s*(?=\S)|\s*(?P<last>[{SIGNS}]\ufe0f?)$")  # at either end
_NOUN = re.compile(r"\s+[a-z]{3,14}(?=\s*(?:$|[|;,()]))")  # "12 homes"
_COUNTS = re.compile(r"\s*[([]\s*(?:(?P<part>[\d,]+)\s*(?:of|out of|/)|of|out of)\s*(?P<whole>[\d,]+)\s*[)\]]")
_BRACKET = re.compile(r"\s*[([]\s*(?P<words>[^()\[\]\s](?:[^()\[\]]{0,23}[^()\[\]\s])?)\s*[)\]]")


@lru_cache(maxsize=4096)  # a line is looked at for the outline and again for its cards
def pieces(text: str, patterns: Path | None = None) -> tuple[Piece, ...] | None:
    """The pieces of a line in reading order; None where it is no line of a card, and () for a mere axis label.

    >>> [(p.kind, p.figure and p.figure.text) for p in pieces("Calls answered | Actual 93% | Target: N/A | RAG: Amber")]
    [('words', None), ('field', '93%'), ('field', None), ('rating', None)]
    >>> pieces("Result: 12 members voted for it.") is None
    True
    """
    if not text.strip() or len(text) > _LONGEST or (_is_prose(text) and not _labels_something(text, patterns)):
        return None
    line = _line(text, patterns)
    found = list(_labelled(line))
    if not found:
        return _unlabelled(line)
    out: list[Piece] = []
    at = 0
    for piece in [*found, None]:
        end = piece.start if piece else len(text)
        after = out[-1] if out else None
        left = list(_left_over(line, at, end))
        if after and after.part == "aside":
            if not is_aside(text[at:end]):
                return None
            left = [p for p in left if p.kind != "words"]
        if any(p.kind == "words" and not _may_be_name(text, p, bool(out)) for p in left):
            return None
        out += left
        if piece:
            out.append(piece)
            at = piece.end
    return tuple(p for p in out if p.part != "aside")


def _may_be_name(text: str, piece: Piece, inside: bool) -> bool:
    return text[piece.end : piece.end + 1] not in (".", "!", "?") and readable(text[piece.start : piece.end], inside)


def _is_prose(text: str) -> bool:
    return len(text) > _LONGEST_NAME or text.rstrip()[-1] in ".!?;"


def _labels_something(text: str, patterns: Path | None) -> bool:
    """Whether a figure may stand behind some label: a quick look, since most lines of a report are prose."""
    if not any(sign in text for sign in ":|="):
        return False
    marks = rules.load("card", patterns).find(text)
    return any(_FIGURE_BEHIND.match(text, mark.end) for mark in marks)


# ── what may be a label ──────────────────────────────────────────────────────────────────────────


def _line(text: str, patterns: Path | None) -> _Line:
    labels: dict[int, tuple[int, dict[str, Any], PeriodMark | None]] = {}
    nothing: dict[int, int] = {}
    polarity: dict[int, tuple[int, dict[str, Any]]] = {}
    marks = rules.load("card", patterns).find(text)
    for mark in marks:
        if "polarity" in mark.gives:
            polarity[mark.start] = (mark.end, mark.gives)
        elif mark.gives.get("part") == "nothing":
            nothing[mark.start] = mark.end
        else:
            labels[mark.start] = (mark.end, mark.gives, None)
    for period in periods.find(text):
        if not any(period.start < mark.end and mark.start < period.end for mark in marks):
            labels[period.start] = (period.end, {}, period)
    figures = {q.start: _up_to_label(text, q, labels, patterns) for q in amounts.quantities(text, patterns)}
    return _Line(text, labels, figures, nothing, polarity)


def _up_to_label(text: str, q: Quantity, labels: Iterable[int], patterns: Path | None) -> Quantity:
    """A figure whose unit is the first word of the next label, "400 Year-end forecast", without it."""
    label = next((at for at in labels if q.start < at < q.end), None)
    if label is None:
        return q
    shorter = amounts.quantities(text[q.start : label], patterns)
    return replace(shorter[0], start=q.start, end=q.start + shorter[0].end) if shorter else q


def _labelled(line: _Line) -> Iterator[Piece]:
    """The labels with what follows them: a figure, a rating, the word that there is none, a name."""
    at = 0
    for start in sorted(line.labels):
        if start >= at:
            piece = _piece_at(line, start)
            if piece is not None:
                yield piece
                at = piece.end


def _piece_at(line: _Line, start: int) -> Piece | None:
    end, gives, period = _whole_label(line, start)
    if not line.labels[start][1] and _HANGING.search(line.text[:start]):
        return None
    part = gives.get("part")
    gap = _GAP.match(line.text, end)
    value = gap.end() if gap else end
    if part == "name" or part == "aside":
        colon = re.compile(r"\s*[:|–]\s*").match(line.text, end)
        begins = not line.text[:start].strip(SEPARATORS) or line.text[:start].rstrip()[-1:] in "|;,·"
        opens = begins or line.text[end : end + 1] == ":"
        return Piece("name" if part == "name" else "field", start, colon.end(), gives) if colon and opens else None
    if part == "rating":
        return _rating(line, start, value, gives)
    if value in line.figures and (gives or re.search(r"[:=(–-]|^\s", line.text[end:value])):
        if line.text[end:value].isspace() and _NUMBERED.match(line.text, line.figures[value].end):
            return None
        return _with_figure(line, start, line.figures[value], gives, period)
    if gives and value > end:
        return _without_figure(line, start, value, gives, period)
    return None


def _whole_label(line: _Line, start: int) -> tuple[int, dict[str, Any], PeriodMark | None]:
    """A label and the time beside it: "Actual Q2", "2018/19 target", "Target (2018/19)"."""
    end, gives, period = line.labels[start]
    following = _BETWEEN_LABELS.match(line.text, end)
    beside = line.labels.get(following.end()) if following else None
    if (
        beside is None
        or bool(beside[1]) == bool(gives)
        or (gives or beside[1]).get("part") in ("name", "rating", "aside")
    ):
        return end, gives, period
    end = beside[0]
    closing = re.compile(r"\s*\)").match(line.text, end)
    return closing.end() if closing else end, gives or beside[1], period or beside[2]


def _with_figure(line: _Line, start: int, q: Quantity, gives: dict[str, Any], period: PeriodMark | None) -> Piece:
    """A labelled figure with the brackets behind it: its rating, its time, the counts it is made of."""
    text, end = line.text, q.end
    noun = _NOUN.match(text, end) if not q.unit_stated else None
    piece = Piece("field", start, noun.end() if noun else end, gives, q, period)
    counts = _COUNTS.match(text, piece.end)
    if counts:
        part = line.figures.get(counts.start("part")) if counts["part"] else q
        whole = line.figures.get(counts.start("whole"))
        if part and whole and part.value <= whole.value:
            return replace(piece, end=counts.end(), counts=(part, whole))
    bracket = _BRACKET.match(text, piece.end)
    if bracket and (rag := rating_of(bracket["words"])):
        return replace(piece, end=bracket.end(), rag=rag)
    if bracket and period is None and (named := line.labels.get(bracket.start("words"))) and named[2]:
        if named[0] == bracket.start("words") + len(bracket["words"].rstrip()):
            return replace(piece, end=bracket.end(), period=named[2])
    return piece


def _without_figure(line: _Line, start: int, at: int, gives: dict[str, Any], period: PeriodMark | None) -> Piece | None:
    """A label behind which stands the word, or the dash, that there is no figure."""
    if at in line.nothing and re.compile(r"\s*(?:$|[|;,.()\[\]/]|[A-Z])").match(line.text, line.nothing[at]):
        return Piece("field", start, line.nothing[at], gives, None, period)
    dash = re.compile(r"[-–—]+(?=\s|$)|(?<=[-–—] )(?=\w)|$").match(line.text, at)
    return Piece("field", start, dash.end(), gives, None, period) if dash else None


def _rating(line: _Line, start: int, at: int, gives: dict[str, Any]) -> Piece | None:
    """ "Status: Green", "RAG: A"; "Status: on track" is a rating without a colour."""
    words = re.compile(r"[A-Za-z][\w/-]*").match(line.text, at)
    if words and (rag := rating_of(words[0], letters=True)):
        return Piece("rating", start, words.end(), gives, rag=rag)
    if ":" not in line.text[start:at]:
        return None
    told = ASIDES.match(line.text, at)
    return Piece("rating", start, told.end(), gives) if told else None


# ── what is left over ────────────────────────────────────────────────────────────────────────────


def _left_over(line: _Line, start: int, end: int) -> Iterator[Piece]:
    """The pieces between two labelled figures: a rating, which way is better, words that may be a name."""
    at = start
    for first in sorted(p for p in line.polarity if start <= p < end):
        yield from _words(line, at, first)
        at, gives = line.polarity[first]
        yield Piece("polarity", first, at, gives)
    yield from _words(line, at, end)


def _words(line: _Line, start: int, end: int) -> Iterator[Piece]:
    """Words without what only parts them, and the rating that stands before or after them."""
    text = line.text
    start += len(text[start:end]) - len(text[start:end].lstrip(SEPARATORS + ")]"))
    end = start + len(text[start:end].rstrip(SEPARATORS + "(["))
    if start >= end:
        return
    first = _CAPITALS.match(text, start, end)
    if first or rating_of(text[start:end]):
        last = first.end() if first else end
        yield Piece("rating", start, last, {}, rag=rating_of(text[start:last]))
        yield from _words(line, last, end)
        return
    if signed := _SIGNED.match(text, start, end) or _SIGNED.search(text[:end], start):
        yield from _words(line, start, signed.start())
        sign = signed.lastgroup or ""
        yield Piece("rating", signed.start(sign), signed.end(sign), {}, rag=rating_of(signed[sign]))
        yield from _words(line, signed.end(), end)
        return
    rating = _RATED.search(text[start:end])
    stop = start + len(text[start : start + rating.start() if rating else end].rstrip(SEPARATORS + "(["))
    if start < stop:
        yield Piece("words", start, stop, {})
    if rating:
        yield Piece("rating", start + rating.start("rag"), end, {}, rag=rating_of(rating["rag"]))


def _unlabelled(line: _Line) -> tuple[Piece, ...] | None:
    """The pieces of a line without labels: a name, a rating, a figure, an axis label (none)."""
    text = line.text
    if text.rstrip()[-1:] in ".!?;":
        return None
    figures = list(line.figures.values())
    if len(figures) == 1 and not text[: figures[0].start].strip() and not text[figures[0].end :].strip(" +"):
        return (Piece("figure", figures[0].start, figures[0].end, {}, figures[0]),)
    bare = text
    for first, last in [*((s, e) for s, (e, _, _) in line.labels.items()), *((q.start, q.end) for q in figures)]:
        bare = bare[:first] + " " * (last - first) + bare[last:]
    if not bare.strip(SEPARATORS + "()"):
        return ()
    found = tuple(_left_over(line, 0, len(text)))
    if any(p.kind == "words" and not _may_be_name(text, p, False) for p in found):
        return None
    return found
