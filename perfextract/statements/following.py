"""Figures that go on from what was told just before: earlier states of it, a series, a target told first."""

from __future__ import annotations

import re
from itertools import pairwise

from perfextract.model import Comparator, Period
from perfextract.periods import Context
from perfextract.statements import comparators, links, roles
from perfextract.statements.drafts import Draft, State, words
from perfextract.statements.figures import Figure, Sentence
from perfextract.statements.phrases import bare, content
from perfextract.statements.subjects import Memory
from perfextract.statements.wording import TOLD_BEFORE

_GENERIC = frozenset(
    (
        "reported comparable recorded corresponding stood took equivalent projection position share last time when "
        "same stage produced closed turn outturn snapshot cohort previous there"
    ).split()
)
_GOES_ON = re.compile(
    r"(?:^|[,;]\s*|\band\s+|\bthat\s+|@\s*,?\s*)(?:\s*(?:this|it|which|these|performance|in-year\s+performance)\s+(?:has|had|have)?\s*(?:\w+\s+){0,2}?|(?:\w+\s+){0,6}?(?:an?|the)\s+(?:\w+\s+)?)"
    r"(?:increas\w+|decreas\w+|reduc\w+|ris\w+|rose|fell|fall\w*|improv\w+|deteriorat\w+|dropped|drop|grown|grew|declin\w+)\s+(?:further\s+|again\s+|slightly\s+)?(?:(?:in|at|by|during)\s+@+\s+)?to\s+(?:\w+\s+){0,2}?$",
    re.IGNORECASE,
)


def restated(s: Sentence, drafts: list[Draft], state: State, context: Context) -> list[Draft]:
    """ "The rate reported last year was 49%", "at Quarter 2 the projection had been £6.3m": told for an earlier time."""
    kept: list[Draft] = []
    earlier = state.drafts
    if len(drafts) > 1 and len(drafts) == len(earlier):
        pairs = _matched(drafts, earlier)
        if pairs is not None and all(_earlier_than(new.period, old.period) for new, old in pairs):
            for new, old in pairs:
                _give_back(s, new, old, state)
            return []
    for d in drafts:
        past = [o for o in (*earlier, *kept) if links.compatible(o.value, d.value)]
        if past and _told_again(s, past[-1], d):
            _give_back(s, d, past[-1], state)
        else:
            kept.append(d)
    return kept


def _told_again(s: Sentence, old: Draft, new: Draft) -> bool:
    """Whether ``new`` says of an earlier time what ``old`` says of its own."""
    if re.search(TOLD_BEFORE, s.text, re.I):  # "The quarter 3 figure is now 62, previously reported as 58": told anew
        return False
    same = _generic(new.indicator, old.indicator) or roles.refers_back(s) or _pronoun_is(s, new)
    return same and _dated_apart(s, old, new) and _earlier_than(new.period, old.period)


def _give_back(s: Sentence, new: Draft, old: Draft, state: State) -> None:
    """Make a figure told for an earlier time the comparator of the value it belongs to."""
    new.value.role, new.value.owner = "comparator", old.value
    for f in s.figures:  # "48.3%, Q1 47.1%, target 50%": what was told of it is told of the value
        if f.owner is new.value and (old.sentence is s or _on_its_own(s, f, new.value)):
            f.owner = old.value
    new.value.period = new.value.period or (s.periods[0] if s.periods else None)
    state.memory = Memory(old.indicator, old.population)


def _on_its_own(s: Sentence, f: Figure, past: Figure) -> bool:
    """Whether a comparator stands in a clause of its own beside an earlier figure: "Q4 was 97% and the target is 95%"."""
    return (
        f.end <= past.start
        or re.match(r"[^#;]*?(?:,|\band)\s+(?:the|our|its)\b", s.between(past.end, f.start)) is not None
    )


