"""Score-card tables -> statements, by the same types as prose: a row says what a sentence would.

``read_table`` is the way in. ``grid`` tells heads from body, ``columns`` what each column is for, ``cells`` what a
cell holds, ``scales`` the units of bare figures, ``rows`` what a row says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from perfextract.model import Block, Period, Report, Section
from perfextract.reading.statement import Statement
from perfextract.tables.row import About
from perfextract.tables.rows import nameless, statements
from perfextract.tables.sheet import MEASURING, NUMBERED, NotUnderstood, Over, Sheet, sheet_of
from perfextract.vocabulary import expression

__all__ = ["Reading", "read_table"]

_NEAR = 4  # blocks above a table that may hold the words it is about
_HIGH = 90  # points above it, on a page
_LONGEST = 22  # words of a caption
_ONLY_SCALE = expression(r"^(?:all\s+)?{figures}\s+(?:are\s+)?(?:shown\s+)?in\b")


@dataclass(frozen=True)
class Reading:
    """What a table says: (label of its part, statement) in order; why nothing could be made of it; its sheet."""

    statements: tuple[tuple[str | None, Statement], ...] = ()
    why: str | None = None
    sheet: Sheet | None = None


def read_table(
    block: Block,
    section: Section,
    report: Report,
    blocks: Sequence[Block],
    patterns: Path | None = None,
    before: Sheet | None = None,
) -> Reading:
    """The statements of a table's rows.

    ``blocks`` are the document's, for the words above the table; ``before`` is the sheet of a table directly above.
    """
    base: Period | None = section.period or report.period
    try:
        sheet = sheet_of(block, over_table(block, blocks, section), base, report.authority, patterns, before)
    except NotUnderstood as reason:
        return Reading(why=str(reason))
    if sheet is None:
        return Reading()
    about = About(base, report.authority, section.status, patterns)
    found = tuple(statements(sheet, about))
    return Reading(found, nameless(sheet, about), sheet)


def over_table(block: Block, blocks: Sequence[Block], section: Section) -> Over:
    """The words over a table that say what it measures, else its heading; and what they say of scale."""
    above = list(_above(block, blocks))
    captions = [text for other in above if (text := _caption(other))]
    measuring = [text for text in captions if MEASURING.search(text)]
    scale = next((other.text for other in above if _ONLY_SCALE.match(other.text)), "")
    return Over((measuring or captions or [section.service or section.theme or ""])[0], scale)


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
    if text != said:
        return text.rstrip(".") if len(text.split()) <= 2 * _LONGEST else ""
    short = len(text.split()) <= _LONGEST and not text.endswith((".", "!", "?"))
    return text if block.kind in ("heading", "paragraph", "title") and short and not _ONLY_SCALE.match(text) else ""
