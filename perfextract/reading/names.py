"""Choose what a value measures: the phrase that the weights of its words and of its form favour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from perfextract.reading import weights
from perfextract.reading.candidates import Phrase, could_name, likeliest
from perfextract.reading.context import Context
from perfextract.reading.ground import Ground, ground
from perfextract.reading.name_evidence import phrase_evidence, words_alike
from perfextract.reading.name_words import Around, Chances, Word, stem

if TYPE_CHECKING:
    from perfextract.reading.about import About
    from perfextract.reading.parts import Parts


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


def ground_of(parts: Parts) -> Ground:
    """What all values of a sentence share."""
    return ground(parts.s, {f: r.name for f, r in parts.roles.items()}, parts.values)


def named(g: Ground, value: int, around: Around) -> Named:
    """The name of a value; its words as they are where nothing else names it."""
    found = ranked(g, value, around)
    if not found:
        return Named(around.before or around.stem or around.heading, None, 0.05)
    chance, phrase = found[0]
    return Named(phrase.text, None, chance, phrase.kind)


def ranked(g: Ground, value: int, around: Around) -> list[tuple[float, Phrase]]:
    """The phrases that could name a value, each with its chance, the likeliest first."""
    found = could_name(g, value, around)
    if not found:
        return []
    chances = word_chances(g, value, around)
    phrases = likeliest(g, value, found, chances)
    weight = weights.load("phrases").single.get
    scores = [sum([x * weight(e, 0.0) for e, x in phrase_evidence(g, value, p, chances)]) for p in phrases]
    order = sorted(range(len(phrases)), key=lambda n: -scores[n])
    return [(chances.overlap(phrases[n].stems), phrases[n]) for n in order]


def word_chances(g: Ground, value: int, around: Around) -> Chances:
    """The chance of each word's stem to be in the name."""
    return chances_of((stem(word.text), 1 / (1 + exp(-x))) for word, x in _scores(g, value, around))


def _scores(g: Ground, value: int, around: Around) -> Iterator[tuple[Word, float]]:
    score = weights.load("words").score
    for shared, own in words_alike(g, value, around):
        of_all = score(shared)
        yield from ((word, of_all + score(said)) for word, said in own)


def chances_of(found: Iterable[tuple[str, float]]) -> Chances:
    """The chances of stems, given those of words: where a stem is more than once the likeliest counts."""
    of: dict[str, float] = {}
    for x, chance in found:
        of[x] = max(of.get(x, 0.0), chance)
    return Chances(of, sum(of.values()))
