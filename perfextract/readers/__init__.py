"""Read a report of any format into a ``Document``: ``read(path)`` for a file, ``read_text(text)`` for pasted text.

One module a format. A package may add its own through the entry-point group ``perfextract.readers``:
the entry's name is the file ending without its dot, its object a function ``(Path, bytes) -> Document``.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import entry_points
from io import BytesIO
from pathlib import Path

from perfextract.model import Document, DocumentError

Reader = Callable[[Path, bytes], Document]

MODULES = {
    "docx": "docx",
    "pdf": "pdf",
    "txt": "text",
    "md": "markdown",
    "markdown": "markdown",
    "html": "html",
    "htm": "html",
    "doc": "legacy",
    "rtf": "legacy",
    "odt": "legacy",
}
TEXT_ENDINGS = {"", "txt", "text", "md", "markdown", "html", "htm", "asc"}
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!doctype\s+html|<html[\s>])", re.I)
_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"


def read(path: str | Path) -> Document:
    """The document in the file at ``path``, whose format is told by its content, then by its ending.

    Raises DocumentError with reason "not_found", "empty", "encrypted", "image_only", "not_what_its_ending_says",
    "unsupported", "corrupt", "too_large" or "needs_converter".
    """
    path = Path(path)
    data = _bytes_of(path)
    ending = path.suffix.lower().lstrip(".")
    plugin = next((e for e in entry_points(group="perfextract.readers") if e.name == ending), None)
    reader: Reader = plugin.load() if plugin else _reader(_format(path, data, ending))
    try:
        return reader(path, data)
    except DocumentError:
        raise
    except Exception as error:
        raise DocumentError(
            "corrupt",
            f"{path.name}: the file could not be read ({type(error).__name__}: {error}).",
            "Open it in its own program, save it afresh and try again.",
        ) from error


def read_text(text: str, name: str = "text") -> Document:
    """The document in a piece of pasted text. Raises DocumentError "empty" when there are no words."""
    from perfextract.readers.text import read_string

    return read_string(text, name)


def _bytes_of(path: Path) -> bytes:
    if not path.is_file():
        raise DocumentError("not_found", f"{path}: there is no such file.", "Check the path.")
    data = path.read_bytes()
    if not data.strip():
        raise DocumentError("empty", f"{path.name}: the file is empty.", "Ask for the file again.")
    return data


def _reader(kind: str) -> Reader:
    reader: Reader = import_module(f"perfextract.readers.{MODULES[kind]}").read_bytes
    return reader


def _format(path: Path, data: bytes, ending: str) -> str:
    """The format by content; refuses a file that is not what its ending says."""
    kind = _by_content(path, data, ending)
    if kind is None and ending not in MODULES:
        raise DocumentError(
            "unsupported",
            f"{path.name}: files of this kind cannot be read.",
            "Save the report as Word (.docx), PDF or plain text.",
        )
    if kind is None or (kind != ending and ending in MODULES and (kind, ending) != ("docx", "doc")):
        raise DocumentError(
            "not_what_its_ending_says",
            f"{path.name}: the ending says {ending}, the content is {kind or 'something else'}.",
            "Find out what it is, give it the right ending, or save it afresh.",
        )
    return kind


def _by_content(path: Path, data: bytes, ending: str) -> str | None:
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_ZIP):
        return _zip_format(data, ending)
    if data.startswith(_OLE):
        return _ole_format(path, data, ending)
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if not _is_text(data, ending):
        return None
    if _PAGE.match(data) and ending not in ("html", "htm"):
        return "html"
    return ending if ending in TEXT_ENDINGS & MODULES.keys() else "txt"


def _zip_format(data: bytes, ending: str) -> str | None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            mime = archive.read("mimetype")[:80] if "mimetype" in names else b""
    except (zipfile.BadZipFile, RuntimeError, OSError):
        return ending if ending in ("docx", "odt") else None
    if "word/document.xml" in names:
        return "docx"
    return "odt" if mime.startswith(b"application/vnd.oasis.opendocument.text") else None


def _ole_format(path: Path, data: bytes, ending: str) -> str | None:
    """An old Word file; Word also wraps an encrypted .docx in this container."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise DocumentError(
            "encrypted",
            f"{path.name}: the file is protected by a password.",
            "Save it without the password and try again.",
        )
    return "doc" if "WordDocument".encode("utf-16-le") in data else None


def _is_text(data: bytes, ending: str) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    if ending in MODULES and ending not in TEXT_ENDINGS:
        return b"\0" not in data[:4096]
    return ending in TEXT_ENDINGS and b"\0" not in data
