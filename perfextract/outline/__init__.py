"""Blocks -> sections: which headings each statement is under, and what a report says of itself.

``roles`` says what the words of a heading make of it, ``places`` which headings are in force at each block, ``times``
what they say of time, ``themes`` which canonical theme they name, ``walk`` puts the blocks into sections.
"""

from __future__ import annotations

from pathlib import Path

from perfextract import identity
from perfextract.model import Document, Period, Report
from perfextract.outline.contents import contents
from perfextract.outline.roles import heading_role, named
from perfextract.outline.themes import theme_id, theme_name
from perfextract.outline.times import lead_in_period
from perfextract.outline.walk import sections

__all__ = ["contents", "heading_role", "lead_in_period", "named", "outline", "theme_id", "theme_name"]


def outline(
    document: Document, *, authority: str | None = None, period: Period | None = None, patterns: Path | None = None
) -> Report:
    """What a document says of itself and its blocks in sections.

    ``authority`` and ``period`` overrule the document; ``patterns`` is a folder of the user's own rules, whose
    themes and headings are heard before ours.
    """
    period = period or identity.report_period(document)
    return Report(
        title=identity.title(document),
        authority=authority or identity.authority(document),
        period=period,
        sections=tuple(sections(document.blocks, period, patterns)),
    )
