"""Choose what a value measures: the phrase that the weights of its words and of its form favour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from math import exp
from operator import mul
from typing import TYPE_CHECKING, NamedTuple

from perfextract.reading import name_evidence as evidence
from perfextract.reading import weights
from perfextract.reading.called import in_full
from perfextract.reading.candidates import Phrase, could_name, likeliest
from perfextract.reading.context import Context
from perfextract.reading.ground import Ground, ground
from perfextract.reading.labels import label_of
from perfextract.reading.name_evidence import words_alike
from perfextract.reading.name_words import Around, Chances, Word, stem

if TYPE_CHECKING:
    from perfextract.reading.about import About
    from perfextract.reading.parts import Parts

_SURE_LABEL = 0.9  # how surely a label is the name
_DIGITS = 9  # of a score: what differs only in how it was added up is equal, and the likelier words come first


@dataclass(frozen=True, slots=True)
class Named:
    """The name of a value, the place it is for, and how much of the name a reader would give it is to be expected in it."""

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
    """The name of a value: its label where it has one; its words as they are where nothing else names it."""
    if label := label_of(g.s, value):
        return Named(label, None, _SURE_LABEL, "label")
    found = ranked(g, value, around)
    if not found:
        return Named(around.before or around.stem or around.heading, None, 0.05)
    first = found[0].phrase
    return Named(in_full(first.text, g.s), None, _agreed(found), first.kind)


class Ranked(NamedTuple):
    """A phrase that could name a value, how well it holds the words of a name, and its share of what speaks for all."""

    phrase: Phrase
    held: float
    share: float


def _agreed(found: Sequence[Ranked]) -> float:
    """How alike the first phrase and the others are, each as often as it would be the name: 1 for the same words."""
    own = found[0].phrase.stems
    return sum(r.share * 2 * len(own & r.phrase.stems) / (len(own) + len(r.phrase.stems) or 1) for r in found)


def ranked(g: Ground, value: int, around: Around) -> list[Ranked]:
    """The phrases that could name a value, the likeliest first."""
    found = could_name(g, value, around)
    if not found:
        return []
    chances = word_chances(g, value, around)
    phrases = likeliest(g, value, found, chances)
    if not phrases:
        return []
    scores = weighed(g, value, phrases, chances)
    shares = weights.shares(scores)
    order = sorted(range(len(phrases)), key=lambda n: -scores[n])
    return [Ranked(phrases[n], chances.overlap(phrases[n].stems), shares[n]) for n in order]


def weighed(g: Ground, value: int, phrases: Iterable[Phrase], chances: Chances) -> list[float]:
    """How much speaks for each phrase: the sum of its ``phrase_evidence``, what several of them share weighed once."""
    weigh = weights.load("phrases").score
    weight = weights.load("phrases").single.get
    for_all = [weight(name, 0.0) for name in evidence.MEASURES]
    slopes = cache(lambda kind: _added(for_all, [weight(name, 0.0) for name in evidence.measures_of(kind)]))
    kind = cache(lambda kind: weigh(evidence.of_kind(g, value, kind)))
    form = cache(lambda *form: weigh(evidence.of_form(*form)))
    beginning = cache(lambda *first: weigh(evidence.of_beginning(*first)))
    ending = cache(lambda last: weigh(evidence.of_ending(last)))
    sides = cache(lambda first, last: weigh(evidence.of_sides(g, first, last)))
    inside = cache(lambda kind, counts: weigh(evidence.of_inside(kind, *counts)))

    def score(p: Phrase) -> float:
        own = p.text.lower().split()
        said = sum(map(mul, slopes(p.kind), evidence.amounts(p.stems, chances))) + kind(p.kind)
        said += form(*evidence.form(p, own)) + beginning(*own[:2]) + ending(own[-1])
        if p.tokens:
            said += sides(p.tokens[0], p.tokens[-1]) + inside(p.kind, evidence.inside(g, p.tokens))
        return said

    return [round(score(p), _DIGITS) for p in phrases]


def _added(some: Sequence[float], first: Sequence[float]) -> list[float]:
    """Some numbers with others added to the first of them."""
    return [a + b for a, b in zip_longest(some, first, fillvalue=0.0)]


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
    likely = dict(sorted(of.items(), key=lambda x: -x[1]))
    return Chances(likely, sum(of.values()))
