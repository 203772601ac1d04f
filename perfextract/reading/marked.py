"""A sentence with its marks as tokens: a figure, a period, a comparator's name or a movement is one token each.

All other words and signs are tokens too, in lower case. Every token knows its class (``shape``), by which evidence
and constructions speak of it: ``<%>`` is a figure in percent, ``<when>`` a period, ``<national>`` the name of a
national figure, ``<up>`` a word of movement; a plain word is its own shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from perfextract.amounts import Quantity
from perfextract.periods import PeriodMark
from perfextract.pipes.marks import Marks
from perfextract.rules import Mark
from perfextract.vocabulary import words

_PIECE = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+|[^\w\s]")
_SIGN = re.compile(r"[\d<_]")  # what makes a sentence worth a closer look even where it holds no mark
_LAST = re.compile(r"\s+(\w+)$")
_PREPOSITIONS = words("ends a movement")
_TIMES = words("times")
M = TypeVar("M", Quantity, PeriodMark, Mark)


class Token(NamedTuple):
    """A word, a sign or a mark of a sentence, with its characters in the block."""

    shape: str
    start: int
    end: int
    mark: Quantity | PeriodMark | Mark | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Marked:
    """A sentence of a block as tokens; ``figures`` and ``periods`` say which tokens are figures and periods."""

    text: str  # of the whole block
    start: int
    end: int
    tokens: tuple[Token, ...]
    figures: tuple[int, ...]
    periods: tuple[int, ...]
    defined: frozenset[int]  # of ``figures``: those a rule says define what is measured

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]

    def quantity(self, figure: int) -> Quantity:
        """The number of a figure's token."""
        mark = self.tokens[figure].mark
        assert isinstance(mark, Quantity)
        return mark

    def between(self, a: int, b: int) -> str:
        """The text from the token ``a`` up to the token ``b``."""
        return self.text[self.tokens[a].start : self.tokens[b].start]


def idle(marks: Marks, start: int, end: int) -> bool:
    """Whether the sentence between two characters of a marked text has neither a mark nor a digit: it states nothing."""
    return not _SIGN.search(marks.text, start, end) and next(_spans(marks, start, end), None) is None


def marked(marks: Marks, start: int, end: int) -> Marked:
    """The sentence between two characters of a marked text."""
    spans = _without_overlap(_spans(marks, start, end))
    tokens: list[Token] = []
    at = start
    for span in spans:
        tokens += _plain(marks.text, at, span.start)
        tokens.append(span)
        at = span.end
    tokens += _plain(marks.text, at, end)
    figures = tuple(i for i, t in enumerate(tokens) if isinstance(t.mark, Quantity))
    periods = tuple(i for i, t in enumerate(tokens) if isinstance(t.mark, PeriodMark))
    defining = {id(q) for q, _ in marks.excluded}
    defined = frozenset(i for i in figures if id(tokens[i].mark) in defining)
    return Marked(marks.text, start, end, tuple(tokens), figures, periods, defined)


def _plain(text: str, start: int, end: int) -> Iterator[Token]:
    for m in _PIECE.finditer(text, start, end):
        piece = m[0].lower().replace("’", "'")
        yield Token("<number>" if piece.isdigit() else piece, m.start(), m.end())


def _spans(marks: Marks, start: int, end: int) -> Iterator[tuple[int, Token]]:
    """The marks between two characters as tokens, each with its rank: what is taken where two overlap."""
    for q in _inside(marks.quantity, start, end):
        yield 0, Token(figure_shape(q), q.start, q.end, q)
    for q in _inside((q for q, why in marks.excluded if q.excluded is None and why != "period"), start, end):
        yield 0, Token(figure_shape(q), q.start, q.end, q)
    for p in _inside(marks.period, start, end):
        yield 1, Token("<then>" if p.relative else "<when>", p.start, p.end, p)
    for m in _inside(marks.comparator, start, end):
        if "kind" in m.gives:
            yield 2, Token(f"<{m.gives['kind']}>", m.start, m.end, m)
    for m in marks.direction:
        if start <= m.start < end and (last := _without_its_preposition(marks.text, m)) <= end:
            yield 3, Token(_movement_shape(m), m.start, last, m)
    for m in _inside(marks.hedge, start, end):
        if "bound" in m.gives and _leads(marks, m.end):
            yield 4, Token("<about>", m.start, m.end, m)


def _inside(found: Iterable[M], start: int, end: int) -> Iterator[M]:
    """Those of some marks that stand between two characters."""
    return (m for m in found if start <= m.start and m.end <= end)


def _without_its_preposition(text: str, m: Mark) -> int:
    """The last character of a movement apart from a preposition at its end: in "was cut by 22%" "by" is a word."""
    end = m.end
    while (last := _LAST.search(text, m.start, end)) and last[1].lower() in _PREPOSITIONS:
        end = last.start()
    return end


def _leads(marks: Marks, end: int) -> bool:
    """Whether a number follows a word that would bound one: "under 18", not "under the age of"."""
    after = marks.text[end : end + 3]
    start = end + len(after) - len(after.lstrip())
    return any(q.start == start for q in (*marks.quantity, *(q for q, _ in marks.excluded)))


def _movement_shape(m: Mark) -> str:
    form = m.gives.get("form")
    return f"<{m.gives.get('direction')}>" if form in (None, "change") else f"<{form} {m.gives.get('direction')}>"


def _without_overlap(spans: Iterable[tuple[int, Token]]) -> list[Token]:
    taken: list[Token] = []
    for _, token in sorted(spans, key=lambda s: (s[0], s[1].start, -s[1].end)):
        if all(token.end <= t.start or token.start >= t.end for t in taken):
            taken.append(token)
    return sorted(taken, key=lambda t: t.start)


def figure_shape(q: Quantity) -> str:
    """The class of a figure, by its unit.

    >>> from perfextract.amounts import quantities
    >>> [figure_shape(q) for q in quantities("32% of 410, at £5 each, 61 per 10,000, in 6 days")]
    ['<%>', '<n>', '<£>', '<rate>', '<time>']
    """
    if q.unit == "percent":
        return "<%>"
    if q.unit == "percentage_points":
        return "<points>"
    if q.unit == "count":
        return "<n>" if q.form == "digits" else "<one>" if q.value == 1 else "<word>"
    if q.unit in _TIMES:
        return "<time>"
    if q.unit.startswith("per_"):
        return "<rate>"
    return "<£>" if len(q.unit) == 3 and q.unit.isupper() else "<unit>"
