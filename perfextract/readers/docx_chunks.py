"""A file that Word shows as part of a document (``w:altChunk``): its blocks, where it is HTML or text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from lxml import html

from perfextract.model import Block
from perfextract.readers.docx_parts import Chunk
from perfextract.readers.parts import SPACES, GridCell, table_block
from perfextract.readers.text import decode
from perfextract.readers.text_lines import lines_of
from perfextract.readers.text_paragraphs import blocks_of

_HTML = (".html", ".htm", ".xhtml")
_TEXT = (".txt",)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_UNREAD = ("head", "script", "style", "title")
_PARTS = ("body", "p", "div", "ul", "ol", "li", "table", "section", "article", "blockquote", *_HEADINGS)


def can_read(chunk: Chunk) -> bool:
    """Whether the file is of a kind that is read."""
    return PurePosixPath(chunk.path).suffix.lower() in (*_HTML, *_TEXT)


def chunk_blocks(chunk: Chunk) -> Iterator[Block]:
    """The blocks of the file."""
    words = decode(chunk.data)
    if PurePosixPath(chunk.path).suffix.lower() in _TEXT:
        yield from blocks_of(lines_of(words))
    elif words.strip():
        yield from _blocks(html.document_fromstring(words.encode(), parser=html.HTMLParser(encoding="utf-8")))


def _blocks(element: Any) -> Iterator[Block]:
    if not isinstance(element.tag, str) or element.tag in _UNREAD:
        return
    if element.tag == "table":
        yield table_block(_cells(element))
    elif any(child.tag in _PARTS for child in element):
        yield from _with_text(element.text)
        for child in element:
            yield from _blocks(child)
            yield from _with_text(child.tail)
    elif text := _words(element):
        yield _block(element.tag, text)


def _with_text(text: str | None) -> Iterator[Block]:
    if text and text.strip():
        yield Block(SPACES.sub(" ", text).strip(), "paragraph")


def _block(tag: str, text: str) -> Block:
    if tag in _HEADINGS:
        return Block(text, "heading", level=_HEADINGS[tag])
    return Block(text, "bullet", level=1, marker="•") if tag == "li" else Block(text, "paragraph")


def _words(element: Any) -> str:
    return SPACES.sub(" ", element.text_content()).strip()


def _cells(table: Any) -> Iterator[GridCell]:
    """The cells of an HTML table; those that span rows are carried on below."""
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(table.iter("tr")):
        col = 0
        for cell in line.iterchildren("td", "th"):
            while (row, col) in taken:
                col += 1
            wide, tall = (_span(cell.get(name)) for name in ("colspan", "rowspan"))
            taken.update((row + r, col + c) for r in range(tall) for c in range(wide))
            yield GridCell(row, col, _words(cell), rowspan=tall, colspan=wide, bold=cell.tag == "th")


def _span(said: str | None) -> int:
    return min(max(int(said), 1), 64) if said and said.isdigit() else 1
