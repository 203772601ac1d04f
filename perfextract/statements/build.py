"""Read the blocks of a section into statements: sentence by sentence, with a memory of what was just said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from perfextract import calendar_uk as cal
from perfextract import periods, rules
from perfextract.amounts import Quantity
from perfextract.model import Block, Bound, Change, Comparator, Direction, Period, Qualifier, RecordKind, Section, Status
from perfextract.periods import Context, PeriodMark
from perfextract.pipes.marks import Marks
from perfextract.rules import Mark
from perfextract.statements import comparators, indicators, links, movement, qualitative, roles, sentences, times, units, worth
from perfextract.statements.figures import Figure, Sentence, masked, sentence
from perfextract.statements.indicators import Memory
from perfextract.statements.links import Zone
from perfextract.statements.phrases import PRONOUN, bare, content, np_head, split_verb
from perfextract.statements.statement import Statement


# Words too common in these reports to show that two sentences speak of the same thing.
COMMON = set("number rate proportion percentage people total average figure figures level performance with from were have been that this which their quarter year period council county".split())  # noqa: SIM905, E501


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
    place: str | None = None
    hint: Direction | None = None  # what a sentence after it says of its movement


@dataclass(slots=True)
class State:
    """What a block's earlier sentences (or the stem above a list) said, for the ones that follow."""

    memory: Memory = field(default_factory=Memory)
    carry: Period | None = None
    drafts: list[Draft] = field(default_factory=list)  # of the sentence before
    targets: list[tuple[Sentence, Figure]] = field(default_factory=list)  # told before any value: "The target is 18"
    stem: str = ""


@dataclass(frozen=True, slots=True)
class Leftover:
    """A number no statement holds: characters ``start`` to ``end`` of ``block.text``, and how far it was understood."""

    block: Block
    start: int
    end: int
    sentence: tuple[int, int]
    why: str


