"""Figures and standings that speak of the values of the sentence before: "The target was 18"."""

from __future__ import annotations

from perfextract import periods
from perfextract.reading import comparators, finish, gaps, links
from perfextract.reading.context import Context
from perfextract.reading.marked import Marked
from perfextract.reading.movement import said_way, way
from perfextract.reading.parts import Parts, compatible
from perfextract.reading.roles import COMPARATORS, NONE
from perfextract.reading.statement import Statement
from perfextract.reading.times import period_mark, refers_back, time_of
from perfextract.vocabulary import words


def adopted(parts: Parts, context: Context, when: periods.Context) -> tuple[set[int], list[Statement]]:
    """Figures that speak of the values of the sentence before ("The target was 18"), and those values with them."""
    s = parts.s
    free = [f for f in s.figures if parts.roles[f].name not in ("value", NONE) and f not in parts.owners]
    past = list(context.told)
    taken: set[int] = set()
    if not past:
        return taken, []
    dealt = [f for f in free if parts.roles[f].name in COMPARATORS]
    in_turn = len(dealt) == len(past) > 1 and all(_fits(p, s, f) for p, f in zip(past, dealt, strict=True))
    changed: set[int] = set()
    for n, f in enumerate(dealt):
        fitting = [n] if in_turn else [k for k, p in enumerate(past) if _fits(p, s, f)]
        alike = [k for k in fitting if past[k].unit == s.quantity(f).unit] or fitting
        for k in alike[-1:]:
            old = past[k]
            said = time_of(parts, f)
            more = comparators.of_figure(s, f, parts.roles[f].name, old.unit or "", old.period, said, when)
            past[k] = finish.with_comparators(old, more)
            taken.add(f)
            changed.add(k)
    if not parts.values and refers_back(s):
        for f in (f for f in free if parts.roles[f].name == "change" and past):
            distance = gaps.gap(s, f, parts.roles)
            if distance is not None:
                past[-1] = finish.with_comparators(past[-1], [distance])
            else:
                past[-1] = finish.with_change(past[-1], s, f, way(parts, f))
            taken.add(f)
            changed.add(len(past) - 1)
    return taken, [past[k] for k in sorted(changed)] if taken else []


def stood(parts: Parts, context: Context, when: periods.Context) -> list[Statement]:
    """ "That is no better than the quarter before": a movement of the values just told."""
    s = parts.s
    moves = links.movements(s)
    times = [p for p in s.periods if s.tokens[p].shape == "<then>" or comparators.is_compared(s, p)]
    names_ = [i for i in range(len(s.tokens)) if comparators.is_name(s, i) and comparators.stands(s, i)]
    if not (moves and times) and not names_:
        return []
    way = said_way(s, moves[0]) if moves and times else None
    many = s.tokens[0].shape in words("many back")
    return [finish.standing(t, [
        *(comparators.in_time(s, period_mark(s, p), t.period, when) for p in times[:1]),
        *(comparators.without_figure(s, i) for i in names_),
    ], way) for t in (context.told if many else context.told[-1:])]  # fmt: skip


def _fits(p: Statement, s: Marked, f: int) -> bool:
    q = s.quantity(f)
    return p.value is not None and compatible(p.unit, q.unit, q.unit_stated)
