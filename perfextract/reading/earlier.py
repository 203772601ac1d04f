"""Earlier figures that are told in a sentence of their own: "In 2013 it was 41%. In 2014 it was 46%."

Each is read as a value, since its sentence says no more. Beside a later figure of the same indicator in the same
paragraph it is what that one is compared with (rule 1 of the record).
"""

from __future__ import annotations

from collections.abc import Sequence

from perfextract import calendar_uk as cal
from perfextract.model import Comparator
from perfextract.reading import comparators, finish
from perfextract.reading.name_words import stems
from perfextract.reading.statement import Statement
from perfextract.vocabulary import any_of

NEAR = 420  # characters between the two figures
ALIKE = 0.75  # the share of the words of two names that both have


def folded(told: Sequence[Statement]) -> list[Statement]:
    """The statements of a block, an earlier figure of the same indicator as a comparator of the later one beside it."""
    out: list[Statement] = []
    for statement in told:
        before = out[-1] if out else None
        if before is None or not _one_thing(before, statement):
            out.append(statement)
        else:
            earlier, later = sorted((before, statement), key=_days)  # type: ignore[arg-type]
            out[-1] = _with(later, earlier)
    return out


def _one_thing(a: Statement, b: Statement) -> bool:
    """Whether two figures are of one indicator at two times that the text says."""
    if a.value is None or b.value is None or a.kind != "actual":
        return False
    if (a.unit, a.geography, a.kind) != (b.unit, b.geography, b.kind) or abs(b.start - a.start) > NEAR:
        return False
    return _two_times(a, b) and not _put_right(a) and not _put_right(b) and _alike(a.indicator, b.indicator)


def _two_times(a: Statement, b: Statement) -> bool:
    """Whether the times have no day in common, and the text says both, or one in a sentence of its own.

    A month of a year is no earlier time than the year.
    """
    said = (not a.period.inherited) + (not b.period.inherited)
    if said == 0 or (said == 1 and a.sentence == b.sentence):
        return False
    one, other = _days(a), _days(b)
    return one is not None and other is not None and (one[1] < other[0] or other[1] < one[0])


def _alike(one: str, other: str) -> bool:
    """Whether two names share most of their words."""
    x, y = stems(one), stems(other)
    return bool(x) and len(x & y) >= ALIKE * len(x | y)


def _put_right(s: Statement) -> bool:
    """Whether a figure is one published anew, "is now 62, previously reported as 58": that is a record of its own."""
    return any(c.label and any_of("reported_before").search(c.label) for c in s.comparators)


def _days(s: Statement) -> cal.Span | None:
    """The first and the last day of a figure, where both are known."""
    return (s.period.start, s.period.end) if s.period.start and s.period.end else None


def _with(later: Statement, earlier: Statement) -> Statement:
    """The later figure with the earlier one, and with what that one was compared with."""
    assert later.value is not None and earlier.value is not None
    mine = Comparator(
        kind=comparators.kind_in_time(later.period, earlier.period, None),
        value=earlier.value,
        unit=earlier.unit,
        period=earlier.period,
        relation=comparators.relation(later.value, earlier.value),
        text=earlier.block.text[earlier.start : earlier.end],
    )
    others = [c for c in earlier.comparators if c.value is not None]
    return finish.with_comparators(later, [mine, *others])