def series(drafts: list[Draft], known: Period | None) -> list[Draft]:
    """ "40 cases in 2020-21, 35 in 2021-22 and currently 31", "Q1 72%, Q2 75%": the earlier compare with the last.

    ``known`` is the report's period: what a sentence tells of times after it is no such series.
    """
    if len(drafts) < 2:
        return drafts
    last = drafts[-1]
    if known and known.end and last.period.end and last.period.end > known.end:
        return drafts
    earlier: list[Draft] = []
    for d, following in zip(reversed(drafts[:-1]), reversed(drafts), strict=False):
        dated = not d.period.inherited and d.period.start is not None
        free = d.value.unit == last.value.unit and d.value.count is None and d.sentence.bracket(d.value.start) is None
        before = last.period.start is None or _earlier_than(d.period, last.period)
        part = re.match(r"\s+of\s+(?:them|these|those|which|whom)\b", last.sentence.right(following.value.end))
        if part or not (dated and free and before and _same_thing(d, following)):
            break
        earlier.append(d)
    for d in earlier:
        d.value.role, d.value.owner = "comparator", last.value
        last.indicator = (
            d.indicator if not content(last.indicator) or words(last.indicator) <= _GENERIC else last.indicator
        )
    return [d for d in drafts if d not in earlier]


def _same_thing(a: Draft, b: Draft) -> bool:
    """Whether two figures of one sentence measure the same thing: one phrase, or the second adds nothing to the first."""
    return (
        a.indicator == b.indicator
        or _generic(b.indicator, a.indicator)
        or bool(words(a.indicator + " cases") & words(b.indicator))
    )


def continued(s: Sentence, drafts: list[Draft], before: list[Draft]) -> None:
    """ "This has since risen to 61%", "a reduction to 68": moved from the value told just before."""
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
            Comparator(
                kind=kind,
                value=old.value.q.value,
                unit=old.value.unit,
                period=old.period if old.period.start else None,
                text=old.value.q.text,
            )
        )


_AND_DOING = re.compile(r"\s+(?P<who>[^,;#@&()]{2,40}?)\s+and\s+(?:only\s+|just\s+)?")
_BOXED_AND = re.compile(r"\)\s+(?:in|at|among)\s+[^,;#@()]{2,40}?\s+and\s+[^,;@()]{0,30}\(")
_OF_AND = re.compile(r"\s+of\s+(?:the\s+)?(?P<who>(?:[^,;#@&()]|\([^()]*\)){2,60}?)(?:,|\s+and)\s+(?:only\s+|just\s+)?")


def share_predicates(s: Sentence, drafts: list[Draft]) -> None:
    """ "23% of boys and 21% of girls were overweight": what is said of the second is said of the first."""
    for a, b in reversed(list(pairwise(drafts))):  # from the last one, of which it is said
        m = _OF_AND.fullmatch(s.words(a.value.end, b.value.start))
        predicate = b.indicator.removeprefix(b.population)
        alone = m is not None and a.indicator.casefold() == bare(m["who"]).casefold()
        if alone and a.value.unit == b.value.unit and predicate != b.indicator and predicate.strip():
            a.indicator = a.indicator + predicate
        elif a.value.unit == b.value.unit:
            a.indicator += _also_said(s, a, b)


def _also_said(s: Sentence, a: Draft, b: Draft) -> str:
    """ "90 nurses and 72 doctors working nights"; "pupils (22%) in infant and (33%) in junior classes were late"."""
    between = s.between(a.value.end, b.value.start)
    doing = _AND_DOING.fullmatch(between)
    if doing and a.indicator.casefold() == bare(doing["who"]).casefold():
        said = re.match(r"[\w’'-]+(?:\s[\w’'-]+)?(?P<doing>\s\w{3,}ing\s.+)", b.indicator)
        return said["doing"] if said else ""
    if _BOXED_AND.fullmatch(between) and not re.search(r"\b(?:was|were|is|are)\b", a.indicator):
        told = re.search(r"\s(?:was|were|is|are)\s.+", b.indicator)
        return told[0] if told else ""
    return ""


