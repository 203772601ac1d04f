"""A record in one standard sentence, in the ways there are to say it: the fullest first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from perfextract.model import EARLIER_KINDS, Comparator, Period, Record

from .figures import difference, figure, number, when, whens

DERIVED = "*"  # stands behind a figure that no report states
_VERBS = {"up": "rose to", "down": "fell to", "stable": "was unchanged at", None: "stood at"}
_SHIFTS = {"up": "rose", "down": "fell", "stable": "remained stable"}
_BOUNDS = {"at_least": "at least ", "at_most": "at most ", "about": "around ", None: ""}
_NAMES = {
    "target": "target",
    "national": "England average",
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
_ORDER = ("previous_period", "same_period_last_year", "earlier_period")
_STANDINGS = {
    "above": "above",
    "below": "below",
    "equal": "equal to",
    "similar": "broadly similar to",
}
_CLAUSE = re.compile(
    r"\b(?:have|has|had|live|lives|lived|hold|holds|held|receive|received|made|make|took|take|use|used|went|go|"
    r"attended|became|become|were|was|are|is|be|been|will|would|can|could|did|do|does|completed|said|left)\b",
    re.I,
)
_BEING = re.compile(r"\s+(?:were|was|are|is|have\s+been|has\s+been|had\s+been)\s+(?=\w+(?:ed|en|in|on|at|of)\b)", re.I)


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence, and the figures in it that no report states."""

    text: str
    derived: tuple[Decimal, ...] = ()


def wordings(record: Record, name: str) -> Iterator[Wording]:
    """The ways to state a record whose indicator is called ``name``, from the fullest to the plainest."""
    subject = f"{name} in {record.geography}" if _needs_place(record, name) else name
    if record.value is None:
        yield from _movements(record, subject)
        return
    for told in (_Told(True, True, True), _Told(True, False, True), _Told(False, True, False), _Told(False, False, False)):
        for opening, time in product(_openings(record, subject), whens(record.period)):
            yield _whole(record, opening, time, told)
    yield Wording(f"{capital(subject)}: {_value(record)} {when(record.period)}.")


def capital(words: str) -> str:
    """Words with a capital at their beginning.

    >>> capital("number of visits"), capital("iPads lent")
    ('Number of visits', 'IPads lent')
    """
    return words[:1].upper() + words[1:]


def tidy(words: str) -> str:
    """The words of a report as the name of an indicator.

    >>> tidy("Education plans were issued within 20 weeks"), tidy("children live at home")
    ('Education plans issued within 20 weeks', 'children live at home')
    """
    return _BEING.sub(" ", words).strip(" .,;:-–")


def is_clause(words: str) -> bool:
    """Whether words are a clause with a verb of its own rather than the name of a measure."""
    return _CLAUSE.search(words) is not None


# ── a value ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Told:
    """What a way of stating tells: how far the value moved, how it stands, and its rating."""

    moved: bool
    stands: bool
    rated: bool


def _needs_place(record: Record, name: str) -> bool:
    return bool(record.geography) and record.geography.casefold() not in name.casefold()  # type: ignore[union-attr]


def _openings(record: Record, subject: str) -> Iterator[str]:
    """The beginning of the sentence, up to the value."""
    if record.kind == "forecast":
        yield f"{capital(subject)} is forecast to be"
        yield f"{capital(subject)}: forecast"
        return
    if record.kind == "planned":
        yield f"{capital(subject)} is planned to be"
        yield f"{capital(subject)}: planned"
        return
    if not is_clause(subject):
        yield f"{capital(subject)} {_VERBS[record.direction]}"
    yield f"{capital(subject)}:{' unchanged at' if record.direction == 'stable' else ''}"


def _whole(record: Record, opening: str, time: str, told: _Told) -> Wording:
    movement, derived = _movement(record, told.moved)
    standing = _standing(record) if told.stands else ""
    rated = f", rated {record.rag}" if record.rag and told.rated else ""
    said = () if told.stands else [c for c in record.comparators if c.kind not in _ORDER]
    return Wording(f"{opening} {_value(record)} {time}{movement}{rated}{standing}{_beside(record, said)}.", derived)


def _value(record: Record) -> str:
    assert record.value is not None
    marks = "".join(f"{q} " for q in record.qualifiers if q == "provisional")
    words = f"{'a ' if marks else ''}{marks}{_BOUNDS[record.bound]}{figure(record.value, record.unit)}"
    return words + _counts(record)


def _counts(record: Record) -> str:
    part, whole = record.numerator, record.denominator
    if part is not None and whole is not None:
        return f" ({number(part)} of {number(whole)})"
    if part is not None:
        return f" ({number(part)})"
    if whole is not None:
        return f" of {figure(whole, 'GBP') if record.unit == 'GBP' else number(whole)}"
    return ""


# ── how it moved ─────────────────────────────────────────────────────────────────────────────────