@dataclass(slots=True)
class Reader:
    """Reads marked blocks into statements, given the report's and the section's own period."""

    report: Period | None
    section: Section
    patterns: Path | None = None
    leftovers: list[Leftover] = field(default_factory=list)

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
            told = qualitative.read(s, block, made, state.memory, self._period_at_large(s, context, state), context, self.section.status)
            if told and not made and content(told[-1].indicator):
                state.memory = Memory(told[-1].indicator, np_head(told[-1].indicator), sentence=s.start)
            elif not made and not state.memory.indicator:
                state.memory = _subject_of(s)
            found += told
            drafts += made
            self.leftovers += _left_over(s, block, state)
        found += [self._finish(d, block, academic) for d in drafts]
        yield from sorted(found, key=lambda x: (x.start, x.end))

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
        drafts = self._restated(s, drafts, state, context)
        drafts = self._series(s, drafts)
        self._continued(s, drafts, state.drafts)
        self._aimed_at(drafts, state, context)
        self._add_comparators(s, drafts, state.drafts, compared, context)
        self._adopt(s, orphans, state, context)
        if not s.figures and roles.refers_back(s):
            self._standing(s, state.drafts, compared, context)
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
        return drafts

    def _period(self, s: Sentence, zone: Zone, at_large: list[PeriodMark], drafts: list[Draft], state: State, context: Context, same: bool) -> Period:
        mark = times.of_value(s, zone.value, at_large, zone.end)
        if mark is not None:
            if mark.form == "last_months" and drafts:
                context = replace(context, anchor=drafts[-1].period)
            moved = next((f for f in s.figures if f.owner is zone.value and f.period is not None), None)
            if mark.form == "same_period_in" and moved is not None and moved.period is not None:
                context = replace(context, anchor=periods.resolve(moved.period, context))
            future = re.search(r"\b(?:will|due\s+to|expected|planned|scheduled|to\s+be)\b", s.words(zone.start, zone.end), re.I)
            return periods.resolve(mark, replace(context, future=bool(future)))
        now = drafts and re.search(r"\b(?:currently|now|at\s+present)\s+(?:\w+\s+)?$", s.mask[drafts[-1].value.end : zone.value.start], re.I)
        if drafts and not (now and drafts[-1].value.period is not None):
            return drafts[-1].period
        if state.carry is not None and (same or self._carries(s, zone, state)) and not re.search(r"\b(?:currently|now|at present|latest)\b", s.text[:40], re.I):
            return state.carry.model_copy(update={"inherited": True})
        base = self.base or Period()
        return base.model_copy(update={"inherited": True})

    def _carries(self, s: Sentence, zone: Zone, state: State) -> bool:
        """Whether the sentence before set the time for this one too: always where nothing else does."""
        if self.base is None or self.base.start is None or state.stem or roles.refers_back(s):
            return True
        before = set(re.findall(r"[a-z]{4,}", (state.memory.indicator + " " + state.memory.population).lower())) - COMMON
        here = set(re.findall(r"[a-z]{4,}", s.text.lower())) - COMMON
        assert state.carry is not None and state.carry.start is not None
        longer = state.carry.end is not None and (state.carry.end - state.carry.start).days > 200
        return bool(before & here) and not longer

    def _period_at_large(self, s: Sentence, context: Context, state: State) -> Period:
        absolute = [p for p in s.periods if not p.relative and not times._comparing(s, p)]
        if absolute:
            return periods.resolve(absolute[0], context)
        return (self.base or Period()).model_copy(update={"inherited": True})

    def _restated(self, s: Sentence, drafts: list[Draft], state: State, context: Context) -> list[Draft]:
        """"The rate reported last year was 49%", "at Quarter 2 the projection had been £6.3m": told for an earlier time."""
        kept: list[Draft] = []
        earlier = state.drafts
        if len(drafts) > 1 and len(drafts) == len(earlier):
            pairs = _matched(drafts, earlier)
            if pairs is not None and all(_earlier_than(new.period, old.period) for new, old in pairs):
                for new, old in pairs:
                    self._give_back(s, new, old, state)
                return []
        for d in drafts:
            past = [o for o in (*earlier, *kept) if links.compatible(o.value, d.value)]
            old = past[-1] if past else None
            if old is not None and _dated_apart(s, old, d) and _earlier_than(d.period, old.period) and (_generic(d.indicator, old.indicator) or roles.refers_back(s) or _pronoun_is(s, d)):
                self._give_back(s, d, old, state)
            else:
                kept.append(d)
        return kept

    def _give_back(self, s: Sentence, new: Draft, old: Draft, state: State) -> None:
        """Make a figure told for an earlier time the comparator of the value it belongs to."""
        new.value.role, new.value.owner = "comparator", old.value
        for f in s.figures:  # "48.3%, Q1 47.1%, target 50%": what was told of it is told of the value
            if f.owner is new.value and old.sentence is s:
                f.owner = old.value
        new.value.period = new.value.period or (s.periods[0] if s.periods else None)
        state.memory = Memory(old.indicator, old.population)

    def _series(self, s: Sentence, drafts: list[Draft]) -> list[Draft]:
        """"27 cases in 2013-14, 32 in 2014-15 and currently 25": the earlier figures compare with the last."""
        if len(drafts) < 2:
            return drafts
        last = drafts[-1]
        earlier: list[Draft] = []
        for d in reversed(drafts[:-1]):
            following = drafts[drafts.index(d) + 1]
            dated = d.value.period is not None and not d.period.inherited and d.period.start is not None
            gap = s.between(d.value.end, following.value.start)
            bare = re.search(r"@+\)?\s*(?:,|,?\s*and)\s+(?:there\s+(?:are|were)\s+)?(?:\w+\s+){0,2}$", gap)
            alike = d.indicator == following.indicator or bool(_words(d.indicator + " cases") & _words(following.indicator))
            if not (dated and bare and d.value.unit == last.value.unit and alike):
                break
            earlier.append(d)
        if not earlier or (last.period.start and any(d.period.start and d.period.start >= last.period.start for d in earlier)):
            return drafts
        for d in earlier:
            d.value.role, d.value.owner = "comparator", last.value
        return [d for d in drafts if d not in earlier]

    def _aimed_at(self, drafts: list[Draft], state: State, context: Context) -> None:
        """"The target is to reopen 18 units. ... these will reopen 23": a target told first is the next value's."""
        if not drafts or not state.targets:
            return
        free = [d for d in drafts if not any(f.role == "comparator" and f.owner is d.value and f.cues for f in d.sentence.figures)]
        for told, f in state.targets:
            fitting = [d for d in free if d.value.unit == f.unit]
            alike = [d for d in fitting if len(_words(d.indicator) & _words(told.words(f.end, min(told.end, f.end + 60)))) >= 1]
            if (alike or (fitting if len(state.targets) == 1 else [])):
                draft = (alike or fitting)[0]
                draft.comparators += comparators.from_figure(told, f, draft.value, draft.period, context)
        state.targets = []

    def _continued(self, s: Sentence, drafts: list[Draft], before: list[Draft]) -> None:
        """"This has since risen to 61%", "a reduction to 68": moved from the value told just before."""
        for i, d in enumerate(drafts):
            past = (drafts[:i] or before)[-1:]
            own = any(f.owner is d.value and f.role == "comparator" and not f.cues for f in s.figures)
            if not past or own or past[0].value.unit != d.value.unit or not _goes_on(s, d):
                continue
            old = past[0]
            if old.period.start and d.period.start and old.period.start > d.period.start:
                continue
            kind = comparators.kind_in_time(d.period, old.period, None)
            d.comparators.append(
                Comparator(kind=kind, value=old.value.q.value, unit=old.value.unit, period=old.period if old.period.start else None, text=old.value.q.text)
            )
            d.earlier.append(old.value)

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
                    draft.since += _since(s, f, draft, context)
        for mark in compared:
            draft = _nearest(drafts, mark.start)
            if draft is not None:
                draft.since.append(comparators.in_time(s, mark, draft.period, context))
        for cue in _standing_cues(s):
            draft = _nearest(drafts, cue.start)
            if draft is not None and not any(c.kind == cue.gives["kind"] for c in draft.comparators):
                made = comparators.without_figure(s, cue, draft.value)
                if re.search(r"\bwhich\s+(?:is|was)\s+(?:also\s+)?(?:our|the|its)\s+$", s.left(cue.start, 30), re.I):
                    made = made.model_copy(update={"value": draft.value.q.value, "unit": draft.value.unit, "relation": "equal"})
                draft.comparators.append(made)

    def _compare(self, s: Sentence, draft: Draft, f: Figure, context: Context) -> None:
        made = comparators.from_figure(s, f, draft.value, draft.period, context)
        draft.comparators += made
        if not f.cues and made and made[0].kind not in ("other", "target"):
            draft.earlier.append(f)

    def _adopt(self, s: Sentence, orphans: list[Figure], state: State, context: Context) -> None:
        """Give what no value of this sentence owns to the values of the sentence before."""
        dealt = [f for f in orphans if f.role == "comparator"]
        past = [d for d in state.drafts if d.sentence is not s]
        if len(dealt) > 1 and len(dealt) == len(past) and all(links.compatible(d.value, f) for d, f in zip(past, dealt, strict=True)):
            for d, f in zip(past, dealt, strict=True):  # "The comparable figures last year were 48.8% and 5.9%"
                f.owner = d.value
                self._compare(s, d, f, context)
        for f in orphans:
            if f.owner is not None:
                continue
            fitting = [d for d in state.drafts if d.sentence is not s and links.compatible(d.value, f)] if f.role == "comparator" else []
            if f.role == "change" and not s.values() and (roles.refers_back(s) or self._same_subject(s, f, state)):
                fitting = [d for d in state.drafts if d.sentence is not s]
            like = [d for d in fitting if d.value.unit == f.unit or (f.role == "change" and f.unit in ("percent", "percentage_points"))]
            if not fitting and not s.values() and any(c.gives.get("kind") == "target" for c in f.cues):
                state.targets.append((s, f))
            for draft in (like or fitting)[-1:]:
                f.owner = draft.value
                if f.role == "comparator":
                    self._compare(s, draft, f, context)
                else:
                    draft.changes.append(f)

    def _same_subject(self, s: Sentence, f: Figure, state: State) -> bool:
        """Whether the words before a change name what the sentence before measured."""
        before = set(re.findall(r"[a-z]{4,}", state.memory.indicator.lower())) - COMMON
        here = set(re.findall(r"[a-z]{4,}", s.words(s.start, f.start).lower())) - COMMON
        return len(before & here) >= 2

    def _standing(self, s: Sentence, drafts: list[Draft], compared: list[PeriodMark], context: Context) -> None:
        """"This is the same performance as the previous quarter": a movement of the values just told."""
        cue = next((d for d in s.directions if d.gives.get("form") in ("state", "similar", "change", "compared")), None)
        told = drafts if re.match(r"\s*(?:both|these|all)\b", s.text, re.I) else drafts[-1:]
        for draft in told:
            if cue and (compared or any(p.relative for p in s.periods)):
                draft.hint = cast("Direction", cue.gives["direction"])
            for mark in compared or [p for p in s.periods if p.relative]:
                draft.since.append(comparators.in_time(s, mark, draft.period, context))
            for name in _standing_cues(s):
                draft.comparators.append(comparators.without_figure(s, name, draft.value))

    # ── finishing ────────────────────────────────────────────────────────────────────────────────

    def _finish(self, d: Draft, block: Block, academic: bool) -> Statement:
        s, value = d.sentence, d.value
        qualifiers = _qualifiers(s, d.zone, value)
        if "forecast" in qualifiers and "planned" in qualifiers:
            qualifiers = tuple(q for q in qualifiers if q != "planned")
        kind: RecordKind = "forecast" if "forecast" in qualifiers else "planned" if "planned" in qualifiers else "actual"
        change = _change(d)
        period = _to_date(d.period, qualifiers, self.base, kind)
        if kind == "forecast" and d.period.inherited and self.base and self.base.end and d.period.end == self.base.end:
            start, end = cal.years_span(cal.financial_year(self.base.end), 1)  # what is forecast is the year's outcome
            period = Period(label=d.period.label, start=start, end=end, inherited=True)
        if kind == "planned" and any(p.modifier == "from" for p in s.periods if p.end <= value.start or p is value.period):
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
            geography=d.place,
            direction=movement.direction(s, d.zone, d.earlier, d.changes) or d.hint,
            change=change,
            comparators=tuple(_unique([*d.comparators, *d.since])),
            status=self.section.status or judged(s, d.zone),
            kind=kind,
            garbled=tuple(f.q.garbled for f in s.figures if f.q.garbled and (f is value or f.owner is value)),
        )


