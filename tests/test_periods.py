"""The periods of a text: every form that reports use, with the days it names; and words that only look like one."""

from __future__ import annotations

from calendar import month_name
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfextract import calendar_uk as cal
from perfextract.model import Period
from perfextract.periods import Context, find, parse, periods, resolve

Q2 = "2017/18 Q2"  # the report's period: July to September 2017


def days(text: str, report: str | None = Q2) -> list[tuple[str, str, str]]:
    """The periods of a text as (label, first day, last day)."""
    return [(p.label, str(p.start), str(p.end)) for p in periods(text, report)]


# ── with their own year ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "label", "start", "end"),
    [
        # quarters
        ("45 fires in Q2 2017/18", "Q2 2017/18", "2017-07-01", "2017-09-30"),
        ("45 fires in 2017/18 Q2", "2017/18 Q2", "2017-07-01", "2017-09-30"),
        ("In quarter 3 of 2016-17 it fell", "quarter 3 of 2016-17", "2016-10-01", "2016-12-31"),
        ("Quarter 4, 2016/17: 45 fires", "Quarter 4, 2016/17", "2017-01-01", "2017-03-31"),
        ("in the second quarter of 2017/18", "the second quarter of 2017/18", "2017-07-01", "2017-09-30"),
        ("in the first quarter of 2016", "the first quarter of 2016", "2016-01-01", "2016-03-31"),
        ("the quarter to December 2016", "the quarter to December 2016", "2016-10-01", "2016-12-31"),
        ("rose in 2018Q1", "2018Q1", "2018-01-01", "2018-03-31"),
        ("the rate of 2018-Q1", "2018-Q1", "2018-01-01", "2018-03-31"),
        ("in the 4th qtr 2018/19", "the 4th qtr 2018/19", "2019-01-01", "2019-03-31"),
        ("in Q1/Q2 2018/19", "Q1/Q2 2018/19", "2018-04-01", "2018-09-30"),
        ("the first three quarters of 2015-16", "the first three quarters of 2015-16", "2015-04-01", "2015-12-31"),
        ("in Period 6 2023/24", "Period 6 2023/24", "2023-09-01", "2023-09-30"),
        ("at month 10 of 2018/19", "month 10 of 2018/19", "2019-01-01", "2019-01-31"),
        ("in the June quarter 2018", "the June quarter 2018", "2018-04-01", "2018-06-30"),
        # years
        ("in FY18", "FY18", "2017-04-01", "2018-03-31"),
        ("spend of FY2023", "FY2023", "2022-04-01", "2023-03-31"),
        ("in AY 2017/18", "AY 2017/18", "2017-09-01", "2018-08-31"),
        ("12% in 2014/15", "2014/15", "2014-04-01", "2015-03-31"),
        ("12% in 2014-15", "2014-15", "2014-04-01", "2015-03-31"),
        ("12% in 2014–15", "2014–15", "2014-04-01", "2015-03-31"),
        ("12% in 2014−15", "2014−15", "2014-04-01", "2015-03-31"),  # a true minus sign
        ("12% in 2014/2015", "2014/2015", "2014-04-01", "2015-03-31"),
        ("12% in 2013/4", "2013/4", "2013-04-01", "2014-03-31"),
        ("in FY 2016/17", "FY 2016/17", "2016-04-01", "2017-03-31"),
        ("in FY16/17", "FY16/17", "2016-04-01", "2017-03-31"),
        ("during 2016", "2016", "2016-01-01", "2016-12-31"),
        ("in the 2016/17 academic year", "the 2016/17 academic year", "2016-09-01", "2017-08-31"),
        ("deaths in 2012-15", "2012-15", "2012-04-01", "2015-03-31"),
        ("deaths in 2010-12", "2010-12", "2010-01-01", "2012-12-31"),
        ("births in 2014/15 to 2016/17", "2014/15 to 2016/17", "2014-04-01", "2017-03-31"),
        # halves, terms and months
        ("in 2018 H2", "2018 H2", "2018-07-01", "2018-12-31"),
        ("in 2018/19 H1", "2018/19 H1", "2018-04-01", "2018-09-30"),
        ("Mid-Year Update 2024-25", "Mid-Year Update 2024-25", "2024-04-01", "2024-09-30"),
        ("opening six months of 2018/19", "opening six months of 2018/19", "2018-04-01", "2018-09-30"),
        ("in Michaelmas 2022", "Michaelmas 2022", "2022-09-01", "2022-12-31"),
        ("in the Lent term 2022/23", "Lent term 2022/23", "2023-01-01", "2023-03-31"),
        ("over winter 2014/15", "winter 2014/15", "2014-12-01", "2015-03-31"),
        ("in 2016 November", "2016 November", "2016-11-01", "2016-11-30"),
        ("JUNE 2018", "JUNE 2018", "2018-06-01", "2018-06-30"),
        # days
        ("on 30-Sep-18", "30-Sep-18", "2018-09-30", "2018-09-30"),
        ("on 30-September-2024", "30-September-2024", "2024-09-30", "2024-09-30"),
        ("on 24TH NOVEMBER, 2016", "24TH NOVEMBER, 2016", "2016-11-24", "2016-11-24"),
        ("12 at end-June 2018", "at end-June 2018", "2018-06-30", "2018-06-30"),
        ("data current at 30 June 2018", "data current at 30 June 2018", "2018-06-30", "2018-06-30"),
        ("week ending 10 June 2018", "week ending 10 June 2018", "2018-06-04", "2018-06-10"),
        ("week commencing 4 June 2018", "week commencing 4 June 2018", "2018-06-04", "2018-06-10"),
        ("in the first half of 2016/17", "the first half of 2016/17", "2016-04-01", "2016-09-30"),
        ("in H2 2016/17", "H2 2016/17", "2016-10-01", "2017-03-31"),
        ("in the first six months of 2016/17", "the first six months of 2016/17", "2016-04-01", "2016-09-30"),
        ("in the autumn term 2016", "the autumn term 2016", "2016-09-01", "2016-12-31"),
        ("in September 2017", "September 2017", "2017-09-01", "2017-09-30"),
        ("in Sept 2017", "Sept 2017", "2017-09-01", "2017-09-30"),
        ("Sep-17: 45 fires", "Sep-17", "2017-09-01", "2017-09-30"),
        ("in February 2016", "February 2016", "2016-02-01", "2016-02-29"),
        ("in November 2016-17", "November 2016-17", "2016-11-01", "2016-11-30"),
        ("in February 2016-17", "February 2016-17", "2017-02-01", "2017-02-28"),
        # points in time
        ("45 at the end of September 2017", "at the end of September 2017", "2017-09-30", "2017-09-30"),
        ("45 as at 30 September 2017", "as at 30 September 2017", "2017-09-30", "2017-09-30"),
        ("45 on 31st December 2016", "31st December 2016", "2016-12-31", "2016-12-31"),
        ("45 on September 30, 2017", "September 30, 2017", "2017-09-30", "2017-09-30"),
        ("45 on 30/09/2017", "30/09/2017", "2017-09-30", "2017-09-30"),
        ("45 on 30.09.17", "30.09.17", "2017-09-30", "2017-09-30"),
        # spans
        ("from 1 April to 30 September 2017", "from 1 April to 30 September 2017", "2017-04-01", "2017-09-30"),
        ("1 May 2012 to 30 April 2013", "1 May 2012 to 30 April 2013", "2012-05-01", "2013-04-30"),
        ("July to September 2017", "July to September 2017", "2017-07-01", "2017-09-30"),
        ("July – September 2017", "July – September 2017", "2017-07-01", "2017-09-30"),
        ("November to January 2017", "November to January 2017", "2016-11-01", "2017-01-31"),
        ("between January and June 2016", "between January and June 2016", "2016-01-01", "2016-06-30"),
        ("in April 2016 to March 2017", "April 2016 to March 2017", "2016-04-01", "2017-03-31"),
        # rolling years
        ("in the year to end September 2017", "the year to end September 2017", "2016-10-01", "2017-09-30"),
        ("in the year ending 31 March 2017", "the year ending 31 March 2017", "2016-04-01", "2017-03-31"),
        ("the 12 months to June 2017", "the 12 months to June 2017", "2016-07-01", "2017-06-30"),
        ("12 months to the end of May 2017", "12 months to the end of May 2017", "2016-06-01", "2017-05-31"),
    ],
)
@pytest.mark.parametrize("report", [Q2, None], ids=["in a report", "alone"])
def test_a_period_with_its_own_year(text: str, label: str, start: str, end: str, report: str | None) -> None:
    assert days(text, report) == [(label, start, end)]


