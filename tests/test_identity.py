"""Who reports, and for when: what is evidence of it, what is none, and what stays empty."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from perfextract import identity
from perfextract.extract import extract_file, extract_text
from perfextract.model import Block, Document
from perfextract.settings import said_of_reports


def document(*blocks: Block | str) -> Document:
    """A document of these blocks; plain words are a paragraph."""
    made = [block if isinstance(block, Block) else Block(block) for block in blocks]
    return Document("report", "0" * 64, tuple(replace(block, index=n) for n, block in enumerate(made)))


def title(text: str) -> Block:
    return Block(text, "title", level=1)


def head(text: str) -> Block:
    return Block(text, "heading", level=1)


def days(*blocks: Block | str) -> tuple[str, str] | None:
    """The first and last day of the period a document says it is of."""
    period = identity.report_period(document(*blocks))
    return period and (str(period.start), str(period.end))


# ── who reports ──────────────────────────────────────────────────────────────────────────────────

PASSING = "A claim from Dovermouth District Council was settled."


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("MERROWSHIRE COUNTY COUNCIL", ["Merrowshire County Council"]),
        ("agreed with the Budget County Council papers", []),
        ("Lead City Council", []),
        ("All Members of the County Council", []),
        ("Research Unit Merrowshire County Council", ["Merrowshire County Council"]),
        ("Leaders of MCC and Amble Council", ["Amble Council"]),
        ("London Borough of Amble Hamlets", ["London Borough of Amble Hamlets"]),
        ("Amble, Brindle and Corve Council", ["Amble, Brindle and Corve Council"]),
        ("City of Amble Metropolitan District Council", ["City of Amble Metropolitan District Council"]),
        ("NHS Amble and Ware Integrated Care Board", ["NHS Amble and Ware Integrated Care Board"]),
        ("North Amble Police", ["North Amble Police"]),
        ("Amble Fire and Rescue Authority", ["Amble Fire and Rescue Authority"]),
        ("the Council Tax and the Full Council", []),
    ],
)
def test_the_bodies_a_text_names(text: str, names: list[str]) -> None:
    assert list(identity.bodies(text)) == names


def test_capitals_at_the_head_outweigh_bodies_that_the_text_mentions_more_often() -> None:
    minutes = [head("MERROWSHIRE COUNTY COUNCIL"), *(["Ashmere Council asked for more time."] * 4)]
    assert identity.authority(document(*minutes)) == "Merrowshire County Council"


def test_a_body_named_in_passing_does_not_report() -> None:
    assert identity.authority(document(title("Revenue Monitoring"), "To: Cabinet, 30 October 2023", PASSING)) is None


def test_margins_and_properties_say_who_reports() -> None:
    plain = document(title("Revenue Monitoring"), PASSING)
    assert identity.authority(replace(plain, margins=("Merrowshire County Council | Page 1",)))
    company = (("company", "Merrowshire County Council"),)
    assert identity.authority(replace(plain, properties=company)) == "Merrowshire County Council"


def test_a_web_address_says_which_council_and_two_ways_to_name_it_are_one() -> None:
    assert (
        identity.authority(document(title("Budget monitoring"), "Contact: budget@kent.gov.uk")) == "Kent County Council"
    )
    both = document(title("Halton"), head("Inspection of services"), "Halton Borough Council runs two homes.")
    assert identity.authority(both) == "Halton Borough Council"


def test_two_bodies_of_equal_weight_leave_it_open_and_a_finding_names_them(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("# Amble Council\n\n# Brindle Council\n\nVisits rose to 12 in March 2017.\n", encoding="utf-8")
    found = extract_file(report)
    assert found.report.authority is None
    (note,) = [f for f in found.findings if f.code == "authority_unknown"]
    assert "Amble Council or Brindle Council" in note.message and "--authority" in note.message


# ── for when ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("blocks", "start", "end"),
    [
        (["Inspection date: 24 February – 18 March 2015", "Report published: 12 May 2015"], "2015-02-24", "2015-03-18"),
        (["Inspection dates: 6 to 10 February 2023", "Previous visit: 3 to 7 July 2017"], "2023-02-06", "2023-02-10"),
        (["18 July 2022", "This inspection took place from 23 to 27 May 2022."], "2022-05-23", "2022-05-27"),
        ([head("Investments as at 30 September 2024")], "2024-09-30", "2024-09-30"),
        (["Subject: Mid-Year Update 2024-25", "To: County Council - 13 March 2025"], "2024-04-01", "2024-09-30"),
        ([title("Drug related deaths 2015-2017 audit"), head("Summer 2019")], "2015-01-01", "2017-12-31"),
        ([head("Family Support Evaluation 2012/2013"), "December 2013"], "2012-04-01", "2013-03-31"),
        ([head("EQUALITY ACT 2010"), head("Update"), head("MARCH 2013")], "2013-03-01", "2013-03-31"),
        ([title("Parks briefing"), head("October 2013")], "2013-10-01", "2013-10-31"),
    ],
)  # fmt: skip
def test_what_says_the_period_of_a_report(blocks: list[Block | str], start: str, end: str) -> None:
    assert days(*blocks) == (start, end)


@pytest.mark.parametrize(
    "line",
    ["To: Cabinet - 30 January 2025", "Date of meeting: March 2025", "Published May 2019", "Housing Strategy 2019-24"],
)
def test_dates_of_meetings_publications_and_plans_say_nothing(line: str) -> None:
    assert days(title("Parks"), line) is None


def test_a_page_that_speaks_of_the_quarter_is_of_the_quarter_its_figures_end_with() -> None:
    said = ["On 31 December 2024 there were 12 visits.", "At the end of December 2024 the average was 9."] * 2
    assert days(*said, "In the quarter more were held, and over the quarter some closed.") == (
        "2024-10-01",
        "2024-12-31",
    )


def test_a_report_without_a_time_says_so_once(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Visits rose to 12.\n", encoding="utf-8")
    (note,) = [f for f in extract_file(report).findings if f.code == "period_unknown"]
    assert "--period" in note.message


def test_the_name_of_a_folder_says_what_the_report_does_not(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Visits rose to 12.\n", encoding="utf-8")
    found = extract_file(report, name="Amble Council/2017-18 Q2/report.txt").report
    assert found.authority == "Amble Council"
    assert found.period is not None and found.period.end == date(2017, 9, 30)


def test_the_nearest_settings_file_says_who_reports_and_for_when(tmp_path: Path) -> None:
    (tmp_path / "perfextract.toml").write_text('authority = "Amble Council"\nperiod = "2017/18 Q2"\n', encoding="utf-8")
    below = tmp_path / "2017"
    below.mkdir()
    assert said_of_reports(below) == {"authority": "Amble Council", "period": "2017/18 Q2"}


# ── the time of a figure ─────────────────────────────────────────────────────────────────────────


def test_a_list_that_goes_on_with_what_was_counted_has_its_time() -> None:
    text = (
        "# Inspection date: 8 March 2016 to 30 March 2016\n\n"
        "- At 31 January 2016, 262 children lived in hostels. Of this number:\n"
        "  - 147 live outside the area\n"
    )
    ends = {record.value: str(record.period.end) for record in extract_text(text).records}
    assert ends[147] == "2016-01-31"


def test_pooled_years_are_calendar_years_of_deaths_and_financial_ones_of_adoption() -> None:
    spans = {}
    for text in ("Life expectancy was 79.2 years in 2001-06.", "Adoption took 507 days in 2011 to 2014."):
        record = extract_text(text).records[0]
        spans[str(record.value)] = (str(record.period.start), str(record.period.end))
    assert spans == {"79.2": ("2001-01-01", "2006-12-31"), "507": ("2011-04-01", "2014-03-31")}
