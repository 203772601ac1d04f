"""The figures of a text: what is read as which value in which unit, and that no digit is lost."""

from __future__ import annotations

import time
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from perfextract.amounts import quantities, read, unit_codes
from perfextract.extract import extract_text


def values(text: str) -> list[tuple[str, str, str]]:
    """The figures of a text as (words, value, unit)."""
    return [(q.text, f"{q.value.normalize():f}", q.unit) for q in quantities(text)]


# ── forms ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "words", "value", "unit"),
    [
        ("1529 calls", "1529", "1529", "count"),
        ("15,239 calls", "15,239", "15239", "count"),
        ("2.5 million visits", "2.5 million", "2500000", "count"),
        ("4.5k visits", "4.5k", "4500", "count"),
        ("32.6% of visits", "32.6%", "32.6", "percent"),
        ("20 per cent of visits", "20 per cent", "20", "percent"),
        ("12 percent of calls", "12 percent", "12", "percent"),
        ("101% of plan", "101%", "101", "percent"),
        (".5% of calls", ".5%", "0.5", "percent"),
        ("+3.1 percentage points", "+3.1 percentage points", "3.1", "percentage_points"),
        ("2 pp lower", "2 pp", "2", "percentage_points"),
        ("61 per 10,000 children", "61", "61", "per_10000"),
        ("3.3 per 1,000 births", "3.3", "3.3", "per_1000"),
        ("553 per 100,000", "553", "553", "per_100000"),
        ("12 cases per million", "12", "12", "per_million"),
        ("18.4 days", "18.4 days", "18.4", "days"),
        ("20 working days", "20 working days", "20", "days"),
        ("9.4 weeks", "9.4 weeks", "9.4", "weeks"),
        ("8.3 days per full time equivalent", "8.3 days", "8.3", "days"),
        ("15,239 tonnes of waste", "15,239 tonnes", "15239", "tonnes"),
        ("19.8 FTE jobs", "19.8 FTE", "19.8", "count"),
        ("112 kg per household", "112 kg", "112", "kg"),
        ("a score of -0.6", "-0.6", "-0.6", "count"),
        ("a score of −0.6", "−0.6", "-0.6", "count"),  # a true minus sign
    ],
)
def test_digits(text: str, words: str, value: str, unit: str) -> None:
    assert values(text) == [(words, value, unit)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("£9,876,543", "9876543"),
        ("£4.5m", "4500000"),
        ("£31.3 million", "31300000"),
        ("£33million", "33000000"),
        ("c£700k", "700000"),
        ("£2bn", "2000000000"),
        ("£1,234.56", "1234.56"),
        ("-£1.2m", "-1200000"),
        ("£-1.2m", "-1200000"),
    ],
)
def test_money_with_its_scale(text: str, value: str) -> None:
    assert values(text) == [(text, value, "GBP")]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1 minute 7 seconds", "67", "seconds"),
        ("6 minutes and 26 seconds", "386", "seconds"),
        ("2 hours, 5 minutes", "125", "minutes"),
    ],
)
def test_a_duration_of_two_numbers_is_one_value(text: str, value: str, unit: str) -> None:
    assert values(text) == [(text, value, unit)]


