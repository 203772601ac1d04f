"""Tie comparators and changes to the values they speak of, and cut a sentence into one zone a value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from perfextract.statements.figures import Figure, Sentence

CLOCK = {
    "seconds": 1,
    "minutes": 60,
    "hours": 3600,
}  # units told in one another: "2 minutes 31 seconds" and "2 minutes"

_STRONG = (
    re.compile(r";\s*(?:and\s+)?"),
    re.compile(r",?\s+(?:while|whilst|whereas|although|but|however|yet|compared\s+with\s+only)\s+", re.I),
    re.compile(r",?\s+of\s+(?:whom|which|these|those|this)\b,?\s*", re.I),
    re.compile(r",\s+and\s+", re.I),
    re.compile(r",?\s+with\s+(?!the\s+&|&)", re.I),
    re.compile(r"\s+[–—-]\s+"),
    re.compile(r",\s+(?:leading\s+to\s+|including\s+|plus\s+|as\s+well\s+as\s+|along\s+with\s+)?", re.I),
    re.compile(r"\s+(?:and|or|plus|alongside|as\s+well\s+as|along\s+with|including)\s+", re.I),
    re.compile(r"\s*\(\s*"),
)


@dataclass(frozen=True, slots=True)
class Zone:
    """The words of a sentence that speak of one value."""

    start: int
    end: int
    value: Figure


def zones(s: Sentence) -> list[Zone]:
    """One zone for each value of the sentence, in order; together they cover it."""
    values = s.values()
    if not values:
        return []
    cuts = [s.start]
    for a, b in pairwise(values):
        cuts.append(_cut(s, a, b))
    cuts.append(s.end)
    return [Zone(cuts[i], cuts[i + 1], v) for i, v in enumerate(values)]


def _cut(s: Sentence, a: Figure, b: Figure) -> int:
    """Where the words of ``a`` end and those of ``b`` begin."""
    start = _tail(s, a, b)
    box = s.bracket(b.start)
    boxed = bool(box and box[0] >= start)
    gap = s.between(start, box[0] if box and boxed else b.start)
    before_b = re.search(
        r"(?:\b(?:and|with|plus|or)\s+|[(;,–-]\s*)"
        + r"(?:(?:the|a|an|only|just|over|about|around|approximately|nearly|almost|some|another|further|additional|more|than|fewer|less|under|then|also)\s+)*$",
        gap,
        re.I,
    )
    for pattern in _STRONG[:4]:
        found = list(pattern.finditer(_no_brackets(gap)))
        if found:
            return start + found[-1].end()
    if before_b and not boxed:
        return start + before_b.end() if before_b[0].strip() else start
    for pattern in _STRONG[4:]:
        found = list(pattern.finditer(_no_brackets(gap)))
        if found:
            return start + (found[0] if gap[: found[0].start()].strip(" )") == "" else found[-1]).end()
    return start + len(gap)


def _tail(s: Sentence, a: Figure, b: Figure) -> int:
    """The end of what certainly still belongs to ``a``: its comparators, changes and counts before ``b``."""
    own = [f.end for f in s.figures if f.end <= b.start and f.start > a.start and a in (f.owner, *f.shared)]
    return max([a.end, *own])


def _no_brackets(text: str) -> str:
    return re.sub(r"\([^()]*\)", lambda m: "_" * len(m[0]), text)


def link(s: Sentence, earlier: list[Figure]) -> list[Figure]:
    """Give every comparator and change of the sentence its owner; returns those no value here can own.

    ``earlier`` are the values of the sentence before, to which "This is a rise on 510" belongs.
    """
    _respectively(s, earlier)
    _in_order(s, earlier)
    orphans = []
    for f in s.figures:
        if f.role in ("comparator", "change", "gap") and f.owner is None:
            f.owner = _owner(s, f)
            if f.owner is None:
                orphans.append(f)
            elif f.role == "comparator" or f.why == "before a noun of change":
                f.shared = _sharing(s, f)
    return orphans


def compatible(value: Figure, other: Figure) -> bool:
    """Whether ``other`` can be a comparator of ``value``: like units, or a bare number beside any unit."""
    if value.unit == other.unit or (value.unit in CLOCK and other.unit in CLOCK):
        return True
    if not other.q.unit_stated and other.unit in ("count", "score"):
        return value.unit not in ("percent", "GBP") or (
            value.unit == "percent" and other.q.value <= 100 and ("." in other.q.text or bool(other.cues))
        )
    return False


def _owner(s: Sentence, f: Figure) -> Figure | None:
    values = [v for v in s.values() if f.role != "comparator" or compatible(v, f)]
    alike = [v for v in values if v.unit == f.unit and ("." in v.q.text) == ("." in f.q.text)]
    if f.role == "comparator" and alike and values[-1].unit != f.unit and not f.cues:
        values = alike  # of "317, a rate of 68.2 per 10,000, down from 324" 324 is the count's
    if f.role == "change" and f.unit == "percentage_points":
        values = [v for v in values if v.unit == "percent"] or values
    before = [v for v in values if v.start < f.start]
    after = [v for v in values if v.start > f.start]
    if f.role in ("change", "gap"):
        return _owner_of_change(s, f, before, after)
    if before and not _starts_anew(s, before[-1], f):
        return before[-1]
    if after and not re.search(r";", s.between(f.end, after[0].start)):
        return after[0] if _leads(s, f, after[0]) or not before else before[-1]
    return before[-1] if before else None


def _starts_anew(s: Sentence, value: Figure, f: Figure) -> bool:
    """Whether a new clause with its own value begins between a value and a comparator ("; against 62% ...")."""
    gap = s.between(value.end, f.text_start)
    return bool(re.search(r";|\.\s", gap)) and any(v.start > f.start for v in s.values())


def _leads(s: Sentence, f: Figure, value: Figure) -> bool:
    """ "Against an England mean of 40%, we managed 55%": the comparator comes first."""
    before = s.mask[s.start : f.start]
    clause = re.split(r"[;:]|,\s+(?:and|but|while)\s+", before)[-1]
    return bool(
        re.match(r"\s*(?:against|compared|while|whilst|whereas|although|from|despite|with)\b", clause, re.I)
    ) or not any(v.start < f.start for v in s.values())


def _owner_of_change(s: Sentence, f: Figure, before: list[Figure], after: list[Figure]) -> Figure | None:
    right = s.right(f.end)
    if after and re.match(
        r"\s*(?:percentage\s+points\s+)?(?:,?\s*(?:to|with|at|bringing|taking|giving|reaching|making)\b|\([^()]*\)\s*,?\s*(?:to|with)\b)",
        right,
    ):
        return after[0]
    box = s.bracket(f.start)
    if f.why == "before a noun of change" and re.match(_OWN_COMPLEMENT, right):
        return after[0] if after and re.match(r"[^#;]{0,80}\(\s*$", s.between(f.end, after[0].start)) else None
    if before:
        gap = s.between(before[-1].end, f.start)
        if not re.search(r";|,\s+(?:while|whilst|but)\b|\.\s", gap) and not _own_subject(gap, box is not None):
            return before[-1]
    if after:
        gap = s.between(f.end, after[0].start)
        if not re.search(r";|\.\s|,?\s+(?:while|whilst|but)\s", gap):
            return after[0] if _same_subject(gap) else None
    return None


# "a +£0.3m rise in grants": what changed is named, and is not the value before.
_OWN_COMPLEMENT = re.compile(
    r"\)?\s*(?:[\w-]+\s+){0,2}?(?:increase|decrease|reduction|rise|fall|drop|growth)s?\s+(?:in|on|to)\s+(?!(?:the\s+)?(?:[@#&]|same|equivalent|corresponding|comparable|previous|last|figure|this|that|number\s+(?:in|at|on)\b))",
    re.I,
)


def _own_subject(gap: str, bracketed: bool) -> bool:
    """Whether the change after a value has a subject of its own ("..., and visits to parks fell 4%")."""
    if bracketed:
        return False
    m = re.search(r"(?:,\s*(?:and|while|whilst|with)|\band)\s+(?P<subject>.*)$", gap, re.I)
    if not m:
        return False
    subject = re.sub(
        r"#+|@+|&+|\b(?:also|a|an|the|is|was|has|have|had|which|this|represents?|by|of|from|on|in|to|up|down|further)\b",
        " ",
        m["subject"],
        flags=re.I,
    )
    words = [w for w in subject.split() if len(w) > 2]
    return len(words) > 2


def _same_subject(gap: str) -> bool:
    """Whether the value after a change still speaks of the same thing: "rose 4% since Q1, with 2,080"."""
    return len(gap) < 80


def _sharing(s: Sentence, f: Figure) -> list[Figure]:
    """Two values told in one breath share what follows them: "97.5% here and 96.7% there, above 95%"."""
    assert f.owner is not None
    values = s.values()
    i = values.index(f.owner) if f.owner in values else 0
    if f.owner.start > f.start or i == 0 or f.role != "comparator":
        return []
    out = []
    for a, b in zip(values[i - 1 :: -1], values[i:0:-1], strict=False):
        gap = s.between(a.end, b.start)
        own = any(g.owner is a for g in s.figures if g.role == "comparator" and a.end <= g.start < b.start)
        near_end = re.match(
            r"[^;.]{0,60}?,?\s*(?:which|both|all|each|respectively|higher|lower|above|below|compared|against|exceeding|is|are)",
            s.between(f.owner.end, f.end),
        )
        told = [
            g for g in s.figures if g.role == "comparator" and g.owner is f.owner and f.owner.end <= g.start < f.start
        ]
        if told and all(a in g.shared for g in told) and not own:
            out.append(a)
            continue
        if (
            own
            or a.unit != f.owner.unit
            or not re.search(r"\band\s+" + r"(?:\w+\s+){0,2}$", gap)
            or ";" in gap
            or not near_end
            or s.bracket(f.start)
        ):
            break
        if not re.search(r",", s.between(f.owner.end, f.text_start)) and not re.search(
            r"\bboth\b", s.between(f.owner.end, f.start)
        ):
            break
        out.append(a)
    return out


# ── respectively ─────────────────────────────────────────────────────────────────────────────────


def _respectively(s: Sentence, earlier: list[Figure]) -> None:
    """ "... (54% and 6% respectively)" and "the respective limits of 9 and 7" are dealt out in order."""
    pos = s.respective()
    if pos is None:
        return
    dealt = _listed(s, pos, "respective" if s.mask[pos : pos + 12].lower() == "respectively"[:12] else "follows")
    values = [v for v in s.values() if v not in dealt and v.end <= (dealt[0].start if dealt else pos)]
    if len(dealt) < 2:
        return
    owners = values[-len(dealt) :] if len(values) >= len(dealt) else earlier[-len(dealt) :]
    if len(owners) != len(dealt) or not all(compatible(v, f) for v, f in zip(owners, dealt, strict=True)):
        return
    lead = next((f for f in dealt if f.role == "comparator"), None)
    if lead is None and not re.search(r"@+\s*\(\s*$", s.left(dealt[0].start)):
        return
    for owner, f in zip(owners, dealt, strict=True):
        f.role, f.owner, f.why = "comparator", owner, "respectively"
        if lead is not None:
            f.cues, f.period, f.kind = lead.cues, lead.period, lead.kind


def _in_order(s: Sentence, earlier: list[Figure]) -> None:
    """Figures listed under one name are dealt out to as many values before them: "(England 63.9 and 63.4)"."""
    runs: list[list[Figure]] = []
    for f in s.figures:
        if f.role != "comparator" or f.owner is not None or not f.cues:
            continue
        if (
            runs
            and runs[-1][-1].cues[-1] is f.cues[-1]
            and re.fullmatch(r"\s*(?:,|and|,\s*and)\s*", s.between(runs[-1][-1].end, f.start))
        ):
            runs[-1].append(f)
        else:
            runs.append([f])
    for run in runs:
        told = [v for v in s.values() if v.end <= run[0].start and compatible(v, run[0])] or (
            [] if s.values() else [v for v in earlier if compatible(v, run[0])]
        )
        if len(run) > 1 and len(told) == len(run) and all(compatible(v, f) for v, f in zip(told, run, strict=True)):
            for owner, f in zip(told, run, strict=True):
                f.owner, f.why = owner, "dealt out in order"


def _listed(s: Sentence, pos: int, side: str) -> list[Figure]:
    """The figures of the list beside "respectively": before it, or after "respective ... of"."""
    run: list[Figure] = []
    if side == "respective":
        for f in reversed([f for f in s.figures if f.end <= pos and f.role not in ("dropped", "count")]):
            if run and not re.fullmatch(r"\s*(?:,|and|,\s*and|or)\s*(?:\w+\s+){0,2}", s.between(f.end, run[0].start)):
                break
            run.insert(0, f)
        return run
    for f in [f for f in s.figures if f.start >= pos and f.role not in ("dropped", "count")]:
        if run and not re.fullmatch(r"\s*(?:,|and|,\s*and)\s*(?:\w+\s+){0,2}", s.between(run[-1].end, f.start)):
            break
        run.append(f)
    return run