# ── with the report's year ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "label", "start", "end"),
    [
        ("45 fires in Q2", "Q2", "2017-07-01", "2017-09-30"),
        ("45 fires in Qtr 2", "Qtr 2", "2017-07-01", "2017-09-30"),
        ("45 fires in quarter one", "quarter one", "2017-04-01", "2017-06-30"),
        ("45 fires in the first quarter", "the first quarter", "2017-04-01", "2017-06-30"),
        ("45 fires in Q4", "Q4", "2017-01-01", "2017-03-31"),  # not yet come: the one before
        ("45 fires in quarters 1 and 2", "quarters 1 and 2", "2017-04-01", "2017-09-30"),
        ("45 at the end of quarter 1", "at the end of quarter 1", "2017-06-30", "2017-06-30"),
        ("45 in this quarter", "in this quarter", "2017-07-01", "2017-09-30"),
        ("45 during the current quarter", "during the current quarter", "2017-07-01", "2017-09-30"),
        ("45 in September", "September", "2017-09-01", "2017-09-30"),
        ("45 in November", "November", "2016-11-01", "2016-11-30"),
        ("45 at the end of August", "at the end of August", "2017-08-31", "2017-08-31"),
        ("45 as at 31 March", "as at 31 March", "2017-03-31", "2017-03-31"),
        ("17 June to 25 July", "17 June to 25 July", "2017-06-17", "2017-07-25"),
        ("from April to June", "from April to June", "2017-04-01", "2017-06-30"),
        ("45 since April", "since April", "2017-04-01", "2017-09-30"),
        ("45 in the year to date", "the year to date", "2017-04-01", "2017-09-30"),
        ("45 so far this year", "so far this year", "2017-04-01", "2017-09-30"),
        ("45 in the first half of the year", "the first half of the year", "2017-04-01", "2017-09-30"),
        ("45 in the last 12 months", "the last 12 months", "2016-10-01", "2017-09-30"),
        ("45 in the past six months", "the past six months", "2017-04-01", "2017-09-30"),
        ("45 in the autumn term", "the autumn term", "2017-09-01", "2017-12-31"),
        ("a budget for the full year", "the full year", "2017-04-01", "2018-03-31"),
    ],
)
def test_a_period_that_leans_on_the_report(text: str, label: str, start: str, end: str) -> None:
    assert days(text) == [(label, start, end)]
    assert [(p.start, p.end) for p in periods(text)] == [(None, None)]


