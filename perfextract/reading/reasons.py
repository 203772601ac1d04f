"""Why a sentence was read as it was: for every figure its role, owner, time and name, with what spoke for each.

Nothing is decided here. The decisions of ``read`` are looked at again, each beside the one that came second.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from perfextract.model import Block
from perfextract.periods import PeriodMark
from perfextract.pipes.marks import Marks
from perfextract.reading import links, names, sentences, weights, why
from perfextract.reading.about import About
from perfextract.reading.candidates import Phrase
from perfextract.reading.context import Context
from perfextract.reading.ground import Ground
from perfextract.reading.links import Candidates
from perfextract.reading.name_evidence import phrase_evidence, word_evidence
from perfextract.reading.name_words import Around, Chances, stem
from perfextract.reading.parts import SURE_VALUE, Parts, marked_sentence
from perfextract.reading.read import Read, read
from perfextract.reading.roles import COMPARATORS, NONE
from perfextract.reading.statement import Statement

Piece = tuple[str, float]  # what speaks for a choice, in words, and how much it weighs
MOST = 5  # pieces shown of a choice
LEAST = 0.05  # a piece that weighs less is not shown


@dataclass(frozen=True, slots=True)
class Choice:
    """One decision: what was taken, what came second, and what spoke for either."""

    taken: str
    chance: float
    pieces: tuple[Piece, ...] = ()
    second: str = ""  # nothing where there was no choice
    second_chance: float = 0.0
    second_pieces: tuple[Piece, ...] = ()

    @property
    def margin(self) -> float:
        """How much likelier what was taken is."""
        return self.chance - self.second_chance


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a figure was read as it was; ``outcome`` says which record it is in, or why it is in none."""

    text: str
    start: int
    role: Choice
    owner: Choice | None
    time: Choice | None
    movement: Choice | None
    name: Choice | None
    outcome: str


@dataclass(frozen=True, slots=True)
class SentenceReasons:
    """A sentence with the reasons of its figures, and the numbers in it that are no figures, with why."""

    block: Block
    start: int
    text: str
    figures: tuple[Reasons, ...]
    others: tuple[tuple[str, str], ...]


def of_block(about: About, marks: Marks, context: Context) -> Iterator[SentenceReasons]:
    """The reasons of a block's sentences that have numbers, given what was known before the block."""
    for n, (start, end) in enumerate(sentences.split(marks.text)):
        s = marked_sentence(marks, start, end)
        got = read(s, context, about, marks, first=n == 0)
        others = tuple(_no_figures(marks, start, end))
        figures = tuple(_figures(got, marks, context, about)) if got.parts else ()
        if figures or others:
            yield SentenceReasons(about.block, start, marks.text[start:end], figures, others)
        context = got.context


def _no_figures(marks: Marks, start: int, end: int) -> Iterator[tuple[str, str]]:
    for q, reason in marks.excluded:
        if start <= q.start < end and (q.excluded or reason == "period"):
            yield q.text, "part of a date or period" if reason == "period" else reason.replace("_", " ")


def _figures(got: Read, marks: Marks, context: Context, about: About) -> Iterator[Reasons]:
    parts = got.parts
    assert parts is not None
    ground = names.ground_of(parts)
    before, same = context.name, False
    for f in parts.s.figures:
        around = names.around(context, about, before, same)
        named = parts.roles[f].name == "value" and parts.roles[f].value >= SURE_VALUE
        if named:
            before, same = names.named(ground, f, around).text or before, True
        yield Reasons(
            text=parts.s.quantity(f).text,
            start=parts.s.quantity(f).start,
            role=role_of(parts, f),
            owner=_owner(parts, f),
            time=_time(parts, f),
            movement=_movement(parts, f),
            name=name_of(ground, f, around) if named else None,
            outcome=_outcome(got, parts, f, marks),
        )


# ── weighing two choices ─────────────────────────────────────────────────────────────────────────


