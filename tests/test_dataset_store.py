"""The database of a dataset: what a later run changes in it, what its views tell, and which layouts are read."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import duckdb
import pytest

import perfextract
from perfextract.archive.sources import UsageError
from perfextract.dataset.fields import TABLES
from perfextract.dataset.publish import HIDDEN
from perfextract.dataset.store import DATABASE, LAYOUT
from perfextract.dataset.views import VIEWS
from perfextract.dataset.write import Entry, write_dataset

QUARTERS = {
    "Q1": ("2023-04-01", "2023-06-30"),
    "Q2": ("2023-07-01", "2023-09-30"),
    "Q3": ("2023-10-01", "2023-12-31"),
    "Q4": ("2024-01-01", "2024-03-31"),
}


def period(name: str) -> dict[str, Any]:
    """A quarter of 2023/24."""
    start, end = QUARTERS[name]
    return {"label": name, "start": start, "end": end, "inherited": False}


def said(report: str, text: str, *, of: str | None = None, **more: Any) -> dict[str, Any]:
    """A record of a report: the visits of a quarter, that of the report unless said otherwise."""
    value = more.pop("value", None) or float(text.replace(",", "").strip("%"))
    name = more.pop("document", f"{report}.docx")
    return {
        "id": f"{name} {of or report} {text}",
        "authority": "Mereshire",
        "report": {"title": f"Report {report}", "period": period(report)},
        "indicator": "library visits",
        "indicator_id": "library_visits",
        "series_id": "visits",
        "value": value,
        "value_text": text,
        "unit": "count",
        "period": period(of or report),
        "kind": "actual",
        "evidence": {"document": name, "block": 0, "start": 0, "end": 3, "text": f"Visits were {text}."},
    } | more


def before(text: str, of: str, kind: str = "previous_period", **more: Any) -> dict[str, Any]:
    """A comparator: what an earlier quarter was."""
    value = float(text.replace(",", ""))
    return {"kind": kind, "value": value, "unit": "count", "period": period(of), "text": f"from {text}"} | more


def dataset(out: Path, *records: dict[str, Any]) -> Path:
    """A dataset of records, by their documents."""
    names = sorted({record["evidence"]["document"] for record in records})
    write_dataset(
        out,
        (
            Entry(
                {"document": name, "status": "read"},
                [record for record in records if record["evidence"]["document"] == name],
            )
            for name in names
        ),
    )
    return out


def ask(out: Path, query: str) -> list[tuple[Any, ...]]:
    """What a query finds."""
    with perfextract.open(out) as found:
        return found.sql(query).fetchall()


# ── a later run ──────────────────────────────────────────────────────────────────────────────────


def test_an_update_replaces_what_changed_and_marks_what_is_gone(run, archive, tmp_path, rows):
    run()
    out = tmp_path / "out"
    (archive / "b.txt").write_text("library visits = 4200\n", encoding="utf-8")
    (archive / "a.txt").unlink()
    (archive / "new.txt").write_text("potholes mended = 7\n", encoding="utf-8")
    run()
    documents = "SELECT document, status, records FROM documents ORDER BY document"
    wanted = [("2017/q2.txt", "read", 1), ("a.txt", "removed", 0), ("b.txt", "read", 1), ("new.txt", "read", 1)]
    assert ask(out, documents) == wanted
    assert ask(out, "SELECT document, value FROM records ORDER BY document") == [
        ("2017/q2.txt", 1920),
        ("b.txt", 4200),
        ("new.txt", 7),
    ]
    assert ask(out, "SELECT count(*) FROM findings") == [(0,)]
    listed = {row["document"]: row for row in rows(out / "documents.csv")}
    assert {name: row["status"] for name, row in listed.items()} == {name: status for name, status, _ in wanted}
    assert "no longer" in listed["a.txt"]["message"]
    assert ask(out, "SELECT title FROM documents WHERE status = 'removed'") == [("Performance, quarter 2",)]


def test_a_removed_file_that_comes_back_is_read_again(run, archive, tmp_path):
    run()
    text = (archive / "b.txt").read_text(encoding="utf-8")
    (archive / "b.txt").unlink()
    run()
    run()
    assert ask(tmp_path / "out", "SELECT count(*) FROM documents WHERE status = 'removed'") == [(1,)]
    (archive / "b.txt").write_text(text, encoding="utf-8")
    run()
    assert ask(tmp_path / "out", "SELECT status, records FROM documents WHERE document = 'b.txt'") == [("read", 2)]
    assert ask(tmp_path / "out", "SELECT count(*) FROM records WHERE document = 'b.txt'") == [(2,)]


def test_an_updated_database_says_what_a_fresh_one_says(run, archive, tmp_path):
    run()
    (archive / "b.txt").write_text("library visits = 4200\nhealth checks = 92%\n", encoding="utf-8")
    run()
    run(out=tmp_path / "fresh")
    for table in ("records", "observations", "comparators", "findings", "documents"):
        query = f"FROM {table} ORDER BY ALL"
        assert ask(tmp_path / "out", query) == ask(tmp_path / "fresh", query)


def test_fresh_forgets_what_was_removed(run, archive, tmp_path):
    run()
    (archive / "b.txt").unlink()
    run(fresh=True)
    run(out=tmp_path / "other")
    assert (tmp_path / "out" / DATABASE).read_bytes() == (tmp_path / "other" / DATABASE).read_bytes()


# ── killed, and written at the same time ─────────────────────────────────────────────────────────

KILLED_AT = """
import os, signal, sys, threading, test_dataset_store
from pathlib import Path
end = lambda: os.kill(os.getpid(), signal.SIGKILL)
threading.Timer(float(sys.argv[2]), end).start()
while True:
    test_dataset_store.many(Path(sys.argv[1]), 4200)
    test_dataset_store.many(Path(sys.argv[1]), 4300)
