"""A report in Word and in PDF is one source: its observations are kept twice and counted once."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from docx import Document as WordDocument
from readers.samples import lines, pdf

import perfextract
from perfextract.archive.convert import convert

TITLE = "Fernshire County Council performance report, quarter 2 2017/18"
STATED = (
    "Library visits rose to 4,100 in quarter 2.",
    "Bus journeys fell to 1,920 in quarter 2.",
    "Park events rose to 77 in quarter 2.",
    "Tram delays fell to 58 in quarter 2.",
    "Museum loans fell to 312 in quarter 2.",
)


def word(path: Path, *stated: str, title: str = TITLE) -> None:
    made = WordDocument()
    made.add_heading(title, 0)
    for text in stated:
        made.add_paragraph(text)
    made.save(str(path))


def as_pdf(path: Path, *stated: str) -> None:
    pdf(path, [(60, 80, TITLE, "Helvetica-Bold", 18), *lines(stated, top=140, pitch=40)])


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The dataset of one report in two formats; one figure of the PDF was read otherwise."""
    folder = tmp_path / "reports"
    folder.mkdir()
    word(folder / "report.docx", *STATED)
    as_pdf(folder / "report.pdf", *STATED[:4], "Museum loans fell to 372 in quarter 2.")
    convert(folder, tmp_path / "out", jobs=1)
    return tmp_path / "out"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_second_file_names_the_first(out: Path) -> None:
    told = {row["document"]: row["same_as"] for row in rows(out / "documents.csv")}
    assert told == {"report.docx": "", "report.pdf": "report.docx"}


def test_each_record_of_the_second_names_what_it_repeats(out: Path) -> None:
    by_id = {row["id"]: row for row in rows(out / "records.csv")}
    again = [row for row in by_id.values() if row["document"] == "report.pdf"]
    assert [by_id[r["same_as"]]["value"] if r["same_as"] else None for r in again] == ["4100", "1920", "77", "58", None]
    once = [row for row in rows(out / "observations.csv") if row["role"] == "value" and not row["same_as"]]
    assert sorted(row["value"] for row in once) == ["1920", "312", "372", "4100", "58", "77"]


def test_series_have_each_once_and_no_revision_between_the_two(out: Path) -> None:
    with perfextract.open(out) as dataset:
        assert dataset.sql("SELECT count(*) FROM statements WHERE value = 4100").fetchall() == [(1,)]
        assert dataset.sql("SELECT count(*) FROM points").fetchall() == [(5,)]
        assert dataset.sql("SELECT count(*) FROM revisions").fetchall() == [(0,)]


def test_another_report_of_the_period_is_not_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    word(folder / "a.docx", *STATED)
    word(folder / "b.docx", *(text.replace("rose to ", "rose to 5") for text in STATED))
    convert(folder, tmp_path / "out", jobs=1)
    assert {row["same_as"] for row in rows(tmp_path / "out" / "documents.csv")} == {""}
