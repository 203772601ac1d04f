"""Read Markdown: markdown-it makes a web page of it, which is read as one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt

from perfextract.model import Document, DocumentError
from perfextract.readers import html, text
from perfextract.readers.markdown_lines import DIVIDER, HEADING, prepared
from perfextract.readers.parts import document


def read_bytes(path: Path, data: bytes) -> Document:
    """The document in a Markdown file; one without any sign of Markdown is read as plain text."""
    lines = text.decode(data).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not any(HEADING.match(line) or DIVIDER.match(line) for line in lines):
        return text.read_bytes(path, data)
    blocks = html.blocks_of(_parser().render("\n".join(prepared(lines))))
    if not blocks:
        raise DocumentError("empty", f"{path.name}: there is no text in it.", "Ask for the file again.")
    return document(path.name, data, blocks)


@cache
def _parser() -> MarkdownIt:
    """Markdown with pipe tables and struck-through words; an indent is no code, since reports have none."""
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).disable("code")
