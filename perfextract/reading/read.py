"""Read a sentence into statements: ``read(sentence, context, about) -> Read(statements, leftovers, context)``.

The order of the work: the role of every figure, the owner of each that is no value, the time and movement of each value,
what it measures, and then the statement. What the sentences before said comes in with the context and goes out with
the next one; nothing is changed behind the reader's back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from perfextract import periods, rules
from perfextract.model import Comparator, Period
from perfextract.periods import PeriodMark
from perfextract.pipes.marks import Marks
from perfextract.reading import comparators, dealing, finish, gaps, names, sentences, unlevelled
from perfextract.reading.about import About
from perfextract.reading.adopted import adopted, stood
from perfextract.reading.context import Context, Leftover
from perfextract.reading.earlier import folded
from perfextract.reading.evidence import Place
from perfextract.reading.leftovers import leftovers
from perfextract.reading.marked import Marked, idle
from perfextract.reading.movement import direction, way
from perfextract.reading.names import Named
from perfextract.reading.parts import SURE_VALUE, Parts, marked_sentence, parted
from perfextract.reading.roles import COMPARATORS
from perfextract.reading.rows import is_row, not_read
from perfextract.reading.statement import Statement
from perfextract.reading.times import dated_by, period_of, pooled, refers_back, time_compared


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: statements in reading order, the figures that are in none, and the context for what follows."""

    statements: tuple[Statement, ...]
    leftovers: tuple[Leftover, ...]
    context: Context
    parts: Parts | None = None  # of one sentence: how it was decided
    adopted: frozenset[int] = frozenset()  # its figures that speak of a value of the sentence before


def read_block(about: About, marks: Marks, context: Context) -> Read:
    """The statements of a block, sentence by sentence."""
    found: list[Statement] = []
    left: list[Leftover] = []
    for n, (start, end) in enumerate(sentences.split(marks.text)):
        if idle(marks, start, end):
            context = context.spoken(marks.text[start:end])
            continue
        got = read(marked_sentence(marks, start, end), context, about, marks, first=n == 0)
        found += got.statements
        left += got.leftovers
        context = got.context
    told = folded(sorted(_compared_again(found), key=lambda x: (x.start, x.end)))
    return Read(tuple(told), tuple(left), context)


def _compared_again(found: list[Statement]) -> list[Statement]:
    """Each statement once, in its last state: a later sentence may have added to it."""
    last = {(s.start, s.end, s.value is None): s for s in found}
    return list(last.values())


def read(s: Marked, context: Context, about: About, marks: Marks, *, first: bool = True) -> Read:
    """The statements of one sentence, given what the sentences before it said."""
    if not s.tokens:
        return Read((), (), context)
    if is_row(s):
        return Read((), (not_read(s),), context)
    if not s.figures and not s.periods and not any(t.shape[0] == "<" for t in s.tokens):
        return Read((), (), context.spoken(s.words))
    parts = parted(s, place_of(about, context, first), about.patterns)
    academic = rules.load("academic", about.patterns).speaks(marks.text)
    when = periods.Context(about.base, None, academic, issued=about.report, pooled=pooled(marks.text))
    told, after = _values(parts, context, about, marks, when)
    taken, amended = adopted(parts, context, when)
    if not s.figures and not amended and context.told and refers_back(s):
        amended = stood(parts, context, when)
    extra = unlevelled.read(parts, told, context, about, marks, when)
    left = leftovers(parts, taken, told)
    made = (*amended, *told, *extra)
    if told:
        after = replace(after, told=tuple(told))
    elif amended:
        after = replace(after, told=tuple(amended))
    elif extra:
        after = replace(after, name=extra[-1].indicator or after.name)
    elif not s.figures:
        after = after.spoken(s.words)
    if not told and s.periods and _only_a_time(s):
        after = replace(after, carry=dated_by(s, s.periods[0], when) or after.carry)
    return Read(made, left, after, parts, frozenset(taken))


def place_of(about: About, context: Context, first: bool) -> Place:
    """Where a sentence is, for the evidence of its figures."""
    bullet, theme = about.block.kind == "bullet", about.section.theme or ""
    return Place(bullet, bool(context.stem), first, theme, bool(context.told), context.unit)


