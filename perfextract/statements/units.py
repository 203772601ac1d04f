"""Give bare numbers the unit their sentence tells elsewhere: "the rate per 10,000 children was 32.9"."""

from __future__ import annotations

import re

from perfextract.amounts import RATE_UNITS
from perfextract.statements.figures import SOFT_HEDGES, Figure, Sentence, ends

_BASE = re.compile(
    r"\b(?:per|for\s+every|in\s+every)\s+(?P<base>100,?000|10,?000|1,?000|100|hundred|thousand)\b(?![,.]\d)", re.I
)
_SCORE = re.compile(
    r"\b(?:Attainment\s+8|Progress\s+8|scores?|scored|index|points\s+per\s+(?:entry|pupil)|quality\s+of\s+life|net\s+promoter|rating\s+of|average\s+point)\b",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(
    r"\b(?:average|mean|median)\s+number\s+of\s+(?:working\s+|calendar\s+)?(?P<unit>day|week|hour|minute|month|year)s\b(?!\s+(?:lost\s+)?per\b)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[^;#@&]{0,90}")


def infer(s: Sentence) -> None:
    """Set ``Figure.unit`` of bare numbers from a rate base or a score named in the same clause."""
    bare = [f for f in s.figures if f.unit == "count" and not f.q.unit_stated and f.q.form == "digits"]
    if not bare:
        return
    for f in bare:
        before = s.before(f.start)
        if (
            before
            and before[-1].q.unit_stated
            and before[-1].unit not in ("count", "percentage_points")
            and _elliptical(s, before[-1], f)
        ):
            f.unit = before[-1].unit
    for m in _BASE.finditer(s.marks.text, s.start, s.end):
        unit = RATE_UNITS[m["base"].replace(",", "").lower()]
        told = any(
            f.unit == unit and f.end <= m.start() < f.end + 40 and "#" not in s.between(f.end, m.start())
            for f in s.figures
        )
        figure = None if told else _before_base(s, bare, m.start()) or _after_base(s, bare, m.end())
        if figure is not None:
            figure.unit = unit
    for f in bare:
        named = _NUMBER_OF.search(s.words(max(s.start, f.start - 160), f.start))
        if (
            f.unit == "count"
            and named
            and ends(r"\b(?:was|were|is|are|at|to|of|from|stood\s+at)\s+" + SOFT_HEDGES, s.left(f.start, 60))
        ):
            f.unit = f"{named['unit'].lower()}s"
        if f.unit == "count" and re.search(r"\b(?:shmi|hsmr|ratio)\b[^#;]{0,60}$", s.left(f.start)) and "." in f.q.text:
            f.unit = "ratio"
        if f.unit == "count" and _is_score(s, f):
            f.unit = "score"


def _elliptical(s: Sentence, a: Figure, b: Figure) -> bool:
    """ "averaging 14 weeks in 2020/21 and 17 in 2021/22": the second number has the first one's unit."""
    gap = s.between(a.end, b.start)
    if (a.unit == "percent" and b.q.value > 100) or ends(r"\bby\s+" + SOFT_HEDGES, s.left(a.start, 40)):
        return False
    if a.unit.startswith("per_") and ("." in a.q.text) != ("." in b.q.text):
        return False  # "62.1 per 10,000, and 590 with a plan"
    if a.unit != "percent" and re.match(r"\s+of\s+(?:them|these|those|which|it)\b", s.mask[b.end : s.end]):
        return "." in b.q.text  # "2.31 days lost, 1.4 of them long-term"
    return bool(
        re.fullmatch(r"\s*(?:in|at|for|during|on)?\s*(?:the\s+)?(?:@+|\(@+\))?,?\s*(?:and|to|or)\s+(?:\w+\s+)?", gap)
        and re.match(r"\s*(?:(?:in|at|for|during|on)\s+(?:the\s+)?@|[.,;)]|$)", s.mask[b.end : s.end])
    )


def _before_base(s: Sentence, bare: list[Figure], pos: int) -> Figure | None:
    """ "61.4 pupils excluded per 10,000", "41.2 (pupils ... per 10,000)"."""
    for f in reversed(s.before(pos)):
        gap = s.between(f.end, pos)
        near = _BETWEEN.fullmatch(gap) and not re.search(r",\s|\b(?:was|were|which|and\s+the)\b", gap)
        rate = re.search(
            r"\brates?\s+(?:of|was|were|is|at|stood\s+at)\s+(?:\w+\s+)?$", s.left(f.start, 30), re.IGNORECASE
        )
        return f if f in bare and near and (rate or len(gap.split()) <= 6) else None
    return None


def _after_base(s: Sentence, bare: list[Figure], pos: int) -> Figure | None:
    """ "The rate per 10,000 children was 32.9"."""
    for f in s.figures:
        if f.start >= pos:
            gap = s.between(pos, f.start)
            fits = not re.search(r"[;#]|\.\s", gap) and len(gap) < 140
            return f if f in bare and fits else None
    return None


def _is_score(s: Sentence, f: Figure) -> bool:
    if "." not in f.q.text and f.q.value >= 0:
        return bool(re.search(r"\bscores?\s+(?:of|was|is|at)\s+(?:\w+\s+)?$", s.left(f.start, 40), re.IGNORECASE))
    before = s.words(max(s.start, f.start - 140), f.start)
    clause = re.split(r"[;]|,\s+(?:while|whilst|but|with)\b", before)[-1]
    return _SCORE.search(clause) is not None
