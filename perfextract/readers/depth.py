"""How deep a bullet stands, told from its mark and its indentation."""

from __future__ import annotations

import re
from dataclasses import dataclass, field


def _kind(mark: str) -> str:
    """The shape of a mark: "(a)" and "(b)" are of one kind, "69." and "70." too."""
    return re.sub(r"[a-z]+", "a", re.sub(r"\d+", "1", mark))


@dataclass
class Depths:
    """The open levels of a list: each item's depth follows from those before it."""

    open: list[tuple[str, float]] = field(default_factory=list)
    slack: float = 1.0  # in the unit of the indents

    def of(self, mark: str, indent: float, stem: bool) -> int:
        """The depth, from 1, of an item; ``stem`` says that the text before it ended in a colon."""
        kind = _kind(mark)
        while self.open and indent < self.open[-1][1] - self.slack:
            self.open.pop()
        for depth, (known, at) in enumerate(self.open, 1):
            if known == kind and abs(at - indent) <= self.slack:
                del self.open[depth:]
                return depth
        if self.open and not stem and indent <= self.open[-1][1] + self.slack:
            self.open.clear()
        self.open.append((kind, indent))
        return len(self.open)

    def clear(self) -> None:
        """Forget the list: a paragraph or heading has ended it."""
        self.open.clear()
