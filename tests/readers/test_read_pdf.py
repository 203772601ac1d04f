"""PDFs: paragraphs, columns, furniture, notes, tables, and where every word stands."""

from __future__ import annotations

from pathlib import Path

import pytest
import samples
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from samples import lines

from perfextract.model import Document
from perfextract.readers import pdf_tables, read

BOLD = "Helvetica-Bold"
LONG = (
    "The parks of the county were visited by more people than in any earlier",
    "year, and most of the visitors came back for a second time before the",
    "summer was over, which is a new record.",
)


def document(tmp_path: Path, *pages: list) -> Document:  # type: ignore[type-arg]
    """A PDF of these pages, read."""
    return read(samples.pdf(tmp_path / "report.pdf", *pages))


def texts(tmp_path: Path, *pages: list) -> list[str]:  # type: ignore[type-arg]
    """The texts of its blocks."""
    return [b.text for b in document(tmp_path, *pages).blocks]


def test_lines_make_paragraphs(tmp_path: Path) -> None:
    page = lines(LONG) + lines(["Another paragraph begins after a gap."], top=170)
    assert texts(tmp_path, page) == [" ".join(LONG), "Another paragraph begins after a gap."]


def test_every_word_has_its_place(tmp_path: Path) -> None:
    (block,) = document(tmp_path, lines(LONG)).blocks
    at = block.text.index("visitors")
    box = block.bbox(at, at + len("visitors"))
    assert block.page(at) == 1 and box is not None
    assert 104 < box[1] < box[3] < 118 and box[0] > 60
    assert all(block.text[s.start : s.end].strip() for s in block.segments)


def test_page_furniture_in_mid_sentence(tmp_path: Path) -> None:
    def page(number: int, body: list[str]) -> list:  # type: ignore[type-arg]
        return [(60, 40, "Parks Committee"), *lines(body), (290, 800, f"- {number} -")]

    first = [*LONG[:2]]
    second = ["summer was over, which is a new record.", "", "Nothing else happened in the second month."]
    third = ["The third page has one paragraph of its own."]
    found = texts(tmp_path, page(1, first), page(2, [x for x in second if x]), page(3, third))
    assert found[0].startswith(" ".join(LONG)) and not any("Committee" in t or "- 1" in t for t in found)


def test_headings_ranked_by_type(tmp_path: Path) -> None:
    page = [
        (60, 70, "Parks Report", BOLD, 24),
        (60, 110, "Visits", BOLD, 16),
        (60, 130, "Summer", BOLD, 11),
        *lines(LONG, top=146),
        (60, 210, "Costs", BOLD, 16),
        *lines(LONG, top=230),
    ]
    assert [(b.kind, b.level) for b in document(tmp_path, page).blocks if b.kind != "paragraph"] == [
        ("title", 1),
        ("heading", 1),
        ("heading", 2),
        ("heading", 1),
    ]


def heads(tmp_path: Path, *page: samples.Words | samples.Styled) -> list[tuple[str, int]]:
    """The headings of a page of PDF with their levels."""
    return [(b.text, b.level) for b in document(tmp_path, list(page)).blocks if b.kind == "heading"]


def test_a_number_in_light_type_or_apart_does_not_hide_a_heading(tmp_path: Path) -> None:
    page = [
        (60, 70, "3."),
        (90, 70, "Parks budget", BOLD, 11),
        (60, 86, "3.1"),
        (90, 86, "Benches and trees", BOLD, 11),
        *lines(LONG, top=102),
        (60, 210, "4", BOLD, 11),
        (90, 210, "Other matters", BOLD, 11),
        *lines(LONG, top=230),
    ]
    found = heads(tmp_path, *page)
    assert [text for text, _ in found] == ["Parks budget", "Benches and trees", "4 Other matters"]
    assert found[0][1] == found[2][1] < found[1][1]


def test_a_number_may_be_behind_its_heading(tmp_path: Path) -> None:
    page = [(300, 60, "Council Tax 6", BOLD, 11), *lines(["6.1 The tax pays for the parks.", *LONG], top=90)]
    assert heads(tmp_path, *page) == [("Council Tax", 1)]


def test_the_grade_beside_a_heading_of_two_lines_is_no_part_of_it(tmp_path: Path) -> None:
    page = [
        (60, 60, "The care of children", BOLD, 14),
        (60, 76, "in the north of the", BOLD, 14),
        (330, 76, "Requires improvement", BOLD, 14),
        (60, 92, "county", BOLD, 14),
        *lines(LONG, top=120),
    ]
    assert heads(tmp_path, *page)[0][0] == "The care of children in the north of the county"


def test_a_bold_sentence_is_a_heading_where_another_begins_alike(tmp_path: Path) -> None:
    page = [
        (60, 60, "The care of adults is good", BOLD, 11),
        *lines(LONG, top=76),
        (60, 150, "The care of children is poor.", BOLD, 11),
        *lines(LONG, top=166),
        (60, 240, "Rain fell on most of the parks.", BOLD, 11),
        *lines(LONG, top=256),
    ]
    assert [text for text, _ in heads(tmp_path, *page)] == [
        "The care of adults is good",
        "The care of children is poor.",
    ]


