"""Tell the lines of a table of contents: a heading and the page it stands on measure nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from perfextract.model import Block
from perfextract.outline.roles import named

_LINE = re.compile(r"(?P<words>.*[^\W\d][^\W\d]\W*?)[\s.]+(?P<page>\d{1,3})")
_FEWEST = 4  # lines with rising page numbers that make a table of contents
_LAST_FIRST_PAGE = 12  # a table of contents begins with an early page


def contents(blocks: Sequence[Block]) -> frozenset[int]:
    """The indexes of the blocks that are lines of a table of contents.

    A line counts where its words are a heading of the document, or where it stands in a run of lines whose page
    numbers never fall; one line without a number (the first half of a long heading) does not end a run.
    """
    heads = {named(b.text).casefold() for b in blocks if b.kind == "heading"}
    ending = [(i, b) for i, b in enumerate(blocks) if b.text[-1:].isdigit() and b.kind != "table"]
    lines = {i: m for i, b in ending if (m := _LINE.fullmatch(b.text))}
    found = {i for i, m in lines.items() if named(m["words"]).casefold() in heads}
    for run in _runs(lines):
        if len(run) >= _FEWEST and int(lines[run[0]]["page"]) <= _LAST_FIRST_PAGE and not found.isdisjoint(run):
            found.update(run)
    return frozenset(blocks[i].index for i in found)


def _runs(lines: dict[int, re.Match[str]]) -> Iterator[list[int]]:
    run: list[int] = []
    for i, line in lines.items():
        if run and (i - run[-1] > 2 or int(line["page"]) < int(lines[run[-1]]["page"])):
            yield run
            run = []
        run.append(i)
    yield run
