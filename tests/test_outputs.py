"""The files of a dataset: what stands in them, that spreadsheets and databases take it, and always the same bytes."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO
from pathlib import Path

import duckdb
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from perfextract.dataset.fields import COMPARATOR_KINDS, TABLES
from perfextract.dataset.sheets import cell, safe, text_of, write_csv
from perfextract.dataset.write import FILES, Entry, write_dataset
from perfextract.model import Record


@pytest.fixture
def out(run, tmp_path) -> Path:
    """The dataset of the archive."""
    run()
    return tmp_path / "out"


def contents(out: Path) -> dict[str, bytes]:
    """Every file below the folder, our own hidden one included."""
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


def test_all_outputs_are_there_and_nothing_else(out):
    assert sorted(p.name for p in out.iterdir()) == sorted([".perfextract", *FILES])


def test_records_json_is_an_array_of_records(out):
    items = json.loads((out / "records.json").read_text(encoding="utf-8"))
    assert [Record.model_validate_json(json.dumps(item)).to_dict() for item in items] == items
    assert items[0]["evidence"]["document"] == "2017/q2.txt"


def test_records_csv_is_flat(out, rows):
    row = next(r for r in rows(out / "records.csv") if r["unit"] == "percent")
    assert (row["value"], row["value_text"], row["numerator"], row["denominator"]) == ("91", "91%", "10", "11")
    assert (row["period_label"], row["period_start"], row["period_end"]) == ("Q2 2017/18", "2017-07-01", "2017-09-30")
    assert (row["period_inherited"], row["qualifiers"], row["comparator_national"]) == ("false", "provisional", "16.5")
    assert all(row[f"comparator_{kind}"] == "" for kind in COMPARATOR_KINDS if kind != "national")
    assert row["headings"] == "Living Better; Parks"
    assert row["evidence_text"][int(row["evidence_start"]) : int(row["evidence_end"])] == row["value_text"]


def test_observations_have_one_row_a_number(out, rows):
    percent = next(r["id"] for r in rows(out / "records.csv") if r["unit"] == "percent")
    mine = [r for r in rows(out / "observations.csv") if r["record_id"] == percent]
    assert [(r["number"], r["role"], r["value"], r["unit"]) for r in mine] == [
        ("1", "value", "91", "percent"),
        ("2", "numerator", "10", "count"),
        ("3", "denominator", "11", "count"),
        ("4", "national", "16.5", "percent"),
    ]
    assert [r["period_end"] for r in mine] == ["2017-09-30"] * 3 + [""]
    assert mine[3]["relation"] == "above"


def test_findings_name_their_records(out, rows):
    (row,) = rows(out / "findings.csv")
    assert (row["document"], row["number"], row["code"]) == ("a.txt", "1", "implausible")
    assert row["record_ids"] in {r["id"] for r in rows(out / "records.csv")}


def test_documents_say_what_the_report_says_of_itself(out, rows):
    row = rows(out / "documents.csv")[2]
    assert (row["document"], row["status"], row["records"], row["seconds"]) == ("b.txt", "read", "2", "")
    assert (row["authority"], row["period_label"]) == ("Fernshire County Council", "Q2 2017/18")
    assert len(row["sha256"]) == 64


def test_csv_is_rfc_4180_and_a_spreadsheet_runs_nothing_in_it(out, rows):
    data = (out / "records.csv").read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") == 6
    row = next(r for r in rows(out / "records.csv") if "SUM" in r["indicator"])
    assert row["indicator"] == "'=SUM(A1) – parks"
    assert row["evidence_text"].startswith("'=SUM")
    assert (row["value"], row["value_text"]) == ("-0.6", "-0.6")


@given(st.text(alphabet=st.sampled_from("=+-@\t\r\n\0'\u2018＝－ 01.5%a£"), max_size=6) | st.text())
@example("=1+1")
@example("'=1+1")
@example("-0.6")
@example("'-0.6")
@example("\t=1")
def test_a_text_in_a_cell_runs_nowhere_and_is_read_back_whole(text):
    written = safe(text)
    assert text_of(written) == text
    assert not written.startswith(tuple("=+-@\t\r")) or re.fullmatch(r"[+-]?[\d.,]*\d%?", written)


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers())
def test_a_number_in_a_cell_stays_a_number(number):
    assert float(cell(number)) == float(number)


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_texts_go_through_a_csv_whole(texts):
    file = StringIO(newline="")
    write_csv(file, [str(i) for i in range(len(texts))], [texts])
    file.seek(0)
    assert [text_of(found) for found in list(csv.reader(file))[1]] == texts


def test_excel_gets_a_byte_order_mark(run, tmp_path, rows):
    run(excel=True)
    assert (tmp_path / "out" / "records.csv").read_bytes().startswith(b"\xef\xbb\xbfid,document")
    assert len(rows(tmp_path / "out" / "records.csv")) == 5


def test_timings_fill_the_seconds(run, tmp_path, rows):
    run(timings=True)
    assert all(float(r["seconds"]) >= 0 for r in rows(tmp_path / "out" / "documents.csv"))
    run(timings=True)  # nothing is read now, so nothing took time
    assert {r["seconds"] for r in rows(tmp_path / "out" / "documents.csv")} == {""}


def test_the_database_holds_every_table(out):
    with duckdb.connect(str(out / "dataset.duckdb"), read_only=True) as db:
        counts = {t.name: db.sql(f"select count(*) from {t.name}").fetchall()[0][0] for t in TABLES}
        nested = db.sql("select comparators from records where unit = 'percent'").fetchall()[0][0]
        types = dict(db.sql("select column_name, column_type from (describe records)").fetchall())
        gaps = db.sql("select kind, gap_amount, gap_unit from comparators order by number").fetchall()
    assert counts == {"documents": 3, "records": 5, "observations": 8, "comparators": 2, "findings": 1}
    assert [(c["kind"], c["value"], c["decimals"], c["rank"]) for c in nested] == [
        ("national", 16.5, 1, None),
        ("regional", None, None, "third quartile"),
    ]
    assert gaps == [("national", None, None), ("regional", 2, "percentage_points")]
    assert (types["period_start"], types["value"], types["qualifiers"]) == ("DATE", "DOUBLE", "VARCHAR[]")


def test_the_description_fits_the_files(out):
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    report = frictionless.Package(str(out / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    assert report.stats["tasks"] == 6


def test_the_description_names_every_column(out):
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    tables = {r["name"]: r for r in package["resources"] if r.get("type") == "table"}
    for table in (t for t in TABLES if t.csv):
        header = (out / f"{table.name}.csv").read_text(encoding="utf-8").split("\n")[0].strip().split(",")
        fields = tables[table.name]["schema"]["fields"]
        assert [f["name"] for f in fields] == header
        assert all(f["description"] and f["type"] for f in fields)


def test_the_same_bytes_twice_with_one_worker_and_from_elsewhere(run, archive, tmp_path, monkeypatch):
    run(jobs=2, out=tmp_path / "first")
    run(jobs=2, out=tmp_path / "first")
    run(jobs=1, out=tmp_path / "second")
    moved = archive.rename(tmp_path / "moved")
    monkeypatch.chdir(tmp_path)
    run(Path("moved"), out=Path("third"))
    assert moved.is_dir()
    first = contents(tmp_path / "first")
    assert first == contents(tmp_path / "second") == contents(tmp_path / "third")
    assert set(FILES) < set(first)


def test_a_large_database_is_the_same_bytes_in_another_process(tmp_path, monkeypatch):
    """In another storage format the compressed text would differ here; see dataset/store.py."""
    import subprocess
    import sys

    digests = set()
    for i in range(3):
        code = f"import test_outputs, pathlib; test_outputs.large(pathlib.Path({str(tmp_path / str(i))!r}), {i})"
        subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parent, check=True)
        digests.add((tmp_path / str(i) / "dataset.duckdb").read_bytes())
    assert len(digests) == 1


def large(out: Path, clutter: int) -> None:
    """A dataset of some thousand records, in a process whose memory holds other things each time."""
    _ = [bytearray(1000 + i) for i in range(clutter * 1000)]
    evidence = {"document": "a.txt", "start": 0, "end": 3}
    write_dataset(out, [Entry({"document": "a.txt", "status": "read"}, records=(
        {"id": f"r{i:06}", "indicator": f"visits to library {i % 97}", "value": i / 7, "evidence": evidence | {
            "text": f"Visits to library {i % 97} in the year to September came to {i / 7} in all."}}
        for i in range(6_000)
    ))])  # fmt: skip


def test_an_archive_without_a_record_has_whole_outputs_too(run, archive, tmp_path):
    for path in archive.rglob("*.txt"):
        path.write_text("REFUSE\n" + path.name, encoding="utf-8")
    assert len(run().failed) == 3
    out = tmp_path / "out"
    assert json.loads((out / "records.json").read_text()) == []
    with duckdb.connect(str(out / "dataset.duckdb"), read_only=True) as db:
        assert db.sql("select count(*) from records").fetchall() == [(0,)]
