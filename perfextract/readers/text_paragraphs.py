"""Lines of plain text -> blocks: paragraphs joined over line and page ends, bullets with depth, headings by look."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from perfextract.model import Block
from perfextract.readers.cell_words import is_labelled
from perfextract.readers.depth import Depths
from perfextract.readers.marks import goes_on, is_certain, item_kind, split_mark
from perfextract.readers.parts import (
    SPACES,
    GridCell,
    closes_up,
    ends_sentence,
    looks_like_heading,
    number_depth,
    table_block,
)
from perfextract.readers.text_lines import TextLine
from perfextract.vocabulary import expression

_NEIGHBOURS = 5  # lines on each side that tell how wide a column is
_MOST_HEADINGS = 3  # in a row
_CAPTION = expression(r"{caption}s?\s+\d+(?:\.\d+)?[a-z]?\b")
_STATES = re.compile(r"[£%]\d|\d\s?%|\b\d{1,3},\d{3}\b")
_BEGINS_A_LINE = "=+@#>|"
_FEWEST_SET_OFF = 3  # headings in bold: a text that has them has no others
_LONG_LINE = 60  # characters: it may go on in the next paragraph
_RAGGED = 0.85  # of that width: text of a proportional font is ragged when counted in characters


@dataclass
class Paragraph:
    """A paragraph being put together."""

    mark: str | None
    indent: int
    lines: list[TextLine] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words on one line, with single spaces."""
        return SPACES.sub(" ", "".join(self.parts)).strip()

    @property
    def tail(self) -> str:
        """The last line's words; empty where there is only a mark so far."""
        return self.parts[-1].strip() if self.parts else ""

    def add(self, line: TextLine, text: str) -> None:
        """Take one more line."""
        if text:
            self.parts.append(text if not self.parts or closes_up(self.tail, text) else " " + text)
        self.lines.append(line)


def blocks_of(lines: Sequence[TextLine]) -> list[Block]:
    """The blocks of a text."""
    body = [x for x in lines if not x.note]
    paragraphs = list(_paragraphs(body))
    notes = list(_notes(lines))
    return list(_blocks(paragraphs, notes))


def _paragraphs(lines: Sequence[TextLine]) -> Iterator[Paragraph]:
    current: Paragraph | None = None
    for i, line in enumerate(lines):
        mark, text = (line.said, line.text) if line.said else split_mark(line.text)
        if current is not None and _joins(current, line, mark, _width(lines, i)) and not _stands_out(current, lines, i):
            current.add(line, line.text)
            continue
        if current is not None:
            yield current
        current = Paragraph(mark, line.indent)
        current.add(line, text)
    if current is not None:
        yield current


def _width(lines: Sequence[TextLine], i: int) -> float:
    return _RAGGED * max(x.end for x in lines[max(i - _NEIGHBOURS, 0) : i + _NEIGHBOURS])


def _joins(paragraph: Paragraph, line: TextLine, mark: str | None, width: float) -> bool:
    """Whether a line goes on with the paragraph before it."""
    last = paragraph.lines[-1]
    if line.rows or last.rows or line.said or is_labelled(line.text):
        return False
    if is_labelled(last.text) and len(paragraph.lines) == 1 and not line.text[0].islower():
        return False
    if not paragraph.parts and mark is None:
        return True
    if line.bold != last.bold or line.level or last.level:
        return False
    finished = ends_sentence(paragraph.tail)
    full = last.end + 1 + len(line.text.split()[0]) > width
    if mark is not None and not _is_false_mark(paragraph, mark, finished, full and not line.gap):
        return False
    lower = line.text[0].islower()
    if line.gap == 0 and not line.page_break:
        return full if finished else (full or lower)
    if line.text[0] == "(":
        return not finished and last.end > 60 and not line.text.endswith(")")
    begins = line.text[0].isupper() or line.text[0] in _BEGINS_A_LINE
    return not finished and (lower or (full and (line.page_break or not begins) and width > 40))


def _stands_out(paragraph: Paragraph, lines: Sequence[TextLine], i: int) -> bool:
    """A short line after a full stop, worded as a heading, before a line that begins something new."""
    following = lines[i + 1].text if i + 1 < len(lines) else ""
    short = lines[i].end < 0.75 * _width(lines, i) / _RAGGED
    begins = bool(following) and (
        split_mark(following)[0] is not None or following[0].isupper() or following[0].isdigit()
    )
    return short and begins and ends_sentence(paragraph.tail) and looks_like_heading(lines[i].text)


def _is_false_mark(paragraph: Paragraph, mark: str, finished: bool, wrapped: bool) -> bool:
    """A number or dash that only happens to begin a line in mid-sentence."""
    return wrapped and not finished and not is_certain(mark) and not goes_on(mark, paragraph.mark)


def _notes(lines: Sequence[TextLine]) -> Iterator[tuple[int, str]]:
    """The footnotes, each with the number of body lines before it."""
    before = 0
    text = ""
    for i, line in enumerate(lines):
        if not line.note:
            before += 1
            continue
        text = f"{text} {line.text}".strip()
        following = lines[i + 1] if i + 1 < len(lines) else None
        if following is None or not following.note or following.gap or split_mark(following.text)[0]:
            yield before, text
            text = ""


