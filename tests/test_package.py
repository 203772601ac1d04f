"""What is installed: every folder of the package, and every pattern file."""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_folder_of_code_is_packaged() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    folders = {path.parent.relative_to(ROOT) for path in (ROOT / "perfextract").rglob("__init__.py")}
    packages = {".".join(folder.parts) for folder in folders} | {"perfextract.patterns"}
    assert set(settings["tool"]["setuptools"]["packages"]) == packages


def test_every_pattern_file_is_installed() -> None:
    installed = {path.name for path in resources.files("perfextract.patterns").iterdir()}
    assert {path.name for path in (ROOT / "patterns").glob("*.yaml")} <= installed
