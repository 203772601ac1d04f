"""Read a sentence into statements: ``read(sentence, context, about) -> Read(statements, leftovers, context)``.

The order of the work: the role of every figure, the owner of each that is no value, the time and movement of each value,
what it measures, and then the statement. What the sentences before said comes in with the context and goes out with
the next one; nothing is changed behind the reader's back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from perfextract import periods, rules
from perfextract.model import EARLIER_KINDS, Block, Comparator, Direction, Period, Section
from perfextract.periods import PeriodMark
from perfextract.pipes.marks import Marks
from perfextract.reading import comparators, dealing, finish, gaps, links, names, sentences, units, unlevelled
from perfextract.reading.context import Context, Leftover
from perfextract.reading.evidence import Place
from perfextract.reading.marked import Marked, marked
from perfextract.reading.names import Named
from perfextract.reading.roles import COMPARATORS, NONE, Role, roles
from perfextract.reading.statement import Statement
from perfextract.vocabulary import any_of, words

SURE_VALUE = 0.5  # the chance from which a figure is a value rather than a question


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a block apart from its words: the report's period, its section, the user's own patterns."""

    report: Period | None
    section: Section
    block: Block
    patterns: Path | None = None

    @property
    def base(self) -> Period | None:
        return self.section.period or self.report

    @property
    def heading(self) -> str:
        return self.section.service or self.section.theme or ""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: statements in reading order, the figures that are in none, and the context for what follows."""

    statements: tuple[Statement, ...]
    leftovers: tuple[Leftover, ...]
    context: Context
    parts: Parts | None = None  # of one sentence: how it was decided
    adopted: frozenset[int] = frozenset()  # its figures that speak of a value of the sentence before


@dataclass(frozen=True, slots=True)
class Parts:
    """A sentence with every figure's role, owner and time decided."""

    s: Marked
    roles: dict[int, Role]
    values: tuple[int, ...]
    owners: dict[int, int]  # figures that are no value, by their token, with the token of the value they speak of
    shared: dict[int, int]  # comparators, with a second value they speak of ("here and there, both above 95%")
    times: dict[int, int | None]  # the period's token of values and comparators
    moves: dict[int, int | None]  # the token of the movement of values
    sure: dict[int, float]  # the chance that role, links and time of a value are right

    def of(self, value: int, *roles: str) -> list[int]:
        """The figures of some roles that speak of a value."""
        mine = {f for f, owner in (*self.owners.items(), *self.shared.items()) if owner == value}
        return sorted(f for f in mine if self.roles[f].name in roles)


def read_block(about: About, marks: Marks, context: Context) -> Read:
    """The statements of a block, sentence by sentence."""
    found: list[Statement] = []
    left: list[Leftover] = []
    for n, (start, end) in enumerate(sentences.split(marks.text)):
        got = read(marked_sentence(marks, start, end), context, about, marks, first=n == 0)
        found += got.statements
        left += got.leftovers
        context = got.context
    return Read(tuple(sorted(_compared_again(found), key=lambda x: (x.start, x.end))), tuple(left), context)


def marked_sentence(marks: Marks, start: int, end: int) -> Marked:
    """The sentence between two characters of a text, its bare numbers with the unit it says elsewhere."""
    return units.infer(marked(marks, start, end))


def _compared_again(found: list[Statement]) -> list[Statement]:
    """Each statement once, in its last state: a later sentence may have added to it."""
    last = {(s.start, s.end, s.value is None): s for s in found}
    return list(last.values())


