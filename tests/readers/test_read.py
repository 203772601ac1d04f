"""Which files are taken, and how the others are refused: with a reason, a sentence and advice."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
import samples

from perfextract import readers
from perfextract.model import DocumentError
from perfextract.readers import read, read_text


def reason(path: Path) -> str:
    """The reason for which a file is refused."""
    with pytest.raises(DocumentError) as caught:
        read(path)
    assert path.name in caught.value.message and caught.value.advice
    return caught.value.reason


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(b"")
    assert reason(path) == "empty"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert reason(tmp_path / "gone.pdf") == "not_found"


def test_a_pdf_called_docx(tmp_path: Path) -> None:
    path = samples.pdf(tmp_path / "report.docx", samples.lines(["Visits rose to 4,100 this quarter."]))
    assert reason(path) == "not_what_its_ending_says"


def test_a_web_page_called_pdf(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_text("<html>Page not found</html>")
    assert reason(path) == "not_what_its_ending_says"


def test_a_file_without_ending_is_told_by_its_content(tmp_path: Path) -> None:
    path = samples.pdf(tmp_path / "download", samples.lines(["Visits rose to 4,100 this quarter."]))
    assert read(path).pages == 1


def test_a_picture_is_unsupported(tmp_path: Path) -> None:
    path = tmp_path / "chart.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    assert reason(path) == "unsupported"


def test_an_encrypted_pdf(tmp_path: Path) -> None:
    path = samples.pdf(tmp_path / "report.pdf", samples.lines(["Secret"]), encrypt="pass")
    assert reason(path) == "encrypted"


def test_a_word_file_with_a_password(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    assert reason(path) == "encrypted"


def test_a_pdf_of_pictures(tmp_path: Path) -> None:
    assert reason(samples.pdf(tmp_path / "scan.pdf", [], [])) == "image_only"


def test_a_cut_off_pdf(tmp_path: Path) -> None:
    path = samples.pdf(tmp_path / "report.pdf", samples.lines(["Visits rose."] * 30))
    path.write_bytes(path.read_bytes()[:300])
    assert reason(path) == "corrupt"


def test_a_cut_off_word_file(tmp_path: Path) -> None:
    path = samples.docx(tmp_path / "report.docx", samples.p("Visits rose."))
    path.write_bytes(path.read_bytes()[:200])
    assert reason(path) == "corrupt"


def test_a_zip_bomb(tmp_path: Path) -> None:
    path = samples.docx(tmp_path / "report.docx", samples.p("Visits rose."))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/huge.xml", b" " * (5 << 20))
    assert reason(path) == "too_large"


def test_a_document_type_in_a_word_file(tmp_path: Path) -> None:
    styles = '<!DOCTYPE x [<!ENTITY a "b">]><x/>'
    assert reason(samples.docx(tmp_path / "report.docx", samples.p("Visits rose."), styles=styles)) == "corrupt"


def test_old_word_files_need_a_converter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    path = tmp_path / "report.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"))
    assert reason(path) == "needs_converter"


def test_old_word_files_are_converted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for LibreOffice writes the .docx it is asked for."""
    made = samples.docx(tmp_path / "made.docx", samples.p("Visits rose to 4,100."))
    office = tmp_path / "soffice"
    office.write_text(f'#!/bin/sh\nfor last; do :; done\ncp {made} "$(dirname "$last")/source.docx"\n')
    office.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(office))
    path = tmp_path / "report.rtf"
    path.write_bytes(b"{\\rtf1 Visits rose}")
    document = read(path)
    assert [b.text for b in document.blocks] == ["Visits rose to 4,100."]
    assert document.name == "report.rtf" and document.notes


def test_a_converter_that_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: shutil.os.path.realpath("/bin/true"))
    path = tmp_path / "report.rtf"
    path.write_bytes(b"{\\rtf1 broken")
    assert reason(path) == "corrupt"


def test_another_package_can_bring_a_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Entry:
        name = "sheet"

        @staticmethod
        def load() -> readers.Reader:
            return lambda path, data: read_text(data.decode().upper(), path.name)

    monkeypatch.setattr(readers, "entry_points", lambda group: [Entry] if group == "perfextract.readers" else [])
    path = tmp_path / "report.sheet"
    path.write_text("visits rose.")
    assert read(path).blocks[0].text == "VISITS ROSE."


def test_pasted_text_without_words() -> None:
    with pytest.raises(DocumentError) as caught:
        read_text("  \n ")
    assert caught.value.reason == "empty"


def test_the_same_content_has_the_same_fingerprint(tmp_path: Path) -> None:
    path = samples.pdf(tmp_path / "a.pdf", samples.lines(["Visits rose to 4,100 this quarter."]))
    again = path.rename(tmp_path / "b.pdf")
    assert read(again).sha256 == read(again).sha256 and len(read(again).sha256) == 64