"""


def many(out: Path, value: int) -> None:
    """A dataset of two reports, one of which changes."""
    from perfextract.dataset.publish import sweep

    sweep(out)
    dataset(out, *(said("Q1", f"{n}") for n in range(1, 40)), *(said("Q2", f"{value + n}") for n in range(40)))


@pytest.mark.parametrize("seconds", [0.02, 0.11, 0.23, 0.31])
def test_a_run_killed_at_any_moment_leaves_the_old_state_or_the_new(tmp_path, seconds):
    out = tmp_path / "out"
    many(out, 4300)
    command = [sys.executable, "-c", KILLED_AT, str(out), str(seconds)]
    assert subprocess.run(command, cwd=Path(__file__).parent).returncode < 0
    assert whole(out) in (4200, 4300)
    many(out, 4400)
    assert whole(out) == 4400
    assert not list((out / HIDDEN).glob("building-*"))


def whole(out: Path) -> float:
    """The value of the second report; all its records must be of one run."""
    ((count, low, high),) = ask(out, "SELECT count(*), min(value), max(value) FROM records WHERE document = 'Q2.docx'")
    assert (count, high - low) == (40, 39)
    assert ask(out, "SELECT count(*) FROM records WHERE document = 'Q1.docx'") == [(39,)]
    return low


@pytest.mark.parametrize("moved", [0, 3])
def test_a_run_killed_while_files_move_is_finished_by_the_next(run, archive, tmp_path, monkeypatch, moved):
    run()
    (archive / "b.txt").write_text("library visits = 4200\n", encoding="utf-8")
    monkeypatch.setattr("perfextract.dataset.publish.finish", lambda out: None)
    run()
    monkeypatch.undo()
    out = tmp_path / "out"
    ready = sorted((out / HIDDEN / "ready").iterdir())
    assert [path.name.partition(" ")[2] for path in ready][-1] == "datapackage.json"
    for path in ready[:moved]:
        path.replace(out / path.name.partition(" ")[2])
    assert ask(out, "SELECT max(value) FROM records WHERE indicator = 'library visits'") == [(4100,)]
    run()
    assert ask(out, "SELECT max(value) FROM records WHERE indicator = 'library visits'") == [(4200,)]
    assert not (out / HIDDEN / "ready").exists()


def test_a_second_process_that_writes_is_refused(run, archive, tmp_path):
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom perfextract.archive.lock import locked\n"
        f"with locked(Path({str(tmp_path / 'out')!r})):\n    print('held', flush=True)\n    sys.stdin.read()\n"
    )
    other = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert other.stdout and other.stdout.readline() == b"held\n"
    with pytest.raises(UsageError, match="Another run is writing to"):
        run()
    other.communicate()
    assert run().records == 5


def test_readers_are_not_locked_out_and_keep_what_they_opened(run, archive, tmp_path):
    run()
    counts = []
    with perfextract.open(tmp_path / "out") as held, duckdb.connect(str(tmp_path / "out" / DATABASE), read_only=True):
        (archive / "b.txt").write_text("library visits = 4200\n", encoding="utf-8")
        done = threading.Event()

        def read() -> None:
            while not done.is_set():
                counts.append(ask(tmp_path / "out", "SELECT count(*) FROM records")[0][0])

        reader = threading.Thread(target=read)
        reader.start()
        run()
        done.set()
        reader.join()
        assert held.sql("SELECT count(*) FROM records").fetchall() == [(5,)]
    assert set(counts) <= {5, 4}
    assert ask(tmp_path / "out", "SELECT count(*) FROM records") == [(4,)]


# ── layouts ──────────────────────────────────────────────────────────────────────────────────────


def change(out: Path, *statements: str) -> None:
    """Change the database as another version would have it."""
    with duckdb.connect(str(out / DATABASE)) as db:
        for statement in statements:
            db.execute(statement)


def test_a_dataset_without_a_layout_is_refused_by_name_and_built_anew(run, tmp_path):
    run()
    change(tmp_path / "out", "DROP TABLE about")
    with pytest.raises(perfextract.DatasetError, match=f"has layout 1, .* reads layout {LAYOUT}.*perfextract convert"):
        perfextract.open(tmp_path / "out")
    run()
    assert ask(tmp_path / "out", "SELECT count(*) FROM records") == [(5,)]


def test_a_dataset_of_a_later_version_is_neither_read_nor_overwritten(run, tmp_path):
    run()
    change(tmp_path / "out", f"UPDATE about SET layout = {LAYOUT + 1}")
    with pytest.raises(perfextract.DatasetError, match="Update perfextract"):
        perfextract.open(tmp_path / "out")
    with pytest.raises(UsageError, match="Update perfextract"):
        run()


def test_a_database_with_other_columns_is_built_anew_and_keeps_what_was_removed(run, archive, tmp_path):
    run()
    (archive / "a.txt").unlink()
    run()
    change(tmp_path / "out", "UPDATE about SET definition = 'other'", "ALTER TABLE documents DROP COLUMN notes")
    run()
    assert ask(tmp_path / "out", "SELECT document, notes FROM documents WHERE status = 'removed'") == [("a.txt", None)]
    assert ask(tmp_path / "out", "SELECT count(*) FROM records") == [(3,)]


def test_what_is_no_database_is_refused_and_built_anew(run, tmp_path):
    run()
    (tmp_path / "out" / DATABASE).write_text("not a database, and long enough to look at" * 999, encoding="utf-8")
    with pytest.raises(perfextract.DatasetError, match="cannot be opened"):
        perfextract.open(tmp_path / "out")
    run()
    assert ask(tmp_path / "out", "SELECT count(*) FROM records") == [(5,)]


# ── the views ────────────────────────────────────────────────────────────────────────────────────


def test_every_table_and_view_says_what_it_holds(run, tmp_path):
    run()
    tables = {table.name: table for table in (*TABLES, *(view.table for view in VIEWS))}
    with perfextract.open(tmp_path / "out") as found:
        assert found.tables() == {name: table.about for name, table in tables.items()}
        for name, table in tables.items():
            about = dict(
                found.sql("SELECT column_name, comment FROM duckdb_columns() WHERE table_name = ?", [name]).fetchall()
            )
            assert about == {field.name: field.about for field in table.fields}
            types = dict(found.sql(f"SELECT column_name, column_type FROM (DESCRIBE {name})").fetchall())
            assert types == {f.name: f.sql_type.replace('"', "") if "STRUCT" not in f.sql_type else types[f.name]
                             for f in table.fields}  # fmt: skip


def test_observations_in_the_database_are_those_of_the_csv(run, tmp_path, rows):
    run()
    listed = rows(tmp_path / "out" / "observations.csv")
    names = ", ".join(listed[0])
    query = f"SELECT {names} FROM observations ORDER BY document, record_id, number"
    with perfextract.open(tmp_path / "out") as found:
        from perfextract.dataset.sheets import cell

        stored = [[cell(value) for value in row] for row in found.sql(query).fetchall()]
    assert stored == [
        list(r.values()) for r in sorted(listed, key=lambda r: (r["document"], r["record_id"], r["number"]))
    ]


def test_a_series_has_its_ends_and_its_gaps(tmp_path):
    records = [said("Q1", "10"), said("Q2", "11", indicator="visits to libraries"), said("Q4", "14")]
    out = dataset(tmp_path, *records)
    ((periods, first, last, gaps, after, wordings, name),) = ask(
        out,
        "SELECT periods, first_start::VARCHAR, last_end::VARCHAR, gaps, gaps_after::VARCHAR, wordings, name "
        "FROM series",
    )
    assert (periods, first, last, gaps, after) == (3, "2023-04-01", "2024-03-31", 1, "[2023-09-30]")
    assert (wordings, name) == (2, "library visits")


def test_a_period_that_only_a_later_report_tells_is_no_gap(tmp_path):
    out = dataset(tmp_path, said("Q1", "10"), said("Q3", "12", comparators=[before("11", "Q2")]))
    assert ask(out, "SELECT periods, gaps FROM series") == [(3, 0)]


def test_the_latest_value_stands_beside_its_target_and_the_one_before(tmp_path):
    target = {"kind": "target", "value": 20.0, "unit": "count", "relation": "below", "text": "target of 20"}
    newest = said("Q2", "12", comparators=[before("11", "Q1"), target], comparator_target=20)
    out = dataset(tmp_path, said("Q1", "10"), newest)
    names = "value, target, to_target, target_relation, previous, since_previous, before_value, since_before, document"
    assert ask(out, f"SELECT {names} FROM latest") == [(12, 20, -8, "below", 11, 1, 11, 1, "Q2.docx")]


def test_a_figure_told_otherwise_later_is_one_revision(tmp_path):
    out = dataset(
        tmp_path,
        said("Q1", "10", qualifiers=["provisional"]),
        said("Q2", "20", comparators=[before("12", "Q1")]),
        said("Q3", "30", comparators=[before("20", "Q2"), before("12", "Q1", "earlier_period")]),
    )
    names = "old_value, new_value, old_document, new_document, period_start::VARCHAR, new_role, old_qualifiers"
    assert ask(out, f"SELECT {names} FROM revisions") == [
        (10, 12, "Q1.docx", "Q2.docx", "2023-04-01", "previous_period", ["provisional"])
    ]
    assert ask(out, "SELECT value FROM points WHERE period_start = '2023-04-01'") == [(12,)]


@pytest.mark.parametrize(
    ("first", "second", "revised"),
    [
        ("16.46", "16.5", False),
        ("16.4", "16.5", True),
        ("16", "16.4", False),
        ("16", "16.6", True),
        ("1,920", "1,920", False),
        ("100", "101", True),
    ],
)
def test_figures_that_round_to_each_other_agree(tmp_path, first, second, revised):
    out = dataset(tmp_path, said("Q1", first), said("Q2", "99", comparators=[before(second, "Q1")]))
    assert bool(ask(out, "FROM revisions")) is revised


def test_what_is_about_right_or_at_least_so_is_no_revision(tmp_path):
    about = before("1,200", "Q1", approximate=True)
    over = said("Q2", "1,900", bound="at_least")
    out = dataset(
        tmp_path,
        said("Q1", "1,187"),
        {**over, "comparators": [about]},
        said("Q3", "9", comparators=[before("1,950", "Q2")]),
    )
    assert ask(out, "FROM revisions") == []
    assert ask(out, "SELECT value FROM points ORDER BY period_start") == [(1187,), (1950,), (9,)]


def test_a_change_hidden_by_a_rounder_figure_between_is_told_once(tmp_path):
    out = dataset(
        tmp_path,
        said("Q1", "16.4"),
        said("Q2", "20", comparators=[before("16", "Q1")]),
        said("Q3", "21", comparators=[before("16.3", "Q1", "earlier_period")]),
        said("Q4", "22", comparators=[before("16.3", "Q1", "earlier_period")]),
    )
    assert ask(out, "SELECT old_value, new_value, new_document FROM revisions") == [(16.4, 16.3, "Q3.docx")]


def test_a_figure_in_millions_agrees_with_one_in_full(tmp_path):
    out = dataset(
        tmp_path, said("Q1", "£4.5m", value=4_500_000.0), said("Q2", "1", comparators=[before("4,512,000", "Q1")])
    )
    assert ask(out, "FROM revisions") == []
    assert ask(out, "SELECT value FROM points ORDER BY period_start LIMIT 1") == [(4_512_000,)]


def test_a_report_in_two_formats_is_one_report(tmp_path):
    out = dataset(
        tmp_path,
        said("Q1", "10"),
        said("Q1", "11", document="Q1.pdf"),  # misread
        said("Q2", "20", comparators=[before("10", "Q1")]),
        said("Q2", "20", document="Q2.pdf", comparators=[before("10", "Q1")]),
    )
    assert ask(out, "FROM revisions") == []


def test_another_length_of_period_is_another_figure(tmp_path):
    year = {"label": "2022/23", "start": "2022-04-01", "end": "2023-03-31"}
    yearly = before("40", "Q1") | {"period": year}
    out = dataset(tmp_path, said("Q1", "10", comparators=[yearly]))
    assert ask(out, "SELECT count(*) FROM statements") == [(1,)]
