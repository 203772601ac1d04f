"""How far a value is from what it is compared with: a gap of the comparator, and no change in time."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfextract.extract import Options, extract_text
from perfextract.model import Comparator, Gap, Record
from perfextract.pipes.marks import mark_text
from perfextract.reading.gaps import gap, with_gaps
from perfextract.reading.parts import marked_sentence
from perfextract.reading.roles import Role
from perfextract.show import comparator_text


def records(text: str) -> tuple[Record, ...]:
    return extract_text(text, Options(period="2023/24 Q2")).records


def test_a_distance_from_a_name_without_a_figure_is_its_gap() -> None:
    (record,) = records("In quarter 2, 72% of reviews were on time, 8 percentage points below target.")
    (target,) = record.comparators
    assert (target.kind, target.value, target.relation) == ("target", None, "below")
    assert target.gap is not None
    assert (target.gap.amount, target.gap.unit) == (8, "percentage_points")
    assert (record.change, record.direction) == (None, None)


def gap_of(text: str) -> Comparator | None:
    """The gap that the last figure of a sentence states, taken for a change."""
    s = marked_sentence(mark_text(text), 0, len(text))
    roles = {f: Role("change", 1.0, "-", 0.0, ()) for f in s.figures}
    return gap(s, s.figures[-1], roles)


@pytest.mark.parametrize(
    ("text", "kind", "relation"),
    [
        ("It took 239 days, 22 days longer than the England average.", "national", "above"),
        ("It was 61%, 4 percentage points below the regional average.", "regional", "below"),
        ("It took 239 days, 87 days away from the target.", "target", None),
    ],
)
def test_a_distance_is_measured_from_a_name(text: str, kind: str, relation: str | None) -> None:
    found = gap_of(text)
    assert found is not None and found.gap is not None
    assert (found.kind, found.relation, found.value) == (kind, relation, None)


@pytest.mark.parametrize(
    "text",
    [
        "It took 239 days, 22 days longer than in the previous quarter.",
        "It took 239 days, 22 days longer; the England average is falling.",
        "Fees came to £2m, £58,000 above the profiled budget.",
        "Against the national average it fell by 22 days.",
    ],
)
def test_a_change_in_time_is_no_gap(text: str) -> None:
    assert gap_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Reviews on time were at 72% in quarter 2, up 8 percentage points on the previous quarter.",
        "In quarter 2, 72% of reviews were on time, 8 percentage points above the national average of 64%.",
        "Visits rose by 120 to 4,100 in quarter 2, against a target of 4,000.",
    ],
)
def test_a_change_or_a_name_with_a_figure_makes_no_gap(text: str) -> None:
    assert [c.gap for r in records(text) for c in r.comparators if c.gap] == []


def test_what_is_over_budget_is_a_change() -> None:
    found = records("Spending on homecare was £71.9m, £4.6m above the profiled budget.")
    assert [c.gap for r in found for c in r.comparators if c.gap] == []


def test_a_comparator_with_a_figure_takes_the_gap_to_its_kind() -> None:
    figure = Comparator(kind="national", value=Decimal(64), unit="percent")
    distance = Comparator(kind="national", gap=Gap(amount=Decimal(8), unit="percentage_points"))
    assert with_gaps([figure], [distance]) == [figure.model_copy(update={"gap": distance.gap})]
    assert with_gaps([], [distance]) == [distance]


def test_a_gap_is_shown() -> None:
    (record,) = records("In quarter 2, 72% of reviews were on time, 8 percentage points below target.")
    assert comparator_text(record.comparators[0]) == "below target · by 8 percentage points"
