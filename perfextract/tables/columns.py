"""What each column of a table is for, read from its head and, where the head is silent, from its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from perfextract import periods, rules
from perfextract.model import Period
from perfextract.tables import cells
from perfextract.tables.ages import aged
from perfextract.tables.grid import Grid, Parts, head_of
from perfextract.tables.heads import Heads, period_in
from perfextract.tables.places import is_known_place
from perfextract.vocabulary import expression, spelt

_SAYS = 0.75  # of a head's letters: the words listed in columns.yaml, rather than words that hold them
# Words that say nothing of a column's role beside those that do: "Profiled target (Qtr 2)".
_FILLING = expression(r"\b(?:{filling of a head}|v|q[1-4]|\d+)\b|[^\w%]+")
_UNIT = spelt(r"(?:£\s?(?:m|k|million|['’]?000s?)?|%|['’]?000s?|thousands|millions?|{short_time})")
_SCALE = expression(
    rf"\(\s*(?:in\s+)?(?:{_UNIT}|{{number}}\.?)\s*\)|^\s*{_UNIT}\s*$|£\s?(?:m|k|million|['’]?000s?)\b|£|%|\bin\s+thousands\b"
)
_TARGET = re.compile(r"^\s*target\b|\btarget\s*$", re.IGNORECASE)  # "Target to meet by 2020"
_LABEL = re.compile(r"\b[A-Z]{2,5}[ _-]?\d{1,3}\b")  # a column's own number: "LAC 10"
_CODE = re.compile(r"[A-Z]{0,8}[-\s./]?\d{1,5}[a-z]?(?:[.\-/]\d+)*[a-z]?", re.IGNORECASE)
_MOST_WORDS = 4  # of a place
_SHORTEST = 2  # characters of a row's name
_WORDY = 4  # characters: a longer cell without a figure is words
_MOST = 0.6  # of a column's filled cells


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its place, the words over it, its role, and what they say besides.

    ``measure`` is what is left of the head when role, time and unit are taken off: the name of a measure. A column
    with a period or a measure and no other role has the role "value".
    """

    index: int
    head: str
    role: str
    gives: dict[str, Any] = field(default_factory=dict)
    period: Period | None = None
    measure: str = ""

    @property
    def names(self) -> bool:
        """Whether its cells name the rows, alone or with other columns."""
        return self.role == "name" or self.role in ("stub", "group")

    @property
    def figures(self) -> bool:
        """Whether its cells are figures for records."""
        return self.role in ("value", "earlier", "comparator", "change", "variance", "numerator", "denominator")


def columns_of(grid: Grid, parts: Parts, heads: Heads) -> list[Column]:
    """The columns of a grid, in order."""
    over = periods.find(heads.caption)
    when = over[0].text if over else ""
    out: list[Column] = []
    for col in range(grid.cols):
        words = head_of(grid, parts.heads, col)
        body = [text for row in parts.body if (text := grid.text(row, col))]
        out.append(_column(col, words, body, when, heads))
    return _compared(_counted(_of_measures(_named(out, grid, parts), heads)), grid, parts, heads)


def _column(col: int, head: str, body: Sequence[str], when: str, heads: Heads) -> Column:
    role, gives, rest = role_of(head, heads.patterns)
    period, rest = period_in(_SCALE.sub(" ", rest), when, heads)
    bare = _FILLING.sub(" ", _listed(rest))
    age = aged(head)
    role, gives = (None, {}) if age else (role, gives)
    measure = age or (_measure(rest) if role is None and bare.strip() else _measure(bare))
    figures = sum(map(heads.is_figure, body))
    if gives.get("travel") and period and figures >= _MOST * len(body) > 0:
        role, measure = "value", ""  # the figure beside the arrow: "Direction of travel against quarter 1"
    if _is_own(head, heads):
        role, gives, measure = "value", {"role": "value"}, ""
    if role is None and _TARGET.search(head):
        role, gives = "comparator", {"role": "comparator", "kind": "target"}
    if role is None:
        role = _role_by_cells(head, measure, body, figures, period)
    elif role in ("comparator", "earlier", "value", "change") and body and not figures:
        judged = sum(cells.better(text) is not None for text in body) >= _MOST * len(body)
        worded = sum(len(text) > _WORDY for text in body) >= _MOST * len(body)
        role = "polarity" if judged else "words" if worded else "skip"
    elif role == "code" and figures >= _MOST * len(body) > 0 and (period or col > 1):
        role, measure = "value", _NUMBER_HEAD  # "No." beside "%"
    elif role == "name" and figures >= _MOST * len(body) > 0 and "whole" not in gives:
        role, measure = "value", _measure(head)  # "Area" in a table of hectares, "Group 12"
    return Column(col, head, role, gives, period, measure if role == "value" else "")


