"""How the fictional authors set their reports: fonts, colours, bullets, running heads."""

from __future__ import annotations

from dataclasses import dataclass

FILLS = {"red": "E0393E", "amber": "F6B33C", "green": "5FB760", "head": "D9E2EC", "grey": "EEEEEE"}


@dataclass(frozen=True)
class Look:
    """The look of one author's reports."""

    font: str = "Arial"  # for Word
    face: str = "Helvetica"  # for PDF
    size: float = 10.5
    colour: str = "1F3864"
    bullet: str = "•"
    typed_bullets: bool = False  # Word: bullets typed by hand instead of a list style
    bold_heads: bool = False  # Word: third-level headings are only bold paragraphs
    header: str = ""
    footer: str = "{page}"
    columns: int = 1
    bottom: float = 2.2  # PDF: lower margin in cm, set so that some pages end inside a sentence


LOOKS = {
    "committee": Look(footer="{page}"),
    "scorecard": Look(font="Calibri", size=10, colour="215732", bold_heads=True),
    "minutes": Look(face="Times-Roman", size=11, colour="000000", bullet="-", footer="- {page} -", bottom=3.8),
    "findings": Look(font="Tahoma", size=11, colour="004B6B", header="Merrowshire: year-end position", footer="{page}"),
    "briefing": Look(font="Verdana", size=10, colour="7A1F5C", bullet="\uf0b7", typed_bullets=True, bold_heads=True),
    "cards": Look(size=10, colour="5B2C6F", header="Appendix 1", footer="Page {page}"),
    "health": Look(size=9.5, colour="00594C", header="Health and Wellbeing Board", footer="{page}", columns=2),
    "finance": Look(font="Times New Roman", size=11.5, colour="333333", bullet="·", typed_bullets=True),
    "mixed": Look(face="Times-Roman", size=10.5, colour="8A3B12", bullet="–", footer="Page {page}"),
    "modern": Look(font="Segoe UI", size=10, colour="12436D", bold_heads=True, footer="{page} | Merrowshire"),
    "officer": Look(font="Cambria", size=11, colour="2E4A1F", header="Cabinet, 12 March 2024"),
    "panel": Look(face="Times-Roman", size=10.5, colour="1B1B1B", bullet="•", footer="Page {page}", bottom=3.0),
}