def read(s: Marked, context: Context, about: About, marks: Marks, *, first: bool = True) -> Read:
    """The statements of one sentence, given what the sentences before it said."""
    if not s.tokens:
        return Read((), (), context)
    parts = parted(s, place_of(about, context, first), about.patterns)
    academic = bool(rules.load("academic", about.patterns).find(marks.text))
    when = periods.Context(about.base, None, academic, issued=about.report)
    if not s.figures and not s.periods and not any(t.shape[0] == "<" for t in s.tokens):
        return Read((), (), replace(context, topic=s.words.strip() if len(s.words) < _TOPIC else context.topic))
    told, after = _values(parts, context, about, marks, when)
    adopted, amended = _adopted(parts, context, when)
    if not s.figures and not amended and context.told and refers_back(s):
        amended = _stood(parts, context, when)
    extra = unlevelled.read(parts, told, context, about, marks, when)
    left = _leftovers(parts, adopted, told, about)
    made = (*amended, *told, *extra)
    if told:
        after = replace(after, told=tuple(told))
    elif amended:
        after = replace(after, told=tuple(amended))
    elif extra:
        after = replace(after, name=extra[-1].indicator or after.name)
    elif not s.figures:
        after = replace(after, topic=s.words.strip() if len(s.words) < _TOPIC else after.topic)
    if not told and s.periods and _only_a_time(s):
        after = replace(after, carry=_dated(s, s.periods[0], when) or after.carry)
    return Read(made, left, after, parts, frozenset(adopted))


def place_of(about: About, context: Context, first: bool) -> Place:
    """Where a sentence is, for the evidence of its figures."""
    bullet, theme = about.block.kind == "bullet", about.section.theme or ""
    return Place(bullet, bool(context.stem), first, theme, bool(context.told), context.unit)


_TOPIC = 240  # characters


def _only_a_time(s: Marked) -> bool:
    """Whether a sentence is only a lead-in such as "In the last 12 months:"."""
    return len(s.words) < 60 and s.words.rstrip().endswith(":")


def _dated(s: Marked, token: int, when: periods.Context) -> Period | None:
    mark = s.tokens[token].mark
    assert isinstance(mark, PeriodMark)
    period = periods.resolve(mark, when)
    return period if period.start and not mark.relative else None


# ── roles, owners, times ─────────────────────────────────────────────────────────────────────────


def parted(s: Marked, place: Place, patterns: Path | None = None) -> Parts:
    """Decide every figure's role, owner and time."""
    decided = roles(s, place, patterns) if s.figures else {}
    values = tuple(f for f in s.figures if decided[f].name == "value")
    owners: dict[int, int] = dealing.in_turn(s, decided, values)
    sure = {v: decided[v].chance for v in values}
    for f in s.figures:
        role = decided[f].name
        if role in ("value", NONE) or f in owners:
            continue
        owner, chance = links.owner(s, f, role, values)
        if owner is not None and (role not in COMPARATORS or comparable(s, owner, f)):
            owners[f] = owner
            sure[owner] *= min(1.0, decided[f].chance * chance + 0.05)
    timed = [*values, *(f for f in s.figures if decided[f].name in COMPARATORS)]
    times: dict[int, int | None] = {}
    moves: dict[int, int | None] = {}
    for f in timed:
        times[f], chance = links.time(s, f, values, decided[f].name)
        if f in sure:
            sure[f] *= chance
    for v in values:
        moves[v], chance = links.movement(s, v, values)
        sure[v] *= chance
    return Parts(s, decided, values, owners, dealing.shared(s, decided, values, owners), times, moves, sure)


def comparable(s: Marked, value: int, other: int) -> bool:
    """Whether a figure can be a comparator of a value: like units, or a bare number beside any unit."""
    p, q = s.quantity(value), s.quantity(other)
    return compatible(p.unit, q.unit, q.unit_stated)


def compatible(unit: str | None, other: str, stated: bool) -> bool:
    """Whether figures of two units can be compared."""
    if unit == other or (unit in comparators.CLOCK and other in comparators.CLOCK):
        return True
    return not stated and other in ("count", "score")


# ── values ───────────────────────────────────────────────────────────────────────────────────────