@pytest.mark.parametrize(
    ("text", "label", "start", "end"),
    [
        ("up from the previous quarter", "the previous quarter", "2017-04-01", "2017-06-30"),
        ("down on last quarter", "last quarter", "2017-04-01", "2017-06-30"),
        ("up on the previous month", "the previous month", "2017-08-01", "2017-08-31"),
        ("below the previous period", "the previous period", "2017-04-01", "2017-06-30"),
        ("than last year", "last year", "2016-07-01", "2016-09-30"),
        ("than the same period last year", "the same period last year", "2016-07-01", "2016-09-30"),
        ("the same quarter of the previous year", "the same quarter of the previous year", "2016-07-01", "2016-09-30"),
        ("the corresponding period in 2015/16", "the corresponding period in 2015/16", "2015-07-01", "2015-09-30"),
        ("than this time last year", "this time last year", "2016-07-01", "2016-09-30"),
        ("than a year ago", "a year ago", "2016-07-01", "2016-09-30"),
        ("than a year earlier", "a year earlier", "2016-07-01", "2016-09-30"),
        ("than twelve months ago", "twelve months ago", "2016-07-01", "2016-09-30"),
        ("than two years ago", "two years ago", "2015-07-01", "2015-09-30"),
    ],
)
def test_a_period_beside_another(text: str, label: str, start: str, end: str) -> None:
    assert days(text) == [(label, start, end)]
    (mark,) = find(text)
    assert mark.relative


