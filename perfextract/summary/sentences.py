"""A record in one standard sentence, in the ways there are to say it: the fullest first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfextract.model import EARLIER_KINDS, Record
from perfextract.summary.compared import bare, beside, earlier, is_earlier, movement, nearest, standing
from perfextract.summary.figures import figure, plain, when, whens
from perfextract.summary.wording import capital, is_clause, is_plural, listed, uncapital
from perfextract.vocabulary import expression

NAMELESS = "Indicator as worded in the evidence"
_VERBS = {"up": "rose to", "down": "fell to"}
_SHIFTS = {"up": "rose", "down": "fell", "stable": "remained stable"}
_COMING = {"up": "is forecast to rise", "down": "is forecast to fall", "stable": "is forecast to remain stable"}
_BOUNDS = {"at_least": "at least ", "at_most": "at most ", "about": "around ", None: ""}


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


# ── a value ──────────────────────────────────────────────────────────────────────────────────────


def _needs_place(record: Record, name: str) -> bool:
    return bool(record.geography) and record.geography.casefold() not in name.casefold()  # type: ignore[union-attr]


def _nth(ways: Sequence[str], n: int) -> str:
    return ways[min(n, len(ways) - 1)]


def _openings(record: Record, subject: str) -> list[str]:
    """The beginnings of the sentence, up to the value."""
    if record.kind in ("forecast", "planned"):
        subject = expression(r"\s+{forecast}$", 0).sub("", subject)
    if record.kind == "forecast":
        moves = {"up": "rise to", "down": "fall to"}.get(record.direction or "", "be")
        return [f"{subject} is forecast to {moves}", f"{subject} is forecast to be", f"{subject}: forecast"]
    if record.kind == "planned":
        return [f"{subject} will be", f"{subject} is planned to be"]
    verb = f"{subject} {_verb(record, subject)}"
    label = f"{subject}:{' unchanged at' if record.direction == 'stable' else ''}"
    return [label, verb] if is_clause(subject) else [verb, label]


def _verb(record: Record, subject: str) -> str:
    """What a value does: a level stands at it; what was counted or spent over a time was it."""
    being = "were" if is_plural(subject) else "was"
    flow = record.unit in (None, "count", "GBP") and record.period.start != record.period.end
    if record.direction is None:
        return being if flow or record.bound in ("at_least", "at_most") else "stood at"
    if record.direction == "stable":
        differs = nearest(record) not in (None, record.value)
        return f"{being} {'broadly ' if differs else ''}unchanged at"
    return _VERBS[record.direction]


def _whole(record: Record, subject: str, manner: Manner) -> Wording:
    opening = _nth(_openings(record, subject), manner.opening)
    time = _nth(list(whens(record.period)), manner.time)
    moved, before, derived = movement(record, manner.apart, manner.dated)
    others = [c for c in record.comparators if not is_earlier(c)]
    stands = standing(record, others) if manner.stands else beside(others)
    rated = f", rated {record.rag}" if record.rag else ""
    value = _value(record, subject, manner)
    return Wording(f"{opening} {value} {time}{moved}{rated}{stands}{before}.", subject, derived)


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


# ── a movement without a value ───────────────────────────────────────────────────────────────────


def _movements(record: Record, subject: str) -> Iterator[str]:
    """The ways to state a movement, or a standing, without a level; a mere movement follows its time."""
    change, direction = record.change, record.direction
    by = f" by {figure(change.amount, change.unit)}" if change and change.amount is not None else ""
    past = [c for c in record.comparators if c.kind in EARLIER_KINDS]
    since = f" compared with {listed([bare(earlier(record, c)) for c in past])}" if past else ""
    stands = standing(record, [c for c in record.comparators if c.kind not in EARLIER_KINDS])
    moves = _COMING if {"forecast", "planned"} & set(record.qualifiers) else _SHIFTS
    for time in whens(record.period):
        if direction:
            ways = [
                f"{subject} {moves[direction]}{by} {time}{since}{stands}.",
                f"{capital(time)}, {uncapital(subject)} {moves[direction]}{by}{since}{stands}.",
            ]
            yield from ways if by or since else reversed(ways)
        elif stands:
            yield f"{subject} was {stands.removeprefix(', ')} {time}{since}."
            yield f"{capital(time)}, {uncapital(subject)} was {stands.removeprefix(', ')}{since}."
    yield f"{subject}: no figure {when(record.period)}."
