"""What a Word file says besides its body: its running heads and feet, and its properties."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from perfextract.readers.archive_guard import open_guarded, refuse_doctype
from perfextract.readers.docx_parts import Element, W

_MARGIN = re.compile(r"word/(?:header|footer)\d*\.xml$")
_PROPERTIES = ("docProps/core.xml", "docProps/app.xml")
_KEPT = frozenset({"title", "subject", "creator", "company"})
_PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


def margins_of(data: bytes, name: str) -> tuple[str, ...]:
    """The lines of the running heads and feet, each once."""
    archive = open_guarded(data, name)
    parts = sorted(part for part in archive.namelist() if _MARGIN.match(part))
    return tuple(dict.fromkeys(line for part in parts for line in _lines(archive, part, name)))


def _lines(archive: zipfile.ZipFile, part: str, name: str) -> Iterator[str]:
    root = _parsed(archive, part, name)
    for paragraph in root.iter(W + "p") if root is not None else ():
        text = " ".join("".join(t.text or "" for t in paragraph.iter(W + "t")).split())
        if text:
            yield text


def properties_of(data: bytes, name: str) -> tuple[tuple[str, str], ...]:
    """The title, subject, author and company of the file, where it has them."""
    archive = open_guarded(data, name)
    roots = (_parsed(archive, part, name) for part in _PROPERTIES if part in archive.namelist())
    elements = (element for root in roots if root is not None for element in root)
    found = ((etree.QName(e).localname.lower(), (e.text or "").strip()) for e in elements if isinstance(e.tag, str))
    return tuple((key, value) for key, value in found if key in _KEPT and value)


def _parsed(archive: zipfile.ZipFile, part: str, name: str) -> Element | None:
    data = archive.read(part)
    refuse_doctype(data, name)
    try:
        return etree.fromstring(data, etree.XMLParser(**_PARSER))
    except etree.XMLSyntaxError:
        return None  # the body is what counts
