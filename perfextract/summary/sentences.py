"""A record in one standard sentence, in the ways there are to say it: the fullest first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from perfextract import rules
from perfextract.model import EARLIER_KINDS, Comparator, Period, Record
from perfextract.series import length_of
from perfextract.statements.wording import TOLD_BEFORE
from perfextract.summary.figures import difference, figure, plain, when, whens

DERIVED = "*"  # stands behind a figure that no report states
NAMELESS = "Indicator as worded in the evidence"
_VERBS = {"up": "rose to", "down": "fell to"}
_SHIFTS = {"up": "rose", "down": "fell", "stable": "remained stable"}
_COMING = {"up": "is forecast to rise", "down": "is forecast to fall", "stable": "is forecast to remain stable"}
_BOUNDS = {"at_least": "at least ", "at_most": "at most ", "about": "around ", None: ""}
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
_ORDER = ("previous_period", "same_period_last_year", "earlier_period")
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
_CLAUSE = re.compile(  # verbs that are not also nouns, or participles in the name of a measure
    r"\b(?:have|has|had|live|lives|lived|hold|holds|went|goes|became|become|becomes|were|was|are|is|be|been|will|would|can|could|"
    r"did|do|does|said|says|saw|sees|drew|replied|remains?|continues?|continued|stays|gets)\b",
    re.I,
)
_TWICE = re.compile(r"\b(\w+)(?:\s+\1\b)+", re.I)
_BEING = re.compile(r"\s+(?:were|was|are|is|have\s+been|has\s+been|had\s+been)\s+(?=\w+(?:ed|en|in|on|at|of)\b)", re.I)


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence, the name it gives the indicator, and the figures in it that no report states."""

    text: str
    name: str
    derived: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Manner:
    """A way of putting a sentence; as it stands here it is the fullest."""

    opening: int = 0  # which of the beginnings
    time: int = 0  # which of the names of the period
    apart: bool = True  # by how much it moved
    stands: bool = True  # "below the target of 95%", else "the target was 95%"
    dated: bool = True  # "in quarter 1 2018/19", else "in the previous quarter"
    counts: bool = True  # "(9 of 14)"
    qualified: bool = True  # "a provisional 88.4%"


MANNERS = (
    Manner(),
    Manner(opening=1),
    Manner(opening=2),
    Manner(time=1),
    Manner(dated=False),
    Manner(stands=False),
    Manner(apart=False),
    Manner(counts=False),
    Manner(counts=False, opening=1),
    Manner(qualified=False),
    Manner(time=9),
    Manner(apart=False, stands=False),
    Manner(opening=1, apart=False, stands=False),
    Manner(opening=1, dated=False, apart=False, stands=False, counts=False),
    Manner(time=1, dated=False, apart=False, stands=False, counts=False),
)
PLAINEST = (Manner(), Manner(opening=1), Manner(opening=1, apart=False, stands=False, counts=False, qualified=False))


def wordings(record: Record, names: Sequence[str]) -> Iterator[Wording]:
    """The ways to state a record whose indicator may be called by ``names``: the first name's, fullest first."""
    for nth, name in enumerate(names):
        subject = capital(f"{name} in {record.geography}" if _needs_place(record, name) else name)
        if record.value is None:
            yield from (Wording(text, subject) for text in _movements(record, subject))
        else:
            yield from (_whole(record, subject, manner) for manner in (PLAINEST if nth else MANNERS))


def capital(words: str) -> str:
    """Words with a capital at their beginning.

    >>> capital("number of visits"), capital("iPads lent")
    ('Number of visits', 'IPads lent')
    """
    return words[:1].upper() + words[1:]


def uncapital(words: str) -> str:
    """Words as they stand within a sentence; a first word that is a name or an abbreviation keeps its capital.

    >>> uncapital("Calls answered"), uncapital("NHS Health Checks"), uncapital("EHC plans")
    ('calls answered', 'NHS Health Checks', 'EHC plans')
    """
    first = words.split(" ", 1)[0]
    return words if first[1:2].isupper() or len(first) == 1 else words[:1].lower() + words[1:]


