"""Write a report as a PDF file, the same bytes every time."""

from __future__ import annotations

import io
import re
from xml.sax.saxutils import escape

from looks import FILLS, LOOKS, Look
from reportlab.graphics.shapes import Drawing, Polygon, Rect
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)
from source import Block, Source

WIDTH, HEIGHT = A4
MARGIN, GUTTER = 2.2 * cm, 0.8 * cm
ARROWS = {"↑": (0, 0, 8, 0, 4, 8), "↓": (0, 8, 8, 8, 4, 0), "→": (0, 0, 0, 8, 8, 4)}


def render_pdf(source: Source) -> bytes:
    """The bytes of the PDF file."""
    look = LOOKS[source.facts["look"]]
    saved = io.BytesIO()
    document = BaseDocTemplate(
        saved,
        pagesize=A4,
        title=source.facts["title"],
        author=source.facts["author"],
        invariant=1,
        pageCompression=0,
    )
    document.addPageTemplates(PageTemplate(frames=frames(look), onPage=lambda page, _: furniture(page, look)))
    width = (WIDTH - 2 * MARGIN - (look.columns - 1) * GUTTER) / look.columns
    document.build([piece for block in source.blocks for piece in flowables(block, look, width)])
    return saved.getvalue()


def frames(look: Look) -> list[Frame]:
    """The columns of a page."""
    width = (WIDTH - 2 * MARGIN - (look.columns - 1) * GUTTER) / look.columns
    sides = {f"{side}Padding": 0 for side in ("left", "right", "top", "bottom")}
    return [
        Frame(MARGIN + count * (width + GUTTER), look.bottom * cm, width, HEIGHT - MARGIN - look.bottom * cm, **sides)
        for count in range(look.columns)
    ]


def furniture(page: Canvas, look: Look) -> None:
    """The running head and the page number."""
    page.setFont(look.face, 8)
    page.drawRightString(WIDTH - MARGIN, HEIGHT - 1.4 * cm, look.header)
    page.drawCentredString(WIDTH / 2, 1.2 * cm, look.footer.format(page=page.getPageNumber()))


def flowables(block: Block, look: Look, width: float) -> list[Flowable]:
    """The pieces of one block."""
    if block.kind == "page":
        return [PageBreak()]
    if block.kind == "table":
        return [ruled(block, look, width), Spacer(1, 8)]
    if block.kind == "card":
        return [KeepTogether(card(block, look, width)), Spacer(1, 8)]
    bullet = look.bullet if block.kind == "bullet" else block.label if block.kind == "numbered" else None
    text = f"^{block.label}^ {block.text}" if block.kind == "footnote" else block.text
    return [Paragraph(marked_up(text), style(block, look), bulletText=bullet)]


def style(block: Block, look: Look) -> ParagraphStyle:
    """The paragraph style of a block."""
    if block.kind in ("title", "heading"):
        size = look.size + {1: 7, 2: 4, 3: 1.5, 4: 0}[block.level]
        return plain(look, size, bold=True, textColor=HexColor("#" + look.colour), spaceBefore=6, keepWithNext=1)
    if block.kind == "footnote":
        return plain(look, 7.5)
    indent = {"bullet": 14 * block.level, "numbered": 30}.get(block.kind, 0)
    return plain(look, look.size, leftIndent=indent, bulletIndent=max(0, indent - 14) if block.level else 0)


def plain(look: Look, size: float, bold: bool = False, **more: object) -> ParagraphStyle:
    """A paragraph style in the author's face."""
    face = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold"}[look.face] if bold else look.face
    shape: dict[str, object] = {"fontSize": size, "leading": size * 1.25, "spaceAfter": 5, "allowOrphans": 1}
    shape["bulletFontName"] = look.face
    return ParagraphStyle("words", fontName=face, bulletFontSize=size, **(shape | more))


def marked_up(text: str) -> str:
    """The marks of the source as reportlab's own."""
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", re.sub(r"\^(\d+)\^", r"<super>\1</super>", escape(text)))


def ruled(block: Block, look: Look, width: float) -> Table:
    """A ruled table whose first row is its head and is repeated on every page."""
    wide = 3.4 if look.columns == 1 else 1.8
    columns = [wide if role.startswith("name") else 1.0 for role in block.roles]
    widths = [width * share / sum(columns) for share in columns]
    cells = [[in_cell(text, look, row is block.rows[0]) for text in row.cells] for row in block.rows]
    shades = [
        ("BACKGROUND", (x, y), (x, y), HexColor("#" + FILLS[shade]))
        for y, row in enumerate(block.rows)
        for x, fill in enumerate(row.fills)
        if (shade := fill if y else "head")
    ]
    grid = [("GRID", (0, 0), (-1, -1), 0.5, HexColor("#555555")), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    grid += [("LEFTPADDING", (0, 0), (-1, -1), 2), ("RIGHTPADDING", (0, 0), (-1, -1), 2)]
    return Table(cells, colWidths=widths, repeatRows=1, style=[*shades, *grid])


def in_cell(text: str, look: Look, head: bool) -> Flowable:
    """The words of a cell; an arrow is drawn, as the spreadsheets of councils do."""
    if text in ARROWS:
        return Drawing(8, 8, Polygon(ARROWS[text], fillColor=HexColor("#444444"), strokeWidth=0))
    return Paragraph(marked_up(text), plain(look, look.size - 1.5, bold=head, spaceAfter=0))


def card(block: Block, look: Look, width: float) -> list[Flowable]:
    """A boxed card: the title and its RAG word, a little chart, a line of figures."""
    title, rag, line = block.text.split(" | ")
    centred = plain(look, look.size, bold=True, alignment=TA_CENTER, spaceAfter=0)
    rows = [
        [Paragraph(marked_up(title), plain(look, look.size, bold=True, spaceAfter=0)), Paragraph(rag.upper(), centred)],
        [bars(len(title)), ""],
        [Paragraph(line.replace("  ", "&nbsp;&nbsp;&nbsp;"), plain(look, look.size, spaceAfter=0)), ""],
    ]
    box = [
        ("BOX", (0, 0), (-1, -1), 0.8, HexColor("#888888")),
        ("BACKGROUND", (1, 0), (1, 0), HexColor("#" + FILLS[rag.lower()])),
        ("SPAN", (0, 2), (1, 2)),
    ]
    return [Table(rows, colWidths=[width * 0.84, width * 0.16], style=box)]


def bars(seed: int) -> Drawing:
    """A chart without words; its heights mean nothing."""
    chart = Drawing(160, 26)
    for count in range(6):
        height = 8 + (seed * (count + 3)) % 17
        chart.add(Rect(10 + 22 * count, 0, 14, height, fillColor=HexColor("#9AA5B1"), strokeWidth=0))
    return chart
