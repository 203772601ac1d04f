"""The outline: theme, service, judgement and period of each statement, and what a report says of itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from perfextract.model import Block, Document, Period, Section
from perfextract.outline import heading_role, lead_in_period, outline, theme_id
from perfextract.readers import read_text

QUARTER = Period(label="Q2 2031/32", start=date(2031, 7, 1), end=date(2031, 9, 30))


def document(*blocks: Block) -> Document:
    """A document of these blocks."""
    return Document("report", "0" * 64, blocks)


def head(text: str, level: int) -> Block:
    """A heading."""
    return Block(text, "heading", level=level)


def section_of(words: str, *blocks: Block) -> Section:
    """The section in which the block with these words stands."""
    return next(s for s in outline(document(*blocks)).sections if any(words in b.text for b in s.blocks))


def test_levels_make_themes_and_services() -> None:
    blocks = [
        head("Performance Summary", 1),
        head("Best Start", 2),
        Block("Visits rose."),
        head("Living Better", 2),
        head("Parks", 3),
        Block("Benches fell."),
        head("Appendix B - Update", 1),
        head("Fleet", 3),
        Block("Vans aged."),
    ]
    told = [(s.theme, s.service) for s in (section_of(w, *blocks) for w in ("Visits", "Benches", "Vans"))]
    assert told == [("Best Start", None), ("Living Better", "Parks"), ("Appendix B - Update", "Fleet")]


def test_a_judgement_ends_with_the_next_heading() -> None:
    blocks = [
        head("Best Start", 2),
        Block("Areas for improvement are:"),
        Block("Visits fell.", "bullet", level=1),
        head("Areas showing improvement", 6),
        Block("Benches rose.", "bullet", level=1),
        head("Parks", 3),
        Block("Vans aged."),
    ]
    assert [section_of(w, *blocks).status for w in ("Visits", "Benches", "Vans")] == [
        "needs_improvement",
        "improving",
        None,
    ]


def test_a_wrapper_below_a_theme_ends_its_service() -> None:
    blocks = [
        head("Customer Care", 2),
        Block("Calls rose."),
        head("Key Performance Indicators", 3),
        Block("Latest: 4"),
        head("Customer Care – Letters", 2),
        head("Chart of letters", 3),
        Block("Letters fell."),
    ]
    told = [(s.theme, s.service) for s in (section_of(w, *blocks) for w in ("Calls", "Latest", "Letters fell"))]
    assert told == [("Customer Care", None), ("Customer Care", None), ("Customer Care", "Letters")]


def test_under_the_key_to_the_ratings_nothing_is_stated_up_to_the_next_heading() -> None:
    blocks = [head("Key to KPI ratings used", 1), Block("Green is at target."), head("Parks", 2), Block("Visits rose.")]
    assert section_of("Green", *blocks).aside
    assert not section_of("Visits", *blocks).aside


def test_a_heading_may_end_a_theme_or_a_judgement() -> None:
    blocks = [
        head("Parks", 1),
        head("Areas of concern", 2),
        Block("Visits fell."),
        head("Also to note, by this summary's rules", 2),
        Block("Benches rose."),
        head("Under no theme of the reports", 1),
        Block("Trees grew."),
    ]
    told = [section_of(words, *blocks) for words in ("Visits", "Benches", "Trees")]
    assert [(s.theme, s.status) for s in told] == [("Parks", "needs_improvement"), ("Parks", None), (None, None)]


def test_numbers_are_no_part_of_a_theme() -> None:
    assert (
        section_of("Vans", Block("Fleet costs", "heading", level=1, marker="2 |"), Block("Vans.")).theme
        == "Fleet costs"
    )
    assert section_of("Vans", head("3.1 Fleet costs:", 1), Block("Vans.")).theme == "Fleet costs"


def test_plain_text_has_only_the_order_of_its_headings() -> None:
    text = """Living Well

Parks

The parks had 4,100 visitors.

Roads

The roads had 12 potholes.

