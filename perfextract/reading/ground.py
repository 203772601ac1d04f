"""What all values of a sentence share when they are named: its words, their stems, its edges, what it counts up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate

from perfextract.reading.edges import BREAKS, LOOSE, VERBS, Edges, edges
from perfextract.reading.marked import Marked, Token
from perfextract.reading.name_words import LITTLE, stem, stems
from perfextract.vocabulary import words

_ENDINGS = BREAKS | words("contrast")
_LINKS = words("link")
_MOVES = ("<up", "<down", "<stable")
_COMPARED = frozenset({"<national>", "<target>", "<regional>", "<statistical_neighbour>"})
_BREAKING = words("breaks a name")
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many tokens of some kind stand before each place of a sentence."""

    before: tuple[int, ...]

    def between(self, a: int, b: int) -> int:
        """How many there are behind the token ``a`` and before the token ``b``."""
        return self.before[b] - self.before[a + 1]


@dataclass(frozen=True, slots=True)
class Ground:
    """A sentence as all its values see it; tuples are by the place of a token."""

    s: Marked
    roles: Mapping[int, str]  # the names of its figures' roles
    values: tuple[int, ...]
    shapes: tuple[str, ...]
    texts: tuple[str, ...]  # its words in lower case
    stems: tuple[frozenset[str], ...]
    edges: Edges
    verbs: Tally
    commas: Tally
    breaks: Tally
    opened: Tally
    closed: Tally
    telling: Tally  # words that are no function words
    here: frozenset[str]  # the stems of all its tokens
    links: tuple[int, ...]  # the tokens that tie words together: "of", "who"
    subject: int  # where the first verb stands
    nearest: tuple[int | None, ...]  # the value nearest to each token
    notable: Mapping[int, tuple[bool, ...]]  # what a token is that speaks against a name of which it is a part

    def before(self, i: int) -> str:
        """The class of the token before one."""
        return self.shapes[i - 1] if i else "^"

    def after(self, i: int) -> str:
        """The class of the token after one."""
        return self.shapes[i + 1] if i + 1 < len(self.shapes) else "$"


def ground(s: Marked, roles: Mapping[int, str], values: tuple[int, ...]) -> Ground:
    """What the values of a sentence share."""
    shapes = tuple(t.shape for t in s.tokens)
    texts = tuple(t.shape if t.shape[0] != "<" else s.text[t.start : t.end].lower() for t in s.tokens)
    return Ground(
        s=s,
        roles=roles,
        values=values,
        shapes=shapes,
        texts=texts,
        stems=tuple(map(_stems, s.tokens, texts)),
        edges=edges(s, shapes, roles),
        verbs=_tally(x in VERBS or x.startswith(_MOVES) for x in shapes),
        commas=_tally(x == "," for x in shapes),
        breaks=_tally(x in _ENDINGS for x in shapes),
        opened=_tally(x == "(" for x in shapes),
        closed=_tally(x == ")" for x in shapes),
        telling=_tally(x[0].isalpha() and x not in LOOSE for x in shapes),
        here=frozenset(map(stem, shapes)),
        links=tuple(i for i, x in enumerate(shapes) if x in _LINKS),
        subject=next((i for i, x in enumerate(shapes) if x in VERBS), len(shapes)),
        nearest=tuple(min(values, key=lambda v: abs(v - i), default=None) for i in range(len(shapes))),
        notable={i: kinds for i, kinds in enumerate(map(_notable, shapes)) if any(kinds)},
    )


def _notable(shape: str) -> tuple[bool, ...]:
    """Whether a token is a comma, a verb, a movement, the name of what is compared with, a break."""
    return shape == ",", shape in VERBS, shape.startswith(_MOVES[:2]), shape in _COMPARED, shape in _BREAKING


def _stems(token: Token, text: str) -> frozenset[str]:
    """The stems of the words of a token; most tokens are one plain word."""
    if token.mark is None and text.isascii() and text.isalpha():
        return _NONE if text in LITTLE else frozenset((stem(text),))
    return stems(text)


def _tally(asked: Iterable[bool]) -> Tally:
    return Tally(tuple(accumulate(asked, initial=0)))
