"""What speaks for a name: of each word near a value, does it belong to the name? And would a reader take a phrase for it?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import NamedTuple

from perfextract.reading.candidates import Phrase
from perfextract.reading.edges import LOOSE, VERBS
from perfextract.reading.ground import Ground
from perfextract.reading.name_words import ALL_CAPITALS, LITTLE, Around, Chances, Word, content, stem
from perfextract.vocabulary import words

_MOST_OF_A_SOURCE = 40  # words
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_BOUNDS = (0, 1, 2, 3, 5, 8, 12, 18)
_FAR = tuple(next(bound for bound in _BOUNDS if distance <= bound) for distance in range(_BOUNDS[-1] + 1))
_BREAKING = words("breaks a name")
_COMPARED = frozenset({"<national>", "<target>", "<regional>", "<statistical_neighbour>"})


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
    here = {stem(x) for x in g.shapes}
    for n, word in enumerate(_WORD.findall(text.lower().replace("’", "'"))[:_MOST_OF_A_SOURCE]):
        if word not in LITTLE:
            said = [f"{src} here {stem(word) in here}", f"{src} place {min(n, 6)}", f"{src} word {word}"]
            own.append((Word(word, source, n), said))
    return Alike(shared, own)


def _from_afar(g: Ground, value: int, around: Around, source: str, text: str) -> list[str]:
    """What speaks for all words of a source."""
    shapes = g.shapes
    before, after = g.before(value), g.after(value)
    src = f"{source} {'same' if around.same and source == 'before' else ''}"
    left = sum([x[0].isalpha() and x not in LOOSE for x in shapes[:value]])
    right = sum([x[0].isalpha() and x not in LOOSE for x in shapes[value + 1 :]])
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
    inside, size = chances.inside(p.stems), len(p.stems)
    overlap = chances.overlap(p.stems)
    own = p.text.lower().split()
    found = [
        ("overlap", overlap),
        ("squared", overlap * overlap),
        ("mean", inside / size if size else 0.0),
        (f"kind {p.kind}", 1.0),
        (f"kind overlap {p.kind}", overlap),
        (f"begins {own[0]}", 1.0),
        (f"ends {own[-1]}", 1.0),
        (f"long {min(len(own) // 3, 8)}", 1.0),
        (f"capitals {ALL_CAPITALS.fullmatch(p.text) is not None} {p.kind}", 1.0),
        ("least", chances.least(p.stems)),
        (f"least {p.kind}", chances.least(p.stems)),
        ("missed", chances.missed(p.stems)),
        (f"missed {p.kind}", chances.missed(p.stems)),
        (f"{p.kind} then {g.after(value)}", 1.0),
        (f"{p.kind} behind {g.before(value)}", 1.0),
        (f"{p.kind} shape {g.shapes[value]}", 1.0),
        (f"{p.kind} opens {g.shapes[0]}", 1.0),
        (f"{p.kind} place {min(value, 6)}", 1.0),
        (f"begins ..{own[0][-3:]}", 1.0),
        (f"ends ..{own[-1][-3:]}", 1.0),
        (f"begins {' '.join(own[:2])}", 1.0),
    ]
    return [*found, *((code, 1.0) for code in _of_its_tokens(g, p))] if p.tokens else found


def _of_its_tokens(g: Ground, p: Phrase) -> tuple[str, ...]:
    """What the tokens of a phrase and those beside it say of it."""
    inner = [g.shapes[i] for i in p.tokens]
    return (
        f"before {g.before(p.tokens[0])}",
        f"after {g.after(p.tokens[-1])}",
        f"commas {min(inner.count(','), 3)}",
        f"verbs {min(sum([x in VERBS for x in inner]), 3)} {p.kind}",
        f"moves {min(sum([x.startswith(('<up', '<down')) for x in inner]), 2)} {p.kind}",
        f"compared {not _COMPARED.isdisjoint(inner)}",
        f"breaks {sum([x in _BREAKING for x in inner])}",
    )
