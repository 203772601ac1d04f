"""What the tables of reports say: score cards, activity tables, budgets; and what no record is made of.

The tables are made here, cell by cell; how they are found on a page is tested with the readers.
"""

from __future__ import annotations

import json
from pathlib import Path

from docx import Document as WordDocument
from hypothesis import given
from hypothesis import strategies as st

from perfextract.extract import Extraction, Options, extract_document, extract_file
from perfextract.model import Block, Record
from perfextract.readers.parts import GridCell, document, table_block

Fills = dict[tuple[int, int], str]
HEADS = ("Indicator", "Good is", "Q1 2018/19", "Q2 2018/19", "Target", "RAG")


def read(*rows: tuple[str, ...], above: str = "", fills: Fills | None = None, period: str = "2018/19 Q2") -> Extraction:
    """A document with one table; "<" carries on the cell to the left, "^" the one above."""
    return extract_document(document("t.docx", b"t", blocks(rows, above, fills or {})), Options(period=period))


def blocks(rows: tuple[tuple[str, ...], ...], above: str, fills: Fills) -> list[Block]:
    table = table_block(grid(rows, fills))
    return [Block(above, "paragraph"), table] if above else [table]


def grid(rows: tuple[tuple[str, ...], ...], fills: Fills) -> list[GridCell]:
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            wide = next((n for n in range(1, len(row) - c) if row[c + n] != "<"), len(row) - c)
            tall = next((n for n in range(1, len(rows) - r) if rows[r + n][c] != "^"), len(rows) - r)
            cells.append(GridCell(r, c, text, rowspan=tall, colspan=wide, fill=fills.get((r, c))))
    return cells


def one(*rows: tuple[str, ...], **more: object) -> Record:
    (record,) = read(*rows, **more).records  # type: ignore[arg-type]
    return record


def told(record: Record) -> dict[str, float]:
    return {c.label or c.kind: float(c.value) for c in record.comparators if c.value is not None}


# ── score cards ──────────────────────────────────────────────────────────────────────────────────


def test_a_row_of_a_score_card_is_one_record() -> None:
    r = one(HEADS, ("Repairs done in time", "High", "91.2%", "88.4%", "95%", "Amber"))
    assert (r.indicator, float(r.value or 0), r.unit) == ("Repairs done in time", 88.4, "percent")
    assert (r.rag, r.polarity) == ("amber", "higher")
    assert told(r) == {"previous_period": 91.2, "target": 95} and r.direction == "down" and r.source == "table"
    assert (str(r.period.start), str(r.period.end), r.period.inherited) == ("2018-07-01", "2018-09-30", False)
    assert r.evidence.text.startswith("Repairs done in time\tHigh") and r.value_text == "88.4%"


def test_cells_without_a_figure_are_no_values() -> None:
    for said in ("N/A", "TBC", "-", "New measure", "*", "", "Due May 2019"):
        assert read(HEADS, ("Repairs done in time", "High", "", said, "95%", "")).records == ()


def test_the_order_of_the_columns_does_not_matter() -> None:
    rows = (
        HEADS,
        ("Repairs done in time", "High", "91.2%", "88.4%", "95%", "Amber"),
        ("Empty homes", "Low", "212", "198", "180", "Red"),
    )
    expected = [(r.indicator, r.value, told(r), r.rag, r.polarity) for r in read(*rows).records]
    for order in ((0, 5, 4, 3, 2, 1), (0, 4, 2, 1, 5, 3), (3, 0, 1, 5, 2, 4)):
        shuffled = tuple(tuple(row[i] for i in order) for row in rows)
        assert [(r.indicator, r.value, told(r), r.rag, r.polarity) for r in read(*shuffled).records] == expected


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99), st.integers(1, 99)), min_size=1, max_size=6))
def test_every_figure_stays_in_its_column(figures: list[tuple[int, int, int]]) -> None:
    rows = [
        (f"Measure {chr(65 + i)} of visits", "High", f"{a}%", f"{b}%", f"{c}%", "")
        for i, (a, b, c) in enumerate(figures)
    ]
    found = read(HEADS, *rows).records
    assert [(float(r.value or 0), told(r)) for r in found] == [
        (b, {"previous_period": a, "target": c}) for a, b, c in figures
    ]


def test_ratings_by_word_letter_and_colour() -> None:
    heads = ("Measure", "Actual", "Target", "Status")
    found = read(
        heads,
        ("Visits", "80", "90", "R"),
        ("Loans", "95", "90", "GREEN"),
        ("Calls", "89", "90", ""),
        fills={(3, 3): "FFC000"},
    )
    assert [r.rag for r in found.records] == ["red", "green", "amber"]


