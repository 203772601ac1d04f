"""Paragraphs of a PDF -> blocks: headings by their type, levels ranked over the document, bullets with depth."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import NamedTuple

from perfextract.model import Block, BlockKind
from perfextract.readers.depth import Depths
from perfextract.readers.marks import is_bullet, item_kind
from perfextract.readers.parts import is_short_lead_in, looks_like_heading, number_depth
from perfextract.readers.pdf_flow import flow
from perfextract.readers.pdf_lines import is_spread
from perfextract.readers.pdf_paragraphs import LARGER, Measure, Paragraph
from perfextract.readers.pdf_words import Word

_TITLE = 1.3  # of the body's size
_LONGEST_HEADING = 200
_LONGEST_SENTENCE = 120
_MOST_HEADINGS = 3  # of one look in a row
_SHARED_WORDS = 2  # first words that a heading worded as a sentence has in common with another heading
_FIGURE = re.compile(r"(?:£\s?\d|\d[\d,.]*\s?(?:%|per\b))")
_SENTENCE = re.compile(r"[A-Z][^\d.?!]+\.")


class Look(NamedTuple):
    """How a heading is set; the first in order is the highest."""

    smallness: int  # of its type, less than nought
    light: bool
    depth: int  # of its number: "2.1" is 2

    @property
    def type(self) -> tuple[int, bool]:
        """Size and weight alone."""
        return self.smallness, self.light


def blocks_of(paragraphs: Sequence[Paragraph], measure: Measure) -> list[Block]:
    """A block for each paragraph, heading levels ranked over the whole document."""
    paragraphs = [_numbered(p, after) for p, after in zip_longest(paragraphs, paragraphs[1:])]
    looks = _with_sentences(paragraphs, [_look(p, measure) for p in paragraphs], measure)
    looks = _without_lists(looks, [p.after_table for p in paragraphs])
    ranks = {look: i for i, look in enumerate(sorted({x for x in looks if x}), 1)}
    title = _title_type(paragraphs, looks, measure)
    if title is not None:
        ranks = {look: max(rank - 1, 1) for look, rank in ranks.items()}
    depths = Depths(slack=4.0)
    blocks: list[Block] = []
    for paragraph, look in zip(paragraphs, looks, strict=True):
        if paragraph.lines[0].page == 1 and _type(paragraph) == title:
            blocks.append(_heading(paragraph, "title", 1))
        elif look is not None:
            blocks.append(_heading(paragraph, "heading", ranks[look]))
        else:
            stem = bool(blocks) and blocks[-1].text.endswith(":")
            blocks.append(_item(paragraph, depths, stem))
        if blocks[-1].kind != "bullet":
            depths.clear()
    return [b for b in blocks if b.text]


def _numbered(paragraph: Paragraph, after: Paragraph | None) -> Paragraph:
    """A paragraph whose number is set behind its words: "Council Tax    6" over "6.1 The tax is"."""
    number = paragraph.words[-1].text if len(paragraph.words) > 1 else ""
    begins = after is not None and after.mark is not None and after.mark.startswith(f"{number}.1")
    if not begins or paragraph.mark or not number.isdigit():
        return paragraph
    return replace(paragraph, mark=number, words=paragraph.words[:-1])


def _look(paragraph: Paragraph, measure: Measure) -> Look | None:
    """How a heading is set; None for other paragraphs."""
    text = paragraph.text
    worded = looks_like_heading(text, _LONGEST_HEADING) or is_short_lead_in(text)
    if not worded or _FIGURE.match(text) or not _stands_out(paragraph, measure):
        return None
    return _looked(paragraph)


def _stands_out(paragraph: Paragraph, measure: Measure) -> bool:
    """Whether a paragraph is running words in bold or larger type, not an item of a list."""
    if is_bullet(paragraph.mark) or not paragraph.words or is_spread(_worded(paragraph)):
        return False
    return _is_bold(paragraph) or paragraph.lines[0].size > LARGER * measure.body


def _looked(paragraph: Paragraph) -> Look:
    number = paragraph.words[0].text if _is_number_apart(paragraph.words) else paragraph.mark
    small, light = _type(paragraph)
    return Look(small, light, max(number_depth(number), 1))


def _type(paragraph: Paragraph) -> tuple[int, bool]:
    return -round(paragraph.lines[0].size), not _is_bold(paragraph)


def _is_bold(paragraph: Paragraph) -> bool:
    """Whether all words are bold, whatever the number before them is."""
    worded = [w for w in _worded(paragraph) if any(c.isalnum() for c in w.text)]
    return bool(worded) and all(w.bold for w in worded)


def _worded(paragraph: Paragraph) -> Sequence[Word]:
    """The words of the first line and those after it, without the number that a gap parts from them: "4    Parks"."""
    words = paragraph.words
    return words[1:] if _is_number_apart(words) else words


def _is_number_apart(words: Sequence[Word]) -> bool:
    return len(words) > 1 and number_depth(words[0].text) > 0 and words[1].x0 - words[0].x1 > 0.5 * words[0].size


def _with_sentences(paragraphs: Sequence[Paragraph], looks: list[Look | None], measure: Measure) -> list[Look | None]:
    """The looks, with those of bold sentences that begin like another heading of their type.

    "The care of adults is good." is a heading beside "The care of children is inadequate"; other sentences in bold
    are none.
    """
    begun = {(look.type, _first_words(p)) for p, look in zip(paragraphs, looks, strict=True) if look}
    return [
        _looked(p) if look is None and _is_sentence(p, measure) and (_type(p), _first_words(p)) in begun else look
        for p, look in zip(paragraphs, looks, strict=True)
    ]


def _is_sentence(paragraph: Paragraph, measure: Measure) -> bool:
    short = len(paragraph.text) <= _LONGEST_SENTENCE
    return short and _SENTENCE.fullmatch(paragraph.text) is not None and _stands_out(paragraph, measure)


def _first_words(paragraph: Paragraph) -> str:
    return " ".join(paragraph.text.split()[:_SHARED_WORDS])


def _without_lists(looks: list[Look | None], after_table: Sequence[bool]) -> list[Look | None]:
    """The looks without those of many would-be headings in a row: the cells of a table, a list without bullets."""
    kept = list(looks)
    start = 0
    for i in range(len(looks) + 1):
        parted = i == len(looks) or _types(looks[i]) is None or _types(looks[i]) != _types(looks[start])
        if parted or after_table[i]:
            if i - start > _MOST_HEADINGS:
                kept[start:i] = [None] * (i - start)
            start = i
    return kept


def _types(look: Look | None) -> tuple[int, bool] | None:
    return look.type if look else None


def _title_type(
    paragraphs: Sequence[Paragraph], looks: Sequence[Look | None], measure: Measure
) -> tuple[int, bool] | None:
    """The type of the report's title: the largest of the document, where it is on page 1."""
    found = [look.type for p, look in zip(paragraphs, looks, strict=True) if look and p.lines[0].page == 1]
    largest = min((look.type for look in looks if look), default=None)
    return largest if largest in found and largest and -largest[0] > _TITLE * measure.body else None


def _heading(paragraph: Paragraph, kind: BlockKind, level: int) -> Block:
    text, segments = flow(paragraph.words)
    return Block(text, kind, level=level, marker=paragraph.mark, segments=segments)


def _item(paragraph: Paragraph, depths: Depths, stem: bool) -> Block:
    """A paragraph that is no heading: a bullet with its depth, or running text."""
    text, segments = flow(paragraph.words)
    kind = item_kind(paragraph.mark, text)
    depth = depths.of(paragraph.mark or "", paragraph.mark_x, stem) if kind == "bullet" else 0
    return Block(text, kind, level=depth, marker=paragraph.mark, segments=segments)
