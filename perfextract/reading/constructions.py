"""Constructions: what a figure is by the way its sentence is built; claims among the evidence.

``patterns/constructions.yaml`` lists them in the notation of ``notation.py``. Each is a pattern of spaCy's ``Matcher``
over the classes of a sentence's tokens; where two claim one figure the first in the file has it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel, ConfigDict

from perfextract.reading.marked import Marked
from perfextract.reading.notation import BEGIN, END, NAMED, NAMES, Step, steps
from perfextract.rule_files import CONSTRUCTIONS, Words, check_names, patterns_dir, refusal, rows, validated

if TYPE_CHECKING:
    from spacy.matcher import Matcher
    from spacy.vocab import Vocab

_OTHER = "_"  # stands for every word that no pattern speaks of, so that the vocabulary does not grow


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


@dataclass(frozen=True, slots=True, eq=False)
class Constructions:
    """The entries, ready to be looked for."""

    entries: tuple[Construction, ...]
    known: frozenset[str]  # the shapes that patterns speak of
    matcher: Matcher
    ways: dict[
        int, tuple[int, str, list[Step]]
    ]  # a pattern by its key: its rank, its construction, the step of each token

    def claims(self, s: Marked) -> dict[int, Claim]:
        """What the first construction to speak of it claims for a figure, by its token."""
        words = [BEGIN, *(t.shape if t.shape in self.known else _OTHER for t in s.tokens), END]
        from spacy.tokens import Doc

        doc = Doc(self.matcher.vocab, words=words)
        found: dict[int, tuple[int, Claim]] = {}
        for key, start, _end, steps_taken in self.matcher(doc, with_alignments=True):
            rank, id_, way = self.ways[key]
            for token, role in _roles(words, start, [way[n] for n in steps_taken]):
                if token - 1 not in found or rank < found[token - 1][0]:
                    found[token - 1] = rank, Claim(role, id_)
        return {token: claim for token, (_, claim) in found.items()}


def _roles(words: list[str], start: int, taken: list[Step]) -> Iterator[tuple[int, str]]:
    """The figures of a match with their roles."""
    name = next((NAMES[words[start + n]] for n, step in enumerate(taken) if step.name), "")
    for n, step in enumerate(taken):
        if step.role:
            yield start + n, name if step.role == NAMED else step.role


def compiled(entries: Iterable[Construction]) -> Constructions:
    """The entries as one matcher; raises ValueError where a pattern is not understood."""
    entries = tuple(entries)
    ranked = [(e, list(_unrolled(steps(p)))) for e in entries for p in e.patterns]
    from spacy.matcher import Matcher  # spaCy takes a third of a second to load: figures and times need none of it
    from spacy.vocab import Vocab

    vocab = Vocab()
    flags = _flags(vocab, (step for _, way in ranked for step in way))
    matcher = Matcher(vocab, validate=False)
    ways: dict[int, tuple[int, str, list[Step]]] = {}
    for rank, (entry, way) in enumerate(ranked):
        key = f"{entry.id} {rank}"
        matcher.add(key, [[_token(step, flags) for step in way]])
        ways[vocab.strings[key]] = rank, entry.id, way
    known = {shape for _, way in ranked for step in way for shape in step.shapes}
    return Constructions(entries, frozenset({BEGIN, END} | known), matcher, ways)


_FREE_FLAGS = 30  # of spaCy's 64 flags of a word, those we take


def _flags(vocab: Vocab, every: Iterable[Step]) -> dict[tuple[frozenset[str], bool], int]:
    """A flag of the vocabulary for each of the commonest sets of shapes, which are then matched without Python."""
    count = Counter((step.shapes, step.gap is not None) for step in every if len(step.shapes) > 1)
    return {
        (shapes, gap): vocab.add_flag(partial(_in_set, shapes, gap))
        for (shapes, gap), _ in count.most_common(_FREE_FLAGS)
    }


def _in_set(shapes: frozenset[str], gap: bool, shape: str) -> bool:
    return (shape in shapes) != gap


def _unrolled(found: Iterable[Step]) -> Iterator[Step]:
    """A gap as so many steps, those beyond the fewest optional."""
    for step in found:
        for n in range(step.gap[1] if step.gap else 1):
            yield step if not step.gap else Step(step.shapes, optional=n >= step.gap[0], gap=step.gap)


def _token(step: Step, flags: dict[tuple[frozenset[str], bool], int]) -> dict[Any, Any]:
    """A step in the words of spaCy's matcher."""
    shapes = sorted(step.shapes)
    flag = flags.get((step.shapes, step.gap is not None))
    one: dict[Any, Any] = (
        {flag: True}
        if flag
        else {"ORTH": {"NOT_IN": shapes}}
        if step.gap
        else {"ORTH": shapes[0] if len(shapes) == 1 else {"IN": shapes}}
    )
    return one | {"OP": "?"} if step.optional else one


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
