"""A summary as Markdown: headings, bullets, pipe tables, and notes at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from perfextract.summary.content import Comparison, Line, Row, Source, Summary

GAP = "–"  # no report tells it
UNLIKE = "unlike"  # there is a value, of another period or definition: the note tells it
_MEANT = re.compile(r"([\\`*_{}\[\]<>|#])")


def render(summary: Summary) -> str:
    """The summary as Markdown."""
    notes: list[str] = []
    return "\n".join(_lines(summary, notes)) + "\n"


def _lines(summary: Summary, notes: list[str]) -> Iterator[str]:
    yield from (f"# {escaped(summary.title)}", "")
    if summary.authority:
        yield from (escaped(summary.authority), "")
    for theme in summary.themes:
        yield from (f"## {escaped(theme.name)}", "")
        for part in theme.parts:
            yield from (f"### {escaped(part.heading)}", "")
            yield from (f"- {escaped(line.text)}{_mark(line, notes)}" for line in part.lines)
            yield ""
        if theme.comparison:
            yield from _table(theme.comparison, notes)
    yield from _listed("Footnotes", [f"{n}. {escaped(text)}" for n, text in enumerate(summary.footnotes, start=1)])
    yield from _listed("What the data does not hold", [f"- {escaped(text)}" for text in summary.gaps])
    yield from _listed("What a careful reader would question", [f"- {escaped(text)}" for text in summary.findings])
    yield from _listed("How statements came under their headings", [f"- {escaped(text)}" for text in summary.rules])
    yield from notes


def escaped(text: str) -> str:
    r"""Text in which nothing is a sign of Markdown.

    >>> escaped("calls* [answered] | #3")
    'calls\\* \\[answered\\] \\| \\#3'
    """
    return _MEANT.sub(r"\\\1", text)


def _mark(line: Line, notes: list[str]) -> str:
    """The mark of a statement's footnote, which tells its note and where the words stand."""
    return _noted([*([line.note] if line.note else []), *map(_source, line.sources)], notes)


def _noted(told: Sequence[str], notes: list[str]) -> str:
    """The mark of a new note; nothing where there is nothing to tell."""
    if not told:
        return ""
    number = len(notes) + 1
    notes.append(f"[^{number}]: {escaped(' '.join(told))}")
    return f"[^{number}]"


def _source(source: Source) -> str:
    page = f", page {source.page}" if source.page else ""
    words = " ".join(source.words.split())
    return f"{source.document}{page}: “{words}”"


def _table(table: Comparison, notes: list[str]) -> Iterator[str]:
    targets = any(row.target for row in table.rows)
    heads = ["Indicator", *table.columns, *(["Target"] if targets else [])]
    yield from (f"**{escaped(table.caption)}**", "")
    yield _cells(heads)
    yield _cells(["---", *["---:"] * (len(heads) - 1)])
    for row in table.rows:
        name = escaped(row.name) + _noted([f"Not compared: {row.unlike}."] if row.unlike else [], notes)
        yield _cells([name, *_values(row), *([escaped(row.target or GAP)] if targets else [])])
    yield ""


def _values(row: Row) -> list[str]:
    gap = UNLIKE if row.unlike else GAP
    marks = row.marks or (None,) * len(row.cells)
    return [
        f"{escaped(cell or gap)}{f' [{mark}]' if mark else ''}" for cell, mark in zip(row.cells, marks, strict=True)
    ]


def _cells(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _listed(heading: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield from (f"## {heading}", "", *lines, "")
