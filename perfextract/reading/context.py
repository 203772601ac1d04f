"""What the sentences before one said, for the ones that follow: a value handed on, never changed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from perfextract.amounts import Quantity
from perfextract.model import Period
from perfextract.reading.statement import Statement

TOPIC = 240  # characters


@dataclass(frozen=True, slots=True)
class Context:
    """The statements of the sentence before, what was measured last, the time in force, the lead-in of the list."""

    told: tuple[Statement, ...] = ()
    name: str = ""
    topic: str = ""  # what the sentences without figures spoke of last
    carry: Period | None = None
    stem: str = ""
    unit: str = ""  # of the last value
    counted: bool = False  # in a list that goes on with what was counted before it: "Of this number:"

    def spoken(self, sentence: str) -> Context:
        """The context after a sentence without figures: it is the topic, unless it is too long to be one."""
        said = sentence.strip() if len(sentence) < TOPIC else self.topic
        return replace(self, topic=said)


@dataclass(frozen=True, slots=True)
class Leftover:
    """A number no statement holds: characters ``start`` to ``end`` of a block, its sentence, and why."""

    quantity: Quantity
    sentence: tuple[int, int]
    why: str
    code: str