def test_the_colour_of_a_whole_row_is_no_rating() -> None:
    fills = {(1, c): "FFC000" for c in range(3)}
    assert one(("Measure", "Actual", "Target"), ("Visits", "80", "90"), fills=fills).rag is None


def test_which_way_is_better_is_said_or_shown() -> None:
    heads = ("Measure", "Actual", "Target", "Floor")
    found = read(
        heads,
        ("Days to let a home", "31", "25", "30"),
        ("Calls answered", "80%", "90%", "75%"),
        ("Empty shops (smaller is better)", "8", "9", "9"),
    )
    assert [r.polarity for r in found.records] == ["lower", "higher", "lower"]
    assert told(found.records[0]) == {"target": 25, "floor": 30}


def test_columns_of_benchmarks() -> None:
    heads = ("Ref", "Measure", "2016/17", "2017/18", "England", "South East", "CIPFA average")
    r = one(heads, ("PI 7", "Care leavers in work per 1,000", "61.0", "64.2", "60.1", "59.0", "62.3"), period="2017/18")
    assert told(r) == {"previous_period": 61, "national": 60.1, "regional": 59, "statistical_neighbour": 62.3}
    assert r.unit == "per_1000" and {c.unit for c in r.comparators} == {"per_1000"}


def test_heads_over_two_rows() -> None:
    r = one(
        ("Measure", "2017/18", "<", "2018/19", "<", "Target"),
        ("^", "Q1", "Q2", "Q1", "Q2", "^"),
        ("Fly-tips cleared in a day", "81%", "83%", "85%", "88%", "90%"),
    )
    assert float(r.value or 0) == 88
    assert told(r) == {"earlier_period": 81, "same_period_last_year": 83, "previous_period": 85, "target": 90}


def test_actual_and_target_under_each_quarter() -> None:
    r = one(
        ("Measure", "Q1", "<", "Q2", "<"),
        ("^", "Actual", "Target", "Actual", "Target"),
        ("Visits", "400", "500", "450", "550"),
    )
    assert (float(r.value or 0), told(r)) == (450, {"previous_period": 400, "target": 550})


