"""How a value moved: as the words say, by its earlier figure, by a stated change."""

from __future__ import annotations

from decimal import Decimal

from perfextract import catalogue
from perfextract.model import EARLIER_KINDS, Comparator, Direction
from perfextract.reading import comparators, gaps, links
from perfextract.reading.marked import Marked
from perfextract.reading.parts import Parts
from perfextract.vocabulary import words


def direction(parts: Parts, value: int, found: list[Comparator], changes: list[int], name: str) -> Direction | None:
    """How a value moved: as the words say; by its earlier figure; by a stated change."""
    s = parts.s
    said = said_way(s, _mover(parts, value))
    before = comparators.moved_since(
        s.quantity(value).value, [c for c in found if c.unit == s.quantity(value).unit and c.label is None]
    )
    if before is not None:
        return "stable" if said == "stable" and _near(s.quantity(value).value, found) else before
    if said is None and changes:
        since = [c.kind for c in found if c.value is not None]
        if not since or since[0] in EARLIER_KINDS or since_a_time(s, changes[0]):
            return way(parts, changes[0]) or _bettered(s, changes[0], name, s.quantity(value).unit)
    return said


def _mover(parts: Parts, value: int) -> int | None:
    """The word of a value's movement, unless that tells its distance from another's figure."""
    token = parts.moves.get(value)
    token = _led_to(parts.s, value) if token is None else token
    distant = any(gaps.within(parts.s, token, f, parts.roles) for f in parts.of(value, "change"))
    return None if distant else token


def _led_to(s: Marked, value: int) -> int | None:
    """The word of movement that leads to a value and nothing else: "rose to about 41%"."""
    i = value - 1
    i -= i >= 0 and s.tokens[i].shape == "<about>"
    if i < 1 or s.tokens[i].shape not in words("leads to"):
        return None
    return i - 1 if s.tokens[i - 1].shape in ("<up>", "<down>") else None


def since_a_time(s: Marked, change: int) -> bool:
    """Whether a change is said to be since a time: "311 more than in 2016/17"."""
    behind = next((f for f in s.figures if f > change), len(s.tokens))
    return any(change < p < min(behind, change + 7) and comparators.is_compared(s, p) for p in s.periods)


def _bettered(s: Marked, change: int, name: str, unit: str) -> Direction | None:
    """The direction of a change told as more or less, or as better or worse where it is plain which way that is."""
    link = catalogue.link(name, unit)
    better = link.indicator.better if link else "higher" if unit == "percent" else None
    behind = set(s.text[s.tokens[change].end : s.tokens[min(change + 2, len(s.tokens) - 1)].end].lower().split())
    if behind & words("greater") or behind & words("smaller"):
        return "up" if behind & words("greater") else "down"
    if better is None or not behind & words("good or bad"):
        return None
    return "up" if bool(behind & words("good")) == (better == "higher") else "down"


def _near(value: Decimal, found: list[Comparator]) -> bool:
    past = [c.value for c in found if c.kind in EARLIER_KINDS and c.value is not None]
    return bool(past) and abs(value - past[0]) <= abs(past[0]) / 20


def said_way(s: Marked, token: int | None) -> Direction | None:
    """The direction that a word of movement says."""
    if token is None:
        return None
    return s.tokens[token].shape.rstrip(">").rpartition("<")[2].rpartition(" ")[2]  # type: ignore[return-value]


def way(parts: Parts, change: int) -> Direction | None:
    """The direction of a stated change: that of the nearest word of movement, or its sign."""
    s = parts.s
    q = s.quantity(change)
    moves = links.movements(s)
    near = sorted((abs(m - change) + (2 if m > change else 0), m) for m in moves if abs(m - change) <= 9)
    if near:
        return said_way(s, near[0][1])
    signed = q.text[:1]
    return "up" if signed == "+" else "down" if signed in "-−–" and q.value < 0 else None
