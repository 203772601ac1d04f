"""Words of the language are in patterns/, once and by class: code that reads, judges or writes sentences lists none."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
import srsly

from perfextract import model, period_forms, rules, vocabulary
from perfextract.cards import pieces
from perfextract.rule_files import GIVES, patterns_dir
from perfextract.summary import grid, judging

PACKAGE = Path(model.__file__).parent
MODULES = "records catalogue series confidence periods period_forms calendar_uk".split()
PACKAGES = ("identity", "outline", "reading", "pipes", "audit", "cards", "tables", "summary")
MANY = 3  # words: fewer are no list

# Files whose words are not yet in patterns/. One that lists none any more is named by a test: take it out here. The
# numbers, perfextract/amounts.py, have words of their own as yet: they are to come under MODULES too.
TO_BE_MENDED = {}
# Modules of which all lists are what we write for each piece of evidence.
WORDINGS = {"reading/why.py"}
# Lists that are no words of reports, each with what they are.
NO_WORDS_OF_REPORTS = {
    ("outline/__init__.py", "contents"): "what the package offers",
    ("outline/places.py", "subject"): "roles of headings",
    ("outline/places.py", "judging"): "roles of headings",
    ("outline/places.py", "frame"): "roles of headings",
    ("outline/walk.py", "judging"): "roles of headings",
    ("outline/times.py", "since"): "what modifies a time",
    ("confidence.py", "always"): "names of the signs that are weighed",
    ("confidence.py", "card"): "names of the signs that are weighed",
    ("confidence.py", "no days"): "names of the signs that are weighed",
    ("confidence.py", "one word"): "names of the signs that are weighed",
    ("confidence.py", "compared"): "names of the signs that are weighed",
    ("reading/notation.py", "figure"): "classes of tokens",
    ("reading/notation.py", ""): "forms of movement",
    ("reading/dealing.py", "value"): "roles",
    ("reading/evidence.py", "level"): "names of classes",
    ("reading/notation.py", "value"): "roles",
    ("reading/reasons.py", "right"): "what we write of a distance",
    ("period_forms.py", "cardinal"): "names of classes",
    ("pipes/marks.py", "comparator"): "names of pattern files",
    ("summary/compared.py", "the previous period"): "what we write for the kinds of comparator",
    ("summary/forms.py", "markdown"): "names of modules",
    ("summary/readback.py", "counts"): "names of fields, and of what they are made of",
    ("summary/stored.py", "authority"): "names of columns",
    ("summary/stored.py", "value"): "names of columns",
    ("tables/columns.py", "role"): "keys of columns.yaml",
}


# ── what is a list of words ──────────────────────────────────────────────────────────────────────


def codes() -> frozenset[str]:
    """The words of our own model: kinds, roles, units, forms of period, names of fields."""
    found = {"neither", "span", "count", "whole", "upper", "score", "ratio", "pounds", "points"}
    for module in (model, pieces, grid, judging):
        for value in vars(module).values():
            if get_origin(value) is Literal:
                found |= set(get_args(value))
            found |= set(getattr(value, "model_fields", ()) or getattr(value, "__dataclass_fields__", ()))
    for given in GIVES.values():
        found |= {word for values in given.values() if isinstance(values, tuple) for word in values if word}
    found |= {form.name for form in (*period_forms.ATOMS, *period_forms.RELATIVES)}
    return frozenset(found | {str(entry.gives["unit"]) for entry in rules.load("units").entries})


def lists_of_words(tree: ast.AST) -> Iterator[tuple[int, list[str]]]:
    """Every list of English words in a module: the line, and the words."""
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and id(node) not in inside | said):
            yield from ((node.lineno, found) for found in choices(_text(node)) if len(found) >= MANY)
        for found in filter(_is_list, _literals(node)):
            yield node.lineno, found


def _text(node: ast.AST) -> str:
    """The text of a string; what is put into it is no word."""
    if isinstance(node, ast.JoinedStr):
        return "".join(map(_text, node.values))
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else "#"


def _literals(node: ast.AST) -> Iterator[list[str]]:
    """The strings a literal holds, or that a string is split into."""
    match node:
        case ast.Set(elts=elts) | ast.Tuple(elts=elts) | ast.List(elts=elts):
            yield [_text(e) for e in elts]
        case ast.Dict(keys=keys, values=values):
            words = [_text(k) for k in keys if k is not None]
            yield words
            if not _are_codes(words):  # else what we write for each of our codes
                yield [_text(v) for v in values]
        case ast.MatchOr(patterns=patterns):
            yield [_text(p.value) for p in patterns if isinstance(p, ast.MatchValue)]
        case ast.Call(func=ast.Attribute(value=value, attr="split"), args=[]):
            yield _text(value).split()


def _is_list(strings: list[str]) -> bool:
    return len([s for s in strings if re.fullmatch(r"[a-z][a-z' -]+", s)]) >= MANY and not _are_codes(strings)


def _are_codes(strings: list[str]) -> bool:
    return {s for s in strings if s != "#"} <= CODES


GROUP = re.compile(r"\(\?(?:[:=!>]|<[=!]|P<\w+>|[a-zA-Z-]+:)")
SPACE = re.compile(r"\\s[*+?]?|\[-\\s\]\??|\[- \]\??")


def choices(pattern: str) -> Iterator[list[str]]:
    r"""The words of each choice in an expression, at any depth.

    >>> list(choices(r"\b(?:rose|fell|up\s+by)\s+(?P<how>slightly|much)|[a|b]"))
    [['rose', 'fell', 'up by'], ['slightly', 'much'], []]
    """
    open_ = [[""]]
    for token in re.findall(rf"{GROUP.pattern}|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", pattern, re.DOTALL):
        if token[0] == "(" and token != r"\(":
            open_.append([""])
        elif token == ")" and len(open_) > 1:
            yield list(filter(None, map(_word, open_.pop())))
            open_[-1][-1] += "()"
        elif token == "|":
            open_[-1].append("")
        else:
            open_[-1][-1] += token
    yield list(filter(None, map(_word, open_[0])))


def _word(alternative: str) -> str | None:
    """The word or phrase that an alternative spells; None where it is more of a construction than a word."""
    plain = SPACE.sub(" ", re.sub(r"\\b|\\w[*+]|\\\.\??|[$^]", "", alternative))
    plain = re.sub(r"(?<=[a-z])(?:\(\)|\[[a-z]+\])\??$", "", plain.strip()).replace("?", "")  # endings
    return plain if re.fullmatch(r"[A-Za-z][A-Za-z' -]*[A-Za-z]", plain) else None


# ── what is asked ────────────────────────────────────────────────────────────────────────────────

CODES = codes()
FILES = [PACKAGE / f"{name}.py" for name in MODULES]
FILES += sorted(path for name in PACKAGES for path in (PACKAGE / name).glob("*.py"))


def found_in(path: Path) -> list[str]:
    place = str(path.relative_to(PACKAGE))
    if place in WORDINGS:
        return []
    lists = lists_of_words(ast.parse(path.read_text(encoding="utf-8")))
    if place in WORDINGS:
        return []
    return [f"{place}, line {line}: {', '.join(ws)}" for line, ws in lists if (place, ws[0]) not in NO_WORDS_OF_REPORTS]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_code_lists_no_words(path: Path) -> None:
    assert found_in(path) == [] or str(path.relative_to(PACKAGE)) in TO_BE_MENDED


def test_what_is_to_be_mended_is_not_mended_yet() -> None:
    assert [place for place in TO_BE_MENDED if not found_in(PACKAGE / place)] == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("X = re.compile(r'\\b(?:rose|fell|up\\s+by)\\b')", ["rose", "fell", "up by"]),
        ("X = rf'{_UNIT}(?:days?|weeks|approx\\.?)'", ["days", "weeks", "approx"]),
        ("X = 'the of and'.split()", ["the", "of", "and"]),
        ("if word in ('but', 'while', 'yet'): pass", ["but", "while", "yet"]),
        ("X = {'spring': 1, 'summer': 4, 'autumn': 7}", ["spring", "summer", "autumn"]),
        ("X = {'up': 'rose', 'down': 'fell', 'stable': 'stayed'}", None),  # what is written for our codes
        ("X = ('red', 'amber', 'green')", None),
        ("X = r'\\b{ago}\\b|{previous}|\\d+|to|by'", None),
        ("def f():\n    'rose|fell|stayed'", None),
    ],
)
def test_a_list_is_seen(code: str, found: list[str] | None) -> None:
    assert [words for _, words in lists_of_words(ast.parse(code))] == ([found] if found else [])


# ── the classes ──────────────────────────────────────────────────────────────────────────────────

ENTRIES: list[dict[str, Any]] = srsly.read_yaml(patterns_dir() / "words.yaml")


def test_a_class_is_there_once_and_has_no_word_twice() -> None:
    twice = [name for name, times in Counter(entry["class"] for entry in ENTRIES).items() if times > 1]
    assert twice == []
    for entry in ENTRIES:
        times = Counter(map(str, entry.get("words", [])))
        assert [word for word, n in times.items() if n > 1] == [], entry["class"]


def test_the_file_is_read_as_yaml_would_read_it() -> None:
    read: dict[str, list[str]] = {}
    for entry in ENTRIES:
        others = [word for name in entry.get("with", []) for word in read.get(name) or phrases(name)]
        read[entry["class"]] = list(dict.fromkeys([*others, *map(str, entry.get("words", []))]))
    assert {name: list(vocabulary.listed(name)) for name in vocabulary.classes()} == read


def phrases(place: str) -> list[str]:
    """The phrases of an entry of a file of rules: "hedge/about"."""
    file, _, entry = place.partition("/")
    return next(e.phrases for e in rules.load(file).entries if e.id == entry)


def test_no_two_classes_are_the_same() -> None:
    same: dict[frozenset[str], list[str]] = {}
    for name in vocabulary.classes():
        same.setdefault(vocabulary.words(name), []).append(name)
    assert [names for names in same.values() if len(names) > 1] == []


def test_every_class_is_asked_for() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    taken = {name for entry in ENTRIES for name in entry.get("with", [])}
    asked = {name for name in vocabulary.classes() if re.search(rf"[{{\"']{re.escape(name)}[}}\"']", code)}
    assert sorted(set(vocabulary.classes()) - asked - taken) == []


def test_a_class_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError):
        vocabulary.expression(r"\b{no such class}\b")
