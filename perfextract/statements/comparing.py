"""Give the values told what they are compared with, in their own sentence and the one after it."""

from __future__ import annotations

import re
from typing import cast

from perfextract.model import Comparator, Direction
from perfextract.periods import Context, PeriodMark
from perfextract.rules import Mark
from perfextract.statements import comparators, links, roles, times
from perfextract.statements.drafts import Draft, State, nearest, words
from perfextract.statements.figures import Figure, Sentence


def add_comparators(
    s: Sentence, drafts: list[Draft], before: list[Draft], compared: list[PeriodMark], context: Context
) -> None:
    owners = {id(d.value): d for d in (*before, *drafts)}
    for f in s.figures:
        for owner in (f.owner, *f.shared):
            draft = owners.get(id(owner)) if owner is not None else None
            if draft is None:
                continue
            if f.role == "comparator":
                _compare(s, draft, f, context)
            elif f.role == "change":
                draft.changes.append(f)
                draft.since += _since(s, f, draft, context)
    for mark in compared:
        draft = nearest(drafts, mark.start)
        if draft is not None:
            draft.since.append(comparators.in_time(s, mark, draft.period, context))
    for cue in _standing_cues(s):
        draft = nearest(drafts, cue.start)
        if draft is not None and not any(c.kind == cue.gives["kind"] for c in draft.comparators):
            made = comparators.without_figure(s, cue)
            if re.search(r"\bwhich\s+(?:is|was)\s+(?:also\s+)?(?:our|the|its)\s+$", s.left(cue.start, 30), re.I):
                made = made.model_copy(
                    update={"value": draft.value.q.value, "unit": draft.value.unit, "relation": "equal"}
                )
            draft.comparators.append(made)


def _compare(s: Sentence, draft: Draft, f: Figure, context: Context) -> None:
    draft.comparators += comparators.from_figure(s, f, draft.value, draft.period, context)


def adopt(s: Sentence, orphans: list[Figure], state: State, context: Context) -> None:
    """Give what no value of this sentence owns to the values of the sentence before."""
    dealt = [f for f in orphans if f.role == "comparator"]
    past = [d for d in state.drafts if d.sentence is not s]
    if (
        len(dealt) > 1
        and len(dealt) == len(past)
        and all(links.compatible(d.value, f) for d, f in zip(past, dealt, strict=True))
    ):
        for d, f in zip(past, dealt, strict=True):  # "The comparable figures last year were 48.8% and 5.9%"
            f.owner = d.value
            _compare(s, d, f, context)
    for f in orphans:
        if f.owner is not None:
            continue
        fitting = (
            [d for d in state.drafts if d.sentence is not s and links.compatible(d.value, f)]
            if f.role == "comparator"
            else []
        )
        if f.role == "change" and not s.values() and (roles.refers_back(s) or _same_subject(s, f, state)):
            fitting = [d for d in state.drafts if d.sentence is not s]
        rates = [d for d in fitting if d.value.unit.startswith("per_") or d.value.unit == "percent"]
        if rates and f.unit == "count" and re.search(r"\brates?\b", s.words(s.start, f.start), re.I):
            fitting = rates
        like = [
            d
            for d in fitting
            if d.value.unit == f.unit or (f.role == "change" and f.unit in ("percent", "percentage_points"))
        ]
        if not fitting and not s.values() and any(c.gives.get("kind") == "target" for c in f.cues):
            state.targets.append((s, f))
        for draft in (like or fitting)[-1:]:
            f.owner = draft.value
            if f.role == "comparator":
                _compare(s, draft, f, context)
            else:
                draft.changes.append(f)


def _same_subject(s: Sentence, f: Figure, state: State) -> bool:
    """Whether the words before a change name what the sentence before measured."""
    before = words(state.memory.indicator)
    here = words(s.words(s.start, f.start))
    return len(before & here) >= 2


def standing(s: Sentence, drafts: list[Draft], compared: list[PeriodMark], context: Context) -> None:
    """ "That is no better than the quarter before": a movement of the values just told."""
    cue = next((d for d in s.directions if d.gives.get("form") in ("state", "similar", "change", "compared")), None)
    told = drafts if re.match(r"\s*(?:both|these|all)\b", s.text, re.I) else drafts[-1:]
    for draft in told:
        if cue and (compared or any(p.relative for p in s.periods)):
            draft.hint = cast("Direction", cue.gives["direction"])
        for mark in compared or [p for p in s.periods if p.relative]:
            draft.since.append(comparators.in_time(s, mark, draft.period, context))
        for name in _standing_cues(s):
            draft.comparators.append(comparators.without_figure(s, name))


def _since(s: Sentence, f: Figure, draft: Draft, context: Context) -> list[Comparator]:
    """The time a change is measured from, where it names one without a figure: "nine fewer than at the end of June"."""
    mark = f.period
    if mark is None or mark.start < f.end or not times.COMPARING.search(s.between(f.end, mark.start)):
        return []
    return [comparators.in_time(s, mark, draft.period, context)]


def _standing_cues(s: Sentence) -> list[Mark]:
    """Names a value is compared with that have no figure of their own: "above the national average"."""
    used = {id(c) for f in s.figures for c in f.cues}
    return [
        c
        for c in s.cues
        if "kind" in c.gives
        and id(c) not in used
        and re.search(
            r"\b(?:which\s+(?:is|was)|above|below|higher|lower|than|similar|compar\w+|in\s+line|exceed\w*|met|meets|meeting|against|better|worse|missed)\b[^#;]{0,40}$",
            s.left(c.start, 70),
            re.I,
        )
    ]
