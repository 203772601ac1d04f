"""Plain text, also as it falls out of a PDF."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfextract.model import Block
from perfextract.readers import read, read_text


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text."""
    return read_text(text).blocks


def shape(text: str) -> list[tuple[str, int, str]]:
    """Kind, level and text of its blocks."""
    return [(b.kind, b.level, b.text) for b in blocks(text)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes("The cost rose to £5m – a record.".encode(encoding))
    assert read(path).blocks[0].text == "The cost rose to £5m – a record."


def test_a_page_number_in_mid_sentence() -> None:
    text = """The county's parks were visited by more people than in any earlier
year, and a working group has been set up to see how the visitors

21


who came by bus could be counted as well.
"""
    (block,) = blocks(text)
    assert block.text.endswith("to see how the visitors who came by bus could be counted as well.")


def test_a_footnote_between_the_halves_of_a_list() -> None:
    text = """\uf06e The share of parks with a playground:
- in the north is 43.0% (the county average is 20.1%)

1

The service was given the chance to review these figures and has updated
them with its own data.

5


- in the south is 40.1% (the county average is
15.7%).
"""
    assert [(b.kind, b.level) for b in blocks(text)] == [("bullet", 1), ("bullet", 2), ("footnote", 0), ("bullet", 2)]
    assert blocks(text)[3].text == "in the south is 40.1% (the county average is 15.7%)."


def test_page_words_and_running_heads_are_left_out() -> None:
    page = "Visits to the parks of the county rose again, as they do in most years.\n\nPage {n} of 3\n\nOur year\n\n"
    assert {b.text for b in blocks("".join(page.format(n=n) for n in (1, 2, 3)))} == {
        "Visits to the parks of the county rose again, as they do in most years."
    }


def test_a_number_on_its_own_line_belongs_to_the_paragraph_below() -> None:
    (block,) = blocks("58.\n\nMost parks are open all year. Two close in winter.\n")
    assert (block.kind, block.marker, block.text[:10]) == ("paragraph", "58.", "Most parks")


def test_a_number_at_a_line_start_is_not_always_a_mark() -> None:
    text = """The number of playgrounds that were inspected in the county rose from 50 to
54. This is the most that the service has ever managed to do in one year.
55. Benches were painted in every park, and the paint was paid for by the
friends of the parks.
"""
    assert [b.marker for b in blocks(text)] == [None, "55."]


def test_headings_without_blank_lines() -> None:
    text = """Opening hours
\uf06e The parks of the county open at eight in the morning and were open on every
day of the year but one, which is the best result the service has ever had.
Playgrounds in this area
\uf06e There are 34 playgrounds.
"""
    assert [b.kind for b in blocks(text)] == ["heading", "bullet", "heading", "bullet"]


def test_a_heading_over_two_lines() -> None:
    text = """The parks were inspected in the spring by a team of five.


The overall judgement of the inspectors on the parks of this county
is good
12.

Most of the parks that the inspectors saw were clean and safe. They saw nine.
"""
    assert shape(text)[1][:2] == ("heading", 2)


def test_bold_marks_and_captions() -> None:
    text = (
        "**Parks visited**\n\nVisits rose to 4,100.\n\n**Chart of visits**\n\n23\n\n**Roads**\n\nPotholes fell to 9.\n"
    )
    assert [(b.kind, b.text) for b in blocks(text)] == [
        ("heading", "Parks visited"),
        ("paragraph", "Visits rose to 4,100."),
        ("paragraph", "Chart of visits"),
        ("heading", "Roads"),
        ("paragraph", "Potholes fell to 9."),
    ]


def test_a_text_that_sets_its_headings_in_bold_has_no_others() -> None:
    text = (
        "** Parks visited **\n\nVisits rose to 4,100.\n\nAll the benches\n\nOak and elm\n\n**1.2.** **Roads**\n\n"
        "Potholes fell to 9.\n\n**Lakes**\n\nBoats sank.\n"
    )
    assert [b.text for b in blocks(text) if b.kind == "heading"] == ["Parks visited", "Roads", "Lakes"]


def test_a_line_within_a_sentence_cut_by_blank_lines_is_no_heading() -> None:
    text = (
        "The council met to look at the visits to its parks and lakes and\n\nThe Old Woods of the North\n\n"
        "that are open.\n"
    )
    assert not [b for b in blocks(text) if b.kind == "heading"]


def test_a_lead_in_is_no_heading() -> None:
    assert shape("In the last 12 months:\n- six parks opened\n- two closed\n") == [
        ("paragraph", 0, "In the last 12 months:"),
        ("bullet", 1, "six parks opened"),
        ("bullet", 1, "two closed"),
    ]


def test_a_sub_list_ends_with_its_stem() -> None:
    text = "\uf06e Of these parks:\n- 12 are large\n- 9 are small.\n\uf0a7 In the last year:\n- 3 opened\n"
    assert [b.level for b in blocks(text)] == [1, 2, 2, 1, 2]


def test_numbered_headings_of_the_first_level() -> None:
    found = blocks("2 | Parks budget\nThe budget is spent. It was small.\n\n3 | Roads budget\nThe budget is left.\n")
    assert [(b.kind, b.level, b.marker) for b in found if b.kind == "heading"] == [
        ("heading", 1, "2 |"),
        ("heading", 1, "3 |"),
    ]


def test_columns_of_prose_are_read_one_after_the_other() -> None:
    left = ["In the north of the county 15.1% of the", "parks were judged excellent in the year.", "A record."]
    right = ["Visitors by season", "", "Over the whole year 34.3% came by bus."]
    text = "\n".join(f" {a:<48}{b}".rstrip() for a, b in zip(left, right, strict=True))
    joined = " ".join(b.text for b in blocks(text))
    assert "15.1% of the parks were judged excellent" in joined
    assert joined.index("A record.") < joined.index("Visitors by season")


def test_a_column_of_figures_stays_with_its_names() -> None:
    assert [b.text for b in blocks("   •   Eastpark:         8529\n   •   Westpark:         5,765\n")] == [
        "Eastpark: 8529",
        "Westpark: 5,765",
    ]


def test_hyphens_and_bookmarks() -> None:
    text = """[bookmark: visits]The service offers a pre-
booking line, and the take-up of the line in 2013–
14 was higher than the service had thought it would be.
"""
    assert "pre-booking line" in blocks(text)[0].text and "2013–14 was" in blocks(text)[0].text


def test_a_transcript_is_what_was_said() -> None:
    text = """[00:02:13] CHAIR: Item four is the report.
[00:02:41] Cllr Jane Hill: Visits to the parks rose to 45.2% in
quarter 2.
00:03:10 - 00:03:55
Speaker Two: We mended nine benches.
12
00:04:02,000 --> 00:04:05,120
Ponds were cleaned.
"""
    assert [(b.kind, b.marker, b.text) for b in blocks(text)] == [
        ("paragraph", "[00:02:13] CHAIR:", "Item four is the report."),
        ("paragraph", "[00:02:41] Cllr Jane Hill:", "Visits to the parks rose to 45.2% in quarter 2."),
        ("paragraph", "00:03:10 - 00:03:55 Speaker Two:", "We mended nine benches."),
        ("paragraph", "00:04:02,000 --> 00:04:05,120", "Ponds were cleaned."),
    ]


def test_a_time_at_the_start_of_a_line_makes_no_transcript() -> None:
    assert blocks("10:30 The meeting began.\n")[0].text == "10:30 The meeting began."


def test_a_label_and_its_figure_are_a_line_of_their_own() -> None:
    text = """Key figures

Ponds cleaned: 312
Benches mended in time - 97.3%
Average time to mend a bench: 31.5 days (target 28 days)
Visits by bus = 81%
"""
    assert [b.text for b in blocks(text)] == [line for line in text.split("\n") if line]


def test_the_caption_of_a_figure_is_no_heading() -> None:
    text = "Parks\n\nVisits rose to 4,100.\nFigure 4 Visits to parks, by month\n\nRoads\n\nPotholes fell to 9.\n"
    assert [b.text for b in blocks(text) if b.kind == "heading"] == ["Parks", "Roads"]


def test_the_signs_that_programs_put_into_text_are_taken_off() -> None:
    found = blocks("**Our parks **\n\nVisits \\(by bus\\) rose to 9.\n\n****\n\n3.For all of them, see page 4.\n")
    assert [(b.marker, b.text) for b in found] == [
        (None, "Our parks"),
        (None, "Visits (by bus) rose to 9."),
        ("3.", "For all of them, see page 4."),
    ]
