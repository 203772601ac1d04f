"""An analyst's corrections: written from an edited table, applied on every later run, never lost."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from perfextract.cli import app
from perfextract.corrections import CorrectionError, Corrector, read_corrections
from perfextract.extract import Options, extract_text

REPORT = """Elmshire County Council

Performance Report Quarter 2 2018/19

Libraries

Visits to libraries rose to 51,204 in quarter 2, from 49,870 in quarter 1.

Loans of books fell to 8,412 in quarter 2.
"""
run = CliRunner().invoke


def archive(tmp_path: Path, text: str = REPORT) -> tuple[Path, Path]:
    reports, out = tmp_path / "reports", tmp_path / "dataset"
    reports.mkdir(exist_ok=True)
    (reports / "q2.txt").write_text(text, encoding="utf-8")
    return reports, out


def convert(reports: Path, out: Path, *more: str) -> Any:
    return run(app, ["convert", str(reports), "--out", str(out), "--quiet", "--jobs", "1", *more])


def records(out: Path) -> dict[str, dict[str, Any]]:
    found = json.loads((out / "records.json").read_text(encoding="utf-8"))
    return {r["value_text"]: r for r in found}


def edited(out: Path, review: Path, edits: dict[str, dict[str, str]]) -> None:
    """The table of doubtful records with cells changed, by the record's figure."""
    assert run(app, ["review", str(out), "--out", str(review)]).exit_code == 0
    with review.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    for row in rows:
        for column, text in edits.get(row[head.index("value_text")], {}).items():
            row[head.index(column)] = text
    with review.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head, *rows])


def keep(out: Path, review: Path, reports: Path) -> Any:
    return run(app, ["review", str(out), "--take", str(review), "--corrections", str(reports / "corrections.csv")])


def test_an_edit_is_applied_on_every_later_run(tmp_path: Path) -> None:
    reports, out = archive(tmp_path)
    assert convert(reports, out).exit_code == 0
    edited(
        out,
        tmp_path / "r.csv",
        {"51,204": {"indicator": "library visits in person", "value": "51,240"}, "8,412": {"verdict": "leave out"}},
    )
    assert "3 edits" in keep(out, tmp_path / "r.csv", reports).output
    for more in ((), ("--fresh",)):
        assert convert(reports, out, *more).exit_code == 0
        found = records(out)
        assert set(found) == {"51,204"} and found["51,204"]["corrected"] == ["indicator", "value"]
        assert (found["51,204"]["indicator"], found["51,204"]["value"]) == ("library visits in person", 51240)
        assert found["51,204"]["confidence"] == 1


def test_a_file_saved_afresh_keeps_its_corrections(tmp_path: Path) -> None:
    reports, out = archive(tmp_path)
    convert(reports, out)
    edited(out, tmp_path / "r.csv", {"51,204": {"unit": "miles"}})
    keep(out, tmp_path / "r.csv", reports)
    before = records(out)["51,204"]["id"]
    archive(tmp_path, REPORT + "\nA last line was added.\n")
    assert convert(reports, out).exit_code == 0
    assert (records(out)["51,204"]["unit"], records(out)["51,204"]["id"] == before) == ("miles", False)


def test_a_correction_whose_words_have_gone_is_told_and_kept(tmp_path: Path) -> None:
    reports, out = archive(tmp_path)
    convert(reports, out)
    edited(out, tmp_path / "r.csv", {"8,412": {"indicator": "book loans"}})
    keep(out, tmp_path / "r.csv", reports)
    archive(tmp_path, REPORT.replace("8,412", "8,500"))
    done = convert(reports, out)
    assert done.exit_code == 0 and "'8,412'" in done.stderr
    assert "correction_lost" in (out / "findings.csv").read_text(encoding="utf-8")
    assert len(read_corrections(reports / "corrections.csv")) == 1


def test_a_later_edit_of_a_field_replaces_the_earlier_one(tmp_path: Path) -> None:
    reports, out = archive(tmp_path)
    for name in ("visits in person", "visits of all kinds"):
        convert(reports, out)
        edited(out, tmp_path / "r.csv", {"51,204": {"indicator": name}})
        keep(out, tmp_path / "r.csv", reports)
    assert [c.value for c in read_corrections(reports / "corrections.csv")] == ["visits of all kinds"]


def test_the_most_doubtful_come_first(tmp_path: Path) -> None:
    reports, out = archive(tmp_path, REPORT + "\nGarbled visits came to 11, 011 in quarter 2.\n")
    convert(reports, out)
    run(app, ["review", str(out), "--out", str(tmp_path / "r.csv"), "--most", "1"])
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert "garbled_number" in row["doubts"] and row["value_text"] == "11, 011"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("a,q2.txt,s,12,colour,red,", "'colour' is no field"),
        ("a,q2.txt,s,12,value,twelve,", "'twelve' is no number"),
        ("a,q2.txt,s,12,verdict,maybe,", "a verdict is"),
    ],
)
def test_a_bad_file_is_refused_with_its_line(tmp_path: Path, row: str, says: str) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text("record_id,document,sentence,value_text,field,value,note\n" + row + "\n", encoding="utf-8")
    with pytest.raises(CorrectionError, match="line 2") as error:
        read_corrections(path)
    assert says in str(error.value)


def test_a_value_that_does_not_fit_is_refused_in_words() -> None:
    record = extract_text(REPORT, Options()).records[0].to_dict()
    from perfextract.corrections import Correction

    wrong = Correction(record["id"], "text", "", "", "direction", "sideways")
    with pytest.raises(CorrectionError, match="does not fit: direction"):
        list(Corrector([wrong]).applied([record]))