def _dated_apart(s: Sentence, old: Draft, new: Draft) -> bool:
    """Whether the new figure has a time of its own rather than the old one's."""
    if s.bracket(new.value.start) is not None:
        return False
    start = old.value.end if old.sentence is s else s.start
    return new.value.period is not None or any(start <= p.start < new.value.start for p in s.periods)


def _words(text: str) -> set[str]:
    """The words of a text that can show it speaks of the same thing as another."""
    return set(re.findall(r"[a-z]{4,}", text.lower())) - COMMON


def _matched(new: list[Draft], old: list[Draft]) -> list[tuple[Draft, Draft]] | None:
    """Each new figure with the earlier one of like unit it repeats, by shared words or else by order."""
    if any(not any(links.compatible(o.value, n.value) for o in old) for n in new):
        return None
    pairs = []
    for i, n in enumerate(new):
        words = set(re.findall(r"[a-z]{4,}", n.indicator.lower())) - COMMON
        shared = [o for o in old if links.compatible(o.value, n.value) and words & set(re.findall(r"[a-z]{4,}", o.indicator.lower()))]
        by_order = old[i] if len(new) == len(old) else old[-1]
        pairs.append((n, shared[0] if len(shared) == 1 else by_order))
    return pairs if len({id(o) for _, o in pairs}) == len(pairs) else None


