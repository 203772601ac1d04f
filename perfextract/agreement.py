"""Whether a found record agrees with a gold one: in its quantity, its words, and field by field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from perfextract.model import EARLIER_KINDS

Json = Mapping[str, Any]
Agrees = Callable[[Json, Json], bool]

LABEL_LIKENESS = 0.5
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


def same_quantity(g: Json, p: Json) -> bool:
    """Whether value and unit agree."""
    return close(g["value"], p["value"]) and g.get("unit") == p.get("unit")


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
    accepted = [tuple(pair) for pair in g.get("accept", {}).get("period", [])]
    last_day = bool((g.get("period") or {}).get("inherited")) and got == (want[1], want[1])
    return want == (None, None) or got == want or got in accepted or last_day


def direction_agrees(g: Json, p: Json) -> bool:
    """Whether the direction is the gold's, or another one it accepts."""
    return p.get("direction") in g.get("accept", {}).get("direction", [g.get("direction")])


def theme_agrees(g: Json, p: Json) -> bool:
    """Whether the themes begin alike; a gold theme of null is not judged."""
    return not g.get("theme") or normal(g["theme"])[:THEME_LENGTH] == normal(p.get("theme"))[:THEME_LENGTH]


def counts_agree(g: Json, p: Json) -> bool:
    """Whether numerator and denominator agree."""
    return all(close(g.get(name), p.get(name)) for name in ("numerator", "denominator"))


def comparators_agree(g: Json, p: Json) -> bool:
    """Whether both have the same comparators, by kind and value."""
    return Counter(comparators(g)) == Counter(comparators(p))


def comparators(record: Json) -> list[tuple[str | None, float]]:
    """Kind and value of the comparators that have a value; the four earlier kinds count as one."""
    return [
        ("earlier" if c.get("kind") in EARLIER_KINDS else c.get("kind"), round(float(c["value"]), 6))
        for c in record.get("comparators") or ()
        if c.get("value") is not None
    ]


def indicator_agrees(g: Json, p: Json) -> bool:
    """Whether the indicators have enough of their words in common."""
    return label_likeness(g.get("indicator"), p.get("indicator")) >= LABEL_LIKENESS


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


def same(name: str) -> Agrees:
    """Whether a field holds the same code."""
    return lambda g, p: g.get(name) == p.get(name)


def same_text(name: str) -> Agrees:
    """Whether a field holds the same words."""
    return lambda g, p: normal(g.get(name)) == normal(p.get(name))


FIELDS: dict[str, Agrees] = {
    "period": period_agrees,
    "direction": direction_agrees,
    "theme": theme_agrees,
    "service": same_text("service"),
    "status": same("status"),
    "kind": same("kind"),
    "geography": same_text("geography"),
    "approximate": lambda g, p: bool(g.get("approximate")) == bool(p.get("approximate")),
    "numerator": counts_agree,
    "comparators": comparators_agree,
    "indicator": indicator_agrees,
}
STRICT = ("period", "direction", "theme", "comparators")
