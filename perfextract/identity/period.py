"""The period of a report, weighed from what it says of itself: the strongest evidence that names one decides.

From the strongest: the title, the lines of the first page, "as at" dates, the dates of an inspection, a month alone on
a line, sentences about the report, the quarter or year that the text keeps naming, the name of its folder. Dates of
meetings, of publication and of Acts are no evidence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath

from perfextract import calendar_uk as cal
from perfextract.model import Block, Document, Period
from perfextract.period_forms import FIN_YEAR
from perfextract.periods import Context, PeriodMark, find, resolve, without
from perfextract.vocabulary import expression

_TELLS = expression(r"\bcompared\b|\bsince\b|[£%]|\b{tells}\b")
_FIRST_BLOCKS = 12
_EARLY_BLOCKS = 40
_LONGEST_LINE = 150
_LABELLED = re.compile(r"[:–-]\s*\d[\d,]{2,}\b(?!/)\D*$")  # "Visits, May 2030 to March 2031: 68,416" states
_COVERS = expression(r"(?<![\d] )\b{covers}\b")
_APART = " | "  # between the lines of a title page, so that no period runs on into the next line
_SENTENCES = re.compile(r"(?<=[.?!])\s+(?=[A-Z(])")
_SPANS = {"quarter": 0, "half": 1, "span": 2, "month": 2, "first_months": 2, "years": 3, "academic_year": 3, "year": 4}
_SPANS |= {"days": 2, "season": 2, "month_of": 2}
_IN_SENTENCES = _SPANS.keys() - {"month", "season"}  # "a change of rules in April 2020" says nothing of the report
_CALENDAR = re.compile(r"\byear\s+(?:of\s+)?$", re.I)
_OF_A_YEAR = expression(r"\b{of a year}\b")
_YEARLY = expression(r"\b{yearly}\s+(?:performance\s+)?report\b")
_FIN_YEAR = re.compile(FIN_YEAR)
_OFTEN = 3  # mentions that make one year the year of the report when nothing says so outright
_OF_AN_ACT = expression(r"\b{act}(?:\s+of)?\s+$")
_ISSUED = expression(r"^\W*{heads a cover sheet}\s*:|\b{issued}\b|\b{previous}\s+(?:\w+\s+)?{inspected}\b")
_OF_ISSUE = {"month", "day", "year", "season", "span", "numeric_day"}  # forms in which the date of a meeting is written
_PLANS = expression(r"\b{plan of years}\b")
_INSPECTED = expression(r"\b{inspected}\b")
_AS_OF = re.compile(r"\bas\s+of\s+$")
_BEFORE = expression(r"\b(?:{previous}|since)\b")
_THE_QUARTER = expression(r"\b(?:{this}|over\s+the)\s+quarter\b(?!\s*\d)")


def report_period(document: Document) -> Period | None:
    """The period a report covers; None where nothing says it."""
    first = document.blocks[:_FIRST_BLOCKS]
    titles = [b.text for b in first if b.kind == "title"]
    lines = [_timely(b.text) for b in first if _is_title_page(b)]
    worded = [line for line in lines if without(line).strip(" .,:;|-–—()")]
    about = list(_sentences_about(document.blocks[:_EARLY_BLOCKS]))
    return (
        _quarter_of(_best([_APART.join(titles)]), first)
        or _pooled_years(titles)
        or _best([_APART.join(worded)])
        or _as_at(lines)
        or _of_inspection(document.blocks[:_EARLY_BLOCKS])
        or _best([_APART.join(lines)])
        or _within(_best(about, _IN_SENTENCES), document.blocks)
        or _as_at(about)
        or _pooled_years(lines)
        or _most_named_year(document.blocks)
        or _best(reversed(PurePath(document.name).parts[:-1]))
    )


def _quarter_of(titled: Period | None, opening: Sequence[Block]) -> Period | None:
    """The title's period, or the last quarter of it where the opening says that performance is told for that."""
    if titled is None or not (titled.start and titled.end) or (titled.end - titled.start).days < 360:
        return titled
    for text in (b.text for b in opening[1:4] if expression(r"\bperformance\s+{during}\b").search(b.text)):
        quarters = [_whole(m, titled) for m in find(text) if m.form == "quarter"]
        if quarters and quarters[0].end == titled.end:
            return quarters[0]
    return titled


_AXIS = re.compile(r"(?:[\d/.,–-]+\s+){2,}[\d/.,–-]+")  # "2014 2015 2016": beside a chart, no time of the report


def _is_title_page(block: Block) -> bool:
    """Whether a block is a line of the first page that may say the report's period."""
    if _AXIS.fullmatch(block.text):
        return False
    plain = block.kind in ("title", "heading") or not (_TELLS.search(block.text) or _LABELLED.search(block.text))
    short = len(block.text) < _LONGEST_LINE and not block.text.endswith(".")
    return block.kind not in ("footnote", "bullet") and short and plain


def _timely(line: str) -> str:
    """A line of the first page without the date of a meeting or of publication."""
    if not _ISSUED.search(line):
        return line
    for mark in reversed(find(line)):
        if mark.form in _OF_ISSUE:
            line = line[: mark.start] + line[mark.end :]
    return line