def _movement(record: Record, by_how_much: bool) -> tuple[str, tuple[Decimal, ...]]:
    """Against each earlier figure, the nearest first; and the differences worked out for it."""
    pieces, derived = [], []
    for c in sorted((c for c in record.comparators if c.kind in _ORDER), key=lambda c: _ORDER.index(c.kind)):
        words, worked_out = _since(record, c, by_how_much)
        pieces.append(words)
        derived += worked_out
    if not pieces:
        return _stated_change(record), ()
    return ", " + _listed(pieces), tuple(derived)


def _since(record: Record, c: Comparator, by_how_much: bool) -> tuple[str, list[Decimal]]:
    time = _earlier(record, c)
    if c.value is None:
        return f"compared with {time.removeprefix('in ').removeprefix('at ')}", []
    assert record.value is not None
    told = f"{_about(c)}{figure(c.value, c.unit, short=True)} {time}"
    if c.value == record.value or c.unit != record.unit:
        return f"with {told}", []
    way = "up" if record.value > c.value else "down"
    apart, words = difference(record.value, c.value, record.unit)
    if not by_how_much:
        return f"{way} from {told}", []
    if record.change and record.change.amount == apart:
        return f"{way} {words} from {told}", []
    return f"{way} {words}{DERIVED} from {told}", [apart]


def _stated_change(record: Record) -> str:
    """A change that is stated without the figure before it."""
    change = record.change
    if change is None or change.amount is None or change.direction is None:
        return ""
    since = f" on {_EARLIER[change.since]}" if change.since else ""
    return f", {change.direction} {figure(change.amount, change.unit)}{since}"


def _earlier(record: Record, c: Comparator) -> str:
    if c.period and (c.period.start or c.period.end):
        return when(c.period)
    return f"in {_EARLIER[c.kind]}"


def _about(c: Comparator) -> str:
    return "around " if c.approximate else ""


# ── how it stands ────────────────────────────────────────────────────────────────────────────────


def _standing(record: Record) -> str:
    """Where the value stands to its target and to others."""
    told = [_stands(record, c) for c in record.comparators if c.kind not in _ORDER]
    return ", " + _listed(told) if told else ""


def _stands(record: Record, c: Comparator) -> str:
    name = name_of(c)
    relation = relation_of(record.value, c)
    if c.value is None:
        if c.rank:
            return f"in the {c.rank}"
        return f"{_STANDINGS[relation or 'similar']} the {name}"
    amount = f"{_about(c)}{figure(c.value, c.unit, short=True)}"
    return f"{_STANDINGS[relation]} the {name} of {amount}" if relation else f"against the {name} of {amount}"


def _beside(record: Record, others: Sequence[Comparator]) -> str:
    """The other figures, told apart from the value."""
    known = [c for c in others if c.value is not None]
    told = [f"the {name_of(c)} {'was ' if n == 0 else ''}{_figure_of(c)}" for n, c in enumerate(known)]
    return f"; {_listed(told)}" if told else ""


def _figure_of(c: Comparator) -> str:
    assert c.value is not None
    return f"{_about(c)}{figure(c.value, c.unit, short=True)}"


def name_of(c: Comparator) -> str:
    """What a comparator is called: the report's own name for a place or a threshold."""
    if c.kind == "regional" and c.label:
        return c.label if "average" in c.label else f"{c.label} average"
    return _NAMES.get(c.kind) or c.label or "comparator"


def relation_of(value: Decimal | None, c: Comparator) -> str | None:
    """How a value stands to a comparator: as the report says where that has no figure or rounds, else by the figures."""
    if value is None or c.value is None or c.relation in ("similar", "equal"):
        return c.relation
    if value == c.value:
        return "equal"
    return "above" if value > c.value else "below"


# ── a movement without a value ───────────────────────────────────────────────────────────────────


def _movements(record: Record, subject: str) -> Iterator[Wording]:
    """The ways to state a movement, or a standing, without a level."""
    change, direction = record.change, record.direction
    by = f" by {figure(change.amount, change.unit)}" if change and change.amount is not None else ""
    earlier = [c for c in record.comparators if c.kind in EARLIER_KINDS]
    since = f" compared with {_listed([_bare(_earlier(record, c)) for c in earlier])}" if earlier else ""
    standing = _standing(record)
    for time in whens(record.period):
        if direction:
            yield Wording(f"{capital(subject)} {_SHIFTS[direction]}{by} {time}{since}{standing}.")
            yield Wording(f"{capital(subject)} {_SHIFTS[direction]}{by}{since}{standing}.")
        elif standing:
            yield Wording(f"{capital(subject)} was {standing.removeprefix(', ')} {time}{since}.")
    yield Wording(f"{capital(subject)}: no figure {when(record.period)}.")


def _bare(time: str) -> str:
    return time.removeprefix("in ").removeprefix("at ")


def _listed(pieces: Sequence[str]) -> str:
    """Pieces as a list in words.

    >>> _listed(["one", "two", "three"])
    'one, two and three'
    """
    return " and ".join(filter(None, (", ".join(pieces[:-1]), pieces[-1])))


def same_days(one: Period | None, other: Period | None) -> bool:
    """Whether two periods are the same days."""
    return one is not None and other is not None and (one.start, one.end) == (other.start, other.end)
