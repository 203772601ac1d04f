"""PDFs whose words are not simply there: turned, typed on, struck out, printed twice, or garbage."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import samples
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from perfextract.extract import extract_document
from perfextract.model import Document, DocumentError
from perfextract.readers import read

WIDTH, HEIGHT = A4
PROSE = (
    "The lidos of the county were open on all but two days of the summer, and more people",
    "swam in them than in any year before. Most of them came by bus or on foot.",
)
TABLE = (("Lido", "2022", "2023"), ("Eastpark", "4,100", "4,250"), ("Westpark", "900", "1,010"), ("Hill", "70", "85"))
SHIFTED = {code: chr(code + 3) for code in range(40, 120)} | {32: " "}
PRIVATE = {code: chr(0xE000 + code) for code in range(33, 127)} | {32: " "}


def drawn(path: Path, *pages: Callable[[Canvas], None]) -> Document:
    """A PDF whose pages are drawn by these functions, read."""
    canvas = Canvas(str(path / "report.pdf"), pagesize=A4)
    for page in pages:
        canvas.setFont("Helvetica", 11)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return read(path / "report.pdf")


def texts(document: Document) -> list[str]:
    """The texts of its blocks."""
    return [b.text for b in document.blocks]


def write(canvas: Canvas, lines: tuple[str, ...] = PROSE, *, left: float = 60, top: float = 100) -> None:
    """Lines one below the other."""
    for n, text in enumerate(lines):
        canvas.drawString(left, HEIGHT - top - 14 * n, text)


def grid(canvas: Canvas, left: float, top: float) -> None:
    """A ruled table, in the canvas's own directions."""
    canvas.grid([left + 110 * c for c in range(4)], [top - 22 * r for r in range(len(TABLE) + 1)])
    for r, row in enumerate(TABLE):
        for c, text in enumerate(row):
            canvas.drawString(left + 110 * c + 4, top - 22 * r - 15, text)


def turned(canvas: Canvas, turn: int) -> None:
    """Turn what is drawn from now on, anticlockwise, and keep it on the page."""
    canvas.translate({90: WIDTH, 180: WIDTH, 270: 0}[turn], {90: 0, 180: HEIGHT, 270: HEIGHT}[turn])
    canvas.rotate(turn)


# ── turned pages ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_drawn_sideways_or_on_its_head_is_read_as_it_is_meant(tmp_path: Path, turn: int) -> None:
    def page(canvas: Canvas) -> None:
        turned(canvas, turn)
        for n, text in enumerate(PROSE):
            canvas.drawString(60, 500 - 14 * n, text)
        grid(canvas, 60, 400)

    prose, table = drawn(tmp_path, page).blocks
    assert prose.text == " ".join(PROSE)
    assert table.text == "\n".join("\t".join(row) for row in TABLE)