def test_hyphens_at_line_ends(tmp_path: Path) -> None:
    page = lines(["The service now takes bookings by telephone and offers a pre-", "booking line for schools."])
    assert "a pre-booking line" in texts(tmp_path, page)[0]


def test_bullets_with_depth(tmp_path: Path) -> None:
    page = [
        (60, 100, "•"),
        (75, 100, "The share of parks with a playground:"),
        (90, 114, "–"),
        (105, 114, "in the north is 20%"),
        (90, 128, "–"),
        (105, 128, "in the south is 15%."),
        (60, 142, "•"),
        (75, 142, "Two parks closed."),
    ]
    assert [(b.marker, b.level) for b in document(tmp_path, page).blocks] == [
        ("•", 1),
        ("–", 2),
        ("–", 2),
        ("•", 1),
    ]


def test_two_columns(tmp_path: Path) -> None:
    left = [f"The left column goes on with line {n}" for n in "abcdefgh"]
    right = [f"the right column says other things {n}" for n in "abcdefgh"]
    interleaved = [x for pair in zip(lines(left), lines(right, left=320), strict=True) for x in pair]
    joined = " ".join(texts(tmp_path, interleaved))
    assert joined.index("line h") < joined.index("things a")


def test_a_raised_note_mark_and_its_note(tmp_path: Path) -> None:
    end = 60 + stringWidth("In all there were 56,200", "Helvetica", 11)
    page = [
        *lines(LONG),
        (60, 142, "In all there were 56,200"),
        (end, 138, "2", "Helvetica", 6),
        (end + 6, 142, "visits to the parks."),
        (60, 740, "2", "Helvetica", 6),
        (66, 743, "Counted by the gates.", "Helvetica", 8),
    ]
    found = document(tmp_path, page).blocks
    assert found[-2].text.endswith("there were 56,200 visits to the parks.")
    assert (found[-1].kind, found[-1].marker, found[-1].text) == ("footnote", "2", "Counted by the gates.")


def test_an_indicator_card_stays_in_pieces(tmp_path: Path) -> None:
    page = [
        *lines(LONG),
        (60, 200, "Share of parks judged excellent", BOLD, 11),
        (480, 200, "RED", BOLD, 11),
        (100, 240, "Latest: 71%"),
        (230, 240, "Target: 85%, Floor: 80%"),
        (400, 240, "Previous: 71% (Red)"),
    ]
    assert [(b.kind, b.text) for b in document(tmp_path, page).blocks[1:]] == [
        ("paragraph", "Share of parks judged excellent"),
        ("paragraph", "RED"),
        ("paragraph", "Latest: 71% Target: 85%, Floor: 80% Previous: 71% (Red)"),
    ]


def test_a_ruled_table(tmp_path: Path) -> None:
    rows = [["Park", "2022", "2023"], ["Eastpark", "4,100", "4,250"], ["Westpark", "900", "1,010"]]
    document = read(samples.ruled_pdf(tmp_path / "report.pdf", rows))
    prose, table = document.blocks
    assert prose.text.startswith("The parks service")
    assert table.text == "\n".join("\t".join(row) for row in rows)
    assert table.table is not None and all(table.text[c.start : c.end] == c.text for c in table.table.cells)
    at = table.text.index("1,010")
    assert table.bbox(at, at + 5) is not None


def test_a_table_without_rules(tmp_path: Path) -> None:
    names = ["Eastpark", "Westpark", "North Common", "South Common"]
    head = [(200, 100, "Visits"), (300, 100, "Events")]
    rows = [
        x
        for i, name in enumerate(names)
        for x in ((60, 120 + 16 * i, name), (200, 120 + 16 * i, f"{i + 1},100"), (300, 120 + 16 * i, str(20 + i)))
    ]
    table = next(b for b in document(tmp_path, [*head, *rows, *lines(LONG, top=300)]).blocks if b.table)
    assert table.text.split("\n")[0] == "Visits\tEvents"
    assert table.text.split("\n")[3] == "North Common\t3,100\t22"
    assert table.table is not None and table.table.header_rows == 1


def test_prose_with_many_figures_is_no_table(tmp_path: Path) -> None:
    prose = [f"In 2022 there were 4,10{n} visits and 2{n} events, against 3,90{n} and 1{n} the" for n in range(6)]
    assert not any(b.table for b in document(tmp_path, lines(prose)).blocks)


def test_a_page_without_text_is_noted(tmp_path: Path) -> None:
    assert document(tmp_path, lines(LONG), []).notes == ("Page 2 holds no text.",)


def test_tables_that_cannot_be_looked_for_are_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(pages: list[object], wanted: list[int]) -> None:
        raise ValueError

    monkeypatch.setattr(pdf_tables, "grids", broken)
    rows = [["Park", "2022", "Visits"], ["Eastpark", "good", "many"], ["Westpark", "fair", "few"]]
    document = read(samples.ruled_pdf(tmp_path / "report.pdf", rows))
    assert "Eastpark good many" in [b.text for b in document.blocks] and "tables" in document.notes[0]


def test_a_turned_page_is_read_as_it_is_turned(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setPageRotation(90)
    canvas.rotate(90)
    for n, text in enumerate(LONG):
        canvas.drawString(60, -100 - 14 * n, text)
    canvas.save()
    (block,) = read(path).blocks
    assert block.text == " ".join(LONG)
