"""Whether a found record agrees with a gold one: in its quantity, its words, and field by field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from perfextract.model import EARLIER_KINDS

Json = Mapping[str, Any]
Agrees = Callable[[Json, Json], bool]

LABEL_LIKENESS = 0.5
NAME_LIKENESS = 0.6
THEME_LENGTH = 12  # themes agree by their first characters
PLAIN = str.maketrans({"\u2019": "'", "\u2013": "-", "\xa0": " "})
WORD = re.compile(r"[a-z0-9]+(?:[.,][0-9]+)*")
ENDING = re.compile(r"(ies|es|s|ed|ing)$")
# fmt: off
LABEL_STOP = frozenset((
    "the", "of", "a", "an", "in", "to", "for", "and", "at", "by", "with", "were", "was", "is", "are", "who",
    "that", "which", "on", "from", "number", "proportion", "percentage", "rate", "total",
))
# fmt: on


def accepted(g: Json, name: str) -> list[Any]:
    """The answers that are right for a field: the gold record's own, then those its ``accept`` lists."""
    return [g.get(name), *_also(g, name)]


def _also(g: Json, name: str) -> list[Any]:
    return list((g.get("accept") or {}).get(name, []))


def same_quantity(g: Json, p: Json) -> bool:
    """Whether value and unit agree, or are a pair that gold accepts as well."""
    pairs = [(g["value"], unit) for unit in accepted(g, "unit")] + [tuple(pair) for pair in _also(g, "value_unit")]
    return any(close(value, p["value"]) and unit == p.get("unit") for value, unit in pairs)


def shared_words(g: Json, p: Json) -> float:
    """The share of the shorter one's words that the gold quote and the evidence have in common."""
    quote, evidence = set(words(g.get("quote"))), set(words(evidence_text(p)))
    return len(quote & evidence) / min(len(quote), len(evidence)) if quote and evidence else 0.0


def evidence_text(record: Json) -> str:
    """The words a record stands on; a gold file may also be scored as if found, by its quote."""
    evidence = record.get("evidence")
    return (evidence.get("text") if isinstance(evidence, Mapping) else record.get("quote")) or ""


def normal(text: str | None) -> str:
    """The text in lower case, with plain quotes, dashes and spaces."""
    return " ".join((text or "").lower().translate(PLAIN).split())


def words(text: str | None) -> list[str]:
    """The text's words and numbers.

    >>> words("Up 4,100 (77.8%), from 12.")
    ['up', '4,100', '77.8', 'from', '12']
    """
    return WORD.findall(normal(text))


def close(a: Any, b: Any) -> bool:
    """Whether two numbers are the same but for rounding in the machine, or both absent."""
    if a is None or b is None:
        return a is None and b is None
    a, b = float(a), float(b)
    return bool(abs(a - b) <= 1e-6 * max(1.0, abs(a), abs(b)))


def days(period: Json | None) -> tuple[str | None, str | None]:
    """The first and the last day of a period."""
    return (period or {}).get("start"), (period or {}).get("end")


def period_agrees(g: Json, p: Json) -> bool:
    """Whether the dates agree; an inherited period may also be given as its last day; no dates are not judged."""
    got, want = days(p.get("period")), days(g.get("period"))
    also = [tuple(pair) for pair in _also(g, "period")]
    last_day = bool((g.get("period") or {}).get("inherited")) and got == (want[1], want[1])
    return want == (None, None) or got == want or got in also or last_day


def direction_agrees(g: Json, p: Json) -> bool:
    """Whether the direction is the gold's; where gold lists those it accepts, whether it is one of them."""
    return p.get("direction") in (g.get("accept") or {}).get("direction", [g.get("direction")])


def theme_agrees(g: Json, p: Json) -> bool:
    """Whether the theme begins as the gold's does, or as its service: which of two headings groups is often open."""
    right = [normal(theme)[:THEME_LENGTH] for theme in (*accepted(g, "theme"), g.get("service")) if theme]
    return not g.get("theme") or normal(p.get("theme"))[:THEME_LENGTH] in right


def counts_agree(g: Json, p: Json) -> bool:
    """Whether numerator and denominator agree."""
    return all(any(close(v, p.get(name)) for v in accepted(g, name)) for name in ("numerator", "denominator"))


# ── comparators ──────────────────────────────────────────────────────────────────────────────────

Compared = tuple[str | None, float]


def comparators(record: Json) -> list[Compared]:
    """Kind and value of the comparators that have a value; the four earlier kinds count as one."""
    return [(_loose(c.get("kind")), _rounded(c["value"])) for c in _valued(record)]


