"""Read .doc, .rtf and .odt by turning them into .docx with LibreOffice, where it is installed."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from perfextract.model import Document, DocumentError
from perfextract.readers import docx

_SECONDS = 90


def read_bytes(path: Path, data: bytes) -> Document:
    """The document in an older word processor's file. Raises DocumentError "needs_converter" without LibreOffice."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise DocumentError(
            "needs_converter",
            f"{path.name}: files of this kind need LibreOffice to be read, and it is not installed.",
            "Install LibreOffice, or save the report as .docx in Word.",
        )
    with tempfile.TemporaryDirectory() as folder:
        converted = _converted(office, path, data, Path(folder))
    found = docx.read_bytes(path, converted)
    return replace(found, sha256=hashlib.sha256(data).hexdigest(), notes=("Converted to .docx by LibreOffice.",))


def _converted(office: str, path: Path, data: bytes, folder: Path) -> bytes:
    """The file as .docx; LibreOffice says nothing useful when it fails, so its output is what counts."""
    source = folder / f"source{path.suffix.lower()}"
    source.write_bytes(data)
    profile = (folder / "profile").as_uri()  # one of its own: two processes cannot share one
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx", "--outdir"]
    _run([*command, str(folder), str(source)])
    target = folder / "source.docx"
    if not target.exists():
        raise DocumentError(
            "corrupt", f"{path.name}: LibreOffice could not read the file.", "Open it in Word and save it as .docx."
        )
    return target.read_bytes()


def _run(command: list[str]) -> None:
    """Run a command, and end it with all it started when it takes too long."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        process.wait(timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
