"""Register the components with spaCy, and build the pipeline that carries them all."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from perfextract.pipes.marks import MARKS, Marks, mark_text, spans_of

PATTERNS = "perfextract_patterns"  # where a doc keeps the folder of patterns it was marked with


def marks(doc: Doc) -> Marks:
    """The exact marks of a ``doc`` that went through a component, by the same patterns."""
    folder = doc.user_data.get(PATTERNS)
    return _marks(doc.text, Path(folder) if folder else None)


@lru_cache(maxsize=16)
def _marks(text: str, patterns: Path | None) -> Marks:
    """The marks of a text, found once however many components ask; a doc that held them could not be saved."""
    return mark_text(text, patterns)


class MarkComponent:
    """Fills one span group: ``mark`` is its name, ``patterns`` a folder of the user's own rules."""

    def __init__(self, mark: str, patterns: str | None = None) -> None:
        self.mark = mark
        self.patterns = Path(patterns) if patterns else None

    def __call__(self, doc: Doc) -> Doc:
        doc.user_data[PATTERNS] = str(self.patterns) if self.patterns else None
        found = spans_of(_marks(doc.text, self.patterns), self.mark)
        spans = (doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in found)
        doc.spans[self.mark] = [s for s in spans if s is not None]
        return doc


def _factory(mark: str) -> Callable[[Language, str, str | None], MarkComponent]:
    """Register the component of one mark, whatever name a pipeline gives it."""

    def create(nlp: Language, name: str, patterns: str | None) -> MarkComponent:
        return MarkComponent(mark, patterns)

    Language.factory(f"perfextract_{mark}", default_config={"patterns": None}, func=create)
    return create


# What the entry points in pyproject.toml name, so that spaCy knows the components without importing us first.
quantity = _factory("quantity")
period = _factory("period")
comparator = _factory("comparator")
direction = _factory("direction")
hedge = _factory("hedge")
qualifier = _factory("qualifier")
defining = _factory("defining")


def pipeline(patterns: Path | None = None) -> Language:
    """A blank English pipeline with every component of perfextract."""
    nlp = spacy.blank("en")
    for name in MARKS:
        nlp.add_pipe(f"perfextract_{name}", config={"patterns": str(patterns) if patterns else None})
    return nlp
