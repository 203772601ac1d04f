"""Plain evidence that two marks of a sentence belong together: a figure and its owner, a figure and its time, a
value and the word of its movement.

The weights of each relation choose one candidate or none. Nothing here decides anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfextract.periods import PeriodMark
from perfextract.reading.marked import Marked
from perfextract.vocabulary import words

_JOINTS = words("joint")
_PARTS = words("contrast") | {";", "."}


def tie(s: Marked, relation: str, a: int, b: int, values: Sequence[int], role: str = "") -> list[str]:
    """What speaks for the mark ``a`` belonging to ``b``; ``values`` are the figures read as values, ``role`` that of ``a``."""
    found = [*_where(s, a, b, values), *_words(s, a, b), *_units(s, a, b)]
    return [f"{relation} {e}" for e in found] + (
        [f"{relation} {role} {e}" for e in found if len(e) < 40] if role else []
    )


def _where(s: Marked, a: int, b: int, values: Sequence[int]) -> Iterator[str]:
    side = "left" if b < a else "right"
    lo, hi = (b, a) if b < a else (a, b)
    inner = [t.shape for t in s.tokens[lo + 1 : hi]]
    crossed = [v for v in values if lo < v < hi]
    figures = [f for f in s.figures if lo < f < hi]
    times = [p for p in s.periods if lo < p < hi]
    parts = sum(shape in _PARTS for shape in inner)
    yield side
    yield f"{side} crossed {min(len(crossed), 3)}"
    yield f"{side} crossed {min(len(crossed), 3)} parts {min(parts, 2)}"
    yield f"{side} figures {min(len(figures), 3)} times {min(len(times), 2)}"
    yield f"{side} far {_far(len(inner))}"
    yield f"{side} far {_far(len(inner))} crossed {min(len(crossed), 2)}"
    yield f"{side} commas {min(inner.count(','), 2)} crossed {min(len(crossed), 2)}"
    more = [v for v in values if v < a] if side == "right" else [v for v in values if v > a]
    yield f"{side} {'only side' if not more else 'both sides'}"
    opened, closed = inner.count("("), inner.count(")")
    yield f"{side} brackets {opened - closed if abs(opened - closed) < 2 else 2}"
    yield f"{side} brackets {opened - closed if abs(opened - closed) < 2 else 2} crossed {min(len(crossed), 2)}"


def _far(distance: int) -> int:
    return next(bound for bound in (0, 1, 2, 3, 4, 6, 9, 14, 20, 999) if distance <= bound)


def _words(s: Marked, a: int, b: int) -> Iterator[str]:
    side = "left" if b < a else "right"
    lo, hi = (b, a) if b < a else (a, b)
    inner = [t.shape for t in s.tokens[lo + 1 : hi]]
    if len(inner) <= 5:
        yield f"{side} words {' '.join(inner)}"
    for shape in {x for x in inner if x in _JOINTS or x.startswith("<")}:
        yield f"{side} has {shape}"
    if inner:
        yield f"{side} first {inner[0]}"
        yield f"{side} last {inner[-1]}"
        yield f"{side} last {' '.join(inner[-2:])}"
    for name, i in (("a", a), ("b", b)):
        before = s.tokens[i - 1].shape if i else "^"
        after = s.tokens[i + 1].shape if i + 1 < len(s.tokens) else "$"
        yield f"{side} {name} {before} _ {s.tokens[i].shape}"
        yield f"{side} {name} _ {after}"
        if i >= 2:
            yield f"{side} {name} {s.tokens[i - 2].shape} {before} _"
    if b == 0 or a == 0:
        yield f"{side} opens"


def _units(s: Marked, a: int, b: int) -> Iterator[str]:
    if a in s.figures and b in s.figures:
        p, q = s.quantity(a), s.quantity(b)
        yield f"units {'same' if p.unit == q.unit else 'bare' if not p.unit_stated else 'other'}"
        yield f"shapes {s.tokens[a].shape} {s.tokens[b].shape}"
        decimals = ("." in p.text) == ("." in q.text)
        yield f"units {'same' if p.unit == q.unit else 'other'} decimals {'same' if decimals else 'other'}"
        yield f"size {_larger(float(p.value), float(q.value))} {s.tokens[a].shape} {s.tokens[b].shape}"
    for i in (a, b):
        mark = s.tokens[i].mark
        if isinstance(mark, PeriodMark):
            yield f"form {mark.form}"
            yield f"time {'relative' if mark.relative else 'dated'} {mark.modifier or ''}"


def _larger(a: float, b: float) -> str:
    return "zero" if not b else "more" if abs(a) > abs(b) * 1.5 else "less" if abs(a) < abs(b) / 1.5 else "near"


def unowned(s: Marked, role: str, values: Sequence[int]) -> list[str]:
    """What speaks for a figure having no owner in its sentence."""
    few = min(len(values), 3)
    return [
        f"owner none {role}",
        f"owner none values {few}",
        f"owner none {role} values {few}",
        f"owner none begins {s.tokens[0].shape}",
    ]


def untimed(s: Marked, figure: int) -> list[str]:
    """What speaks for a figure being dated by nothing in its sentence."""
    times = {s.tokens[p].shape for p in s.periods}
    found = [
        "",
        f"times {min(len(s.periods), 3)}",
        f"begins {s.tokens[0].shape}",
        s.tokens[figure].shape,
        *(f"has {t}" for t in sorted(times)),
    ]
    return [f"time none {e}" for e in found]


def moved(s: Marked, movement: int) -> list[str]:
    """What a word of movement says by itself."""
    token = s.tokens[movement]
    return [f"move {token.shape}", f"move word {s.text[token.start : token.end].lower()}"]


def unmoved(s: Marked, movements: int) -> list[str]:
    """What speaks for a value not being said to have moved."""
    return ["move none", f"move none {min(movements, 3)}", f"move none begins {s.tokens[0].shape}"]
