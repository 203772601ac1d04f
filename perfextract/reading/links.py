"""Tie figures to their owner, their time and the word of their movement, by the weights of ties."""

from __future__ import annotations

from collections.abc import Sequence

from perfextract.reading import weights
from perfextract.reading.marked import Marked
from perfextract.reading.ties import moved, tie, unmoved, unowned, untimed

MOVEMENTS = ("up>", "down>", "stable>")


Candidates = list[tuple[int | None, list[str]]]  # what a figure may belong to, and what speaks for it; None for nothing


def owners(s: Marked, figure: int, role: str, values: Sequence[int]) -> Candidates:
    """The values that a comparator, change or count may speak of, or none of the sentence."""
    return [*((v, tie(s, "owner", figure, v, values, role)) for v in values), (None, unowned(s, role, values))]


def times(s: Marked, figure: int, values: Sequence[int], role: str = "") -> Candidates:
    """The periods that may date a figure, or none of the sentence."""
    return [*((p, tie(s, "time", figure, p, values, role)) for p in s.periods), (None, untimed(s, figure))]


def moves(s: Marked, figure: int, values: Sequence[int]) -> Candidates:
    """The words that may say how a value moved, or none of the sentence."""
    found = movements(s)
    return [
        *((m, [*tie(s, "move", figure, m, values), *moved(s, m)]) for m in found),
        (None, unmoved(s, len(found))),
    ]


def owner(s: Marked, figure: int, role: str, values: Sequence[int]) -> tuple[int | None, float]:
    """The value of the sentence that a comparator, change or count speaks of, and how likely; None for no value here."""
    return _chosen(owners(s, figure, role, values))


def time(s: Marked, figure: int, values: Sequence[int], role: str = "") -> tuple[int | None, float]:
    """The token of the period that dates a figure, and how likely; None where the sentence does not say."""
    if (owned := _possessed(s, figure)) is not None:
        return owned, 1.0
    token, chance = _chosen(times(s, figure, values, role)) if s.periods else (None, 1.0)
    return (
        (None, chance)
        if token is not None and any(_possessed(s, f) == token for f in s.figures if f != figure)
        else (token, chance)
    )


def _possessed(s: Marked, figure: int) -> int | None:
    """The time whose a figure is said to be: "against Quarter 1's 20"."""
    before = [t.shape for t in s.tokens[max(0, figure - 2) : figure]]
    return figure - 3 if before in (["'", "s"], ["’", "s"]) and figure - 3 in s.periods else None


def movement(s: Marked, figure: int, values: Sequence[int]) -> tuple[int | None, float]:
    """The token that says how a value moved, and how likely; None where nothing does."""
    return _chosen(moves(s, figure, values)) if movements(s) else (None, 1.0)


def movements(s: Marked) -> list[int]:
    """The tokens that are words of movement."""
    return [i for i, t in enumerate(s.tokens) if t.shape[0] == "<" and t.shape.endswith(MOVEMENTS)]


def chances(candidates: Candidates) -> list[float]:
    """How likely each of the candidates is."""
    table = weights.load("ties")
    return weights.shares([round(table.score(said), 2) for _, said in candidates])  # weights are hundredths: equals tie


def _chosen(candidates: Candidates) -> tuple[int | None, float]:
    """The candidate whose evidence weighs most."""
    likely = chances(candidates)
    best = likely.index(max(likely))
    return candidates[best][0], likely[best]
