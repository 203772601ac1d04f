"""The times beside a figure as evidence: whether they are the latest of the sentence, and how they are said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from perfextract import periods
from perfextract.periods import PeriodMark
from perfextract.reading.marked import Marked

_ALONE = periods.Context()


def days(s: Marked) -> dict[int, date | None]:
    """The last day of every period of a sentence as far as its own words say it, by its token."""
    found: dict[int, date | None] = {}
    for p in s.periods:
        said = periods.resolve(_mark(s, p), _ALONE)
        found[p] = said.end or said.start
    return found


def _mark(s: Marked, token: int) -> PeriodMark:
    mark = s.tokens[token].mark
    assert isinstance(mark, PeriodMark)
    return mark


def dated(s: Marked, figure: int, known: dict[int, date | None]) -> Iterator[str]:
    """What the nearest period on either side says of a figure."""
    if not known:
        return
    said = {d for d in known.values() if d}
    how_many = "one" if len(said) < 2 else "many"
    sides: list[str] = []
    for side, near in (
        ("left", [p for p in s.periods if p < figure][-1:]),
        ("right", [p for p in s.periods if p > figure][:1]),
    ):
        for p in near:
            figures = min(sum(min(p, figure) < f < max(p, figure) for f in s.figures), 2)
            day, mark = known[p], _mark(s, p)
            age = "?" if day is None else "latest" if day == max(said) else "old"
            yield f"time {side} {figures} {age} {how_many}"
            yield f"time {side} {figures} {mark.form}"
            yield f"time {side} {figures} {mark.modifier}"
            sides.append(f"{side} {figures} {age} {how_many if day else s.tokens[p].shape}")
    yield f"times {' '.join(sides)}"
    nearest = min(s.periods, key=lambda p: abs(p - figure) + (p < figure))
    if s.tokens[nearest].shape == "<then>":
        yield f"then {' '.join(_mark(s, nearest).text.lower().split()[:3])} {sum(min(nearest, figure) < f < max(nearest, figure) for f in s.figures)}"
