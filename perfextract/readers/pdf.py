"""Read a PDF: words and drawn lines straight from pdfium, tables looked for on the pages that seem to hold some."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pypdfium2

from perfextract.model import Block, Document, DocumentError
from perfextract.readers import pdf_tables
from perfextract.readers.parts import document
from perfextract.readers.pdf_figures import figure_tables
from perfextract.readers.pdf_flow import flow
from perfextract.readers.pdf_furniture import heads_within_sentences, running_lines, split_notes, without_furniture
from perfextract.readers.pdf_lines import Line, lines_of
from perfextract.readers.pdf_paragraphs import Measure, Paragraph, blocks_of, measure, paragraphs_of
from perfextract.readers.pdf_rows import Placed, with_cut_head
from perfextract.readers.pdf_rules import rule_tables
from perfextract.readers.pdf_words import PageText, Word

_PROPERTIES = frozenset({"title", "subject", "author"})
_MOST_PAGES = 2_000
_FEWEST_CHARACTERS = 20  # a page, on average; below it the pages are pictures


@dataclass(frozen=True, slots=True)
class Page:
    """A page as read: its size, its lines outside tables, its tables each with the number of lines before it."""

    width: float
    height: float
    lines: list[Line]
    tables: list[tuple[int, Placed]]


def read_bytes(path: Path, data: bytes) -> Document:
    """The document in a PDF. Raises DocumentError "encrypted", "corrupt", "too_large" or "image_only"."""
    pdf = _opened(path.name, data)
    notes: list[str] = []
    try:
        pages = _pages(pdf, path.name, notes)
        properties = tuple((key.lower(), value) for key, value in pdf.get_metadata_dict().items() if value.strip())
    finally:
        pdf.close()
    found = document(path.name, data, list(_blocks(pages)), pages=len(pages), notes=notes)
    margins = running_lines([p.lines for p in pages], [p.height for p in pages])
    return replace(found, margins=margins, properties=tuple(x for x in properties if x[0] in _PROPERTIES))


def _opened(name: str, data: bytes) -> Any:
    try:
        pdf = pypdfium2.PdfDocument(data)
        count = len(pdf)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise DocumentError(
                "encrypted", f"{name}: the PDF is protected by a password.", "Save it without the password."
            ) from error
        raise DocumentError(
            "corrupt", f"{name}: the PDF is damaged ({error}).", "Ask for the file again, or print it to PDF afresh."
        ) from error
    if count == 0:
        raise DocumentError("corrupt", f"{name}: the PDF has no pages.", "Ask for the file again.")
    if count > _MOST_PAGES:
        raise DocumentError("too_large", f"{name}: the PDF has {count} pages.", "Split it and read the parts.")
    return pdf


def _pages(pdf: Any, name: str, notes: list[str]) -> list[Page]:
    read: list[tuple[Any, list[Word]]] = []
    for number, page in enumerate(pdf, 1):
        read.append((page, list(PageText(page, number).words())))
    if sum(len(w.text) for _, words in read for w in words) < _FEWEST_CHARACTERS * len(read):
        raise DocumentError(
            "image_only",
            f"{name}: the pages are pictures without text.",
            "Ask for the original file, or run text recognition (for example ocrmypdf) over it first.",
        )
    notes += [f"Page {page} holds no text." for page, (_, words) in enumerate(read, 1) if not words]
    wanted = [i for i, (page, words) in enumerate(read) if pdf_tables.may_hold_tables(page, words)]
    ruled = _grids([page for page, _ in read], wanted, notes)
    return [_page(page, words, ruled.get(i, pdf_tables.Ruling())) for i, (page, words) in enumerate(read)]


def _grids(pages: list[Any], wanted: list[int], notes: list[str]) -> dict[int, pdf_tables.Ruling]:
    """What is ruled on the wanted pages; a PDF whose drawings cannot be followed is still read as prose."""
    try:
        return pdf_tables.grids(pages, wanted)
    except Exception as error:
        notes.append(f"Ruled tables could not be looked for ({type(error).__name__}); their words are read as prose.")
        return {}


def _page(page: Any, words: list[Word], ruled: pdf_tables.Ruling) -> Page:
    width, height = page.get_size()
    found = [placed for grid in ruled.grids if (placed := pdf_tables.fill(grid, words))]
    found += rule_tables(ruled, words, _taken(found))
    found += figure_tables(words, _taken(found))
    home = {i: table for table in found for i in table.words}
    lines: list[Line] = []
    tables: list[tuple[int, Placed]] = []
    prose: list[Word] = []
    seen: set[int] = set()
    for i, word in enumerate(words):
        table = home.get(i)
        if table is None:
            prose.append(word)
        elif id(table) not in seen:
            seen.add(id(table))
            lines += lines_of(prose, width)
            prose = []
            tables.append((len(lines), table))
    return Page(width, height, lines + lines_of(prose, width), tables)


def _taken(tables: list[Placed]) -> frozenset[int]:
    return frozenset().union(*(table.words for table in tables))


def _blocks(pages: list[Page]) -> Iterator[Block]:
    """The document's blocks: paragraphs across pages, each page's tables in place and its footnotes behind."""
    bodies = without_furniture([p.lines for p in pages], [p.height for p in pages])
    told = measure(bodies)
    stretches: list[list[Line]] = [[]]
    tables: list[Block] = []
    notes: list[Block] = []
    parted = [split_notes(body, told.body, page.height) for page, body in zip(pages, bodies, strict=True)]
    heads = heads_within_sentences([kept for kept, _ in parted], [page.height for page in pages])
    for page, (kept, small) in zip(pages, parted, strict=True):
        at = {id(line) for line in kept} - heads
        notes += [_note(lines) for lines in small]
        before = 0
        for count, table in page.tables:
            stretches[-1] += [x for x in page.lines[before:count] if id(x) in at]
            tables.append(_with_line_before(table, stretches[-1]).block)
            stretches.append([])
            before = count
        stretches[-1] += [x for x in page.lines[before:] if id(x) in at]
    yield from _woven(stretches, tables, notes, told)


def _with_line_before(table: Placed, lines: list[Line]) -> Placed:
    """The table, with the last of the lines before it where that is its head, left behind on the page before."""
    last = lines[-1] if lines else None
    if last is None or not table.cells or last.page == table.page:
        return table
    whole = with_cut_head(table, last.words)
    if whole is not None:
        lines.pop()
    return whole or table


def _note(lines: list[Line]) -> Block:
    words = [w for line in lines for w in line.words]
    label, rest = words[0].text, words[1:]
    text, segments = flow(rest or words)
    return Block(text, "footnote", marker=label if rest else None, segments=segments)


def _woven(stretches: list[list[Line]], tables: list[Block], notes: list[Block], told: Measure) -> Iterator[Block]:
    """The stretches of prose with the tables between them; a page's footnotes after its last block."""
    groups = [list(paragraphs_of(lines, told)) for lines in stretches]
    paragraphs: list[Paragraph] = [p for group in groups for p in group]
    blocks = iter(blocks_of(paragraphs, told))
    pending = list(notes)
    for i, group in enumerate(groups):
        sequence = [b for b in (next(blocks, None) for _ in group) if b is not None]
        sequence += tables[i : i + 1]
        for block in sequence:
            while pending and (pending[0].page() or 0) < (block.page() or 0):
                yield pending.pop(0)
            yield block
    yield from pending
