"""The words of a Word paragraph as they stand: insertions in; deletions, hidden and struck-out words left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from perfextract.readers.docx_math import M, equation
from perfextract.readers.docx_parts import Element, W, switched_on, value
from perfextract.readers.docx_styles import Styles

_SKIPPED = {W + x for x in ("del", "moveFrom", "pPr", "rPr", "txbxContent", "instrText", "delText", "sdtPr")}
_SKIPPED |= {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    "{urn:schemas-microsoft-com:vml}textbox",
}
_SPACE = {W + "tab": " ", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "ptab": " "}
_SYMBOL_BULLET = "•"
_RAISED_MARK = re.compile(r"[\d,* ]+$")
_CARRIES_MARK = re.compile(r"[\w%.,;:)\]’'”\"]$")
_UNIT_BEFORE = re.compile(r"(?:^|[\s\d])[ckm]?m$")  # "10 m" raised 2 is square metres


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words of one look."""

    text: str
    bold: bool
    size: float | None = None  # points, where the run itself says
    underlined: bool = False
    raised: bool = False


def runs_of(paragraph: Element, styles: Styles) -> list[Run]:
    """The visible runs of a paragraph; raised reference marks are left out."""
    kept: list[Run] = []
    for element in _run_elements(paragraph):
        if element.tag == M + "oMath":
            kept.append(Run(equation(element), bold=False))
            continue
        if _is_struck(element) or styles.run_property(paragraph, element, "vanish"):
            continue
        text = "".join(_text(element))
        before = kept[-1].text if kept else ""
        if text and not _is_raised_mark(element, text, before):
            kept.append(_run(element, text, paragraph, styles))
    return kept


def boxes_of(paragraph: Element) -> Iterator[Element]:
    """The contents of the text boxes anchored in a paragraph, each once."""
    for box in paragraph.iter(W + "txbxContent"):
        ancestors = {a.tag for a in box.iterancestors()}
        if not any(tag.endswith("}Fallback") for tag in ancestors) and W + "del" not in ancestors:
            yield box


def _run_elements(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag in (W + "r", M + "oMath"):
            yield child
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            yield from _run_elements(child)


def _is_struck(run: Element) -> bool:
    """Whether a line is drawn through the words: they were taken out by hand."""
    properties = run.find(W + "rPr")
    return any(switched_on(properties, name) for name in ("strike", "dstrike"))


def _text(run: Element) -> Iterator[str]:
    for child in run:
        if child.tag == W + "t":
            yield child.text or ""
        elif child.tag == W + "sym":
            yield _SYMBOL_BULLET
        else:
            yield _SPACE.get(child.tag, "")


def _is_raised_mark(run: Element, text: str, before: str) -> bool:
    raised = value(run, "rPr/vertAlign") == "superscript"
    return (
        raised and bool(_RAISED_MARK.match(text) and _CARRIES_MARK.search(before)) and not _UNIT_BEFORE.search(before)
    )


def _run(element: Element, text: str, paragraph: Element, styles: Styles) -> Run:
    half_points = value(element, "rPr/sz")
    underlined = switched_on(element.find(W + "rPr"), "u") is True
    bold = styles.run_property(paragraph, element, "b")
    size = int(half_points) / 2 if half_points else None
    return Run(text.replace("\u00ad", ""), bold, size, underlined, value(element, "rPr/vertAlign") == "superscript")
