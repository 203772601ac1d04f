"""The words over or under a table that say what it measures, with the report's abbreviations written out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from perfextract.model import Block, Section
from perfextract.tables.sheet import MEASURING, NUMBERED, Over
from perfextract.vocabulary import expression

_NEAR = 4  # blocks above a table that may hold the words it is about
_HIGH = 90  # points above it, on a page
_LONGEST = 22  # words of a caption
_EARLY = 60  # blocks in which a report says what its abbreviations mean
_ONLY_SCALE = expression(r"^(?:all\s+)?{figures}\s+(?:are\s+)?(?:shown\s+)?in\b")
_LEADS_IN = expression(r"\b{leads to a table}\b")  # "The loans are as follows:"
_NOTE = expression(r"{begins a note}\b")
_SOURCE = re.compile(r"sources?\b", re.IGNORECASE)
_STATES = re.compile(r"[£€]\d|\d\s?%")
_ABBREVIATION = re.compile(r"\b[A-Z]{2,5}\b")


def over_table(block: Block, blocks: Sequence[Block], section: Section, title: str = "") -> Over:
    """The words over a table that say what it measures, or those under it; else its heading; and its scale."""
    above = list(_above(block, blocks))
    captions = [text for other in above if (text := _caption(other))]
    below = _below(block, blocks)
    if below and not any(NUMBERED.match(other.text) and _caption(other) for other in above[:1]):
        captions = [below]
    measuring = [text for text in captions if MEASURING.search(text)]
    scale = next((other.text for other in above if _ONLY_SCALE.match(other.text)), "")
    said = (measuring or captions or [section.service or section.theme or ""])[0]
    return Over(written_out(said, blocks), scale, title, bool(measuring or below))


def written_out(caption: str, blocks: Sequence[Block]) -> str:
    """A caption with its abbreviations as the report explains them: "Life expectancy (LE)"."""
    for short in dict.fromkeys(_ABBREVIATION.findall(caption)):
        meant = r"\s+".join(rf"(?i:{letter})[a-z-]+" for letter in short)
        explained = re.compile(rf"\b({meant})\s+\({short}\)")
        found = next((m for other in blocks[:_EARLY] if (m := explained.search(other.text))), None)
        caption = re.sub(rf"\b{short}\b", found[1], caption) if found else caption
    return caption


def _below(block: Block, blocks: Sequence[Block]) -> str:
    """The caption under a table: numbered, or followed by the source of its figures."""
    after = [*blocks[block.index + 1 : block.index + 3], None, None][:2]
    first, second = after
    if first is None or first.table is not None:
        return ""
    if NUMBERED.match(first.text) and _caption(first):
        return _caption(first) if second is None or second.table is None else ""
    sourced = second is not None and bool(_SOURCE.match(second.text))
    return first.text.strip().rstrip(".") if sourced and len(first.text.split()) <= _LONGEST else ""


def _above(block: Block, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks above a table, nearest first: on a page by their place, else by their order."""
    top = block.bbox(0, len(block.text))
    on_page = [(box[3], b) for b in blocks if b.page() == block.page() and (box := b.bbox(0, len(b.text)))]
    if top and on_page:
        near = [(bottom, b) for bottom, b in on_page if b.table is None and top[1] - _HIGH <= bottom <= top[1] + 1]
        yield from (b for _, b in sorted(near, key=lambda x: -x[0]))
        return
    for other in reversed(blocks[max(0, block.index - _NEAR) : block.index]):
        if other.table is not None:
            return
        yield other
        if other.kind in ("heading", "title"):
            return


def _caption(block: Block) -> str:
    """The words of a block that can be a caption, without "Table 2:"; "" where they cannot."""
    said = block.text.strip()
    text = NUMBERED.sub("", said)
    if _NOTE.match(said) or (block.kind == "paragraph" and _STATES.search(said)):
        return ""
    if text != said:  # "Table 2 shows that ..." is a sentence
        return text.rstrip(".") if len(text.split()) <= 2 * _LONGEST and not text[:1].islower() else ""
    short = len(text.split()) <= _LONGEST and not text.endswith((".", "!", "?")) and not _LEADS_IN.search(text)
    return text if block.kind in ("heading", "paragraph", "title") and short and not _ONLY_SCALE.match(text) else ""