def _role_by_cells(head: str, measure: str, body: Sequence[str], figures: int, period: Period | None) -> str:
    """The role of a column whose head does not say it."""
    if not body or sum(map(is_time, body)) >= _MOST * len(body):
        return "skip"
    if figures < _MOST * len(body) and not (period and figures):
        rated = sum(cells.rating(text) is not None for text in body)
        if rated >= _MOST * len(body):
            return "status"
        coded = sum(bool(_CODE.fullmatch(text)) for text in body)
        return "code" if coded >= _MOST * len(body) else "words"
    return "value" if period or measure or _SCALE.search(head) or _TOTAL.fullmatch(head) else "unknown"


_NUMBER_HEAD = "number"
_TOTAL = expression(r"\W*(?:total|{total})\W*")


def is_time(text: str) -> bool:
    """Whether a cell says a time and nothing else."""
    text = _SCALE.sub(" ", text)
    marks = periods.find(text)
    return len(marks) == 1 and not _AROUND_TIME.sub("", text[: marks[0].start] + text[marks[0].end :])


_AROUND_TIME = expression(r"[\W_]|\b{around a time}\b")


def role_of(head: str, patterns: Path | None = None) -> tuple[str | None, dict[str, Any], str]:
    """(role, what the rule gives, the rest of the head) of a column's head; role None where no rule covers it.

    >>> role_of("Annual target 2018/19")[::2], role_of("Children of all areas")[0]
    (('comparator', '2018/19'), None)
    """
    found = _role(head, patterns)
    pieces = head.split()
    for i in range(len(pieces) - 1) if found is None else ():  # "Benchm ark": a word broken in a narrow cell
        found = found or _role(" ".join([*pieces[:i], pieces[i] + pieces[i + 1], *pieces[i + 2 :]]), patterns)
    return found or (None, {}, head)


def _role(head: str, patterns: Path | None) -> tuple[str, dict[str, Any], str] | None:
    for name in ("columns", "comparator"):
        marks = [m for m in rules.load(name, patterns).find(head) if name == "columns" or "kind" in m.gives]
        for mark in sorted(marks, key=_weight):
            rest = f"{head[: mark.start]} {head[mark.end :]}".strip()
            numbered = mark.gives.get("role") == "when" and any(map(str.isdecimal, rest))  # "Period 6"
            if _covers(head, mark, rest) and not numbered:
                gives = {"role": "comparator", **mark.gives} if name == "comparator" else mark.gives
                return gives["role"], gives, rest
    return None


_ORDER = (
    "aside polarity when change variance skip status comparator earlier value unit numerator denominator name code"
).split()


def _weight(mark: rules.Mark) -> tuple[int, int]:
    """Of two roles in a head ("Target status", "Change from last year") the one that is asked first wins."""
    return _ORDER.index(mark.gives.get("role", "comparator")), mark.start - mark.end


def _covers(head: str, mark: rules.Mark, rest: str) -> bool:
    """Whether a head says the rule's words and, beside them, no more than times, units and small words."""
    left = len(_FILLING.sub("", _YEARS.sub("", _SCALE.sub("", _listed(periods.without(rest))))))
    said = mark.end - mark.start
    return said >= _SAYS * (said + left)


_YEARS = re.compile(r"\b\d{2}/\d{2}\b|\bQ[1-4]\b", re.IGNORECASE)


def _listed(rest: str) -> str:
    """A head without the further column words in it ("Q2 Actual" beside "Target")."""
    for mark in reversed(rules.load("columns").find(rest)):
        rest = rest[: mark.start] + rest[mark.end :]
    return rest


def _measure(rest: str) -> str:
    words = " ".join(re.sub(r"\(\s*\)", " ", _SCALE.sub(" ", _LABEL.sub(" ", rest))).split()).strip(" -–:,;()*†/")
    return words if re.search(r"[^\W\d_]{2}", words) else ""


def _named(columns: list[Column], grid: Grid, parts: Parts) -> list[Column]:
    """The columns with one of them as the rows' names: the one whose head says so, else the one with the most words."""
    said = [c for c in columns if c.role == "name"]
    worded = [c for c in columns if c.role == "words"]
    first = min((c.index for c in columns if c.figures), default=len(columns))
    if not said and not worded:
        worded = [c for c in columns if c.index < first and c.role in _MAY_NAME and _is_worded(grid, parts, c.index)][
            :1
        ]
    if not said and not worded and columns and _counts_up(grid, parts, columns[0].index):
        return [replace(columns[0], role="name", gives={}, period=None, measure=""), *columns[1:]]
    if not said and not worded:
        return columns
    whole = [c for c in said if c.gives.get("whole")]
    before = [c for c in worded if c.index < first] or worded[:1]
    chosen = max(whole or said[:1] or before, key=lambda c: _length(grid, parts, c.index))
    return [replace(c, role="name" if c is chosen else _beside_name(c, first, grid, parts)) for c in columns]