@pytest.mark.parametrize(
    ("text", "words", "value", "unit"),
    [
        ("two children moved", "two", "2", "count"),
        ("Twenty-seven visits", "Twenty-seven", "27", "count"),
        ("two hundred", "two hundred", "200", "count"),
        ("one hundred and five calls", "one hundred and five", "105", "count"),
        ("over eight and a half million", "eight and a half million", "8500000", "count"),
        ("ten days", "ten days", "10", "days"),
        ("half of the sites", "half", "50", "percent"),
        ("a third of pupils", "a third", "33.3", "percent"),
        ("two thirds of pupils", "two thirds", "66.7", "percent"),
        ("three quarters of pupils", "three quarters", "75", "percent"),
        ("1 in 4 calls", "1 in 4", "25", "percent"),
        ("none of the sites is late", "none", "0", "count"),
        ("no complaints were made", "no", "0", "count"),
        ("zero complaints", "zero", "0", "count"),
    ],
)
def test_words(text: str, words: str, value: str, unit: str) -> None:
    assert values(text) == [(words, value, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "a no longer open site",
        "the second half was dry",
        "in the first half of the year",
        "reviewed once a quarter",
        "would need a third year of savings",
        "a quarter of an hour later",
        "calls doubled",
        "there is no evidence of harm",
        "the twenty-first meeting",
        "someone telephoned",
        "often seen",
        "a further quarter",
        "zeros",
    ],
)
def test_words_that_only_look_like_numbers(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("112 (41%) live near", [("112", "112", "count"), ("41%", "41", "percent")]),
        ("10(91%)", [("10", "10", "count"), ("91%", "91", "percent")]),
        ("45%/55%", [("45%", "45", "percent"), ("55%", "55", "percent")]),
        ("from 174 to 127", [("174", "174", "count"), ("127", "127", "count")]),
        ("43, 31 and 9 sites", [("43", "43", "count"), ("31", "31", "count"), ("9", "9", "count")]),
    ],
)
def test_neighbours_stay_apart(text: str, found: list[tuple[str, str, str]]) -> None:
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "words", "value", "unit"),
    [
        ("rose to 12 345 in May", "12 345", "12345", "count"),
        ("12\u00a0345 visits", "12\u00a0345", "12345", "count"),
        ("12\u2009345 visits", "12\u2009345", "12345", "count"),
        ("1\u202f234\u202f567 visits", "1\u202f234\u202f567", "1234567", "count"),
        ("12 345 678 visits", "12 345 678", "12345678", "count"),
        ("£12 345", "£12 345", "12345", "GBP"),
        ("rose to 1.3m", "1.3m", "1300000", "count"),
        ("used by 2m people", "2m", "2000000", "count"),
        ("2.5K visits", "2.5K", "2500", "count"),
        ("3bn visits", "3bn", "3000000000", "count"),
        ("a score of –0.6", "–0.6", "-0.6", "count"),
        ("a score of \u20110.6", "\u20110.6", "-0.6", "count"),
        ("a score of - 0.36", "- 0.36", "-0.36", "count"),
        ("a change of minus 3.2%", "minus 3.2%", "-3.2", "percent"),
        ("a variance of £(3.2)m", "£(3.2)m", "-3200000", "GBP"),
        ("an overspend (£3.2m)", "£3.2m", "3200000", "GBP"),
        ("2½ days", "2½ days", "2.5", "days"),
        ("½% of it", "½%", "0.5", "percent"),
        ("3½ million items", "3½ million", "3500000", "count"),
        ("2 1/2 days", "2 1/2 days", "2.5", "days"),
        ("5 and a half weeks", "5 and a half weeks", "5.5", "weeks"),
        ("3 million and a half", "3 million and a half", "3500000", "count"),
        ("half a million visits", "half a million", "500000", "count"),
        ("a dozen complaints", "a dozen", "12", "count"),
        ("two dozen complaints", "two dozen", "24", "count"),
        ("twelve hundred volunteers", "twelve hundred", "1200", "count"),
        ("two thousand three hundred and fifty", "two thousand three hundred and fifty", "2350", "count"),
        ("the ten-day wait", "ten-day", "10", "days"),
        ("scored 72 out of 100", "72 out of 100", "72", "score"),
        ("rated 8.2 out of 10", "8.2 out of 10", "8.2", "score"),
        ("rated 4.6/5", "4.6/5", "4.6", "score"),
        ("7 in 10 residents", "7 in 10", "70", "percent"),
        ("1 in 13 adults", "1 in 13", "7.7", "percent"),
        ("1-in-5 calls", "1-in-5", "20", "percent"),
        ("one in every 43 adults", "one in every 43", "2.3", "percent"),
        ("a ratio of 1:8", "1:8", "0.125", "ratio"),
        ("a ratio of 1:15", "1:15", "0.0667", "ratio"),
        ("61.4 per 100k", "61.4", "61.4", "per_100000"),
        ("61.4 per hundred thousand", "61.4", "61.4", "per_100000"),
        ("€5m", "€5m", "5000000", "EUR"),
        ("US$300", "US$300", "300", "USD"),
        ("3 million euros", "3 million euros", "3000000", "EUR"),
        ("1,245 pounds a week", "1,245 pounds", "1245", "GBP"),
        ("2 million pounds", "2 million pounds", "2000000", "GBP"),
        ("85 pence", "85 pence", "0.85", "GBP"),
        ("50p a meal", "50p", "0.5", "GBP"),
        ("612 MWh", "612 MWh", "612", "MWh"),
        ("49MW", "49MW", "49", "MW"),
        ("3,100kWh", "3,100kWh", "3100", "kWh"),
        ("24 Mbps", "24 Mbps", "24", "Mbps"),
        ("80sqm", "80sqm", "80", "m2"),
        ("20 mph", "20 mph", "20", "mph"),
        ("an hour and 45 minutes", "an hour and 45 minutes", "105", "minutes"),
        ("an hour and a half", "an hour and a half", "1.5", "hours"),
        ("2m 30s", "2m 30s", "150", "seconds"),
        ("1 hour 45 in May", "1 hour 45", "105", "minutes"),
        ("a wait of 00:02:30", "00:02:30", "150", "seconds"),
        ("2 years 3 months", "2 years 3 months", "27", "months"),
        ("81pc of them", "81pc", "81", "percent"),
        ("1,\u200b204 visits", "1,\u200b204", "1204", "count"),
        ("1,3\u00ad77 visits", "1,3\u00ad77", "1377", "count"),
        ("1,2\u033504 visits", "1,2\u033504", "1204", "count"),
        ("ﬁve visits", "ﬁve", "5", "count"),
        ("４２ per cent", "４２ per cent", "42", "percent"),
        ("there have been no permanent exclusions", "no", "0", "count"),
        ("no children were excluded", "no", "0", "count"),
    ],
)
def test_other_forms(text: str, words: str, value: str, unit: str) -> None:
    assert values(text) == [(words, value, unit)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("in 2016 345 people came", ["2016", "345"]),
        ("at 31 March 12 345 people", ["31", "12 345"]),
        ("on March 12 345 people", ["12", "345"]),
        ("in quarter 2 345 people", ["2", "345"]),
        ("12 345 678", ["12", "345", "678"]),
        ("131,000 100 100", ["131,000", "100", "100"]),
        ("twenty thirty", ["twenty", "thirty"]),
        ("none of the 42", ["none", "42"]),
    ],
)
def test_numbers_side_by_side_stay_apart(text: str, numbers: list[str]) -> None:
    assert [q.text for q in quantities(text)] == numbers


