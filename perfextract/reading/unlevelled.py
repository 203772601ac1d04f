"""Movements and standings that have no level: "calls fell 19%", "waiting times held steady"."""

from __future__ import annotations

from perfextract import periods
from perfextract.model import Comparator, Direction, Period, Qualifier
from perfextract.pipes.marks import Marks
from perfextract.reading import comparators, finish, gaps, links, names
from perfextract.reading.about import About
from perfextract.reading.context import Context
from perfextract.reading.ground import Ground
from perfextract.reading.movement import way
from perfextract.reading.parts import Parts
from perfextract.reading.printing import refused
from perfextract.reading.statement import Statement
from perfextract.reading.times import inherited, refers_back
from perfextract.vocabulary import any_of, words


def read(
    parts: Parts, told: list[Statement], context: Context, about: About, marks: Marks, when: periods.Context
) -> list[Statement]:
    """The statements without a value: one for each change no value owns, or one movement or standing."""
    s = parts.s
    changes = [f for f in s.figures if parts.roles[f].name == "change" and f not in parts.owners]

    if changes and not (not parts.values and context.told and refers_back(s)):
        ground = names.ground_of(parts)
        return [_change(parts, ground, f, context, about, when) for f in changes]
    if told or any(parts.roles[f].name != "-" for f in s.figures):
        return []
    return _movement(parts, context, about, when)


def _change(parts: Parts, ground: Ground, f: int, context: Context, about: About, when: periods.Context) -> Statement:
    s, q = parts.s, parts.s.quantity(f)
    period = _period(parts, f, when) or inherited(about, context, s)
    distance = gaps.gap(s, f, parts.roles)
    since = [distance] if distance else _since(parts, f, period, when)
    named = names.named(ground, f, names.around(context, about, context.name, False))
    said = None if distance else finish.change(s, [f], since, way(parts, f))
    return Statement(
        block=about.block, start=q.start, end=q.end, sentence=(s.start, s.end), indicator=named.text, period=period,
        direction=said.direction if said else None, change=said, comparators=tuple(since), status=about.section.status,
        kind="qualitative", qualifiers=_to_come(parts, f), garbled=(q.garbled,) if q.garbled else (),
        sure=parts.roles[f].chance, named=named.chance,
    )  # fmt: skip


def _period(parts: Parts, f: int, when: periods.Context) -> Period | None:
    token, _ = links.time(parts.s, f, parts.values, "change")
    if token is None:
        return None
    mark = parts.s.tokens[token].mark
    period = periods.resolve(mark, when)  # type: ignore[arg-type]
    relative = mark.relative or comparators.is_compared(parts.s, token)  # type: ignore[union-attr]
    return period if period.start and not relative else None


def _since(parts: Parts, f: int, period: Period, when: periods.Context) -> list[Comparator]:
    s = parts.s
    after = [p for p in s.periods if p > f and not any(f < g < p for g in s.figures)]
    marks = [p for p in after if comparators.is_compared(s, p) or s.tokens[p].shape == "<then>"]
    marks = marks or [p for p in s.periods if p < f and s.tokens[p].shape == "<then>"][-1:]
    return [comparators.in_time(s, s.tokens[p].mark, period, when) for p in marks[:1]]  # type: ignore[arg-type]


def _to_come(parts: Parts, at: int) -> tuple[Qualifier, ...]:
    """Whether a movement is one to come: "visits are forecast to fall by", "will rise by"."""
    s = parts.s
    before = s.text[s.tokens[max(0, at - 6)].start : s.tokens[at].start]
    return ("forecast",) if any_of("to come").search(before) else ()


def _movement(parts: Parts, context: Context, about: About, when: periods.Context) -> list[Statement]:
    """A movement or standing in words alone, with a subject that can be measured."""
    s = parts.s
    cue = _main(parts)
    if cue is None or not any_of("measurable").search(s.text[s.start : s.tokens[cue].start]):
        return []
    named = names.named(names.ground_of(parts), cue, names.around(context, about, context.name, False))
    if refused(named.text) or _begins_with_an_adverb(named.text) or len(named.text.split()) > 30:
        return []
    standings = [
        comparators.without_figure(s, i)
        for i in range(len(s.tokens))
        if comparators.is_name(s, i) and comparators.stands(s, i)
    ]
    marks = [p for p in s.periods if s.tokens[p].shape == "<then>" or comparators.is_compared(s, p)]
    period = _only_time(parts, marks, when) or inherited(about, context, s)
    token = s.tokens[cue]
    way: Direction | None = token.shape.rstrip(">").rpartition("<")[2].rpartition(" ")[2]  # type: ignore[assignment]
    since = [comparators.in_time(s, s.tokens[p].mark, period, when) for p in marks[:1]]  # type: ignore[arg-type]
    return [
        Statement(
            block=about.block, start=token.start, end=token.end, sentence=(s.start, s.end), indicator=named.text,
            period=period, direction=way, comparators=(*{(c.kind, c.label): c for c in standings}.values(), *since),
            status=about.section.status, kind="qualitative", sure=0.5, named=named.chance,
        )
    ]  # fmt: skip


def _begins_with_an_adverb(name: str) -> bool:
    """Whether a name is a piece of a sentence: "firmly back on track"."""
    first = name.split()[0].lower() if name else ""
    return first.endswith("ly") and first not in words("no adverb")


def _only_time(parts: Parts, compared: list[int], when: periods.Context) -> Period | None:
    """The time of a movement: the only one of its sentence that is not compared with."""
    own = [p for p in parts.s.periods if p not in compared]
    period = periods.resolve(parts.s.tokens[own[0]].mark, when) if len(own) == 1 else None  # type: ignore[arg-type]
    return period if period and period.start and period.end else None


def _main(parts: Parts) -> int | None:
    """The finite movement of the sentence: a verb after a subject, not a purpose ("to reduce") or an adjective."""
    s = parts.s
    for m in links.movements(s):
        shape = s.tokens[m].shape
        before = s.tokens[m - 1].shape if m else "^"
        if m == 0 or before in words("no finite verb after") or shape.startswith("<adverb"):
            continue
        if shape.startswith("<compared") and not any(
            t.shape in ("than", "<national>", "<then>", "compared") for t in s.tokens[m + 1 : m + 9]
        ):
            continue
        return m
    return None
