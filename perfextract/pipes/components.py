"""Register the components with spaCy, and build the pipeline that carries them all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from perfextract.pipes.marks import MARKS, Marks, mark_text, spans_of

_KEY = "perfextract"


def marks(doc: Doc, patterns: Path | None = None) -> Marks:
    """The exact marks of ``doc``, found once however many components ask."""
    if _KEY not in doc.user_data:
        doc.user_data[_KEY] = mark_text(doc.text, patterns)
    return doc.user_data[_KEY]


class MarkComponent:
    """Fills one span group: ``name`` is the mark, ``patterns`` a folder of the user's own rules."""

    def __init__(self, name: str, patterns: str | None = None) -> None:
        self.name = name
        self.patterns = Path(patterns) if patterns else None

    def __call__(self, doc: Doc) -> Doc:
        found = spans_of(marks(doc, self.patterns), self.name)
        spans = (doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in found)
        doc.spans[self.name] = [s for s in spans if s is not None]
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
