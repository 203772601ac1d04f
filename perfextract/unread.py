"""Nothing is lost in silence: a finding for every page, table, list or passage whose figures are in no record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from perfextract.model import Document, Finding, Record
from perfextract.places import LEAST, Figure, Figures, Place, PlaceKind, known, places

_NOTES: dict[PlaceKind, partial[Finding]] = {
    "page": partial(Finding, code="page_not_read", severity="note"),
    "table": partial(Finding, code="table_left_aside", severity="note"),
    "list": partial(Finding, code="list_not_read", severity="note"),
    "passage": partial(Finding, code="passage_not_read", severity="note"),
}
CODES: frozenset[str] = frozenset(note.keywords["code"] for note in _NOTES.values())
_FEW = 4  # words a figure has around it where it is one of a chart's or map's


def unread(
    document: Document,
    records: Iterable[Record],
    findings: Iterable[Finding],
    figures: Figures,
    asides: Mapping[int, str],
) -> list[Finding]:
    """The findings for places with three or more figures of which none is in a record or a finding.

    ``asides`` are the blocks under headings that are about the report itself, with the heading.
    """
    touched = known([*records, *findings])
    made: list[Finding] = []
    for place in places(document):
        if not touched.touches(place) and not known(made).touches(place):
            made += _silent(place, document, figures.of(place), asides)
    return made


def _silent(place: Place, document: Document, found: Sequence[Figure], asides: Mapping[int, str]) -> Iterator[Finding]:
    """The finding for a place that nothing was said of, where it has enough figures."""
    if len(found) >= LEAST:
        block, q = found[0]
        said = f"{_name(place)} has {len(found)} figures, and none is in a record"
        whole = (0, len(block.text)) if block.table is None else (0, len(block.text.split("\n", 1)[0]))
        start, end = (q.start, q.end) if block.table is None else whole
        evidence = document.evidence(block, start, end, whole)
        message = f"{said}: {_why(place, found, asides)}"
        yield _NOTES[place.kind](message=message, evidence=evidence)


def _name(place: Place) -> str:
    """A place as a message begins with it."""
    if place.kind == "page":
        return f"Page {place.page}"
    first = place.blocks[0]
    if place.kind == "passage" and first.kind in ("heading", "title"):
        return f"The passage under '{first.text}'"
    return f"The {place.kind} on page {place.page}" if place.page else f"The {place.kind}"


# ── the likely reason, and what to do ────────────────────────────────────────────────────────────


def _why(place: Place, found: Sequence[Figure], asides: Mapping[int, str]) -> str:
    """Why nothing was read, as far as the place shows it, and what the reader of the finding can do."""
    blocks = list(dict.fromkeys(block.index for block, _ in found))
    kinds = {block.kind for block, _ in found}
    if all(index in asides for index in blocks):
        return f"it is under '{asides[blocks[0]]}', which is about the report itself."
    if kinds == {"table"}:
        return (
            "no column was recognised as one of results (it may be a key, a tally of ratings or a register). "
            "If it states results, take them from the document."
        )
    if kinds <= {"heading", "title"}:
        return "all are in headings. If these state results, take them from the document."
    if kinds == {"footnote"}:
        return "all are in footnotes, which are not read."
    if _bare(found):
        return "hardly any words are beside them, as in a chart, a map or a form. Take them from the document."
    page = f" --page {place.page}" if place.page else ""
    return f"no sentence was understood to state a value. 'perfextract show FILE --why{page}' prints how each was read."


def _bare(found: Sequence[Figure]) -> bool:
    """Whether there are too few words around the figures to say what they measure."""
    texts = {block.index: block.text for block, _ in found}
    words = sum(any(map(str.isalpha, word)) for text in texts.values() for word in text.split())
    return words < _FEW * len(found)