def _sentences_about(blocks: Sequence[Block]) -> Iterator[str]:
    for sentence in _sentences(blocks):
        if _COVERS.search(sentence) and "%" not in sentence:
            yield sentence


def _sentences(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if block.kind != "table":
            yield from _SENTENCES.split(block.text)


def _marks(text: str) -> list[PeriodMark]:
    """The periods a text names, but for the year of an Act."""
    return [m for m in find(text) if not _OF_AN_ACT.search(text[: m.start])]


def _best(texts: Iterable[str], forms: Collection[str] = _SPANS.keys()) -> Period | None:
    """The period of the first text that names one; of several in it the shortest kind: a quarter before a year."""
    for text in texts:
        marks = [m for m in _marks(text) if _form(m) in forms or m.modifier == "rolling"]
        if forms is _IN_SENTENCES:
            marks = [m for m in marks if m.form != "year" or _CALENDAR.search(text[: m.start])]
        year = next((p for m in marks if m.form == "years" and _at_most_a_year(p := _whole(m))), None)
        dated = [(m, p) for m in marks if _at_most_a_year(p := _whole(m, year))]
        if dated:
            quarters = any(mark.form == "quarter" for mark, _ in dated)
            of_year = year is not None and _OF_A_YEAR.search(text) and (not quarters or _YEARLY.search(text))
            return year if of_year else min(dated, key=lambda x: _SPANS.get(_form(x[0]), 2))[1]
    return None


def _form(mark: PeriodMark) -> str:
    """How a mark names its period; "6 to 10 February 2023" are days."""
    return "days" if mark.form == "day" and "d0" in dict(f for f in mark.fields if isinstance(f, tuple)) else mark.form


def _as_at(texts: Iterable[str]) -> Period | None:
    """The day of which a text says that its figures are: "Investments as at 30 September 2024"."""
    for text in texts:
        for mark in _marks(text):
            current = mark.modifier in ("as_at", "end") or _AS_OF.search(text, 0, mark.start)
            if current and (period := resolve(mark)).start and period.start == period.end:
                return period
    return None


def _of_inspection(blocks: Sequence[Block]) -> Period | None:
    """The dates of the inspection that a letter or report is about: "This inspection took place from 23 to 27 May"."""
    told = (s for s in _sentences(blocks) if _INSPECTED.search(s) and not _BEFORE.search(s))
    return _best(told, ("days", "span"))


def _pooled_years(texts: Iterable[str]) -> Period | None:
    """The years of a title that speaks of several ("Deaths 2015-2017"), and not of those of a plan or strategy."""
    for text in texts:
        if not _PLANS.search(text):
            spans = [_whole(m) for m in _marks(text) if m.form in ("years", "span")]
            if spans and spans[0].start and spans[0].end and spans[0].end.year - spans[0].start.year > 0:
                return spans[0]
    return None


def _whole(mark: PeriodMark, year: Period | None = None) -> Period:
    """The whole period, also where the words only mean its end ("as at quarter 3"), within the year named beside it."""
    return resolve(mark if mark.modifier == "rolling" else replace(mark, modifier=None), Context(report=year))


def _at_most_a_year(period: Period) -> bool:
    return period.start is not None and period.end is not None and (period.end - period.start).days <= 366


def _within(told: Period | None, blocks: Sequence[Block]) -> Period | None:
    """The period that sentences about the report say, or the quarter of it that its figures are of."""
    quarter = _quarter_told(blocks)
    if told is None or quarter is None or not (told.start and told.end and quarter.start and quarter.end):
        return told or quarter
    return quarter if told.start <= quarter.start and quarter.end <= told.end else told


def _quarter_told(blocks: Sequence[Block]) -> Period | None:
    """The quarter of a text that speaks of "the quarter", and whose figures are again and again of its last day."""
    texts = [b.text for b in blocks if b.kind != "table"]
    if sum(len(_THE_QUARTER.findall(text)) for text in texts) < _OFTEN - 1:
        return None
    ends: Counter[tuple[int, int]] = Counter()
    for mark in (m for text in texts for m in _marks(text) if m.form in ("day", "month")):
        period = resolve(mark)
        if period.end and period.end.month % 3 == 0 and period.end == cal.month_end(period.end.year, period.end.month):
            ends[period.end.year, period.end.month] += 1
    if not ends:
        return None
    (year, month), count = ends.most_common(1)[0]
    if count < _OFTEN or count < 0.5 * sum(ends.values()):
        return None
    end = cal.month_end(year, month)
    start, end = cal.quarter_span(cal.financial_year(end), cal.financial_quarter(end))
    return Period(label="the quarter", start=start, end=end)


def _most_named_year(blocks: Sequence[Block]) -> Period | None:
    """The financial year a text without title keeps naming."""
    naming = [b.text for b in blocks if b.kind != "table" and _FIN_YEAR.search(b.text)]
    marks = [m for text in naming for m in find(text) if m.form == "years"]
    counts = Counter((p.start, p.end) for m in marks if _at_most_a_year(p := _whole(m)))
    if not counts:
        return None
    (start, end), count = counts.most_common(1)[0]
    if count < _OFTEN or count < 0.6 * sum(counts.values()):
        return None
    label = next(m.text for m in marks if _whole(m).start == start)
    return Period(label=label, start=start, end=end)
