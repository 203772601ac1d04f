"""Read movements and standings that have no level: "calls fell 19%", "waiting times held steady"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from perfextract.model import Block, Change, Comparator, Direction, Period, Qualifier, Status
from perfextract.periods import Context, PeriodMark
from perfextract.rules import Mark
from perfextract.statements import comparators, phrases, sides, subjects, times, worth
from perfextract.statements.figures import Figure, Sentence, ends
from perfextract.statements.statement import Statement
from perfextract.statements.subjects import Memory

if TYPE_CHECKING:
    from perfextract.statements.drafts import Draft


def read(
    s: Sentence,
    block: Block,
    drafts: list[Draft],
    memory: Memory,
    period: Period,
    context: Context,
    status: Status | None,
) -> list[Statement]:
    """The value-less statements of a sentence: one for each change no value owns, or one movement or standing."""
    changes = [f for f in s.figures if f.role == "change" and f.owner is None]
    if changes:
        return [_change_only(s, block, f, changes, memory, period, context, status) for f in changes]
    if drafts or any(f.role == "comparator" and f.owner for f in s.figures):
        return []
    return _movement(s, block, memory, period, context, status)


def _change_only(
    s: Sentence,
    block: Block,
    f: Figure,
    all_changes: list[Figure],
    memory: Memory,
    period: Period,
    context: Context,
    status: Status | None,
) -> Statement:
    since = _since(s, f, all_changes, period, context)
    direction = cast("Direction | None", f.direction)
    return Statement(
        block=block,
        start=f.start,
        end=f.end,
        sentence=(s.start, s.end),
        indicator=_subject(s, f, memory),
        period=period,
        direction=direction,
        change=Change(amount=abs(f.q.value), unit=f.unit, direction=direction, since=since[0].kind if since else None),
        comparators=tuple(since),
        status=status,
        kind="qualitative",
        qualifiers=_to_come(s, f.start),
        garbled=(f.q.garbled,) if f.q.garbled else (),
    )


_FORECAST = re.compile(
    r"\b(?:(?:is|are|was|were)\s+(?:forecast|expected|projected|predicted|likely|set)\s+to|will|would)\s+(?:[\w-]+\s+){0,2}$",
    re.I,
)


def _to_come(s: Sentence, place: int) -> tuple[Qualifier, ...]:
    """Whether the movement before a place is one to come: "visits are forecast to fall by", "will rise by"."""
    return ("forecast",) if _FORECAST.search(re.sub(r"\s+by\s+$", " ", s.words(s.start, place))) else ()


def _since(s: Sentence, f: Figure, all_changes: list[Figure], period: Period, context: Context) -> list[Comparator]:
    later = [g.start for g in all_changes if g.start > f.start]
    stop = min(later) if later else s.end
    marks = [p for p in s.periods if f.end <= p.start < stop and (p.relative or times._comparing(s, p))]
    baseline = [c for c in s.cues if c.gives.get("kind") == "baseline" and f.end <= c.start < stop]
    if not marks and baseline and _compared_name(s, baseline[0]):
        return [comparators.without_figure(s, baseline[0])]
    if not marks:
        earlier = [
            p
            for p in s.periods
            if p.end <= f.start and p.relative and not any(g.end > p.end and g.start < f.start for g in all_changes)
        ]
        marks = earlier[-1:]
    return [comparators.in_time(s, p, period, context) for p in marks[:1]]


def _subject(s: Sentence, f: Figure, memory: Memory) -> str:
    """What moved: the noun after "a 12% rise in the volume of ...", or the subject before the verb."""
    after = s.words(f.end, s.end)
    m = re.match(
        r"\)?\s*(?:[a-z-]+\s+){0,2}?(?:increase|decrease|reduction|rise|fall|drop|growth|improvement|decline)s?\s+(?:in|to)\s+(?P<what>[^,;.(]+)",
        after,
        re.I,
    )
    if not m:
        m = re.match(r"\s*(?:fewer|more|less|higher|lower)\s+(?P<what>[^,;.(]+)", after, re.I)
    if m:
        what = re.split(r"\s+(?:compared|than|on|when|since|between|from|in\s+comparison|against|over)\b", m["what"])[0]
        agent = phrases.agent(s.words(s.start, f.start)) if "fewer" in m[0].lower() or "more" in m[0].lower() else ""
        words = phrases.bare(phrases.tidy(f"{what} {agent}"))
        if phrases.content(words):
            return words
    left = sides.readable(s, s.start, f.start)
    found = subjects.after_subject(left, memory).indicator
    return found or memory.indicator or phrases.bare(s.text)[:120]


_CLAUSE = re.compile(
    r"[;,]\s+(?:and|but|while|whilst|although|with|which)?\s*|\s+(?:while|whilst|although|but)\s+", re.I
)


def _movement(
    s: Sentence, block: Block, memory: Memory, period: Period, context: Context, status: Status | None
) -> list[Statement]:
    """A movement or standing told in words alone, with a subject that can be measured."""
    cue = _main_cue(s)
    if cue is None or (s.figures and worth.TALLY.search(s.text)):
        return []
    standings = [comparators.without_figure(s, c) for c in s.cues if "kind" in c.gives and _compared_name(s, c)]
    named = list({(c.kind, c.label): c for c in reversed(standings)}.values())[::-1]
    marks = [p for p in s.periods if p.relative or times._comparing(s, p)]
    direction = _direction(cue)
    if direction is None and not named:
        return []
    complement = (
        re.match(r"\s+(?:in|of)\s+(?P<what>(?:the\s+)?[a-z][^,;.()]*)", s.words(cue.end, s.end))
        if cue.gives.get("form") == "change"
        else None
    )
    if complement and phrases.content(complement["what"]):
        what = re.split(
            r"\s+(?:seen|over|since|compared|on|from|during|between|due|because|when|which|and|as)\b",
            complement["what"],
        )[0]
        return _qualitative(s, block, cue, phrases.bare(what), named, marks, direction, memory, period, context, status)
    before = s.words(s.start, cue.start)
    subject, verb, rest = phrases.split_verb(before)
    if not verb or rest.strip():
        subject = phrases.split_verb(f"{before} is ")[0]
    words = phrases.bare(sides.readable(s, s.start, min(s.start + len(subject), cue.start)))
    return _qualitative(s, block, cue, words, named, marks, direction, memory, period, context, status)


def _qualitative(
    s: Sentence, block: Block, cue: Mark, words: str, named: list[Comparator], marks: list[PeriodMark], direction: Direction | None,
    memory: Memory, period: Period, context: Context, status: Status | None,
) -> list[Statement]:  # fmt: skip
    if not _measurable(words, cue) and not named:
        return []
    return [
        Statement(
            block=block,
            start=cue.start,
            end=cue.end,
            sentence=(s.start, s.end),
            indicator=subjects.resolve(words, memory) or memory.indicator or phrases.bare(s.text)[:120],
            period=period,
            direction=direction,
            comparators=tuple(named + [comparators.in_time(s, p, period, context) for p in marks[:1]]),
            status=status,
            kind="qualitative",
        )
    ]


def _compared_name(s: Sentence, c: Mark) -> bool:
    return (
        ends(
            r"\b(?:above|below|higher|lower|than|similar|compar\w+|line|exceed\w*|met|meet\w*|against|better|worse|missed|of)\b[^;]{0,40}",
            s.left(c.start, 70),
        )
        is not None
    )


def _direction(cue: Mark) -> Direction | None:
    form = cue.gives.get("form")
    if form in ("change", "state", "adverb"):
        return cast("Direction", cue.gives["direction"])
    return "stable" if form == "similar" else None


_MEASURES = re.compile(
    r"\b(?:(?:number|rate|level|volume|time|caseload|completion|trend|wait)s?"
    r"|proportion|percentage|performance|demand|cases|calls|visits|attainment|results|uptake|activity|waiting|admissions|referrals|complaints|arrears|debt"
    r"|offences|crime|incidents|absence|satisfaction|outcomes|gap|population|attendance|usage|prevalence|timeliness|timescales|applications|entrants|reoffending|use|income|spend|figures"
    r"|children|people|pupils|quality|occupancy|requests|births|deaths|take-up|participation|unemployment|emissions|recycling)\b",
    re.IGNORECASE,
)


def _main_cue(s: Sentence) -> Mark | None:
    """The finite movement of the sentence: a verb after a subject, not a purpose ("to reduce") or an adjective."""
    for d in s.directions:
        if d.gives.get("form") not in ("change", "state", "compared", "similar"):
            continue
        before = s.low[s.start : d.start]
        if ends(
            r"\b(?:to|will|would|could|should|may|might|can|of|by|for|from|aim\w*|help\w*|support\w*|need)\s+(?:further\s+|significantly\s+)?",
            before,
        ):
            continue
        if d.gives.get("form") == "compared" and not re.match(
            r"\s*(?:\w+\s+){0,6}?(?:than|&|@|compared|the\s+&|the\s+@)", s.mask[d.end : s.end]
        ):
            if not ends(r"\b(?:there\s+(?:were|are|was|is|have\s+been)\s+)", before):
                continue
        if len(before.split()) >= 1 or d.gives.get("form") == "compared":
            return d
    return None


def _measurable(words: str, cue: Mark) -> bool:
    return bool(words) and len(words.split()) <= 30 and _MEASURES.search(words) is not None