def _earlier_than(new: Period, old: Period) -> bool:
    return bool(new.end and old.start and old.end and not new.inherited and new.end < old.end and new.end <= old.start or (new.end and old.end and new.start and old.start and new.start < old.start and new.end < old.end and not new.inherited))


_GENERIC = set("reported comparable recorded corresponding stood took equivalent projection position share last time when same stage produced closed turn outturn snapshot cohort previous there".split())  # noqa: SIM905, E501


def _generic(indicator: str, before: str) -> bool:
    """Whether a phrase says nothing of its own: "rate reported", "it", "the comparable figures"."""
    words = _words(indicator) - _GENERIC
    return not words or indicator == before or words <= _words(before)


def _pronoun_is(s: Sentence, d: Draft) -> bool:
    """"...; this was 91.9% for 2016 entry": said of what the clause before measured."""
    left = s.mask[s.start : d.value.start]
    return re.search(r"(?:^|[;,.:]\s*|\b(?:and|but|when)\s+)(?:it|this|that|they|these)\s+(?:was|were|stood\s+at|came\s+to)\s+(?:at\s+)?(?:only\s+|just\s+|about\s+)?$", left, re.I) is not None


_GOES_ON = re.compile(
    r"(?:^|[,;]\s*|\band\s+|\bthat\s+|@\s*,?\s*)(?:\s*(?:this|it|which|these|performance|in-year\s+performance)\s+(?:has|had|have)?\s*(?:\w+\s+){0,2}?|(?:\w+\s+){0,6}?(?:an?|the)\s+(?:\w+\s+)?)"
    r"(?:increas\w+|decreas\w+|reduc\w+|ris\w+|rose|fell|fall\w*|improv\w+|deteriorat\w+|dropped|drop|grown|grew|declin\w+)\s+(?:further\s+|again\s+|slightly\s+)?(?:(?:in|at|by|during)\s+@+\s+)?to\s+(?:\w+\s+){0,2}?$",
    re.IGNORECASE,
)