def weightiest(weighed: Iterable[Piece]) -> tuple[Piece, ...]:
    """The weightiest pieces that speak for a choice; those that say the same count as one, in the weightiest's words.

    >>> weightiest([("'to' before it in its clause", 0.5), ("'to' right before it", 1.5), ("'to' right after it", -1)])
    (("'to' right before it", 2.0),)
    """
    sums: dict[str, float] = {}
    worded: dict[str, Piece] = {}
    for words, weight in weighed:
        what = _what(words)
        sums[what] = sums.get(what, 0.0) + weight
        if what not in worded or weight > worded[what][1]:
            worded[what] = words, weight
    found = [(worded[what][0], weight) for what, weight in sums.items() if weight >= LEAST]
    return tuple(sorted(found, key=lambda piece: -piece[1])[:MOST])


_FAR = re.compile(r" (?:right|[a-z ]{3,20}words|eight words or more)$")


def _what(words: str) -> str:
    """What a piece speaks of: something before or after the figure, however far."""
    for side in (" before", " after"):
        said, found, _ = words.partition(f"{side} it")
        if found:
            return _FAR.sub("", said) + side
    return words


def role_of(parts: Parts, f: int) -> Choice:
    """The role of a figure against the one that came second: a piece weighs what it says more for the one."""
    role, table = parts.roles[f], weights.load("roles")
    first, second = table.outcomes.index(role.name), table.outcomes.index(role.second)
    chance = weights.chances(table.scores(role.said))
    rows = [(code, table.table[table.rows[code]]) for code in role.said if code in table.rows]
    ahead = [(why.of_role(code), float(row[first] - row[second])) for code, row in rows]
    return Choice(
        why.role(role.name), float(chance[first]), weightiest(ahead),
        why.role(role.second), float(chance[second]), weightiest((words, -weight) for words, weight in ahead),
    )  # fmt: skip


def _tied(candidates: Candidates, said: Callable[[int | None], str]) -> Choice:
    """The likeliest of what a figure may belong to, against the one that came second."""
    chance = links.chances(candidates)
    order = sorted(range(len(candidates)), key=lambda n: -chance[n])
    best, second = candidates[order[0]], candidates[order[1]]
    ahead, behind = _ties(best[1]), _ties(second[1])
    return Choice(
        said(best[0]), chance[order[0]], weightiest(_more(ahead, behind)),
        said(second[0]), chance[order[1]], weightiest(_more(behind, ahead)),
    )  # fmt: skip


def _ties(codes: Iterable[str]) -> dict[str, float]:
    """What the evidence of a tie weighs, by its words."""
    table = weights.load("ties")
    weighed: dict[str, float] = {}
    for code in codes:
        if code in table.rows:
            words = why.of_tie(code)
            weighed[words] = weighed.get(words, 0.0) + float(table.table[table.rows[code], 0])
    return weighed


def _more(one: Mapping[str, float], other: Mapping[str, float]) -> Iterator[Piece]:
    """What speaks for one candidate more than for another."""
    return ((words, weight - other.get(words, 0.0)) for words, weight in one.items())


# ── owner, time, movement ────────────────────────────────────────────────────────────────────────


def _owner(parts: Parts, f: int) -> Choice | None:
    role = parts.roles[f].name
    if role in ("value", NONE):
        return None

    def said(owner: int | None) -> str:
        return "no value of this sentence" if owner is None else parts.s.quantity(owner).text

    candidates = links.owners(parts.s, f, role, parts.values)
    return _tied(candidates, said) if parts.values else Choice(said(None), 1.0)


def _time(parts: Parts, f: int) -> Choice | None:
    if f not in parts.times or not parts.s.periods:
        return None

    def said(token: int | None) -> str:
        mark = None if token is None else parts.s.tokens[token].mark
        return f"'{mark.text}'" if isinstance(mark, PeriodMark) else "no time of this sentence"

    return _tied(links.times(parts.s, f, parts.values, parts.roles[f].name), said)


def _movement(parts: Parts, f: int) -> Choice | None:
    if f not in parts.moves or not links.movements(parts.s):
        return None

    def said(token: int | None) -> str:
        s = parts.s
        return "no word of movement" if token is None else f"'{s.text[s.tokens[token].start : s.tokens[token].end]}'"

    return _tied(links.moves(parts.s, f, parts.values), said)