@pytest.mark.parametrize(
    ("text", "words", "value", "upper", "unit"),
    [
        ("Between 45% and 50% of calls", "Between 45% and 50%", "45", "50", "percent"),
        ("a wait of 12-14 days", "12-14 days", "12", "14", "days"),
        ("a wait of 12 – 14 days", "12 – 14 days", "12", "14", "days"),
        ("£10-15m", "£10-15m", "10000000", "15000000", "GBP"),
        ("£10m to £15m", "£10m to £15m", "10000000", "15000000", "GBP"),
        ("between £3 and £5 million", "between £3 and £5 million", "3000000", "5000000", "GBP"),
        ("5 to 7 per cent", "5 to 7 per cent", "5", "7", "percent"),
        ("ranged from 7.5 to 9.2 minutes", "from 7.5 to 9.2 minutes", "7.5", "9.2", "minutes"),
        ("three or four weeks", "three or four weeks", "3", "4", "weeks"),
        ("120–140 new carers", "120–140", "120", "140", "count"),
    ],
)
def test_a_range_is_one_quantity(text: str, words: str, value: str, upper: str, unit: str) -> None:
    (q,) = quantities(text)
    found = (q.text, f"{q.value.normalize():f}", f"{q.upper.normalize():f}" if q.upper else None, q.unit)
    assert found == (words, value, upper, unit)


