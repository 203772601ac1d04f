"""Read a Word file (.docx) by walking its XML, so that tracked changes, text boxes and controls are not lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from perfextract import periods
from perfextract.model import Block, Document, DocumentError
from perfextract.readers.depth import Depths
from perfextract.readers.docx_about import margins_of, properties_of
from perfextract.readers.docx_parts import RELATION_ID, Element, Parts, W, parts_of, value
from perfextract.readers.docx_runs import Run, boxes_of, runs_of
from perfextract.readers.docx_styles import Numbering, Styles
from perfextract.readers.docx_tables import LOOK_LEVEL, table_blocks
from perfextract.readers.marks import is_bullet, item_kind, split_mark
from perfextract.readers.parts import (
    SPACES,
    document,
    ends_sentence,
    is_running_text,
    is_short_lead_in,
    looks_like_heading,
    number_depth,
)
from perfextract.vocabulary import expression

_WRAPPERS = {W + x for x in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
_DEEPEST_LOOK = 9
_LONGEST_LOOK = 120
_LARGE = 14  # points
_LONGEST_TITLE = 120
_CAPTION = expression(r"{kind of figure}\s+\d+(?:[a-z]|\.\d+)?\s*(?:[:.–-]|$)")  # "Figure 2 – Visits by month"
_BODY = expression(r"\bcouncil\b|\b{kind of authority}\s+authority\b|\bNHS\b")


def read_bytes(path: Path, data: bytes) -> Document:
    """The document in a .docx file."""
    parts = parts_of(data, path.name)
    walker = _Walker(parts)
    blocks = list(walker.blocks())
    if not blocks:
        raise DocumentError("image_only", f"{path.name}: there are no words in it.", "Ask for a version with text.")
    if not any(block.kind == "title" for block in blocks):
        blocks = [*walker.page_heads(), *blocks]
    found = document(path.name, data, blocks, notes=walker.notes)
    return replace(found, margins=margins_of(data, path.name), properties=properties_of(data, path.name))


@dataclass
class _Walker:
    """Goes through the body in order, keeping count of its lists."""

    parts: Parts
    depths: Depths = field(default_factory=Depths)

    def __post_init__(self) -> None:
        self.styles = Styles(self.parts)
        self.numbering = Numbering(self.parts)
        self.stem = False
        self.notes: list[str] = []

    def blocks(self) -> Iterator[Block]:
        """The blocks of the body, then the notes."""
        yield from self._walk(self.parts.body)
        for notes in (self.parts.footnotes, self.parts.endnotes):
            yield from self._notes(notes)

    def page_heads(self) -> Iterator[Block]:
        """What stands at the head of the pages and names the authority or a time, once, as a title."""
        told: set[str] = set()
        for header in self.parts.headers:
            for text in filter(None, (self._words(p)[0] for p in header.iter(W + "p"))):
                if text not in told and len(text) <= _LONGEST_TITLE and (_BODY.search(text) or periods.find(text)):
                    told.add(text)
                    yield Block(text, "title", level=1)

    def _walk(self, parent: Element) -> Iterator[Block]:
        for child in parent:
            if child.tag == W + "p":
                yield from self._paragraph(child)
            elif child.tag == W + "tbl":
                yield from (b for b in table_blocks(child, self._words, self._walk) if b.text.strip())
            elif child.tag == W + "altChunk":
                yield from self._chunk(child)
            elif child.tag in _WRAPPERS:
                yield from self._walk(child)

    def _chunk(self, place: Element) -> Iterator[Block]:
        """The blocks of a file that is set into the body."""
        from perfextract.readers.docx_chunks import can_read, chunk_blocks  # few documents need it

        chunk = self.parts.chunks.get(place.get(RELATION_ID) or "")
        if chunk is not None and can_read(chunk):
            yield from chunk_blocks(chunk)
        elif chunk is not None:
            self.notes.append(f"The file {chunk.path}, which is set into the document, is not read.")

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        runs = runs_of(paragraph, self.styles)
        for lines in _split_lines(runs):
            if block := self._block(paragraph, lines):
                self.stem = block.text.endswith(":")
                yield block
        for box in boxes_of(paragraph):
            yield from self._walk(box)

    def _block(self, paragraph: Element, runs: list[Run]) -> Block | None:
        text = _joined(runs)
        if not text:
            return None
        if len(runs) > 1 and runs[0].raised and runs[0].text.strip().isdigit():  # a note typed by hand
            return Block(_joined(runs[1:]), "footnote", marker=runs[0].text.strip())
        level = self.styles.heading_level(paragraph)
        mark, text, depth = self._mark(paragraph, text)
        if level and (is_bullet(mark) or is_running_text(text)):
            level = 0
        elif level == 0 and (mark is None or number_depth(mark)):
            level = _level_by_look(runs, text, mark)
        if level:
            self.depths.clear()
            return Block(text, "title" if level < 0 else "heading", level=max(level, 1), marker=mark)
        kind = item_kind(mark, text)
        if kind != "bullet":
            self.depths.clear()
        return Block(text, kind, level=depth if kind == "bullet" else 0, marker=mark)

    def _mark(self, paragraph: Element, text: str) -> tuple[str | None, str, int]:
        """The list mark, set by Word or typed, the text without it and the depth."""
        listed = self.styles.numbering(paragraph)
        mark = self.numbering.mark(*listed) if listed else None
        if listed and mark:
            return mark, text, self.depths.of(mark, self.numbering.indent(*listed), self.stem)
        mark, rest = split_mark(text)
        if mark is None or not rest:
            return None, text, 0
        indent = float(value(paragraph, "pPr/ind", "left") or value(paragraph, "pPr/ind", "start") or 0) / 20
        return mark, rest, self.depths.of(mark, indent, self.stem)

    def _words(self, paragraph: Element) -> tuple[str, bool]:
        runs = [r for r in runs_of(paragraph, self.styles) if r.text.strip()]
        boxes = [w for box in boxes_of(paragraph) for p in box.iter(W + "p") if (w := self._words(p)[0])]
        return " ".join(filter(None, [_joined(runs), *boxes])), bool(runs) and all(r.bold for r in runs)

    def _notes(self, notes: Element | None) -> Iterator[Block]:
        for note in notes if notes is not None else ():
            if note.get(W + "type") is None:
                text = " ".join(filter(None, (self._words(p)[0] for p in note.iter(W + "p"))))
                if text:
                    yield Block(text, "footnote")


def _joined(runs: list[Run]) -> str:
    return SPACES.sub(" ", "".join(r.text for r in runs)).strip()


def _split_lines(runs: list[Run]) -> list[list[Run]]:
    """A paragraph whose line breaks part whole items is split at them; other breaks are spaces."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *rest = run.text.split("\n")
        lines[-1].append(Run(first, run.bold, run.size, run.underlined, run.raised))
        lines += [[Run(x, run.bold, run.size, run.underlined, run.raised)] for x in rest]
    texts = [t for line in lines if (t := _joined(line))]
    items = len(texts) > 1 and all(
        ends_sentence(a) or split_mark(b)[0] or _is_bold(line)
        for a, b, line in zip(texts, texts[1:], lines, strict=False)
    )
    return lines if items else [[Run(r.text.replace("\n", " "), r.bold, r.size, r.underlined, r.raised) for r in runs]]


def _is_bold(runs: list[Run]) -> bool:
    worded = [r for r in runs if r.text.strip()]
    return bool(worded) and all(r.bold for r in worded)


def _level_by_look(runs: list[Run], text: str, mark: str | None) -> int:
    """A short paragraph all in bold or underlined is a heading, though no style says so.

    Larger type ranks first, then bold type, then what is only underlined; "2.1" is below "2.".
    """
    if _CAPTION.match(text):
        return 0
    worded = [r for r in runs if r.text.strip() and r.text.strip() != mark]
    bold = all(r.bold for r in worded)
    if not worded or not (bold or all(r.underlined for r in worded)) or len(text) > _LONGEST_LOOK:
        return 0
    if not (looks_like_heading(text) or is_short_lead_in(text)):
        return 0
    large = min((r.size or 0) for r in worded) >= _LARGE
    rank = 0 if large else 1 if bold else 2
    return min(LOOK_LEVEL + rank + max(number_depth(mark) - 1, 0), _DEEPEST_LOOK)
