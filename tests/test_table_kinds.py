"""Kinds of tables beyond the score card: heads of two rows, grids, captions under them, groups, halves side by side."""

from __future__ import annotations

from test_tables import grid, one, read, told

from perfextract.extract import Extraction, Options, extract_document
from perfextract.model import Block, Record
from perfextract.readers.parts import document, table_block


def under(*rows: tuple[str, ...], caption: str, source: str = "", period: str = "2018/19 Q2") -> Extraction:
    """A document with one table and the words under it."""
    below = [Block(text, "paragraph") for text in (caption, source) if text]
    return extract_document(document("t.docx", b"t", [table_block(grid(rows, {})), *below]), Options(period=period))


def cells(found: Extraction) -> list[tuple[str, str | None, float, str]]:
    return [(r.indicator, r.geography, float(r.value or 0), str(r.period.end)) for r in found.records]


def days(record: Record) -> tuple[str, str]:
    return str(record.period.start), str(record.period.end)


# ── heads ────────────────────────────────────────────────────────────────────────────────────────


def test_the_label_of_the_rows_may_be_in_the_lower_row_of_heads() -> None:
    rows = (
        ("", "2017/18", "<", "2018/19", "<", ""),
        ("Indicator", "Q1", "Q2", "Q1", "Q2", "Target"),
        ("Streets", "<", "<", "<", "<", "<"),
        ("Fly-tips cleared in a day", "81%", "83%", "85%", "88%", "90%"),
    )
    for shown in (rows, rows[:2] + rows[3:]):  # with the group of rows, and without
        r = one(*shown)
        assert (r.indicator, float(r.value or 0), days(r)) == (
            "Fly-tips cleared in a day", 88, ("2018-07-01", "2018-09-30"),
        )  # fmt: skip
        assert told(r) == {"earlier_period": 81, "same_period_last_year": 83, "previous_period": 85, "target": 90}
    assert [r.service for r in read(*rows).records] == ["Streets"]


def test_actual_and_target_under_quarters_with_the_label_below() -> None:
    r = one(
        ("", "Quarter 1", "<", "Quarter 2", "<"),
        ("Measure", "Actual", "Target", "Actual", "Target"),
        ("Visits", "400", "500", "450", "550"),
    )
    assert (float(r.value or 0), told(r)) == (450, {"previous_period": 400, "target": 550})


def test_a_status_column_may_name_the_rows() -> None:
    rows = (("Status", "Jun-18", "Sep-18"), ("Tenants", "40", "44"), ("Owners", "9", "8"), ("Total", "49", "52"))
    found = read(*rows, above="Households helped")
    assert [(r.indicator, told(r)) for r in found.records] == [
        ("Households helped: Tenants", {"previous_period": 40}),
        ("Households helped: Owners", {"previous_period": 9}),
        ("Households helped: Total", {"previous_period": 49}),
    ]


def test_groups_that_part_the_rows_stand_in_their_names() -> None:
    rows = (
        ("Group", "Jun-18", "Sep-18"),
        ("Age Group", "", ""),
        ("0 to 4", "12", "14"),
        ("Gender", "", ""),
        ("Male", "5", "6"),
    )
    found = read(*rows, above="Children in the summer scheme")
    assert [r.indicator for r in found.records] == [
        "Children in the summer scheme: Age Group, 0 to 4",
        "Children in the summer scheme: Gender, Male",
    ]


def test_rows_named_in_two_columns() -> None:
    heads = ("Kind of loan", "Lender", "Amount £", "Rate", "End date")
    found = read(
        heads,
        ("Fixed loan", "Bank of Elm", "4,000,000", "4.1%", "14/10/19"),
        ("Total fixed loans", "", "4,000,000", "", ""),
    )
    assert [(r.indicator, r.unit) for r in found.records] == [
        ("Fixed loan, Bank of Elm: amount", "GBP"),
        ("Fixed loan, Bank of Elm: rate", "percent"),
        ("Total fixed loans: amount", "GBP"),
    ]


# ── grids ────────────────────────────────────────────────────────────────────────────────────────


def test_places_by_years_are_a_record_a_cell() -> None:
    rows = (("District", "2015", "2016"), ("Aldermoor", "14.2", "15.1"), ("Thornwick", "11.0", "10.4"))
    found = read(*rows, above="Smoking prevalence by district", period="2016/17")
    assert cells(found) == [
        ("Smoking prevalence", "Aldermoor", 14.2, "2015-12-31"),
        ("Smoking prevalence", "Aldermoor", 15.1, "2016-12-31"),
        ("Smoking prevalence", "Thornwick", 11.0, "2015-12-31"),
        ("Smoking prevalence", "Thornwick", 10.4, "2016-12-31"),
    ]
    assert {(r.direction, r.comparators) for r in found.records} == {(None, ())}


def test_years_by_ages_of_a_prediction() -> None:
    rows = (("", "Age 65-74", "Age 75+"), ("2019", "410", "620"), ("2021", "430", "660"))
    found = under(*rows, caption="Predicted number of people with hearing loss", source="Source: a model")
    assert {r.kind for r in found.records} == {"forecast"}
    assert sorted((float(r.value or 0), str(r.period.end)) for r in found.records) == [
        (410, "2019-12-31"), (430, "2021-12-31"), (620, "2019-12-31"), (660, "2021-12-31"),
    ]  # fmt: skip