def aimed_at(drafts: list[Draft], state: State, context: Context) -> None:
    """ "The target is to reopen 18 units. ... these will reopen 23": a target told first is the next value's."""
    if not drafts or not state.targets:
        return
    free = [
        d
        for d in drafts
        if not any(f.role == "comparator" and f.owner is d.value and f.cues for f in d.sentence.figures)
    ]
    for told, f in state.targets:
        fitting = [d for d in free if d.value.unit == f.unit]
        alike = [
            d for d in fitting if len(words(d.indicator) & words(told.words(f.end, min(told.end, f.end + 60)))) >= 1
        ]
        if alike or (fitting if len(state.targets) == 1 else []):
            draft = (alike or fitting)[0]
            draft.comparators += comparators.from_figure(told, f, draft.value, draft.period, context)
    state.targets = []


def _dated_apart(s: Sentence, old: Draft, new: Draft) -> bool:
    """Whether the new figure has a time of its own rather than the old one's."""
    if s.bracket(new.value.start) is not None:
        return False
    start = old.value.end if old.sentence is s else s.start
    return new.value.period is not None or any(start <= p.start < new.value.start for p in s.periods)


def _matched(new: list[Draft], old: list[Draft]) -> list[tuple[Draft, Draft]] | None:
    """Each new figure with the earlier one of like unit it repeats, by shared words or else by order."""
    if any(not any(links.compatible(o.value, n.value) for o in old) for n in new):
        return None
    pairs = []
    for i, n in enumerate(new):
        shared = [o for o in old if links.compatible(o.value, n.value) and words(n.indicator) & words(o.indicator)]
        by_order = old[i] if len(new) == len(old) else old[-1]
        pairs.append((n, shared[0] if len(shared) == 1 else by_order))
    return pairs if len({id(o) for _, o in pairs}) == len(pairs) else None


def _earlier_than(new: Period, old: Period) -> bool:
    return bool(
        (new.end and old.start and old.end and not new.inherited and new.end < old.end and new.end <= old.start)
        or (
            new.end
            and old.end
            and new.start
            and old.start
            and new.start < old.start
            and new.end < old.end
            and not new.inherited
        )
    )


def _generic(indicator: str, before: str) -> bool:
    """Whether a phrase says nothing of its own: "rate reported", "it", "the comparable figures"."""
    own = words(indicator) - _GENERIC
    return not own or indicator == before or own <= words(before)


def _pronoun_is(s: Sentence, d: Draft) -> bool:
    """ "...; this was 91.9% for 2016 entry": said of what the clause before measured."""
    left = s.mask[s.start : d.value.start]
    return (
        re.search(
            r"(?:^|[;,.:]\s*|\b(?:and|but|when|whereas|while|where)\s+|@,?\s+)(?:it|this|that|they|these)\s+(?:was|were|stood\s+at|came\s+to)\s+(?:at\s+)?(?:only\s+|just\s+|about\s+)?$",
            left,
            re.I,
        )
        is not None
    )


def _goes_on(s: Sentence, d: Draft) -> bool:
    """Whether the words before a value say that the figure before has moved on to it."""
    left = s.mask[max(s.start, d.value.start - 120) : d.value.start]
    if re.search(
        r"#[^#;.]{0,40},\s+(?:and\s+)?(?:rising|increasing|growing|falling|reducing|dropping|improving|declining)\s+(?:further\s+)?to\s+$",
        left,
    ):
        return True  # "£6.1m, rising to £11.4m"
    if re.search(r"\b(?:currently|now)\s+(?:stands\s+at|at)\s+$", left, re.I):
        return re.search(r"#[^;.]*\band\s+(?:\w+\s+)?(?:currently|now)", left) is not None
    return _GOES_ON.search(re.sub(r"#+", "", left) if "#" not in left[-60:] else left) is not None