Ageing Well

The care homes had 90 visitors.
"""
    sections = [s for s in outline(read_text(text)).sections if s.blocks[-1].kind == "paragraph"]
    assert [(s.theme, s.service) for s in sections] == [
        ("Living Well", "Parks"),
        ("Living Well", "Roads"),
        ("Ageing Well", None),
    ]


def test_a_lead_in_dates_the_bullets_below_it() -> None:
    blocks = (
        head("Parks", 1),
        Block("Of these parks:", "bullet", level=1, marker="•"),
        Block("In the last 12 months:", "bullet", level=1, marker="•"),
        Block("six opened", "bullet", level=2, marker="-"),
        Block("two closed", "bullet", level=1, marker="•"),
        Block("They all have benches."),
    )
    report = outline(document(*blocks), period=QUARTER)
    periods = {b.text: s.period.label if s.period else None for s in report.sections for b in s.blocks}
    assert periods == {
        "Parks": None,
        "Of these parks:": None,
        "In the last 12 months:": "the last 12 months",
        "six opened": "the last 12 months",
        "two closed": "the last 12 months",
        "They all have benches.": None,
    }


def test_lead_ins() -> None:
    found = lead_in_period("In Quarter 2:", QUARTER)
    assert found is not None and (found.start, found.end) == (date(2031, 7, 1), date(2031, 9, 30))
    assert lead_in_period("In Quarter 2 visits rose:", QUARTER) is None


def test_all_blocks_are_in_a_section_once() -> None:
    blocks = (Block("Front page"), head("Parks", 1), Block("Visits."), head("Key challenges", 2), Block("Rain."))
    sections = outline(document(*blocks)).sections
    assert [b for s in sections for b in s.blocks] == list(blocks)


@pytest.mark.parametrize(
    ("heading", "theme"),
    [
        ("Public Health", "public_health"),
        ("Waste and Recycling", "waste_environment"),
        ("Highways and Transport", "highways_transport"),
        ("Hats", None),
        ("News of the hat makers, the glove makers and of all that is not Public Health", None),
    ],
)
def test_headings_of_different_reports_share_a_theme(heading: str, theme: str | None) -> None:
    assert theme_id(heading) == theme


def test_a_heading_that_only_holds_words_of_judgement_judges_nothing() -> None:
    assert heading_role("The inspectors' judgement of the museums is that their shop requires improvement") == {}


def test_title_authority_and_period_from_the_first_page() -> None:
    report = outline(
        document(
            Block("Merrowshire County Council", "title", level=1),
            Block("Parks Performance Report", "title", level=1),
            Block("Quarter 2 2031/32", "title", level=1),
            Block("Unlike Aldshire County Council, Aldshire County Council had rain."),
        )
    )
    assert report.title == "Parks Performance Report Quarter 2 2031/32"
    assert report.authority == "Merrowshire County Council"
    assert report.period is not None and report.period.start == date(2031, 7, 1)


def test_a_period_said_by_a_sentence_about_the_report() -> None:
    text = "Parks were busy. This report sets out performance for quarter 3 of 2031/32. In 2029/30 it rained."
    period = outline(document(Block(text))).period
    assert period is not None and period.end == date(2031, 12, 31)


def test_a_year_end_report_covers_the_year() -> None:
    period = outline(document(Block("Year-end report 2031/32, with quarter 4", "title", level=1))).period
    assert period is not None and (period.start, period.end) == (date(2031, 4, 1), date(2032, 3, 31))


def test_nothing_is_guessed() -> None:
    report = outline(document(Block("Visits rose in March 2031, more than in Aldshire.")))
    assert (report.title, report.authority, report.period) == (None, None, None)


def test_the_user_knows_better() -> None:
    report = outline(document(Block("Visits rose.")), authority="Merrowshire County Council", period=QUARTER)
    assert report.authority == "Merrowshire County Council" and report.period == QUARTER


def paths_of(*blocks: Block) -> dict[str, tuple[str, ...]]:
    """All headings over each paragraph."""
    numbered = [Block(b.text, b.kind, n, b.level) for n, b in enumerate(blocks)]
    sections = outline(document(*numbered)).sections
    return {b.text: s.headings(b) for s in sections for b in s.blocks if b.kind not in ("heading", "title")}


def test_the_whole_path_of_headings_is_kept() -> None:
    told = paths_of(
        head("1. Living Better", 1),
        Block("Walks rose."),
        head("Parks", 2),
        Block("Benches fell."),
        head("Play areas", 3),
        Block("Swings aged."),
        head("Areas for improvement:", 4),
        Block("Slides rusted."),
        head("Fleet", 2),
        Block("Vans aged."),
    )
    assert told == {
        "Walks rose.": ("Living Better",),
        "Benches fell.": ("Living Better", "Parks"),
        "Swings aged.": ("Living Better", "Parks", "Play areas"),
        "Slides rusted.": ("Living Better", "Parks", "Play areas", "Areas for improvement"),
        "Vans aged.": ("Living Better", "Fleet"),
    }


def test_a_deeper_heading_opens_no_section_of_its_own() -> None:
    blocks = [head("Parks", 1), head("Benches", 2), Block("Benches fell."), head("Oak", 3), Block("Oak fell.")]
    assert section_of("Benches fell", *blocks) == section_of("Oak fell", *blocks)


def test_in_a_flat_document_a_service_is_under_its_theme() -> None:
    told = paths_of(
        head("Adult Social Care", 1),
        head("Homecare", 1),
        Block("Visits rose."),
        Block("Areas for improvement:"),
        Block("Calls fell."),
    )
    assert told["Visits rose."] == ("Adult Social Care", "Homecare")
    assert told["Calls fell."] == ("Adult Social Care", "Homecare", "Areas for improvement")


def told_of(*blocks: Block) -> dict[str, tuple[str | None, str | None]]:
    """Theme and service over each paragraph."""
    sections = outline(document(*blocks)).sections
    return {b.text: (s.theme, s.service) for s in sections for b in s.blocks if b.kind not in ("heading", "title")}


@pytest.mark.parametrize(
    "line",
    [
        "Figure 4 – Visits by ward",
        "Table 6.1: Loans by library",
        "Map 2 Benches",
        "Cllr Ann Moor",
        "Ann Moor, Director of Parks",
        "12 May 2031",
        "10.30 am",
        "Source: the parks survey",
        "Report author: Ann Moor",
    ],
)
def test_captions_people_dates_and_times_are_no_themes(line: str) -> None:
    told = told_of(head("Parks", 1), Block("Visits rose."), head(line, 1), Block("Benches fell."))
    assert told["Benches fell."] == ("Parks", None)


def test_what_only_says_the_part_of_the_report_is_a_theme_where_nothing_better_is() -> None:
    told = told_of(
        head("Introduction", 1),
        Block("Rain fell."),
        head("Section 1: The local authority", 1),
        head("Information about this authority", 2),
        Block("Visits rose."),
        head("Parks", 3),
        Block("Benches fell."),
    )
    assert told == {
        "Rain fell.": ("Introduction", None),
        "Visits rose.": ("Information about this authority", None),
        "Benches fell.": ("Parks", None),
    }


def test_a_numbered_section_ends_the_one_before_it() -> None:
    told = told_of(
        head("1. Introduction", 1),
        Block("Rain fell."),
        head("2 Parks budget", 1),
        Block("Visits rose."),
        head("3. Key findings", 1),
        Block("Benches fell."),
    )
    assert told["Visits rose."] == ("Parks budget", None)
    assert told["Benches fell."] == ("Key findings", None)


def test_the_one_heading_above_all_others_names_the_document() -> None:
    told = told_of(
        head("How the parks did in the north", 1),
        Block("Rain fell."),
        head("Lakes", 2),
        Block("Boats sank."),
        head("Woods", 2),
        head("Oaks", 3),
        Block("Oaks grew."),
        head("Hills", 2),
        Block("Hills wore."),
    )
    assert told == {
        "Rain fell.": ("How the parks did in the north", None),
        "Boats sank.": ("Lakes", None),
        "Oaks grew.": ("Woods", "Oaks"),
        "Hills wore.": ("Hills", None),
    }


def test_a_grade_beside_a_heading_judges_nothing_and_a_graded_service_is_a_theme() -> None:
    blocks = [
        head("The care of children in need", 2),
        head("Inadequate", 2),
        head("Summary", 3),
        Block("Visits fell."),
        head("The graded judgement for adoption is good", 3),
        Block("Adoptions rose."),
    ]
    told = told_of(*blocks)
    assert told["Visits fell."] == ("The care of children in need", None)
    assert told["Adoptions rose."] == ("The graded judgement for adoption is good", None)
    assert section_of("Visits", *blocks).status is None


def test_a_judgement_ends_with_its_list() -> None:
    blocks = [
        head("Parks", 1),
        Block("Areas for improvement are:"),
        Block("Visits fell.", "bullet", level=1),
        Block("Benches rust.", "bullet", level=1),
        Block("The parks have 40 trees."),
    ]
    assert [section_of(w, *blocks).status for w in ("Visits", "Benches", "trees")] == [
        "needs_improvement",
        "needs_improvement",
        None,
    ]


def test_the_heading_of_a_chapter_on_quality_judges_nothing() -> None:
    blocks = [head("1.2 Improving quality", 2), Block("Visits rose."), head("1.3 Access", 2), Block("Benches fell.")]
    assert [section_of(w, *blocks).status for w in ("Visits", "Benches")] == [None, None]


@pytest.mark.parametrize(
    ("heading", "days"),
    [
        ("Loans as at 30 September 2031", (date(2031, 9, 30), date(2031, 9, 30))),
        ("Performance in quarter 1", (date(2031, 4, 1), date(2031, 6, 30))),
        ("Visits, May 2031", (date(2031, 5, 1), date(2031, 5, 31))),
        ("Changes since May 2031", None),
        ("Visits in May 2031 and June 2032", None),
        ("The plan for 2031-35", None),
        ("The budget of 2031/32", None),  # the report is of a part of it
        ("Cabinet, 4 July 2031", None),
    ],
)
def test_the_time_of_a_heading_dates_what_is_under_it(heading: str, days: tuple[date, date] | None) -> None:
    blocks = (head("Parks", 1), head(heading, 2), head("Oaks", 3), Block("Oaks grew."), head("Lakes", 2), Block("Ice."))
    told = {b.text: s.period for s in outline(document(*blocks), period=QUARTER).sections for b in s.blocks}
    assert (told["Oaks grew."] and (told["Oaks grew."].start, told["Oaks grew."].end)) == days
    assert told["Ice."] is None


def test_halves_of_a_heading_are_parted_only_where_the_first_is_a_theme() -> None:
    told = told_of(
        head("Parks", 1),
        head("Visits", 2),
        Block("Visits rose."),
        head("Visits - by age", 2),
        Block("Visits of children rose."),
        head("Parks – Lakes", 1),
        Block("Boats sank."),
    )
    assert told["Visits of children rose."] == ("Parks", "Visits - by age")
    assert told["Boats sank."] == ("Parks", "Lakes")


def test_a_season_on_the_title_page_dates_nothing_below_it() -> None:
    said = ("title", 1, "Audit of ponds 2015-2017"), ("heading", 1, "Summer 2019"), ("heading", 2, "Findings")
    blocks = [Block(text, kind, level=level) for kind, level, text in said]
    blocks.append(Block("The audit found 31 ponds that had run dry, most of them small.", "paragraph"))
    report = outline(Document("audit.pdf", "0", tuple(replace(b, index=i) for i, b in enumerate(blocks))))
    assert {s.period for s in report.sections} == {None}
