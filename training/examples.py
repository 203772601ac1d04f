"""Annotated texts as examples for the weights: what spoke for each role, tie and name, and what is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from perfextract import periods
from perfextract.model import EARLIER_KINDS, Block, Period
from perfextract.reading import links, sentences
from perfextract.reading.context import Context
from perfextract.reading.evidence import Place, evidence, sight
from perfextract.reading.lists import walk
from perfextract.reading.marked import Marked
from perfextract.reading.name_words import Around
from perfextract.reading.parts import marked_sentence
from perfextract.reading.rows import is_row
from perfextract.reading.ties import moved, tie, unmoved, unowned, untimed
from training.gold import Spot, Text

ROLE_OF = {
    "v": "value",
    "d": "change",
    "q": "change",
    "g": "change",
    "n": "count",
    "w": "whole",
    "u": "upper",
    "s": "-",
    "-": "-",
}


@dataclass
class Examples:
    """Everything that one text teaches."""

    family: str
    name: str
    roles: list[tuple[list[str], str, str]] = field(default_factory=list)  # evidence, role, the words
    ties: list[tuple[str, list[list[str]], list[int], str]] = field(
        default_factory=list
    )  # relation, candidates, right ones
    names: list[tuple[Marked, int, dict[int, str], tuple[int, ...], Around, list[str]]] = field(default_factory=list)


def role_of(spot: Spot | None) -> str | None:
    """What an annotated figure is, in our words; None where nobody says or is sure."""
    if spot is None or spot.role in ("", "?") or spot.kind == "unsure":
        return None
    if spot.role == "c":
        return "earlier" if spot.kind in EARLIER_KINDS else spot.kind
    return ROLE_OF[spot.role]


def told_alone(spot: Spot | None, block: Block, end: int) -> Spot | None:
    """The later value of which an earlier figure is told in a sentence before: its own sentence shows a value.

    The two are brought together afterwards, by what they measure and when (``reading.earlier``).
    """
    if spot is None or role_of(spot) != "earlier" or not spot.owners:
        return None
    after = all((o.block.index, o.q.start) >= (block.index, end) for o in spot.owners)
    return spot.owners[0] if after and spot.owners[0].block is block else None


def examples(text: Text) -> Examples:
    """The examples of a text, its blocks walked as the reader walks them, with what people say in place of what we read."""
    out = Examples(text.family, text.name)
    by_section: dict[int, list[Block]] = {}
    for block in text.document.blocks:
        if block.index in text.marks:
            by_section.setdefault(id(text.section[block.index]), []).append(block)
    for blocks in by_section.values():
        walk(blocks, lambda block, context: _block(text, block, context, out))
    return out


def _block(text: Text, block: Block, context: Context, out: Examples) -> Context:
    marks = text.marks[block.index]
    told_value = False
    for n, (start, end) in enumerate(sentences.split(marks.text)):
        s = marked_sentence(marks, start, end)
        if not s.tokens or is_row(s):
            continue
        section = text.section[block.index]
        spots = {f: text.spots.get((block.index, s.quantity(f).start)) for f in s.figures}
        said = {f: role_of(spot) for f, spot in spots.items()}
        alone = {f: later for f, spot in spots.items() if (later := told_alone(spot, block, end)) is not None}
        last = {id(later): f for f, later in alone.items()}  # "from 236 to 213": 213 is what the sentence says
        alone = {f: later for f, later in alone.items() if last[id(later)] == f}
        said |= dict.fromkeys(alone, "value")
        page_known = any(said.values()) or any(x.role for x in spots.values() if x)
        for f in s.figures:
            if spots[f] is None and page_known:
                said[f] = "-"
        place = Place(block.kind == "bullet", bool(context.stem), n == 0, section.theme or "", told_value, context.unit)
        seen = sight(s, place)
        for f in s.figures:
            if said[f]:
                out.roles.append((evidence(s, f, place, seen), said[f], f"{s.quantity(f).text} | {s.words}"))  # type: ignore[arg-type]
        values = tuple(
            f
            for f in s.figures
            if f in alone or (spots[f] is not None and spots[f].role == "v")  # type: ignore[union-attr]
        )
        _ties(text, s, spots, said, values, section.period or text.report.period, out)
        roles = {f: r or ("value" if f in values else "-") for f, r in said.items()}
        roles.update(dict.fromkeys(values, "value"))
        before, same = context.name, False
        for v in values:
            spot = spots[v]
            assert spot is not None
            around = Around(
                before,
                same,
                context.stem,
                section.service or section.theme or "",
                block.kind == "bullet",
                context.topic,
            )
            known = spot.names or (alone[v].names if v in alone else [])
            if known:
                if said[v] == "value":
                    out.names.append((s, v, roles, values, around, known))
                before, same = known[0], True
        told_value = told_value or bool(values)
        unit = s.quantity(values[-1]).unit if values else context.unit
        topic = s.words.strip() if not s.figures and not s.periods and len(s.words) < 240 else context.topic
        context = replace(context, name=before, unit=unit, topic=topic)
    return context


def _ties(
    text: Text,
    s: Marked,
    spots: dict[int, Spot | None],
    said: dict[int, str | None],
    values: Sequence[int],
    base: Period | None,
    out: Examples,
) -> None:
    for f in s.figures:
        spot, role = spots[f], said[f]
        if spot is None or role in (None, "value", "-"):
            continue
        assert role is not None
        right = [n for n, v in enumerate(values) if spots[v] in spot.owners]
        if not right and not spot.owners and role != "change":
            continue
        candidates = [tie(s, "owner", f, v, values, role) for v in values]
        out.ties.append(("owner", [*candidates, unowned(s, role, values)], right or [len(values)], s.words))
    if s.periods:
        for f in s.figures:
            spot = spots[f]
            if spot is None or not (f in values or spot.role == "c"):
                continue
            right = _right_times(s, spot, f in values, base, text.report.period)
            if right:
                role = "value" if f in values else said[f] or ""
                candidates = [tie(s, "time", f, p, values, role) for p in s.periods]
                out.ties.append(("time", [*candidates, untimed(s, f)], right, f"{s.quantity(f).text} | {s.words}"))
    moves = links.movements(s)
    if moves:
        for v in values:
            record = spots[v].record  # type: ignore[union-attr]
            right = _right_moves(s, record, moves) if record else []
            if right:
                candidates = [[*tie(s, "move", v, m, values), *moved(s, m)] for m in moves]
                out.ties.append(
                    ("move", [*candidates, unmoved(s, len(moves))], right, f"{s.quantity(v).text} | {s.words}")
                )


def _right_times(s: Marked, spot: Spot, value: bool, base: Period | None, report: Period | None) -> list[int]:
    accepted = _accepted_times(spot, value)
    if not accepted:
        return []
    context = periods.Context(base, None, False, issued=report)
    right = []
    for n, p in enumerate(s.periods):
        found = periods.resolve(s.tokens[p].mark, context)  # type: ignore[arg-type]
        days = (found.start.isoformat() if found.start else None, found.end.isoformat() if found.end else None)
        if days in accepted:
            right.append(n)
    if "inherited" in accepted and (not right or not value):
        right.append(len(s.periods))
    return right


def _accepted_times(spot: Spot, value: bool) -> list[Any]:
    record = spot.record
    if value and record is not None and "before" in record:
        said = record.get("period", [])
        return [
            "inherited" if p == "report" else tuple(None if d == "null" else d for d in p.split("/"))
            for p in said
            if p != "?"
        ]
    if value and record is not None:
        p = record.get("period") or {}
        if not p.get("start") and not p.get("end"):
            return []
        also = [tuple(a) for a in (record.get("accept") or {}).get("period", [])]
        return [(p.get("start"), p.get("end")), *(["inherited"] if p.get("inherited") else []), *also]
    if spot.times:
        return list(spot.times)
    return []


def _right_moves(s: Marked, record: dict[str, Any], moves: list[int]) -> list[int]:
    ways = (
        record.get("dir") or [None]
        if "before" in record
        else (record.get("accept") or {}).get("direction", [record.get("direction")])
    )
    ways = [None if w in ("null", None) else w for w in ways]
    right = [n for n, m in enumerate(moves) if any(w and s.tokens[m].shape.rstrip(">").endswith(w) for w in ways)]
    return [*right, len(moves)] if None in ways else right
