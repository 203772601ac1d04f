"""The parts of a Word file that its reader needs: body, styles, numbering, notes, page heads and files set in."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from perfextract.model import DocumentError
from perfextract.readers.archive_guard import open_guarded, refuse_doctype

Element = Any
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OTHERS = ("styles", "numbering", "footnotes", "endnotes")
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PURL = b"http://purl.oclc.org/ooxml/"
_OPENING = 4096  # bytes that hold the names of a part
_USUAL = b"http://schemas.openxmlformats.org/"
_STRICT = (
    (_PURL + b"wordprocessingml/main", _USUAL + b"wordprocessingml/2006/main"),
    (_PURL + b"officeDocument/relationships", _USUAL + b"officeDocument/2006/relationships"),
    (_PURL + b"officeDocument/math", _USUAL + b"officeDocument/2006/math"),
    (_PURL + b"drawingml/", _USUAL + b"drawingml/2006/"),
)
_PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


@dataclass(frozen=True, slots=True)
class Chunk:
    """A file of another kind that Word shows as part of the document: its path in the archive and its bytes."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Parts:
    """The parsed parts; an absent one is None."""

    body: Element
    styles: Element | None
    numbering: Element | None
    footnotes: Element | None
    endnotes: Element | None
    headers: tuple[Element, ...] = ()  # of the pages, the first page's before the others
    chunks: Mapping[str, Chunk] = field(default_factory=dict)  # files set into the body, by the id of their place


def parts_of(data: bytes, name: str) -> Parts:
    """The parts of a .docx. Raises DocumentError when it is a bomb, encrypted or has no body."""
    archive = open_guarded(data, name)
    root = _part(archive, "document", name)
    body = root.find(W + "body") if root is not None else None
    if body is None:
        raise DocumentError(
            "corrupt", f"{name}: the Word file has no text body.", "Open it in Word and save it afresh."
        )
    related = dict(_related(archive, name))
    headers = [xml_of(archive.read(path), name) for kind, path in related.values() if kind == "header"]
    chunks = {id_: Chunk(path, archive.read(path)) for id_, (kind, path) in related.items() if kind == "aFChunk"}
    styles, numbering, footnotes, endnotes = (_part(archive, x, name) for x in _OTHERS)
    return Parts(body, styles, numbering, footnotes, endnotes, tuple(headers), chunks)


def _related(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """(id, (kind, path in the archive)) of the files that the body refers to and the archive holds."""
    path = "word/_rels/document.xml.rels"
    names = set(archive.namelist())
    for relation in xml_of(archive.read(path), name) if path in names else ():
        target = relation.get("Target") or ""
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"word/{target}")
        if path in names:
            yield relation.get("Id") or "", ((relation.get("Type") or "").rsplit("/", 1)[-1], path)


def _part(archive: zipfile.ZipFile, part: str, name: str) -> Element | None:
    path = f"word/{part}.xml"
    if path not in archive.namelist():
        return None
    return xml_of(archive.read(path), name)


def xml_of(data: bytes, name: str) -> Element:
    """The root of an XML part; one of a "Strict Open XML Document" has its names put into the usual form."""
    refuse_doctype(data, name)
    for strict, usual in _STRICT if _PURL in data[:_OPENING] else ():
        data = data.replace(strict, usual)
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
