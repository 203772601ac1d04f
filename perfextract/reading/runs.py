"""Runs of tokens around a value that could be a phrase: where they begin and end, nearest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from perfextract.reading.edges import BEFORE_A_FIGURE, BREAKS, FINITE, LOOSE, VERBS
from perfextract.reading.ground import Ground
from perfextract.vocabulary import words

LONGEST = 32  # tokens of a run before a value
_NEAR = 9  # how far behind a value a run may begin
_MOST = 6  # places behind a value where one may begin
_REACH = 30  # how far behind its beginning it may end
_ARTICLES = words("article")
_MEASURES = words("measure")
_OPENS = frozenset({"and", "("})
_NO_SUBJECT = words("not alone") | words("yardstick") | LOOSE
_SUBORDINATE = words("subordinate")
_MOVED = ("up>", "down>")


class Run(NamedTuple):
    """Tokens of a sentence that stand together, and the stems of their words."""

    tokens: tuple[int, ...]
    stems: frozenset[str]


def run_of(g: Ground, tokens: Iterable[int]) -> Run:
    """The run of some tokens."""
    found = tuple(tokens)
    return Run(found, frozenset().union(*[g.stems[i] for i in found]))


def lefts(g: Ground, value: int, begun: int) -> list[Run]:
    """The runs before a value that begin at ``begun`` or later, the nearest first."""
    e = g.edges
    own = [i for i in range(value) if e.begins[i]]
    starts = [i for n, i in enumerate(own) if i >= begun and (e.apart[i] or n == 0)]
    return [run for a in reversed(starts) for run in _from(g, a, value, e.alone, e.ends, LONGEST)]


def rights(g: Ground, value: int) -> list[Run]:
    """The runs that begin soon behind a value, the nearest first."""
    e, size = g.edges, len(g.shapes)
    starts: list[int] = []
    for i in range(value + 1, min(size, value + _NEAR)):
        if g.shapes[i] in BREAKS or g.roles.get(i) == "value" or len(starts) == _MOST:
            break
        if e.begins[i] and (e.apart[i] or not starts):
            starts.append(i)
    return [run for a in starts for run in _from(g, a, min(size, a + _REACH), e.alone_behind, e.ends_behind, _REACH)]


def _from(g: Ground, start: int, until: int, alone: Sequence[bool], ends: Sequence[bool], most: int) -> Iterator[Run]:
    """The runs that begin at a token, the shortest first."""
    tokens: list[int] = []
    stems: set[str] = set()
    for i in range(start, until):
        if g.edges.stops[i]:
            return
        if g.edges.kept[i]:
            tokens.append(i)
            stems |= g.stems[i]
            if len(tokens) > most:
                return
        if ends[i] if i > start else alone[i]:
            yield Run(tuple(tokens), frozenset(stems))


def with_measure(g: Ground, run: Run) -> Run:
    """A run with the "number of", "average" right before it."""
    i = run.tokens[0] - 1
    if i >= 1 and g.shapes[i] == "of" and g.shapes[i - 1] in _MEASURES:
        return Run((i - 1, i, *run.tokens), run.stems | g.stems[i - 1])
    return run


def own_part(g: Ground, value: int) -> int:
    """Where the part of a sentence begins that alone can name a value: behind "and the adopted population" or "(the
    completion rate" all before is of another; behind "increased the number of" it is who did so; so is "When repairs
    are ordered," before "timescales are good".
    """
    shapes = g.shapes[:value]
    begun = 0
    if shapes and shapes[0] in _SUBORDINATE and "," in shapes:
        begun = shapes.index(",") + 1
    for i in (i for i in range(len(shapes) - 3) if shapes[i + 1] in _ARTICLES):
        of_who_did = shapes[i].endswith(_MOVED) and shapes[i + 2] in _MEASURES
        if of_who_did or (shapes[i] in _OPENS and _is_after_another(g, shapes, i)):
            begun = max(begun, i + 2)
    return begun


def _is_after_another(g: Ground, shapes: Sequence[str], i: int) -> bool:
    """Whether what is before an "and" or a bracket is of another: there is a figure, or the bracket has its own subject."""
    return (shapes[i] == "(" or any(f < i for f in g.s.figures)) and _is_subject(shapes[i + 2 :])


def _is_subject(shapes: Sequence[str]) -> bool:
    """Whether words begin with a noun of their own and then a verb, a movement or "from": no "the figure was"."""
    verbs = VERBS | FINITE
    ends = (n for n, x in enumerate(shapes) if not x[0].isalpha() or x in verbs or x in BEFORE_A_FIGURE)
    end = next(ends, len(shapes))
    verbal = end < len(shapes) and (
        shapes[end] in verbs or shapes[end] in BEFORE_A_FIGURE - {"of"} or shapes[end].endswith(_MOVED)
    )
    return verbal and 0 < end <= 4 and bool(set(shapes[:end]) - _NO_SUBJECT)