@pytest.mark.parametrize(
    "text",
    [
        "2016-18",
        "between 2016 and 2018",
        "from 5% to 7%",
        "rose 5 to 7 per cent",
        "fell by 80 to 475",
        "since 2005 to 8,607",
        "grades 9-4",
        "wards 2-4",
        "12-14-16",
        "from 331 in 2012–13 to 545",
        "the gap between 45% and 50%",
        "the first half of 2017/18 to £16.4m",
    ],
)
def test_what_is_no_range(text: str) -> None:
    assert [q for q in read(text) if q.upper is not None and not q.excluded] == []


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("<5", "at_most"),
        ("≤ 5", "at_most"),
        (">95%", "at_least"),
        ("≥95%", "at_least"),
        ("95%", None),
        ("12 -> 5", None),
    ],
)
def test_signs_of_bounds(text: str, bound: str | None) -> None:
    assert quantities(text)[-1].bound == bound


def test_a_record_has_the_upper_end_of_its_range() -> None:
    told = extract_text(
        "The rate ranged from 7.5% to 9.2% across the wards. Between 45% and 50% of calls were answered."
    )
    assert [(str(r.value), str(r.upper), r.unit) for r in told.records] == [
        ("7.5", "9.2", "percent"),
        ("45", "50", "percent"),
    ]


def test_a_count_knows_what_it_is_out_of() -> None:
    (q,) = quantities("97/102 pupils")
    assert (q.text, q.value, q.whole, q.unit) == ("97/102", 97, 102, "count")


def test_the_unit_and_scale_told_after_the_second_figure_are_of_both() -> None:
    assert values("from 5 to 7 per cent") == [("5", "5", "percent"), ("7 per cent", "7", "percent")]
    assert values("from £3 to £5 million") == [("£3", "3000000", "GBP"), ("£5 million", "5000000", "GBP")]


# ── damaged numbers are read as meant, and say so ────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "words", "value", "unit", "told"),
    [
        ("11, 011 visits", "11, 011", "11011", "count", "a space inside the number"),
        ("96.66%% of them", "96.66%", "96.66", "percent", "two percent signs"),
        ("compared to1388", "1388", "1388", "count", "'to' and '1388' stand together"),
        ("33million visits", "33million", "33000000", "count", "'33' and 'million' stand together"),
        ("17days late", "17days", "17", "days", "a number and its unit stand together"),
    ],
)
def test_garbles(text: str, words: str, value: str, unit: str, told: str) -> None:
    assert values(text) == [(words, value, unit)]
    assert told in (quantities(text)[0].garbled or "")


@pytest.mark.parametrize("text", ["1,920 visits", "32.6% of", "£33m", "£2bn", "12 cases, 140 calls", "18.4 days"])
def test_sound_numbers_are_not_called_garbled(text: str) -> None:
    assert not any(q.garbled for q in quantities(text))


# ── digits that are no figure ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("on the 31st of December", "ordinal"),
        ("from 10.30am", "clock"),
        ("at 14:45", "clock"),
        ("ring 01522 555 123", "telephone"),
        ("see www.mereshire.example/q2", "web"),
        ("write to q2@mereshire.example", "web"),
        ("measure HW12", "code"),
        ("the 65+ group", "age"),
        ("in 3.4.1 below", "section"),
        ("as noted [2]", "mark"),
        ("open 24/7", "rating_scale"),
        ("the rate per 10,000 fell", "rate_base"),
    ],
)
def test_what_is_no_figure_has_a_reason(text: str, why: str) -> None:
    assert quantities(text) == []
    assert [q.excluded for q in read(text)] == [why]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a margin of +/-3%", "margin"),
        ("right to plus or minus 3%", "margin"),
        ("(p<0.05)", "chance"),
        ("a 6-in-1 vaccine", "code"),
        ("a 10k run", "code"),
        ("a 25m pool", "code"),
        ("aged 5 to 11", "age"),
        ("5-11 year olds", "age"),
        ("9" * 400, "too long"),
        ("£" + "9" * 400 + "m", "too long"),
        ("1" + ",234" * 100, "too long"),
        ("at 10:15:30", "clock"),
        ("00:02:30 Councillor Smith: thank you", "clock"),
        ("below 6/12 in one eye", "acuity"),
    ],
)
def test_what_only_looks_like_a_figure_has_a_reason(text: str, why: str) -> None:
    assert [q.excluded for q in read(text) if any(map(str.isdecimal, q.text))] == [why]


