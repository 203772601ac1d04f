"""The score page's parts, on a gold file and found records small enough to see through."""

from __future__ import annotations

from typing import Any

import evaluation
import pytest

from perfextract.evaluate import Scores, evaluate

PERIOD = {"start": "2023-07-01", "end": "2023-09-30"}


def gold(name: str, value: float, quote: str, **fields: Any) -> dict[str, Any]:
    return {"id": name, "value": value, "unit": "percent", "quote": quote, "indicator": "late visits"} | fields


def found(value: float, text: str, **fields: Any) -> dict[str, Any]:
    evidence = {"text": text}
    return {"id": "f1", "value": value, "unit": "percent", "evidence": evidence, "indicator": "late visits"} | fields


TARGET = {"kind": "target", "value": 20, "unit": "percent"}
GOLD = [
    gold("a", 32.6, "32.6% of visits were late", period=PERIOD, comparators=[TARGET]),
    gold("b", 7.0, "7% of calls"),
]
FOUND = [found(32.6, "In all, 32.6% of visits were late.", period=PERIOD), found(9.0, "9% | of others")]


@pytest.fixture
def scores() -> Scores:
    return evaluate(GOLD, FOUND)


def test_the_ladder_is_a_table_of_one_row_a_report(scores: Scores) -> None:
    head, rule, row = evaluation.ladder_table([("tiny", "written-on", scores)]).splitlines()
    assert head.count("|") == rule.count("|") == row.count("|") == len(evaluation.HEAD) + 1
    figures = ("2", "2", "0.500", "0.500", "0.500", "0.000", "0.000", "0.000", "1.000", "1.000", "1.000", "1.000")
    assert row == f"| tiny | written-on | {' | '.join(figures)} |"


def test_a_ladder_that_moved_is_stale(scores: Scores) -> None:
    kept = evaluation.ladder_of(f"## The ladder\n\n{evaluation.ladder_table([('tiny', 'written-on', scores)])}\n")
    assert list(evaluation.stale(kept, kept)) == []
    moved = {"tiny": [*kept["tiny"][:-1], "0.994"]}
    assert list(evaluation.stale(kept, moved)) == ["tiny: name is 0.994, the page says 1.000"]
    assert list(evaluation.stale({}, kept)) == ["tiny is not in the page"]
    assert list(evaluation.stale(kept, {}, complete=False)) == []
    assert list(evaluation.stale(kept, {})) == ["tiny is no report any more"]


def test_errors_are_told_row_by_row(scores: Scores) -> None:
    assert list(evaluation.errors(scores, evaluation.in_full, evaluation.in_words)) == [
        ("b", "missed", "7.0 percent: “7% of calls”", ""),
        ("a", "comparators", "target 20", "none"),
        ("", "spurious", "", "9.0 percent: “9% | of others”"),
    ]
    assert evaluation.cell("9% | of others") == "9% \\| of others"


def test_of_a_real_report_no_words_and_no_figures_are_told(scores: Scores) -> None:
    assert list(evaluation.errors(scores, evaluation.in_codes, evaluation.without_words)) == [
        ("b", "missed", "percent", ""),
        ("a", "comparators", "target", "none"),
        ("", "spurious", "", "percent: f1"),
    ]
    assert evaluation.in_codes({"indicator": "late visits"}, "indicator") == "–"


def test_numbers_of_another_part_are_neither_found_nor_unwanted() -> None:
    text = "32.6% of visits were late, against a target of 20% in 2023."
    hits = [evaluation.figure({}, value, unit, {"quote": text}) for value, unit in ((32.6, "count"), (20.0, "percent"))]
    assert evaluation.tally([(GOLD, hits)]) == (0, 1, 0)
    year = evaluation.figure({}, 2023.0, "count", {"quote": text})
    right = evaluation.figure({}, 32.6, "percent", {"quote": text})
    assert evaluation.tally([(GOLD, [right, year])]) == (1, 1, 1)
