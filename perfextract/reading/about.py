"""What is known of a block apart from its words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from perfextract.model import Block, Period, Section


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a block apart from its words: the report's period, its section, the user's own patterns."""

    report: Period | None
    section: Section
    block: Block
    patterns: Path | None = None

    @property
    def base(self) -> Period | None:
        return self.section.period or self.report

    @property
    def heading(self) -> str:
        return self.section.service or self.section.theme or ""
