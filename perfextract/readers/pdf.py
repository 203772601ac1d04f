"""Read a PDF: words and drawn lines straight from pdfium, tables looked for on the pages that seem to hold some."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pypdfium2

from perfextract.model import Block, Document, DocumentError
from perfextract.readers import pdf_tables
from perfextract.readers.parts import document
from perfextract.readers.pdf_blocks import blocks_of
from perfextract.readers.pdf_cleaned import Cleaned, cleaned
from perfextract.readers.pdf_commentary import note_blocks
from perfextract.readers.pdf_flow import flow
from perfextract.readers.pdf_furniture import heads_within_sentences, running_lines, split_notes, without_furniture
from perfextract.readers.pdf_lines import Line, lines_of
from perfextract.readers.pdf_overpage import rejoined
from perfextract.readers.pdf_page import page_tables
from perfextract.readers.pdf_paragraphs import Measure, Paragraph, measure, paragraphs_of
from perfextract.readers.pdf_rows import Placed, with_cut_head
from perfextract.readers.pdf_turned import Sheet, sheets
from perfextract.readers.pdf_words import Word

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
    try:
        count = len(pdf)
        found = _words(pdf, path.name)
        notes = list(found.notes)
        pages = _pages(found.sheets, notes)
        properties = tuple((key.lower(), value) for key, value in pdf.get_metadata_dict().items() if value.strip())
    finally:
        pdf.close()
    made = document(path.name, data, list(_blocks(pages)), pages=count, notes=notes, unread=found.unread)
    margins = running_lines([p.lines for p in pages], [(p.width, p.height) for p in pages])
    return replace(made, margins=margins, properties=tuple(x for x in properties if x[0] in _PROPERTIES))


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


def _words(pdf: Any, name: str) -> Cleaned:
    """The sheets of all pages with the words that are to be read."""
    if pdf.get_formtype():
        pdf.init_forms()
    found = [sheet for number, page in enumerate(pdf, 1) for sheet in sheets(page, number)]
    result = cleaned(found, pdf.formenv)
    characters = sum(len(w.text) for sheet in result.sheets for w in sheet.words)
    if characters < _FEWEST_CHARACTERS * len(found) and (not characters or _are_pictures(result)):
        raise DocumentError(
            "image_only",
            f"{name}: the pages are pictures without text.",
            "Ask for the original file, or run text recognition (for example ocrmypdf) over it first.",
        )
    return result


def _are_pictures(found: Cleaned) -> bool:
    """Whether more than half of the sheets could not be read."""
    return 2 * sum(x.code == "page_not_read" for x in found.unread) > len(found.sheets)


def _pages(found: Sequence[Sheet], notes: list[str]) -> list[Page]:
    wanted = [i for i, sheet in enumerate(found) if pdf_tables.may_hold_tables(sheet.page, sheet.words)]
    ruled = _grids([sheet.page for sheet in found], wanted, notes)
    pages = [_page(sheet, ruled.get(i, pdf_tables.Ruling())) for i, sheet in enumerate(found)]
    whole = rejoined([table for page in pages for _, table in page.tables])
    return [replace(page, tables=[(count, next(whole)) for count, _ in page.tables]) for page in pages]


def _grids(pages: list[Any], wanted: list[int], notes: list[str]) -> dict[int, pdf_tables.Ruling]:
    """What is ruled on the wanted pages; a PDF whose drawings cannot be followed is still read as prose."""
    try:
        return pdf_tables.grids(pages, wanted)
    except Exception as error:
        notes.append(f"Ruled tables could not be looked for ({type(error).__name__}); their words are read as prose.")
        return {}


def _page(sheet: Sheet, ruled: pdf_tables.Ruling) -> Page:
    words = sheet.words
    width, height = sheet.size
    found = page_tables(ruled, words)
    home = {i: table for table in found for i in table.words}
    lines: list[Line] = []
    tables: list[tuple[int, Placed]] = []
    prose: list[Word] = []
    seen: set[int] = set()
    for i, word in enumerate(words):
        table = home.get(i)
        if table is None:
            prose.append(word)
        elif id(table) not in seen and table.anchor in (None, i):
            seen.add(id(table))
            lines += lines_of(prose, width)
            prose = []
            tables.append((len(lines), table))
    return Page(width, height, lines + lines_of(prose, width), tables)


def _blocks(pages: list[Page]) -> Iterator[Block]:
    """The document's blocks: paragraphs across pages, each page's tables in place and its footnotes behind."""
    bodies = without_furniture([p.lines for p in pages], [(p.width, p.height) for p in pages])
    told = measure(bodies)
    stretches: list[list[Line]] = [[]]
    tables: list[list[Block]] = []
    notes: list[Block] = []
    parted = [split_notes(body, told.body, page.height) for page, body in zip(pages, bodies, strict=True)]
    heads = heads_within_sentences([kept for kept, _ in parted], [page.height for page in pages])
    for page, (kept, small) in zip(pages, parted, strict=True):
        at = {id(line) for line in kept} - heads
        notes += [_note(lines) for lines in small]
        before = 0
        for count, table in page.tables:
            stretches[-1] += [x for x in page.lines[before:count] if id(x) in at]
            whole = _with_line_before(table, stretches[-1])
            tables.append([*([whole.block] if whole.cells else []), *note_blocks(whole, page.width)])
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


def _woven(
    stretches: list[list[Line]], tables: list[list[Block]], notes: list[Block], told: Measure
) -> Iterator[Block]:
    """The stretches of prose with the tables between them; a page's footnotes after its last block."""
    groups = [list(paragraphs_of(lines, told)) for lines in stretches]
    for group in groups[1:]:
        group[:1] = (replace(p, after_table=True) for p in group[:1])
    paragraphs: list[Paragraph] = [p for group in groups for p in group]
    blocks = iter(blocks_of(paragraphs, told))
    pending = list(notes)
    for i, group in enumerate(groups):
        sequence = [b for b in (next(blocks, None) for _ in group) if b is not None]
        sequence += [block for placed in tables[i : i + 1] for block in placed]
        for block in sequence:
            while pending and (pending[0].page() or 0) < (block.page() or 0):
                yield pending.pop(0)
            yield block
    yield from pending
