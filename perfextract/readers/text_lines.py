"""The lines of a plain text that belong to its body, and the footnotes between them; page furniture left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from perfextract.readers.parts import ends_sentence
from perfextract.readers.text_columns import untangled
from perfextract.readers.text_doubled import undoubled
from perfextract.readers.text_grids import with_grids
from perfextract.readers.text_spaced import Grid

_BOOKMARK = re.compile(r"\[bookmark: [^\]]*\]")
_BOLD = re.compile(r"\*\* ?(?=[^\s*])([^*]+?) *\*\*")
_STRAY_BOLD = re.compile(r"^\*\*(?=[^\s*])|\*{4}$")  # it ends on another line, or holds nothing
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")  # as programs write Markdown
_BARE_NUMBER = re.compile(r"\d{1,4}$")
_PAGE_NUMBER = re.compile(r"page \d{1,4}( of \d{1,4})?$|\d{1,4} of \d{1,4}$|[-–] ?\d{1,4} ?[-–]$", re.I)
_NOTE_LABEL = re.compile(r"\[\d{1,2}\]$|\d{1,2}$")
_RULE = re.compile(r"[_=*–-]{5,}$")
_NUMBERED_NOTE = re.compile(r"\[?\(?\d{1,2}[)\]]")
_LONGEST_NOTE = 5  # lines


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text: what it says and how it stands. ``gap`` counts the blank lines before it."""

    text: str
    indent: int = 0
    gap: int = 0
    bold: bool = False
    level: int = 0  # of a markdown heading
    page_break: bool = False
    note: bool = False
    runs_on: bool = False  # whether it ends in a space, as lines do that a page's width has cut
    said: str | None = None  # who speaks, and when, where the line is the first of what was said
    rows: tuple[tuple[str, ...], ...] = ()  # of a table, which the line stands for
    heads: int = 0  # how many of them are heads

    @property
    def end(self) -> int:
        """The column in which the line ends."""
        return self.indent + len(self.text)


def lines_of(text: str) -> list[TextLine]:
    """The lines of a text, in reading order."""
    raw = _BOOKMARK.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    return list(_measured(_untangled_between(list(with_grids(undoubled(raw))))))


def _untangled_between(parts: Sequence[str | Grid]) -> Iterator[str | Grid]:
    """The parts of a text with the columns of its prose read one after the other; its tables as they are."""
    for is_grid, run in groupby(parts, key=lambda part: isinstance(part, Grid)):
        if is_grid:
            yield from run
        else:
            yield from untangled([str(line).expandtabs(8) for line in run])


def _measured(parts: Iterable[str | Grid]) -> Iterator[TextLine]:
    gap = 0
    broken = False
    for line in parts:
        if isinstance(line, Grid):
            rows = tuple(tuple(map(_bare, row)) for row in line.rows)
            yield TextLine(" ".join(rows[0]), gap=gap, page_break=broken, rows=rows, heads=line.heads)
            gap, broken = 0, False
            continue
        broken |= "\f" in line
        line = line.replace("\f", "").replace("\u00ad", "")
        if not line.strip(" *"):
            gap += 1
            continue
        yield replace(_line(line.rstrip(), gap, broken), runs_on=line[-1] == " ")
        gap, broken = 0, False


def _line(line: str, gap: int, page_break: bool) -> TextLine:
    text = line.strip()
    bold = "**" in text and not _BOLD.sub("", text).strip()
    hashes = re.match(r"(#{1,6}) +(?=\S)", text)
    text = _bare(text[hashes.end() :] if hashes else text)
    indent = len(line) - len(line.lstrip())
    return TextLine(text, indent, gap, bold, len(hashes[1]) if hashes else 0, page_break)


def _bare(text: str) -> str:
    """Words without the signs of Markdown that programs put into plain text."""
    return _ESCAPED.sub(r"\1", _STRAY_BOLD.sub("", _BOLD.sub(r"\1", text)))


def without_furniture(lines: Sequence[TextLine]) -> list[TextLine]:
    """Page numbers, running heads and rules dropped, footnotes marked, page breaks noted on the line after."""
    kinds = _kinds(lines)
    heads = _running_heads(lines, kinds)
    out: list[TextLine] = []
    broken = False
    for line, kind in zip(lines, kinds, strict=True):
        if kind in ("page", "label", "rule") or line.text in heads:
            broken |= kind != "rule"
        elif kind == "note":
            out.append(replace(line, note=True))
        else:
            out.append(replace(line, page_break=line.page_break or broken))
            broken = False
    return out


def _kinds(lines: Sequence[TextLine]) -> list[str]:
    kinds = ["page" if _is_page_number(lines, i) else "body" for i in range(len(lines))]
    for i, line in enumerate(lines):
        if _RULE.match(line.text):
            kinds[i] = "rule"
            _mark_numbered_notes(lines, kinds, i + 1)
        elif _NOTE_LABEL.match(line.text):
            _mark_note(lines, kinds, i)
    return kinds


def _is_page_number(lines: Sequence[TextLine], i: int) -> bool:
    if _PAGE_NUMBER.match(lines[i].text):
        return True
    around = [x for x in lines[max(i - 1, 0) : i + 2] if x is not lines[i]]
    alone = lines[i].gap > 0 or i == 0 or (i + 1 < len(lines) and lines[i + 1].gap > 0)
    return alone and bool(_BARE_NUMBER.match(lines[i].text)) and not any(_BARE_NUMBER.match(x.text) for x in around)


def _mark_note(lines: Sequence[TextLine], kinds: list[str], i: int) -> None:
    """A number alone, a few lines of text, then the page number: a footnote and its label."""
    end = i + 1
    while end < len(lines) and end - i <= _LONGEST_NOTE and (end == i + 1 or lines[end].gap == 0):
        end += 1
    is_note = lines[i].text.startswith("[") or _closed_by_page_number(lines, kinds, i, end)
    if is_note and end > i + 1 and kinds[i + 1] == "body":
        kinds[i:end] = ["label"] + ["note"] * (end - i - 1)


def _closed_by_page_number(lines: Sequence[TextLine], kinds: Sequence[str], i: int, end: int) -> bool:
    """Whether the lines after a number read as a note and a page number follows that does not count on from it."""
    if end == len(lines) or lines[i].gap == 0 or not lines[i + 1].text[0].isupper():
        return False
    label, after = int(lines[i].text), lines[end].text
    return kinds[end] == "page" and after.isdigit() and int(after) != label + 1


def _mark_numbered_notes(lines: Sequence[TextLine], kinds: list[str], i: int) -> None:
    """The numbered lines under a rule are footnotes."""
    while i < len(lines) and _NUMBERED_NOTE.match(lines[i].text):
        kinds[i] = "note"
        i += 1


def _running_heads(lines: Sequence[TextLine], kinds: Sequence[str]) -> set[str]:
    """Short lines that stand next to a page number again and again."""
    beside: Counter[str] = Counter()
    for i, kind in enumerate(kinds):
        if kind == "page":
            around = (x.text for x in lines[max(i - 1, 0) : i + 2] if x is not lines[i])
            beside.update({x for x in around if len(x) < 80 and not ends_sentence(x)})
    return {text for text, count in beside.items() if count >= 3}
