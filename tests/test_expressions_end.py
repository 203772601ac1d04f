"""Every regular expression of ours ends, on any text; a page that is made to be slow is read as quickly as another."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import perfextract
from perfextract import vocabulary
from perfextract.expressions import hazard

PACKAGE = Path(perfextract.__file__).parent
NAMES = [m.name for m in pkgutil.walk_packages(perfextract.__path__, "perfextract.") if not m.name.endswith("__main__")]
TO_BE_MENDED = {"perfextract.amounts"}  # is being rewritten
Found = tuple[str, str, int]  # where it is, the expression, its flags


def of_modules() -> Iterator[Found]:
    """The expressions that the modules of the package hold, also within their tuples and tables."""
    for name in NAMES:
        for variable, value in vars(importlib.import_module(name)).items():
            yield from ((f"{name}.{variable}", p.pattern, p.flags) for p in _patterns(value))


def _patterns(value: object, depth: int = 3) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, dict) and depth:
        yield from _patterns(tuple(value.values()), depth)
    elif isinstance(value, (tuple, list, set, frozenset)) and depth:
        for part in value:
            yield from _patterns(part, depth - 1)


CALLS = ("compile", "search", "match", "fullmatch", "sub", "split", "findall", "finditer")


def of_functions() -> Iterator[Found]:
    """The expressions that are written in calls, where nothing is put into them."""
    for path in sorted(PACKAGE.rglob("*.py")):
        module = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            place = f"{module}, line {getattr(node, 'lineno', 0)}"
            match node:
                case ast.Call(func=ast.Name(id="expression"), args=[ast.Constant(value=str(p)), *_]):
                    yield place, vocabulary.spelt(p), re.IGNORECASE
                case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=name), args=[ast.Constant(value=p), *_]):
                    if name in CALLS and isinstance(p, str):
                        yield place, p, _flags(node)


def _flags(call: ast.Call) -> int:
    named = {node.attr for node in ast.walk(call) if isinstance(node, ast.Attribute)}
    ignores = named & {"I", "IGNORECASE"}
    return (re.IGNORECASE if ignores else 0) | (re.VERBOSE if "VERBOSE" in named else 0)


EXPRESSIONS = {(pattern, flags): place for place, pattern, flags in (*of_functions(), *of_modules())}


def test_expressions_are_found_at_all() -> None:
    assert len(EXPRESSIONS) > 300


def test_our_expressions_end() -> None:
    endless = {
        f"{place}: {pattern}": why
        for (pattern, flags), place in EXPRESSIONS.items()
        if not any(place.startswith(module) for module in TO_BE_MENDED) and (why := hazard(pattern, flags))
    }
    assert endless == {}


def seconds(text: str) -> float:
    """The CPU that reading a text takes, where nothing else is in the way."""
    took = []
    for n in range(3):
        start = time.thread_time()
        perfextract.extract(text + " " * n)
        took.append(time.thread_time() - start)
    return min(took)


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    perfextract.extract("Visits rose to 4,100.")


@pytest.mark.parametrize(
    "text",
    [
        "MINUTES OF THE MEETING HELD IN THE CHAMBER, MERRION, ON THURSDAY, 24TH NOVEMBER, 2016, AT 3.30 P.M.",
        "A" * 2000 + "7",
        "AB " * 700 + "7",
        "Visits rose to " + ", ".join(str(1000 + n) for n in range(200)) + " in 2016/17.",
        "The share of calls was " + " and ".join(f"{n}.{n % 10}%" for n in range(200)) + " in 2016/17.",
    ],
    ids=lambda text: text[:20],
)
def test_a_text_that_could_be_slow_is_read_in_a_moment(text: str) -> None:
    assert seconds(text) < 0.5
