"""Refuse a zip archive that is a bomb, and XML with a document type, before anything is unpacked."""

from __future__ import annotations

import zipfile
from io import BytesIO

from perfextract.model import DocumentError

MEGABYTE = 1 << 20
MOST_MEMBERS = 5_000
LARGEST_TOTAL = 512 * MEGABYTE
LARGEST_XML = 128 * MEGABYTE
HIGHEST_RATIO = 200  # unpacked to packed, of members above one megabyte


def open_guarded(data: bytes, name: str) -> zipfile.ZipFile:
    """The archive, once its declared sizes are found reasonable. Raises DocumentError "too_large" or "encrypted"."""
    archive = zipfile.ZipFile(BytesIO(data))
    members = archive.infolist()
    if len(members) > MOST_MEMBERS or sum(m.file_size for m in members) > LARGEST_TOTAL or any(map(_swells, members)):
        raise DocumentError(
            "too_large", f"{name}: unpacked, the file would be far too large.", "Ask where the file comes from."
        )
    if any(m.flag_bits & 1 for m in members):
        raise DocumentError(
            "encrypted", f"{name}: the file is protected by a password.", "Save it without the password and try again."
        )
    return archive


def _swells(member: zipfile.ZipInfo) -> bool:
    too_dense = member.file_size > MEGABYTE and member.file_size > HIGHEST_RATIO * max(member.compress_size, 1)
    return too_dense or (member.filename.endswith((".xml", ".rels")) and member.file_size > LARGEST_XML)


def refuse_doctype(data: bytes, name: str) -> None:
    """Raises DocumentError "corrupt" when an XML part declares a document type: Word never writes one."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise DocumentError(
            "corrupt",
            f"{name}: the file holds a document type declaration, which no Word file has.",
            "Do not trust the file; ask where it comes from.",
        )
