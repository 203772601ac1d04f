"""What a document says of itself: its title, the authority that reports, the period it covers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from perfextract.model import Block, Document, Period
from perfextract.period_forms import FIN_YEAR
from perfextract.periods import Context, PeriodMark, find, resolve
from perfextract.vocabulary import expression, spelt, words

_WORD = r"[A-Z][\w'’-]+"
_SMALL = spelt(r"(?:{small word of a body}|&)")
_NAME = rf"{_WORD}\s+(?:(?:{_WORD}|{_SMALL})\s+)"
_KIND = spelt("{kind of council}")
_AUTHORITY = spelt("{kind of authority}")
_BODIES = re.compile(
    rf"""(
      {_NAME}{{0,4}}?{_KIND}\s+(?:and\s+District\s+)?Council
    | (?:City|Council|(?:Royal|London)\s+Borough)\s+of\s+(?:the\s+)?{_WORD}(?:\s+(?:{_WORD}|{_SMALL})){{0,3}}?\s+Council
    | (?:Royal|London)\s+Borough\s+of\s+{_WORD}(?:\s+(?:and|upon)\s+{_WORD})*
    | {_NAME}{{0,7}}?NHS(?:\s+Foundation)?\s+Trust
    | {_NAME}{{0,4}}?{_AUTHORITY}\s+Authority
    )\b""",
    re.VERBOSE,
)
_TELLS = expression(r"\bcompared\b|\bsince\b|[£%]|\b{tells}\b")
_FIRST_BLOCKS = 12
_EARLY_BLOCKS = 40
_REPORT_WORDS = expression("{kind of report}")
_COVERS = expression(r"(?<![\d] )\b{covers}\b")
_APART = " | "  # between the lines of a title page, so that no period runs on into the next line
_SENTENCES = re.compile(r"(?<=[.?!])\s+(?=[A-Z(])")
_SPANS = {"quarter": 0, "half": 1, "span": 2, "month": 2, "first_months": 2, "years": 3, "academic_year": 3, "year": 4}
_IN_SENTENCES = _SPANS.keys() - {"month"}  # "a change of rules in April 2020" says nothing of the report
_CALENDAR = re.compile(r"\byear\s+(?:of\s+)?$", re.I)
_OF_A_YEAR = expression(r"\b{of a year}\b")
_YEARLY = expression(r"\b{yearly}\s+(?:performance\s+)?report\b")
_FIN_YEAR = re.compile(FIN_YEAR)
_OFTEN = 3  # mentions that make one year the year of the report when nothing says so outright


def title(document: Document) -> str | None:
    """The report's title as it stands on its first page, without the authority's name."""
    lines = [b.text for b in document.blocks[:_FIRST_BLOCKS] if b.kind == "title"]
    worded = [x for x in lines if not _BODIES.fullmatch(x)]
    if worded:
        return " ".join(worded)
    heads = [b.text for b in document.blocks[: _FIRST_BLOCKS if lines else 1] if b.kind == "heading"]
    return next((x for x in heads if _REPORT_WORDS.search(x) and not _BODIES.fullmatch(x)), None)


def authority(document: Document) -> str | None:
    """Who reports: the body named first on the first page, else the only one or the one named most, else None."""
    early = [name for b in document.blocks[:_FIRST_BLOCKS] for name in bodies(b.text) if len(b.text) < 150]
    if early:
        return early[0]
    counts = Counter(name for b in document.blocks for name in bodies(b.text))
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return ranked[0][0]


def bodies(text: str) -> Iterator[str]:
    """The councils, trusts and authorities a text names.

    >>> list(bodies("In Northshire County Council and at Amble and Ware NHS Foundation Trust calls fell"))
    ['Northshire County Council', 'Amble and Ware NHS Foundation Trust']
    """
    for m in _BODIES.finditer(text):
        name = m[1].split()
        while name and name[0].lower() in words("before a body"):
            name.pop(0)
        yield " ".join(name)


def is_body(text: str) -> bool:
    """Whether a text is the name of a council, trust or authority and nothing else."""
    name = text.strip()
    return _BODIES.fullmatch(name.title() if name.isupper() else name) is not None


def report_period(document: Document) -> Period | None:
    """The period a report covers: said by its title, its first lines, a sentence about the report; None if unsaid."""
    opening = [b for b in document.blocks[:_FIRST_BLOCKS] if _is_title_page(b)]
    said = _APART.join(b.text for b in document.blocks[:_FIRST_BLOCKS] if b.kind == "title")
    lines = _APART.join(b.text for b in opening)
    return (
        _quarter_of(_best([said]), document.blocks[:_FIRST_BLOCKS])
        or _best([lines])
        or _best(_sentences_about(document.blocks[:_EARLY_BLOCKS]), _IN_SENTENCES)
        or _most_named_year(document.blocks)
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
    if _AXIS.fullmatch(block.text):
        return False
    plain = block.kind in ("title", "heading") or not _TELLS.search(block.text)
    return block.kind not in ("footnote", "bullet") and len(block.text) < 150 and not block.text.endswith(".") and plain


def _sentences_about(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if block.kind != "table":
            yield from (s for s in _SENTENCES.split(block.text) if _COVERS.search(s) and "%" not in s)


def _best(texts: Iterable[str], forms: Collection[str] = _SPANS.keys()) -> Period | None:
    """The period of the first text that names one; of several in it the shortest kind: a quarter before a year."""
    for text in texts:
        marks = [m for m in find(text) if m.form in forms or m.modifier == "rolling"]
        if forms is _IN_SENTENCES:
            marks = [m for m in marks if m.form != "year" or _CALENDAR.search(text[: m.start])]
        year = next((p for m in marks if m.form == "years" and _at_most_a_year(p := _whole(m))), None)
        dated = [(m, p) for m in marks if _at_most_a_year(p := _whole(m, year))]
        if dated:
            quarters = any(mark.form == "quarter" for mark, _ in dated)
            of_year = year is not None and _OF_A_YEAR.search(text) and (not quarters or _YEARLY.search(text))
            return year if of_year else min(dated, key=lambda x: _SPANS.get(x[0].form, 2))[1]
    return None


def _whole(mark: PeriodMark, year: Period | None = None) -> Period:
    """The whole period, also where the words only mean its end ("as at quarter 3"), within the year named beside it."""
    return resolve(mark if mark.modifier == "rolling" else replace(mark, modifier=None), Context(report=year))


def _at_most_a_year(period: Period) -> bool:
    return period.start is not None and period.end is not None and (period.end - period.start).days <= 366


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