def test_an_interval_behind_its_figure_is_no_figure() -> None:
    assert [(q.text, q.excluded) for q in read("84% (80-88%)")] == [("84%", None), ("80-88%", "interval")]


@pytest.mark.parametrize(("size", "sign"), [(5000, "9"), (2000, "9,"), (2000, "1 "), (2000, "half "), (2000, "12-")])
def test_long_runs_cost_little(size: int, sign: str) -> None:
    begun = time.process_time()
    read(sign * size + " visits")
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("ring 01522 555 123, 100 people did", ["01522 555 123", "100"]),
        ("as 3.4.1, 100 people did", ["3.4.1", "100"]),
        ("on the 31st, 100 people did", ["31st", "100"]),
        ("131,000 100 100", ["131,000", "100", "100"]),
        ("61 per 10,000, 700 in all", ["61", "10,000", "700"]),
    ],
)
def test_a_number_beside_what_is_no_figure_is_kept(text: str, numbers: list[str]) -> None:
    assert [q.text for q in read(text)] == numbers


def test_every_unit_has_its_code() -> None:
    assert {"count", "percent", "percentage_points", "GBP", "per_10000", "days", "tonnes"} <= unit_codes()


# ── any text ─────────────────────────────────────────────────────────────────────────────────────

NUMBERS = st.one_of(
    st.integers(0, 99999).map(str),
    st.integers(0, 9999999).map("{:,}".format),
    st.decimals(0, 999, places=1).map(str),
    st.sampled_from(
        [
            *(
                "two",
                "twenty-seven",
                "half of",
                "1 in 4",
                "no",
                "2016/17",
                "0-17",
                " 31st ",
                " 01522 555 123 ",
                " 3.4.1 ",
            ),
            *(
                "12 345",
                "1\u202f234",
                "2½",
                "4.6/5",
                "97/102",
                "1:8",
                "00:02:30",
                "£(3.2)m",
                "45%-50%",
                "8.2 out of 10",
            ),
            *("1,\u200b204", "４２", "ﬁve", "a dozen", "2m 30s", "two thousand three hundred", "9" * 60, "2 1/2"),
        ]
    ),
)
AROUND = st.sampled_from(
    [
        "%",
        "%%",
        " per cent",
        "£",
        "m",
        " million",
        " days",
        "days",
        "k",
        " per 10,000",
        "+",
        "(",
        ")",
        "-",
        "–",
        "to",
        "from",
        "between",
        "<",
        "±",
        "minus ",
        "p",
        "m",
        "/",
        ":",
        "\u00ad",
        " and a half",
    ]
)
WORDS = st.sampled_from(
    ["visits", "of", "calls were", "rose to", "aged", "the rate", "Q2", "HW", "and", "in", "minutes"]
)
TEXTS = st.lists(
    st.tuples(st.one_of(NUMBERS, AROUND, WORDS), st.sampled_from([" ", "", "; ", ". ", "\xa0"])), max_size=14
).map(lambda parts: "".join(part + gap for part, gap in parts))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(TEXTS)
@example("compared to1388, 32.6%of 11, 011 and £4.5m(96.4%%)")
@example("1,2,3 4,5,00,000 .5.6.7 12.13.14/15-16")
def test_no_digit_is_lost(text: str) -> None:
    inside = {n for q in read(text) for n in range(q.start, q.end)}
    assert [text[n - 8 : n + 8] for n, c in enumerate(text) if c.isdecimal() and n not in inside] == []


@settings(max_examples=300, deadline=None, derandomize=True)
@given(TEXTS)
def test_each_figure_stands_where_it_says(text: str) -> None:
    found = read(text)
    assert all(text[q.start : q.end] == q.text for q in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert [q for q in found if q.excluded is None] == quantities(text)


@settings(derandomize=True)
@given(st.integers(0, 10**9))
def test_a_whole_number_is_its_value_with_and_without_commas(number: int) -> None:
    for text in (f"{number} visits", f"{number:,} visits"):
        (found,) = quantities(text)
        assert found.value == number


@settings(derandomize=True)
@given(st.decimals(0, 10**4, places=2))
def test_money_is_multiplied_exactly(amount: Decimal) -> None:
    (found,) = quantities(f"£{amount}m")
    assert found.value == amount * 10**6
