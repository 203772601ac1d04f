"""Give each figure of a sentence the period its words name, and find the times that stand alone.

A period belongs to the figure it stands beside ("640 at the close of Q1", "previous year (67.2%)");
one at the head of a sentence belongs to every value after it; one behind "compared to" belongs to the
figure that follows, or names a comparator without a figure.
"""

from __future__ import annotations

import re

from perfextract.period_forms import RELATIVE_KINDS
from perfextract.periods import PeriodMark
from perfextract.statements.figures import SOFT_HEDGES, Figure, Sentence

COMPARING = re.compile(
    r"\b(?:compar(?:ed|es|ing|able|ison)|than|versus|against|similar\s+to|same\s+(?:\w+\s+)?as|in\s+line\s+with|consistent\s+with|(?:up|down|increase[d]?|decrease[d]?"
    r"|unchanged|no\s+change|reduction|rise|fall|improvement|growth|drop|reduced|fell|rose|higher|lower|points?)\s+(?:\w+\s+)?(?:on|from|over|since|against))\b[^#;]*$",
    re.IGNORECASE,
)
_BESIDE_LEFT = (
    r"(?:['’]s?|s['’])?\s*(?:\([^()#]*\)\s*)?(?:figures?|totals?|rates?|levels?|performance|outturn|results?|position|it|which|when|for|that|there)?\s*"
    r"(?:of|was|were|is|are|at|to|:|\(|–|-|stood\s+at|it\s+was|there\s+were|had|saw|,)?\s*(?:\(\s*)?"
)


def attach(s: Sentence) -> tuple[list[PeriodMark], list[PeriodMark]]:
    """Set ``Figure.period``; returns (periods at large, times compared with that have no figure)."""
    at_large: list[PeriodMark] = []
    compared: list[PeriodMark] = []
    for p in s.periods:
        if _aside(s, p):
            continue
        figure = _beside_left(s, p) or _beside_right(s, p)
        if figure is not None:
            if figure.period is None or (figure.period.relative and not p.relative):
                figure.period = p
            continue
        if _comparing(s, p):
            following = _following(s, p)
            if following is not None:
                following.period = following.period or p
            else:
                compared.append(p)
        else:
            at_large.append(p)
    return at_large, compared


_ASIDE = re.compile(
    r"\b(?:(?:highest|lowest|best|worst|first|fewest|record|strongest|weakest)\b[^,;#]{0,60}since\s+(?:the\s+)?|(?:after|before|following|prior\s+to|until|due\s+on)\s+(?:the\s+)?|(?:since|when)\s+(?!the\s+same)[^,;#@]{4,50}?\b(?:in|of)\s+|published\s+(?:in|on)\s+|launched\s+(?:in|on)\s+)$",
    re.IGNORECASE,
)


def _aside(s: Sentence, p: PeriodMark) -> bool:
    """Whether a time only colours the sentence: "the highest since 2018/19", "after January's storms"."""
    before = s.words(max(s.start, p.start - 80), p.start)
    superlative = p.modifier == "since" and re.search(
        r"\b(?:highest|lowest|best|worst|first|fewest|record)\b[^,;#]{0,60}$", before, re.IGNORECASE
    )
    return bool(superlative or _ASIDE.search(before))


def share_out(s: Sentence, at_large: list[PeriodMark]) -> None:
    """Where a figure moved from one to another, the span's first time is the earlier figure's, its last the value's."""
    for a in s.figures:
        b = a.owner
        if a.role != "comparator" or a.why != "moved from" or b is None:
            continue
        for f in (a, b):
            if f.period is not None and f.period.form == "span":
                following = next((p for p in s.periods if p.start >= f.period.end), None)
                if following and re.fullmatch(r"\s*(?:to|and)\s+(?:the\s+)?", s.between(f.period.end, following.start)):
                    a.period, b.period = f.period, following
                else:
                    a.period, b.period = f.period.fields
        for i, p in enumerate(at_large):
            if p.form == "span" and a.period is None and b.period is None:
                a.period, b.period = p.fields
                continue
            following = at_large[i + 1] if i + 1 < len(at_large) else None
            if following and re.fullmatch(r"\s*(?:to|and)\s+(?:the\s+)?", s.between(p.end, following.start)):
                a.period, b.period = p, following


