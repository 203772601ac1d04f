"""Read Markdown: headings, lists by their indent, pipe tables, footnotes; the signs of Markdown taken off the words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path

from perfextract.model import Block, Document, DocumentError
from perfextract.readers import text
from perfextract.readers.marks import split_mark
from perfextract.readers.parts import GridCell, document, looks_like_heading, number_depth, table_block

_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*$")
_ITEM = re.compile(r"(\s*)([-*+•]|\d{1,3}[.)])\s+(?=\S)")
_NOTE = re.compile(r"\[\^[^\]]+\]:\s*")
_REFERENCE = re.compile(r"\[\^[^\]]+\]")
_DASHES = r":?-+:?"
_DIVIDER = re.compile(
    rf"\s*(?:\|\s*)?{_DASHES}\s*\|(?:\s*{_DASHES}\s*\|)*(?:\s*{_DASHES}\s*)?$|\s*\|\s*{_DASHES}\s*(?:\|\s*)?$"
)
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})\s*$")
_QUOTE = re.compile(r" {0,3}> ?")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_RULE = re.compile(r"\s*(?:[-*_]\s*){3,}$")
_CELL_END = re.compile(r"(?<!\\)\|")
_LINK = re.compile(r"(?<!\\)!?\[([^\]]{0,500})\]\([^)]{0,2000}\)")
_STRONG = re.compile(r"(?<![\\\w*])(\*\*|__|\*|_)(?=\S)(.+?)(?<=[^\s\\])\1(?![\w*])")
_BOLD = re.compile(r"\*\*[^*]+\*\*")
_CODE = re.compile(r"(?<!\\)`([^`]+)(?<!\\)`")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_BOLD_LEVEL = 6  # of a heading in bold type: below all that have signs of their own
_INDENT = 2  # spaces that a deeper list stands further in


def read_bytes(path: Path, data: bytes) -> Document:
    """The document in a Markdown file; one without any sign of Markdown is read as plain text."""
    source = _COMMENT.sub("", text.decode(data).replace("\r\n", "\n").replace("\r", "\n"))
    lines = [_QUOTE.sub("", line) for line in source.expandtabs(4).split("\n")]
    if not any(_HEADING.match(line) or _DIVIDER.match(line) for line in lines):
        return text.read_bytes(path, data)
    blocks = list(blocks_of(lines))
    if not blocks:
        raise DocumentError("empty", f"{path.name}: there is no text in it.", "Ask for the file again.")
    return document(path.name, data, blocks)


def plain(words: str) -> str:
    r"""Words without the signs of Markdown.

    >>> plain(r"**Calls** answered\* rose to [88%](page.md)[^1]")
    'Calls answered* rose to 88%'
    """
    bare = _LINK.sub(r"\1", _REFERENCE.sub("", words))
    bare = _CODE.sub(r"\1", _STRONG.sub(r"\2", bare))
    return _ESCAPED.sub(r"\1", bare).strip()


def blocks_of(lines: Sequence[str]) -> Iterator[Block]:
    """The blocks of Markdown lines."""
    at = 0
    while at < len(lines):
        line = lines[at]
        rows = list(takewhile(lambda x: "|" in x, lines[at:])) if _is_table(lines, at) else []
        if rows:
            yield _table([rows[0], *rows[2:]])
            at += len(rows)
        elif line.strip() and at + 1 < len(lines) and not _begins(line) and (under := _UNDERLINE.match(lines[at + 1])):
            yield Block(plain(line), "heading", level=1 if under[1][0] == "=" else 2)
            at += 2
        elif not line.strip() or _RULE.match(line):
            at += 1
        elif heading := _HEADING.match(line):
            yield Block(plain(heading[2]), "heading", level=len(heading[1]))
            at += 1
        else:
            more = list(takewhile(lambda x: not _begins(x), lines[at + 1 :]))
            yield _paragraph(line, more)
            at += 1 + len(more)


def _is_table(lines: Sequence[str], at: int) -> bool:
    """Whether a line is the head of a pipe table: the line below it divides it from the body."""
    return "|" in lines[at] and at + 1 < len(lines) and _DIVIDER.match(lines[at + 1]) is not None


def _begins(line: str) -> bool:
    """Whether a line begins something new rather than going on with the paragraph before it."""
    new = _HEADING.match(line) or _ITEM.match(line) or _NOTE.match(line)
    return not line.strip() or bool(new) or line.lstrip().startswith("|")


def _paragraph(line: str, more: Sequence[str]) -> Block:
    item, note = _ITEM.match(line), _NOTE.match(line)
    words = plain(" ".join([(line[item.end() :] if item else _NOTE.sub("", line)), *(x.strip() for x in more)]))
    if note:
        return Block(words, "footnote")
    if not more and _is_bold(line) and looks_like_heading(bare := words.replace("**", "").strip("* ")):
        mark, text = split_mark(bare)
        return Block(text, "heading", level=_BOLD_LEVEL + number_depth(mark), marker=mark)
    if item:
        return Block(words, "bullet", level=1 + len(item[1]) // _INDENT, marker=item[2])
    return Block(words, "paragraph")


def _is_bold(line: str) -> bool:
    """Whether a line is bold throughout: "**1.2.** **Parks**"."""
    return "**" in line and not _BOLD.sub("", line).strip()


def _table(rows: Sequence[str]) -> Block:
    cells = [
        GridCell(nth, col, plain(words), bold=nth == 0) for nth, row in enumerate(rows) for col, words in _parted(row)
    ]
    return table_block(cells, header_rows=1)


def _parted(row: str) -> Iterator[tuple[int, str]]:
    """The cells of a row of a pipe table."""
    return enumerate(_CELL_END.split(row.strip().removeprefix("|").rstrip().removesuffix("|")))
