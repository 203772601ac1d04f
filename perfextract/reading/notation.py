"""The notation of constructions: ``from <figure:earlier> to <figure:value>`` as steps over the tokens of a sentence.

Between spaces are words and signs, each of them one token; ``a|b`` is either; ``?`` at the end makes a step optional.

- ``<%>``, ``<n>``, ``<£>``, ``<time>``, ``<when>``, ``<national>``: a token of that class (``marked.py``).
- ``<figure>``, ``<number>``, ``<period>``, ``<name>``, ``<move>``: any figure, count, time, name of a comparator, movement.
- ``<up>``, ``<down>``, ``<more>``: a movement up or down; "more than", "lower than", "up", "down".
- ``<figure:value>``: a figure with its role; ``<figure:named>`` has the kind of the pattern's ``<name>``.
- ``{goal}``: any word of that class of words.yaml.
- ``...`` or ``...0-4``: so many tokens that are no figure and end no clause (``...`` is up to three).
- ``^`` and ``$``: the beginning and the end of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from perfextract.vocabulary import classes, words

KINDS = ("earlier", "national", "regional", "statistical_neighbour", "target", "other")
ROLES = ("value", *KINDS, "change", "count", "whole", "upper", "-")
NAMED = "named"  # the role of a figure that has the kind of the name beside it
NAMES = {
    "<national>": "national",
    "<regional>": "regional",
    "<statistical_neighbour>": "statistical_neighbour",
    "<target>": "target",
    "<other>": "other",
    "<baseline>": "earlier",
    "<previous_period>": "earlier",
    "<same_period_last_year>": "earlier",
    "<earlier_period>": "earlier",
}
NUMBERS = ("<n>", "<one>", "<word>")
FIGURES = (*NUMBERS, "<%>", "<points>", "<time>", "<rate>", "<£>", "<unit>")
PERIODS = ("<when>", "<then>")
MOVES = tuple(
    f"<{form}{way}>" for form in ("", "adverb ", "state ", "compared ", "similar ") for way in ("up", "down", "stable")
)
MORE = ("<compared up>", "<compared down>", "<adverb up>", "<adverb down>")
GROUPS: dict[str, tuple[str, ...]] = {
    "figure": FIGURES,
    "number": NUMBERS,
    "period": PERIODS,
    "name": tuple(NAMES),
    "move": MOVES,
    "up": MOVES[::3],
    "down": MOVES[1::3],
    "more": MORE,
}
PLAIN = ("<about>",)
BEGIN, END = "^", "$"
STOPS = (";", ".", ":", *FIGURES, BEGIN, END)  # what a gap does not pass
GAP = (0, 3)
MOST_OF_A_GAP = 8

_ONE = r"(?:<[^<>]{1,60}>|\{[^{}|]{1,60}\}|[^\s?<>{}|]{1,60})"
_PIECES = re.compile(r"(?:<[^<>]{0,60}>|\{[^{}]{0,60}\}|\S){1,900}")
_STEP = re.compile(rf"(?P<any>{_ONE}(?:\|{_ONE}){{0,80}})(?P<optional>\?)?")
_ROLE = re.compile(r"<(?P<group>[^<>:]{1,40})(?::(?P<role>[^<>:]{1,40}))?>")
_GAP = re.compile(r"\.\.\.(?:(\d)-(\d))?")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a pattern: the shapes of the token it takes (or, for a gap, passes over), and its role."""

    shapes: frozenset[str]
    role: str | None = None
    name: bool = False
    optional: bool = False
    gap: tuple[int, int] | None = None


def steps(pattern: str) -> list[Step]:
    """The steps of a pattern; raises ValueError with what is wrong.

    >>> [s.role for s in steps("from <figure:earlier> to <figure:value>")]
    [None, 'earlier', None, 'value']
    >>> steps("up <figures:change>")
    Traceback (most recent call last):
    ValueError: there is no class <figures>; did you mean <figure>?
    """
    found = [_step(piece) for piece in _PIECES.findall(pattern)]
    if not found or found[0].gap or found[-1].gap:
        raise ValueError("a pattern neither begins nor ends with a gap")
    if not any(s.role for s in found):
        raise ValueError("no figure of the pattern has a role; write <figure:value>")
    if any(s.role == NAMED for s in found) and sum(s.name for s in found) != 1:
        raise ValueError("a figure that is 'named' needs one <name> in the pattern")
    return found


def _step(piece: str) -> Step:
    if gap := _GAP.fullmatch(piece):
        least, most = (int(gap[1]), int(gap[2])) if gap[1] else GAP
        if least > most or most > MOST_OF_A_GAP:
            raise ValueError(f"'{piece}' is no gap: write the fewest and the most tokens, at most {MOST_OF_A_GAP}")
        return Step(frozenset(STOPS), gap=(least, most))
    m = _STEP.fullmatch(piece)
    if m is None:
        raise ValueError(f"'{piece}' is not understood")
    parts = [_either(one) for one in re.findall(_ONE, m["any"])]
    role = next((r for _, r in parts if r), None)
    if role and (len(parts) > 1 or m["optional"]):
        raise ValueError(f"'{piece}' has a role, so it can be neither optional nor one of several")
    return Step(
        frozenset().union(*(shapes for shapes, _ in parts)), role, m["any"] == "<name>", m["optional"] is not None
    )


def _either(one: str) -> tuple[frozenset[str], str | None]:
    """The shapes of one alternative of a step, and its role."""
    if one.startswith("{"):
        return _of_class(one[1:-1]), None
    return _marked(one) if one.startswith("<") else (frozenset({one.lower()}), None)


def _of_class(name: str) -> frozenset[str]:
    """The single words of a class."""
    if name not in classes():
        raise ValueError(f"words.yaml has no class '{name}'{_near(name, classes(), '')}")
    return frozenset(w.lower() for w in words(name) if " " not in w)


def _marked(one: str) -> tuple[frozenset[str], str | None]:
    """The shapes of a mark (a figure, a period, a name, a movement), and a figure's role."""
    m = _ROLE.fullmatch(one)
    group, role = (m["group"], m["role"]) if m else (one, None)
    shapes = frozenset(GROUPS.get(group, (f"<{group}>",)))
    known = {*FIGURES, *PERIODS, *NAMES, *MOVES, *PLAIN}
    if not shapes <= known:
        raise ValueError(f"there is no class <{group}>{_near(group, [*GROUPS, *(k[1:-1] for k in known)], '<>')}")
    if role and (role not in (*ROLES, NAMED) or not shapes <= set(FIGURES)):
        raise ValueError(f"'{role}' is no role of a <{group}>; figures have {', '.join((*ROLES, NAMED))}")
    return shapes, role


def _near(word: str, known: Iterable[str], around: str) -> str:
    near = get_close_matches(word, list(known), n=1)
    return f"; did you mean {around[:1]}{near[0]}{around[1:]}?" if near else ""