def tidy(words: str) -> str:
    """The words of a report as the name of an indicator.

    >>> tidy("Education plans were issued within 20 weeks"), tidy("children live at home")
    ('Education plans issued within 20 weeks', 'children live at home')
    """
    return _TWICE.sub(r"\1", _BEING.sub(" ", words)).strip(" .,;:-–")


def is_clause(words: str) -> bool:
    """Whether words are a clause with a verb of its own rather than the name of a measure."""
    return _CLAUSE.search(words) is not None


# ── a value ──────────────────────────────────────────────────────────────────────────────────────


def _needs_place(record: Record, name: str) -> bool:
    return bool(record.geography) and record.geography.casefold() not in name.casefold()  # type: ignore[union-attr]


def _nth(ways: Sequence[str], n: int) -> str:
    return ways[min(n, len(ways) - 1)]


def _openings(record: Record, subject: str) -> list[str]:
    """The beginnings of the sentence, up to the value."""
    if record.kind in ("forecast", "planned"):
        subject = re.sub(r"\s+(?:forecast|projected|planned)$", "", subject)
    if record.kind == "forecast":
        moves = {"up": "rise to", "down": "fall to"}.get(record.direction or "", "be")
        return [f"{subject} is forecast to {moves}", f"{subject} is forecast to be", f"{subject}: forecast"]
    if record.kind == "planned":
        return [f"{subject} will be", f"{subject} is planned to be"]
    verb = f"{subject} {_verb(record, subject)}"
    label = f"{subject}:{' unchanged at' if record.direction == 'stable' else ''}"
    return [label, verb] if is_clause(subject) else [verb, label]


_PLURAL = re.compile(
    r"(?!number\b|total\b|amount\b)(?:(?!(?:of|in|for|to|on|at|by|with|from|per|across|through|under|within|among|between|after|during)\b)[\w’-]+\s+){0,3}?"
    r"(?:people|children|[\w-]+[^su\W]s)\b(?!['’])",
    re.I,
)


def _verb(record: Record, subject: str) -> str:
    """What a value does: a level stands at it; what was counted or spent over a time was it."""
    being = "were" if _PLURAL.match(subject.rpartition(": ")[2]) else "was"
    flow = record.unit in (None, "count", "GBP") and record.period.start != record.period.end
    if record.direction is None:
        return being if flow or record.bound in ("at_least", "at_most") else "stood at"
    if record.direction == "stable":
        differs = any(c.value not in (None, record.value) for c in record.comparators if _is_earlier(c))
        return f"{being} {'broadly ' if differs else ''}unchanged at"
    return _VERBS[record.direction]


def _whole(record: Record, subject: str, manner: Manner) -> Wording:
    opening = _nth(_openings(record, subject), manner.opening)
    time = _nth(list(whens(record.period)), manner.time)
    movement, before, derived = _movement(record, manner)
    others = [c for c in record.comparators if not _is_earlier(c)]
    standing = _standing(record, others) if manner.stands else _beside(others)
    rated = f", rated {record.rag}" if record.rag else ""
    value = _value(record, subject, manner)
    return Wording(f"{opening} {value} {time}{movement}{rated}{standing}{before}.", subject, derived)


def _value(record: Record, subject: str, manner: Manner) -> str:
    """The value with its unit, and the words that qualify it."""
    assert record.value is not None
    words = f"{_BOUNDS[record.bound]}{figure(record.value, record.unit)}"
    if "average" in record.qualifiers and not re.search(r"\b(?:average|mean)\b", subject, re.I):
        words = f"average of {words}"
    elif record.unit == "score" and "score" not in subject.casefold():
        words = f"score of {words}"
    told = [
        q for q in ("provisional", "estimated", "cumulative") if q in record.qualifiers and q not in subject.casefold()
    ]
    if (told and manner.qualified) or words.startswith(("average of", "score of")):
        qualified = " ".join([*(told if manner.qualified else ()), words])
        words = f"{'an' if qualified[0] in 'aeio' else 'a'} {qualified}"
    return words + (_counts(record) if manner.counts else "")


