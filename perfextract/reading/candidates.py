"""What could be the name of a value: runs of the sentence, alone, joined over the value, or behind a head from elsewhere.

A candidate knows the stems of its words and how it would be written. The few that hold most of what should be in the
name are written, and what can be no name is refused; the others never become text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain, islice
from typing import NamedTuple

from perfextract.reading.edges import BREAKS, LEVELS, LOOSE, VERBS
from perfextract.reading.ground import Ground
from perfextract.reading.heads import Head, heads
from perfextract.reading.name_words import ALL_CAPITALS, ENDS_IN_CAPITALS, Around, Chances, stems
from perfextract.reading.printing import printed, reduced, refused
from perfextract.reading.runs import Run, lefts, own_part, rights, run_of, with_measure
from perfextract.vocabulary import words

WEIGHED = 24  # phrases of a value: those that hold most of the words of its name
_HEDGES = words("hedge word") | {"<about>"}
_PLACES = words("place link")
_PREPOSITIONS = words("preposition")
_PRONOUNS = words("pronoun")
_BETWEEN = frozenset({",", "and", ";", "<about>"})
_LONG = re.compile(r"\w{4,}")
_TWICE = re.compile(r"\b(\w{4,})\s+(?:\w+\s+)?\1\b|\b(\w{3,}\s\w{3,})\s(?:\w+\s){1,4}\2\b")


class Candidate(NamedTuple):
    """What could name a value, not yet written: a head, a run of tokens behind it, and what follows that."""

    kind: str  # left, right, across, before, before+right, exchanged ...
    tokens: tuple[int, ...]  # of the sentence, that are in it
    stems: frozenset[str]
    run: tuple[int, ...] = ()
    head: str = ""
    tail: str = ""


class Phrase(NamedTuple):
    """Words that could be a name: its text, where its parts are from, and the tokens of the sentence in it."""

    text: str
    kind: str
    tokens: tuple[int, ...]
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sides:
    """The runs on both sides of a value, and those of them that stand near it."""

    left: list[Run]
    right: list[Run]
    near_left: list[Run]
    near_right: list[Run]


def likeliest(g: Ground, value: int, found: Sequence[Candidate], chances: Chances) -> list[Phrase]:
    """The candidates that hold most of the words of a name, written; without those that never could be one."""
    # rounded: what a set adds up to differs a little from run to run
    ordered = sorted(found, key=lambda c: round(chances.overlap(c.stems), 9), reverse=True)
    say = cache(partial(printed, g.s))  # the same run stands behind several heads
    texts = ((c, _written(g, value, c, say)) for c in ordered)
    return [Phrase(text, c.kind, c.tokens, stems(text)) for c, text in islice(filter(_could_be, texts), WEIGHED)]


def _could_be(said: tuple[Candidate, str]) -> bool:
    _, text = said
    return bool(text) and refused(text) is None and not _says_twice(text)


def _says_twice(text: str) -> bool:
    """Whether two parts of a text say the same: "children children who", "net impact and the net impact"."""
    lower = text.lower()
    long = _LONG.findall(lower)
    return len(set(long)) < len(long) and _TWICE.search(lower) is not None


def _written(g: Ground, value: int, c: Candidate, say: Callable[[tuple[int, ...]], str]) -> str:
    """A candidate as a reader would write it."""
    said = say(c.run) if c.run else ""
    if c.head:
        said = reduced(f"{c.head} {_joint(g, value, c)}{said}" if c.run else c.head)
    return said + c.tail


def _joint(g: Ground, value: int, c: Candidate) -> str:
    """The word that ties a run to its head: "in primary schools", "90 tenants, of whom three came back"."""
    first, behind = c.run[0], c.run[0] > value
    before = g.before(first)
    if before in _PREPOSITIONS and (not behind or first - 1 > value):
        return f"{before} "
    related = g.before(value) if first == value + 1 else ""
    return {"whom": "who ", "which": "that "}.get(related, "") if g.shapes[first] not in _PREPOSITIONS else ""


def could_name(g: Ground, value: int, around: Around) -> list[Candidate]:
    """All that could name a value and has a word that says something."""
    begun = own_part(g, value)
    sides = _sides(g, value, begun)
    found = chain(
        _beside(g, sides),
        _across(g, value, sides),
        _shared(g, value),
        _done(g, value, sides),
        _behind_heads(g, value, sides, around, begun),
        _exchanged(g, sides, around.before),
    )
    return [c for c in found if c.stems]


def _sides(g: Ground, value: int, begun: int) -> Sides:
    left, right = lefts(g, value, begun), rights(g, value)
    near = (r for r in left if r.tokens[-1] >= value - 6 and not _says_nothing(g, r))
    figures = set(g.s.figures)
    return Sides(
        left,
        right,
        list(islice(near, 12)),
        [r for r in right if r.tokens[0] <= value + 5 and not figures.issuperset(r.tokens) and _has_word(g, r)],
    )


def _has_word(g: Ground, run: Run) -> bool:
    """Whether a run holds letters: the 1,000 of "20.0 per 1,000" is no part of a name."""
    return any(g.shapes[i][0].isalpha() for i in run.tokens)


def _says_nothing(g: Ground, run: Run) -> bool:
    """Whether a run is nothing but a unit or a pronoun: "over the year" before "90 tenants moved out"."""
    return not run.stems or refused(" ".join([g.shapes[i] for i in run.tokens])) is not None


# ── of the sentence ──────────────────────────────────────────────────────────────────────────────


def _plain(kind: str, run: Run) -> Candidate:
    return Candidate(kind, run.tokens, run.stems, run.tokens)


def _beside(g: Ground, sides: Sides) -> Iterator[Candidate]:
    """What stands on one side of the value."""
    yield from (_plain("left", r) for r in _measured(g, sides.left))
    yield from (_plain("right", r) for r in sides.right)


def _measured(g: Ground, runs: Iterable[Run]) -> Iterable[Run]:
    """Runs with their measure: "number of calls" is the same as "calls" with its measure."""
    return dict.fromkeys(with_measure(g, r) for r in runs)


def _across(g: Ground, value: int, sides: Sides) -> Iterator[Candidate]:
    """What goes on behind the value: "children" ... "placed with relatives"."""
    behind = [_with_its_link(g, b, value) for b in sides.near_right[:14]]
    bracketed = [r for r in _bracketed(g, value, sides.left) if r not in sides.near_left]
    for a in _measured(g, (r for r in (*sides.near_left, *bracketed) if not _of_another(g, r, value))):
        for b in behind:
            tokens = a.tokens + b.tokens
            yield Candidate("across", tokens, a.stems | b.stems, tokens)


def _of_another(g: Ground, run: Run, value: int) -> bool:
    """Whether a run before a value is what the value before it counts: "36 tenants in flats, 12 in hostels"."""
    beside = any(0 < run.tokens[0] - v <= 3 for v in g.values)
    return beside and all(x in _BETWEEN for x in g.shapes[run.tokens[-1] + 1 : value])


def _with_its_link(g: Ground, run: Run, value: int) -> Run:
    """A run behind a value with the word that places it: "26 are on site"."""
    first = run.tokens[0]
    linked = first - 1 > value and g.shapes[first - 1] in _PLACES
    return Run((first - 1, *run.tokens), run.stems | g.stems[first - 1]) if linked else run


def _bracketed(g: Ground, value: int, left: Sequence[Run]) -> list[Run]:
    """The subject of a sentence, for a value in its brackets: "Checks are not all timely (only 69% go on time)"."""
    opened = "(" in g.shapes[max(0, value - 3) : value]
    return [r for r in left if r.tokens[0] <= 1][-2:] if opened else []


def _shared(g: Ground, value: int) -> Iterator[Candidate]:
    """What is said of a second value, for the first: "12% of homes and 8% of shops were empty"."""
    behind = next((v for v in g.values if v > value), None)
    if behind is None or behind - value > 8 or behind + 2 >= len(g.shapes):
        return
    if behind - value == 3 and g.before(behind) == "and":
        yield from _of_each_kind(g, value, behind)
    own = [i for i in range(value + 1, behind) if g.shapes[i] not in ("of", "the")]
    if len(own) < 2 or g.shapes[own[-1]] != "and" or not g.after(value) == g.after(behind) == "of":
        return
    end = next((i for i in range(behind + 1, len(g.shapes)) if not g.shapes[i][0].isalpha()), len(g.shapes))
    verb = next((i for i in range(behind + 2, end) if g.shapes[i] in VERBS), min(end, behind + 1 + len(own)))
    setting = _setting(g)
    for until in {end, *(i for i in range(verb + 1, end) if g.shapes[i] in LOOSE)}:
        if verb < until:
            run = with_measure(g, run_of(g, (*own[:-1], *range(verb, until))))
            yield Candidate("shared", run.tokens, run.stems | stems(setting), run.tokens, tail=setting)


def _of_each_kind(g: Ground, value: int, behind: int) -> Iterator[Candidate]:
    """A kind with what all kinds are: the first of "2 primary and 4 secondary schools" is "primary schools"."""
    for run in rights(g, behind):
        if run.tokens[0] == behind + 1 and len(run.tokens) > 1:
            own = run_of(g, (value + 1, *run.tokens[1:]))
            yield Candidate("shared", own.tokens, own.stems, own.tokens)


def _setting(g: Ground) -> str:
    """The numbered group that opens the sentence: "In Year 6, 35.2% of boys and 31.7% of girls swam"."""
    comma = g.shapes.index(",") if "," in g.shapes[:6] else 0
    if not comma or g.shapes[0] not in _PLACES or comma - 1 not in g.s.figures:
        return ""
    opening = g.s.text[g.s.tokens[0].start : g.s.tokens[comma].start]
    return f" {opening[0].lower()}{opening[1:]}"


def _done(g: Ground, value: int, sides: Sides) -> Iterator[Candidate]:
    """What was done and by whom, before its number: "The team helped 412 residents", "residents helped by team"."""
    verb = next((i for i in range(value - 1, -1, -1) if g.shapes[i] not in _HEDGES), 0)
    doer = _doer(g, verb) if g.shapes[verb].endswith("ed") and g.shapes[verb] not in LEVELS else ()
    who = printed(g.s, doer) if doer and g.shapes[doer[0]] not in _PRONOUNS else ""
    if not who or refused(who):
        return
    by, done = run_of(g, doer).stems, g.shapes[verb]
    for what in (r for r in sides.near_right[:4] if r.tokens[0] == value + 1 and not refused(printed(g.s, r.tokens))):
        said, tokens = what.stems | g.stems[verb], (verb, *what.tokens)
        yield Candidate("done", (*doer, *tokens), said | by, what.tokens, tail=f" {done} by {who}")
        yield Candidate("done", tokens, said, what.tokens, tail=f" {done}")


def _doer(g: Ground, verb: int) -> tuple[int, ...]:
    """The tokens of who did what a verb says: from the last break before it up to a verb or a sign."""
    start = max((i + 1 for i in range(verb) if g.shapes[i] in BREAKS or g.shapes[i] == "."), default=0)
    ends = (i for i in range(start, verb) if g.shapes[i] in VERBS or not g.shapes[i][0].isalpha())
    return tuple(range(start, next(ends, verb)))


# ── from elsewhere ───────────────────────────────────────────────────────────────────────────────


def _behind_heads(g: Ground, value: int, sides: Sides, around: Around, begun: int) -> Iterator[Candidate]:
    """What was named or headed before, alone and with a run of the sentence that says none of it again."""
    right = sides.near_right[:14]
    left = list(islice((r for r in sides.left if len(r.tokens) <= 7), 20))
    for head in heads(g, value, around, begun):
        yield Candidate(head.source, (), head.stems, head=head.text)
        yield from _behind(head, right, "right")
        yield from _behind(head, left, "left")


def _behind(head: Head, runs: Sequence[Run], side: str) -> Iterator[Candidate]:
    kind = f"{head.source}+{side}"
    for tokens, said in runs:
        if head.telling.isdisjoint(said):  # "population in care" and "adopted population" are two names
            yield Candidate(kind, tokens, head.stems | said, tokens, head.text)


def _exchanged(g: Ground, sides: Sides, before: str) -> Iterator[Candidate]:
    """The name before with its place, service or body exchanged for the one that a run of capitals names: behind
    "Overspends in Adult Social Care (£2m)," comes "Growth & Transport (£1m)".
    """
    ending = ENDS_IN_CAPITALS.search(before) if before else None
    if ending is None:
        return
    base = before[: ending.start("named")].strip()
    for run in (*sides.near_left, *sides.near_right[:4]):
        capitals = printed(g.s, run.tokens)
        if ALL_CAPITALS.fullmatch(capitals):
            yield Candidate("exchanged", run.tokens, stems(base) | run.stems, head=f"{base} {capitals}")