def test_what_is_previous_depends_on_the_value() -> None:
    (mark,) = find("than in the previous quarter")
    anchor = Period(start=date(2016, 10, 1), end=date(2016, 12, 31))
    found = resolve(mark, Context(report=parse(Q2), anchor=anchor))
    assert (found.start, found.end) == (date(2016, 7, 1), date(2016, 9, 30))


def test_the_year_of_pupils_begins_in_september() -> None:
    (mark,) = find("in 2016/17")
    found = resolve(mark, Context(academic=True))
    assert (found.start, found.end) == (date(2016, 9, 1), date(2017, 8, 31))


def test_a_month_to_come_is_the_next_one() -> None:
    (mark,) = find("by March")
    found = resolve(mark, Context(report=parse(Q2), future=True))
    assert (found.start, found.end) == (date(2018, 3, 1), date(2018, 3, 31))


@pytest.mark.parametrize(
    "text", ["since the last inspection", "above the pre-pandemic level", "than in previous years"]
)
def test_a_time_without_days_is_still_a_time(text: str) -> None:
    (found,) = periods(text, Q2)
    assert (found.start, found.end) == (None, None)


def test_several_periods_stand_in_order() -> None:
    text = "It rose from 61% in 2016/17 quarter 4 to 64% in quarter 2 (England, 2015/16: 60%)"
    assert [label for label, _, _ in days(text)] == ["2016/17 quarter 4", "quarter 2", "2015/16"]


# ── what only looks like a period ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "pupils in year 6 and year 11",
        "children aged 2-15",
        "under Regulation 3 and Article 15",
        "see paragraph 2.16 and page 20",
        "seen within 28 days",
        "2015 assessments were completed",
        "2,016 calls",
        "£2016",
        "a score of 20.17",
        "the visits may rise as we march on",
        "a quarter of the pupils",
        "three quarters of calls",
        "12 of 17 sites",
        "decision 24/00108",
        "ring 0201 720 1800",
        "every second month",
        "a five year plan",
        "the monthly panel",
    ],
)
def test_no_period(text: str) -> None:
    assert days(text) == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("45 in August. Visits rose.", "August"),
        ("45 at the end of September.", "at the end of September"),
        ("45 in May.", "May"),
        ("45 in July to August. Visits rose.", "July to August"),
        ("45 on 30 June. Visits rose.", "30 June"),
        ("45 in Sept. 2017", "Sept. 2017"),
        ("45 on 3 Aug. 2017", "3 Aug. 2017"),
    ],
)
def test_a_full_stop_belongs_to_a_shortened_month_only(text: str, label: str) -> None:
    assert [found[0] for found in days(text)] == [label]


@pytest.mark.xfail(strict=True, reason="not read yet")
@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("in the last quarter of 2016/17", "2017-01-01", "2017-03-31"),
        ("45 at year-end", "2018-03-31", "2018-03-31"),
        ("45 at the start of the year", "2017-04-01", "2017-04-01"),
        ("45 since the launch of the scheme", "None", "2017-09-30"),
    ],
)
def test_periods_still_to_be_learned(text: str, start: str, end: str) -> None:
    assert [found[1:] for found in days(text)] == [(start, end)]


