"""What a value is compared with, in words: how it moved since earlier times, how it stands to targets and to others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from perfextract import rules
from perfextract.model import PAST_KINDS, Comparator, Record
from perfextract.series import length_of
from perfextract.summary.figures import days, difference, figure, when
from perfextract.summary.wording import listed
from perfextract.vocabulary import any_of, expression

DERIVED = "*"  # stands behind a figure that no report states
_NAMES = {
    "target": "target",
    "national": "national average",
    "regional": "regional average",
    "statistical_neighbour": "statistical neighbour average",
    "baseline": "baseline",
}
_EARLIER = {
    "previous_period": "the previous period",
    "same_period_last_year": "the same period last year",
    "earlier_period": "an earlier period",
    "baseline": "the baseline",
}
_STANDINGS = {
    "above": "above",
    "below": "below",
    "equal": "equal to",
    "similar": "broadly similar to",
}
_ALONE = {
    "above": "above",
    "below": "below",
    "equal": "in line with",
    "similar": "broadly similar to",
    None: "compared with",
}
_LENGTHS = {"quarter": "quarter", "month": "month", "year": "year"}

_MOVED_SINCE = 2  # so many earlier figures are told with the movement since, of more only the nearest


def movement(record: Record, apart: bool, dated: bool) -> tuple[str, str, tuple[Decimal, ...]]:
    """Against the nearest earlier figures, then the further ones for the sentence's end; and what was worked out.

    ``apart``: by how much it moved since; ``dated``: earlier times by their names, else "the previous quarter".
    """
    past = sorted(filter(is_earlier, record.comparators), key=_nearness)
    if not past:
        return _stated_change(record), "", ()
    figures, unknown = ([c for c in past if (c.value is None) == missing] for missing in (False, True))
    near = len(figures) if len(figures) <= _MOVED_SINCE else 1
    told = [_since(record, c, apart, dated) for c in (*figures[:near], *unknown)]
    far = [f"{_figure_of(c)} {earlier(record, c, dated)}".rstrip() for c in figures[near:]]
    before = f"; earlier figures were {listed(far)}" if far else ""
    return ", " + listed([words for words, _ in told]), before, tuple(d for _, worked_out in told for d in worked_out)


def nearest(record: Record) -> Decimal | None:
    """The nearest earlier figure."""
    figures = [c for c in record.comparators if is_earlier(c) and c.value is not None]
    return min(figures, key=_nearness).value if figures else None


def is_earlier(c: Comparator) -> bool:
    """Whether it is a figure of an earlier time; a labelled one is an average of many years."""
    return c.kind in PAST_KINDS and c.label is None


def _nearness(c: Comparator) -> tuple[bool, int, int]:
    """Those without any time and the time just before first, then the others from the latest."""
    end = c.period.end if c.period else None
    return c.period is not None, PAST_KINDS.index(c.kind), -end.toordinal() if end else 0


def _since(record: Record, c: Comparator, apart: bool, dated: bool) -> tuple[str, list[Decimal]]:
    """Against an earlier figure: by how much it moved, where both are of as long a time."""
    time = earlier(record, c, dated)
    if c.value is None:
        return _without_figure(record, c, bare(time)), []
    assert record.value is not None
    told = f"{_figure_of(c)} {time}".rstrip()
    if c.value == record.value or c.unit != record.unit or not _as_long(record, c):
        return f"compared with {told}", []
    way = "up" if record.value > c.value else "down"
    if not apart and record.direction == "stable":
        return f"compared with {told}", []
    if not apart:
        return f"{way} from {told}", []
    if _is_change_since(record, c, way):
        assert record.change is not None and record.change.amount is not None
        return f"{way} {figure(record.change.amount, record.change.unit)} from {told}", []
    by, words = difference(record.value, c.value, record.unit)
    return f"{way} {words}{DERIVED} from {told}", [by]


def _as_long(record: Record, c: Comparator) -> bool:
    """Whether an earlier figure is of as long a time: a quarter's count and a year's differ by nothing that means."""
    if record.kind != "actual" or record.unit not in (None, "count", "GBP") or not (c.period and c.period.end):
        return True
    return length_of(c.period) == length_of(record.period) or "cumulative" in record.qualifiers


def _is_change_since(record: Record, c: Comparator, way: str) -> bool:
    """Whether the report states the change since that figure itself."""
    change = record.change
    if change is None or change.amount is None or change.direction != way:
        return False
    figures = [x for x in record.comparators if is_earlier(x) and x.value is not None]
    return change.since == c.kind if change.since else len(figures) == 1


def _without_figure(record: Record, c: Comparator, time: str) -> str:
    """The movement since a time whose figure is not told, by as much as the report says."""
    change = record.change
    way = record.direction if record.direction in ("up", "down") else None
    if change and change.amount is not None and change.since == c.kind and change.direction in ("up", "down"):
        since = "since" if c.period and c.period.start == c.period.end else "on"
        return f"{change.direction} {figure(change.amount, change.unit)} {since} {time}"
    return f"{way} on {time}" if way else f"compared with {time}"


def _stated_change(record: Record) -> str:
    """A change that is stated without the time it is measured from; a variance from a budget is no movement."""
    change = record.change
    if change is None or change.since == "target" or change.amount is None or change.direction not in ("up", "down"):
        return ""
    return f", {change.direction} {figure(change.amount, change.unit)}"


def earlier(record: Record, c: Comparator, dated: bool = True) -> str:
    if dated and c.period and (c.period.start or c.period.end):
        return when(c.period)
    span = c.period if c.period and c.period.start and c.period.end else record.period
    if c.kind == "previous_period" and span.start and span.end:
        return f"in the previous {_LENGTHS.get(length_of(span), 'period')}"
    if c.kind == "earlier_period" and c.value is not None and c.period is None:
        return ""
    return f"in {_EARLIER[c.kind]}"


# ── how it stands ────────────────────────────────────────────────────────────────────────────────


def standing(record: Record, others: Sequence[Comparator]) -> str:
    """Where the value stands to its target and to others."""
    told = [_stands(record, c) for c in others]
    return ", " + listed(told) if told else ""


def _stands(record: Record, c: Comparator) -> str:
    name = name_of(c)
    relation = relation_of(record.value, record.unit, c)
    if c.value is None:
        if c.rank:
            return f"in the {c.rank}"
        return f"{_ALONE[relation]} the {name}"
    amount = _figure_of(c)
    if days(c.period) not in (None, days(record.period)):
        assert c.period is not None
        amount = f"{amount} {when(c.period)}"
    if any_of("reported_before").fullmatch(c.label or ""):
        return f"{c.label} as {amount}"
    return f"{_STANDINGS[relation]} the {name} of {amount}" if relation else f"against the {name} of {amount}"


def beside(others: Sequence[Comparator]) -> str:
    """The other figures, told apart from the value."""
    known = [c for c in others if c.value is not None]
    told = [f"the {name_of(c)} {'was ' if n == 0 else ''}{_figure_of(c)}" for n, c in enumerate(known)]
    return f"; {listed(told)}" if told else ""


def _figure_of(c: Comparator) -> str:
    assert c.value is not None
    return f"{'around ' if c.approximate else ''}{figure(c.value, c.unit, short=True)}"


_MEASURED = expression(r"\b{name of a figure}s?\b")


def name_of(c: Comparator) -> str:
    """What a comparator is called: the report's own name for a place or a threshold."""
    if c.kind in ("national", "regional") and c.label:
        return c.label if _MEASURED.search(c.label) else f"{c.label} average"
    if c.kind == "other":
        label = " ".join(re.findall(r"[\w&'’/-]+", c.label or "")).lower() or "comparator"
        return label if _is_yardstick(label) else f"report's {label}"
    return c.label if c.label and c.kind in PAST_KINDS else _NAMES[c.kind]


@cache
def _is_yardstick(label: str) -> bool:
    """Whether a name alone says that its figure is compared with, and is no target or average."""
    marks = rules.load("comparator").find(f"the {label} of 5")
    return bool(marks) and all(m.gives.get("kind") == "other" for m in marks)


def relation_of(value: Decimal | None, unit: str | None, c: Comparator) -> str | None:
    """How a value stands to a comparator: as the report says where a figure is missing or rounded, else by them."""
    if value is None or c.value is None or c.unit != unit or c.relation in ("similar", "equal"):
        return c.relation
    if value == c.value:
        return "equal"
    return "above" if value > c.value else "below"


def bare(time: str) -> str:
    return time.removeprefix("in ").removeprefix("at ")