def test_months_still_to_come_are_empty() -> None:
    heads = ("Measure", "Target", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct")
    r = one(heads, ("Calls answered (%)", "90", "88", "89", "91", "92", "90", "93", ""))
    assert float(r.value or 0) == 93 and (str(r.period.start), r.unit) == ("2018-09-01", "percent")
    assert [c.kind for c in r.comparators].count("previous_period") == 1


def test_the_quarter_and_the_year_so_far_are_two_records() -> None:
    found = read(("Measure", "Q1", "Q2", "Year to date", "Target"), ("Homes built", "110", "95", "205", "400")).records
    assert [(float(r.value or 0), str(r.period.start)) for r in found] == [(95, "2018-07-01"), (205, "2018-04-01")]


def test_a_forecast_is_a_record_of_its_own_kind() -> None:
    found = read(("Measure", "Q2", "Target", "Year end forecast"), ("Homes built", "95", "400", "380")).records
    assert [(float(r.value or 0), r.kind) for r in found] == [(95, "actual"), (380, "forecast")]


def test_a_share_with_its_count() -> None:
    r = one(("Measure", "Q2"), ("Reviews in time", "45 (90%)"))
    assert (float(r.value or 0), r.unit, r.numerator) == (90, "percent", 45)
    r = one(("Measure", "Numerator", "Denominator", "Q2"), ("Reviews in time", "45", "50", "90%"))
    assert (float(r.value or 0), r.numerator, r.denominator) == (90, 45, 50)


def test_a_column_of_units_and_one_of_times() -> None:
    r = one(("Measure", "Unit", "Latest", "Period"), ("Smoking in pregnancy", "%", "9.4", "2016/17"))
    assert (r.unit, str(r.period.end)) == ("percent", "2017-03-31")


def test_changes_are_no_values() -> None:
    r = one(
        ("Offence", "12 months to Sep 2017", "12 months to Sep 2018", "Numeric change", "% change"),
        ("Burglary", "400", "380", "- 20", "- 5.0%"),
    )
    assert told(r) == {"previous_period": 400} and r.change is not None
    assert (r.change.amount, r.change.unit, r.change.direction) == (20, "count", "down")


def test_parts_of_a_table_name_the_service() -> None:
    found = read(HEADS, ("Libraries", "", "", "", "", ""), ("Visits", "High", "400", "450", "500", "Amber")).records
    assert [r.service for r in found] == ["Libraries"]


def test_a_total_says_nothing_of_its_own() -> None:
    assert (
        len(read(HEADS, ("Visits", "High", "400", "450", "500", ""), ("Total", "", "400", "450", "500", "")).records)
        == 1
    )


def test_heads_as_councils_word_them() -> None:
    r = one(
        ("PI No.", "PI Title", "Good Performance", "Last Yr (2017/18)",
         "Qtr 1 Actual", "Qtr 2 Actual", "Profiled Target", "Perf v target"),
        ("TP1", "Household waste recycled (%)", "Higher", "51.2", "54.1", "55.6", "54.0", "On target"),
    )  # fmt: skip
    assert (float(r.value or 0), r.unit, r.polarity) == (55.6, "percent", "higher")
    assert told(r) == {"earlier_period": 51.2, "previous_period": 54.1, "target": 54}
    r = one(
        ("KPI", "Q2 18/19", "Year End 17/18", "Target 18/19", "ENG", "SE Region", "CIPFA NN"),
        ("Visits", "51", "49", "45", "46", "41", "48"),
    )
    assert {k: told(r)[k] for k in ("target", "national", "regional", "statistical_neighbour")} == {
        "target": 45, "national": 46, "regional": 41, "statistical_neighbour": 48,
    }  # fmt: skip


def test_a_row_for_each_indicator_and_time() -> None:
    rows = (("Visits", "Q4 2017/18", "390"), ("Visits", "Q1 2018/19", "400"), ("Visits", "Q2 2018/19", "450"))
    r = one(("Indicator", "Period", "Value"), *rows)
    assert (float(r.value or 0), r.direction, [float(c.value or 0) for c in r.comparators]) == (450, "up", [390, 400])


def test_durations_and_units_in_brackets() -> None:
    heads = ("Measure", "Q2 2018/19", "Target")
    found = read(
        heads,
        ("Average wait (secs)", "77", "80"),
        ("Average call", "2m 14s", "2m 30s"),
        ("Carbon (tonnes CO2)", "1,290", "1,300"),
    )
    assert [(float(r.value or 0), r.unit) for r in found.records] == [
        (77, "seconds"),
        (134, "seconds"),
        (1290, "tonnes"),
    ]


def test_other_councils_are_what_the_own_one_is_compared_with() -> None:
    rows = (
        ("Measure (2017/18)", "Elmshire", "Ashby Vale", "Thornleigh"),
        ("Council tax collected (%)", "98.1", "97.6", "98.8"),
    )
    table = document("t.docx", b"t", blocks(rows, "How we compare", {}))
    (r,) = extract_document(table, Options(period="2018/19 Q2", authority="Elmshire Council")).records
    assert (float(r.value or 0), told(r), str(r.period.end)) == (
        98.1,
        {"Ashby Vale": 97.6, "Thornleigh": 98.8},
        "2018-03-31",
    )


# ── activity, places, money ──────────────────────────────────────────────────────────────────────


def test_rows_of_services_measure_what_stands_over_the_table() -> None:
    heads = ("Service", "Apr – Jun 18", "Jul – Sep 18", "12m to Sep 17", "12m to Sep 18")
    found = read(heads, ("Parks", "12", "14", "55", "58"), above="Number of complaints (thousands)").records
    assert [(r.indicator, float(r.value or 0), told(r)) for r in found] == [
        ("Number of complaints: Parks", 14000, {"previous_period": 12000}),
        ("Number of complaints: Parks", 58000, {"previous_period": 55000}),
    ]


def test_times_down_the_side() -> None:
    found = read(
        ("", "Aldermoor", "Thornwick"),
        ("2015/16", "140", "210"),
        ("2016/17", "150", "190"),
        above="Number of allotments let",
        period="2016/17",
    ).records
    assert [(r.indicator, str(r.period.end)[:4], float(r.value or 0), told(r)) for r in found] == [
        ("Number of allotments let: Aldermoor", "2016", 140, {}),
        ("Number of allotments let: Aldermoor", "2017", 150, {}),
        ("Number of allotments let: Thornwick", "2016", 210, {}),
        ("Number of allotments let: Thornwick", "2017", 190, {}),
    ]  # rule 16 of the record: in a grid each cell is a record of its own time


def test_rows_of_places() -> None:
    heads = ("District", "Smoking (%)", "Admissions per 100,000")
    found = read(heads, ("Aldermoor", "14.2", "512"), above="Health of the districts, 2016/17").records
    assert [(r.geography, r.unit, r.indicator.split(": ")[-1]) for r in found] == [
        ("Aldermoor", "percent", "smoking"),
        ("Aldermoor", "per_100000", "admissions per 100,000"),
    ]
    assert {str(r.period.end) for r in found} == {"2017-03-31"}


def test_a_budget_is_a_target_and_its_variance_the_change_since_it() -> None:
    heads = ("Directorate", "Original budget", "Revised budget", "Forecast", "Variance")
    rows = (heads, ("Highways", "31.2", "31.4", "30.9", "(0.5)"), ("Parks", "1.0", "1.0", "1.0", "0.0"))
    highways, parks = read(*rows, above="All figures in £m").records
    assert (float(highways.value or 0), highways.unit, highways.kind) == (30_900_000, "GBP", "forecast")
    assert [(c.kind, c.label, float(c.value or 0)) for c in highways.comparators] == [
        ("target", "budget", 31_200_000),
        ("target", "budget", 31_400_000),
    ]
    assert highways.change is not None and (highways.direction, parks.change) == (None, None)
    assert (float(highways.change.amount or 0), highways.change.unit) == (500_000, "GBP")
    assert (highways.change.direction, highways.change.since) == ("down", "target")


# ── tables that say nothing, or cannot be understood ─────────────────────────────────────────────


def test_tables_about_something_else_give_nothing() -> None:
    for rows in (
        (("Risk", "Likelihood", "Impact", "Score"), ("Flood", "3", "4", "12")),
        (("Name", "Telephone", "Room"), ("A. Gill", "01632 960120", "2.19")),
        (("Symbol", "Meaning"), ("Green", "Within 5% of the target"), ("Red", "More than 5% below")),
        (("", "Green", "Amber", "Red"), ("Libraries", "2", "1", "3"), ("Parks", "4", "0", "1")),
        (("Version", "Date", "Author"), ("0.1", "4 May 2018", "D. Gill")),
        (("Meeting", "Date"), ("Panel", "12 June 2018"), ("Cabinet", "3 July 2018")),
    ):
        found = read(*rows)
        assert (found.records, [f for f in found.findings if f.code == "table_not_read"]) == ((), [])


def test_a_table_that_cannot_be_understood_says_so_once() -> None:
    found = read(("Highways", "31.2", "30.9"), ("Parks", "12.1", "12.4"))
    (finding,) = [f for f in found.findings if f.code == "table_not_read"]
    assert found.records == () and "no row of headings" in finding.message
    found = read(("Measure", "Q2", ""), ("Visits", "400", "12"), ("Loans", "300", "14"))
    (finding,) = [f for f in found.findings if f.code == "table_not_read"]
    assert found.records == () and "column 3" in finding.message


def test_a_row_without_a_name_gives_nothing_and_is_told() -> None:
    found = read(HEADS, ("Visits", "High", "400", "450", "500", ""), ("", "", "12", "14", "15", ""))
    assert len(found.records) == 1 and "row 3" in next(f.message for f in found.findings if f.code == "table_not_read")


def test_a_table_goes_on_overleaf_without_its_heads() -> None:
    rows = (HEADS, ("Visits", "High", "400", "450", "500", "Amber"))
    second = (("Loans", "High", "300", "310", "320", "Red"), ("Members", "High", "90", "95", "99", "Red"))
    whole = document("t.docx", b"t", [table_block(grid(rows, {})), table_block(grid(second, {}))])
    found = extract_document(whole, Options(period="2018/19 Q2")).records
    assert [(r.indicator, float(r.value or 0), told(r)["target"]) for r in found] == [
        ("Visits", 450, 500),
        ("Loans", 310, 320),
        ("Members", 95, 99),
    ]


def test_prose_that_repeats_a_table_points_to_its_record() -> None:
    table = table_block(grid((HEADS, ("Repairs done in time", "High", "91.2%", "88.4%", "95%", "Amber")), {}))
    prose = Block("Repairs done in time fell to 88.4% in quarter 2, and 412 homes were let.", "paragraph")
    found = extract_document(document("t.docx", b"t", [table, prose]), Options(period="2018/19 Q2")).records
    by_source = {r.source: r for r in found if r.value is not None and float(r.value) == 88.4}
    assert by_source["prose"].same_as == by_source["table"].id and by_source["table"].same_as is None
    assert [r.same_as for r in found if r.value is not None and float(r.value) == 412] == [None]


def test_a_word_table_is_read_as_it_stands(tmp_path: Path) -> None:
    word = WordDocument()
    word.add_heading("Quarterly Scorecard, Quarter 2 2018/19", 0)
    word.add_heading("Housing", 1)
    table = word.add_table(2, len(HEADS))
    for row, texts in zip(
        table.rows, (HEADS, ("Repairs done in time", "High", "91.2%", "88.4%", "95%", "Amber")), strict=True
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    word.save(str(tmp_path / "card.docx"))
    (record,) = extract_file(tmp_path / "card.docx").records
    assert (record.theme, float(record.value or 0), told(record)["target"]) == ("Housing", 88.4, 95)
    assert json.loads(json.dumps(record.to_dict()))["source"] == "table"
