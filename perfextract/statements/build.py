"""Read the blocks of a section into statements: sentence by sentence, with a memory of what was just said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from perfextract import periods, rules
from perfextract.amounts import Quantity
from perfextract.model import Block, Bound, Change, Comparator, Direction, Period, Qualifier, RecordKind, Section, Status
from perfextract.periods import Context, PeriodMark
from perfextract.pipes.marks import Marks
from perfextract.rules import Mark
from perfextract.statements import comparators, indicators, links, movement, qualitative, roles, sentences, times, worth
from perfextract.statements.figures import Figure, Sentence, masked, sentence
from perfextract.statements.indicators import Memory
from perfextract.statements.links import Zone
from perfextract.statements.statement import Statement


@dataclass(slots=True)
class Draft:
    """A statement while its block is still being read: later sentences may add comparators."""

    sentence: Sentence
    value: Figure
    zone: Zone
    indicator: str
    population: str
    period: Period
    comparators: list[Comparator] = field(default_factory=list)
    earlier: list[Figure] = field(default_factory=list)
    changes: list[Figure] = field(default_factory=list)
    since: list[Comparator] = field(default_factory=list)
    denominator: Quantity | None = None


@dataclass(slots=True)
class State:
    """What a block's earlier sentences (or the stem above a list) said, for the ones that follow."""

    memory: Memory = field(default_factory=Memory)
    carry: Period | None = None
    drafts: list[Draft] = field(default_factory=list)  # of the sentence before
    stem: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads marked blocks into statements, given the report's and the section's own period."""

    report: Period | None
    section: Section
    patterns: Path | None = None

    @property
    def base(self) -> Period | None:
        return self.section.period or self.report

    def read(self, block: Block, marks: Marks, state: State) -> Iterator[Statement]:
        """The statements of one block; ``state`` is changed for the next block of the same list."""
        mask = masked(marks)
        academic = bool(rules.load("academic", self.patterns).find(marks.text))
        drafts: list[Draft] = []
        found: list[Statement] = []
        for start, end in sentences.split(marks.text):
            s = sentence(marks, mask, start, end)
            if worth.skipped(s):
                continue
            context = Context(self.base, None, academic)
            made = self._sentence(s, state, context)
            found += qualitative.read(s, block, made, state.memory, self._period_at_large(s, context, state), context, self.section.status)
            drafts += made
        found += [self._finish(d, block, academic) for d in drafts]
        yield from sorted(found, key=lambda x: (x.start, x.end))

    # ── one sentence ─────────────────────────────────────────────────────────────────────────────

    def _sentence(self, s: Sentence, state: State, context: Context) -> list[Draft]:
        roles.assign(s)
        worth.weigh(s)
        earlier = [d.value for d in state.drafts]
        orphans = links.link(s, earlier)
        at_large, compared = times.attach(s)
        drafts = self._drafts(s, at_large, state, context)
        self._add_comparators(s, drafts, state.drafts, compared, context)
        self._adopt(s, orphans, state, context)
        if drafts:
            state.drafts = drafts
            if drafts[0].value.period or at_large:
                explicit = [d.period for d in drafts if not d.period.inherited and d.period.start]
                state.carry = explicit[0] if explicit else state.carry
        elif at_large and not orphans:
            period = periods.resolve(at_large[0], context)
            state.carry = period if period.start and not at_large[0].relative and _bare_lead(s) else state.carry
        return drafts

    def _drafts(self, s: Sentence, at_large: list[PeriodMark], state: State, context: Context) -> list[Draft]:
        drafts: list[Draft] = []
        for zone in links.zones(s):
            said = self._period(s, zone.value, at_large, drafts, state, context)
            phrase = indicators.phrase(s, zone, state.memory, state.stem)
            draft = Draft(s, zone.value, zone, phrase.indicator, phrase.population, said)
            draft.denominator = self._whole(s, zone, drafts)
            state.memory = Memory(phrase.indicator, phrase.population)
            drafts.append(draft)
        return drafts

    def _period(self, s: Sentence, value: Figure, at_large: list[PeriodMark], drafts: list[Draft], state: State, context: Context) -> Period:
        mark = times.of_value(s, value, at_large)
        if mark is not None:
            return periods.resolve(mark, context)
        if drafts:
            return drafts[-1].period
        if state.carry is not None and not re.search(r"\b(?:currently|now|at present|latest)\b", s.text[:40], re.I):
            return state.carry.model_copy(update={"inherited": True})
        base = self.base or Period()
        return base.model_copy(update={"inherited": True})

    def _period_at_large(self, s: Sentence, context: Context, state: State) -> Period:
        absolute = [p for p in s.periods if not p.relative and not times._comparing(s, p)]
        if absolute:
            return periods.resolve(absolute[0], context)
        return (self.base or Period()).model_copy(update={"inherited": True})

    def _whole(self, s: Sentence, zone: Zone, drafts: list[Draft]) -> Quantity | None:
        """What a count or share is out of: "of the 108 ..., thirteen", "290 ..., of whom 18 (6%)"."""
        value = zone.value
        if value.whole:
            return value.whole.q
        if drafts and drafts[-1].value.unit == "count":
            gap = s.between(drafts[-1].value.end, value.start)
            if re.search(r"\bof\s+(?:whom|which|these|those)\b[^#;]*$", gap, re.I):
                return drafts[-1].value.q
            if re.search(r"^\s*of\s+(?:the|our|these|a\s+total\s+of)?\s*(?:\w+\s+){0,2}$", s.mask[s.start : drafts[0].value.start], re.I):
                return drafts[0].value.q
        return None

    # ── what a value is compared with ────────────────────────────────────────────────────────────

    def _add_comparators(self, s: Sentence, drafts: list[Draft], before: list[Draft], compared: list[PeriodMark], context: Context) -> None:
        owners = {id(d.value): d for d in (*before, *drafts)}
        for f in s.figures:
            for owner in (f.owner, *f.shared):
                draft = owners.get(id(owner)) if owner is not None else None
                if draft is None:
                    continue
                if f.role == "comparator":
                    self._compare(s, draft, f, context)
                elif f.role == "change":
                    draft.changes.append(f)
        for mark in compared:
            draft = _nearest(drafts, mark.start)
            if draft is not None:
                draft.since.append(comparators.in_time(s, mark, draft.period, context))
        for cue in _standing_cues(s):
            draft = _nearest(drafts, cue.start)
            if draft is not None and not any(c.kind == cue.gives["kind"] for c in draft.comparators):
                draft.comparators.append(comparators.without_figure(s, cue, draft.value))

    def _compare(self, s: Sentence, draft: Draft, f: Figure, context: Context) -> None:
        made = comparators.from_figure(s, f, draft.value, draft.period, context)
        draft.comparators += made
        if not f.cues and made and made[0].kind not in ("other", "target"):
            draft.earlier.append(f)

    def _adopt(self, s: Sentence, orphans: list[Figure], state: State, context: Context) -> None:
        """Give what no value of this sentence owns to the values of the sentence before."""
        for f in orphans:
            fitting = [d for d in state.drafts if d.sentence is not s and links.compatible(d.value, f)] if f.role == "comparator" else []
            if f.role == "change" and roles.refers_back(s):
                fitting = [d for d in state.drafts if d.sentence is not s]
            for draft in fitting[-1:]:
                f.owner = draft.value
                if f.role == "comparator":
                    self._compare(s, draft, f, context)
                else:
                    draft.changes.append(f)

    # ── finishing ────────────────────────────────────────────────────────────────────────────────

    def _finish(self, d: Draft, block: Block, academic: bool) -> Statement:
        s, value = d.sentence, d.value
        qualifiers = _qualifiers(s, d.zone, value)
        kind: RecordKind = "forecast" if "forecast" in qualifiers else "planned" if "planned" in qualifiers else "actual"
        change = _change(d)
        period = d.period
        if kind == "planned" and value.period is not None and value.period.modifier == "from":
            period = period.model_copy(update={"end": None})
        return Statement(
            block=block,
            start=value.start,
            end=value.end,
            sentence=(s.start, s.end),
            indicator=d.indicator,
            period=period,
            value=value.q.value,
            unit=value.unit,
            bound=_bound(s, value),
            qualifiers=qualifiers,
            numerator=value.count.q.value if value.count else None,
            denominator=d.denominator.value if d.denominator else None,
            direction=movement.direction(s, d.zone, d.earlier, d.changes),
            change=change,
            comparators=tuple(_unique([*d.comparators, *d.since])),
            status=self.section.status or judged(s, d.zone),
            kind=kind,
            garbled=tuple(f.q.garbled for f in s.figures if f.q.garbled and (f is value or f.owner is value)),
        )


def _nearest(drafts: list[Draft], pos: int) -> Draft | None:
    before = [d for d in drafts if d.value.start < pos]
    return before[-1] if before else (drafts[0] if drafts else None)


def _standing_cues(s: Sentence) -> list[Mark]:
    """Names a value is compared with that have no figure of their own: "above the national average"."""
    used = {id(c) for f in s.figures for c in f.cues}
    return [
        c
        for c in s.cues
        if "kind" in c.gives
        and id(c) not in used
        and re.search(r"\b(?:above|below|higher|lower|than|similar|compar\w+|in\s+line|exceed\w*|met|meets|meeting|against|better|worse|missed)\b[^#;]{0,40}$", s.left(c.start, 70), re.I)
    ]


def _change(d: Draft) -> Change | None:
    if not d.changes:
        return None
    f = d.changes[0]
    since = [c.kind for c in (*d.since, *d.comparators) if c.kind in ("previous_period", "same_period_last_year", "earlier_period", "baseline")]
    return Change(
        amount=abs(f.q.value),
        unit=f.unit,
        direction=cast("Direction | None", f.direction),
        since=since[0] if since else None,
    )


def _bound(s: Sentence, value: Figure) -> Bound | None:
    """The hedge that stands right before a value."""
    for m in s.marks.hedge:
        if m.end <= value.start and not s.between(m.end, value.start).strip() and "bound" in m.gives:
            return cast("Bound", m.gives["bound"])
    return None


def _qualifiers(s: Sentence, zone: Zone, value: Figure) -> tuple[Qualifier, ...]:
    """The qualifiers of a value: averages from its own zone, the rest from anywhere in the sentence."""
    found: list[str] = []
    for m in s.marks.qualifier:
        name = m.gives["qualifier"]
        near = zone.start <= m.start and m.end <= zone.end if name in ("average", "estimated", "cumulative") else s.start <= m.start and m.end <= s.end
        masked_name = "&" in s.between(m.start, m.end)
        if near and not masked_name and name not in found and (name != "average" or m.start < value.start):
            found.append(name)
    if value.period is not None and value.period.modifier == "rolling" and "rolling" not in found:
        found.append("rolling")
    return tuple(cast("list[Qualifier]", found))


_IMPROVING = re.compile(r"\b(?:improv(?:ed|ement|ements|ing|es)|better\s+than\s+(?:last|the\s+previous))\b", re.I)
_WORSENING = re.compile(r"\b(?:worsen\w*|deteriorat\w+|requires?\s+improvement|underperform\w*|continued\s+to\s+be\s+poor)\b", re.I)


def judged(s: Sentence, zone: Zone | None) -> Status | None:
    """An explicit judgement in the statement's own words."""
    text = s.words(zone.start, zone.end) if zone else s.text
    if _IMPROVING.search(text):
        return "improving"
    return "needs_improvement" if _WORSENING.search(text) else None


def _unique(found: list[Comparator]) -> list[Comparator]:
    out: list[Comparator] = []
    for c in found:
        if not any(c.kind == o.kind and (c.value == o.value or c.value is None) for o in out):
            out.append(c)
    return out


def _bare_lead(s: Sentence) -> bool:
    """Whether the sentence is only a lead-in such as "In the last 12 months:"."""
    return len(s.text) < 60 and s.text.rstrip().endswith(":")