def test_a_sideways_word_has_its_place_on_the_page_as_it_is_shown(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        turned(canvas, 90)
        for n, text in enumerate(PROSE):
            canvas.drawString(60, 500 - 14 * n, text)

    (block,) = drawn(tmp_path, page).blocks
    box = block.bbox(0, 3)  # "The" begins 60 points above the foot and runs up
    assert box is not None and box[2] - box[0] < 20
    assert box[3] == pytest.approx(HEIGHT - 60, abs=2) and box[0] == pytest.approx(WIDTH - 500 - 9, abs=4)


def test_a_sideways_table_below_upright_prose(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        write(canvas)
        turned(canvas, 90)
        grid(canvas, 60, 400)
        for n, text in enumerate(PROSE):
            canvas.drawString(60, 250 - 14 * n, text.replace("lidos", "ponds"))

    found = texts(drawn(tmp_path, page))
    assert found[0] == " ".join(PROSE)
    assert "\n".join("\t".join(row) for row in TABLE) in found and found[-1].startswith("The ponds")


def test_heads_that_run_up_the_columns_stay_heads(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        grid(canvas, 60, 500)
        write(canvas, top=560)
        for c, head in enumerate(("Swimmers", "Open days")):
            canvas.saveState()
            canvas.translate(190 + 110 * c, 510)
            canvas.rotate(90)
            canvas.drawString(0, 0, head)
            canvas.restoreState()

    found = texts(drawn(tmp_path, page))
    assert " ".join(PROSE) in found and any("Eastpark\t4,100" in t for t in found)
    assert "Open days" in " ".join(found)


def test_page_numbers_and_heads_at_the_side_of_a_sideways_page_are_furniture(tmp_path: Path) -> None:
    def upright(canvas: Canvas) -> None:
        canvas.drawString(60, HEIGHT - 40, "Lidos Committee, summer report")
        canvas.drawString(300, 30, "7")
        write(canvas)

    def sideways(canvas: Canvas) -> None:
        canvas.drawString(60, HEIGHT - 40, "Lidos Committee, summer report")
        canvas.drawString(300, 30, "8")
        turned(canvas, 90)
        grid(canvas, 100, 400)
        for n, text in enumerate(PROSE):
            canvas.drawString(100, 250 - 14 * n, text)

    found = texts(drawn(tmp_path, upright, upright, upright, sideways))
    assert len(found) == 5 and not any("Committee" in t or t == "8" for t in found)


# ── watermarks and shadows ───────────────────────────────────────────────────────────────────────


def test_a_watermark_is_left_out_and_noted(tmp_path: Path) -> None:
    def slanted(canvas: Canvas) -> None:
        write(canvas)
        canvas.translate(200, 300)
        canvas.rotate(45)
        canvas.setFont("Helvetica", 90)
        canvas.drawString(0, 0, "DRAFT")

    def level(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 60)
        canvas.drawString(100, HEIGHT - 130, "DRAFT")
        canvas.setFont("Helvetica", 11)
        write(canvas)

    for page in (slanted, level):
        document = drawn(tmp_path, page)
        assert texts(document) == [" ".join(PROSE)]
        assert "DRAFT" in " ".join(document.notes)


def test_a_title_in_large_type_is_no_watermark(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 40)
        canvas.drawString(60, HEIGHT - 70, "Lidos 2023")
        canvas.setFont("Helvetica", 11)
        write(canvas, top=110)

    assert texts(drawn(tmp_path, page)) == ["Lidos 2023", " ".join(PROSE)]


@pytest.mark.parametrize("shift", [0.0, 0.4, 1.0, 1.8])
def test_text_printed_twice_is_read_once(tmp_path: Path, shift: float) -> None:
    def page(canvas: Canvas) -> None:
        for by in (0.0, shift):
            canvas.drawString(60 + by, HEIGHT - 100 - by, "The lidos had 4,250 visits in June and 4,250 in July.")

    assert texts(drawn(tmp_path, page)) == ["The lidos had 4,250 visits in June and 4,250 in July."]


def test_letters_set_apart_make_words(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawString(60, HEIGHT - 70, "L I D O   P E R F O R M A N C E")
        canvas.setFont("Helvetica", 11)
        write(canvas)

    assert texts(drawn(tmp_path, page)) == ["LIDO PERFORMANCE", " ".join(PROSE)]


def test_letters_set_apart_by_the_type_make_words(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawString(60, HEIGHT - 70, "LIDO VISITS 2023", charSpace=6)
        canvas.setFont("Helvetica", 11)
        write(canvas)

    assert texts(drawn(tmp_path, page))[0] == "LIDO VISITS 2023"


def test_loose_letters_do_not_part_a_word(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(60, HEIGHT - 100, "Visits f")
        canvas.drawString(
            60 + stringWidth("Visits f", "Helvetica", 11) + 0.9, HEIGHT - 100, "rom the coast were 4,250."
        )

    assert texts(drawn(tmp_path, page)) == ["Visits from the coast were 4,250."]


# ── struck words ─────────────────────────────────────────────────────────────────────────────────


def test_a_struck_word_is_left_out_and_told(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        write(canvas)
        left = 60 + stringWidth("The lidos had ", "Helvetica", 11)
        right = left + stringWidth("4,100 visits", "Helvetica", 11)
        canvas.drawString(60, HEIGHT - 160, "The lidos had 4,100 visits 4,250 visits in June.")
        canvas.line(left, HEIGHT - 156.5, right, HEIGHT - 156.5)

    document = drawn(tmp_path, page)
    assert texts(document)[-1] == "The lidos had 4,250 visits in June."
    (finding,) = [f for f in extract_document(document).findings if f.code == "struck_not_read"]
    assert "4,100 visits" in finding.message and finding.evidence is not None and finding.evidence.page == 1


def test_underlined_words_and_rules_between_rows_strike_nothing(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        write(canvas)
        for n, row in enumerate(TABLE):
            base = HEIGHT - 200 - 14 * n
            for c, text in enumerate(row):
                canvas.drawString(60 + 110 * c, base, text)
            canvas.line(60, base - 3, 400, base - 3)
        canvas.drawString(60, HEIGHT - 320, "Seen again")
        canvas.line(60, HEIGHT - 321.5, 60 + stringWidth("Seen again", "Helvetica", 11), HEIGHT - 321.5)

    document = drawn(tmp_path, page)
    assert document.unread == () and "Seen again" in texts(document)[-1]
    assert all(any(row[0] in t for t in texts(document)) for row in TABLE)


def test_words_struck_out_by_a_reviewer(tmp_path: Path) -> None:
    quad = "60 694 90 694 60 682 90 682"
    mark = f"/Annots [<< /Type /Annot /Subtype /StrikeOut /Rect [60 682 90 694] /QuadPoints [{quad}] >>]"
    content = samples.printed(*PROSE) + samples.printed("4,100 4,250 visits were made in June.", top=158)
    document = read(samples.mapped_pdf(tmp_path / "report.pdf", content, {}, mark))
    assert texts(document)[-1] == "4,250 visits were made in June."


# ── what is typed on ─────────────────────────────────────────────────────────────────────────────


def test_the_values_of_form_fields_are_read_beside_their_labels(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        write(canvas)
        for n, (label, value) in enumerate((("Visits in June", "4,250"), ("Open days in June", "29"))):
            canvas.drawString(60, HEIGHT - 200 - 30 * n, f"{label}:")
            canvas.acroForm.textfield(
                name=f"f{n}", value=value, x=220, y=HEIGHT - 206 - 30 * n, width=90, height=20, fontSize=11
            )
        canvas.acroForm.checkbox(name="seen", x=60, y=300, checked=True)

    found = texts(drawn(tmp_path, page))
    assert found[1:] == ["Visits in June: 4,250", "Open days in June: 29"]


def test_text_written_on_a_page_is_read_where_it_stands(tmp_path: Path) -> None:
    note = (
        "/Annots [<< /Type /Annot /Subtype /FreeText /Rect [60 600 540 640] /DA (/Helv 11 Tf 0 g) "
        "/Contents (The lidos had 4,250 visits in June, up from 4,100 in May.) >> "
        "<< /Type /Annot /Subtype /Text /Rect [10 600 30 620] /Contents (Is this right?) >>]"
    )
    content = samples.printed(*PROSE) + samples.printed("Nothing else happened.", top=400)
    document = read(samples.mapped_pdf(tmp_path / "report.pdf", content, {}, note))
    assert texts(document) == [
        " ".join(PROSE),
        "The lidos had 4,250 visits in June, up from 4,100 in May.",
        "Nothing else happened.",
    ]


# ── letters ──────────────────────────────────────────────────────────────────────────────────────


def in_shifted_letters(text: str) -> str:
    """The codes by which font /G prints a text whose map says other letters; brackets are escaped."""
    return "".join(c if c == " " else "\\" + c if c in "()\\" else c for c in text)


@pytest.mark.parametrize("letters", [SHIFTED, PRIVATE, {c: "\x02\x03\x04"[c % 3] for c in range(33, 127)}])
def test_a_font_whose_letters_cannot_be_told_is_told(tmp_path: Path, letters: dict[int, str]) -> None:
    bad = samples.printed(
        "The number of swimmers was 4250 in June, up", "from 4100 in May of this year.", font="G", top=200
    )
    document = read(samples.mapped_pdf(tmp_path / "report.pdf", samples.printed(*PROSE) + bad, letters))
    assert texts(document) == [" ".join(PROSE)]
    found = extract_document(document)
    (finding,) = [f for f in found.findings if f.code == "page_not_read"]
    assert finding.evidence is not None and finding.evidence.page == 1
    assert "letters" in finding.message and "ocrmypdf" in finding.message and found.records == ()


def test_lines_of_garbage_among_good_ones_of_the_same_font(tmp_path: Path) -> None:
    garbage = ("7KH OLGRV RI WKH FRXQW\\\\ KDG YLVLWV LQ -XQH", "DQG PRUH SHRSOH VZDP LQ WKHP WKDQ 4 EHIRUH")
    content = samples.printed(*PROSE) + samples.printed(*garbage, top=200)
    document = read(samples.mapped_pdf(tmp_path / "report.pdf", content, {}))
    assert texts(document) == [" ".join(PROSE)] and [x.code for x in document.unread] == ["page_not_read"]


def test_codes_of_glyphs_are_no_words(tmp_path: Path) -> None:
    codes = (
        r"\(cid:12\)\(cid:44\)\(cid:7\)\(cid:31\) \(cid:9\)\(cid:12\)\(cid:44\) \(cid:17\)\(cid:18\)\(cid:3\)\(cid:5\)"
    )
    content = samples.printed(*PROSE) + samples.printed(codes, codes, top=200)
    document = read(samples.mapped_pdf(tmp_path / "report.pdf", content, {}))
    assert texts(document) == [" ".join(PROSE)] and len(document.unread) == 1


def test_abbreviations_and_other_languages_are_no_garbage(tmp_path: Path) -> None:
    lines = (
        "SEND, EHCP, CAMHS, LGBT, NHS, CCG, CYPS, FTE, KPI, RAG, NEET, LAC, CIN, CPP, ONS, JSNA, MTFS, HRA, DSG",
        "Cyngor Sir Ddinbych: gwasanaethau plant a phobl ifanc yn ystod y flwyddyn, cynllun llwyddiant a lles",
        "Llanfairpwllgwyngyll, Ynysybwl, Rhosllanerchrugog, Sgwrs, Rwy'n hoffi llwybrau'r mynyddoedd a'r llynnoedd",
    )
    for line in lines:
        document = read(samples.mapped_pdf(tmp_path / "report.pdf", samples.printed(line), {}))
        assert texts(document) == [line] and document.unread == ()


def test_a_coloured_circle_is_one_letter(tmp_path: Path) -> None:
    content = samples.printed("Eastpark") + "BT /F 11 Tf 200 742 Td (Visits: 4,250 ) Tj /G 11 Tf (A) Tj ET"
    document = read(samples.mapped_pdf(tmp_path / "report.pdf", content, {65: "\U0001f534"}))
    assert "\U0001f534" in texts(document)[0] and texts(document)[0].encode()


def test_soft_hyphens_and_joined_letters(tmp_path: Path) -> None:
    content = (
        "BT /F 11 Tf 60 700 Td (O) Tj /G 11 Tf (A) Tj /F 11 Tf (cers mea) Tj /G 11 Tf (B) Tj /F 11 Tf (sured it.) Tj ET"
    )
    document = read(samples.mapped_pdf(tmp_path / "report.pdf", content, {65: "\ufb03", 66: "\u00ad"}))
    assert texts(document) == ["Officers measured it."]


def test_words_cut_at_a_line_end_are_made_whole(tmp_path: Path) -> None:
    page = samples.lines(
        [
            "The new gates brought fewer queues at the lidos, and the report on perfor-",
            "mance was read with joy. The council will go on with the long-",
            "term plan for the inclu-",
            "sion of all swimmers, and with pre-",
            "booking. Performance counts.",
        ]
    )
    (block,) = read(samples.pdf(tmp_path / "report.pdf", page)).blocks
    assert "on performance was" in block.text and "the inclusion of" in block.text
    assert "long-term plan" in block.text and "pre-booking" in block.text


def raised(tmp_path: Path, before: str, mark: str, behind: str) -> list[str]:
    """The texts of a page with one line in which a small mark is raised."""

    def page(canvas: Canvas) -> None:
        text = canvas.beginText(60, HEIGHT - 100)
        for words, size, rise in ((before, 11, 0), (mark, 6.5, 4), (behind, 11, 0)):
            text.setFont("Helvetica", size)
            text.setRise(rise)
            text.textOut(words)
        canvas.drawText(text)

    return texts(drawn(tmp_path, page))


@pytest.mark.parametrize("mark", ["2", "1,2", "*", "(3)", "a"])
def test_raised_marks_are_no_part_of_a_number(tmp_path: Path, mark: str) -> None:
    found = raised(tmp_path, "The lidos had 4,250", mark, " visits in June.")
    assert found == ["The lidos had 4,250 visits in June."]


def test_a_raised_ending_of_a_number_stays(tmp_path: Path) -> None:
    assert raised(tmp_path, "The county came 4", "th", " of all.") == ["The county came 4th of all."]


# ── pictures, short texts, passwords ─────────────────────────────────────────────────────────────


def picture(canvas: Canvas) -> None:
    """A page filled by an image."""
    from PIL import Image

    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 20, 20, WIDTH - 40, HEIGHT - 40)


def test_a_page_that_is_a_picture_is_told_with_its_page_and_what_to_do(tmp_path: Path) -> None:
    document = drawn(tmp_path, write, picture, write)
    (finding,) = [f for f in extract_document(document).findings if f.code == "page_not_read"]
    assert finding.evidence is not None and finding.evidence.page == 2
    assert "picture" in finding.message and "ocrmypdf" in finding.message


def test_a_file_of_pictures_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        drawn(tmp_path, picture, picture)
    assert caught.value.reason == "image_only"


def test_a_short_text_is_no_picture(tmp_path: Path) -> None:
    document = drawn(tmp_path, lambda canvas: write(canvas, ("85 swimmers",)))
    assert texts(document) == ["85 swimmers"] and document.unread == ()


def test_an_owner_password_hinders_no_reader(tmp_path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    path = tmp_path / "report.pdf"
    canvas = Canvas(
        str(path), pagesize=A4, encrypt=StandardEncryption("", ownerPassword="secret", canPrint=0, canCopy=0)
    )
    write(canvas)
    canvas.save()
    assert texts(read(path)) == [" ".join(PROSE)]
