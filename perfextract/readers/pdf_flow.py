"""Join the words of lines into a block's text, and remember where each word stands."""

from __future__ import annotations

from collections.abc import Iterable

from perfextract.model import Segment
from perfextract.readers.parts import closes_up
from perfextract.readers.pdf_words import Word


def flow(words: Iterable[Word]) -> tuple[str, tuple[Segment, ...]]:
    """The text of words in order and a segment for each; a word broken at a line end is closed up."""
    text = ""
    segments = []
    glue = True
    last: Word | None = None
    for word in words:
        glue = glue or (last is not None and _closes_up(last, word))
        text += word.text if glue else " " + word.text
        segments.append(Segment(len(text) - len(word.text), len(text), word.page, word.bbox))
        glue, last = word.broken, word
    return text, tuple(segments)


def _closes_up(last: Word, word: Word) -> bool:
    """Whether a hyphen at the end of a line belongs inside the word: "pre-", next line "applications"."""
    new_line = word.page != last.page or word.x0 < last.x0
    return new_line and closes_up(last.text, word.text)
