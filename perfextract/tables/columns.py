"""What each column of a table is for, read from its head and, where the head is silent, from its cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from perfextract import calendar_uk as cal
from perfextract import periods, rules
from perfextract.model import Period
from perfextract.periods import Context
from perfextract.tables import cells
from perfextract.tables.grid import Grid, Parts, head_of
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
    def figures(self) -> bool:
        """Whether its cells are figures for records."""
        return self.role in ("value", "earlier", "comparator", "change", "variance", "numerator", "denominator")


@dataclass(frozen=True, slots=True)
class Heads:
    """How heads are read: the words over the table, the report's time and author, what counts as a figure."""

    caption: str
    context: Context
    authority: str | None
    patterns: Path | None
    is_figure: Callable[[str], bool]


def columns_of(grid: Grid, parts: Parts, heads: Heads) -> list[Column]:
    """The columns of a grid, in order."""
    over = periods.find(heads.caption)
    when = over[0].text if over else ""
    out: list[Column] = []
    for col in range(grid.cols):
        words = head_of(grid, parts.heads, col)
        body = [text for row in parts.body if (text := grid.text(row, col))]
        out.append(_column(col, words, body, when, heads))
    return _compared(_of_measures(_named(out, grid, parts), heads), heads)


def _column(col: int, head: str, body: Sequence[str], when: str, heads: Heads) -> Column:
    role, gives, rest = role_of(head, heads.patterns)
    period, rest = _period(_SCALE.sub(" ", rest), when, heads.context)
    bare = _FILLING.sub(" ", _listed(rest))
    measure = _measure(rest) if role is None and bare.strip() else _measure(bare)
    figures = sum(map(heads.is_figure, body))
    if gives.get("travel") and period and figures >= _MOST * len(body) > 0:
        role, measure = "value", ""  # the figure beside the arrow: "Direction of travel against quarter 1"
    if _is_own(head, heads):
        role, gives, measure = "value", {"role": "value"}, ""
    if role is None and _TARGET.search(head):
        role, gives = "comparator", {"role": "comparator", "kind": "target"}
    if role is None:
        role = _role_by_cells(head, measure, body, figures, period)
    elif role in ("comparator", "earlier", "value") and body and not figures:
        judged = sum(cells.better(text) is not None for text in body) >= _MOST * len(body)
        worded = sum(len(text) > _WORDY for text in body) >= _MOST * len(body)
        role = "polarity" if judged else "words" if worded else "skip"
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
    return "value" if period or measure or _SCALE.search(head) else "unknown"


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


def _period(rest: str, when: str, context: Context) -> tuple[Period | None, str]:
    """The period a head names, and the head without it; ``when`` is what the table's caption says of time."""
    marks = periods.find(rest)
    if not marks:
        return _financial_month(rest, context)
    mark = marks[0]
    label = rest[mark.start : mark.end]
    if when and mark.form in ("years", "year", "short_years") and (both := periods.find(f"{when} {label}")):
        if len(both) == 1 and both[0].form == "quarter":  # "Quarter 3" over "2024/25"
            mark, label = both[0], both[0].text
    period = periods.resolve(mark, context).model_copy(update={"label": label})
    return (period if period.start and period.end else None), periods.without(rest, " ")


_MONTH_OF_YEAR = re.compile(r"\b(?:period|p|month)\s?(?P<n>1[0-2]|[1-9])\b", re.IGNORECASE)


def _financial_month(rest: str, context: Context) -> tuple[Period | None, str]:
    """ "Period 6": September, by the months of the report's financial year."""
    m = _MONTH_OF_YEAR.search(rest)
    base = context.report
    if m is None or base is None or base.end is None:
        return None, rest
    start = cal.add_months(date(cal.financial_year(base.end), cal.APRIL, 1), int(m["n"]) - 1)
    period = Period(label=m[0], start=start, end=cal.month_end(start.year, start.month))
    return period, rest[: m.start()] + rest[m.end() :]


def _measure(rest: str) -> str:
    words = " ".join(re.sub(r"\(\s*\)", " ", _SCALE.sub(" ", _LABEL.sub(" ", rest))).split()).strip(" -–:,;()*†/")
    return words if re.search(r"[^\W\d_]{2}", words) else ""


def _named(columns: list[Column], grid: Grid, parts: Parts) -> list[Column]:
    """The columns with one of them as the rows' names: the one whose head says so, else the one with the most words."""
    said = [c for c in columns if c.role == "name"]
    worded = [c for c in columns if c.role == "words"]
    if not said and not worded:
        return columns
    first = min((c.index for c in columns if c.figures), default=len(columns))
    whole = [c for c in said if c.gives.get("whole")]
    before = [c for c in worded if c.index < first] or worded[:1]
    chosen = max(whole or said[:1] or before, key=lambda c: _length(grid, parts, c.index))
    return [replace(c, role="name" if c is chosen else _UNNAMED.get(c.role, c.role)) for c in columns]


_UNNAMED = {"words": "skip", "name": "group"}  # what columns of words are beside the one that names the rows


def _of_measures(columns: list[Column], heads: Heads) -> list[Column]:
    """Benchmarks of one measure of several: "MSG average solved" beside "Solved Q1" and "Solved Q2"."""
    measures = {c.measure.casefold(): c.measure for c in columns if c.role == "value"}
    out = []
    for c in columns:
        found = _benchmark(c, measures, heads) if c.role == "value" and c.measure and not c.period else None
        out.append(replace(c, role="comparator", gives=found[0], measure=found[1]) if found else c)
    return out


def _benchmark(column: Column, measures: dict[str, str], heads: Heads) -> tuple[dict[str, Any], str] | None:
    """What a column's head says of a benchmark, and the measure it is of."""
    for name in ("columns", "comparator"):
        for mark in rules.load(name, heads.patterns).find(column.head):
            rest = f"{column.head[: mark.start]} {column.head[mark.end :]}"
            measure = measures.get(_measure(_FILLING.sub(" ", rest)).casefold())
            if measure and "kind" in mark.gives and mark.gives.get("role", "comparator") == "comparator":
                return {"role": "comparator", **mark.gives}, measure
    return None


def _compared(columns: list[Column], heads: Heads) -> list[Column]:
    """Columns of places: other authorities are what the reporting one is compared with, its districts are its parts."""
    in_rows = any(c.role == "name" and c.gives.get("place") for c in columns)
    parts = not in_rows and bool(_DISTRICTS.search(heads.caption))
    if not parts and not any(_is_own(c.head, heads) for c in columns):
        return columns
    others = {
        c.index for c in columns if c.role == "value" and c.measure[:1].isupper() and not c.gives and not c.period
    }
    return [_as_place(c, parts) if c.index in others else c for c in columns]


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