# ── names ────────────────────────────────────────────────────────────────────────────────────────


def name_of(g: Ground, value: int, around: Around) -> Choice:
    """The name of a value against the next phrase of other words."""
    found = names.ranked(g, value, around)
    if not found:
        return Choice(names.named(g, value, around).text or "nothing", 0.0)
    (best, chance, _), rest = found[0], [x for x in found if x.phrase.text.lower() != found[0].phrase.text.lower()]
    if not rest:
        return Choice(best.text, chance)
    second, second_chance, _ = rest[0]
    chances = names.word_chances(g, value, around)
    ahead, behind = (_phrase(g, value, p, chances) for p in (best, second))
    mine, other = (_words(g, value, around, chances, a.stems - b.stems) for a, b in ((best, second), (second, best)))
    return Choice(
        best.text, chance, weightiest([*_more(ahead, behind), *mine]),
        second.text, second_chance, weightiest([*_more(behind, ahead), *other]),
    )  # fmt: skip


def _phrase(g: Ground, value: int, p: Phrase, chances: Chances) -> dict[str, float]:
    """What the evidence of a phrase weighs, by its words; how likely its words are is left to the words."""
    table = weights.load("phrases")
    weighed: dict[str, float] = {}
    for code, amount in phrase_evidence(g, value, p, chances):
        if code in table.rows:
            words = why.of_phrase(code)
            weighed[words] = weighed.get(words, 0.0) + amount * float(table.table[table.rows[code], 0])
    return weighed


def _words(g: Ground, value: int, around: Around, chances: Chances, own: frozenset[str]) -> Iterator[Piece]:
    """The likely words that only one of two phrases has, by their stems, each with the weightiest reason."""
    table = weights.load("words")
    seen: set[str] = set()
    for word, said in word_evidence(g, value, around):
        of = stem(word.text)
        if of not in own or of in seen or chances.of[of] < 0.5:
            continue
        seen.add(of)
        spoken = table.spoken(said, table.outcomes[0])
        reason = next((f": {why.of_word(code)}" for code, weight in spoken if weight > 0), "")
        yield f"it has '{word.text}', likely {chances.of[of]:.2f}{reason}", chances.of[of]


# ── what became of a figure ──────────────────────────────────────────────────────────────────────


def _outcome(got: Read, parts: Parts, f: int, marks: Marks) -> str:
    q, role = parts.s.quantity(f), parts.roles[f].name
    own = next((x for x in got.statements if x.start == q.start), None)
    if own is not None:
        return _record(own)
    if f in got.adopted:
        return "in the record of the sentence before"
    left = next((x.why for x in got.leftovers if x.quantity.start == q.start), None)
    if left is not None:
        return f"in no record: {left}"
    if f in parts.owners:
        return _owned(parts, f, role)
    return f"in no record: {_unused(role, parts, f, marks)}"


def _record(own: Statement) -> str:
    what = "a record" if own.value is not None else "a record of a movement without a level"
    days = f"{own.period.start or '…'} to {own.period.end or '…'}" if own.period.start or own.period.end else "no days"
    inherited = " (not said in the sentence)" if own.period.inherited else ""
    return f"{what}: {own.indicator or 'nameless'}, {days}{inherited}"


def _owned(parts: Parts, f: int, role: str) -> str:
    owner = parts.owners[f]
    first = parts.of(owner, role)[0]
    if role in COMPARATORS or first == f:
        return f"in the record of {parts.s.quantity(owner).text}"
    return f"in no record: {parts.s.quantity(first).text} is {why.role(role)} of {parts.s.quantity(owner).text} already"


def _unused(role: str, parts: Parts, f: int, marks: Marks) -> str:
    if role != NONE:
        return f"{why.role(role)}, but there is no value that it belongs to"
    defining = next((reason for q, reason in marks.excluded if q.start == parts.s.quantity(f).start), None)
    rule = f" (a rule says: {defining.replace('_', ' ')})" if defining else ""
    return f"it is no figure of its own{rule}"
