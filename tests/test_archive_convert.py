"""A run over an archive: one bad file costs itself alone, nothing is read twice, nothing is left half done."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from perfextract.archive.sources import UsageError
from perfextract.dataset.publish import HIDDEN
from perfextract.dataset.write import FILES

HERE = Path(__file__).parent


def records(out: Path) -> list[dict]:
    return json.loads((out / "records.json").read_text(encoding="utf-8"))


def test_reads_a_folder_in_the_order_of_the_names(run, tmp_path):
    summary = run()
    assert [line.document for line in summary.documents] == ["2017/q2.txt", "a.txt", "b.txt"]
    assert [r["value"] for r in records(tmp_path / "out")] == [1920, -0.6, 4500000, 4100, 91]
    assert (summary.read, summary.skipped, summary.records, summary.findings) == (3, 0, 5, 1)
    assert all((tmp_path / "out" / name).is_file() for name in FILES)


@pytest.mark.parametrize(
    ("order", "options", "reason"),
    [
        ("KILL", {}, "crashed"),
        ("HANG", {"timeout": 1}, "timed_out"),
        ("SWELL", {"memory": 1024}, "out_of_memory"),
        ("STUMBLE", {}, "reader_failed"),
        ("REFUSE", {}, "encrypted"),
    ],
)
def test_a_bad_file_costs_itself_alone(run, archive, tmp_path, rows, order, options, reason):
    (archive / "2017" / "bad.txt").write_text(f"visits = 3\n{order}\n", encoding="utf-8")
    summary = run(**options)
    assert [(line.document, line.reason) for line in summary.failed] == [("2017/bad.txt", reason)]
    assert summary.failed[0].message
    assert summary.failed[0].advice
    assert len(records(tmp_path / "out")) == 5
    row = rows(tmp_path / "out" / "documents.csv")[0]
    assert (row["document"], row["status"], row["reason"], row["records"]) == ("2017/bad.txt", "failed", reason, "0")
    assert row["message"] and row["advice"]


def test_a_file_of_another_kind_has_its_line_and_fails_nothing(run, archive, tmp_path, rows):
    (archive / "figures.xlsx").write_bytes(b"PK")
    (archive / "README.md").write_text("# What is here\n", encoding="utf-8")
    summary = run()
    assert not summary.failed
    assert (summary.read, summary.passed_over) == (3, 2)
    told = {row["document"]: row for row in rows(tmp_path / "out" / "documents.csv")}
    assert (told["figures.xlsx"]["status"], told["figures.xlsx"]["reason"]) == ("not_read", "unsupported")
    assert ".xlsx" in told["figures.xlsx"]["message"] and told["figures.xlsx"]["advice"]
    assert told["README.md"]["reason"] == "not_a_report"
    again = run()
    assert (again.skipped, again.passed_over) == (3, 2)


def test_the_real_route_reads_in_a_worker(run, tmp_path):
    text = "Quarterly performance report, quarter 2 2017/18\n\nLibrary visits rose to 4,120 in quarter 2.\n"
    (tmp_path / "real.txt").write_text(text, encoding="utf-8")
    (tmp_path / "bare.txt").write_text("", encoding="utf-8")
    summary = run(tmp_path / "real.txt", tmp_path / "bare.txt", extract=None)
    (found,) = records(tmp_path / "out")
    assert (found["value"], found["evidence"]["document"]) == (4120, "real.txt")
    assert [(line.reason, line.message) for line in summary.failed] == [("empty", "the file is empty.")]


def test_a_worker_that_died_once_is_tried_again(run, archive, tmp_path):
    (archive / "once.txt").write_text(f"visits = 3\nKILL ONCE {tmp_path / 'marker'}\n", encoding="utf-8")
    summary = run()
    assert (tmp_path / "marker").exists()
    assert summary.failed == ()
    assert summary.records == 6


def test_a_second_run_reads_nothing(run, tmp_path):
    run()
    before = [path.stat().st_mtime_ns for path in (tmp_path / "out" / HIDDEN / "read").iterdir()]
    summary = run()
    assert (summary.read, summary.skipped, summary.records) == (0, 3, 5)
    assert [path.stat().st_mtime_ns for path in (tmp_path / "out" / HIDDEN / "read").iterdir()] == before


def test_fresh_reads_all_again(run):
    run()
    assert run(fresh=True).read == 3


def test_only_a_changed_file_is_read_again(run, archive, tmp_path):
    run()
    (archive / "b.txt").write_text("library visits = 4200\n", encoding="utf-8")
    summary = run()
    assert (summary.read, summary.skipped) == (1, 2)
    assert [r["value"] for r in records(tmp_path / "out")] == [1920, -0.6, 4500000, 4200]


def test_another_option_reads_all_again(run, tmp_path):
    run()
    assert run(authority="Mereshire").read == 3
    assert {r["authority"] for r in records(tmp_path / "out")} == {"Mereshire"}


def test_a_file_that_is_gone_leaves_the_outputs_and_the_cache(run, archive, tmp_path):
    run()
    (archive / "b.txt").unlink()
    assert run().skipped == 2
    assert len(records(tmp_path / "out")) == 3
    assert len(list((tmp_path / "out" / HIDDEN / "read").iterdir())) == 2


def test_a_file_that_failed_is_tried_again_the_next_time(run, archive):
    (archive / "b.txt").write_text("REFUSE\n", encoding="utf-8")
    assert len(run().failed) == 1
    summary = run()
    assert (summary.skipped, len(summary.failed)) == (2, 1)


def test_the_same_bytes_twice_count_once(run, archive, rows, tmp_path):
    (archive / "copy of b.txt").write_bytes((archive / "b.txt").read_bytes())
    summary = run()
    assert (summary.read, summary.duplicates, summary.records) == (3, 1, 5)
    row = rows(tmp_path / "out" / "documents.csv")[3]
    assert (row["document"], row["status"]) == ("copy of b.txt", "duplicate")
    assert " b.txt" in row["message"]


def test_a_copy_of_an_unreadable_file_is_unreadable(run, archive):
    for name in ("x.txt", "y.txt"):
        (archive / name).write_text("REFUSE\n", encoding="utf-8")
    assert [(f.document, f.reason) for f in run().failed] == [("x.txt", "encrypted"), ("y.txt", "encrypted")]


def test_a_file_that_cannot_be_opened(run, archive):
    (archive / "gone.txt").symlink_to(archive / "nowhere.txt")
    assert [(f.document, f.reason) for f in run().failed] == [("gone.txt", "cannot_open")]


def test_watch_is_told_of_every_step(run):
    steps = []
    run(watch=steps.append)
    assert [(step.done, step.total, step.failed) for step in steps] == [(0, 3, 0), (1, 3, 0), (2, 3, 0), (3, 3, 0)]
    assert steps[0].current == "2017/q2.txt"
    assert steps[-1].current == ""


def test_a_mistake_while_building_leaves_the_old_outputs(run, archive, tmp_path, monkeypatch):
    run()
    before = whole(tmp_path / "out")
    (archive / "b.txt").write_text("library visits = 1\n", encoding="utf-8")
    monkeypatch.setattr(
        "perfextract.dataset.write.update_store", lambda *_: (_ for _ in ()).throw(OSError("disk full"))
    )
    with pytest.raises(OSError, match="disk full"):
        run()
    assert {name: data for name, data in whole(tmp_path / "out").items() if name in FILES} == {
        name: data for name, data in before.items() if name in FILES
    }
    assert not list((tmp_path / "out").rglob("building-*"))


def test_two_runs_into_one_folder_do_not_mix(run, archive, tmp_path):
    (archive / "slow.txt").write_text("WAIT 1\nvisits = 3\n", encoding="utf-8")
    inner = []

    def second(step):
        if step.done == 0:
            with pytest.raises(UsageError, match="Another run"):
                run()
            inner.append(True)

    run(watch=second)
    assert inner


def test_a_run_that_is_killed_leaves_no_outputs_and_no_workers_and_is_taken_up_again(run, archive, tmp_path):
    out = tmp_path / "out"
    for i in range(4):
        (archive / f"slow{i}.txt").write_text(f"WAIT 1.5\nvisits = {i}\n", encoding="utf-8")
    process = subprocess.Popen([sys.executable, "-c", script(archive, out, "")], cwd=HERE, start_new_session=True)
    read = out / HIDDEN / "read"
    wait_for(lambda: read.is_dir() and any(p.suffix == ".ndjson" for p in read.iterdir()))
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert [path.name for path in out.iterdir()] == [HIDDEN]
    wait_for(lambda: not group_alive(process.pid))
    summary = run()
    assert summary.skipped >= 1
    assert summary.records == 9
    assert not list(out.rglob("building-*"))


def test_a_run_that_is_killed_over_an_older_one_leaves_the_older_one(run, archive, tmp_path):
    out = tmp_path / "out"
    run()
    before = whole(out)
    (archive / "slow.txt").write_text("WAIT 30\nvisits = 1\n", encoding="utf-8")
    told = tmp_path / "told"
    watch = f"watch=lambda step: pathlib.Path({str(told)!r}).touch()"
    process = subprocess.Popen([sys.executable, "-c", script(archive, out, watch)], cwd=HERE, start_new_session=True)
    wait_for(told.exists)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert whole(out) == before
    wait_for(lambda: not group_alive(process.pid))


def test_a_script_without_a_main_guard_can_convert(archive, tmp_path):
    path = tmp_path / "mine.py"
    path.write_text("print('once')\n" + script(archive, tmp_path / "out", ""), encoding="utf-8")
    done = subprocess.run([sys.executable, path], env=os.environ | {"PYTHONPATH": str(HERE)}, capture_output=True)
    assert done.stdout.split() == [b"once"]
    assert len(records(tmp_path / "out")) == 5


def script(archive: Path, out: Path, more: str) -> str:
    """A script that converts the archive, with no guard around it."""
    return (
        "import pathlib, archive_fakes\n"
        "from perfextract.archive.convert import convert\n"
        f"convert({str(archive)!r}, {str(out)!r}, jobs=2, extract=archive_fakes.extract, {more})\n"
    )


def whole(out: Path) -> dict[str, bytes]:
    """Every file of a dataset's folder but the lock."""
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


def wait_for(ready, seconds: float = 10) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.05)


def group_alive(group: int) -> bool:
    """Whether any process of a group lives."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