def _values(
    parts: Parts, context: Context, about: About, marks: Marks, when: periods.Context
) -> tuple[list[Statement], Context]:
    """The statements of a sentence's values, in order, and the context after them."""
    told: list[Statement] = []
    before, same, carry = context.name, False, context.carry
    for value in parts.values:
        if parts.roles[value].value < SURE_VALUE:
            continue
        around = names.around(context, about, before, same)
        named = names.named(parts, value, around)
        period = _period(parts, value, told, context, about, when)
        statement = _statement(parts, value, named, period, about, marks, when)
        told.append(statement)
        before, same = named.text or before, True
        carry = period if not period.inherited and period.start else carry
    unit = told[-1].unit or "" if told else context.unit
    return told, replace(context, name=before, carry=carry, unit=unit)


def _period(
    parts: Parts, value: int, told: list[Statement], context: Context, about: About, when: periods.Context
) -> Period:
    s, token = parts.s, parts.times.get(value)
    if token is not None:
        mark = s.tokens[token].mark
        assert isinstance(mark, PeriodMark)
        future = any(t.shape in words("future") for t in s.tokens[max(0, value - 12) : value + 4])
        anchor = told[-1].period if told else context.told[-1].period if context.told else None
        resolved = periods.resolve(mark, replace(when, anchor=anchor if mark.relative else None, future=future))
        if resolved.start or resolved.end:
            return resolved
    if told and not told[-1].period.inherited and token is None:
        return told[-1].period if _same_breath(s, told[-1].end, s.tokens[value].start) else _inherited(about, context, s)
    return _inherited(about, context, s)


def _same_breath(s: Marked, start: int, end: int) -> bool:
    return ";" not in s.text[start:end] and not any_of("present").search(s.text, start, end)


def _inherited(about: About, context: Context, s: Marked) -> Period:
    """The time a sentence does not say: that of the sentence before, the section's or the report's."""
    carried = context.carry
    if carried is not None and not any_of("present").search(s.text, s.start, s.start + 40) and _carries(about, context, s):
        return carried.model_copy(update={"inherited": True})
    return (about.base or Period()).model_copy(update={"inherited": True})


def _carries(about: About, context: Context, s: Marked) -> bool:
    """Whether the sentence before set the time for this one too."""
    if about.base is None or about.base.start is None or context.stem or refers_back(s):
        return True
    carried = context.carry
    here = {names.stem(t.shape) for t in s.tokens if len(t.shape) > 3}
    there = {names.stem(w) for w in names.content(context.name) if len(w) > 3}
    longer = carried is not None and carried.start and carried.end and (carried.end - carried.start).days > 200
    return bool(here & there) and not longer


def refers_back(s: Marked) -> bool:
    """Whether the sentence speaks of the value before it: "This is an increase of 4%"."""
    return s.tokens[0].shape in words("back") or " ".join(t.shape for t in s.tokens[:2]) in words("back")


def _statement(
    parts: Parts, value: int, named: Named, period: Period, about: About, marks: Marks, when: periods.Context
) -> Statement:
    s, q = parts.s, parts.s.quantity(value)
    found = [c for f in parts.of(value, *COMPARATORS) for c in _comparator(parts, f, q.unit, period, when)]
    distances = {f: c for f in parts.of(value, "change") if (c := gaps.gap(s, f, parts.roles))}
    changes = [f for f in parts.of(value, "change") if f not in distances]
    counts, wholes, uppers = (parts.of(value, role) for role in ("count", "whole", "upper"))
    found += _since(parts, value, changes, period, when)
    found += _standing_names(parts, value, found)
    found = gaps.with_gaps(found, distances.values())
    moved = _direction(parts, value, found, changes)
    first = (s.quantity(fs[0]).value if fs else None for fs in (counts, wholes, uppers))
    return finish.statement(
        parts, value, about, marks, named, period,
        found=found,
        changed=finish.change(s, changes[:1], found, _way(parts, changes[0]) if changes else None),
        counts=tuple(first),
        direction=moved,
        sure=parts.sure[value] * named.chance,
    )  # fmt: skip


def _comparator(parts: Parts, f: int, unit: str, period: Period, when: periods.Context) -> list[Comparator]:
    return comparators.of_figure(parts.s, f, parts.roles[f].name, unit, period, parts.times.get(f), when)


