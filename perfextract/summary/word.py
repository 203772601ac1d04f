"""Write a summary as a Word document in plain Word styles, so that an officer can restyle it without code.

Every heading and every statement is a paragraph of its own. What is no statement of the period (evidence, footnotes,
findings, rules, gaps) is a numbered note in the style "footnote text": in a report a note states nothing by itself, and
whoever reads the summary back, a person or this library, finds the statements alone.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.image import ImagePart

from perfextract.summary import spark
from perfextract.summary.content import COMPARED, EVIDENCE, Comparison, Line, Summary, Theme
from perfextract.summary.grid import Cell, Grid, grid_of
from perfextract.summary.word_styles import opened, style_ids

LANGUAGE = "en-GB"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # of all parts: the same summary gives the same bytes
_EMU = 12700  # a point
_A4 = 595 * _EMU  # across
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # strays of damaged PDFs
_SPARK = (60 * _EMU, 15 * _EMU)
_SHARES = {"name": 18, "value": 12, "text": 9, "line": 15, "comment": 17}  # of a table's width


def render(summary: Summary, template: Path | None = None) -> bytes:
    """The summary as a .docx file.

    ``template`` is a Word document whose styles, page and running heads are used, and after whose text the summary is
    written; styles it lacks are added. Raises ValueError where it is not there or is no Word document.
    """
    document = opened(template)
    _properties(document, summary)
    writer = _Writer(document, style_ids(document))
    writer.summary(summary)
    return saved(document)


def saved(document: Any) -> bytes:
    """A document's bytes, without the time of day in them."""
    raw, out = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for item in read.infolist():
            written.writestr(zipfile.ZipInfo(item.filename, _EPOCH), read.read(item), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _properties(document: Any, summary: Summary) -> None:
    """Title, author and language, which assistive technology and records management read."""
    core = document.core_properties
    core.title, core.author, core.language = summary.title, summary.authority or "", LANGUAGE
    core.subject, core.comments, core.keywords, core.last_modified_by = summary.period, "", "", ""
    for dated in ("dcterms:created", "dcterms:modified"):
        for element in core._element.findall(qn(dated)):
            core._element.remove(element)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)