def test_ages_over_the_columns() -> None:
    rows = (
        ("Elmshire 2018", "Age groups", "<"),
        ("^", "0 to 17", "75 or over"),
        ("Deaf", "5", "340"),
        ("Hard of hearing", "9", "810"),
    )
    found = under(*rows, caption="Number of people with hearing loss, March 2018.", source="Source: the register")
    assert [(r.indicator, float(r.value or 0), str(r.period.end)) for r in found.records][:2] == [
        ("Number of people with hearing loss: Deaf, aged 0 to 17", 5, "2018-03-31"),
        ("Number of people with hearing loss: Deaf, aged 75 or over", 340, "2018-03-31"),
    ]


def test_intervals_are_no_values_and_pooled_years_are_calendar_years() -> None:
    rows = (
        ("LA", "Men (10-12)", "CI (95%)", "Women (10-12)", "UCL"),
        ("Aldermoor", "80.4", "(79.6 - 81.3)", "83.4", "84.1"),
    )
    found = under(*rows, caption="Table 1 – Life expectancy by district 2010-12")
    assert [(r.indicator, r.geography, float(r.value or 0), r.unit, *days(r)) for r in found.records] == [
        ("Life expectancy: men", "Aldermoor", 80.4, "years", "2010-01-01", "2012-12-31"),
        ("Life expectancy: women", "Aldermoor", 83.4, "years", "2010-01-01", "2012-12-31"),
    ]


def test_the_one_local_row_is_compared_with_england_and_the_region() -> None:
    rows = (
        ("Area", "2017/18", "Change"),
        ("England", "20.3", "0.6"),
        ("South East", "20.1", "0.1"),
        ("Elmshire", "18.7", "-0.7"),
    )
    (r,) = read(*rows, above="Dentists per 100,000 population", period="2017/18").records
    assert (r.indicator, float(r.value or 0), told(r)) == (
        "Dentists per 100,000 population", 18.7, {"England": 20.3, "South East": 20.1},
    )  # fmt: skip


def test_a_table_in_two_halves_side_by_side() -> None:
    rows = (
        ("Highest wards", "Visits", "Lowest wards", "Visits"),
        ("Ash Vale", "91", "Thornwick", "12"),
        ("Elm Green", "88", "River", "9"),
    )
    found = read(*rows, above="Number of visits by ward")
    assert [(r.geography, float(r.value or 0)) for r in found.records] == [
        ("Ash Vale", 91), ("Elm Green", 88), ("Thornwick", 12), ("River", 9),
    ]  # fmt: skip


# ── counts and shares, labels, abbreviations ─────────────────────────────────────────────────────


def test_counts_beside_or_above_their_shares_are_one_record() -> None:
    r = one(("Measure", "2018/19", "<"), ("^", "No.", "%"), ("Reviews in time", "45", "90"), period="2018/19")
    assert (float(r.value or 0), r.unit, r.numerator) == (90, "percent", 45)
    found = read(("", "Very good", "Fair"), ("Aldermoor", "450", "50"), ("%", "90", "10"), above="Health of residents")
    assert [(float(r.value or 0), r.unit, float(r.numerator or 0)) for r in found.records] == [
        (90, "percent", 450), (10, "percent", 50),
    ]  # fmt: skip


def test_labels_with_their_figures_and_no_heads() -> None:
    found = under(("At birth", "4"), ("Age 1-4", "1"), caption="Table 3: Children with hearing aids (2017)")
    assert [(r.indicator, float(r.value or 0), str(r.period.end)) for r in found.records] == [
        ("Children with hearing aids: At birth", 4, "2017-12-31"),
        ("Children with hearing aids: Age 1-4", 1, "2017-12-31"),
    ]


def test_an_abbreviation_in_a_caption_is_written_out_as_the_report_explains_it() -> None:
    prose = Block("Healthy life years (HLY) were counted for each district.", "paragraph")
    table = table_block(grid((("District", "2017"), ("Aldermoor", "61"), ("Thornwick", "63")), {}))
    caption = Block("Table 1 – HLY by district", "paragraph")
    found = extract_document(document("t.docx", b"t", [prose, table, caption]), Options(period="2018/19 Q2"))
    assert {r.indicator for r in found.records} == {"Healthy life years"}


def test_a_sentence_about_the_table_is_no_caption() -> None:
    found = read(("Kind of loan", "2018/19"), ("Fixed", "40"), above="The loans of the year are as follows:")
    assert [r.indicator for r in found.records] == ["Fixed"]


def test_a_table_whose_figures_give_nothing_says_so_once() -> None:
    rows = (("By 2019", "By 2020", "By 2021"), ("2 forms, 30 places", "1 form, 60 places", "3 forms, 90 places"))
    found = read(*rows, above="New schools")
    (finding,) = [f for f in found.findings if f.code == "table_not_read"]
    assert found.records == () and "several figures" in finding.message
