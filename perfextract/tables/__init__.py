"""Score-card tables -> statements, by the same types as prose: a row says what a sentence would.

``read_table`` is the way in. ``captions`` are the words over or under it, ``grid`` tells heads from body, ``columns``
what each column is for, ``cells`` what a cell holds, ``units`` how bare figures are counted, ``names``
what is measured, ``times`` when, ``beside`` what a value is compared with, ``rows`` what a row says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from perfextract.model import Block, Period, Report, Section
from perfextract.reading.statement import Statement
from perfextract.tables.captions import over_table
from perfextract.tables.row import About
from perfextract.tables.rows import nameless, statements
from perfextract.tables.sheet import NotUnderstood, Sheet, sheet_of

__all__ = ["Reading", "read_table"]

_SILENT = "none of its figures could be told to be a value rather than a comparison"


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
        over = over_table(block, blocks, section, report.title or "")
        sheet = sheet_of(block, over, base, report.authority, patterns, before)
    except NotUnderstood as reason:
        return Reading(why=str(reason))
    if sheet is None:
        return Reading()
    about = About(base, report.authority, section.status, patterns, report.title)
    found = tuple(statements(sheet, about))
    return Reading(found, nameless(sheet, about) or (None if found else _SILENT), sheet)
