"""Write a report as a Word file, the same bytes every time."""

from __future__ import annotations

import io
import re
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from looks import FILLS, LOOKS, Look
from source import Block, Source

PIECE = re.compile(r"(\*\*.+?\*\*|\^\d+\^)")


def render_word(source: Source) -> bytes:
    """The bytes of the Word file."""
    look = LOOKS[source.facts["look"]]
    document = Document()
    prepare(document, source, look)
    for block in source.blocks:
        add(document, block, look)
    saved = io.BytesIO()
    document.save(saved)
    return timeless(saved.getvalue())


def prepare(document: WordDocument, source: Source, look: Look) -> None:
    """Fonts, margins, running head and properties."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = look.font, Pt(look.size)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.header.paragraphs[0].text = look.header
    day = datetime.fromisoformat(source.facts["published"])
    about = document.core_properties
    about.title, about.author, about.last_modified_by = source.facts["title"], source.facts["author"], ""
    about.created = about.modified = day
    about.revision, about.comments = 1, ""


def add(document: WordDocument, block: Block, look: Look) -> None:
    """Add one block to the document."""
    if block.kind == "page":
        document.add_page_break()
    elif block.kind == "table":
        add_table(document, block)
    elif block.kind == "card":
        title, rag, line = block.text.split(" | ")
        write(document.add_paragraph(), f"**{title}** {rag}")
        write(document.add_paragraph(), line)
    elif block.kind in ("title", "heading"):
        add_heading(document, block, look)
    else:
        add_words(document, block, look)


def add_heading(document: WordDocument, block: Block, look: Look) -> None:
    """A heading in its style, or a bold paragraph where the author makes headings that way."""
    if look.bold_heads and block.level >= 3:
        write(document.add_paragraph(), f"**{block.text}**")
        return
    heading = document.add_heading(level=block.level - 1 if block.kind == "title" else block.level)
    write(heading, block.text)
    for run in heading.runs:
        run.font.name, run.font.color.rgb = look.font, RGBColor.from_string(look.colour)


def add_words(document: WordDocument, block: Block, look: Look) -> None:
    """A paragraph, bullet, numbered paragraph or footnote."""
    if block.kind == "bullet" and not look.typed_bullets:
        write(document.add_paragraph(style="List Bullet" if block.level == 1 else "List Bullet 2"), block.text)
        return
    paragraph = document.add_paragraph()
    if block.kind == "bullet":
        paragraph.paragraph_format.left_indent = Cm(0.7 * block.level)
        paragraph.add_run(look.bullet + "\t")
    elif block.kind == "numbered":
        paragraph.add_run(block.label + "\t")
    elif block.kind == "footnote":
        paragraph.add_run(block.label).font.superscript = True
    write(paragraph, (" " if block.kind == "footnote" else "") + block.text)


def write(paragraph: Paragraph, text: str) -> None:
    """The words of a paragraph, bold and raised pieces as runs of their own."""
    for piece in filter(None, PIECE.split(text)):
        run = paragraph.add_run(piece.strip("*") if piece.startswith("**") else piece.strip("^"))
        run.bold = piece.startswith("**") or None
        run.font.superscript = piece.startswith("^") or None


def add_table(document: WordDocument, block: Block) -> None:
    """A ruled table whose first row is its head."""
    table = document.add_table(rows=len(block.rows), cols=len(block.roles), style="Table Grid")
    for row, cells in zip(block.rows, table.rows, strict=True):
        for text, fill, cell in zip(row.cells, row.fills, cells.cells, strict=True):
            write(cell.paragraphs[0], f"**{text}**" if row is block.rows[0] and text else text)
            shade(cell, "head" if row is block.rows[0] else fill)
    document.add_paragraph()


def shade(cell: _Cell, fill: str | None) -> None:
    """Colour the ground of a cell."""
    if fill:
        shading = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", FILLS[fill])):
            shading.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shading)


def timeless(saved: bytes) -> bytes:
    """The same package with the clock taken out."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(saved)) as old, ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            if not name.endswith("thumbnail.jpeg"):
                entry = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
                entry.create_system, entry.compress_type = 3, ZIP_DEFLATED
                new.writestr(entry, without_thumbnail(name, old.read(name)))
    return out.getvalue()


def without_thumbnail(name: str, content: bytes) -> bytes:
    """The package's relations without the picture of python-docx's own template."""
    if name != "_rels/.rels":
        return content
    return re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", content)
