"""Indicator cards and other layouts of name, figures and rating that are lines, neither sentences nor grids.

The councils and their figures are made up. The counter-examples look alike and are not cards.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from readers.samples import docx, lines, p, pdf

from perfextract.cards.pieces import pieces
from perfextract.extract import Options, extract_file, extract_text
from perfextract.model import Record

PREVIOUS, LAST_YEAR, EARLIER = "previous_period", "same_period_last_year", "earlier_period"


def cards(text: str) -> list[Record]:
    return [r for r in extract_text(text, Options(period="2018/19 Q2")).records if r.source == "card"]


def told(record: Record) -> tuple[str, float, str | None, dict[str, float]]:
    """(indicator, value, rating, {kind of comparator, or its label: value})."""
    compared = {c.label or c.kind: float(c.value) for c in record.comparators if c.value is not None}
    assert record.value is not None
    assert len(compared) == len(record.comparators), "a comparator is told twice"
    return record.indicator, float(record.value), record.rag, compared


LAYOUTS = {
    "labels on one line, wide apart": (
        "Indicator: Ponds cleared by March    Target: 90%    Year-end result: 93%    Status: Green",
        [("Ponds cleared by March", 93, "green", {"target": 90})],
    ),
    "bars": (
        "Ponds cleared on schedule | Target 95% | Actual 93% | RAG: Amber",
        [("Ponds cleared on schedule", 93, "amber", {"target": 95})],
    ),
    "semicolons and a letter": (
        "Ponds cleared on schedule; Target 95%; Actual 93%; RAG: A",
        [("Ponds cleared on schedule", 93, "amber", {"target": 95})],
    ),
    "the name first, then bars": (
        "Stiles mended within 30 days\nTarget 95% | Actual 91% | RAG: Red",
        [("Stiles mended within 30 days", 91, "red", {"target": 95})],
    ),
    "a label on every line, one card after the other": (
        "Indicator: Ponds cleared within 10 days\nTarget: 90%\nYear-end result: 93%\nStatus: Green\n\n"
        "Indicator: Stiles mended within 30 days\nTarget: 98%\nYear-end result: 91%\nStatus: Red\n",
        [
            ("Ponds cleared within 10 days", 93, "green", {"target": 90}),
            ("Stiles mended within 30 days", 91, "red", {"target": 98}),
        ],
    ),
    "names without a label, no blank lines between": (
        "Countryside\n\nPonds cleared\nResult: 93%\nTarget: 90%\nStatus: Green\n"
        "Stiles mended on time\nResult: 91%\nTarget: 98%\nStatus: Red\n",
        [
            ("Ponds cleared", 93, "green", {"target": 90}),
            ("Stiles mended on time", 91, "red", {"target": 98}),
        ],
    ),
    "name, value, status in three plain lines": (
        "Ponds cleared within 10 days\n93%\nGreen\n\nStiles mended within 30 days\n91%\nRed\n",
        [("Ponds cleared within 10 days", 93, "green", {}), ("Stiles mended within 30 days", 91, "red", {})],
    ),
    "the target in brackets, the rating behind a dash": (
        "Bridleways open\nPerformance: 93% (target 95%) - AMBER",
        [("Bridleways open", 93, "amber", {"target": 95})],
    ),
    "the same without a label": (
        "Bridleways kept open: 93% (target 95%) - AMBER\nStiles kept in repair: 83% (target 85%) - RED",
        [
            ("Bridleways kept open", 93, "amber", {"target": 95}),
            ("Stiles kept in repair", 83, "red", {"target": 85}),
        ],
    ),
    "periods as labels": (
        "Bridleways open\nQ2: 71%  Q1: 69%  Target: 85%",
        [("Bridleways open", 71, None, {PREVIOUS: 69, "target": 85})],
    ),
    "periods and their years, one a line": (
        "PI 12 Bridleways open\nQ2 2017/18: 69%\nQ2 2018/19: 71%\nTarget: 85%\nRAG: Red",
        [("PI 12 Bridleways open", 71, "red", {LAST_YEAR: 69, "target": 85})],
    ),
    "a period beside another label": (
        "Gates in repair\n\nAmber\n\nActual (Q2): 98% | 2018/19 target: 99% | Actual (Q2 2017/18): 97%",
        [("Gates in repair", 98, "amber", {LAST_YEAR: 97, "target": 99})],
    ),
    "a title of two lines, an axis word, the floor told twice": (
        "Percentage of walkers who were pleased with the paths\nthat they had chosen   GREEN\n"
        "Latest: 97%   Target: 97%, Floor 90%   Previous 96% (Amber)\n Floor: 90%\n"
        "RED\nPercentage of gates mended\n\nLatest: 74%   Target:90% Floor:85%   Previous: 79% (Amber)\n",
        [
            (
                "Percentage of walkers who were pleased with the paths that they had chosen",
                97,
                "green",
                {"target": 97, "floor": 90, PREVIOUS: 96},
            ),
            ("Percentage of gates mended", 74, "red", {"target": 90, "floor": 85, PREVIOUS: 79}),
        ],
    ),
    "a title that goes on after a dash": (
        "Number of hedges laid through the Green Lanes scheme –\n\nRolling 12-month total\n\nGREEN\n\n"
        "Latest: 422   Target: 400, Floor 360   Previous: 1,493 (Green)",
        [
            (
                "Number of hedges laid through the Green Lanes scheme – Rolling 12-month total",
                422,
                "green",
                {"target": 400, "floor": 360, PREVIOUS: 1493},
            )
        ],
    ),
    "the counts behind the percentage, and who else": (
        "KPI: Stiles mended within 20 days\nResult: 75% (45 of 60)\nTarget: 80%\nNational: 72%\nRegional average: 70%\n"
        "Nearest neighbours: 71%\nBaseline: 61%\n",
        [
            (
                "Stiles mended within 20 days",
                75,
                None,
                {
                    "target": 80,
                    "national": 72,
                    "regional": 70,
                    "statistical_neighbour": 71,
                    "baseline": 61,
                },
            )
        ],
    ),
    "dots between, a status without colour": (
        "CW 35 - Path closures\nTarget 20 days · Outturn 18.2 days · England 19 days · Status: on target",
        [("CW 35 - Path closures", 18.2, None, {"target": 20, "national": 19})],
    ),
    "a bare figure and its target": (
        "Path complaints upheld\n12\nTarget: 10\nRed",
        [("Path complaints upheld", 12, "red", {"target": 10})],
    ),
    "what is not yet known is left out": (
        "Path complaints upheld\nActual: 12   Target: TBC   Last year: N/A   Direction of travel: improving",
        [("Path complaints upheld", 12, None, {})],
    ),
    "one comparator not yet known": (
        "Path complaints upheld\nActual: 12   Target: 15   Last year: new measure   RAG: G",
        [("Path complaints upheld", 12, "green", {"target": 15})],
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts(layout: str) -> None:
    text, expected = LAYOUTS[layout]
    assert [told(record) for record in cards(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Target: to be set by 2020.\nResult: 12 members voted.",
        "The council agreed the plan.\n\nResult: 12 members voted.",
        "The target was 95% and the actual 93%, rated Amber.",
        "Calls answered: Q1 72%, Q2 75%.",
        "Recycling rate 48.3% (Q1: 47.1%; target 50%).",
        "48.3% of paths were dry, Q1 47.1%, target 50%",
        "Status: the service has 12 staff and a target of 14 by March.",
        "Latest: 97%   Target: 97%, Floor: 90%   Previous: 97% (Green)",  # of what?
        "The panel saw the figures.\nLatest: 97%   Target: 97%",
        "Paths closed for works\nLatest: TBC   Target: 4,000   Previous: 3,900",
        "Indicator: Paths with a hedge\nTarget: 90%\nYear-end result: N/A\nStatus: New measure",
        "Indicator: Paths with a hedge\nTarget: 90%\nYear-end result: -\n",
        "Our walkers asked about\nGreen\nlanes, which were liked by 12 people.",
        "Chapter\n12\nTarget audience and scope",
        "Owner: Head of Paths\nTarget: 90%\nPaths met the target in 12 of 14 cases.",
        "Stiles mended within 20 days\nRED",  # the days define it
    ],
)
def test_what_only_looks_like_a_card(text: str) -> None:
    assert cards(text) == []


def test_a_card_without_value_or_name_leaves_nothing_to_prose() -> None:
    for text in (
        "Paths closed for works\nLatest: TBC   Target: 4,000   Previous: 3,900",
        "Latest: 97%   Target: 97%, Floor: 90%   Previous: 97% (Green)",
    ):
        assert extract_text(text, Options(period="2018/19 Q2")).records == ()


@pytest.mark.parametrize(
    ("figures", "polarity"),
    [
        ("Latest: 24 days  Target: 22 days  Floor: 26 days", "lower"),
        ("Latest: 61%  Target: 70%  Floor: 65%", "higher"),
        ("Latest: 61%  Target: 70%", None),
        ("Latest: 61%  Target: 70%  Tolerance: 5%", None),  # a band, not a level
        ("Latest: 61%  Target: 70%  (smaller is better)", "lower"),
        ("Good is: Low\nLatest: 61%  Target: 70%", "lower"),
        ("Aim to maximise\nLatest: 61%  Target: 70%", "higher"),
    ],
)
def test_which_way_is_better(figures: str, polarity: str | None) -> None:
    (record,) = cards(f"Length of path closures\n{figures}")
    assert (record.indicator, record.polarity) == ("Length of path closures", polarity)


def test_which_way_is_better_is_no_part_of_the_name() -> None:
    (record,) = cards("Days to mend a stile (lower is better)   AMBER\nActual: 24 days   Target: 21 days")
    assert (record.indicator, record.polarity, record.rag) == ("Days to mend a stile", "lower", "amber")


def test_times_of_a_card() -> None:
    (record,) = cards("Hedges laid\nQ3 2018/19: 71   Q2 2018/19: 69   Q3 2017/18: 75   Target: 85")
    assert (record.period.start, record.period.inherited) == (date(2018, 10, 1), False)
    assert {c.kind: c.period and c.period.start for c in record.comparators} == {
        "target": None,
        PREVIOUS: date(2018, 7, 1),
        LAST_YEAR: date(2017, 10, 1),
    }
    assert record.direction == "up"


def test_a_forecast_is_a_record_of_its_own() -> None:
    now, year = cards("Hedges laid\nYear to date: 120\nYear-end target: 400\nYear-end forecast: 380\nRAG: Amber")
    assert (now.kind, now.value, now.qualifiers, now.rag) == ("actual", 120, ("cumulative",), "amber")
    assert (now.period.start, now.period.end) == (date(2018, 4, 1), date(2018, 9, 30))
    assert (year.kind, year.value, year.qualifiers, year.rag) == ("forecast", 380, ("forecast",), None)
    assert (year.period.start, year.period.end) == (date(2018, 4, 1), date(2019, 3, 31))


def test_numerator_and_denominator() -> None:
    (record,) = cards("Gates in repair\nNumerator: 412\nDenominator: 500\nValue: 82.4%\nTarget: 85%")
    assert (record.numerator, record.denominator) == (412, 500)
    assert told(record) == ("Gates in repair", 82.4, None, {"target": 85})


def test_the_name_says_the_unit() -> None:
    (record,) = cards("KPI 12: Hedges laid on time (%)\nQ1 91.2 | Q2 90.1 | Target 92 | RAG Amber")
    assert told(record) == ("KPI 12: Hedges laid on time (%)", 90.1, "amber", {PREVIOUS: 91.2, "target": 92})
    assert {record.unit, *(c.unit for c in record.comparators)} == {"percent"}


def test_a_number_of_the_label_is_no_figure() -> None:
    (record,) = cards("Target 1: Tidier lanes\nActual: 93%   Target: 95%")
    assert told(record) == ("Target 1: Tidier lanes", 93, None, {"target": 95})


def test_what_stands_under_a_card_is_prose() -> None:
    text = "Gates in repair\n\nActual: 98%   Target: 99%   RAG: Amber\n\nIn the quarter 12 gates were replaced.\n"
    found = extract_text(text, Options(period="2018/19 Q2")).records
    assert [(r.source, r.value) for r in found] == [("card", 98), ("prose", 12)]


def test_the_rating_heads_nothing() -> None:
    text = (
        "Countryside\n\nGates\n\nResult: 98%\n\nTarget: 99%\n\nStatus: Amber\n\nStiles\n\nResult: 91%\n\nTarget: 90%\n"
    )
    assert {r.theme for r in cards(text)} == {"Countryside"}


def test_cards_of_a_word_file(tmp_path: Path) -> None:
    bold = ("Quarter 2 2018/19 performance report", "Gates in repair", "Status: Amber", "Stiles mended")
    texts = (*bold[:2], "Result: 98%", "Target: 99%", bold[2], bold[3], "91%", "Green")
    body = "".join(p(text, style="Heading1" if text in bold else None) for text in texts)
    found = extract_file(docx(tmp_path / "cards.docx", body)).records
    assert [told(r) for r in found if r.source == "card"] == [
        ("Gates in repair", 98, "amber", {"target": 99}),
        ("Stiles mended", 91, "green", {}),
    ]


def test_cards_of_a_pdf(tmp_path: Path) -> None:
    title = lines(["Performance report, quarter 2 2018/19"])
    first = [(60, 140, "Percentage of gates in repair"), (450, 140, "AMBER"), (60, 180, "Latest: 98%")]
    first += [(220, 180, "Target: 99%, Floor 95%"), (420, 180, "Previous 97% (Amber)")]
    second = [
        (60, 240, "Days to mend a stile"),
        (450, 240, "RED"),
        (60, 280, "Latest: 41"),
        (220, 280, "Target:30 Floor: 40"),
    ]
    found = extract_file(pdf(tmp_path / "cards.pdf", [*title, *first, *second])).records
    assert [told(r) for r in found if r.source == "card"] == [
        ("Percentage of gates in repair", 98, "amber", {"target": 99, "floor": 95, PREVIOUS: 97}),
        ("Days to mend a stile", 41, "red", {"target": 30, "floor": 40}),
    ]
    assert [r.polarity for r in found] == ["higher", "lower"]


def test_axis_words_are_no_pieces() -> None:
    assert [pieces(text) for text in ("Floor", "80% 90% 100%", "Q1 Q2 Q3 Q4")] == [(), (), ()]
    assert pieces("Visits rose to 4,100 in the quarter, above the target of 4,000.") is None
