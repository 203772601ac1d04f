"""Forms that figures, names and ratings take in plain text, from the text to the record."""

from __future__ import annotations

from typing import Any

import pytest

from perfextract.cards.legend import is_legend
from perfextract.extract import extract_text
from perfextract.model import Record

HEAD = "Merrowshire County Council\n\nPerformance report: quarter 2 2023/24\n\nParks\n\n"


def records(text: str) -> tuple[Record, ...]:
    """The records of a text under the heading of a report."""
    return extract_text(HEAD + text).records


def told(text: str) -> list[tuple[Any, ...]]:
    """Value, upper end, unit, direction and the comparators' values of each record."""
    return [(r.value, r.upper, r.unit, r.direction, [c.value for c in r.comparators]) for r in records(text)]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (
            "The number of trees planted rose to 12\u202f345 in quarter 2, from 11 980 in quarter 1.",
            (12345, None, "count", "up", [11980]),
        ),
        ("Between 40% and 45% of ponds were cleaned in quarter 2.", (40, 45, "percent", None, [])),
        ("The average wait for a bench was 12–14 days in quarter 2.", (12, 14, "days", None, [])),
        ("Forty-two per cent of benches were new in quarter 2.", (42, None, "percent", None, [])),
        ("Litter was rated low by 81pc of visitors in quarter 2.", (81, None, "percent", None, [])),
        ("Income from boats was GBP 3.1 mn in quarter 2.", (3100000, None, "GBP", None, [])),
        ("The cost of agency staff was £842k in quarter 2.", (842000, None, "GBP", None, [])),
        ("There were twelve hundred volunteers in quarter 2.", (1200, None, "count", None, [])),
        ("There were 2.5k new members in quarter 2.", (2500, None, "count", None, [])),
        ("The number of benches mended was 512[3] in quarter 2.", (512, None, "count", None, [])),
        ("The number of gates hung was 9,870* in quarter 2.", (9870, None, "count", None, [])),
        (
            "The number of fly\u00adtips was 1,\u200b204 in quar\u00adter 2, down from 1,3\u00ad77 in quarter 1.",
            (1204, None, "count", "down", [1377]),
        ),
        ("４２ per cent of paths were clean in quarter 2.", (42, None, "percent", None, [])),
    ],
)
def test_a_figure_in_another_form(text: str, right: tuple[Any, ...]) -> None:
    assert told(text) == [right]


def test_a_name_is_in_plain_letters_and_its_evidence_as_printed() -> None:
    text = "The eﬃciency of oﬃce lighting was 91% in quarter 2."
    (record,) = records(text)
    assert record.indicator == "efficiency of office lighting"
    assert record.evidence.text == text


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Ponds cleaned: 91% 🟢\nBenches mended: 47 🟠\n", [(91, "green"), (47, "amber")]),
        ("🔴 Ponds cleaned: 92%\n🟢 Benches mended: 12\n", [(92, "red"), (12, "green")]),
        ("The share of ponds cleaned was 72% in quarter 2 🟡, up from 70% in quarter 1.", [(72, "amber")]),
        (
            "| Measure | Target | Q2 2023/24 | Rating |\n| Ponds | 9 | 8 | 🔴 |\n| Trees | 5 | 6 | 🟩 |\n",
            [(8, "red"), (6, "green")],
        ),
    ],
)
def test_a_coloured_sign_is_a_rating(text: str, right: list[tuple[int, str]]) -> None:
    assert [(r.value, r.rag) for r in records(text)] == right


def test_a_legend_states_nothing() -> None:
    legend = "Key: red means more than 5% away from target; amber means within 5% of target."
    assert is_legend(legend)
    assert is_legend("🟢 = at or above the target, 🔴 = more than 10% below the target")
    assert not is_legend("Red: 4; amber: 5; green: 12")
    assert records(legend) == ()


def test_labels_under_a_heading_do_not_take_each_others_names() -> None:
    assert [
        (r.indicator, r.value) for r in records("Ponds cleaned: 41\nBenches: 12\nCalls answered in time: 93%\n")
    ] == [
        ("Ponds cleaned", 41),
        ("Benches", 12),
        ("Calls answered in time", 93),
    ]


def test_minutes_whose_parts_semicolons_divide_are_read_part_by_part() -> None:
    text = (
        "12. Members heard that visits to ponds rose to 4,210 in quarter 2; that 97% of benches were mended in "
        "quarter 2; and that the wait for a bench was 3 days in quarter 2."
    )
    assert [(r.value, r.unit, r.direction) for r in records(text)] == [
        (4210, "count", "up"),
        (97, "percent", None),
        (3, "days", None),
    ]
    assert records(text)[2].indicator == "wait for a bench"


def test_what_a_transcript_and_minutes_are_marked_with_is_no_figure() -> None:
    text = """00:01:10 CHAIR: Item 7.
00:01:40 CHAIR: Risk R12, likelihood 3, impact 4.
00:02:10 CLERK: Call me on extension 4512 or 01632 960123.
00:02:44 CLERK: Ponds cleaned rose to 41 in quarter 2.
"""
    assert [(r.indicator, r.value) for r in records(text)] == [("Ponds cleaned", 41)]
