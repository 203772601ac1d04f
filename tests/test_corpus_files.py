"""The sample archive is what its sources give, and its gold stands in the words of its reports."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from perfextract.archive.sources import find_sources

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
FOLDERS = sorted(path.parent for path in CORPUS.glob("*/gold.json"))
BUILT_WITH = tomllib.loads((CORPUS / "build" / "built-with.toml").read_text(encoding="utf-8"))


def other_versions() -> str:
    """The libraries whose version differs from the one the files were built with, as a sentence; else empty."""
    found = []
    for name, wanted in BUILT_WITH.items():
        try:
            have = version(name)
        except PackageNotFoundError:
            have = "not installed"
        if have != wanted:
            found.append(f"{name} is {have}, the files were built with {wanted}")
    return "; ".join(found)


def check(*options: str) -> subprocess.CompletedProcess[str]:
    """Run the corpus' own check."""
    command = [sys.executable, str(CORPUS / "build" / "build.py"), "--check", *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_gold_and_plans_are_what_the_sources_give() -> None:
    done = check("--no-render")
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(bool(other_versions()), reason=other_versions() or "same versions")
def test_reports_rebuild_byte_for_byte() -> None:
    done = check()
    assert done.returncode == 0, done.stderr


def test_twelve_quarters_two_of_them_judged_on() -> None:
    rounds = [tomllib.loads((folder / "source.toml").read_text(encoding="utf-8"))["round"] for folder in FOLDERS]
    assert (rounds.count("written-on"), rounds.count("judged-on")) == (10, 2)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_report_has_its_files_and_records(folder: Path) -> None:
    facts = tomllib.loads((folder / "source.toml").read_text(encoding="utf-8"))
    assert facts["sample"] is True
    assert all((folder / name).exists() for name in facts["files"])
    records = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    assert len(records) >= 25
    assert len({record["id"] for record in records}) == len(records)


def test_a_folder_of_the_archive_means_its_reports_only(tmp_path: Path) -> None:
    found = sorted(file.name for file in find_sources([CORPUS], tmp_path))
    facts = (tomllib.loads((folder / "source.toml").read_text(encoding="utf-8")) for folder in FOLDERS)
    assert found == sorted(f"{f.name}/{name}" for f, told in zip(FOLDERS, facts, strict=True) for name in told["files"])


def test_series_run_through_the_archive() -> None:
    quarters: dict[str, set[str]] = {}
    for folder in FOLDERS:
        for record in json.loads((folder / "gold.json").read_text(encoding="utf-8")):
            if record["series"]:
                quarters.setdefault(record["series"], set()).add(folder.name)
    assert sum(len(reports) >= 10 for reports in quarters.values()) >= 25


def test_faults_are_planted() -> None:
    kinds = [fault["kind"] for fault in json.loads((CORPUS / "planted.json").read_text(encoding="utf-8"))]
    assert kinds.count("revision") >= 8
    assert kinds.count("contradiction") >= 8
    assert kinds.count("garbled") >= 6