def _counts_up(grid: Grid, parts: Parts, col: int) -> bool:
    """Whether the rows are numbered from 1 on, as groups are: "1 - Most deprived", "2", "3"."""
    said = [m for row in parts.body if (m := _ORDINAL.match(grid.text(row, col)))]
    return len(said) > 2 and [int(m[1]) for m in said] == list(range(1, len(said) + 1))


_ORDINAL = re.compile(r"(\d{1,2})\b(?![.,]\d|%)")
_MAY_NAME = ("status", "skip", "when", "unit", "code")  # a head that may also stand over the names of rows: "Status"
_LONGEST_STUB = 60  # characters, of a column that names its rows together with another


def _is_worded(grid: Grid, parts: Parts, col: int) -> bool:
    """Whether most cells of a column are words, and no ratings."""
    body = [text for row in parts.body if (text := grid.text(row, col))]
    worded = [text for text in body if len(text) > _SHORTEST and cells.rating(text) is None and not is_time(text)]
    return bool(body) and len(worded) >= _MOST * len(body)


def _beside_name(column: Column, first: int, grid: Grid, parts: Parts) -> str:
    """What a column of words is beside the one that names the rows: a part of the name, their group, or nothing."""
    if column.role == "words":
        short = _length(grid, parts, column.index) <= _LONGEST_STUB
        return "stub" if column.index < first and short else "skip"
    return "group" if column.role == "name" else column.role


def _of_measures(columns: list[Column], heads: Heads) -> list[Column]:
    """Benchmarks of one measure of several: "MSG average solved" beside "Solved Q1" and "Solved Q2"."""
    measures = {c.measure.casefold(): c.measure for c in columns if c.role == "value"}
    out = []
    for c in columns:
        found = _benchmark(c, measures, heads) if c.role == "value" and c.measure and not c.period else None
        out.append(replace(c, role="comparator", gives=found[0], measure=found[1]) if found else c)
    return out


def _counted(columns: list[Column]) -> list[Column]:
    """Columns of counts beside those of the shares made of them: "No." and "%" under one year."""
    shares = {(c.period and (c.period.start, c.period.end)) for c in columns if c.role == "value" and "%" in c.head}
    bare = [c for c in columns if c.role == "value" and _COUNT.fullmatch(c.measure)]
    counts = {c.index for c in bare if (c.period and (c.period.start, c.period.end)) in shares}
    return [replace(c, role="numerator", measure="") if c.index in counts else c for c in columns]


_COUNT = expression(r"{count}")


def _benchmark(column: Column, measures: dict[str, str], heads: Heads) -> tuple[dict[str, Any], str] | None:
    """What a column's head says of a benchmark, and the measure it is of."""
    for name in ("columns", "comparator"):
        for mark in rules.load(name, heads.patterns).find(column.head):
            rest = f"{column.head[: mark.start]} {column.head[mark.end :]}"
            measure = measures.get(_measure(_FILLING.sub(" ", rest)).casefold())
            if measure and "kind" in mark.gives and mark.gives.get("role", "comparator") == "comparator":
                return {"role": "comparator", **mark.gives}, measure
    return None


def _compared(columns: list[Column], grid: Grid, parts: Parts, heads: Heads) -> list[Column]:
    """Columns of places: other authorities are what the reporting one is compared with, its districts are its parts."""
    named = next((c for c in columns if c.role == "name"), None)
    rows = [grid.text(row, named.index) for row in parts.body] if named else []
    headed = bool(named and (named.gives.get("place") or _DISTRICTS.search(named.head)))
    in_rows = headed or any(is_known_place(name, heads) for name in rows)
    districts = not in_rows and bool(_DISTRICTS.search(heads.caption))
    if not districts and not any(_is_own(c.head, heads) for c in columns):
        return columns
    others = {c.index for c in columns if c.role == "value" and _may_be_place(c)}
    return [_as_place(c, districts) if c.index in others else c for c in columns]


def _may_be_place(column: Column) -> bool:
    """Whether a head could be the name of a place: few words, in capitals, and nothing else known of it."""
    few = len(column.measure.split()) <= _MOST_WORDS
    return few and column.measure[:1].isupper() and not column.gives and not column.period


def _as_place(column: Column, part: bool) -> Column:
    if part:
        return replace(column, gives={"role": "value", "place": True})
    return replace(
        column, role="comparator", gives={"role": "comparator", "kind": "other", "label": column.head}, measure=""
    )


_DISTRICTS = expression(r"\b{district}\b")


def _is_own(head: str, heads: Heads) -> bool:
    """Whether a head names the authority that reports, maybe with a time: "Elmshire 2016/17"."""
    name = periods.without(head).strip(" ,:()–-").casefold()
    return len(name) > _WORDY and bool(heads.authority) and (heads.authority or "").casefold().startswith(name)


def _length(grid: Grid, parts: Parts, col: int) -> float:
    body = [text for row in parts.body if (text := grid.text(row, col))]
    return sum(map(len, body)) / len(body) if body else 0.0