def sure_comparators(record: Json) -> list[Compared]:
    """Those of the comparators that every careful reader would list."""
    return [(_loose(c.get("kind")), _rounded(c["value"])) for c in _valued(record) if c.get("sure", True) is not False]


def _valued(record: Json) -> list[Json]:
    return [c for c in record.get("comparators") or () if c.get("value") is not None]


def _loose(kind: str | None) -> str | None:
    return "earlier" if kind in EARLIER_KINDS else kind


def _rounded(value: Any) -> float:
    return round(float(value), 6)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many comparators of a pair are right, of those wanted and those given."""

    right: int
    wanted: int
    given: int

    @property
    def whole(self) -> bool:
        """Whether all are right, and none is missing."""
        return self.right == self.wanted == self.given

    @property
    def gain(self) -> int:
        """By which of several readings is the best."""
        return 2 * self.right - self.wanted - self.given


def compared(g: Json, p: Json) -> Comparison:
    """The comparators of a pair, by the reading of the gold record that fits best.

    A comparator that gold is not sure of costs nothing, found or not.
    """
    sure, optional = sure_comparators(g), Counter(comparators(g)) - Counter(sure_comparators(g))
    others = [[(_loose(k), _rounded(v)) for k, v in other if v is not None] for other in _also(g, "comparators")]
    also = {_loose(kind) for kind in _also(g, "comparator_kind")}
    readings = [_comparison(sure, list(optional.elements()), also, p), *(_comparison(o, [], also, p) for o in others)]
    return max(readings, key=lambda reading: reading.gain)


def _comparison(sure: list[Compared], optional: list[Compared], also: set[str | None], p: Json) -> Comparison:
    left = comparators(p)
    right = sum(_take(left, want, also) for want in sure)
    for want in optional:
        _take(left, want, also)
    return Comparison(right, len(sure), right + len(left))


def _take(left: list[Compared], want: Compared, also: set[str | None]) -> bool:
    """Take a comparator out of those left, if it is there; in ``also`` are kinds that any of them may have instead."""
    hit = next((c for c in left if c[1] == want[1] and (c[0] == want[0] or c[0] in also)), None)
    if hit is not None:
        left.remove(hit)
    return hit is not None


def comparators_agree(g: Json, p: Json) -> bool:
    """Whether both have the same comparators, by kind and value."""
    return compared(g, p).whole


# ── names ────────────────────────────────────────────────────────────────────────────────────────


def indicator_agrees(g: Json, p: Json) -> bool:
    """Whether the indicators have enough of their words in common."""
    return name_likeness(g, p) >= LABEL_LIKENESS


def name_agrees(g: Json, p: Json) -> bool:
    """Whether a reader knows from the name alone what is measured; the value's own words are no part of a name."""
    value, name = words(g.get("value_text")), words(p.get("indicator"))
    within = any(value and name[i : i + len(value)] == value for i in range(len(name)))
    return name_likeness(g, p) >= NAME_LIKENESS and not within


def name_likeness(g: Json, p: Json) -> float:
    """How alike the indicators are, by the likest of those that gold accepts."""
    return max(label_likeness(name, p.get("indicator")) for name in accepted(g, "indicator"))


def label_likeness(a: str | None, b: str | None) -> float:
    """How alike two noun phrases are, by their stems: 0 to 1.

    >>> label_likeness("visits to libraries", "library visits")
    0.5
    """
    left, right = stems(a), stems(b)
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def stems(text: str | None) -> set[str]:
    """The text's telling words without their endings."""
    return {ENDING.sub("", word) for word in words(text) if word not in LABEL_STOP}


# ── all fields ───────────────────────────────────────────────────────────────────────────────────


def same(name: str, as_: Callable[[Any], Any] = str) -> Agrees:
    """Whether a field is the gold's or one that it accepts."""
    return lambda g, p: as_(p.get(name)) in [as_(value) for value in accepted(g, name)]


FIELDS: dict[str, Agrees] = {
    "period": period_agrees,
    "direction": direction_agrees,
    "theme": theme_agrees,
    "service": same("service", normal),
    "status": same("status"),
    "kind": same("kind"),
    "geography": same("geography", normal),
    "approximate": same("approximate", bool),
    "numerator": counts_agree,
    "comparators": comparators_agree,
    "indicator": indicator_agrees,
    "name": name_agrees,
}
STRICT = ("period", "direction", "theme", "comparators")
WHOLE = (*STRICT, "name")
