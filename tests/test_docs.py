"""The documents: every snippet runs, every command, option and field is told, every link leads somewhere.

A block marked ``python`` or ``console`` is run in a folder that holds ``corpus`` and ``dataset``, as a reader of the
README has after its first line, and an ``archive`` of one report, unless ``<!-- not run: why -->`` stands above it.
Of a ``console`` block the lines that begin with ``$ perfextract`` are run; what stands below is what they print
(``...`` for anything), and may be left out. A block under ``<!-- file: NAME -->`` is a file that stands in the folder.
"""

from __future__ import annotations

import doctest
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args, get_origin

import docx
import pytest
import typer
from pydantic import BaseModel

import perfextract
from perfextract.cli import app
from perfextract.extract import extract_file
from perfextract.model import Change, Comparator, Evidence, Finding, Gap, Period, Record, ReportRef

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *ROOT.glob("corpus/*.md")])
BLOCK = re.compile(r"(?:<!-- (?P<mark>[^\n]*?) -->\n)?^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
LOOSELY = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
SECTIONS = {"Record": Record, "Report": ReportRef, "Period": Period, "Change": Change} | {
    "Comparator": Comparator,
    "Gap": Gap,
    "Evidence": Evidence,
    "Finding": Finding,
}


class Snippet(NamedTuple):
    """A block of code in a document."""

    page: Path
    line: int
    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks(page: Path) -> Iterator[re.Match[str]]:
    """The blocks of code of a document."""
    return BLOCK.finditer(page.read_text(encoding="utf-8"))


def snippets() -> list[Snippet]:
    """The blocks of all documents that are to be run."""
    return [
        Snippet(page, block.string.count("\n", 0, block.start("kind")) + 1, block["kind"], block["text"])
        for page in PAGES
        for block in blocks(page)
        if block["kind"] in ("python", "console") and not (block["mark"] or "").startswith("not run: ")
    ]


def section(page: Path, heading: str) -> str:
    """What stands under a heading, up to the next one of its level or higher."""
    ends = r"(?=^(?!\1#)#+ |\Z)"
    found = re.search(rf"(?ms)^(#+) {re.escape(heading)}$(.*?){ends}", page.read_text(encoding="utf-8"))
    assert found, f"{page.name} has no section {heading!r}"
    return found[2]


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample archive and the dataset made of it."""
    folder = tmp_path_factory.mktemp("workplace")
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    shutil.copytree(ROOT / "corpus" / "2021-22-q1", folder / "archive")
    for block in (block for page in PAGES for block in blocks(page) if (block["mark"] or "").startswith("file: ")):
        path = folder / block["mark"].removeprefix("file: ")
        path.parent.mkdir(exist_ok=True)
        path.write_text(block["text"], encoding="utf-8")
    done = command(folder, "perfextract convert corpus --out dataset --quiet")
    assert done.returncode == 0, done.stdout
    return folder


def command(folder: Path, line: str) -> subprocess.CompletedProcess[str]:
    """Run a command line of perfextract in a folder; what it says on stderr stands in its output."""
    words = shlex.split(line, comments=True)
    assert words[0] == "perfextract"
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        env=os.environ | {"COLUMNS": "120", "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


# ── every snippet runs ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("snippet", [s for s in snippets() if s.kind == "console"], ids=str)
def test_commands_run_and_print_what_is_shown(snippet: Snippet, workplace: Path) -> None:
    shown = re.split(r"^\$ ", snippet.text, flags=re.MULTILINE)[1:]
    assert shown, "a console block begins with '$ '"
    for part in shown:
        line, _, wanted = part.partition("\n")
        if not line.startswith("perfextract"):
            continue
        ends_with = re.search(r"# ends with (\d+)$", line)
        done = command(workplace, line)
        assert done.returncode == int(ends_with[1] if ends_with else 0), done.stdout
        if wanted.strip():
            assert_shown(wanted, done.stdout)


def assert_shown(wanted: str, got: str) -> None:
    """Check that what was printed is what the document shows."""
    example = doctest.Example("", wanted)
    checker = doctest.OutputChecker()
    difference = checker.output_difference(example, got, LOOSELY)
    assert checker.check_output(wanted, got, LOOSELY), difference


def test_the_settings_shown_are_read(workplace: Path) -> None:
    (workplace / "visits.txt").write_text("Visits rose to 4,100 in quarter 2.", encoding="utf-8")
    assert "Merrowshire" in command(workplace / "settings", "perfextract show ../visits.txt").stdout
    assert "Merrowshire" not in command(workplace, "perfextract show visits.txt").stdout


@pytest.mark.parametrize("page", sorted({s.page for s in snippets() if s.kind == "python"}), ids=lambda p: p.name)
def test_python_runs(page: Path, workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workplace)
    names: dict[str, Any] = {}
    left_out = []
    for snippet in (s for s in snippets() if s.page == page and s.kind == "python"):
        if without := missing_extra(snippet):
            left_out.append(f"{snippet} needs {without}, which is not installed: pip install perfextract[{without}]")
        else:
            run_python(snippet, names)
    if left_out:
        pytest.skip("; ".join(left_out))  # all others ran


def missing_extra(snippet: Snippet) -> str | None:
    """The library of an extra that a block imports and that is not installed."""
    wanted = re.findall(r"^(?:>>> )?import (pandas|polars)\b", snippet.text, re.MULTILINE)
    return next((name for name in wanted if find_spec(name) is None), None)


def run_python(snippet: Snippet, names: dict[str, Any]) -> None:
    """Run a block; one with prompts is also held to the output it shows. ``names`` pass to the page's next block."""
    if ">>> " not in snippet.text:
        exec(compile(snippet.text, str(snippet), "exec"), names)
        return
    test = doctest.DocTestParser().get_doctest(snippet.text, names, str(snippet), str(snippet.page), snippet.line)
    said: list[str] = []
    doctest.DocTestRunner(optionflags=LOOSELY).run(test, out=said.append, clear_globs=False)
    names.update(test.globs)
    assert not said, "".join(said)


def test_the_readme_example_is_what_the_program_gives(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    quoted = re.search(r"<!-- example: sentence -->\n((?:> .*\n)+)", readme)
    assert quoted
    shown = next(json.loads(b["text"]) for b in blocks(ROOT / "README.md") if b["mark"] == "example: record")
    report = docx.Document()
    report.add_heading("Performance report, quarter 2 2023/24", 0)
    report.add_paragraph("Merrowshire County Council")
    report.add_heading("Adult Social Care", 1)
    report.add_heading("Areas requiring improvement", 2)
    report.add_paragraph(" ".join(quoted[1].replace("> ", "").split()), "List Bullet")
    report.save(str(tmp_path / "report.docx"))
    (record,) = extract_file(tmp_path / "report.docx").records
    assert holds(record.to_dict(), shown) == shown


def holds(whole: Any, part: Any) -> Any:
    """What ``whole`` says of the keys that ``part`` names."""
    if isinstance(part, dict) and isinstance(whole, dict):
        return {key: holds(whole.get(key), value) for key, value in part.items()}
    if isinstance(part, list) and isinstance(whole, list | tuple):
        return [holds(*pair) for pair in zip(whole, part, strict=False)] + list(whole[len(part) :])
    return whole


def test_the_two_lines_of_the_readme_are_lines() -> None:
    marked = {block["mark"]: block["text"] for block in blocks(ROOT / "README.md") if block["kind"] == "sh"}
    for mark in ("start", "test"):
        assert marked[mark].count("\n") == 1
        assert marked[mark].startswith("python3 -m venv .venv && ")


# ── everything is told ───────────────────────────────────────────────────────────────────────────


def commands(group: Any = None, before: str = "perfextract") -> Iterator[tuple[str, Any]]:
    """Every command with its full name, those of groups in their groups."""
    group = group or typer.main.get_command(app)
    for name, found in group.commands.items():
        full = f"{before} {name}"
        if hasattr(found, "commands"):
            yield from commands(found, full)
        else:
            yield full, found


@pytest.mark.parametrize(("name", "found"), list(commands()), ids=[name for name, _ in commands()])
def test_every_command_and_option_is_told(name: str, found: Any) -> None:
    told = section(ROOT / "docs" / "cli.md", name)
    for param in found.params:
        for option in param.opts:
            if param.param_type_name == "option" and option != "--help":
                assert re.search(rf"`{re.escape(option)}[` ]", told), f"docs/cli.md says nothing of {name} {option}"


@pytest.mark.parametrize(("heading", "model"), SECTIONS.items(), ids=SECTIONS)
def test_every_field_is_told_and_no_other(heading: str, model: type[BaseModel]) -> None:
    told = section(ROOT / "docs" / "fields.md", heading)
    table = told[: told.index("\n### ")] if "\n### " in told else told
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(model.model_fields)


def test_every_code_of_a_vocabulary_is_told() -> None:
    told = (ROOT / "docs" / "fields.md").read_text(encoding="utf-8")
    missing = {
        code
        for model in SECTIONS.values()
        for field in model.model_fields.values()
        for code in codes(field.annotation)
        if f"`{code}`" not in told
    }
    assert not missing


def codes(annotation: Any) -> Iterator[str]:
    """The words of the vocabularies in a type."""
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        for part in get_args(annotation):
            yield from codes(part)


def test_every_public_name_is_told() -> None:
    told = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    assert not {name for name in perfextract.__all__ if not re.search(rf"(?:`|perfextract\.){name}\b", told)}


def test_every_finding_code_is_told() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "perfextract").rglob("*.py"))
    told = section(ROOT / "docs" / "fields.md", "Finding codes")
    assert set(re.findall(r'\b(?:code=|finding\(\s*)"(\w+)"', source)) == set(
        re.findall(r"^\| `(\w+)` \|", told, re.MULTILINE)
    )


def test_every_unit_is_told() -> None:
    from perfextract.amounts import RATE_UNITS
    from perfextract.rules import load

    units = {entry.gives["unit"] for entry in load("units").entries if "unit" in entry.gives} | set(RATE_UNITS.values())
    told = section(ROOT / "docs" / "fields.md", "Units")
    assert not {unit for unit in units if f"`{unit}`" not in told}


def test_every_pattern_file_is_told() -> None:
    told = (ROOT / "docs" / "patterns.md").read_text(encoding="utf-8")
    assert not {path.name for path in (ROOT / "patterns").glob("*.yaml") if f"`{path.name}`" not in told}


# ── every link leads somewhere ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = BLOCK.sub("", page.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith(("https://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), f"{page.name} links to {target}"
        if anchor and there.suffix == ".md":
            assert anchor in anchors(there), f"{page.name} links to {target}"


def anchors(page: Path) -> set[str]:
    """The places of a document that a link can name: its headings, as repositories and Sphinx name them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
