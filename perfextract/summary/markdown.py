"""Write a summary as Markdown: headings, bullets, pipe tables, and notes at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from perfextract.summary import spark
from perfextract.summary.content import COMPARED, Comparison, Line, Part, Summary, Theme
from perfextract.summary.grid import Cell, grid_of

_SIGNS = re.compile(r"([\\`*_{}\[\]<>|#])")


def render(summary: Summary) -> str:
    """The summary as Markdown, with the evidence of each statement in a note."""
    notes: list[str] = []
    return "\n".join([*_page(summary, notes), *notes]) + "\n"


def escaped(text: str) -> str:
    r"""Text on one line in which nothing is a sign of Markdown.

    >>> escaped("calls* [answered] | #3")
    'calls\\* \\[answered\\] \\| \\#3'
    """
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))


def _page(summary: Summary, notes: list[str]) -> Iterator[str]:
    yield from (f"# {escaped(summary.title)}", "")
    if summary.authority:
        yield from (escaped(summary.authority), "")
    for theme in summary.themes:
        yield from _theme(theme, notes)
    for key, heading, texts in summary.endings:
        if texts:
            listed = [f"{n}. " if key == "footnote" else "- " for n in range(1, len(texts) + 1)]
            lines = [mark + escaped(text) for mark, text in zip(listed, texts, strict=True)]
            yield from (f"## {heading}", "", *lines, "")


def _theme(theme: Theme, notes: list[str]) -> Iterator[str]:
    yield from (f"## {escaped(theme.name)}", "")
    for part in theme.parts:
        yield from _part(part, notes)
    if theme.comparison is not None and theme.comparison.rows:
        yield from (f"### {COMPARED}", "")
        yield from _table(theme.comparison)


def _part(part: Part, notes: list[str]) -> Iterator[str]:
    yield from (f"### {escaped(part.heading)}", "")
    yield from (f"- {escaped(line.text)}{_note(line, notes)}" for line in part.lines)
    yield ""


def _note(line: Line, notes: list[str]) -> str:
    """The mark of a new note, which tells where the words stand; "" where there is nothing to tell."""
    text = escaped(line.told)
    if not text:
        return ""
    number = len(notes) + 1
    notes.append(f"[^{number}]: {text}")
    return f"[^{number}]"


def _table(comparison: Comparison) -> Iterator[str]:
    grid = grid_of(comparison)
    yield from (f"**{escaped(comparison.caption)}**", "")
    yield _row([escaped(head) for head in grid.heads])
    yield _row(["---:" if kind == "value" else "---" for kind in grid.kinds])
    yield from (_row(list(map(_cell, cells))) for cells in grid.rows)
    yield ""


def _cell(cell: Cell) -> str:
    mark = f" ({cell.mark})" if cell.mark else ""
    return escaped(cell.text) + mark if cell.line is None else spark.bars(cell.line)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
