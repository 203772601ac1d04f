"""Read plain text, also text pasted out of a PDF: hard-wrapped, with page numbers and footnotes in mid-sentence."""

from __future__ import annotations

from pathlib import Path

from perfextract.model import Document, DocumentError
from perfextract.readers.parts import document
from perfextract.readers.text_cells import with_tables
from perfextract.readers.text_lines import lines_of, without_furniture
from perfextract.readers.text_paragraphs import blocks_of
from perfextract.readers.text_speech import without_stamps

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_bytes(path: Path, data: bytes) -> Document:
    """The document in a text file of UTF-8, UTF-16 with its mark, or Windows-1252."""
    return _document(decode(data), path.name, data)


def read_string(text: str, name: str) -> Document:
    """The document in a piece of text."""
    return _document(text, name, text.encode())


def decode(data: bytes) -> str:
    """The characters of a text file.

    >>> decode("£5 – up".encode("cp1252")), decode("£5".encode("utf-16"))
    ('£5 – up', '£5')
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _document(text: str, name: str, data: bytes) -> Document:
    if not text.strip():
        raise DocumentError("empty", f"{name}: there is no text in it.", "Ask for the file again.")
    lines = without_furniture(list(with_tables(lines_of(text))))
    return document(name, data, blocks_of(list(without_stamps(lines))))
