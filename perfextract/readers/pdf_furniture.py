"""Tell running heads, running feet and page numbers of a PDF from its text, and footnotes from its body."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from perfextract.readers.parts import ends_sentence
from perfextract.readers.pdf_lines import Line

_BAND = 0.12  # of the page's height, above and below
_SHARE = 0.4  # of the pages: a line on more of them is furniture
_PAGE_NUMBER = re.compile(r"(page\s+)?[-–|]?\s*\d{1,4}\s*[-–|]?(\s*(of|/)\s*\d{1,4})?$", re.I)
_NOTE_START = re.compile(r"\[?\d{1,2}\]?(\s|$)")
_SMALL = 0.93  # of the body's size
_SIDE = 0.1  # of the page's width, left and right
_APART = 1.6  # type sizes from a running head down to the text


Size = tuple[float, float]  # width and height of a page


def without_furniture(pages: Sequence[list[Line]], sizes: Sequence[Size]) -> list[list[Line]]:
    """The pages' lines without what is printed on every page."""
    repeated = _repeated(pages, sizes)
    return [_body(lines, size, repeated) for lines, size in zip(pages, sizes, strict=True)]


def running_lines(pages: Sequence[list[Line]], sizes: Sequence[Size]) -> tuple[str, ...]:
    """The running heads and feet of the pages, each as it is printed first."""
    repeated = _repeated(pages, sizes)
    found: dict[tuple[str, str], str] = {}
    for lines, size in zip(pages, sizes, strict=True):
        for line in lines:
            if (key := _key(line, size)) in repeated and key is not None:
                found.setdefault(key, line.text)
    return tuple(found.values())


def _repeated(pages: Sequence[list[Line]], sizes: Sequence[Size]) -> set[tuple[str, str]]:
    """The lines at the edges of the pages that many of them have."""
    counts: Counter[tuple[str, str]] = Counter()
    for lines, size in zip(pages, sizes, strict=True):
        counts.update({k for line in lines if (k := _key(line, size))})
    often = max(3, _SHARE * len(pages))
    repeated = {key for key, count in counts.items() if count >= often}
    # On a page read sideways the heads and feet of the others run up its sides.
    return repeated | {("side", text) for band, text in repeated if band != "side"}


def _key(line: Line, size: Size) -> tuple[str, str] | None:
    """The band and the wording with its digits levelled, of a line at the edge of the page."""
    width, height = size
    if line.words[0].turn:
        band = None if _SIDE * width < line.x0 and line.x1 < (1 - _SIDE) * width else "side"
    else:
        band = "top" if line.base < _BAND * height else "foot" if line.base > (1 - _BAND) * height else None
    return (band, re.sub(r"\d+", "#", line.text).casefold()) if band else None


def _body(lines: Sequence[Line], size: Size, repeated: set[tuple[str, str]]) -> list[Line]:
    def is_furniture(line: Line) -> bool:
        key = _key(line, size)
        return key is not None and (key in repeated or bool(_PAGE_NUMBER.match(line.text)))

    return [line for line in lines if not is_furniture(line)]


def heads_within_sentences(bodies: Sequence[Sequence[Line]], heights: Sequence[float]) -> set[int]:
    """The ids of running heads that stand on too few pages to be known by that: a sentence goes on over them.

    The page before ends within a sentence, and the line below the head goes on in lower case.
    """
    found: set[int] = set()
    for before, lines, height in zip(bodies, bodies[1:], heights[1:], strict=False):
        if not before or len(lines) < 2:
            continue
        head, following = lines[0], lines[1]
        apart = head.base < _BAND * height and following.base - head.base > _APART * following.size
        apart = apart and not head.text[0].islower() and not ends_sentence(head.text)
        goes_on = following.text[0].islower() and not ends_sentence(before[-1].text)
        if apart and goes_on and abs(following.size - before[-1].size) < 0.1:
            found.add(id(head))
    return found


def split_notes(lines: Sequence[Line], body_size: float, height: float) -> tuple[list[Line], list[list[Line]]]:
    """The body lines of a page and its footnotes: the small type at its foot that begins with a number."""
    start = len(lines)
    while start and lines[start - 1].size < _SMALL * body_size and lines[start - 1].base > 0.4 * height:
        start -= 1
    while start < len(lines) and not _NOTE_START.match(lines[start].text):
        start += 1
    notes: list[list[Line]] = []
    for line in lines[start:]:
        if _NOTE_START.match(line.text) or not notes:
            notes.append([line])
        else:
            notes[-1].append(line)
    body, typed = _typed_notes(lines[:start], body_size)
    return body, typed + notes


def _typed_notes(lines: Sequence[Line], body_size: float) -> tuple[list[Line], list[list[Line]]]:
    """Notes set in small type in mid-page: they begin with a raised number."""
    body: list[Line] = []
    notes: list[list[Line]] = []
    inside = False
    for line in lines:
        small = line.size < _SMALL * body_size
        if small and _begins_note(line):
            notes.append([line])
            inside = True
        elif inside and small:
            notes[-1].append(line)
        else:
            inside = False
            body.append(line)
    return body, notes


def without_typed_notes(lines: Sequence[Line]) -> list[Line]:
    """The lines without those that begin with a raised number, and what goes on in their type.

    Long notes can have more words than the text they stand under, whose type is the body's all the same.
    """
    kept: list[Line] = []
    note: Line | None = None
    for line in lines:
        if _begins_note(line):
            note = line
        elif note is None or line.size != note.size:
            note = None
            kept.append(line)
    return kept


def _begins_note(line: Line) -> bool:
    first = line.words[0]
    return len(line.words) > 1 and first.text.isdigit() and first.size < 0.85 * line.words[1].size