def _since(parts: Parts, value: int, changes: list[int], period: Period, when: periods.Context) -> list[Comparator]:
    """The times a value is compared with that have no figure: "7% down against this time last year"."""
    s = parts.s
    taken = set(parts.times.values())
    out = []
    for p in s.periods:
        mark = s.tokens[p].mark
        assert isinstance(mark, PeriodMark)
        nearest = min(parts.values, key=lambda v: abs(v - p)) == value
        if p in taken or not nearest or not comparators.is_compared(s, p) or any(i in s.figures for i in range(p + 1, min(p + 3, len(s.tokens)))):
            continue
        out.append(comparators.in_time(s, mark, period, when))
    return out[:1]


def _standing_names(parts: Parts, value: int, found: list[Comparator]) -> list[Comparator]:
    """The names a value is compared with that have no figure of their own: "above the national average"."""
    s = parts.s
    kinds = {c.kind for c in found}
    out: list[Comparator] = []
    for i, t in enumerate(s.tokens):
        near = comparators.is_name(s, i) and min(parts.values, key=lambda v: abs(v - i)) == value
        if not near or any(abs(f - i) <= comparators.BESIDE and not comparators.parted(s, f, i) for f in s.figures if f != value and parts.roles[f].name in COMPARATORS):
            continue
        if _stands(s, i):
            made = comparators.without_figure(s, i)
            if made.kind not in kinds and made.kind not in {c.kind for c in out}:
                out.append(made)
    return out


# ── movement ─────────────────────────────────────────────────────────────────────────────────────


def _direction(parts: Parts, value: int, found: list[Comparator], changes: list[int]) -> Direction | None:
    """How a value moved: as the words say; by its earlier figure; by a stated change."""
    s = parts.s
    said = _said(s, _mover(parts, value))
    before = comparators.moved_since(s.quantity(value).value, [c for c in found if c.unit == s.quantity(value).unit and c.label is None])
    if before is not None:
        return "stable" if said == "stable" and _near(s.quantity(value).value, found) else before
    if said is None and changes:
        since = [c.kind for c in found if c.value is not None]
        return _way(parts, changes[0]) if not since or since[0] in EARLIER_KINDS else None
    return said


def _mover(parts: Parts, value: int) -> int | None:
    """The word of a value's movement, unless that tells its distance from another's figure."""
    token = parts.moves.get(value)
    distant = any(gaps.within(parts.s, token, f, parts.roles) for f in parts.of(value, "change"))
    return None if distant else token


def _near(value: Decimal, found: list[Comparator]) -> bool:
    past = [c.value for c in found if c.kind in EARLIER_KINDS and c.value is not None]
    return bool(past) and abs(value - past[0]) <= abs(past[0]) / 20


def _said(s: Marked, token: int | None) -> Direction | None:
    if token is None:
        return None
    return s.tokens[token].shape.rstrip(">").rpartition("<")[2].rpartition(" ")[2]  # type: ignore[return-value]


def _way(parts: Parts, change: int) -> Direction | None:
    """The direction of a stated change: that of the nearest word of movement, or its sign."""
    s = parts.s
    q = s.quantity(change)
    moves = links.movements(s)
    near = sorted((abs(m - change) + (2 if m > change else 0), m) for m in moves if abs(m - change) <= 9)
    if near:
        return _said(s, near[0][1])
    signed = q.text[:1]
    return "up" if signed == "+" else "down" if signed in "-−–" and q.value < 0 else None


# ── what no value of this sentence owns ──────────────────────────────────────────────────────────


