"""What speaks for a name: of each word near a value, does it belong to the name? And would a reader take a phrase for it?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, groupby
from typing import NamedTuple

from perfextract.reading.candidates import Phrase
from perfextract.reading.ground import Ground
from perfextract.reading.name_words import ALL_CAPITALS, LITTLE, Around, Chances, Word, content, stem

_MOST_OF_A_SOURCE = 40  # words
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_BOUNDS = (0, 1, 2, 3, 5, 8, 12, 18)
_FAR = tuple(next(bound for bound in _BOUNDS if distance <= bound) for distance in range(_BOUNDS[-1] + 1))
_NOTHING = (0, 0, 0, 0, 0)


# ── is a word part of the name? ──────────────────────────────────────────────────────────────────


class Alike(NamedTuple):
    """Words for which some evidence is the same, and what speaks for each of them alone."""

    shared: list[str]
    own: list[tuple[Word, list[str]]]


def word_evidence(g: Ground, value: int, around: Around) -> Iterator[tuple[Word, list[str]]]:
    """The words that could be in the name of a value, of its sentence and those around it, and what speaks for each."""
    for shared, own in words_alike(g, value, around):
        yield from ((word, [*shared, *said]) for word, said in own)


def words_alike(g: Ground, value: int, around: Around) -> Iterator[Alike]:
    """The same, with what is said of several words once."""
    yield from _near_words(g, value, around)
    yield from (_far_words(g, value, around, source, text) for source, text in around.sources() if text)


def _near_words(g: Ground, value: int, around: Around) -> Iterator[Alike]:
    """The words of the sentence: those are alike that stand on one side, with as many values and breaks between."""
    before, after = g.before(value), g.after(value)
    later = any(v < value for v in g.values)
    places = (i for i, named in enumerate(g.edges.names) if named and g.texts[i] not in LITTLE)
    for where, alike in groupby(places, partial(_where, g, value)):
        shared = [
            where,
            f"{where} then {after}",
            f"{where} behind {before}",
            f"{where} between {before} {after}",
            f"{where} bullet {around.bullet} stem {bool(around.stem)}",
            f"{where} {_among(g, value)}",
        ]
        own = [(Word(g.texts[i], "sentence", i), _near_word(g, value, i, where, after, later)) for i in alike]
        yield Alike(shared, own)


def _where(g: Ground, value: int, i: int) -> str:
    """The side of a value that a word stands on, and how many values and breaks are between."""
    side, lo, hi = ("left", i, value) if i < value else ("right", value, i)
    return f"{side} {min(sum([lo < v < hi for v in g.values]), 2)} {int(hi > lo and g.breaks.between(lo, hi) > 0)}"


def _near_word(g: Ground, value: int, i: int, where: str, after: str, later: bool) -> list[str]:
    """What speaks for one word of the sentence."""
    side, lo, hi = ("left", i, value) if i < value else ("right", value, i)
    text, left, right = g.texts[i], g.before(i), g.after(i)
    apart = max(hi - lo - 1, 0)
    far = _FAR[apart] if apart < len(_FAR) else 999
    verbs, commas = (g.verbs.between(lo, hi), g.commas.between(lo, hi)) if apart else (0, 0)
    said = [
        f"{where} far {far}",
        f"{where} verbs {min(verbs, 3)} commas {min(commas, 2)}",
        f"{where} owner {g.nearest[i] in (value, None)}",
        f"{where} later {later} far {far}",
        f"{where} opened {_opened(g, lo, hi)} verbs {min(verbs, 2)}",
        f"{side} word {text}",
        f"word {text}",
        f"{side} {left} _",
        f"{side} _ {right}",
        f"{side} {left} _ {right}",
        f"{side} ..{text[-3:]}",
        f"{side} shape {g.shapes[value]} {where} {far}",
        f"{side} capital {g.s.text[g.s.tokens[i].start].isupper()} {i == 0}",
        f"{where} {'subject' if i <= g.subject else 'predicate'} {after}",
        f"{where} verbs {min(verbs, 3)} then {after}",
    ]
    if apart <= 2:
        said.append(f"{side} joined {' '.join(g.shapes[lo + 1 : hi])}")
    return [*said, *[f"{side} through {x}" for x in {g.shapes[n] for n in g.links if lo < n < hi}]]


def _opened(g: Ground, lo: int, hi: int) -> bool:
    """Whether a bracket opens between two tokens and does not close."""
    if hi <= lo or not g.opened.between(lo, hi):
        return False
    return not g.closed.between(g.shapes.index("(", lo + 1), hi)


def _among(g: Ground, value: int) -> str:
    """How many values there are, and which of them this is."""
    return f"values {min(len(g.values), 4)} {g.values.index(value) if value in g.values else 0}"


def _far_words(g: Ground, value: int, around: Around, source: str, text: str) -> Alike:
    """The words of one source."""
    shared = _from_afar(g, value, around, source, text)
    src, own = shared[0], []
    for n, word in enumerate(_WORD.findall(text.lower().replace("’", "'"))[:_MOST_OF_A_SOURCE]):
        if word not in LITTLE:
            said = [f"{src} here {stem(word) in g.here}", f"{src} place {min(n, 6)}", f"{src} word {word}"]
            own.append((Word(word, source, n), said))
    return Alike(shared, own)


def _from_afar(g: Ground, value: int, around: Around, source: str, text: str) -> list[str]:
    """What speaks for all words of a source."""
    shapes = g.shapes
    before, after = g.before(value), g.after(value)
    src = f"{source} {'same' if around.same and source == 'before' else ''}"
    left, right = g.telling.between(-1, value), g.telling.between(value, len(shapes))
    return [
        src,
        f"{src} then {after}",
        f"{src} behind {before}",
        f"{src} between {before} {after}",
        f"{src} begins {shapes[0]}",
        f"{src} begins {shapes[0]} {shapes[1] if len(shapes) > 1 else ''}",
        f"{src} left {min(left, 5)} right {min(right, 5)}",
        f"{src} size {min(len(content(text)), 9)}",
        f"{src} shape {shapes[value]} then {after}",
        f"{src} stem {bool(around.stem)} before {bool(around.before)} bullet {around.bullet}",
        f"{src} {_among(g, value)}",
        f"{src} figures before {any(f < value for f in g.s.figures)}",
    ]


# ── would a reader take a phrase for the name? ───────────────────────────────────────────────────


def phrase_evidence(g: Ground, value: int, p: Phrase, chances: Chances) -> list[tuple[str, float]]:
    """What speaks for a phrase, and how much of it, given the chances of the words."""
    own = p.text.lower().split()
    held = amounts(p.stems, chances)
    said = [*of_kind(g, value, p.kind), *of_form(*form(p, own)), *of_beginning(*own[:2]), *of_ending(own[-1])]
    if p.tokens:
        said += [*of_sides(g, p.tokens[0], p.tokens[-1]), *of_inside(p.kind, *inside(g, p.tokens))]
    measured = chain(zip(MEASURES, held, strict=True), zip(measures_of(p.kind), held, strict=False))
    return [*measured, *((code, 1.0) for code in said)]


# Each group of evidence has a key of its own, so that what many phrases of a value share is weighed once.


class Amounts(NamedTuple):
    """How much of the name is likely to be in a phrase, and how much of the phrase in the name."""

    overlap: float
    least: float
    missed: float
    squared: float
    mean: float


MEASURES = Amounts._fields


def measures_of(kind: str) -> tuple[str, ...]:
    """The names of the first of these amounts for phrases of one kind."""
    return f"kind overlap {kind}", f"least {kind}", f"missed {kind}"


def amounts(stems: frozenset[str], chances: Chances) -> Amounts:
    """The amounts of a phrase by its stems."""
    held, size = chances.inside(stems), max(1, len(stems))
    overlap = 2 * held / (size + chances.total)
    return Amounts(overlap, chances.least(stems), chances.missed(stems), overlap * overlap, held / size)


def of_kind(g: Ground, value: int, kind: str) -> tuple[str, ...]:
    """What the kind of a phrase says beside this value."""
    return (
        f"kind {kind}",
        f"{kind} then {g.after(value)}",
        f"{kind} behind {g.before(value)}",
        f"{kind} shape {g.shapes[value]}",
        f"{kind} opens {g.shapes[0]}",
        f"{kind} place {min(value, 6)}",
    )


def form(p: Phrase, own: Sequence[str]) -> tuple[str, int, bool]:
    """The kind of a phrase, how long it is, and whether it is all capitals."""
    return p.kind, min(len(own) // 3, 8), ALL_CAPITALS.fullmatch(p.text) is not None


def of_form(kind: str, long: int, capitals: bool) -> tuple[str, ...]:
    """What the form of a phrase says."""
    return f"long {long}", f"capitals {capitals} {kind}"


def of_beginning(first: str, *second: str) -> tuple[str, ...]:
    """What the first words of a phrase say."""
    return f"begins {first}", f"begins ..{first[-3:]}", f"begins {' '.join((first, *second))}"


def of_ending(last: str) -> tuple[str, ...]:
    """What the last word of a phrase says."""
    return f"ends {last}", f"ends ..{last[-3:]}"


def of_sides(g: Ground, first: int, last: int) -> tuple[str, ...]:
    """What the tokens beside a phrase say of it."""
    return f"before {g.before(first)}", f"after {g.after(last)}"


def inside(g: Ground, tokens: Iterable[int]) -> tuple[int, ...]:
    """How many commas, verbs, movements, names of what is compared with, and breaks are among some tokens."""
    found = [g.notable[i] for i in tokens if i in g.notable]
    return tuple(map(sum, zip(*found, strict=True))) if found else _NOTHING


def of_inside(kind: str, commas: int, verbs: int, moves: int, compared: int, breaks: int) -> tuple[str, ...]:
    """What the tokens of a phrase say of it."""
    return (
        f"commas {min(commas, 3)}",
        f"verbs {min(verbs, 3)} {kind}",
        f"moves {min(moves, 2)} {kind}",
        f"compared {compared > 0}",
        f"breaks {breaks}",
    )
