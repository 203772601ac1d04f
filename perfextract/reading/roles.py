"""Decide what part each figure of a sentence plays, by the weights of its evidence.

A part is "value", a kind of comparator ("earlier", "national", "target" ...), "change" (by how much something moved or
how far it is from something), "count" and "whole" (given with a percentage), "upper" (the end of a range), or "-".
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from perfextract.reading import weights
from perfextract.reading.evidence import Place, evidence, sight
from perfextract.reading.marked import Marked
from perfextract.reading.notation import KINDS

COMPARATORS = frozenset(KINDS)
NONE = "-"


@dataclass(frozen=True, slots=True)
class Role:
    """What a figure is, how likely, and what it would be else."""

    name: str
    chance: float
    second: str
    value: float  # the chance that it is a value
    said: tuple[str, ...]  # all its evidence


def roles(s: Marked, place: Place, patterns: Path | None = None) -> dict[int, Role]:
    """The role of every figure of a sentence, by its token."""
    table = weights.load("roles")
    seen = sight(s, place, patterns)
    out: dict[int, Role] = {}
    for f in s.figures:
        said = tuple(evidence(s, f, place, seen))
        chance = weights.chances(table.scores(said))
        order = chance.argsort()[::-1]
        names = table.outcomes
        out[f] = Role(
            names[order[0]], float(chance[order[0]]), names[order[1]], float(chance[names.index("value")]), said
        )
    return out
