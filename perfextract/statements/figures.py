"""A sentence as the later steps see it: its figures, the cues around them, and a mask to read patterns on.

In the mask every character of a figure is ``#``, of a period ``@`` and of a comparator's name ``&``; all
other characters stand as they are, so that offsets agree and one short expression reads
"compared to national (#)" whatever the number and however the nation is named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from perfextract.amounts import Quantity
from perfextract.expressions import in_lower_case, needs
from perfextract.periods import PeriodMark
from perfextract.pipes.marks import Marks
from perfextract.rules import Mark
from perfextract.textview import holds


@dataclass(eq=False, slots=True)
class Figure:
    """A number in its sentence, and the part it plays; ``role`` is set by roles.py, ``owner`` by links.py.

    Roles: value, comparator, change, gap (a distance to a comparator), count (a number given with its
    percentage), whole (what a count is out of), and dropped (with the reason in ``why``).
    """

    q: Quantity
    role: str = ""
    why: str = ""
    cues: list[Mark] = field(default_factory=list)  # the comparators' names that govern it
    period: PeriodMark | None = None
    kind: str | None = None  # comparator kind, where the construction itself says it
    direction: str | None = None
    owner: Figure | None = None
    shared: list[Figure] = field(default_factory=list)  # further owners ("national and regional", two values)
    count: Figure | None = None
    whole: Figure | None = None
    unit: str = ""
    text_start: int = 0  # where the words that introduce it begin

    @property
    def start(self) -> int:
        return self.q.start

    @property
    def end(self) -> int:
        return self.q.end


@dataclass(eq=False, slots=True)
class Sentence:
    """One sentence of a block, in the block's own character positions."""

    start: int
    end: int
    marks: Marks
    mask: str  # of the whole block
    low: str  # the mask in lower case
    figures: list[Figure]
    periods: list[PeriodMark]
    cues: list[Mark]
    directions: list[Mark]

    @property
    def text(self) -> str:
        return self.marks.text[self.start : self.end]

    def words(self, start: int, end: int) -> str:
        """The text itself between two places."""
        return self.marks.text[start:end]

    def left(self, pos: int, most: int = 90) -> str:
        """The masked words of the sentence before ``pos``, in lower case."""
        return self.low[max(self.start, pos - most) : pos]

    def right(self, pos: int, most: int = 140) -> str:
        """The masked words of the sentence after ``pos``, in lower case."""
        return self.low[pos : min(self.end, pos + most)]

    def between(self, a: int, b: int) -> str:
        return self.mask[a:b]

    def bracket(self, pos: int) -> tuple[int, int] | None:
        """(start, end) of the round brackets around ``pos``, or None."""
        opened = self.mask.rfind("(", self.start, pos)
        if opened < 0 or ")" in self.mask[opened:pos]:
            return None
        closed = self.mask.find(")", pos, self.end)
        return (opened, closed + 1) if closed >= 0 else (opened, self.end)

    def before(self, pos: int) -> list[Figure]:
        """The figures that end at or before ``pos``, in order."""
        return [f for f in self.figures if f.end <= pos]

    def following(self, pos: int) -> Figure | None:
        """The first figure that begins at or after ``pos``."""
        return next((f for f in self.figures if f.start >= pos), None)

    def period_at(self, pos: int) -> PeriodMark | None:
        """The period whose words hold the character at ``pos``."""
        return next((p for p in self.periods if p.start <= pos < p.end), None)

    def respective(self, adverb: bool = False) -> int | None:
        """Where "respectively" (or "the respective", unless only the adverb is meant) deals out figures in order."""
        if self.low.find("respective", self.start, self.end) < 0:
            return None
        m = (_RESPECTIVELY if adverb else _RESPECTIVE).search(self.low, self.start, self.end)
        return m.start() if m else None

    def values(self) -> list[Figure]:
        return [f for f in self.figures if f.role == "value"]


_RESPECTIVELY = re.compile(r"\brespectively\b")
_RESPECTIVE = re.compile(r"\brespective(?:ly)?\b")
_PLAIN = tuple(zip("#@&[]", "+++()", strict=True))  # the mask's own signs in the text; one kind of bracket


def masked(marks: Marks) -> str:
    """The text of ``marks`` with figures, periods and comparators' names masked."""
    text = marks.text
    for sign, plain in _PLAIN:
        text = text.replace(sign, plain)
    chars = list(text)
    for m in marks.comparator:
        chars[m.start : m.end] = "&" * (m.end - m.start)
    for p in marks.period:
        chars[p.start : p.end] = "@" * (p.end - p.start)
    for q in marks.quantity:
        chars[q.start : q.end] = "#" * (q.end - q.start)
    return "".join(chars)


def sentence(marks: Marks, mask: str, low: str, start: int, end: int) -> Sentence:
    """The sentence between ``start`` and ``end`` with its marks."""

    def within(m: Quantity | Mark | PeriodMark) -> bool:
        return start <= m.start and m.end <= end

    return Sentence(
        start,
        end,
        marks,
        mask,
        low,
        [Figure(q, unit=q.unit, text_start=q.start) for q in marks.quantity if within(q)],
        [p for p in marks.period if within(p)],
        [m for m in marks.comparator if within(m)],
        [m for m in marks.direction if within(m)],
    )


HEDGES = (
    r"(?:(?:about|around|approximately|approx\.?|roughly|circa|nearly|almost|just|over|under|some|only|well|slightly|a|an|the|total|of"
    r"|further|additional|another|more|less|fewer|than|at|least|most|as|high|low|many|few|up|to|estimated|maximum|minimum|no|c\.?|now"
    r"|currently|also|still|currently|exactly|all|in|excess)\s+)*"
)
SOFT_HEDGES = (
    r"(?:(?:about|around|approximately|approx\.?|roughly|circa|nearly|almost|just|over|under|some|only|well|slightly|a|an|the|further"
    r"|additional|another|as|little|total|of|estimated|c\.?|now|currently|more\s+than|less\s+than|fewer\s+than|at\s+least)\s+)*"
)


def ends(pattern: str, text: str) -> re.Match[str] | None:
    """Whether ``text``, in lower case, ends in ``pattern``."""
    words, expression = _ending(pattern)
    return expression.search(text) if not words or holds(text, words) else None


def begins(pattern: str, text: str) -> re.Match[str] | None:
    """Whether ``text``, in lower case, begins with ``pattern``."""
    return _beginning(pattern).match(text)


_FEW = 4  # words: more take longer to look for than the expression itself


@cache
def _ending(pattern: str) -> tuple[tuple[str, ...], re.Pattern[str]]:
    """A few words of which a text must hold one, if there are such, and the expression for texts in lower case."""
    few = (tuple(words) for words in needs(pattern) if len(words) <= _FEW)
    return next(few, ()), re.compile(in_lower_case(f"(?:{pattern})$"))


@cache
def _beginning(pattern: str) -> re.Pattern[str]:
    return re.compile(in_lower_case(pattern))


def moves_before(s: Sentence, f: Figure) -> bool:
    """Whether a word of change stands before a figure."""
    return any(d.end <= f.start and d.gives.get("form") in ("change", "adverb") for d in s.directions)
