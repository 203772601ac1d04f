"""Scores: the same as the contract's own scorer, to three decimals, on the real gold spoilt in many ways."""

from __future__ import annotations

import copy
import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType

import pytest
from corpus_scores import REPORTS, reading
from hypothesis import given, settings
from hypothesis import strategies as st

from perfextract.assignment import best_pairs
from perfextract.cli import page_runs
from perfextract.evaluate import FIELDS, Rate, Scores, evaluate, evaluate_all, keep, ladder, load, misses, must_be_found
from perfextract.extract import extract_file

SHARED = Path(__file__).parents[2] / "shared"
GOLDS = sorted((SHARED / "reports").rglob("*.gold.json"))
INDEX = SHARED / "reports" / "index.json"


def entries() -> list[dict]:
    """The real reports with gold, and the pages it covers."""
    return json.loads(INDEX.read_text(encoding="utf-8")) if INDEX.exists() else []


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    """The contract's scorer, which pairs exactly only where scipy is there."""
    pytest.importorskip("scipy", reason="the contract's scorer pairs exactly only with scipy")
    path = SHARED / "contract" / "score.py"
    if not path.exists():
        pytest.skip(f"the contract's scorer is not at {path}")
    spec = importlib.util.spec_from_file_location("contract_score", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold(value: float | None = 32.6, quote: str = "32.6% of visits were late", **fields) -> dict:
    base = {"id": "g", "value": value, "unit": "percent", "quote": quote, "indicator": "late visits", "comparators": []}
    return base | fields


def found(value: float | None = 32.6, text: str = "In all, 32.6% of visits were late.", **fields) -> dict:
    return {"value": value, "unit": "percent", "indicator": "late visits", "evidence": {"text": text}} | fields


def spoil(records: list[dict], seed: int) -> list[dict]:
    """The gold as a middling reader would find it: some dropped, some doubled, fields changed, order lost."""
    chance = random.Random(seed)
    result = []
    for record in records:
        mine = copy.deepcopy({k: v for k, v in record.items() if k not in ("accept", "sure")})
        mine["evidence"] = {"text": mine.pop("quote"), "page": mine.get("page"), "document": "a.pdf"}
        for change in chance.sample(CHANGES, k=chance.choice((0, 0, 1, 2))):
            change(mine, chance)
        result += [mine] * chance.choice((0, 1, 1, 1, 1, 1, 2))
    chance.shuffle(result)
    return result


def change_period(r: dict, chance: random.Random) -> None:
    r["period"] = chance.choice([None, {"start": "2017-07-01", "end": "2017-09-30"}, {"start": None, "end": None}])


def change_direction(r: dict, chance: random.Random) -> None:
    r["direction"] = chance.choice(["up", "down", None])


def change_theme(r: dict, chance: random.Random) -> None:
    r["theme"] = chance.choice([None, "Start Well", "Another theme"])


def change_comparators(r: dict, chance: random.Random) -> None:
    extra = {"kind": chance.choice(["national", "previous_period", "other"]), "value": chance.choice([1, 16.5, None])}
    r["comparators"] = [*(r.get("comparators") or [])[chance.choice((0, 1)) :], extra]


def change_value(r: dict, chance: random.Random) -> None:
    r["value"] = None if chance.random() < 0.3 or r["value"] is None else r["value"] + chance.choice([0, 1e-9, 1])


def change_unit(r: dict, chance: random.Random) -> None:
    r["unit"] = chance.choice(["percent", "count", None])


def change_text(r: dict, chance: random.Random) -> None:
    text = r["evidence"]["text"].split()
    r["evidence"] = {**r["evidence"], "text": " ".join(text[: len(text) // 3] + ["words"] * chance.choice((0, 9)))}


def change_rest(r: dict, chance: random.Random) -> None:
    r |= {"approximate": True, "numerator": 5, "kind": "forecast", "geography": "the north", "indicator": "a rate"}


CHANGES = [
    change_period,
    change_direction,
    change_theme,
    change_comparators,
    change_value,
    change_unit,
    change_text,
    change_rest,
]


def assert_same(mine: Scores, theirs: dict) -> None:
    """Every figure of the ladder agrees to three decimals."""
    for name in ("detection", "comparators", "strict", "whole"):
        rate = getattr(mine, name)
        assert (rate.precision, rate.recall, rate.f1) == pytest.approx(theirs[name], abs=5e-4), name
    assert mine.fields == pytest.approx(theirs["fields"], abs=5e-4)
    assert (mine.qualitative.right, mine.qualitative.found, mine.qualitative.wanted) == theirs["qualitative"]
    counts = (mine.detection.wanted, mine.detection.found, mine.detection.right)
    assert counts == (theirs["gold"], theirs["predicted"], theirs["paired"])
    assert [told(g) for g in mine.missed] == [told(g) for g in theirs["missed"]]
    assert [told(p) for p in mine.spurious] == [told(p) for p in theirs["spurious"]]


def told(record: dict) -> dict:
    """The record without what the contract's scorer writes into it."""
    return {name: value for name, value in record.items() if name != "_pair"}


def theirs(scorer: ModuleType, pairs: list[tuple[list[dict], list[dict]]]) -> dict:
    golds = [{**g, "_pair": n} for n, (gs, _) in enumerate(pairs) for g in gs]
    founds = [{**p, "_pair": n} for n, (_, ps) in enumerate(pairs) for p in ps]
    return scorer.score(golds, founds)


@pytest.mark.skipif(not GOLDS, reason=f"no gold files below {SHARED}")
@pytest.mark.parametrize("path", GOLDS, ids=lambda path: path.name)
@pytest.mark.parametrize("seed", range(3))
def test_agrees_with_the_contract_on_spoilt_gold(scorer, path, seed):
    records = load(path)
    pair = (records, spoil(records, seed))
    assert_same(evaluate(*pair), theirs(scorer, [pair]))


@pytest.mark.skipif(not INDEX.exists(), reason=f"no {INDEX}")
@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry["file"])
def test_agrees_with_the_contract_on_what_is_read(scorer, entry):
    pages, reports = entry.get("pages"), INDEX.parent
    wanted = load(reports / entry["gold"])
    read = [record.to_dict() for record in extract_file(reports / entry["file"]).records]
    kept = [(keep(records, page_runs(pages), None), scorer.keep(records, pages)) for records in (wanted, read)]
    assert [mine for mine, _ in kept] == [others for _, others in kept]
    assert_same(evaluate(kept[0][0], kept[1][0]), theirs(scorer, [(kept[0][0], kept[1][0])]))


@pytest.mark.parametrize("path", REPORTS.values(), ids=REPORTS)
def test_agrees_with_the_contract_on_the_sample_archive(scorer, path):
    pair = load(path.parent / "gold.json"), [record.to_dict() for record in reading(path).records]
    assert_same(evaluate(*pair), theirs(scorer, [pair]))


@pytest.mark.skipif(not GOLDS, reason=f"no gold files below {SHARED}")
@pytest.mark.parametrize("seed", range(3))
def test_agrees_with_the_contract_on_all_gold_at_once(scorer, seed):
    pairs = [(load(path), spoil(load(path), seed + n)) for n, path in enumerate(GOLDS)]
    assert_same(evaluate_all(pairs), theirs(scorer, pairs))


@pytest.mark.skipif(not GOLDS, reason=f"no gold files below {SHARED}")
@pytest.mark.parametrize(
    "choice",
    [("8-16", None, None), ("8-9,12", None, None), ("9", "card", None), (None, "table", "a.pdf"), (None, None, "b")],
)
def test_keeps_what_the_contract_keeps(scorer, choice):
    pages, source, document = choice
    span = page_runs(pages)
    for path in GOLDS:
        records = spoil(load(path), 1)
        assert keep(records, span, source, document) == scorer.keep(records, pages, source, document)


VALUES = st.sampled_from([1, 2, None])
TEXTS = st.sampled_from(["one two three", "two three four", "four five", ""])
GOLD = st.builds(
    lambda value, quote, sure, direction, comparators: gold(
        value, quote, sure=sure, direction=direction, comparators=comparators
    ),
    VALUES,
    TEXTS,
    st.booleans(),
    st.sampled_from(["up", None]),
    st.lists(st.sampled_from([{"kind": "target", "value": 3}, {"kind": "baseline", "value": 3}]), max_size=2),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(GOLD, max_size=7), st.lists(GOLD, max_size=7))
def test_agrees_with_the_contract_where_pairings_tie(scorer, golds, others):
    founds = [{**g, "evidence": {"text": g["quote"]}} for g in others]
    assert_same(evaluate(golds, founds), theirs(scorer, [(golds, founds)]))


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_pairs_as_scipy_does(data):
    optimize = pytest.importorskip("scipy.optimize", reason="scipy is not installed")
    numpy = pytest.importorskip("numpy")
    rows, columns = data.draw(st.integers(1, 8)), data.draw(st.integers(1, 8))
    cells = st.tuples(st.integers(0, rows - 1), st.integers(0, columns - 1))
    scores = data.draw(st.dictionaries(cells, st.sampled_from([0.5, 1.0, 1.25, 1.5, 1 + 1 / 3])))
    matrix = numpy.zeros((rows, columns))
    for cell, score in scores.items():
        matrix[cell] = -score
    expected = [(i, j) for i, j in zip(*optimize.linear_sum_assignment(matrix), strict=True) if (i, j) in scores]
    assert best_pairs(rows, columns, scores) == expected


def test_a_perfect_reading_scores_one():
    scores = evaluate([gold()], [found()])
    assert scores.detection.f1 == scores.strict.f1 == 1.0
    assert set(scores.fields.values()) == {1.0}


def test_other_answers_that_gold_accepts_are_right():
    accept = {
        "value_unit": [[0.326, "ratio"]],
        "indicator": ["lateness"],
        "theme": ["Libraries"],
        "numerator": [12],
        "comparator_kind": ["other"],
    }
    g = gold(theme="Museums", numerator=11, comparators=[{"kind": "target", "value": 30}], accept=accept)
    p = found(0.326, unit="ratio", theme="Libraries", numerator=12, comparators=[{"kind": "other", "value": 30}])
    scores = evaluate([g], [p | {"indicator": "lateness"}])
    assert set(scores.fields.values()) == {1.0}
    assert scores.whole.f1 == scores.comparators.f1 == 1.0


def test_a_comparator_that_gold_is_not_sure_of_costs_nothing():
    maybe = {"kind": "target", "value": 30, "sure": False}
    for some in ([], [{"kind": "target", "value": 30}]):
        scores = evaluate([gold(comparators=[maybe])], [found(comparators=some)])
        assert scores.fields["comparators"] == 1.0


def test_another_whole_list_of_comparators_may_be_right():
    g = gold(comparators=[{"kind": "target", "value": 30}], accept={"comparators": [[["national", 31]]]})
    scores = evaluate([g], [found(comparators=[{"kind": "national", "value": 31}])])
    assert (scores.comparators.right, scores.comparators.wanted) == (1, 1)


def test_a_whole_record_has_a_name_and_not_its_value_in_it():
    for name, right in (("late visits", True), ("late", True), ("32.6% late visits", False), ("buses", False)):
        scores = evaluate([gold(value_text="32.6%", indicator="late visits")], [found(indicator=name)])
        assert scores.strict.f1 == 1.0
        assert (scores.fields["name"], scores.whole.f1) == (right, right), name


def test_the_service_may_be_given_as_the_theme():
    assert evaluate([gold(theme="Adults", service="Homecare")], [found(theme="Homecare")]).fields["theme"] == 1.0


def test_an_unsure_record_costs_nothing_found_or_not():
    golds = [gold(), gold(7, "7% of calls", sure=False)]
    for founds in ([found()], [found(), found(7, "7% of calls were lost")]):
        assert evaluate(golds, founds).detection == Rate(1, 1, 1)


def test_a_value_in_another_place_is_not_found():
    assert evaluate([gold()], [found(text="32.6% of something quite else")]).detection.right == 0


def test_records_pair_within_their_own_report_only():
    assert evaluate_all([([gold()], []), ([], [found()])]).detection == Rate(0, 1, 1)


def test_nothing_found_scores_nothing():
    scores = evaluate([gold()], [])
    assert scores.detection.f1 == 0.0
    assert scores.fields == dict.fromkeys(FIELDS, 0.0)


def test_the_ladder_and_the_misses_are_told():
    period = {"start": "2017-07-01", "end": "2017-09-30"}
    scores = evaluate([gold(period=period), gold(5, "5 lost")], [found(), found(9, "9 others")])
    lines = list(ladder(scores))
    assert lines[0] == "gold 2 predicted 2 paired 1"
    assert lines[1] == "found       P 0.500 R 0.500 F1 0.500"
    assert lines[-2:] == ["name        right for 1.000 of those paired", "whole       P 0.000 R 0.000 F1 0.000"]
    told = list(misses(scores, 5))
    assert told[0].startswith("  MISSED   g 5 percent | 5 lost")
    assert told[1].startswith("  SPURIOUS 9 percent | 9 others")
    assert told[2] == "  WRONG    g period: None/None for 2017-07-01/2017-09-30"
    assert list(misses(scores, 0)) == []


def test_loads_a_dataset_folder(tmp_path):
    (tmp_path / "records.json").write_text('[{"value": 1}]', encoding="utf-8")
    assert load(tmp_path) == load(tmp_path / "records.json") == [{"value": 1}]


def test_a_document_without_records_can_be_asked_for(tmp_path):
    (tmp_path / "records.json").write_text("[]", encoding="utf-8")
    (tmp_path / "documents.csv").write_text("document,status\n2017/q2.txt,read\n", encoding="utf-8-sig")
    must_be_found("q2", [tmp_path])
    with pytest.raises(ValueError, match=r"--document q3 .* Choose from 2017/q2\.txt\."):
        must_be_found("q3", [tmp_path])


@pytest.mark.parametrize("text", ["", "{}", '"words"', "[1]"])
def test_refuses_what_holds_no_records(tmp_path, text):
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"x\.json"):
        load(tmp_path / "x.json")
