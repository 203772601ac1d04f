"""What tests of the archive and its outputs share: a folder of small files, and a run over it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import archive_fakes
import pytest

from perfextract.archive.convert import convert
from perfextract.archive.summary import Summary

Run = Callable[..., Summary]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A folder of three reports, one of them in a folder of its own."""
    root = tmp_path / "archive"
    (root / "2017").mkdir(parents=True)
    (root / "b.txt").write_text("library visits = 4100\nhealth checks completed = 91%\n", encoding="utf-8")
    (root / "a.txt").write_text("=SUM(A1) – parks = -0.6\nbudget = 4500000\n", encoding="utf-8")
    (root / "2017" / "q2.txt").write_text("bus journeys = 1920\n", encoding="utf-8")
    return root


@pytest.fixture
def run(archive: Path, tmp_path: Path) -> Run:
    """Convert the archive with the reading that obeys its files, into ``tmp_path / "out"`` unless told otherwise."""

    def go(*sources: Path, out: Path | None = None, **options: Any) -> Summary:
        options = {"jobs": 2, "extract": archive_fakes.extract} | options
        return convert(sources or archive, out or tmp_path / "out", **options)

    return go


@pytest.fixture
def rows() -> Callable[[Path], list[dict[str, str]]]:
    """Read a CSV."""

    def read(path: Path) -> list[dict[str, str]]:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    return read