@pytest.mark.xfail(strict=True, reason="read as the year 2016/17")
def test_ages_with_a_stroke_are_no_period() -> None:
    assert days("those aged 16/17") == []


# ── any period ───────────────────────────────────────────────────────────────────────────────────

YEARS = st.integers(1990, 2048)


@settings(derandomize=True)
@given(YEARS, st.integers(1, 4), st.sampled_from(["{y}/{n} Q{q}", "Q{q} {y}/{n}", "quarter {q} of {y}-{n}"]))
def test_a_quarter_goes_there_and_back(year: int, quarter: int, form: str) -> None:
    label = form.format(y=year, n=f"{(year + 1) % 100:02}", q=quarter)
    found = parse(f"There were 45 fires in {label}.")
    assert found is not None
    assert (found.label, (found.start, found.end)) == (label, cal.quarter_span(year, quarter))
    assert parse(label) == found


@settings(derandomize=True)
@given(YEARS, st.integers(1, 12))
def test_a_month_goes_there_and_back(year: int, month: int) -> None:
    label = f"{month_name[month]} {year}"
    found = parse(f"There were 45 fires in {label}.")
    assert found is not None
    assert (found.label, (found.start, found.end)) == (label, cal.month_span(year, month))


@settings(derandomize=True)
@given(st.dates(date(2000, 1, 1), date(2048, 12, 31)), st.sampled_from(["{d} {m} {y}", "{d:02}/{n:02}/{y}"]))
def test_a_day_goes_there_and_back(day: date, form: str) -> None:
    label = form.format(d=day.day, m=month_name[day.month], n=day.month, y=day.year)
    assert parse(f"There were 45 fires on {label}.") == Period(label=label, start=day, end=day)


@settings(derandomize=True)
@given(YEARS, st.integers(1, 4))
def test_the_previous_quarter_of_a_quarter_ends_the_day_before(year: int, quarter: int) -> None:
    report = parse(f"{year}/{(year + 1) % 100:02} Q{quarter}")
    (found,) = periods("up on the previous quarter", report)
    assert report is not None and report.start is not None and found.end is not None
    assert (report.start - found.end).days == 1
    assert found.start == cal.add_months(report.start, -3)


@settings(derandomize=True, max_examples=200)
@given(st.text(alphabet="Q1234 /-–abcJulySeptember20167.,()", max_size=60))
def test_each_period_stands_where_it_says(text: str) -> None:
    for found in periods(text, Q2):
        start, end = found.span
        assert text[start:end] == found.label
        assert found.start is None or found.end is None or found.start <= found.end


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("12 at 31 March", "2017-03-31", "2017-03-31"),
        ("12 at March 31", "2017-03-31", "2017-03-31"),
        ("12 on March 31st", "2017-03-31", "2017-03-31"),
        ("12 in the June quarter", "2017-04-01", "2017-06-30"),
        ("12 in the last financial year", "2016-04-01", "2017-03-31"),
        ("12 in the last academic year", "2015-09-01", "2016-08-31"),
        ("12 YTD", "2017-04-01", "2017-06-30"),
    ],
)
def test_a_time_without_a_year_is_the_last_one_before_the_report_ends(text: str, start: str, end: str) -> None:
    assert [x[1:] for x in days(text, "2017/18 Q1")] == [(start, end)]


@pytest.mark.parametrize("text", ["£6,107.31 August", "cost £2,017.31 March"])
def test_no_time_begins_inside_a_number(text: str) -> None:
    assert [label for label, _, _ in days(text)] == [text.split()[-1]]


def test_capitals_that_are_verbs_are_no_months() -> None:
    assert days("CHILDREN MAY WAIT 12 DAYS AND THEN MARCH") == []
