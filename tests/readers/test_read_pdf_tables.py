"""Tables of PDFs: ruled, half ruled and unruled; heads of two lines, turned pages; and what is no table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import samples
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from samples import PAGE_HEIGHT, lines

from perfextract.model import Block
from perfextract.readers import pdf, read

ROWS = [("Eastpark", "4,100", "20"), ("Westpark", "900", "7"), ("North Common", "1,010", "12")]
LEFTS = (60, 200, 280)
RIGHT = 360

Words = list[tuple[float, float, str]]


def cells(rows: Sequence[Sequence[str]], top: float, pitch: float = 20) -> Words:
    """The texts of rows in their columns; an empty text is left out."""
    return [
        (left + 4, top + pitch * r, text)
        for r, row in enumerate(rows)
        for left, text in zip(LEFTS, row, strict=True)
        if text
    ]


def drawn(
    path: Path, *pages: Words, level: Sequence[float] = (), upright: Sequence[float] = (), right: float = RIGHT
) -> list[Block]:
    """The blocks of a PDF with these words, level rules at these distances from the top and upright ones between."""
    canvas = Canvas(str(path), pagesize=A4)
    for page in pages:
        for y in level:
            canvas.line(LEFTS[0], PAGE_HEIGHT - y, right, PAGE_HEIGHT - y)
        for x in upright:
            canvas.line(x, PAGE_HEIGHT - level[0], x, PAGE_HEIGHT - level[-1])
        for left, top, text in page:
            canvas.drawString(left, PAGE_HEIGHT - top, text)
        canvas.showPage()
    canvas.save()
    return list(read(path).blocks)


def tables(blocks: Sequence[Block]) -> list[list[str]]:
    """The rows of each table, its cells joined by bars."""
    return [[row.replace("\t", " | ") for row in b.text.split("\n")] for b in blocks if b.table]


HEADED = [
    "Park | Summer visits | Events held",
    "Eastpark | 4,100 | 20",
    "Westpark | 900 | 7",
    "North Common | 1,010 | 12",
]


def test_a_head_of_two_lines_above_a_closed_grid(tmp_path: Path) -> None:
    head: Words = cells([("Park", "Summer", "Events"), ("", "visits", "held")], 80, 13)
    blocks = drawn(tmp_path / "a.pdf", head + cells(ROWS, 114), level=[100, 120, 140, 160], upright=[*LEFTS, RIGHT])
    assert tables(blocks) == [HEADED]
    assert blocks[0].table is not None and blocks[0].table.header_rows == 1


def test_a_line_of_prose_above_a_grid_is_no_head(tmp_path: Path) -> None:
    prose: Words = [(60, 93, "The visitors of every park were counted from May to August.")]
    blocks = drawn(tmp_path / "a.pdf", prose + cells(ROWS, 114), level=[100, 120, 140, 160], upright=[*LEFTS, RIGHT])
    assert [b.kind for b in blocks] == ["paragraph", "table"] and tables(blocks) == [HEADED[1:]]


def test_level_rules_only(tmp_path: Path) -> None:
    """The head between the first two rules, a label and a figure set lower than the rest of their row."""
    head = cells([("", "Summer", "Events"), ("Park", "visits", "held")], 112, 13)
    body = [*cells([ROWS[0]], 145), *cells([("Westpark", "", "7")], 165), (204, 171, "900")]
    last = [*cells([("North", "", "")], 189), *cells([("Common", "1,010", "12")], 201)]
    blocks = drawn(tmp_path / "a.pdf", head + body + last, level=[100, 130, 150, 175, 206])
    assert tables(blocks) == [HEADED]
    assert blocks[0].table is not None and blocks[0].table.header_rows == 1


def test_rows_outside_the_rules(tmp_path: Path) -> None:
    """A head above the first rule and a row below the last are of the table; the note beneath is not."""
    head = cells([("Park", "Summer", "Events"), ("", "visits", "held")], 80, 13)
    note: Words = [(60, 190, "All figures are counted at the gates of the parks by the wardens.")]
    level = [100, 120, 140]
    blocks = drawn(tmp_path / "a.pdf", head + cells(ROWS, 114) + note, level=level)
    assert tables(blocks) == [HEADED] and blocks[-1].text == note[0][2]


def test_a_wide_head_over_two_columns(tmp_path: Path) -> None:
    over: Words = [(218, 114, "Counted in the summer")]
    level = [100, 120, 140, 160, 180, 200]
    blocks = drawn(tmp_path / "a.pdf", over + cells([("Park", "Visits", "Events"), *ROWS], 134), level=level)
    table = blocks[0].table
    assert table is not None and table.rows == 5
    assert [(c.text, c.col, c.colspan) for c in table.cells if c.row == 0] == [("Counted in the summer", 1, 2)]


def test_a_word_broken_in_a_narrow_cell_is_one(tmp_path: Path) -> None:
    head = cells([("Park", "Visitor", "Event"), ("", "s", "s")], 112, 13)
    blocks = drawn(tmp_path / "a.pdf", head + cells(ROWS, 145), level=[100, 130, 150, 170, 190])
    assert tables(blocks)[0][0] == "Park | Visitors | Events"


def test_a_head_of_two_lines_without_rules(tmp_path: Path) -> None:
    head = cells([("Park", "Summer", "Events"), ("", "visits", "held")], 80, 13)
    blocks = drawn(tmp_path / "a.pdf", head + cells(ROWS, 114))
    assert tables(blocks) == [HEADED]


def test_labels_of_several_lines_without_rules(tmp_path: Path) -> None:
    """A label may go on below its figures or stand on both sides of them; what names a group is a row of its own."""
    below = [*cells([("North", "1,010", "12")], 100), *cells([("Common", "", "")], 113)]
    around = [*cells([("South", "", "")], 134), *cells([("", "800", "9")], 140), *cells([("Common", "", "")], 146)]
    group = cells([("All others", "", ""), *ROWS[:2]], 175)
    assert tables(drawn(tmp_path / "a.pdf", below + around + group)) == [
        ["North Common | 1,010 | 12", "South Common | 800 | 9", "All others", *HEADED[1:3]]
    ]


def test_words_between_figures_have_a_column(tmp_path: Path) -> None:
    head = cells([("Park", "Visits", "Rating")], 100)
    rated = [(name, figure, rating) for (name, figure, _), rating in zip(ROWS, ("Red", "Amber", "Green"), strict=True)]
    more = [(344, 120 + 20 * n, str(10 + n)) for n in range(3)]
    alone, beside = (tables(drawn(tmp_path / "a.pdf", head + cells(rated, 120) + x)) for x in ([], more))
    assert alone == [["Park | Visits | Rating", *(" | ".join(row) for row in rated)]]
    assert beside[0][1:] == [" | ".join((*row, str(10 + n))) for n, row in enumerate(rated)]


def test_heads_of_one_line_and_of_two(tmp_path: Path) -> None:
    middle = [*cells([("", "Summer", "")], 90), *cells([("Park", "", "Events")], 96), *cells([("", "visits", "")], 102)]
    upper = [*cells([("Park", "Summer", "Events")], 89), *cells([("", "visits", "")], 102)]
    for head in (middle, upper):
        assert tables(drawn(tmp_path / "a.pdf", head + cells(ROWS, 124)))[0][0] == "Park | Summer visits | Events"


def test_rows_of_several_lines_in_a_grid(tmp_path: Path) -> None:
    body = [*cells([("North", "1,010", "12"), ("Common", "", "")], 113, 13), *cells([("Westpark", "900", "7")], 144)]
    blocks = drawn(tmp_path / "a.pdf", body, level=[100, 130, 150], upright=[*LEFTS, RIGHT])
    assert tables(blocks) == [["North Common | 1,010 | 12", "Westpark | 900 | 7"]]


def test_a_table_over_two_pages_comes_in_parts(tmp_path: Path) -> None:
    page = cells([("Park", "Visits", "Events"), *ROWS], 114)
    blocks = drawn(tmp_path / "a.pdf", page, page, level=[100, 120, 140, 160, 180], upright=[*LEFTS, RIGHT])
    assert [t[0] for t in tables(blocks)] == ["Park | Visits | Events"] * 2
    assert [b.page() for b in blocks] == [1, 2]


def test_a_head_cut_off_by_the_page_end(tmp_path: Path) -> None:
    first: Words = [
        *lines(["The parks counted their visitors from May to August."]),
        *cells([("Park", "Summer", "Events")], 750),
    ]
    second = [*cells([("", "visits", "held")], 93), *cells(ROWS, 114)]
    blocks = drawn(tmp_path / "a.pdf", first, second, level=[100, 120, 140, 160])
    assert tables(blocks) == [HEADED]
    head = blocks[-1].segments[:3]
    assert [(blocks[-1].text[s.start : s.end], s.page) for s in head] == [("Park", 1), ("Summer", 1), ("visits", 2)]


@pytest.mark.parametrize("ruled", [True, False])
def test_a_turned_page(tmp_path: Path, ruled: bool) -> None:
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setPageRotation(90)
    canvas.rotate(90)
    if ruled:
        canvas.grid([*LEFTS, RIGHT], [-100 - 20 * r for r in range(5)])
    for left, top, text in cells([("Park", "Visits", "Events"), *ROWS], 114):
        canvas.drawString(left, -top, text)
    canvas.save()
    assert tables(read(path).blocks) == [["Park | Visits | Events", *HEADED[1:]]]


@pytest.mark.parametrize("level", [[], [90, 150, 170, 190, 210]])
def test_upright_heads(tmp_path: Path, level: list[float]) -> None:
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for y in level:
        canvas.line(LEFTS[0], PAGE_HEIGHT - y, RIGHT, PAGE_HEIGHT - y)
    for left, top, text in [(64, 143, "Park"), *cells(ROWS, 165)]:
        canvas.drawString(left, PAGE_HEIGHT - top, text)
    for left, text in ((215, "Summer visits"), (292, "Events held")):
        canvas.saveState()
        canvas.translate(left, PAGE_HEIGHT - 147)
        canvas.rotate(90)
        canvas.drawString(0, 0, text)
        canvas.restoreState()
    canvas.save()
    assert tables(read(path).blocks) == [HEADED]


def test_colours_of_rows_between_level_rules(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for y in (100, 120, 140, 160, 180):
        canvas.line(LEFTS[0], PAGE_HEIGHT - y, RIGHT, PAGE_HEIGHT - y)
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(LEFTS[2], PAGE_HEIGHT - 140, 80, 20, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
    for left, top, text in cells([("Park", "Visits", "Rating"), *((a, b, "Red") for a, b, _ in ROWS)], 114):
        canvas.drawString(left, PAGE_HEIGHT - top, text)
    canvas.save()
    (block,) = read(path).blocks
    assert block.table is not None
    assert [c.fill for c in block.table.cells if c.text == "Red"] == ["FF0000", None, None]


def test_a_grid_drawn_in_a_form_of_its_own(tmp_path: Path) -> None:
    """Some programs draw a table once, as a form, and place it moved and scaled on the page."""
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.beginForm("grid")
    canvas.grid([x / 2 for x in (*LEFTS, RIGHT)], [-10 * r for r in range(4)])
    canvas.endForm()
    canvas.saveState()
    canvas.translate(0, PAGE_HEIGHT - 100)
    canvas.scale(2, 2)
    canvas.doForm("grid")
    canvas.restoreState()
    for left, top, text in cells([(name, "many", "few") for name, _, _ in ROWS], 114):
        canvas.drawString(left, PAGE_HEIGHT - top, text)
    canvas.save()
    assert tables(read(path).blocks) == [[f"{name} | many | few" for name, _, _ in ROWS]]


def test_a_grid_of_many_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=(3_500, 842))
    canvas.grid([60 + 50 * c for c in range(66)], [742 - 16 * r for r in range(13)])
    for r in range(12):
        for c in range(65):
            canvas.drawString(62 + 50 * c, 730 - 16 * r, f"{r}.{c}")
    canvas.save()
    (block,) = read(path).blocks
    assert block.table is not None and (block.table.rows, block.table.cols) == (12, 65)
    assert all(c.text == f"{c.row}.{c.col}" for c in block.table.cells)


# ── what is no table ─────────────────────────────────────────────────────────────────────────────


def no_table(tmp_path: Path, page: Words, level: Sequence[float] = (), right: float = RIGHT) -> bool:
    """Whether the page is read without a table."""
    return not tables(drawn(tmp_path / "a.pdf", page, level=level, right=right))


def test_two_columns_of_prose_between_rules(tmp_path: Path) -> None:
    left = lines([f"In the east 4,10{n} visits were counted in May," for n in range(9)])
    right = lines([f"while 2{n} events and 3{n} talks were held by June" for n in range(9)], left=330)
    assert no_table(tmp_path, left + right, level=[85, 132, 174, 220], right=590)


def test_a_list_between_rules(tmp_path: Path) -> None:
    items = ["- 4,100 visits in the east", "- 900 visits in the west", "- 1,010 visits in the north", "- 12 events"]
    assert no_table(tmp_path, lines(items, pitch=20), level=[85, 105, 125, 145, 165])


def test_bullets_with_numbers_below_each_other(tmp_path: Path) -> None:
    page: Words = []
    for n in range(6):
        page += [
            (60, 100 + 14 * n, "•"),
            (75, 100 + 14 * n, f"Park {n} had 4,10{n} visits and 2{n} events in its year."),
        ]
    assert no_table(tmp_path, page)


def test_a_table_of_contents(tmp_path: Path) -> None:
    page: Words = []
    for n, name in enumerate(["Summary", "Parks", "Roads", "Museums", "Schools", "Notes"], 1):
        page += [
            (60, 100 + 18 * n, f"{n}."),
            (85, 100 + 18 * n, name + " " + "." * 60),
            (480, 100 + 18 * n, str(n + 3)),
        ]
    assert no_table(tmp_path, page) and no_table(tmp_path, page, level=[106 + 18 * n for n in range(7)], right=500)


def test_a_chart_with_level_lines(tmp_path: Path) -> None:
    """Its scale stands outside the lines, its figures within."""
    scale: Words = [(40, 103 + 30 * n, str(80 - 20 * n)) for n in range(5)]
    inside: Words = [(90 + 60 * k, 118 + 13 * k, f"{70 - 9 * k}%") for k in range(4)]
    years: Words = [(90 + 60 * k, 235, str(2019 + k)) for k in range(4)]
    assert no_table(tmp_path, scale + inside + years, level=[100, 130, 160, 190, 220])


def test_cards_between_rules(tmp_path: Path) -> None:
    page: Words = []
    for n in range(4):
        page += [(64, 115 + 50 * n, f"Visits to the parks, part {n}"), (300, 115 + 50 * n, "GREEN")]
        page += [
            (64, 135 + 50 * n, "Latest: 17"),
            (140, 135 + 50 * n, "Target: 16"),
            (210, 135 + 50 * n, "Previous: 14"),
        ]
    assert no_table(tmp_path, page, level=[100 + 50 * n for n in range(5)])


def test_pages_without_rules_are_not_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prose pays nothing for the search: what is drawn on its pages is never looked at."""

    def broken(*args: object) -> None:
        raise AssertionError

    monkeypatch.setattr(pdf.pdf_tables, "drawing", broken)
    path = samples.pdf(tmp_path / "a.pdf", lines(["The parks counted their visitors from May to August."] * 9))
    assert read(path).notes == ()
