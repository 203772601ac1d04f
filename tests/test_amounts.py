"""The figures of a text: what is read as which value in which unit, and that no digit is lost."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from perfextract.amounts import quantities, read, unit_codes


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


@pytest.mark.xfail(strict=True, reason="not read yet")
@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("12½ days", "12.5", "days"),
        ("the ten-day wait", "10", "days"),
        ("11 000 visits", "11000", "count"),
        ("1-in-5 calls", "20", "percent"),
    ],
)
def test_forms_still_to_be_learned(text: str, value: str, unit: str) -> None:
    assert [found[1:] for found in values(text)] == [(value, unit)]


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
        ["two", "twenty-seven", "half of", "1 in 4", "no", "2016/17", "0-17", " 31st ", " 01522 555 123 ", " 3.4.1 "]
    ),
)
AROUND = st.sampled_from(
    ["%", "%%", " per cent", "£", "m", " million", " days", "days", "k", " per 10,000", "+", "(", ")", "-", "–", "to"]
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