@dataclass
class _Writer:
    """Writes paragraphs and tables before the end of the body, and keeps the notes for the end."""

    document: Any
    styles: dict[str, str]
    notes: list[tuple[int, str]] = field(default_factory=list)  # of lines: number and text
    pictures: dict[spark.Levels, str] = field(default_factory=dict)
    tables: int = 0
    drawn: int = 0
    last_note: int = 0

    def __post_init__(self) -> None:
        self.end = self.document.element.body.get_or_add_sectPr()

    def summary(self, summary: Summary) -> None:
        self.last_note = len(summary.footnotes)
        self.paragraph("Title", summary.title)
        self.paragraph("Subtitle", ", ".join(filter(None, [summary.authority, summary.period])))
        for theme in summary.themes:
            self.theme(theme)
        (_, heading, footnotes), *others = summary.endings
        self.section(heading, enumerate(footnotes, 1))
        self.section(EVIDENCE, self.notes)
        for _, heading, texts in others:
            self.section(heading, self.numbered(texts))

    def theme(self, theme: Theme) -> None:
        self.paragraph("Heading 1", theme.name)
        for part in theme.parts:
            self.paragraph("Heading 2", part.heading)
            for line in part.lines:
                self.line(line)
        if theme.comparison is not None and theme.comparison.rows:
            self.paragraph("Heading 2", COMPARED)
            self.table(theme.comparison)

    def line(self, line: Line) -> None:
        """A statement, with the raised number of its note."""
        paragraph = self.paragraph("List Bullet", line.text)
        if line.told:
            self.last_note += 1
            self.notes.append((self.last_note, line.told))
            paragraph.append(_reference(str(self.last_note)))

    def numbered(self, texts: Sequence[str]) -> Iterator[tuple[int, str]]:
        for text in texts:
            self.last_note += 1
            yield self.last_note, text

    def section(self, heading: str, notes: Iterable[tuple[int, str]]) -> None:
        """A heading and its notes, each beginning with its raised number; nothing where there are none."""
        for i, (number, text) in enumerate(notes):
            if i == 0:
                self.paragraph("Heading 1", heading)
            paragraph = self.paragraph("footnote text")
            paragraph.append(_bookmark("Start", number))
            paragraph.append(_run(str(number), raised=True))
            paragraph.append(_bookmark("End", number))
            paragraph.append(_run(f" {text}"))

    # ── pieces ───────────────────────────────────────────────────────────────────────────────────

    def paragraph(self, style: str, text: str = "") -> Any:
        """A paragraph at the end of the body."""
        made = _paragraph(self.styles[style], text)
        self.end.addprevious(made)
        return made

    def table(self, comparison: Comparison) -> None:
        """The comparison with its caption above it and a head that repeats on every page."""
        self.tables += 1
        self.paragraph("Caption", f"Table {self.tables}: {comparison.caption}")
        grid = grid_of(comparison)
        table = parse_xml(_TABLE)
        properties = table.find(qn("w:tblPr"))
        for tag, text in (
            ("w:tblStyle", self.styles["Summary Table"]),
            ("w:tblCaption", comparison.caption),
            ("w:tblDescription", f"Indicators in rows; in columns: {', '.join(grid.heads[1:])}."),
        ):
            properties.find(qn(tag)).set(qn("w:val"), text)
        for width in self.widths(grid):
            column = OxmlElement("w:gridCol")
            column.set(qn("w:w"), str(width))
            table.find(qn("w:tblGrid")).append(column)
        table.append(self.row(grid, [Cell(head) for head in grid.heads], head=True))
        for cells in grid.rows:
            table.append(self.row(grid, cells))
        self.end.addprevious(table)
        self.paragraph("Table Text")  # Word joins tables that touch

    def widths(self, grid: Grid) -> list[int]:
        """The columns' widths in twentieths of a point, shared out over the page by what they hold."""
        section = self.document.sections[-1]
        margins = (section.left_margin or 0) + (section.right_margin or 0)
        page = ((section.page_width or _A4) - margins) * 20 // _EMU
        shares = [_SHARES[kind] for kind in grid.kinds]
        return [page * share // sum(shares) for share in shares]

    def row(self, grid: Grid, cells: Sequence[Cell], head: bool = False) -> Any:
        row = parse_xml(_HEAD_ROW if head else _ROW)
        for kind, cell in zip(grid.kinds, cells, strict=True):
            box = OxmlElement("w:tc")
            paragraph = _paragraph(self.styles["Table Heading" if head else "Table Text"], cell.text)
            if kind == "value":
                paragraph.pPr.append(_valued("w:jc", "right"))
            if cell.mark:
                paragraph.append(_reference(cell.mark))
            if cell.line:
                paragraph.append(self.picture(cell.line, cell.alternative))
            box.append(paragraph)
            row.append(box)
        return row

    def picture(self, line: spark.Levels, alternative: str) -> Any:
        """A run with the drawn line; like lines share one picture."""
        if line not in self.pictures:
            name = PackURI(f"/word/media/trend{len(self.pictures) + 1}.png")
            part = ImagePart(name, "image/png", spark.png(line))
            self.pictures[line] = f"trend{len(self.pictures) + 1}"
            self.document.part.load_rel(RELATIONSHIP_TYPE.IMAGE, part, self.pictures[line])
        self.drawn += 1
        run = parse_xml(_PICTURE.format(id=1000 + self.drawn, rel=self.pictures[line], cx=_SPARK[0], cy=_SPARK[1]))
        next(run.iter(qn("wp:docPr"))).set("descr", alternative)
        return run


def _paragraph(style_id: str, text: str) -> Any:
    paragraph = OxmlElement("w:p")
    paragraph.get_or_add_pPr().append(_valued("w:pStyle", style_id))
    if text:
        paragraph.append(_run(text))
    return paragraph


def _run(text: str, raised: bool = False) -> Any:
    run = OxmlElement("w:r")
    if raised:
        run.get_or_add_rPr().append(_valued("w:vertAlign", "superscript"))
    words = OxmlElement("w:t")
    words.text = _NOT_XML.sub(" ", text)
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    return run


def _reference(number: str) -> Any:
    """A raised number that leads to its note."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), f"note_{number.split(',')[0].strip()}")
    link.set(qn("w:tooltip"), f"Note {number}")
    link.append(_run(number, raised=True))
    return link


def _bookmark(end: str, number: int) -> Any:
    mark = OxmlElement(f"w:bookmark{end}")
    mark.set(qn("w:id"), str(10_000 + number))
    if end == "Start":
        mark.set(qn("w:name"), f"note_{number}")
    return mark


def _valued(tag: str, value: str) -> Any:
    element = OxmlElement(tag)
    element.set(qn("w:val"), value)
    return element


_TABLE = f"""<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val=""/><w:tblW w:w="5000" w:type="pct"/>
<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>
<w:tblCaption w:val=""/><w:tblDescription w:val=""/></w:tblPr><w:tblGrid/></w:tbl>"""
_ROW = f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/></w:trPr></w:tr>"
_HEAD_ROW = f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr></w:tr>"
_PICTURE = (
    f'<w:r {nsdecls("w", "wp", "a", "pic", "r")}><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="{cx}" cy="{cy}"/><wp:docPr id="{id}" name="Trend {id}" descr=""/><a:graphic>'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
    '<pic:nvPicPr><pic:cNvPr id="{id}" name="Trend {id}"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="{rel}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
    "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)