def _only_a_time(s: Marked) -> bool:
    """Whether a sentence is only a lead-in such as "In the last 12 months:"."""
    return len(s.words) < 60 and s.words.rstrip().endswith(":")


def _values(
    parts: Parts, context: Context, about: About, marks: Marks, when: periods.Context
) -> tuple[list[Statement], Context]:
    """The statements of a sentence's values, in order, and the context after them."""
    told: list[Statement] = []
    before, same, carry = context.name, False, context.carry
    sure = [value for value in parts.values if parts.roles[value].value >= SURE_VALUE]
    if not sure:
        return [], context
    ground = names.ground_of(parts)
    for value in sure:
        around = names.around(context, about, before, same)
        named = names.named(ground, value, around)
        period = period_of(parts, value, told, context, about, when)
        statement = _statement(parts, value, named, period, about, marks, when)
        told.append(statement)
        before, same = (
            before if named.kind.startswith("before+") else named.text or before,
            True,
        )  # what is said once for all
        carry = period if not period.inherited and period.start else carry
    return told, replace(context, name=before, carry=carry, unit=told[-1].unit or "")


def _statement(
    parts: Parts, value: int, named: Named, period: Period, about: About, marks: Marks, when: periods.Context
) -> Statement:
    s = parts.s
    found = [c for f in parts.of(value, *COMPARATORS) for c in _comparator(parts, value, f, period, when)]
    distances = {f: c for f in parts.of(value, "change") if (c := gaps.gap(s, f, parts.roles))}
    changes = [f for f in parts.of(value, "change") if f not in distances]
    counts, wholes, uppers = (parts.of(value, role) for role in ("count", "whole", "upper"))
    found += _since(parts, value, changes, period, when)
    found += _standing_names(parts, value, found)
    found = gaps.with_gaps(found, distances.values())
    moved = direction(parts, value, found, changes, named.text)
    return finish.statement(
        parts, value, about, marks, named, period,
        found=found,
        changed=finish.change(s, changes[:1], found, way(parts, changes[0]) if changes else None),
        counts=(_first(s, counts), _first(s, wholes), _first(s, uppers)),
        direction=moved,
        sure=parts.sure[value],
    )  # fmt: skip


def _first(s: Marked, figures: list[int]) -> Decimal | None:
    """The amount of the first of some figures."""
    return s.quantity(figures[0]).value if figures else None


def _comparator(parts: Parts, value: int, f: int, period: Period, when: periods.Context) -> list[Comparator]:
    unit = parts.s.quantity(value).unit
    time, when = time_compared(parts, value, f, period, when)
    kind = "other" if dealing.published(parts.s, f) else parts.roles[f].name
    return comparators.of_figure(parts.s, f, kind, unit, period, time, when)


def _since(parts: Parts, value: int, changes: list[int], period: Period, when: periods.Context) -> list[Comparator]:
    """The times a value is compared with that have no figure: "7% down against this time last year"."""
    s = parts.s
    taken = set(parts.times.values())
    out = []
    for p in s.periods:
        mark = s.tokens[p].mark
        assert isinstance(mark, PeriodMark)
        nearest = min(parts.values, key=lambda v: abs(v - p)) == value
        if (
            p in taken
            or not nearest
            or not comparators.is_compared(s, p)
            or any(i in s.figures for i in range(p + 1, min(p + 3, len(s.tokens))))
        ):
            continue
        out.append(comparators.in_time(s, mark, period, when))
    return out[:1]


def _standing_names(parts: Parts, value: int, found: list[Comparator]) -> list[Comparator]:
    """The names a value is compared with that have no figure of their own: "above the national average"."""
    s = parts.s
    kinds = {c.kind for c in found}
    out: list[Comparator] = []
    for i, _t in enumerate(s.tokens):
        near = comparators.is_name(s, i) and min(parts.values, key=lambda v: abs(v - i)) == value
        if not near or any(
            abs(f - i) <= comparators.BESIDE and not comparators.parted(s, f, i)
            for f in s.figures
            if f != value and parts.roles[f].name in COMPARATORS
        ):
            continue
        if comparators.stands(s, i):
            made = comparators.without_figure(s, i)
            if made.kind not in kinds and made.kind not in {c.kind for c in out}:
                out.append(made)
    return out
