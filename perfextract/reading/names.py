"""Choose what a value measures: the phrase that the weights of its words and of its form favour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perfextract.reading import weights
from perfextract.reading.context import Context
from perfextract.reading.naming import (
    Around,
    Phrase,
    content,
    phrase_evidence,
    phrases,
    stem,
    stems,
    word_evidence,
    words_of,
)

if TYPE_CHECKING:
    from perfextract.reading.about import About
    from perfextract.reading.parts import Parts

__all__ = ["Named", "around", "content", "named", "stem"]


@dataclass(frozen=True, slots=True)
class Named:
    """The name of a value, the place it is for, and the chance that a reader would take it for its name."""

    text: str
    place: str | None
    chance: float
    kind: str = ""


def around(context: Context, about: About, before: str, same: bool) -> Around:
    """What is known around a value: the name before, the lead-in, the topic, the heading."""
    return Around(before, same, context.stem, about.heading, about.block.kind == "bullet", context.topic)


def named(parts: Parts, value: int, around: Around) -> Named:
    """The name of a value; its words as they are where nothing else names it."""
    found = ranked(parts, value, around)
    if not found:
        return Named(around.before or around.stem or around.heading, None, 0.05)
    chance, best = found[0]
    return Named(best.text, None, chance, best.kind)


def ranked(parts: Parts, value: int, around: Around) -> list[tuple[float, Phrase]]:
    """The phrases that could name a value, each with its chance, the likeliest first."""
    s = parts.s
    roles = {f: r.name for f, r in parts.roles.items()}
    candidates = phrases(s, value, roles, parts.values, around)
    if not candidates:
        return []
    chance = word_chances(parts, value, roles, around)
    total = sum(chance.values())
    quality = {n: _quality(chance, total, p) for n, p in enumerate(candidates)}
    near = sorted(quality, key=lambda n: (-quality[n], n))[:_WEIGHED]
    weight = weights.load("phrases").single.get
    scores = [sum(x * weight(e, 0.0) for e, x in said_for(parts, value, candidates[n], chance)) for n in near]
    likely = weights.chances(weights.np.array(scores, weights.np.float32))
    order = sorted(range(len(near)), key=lambda n: (-likely[n], near[n]))
    return [(quality[near[n]], candidates[near[n]]) for n in order]


_WEIGHED = 60  # phrases of a value: those that hold most of the words of its name


def said_for(parts: Parts, value: int, p: Phrase, chance: dict[str, float]) -> list[tuple[str, float]]:
    """What speaks for a phrase, and how much of it, given the chances of the words."""
    own = stems(p.text)
    inside = sum(chance.get(x, 0.0) for x in own)
    missed = sum(chance.values()) - inside
    return phrase_evidence(parts.s, value, p, inside, len(own), missed, parts.values)


def _quality(chance: dict[str, float], total: float, p: Phrase) -> float:
    """How much of what should be in the name is in it, and how little else."""
    own = stems(p.text)
    inside = sum(chance.get(x, 0.0) for x in own)
    return 2 * inside / (len(own) + total) if own else 0.0


def word_chances(parts: Parts, value: int, roles: dict[int, str], around: Around) -> dict[str, float]:
    """The chance of each word's stem to be in the name."""
    table = weights.load("words")
    out: dict[str, float] = {}
    for w in words_of(parts.s, value, roles, around):
        score = table.score(word_evidence(parts.s, value, w, parts.values, around))
        out[stem(w.text)] = max(out.get(stem(w.text), 0.0), 1 / (1 + 2.718281828**-score))
    return out