def _counts(record: Record) -> str:
    part, whole = record.numerator, record.denominator
    if part is not None and whole is not None:
        return f" ({plain(part)} of {plain(whole)})"
    if part is not None:
        return f" ({plain(part)})"
    return f" of {plain(whole)}" if whole is not None else ""


# ── how it moved ─────────────────────────────────────────────────────────────────────────────────


_MOVED_SINCE = 2  # so many earlier figures are told with the movement since, of more only the nearest


def _movement(record: Record, manner: Manner) -> tuple[str, str, tuple[Decimal, ...]]:
    """Against the nearest earlier figures, then the further ones for the sentence's end; and what was worked out."""
    earlier = sorted(filter(_is_earlier, record.comparators), key=_nearness)
    if not earlier:
        return _stated_change(record), "", ()
    figures, bare = ([c for c in earlier if (c.value is None) == missing] for missing in (False, True))
    near = len(figures) if len(figures) <= _MOVED_SINCE else 1
    told = [_since(record, c, manner) for c in (*figures[:near], *bare)]
    far = [f"{_figure_of(c)} {_earlier(record, c, manner.dated)}".rstrip() for c in figures[near:]]
    before = f"; earlier figures were {_listed(far)}" if far else ""
    return ", " + _listed([words for words, _ in told]), before, tuple(d for _, worked_out in told for d in worked_out)


def _is_earlier(c: Comparator) -> bool:
    """Whether it is a figure of an earlier time; a labelled one is an average of many years."""
    return c.kind in _ORDER and c.label is None


def _nearness(c: Comparator) -> tuple[bool, int, int]:
    """Those without any time and the time just before first, then the others from the latest."""
    end = c.period.end if c.period else None
    return c.period is not None, _ORDER.index(c.kind), -end.toordinal() if end else 0


def _since(record: Record, c: Comparator, manner: Manner) -> tuple[str, list[Decimal]]:
    """Against an earlier figure: by how much it moved, where both are of as long a time."""
    time = _earlier(record, c, manner.dated)
    if c.value is None:
        return _without_figure(record, c, _bare(time)), []
    assert record.value is not None
    told = f"{_figure_of(c)} {time}".rstrip()
    if c.value == record.value or c.unit != record.unit or not _as_long(record, c):
        return f"compared with {told}", []
    way = "up" if record.value > c.value else "down"
    if not manner.apart:
        return f"{way} from {told}", []
    if _is_change_since(record, c, way):
        assert record.change is not None and record.change.amount is not None
        return f"{way} {figure(record.change.amount, record.change.unit)} from {told}", []
    apart, words = difference(record.value, c.value, record.unit)
    return f"{way} {words}{DERIVED} from {told}", [apart]


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
    figures = [x for x in record.comparators if _is_earlier(x) and x.value is not None]
    return change.since == c.kind if change.since else len(figures) == 1


def _without_figure(record: Record, c: Comparator, time: str) -> str:
    """The movement since a time whose figure is not told, by as much as the report says."""
    change = record.change
    way = record.direction if record.direction in ("up", "down") else None
    if change and change.amount is not None and change.since == c.kind and change.direction in ("up", "down"):
        return f"{change.direction} {figure(change.amount, change.unit)} on {time}"
    return f"{way} on {time}" if way else f"compared with {time}"


def _stated_change(record: Record) -> str:
    """A change that is stated without the time it is measured from."""
    change = record.change
    if change is None or change.amount is None or change.direction not in ("up", "down"):
        return ""
    return f", {change.direction} {figure(change.amount, change.unit)}"


