"""Annotating pages: sheets, marks and the facts that are kept of two readings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training import annotate
from training.facts import gold_records

PAGE = "Calls\n\nIn May 65% of calls were answered in time (62% nationally), up from 60% in 2018.\n"
MARKS = """@ Example Council | 2019-05-01/2019-05-31
1 v | 65 | percent | calls answered in time | report | up | Calls
2 c1 | national | 62 | percent
3 c1 | earlier_period | 60 | percent | 2018-01-01/2018-12-31
4 -
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "calls.md"
    path.write_text(PAGE, encoding="utf-8")
    return path


def marks(tmp_path: Path, text: str, name: str = "first.ann") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_sheet_numbers_every_figure(page: Path) -> None:
    said = annotate.sheet(page, [1])
    assert "⟦1:65%⟧ of calls" in said and "⟦4:2018⟧" in said and "4 figures" in said


def test_marks_that_are_complete_pass(page: Path, tmp_path: Path) -> None:
    found, _ = annotate.figures(page, [1])
    assert annotate.check(found, marks(tmp_path, MARKS)) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("4 -\n", "", "not marked: 4"),
        ("4 -", "4 x", "no such role"),
        ("2 c1", "2 c4", "its owner 4 is no value"),
        ("| national", "| neighbours", "a comparator needs one of"),
        ("| report |", "| last May |", "no such period"),
        ("| 65 |", "| about 65 |", "no plain number"),
        ("4 -", "4-5 -", "there is no figure 5"),
        ("@ Example", "# Example", "no line '@"),
    ],
)
def test_a_fault_in_marks_is_named(page: Path, tmp_path: Path, old: str, new: str, said: str) -> None:
    found, _ = annotate.figures(page, [1])
    wrong = annotate.check(found, marks(tmp_path, MARKS.replace(old, new, 1)))
    assert any(said in w for w in wrong), wrong


def test_facts_hold_no_sentence_and_what_two_readers_differ_on_is_open(page: Path, tmp_path: Path) -> None:
    second = MARKS.replace("2 c1 | national | 62 | percent", "2 -").replace("calls answered in time", "answered calls")
    made = annotate.facts(page, [1], [marks(tmp_path, MARKS), marks(tmp_path, second, "second.ann")])
    assert [m["role"] for m in made["marks"]] == ["v", "?", "c", "-"]
    assert made["marks"][0]["name"] == ["calls answered in time", "answered calls"]
    assert json.loads(annotate.written(made)) == made
    assert "of calls were answered" not in annotate.written(made)


def test_facts_are_gold_records(page: Path, tmp_path: Path) -> None:
    made = annotate.facts(page, [1], [marks(tmp_path, MARKS)])
    [record] = gold_records(made)
    assert record["period"] == {"start": "2019-05-01", "end": "2019-05-31", "inherited": True}
    assert [(c["kind"], c["value"]) for c in record["comparators"]] == [("national", 62.0), ("earlier_period", 60.0)]