def _blocks(paragraphs: Sequence[Paragraph], notes: list[tuple[int, str]]) -> Iterator[Block]:
    depths = Depths()
    levels = _heading_levels(paragraphs)
    seen = 0
    for i, paragraph in enumerate(paragraphs):
        stem = i > 0 and paragraphs[i - 1].tail.endswith(":")
        first = paragraph.lines[0]
        yield _table(first) if first.rows else _block(paragraph, levels[i], depths, stem)
        seen += len(paragraph.lines)
        while notes and notes[0][0] <= seen:
            yield Block(notes.pop(0)[1], "footnote")


def _table(line: TextLine) -> Block:
    """The table that a line stands for."""
    cells = (
        GridCell(nth, col, words, bold=nth < line.heads)
        for nth, row in enumerate(line.rows)
        for col, words in enumerate(row)
    )
    return table_block(cells, header_rows=line.heads)


def _block(paragraph: Paragraph, level: int, depths: Depths, stem: bool) -> Block:
    text = paragraph.text
    kind = "paragraph" if paragraph.lines[0].said else item_kind(paragraph.mark, text)
    if level or kind != "bullet":
        depths.clear()
        return Block(text, "heading" if level else kind, level=level, marker=paragraph.mark)
    depth = depths.of(paragraph.mark or "", paragraph.indent, stem)
    return Block(text, kind, level=depth, marker=paragraph.mark)


def _heading_levels(paragraphs: Sequence[Paragraph]) -> list[int]:
    """Each paragraph's heading level; a run of many would-be headings is a list without bullets."""
    levels = [_heading_level(paragraphs, i) for i in range(len(paragraphs))]
    if sum(level > 0 and _is_set_off(p) for p, level in zip(paragraphs, levels, strict=True)) >= _FEWEST_SET_OFF:
        levels = [level if _is_set_off(p) else 0 for p, level in zip(paragraphs, levels, strict=True)]
    for run in _runs([level == 2 for level in levels]):
        apart = [i for i in run if i == run[0] or paragraphs[i].lines[0].gap]  # where a blank line parts them
        longest = max(b - a for a, b in pairwise([*apart, run[-1] + 1]))
        if longest > _MOST_HEADINGS or len(apart) > _MOST_HEADINGS:
            for i in run:
                levels[i] = 0
    return levels


def _is_set_off(paragraph: Paragraph) -> bool:
    """Whether a paragraph is marked as a heading: bold, or with the signs of Markdown."""
    return paragraph.lines[0].bold or paragraph.lines[0].level > 0


def _runs(marked: Sequence[bool]) -> Iterator[list[int]]:
    """The places of each run of True."""
    for is_marked, group in groupby(range(len(marked)), key=lambda i: marked[i]):
        if is_marked:
            yield list(group)


def _heading_level(paragraphs: Sequence[Paragraph], i: int) -> int:
    """The level of a heading, 0 for no heading: plain text tells few levels, so all are 2 but the numbered (1)."""
    paragraph = paragraphs[i]
    first = paragraph.lines[0]
    if first.level or first.rows:
        return first.level
    depth = number_depth(paragraph.mark)
    set_off = first.bold or (paragraph.mark or "").endswith("|")
    numbered = depth > 0 and (set_off or _is_lone_number(paragraphs, i))
    if i + 1 == len(paragraphs) or (paragraph.mark and not numbered) or len(paragraph.lines) > 2:
        return 0
    if (
        re.search(r"[£%]\d|\d\s?%|\b\d{1,3},\d{3}\b", paragraph.text)
        or _CAPTION.match(paragraph.text)
        or is_labelled(paragraph.text)
    ):
        return 0  # a line with a figure states something
    if paragraphs[i + 1].lines[0].page_break or not looks_like_heading(paragraph.text):
        return 0  # the last line of a page is a caption
    if not first.bold and _is_amid(paragraphs, i):
        return 0
    return depth if numbered else 2


def _is_amid(paragraphs: Sequence[Paragraph], i: int) -> bool:
    """Whether a line is within a sentence that blank lines cut: unfinished before it, or going on after it."""
    before = paragraphs[i - 1] if i else None
    unfinished = before is not None and len(before.tail) > _LONG_LINE and not _is_set_off(before)
    cut = before is not None and unfinished and not ends_sentence(before.tail) and not looks_like_heading(before.text)
    return cut or paragraphs[i + 1].text[:1].islower()


def _is_lone_number(paragraphs: Sequence[Paragraph], i: int) -> bool:
    """A numbered line that is not one of a list: the numbers before and after do not run on."""
    mark = paragraphs[i].mark or ""
    if not mark.rstrip(".").isdigit():
        return False
    number = int(mark.rstrip("."))
    around = [p.mark for p in paragraphs[max(i - 1, 0) : i + 3] if p is not paragraphs[i] and p.mark]
    return not any(m.rstrip(".") in (str(number - 1), str(number + 1), str(number)) for m in around)
