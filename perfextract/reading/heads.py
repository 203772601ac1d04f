"""What may head a name that the words beside a value do not say: the name before, the lead-in, the heading, the topic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from perfextract.reading.edges import LOOSE, VERBS
from perfextract.reading.ground import Ground
from perfextract.reading.name_words import Around, content, stem
from perfextract.reading.printing import reduced

_LONGEST = 14  # words of a sentence's subject
_SIGNS = " :.-"


@dataclass(frozen=True, slots=True)
class Head:
    """A text that may head a name, where it is from, and its stems; ``telling`` are those of its longer words."""

    text: str
    source: str
    stems: frozenset[str]
    telling: frozenset[str]


def heads(g: Ground, value: int, around: Around, begun: int) -> Iterator[Head]:
    """What may head the name of a value: each source whole, and up to its first predicate."""
    own = around.same and (
        begun > 0 or g.s.between(value, min(value + 3, len(g.shapes) - 1)).lower().split()[1:2] == ["of"]
    )
    for source, text in around.sources():
        said = subject(text) if source == "topic" else text
        if content(said) and not (source == "before" and own):
            for head in dict.fromkeys((said, up_to_its_predicate(said))):
                yield _head(head, source)


def _head(text: str, source: str) -> Head:
    said = [(word, stem(word)) for word in content(text)]
    telling = frozenset([x for word, x in said if len(word) > 3])
    return Head(text.strip(_SIGNS), source, frozenset([x for _, x in said]), telling)


def subject(sentence: str) -> str:
    """What a sentence without figures speaks of: its words up to the first verb we know.

    >>> subject("The take-up of free school meals has been good this year.")
    'take-up of free school meals'
    """
    parts = sentence.split()
    ends = (n for n, w in enumerate(parts) if w.lower().strip(",;") in VERBS or w.endswith((",", ";", ":")))
    end = next(ends, len(parts))
    if end > _LONGEST:
        return ""
    with_its_sign = end < len(parts) and parts[end][-1:] in ",;:"
    return reduced(" ".join(parts[: end + with_its_sign]).strip(" ,;:."))


def up_to_its_predicate(text: str) -> str:
    """The head of a name.

    >>> up_to_its_predicate("children placed with relatives"), up_to_its_predicate("take-up of meals in schools")
    ('children', 'take-up of meals')
    """
    parts = text.split()
    for n, word in enumerate(parts[1:], 1):
        if (word.lower() in LOOSE and word.lower() != "of") or (word.endswith("ed") and len(word) > 4):
            return " ".join(parts[:n])
    return text
