"""Plain evidence about a figure in its sentence: what weights decide its role from.

Each piece of evidence is a short text ("unit <%>", "left was", "right <national>"); a weights file has one number
a piece and role. Nothing here decides anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from perfextract.reading.constructions import Claim, claims
from perfextract.reading.dated import dated, days
from perfextract.reading.marked import Marked
from perfextract.reading.sums import sums
from perfextract.vocabulary import words

_SUMMED = 24  # other figures of a sentence that are tried for a difference
_NEAR = 7  # words of the clause each side
_ENDS = words("contrast") | {";", ".", ":"}
_SPEAKING = (
    "level",
    "goal",
    "gap",
    "above",
    "below",
    "average",
    "looked at",
    "auxiliary",
    "in the past",
    "present",
    "alike",
    "people",
    "time_unit",
    "contrast",
)
_VERBS = words("auxiliary")
_CLASSES = (
    "<when>", "<then>", "<national>", "<regional>", "<statistical_neighbour>", "<target>", "<other>", "<baseline>", "<previous_period>",
    "<up>", "<down>", "<about>", "(", ")", ",",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence is: what its block and the sentences before it say of it."""

    bullet: bool = False
    stem: bool = False  # under the lead-in of a list
    first: bool = True  # of its block
    theme: str = ""
    told: bool = False  # whether a value was told before it in the block
    unit: str = ""  # of the last value told before it in the block


@dataclass(frozen=True, slots=True)
class Sight:
    """What is the same for all figures of a sentence: worked out once."""

    claims: dict[int, Claim]
    sums: dict[int, set[str]]
    days: dict[int, date | None]
    around: tuple[str, ...]  # the evidence of the sentence as a whole and of its place


def sight(s: Marked, place: Place, patterns: Path | None = None) -> Sight:
    """The claims of constructions, the arithmetic and the times of a sentence, and what it says as a whole."""
    return Sight(claims(s, patterns), sums(s), days(s), (*_sentence(s), *_place(place)))


def evidence(s: Marked, figure: int, place: Place, seen: Sight) -> list[str]:
    """Everything that speaks for or against a role of one figure."""
    return [
        *_itself(s, figure), *_beside(s, figure), *_clause(s, figure), *_classes(s, figure), *_nearest(s, figure),
        *_others(s, figure), *_bracket(s, figure), *seen.around, *_opens(s, figure), *_after(s, figure, place),
        *_claimed(s, figure, seen), *_reckoned(s, figure, seen), *dated(s, figure, seen.days), "always",
    ]  # fmt: skip


def _claimed(s: Marked, figure: int, seen: Sight) -> Iterator[str]:
    """What a construction says it is."""
    claim = seen.claims.get(figure)
    if claim is None:
        yield "unclaimed"
        return
    yield f"claim {claim.role}"
    yield f"claim {claim.role} {s.tokens[figure].shape}"
    yield f"by {claim.construction} {claim.role}"


def _reckoned(s: Marked, figure: int, seen: Sight) -> Iterator[str]:
    """What it is to the other figures by arithmetic."""
    for part in sorted(seen.sums.get(figure, ())):
        yield part
        yield f"{part} {s.tokens[figure].shape}"


def _after(s: Marked, figure: int, place: Place) -> Iterator[str]:
    """How the sentence goes on from those before it."""
    told = "told" if place.told else "untold"
    unit = "same" if place.unit == s.quantity(figure).unit else "other"
    yield f"{told} begins {s.tokens[0].shape}"
    yield f"{told} {min(s.figures.index(figure), 2)} {unit}"
    yield f"{told} {s.tokens[figure].shape} {unit} {'when' if s.periods else 'undated'}"


def _itself(s: Marked, figure: int) -> Iterator[str]:
    q, shape = s.quantity(figure), s.tokens[figure].shape
    yield f"unit {shape}"
    yield f"unit {q.unit}"
    yield f"form {q.form} {'stated' if q.unit_stated else 'bare'}"
    yield f"size {shape} {_size(float(q.value))}"
    if "." in q.text:
        yield f"decimal {shape}"
    if "," in q.text:
        yield "comma"
    if q.value < 0:
        yield "negative"
    if q.text[:1] in "+-−–":
        yield f"signed {shape}"
    if not q.unit_stated and q.form == "digits" and 1900 <= q.value <= 2100 and "," not in q.text:
        yield "like a year"
    if q.form != "digits":
        yield f"word {q.text.lower()}"
    if figure in s.defined:
        yield "defined"
        yield f"defined {shape}"