def _earlier(record: Record, c: Comparator, dated: bool = True) -> str:
    if dated and c.period and (c.period.start or c.period.end):
        return when(c.period)
    span = c.period if c.period and c.period.start and c.period.end else record.period
    if c.kind == "previous_period" and span.start and span.end:
        return f"in the previous {_LENGTHS.get(length_of(span), 'period')}"
    if c.kind == "earlier_period" and c.value is not None and c.period is None:
        return ""
    return f"in {_EARLIER[c.kind]}"


# ── how it stands ────────────────────────────────────────────────────────────────────────────────


def _standing(record: Record, others: Sequence[Comparator]) -> str:
    """Where the value stands to its target and to others."""
    told = [_stands(record, c) for c in others]
    return ", " + _listed(told) if told else ""


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
    if re.fullmatch(TOLD_BEFORE, c.label or "", re.I):
        return f"{c.label} as {amount}"
    return f"{_STANDINGS[relation]} the {name} of {amount}" if relation else f"against the {name} of {amount}"


def _beside(others: Sequence[Comparator]) -> str:
    """The other figures, told apart from the value."""
    known = [c for c in others if c.value is not None]
    told = [f"the {name_of(c)} {'was ' if n == 0 else ''}{_figure_of(c)}" for n, c in enumerate(known)]
    return f"; {_listed(told)}" if told else ""


def _figure_of(c: Comparator) -> str:
    assert c.value is not None
    return f"{'around ' if c.approximate else ''}{figure(c.value, c.unit, short=True)}"


_MEASURED = re.compile(r"\b(?:average|figure|rate|level|mean|median|performance|position)s?\b", re.I)


def name_of(c: Comparator) -> str:
    """What a comparator is called: the report's own name for a place or a threshold."""
    if c.kind in ("national", "regional") and c.label:
        return c.label if _MEASURED.search(c.label) else f"{c.label} average"
    if c.kind == "other":
        label = " ".join(re.findall(r"[\w&'’/-]+", c.label or "")).lower() or "comparator"
        return label if _is_yardstick(label) else f"report's {label}"
    return c.label if c.label and c.kind in _ORDER else _NAMES[c.kind]


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


# ── a movement without a value ───────────────────────────────────────────────────────────────────


def _movements(record: Record, subject: str) -> Iterator[str]:
    """The ways to state a movement, or a standing, without a level."""
    change, direction = record.change, record.direction
    by = f" by {figure(change.amount, change.unit)}" if change and change.amount is not None else ""
    earlier = [c for c in record.comparators if c.kind in EARLIER_KINDS]
    since = f" compared with {_listed([_bare(_earlier(record, c)) for c in earlier])}" if earlier else ""
    standing = _standing(record, [c for c in record.comparators if c.kind not in EARLIER_KINDS])
    moves = _COMING if {"forecast", "planned"} & set(record.qualifiers) else _SHIFTS
    for time in whens(record.period):
        if direction:
            yield f"{subject} {moves[direction]}{by} {time}{since}{standing}."
            yield f"{capital(time)}, {uncapital(subject)} {moves[direction]}{by}{since}{standing}."
        elif standing:
            yield f"{subject} was {standing.removeprefix(', ')} {time}{since}."
            yield f"{capital(time)}, {uncapital(subject)} was {standing.removeprefix(', ')}{since}."
    yield f"{subject}: no figure {when(record.period)}."


def _bare(time: str) -> str:
    return time.removeprefix("in ").removeprefix("at ")


def _listed(pieces: Sequence[str]) -> str:
    """Pieces as a list in words.

    >>> _listed(["one", "two", "three"])
    'one, two and three'
    """
    return " and ".join(filter(None, (", ".join(pieces[:-1]), pieces[-1])))


def days(period: Period | None) -> tuple[date | None, date | None] | None:
    """The first and the last day of a period; None where neither is known."""
    return (period.start, period.end) if period and (period.start or period.end) else None


def same_days(one: Period | None, other: Period | None) -> bool:
    """Whether two periods are the same days."""
    return one is not None and other is not None and (one.start, one.end) == (other.start, other.end)
