"""See that a Word document has the styles a summary is written in: those a template lacks are taken from ours."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from importlib import resources
from pathlib import Path
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.parts.numbering import NumberingPart

STYLES = (
    "Title",
    "Subtitle",
    "Heading 1",
    "Heading 2",
    "List Bullet",
    "Caption",
    "Table Heading",
    "Table Text",
    "footnote text",
    "Summary Table",
)
_NUMBERING = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"


def opened(template: Path | None) -> Any:
    """The document to write into: a user's template or ours. Raises ValueError where it cannot be read."""
    if template is None:
        return docx.Document(io.BytesIO(_ours()))
    try:
        data = template.read_bytes()
    except OSError as error:
        raise ValueError(f"The template {template} cannot be read ({error.strerror}).") from error
    try:
        return docx.Document(io.BytesIO(data))
    except (ValueError, KeyError, SyntaxError, zipfile.BadZipFile, PackageNotFoundError) as error:
        raise ValueError(
            f"{template.name} is no Word document that can be a template: save it in Word as a document (.docx)"
        ) from error


def _ours() -> bytes:
    return resources.files("perfextract.summary").joinpath("template.docx").read_bytes()


def style_ids(document: Any) -> dict[str, str]:
    """The id of each of STYLES in this document, by name; missing ones are added."""
    ids = _ids(document.styles.element)
    missing = [name for name in STYLES if name.casefold() not in ids]
    if missing:
        ours = docx.Document(io.BytesIO(_ours()))
        for name in missing:
            ids[name.casefold()] = _adopted(document, ours, name, ids)
    return {name: ids[name.casefold()] for name in STYLES}


def _ids(styles: Any) -> dict[str, str]:
    """Style ids by name; Word writes the names of its own styles in small letters and shows them in large."""
    return {
        style.find(qn("w:name")).get(qn("w:val")).casefold(): style.get(qn("w:styleId"))
        for style in styles.iterchildren(qn("w:style"))
        if style.find(qn("w:name")) is not None
    }


def _adopted(document: Any, ours: Any, name: str, ids: dict[str, str]) -> str:
    """Copy a style of ours into the document and return its id."""
    theirs = {style_id: key for key, style_id in _ids(ours.styles.element).items()}
    style = deepcopy(next(s for s in ours.styles.element.iterchildren(qn("w:style")) if _is_named(s, name)))
    new = style.get(qn("w:styleId"))
    while new in ids.values():
        new += "1"
    style.set(qn("w:styleId"), new)
    for tag in ("w:basedOn", "w:next", "w:link"):
        link = style.find(qn(tag))
        if link is not None and (there := ids.get(theirs.get(link.get(qn("w:val")), ""))):
            link.set(qn("w:val"), there)
        elif link is not None:
            style.remove(link)
    number = next(style.iter(qn("w:numId")), None)
    if number is not None:
        number.set(qn("w:val"), _numbered(document, ours, number.get(qn("w:val"))))
    document.styles.element.append(style)
    return str(new)


def _is_named(style: Any, name: str) -> bool:
    return bool(style.find(qn("w:name")).get(qn("w:val")).casefold() == name.casefold())


def _numbered(document: Any, ours: Any, number: str) -> str:
    """Copy the list of ours that has this number into the document and return its number there."""
    source = ours.part.numbering_part.element
    num = deepcopy(next(n for n in source.iterchildren(qn("w:num")) if n.get(qn("w:numId")) == number))
    linked = num.find(qn("w:abstractNumId"))
    kinds = source.iterchildren(qn("w:abstractNum"))
    kind = deepcopy(next(k for k in kinds if k.get(qn("w:abstractNumId")) == linked.get(qn("w:val"))))
    lists = _lists(document, source)
    kind_id, num_id = _free(lists, "w:abstractNum", "w:abstractNumId"), _free(lists, "w:num", "w:numId")
    for tag in ("w:nsid", "w:tmpl", "w:styleLink"):
        for child in kind.findall(qn(tag)):
            kind.remove(child)
    for link in kind.iter(qn("w:pStyle")):
        link.getparent().remove(link)
    kind.set(qn("w:abstractNumId"), kind_id)
    linked.set(qn("w:val"), kind_id)
    num.set(qn("w:numId"), num_id)
    lists.insert(len(lists.findall(qn("w:abstractNum"))), kind)  # kinds stand before lists
    lists.append(num)
    return num_id


def _lists(document: Any, source: Any) -> Any:
    """The document's lists; an empty part for them is made where it has none."""
    try:
        return document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except KeyError:
        empty = deepcopy(source)
        for child in list(empty):
            empty.remove(child)
        part: XmlPart = NumberingPart(PackURI("/word/numbering.xml"), _NUMBERING, empty, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
        return part.element


def _free(lists: Any, tag: str, attribute: str) -> str:
    taken = [int(x.get(qn(attribute))) for x in lists.findall(qn(tag))]
    return str(max(taken, default=0) + 1)
