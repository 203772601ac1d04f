"""The shape of the house: imports go down the staircase only, each big library has one home, and things stay small."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median, quantiles

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "perfextract"

# From the ground up. A module stands on the floor that names it or its folder, and imports from its own floor or below.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("model", "calendar_uk", "expressions", "settings", "assignment", "usage"),
    ("rule_files", "vocabulary"),
    ("textview", "signs"),
    ("rules", "period_forms"),
    ("amounts", "periods"),
    ("catalogue",),
    ("readers",),
    ("identity",),
    ("outline",),
    ("pipes",),
    ("reading", "cards"),
    ("tables",),
    ("series", "confidence", "proof"),
    ("records",),
    ("audit",),
    ("places", "unread"),
    ("extract",),
    ("face", "corrections", "review", "agreement", "evaluate", "show", "explain", "dataset"),
    ("archive", "answers", "summary"),
    ("patterns_cli", "questioned", "coverage"),
    ("cli", "__main__"),
)
# The only modules or folders that may import a library.
HOMES = {
    "spacy": ("pipes", "reading.constructions"),
    "duckdb": ("dataset",),
    "docx": ("readers", "summary"),
    "lxml": ("readers",),
    "markdown_it": ("readers",),
    "pdfplumber": ("readers",),
    "pypdfium2": ("readers",),
    "pebble": ("archive",),
    "rich": ("answers", "archive.progress", "cli", "coverage", "explain", "patterns_cli", "show"),
    "srsly": ("rule_files", "vocabulary"),
    "xlsxwriter": ("dataset.workbook",),
    "typer": ("cli", "patterns_cli", "usage"),
}
# A dataset has its summary as a method; a summary knows of a dataset only that it can be asked.
UPWARDS = {("dataset.reading", "summary.compose")}
# The worst of today. They may fall and not rise: what grows past them wants to be two.
LONGEST_FUNCTION = 65
LONGEST_MODULE = 660
MEDIAN_FUNCTION = 6
NINE_IN_TEN_FUNCTIONS = 20


def name_of(path: Path) -> str:
    """The dotted name below the package; the package itself is ""."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix("__init__").rstrip(".")


MODULES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}
BELOW = sorted(set(MODULES) - {""})


@cache
def imports(name: str) -> frozenset[str]:
    """What a module imports, wherever in it: ours without "perfextract.", the others with their first word only."""
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    return frozenset(target for node in run_time(tree) for target in targets(node, name))


def run_time(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a tree, without what is there for type checkers only."""
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)):
            yield child
            yield from run_time(child)


def targets(node: ast.AST, importer: str) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (ours(alias.name) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = whole_name(node, importer)
        yield from (ours(f"{base}.{alias.name}", base) for alias in node.names)


def whole_name(node: ast.ImportFrom, importer: str) -> str:
    """The module named by ``from``, also where it is named with dots."""
    if not node.level:
        return node.module or ""
    package = ["perfextract", *importer.split(".")]
    up = node.level - (MODULES[importer].name == "__init__.py")
    return ".".join([*package[: len(package) - up], *filter(None, [node.module])])


def ours(name: str, otherwise: str | None = None) -> str:
    """One of our modules without "perfextract."; of another library the first word."""
    first, _, rest = name.partition(".")
    if first != "perfextract":
        return first
    return rest if rest in MODULES else (otherwise or "perfextract").partition(".")[2]


def stands_in(name: str, places: tuple[str, ...]) -> bool:
    return any(name == place or name.startswith(f"{place}.") for place in places)


def floor(name: str) -> int:
    return next((n for n, places in enumerate(FLOORS) if stands_in(name, places)), -1)


def test_the_imports_are_seen() -> None:
    assert {"model", "rules", "periods"} <= imports("outline.roles") | imports("extract")
    assert "spacy" in imports("pipes.components")
    assert "readers.docx_parts" in imports("readers.docx")
    assert "archive.cache" in imports("archive.convert")


@pytest.mark.parametrize("name", BELOW)
def test_every_module_has_a_floor(name: str) -> None:
    assert floor(name) >= 0, "give it a floor in FLOORS"


@pytest.mark.parametrize("name", BELOW)
def test_imports_go_down_the_staircase(name: str) -> None:
    above = {target for target in imports(name) if target in MODULES and target and floor(target) > floor(name)}
    assert {target for target in above if (name, target) not in UPWARDS} == set()


@pytest.mark.parametrize("name", BELOW)
def test_each_big_library_has_one_home(name: str) -> None:
    strays = {library for library in imports(name) & set(HOMES) if not stands_in(name, HOMES[library])}
    assert strays == set()


def test_no_imports_in_a_circle() -> None:
    done: set[str] = set()

    def walk(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, f"in a circle: {' -> '.join((*way, name))}"
        if name not in done:
            for target in sorted(imports(name) & set(BELOW)):
                walk(target, (*way, name))
            done.add(name)

    for name in BELOW:
        walk(name, ())


# ── small ────────────────────────────────────────────────────────────────────────────────────────


def functions() -> dict[str, int]:
    """The length in lines of every function, its docstring not counted."""
    lengths = {}
    for name, path in MODULES.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                told = node.body[0] if ast.get_docstring(node) else None
                docstring = told.end_lineno - told.lineno + 1 if told and told.end_lineno else 0
                lengths[f"{name}.{node.name}"] = (node.end_lineno or node.lineno) - node.lineno + 1 - docstring
    return lengths


def test_functions_are_short() -> None:
    lengths = functions()
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}
    assert median(lengths.values()) <= MEDIAN_FUNCTION
    assert quantiles(lengths.values(), n=10)[-1] <= NINE_IN_TEN_FUNCTIONS


def test_modules_are_short() -> None:
    lengths = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}
