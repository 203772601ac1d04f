"""Constructions: what a figure is by the way its sentence is built; claims among the evidence.

``patterns/constructions.yaml`` lists them in the notation of ``notation.py``. Each is a row of steps over the classes of
a sentence's tokens; where two claim one figure the first in the file has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from perfextract.reading.marked import Marked
from perfextract.reading.notation import BEGIN, END, NAMED, NAMES, Step, steps
from perfextract.rule_files import CONSTRUCTIONS, Words, check_names, patterns_dir, refusal, rows, validated


class Claim(NamedTuple):
    """What a construction says a figure is."""

    role: str
    construction: str


class Construction(BaseModel):
    """One entry of the file, as written."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: Words
    patterns: tuple[Words, ...]
    found_in: tuple[Words, ...] = ()
    not_found_in: tuple[Words, ...] = ()
    note: str | None = None


class Way(NamedTuple):
    """A pattern: its place among all of them, its construction, its steps."""

    rank: int
    construction: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Constructions:
    """The entries, ready to be looked for."""

    entries: tuple[Construction, ...]
    ways: Mapping[str, Sequence[Way]]  # the patterns that can begin with a token, by its shape

    def claims(self, s: Marked) -> dict[int, Claim]:
        """What the first construction to speak of it claims for a figure, by its token."""
        shapes = [BEGIN, *(t.shape for t in s.tokens), END]
        found: dict[int, tuple[int, Claim]] = {}
        for start in reversed(range(len(shapes))):  # of two names before a figure the nearer one is its own
            for way in self.ways.get(shapes[start], ()):
                for taken in _matches(shapes, start, way.steps):
                    for at, role in _roles(shapes, taken):
                        if at - 1 not in found or way.rank < found[at - 1][0]:
                            found[at - 1] = way.rank, Claim(role, way.construction)
        return {token: claim for token, (_, claim) in found.items()}


Taken = tuple[tuple[int, Step], ...]  # the tokens of a match that are in no gap, each with its step


def _matches(shapes: Sequence[str], at: int, left: tuple[Step, ...]) -> Iterator[Taken]:
    """Every way in which the steps take the tokens from one on."""
    taken: list[tuple[int, Step]] = []
    for nth, step in enumerate(left, start=1):
        if step.gap or step.optional:
            for end in _ends(shapes, at, step) if step.gap else (at,):
                yield from ((*taken, *more) for more in _matches(shapes, end, left[nth:]))
        if step.gap or at == len(shapes) or shapes[at] not in step.shapes:
            return
        taken.append((at, step))
        at += 1
    yield tuple(taken)


def _ends(shapes: Sequence[str], at: int, step: Step) -> Iterator[int]:
    """Where a gap that begins at a token may end: before anything that no gap passes."""
    assert step.gap is not None
    least, most = step.gap
    for end in range(at, min(at + most, len(shapes)) + 1):
        if end - at >= least:
            yield end
        if end < len(shapes) and shapes[end] in step.shapes:
            return


def _roles(shapes: Sequence[str], taken: Taken) -> Iterator[tuple[int, str]]:
    """The figures of a match with their roles."""
    name = next((NAMES[shapes[at]] for at, step in taken if step.name), "")
    return ((at, name if step.role == NAMED else step.role) for at, step in taken if step.role)


def compiled(entries: Iterable[Construction]) -> Constructions:
    """The entries by the shapes they begin with; raises ValueError where a pattern is not understood."""
    entries = tuple(entries)
    ways: dict[str, list[Way]] = {}
    for rank, (entry, pattern) in enumerate((e, p) for e in entries for p in e.patterns):
        way = Way(rank, entry.id, tuple(steps(pattern)))
        for shape in _beginnings(way.steps):
            ways.setdefault(shape, []).append(way)
    return Constructions(entries, ways)


def _beginnings(way: Sequence[Step]) -> frozenset[str]:
    """The shapes of the tokens that a pattern can begin with."""
    first = way[0].shapes
    return first | _beginnings(way[1:]) if way[0].optional else first


@lru_cache(maxsize=8)
def load(patterns: Path | None = None) -> Constructions:
    """Ours, with those of the user's folder before them. Raises RuleError where a file cannot be used."""
    ours = read(patterns_dir() / f"{CONSTRUCTIONS}.yaml")
    own: list[Construction] = []
    if patterns is not None:
        check_names(patterns)
        path = patterns / f"{CONSTRUCTIONS}.yaml"
        own = read(path, ours) if path.is_file() else []
    return compiled([*own, *ours])


def read(path: Path, ours: Iterable[Construction] = ()) -> list[Construction]:
    """The entries of a file; raises RuleError naming file, line, entry and key."""
    found: list[Construction] = []
    for number, row in enumerate(rows(path)):
        entry = validated(Construction, path, number, row)
        if any(entry.id == other.id for other in (*ours, *found)):
            raise refusal(path, (number, "id"), "there is an entry of that id already; give this one another")
        if not entry.patterns:
            raise refusal(path, (number, "patterns"), "it has no patterns, so it can find nothing")
        for nth, pattern in enumerate(entry.patterns):
            try:
                steps(pattern)
            except ValueError as error:
                raise refusal(path, (number, "patterns", nth), f"{pattern!r}: {error}") from error
        found.append(entry)
    return found


def claims(s: Marked, patterns: Path | None = None) -> dict[int, Claim]:
    """What a construction claims for a figure, by its token."""
    return load(patterns).claims(s) if s.figures else {}