def _goes_on(s: Sentence, d: Draft) -> bool:
    """Whether the words before a value say that the figure before has moved on to it."""
    left = s.mask[max(s.start, d.value.start - 120) : d.value.start]
    if re.search(r"#[^#;.]{0,40},\s+(?:and\s+)?(?:rising|increasing|growing|falling|reducing|dropping|improving|declining)\s+(?:further\s+)?to\s+$", left):
        return True  # "£6.1m, rising to £11.4m"
    if re.search(r"\b(?:currently|now)\s+(?:stands\s+at|at)\s+$", left, re.I):
        return re.search(r"#[^;.]*\band\s+(?:\w+\s+)?(?:currently|now)", left) is not None
    return _GOES_ON.search(re.sub(r"#+", "", left) if "#" not in left[-60:] else left) is not None


def _subject_of(s: Sentence) -> Memory:
    """What a sentence without figures speaks of, for a sentence after it that does not say."""
    words = bare(split_verb(s.text)[0])
    if not content(words) or PRONOUN.match(words) or len(words.split()) > 14:
        return Memory()
    return Memory(words, np_head(words), sentence=s.start)


def _left_over(s: Sentence, block: Block, state: State) -> Iterator[Leftover]:
    """Figures compared with something, though nothing near them holds a value to compare."""
    waiting = {id(f) for _, f in state.targets}
    for f in s.figures:
        if f.role in ("comparator", "gap") and f.owner is None and id(f) not in waiting:
            name = " and ".join(s.words(c.start, c.end) for c in f.cues) or "an earlier or other figure"
            yield Leftover(block, f.start, f.end, (s.start, s.end), f"read as {name}, but no value stands near it to compare with")


def _since(s: Sentence, f: Figure, draft: Draft, context: Context) -> list[Comparator]:
    """The time a change is measured from, where it names one without a figure: "nine fewer than at the end of June"."""
    mark = f.period
    if mark is None or mark.start < f.end or not times.COMPARING.search(s.between(f.end, mark.start)):
        return []
    return [comparators.in_time(s, mark, draft.period, context)]


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
        and re.search(r"\b(?:which\s+(?:is|was)|above|below|higher|lower|than|similar|compar\w+|in\s+line|exceed\w*|met|meets|meeting|against|better|worse|missed)\b[^#;]{0,40}$", s.left(c.start, 70), re.I)
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


def _to_date(period: Period, qualifiers: tuple[Qualifier, ...], base: Period | None, kind: RecordKind) -> Period:
    """A cumulative figure of a year not yet over runs to the end of the report's own period."""
    inside = base and base.end and period.start and period.end and period.start <= base.end < period.end
    if "cumulative" in qualifiers and inside and kind == "actual":
        return period.model_copy(update={"end": base.end})  # type: ignore[union-attr]
    return period


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
        near = s.start <= m.start and m.end <= s.end
        if name in ("average", "estimated", "cumulative"):
            near = zone.start <= m.start and m.end <= zone.end
        if name == "planned":
            near = near and m.end <= value.start
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
