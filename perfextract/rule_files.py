"""Read a pattern file into entries, and refuse a mistake with its file, line and key.

A pattern file is a list of entries: ``id``, what the rule ``gives``, the ``phrases`` (plain words) and ``patterns``
(regular expressions) that find it, and sentences it must and must not be ``found_in``. In both ``#`` stands for a
number. Square brackets in ``found_in`` mark the words to be found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from perfextract.expressions import hazard, in_lower_case
from perfextract.model import Bound, ComparatorKind, Direction, Polarity, Qualifier, Status

NUMBER_SLOT = r"(?:\d+(?:[.,]\d+)*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty)"  # noqa: E501
# What the entries of a file may give: each key with its values (``str``: any word). A file that is not named gives
# what it likes.
GIVES: Mapping[str, Mapping[str, Any]] = {
    "academic": {"academic": (True,)},
    "card": {
        "part": tuple("value to_date year_end forecast numerator denominator name rating aside nothing".split()),
        "kind": get_args(ComparatorKind),
        "label": str,
        "polarity": get_args(Polarity),
    },
    "columns": {
        "role": tuple(
            "name code value earlier comparator status polarity unit numerator denominator change variance when skip "
            "aside".split()
        ),
        "kind": (*get_args(ComparatorKind), "forecast"),
        "label": str,
        "whole": (True,),
        "place": (True,),
        "to_date": (True,),
        "travel": (True,),
    },
    "comparator": {"kind": get_args(ComparatorKind), "close": (True,), "own": (True,), "told": (True,)},
    "defining": {"why": str},
    "direction": {"direction": get_args(Direction), "form": ("change", "adverb", "compared", "state", "similar")},
    "headings": {
        "role": ("judging", "wrapper", "part", "sub", "theme", "unthemed", "aside", "alone", "frame", "grade"),
        "status": get_args(Status),
    },
    "hedge": {"bound": get_args(Bound)},
    "narrowing": {"narrows": str},
    "numbers": {
        **dict.fromkeys(("from", "step", "scale", "short", "part"), str),
        "role": (
            "counted",
            "label",
            "length",
            "many",
            "minus",
            "ordinal",
            "plus_minus",
            "race",
            "ranging",
            "uncounted",
        ),
    },
    "qualifier": {"qualifier": get_args(Qualifier)},
    "themes": {"theme": str, "name": str},
    "units": {"unit": str, "times": str, "glued": (True, False)},
}

CATALOGUE = "indicators"  # a file of another form; catalogue.py reads it
SUMMARY = "summary"  # another; summary/judging.py reads it
WORDS = "words"  # classes of words; vocabulary.py reads it
CONSTRUCTIONS = "constructions"  # reading/constructions.py reads it
OF_ANOTHER_FORM = (CATALOGUE, SUMMARY, WORDS, CONSTRUCTIONS)
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Place = tuple[int | str, ...]  # the way to a value in a file: number of the entry, key, number in a list


Model = TypeVar("Model", bound=BaseModel)


class RuleError(ValueError):
    """A pattern file that cannot be used; the message names file, line, entry and key."""


class Entry(BaseModel):
    """One entry of a pattern file, as written."""

    model_config = ConfigDict(extra="forbid")
    id: Words
    gives: dict[str, Any] = {}
    phrases: list[Words] = []
    patterns: list[Words] = []
    found_in: list[Words] = []
    not_found_in: list[Words] = []
    note: str | None = None


def patterns_dir() -> Path:
    """The folder of the pattern files that come with the package."""
    return Path(str(resources.files("perfextract.patterns")))


def names() -> list[str]:
    """The names of the files of rules that come with the package, such as "direction"; those of other form are none."""
    return sorted(path.stem for path in patterns_dir().glob("*.yaml") if path.stem not in OF_ANOTHER_FORM)


def expression(pattern: str) -> re.Pattern[str]:
    r"""A pattern as it is searched for; raises re.error where it is not valid.

    It is put in lower case, for texts in lower case, unless it asks for capitals itself.

    >>> expression(r"\bKS\S#").pattern[:5], expression(r"(?-i:KS)\S").pattern
    ('\\bks\\', '(?-i:KS)\\S')
    """
    slotted = pattern.replace("#", NUMBER_SLOT)
    if minds_case(pattern):
        return re.compile(slotted, re.IGNORECASE)
    return re.compile(in_lower_case(slotted))


def minds_case(pattern: str) -> bool:
    """Whether a pattern asks for capitals, and so wants the text as it is."""
    return "(?-i:" in pattern


def read_entries(path: Path) -> list[Entry]:
    """The entries of a pattern file; raises RuleError naming file, line, entry and key."""
    entries: list[Entry] = []
    for number, row in enumerate(rows(path)):
        entries.append(validated(Entry, path, number, row))
        for place, message in _mistakes(path.stem, entries):
            raise refusal(path, (number, *place), message)
    return entries


def validated(model: type[Model], path: Path, number: int, row: Any) -> Model:
    """A row of a file as an entry of the form ``model``; raises RuleError naming file, line, entry and key."""
    try:
        return model.model_validate(row)
    except ValidationError as error:
        place, message = _in_words(error, model)
        raise refusal(path, (number, *place), message) from error


def read_own(folder: Path, name: str, ours: Iterable[Entry]) -> list[Entry]:
    """The entries of the user's file ``name`` in ``folder``, if there is one, beside ``ours``.

    Raises RuleError where the folder does not exist or holds a file under no name of ours, and where an entry has the
    id of one of ours or an expression that could run without end.
    """
    check_names(folder)
    path = folder / f"{name}.yaml"
    entries = read_entries(path) if path.is_file() else []
    taken = {entry.id for entry in ours}
    for number, entry in enumerate(entries):
        if entry.id in taken:
            message = f"perfextract has an entry of that id in its own {name}.yaml; give yours another"
            raise refusal(path, (number, "id"), message)
        for nth, pattern in enumerate(entry.patterns):
            if why := hazard(expression(pattern).pattern):
                message = f"the expression {pattern!r} could run without end: {why}"
                raise refusal(path, (number, "patterns", nth), message)
    return entries


def check_names(folder: Path) -> None:
    """Raise RuleError where there is no such folder, or it holds a file under no name of ours."""
    if not folder.is_dir():
        raise RuleError(f"There is no folder of patterns {folder}. Name a folder of YAML files.")
    known = sorted([*names(), CATALOGUE, SUMMARY, CONSTRUCTIONS])
    for path in sorted(folder.iterdir()):
        if path.suffix == ".yml" or (path.suffix == ".yaml" and path.stem not in known):
            near = get_close_matches(path.stem, known, n=1)
            hint = f"Did you mean {near[0]}.yaml?" if near else f"The names are {', '.join(known)}, each with .yaml."
            raise RuleError(f"{path}: there is no pattern file of that name. {hint}")


# ── what can be wrong ────────────────────────────────────────────────────────────────────────────


def _mistakes(name: str, entries: list[Entry]) -> Iterator[tuple[Place, str]]:
    """What is wrong with the last of the entries beside its form: the place in it, and why."""
    *before, entry = entries
    if any(other.id == entry.id for other in before):
        yield ("id",), "there is an entry of that id above; give this one another"
    if not entry.phrases and not entry.patterns:
        yield (), "it has neither phrases nor patterns, so it can find nothing"
    for nth, phrase in enumerate(entry.phrases):
        if not re.search(r"[^\s\-‐‑–]", phrase):
            yield ("phrases", nth), "a phrase needs at least one word"
    for nth, pattern in enumerate(entry.patterns):
        try:
            expression(pattern)
        except re.error as error:
            yield ("patterns", nth), f"the expression {pattern!r} is not valid: {error}"
    for key, value in entry.gives.items():
        if message := _not_given(name, key, value):
            yield ("gives", key), message


def _not_given(name: str, key: str, value: Any) -> str | None:
    """Why entries of the file ``name`` cannot give this, or None where they can."""
    if name not in GIVES:
        return None
    allowed = GIVES[name].get(key)
    if allowed is None:
        return f"entries of {name}.yaml give only {_list(GIVES[name])}"
    if allowed is str:
        return None if isinstance(value, str) else f"{value!r} is not a word"
    return None if value in allowed else f"{value!r} is not one of {_list(map(str, allowed))}"


def _in_words(error: ValidationError, model: type[BaseModel]) -> tuple[Place, str]:
    """The place in an entry and the mistake there, for someone who has not read our code."""
    first = error.errors()[0]
    if first["type"] == "extra_forbidden":
        near = get_close_matches(str(first["loc"][-1]), model.model_fields, n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"the keys are {_list(model.model_fields)}"
        return first["loc"], f"there is no such key; {hint}"
    return first["loc"], first["msg"]


def _list(words: Iterable[str]) -> str:
    return ", ".join(words)


# ── where it is wrong ────────────────────────────────────────────────────────────────────────────


def rows(path: Path) -> list[Any]:
    """The file as YAML gives it: a list."""
    import srsly  # not above: it brings numpy, and loading that takes longer than all the rest

    try:
        rows = srsly.read_yaml(path)
    except ValueError as error:
        mark = getattr(error.__context__, "problem_mark", None)
        place = f"{path}, line {mark.line + 1}" if mark else str(path)
        raise RuleError(f"{place}: not readable as YAML: {getattr(error.__context__, 'problem', error)}") from error
    if not isinstance(rows, list):
        raise RuleError(f"{path}: a pattern file is a list of entries, each beginning with '- id:'")
    return rows


def refusal(path: Path, place: Place, message: str) -> RuleError:
    """The error that names a place in a file, which is read once more with its line numbers."""
    from srsly.ruamel_yaml import YAML

    with path.open(encoding="utf-8") as file:
        rows = YAML(typ="rt").load(file)
    number, *keys = place
    row = rows[number]
    label = row.get("id") if isinstance(row, Mapping) else None
    parts = [f"{path}, line {_line(rows, place)}", f"entry '{label}'" if label else f"entry number {int(number) + 1}"]
    if keys:
        parts.append(f"key '{'.'.join(map(str, keys))}'")
    return RuleError(f"{', '.join(parts)}: {message}")


def _line(rows: Any, place: Place) -> int:
    """The line of a place, or of the nearest place around it that the file has; the first line is 1."""
    line, node = 0, rows
    for key in place:
        try:
            line = (node.lc.item(key) if isinstance(key, int) else node.lc.key(key))[0]
            node = node[key]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
    return int(line) + 1
