"""Where in a sentence a run of tokens that names something may begin and end, worked out once for all its values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from perfextract.reading.marked import Marked
from perfextract.vocabulary import words

VERBS = words("auxiliary")
LOOSE = words("loose")
BREAKS = frozenset({";", ":", "?", "!", "•"})
LEVELS = words("level verb")
FINITE = LEVELS | words("better") | words("worse")  # verbs behind which no name goes on
BEFORE_A_FIGURE = words("before a figure")
_RELATIVE = words("relative")
_BEGINS = LOOSE | VERBS | FINITE | words("clause begins")  # words that begin another part of the sentence
_GAPS = LOOSE | VERBS
_MORE = words("more of it")
_BE = words("be")
_PARTICLES = words("particle")
_REASON = words("reason")
_MOVED = ("up>", "down>")


@dataclass(frozen=True, slots=True)
class Edges:
    """What each token may be to a run: named by their place in the sentence."""

    names: tuple[bool, ...]  # may be a word of a name
    kept: tuple[bool, ...]  # stays where it stands within a run
    begins: tuple[bool, ...]  # may begin one
    apart: tuple[bool, ...]  # stands behind a function word, a verb, a sign or a mark
    stops: tuple[bool, ...]  # no run goes on over it
    alone: tuple[bool, ...]  # may be a run of its own, before a value
    ends: tuple[bool, ...]  # may end a longer one, before a value
    alone_behind: tuple[bool, ...]  # may be a run of its own, behind a value
    ends_behind: tuple[bool, ...]  # may end a longer one, behind a value


def edges(s: Marked, shapes: Sequence[str], roles: Mapping[int, str]) -> Edges:
    """The edges of a sentence; ``roles`` are the names of its figures' roles."""
    free = {f for f in s.figures if roles.get(f, "-") == "-"}  # figures that play no part: "Year 6"
    played = {*s.figures} - free
    told = {f for f in played if roles[f] == "value"}
    places = range(len(shapes))
    names = tuple(i not in played and (i in free or _may_name(shapes[i])) for i in places)
    loose = [x in LOOSE for x in shapes]
    moves = [*(_moves_to(s, shapes, i) for i in places), False]
    parted = [x in _BEGINS or not x[0].isalpha() for x in (*shapes[1:], "$")]
    closed = [names[i] and shapes[i] not in _RELATIVE and parted[i] for i in places]
    closed_before = [
        names[i] and shapes[i] not in _RELATIVE and not moves[i] and (parted[i] or moves[i + 1]) for i in places
    ]
    ending = [not loose[i] or _is_particle(shapes, i) for i in places]
    return Edges(
        names=names,
        kept=tuple(i not in played and _is_kept(shapes, i, free) for i in places),
        begins=tuple(names[i] and (not loose[i] or shapes[i] in _MORE) for i in places),
        apart=tuple(x in _GAPS or not x[0].isalpha() for x in ("^", *shapes[:-1])),
        stops=tuple(i in told or x in BREAKS or x in _REASON for i, x in enumerate(shapes)),
        alone=tuple(closed_before[i] and not loose[i] for i in places),
        ends=tuple(closed_before[i] and ending[i] and not _judges(shapes, i) for i in places),
        alone_behind=tuple(closed[i] and not loose[i] for i in places),
        ends_behind=tuple(closed[i] and ending[i] for i in places),
    )


def _may_name(shape: str) -> bool:
    """Whether a token that is no figure can be a word of a name: no time, no hedge, no sign."""
    return shape not in ("<when>", "<then>", "<about>") and (shape[0].isalnum() or shape[0] == "<")


def _is_kept(shapes: Sequence[str], i: int, free: set[int]) -> bool:
    """Whether a token stays in a run: no time, and a hedge only where it says what is counted ("over 20 miles away")."""
    return i + 1 in free if shapes[i] == "<about>" else i in free or shapes[i] not in ("<when>", "<then>")


def _is_particle(shapes: Sequence[str], i: int) -> bool:
    """Whether a word belongs to the participle before it: "jobs carried out,"."""
    if shapes[i] not in _PARTICLES or not i or not shapes[i - 1].endswith("ed"):
        return False
    after = shapes[i + 1] if i + 1 < len(shapes) else "$"
    return not after[0].isalnum() and after[0] != "<"


def _judges(shapes: Sequence[str], i: int) -> bool:
    """Whether a word is a judgement and no end of a name: "timescales are good, averaging"."""
    return i > 0 and shapes[i - 1] in _BE and shapes[i + 1 : i + 2] in ((",",), ("(",))


def _moves_to(s: Marked, shapes: Sequence[str], i: int) -> bool:
    """Whether a word is the verb that leads to a figure: "stood at 12%", or one we do not know, "the rate ballooned to 12%"."""
    if shapes[i] in LEVELS:
        return True
    if not shapes[i].endswith("ed"):
        return False
    near = range(i + 1, min(i + 6, len(shapes)))
    behind = [n for n in near if shapes[n] != "<about>" and not shapes[n].endswith("ly")]
    leads = len(behind) > 1 and shapes[behind[0]] in BEFORE_A_FIGURE and behind[1] in s.figures
    return leads and not any(x.endswith(_MOVED) for x in shapes[:i])
