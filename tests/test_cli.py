"""The command line: what it prints where, and what it ends with."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from functools import partial
from io import StringIO
from pathlib import Path

import archive_fakes
import pytest
from rich.console import Console
from typer.testing import CliRunner

from perfextract import cli, extract
from perfextract.archive import convert as archive
from perfextract.archive.progress import failure_line, progress_bar, summary_table, where_it_is
from perfextract.archive.summary import DocumentLine, Step, Summary
from perfextract.dataset.write import FILES
from perfextract.model import DocumentError

HEAVY = ("spacy", "pydantic", "duckdb", "pdfplumber", "pypdfium2", "docx", "lxml", "numpy", "pebble")


@pytest.fixture
def perfextract(monkeypatch):
    """Run a command, with the reading that obeys its files."""
    monkeypatch.setattr(archive, "convert", partial(archive.convert, extract=archive_fakes.extract))
    monkeypatch.setattr(
        extract,
        "extract_file",
        lambda path, said: archive_fakes.extract(path, name=path.name, authority=said.authority),
    )
    monkeypatch.setenv("COLUMNS", "200")
    return lambda *words: CliRunner().invoke(cli.app, [str(word) for word in words])


def test_help_is_quick_and_loads_nothing_heavy():
    code = (
        "import sys, time; start = time.process_time()\n"
        "from perfextract.cli import app\n"
        "try: app(['--help'])\n"
        "except SystemExit: pass\n"
        f"print([name for name in {HEAVY} if name in sys.modules], time.process_time() - start)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded, seconds = done.stdout.splitlines()[-1].rsplit(" ", 1)
    assert loaded == "[]"
    assert float(seconds) < 0.33
    assert "convert" in done.stdout and "evaluate" in done.stdout


def test_version(perfextract):
    result = perfextract("--version")
    assert (result.exit_code, result.stdout.split()[0]) == (0, "perfextract")


@pytest.mark.parametrize("command", ["convert", "show", "evaluate", "schema"])
def test_every_command_explains_itself(perfextract, command):
    result = perfextract(command, "--help")
    assert result.exit_code == 0
    assert all(option.help for option in commands()[command].params if hasattr(option, "help"))


@pytest.mark.parametrize(
    ("words", "usage"),
    [
        ("convert", "convert [OPTIONS] SOURCE..."),
        ("show", "show [OPTIONS] FILE"),
        ("evaluate", "evaluate [OPTIONS] GOLD PREDICTED..."),
        ("patterns try", "patterns try [OPTIONS] TEXT"),
    ],
)
def test_usage_names_what_to_give(perfextract, words, usage):
    told = perfextract(*words.split(), "--help").stdout
    assert told.splitlines()[0].endswith(usage)
    assert " range>" not in told
    assert "<str>" not in told.partition("Options:")[2]


def commands() -> dict:
    from typer.main import get_command

    return get_command(cli.app).commands


def test_convert_tells_what_it_did(perfextract, archive, tmp_path):
    result = perfextract("convert", archive, "--out", tmp_path / "out", "--jobs", 2)
    assert result.exit_code == 0
    assert result.stderr == ""
    *_, totals, where = result.stdout.splitlines()
    assert " ".join(totals.split()) == "3 documents 3 read 5 1"
    assert where == f"The dataset is in {tmp_path / 'out'}: {', '.join(FILES)}."
    assert "2017/q2.txt" in result.stdout
    assert "3 unchanged" in perfextract("convert", archive, "--out", tmp_path / "out").stdout


def test_convert_names_what_it_could_not_read_and_ends_with_1(perfextract, archive, tmp_path):
    (archive / "locked.txt").write_text("REFUSE\n", encoding="utf-8")
    result = perfextract("convert", archive, "--out", tmp_path / "out", "--quiet")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "locked.txt: It is locked with a password. Save a copy without the password. [encrypted]"
    ]
    assert len(json.loads((tmp_path / "out" / "records.json").read_text(encoding="utf-8"))) == 5


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["convert", "nowhere", "--out", "{out}"], "nowhere"),
        (["convert", "{empty}", "--out", "{out}"], "No reports found"),
        (["convert", "{empty}"], "--out"),
        (["convert", "{archive}", "--out", "{archive}/b.txt"], "Cannot write to"),
        (["convert", "{archive}", "--out", "{out}", "--patterns", "nowhere"], "no folder of patterns nowhere"),
        (["convert", "{archive}", "--out", "{out}", "--jobs", "0"], "--jobs"),
        (["convert", "{archive}", "--out", "{out}", "--frseh"], "--fresh"),
        (["convert", "{archive}", "--out", "{out}", "--patterns", "{bad}"], "direction.yaml"),
        (["convert", "{archive}", "--out", "{out}", "--period", "soonish"], "soonish"),
        (["show", "{archive}/b.txt", "--period", "soonish"], "soonish"),
        (["show", "nowhere.pdf"], "There is no file nowhere.pdf"),
        (["show", "{archive}"], "is a folder"),
        (["show", "{archive}"], "perfextract convert {archive} --out DIR"),
        (["evaluate", "{gold}", "{gold}", "--source", "tables"], "Choose prose, table or card."),
        (["evaluate", "{gold}", "{gold}", "--document", "q9"], "Choose from 2017/q2.txt."),
        (["evaluate", "one.json"], "pairs"),
        (["evaluate", "one.json", "two.json"], "one.json"),
        (["evaluate", "one.json", "two.json", "--pages", "x"], "8-16"),
        (["conver"], "convert"),
    ],
)
@pytest.mark.usefixtures("archive")
def test_wrong_use_ends_with_2_and_a_hint(perfextract, tmp_path, words, hint):
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "direction.yaml").write_text("- id: rose\n  phrase: [leapt]\n", encoding="utf-8")
    (tmp_path / "gold").write_text('[{"value": 1, "evidence": {"document": "2017/q2.txt"}}]', encoding="utf-8")
    places = {name: tmp_path / name for name in ("archive", "out", "empty", "bad", "gold")}
    result = perfextract(*(word.format(**places) for word in words))
    assert result.exit_code == 2
    assert hint.format(**places) in " ".join(result.stderr.split())
    assert "Traceback" not in result.output


def test_show_groups_records_and_prints_them_plainly(perfextract, archive):
    (archive / "b.txt").write_text("[red]visits[/red] = 4100\nhealth checks = 91%\n", encoding="utf-8")
    result = perfextract("show", archive / "b.txt", "--authority", "Mereshire")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "Mereshire · Performance, quarter 2 · Q2 2017/18 (2017-07-01 to 2017-09-30)"
    assert "  4,100  [red]visits[/red]" in lines
    assert "  91% (10 of 11)  health checks" in lines
    assert "      Q2 2017/18 (2017-07-01 to 2017-09-30) · provisional" in lines
    assert "      above national · 16.5%" in lines
    assert "      regional · by 2 percentage points · third quartile" in lines
    assert "      health checks = 91%" in lines


def test_show_as_json(perfextract, archive):
    result = perfextract("show", archive / "b.txt", "--json")
    assert [record["value"] for record in json.loads(result.stdout)] == [4100, 91]


def test_show_lists_what_no_rule_explains(perfextract, archive, monkeypatch):
    whole = extract.extract_file

    def with_finding(path, options):
        found = whole(path, options)
        known = archive_fakes.finding(found.records[0]).model_copy(
            update={"code": "unexplained_number", "message": "7 stands alone"}
        )
        return archive_fakes.FakeExtraction(found.report, found.records, (*found.findings, known), found.document)

    monkeypatch.setattr(extract, "extract_file", with_finding)
    lines = perfextract("show", archive / "b.txt", "--unexplained").stdout.splitlines()
    assert lines == ["1 number that no rule explains", "  7 stands alone", "      library visits = 4100"]


def test_show_tells_why_a_file_cannot_be_read(perfextract, archive, monkeypatch):
    def refuse(path, options):
        raise DocumentError("empty", "It is empty.", "Ask for it anew.")

    monkeypatch.setattr(extract, "extract_file", refuse)
    result = perfextract("show", archive / "b.txt")
    assert result.exit_code == 1
    assert "It is empty. Ask for it anew. [empty]" in result.stderr


def test_show_marks_the_right_one_of_two_equal_values():
    from perfextract.model import Block, Document, Evidence, Record
    from perfextract.show import evidence

    text = "First. Rose by 12 to 12 in all."
    where = Evidence(document="a.txt", sha256="", block=0, start=21, end=23, text="Rose by 12 to 12 in all.")
    record = Record(id="r", indicator="visits", value=12, value_text="12", evidence=where)
    line = evidence(record, Document("a.txt", "", (Block(text),)))
    assert [line.plain[s.start : s.end] for s in line.spans] == ["12"]
    assert line.spans[0].start == 14


def test_schema_is_that_of_a_record(perfextract):
    schema = json.loads(perfextract("schema").stdout)
    assert schema["title"] == "Record"
    assert schema["properties"]["evidence"]
    assert schema["additionalProperties"] is False


def test_evaluate_prints_the_ladder(perfextract, tmp_path):
    gold = [{"id": "g1", "value": 3, "unit": "count", "quote": "3 visits", "source": "prose", "page": 8}]
    (tmp_path / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    (tmp_path / "records.json").write_text("[]", encoding="utf-8")
    result = perfextract("evaluate", tmp_path / "gold.json", tmp_path, "--misses", 1, "--pages", "8-9")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "gold 1 predicted 0 paired 0"
    assert result.stdout.splitlines()[-1].startswith("  MISSED   g1 3 count")
    other = perfextract("evaluate", tmp_path / "gold.json", tmp_path, "--source", "table")
    assert other.stdout.startswith("gold 0 ")


def test_the_bar_shows_in_a_terminal_only():
    console = Console(force_terminal=True, width=100, record=True, file=StringIO())
    with progress_bar(console) as watch:
        assert watch
        watch(Step(total=4, done=1, failed=1, current="[red]2017/q2.pdf"))
        time.sleep(0.2)
    shown = console.export_text()
    assert "1/4" in shown and "1 failed" in shown and "[red]2017/q2.pdf" in shown
    with progress_bar(Console(force_terminal=False)) as watch:
        assert watch is None
    with progress_bar(console, quiet=True) as watch:
        assert watch is None


def test_the_table_has_a_line_a_document_only_where_they_are_few(tmp_path):
    def shown(count: int) -> str:
        lines = tuple(DocumentLine(f"{i}.pdf", "read", records=1000) for i in range(count))
        console = Console(width=100, record=True, file=StringIO())
        console.print(summary_table(Summary(tmp_path, lines)))
        return console.export_text()

    assert "7.pdf" in shown(8)
    assert "1 document " in shown(1)
    assert FILES[0] in str(where_it_is(Summary(tmp_path, (DocumentLine("a.pdf", "read"),))))
    assert FILES[0] not in str(where_it_is(Summary(tmp_path, (DocumentLine("a.pdf", "read"),) * 80)))
    assert "7.pdf" not in shown(80)
    assert "80,000" in shown(80)


def test_a_failure_is_one_line_whatever_its_file_is_called():
    line = DocumentLine("a\nb\x1b[31m.pdf", "failed", reason="empty", message="It is\nempty.", advice="Ask.")
    assert failure_line(line) == "a b [31m.pdf: It is empty. Ask. [empty]"


def test_a_stopped_run_says_how_to_go_on(archive, tmp_path):
    (archive / "slow.txt").write_text("WAIT 30\nvisits = 1\n", encoding="utf-8")
    code = (
        "import functools, sys, archive_fakes\n"
        "from perfextract.archive import convert as archive\n"
        "archive.convert = functools.partial(archive.convert, extract=archive_fakes.extract)\n"
        f"sys.argv = ['perfextract', 'convert', {str(archive)!r}, '--out', {str(tmp_path / 'out')!r}]\n"
        "from perfextract.cli import main\n"
        "main()\n"
    )
    here = Path(__file__).parent
    process = subprocess.Popen([sys.executable, "-c", code], cwd=here, stderr=subprocess.PIPE, text=True)
    read = tmp_path / "out" / ".perfextract" / "read"
    end = time.monotonic() + 10
    while not (read.is_dir() and len(list(read.glob("*.ndjson"))) == 3):
        assert time.monotonic() < end, "the quick files were not read in time"
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=10)
    assert process.returncode == 130
    assert told == "Stopped. The files read so far are kept; the same command goes on from there.\n"
    assert [path.name for path in (tmp_path / "out").iterdir()] == [".perfextract"]
