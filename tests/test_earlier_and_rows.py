"""Earlier figures told in a sentence of their own, and rows of figures that are no sentence."""

from __future__ import annotations

import pytest

from perfextract.extract import extract_text


@pytest.mark.parametrize(
    "text",
    [
        "In 2012-13 the average wait was 40 weeks. In 2013-14 the average wait was 32 weeks.",
        "In 2013-14 the average wait was 32 weeks. In 2012-13 the average wait was 40 weeks.",
    ],
)
def test_an_earlier_figure_is_what_the_later_one_is_compared_with(text: str) -> None:
    [record] = extract_text(text).records
    assert (record.value_text, record.direction) == ("32 weeks", "down")
    assert [(c.kind, c.value) for c in record.comparators] == [("previous_period", 40)]
    assert record.comparators[0].period is not None
    assert str(record.comparators[0].period.start) == "2012-04-01"


@pytest.mark.parametrize(
    "text",
    [
        "In 2012-13 the average wait was 40 weeks. In 2013-14 the average hearing took 3 weeks.",
        "In 2013-14 the average wait was 32 weeks. In June 2013 the average wait was 40 weeks.",
        "In 2012-13 the average wait was 40 weeks. In 2013-14 the average wait was £32.",
    ],
    ids=["another indicator", "a month of the year", "another unit"],
)
def test_figures_of_another_kind_stay_records(text: str) -> None:
    assert len(extract_text(text).records) == 2


def test_a_figure_published_anew_stays_a_record() -> None:
    found = extract_text("49 people were injured. The quarter 3 figure is now 62, previously reported as 58.")
    assert [r.value_text for r in found.records] == ["49", "62"]


@pytest.mark.parametrize(
    "row", ["Day care: first visits -2,300.0 -1,425.4 - - -1,425.4 874.6", "Leisure 1.3 1.9 2.8", "12 | 14 | 15 | 9"]
)
def test_a_row_of_figures_gives_no_records_and_says_so(row: str) -> None:
    found = extract_text(row)
    assert not found.records
    [finding] = [f for f in found.findings if f.code == "row_not_read"]
    assert "outside any table" in finding.message


@pytest.mark.parametrize(
    "sentence",
    [
        "Visits were 120, 130 and 145 in April, May and June 2019.",
        "Foster care 742, children's homes 118 and lodgings 96.",
        "Attendance was 93.1% (93.4% in 2018 and 92.8% nationally).",
    ],
)
def test_a_list_is_no_row(sentence: str) -> None:
    assert not [f for f in extract_text(sentence).findings if f.code == "row_not_read"]
