"""A sentence with every figure's role, owner, time and movement decided."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from perfextract.pipes.marks import Marks
from perfextract.reading import comparators, dealing, links, units
from perfextract.reading.evidence import Place
from perfextract.reading.marked import Marked, marked
from perfextract.reading.roles import COMPARATORS, NONE, Role, roles
from perfextract.vocabulary import words

SURE_VALUE = 0.5  # the chance from which a figure is a value rather than a question


@dataclass(frozen=True, slots=True)
class Parts:
    """A sentence with every figure's role, owner and time decided."""

    s: Marked
    roles: dict[int, Role]
    values: tuple[int, ...]
    owners: dict[int, int]  # figures that are no value, by their token, with the token of the value they speak of
    shared: dict[int, int]  # comparators, with a second value they speak of ("here and there, both above 95%")
    times: dict[int, int | None]  # the period's token of values and comparators
    moves: dict[int, int | None]  # the token of the movement of values
    sure: dict[int, float]  # the chance that role, links and time of a value are right

    def of(self, value: int, *roles: str) -> list[int]:
        """The figures of some roles that speak of a value."""
        mine = {f for f, owner in (*self.owners.items(), *self.shared.items()) if owner == value}
        return sorted(f for f in mine if self.roles[f].name in roles)


def marked_sentence(marks: Marks, start: int, end: int) -> Marked:
    """The sentence between two characters of a text, its bare numbers with the unit it says elsewhere."""
    return units.infer(marked(marks, start, end))


def parted(s: Marked, place: Place, patterns: Path | None = None) -> Parts:
    """Decide every figure's role, owner and time."""
    if not s.figures:
        return Parts(s, {}, (), {}, {}, {}, {}, {})
    decided = roles(s, place, patterns)
    first = dealing.told_again(s, [f for f in s.figures if decided[f].name == "value"])
    decided |= {f: replace(decided[f], name="earlier") for f in first}
    values = tuple(f for f in s.figures if decided[f].name == "value")
    owners: dict[int, int] = dealing.in_turn(s, decided, values) | first
    sure = {v: decided[v].chance for v in values}
    for f in s.figures:
        role = decided[f].name
        if role in ("value", NONE) or f in owners:
            continue
        owner, chance = links.owner(s, f, role, values)
        if role in COMPARATORS and (restated := dealing.put_right(s, f, values)) is not None:
            owner = restated
        if owner is not None and (role not in COMPARATORS or comparable(s, owner, f)):
            owners[f] = owner
            sure[owner] *= min(1.0, decided[f].chance * chance + 0.05)
    timed = [*values, *(f for f in s.figures if decided[f].name in COMPARATORS)]
    times: dict[int, int | None] = {}
    moves: dict[int, int | None] = {}
    for f in timed:
        times[f], chance = links.time(s, f, values, decided[f].name)
        if f not in sure:
            times[f] = _beside(s, f) or times[f]
        if f in sure:
            sure[f] *= chance
    for v in values:
        moves[v], chance = links.movement(s, v, values)
        sure[v] *= chance
    return Parts(s, decided, values, owners, dealing.shared(s, decided, values, owners), times, moves, sure)


def _beside(s: Marked, f: int) -> int | None:
    """The time right beside a figure that is compared with: "79.1% in quarter 4", "(Q1: 47.1%"."""
    if f + 2 in s.periods and s.tokens[f + 1].shape in words("at a time"):
        return f + 2
    return f - 2 if f - 2 in s.periods and s.tokens[f - 1].shape == ":" else None


def comparable(s: Marked, value: int, other: int) -> bool:
    """Whether a figure can be a comparator of a value: like units, or a bare number beside any unit; "30 fewer calls"
    counts calls, and is beside no rate.
    """
    p, q = s.quantity(value), s.quantity(other)
    counts = other + 1 < len(s.tokens) and s.tokens[other + 1].shape.startswith("<compared")
    return compatible(p.unit, q.unit, q.unit_stated or counts)


def compatible(unit: str | None, other: str, stated: bool) -> bool:
    """Whether figures of two units can be compared."""
    if unit == other or (unit in comparators.CLOCK and other in comparators.CLOCK):
        return True
    return not stated and other in ("count", "score")