def _adopted(parts: Parts, context: Context, when: periods.Context) -> tuple[set[int], list[Statement]]:
    """Figures that speak of the values of the sentence before ("The target was 18"), and those values with them."""
    s = parts.s
    free = [f for f in s.figures if parts.roles[f].name not in ("value", NONE) and f not in parts.owners]
    past = list(context.told)
    taken: set[int] = set()
    if not past:
        return taken, []
    dealt = [f for f in free if parts.roles[f].name in COMPARATORS]
    in_turn = len(dealt) == len(past) > 1 and all(_fits(p, s, f) for p, f in zip(past, dealt, strict=True))
    changed: set[int] = set()
    for n, f in enumerate(dealt):
        fitting = [n] if in_turn else [k for k, p in enumerate(past) if _fits(p, s, f)]
        alike = [k for k in fitting if past[k].unit == s.quantity(f).unit] or fitting
        for k in alike[-1:]:
            old = past[k]
            more = comparators.of_figure(s, f, parts.roles[f].name, old.unit or "", old.period, parts.times.get(f), when)
            past[k] = finish.with_comparators(old, more)
            taken.add(f)
            changed.add(k)
    if not parts.values and refers_back(s):
        for f in (f for f in free if parts.roles[f].name == "change" and past):
            distance = gaps.gap(s, f, parts.roles)
            if distance is not None:
                past[-1] = finish.with_comparators(past[-1], [distance])
            else:
                past[-1] = finish.with_change(past[-1], s, f, _way(parts, f))
            taken.add(f)
            changed.add(len(past) - 1)
    return taken, [past[k] for k in sorted(changed)] if taken else []


def _stood(parts: Parts, context: Context, when: periods.Context) -> list[Statement]:
    """ "That is no better than the quarter before": a movement of the values just told."""
    s = parts.s
    moves = links.movements(s)
    times = [p for p in s.periods if s.tokens[p].shape == "<then>" or comparators.is_compared(s, p)]
    names_ = [i for i in range(len(s.tokens)) if comparators.is_name(s, i) and _stands(s, i)]
    if not (moves and times) and not names_:
        return []
    way = _said(s, moves[0]) if moves and times else None
    many = s.tokens[0].shape in words("many back")
    return [finish.standing(t, [
        *(comparators.in_time(s, _mark(s, p), t.period, when) for p in times[:1]),
        *(comparators.without_figure(s, i) for i in names_),
    ], way) for t in (context.told if many else context.told[-1:])]  # fmt: skip


def _mark(s: Marked, token: int) -> PeriodMark:
    mark = s.tokens[token].mark
    assert isinstance(mark, PeriodMark)
    return mark


def _stands(s: Marked, name: int) -> bool:
    """Whether the words before a comparator's name say how a value stands to it."""
    return any_of("standing").search(s.text[s.tokens[max(0, name - 8)].start : s.tokens[name].start]) is not None


def _fits(p: Statement, s: Marked, f: int) -> bool:
    q = s.quantity(f)
    return p.value is not None and compatible(p.unit, q.unit, q.unit_stated)


def _leftovers(parts: Parts, adopted: set[int], told: list[Statement], about: About) -> tuple[Leftover, ...]:
    """Figures that could be more than nothing and are in no statement."""
    s = parts.s
    made = {t.start for t in told}
    out = []
    for f in s.figures:
        role, q = parts.roles[f], s.quantity(f)
        if role.name in COMPARATORS and f not in parts.owners and f not in adopted:
            out.append(Leftover(q, (s.start, s.end), f"read as {_READ_AS[role.name]}, but no value near it can be compared with it"))
        elif role.name == "value" and q.start not in made:
            out.append(Leftover(q, (s.start, s.end), "it is not sure whether this is a value", "unsure_number"))
        elif role.name == NONE and role.value > UNSURE:
            out.append(Leftover(q, (s.start, s.end), "it is not sure that this is no value", "unsure_number"))
        elif q.garbled and role.name == NONE:
            out.append(Leftover(q, (s.start, s.end), q.garbled, "garbled_number"))
    return tuple(out)


UNSURE = 0.35  # the chance of being a value from which a figure that is none is questioned
_READ_AS = {
    "earlier": "a figure of an earlier time",
    "national": "a national figure",
    "regional": "a regional figure",
    "statistical_neighbour": "a figure of similar authorities",
    "target": "a target",
    "other": "a figure to compare with",
}

