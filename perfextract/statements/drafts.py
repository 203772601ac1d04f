"""What is known of a statement while its block is still being read, and of the sentences before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from perfextract.amounts import Quantity
from perfextract.model import PAST_KINDS, Block, Comparator, Direction, Period
from perfextract.statements.figures import Figure, Sentence
from perfextract.statements.links import Zone
from perfextract.statements.phrases import PRONOUN, bare, content, np_head, split_verb
from perfextract.statements.subjects import Memory

# Words too common in these reports to show that two sentences speak of the same thing.
COMMON = frozenset(
    (
        "number rate proportion percentage people total average figure figures level performance with from were have "
        "been that this which their quarter year period council county"
    ).split()
)


@dataclass(slots=True)
class Draft:
    """A statement while its block is still being read: later sentences may add comparators."""

    sentence: Sentence
    value: Figure
    zone: Zone
    indicator: str
    population: str
    period: Period
    comparators: list[Comparator] = field(default_factory=list)
    changes: list[Figure] = field(default_factory=list)
    since: list[Comparator] = field(default_factory=list)
    denominator: Quantity | None = None
    place: str | None = None
    hint: Direction | None = None  # what a sentence after it says of its movement

    def moved_from(self) -> Decimal | None:
        """Its latest earlier figure in the same unit. One without any time is of the time just before, one whose time has
        no days is far back ("the pre-pandemic 24"), and a labelled one is an average of many years.
        """
        unit = self.value.unit
        known = [c for c in self.comparators if c.kind in PAST_KINDS and c.unit == unit and c.label is None]
        ends = [((c.period.end or date.min) if c.period else date.max, c.value) for c in known if c.value is not None]
        return max(ends, key=lambda told: told[0])[1] if ends else None


@dataclass(slots=True)
class State:
    """What a block's earlier sentences (or the stem above a list) said, for the ones that follow."""

    told: Memory = field(default_factory=Memory)
    carry: Period | None = None
    drafts: list[Draft] = field(default_factory=list)  # of the sentence before
    targets: list[tuple[Sentence, Figure]] = field(default_factory=list)  # told before any value: "The target is 18"
    stem: str = ""
    silent: list[Sentence] = field(default_factory=list)  # those without figures, while nothing has been measured

    @property
    def memory(self) -> Memory:
        """What was measured just before, or else what the sentences without figures speak of."""
        while self.silent and not self.told.indicator:
            self.told = subject_of(self.silent.pop(0))
        return self.told

    @memory.setter
    def memory(self, told: Memory) -> None:
        self.told = told
        self.silent = []


_LONGEST_SUBJECT = 140  # characters


def subject_of(s: Sentence) -> Memory:
    """What a sentence without figures speaks of, for a sentence after it that does not say."""
    untimed = "".join(" " if m == "@" else c for c, m in zip(s.text, s.mask[s.start : s.end], strict=True))
    opening = untimed if len(untimed) <= _LONGEST_SUBJECT else untimed[:_LONGEST_SUBJECT].rpartition(" ")[0]
    said = bare(split_verb(opening)[0])
    if not content(said) or PRONOUN.match(said) or len(said.split()) > 14:
        return Memory()
    return Memory(said, np_head(said), sentence=s.start, measured=False)


@dataclass(frozen=True, slots=True)
class Leftover:
    """A number no statement holds: characters ``start`` to ``end`` of ``block.text``, and how far it was understood."""

    block: Block
    start: int
    end: int
    sentence: tuple[int, int]
    why: str


def words(text: str) -> set[str]:
    """The words of a text that can show it speaks of the same thing as another."""
    return set(re.findall(r"[a-z]{4,}", text.lower())) - COMMON


def nearest(drafts: list[Draft], pos: int) -> Draft | None:
    before = [d for d in drafts if d.value.start < pos]
    return before[-1] if before else (drafts[0] if drafts else None)
