"""Which records a change moved: found again though they differ, and judged by gold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training import changed

PERIOD = {"label": None, "start": "2023-07-01", "end": "2023-09-30", "inherited": False}
TEXT = "Visits rose to 4,100 from 3,900, and calls fell to 12."


def record(words: str = "4,100", value: float = 4100, **fields) -> dict:
    """A line of a saved file."""
    plain = dict.fromkeys(changed.COMPARED) | {"comparators": [], "period": PERIOD, "kind": "actual", "unit": "count"}
    place = {"document": "a.txt", "page": None, "text": TEXT, "value_text": words, "source": "prose"}
    return {**place, **plain, "indicator": "visits", "value": value} | fields


def gold(**fields) -> dict:
    base = {"id": "g", "value": 4100, "unit": "count", "quote": TEXT, "indicator": "visits", "kind": "actual"}
    return base | {"period": PERIOD, "comparators": []} | fields


def told(before: list[dict], after: list[dict]) -> list[tuple[str, list[str]]]:
    return [(m.kind, changed.changed_fields(m)) for m in changed.moves(before, after)]


def test_what_is_the_same_is_not_told():
    assert told([record(), record("12", 12)], [record("12", 12), record()]) == []


def test_a_record_is_found_again_though_it_differs():
    assert told([record()], [record(direction="up", indicator="visits to museums")]) == [
        ("changed", ["indicator", "direction"])
    ]
    assert told([record()], [record(text=TEXT[:32])]) == []  # its sentence ends elsewhere now


def test_gone_and_new():
    assert told([record(), record("3,900", 3900)], [record(), record("12", 12)]) == [("new", []), ("gone", [])]


def test_of_two_equal_values_in_a_sentence_each_keeps_its_own():
    one, other = record(indicator="visits"), record(indicator="calls")
    assert told([one, other], [other, one | {"unit": "percent"}]) == [("changed", ["unit"])]


@pytest.fixture
def report(tmp_path: Path) -> changed.Known:
    path = tmp_path / "gold.json"
    unsure = gold(value=12, indicator="calls", sure=False)
    path.write_text(json.dumps([gold(direction="up"), unsure]), encoding="utf-8")
    return changed.Known("a.txt", list, path)


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ([record()], [record(direction="up")], "better"),
        ([record(direction="up")], [record(direction="down")], "worse"),
        ([record(status="noted")], [record(status="noted", rag="red")], "as good"),
        ([record()], [], "worse"),
        ([], [record()], "better"),
        ([record("3,900", 3900)], [], "better"),
        ([], [record("3,900", 3900)], "worse"),
        ([], [record("12", 12)], ""),  # gold is not sure of it
    ],
)
def test_gold_says_whether_a_move_is_for_the_better(report, before, after, verdict):
    (moves,) = changed.all_moves(before, after, [report]).values()
    assert [move.verdict for move in moves] == [verdict]


def test_the_counts_come_first_then_the_moves_with_their_fields(report):
    before, after = [record(), record("12", 12)], [record(direction="up"), record("3,900", 3900)]
    lines = list(changed.lines(before, after, [report]))
    assert lines[0].endswith("1 gone, 1 new, 1 changed (1 better, 1 worse), in 1 of 1 documents")
    assert "  strict      0.0000 -> 0.6667  +0.6667" in lines
    assert "      direction: none -> up  [right now]" in lines


def test_records_are_saved_and_compared(tmp_path, monkeypatch, capsys):
    text = changed.HERE / "corpus" / "2021-22-q1" / "report.docx"
    report = changed.Known("a", lambda: changed.extract_file(text).records, text.parent / "gold.json")
    monkeypatch.setattr(changed, "known", lambda only: iter([report]))
    file = tmp_path / "known.jsonl"
    assert changed.main(["save", str(file)]) == 0
    kept = changed.load(file)
    assert {"page", "value_text", "indicator", "comparators"} < set(kept[0])
    file.write_text(changed.written(kept[1:]), encoding="utf-8")
    capsys.readouterr()
    assert changed.main(["compare", str(file)]) == 0
    assert "0 gone, 1 new, 0 changed" in capsys.readouterr().out


def test_without_a_file_it_says_what_to_do(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(changed, "known", lambda only: iter([]))
    with pytest.raises(SystemExit):
        changed.main(["compare", str(tmp_path / "none.jsonl")])
    assert "training.changed save" in capsys.readouterr().err


def test_of_a_report_that_is_judged_on_only_the_counts_are_shown(report):
    hidden = changed.Known(report.name, report.read, report.gold, held_back=True)
    lines = list(changed.lines([record()], [record(direction="up")], [hidden]))
    assert lines[-1] == "\na.txt: 0 gone, 0 new, 1 changed (1 better); judged on, so its records are not shown"
