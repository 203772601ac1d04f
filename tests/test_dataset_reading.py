"""Asking a dataset and taking it elsewhere: queries that read nothing else, frames, and exports others can open."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

import perfextract
from perfextract import cli
from perfextract.dataset import reading
from perfextract.dataset.export import TABULAR, To, export
from perfextract.dataset.sheets import text_of


@pytest.fixture
def out(run, tmp_path) -> Path:
    """The dataset of the archive."""
    run()
    return tmp_path / "out"


def command(*words: Any) -> Any:
    """Run a command."""
    return CliRunner().invoke(cli.app, [str(word) for word in words], env={"COLUMNS": "200"})


# ── from Python ──────────────────────────────────────────────────────────────────────────────────


def test_a_dataset_is_opened_by_its_folder_or_its_database(out):
    for path in (out, str(out), out / "dataset.duckdb"):
        with perfextract.open(path) as dataset:
            assert dataset.sql("SELECT count(*) FROM records").fetchall() == [(5,)]
    assert repr(dataset) == f"Dataset({str(out)!r})"


def test_parameters_fill_a_query(out):
    with perfextract.open(out) as dataset:
        assert dataset.sql("SELECT value FROM records WHERE unit = ?", ["percent"]).fetchall() == [(91,)]
        found = dataset.sql("SELECT value FROM records WHERE unit = $unit", {"unit": "percent"})
        assert found.fetchall() == [(91,)]


def test_where_there_is_no_dataset_the_way_to_one_is_told(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"There is no dataset in .*perfextract convert"):
        perfextract.open(tmp_path)


@pytest.mark.parametrize(
    "query",
    [
        "FROM read_csv('{file}')",
        "FROM read_text('{file}')",
        "FROM '{file}'",
        "FROM glob('{folder}/*')",
        "COPY records TO '{folder}/stolen.csv'",
        "COPY (SELECT 1) TO '{folder}/stolen.parquet'",
        "ATTACH '{folder}/other.duckdb' AS other",
        "EXPORT DATABASE '{folder}/stolen'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "LOAD httpfs",
        "DELETE FROM records",
        "DROP VIEW series",
        "CREATE TABLE mine AS SELECT 1",
        "UPDATE records SET value = 1",
        "FROM secret",
    ],
)
def test_a_query_reads_the_dataset_and_nothing_else_and_changes_nothing(out, tmp_path, query):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "secret.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    duckdb.connect(str(folder / "other.duckdb")).close()
    before = (out / "dataset.duckdb").read_bytes()
    secret = duckdb.sql("SELECT 42 AS told")  # a relation in a Python variable is no table either
    with perfextract.open(out) as dataset, pytest.raises(perfextract.DatasetError):
        dataset.sql(query.format(file=folder / "secret.csv", folder=folder)).fetchall()
    assert secret.fetchall() == [(42,)]
    assert not list(folder.glob("stolen*"))
    assert (out / "dataset.duckdb").read_bytes() == before


def test_series_are_found_by_authority_and_by_words(run, tmp_path):
    from test_dataset_store import dataset, said

    out = dataset(tmp_path / "made", said("Q1", "10"), said("Q2", "11"))
    with perfextract.open(out) as found:
        for wanted in ({}, {"authority": "Mereshire"}, {"indicator": "library_visits"}, {"indicator": "Library"}):
            assert [row[0] for row in found.series(**wanted).fetchall()] == ["visits"]
        assert found.series(authority="Fernshire").fetchall() == []


def test_a_notebook_shows_what_it_holds(out):
    with perfextract.open(out) as dataset:
        shown = dataset._repr_html_()
    assert "<td>5</td><td>3</td>" in shown
    assert "<script" not in reading.html("<script>")


def test_frames(out):
    pytest.importorskip("pandas")
    with perfextract.open(out) as dataset:
        assert list(dataset.to_pandas("SELECT value FROM records WHERE unit = ?", ["percent"])["value"]) == [91]
        assert len(dataset.to_pandas()) == 5
        assert len(dataset.to_pandas("observations")) == 8


def test_polars_frames(out):
    pytest.importorskip("polars")
    pytest.importorskip("pyarrow")
    with perfextract.open(out) as dataset:
        assert dataset.to_polars("SELECT value FROM records WHERE unit = ?", ["percent"])["value"].to_list() == [91]


@pytest.mark.parametrize(("call", "extra"), [("to_pandas", "pandas"), ("to_polars", "polars")])
def test_a_missing_library_is_told_with_what_to_install(out, monkeypatch, call, extra):
    monkeypatch.setattr(reading, "find_spec", lambda name: None)
    with perfextract.open(out) as dataset, pytest.raises(ImportError, match=rf"pip install 'perfextract\[{extra}\]'"):
        getattr(dataset, call)()


# ── perfextract query ────────────────────────────────────────────────────────────────────────────

ASKED = "SELECT indicator, value, period_end, qualifiers FROM records WHERE document = 'b.txt' ORDER BY value"


def test_query_prints_a_table(out):
    done = command("query", out, ASKED)
    assert done.exit_code == 0
    assert [line.split() for line in done.stdout.splitlines()] == [
        ["indicator", "value", "period_end", "qualifiers"],
        ["health", "checks", "completed", "91", "2017-09-30", "provisional"],
        ["library", "visits", "4,100", "2017-09-30"],
    ]


def test_query_prints_csv_and_json(out):
    assert list(csv.reader(command("query", out, ASKED, "--format", "csv").stdout.splitlines())) == [
        ["indicator", "value", "period_end", "qualifiers"],
        ["health checks completed", "91", "2017-09-30", "provisional"],
        ["library visits", "4100", "2017-09-30", ""],
    ]
    first, second = json.loads(command("query", out, ASKED, "--format", "json").stdout)
    assert first["qualifiers"] == ["provisional"]
    assert second == {"indicator": "library visits", "value": 4100, "period_end": "2017-09-30", "qualifiers": []}
    formula = command("query", out, "SELECT indicator FROM records WHERE value < 0", "--format", "csv").stdout
    assert formula.splitlines()[1].startswith("'=SUM")


@pytest.mark.parametrize("form", ["table", "csv", "json", "parquet"])
def test_query_writes_a_file_whole(out, tmp_path, form):
    path = tmp_path / "made"
    path.write_text("old", encoding="utf-8")
    done = command("query", out, ASKED, "--format", form, "--out", path)
    assert (done.exit_code, done.stdout) == (0, "")
    if form == "parquet":
        assert duckdb.sql(f"SELECT value FROM read_parquet('{path}')").fetchall() == [(91,), (4100,)]
    else:
        assert "library visits" in path.read_text(encoding="utf-8")
    assert not list(tmp_path.glob(".perfextract-*"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["SELEC 1"], "syntax error"),
        (["SELECT nothing FROM records"], "nothing"),
        (["SELECT 1; SELECT 2"], "one question at a time"),
        (["FROM read_csv('/etc/passwd')"], "can read the dataset and nothing else"),
        (["FROM sniff_csv('/etc/passwd')"], "can read the dataset and nothing else"),
        (["DELETE FROM records"], "cannot be changed"),
        (["FROM records", "--format", "parquet"], "--out FILE"),
        (["FROM records", "--format", "xml"], "Choose from table, csv, json, parquet"),
        (["SELECT 1) TO 'x.csv'; COPY (SELECT 2", "--format", "parquet", "--out", "x.parquet"], "one question"),
        (["FROM records", "--format", "csv", "--out", "/nowhere/at/all.csv"], "Cannot write"),
    ],
)
def test_query_says_what_is_wrong_and_ends_with_2(out, tmp_path, monkeypatch, words, told):
    monkeypatch.chdir(tmp_path)
    done = command("query", out, *words)
    assert done.exit_code == 2
    assert told in " ".join(done.stderr.split())
    assert not list(tmp_path.glob("x.*"))


# ── perfextract export ───────────────────────────────────────────────────────────────────────────


def test_export_to_csv_is_a_data_package(out, tmp_path):
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    done = command("export", out, "--to", "csv", "--out", tmp_path / "csv")
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) == len(TABULAR) + 1
    report = frictionless.Package(str(tmp_path / "csv" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    assert report.stats["tasks"] == len(TABULAR)
    assert (tmp_path / "csv" / "records.csv").read_bytes() == (out / "records.csv").read_bytes()


@pytest.mark.parametrize("to", [To.json, To.parquet])
def test_export_to_json_and_parquet_holds_every_table(out, tmp_path, to):
    export(out, to, tmp_path / "made")
    for table in TABULAR:
        path = tmp_path / "made" / f"{table.name}.{to}"
        count = f"SELECT count(*) FROM '{path}'"
        if to == To.json:
            found = len(json.loads(path.read_text(encoding="utf-8")))
        else:
            ((found,),) = duckdb.sql(count).fetchall()
        with perfextract.open(out) as dataset:
            assert dataset.sql(f"SELECT count(*) FROM {table.name}").fetchall() == [(found,)]
    assert not (tmp_path / "made" / ".perfextract").exists()


def test_export_to_excel_is_what_people_and_screen_readers_can_use(out, tmp_path):
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    pytest.importorskip("xlsxwriter", reason="xlsxwriter is not installed")
    (path,) = export(out, To.xlsx, tmp_path / "made.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[:3] == ["Cover", "Contents", "Notes"]
    assert [row[0].value for row in book["Contents"].iter_rows(min_row=5)] == ["Cover", "Notes", *book.sheetnames[3:]]
    for sheet in book.worksheets[1:]:
        assert not sheet.merged_cells.ranges
        filled = [row for row in sheet.iter_rows(values_only=True) if any(value is not None for value in row)]
        assert len(filled) == sheet.max_row
        if len(filled) > 3:
            (table,) = sheet.tables.values()
            assert table.ref.startswith("A4:") and table.ref.endswith(str(sheet.max_row)) and table.autoFilter
            assert sheet.freeze_panes == "A5"
    records = book["Records"]
    names = [cell.value for cell in records[4]]
    row = next(row for row in records.iter_rows(min_row=5) if row[names.index("value")].value == -0.6)
    indicator = row[names.index("indicator")]
    assert (indicator.value, indicator.data_type, indicator.quotePrefix) == ("=SUM(A1) – parks", "s", True)
    assert row[names.index("value")].data_type == "n"
    assert row[names.index("period_end")].is_date
    explained = {row[1].value for row in book["Notes"].iter_rows(min_row=5)}
    assert explained >= set(names)


def test_export_to_excel_gives_the_same_bytes(out, tmp_path):
    pytest.importorskip("xlsxwriter", reason="xlsxwriter is not installed")
    first, second = (export(out, To.xlsx, tmp_path / f"{name}.xlsx")[0] for name in "ab")
    assert first.read_bytes() == second.read_bytes()


def test_export_says_what_is_wrong(out, tmp_path, monkeypatch):
    for words, told in (
        (("--to", "xml", "--out", tmp_path / "x"), "Choose from csv, json, parquet, xlsx"),
        (("--to", "csv", "--out", out), "own folder"),
        (("--to", "xlsx", "--out", tmp_path / "no" / "x.xlsx"), "Cannot write"),
    ):
        done = command("export", out, *words)
        assert done.exit_code == 2
        assert told in " ".join(done.stderr.split())
    monkeypatch.setattr(reading, "find_spec", lambda name: None)
    done = command("export", out, "--to", "xlsx", "--out", tmp_path / "x.xlsx")
    assert (done.exit_code, "perfextract[excel]" in done.stderr) == (2, True)
    monkeypatch.undo()
    monkeypatch.setattr("perfextract.dataset.workbook.MOST_ROWS", 4)
    done = command("export", out, "--to", "xlsx", "--out", tmp_path / "x.xlsx")
    assert (done.exit_code, "a sheet of Excel holds 4" in done.stderr) == (2, True)


def test_an_exported_csv_is_read_back_by_the_rule(out, tmp_path):
    export(out, To.csv, tmp_path / "csv")
    with (tmp_path / "csv" / "records.csv").open(encoding="utf-8", newline="") as file:
        indicators = {text_of(row["indicator"]) for row in csv.DictReader(file)}
    with perfextract.open(out) as dataset:
        assert indicators == {name for (name,) in dataset.sql("SELECT indicator FROM records").fetchall()}
