"""Read a web page: headings, paragraphs, lists by their depth, tables with their spans, what is hidden left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import html as lxml_html

from perfextract.model import Block, Document, DocumentError
from perfextract.readers import text
from perfextract.readers.html_tables import table_of
from perfextract.readers.html_words import BREAK, Element, Words, is_hidden, joined, plain, words_of
from perfextract.readers.marks import item_kind, split_mark
from perfextract.readers.parts import document, looks_like_heading, number_depth

_HEADING = re.compile(r"h([1-6])$")
_FLOWING = frozenset(
    "a abbr acronym b bdi bdo big br button cite code data del dfn em font i img ins kbd label mark q s samp small "
    "span strike strong sub sup time tt u var wbr".split()
)
_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_DECLARED = re.compile(rb"""charset\s*=\s*["']?([\w-]{2,20})""", re.I)
_NOTE = re.compile(r"\[\^[^\]\s]{1,40}\]:\s*")
_DEEPEST = 6


def read_bytes(path: Path, data: bytes) -> Document:
    """The document in a web page. Raises DocumentError "empty" where it shows no words."""
    blocks = titled(blocks_of(_decoded(data)))
    if not blocks:
        raise DocumentError("empty", f"{path.name}: there is no text in it.", "Ask for the file again.")
    return document(path.name, data, blocks)


def blocks_of(source: str) -> list[Block]:
    """The blocks of the source of a page, or of a piece of one."""
    if not source.strip():
        return []
    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    root = lxml_html.document_fromstring(source.encode(), parser=parser)
    return list(_Walker().blocks(root))


def titled(blocks: list[Block]) -> list[Block]:
    """The blocks with the only heading of the first level as their title, where others stand below it."""
    tops = [b for b in blocks if b.kind == "heading" and b.level == 1]
    below = any(b.kind == "heading" and b.level > 1 for b in blocks)
    return [replace(b, kind="title") if below and tops == [b] else b for b in blocks]


def _decoded(data: bytes) -> str:
    """The characters of a page: as it declares them, else as a text's."""
    declared = _DECLARED.search(data[:2048])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return data.decode(declared[1].decode())
        except (LookupError, UnicodeDecodeError):
            pass
    return text.decode(data)


@dataclass
class _Walker:
    """Goes through a page in order; ``level`` is that of the last heading, ``pending`` the words not yet a block."""

    level: int = 0
    pending: list[Words] = field(default_factory=list)

    def blocks(self, root: Element) -> Iterator[Block]:
        """The blocks of an element and all in it."""
        yield from self._walk(root, 0, None)
        yield from self._flushed(0, None)

    def _walk(self, parent: Element, depth: int, mark: str | None) -> Iterator[Block]:
        """The blocks inside an element, of a list's item where there is a ``mark``."""
        self.pending += plain(parent.text)
        for child in parent:
            if not isinstance(child.tag, str) or is_hidden(child):
                pass
            elif child.tag in _FLOWING and not any(c.tag in ("table", *_LISTS) for c in child.iter()):
                self.pending += words_of(child, self.pending[-1].text if self.pending else "")
            else:
                yield from self._flushed(depth, mark)
                yield from self._block(child, depth, mark)
            self.pending += plain(child.tail)

    def _block(self, element: Element, depth: int, mark: str | None) -> Iterator[Block]:
        if heading := _HEADING.match(element.tag):
            yield from self._heading(element, int(heading[1]))
        elif element.tag == "table":
            yield from self._table(element)
        elif element.tag in _LISTS:
            yield from self._items(element, depth + 1)
        else:
            yield from self._walk(element, depth, mark)
            yield from self._flushed(depth, mark)

    def _heading(self, element: Element, level: int) -> Iterator[Block]:
        said = joined(words_of(element))
        if said:
            self.level = level
            yield Block(said, "heading", level=level)

    def _table(self, element: Element) -> Iterator[Block]:
        caption = element.find("caption")
        if caption is not None and (said := joined(words_of(caption))):
            yield Block(said, "paragraph")
        made = table_of(element)
        if made is not None:
            yield made
        for nested in element.iterfind(".//table"):
            if next(nested.iterancestors("table")) is element:
                yield from self._table(nested)

    def _items(self, element: Element, depth: int) -> Iterator[Block]:
        number = int(element.get("start") or 1) if (element.get("start") or "1").isdecimal() else 1
        for item in element:
            if item.tag == "li":
                mark = f"{number}." if element.tag == "ol" else "•"
                yield from self._walk(item, depth, mark)
                yield from self._flushed(depth, mark)
                number += 1
            elif item.tag in _LISTS:
                yield from self._items(item, depth + 1)

    def _flushed(self, depth: int, mark: str | None) -> Iterator[Block]:
        """The words gathered so far as blocks: two line breaks part them."""
        words, self.pending = self.pending, []
        for part in _parted(words):
            said = joined(part)
            if said:
                yield self._paragraph(said, part, depth, mark)

    def _paragraph(self, said: str, words: list[Words], depth: int, mark: str | None) -> Block:
        if note := _NOTE.match(said):
            return Block(said[note.end() :], "footnote")
        if mark is not None:
            kind = item_kind(mark, said) if mark != "•" else "bullet"
            return Block(said, kind, level=depth if kind == "bullet" else 0, marker=mark)
        typed, rest = split_mark(said)
        if all(w.bold for w in words if w.text.strip()) and looks_like_heading(rest):
            return Block(rest, "heading", level=min(self.level + 1, _DEEPEST) + number_depth(typed), marker=typed)
        if typed is None or not rest:
            return Block(said, "paragraph")
        kind = item_kind(typed, rest)
        return Block(rest, kind, level=1 if kind == "bullet" else 0, marker=typed)


def _parted(words: list[Words]) -> Iterator[list[Words]]:
    """Words in the parts that two line breaks make of them, or one before a list's mark."""
    part: list[Words] = []
    breaks = 0
    for said in words:
        breaks += said.text == BREAK
        if said.text.strip():
            if breaks > 1 or (breaks and split_mark(said.text.strip())[0]):
                yield part
                part = []
            breaks = 0
        part.append(said)
    yield part
