"""Mend the lines of Markdown that programs write, so that a parser reads them as meant.

Out of a PDF come bold words with a space before the closing stars, rules right under a paragraph, tables with a blank
line between two rows, heads named "Col2", page numbers, and a blank line between any two lines of one sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from perfextract.readers.cell_words import is_cell, is_head
from perfextract.readers.parts import looks_like_heading
from perfextract.readers.text_doubled import undoubled
from perfextract.readers.text_grids import with_grids
from perfextract.readers.text_spaced import Row

HEADING = re.compile(r" {0,3}#{1,6}\s+\S")
_DASHES = r":?-+:?"
DIVIDER = re.compile(
    rf"\s*(?:\|\s*)?{_DASHES}\s*\|(?:\s*{_DASHES}\s*\|)*(?:\s*{_DASHES}\s*)?$|\s*\|\s*{_DASHES}\s*(?:\|\s*)?$"
)
_NOTE = re.compile(r"^(\s*)(?=\[\^[^\]]{1,40}\]:)")
_RULE = re.compile(r" {0,3}(?:-{3,}|_{3,}|\*{3,}) *$")
_EMPTY_BOLD = re.compile(r"^\s*\*{4}\s*$")
_SPACED_BOLD = re.compile(r"\*\*(?=\S)([^*]{1,300}?)\s+\*\*(?=\s*$)")
_PARTED_BOLD = re.compile(r"(?<=\S)\*\* \*\*(?=\S)")  # "**Statement** **of intent**"
_PLACEHOLDER = re.compile(r"(?<=\|)\s*Col\d{1,3}\s*(?=\|)")
_PAGE_NUMBER = re.compile(r"\s*(?:page\s+)?\d{1,4}(?:\s+of\s+\d{1,4})?\s*$", re.I)
_LONG_NUMBER = re.compile(r"\d{7}")
_LONGEST_HEAD = 80  # of a page
_LEAST_PAGES = 3


def prepared(lines: Sequence[str]) -> list[str]:
    """The lines for the parser."""
    bare = [_PARTED_BOLD.sub(" ", _SPACED_BOLD.sub(r"**\1**", line)) for line in lines if not _EMPTY_BOLD.match(line)]
    body = undoubled(list(_without_furniture(bare)))
    drawn = list(_with_grids(list(_with_rules(body))))
    return [_NOTE.sub(r"\1\\", line) for line in _with_tables(drawn)]


def _with_grids(lines: Sequence[str]) -> Iterator[str]:
    """The lines with the tables that spaces or tabs set out as pipe tables."""
    for piped, run in groupby(lines, key=_is_row):
        if piped:
            yield from run
            continue
        for part in with_grids(list(run)):
            yield from [part] if isinstance(part, str) else ["", *map(_piped, part.rows), ""]


def _piped(row: Row) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"


def _without_furniture(lines: Sequence[str]) -> Iterator[str]:
    """The lines without page numbers that stand alone, and what pages have beside them again and again."""
    numbers = [_is_page_number(lines, i) for i in range(len(lines))]
    numbers = numbers if sum(numbers) >= _LEAST_PAGES else [False] * len(lines)
    heads = Counter(
        _numberless(line) for i, line in enumerate(lines) if _in_capitals(line) or _beside_number(lines, numbers, i)
    )
    repeated = {head for head, times in heads.items() if times >= _LEAST_PAGES and len(head) <= _LONGEST_HEAD}
    for line, number in zip(lines, numbers, strict=True):
        if not number and _numberless(line) not in repeated:
            yield line


def _numberless(line: str) -> str:
    """A line without the page's number at its end."""
    return re.sub(r"\s+\d{1,4}$", "", line.strip())


def _in_capitals(line: str) -> bool:
    """Whether a line is set as a page's edge may be: "OUR YEAR 5", a document's number; no cell of a table is."""
    said = line.strip()
    capitals = len(said) > 8 and said == said.upper() and said[0].isalnum()
    return capitals and (bool(_LONG_NUMBER.search(said)) or not (is_cell(said) or is_head(said)))


def _is_page_number(lines: Sequence[str], i: int) -> bool:
    """Whether a line is a number alone, and neither line near it is one: a column of figures is no page number."""
    if not _PAGE_NUMBER.match(lines[i]):
        return False
    near = [x for x in (_near(lines, i, -1), _near(lines, i, 1)) if x is not None]
    return not any(re.search(r"\d", lines[j]) and len(lines[j].strip()) < 15 for j in near)


def _near(lines: Sequence[str], i: int, step: int) -> int | None:
    """The nearest line with words before or after one."""
    i += step
    while 0 <= i < len(lines):
        if lines[i].strip():
            return i
        i += step
    return None


def _beside_number(lines: Sequence[str], numbers: Sequence[bool], i: int) -> bool:
    if not lines[i].strip() or numbers[i] or lines[i].lstrip()[:1] in "#|":
        return False
    return any(j is not None and numbers[j] for j in (_near(lines, i, -1), _near(lines, i, 1)))


def _with_rules(lines: Sequence[str]) -> Iterator[str]:
    """The lines with a blank one before a rule that would make a heading of the paragraph above it."""
    for i, line in enumerate(lines):
        if i and _RULE.match(line) and lines[i - 1].strip():
            alone = i < 2 or not lines[i - 2].strip()
            if not (alone and looks_like_heading(lines[i - 1].strip())):
                yield ""
        yield line


def _with_tables(lines: Sequence[str]) -> Iterator[str]:
    """The lines with those of each pipe table together, and a divider below its first where it has none."""
    at = 0
    while at < len(lines):
        if not _is_row(lines[at]):
            yield lines[at]
            at += 1
            continue
        rows, at = _rows(lines, at)
        yield _PLACEHOLDER.sub(" ", rows[0])
        if len(rows) > 1 and not DIVIDER.match(rows[1]):
            yield "|" + "---|" * (rows[0].strip().strip("|").count("|") + 1)
        yield from rows[1:]
        yield ""


def _is_row(line: str) -> bool:
    return line.lstrip()[:1] == "|" and line.count("|") > 1


def _rows(lines: Sequence[str], at: int) -> tuple[list[str], int]:
    """The rows of a table, also where single blank lines part them all, and the first line after it."""
    rows: list[str] = []
    while at < len(lines):
        if _is_row(lines[at]):
            rows.append(lines[at])
        elif lines[at].strip() or at + 1 == len(lines) or not _is_row(lines[at + 1]) or _heads(lines, at + 1):
            break
        at += 1
    return rows, at


def _heads(lines: Sequence[str], at: int) -> bool:
    """Whether a table begins at a line: its divider is the next."""
    return at + 1 < len(lines) and DIVIDER.match(lines[at + 1]) is not None
