"""Give bare numbers the unit their sentence says elsewhere: "the rate per 10,000 children was 32.9"."""

from __future__ import annotations

from dataclasses import replace

from perfextract.amounts import RATE_UNITS, Quantity
from perfextract.reading.marked import Marked, Token, figure_shape
from perfextract.vocabulary import any_of, expression, words

_BASE = expression(r"\b{per}\s+(?P<base>100,?000|10,?000|1,?000|100k|100|hundred|thousand)\b(?![,.]\d)")
_NUMBER_OF = expression(r"\b{average}\s+number\s+of\s+(?:{kind of day}\s+)?(?P<unit>{time})s\b(?!\s+(?:lost\s+)?per\b)")
_LONGEST_WAY = 16  # tokens from a rate's base to its figure


def infer(s: Marked) -> Marked:
    """The sentence with the units of bare numbers filled in from a rate's base, a like figure or a score named."""
    bare = [f for f in s.figures if _bare(s.quantity(f))]
    if not bare:
        return s
    units: dict[int, str] = {}
    for f in bare:
        unit = _like_the_one_before(s, f) or _named(s, f)
        if unit:
            units[f] = unit
    _rates(s, [f for f in bare if f not in units], units)
    if not units:
        return s
    tokens = tuple(_with_unit(t, units[i]) if i in units else t for i, t in enumerate(s.tokens))
    return replace(s, tokens=tokens)


def _bare(q: Quantity) -> bool:
    return q.unit == "count" and not q.unit_stated and q.form == "digits"


def _with_unit(token: Token, unit: str) -> Token:
    assert isinstance(token.mark, Quantity)
    q = replace(token.mark, unit=unit)
    return Token(figure_shape(q), token.start, token.end, q)


def _like_the_one_before(s: Marked, f: int) -> str | None:
    """ "averaging 14 weeks in 2020/21 and 17 in 2021/22": the second number has the first one's unit."""
    before = [g for g in s.figures if g < f]
    if not before:
        return None
    g, p, q = before[-1], s.quantity(before[-1]), s.quantity(f)
    inner = [t.shape for t in s.tokens[g + 1 : f] if t.shape not in ("<when>", "<then>", "<about>")]
    after = s.tokens[f + 1].shape if f + 1 < len(s.tokens) else "."
    joined = len(inner) <= 4 and any(x == "," or x in words("join") for x in inner) and all(map(_joins, inner))
    if not (
        p.unit_stated
        and p.unit not in ("count", "percentage_points")
        and joined
        and (_follows(after) or after[0] == "<")
    ):
        return None
    unlike = p.unit.startswith("per_") and ("." in p.text) != ("." in q.text)
    return None if unlike or (p.unit == "percent" and q.value > 100) else p.unit


def _joins(shape: str) -> bool:
    """Whether a word or sign may stand between two figures of one unit."""
    return shape in ",()" or shape == "the" or shape in words("join") or shape in words("at a time")


def _follows(shape: str) -> bool:
    """Whether a word or sign may stand after a figure whose unit is not said again."""
    return shape in ".,;)" or shape == "respectively" or shape in words("at a time")


def _named(s: Marked, f: int) -> str | None:
    """ "the average number of days was 12.4", "an Attainment 8 score of 46.1", "a ratio of 1.02"."""
    start = max(0, f - 22)
    before = s.text[s.tokens[start].start : s.tokens[f].start]
    clause = before.rpartition(";")[2]
    counted = _NUMBER_OF.search(clause)
    left = s.tokens[f - 1].shape if f else "^"
    if counted and (left == "<about>" or left in words("before a value")):
        return f"{counted['unit'].lower()}s"
    q = s.quantity(f)
    if "." in q.text and any_of("measured in years").search(clause) and 30 < q.value < 120:
        return "years"
    if "." in q.text and any(t.shape in words("ratio") for t in s.tokens[start:f]):
        return "ratio"
    if "." in q.text or q.value < 0:
        return "score" if any_of("score").search(clause) else None
    return "score" if expression(r"\bscores?\s+{before a value}\s+(?:\w+\s+)?$").search(clause) else None


def _rates(s: Marked, bare: list[int], units: dict[int, str]) -> None:
    """ "61.4 pupils excluded per 10,000", "the rate per 10,000 children was 32.9"."""
    for m in _BASE.finditer(s.text, s.start, s.end):
        unit = RATE_UNITS.get(m["base"].replace(",", "").lower(), "per_100000")
        at = next((i for i, t in enumerate(s.tokens) if t.start >= m.start()), len(s.tokens))
        if any(s.quantity(f).unit == unit and s.tokens[f].start <= m.start() < s.tokens[f].end + 40 for f in s.figures):
            continue
        before = [f for f in bare if f < at and s.tokens[f].end <= m.start()]
        after = [f for f in bare if s.tokens[f].start >= m.end()]
        near = [f for f in before[-1:] if _near_base(s, f, at)] or [f for f in after[:1] if f - at <= _LONGEST_WAY]
        for f in near:
            units[f] = unit


def _near_base(s: Marked, f: int, at: int) -> bool:
    inner = [t.shape for t in s.tokens[f + 1 : at]]
    return len(inner) <= 6 and not any(x in ",;" or x == "which" or x in words("be") or x[0] == "<" for x in inner)
