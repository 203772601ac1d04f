"""How far a value is from what it is compared with, told as a distance: "102 days longer than the average"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from perfextract.model import EARLIER_KINDS, Comparator, Gap
from perfextract.reading import comparators
from perfextract.reading.marked import Marked
from perfextract.reading.roles import COMPARATORS, Role
from perfextract.vocabulary import any_of


def gap(s: Marked, change: int, roles: Mapping[int, Role]) -> Comparator | None:
    """The comparator from which a change is measured, where that is another's name without a figure of its own."""
    name = measured_from(s, change, roles)
    if name is None:
        return None
    q = s.quantity(change)
    return comparators.without_figure(s, name).model_copy(update={"gap": Gap(amount=abs(q.value), unit=q.unit)})


def measured_from(s: Marked, change: int, roles: Mapping[int, Role]) -> int | None:
    """The name behind a change from which it is measured.

    None where it is measured from an earlier time or from a budget: that is a change, and no gap.
    """
    after = range(change + 1, min(len(s.tokens), change + 1 + comparators.BESIDE))
    return next((i for i in after if _stands(s, change, i) and not _has_figure(s, i, roles)), None)


def within(s: Marked, token: int | None, change: int, roles: Mapping[int, Role]) -> bool:
    """Whether a word is one of a distance: the "below" of "8 points below target" says nothing of a movement."""
    name = measured_from(s, change, roles)
    return token is not None and name is not None and change < token < name


def with_gaps(found: Sequence[Comparator], gaps: Iterable[Comparator]) -> list[Comparator]:
    """Comparators with their gaps: one that has a figure takes the gap to its kind, else the gap is one of its own."""
    told = list(found)
    for distance in gaps:
        at = next((n for n, c in enumerate(told) if (c.kind, c.label) == (distance.kind, distance.label)), None)
        if at is None:
            told.append(distance)
        else:
            told[at] = told[at].model_copy(update={"gap": distance.gap})
    return told


def _stands(s: Marked, change: int, name: int) -> bool:
    """Whether a name is one that a change can be measured from: "longer than", "below" and no figure or time between."""
    kind, words = s.tokens[name].shape.strip("<>"), s.text[s.tokens[name].start : s.tokens[name].end]
    if not comparators.is_name(s, name) or kind in EARLIER_KINDS or any_of("budget").search(words):
        return False
    apart = comparators.parted(s, change, name) or any(change < p < name for p in s.periods)
    if apart:
        return False
    return comparators.standing(s, name) in ("above", "below") or bool(any_of("apart").search(s.between(change, name)))


def _has_figure(s: Marked, name: int, roles: Mapping[int, Role]) -> bool:
    """Whether a figure behind a name is its own: "2 points above the national average of 45%"."""
    near = (f for f in s.figures if roles[f].name in COMPARATORS and 0 < f - name <= comparators.BESIDE)
    return any(not comparators.parted(s, f, name) for f in near)
