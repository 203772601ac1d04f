"""Pages that say with figures and with words beside them: commentary in tables, coarse grids, infographics."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from samples import PAGE_HEIGHT

from perfextract.model import Block
from perfextract.readers import read

LEFT, RIGHT = 40, 560

Words = list[tuple[float, float, str]]


def page(
    path: Path,
    words: Words,
    level: Sequence[float] = (),
    upright: Sequence[float] = (),
    large: Words = (),  # type: ignore[assignment]
    bold: Words = (),  # type: ignore[assignment]
    size: float = 9,
) -> list[Block]:
    """The blocks of a page of small words, large bold ones, bold ones, and rules from side to side."""
    canvas = Canvas(str(path), pagesize=A4)
    for y in level:
        canvas.line(LEFT, PAGE_HEIGHT - y, RIGHT, PAGE_HEIGHT - y)
    for x in upright:
        canvas.line(x, PAGE_HEIGHT - level[0], x, PAGE_HEIGHT - level[-1])
    for font, height, texts in (("Helvetica", size, words), ("Helvetica-Bold", 14, large), ("Helvetica-Bold", 9, bold)):
        canvas.setFont(font, height)
        for left, top, text in texts:
            canvas.drawString(left, PAGE_HEIGHT - top, text)
    canvas.save()
    return list(read(path).blocks)


def rows(block: Block) -> list[str]:
    """The rows of a table, its cells joined by bars."""
    return [row.replace("\t", " | ") for row in block.text.split("\n")]


def told(blocks: Sequence[Block]) -> list[tuple[str, str]]:
    """The kind and text of the blocks that are no tables."""
    return [(b.kind, b.text) for b in blocks if b.table is None]


MONEY = [("Parks", "4.1", "4.6", "0.5"), ("Museums", "2.0", "1.8", "-0.2"), ("Libraries", "3.3", "3.3", "0.0")]
LEFTS = (44, 160, 210, 260)


def money(tops: Sequence[float], lines: Sequence[Sequence[str]] = MONEY) -> Words:
    """These rows of a budget at these distances from the top."""
    return [(x, top, text) for top, row in zip(tops, lines, strict=True) for x, text in zip(LEFTS, row, strict=True)]


HEAD = money([90], [("Service", "Budget", "Forecast", "Variance")])
BUDGET = ["Service | Budget | Forecast | Variance", *(" | ".join(row) for row in MONEY)]


# ── commentary ───────────────────────────────────────────────────────────────────────────────────


def test_a_column_of_commentary_between_level_rules(tmp_path: Path) -> None:
    """The figures stay a table; what the last column says is prose, under the label of its row."""
    notes: Words = [(320, 90, "Detail")]
    for top, name in ((114, "parks"), (164, "museums"), (214, "libraries")):
        notes += [
            (320, top, f"Visits to the {name} rose to 4,100 in the summer, and"),
            (320, top + 11, "more wardens were needed than the plan had money"),
            (320, top + 22, "for. Fewer will be needed in the winter."),
        ]
    blocks = page(tmp_path / "a.pdf", HEAD + money([125, 175, 225]) + notes, level=[75, 100, 150, 200, 250])
    table = next(b for b in blocks if b.table)
    assert rows(table) == ["Service | Budget | Forecast | Variance | Detail", *BUDGET[1:]]
    assert told(blocks)[:2] == [
        ("heading", "Parks"),
        (
            "paragraph",
            "Visits to the parks rose to 4,100 in the summer, and more wardens were needed than the plan had money "
            "for. Fewer will be needed in the winter.",
        ),
    ]
    assert [text for kind, text in told(blocks) if kind == "heading"] == ["Parks", "Museums", "Libraries"]


def test_the_words_of_a_commentary_have_their_places(tmp_path: Path) -> None:
    note: Words = [(320, 125, "Visits rose to 4,100 in the whole of the summer.")]
    more: Words = [(320, 165, "Few events were held in the whole of the winter.")]
    level = [75, 100, 140, 180, 220]
    blocks = page(tmp_path / "a.pdf", HEAD + money([125, 165, 205]) + note + more, level=level)
    said = next(b for b in blocks if b.text.startswith("Visits"))
    start = said.text.index("4,100")
    box = said.bbox(start, start + 5)
    assert box is not None and 370 < box[0] < 400 and said.page(start) == 1


def test_prose_in_a_band_below_each_row(tmp_path: Path) -> None:
    words = HEAD + money([115, 165, 215])
    for top, name in ((135, "parks"), (185, "museums"), (235, "libraries")):
        words += [
            (
                70,
                top,
                f"The cost of the {name} is now known, and the plan for the winter was kept by all of the wardens",
            ),
            (70, top + 11, "who worked there."),
        ]
    blocks = page(tmp_path / "a.pdf", words, level=[75, 100, 122, 152, 172, 202, 222, 252])
    assert [rows(b) for b in blocks if b.table] == [BUDGET]
    assert [(kind, text[:20]) for kind, text in told(blocks)] == [
        ("heading", "Parks"),
        ("paragraph", "The cost of the park"),
        ("heading", "Museums"),
        ("paragraph", "The cost of the muse"),
        ("heading", "Libraries"),
        ("paragraph", "The cost of the libr"),
    ]


def test_what_a_table_of_risks_says_is_no_commentary(tmp_path: Path) -> None:
    head = money([90], [("Service", "Cost", "Likelihood", "Score")])
    notes: Words = [(320, top, "A flood would close 12 of the parks for a month.") for top in (115, 145, 175)]
    blocks = page(tmp_path / "a.pdf", head + money([115, 145, 175]) + notes, level=[75, 100, 130, 160, 190])
    assert any(b.table for b in blocks) and not told(blocks)


def test_a_long_label_is_no_commentary(tmp_path: Path) -> None:
    long = ("Repairs to roofs, walls and", "4.1", "4.6", "0.5")
    words = HEAD + money([114, 174, 204], [long, *MONEY[1:]])
    words += [
        (44, 114 + 11 * n, text) for n, text in enumerate(("doors of halls, and to all", "gates and the paths."), 1)
    ]
    blocks = page(tmp_path / "a.pdf", words, level=[75, 100, 160, 190, 220], upright=[40, 155, 205, 255, 560])
    table = next(b for b in blocks if b.table)
    assert "gates and the paths. | 4.1" in table.text.replace("\t", " | ") and not told(blocks)


def test_a_row_that_a_page_end_cuts(tmp_path: Path) -> None:
    """The rest of its label and of its commentary, on the next page, go back to it."""
    path = tmp_path / "a.pdf"
    head = [*HEAD, (320, 90, "Detail")]
    first = money([115, 135, 155], [*MONEY[:2], ("Sports and", "1.0", "1.4", "0.4")])
    first += [
        (320, 115 + 20 * n, f"The {x} had more visits in the winter.") for n, x in enumerate(("parks", "museums"))
    ]
    first += [(320, 155, "The halls were heated for longer because the winter")]
    second: Words = [(44, 115, "swimming"), (320, 115, "was a cold one, which cost 12,000 pounds more.")]
    second += [*money([135], MONEY[2:]), (320, 135, "The libraries had more visits in the winter.")]
    canvas = Canvas(str(path), pagesize=A4)
    for words, level in ((head + first, (75, 100, 120, 140, 160)), (head + second, (75, 100, 120, 140))):
        canvas.setFont("Helvetica", 9)
        for y in level:
            canvas.line(LEFT, PAGE_HEIGHT - y, RIGHT, PAGE_HEIGHT - y)
        for left, top, text in words:
            canvas.drawString(left, PAGE_HEIGHT - top, text)
        canvas.showPage()
    canvas.save()
    blocks = list(read(path).blocks)
    upper, lower = (rows(b) for b in blocks if b.table)
    assert upper[-1] == "Sports and swimming | 1.0 | 1.4 | 0.4" and lower[1:] == BUDGET[3:]
    at = [text for _, text in told(blocks)].index("Sports and swimming")
    assert told(blocks)[at + 1][1] == (
        "The halls were heated for longer because the winter was a cold one, which cost 12,000 pounds more."
    )


# ── grids that are drawn too coarsely ────────────────────────────────────────────────────────────


def test_a_grid_with_several_figures_in_one_cell(tmp_path: Path) -> None:
    """A frame around the labels and one around all figures: the columns are where the figures stand."""
    words = HEAD + money([115, 135, 155])
    level = [75, 100, 120, 140, 160]
    blocks = page(tmp_path / "a.pdf", words, level=level, upright=[LEFT, 150, RIGHT])
    assert [rows(b) for b in blocks] == [BUDGET]
    assert blocks[0].table is not None and blocks[0].table.header_rows == 1


def test_a_unit_over_the_head_and_a_group_below_it(tmp_path: Path) -> None:
    unit: Words = [(216, 78, "£m")]
    group: Words = [(44, 108, "Leisure")]
    blocks = page(tmp_path / "a.pdf", money([123, 135, 147]), bold=unit + HEAD + group)
    table = blocks[0].table
    assert rows(blocks[0]) == ["£m", BUDGET[0], "Leisure", *BUDGET[1:]]
    assert table is not None and table.header_rows == 2 and table.cells[0].colspan == 3


def test_a_larger_line_within_a_table_is_a_heading(tmp_path: Path) -> None:
    """Both parts keep the head of the table."""
    more = [("Roads", "7.0", "7.5", "0.5"), ("Bridges", "1.0", "1.2", "0.2"), ("Lights", "2.0", "2.0", "0.0")]
    words = HEAD + money([115, 130, 145]) + money([195, 210, 225], more)
    level = [75, 100, 120, 135, 150, 180, 200, 215, 230]
    blocks = page(tmp_path / "a.pdf", words, level, upright=[LEFT, 150, RIGHT], large=[(44, 172, "Transport")])
    assert [rows(b) for b in blocks if b.table] == [BUDGET, [BUDGET[0], *(" | ".join(row) for row in more)]]
    assert [b.text for b in blocks if not b.table] == ["Transport"]


def test_one_row_under_a_head_for_each_column(tmp_path: Path) -> None:
    blocks = page(tmp_path / "a.pdf", money([90, 105], [("", "Budget", "Forecast", "Variance"), MONEY[0]]))
    assert [rows(b) for b in blocks] == [["Budget | Forecast | Variance", BUDGET[1]]]


def test_one_row_of_figures_without_heads_is_no_table(tmp_path: Path) -> None:
    words: Words = [(44, 60, "The parks counted their visitors from May to August."), *money([105], MONEY[:1])]
    assert not any(b.table for b in page(tmp_path / "a.pdf", words))


def test_bands_behind_the_lines_of_a_head_are_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 9)
    canvas.grid([40, 150, 250, 350], [PAGE_HEIGHT - y for y in (80, 110, 130, 150, 170)])
    for top in (85, 95):
        canvas.rect(150, PAGE_HEIGHT - top - 10, 100, 10)
    for x, top, text in [(44, 97, "Park"), (154, 92, "Visits in"), (154, 102, "the summer"), (254, 97, "Events")]:
        canvas.drawString(x, PAGE_HEIGHT - top, text)
    for r, row in enumerate([("East", "4,100", "20"), ("West", "900", "7"), ("North", "1,010", "12")]):
        for x, text in zip((44, 154, 254), row, strict=True):
            canvas.drawString(x, PAGE_HEIGHT - 124 - 20 * r, text)
    canvas.save()
    (block,) = read(path).blocks
    assert rows(block) == [
        "Park | Visits in the summer | Events",
        "East | 4,100 | 20",
        "West | 900 | 7",
        "North | 1,010 | 12",
    ]


# ── infographics ─────────────────────────────────────────────────────────────────────────────────


def test_big_figures_with_their_words_below(tmp_path: Path) -> None:
    big: Words = [(60, 100, "64%"), (220, 100, "4,100"), (380, 100, "18.2 per"), (380, 115, "1,000")]
    small: Words = [
        *((60, 113 + 11 * n, text) for n, text in enumerate(("of visitors came", "by bus in May"))),
        *((220, 113 + 11 * n, text) for n, text in enumerate(("visits to the", "parks in June"))),
        *((380, 128 + 11 * n, text) for n, text in enumerate(("residents hold", "a library card"))),
    ]
    assert told(page(tmp_path / "a.pdf", small, large=big)) == [
        ("paragraph", "64% of visitors came by bus in May"),
        ("paragraph", "4,100 visits to the parks in June"),
        ("paragraph", "18.2 per 1,000 residents hold a library card"),
    ]


def test_big_figures_with_their_words_beside(tmp_path: Path) -> None:
    big: Words = [(60, 100 + 50 * n, f"{n + 3}4%") for n in range(3)]
    small: Words = [
        (98, top + 11 * k, text)
        for top in (94, 144, 194)
        for k, text in enumerate(("of those who came", "to the parks paid"))
    ]
    assert told(page(tmp_path / "a.pdf", small, large=big)) == [
        ("paragraph", f"{n + 3}4% of those who came to the parks paid") for n in range(3)
    ]


def test_the_numbers_of_steps_are_no_figures(tmp_path: Path) -> None:
    big: Words = [(60 + 150 * n, 100, str(n + 1)) for n in range(3)]
    small: Words = [(60 + 150 * n, 113, "Ask at the gate") for n in range(3)]
    texts = [text for _, text in told(page(tmp_path / "a.pdf", small, large=big))]
    assert not any(text.startswith("1 Ask") for text in texts)