def _comparing(s: Sentence, p: PeriodMark) -> bool:
    chars = list(s.mask[max(s.start, p.start - 80) : p.start])
    for f in s.figures:  # a stated change does not end the comparison: "an increase of 1.2 points on Q1"
        if f.role in ("change", "gap") and p.start - 80 <= f.start and f.end <= p.start:
            chars[f.start - p.start + len(chars) : f.end - p.start + len(chars)] = " " * (f.end - f.start)
    before = "".join(chars)
    if re.search(r"@", before):  # "compared to Q1 and Q2": the first period is the one compared with
        before = (
            before[before.rfind("@") + 1 :]
            if not re.fullmatch(r"\s*(?:,|and|or|/)\s*(?:in\s+|the\s+|that\s+of\s+)*", before[before.rfind("@") + 1 :])
            else before
        )
    return COMPARING.search(before) is not None


def _following(s: Sentence, p: PeriodMark) -> Figure | None:
    """The comparator figure that the words of a compared time lead to."""
    for f in s.figures:
        if f.start > p.end:
            gap = s.between(p.end, f.start)
            fits = f.role == "comparator" and not re.search(r"[@;]", gap) and len(gap) < 70
            return f if fits else None
    return None


def _beside_left(s: Sentence, p: PeriodMark) -> Figure | None:
    """The figure right after a period: "Q1 (27)", "last year: 12.8 days", "Q1 when 75%"."""
    for f in s.figures:
        if f.start >= p.end:
            gap = s.between(p.end, f.start)
            near = len(gap) < 40 and re.fullmatch(_BESIDE_LEFT + SOFT_HEDGES, gap, re.IGNORECASE)
            box = s.bracket(f.start)
            if box and box[0] >= p.end and "@" in s.between(*box):
                return None  # the figure has a time of its own in its brackets
            if not near or f.role in ("dropped", "whole", "change", "gap"):
                return None
            lead = s.mask[s.start : p.start].strip().lower()
            if lead in ("", "in", "at", "during", "by", "for", "on", "over", "as of") and "," in gap:
                return None  # "In 2013, 40 people": the head of the sentence, for all that follows
            if "(" in gap or f.role == "comparator":
                return f
            return f if not _beside_right(s, p) else None
    return None


def _beside_right(s: Sentence, p: PeriodMark) -> Figure | None:
    """The figure before a period with no other figure and no new clause between."""
    before = [f for f in s.figures if f.end <= p.start and f.role not in ("dropped", "whole")]
    if not before:
        return None
    f = before[-1]
    gap = s.between(f.end, p.start)
    if re.fullmatch(r"\s*(?:\w+\s+){0,2}\(\s*(?:in\s+|at\s+|for\s+|during\s+)?", gap):
        box = s.bracket(p.start)
        return None if box and "#" in s.between(p.end, box[1]) else f  # "702 offences (previous year 668)"
    if re.search(r"[;:]|\.\s", gap) or len(gap) > 150:
        return None
    if COMPARING.search(gap):
        return f if f.role in ("change", "gap") else None
    tail = gap[gap.rfind("@") + 1 :] if "@" in gap else gap
    if "," in gap and not re.fullmatch(
        r"\s*,?\s*(?:in|at|for|during|as\s+at|as\s+of|on)\s+(?:the\s+)?",
        tail[tail.rfind(",") :] if "," in tail else "x",
    ):
        return None
    if "(" in gap and ")" not in gap[gap.rfind("(") :] and s.bracket(f.start) is None:
        return None  # the period stands in a bracket of its own further on
    if f.role == "change":
        return None
    return _count_to_percentage(f)


def _count_to_percentage(f: Figure) -> Figure:
    return f.owner if f.role == "count" and f.owner is not None else f


def of_value(s: Sentence, value: Figure, at_large: list[PeriodMark], end: int) -> PeriodMark | None:
    """The period of a value: its own, else the nearest one at large before it, else the first after it and before ``end``."""
    if value.period is not None and not value.period.relative:
        return value.period
    before = [p for p in at_large if p.end <= value.start]
    after = [p for p in at_large if value.end <= p.start < end]
    absolute = [p for p in reversed(before) if not p.relative] or [
        p for p in after if not p.relative and not _crosses(s, value, p)
    ]
    if absolute:
        return absolute[0]
    if value.period is not None:
        return value.period
    return next((p for p in reversed(before) if p.form not in RELATIVE_KINDS or _leads(s, p)), None)


def _leads(s: Sentence, p: PeriodMark) -> bool:
    """Whether a time stands at the head of its sentence or clause: "In the three months before, 72% ..."."""
    return (
        re.search(
            r"(?:^|[;.]\s+)\s*(?:in|at|by|for|during|over)?\s*(?:the\s+)?$", s.mask[s.start : p.start], re.IGNORECASE
        )
        is not None
    )


def _crosses(s: Sentence, value: Figure, p: PeriodMark) -> bool:
    gap = s.between(value.end, p.start)
    return "#" in gap or ";" in gap
