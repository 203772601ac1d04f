"""Make perfextract/summary/template.docx, the look of a Word summary: ``python docs/word_template.py``.

It is python-docx's own empty document with plain Word styles in legible type, A4, British English, and the number of
the page at its foot. What a style is called is what ``perfextract/summary/word.py`` asks for; how it looks is anyone's
to change.
"""

from __future__ import annotations

from pathlib import Path

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from perfextract.summary import word

TEMPLATE = Path(word.__file__).with_name("template.docx")
TYPE = "Arial"
INK, QUIET = RGBColor(0x1B, 0x1B, 0x1B), RGBColor(0x4A, 0x4A, 0x4A)
BRAND = RGBColor(0x12, 0x3F, 0x5A)

# name: size in points, bold, colour, points before and after
LOOK = {
    "Normal": (12, False, INK, 0, 6),
    "Title": (26, True, BRAND, 0, 4),
    "Subtitle": (12, False, QUIET, 0, 18),
    "Heading 1": (18, True, BRAND, 24, 6),
    "Heading 2": (14, True, INK, 14, 4),
    "List Bullet": (12, False, INK, 0, 5),
    "Caption": (12, True, INK, 6, 4),
    "Table Heading": (9.5, True, INK, 2, 2),
    "Table Text": (10, False, INK, 2, 2),
    "footnote text": (10, False, INK, 0, 4),
    "Footer": (10, False, QUIET, 0, 0),
}
KEEPS_WITH_NEXT = {"Title", "Heading 1", "Heading 2", "Caption"}

TABLE = f"""<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="SummaryTable">
  <w:name w:val="Summary Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>
  <w:tblPr>
    <w:tblBorders>
      <w:top w:val="single" w:sz="8" w:color="123F5A"/><w:left w:val="single" w:sz="4" w:color="767676"/>
      <w:bottom w:val="single" w:sz="8" w:color="123F5A"/><w:right w:val="single" w:sz="4" w:color="767676"/>
      <w:insideH w:val="single" w:sz="4" w:color="767676"/><w:insideV w:val="single" w:sz="4" w:color="767676"/>
    </w:tblBorders>
    <w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="DCE6EC"/><w:vAlign w:val="bottom"/></w:tcPr>
  </w:tblStylePr>
</w:style>"""


def template() -> bytes:
    """The template as a .docx file."""
    document = docx.Document()
    _without_unused(document)
    _defaults(document)
    for name, look in LOOK.items():
        _set(_style(document, name), *look)
    for name in KEEPS_WITH_NEXT:
        document.styles[name].paragraph_format.keep_with_next = True
    document.styles["footnote text"].paragraph_format.keep_together = True
    document.styles.element.append(parse_xml(TABLE))
    _page(document)
    document.core_properties.title = "Template of a performance summary"
    return word.saved(document)


def _without_unused(document: docx.Document) -> None:
    """Leave out the many table styles nobody asked for, so that the gallery shows what the summary uses."""
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid"):
            style.delete()


def _defaults(document: docx.Document) -> None:
    """One type for all, British English, no theme fonts."""
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for child in list(defaults):
        defaults.remove(child)
    for xml in (
        f'<w:rFonts {nsdecls("w")} w:ascii="{TYPE}" w:hAnsi="{TYPE}" w:eastAsia="{TYPE}" w:cs="{TYPE}"/>',
        f'<w:sz {nsdecls("w")} w:val="24"/>',
        f'<w:szCs {nsdecls("w")} w:val="24"/>',
        f'<w:lang {nsdecls("w")} w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>',
    ):
        defaults.append(parse_xml(xml))


def _style(document: docx.Document, name: str) -> ParagraphStyle:
    names = [s.name for s in document.styles]
    if name in names:
        return document.styles[name]
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name[0].islower())
    style.base_style = document.styles["Normal"]
    return style


def _set(style: ParagraphStyle, size: float, bold: bool, colour: RGBColor, before: float, after: float) -> None:
    properties = style.element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:
        style.element.pPr.remove(borders)
    style.element.pPr.remove_all("w:contextualSpacing")
    style.font.name, style.font.size, style.font.bold, style.font.color.rgb = TYPE, Pt(size), bold or None, colour
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.15
    style.hidden, style.quick_style, style.unhide_when_used = False, True, False


def _page(document: docx.Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    foot = section.footer.paragraphs[0]
    foot.style, foot.alignment = document.styles["Footer"], WD_ALIGN_PARAGRAPH.RIGHT
    foot.add_run("Page ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    foot._p.append(field)


if __name__ == "__main__":
    TEMPLATE.write_bytes(template())
