"""Sentences of our own summaries as annotated texts: what a made-up report's gold says, in the words of a summary.

A summary is proved by reading it back, so the weights must have seen how it puts things. The sentences are of the
reports that rules are written on: what few of their records tell in several wordings, half of the others in one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from perfextract import calendar_uk as cal
from perfextract.amounts import Quantity
from perfextract.model import EARLIER_KINDS, Block, Comparator, Document, Evidence, Period, Record, Report
from perfextract.outline import outline
from perfextract.pipes.marks import mark_text
from perfextract.summary.compared import is_earlier, name_of
from perfextract.summary.figures import days
from perfextract.summary.sentences import Wording, wordings
from perfextract.summary.subjects import is_name
from training.gold import Spot, Text, figures_of

HELD_BACK = ("2023-24-q3", "2023-24-q4")
FAMILY = "summaries"
RARE = 2  # wordings of a record that tells what few do
OTHERS = ("national", "regional", "statistical_neighbour")
STILL = 12  # of so many values one is told as unchanged
USUAL = 2  # of so many other records one is told
_UNKNOWN = frozenset(("quote", "sure", "accept", "series", "note", "id"))  # fields of gold that no record has


def texts(corpus: Path) -> Iterator[Text]:
    """One text a report: its records as a summary would put them, all manners in turn."""
    for folder in sorted(corpus.glob("20*")):
        if folder.name not in HELD_BACK:
            records = [_stilled(r, n) for n, r in enumerate(_records(folder / "gold.json"))]
            yield _text(folder.name, [(r, way) for n, r in enumerate(records) for way in _sampled(r, n)])


def _stilled(record: Record, n: int) -> Record:
    """A few values as if it had not moved: no report of ours tells that of one, real ones do."""
    if n % STILL or record.value is None or any(not is_earlier(c) for c in record.comparators):
        return record
    return record.model_copy(update={"direction": "stable", "change": None})


def _sampled(record: Record, n: int) -> Iterator[Wording]:
    """Some of the distinct wordings of the nth record: of what is rare three, of the rest one or none."""
    ways = list({w.text: w for w in wordings(record, [record.indicator])}.values())
    if _is_rare(record):
        yield from ways[:: max(1, len(ways) // RARE)][:RARE]
    elif n % USUAL == 0 or record.direction == "stable":
        yield ways[n // USUAL % len(ways)]


def _is_rare(record: Record) -> bool:
    """Whether a record tells what few do: counts, others' figures, a movement without a figure, none at all."""
    counted = record.numerator is not None or record.denominator is not None
    others = any(c.kind in OTHERS or c.value is None or _is_budget(c) for c in record.comparators)
    return counted or others or record.value is None


def _is_budget(c: Comparator) -> bool:
    """Whether its name needs "the report's" to be compared with."""
    return c.kind == "other" and name_of(c).startswith("report's")


def _records(path: Path) -> Iterator[Record]:
    """The records that gold is sure of and that can be the subject of a sentence."""
    for told in json.loads(path.read_text(encoding="utf-8")):
        if told.get("sure", True) and is_name(told["indicator"]):
            fields = {k: v for k, v in told.items() if k not in _UNKNOWN}
            fields["period"] = {k: v for k, v in (told["period"] or {}).items() if k in Period.model_fields}
            source = Evidence(document="", sha256="", text="")
            yield Record.model_validate({**fields, "id": told["id"], "evidence": source})


def _text(name: str, told: Sequence[tuple[Record, Wording]]) -> Text:
    """Sentences as the bullets of a report, with what is meant by each of their figures."""
    blocks = [Block(f"Corporate Performance Summary: {name}", "title", 0), Block("Services", "heading", 1, 1)]
    blocks += [Block(way.text, "bullet", n, 1, "-") for n, (_, way) in enumerate(told, len(blocks))]
    document = Document(f"summary of {name}", "", tuple(blocks))
    text = Text(f"summary of {name}", FAMILY, document, _report(document, name), {}, {}, {})
    for section in text.report.sections:
        for block in section.blocks:
            text.section[block.index] = section
    for block, (record, way) in zip(blocks[2:], told, strict=True):
        text.marks[block.index] = mark_text(block.text, None)
        for spot in _labelled(block, record, way, figures_of(text.marks[block.index])):
            text.spots[block.index, spot.q.start] = spot
    return text


def _report(document: Document, name: str) -> Report:
    """The outline, for the quarter of the folder's name: 2021-22-q1."""
    start, end = cal.quarter_span(int(name[:4]), int(name[-1]))
    return outline(document, period=Period(label=name, start=start, end=end))


# ── what each figure is ──────────────────────────────────────────────────────────────────────────


def _labelled(block: Block, record: Record, way: Wording, figures: Sequence[Quantity]) -> list[Spot]:
    """Every figure of a sentence with its role; of a sentence in which one could be two things nothing is said."""
    spots = [Spot(block, q) for q in sorted(figures, key=lambda q: q.start)]
    named = block.text.casefold().find(way.name.casefold())
    value: Spot | None = None
    for spot in spots:
        if named <= spot.q.start < named + len(way.name):
            spot.role = "-"
        elif value is None and record.value is not None and _is(spot.q, record.value):
            value = spot
            spot.role, spot.names, spot.record = "v", [record.indicator], _said(record)
        else:
            _label(spot, record, way, value)
    return (
        spots if all(s.role for s in spots) and (value or record.value is None) else [Spot(block, s.q) for s in spots]
    )


def _is(q: Quantity, amount: Decimal | None) -> bool:
    return amount is not None and abs(q.value) == abs(amount)


def _label(spot: Spot, record: Record, way: Wording, value: Spot | None) -> None:
    """The role of a figure that is not the value, where it can be one thing only."""
    stated = record.change.amount if record.change else None
    roles = [
        role
        for role, amount in (("n", record.numerator), ("w", record.denominator), ("d", stated))
        if _is(spot.q, amount)
    ]
    roles += ["d" for amount in way.derived if _is(spot.q, amount) and "d" not in roles]
    compared = [c for c in record.comparators if _is(spot.q, c.value)]
    if len(roles) + len({_kind(c) for c in compared}) != 1:
        return
    spot.role = roles[0] if roles else "c"
    spot.owners = [value] if value else []
    if compared:
        spot.kind = _kind(compared[0])
        spot.times = _times(record, compared[0])
    elif spot.role == "d" and value is None:
        spot.role, spot.names, spot.record = "q", [record.indicator], _said(record)


def _kind(c: Comparator) -> str:
    return "earlier_period" if is_earlier(c) or c.kind in EARLIER_KINDS else c.kind


def _times(record: Record, c: Comparator) -> list[Any]:
    """When a comparator was so: a target without a time is the value's, which a sentence need not say."""
    told = _days(c.period)
    if told != _days(record.period) and days(c.period):
        return [told]
    return [] if c.kind in EARLIER_KINDS else [_days(record.period), "inherited"]


def _days(period: Period | None) -> tuple[str | None, str | None]:
    """The first and the last day as gold writes them."""
    start, end = days(period) or (None, None)
    return start and start.isoformat(), end and end.isoformat()


def _said(record: Record) -> dict[str, Any]:
    """What gold would say of a value's time and movement."""
    start, end = _days(record.period)
    return {"period": {"start": start, "end": end}, "direction": record.direction}
