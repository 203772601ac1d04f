"""The public face: what ``import perfextract`` offers, how cheaply, and what each call takes and refuses."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pytest

import perfextract

HEAVY = ("spacy", "pydantic", "numpy", "srsly", "duckdb", "pdfplumber", "pypdfium2", "docx", "lxml", "rich", "typer")
TEXT = "Library visits rose to 4,100 in the quarter, from 3,900 in the previous quarter."
MODULES = ("extract", "periods", "evaluate")  # names of a module and of a call


def run(code: str) -> str:
    """What a fresh Python prints."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_import_loads_nothing_heavy() -> None:
    assert run(f"import sys, perfextract; print([m for m in {HEAVY} if m in sys.modules])") == "[]"


def test_figures_and_periods_need_no_spacy() -> None:
    code = "import sys, perfextract as p; p.quantities('12 visits'); p.periods('Q2'); print('spacy' in sys.modules)"
    assert run(code) == "False"


def test_every_name_is_there_and_listed() -> None:
    assert dir(perfextract) == sorted(perfextract.__all__)
    assert all(getattr(perfextract, name) is not None for name in perfextract.__all__)
    assert perfextract.__version__ == version("perfextract")


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'extrct'"):
        _ = perfextract.extrct


@pytest.mark.parametrize("name", sorted(set(perfextract.__all__) - {"__version__", *MODULES}))
def test_every_call_and_class_says_what_it_is(name: str) -> None:
    assert inspect.getdoc(getattr(perfextract, name))


@pytest.mark.parametrize("name", MODULES)
@pytest.mark.parametrize("before", ["", "import perfextract.{0}; ", "from perfextract.{0} import *; "])
def test_a_call_named_like_a_module_works_whatever_was_imported(name: str, before: str) -> None:
    arguments = {"extract": "'Visits rose to 12.'", "periods": "'in Q2'", "evaluate": "[], []"}[name]
    code = before.format(name) + f"import perfextract; print(type(perfextract.{name}({arguments})).__name__)"
    assert run(code) in ("tuple", "list", "Scores")


# ── extract ──────────────────────────────────────────────────────────────────────────────────────


def test_extract_reads_a_text() -> None:
    (record,) = perfextract.extract(TEXT, authority="Mereshire", period="2017/18 Q2")
    assert (record.value, record.authority) == (4100, "Mereshire")
    assert (record.period.start, record.period.end) == (date(2017, 7, 1), date(2017, 9, 30))


def test_extract_reads_a_file_by_path_and_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "q2.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "named").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for source in (tmp_path / "q2.txt", "q2.txt", "named"):
        (record,) = perfextract.extract(source)
        assert (record.value, record.evidence.document) == (4100, Path(source).name)


def test_extract_uses_ones_own_patterns(tmp_path: Path) -> None:
    rule = "- id: leapt\n  gives: {direction: up, form: change}\n  phrases: [leapt]\n"
    (tmp_path / "direction.yaml").write_text(rule, encoding="utf-8")
    (record,) = perfextract.extract("Library visits leapt to 4,100.", patterns=str(tmp_path))
    assert record.direction == "up"


@pytest.mark.parametrize("source", ["reports/q2.docx", Path("q2"), "q2.PDF", Path("none/q2.txt")])
def test_a_file_that_is_not_there_is_not_read_as_text(source: str | Path) -> None:
    with pytest.raises(FileNotFoundError, match="There is no file"):
        perfextract.extract(source)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError, match=r"perfextract\.convert"):
        perfextract.extract(tmp_path)


@pytest.mark.parametrize(
    "text", ["x" * 5000 + ".", "Visits rose to 12.\nsee report.docx", "In 2016/17 there were 12 fires"]
)
def test_a_text_is_no_path(text: str) -> None:
    assert isinstance(perfextract.extract(text), tuple)


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(perfextract.DocumentError):
        perfextract.extract("  ")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    with pytest.raises(perfextract.DocumentError, match=r"empty\.txt"):
        perfextract.extract(tmp_path / "empty.txt")
    with pytest.raises(ValueError, match="soonish"):
        perfextract.extract(TEXT, period="soonish")
    with pytest.raises(ValueError, match="no folder of patterns"):
        perfextract.extract(TEXT, patterns=tmp_path / "none")


def test_a_record_goes_to_json_and_has_a_schema() -> None:
    (record,) = perfextract.extract(TEXT)
    assert json.loads(json.dumps(record.to_dict()))["value"] == 4100
    assert "indicator" in perfextract.Record.model_json_schema(mode="serialization")["properties"]


# ── the other calls ──────────────────────────────────────────────────────────────────────────────


def test_extract_file_gives_the_whole_reading(tmp_path: Path) -> None:
    (tmp_path / "q2.txt").write_text(TEXT, encoding="utf-8")
    found = perfextract.extract_file(tmp_path / "q2.txt", perfextract.Options(authority="Mereshire"))
    assert found.document.name == "q2.txt"
    assert found.report.authority == "Mereshire"
    assert [record.value for record in found.records] == [4100]


def test_read_gives_blocks(tmp_path: Path) -> None:
    (tmp_path / "q2.txt").write_text(TEXT, encoding="utf-8")
    assert perfextract.read(tmp_path / "q2.txt").blocks[0].text == TEXT
    assert perfextract.read_text(TEXT).blocks[0].text == TEXT


def test_quantities_have_value_unit_bound_and_place() -> None:
    (found,) = perfextract.quantities("visits by just over 84.3% of pupils")
    assert (str(found.value), found.unit, found.bound) == ("84.3", "percent", "about")
    assert (found.start, found.end, found.text) == (20, 25, "84.3%")


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("over 7,000 patients", "at_least"),
        ("at least two calls", "at_least"),
        ("fewer than 10 cases", "at_most"),
        ("up to £4.5m", "at_most"),
        ("around 16%", "about"),
        ("7,000 patients", None),
        ("over the 7,000 patients", None),
    ],
)
def test_words_before_a_quantity_bound_it(text: str, bound: str | None) -> None:
    assert [q.bound for q in perfextract.quantities(text)] == [bound]


def test_the_numbers_of_periods_are_no_quantities() -> None:
    found = perfextract.quantities("In quarter 2 of 2017/18 and on 30 September 2017 there were 45 fires")
    assert [q.text for q in found] == ["45"]


def test_periods_have_label_days_and_place() -> None:
    (found,) = perfextract.periods("1,241 at the end of Q2", report_period="2017/18 Q2")
    assert (found.label, found.start, found.end, found.span) == (
        "at the end of Q2",
        date(2017, 9, 30),
        date(2017, 9, 30),
        (6, 22),
    )


def test_evaluate_scores_records_against_gold() -> None:
    records = [record.to_dict() for record in perfextract.extract(TEXT)]
    gold = [{**record, "quote": record["evidence"]["text"]} for record in records]
    assert perfextract.evaluate(gold, records).strict.f1 == 1


def test_convert_builds_a_dataset(tmp_path: Path) -> None:
    (tmp_path / "q2.txt").write_text(TEXT, encoding="utf-8")
    summary = perfextract.convert(tmp_path / "q2.txt", tmp_path / "out", jobs=1)
    assert [record["value"] for record in json.loads((tmp_path / "out" / "records.json").read_text())] == [4100]
    assert not summary.failed
