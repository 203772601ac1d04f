"""What the figures of a sentence are to each other by arithmetic: 42 of 60 is 70%; 412 is 37 more than 375."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, permutations

from perfextract.amounts import Quantity
from perfextract.reading.marked import Marked

_MOST = 10  # figures of a sentence that are reckoned with
_NEAR = 12  # tokens between a share and its counts
Figure = tuple[int, float, Quantity]


def sums(s: Marked) -> dict[int, set[str]]:
    """For every figure of a sentence the parts it could play in a share, a sum or a relative change."""
    found: dict[int, set[str]] = defaultdict(set)
    if len(s.figures) < 3:
        return found
    figures = [(f, abs(float(s.quantity(f).value)), s.quantity(f)) for f in s.figures[:_MOST]]
    shares = [x for x in figures if x[2].unit == "percent"]
    counts = [x for x in figures if x[2].unit == "count" and x[1]]
    alike: dict[str, list[Figure]] = defaultdict(list)
    for x in figures:
        alike["percent" if x[2].unit == "percentage_points" else x[2].unit].append(x)
    parts = [
        *_shares(shares, counts),
        *(p for same in alike.values() for p in (*_totals(same), *_changes(same, shares))),
    ]
    for figure, part in parts:
        found[figure].add(part)
    return found


def _shares(shares: Sequence[Figure], counts: Sequence[Figure]) -> Iterator[tuple[int, str]]:
    """A percentage that is one count of another."""
    for part, whole in permutations(counts, 2):
        if part[1] > whole[1] or whole[1] < 4:
            continue
        for share in shares:
            if _reads_as(100 * part[1] / whole[1], share):
                yield share[0], "share of two"
                yield part[0], f"part of a whole {abs(share[0] - part[0]) < _NEAR}"
                yield whole[0], f"whole of a part {abs(share[0] - whole[0]) < _NEAR}"


def _totals(same: Sequence[Figure]) -> Iterator[tuple[int, str]]:
    """Three figures of which two make the third."""
    for three in combinations(same, 3):
        low, middle, high = sorted(three, key=lambda x: x[1])
        if (
            low[1] != middle[1]
            and (low[1] > 2 or decimals(low[2]))
            and abs(low[1] + middle[1] - high[1]) <= 1e-6 * high[1]
        ):
            order = sorted(x[0] for x in three)
            yield high[0], f"sum {order.index(high[0])}"
            yield middle[0], f"summand {order.index(middle[0])}"
            yield low[0], f"summand {order.index(low[0])}"


def _changes(same: Sequence[Figure], shares: Sequence[Figure]) -> Iterator[tuple[int, str]]:
    """A percentage by which one figure is more than another."""
    for after, before in permutations(same, 2):
        if not before[1] or after[1] == before[1]:
            continue
        for share in shares:
            if (
                share[0] not in (after[0], before[0])
                and share[1] > 0.5
                and _reads_as(100 * abs(after[1] - before[1]) / before[1], share)
            ):
                yield share[0], "change of two"
                yield after[0], "after a change"
                yield before[0], "before a change"


def _reads_as(exact: float, said: Figure) -> bool:
    """Whether a number is what a report rounds it to."""
    within = 0.5 * 10.0 ** -decimals(said[2]) if said[2].form == "digits" else 2.5
    return abs(exact - said[1]) <= max(within, 0.05) + 1e-9


def decimals(q: Quantity) -> int:
    """How many decimals a number is printed with."""
    after = q.text.partition(".")[2]
    return next((n for n, c in enumerate(after) if not c.isdigit()), len(after))