def _size(value: float) -> str:
    value = abs(value)
    for bound in (0, 1, 2, 5, 10, 20, 50, 100, 1000, 10_000, 100_000, 1_000_000):
        if value <= bound:
            return str(bound)
    return "more"


def _shape(s: Marked, i: int) -> str:
    return s.tokens[i].shape if 0 <= i < len(s.tokens) else "^" if i < 0 else "$"


def _beside(s: Marked, figure: int) -> Iterator[str]:
    """The words next to it, one, two and three together, and each on its own."""
    unit = _shape(s, figure)
    left = [_shape(s, figure - n) for n in (1, 2, 3, 4)]
    right = [_shape(s, figure + n) for n in (1, 2, 3, 4)]
    for n, (before, after) in enumerate(zip(left, right, strict=True), 1):
        yield f"left{n} {before}"
        yield f"right{n} {after}"
    yield f"left {left[1]} {left[0]}"
    yield f"left {left[2]} {left[1]} {left[0]}"
    yield f"right {right[0]} {right[1]}"
    yield f"right {right[0]} {right[1]} {right[2]}"
    yield f"around {left[0]} {right[0]}"
    yield f"around {left[0]} {unit} {right[0]}"
    yield f"around {left[1]} {left[0]} {unit}"
    yield f"around {unit} {right[0]} {right[1]}"
    ending = right[0][-2:] if right[0][:1].isalpha() else right[0]
    yield f"then {unit} ..{ending}"


def _clause(s: Marked, figure: int) -> Iterator[str]:
    """The words of its clause on either side."""
    for side, step in (("before", -1), ("after", 1)):
        i, seen = figure + step, 0
        while 0 <= i < len(s.tokens) and seen < _NEAR:
            shape = s.tokens[i].shape
            if shape in _ENDS:
                yield f"{side} ends {shape} {seen}"
                break
            yield f"{side} {shape}"
            seen += 1
            i += step
        else:
            yield f"{side} {'edge' if not 0 <= i < len(s.tokens) else 'goes on'}"


@cache
def _class_of() -> dict[str, str]:
    """The class of a word that says something of the figures beside it; the first class has it."""
    return {w: name for name in reversed(_SPEAKING) for w in words(name) if " " not in w}


def _classes(s: Marked, figure: int) -> Iterator[str]:
    """The classes and the beginnings of the words beside it, up to the next figure."""
    class_of = _class_of()
    for side, step in (("before", -1), ("after", 1)):
        i, seen = figure + step, 0
        had: set[str] = set()
        while 0 <= i < len(s.tokens) and seen < 10 and i not in s.figures:
            shape = s.tokens[i].shape
            if shape in ";.":
                break
            if seen < 5 and len(shape) > 3 and shape[0].isalpha():
                yield f"{side} ~{shape[:5]}"
            name = class_of.get(shape)
            if name and name not in had:
                had.add(name)
                yield f"{side} a {name}"
                yield f"{side} a {name} {min(seen, 3)}"
            i += step
            seen += 1


def _nearest(s: Marked, figure: int) -> Iterator[str]:
    """The nearest mark of each class on either side: how far, what is between."""
    for side, step in (("left", -1), ("right", 1)):
        seen: set[str] = set()
        figures = 0
        comma = ""
        i, distance = figure + step, 1
        while 0 <= i < len(s.tokens) and distance <= 25:
            shape = s.tokens[i].shape
            if shape in _CLASSES and shape not in seen:
                seen.add(shape)
                far = distance if distance < 4 else 4 if distance < 8 else 8
                yield f"near {side} {shape} {far} {min(figures, 2)}"
                yield f"near {side} {shape} {min(figures, 2)}{comma}"
            if i in s.figures:
                figures += 1
            elif shape in ",;.":
                comma = f" {shape}"
            i += step
            distance += 1


