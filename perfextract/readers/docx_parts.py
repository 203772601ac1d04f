"""The XML parts of a Word file that its reader needs: body, styles, numbering and notes."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import Any

from lxml import etree

from perfextract.model import DocumentError
from perfextract.readers.archive_guard import open_guarded, refuse_doctype

Element = Any
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


@dataclass(frozen=True, slots=True)
class Parts:
    """The parsed parts; an absent one is None."""

    body: Element
    styles: Element | None
    numbering: Element | None
    footnotes: Element | None
    endnotes: Element | None


def parts_of(data: bytes, name: str) -> Parts:
    """The parts of a .docx. Raises DocumentError when it is a bomb, encrypted or has no body."""
    archive = open_guarded(data, name)
    root = _part(archive, "document", name)
    body = root.find(W + "body") if root is not None else None
    if body is None:
        raise DocumentError(
            "corrupt", f"{name}: the Word file has no text body.", "Open it in Word and save it afresh."
        )
    return Parts(body, *(_part(archive, x, name) for x in ("styles", "numbering", "footnotes", "endnotes")))


def _part(archive: zipfile.ZipFile, part: str, name: str) -> Element | None:
    path = f"word/{part}.xml"
    if path not in archive.namelist():
        return None
    data = archive.read(path)
    refuse_doctype(data, name)
    return etree.fromstring(data, etree.XMLParser(**_PARSER))


def value(element: Element | None, path: str, attribute: str = "val") -> str | None:
    """The attribute of the descendant at ``path`` ("pPr/pStyle"), or None."""
    if element is None:
        return None
    for step in path.split("/"):
        element = element.find(W + step)
        if element is None:
            return None
    found: str | None = element.get(W + attribute)
    return found


def switched_on(properties: Element | None, name: str) -> bool | None:
    """A toggle such as bold: True, False, or None where the properties do not say."""
    if properties is None:
        return None
    element = properties.find(W + name)
    if element is None:
        return None
    return element.get(W + "val", "true") not in ("0", "false", "off", "none")
