"""Earlier figures that are told in a sentence of their own: "In 2013 it was 41%. In 2014 it was 46%."

Each is read as a value, since its sentence says no more. Beside a later figure of the same indicator in the same
paragraph it is what that one is compared with (rule 1 of the record).
"""

from __future__ import annotations

from collections.abc import Sequence

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
        elif _ends(before) < _ends(statement):
            out[-1] = _with(statement, before)
        else:
            out[-1] = _with(before, statement)
    return out


def _one_thing(a: Statement, b: Statement) -> bool:
    """Whether two figures are of one indicator at two times that the text says."""
    same = (
        a.value is not None and b.value is not None and (a.unit, a.geography, a.kind) == (b.unit, b.geography, b.kind)
    )
    dated = not (a.period.inherited or b.period.inherited)
    apart = (dated or a.sentence != b.sentence) and abs(b.start - a.start) <= NEAR
    if not same or not apart or a.kind != "actual" or not (_ends(a) and _ends(b)) or _overlap(a, b):
        return False
    if (a.period.inherited and b.period.inherited) or _put_right(a) or _put_right(b):
        return False
    x, y = stems(a.indicator), stems(b.indicator)
    return bool(x) and len(x & y) >= ALIKE * len(x | y)


def _put_right(s: Statement) -> bool:
    """Whether a figure is one published anew, "is now 62, previously reported as 58": that is a record of its own."""
    return any(c.label and any_of("reported_before").search(c.label) for c in s.comparators)


def _ends(s: Statement) -> str:
    return s.period.end.isoformat() if s.period.start and s.period.end else ""


def _overlap(a: Statement, b: Statement) -> bool:
    """Whether the two times have a day in common: a month of a year is no earlier time than the year."""
    return not (_ends(a) < b.period.start.isoformat() or _ends(b) < a.period.start.isoformat())  # type: ignore[union-attr]


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
