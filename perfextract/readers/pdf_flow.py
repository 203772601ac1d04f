"""Join the words of lines into a block's text, and remember where each word stands."""

from __future__ import annotations

import re
from collections.abc import Iterable

from perfextract.model import Segment
from perfextract.readers.parts import closes_up
from perfextract.readers.pdf_words import Word

_LONE = re.compile(r"[b-hj-z][.,:;)]?$")  # no English word: the end of one that found no room
_CUT_SHORT = re.compile(r"[A-Za-z][a-z]{2,}$")


def flow(words: Iterable[Word], narrow: bool = False) -> tuple[str, tuple[Segment, ...]]:
    """The text of words in order and a segment for each; a word broken at a line end is closed up.

    In a ``narrow`` cell a word may be broken without a hyphen: "Revenu", next line "e".
    """
    text = ""
    segments = []
    glue = True
    last: Word | None = None
    for word in words:
        glue = glue or (last is not None and _closes_up(last, word, narrow))
        text += word.text if glue else " " + word.text
        segments.append(Segment(len(text) - len(word.text), len(text), word.page, word.bbox))
        glue, last = word.broken, word
    return text, tuple(segments)


def _closes_up(last: Word, word: Word, narrow: bool) -> bool:
    """Whether a hyphen at the end of a line belongs inside the word: "pre-", next line "applications"."""
    new_line = word.page != last.page or word.x0 < last.x0 or (narrow and word.base > last.base + last.size / 2)
    cut = narrow and bool(_LONE.match(word.text) and _CUT_SHORT.match(last.text))
    return new_line and (cut or closes_up(last.text, word.text))
