"""Figures dealt out in turn ("54% and 6% respectively") or shared by two values ("here and there, both above 95%")."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from perfextract.reading.marked import Marked
from perfextract.vocabulary import words

if TYPE_CHECKING:
    from perfextract.reading.roles import Role

_NO_COMPARATOR = frozenset({"value", "-", "change", "count", "whole", "upper"})


def in_turn(s: Marked, roles: dict[int, Role], values: Sequence[int]) -> dict[int, int]:
    """The owners of comparators that are dealt out to as many values before them."""
    at = next((i for i, t in enumerate(s.tokens) if t.shape in ("respectively", "respective")), None)
    if at is None:
        return {}
    dealt = _list_beside(s, at)
    before = [v for v in values if dealt and v < dealt[0]]
    kinds = {roles[f].name for f in dealt}
    if len(dealt) < 2 or len(before) < len(dealt) or kinds & _NO_COMPARATOR:
        return {}
    return dict(zip(dealt, before[-len(dealt) :], strict=True))


def _list_beside(s: Marked, at: int) -> list[int]:
    """The figures of the list before "respectively", or after "the respective ... of"."""
    if s.tokens[at].shape == "respectively":
        run: list[int] = []
        for f in reversed([f for f in s.figures if f < at]):
            if run and not _listed(s, f, run[0]):
                break
            run.insert(0, f)
        return run
    run = []
    for f in (f for f in s.figures if f > at):
        if run and not _listed(s, run[-1], f):
            break
        run.append(f)
    return run


_BETWEEN = 3  # words between two figures of a list


def _listed(s: Marked, a: int, b: int) -> bool:
    """Whether only a comma or "and" is between two figures, and a word or two at most."""
    inner = [t.shape for t in s.tokens[a + 1 : b]]
    return 0 < len(inner) <= _BETWEEN and bool({",", "and", "or"} & set(inner))


def shared(s: Marked, roles: dict[int, Role], values: Sequence[int], owners: dict[int, int]) -> dict[int, int]:
    """The second owner of comparators that follow two values in one breath."""
    out: dict[int, int] = {}
    for f, owner in owners.items():
        if roles[f].name in _NO_COMPARATOR or owner > f or owner == values[0]:
            continue
        other = values[values.index(owner) - 1]
        own = any(o == other and other < g < owner for g, o in owners.items())
        same = s.quantity(other).unit == s.quantity(owner).unit
        joined = any(t.shape == "and" for t in s.tokens[other + 1 : owner]) and not any(t.shape == ";" for t in s.tokens[other:f])
        behind = [t.shape for t in s.tokens[owner + 1 : f]]
        of_both = bool(set(behind) & words("of both")) and "," in behind or "both" in behind
        if not own and same and joined and of_both and not _in_bracket(s, f):
            out[f] = other
    return out


def _in_bracket(s: Marked, f: int) -> bool:
    before = [t.shape for t in s.tokens[:f]]
    return before.count("(") > before.count(")")
