"""Read the blocks of a section into statements: sentence by sentence, with a memory of what was just said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from perfextract import periods, rules
from perfextract.amounts import Quantity
from perfextract.model import Block, Period, Section
from perfextract.periods import Context, PeriodMark
from perfextract.pipes.marks import Marks
from perfextract.statements import (
    comparing,
    following,
    indicators,
    links,
    qualitative,
    roles,
    sentences,
    times,
    units,
    worth,
)
from perfextract.statements.drafts import Draft, Leftover, State, words
from perfextract.statements.figures import Sentence, masked, sentence
from perfextract.statements.finish import finish
from perfextract.statements.links import Zone
from perfextract.statements.phrases import content, np_head
from perfextract.statements.statement import Statement
from perfextract.statements.subjects import Memory
from perfextract.textview import lower_case


@dataclass(slots=True)
class Reader:
    """Reads marked blocks into statements, given the report's and the section's own period."""

    report: Period | None
    section: Section
    patterns: Path | None = None
    leftovers: list[Leftover] = field(default_factory=list)
    garbled: list[Leftover] = field(default_factory=list)  # damaged figures that no statement tells of

    @property
    def base(self) -> Period | None:
        return self.section.period or self.report

    def read(self, block: Block, marks: Marks, state: State) -> Iterator[Statement]:
        """The statements of one block; ``state`` is changed for the next block of the same list."""
        mask = masked(marks)
        low = lower_case(mask)
        context: Context | None = None
        drafts: list[Draft] = []
        found: list[Statement] = []
        for start, end in sentences.split(marks.text):
            s = sentence(marks, mask, low, start, end)
            if worth.skipped(s):
                continue
            if not (s.figures or s.directions or s.periods or s.cues):
                state.silent.append(s)
                continue
            context = context or self._context(marks.text)
            made = self._sentence(s, state, context)
            told = qualitative.read(
                s, block, made, state.memory, self._period_at_large(s, context), context, self.section.status
            )
            if told and not made and content(told[-1].indicator):
                state.memory = Memory(told[-1].indicator, np_head(told[-1].indicator), sentence=s.start)
            elif not made:
                state.silent.append(s)
            found += told
            drafts += made
            self.leftovers += _left_over(s, block, state)
            self.garbled += _damaged(s, block)
        found += [finish(d, block, self.base, self.section.status) for d in drafts]
        yield from sorted(found, key=lambda x: (x.start, x.end))

    def _context(self, text: str) -> Context:
        academic = bool(rules.load("academic", self.patterns).find(text))
        return Context(self.base, None, academic, issued=self.report)

    # ── one sentence ─────────────────────────────────────────────────────────────────────────────

    def _sentence(self, s: Sentence, state: State, context: Context) -> list[Draft]:
        units.infer(s)
        roles.assign(s)
        self._promote(s, state)
        worth.weigh(s)
        earlier = [d.value for d in state.drafts]
        orphans = links.link(s, earlier)
        at_large, compared = times.attach(s)
        times.share_out(s, at_large)
        drafts = self._drafts(s, at_large, state, context)
        drafts = following.restated(s, drafts, state, context)
        drafts = following.series(drafts, self.base)
        following.continued(s, drafts, state.drafts)
        following.aimed_at(drafts, state, context)
        comparing.add_comparators(s, drafts, state.drafts, compared, context)
        comparing.adopt(s, orphans, state, context)
        if not s.figures and roles.refers_back(s):
            comparing.standing(s, state.drafts, compared, context)
        if drafts:
            state.drafts = drafts
            if drafts[0].value.period or at_large:
                explicit = [d.period for d in drafts if not d.period.inherited and d.period.start]
                state.carry = explicit[0] if explicit else state.carry
        elif at_large and not orphans:
            period = periods.resolve(at_large[0], context)
            state.carry = period if period.start and not at_large[0].relative and _bare_lead(s) else state.carry
        return drafts

    def _promote(self, s: Sentence, state: State) -> None:
        """A figure told of an earlier time is a value after all where nothing stands near to compare it with."""
        for f in s.figures:
            if f.role == "comparator" and f.why == "told of an earlier time":
                near = [d.value for d in state.drafts] + [v for v in s.values() if v is not f]
                if not any(links.compatible(v, f) for v in near):
                    f.role = "value"

    def _drafts(self, s: Sentence, at_large: list[PeriodMark], state: State, context: Context) -> list[Draft]:
        drafts: list[Draft] = []
        for zone in links.zones(s):
            phrase = indicators.phrase(s, zone, state.memory, state.stem)
            said = self._period(s, zone, at_large, drafts, state, context, phrase.indicator == state.memory.indicator)
            draft = Draft(s, zone.value, zone, phrase.indicator, phrase.population, said)
            draft.place = phrase.place
            draft.denominator = self._whole(s, zone, drafts)
            state.memory = Memory(phrase.indicator, phrase.population, phrase.base, s.start)
            drafts.append(draft)
        following.share_predicates(s, drafts)
        for d in drafts:
            d.indicator = indicators.within_frame(s, d.indicator)
        return drafts

    def _period(
        self,
        s: Sentence,
        zone: Zone,
        at_large: list[PeriodMark],
        drafts: list[Draft],
        state: State,
        context: Context,
        same: bool,
    ) -> Period:
        mark = times.of_value(s, zone.value, at_large, zone.end)
        if mark is not None:
            if mark.form == "last_months" and drafts:
                context = replace(context, anchor=drafts[-1].period)
            moved = next((f for f in s.figures if f.owner is zone.value and f.period is not None), None)
            if mark.form == "same_period_in" and moved is not None and moved.period is not None:
                context = replace(context, anchor=periods.resolve(moved.period, context))
            future = re.search(
                r"\b(?:will|due\s+to|expected|planned|scheduled|to\s+be)\b", s.words(zone.start, zone.end), re.I
            )
            return periods.resolve(mark, replace(context, future=bool(future)))
        now = drafts and _NOW.search(s.mask[drafts[-1].value.end : zone.value.start])
        apart = (
            drafts and drafts[-1].value.period is not None and ";" in s.mask[drafts[-1].value.end : zone.value.start]
        )
        if drafts and not apart and not (now and drafts[-1].value.period is not None):
            return drafts[-1].period
        if (
            state.carry is not None
            and (same or self._carries(s, zone, state))
            and not re.search(r"\b(?:currently|now|at present|latest)\b", s.text[:40], re.I)
        ):
            return state.carry.model_copy(update={"inherited": True})
        base = self.base or Period()
        return base.model_copy(update={"inherited": True})

    def _carries(self, s: Sentence, zone: Zone, state: State) -> bool:
        """Whether the sentence before set the time for this one too: always where nothing else does."""
        if self.base is None or self.base.start is None or state.stem or roles.refers_back(s):
            return True
        before = words(state.memory.indicator + " " + state.memory.population)
        here = words(s.text)
        assert state.carry is not None and state.carry.start is not None
        longer = state.carry.end is not None and (state.carry.end - state.carry.start).days > 200
        return bool(before & here) and not longer

    def _period_at_large(self, s: Sentence, context: Context) -> Period:
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
            if re.search(
                r"^\s*of\s+(?:the|our|these|a\s+total\s+of)?\s*(?:\w+\s+){0,2}$",
                s.mask[s.start : drafts[0].value.start],
                re.I,
            ):
                return drafts[0].value.q
        return None


# The present tense after a figure of an earlier time: "which was 17% in June, is 16%", "there are now 14".
_NOW = re.compile(r"\b(?:currently|now|at\s+present|is|are|stands\s+at|stands)\s+(?:\w+\s+){0,2}$", re.I)


def _left_over(s: Sentence, block: Block, state: State) -> Iterator[Leftover]:
    """Figures compared with something, though nothing near them holds a value to compare."""
    waiting = {id(f) for _, f in state.targets}
    for f in s.figures:
        if f.role in ("comparator", "gap") and f.owner is None and id(f) not in waiting:
            name = " and ".join(s.words(c.start, c.end) for c in f.cues) or "an earlier or other figure"
            yield Leftover(
                block, f.start, f.end, (s.start, s.end), f"read as {name}, but no value stands near it to compare with"
            )


def _damaged(s: Sentence, block: Block) -> Iterator[Leftover]:
    """Figures printed with a fault that are neither a value nor set beside one."""
    for f in s.figures:
        if f.q.garbled and f.role != "value" and f.owner is None:
            yield Leftover(block, f.start, f.end, (s.start, s.end), f.q.garbled)


def _bare_lead(s: Sentence) -> bool:
    """Whether the sentence is only a lead-in such as "In the last 12 months:"."""
    return len(s.text) < 60 and s.text.rstrip().endswith(":")
