"""Tie figures to their owner, their time and the word of their movement, by the weights of ties."""

from __future__ import annotations

from collections.abc import Sequence

from perfextract.reading import weights
from perfextract.reading.marked import Marked
from perfextract.reading.ties import moved, tie, unmoved, unowned, untimed

MOVEMENTS = ("up>", "down>", "stable>")


def owner(s: Marked, figure: int, role: str, values: Sequence[int]) -> tuple[int | None, float]:
    """The value of the sentence that a comparator, change or count speaks of, and how likely; None for no value here."""
    candidates = [tie(s, "owner", figure, v, values, role) for v in values]
    return _chosen("owner", [*candidates, unowned(s, role, values)], values)


def time(s: Marked, figure: int, values: Sequence[int], role: str = "") -> tuple[int | None, float]:
    """The token of the period that dates a figure, and how likely; None where the sentence does not say."""
    if not s.periods:
        return None, 1.0
    candidates = [tie(s, "time", figure, p, values, role) for p in s.periods]
    return _chosen("time", [*candidates, untimed(s, figure)], s.periods)


def movement(s: Marked, figure: int, values: Sequence[int]) -> tuple[int | None, float]:
    """The token that says how a value moved, and how likely; None where nothing does."""
    moves = movements(s)
    if not moves:
        return None, 1.0
    candidates = [[*tie(s, "move", figure, m, values), *moved(s, m)] for m in moves]
    return _chosen("move", [*candidates, unmoved(s, len(moves))], moves)


def movements(s: Marked) -> list[int]:
    """The tokens that are words of movement."""
    return [i for i, t in enumerate(s.tokens) if t.shape[0] == "<" and t.shape.endswith(MOVEMENTS)]


def _chosen(relation: str, candidates: Sequence[Sequence[str]], heads: Sequence[int]) -> tuple[int | None, float]:
    """The head whose evidence weighs most; the last candidate is for none of them."""
    table = weights.load("ties")
    chance = weights.chances(weights.np.array([table.score(c) for c in candidates], weights.np.float32))
    best = int(chance.argmax())
    return (heads[best] if best < len(heads) else None), float(chance[best])
