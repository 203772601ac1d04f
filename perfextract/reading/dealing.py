"""Figures dealt out in turn ("54% and 6% respectively") or shared by two values ("here and there, both above 95%")."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from perfextract.reading.marked import Marked
from perfextract.reading.roles import COMPARATORS, Role
from perfextract.vocabulary import any_of, words


def in_turn(s: Marked, roles: dict[int, Role], values: Sequence[int]) -> dict[int, int]:
    """The owners of comparators that are dealt out to as many values before them."""
    at = next((i for i, t in enumerate(s.tokens) if t.shape in ("respectively", "respective")), None)
    if at is None:
        return _in_order(s, roles, values)
    dealt = _list_beside(s, at)
    before = [v for v in values if dealt and v < dealt[0]]
    kinds = {roles[f].name for f in dealt}
    if len(dealt) < 2 or len(before) < len(dealt) or not kinds <= COMPARATORS:
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


def _in_order(s: Marked, roles: dict[int, Role], values: Sequence[int]) -> dict[int, int]:
    """The owners of a list of comparators of one kind as long as that of the values: "the averages being 4%, 6% and 18%"."""
    dealt = [s.figures[-1]] if s.figures else []
    while (
        dealt
        and (before := [f for f in s.figures if f < dealt[0]])
        and _listed(s, before[-1], dealt[0])
        and roles[before[-1]].name == roles[dealt[0]].name
    ):
        dealt.insert(0, before[-1])
    ahead = [v for v in values if dealt and v < dealt[0]]
    alike = len({s.quantity(f).unit for f in (*ahead, *dealt)}) == 1
    if len(dealt) < 2 or len(dealt) != len(ahead) or not alike or roles[dealt[0]].name not in COMPARATORS - {"earlier"}:
        return {}
    return dict(zip(dealt, ahead, strict=True))


def told_again(s: Marked, values: Sequence[int]) -> dict[int, int]:
    """Values told again for a later time in the same breath, with the later: "at the end of June there were 1,012
    children in care, and by the end of September 1,020".
    """
    out: dict[int, int] = {}
    for a, b in itertools.pairwise(values):
        time = b - 1
        alike = s.quantity(a).unit == s.quantity(b).unit and [v for v in values if v < b] == [a]
        ends = all(not t.shape[0].isalnum() for t in s.tokens[b + 1 : b + 2])
        joined = [t.shape for t in s.tokens[a + 1 : time] if t.shape not in words("preposition")][-2:] == [",", "and"]
        if alike and ends and joined and time in s.periods and any(p < a for p in s.periods):
            out[a] = b
    return out


def put_right(s: Marked, f: int, values: Sequence[int]) -> int | None:
    """The value that a figure published before it was put right speaks of: the nearest of its unit."""
    alike = [v for v in values if s.quantity(v).unit == s.quantity(f).unit]
    return min(alike, key=lambda v: abs(v - f), default=None) if published(s, f) else None


_PUBLISHED = 6  # tokens before a figure that may say it was published before


def published(s: Marked, f: int) -> str | None:
    """The words that say a figure was published before and has been put right since: "previously published as 4.1%"."""
    start = max([g + 1 for g in s.figures if g < f] + [f - _PUBLISHED, 0])
    said = any_of("reported_before").search(s.text[s.tokens[start].start : s.tokens[f].start]) if start < f else None
    return said[0] if said else None


_BETWEEN = 3  # words between two figures of a list


def _listed(s: Marked, a: int, b: int) -> bool:
    """Whether only a comma or "and" is between two figures, and a word or two at most."""
    inner = [t.shape for t in s.tokens[a + 1 : b]]
    return 0 < len(inner) <= _BETWEEN and bool({",", "and", "or"} & set(inner))


def shared(s: Marked, roles: dict[int, Role], values: Sequence[int], owners: dict[int, int]) -> dict[int, int]:
    """The second owner of comparators that follow two values in one breath: "here 97% and there 96%, both above 95%"."""
    out: dict[int, int] = {}
    if len(values) < 2:
        return out
    dealt = in_turn(s, roles, values)
    for f in (
        f for f in owners if f not in dealt and roles[f].name in COMPARATORS and not _in_bracket_of(s, f, owners[f])
    ):
        before = [v for v in values if v < f]
        if len(before) < 2 or owners[f] not in before[-2:]:
            continue
        first, second = before[-2:]
        own = any(o == first and first < g < second for g, o in owners.items())
        same = s.quantity(first).unit == s.quantity(second).unit
        joined = any(t.shape == "and" for t in s.tokens[first + 1 : second]) and all(
            t.shape != ";" for t in s.tokens[first:f]
        )
        behind = [t.shape for t in s.tokens[second + 1 : f]]
        of_both = (bool(set(behind) & words("of both")) and "," in behind) or "both" in behind
        if not own and same and joined and of_both:
            out[f] = first if owners[f] == second else second
    return out


def _in_bracket_of(s: Marked, f: int, owner: int) -> bool:
    """Whether a figure is in brackets that begin behind its owner with nothing but a word or two between."""
    opened = next((i for i in range(f, owner, -1) if s.tokens[i].shape == "("), None)
    return opened is not None and opened - owner <= 2