def _others(s: Marked, figure: int) -> Iterator[str]:
    """The other figures of the sentence: how many, of which unit, what is between."""
    at = s.figures.index(figure)
    q, shape = s.quantity(figure), _shape(s, figure)
    yield f"figures {min(len(s.figures), 6)}"
    yield f"place {min(at, 4)} of {min(len(s.figures), 5)}"
    yield "last figure" if at == len(s.figures) - 1 else "more figures"
    for side, other in (
        ("before", s.figures[at - 1] if at else -1),
        ("behind", s.figures[at + 1] if at + 1 < len(s.figures) else -1),
    ):
        if other < 0:
            yield f"{side} no figure"
            continue
        near = s.quantity(other)
        same = "same" if near.unit == q.unit else "other"
        lo, hi = sorted((figure, other))
        words = [t.shape for t in s.tokens[lo + 1 : hi]]
        yield f"{side} {_shape(s, other)} {shape}"
        yield f"{side} {same} {_ratio(float(q.value), float(near.value))}"
        yield f"{side} {same} {'more' if q.value > near.value else 'less' if q.value < near.value else 'equal'}"
        if len(words) <= 5:
            yield f"{side} {_shape(s, other)} {' '.join(words)} {shape}"
        yield f"{side} {same} apart {min(len(words), 8)}"
        for word in set(words[:12]):
            yield f"{side} between {word}"
    units = [s.quantity(f).unit for f in s.figures]
    yield f"alike {min(units.count(q.unit), 4)} {shape}"
    yield f"first of unit {units.index(q.unit) == at}"
    values = [s.quantity(f).value for f in s.figures if f != figure and s.quantity(f).unit == q.unit]
    if any(v == q.value for v in values):
        yield "told twice"
    few = values[:_SUMMED]
    if any(abs(a - b) == abs(q.value) for n, a in enumerate(few) for b in few[n + 1 :]):
        yield "difference of two"


def _ratio(a: float, b: float) -> str:
    if not a or not b:
        return "zero"
    ratio = abs(a / b)
    for bound in (0.02, 0.2, 0.5, 0.8, 1.25, 2, 5, 50):
        if ratio <= bound:
            return str(bound)
    return "far"


def _bracket(s: Marked, figure: int) -> Iterator[str]:
    """Whether it is in brackets, what else is in them and what is before them."""
    opened = next((i for i in range(figure - 1, max(-1, figure - 14), -1) if s.tokens[i].shape in "()[]"), None)
    if opened is None or s.tokens[opened].shape not in "([":
        return
    closed = next(
        (i for i in range(figure + 1, min(len(s.tokens), figure + 14)) if s.tokens[i].shape in ")]"), len(s.tokens)
    )
    inside = [i for i in s.figures if opened < i < closed]
    shape = _shape(s, figure)
    yield f"bracket {shape}"
    yield f"bracket {shape} {'alone' if closed - opened == 2 else 'first' if opened + 1 == figure else 'later'} {min(len(inside), 3)}"
    yield f"bracket after {_shape(s, opened - 1)} {shape}"
    yield f"bracket after {_shape(s, opened - 1)}"
    yield f"bracket then {_shape(s, closed + 1)} {shape}"
    for i in range(opened + 1, min(closed, opened + 6)):
        yield f"bracket has {_shape(s, i)}"
    figures = [i for i in s.figures if i < opened]
    if figures:
        yield f"bracket behind {_shape(s, figures[-1])} {opened - figures[-1] if opened - figures[-1] < 4 else 4} {shape}"


def _sentence(s: Marked) -> Iterator[str]:
    shapes = [t.shape for t in s.tokens]
    verb = any(t in _VERBS for t in shapes)
    yield "has a verb" if verb else "has no verb"
    yield f"begins {shapes[0]}"
    yield f"begins {' '.join(shapes[:2])}"
    yield f"long {min(len(shapes) // 10, 5)}"
    if s.text[s.end - 1 : s.end] == "?":
        yield "question"
    yield f"letters {min(int(10 * sum(map(str.isalpha, s.words)) / max(1, len(s.words))), 8)}"


def _opens(s: Marked, figure: int) -> Iterator[str]:
    if figure == 0 and s.tokens[0].shape == "<n>":
        yield "opens the sentence"


def _place(place: Place) -> Iterator[str]:
    if place.bullet:
        yield "bullet"
    if place.stem:
        yield "under a stem"
    if place.first:
        yield "first sentence"
    if place.told:
        yield f"told before {place.unit}"
    for word in place.theme.lower().split()[:8]:
        yield f"theme {word}"
