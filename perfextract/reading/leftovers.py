"""The figures of a sentence that are in no statement, and why."""

from __future__ import annotations

from perfextract.reading.context import Leftover
from perfextract.reading.parts import Parts
from perfextract.reading.roles import COMPARATORS, NONE
from perfextract.reading.statement import Statement


def leftovers(parts: Parts, adopted: set[int], told: list[Statement]) -> tuple[Leftover, ...]:
    """Figures that could be more than nothing and are in no statement."""
    s = parts.s
    made = {t.start for t in told}
    out = []
    for f in s.figures:
        role, q = parts.roles[f], s.quantity(f)
        where = (s.start, s.end)
        if q.garbled and q.start not in made and f not in parts.owners and f not in adopted:
            out.append(Leftover(q, where, q.garbled, code="garbled_number"))
        elif role.name in COMPARATORS and f not in parts.owners and f not in adopted:
            why = f"read as {_READ_AS[role.name]}, but no value near it can be compared with it"
            out.append(Leftover(q, where, why, code="unexplained_number"))
        elif role.name == "value" and q.start not in made:
            out.append(Leftover(q, where, "it is not sure whether this is a value", code="unsure_number"))
        elif role.name == NONE and role.value > UNSURE:
            out.append(Leftover(q, where, "it is not sure that this is no value", code="unsure_number"))
    return tuple(out)


UNSURE = 0.35  # the chance of being a value from which a figure that is none is questioned


_READ_AS = {
    "earlier": "a figure of an earlier time",
    "national": "a national figure",
    "regional": "a regional figure",
    "statistical_neighbour": "a figure of similar authorities",
    "target": "a target",
    "other": "a figure to compare with",
}
