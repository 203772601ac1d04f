"""Find the periods a text names, and turn them into dates with the report's own period as context.

``find`` says where ("the previous quarter", "year to end September 2017") and in what form; ``resolve``
says which days. "Previous quarter" depends on what it is previous *to*, so resolving takes the report's
period and, where there is one, the period of the value the words are compared with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from perfextract import calendar_uk as cal
from perfextract.model import Period
from perfextract.period_forms import (
    AND,
    DASH,
    FORMS,
    GATE,
    GATE_WORDS,
    JOIN,
    MODIFIERS,
    MODIFYING,
    MONTH_NAMES,
    MONTHS,
    NUMBERS,
    RELATIVE_KINDS,
    YEAR,
)
from perfextract.textview import holds, lower_case, view
from perfextract.vocabulary import expression, listed


@dataclass(frozen=True, slots=True)
class PeriodMark:
    """Words that name a period: characters ``start`` to ``end``; ``form`` says how, ``fields`` the parts.

    ``modifier`` is "end" ("at the end of"), "as_at", "rolling", "from", "since", "by" or None.
    """

    start: int
    end: int
    text: str
    form: str
    fields: tuple[Any, ...] = ()
    modifier: str | None = None

    @property
    def relative(self) -> bool:
        """Whether the words only make sense beside another period ("the previous quarter")."""
        return self.form in RELATIVE_KINDS


@dataclass(frozen=True, slots=True)
class Context:
    """What the words around a period say: the report's period, the value's own, and whether pupils' results."""

    report: Period | None = None
    anchor: Period | None = None
    academic: bool = False
    future: bool = False  # the words speak of what is to come: a month without a year is the next one
    issued: Period | None = None  # the period the report itself is of, where a section of it has another
    pooled: str | None = None  # "calendar" or "financial": what several years told together are years of


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A period named in a text: its words, first and last day (None where open or unknown), and place."""

    label: str
    start: date | None
    end: date | None
    span: tuple[int, int]


# ── where ────────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=2048)  # the outline and the statements both look at a report's opening
def _find(text: str) -> tuple[PeriodMark, ...]:
    low = lower_case(text)
    if not (holds(low, GATE_WORDS) or GATE.search(low)):
        return ()
    marks = _longest(list(_named(text, low)))
    marks = [m for m in marks if not _looks_like_count(text, m) and not _looks_like_fraction(m)]
    marks = _join_spans(text, marks)
    return tuple(_with_modifier(text, m) for m in marks)


def find(text: str) -> list[PeriodMark]:
    """The periods named in ``text``, in reading order, not yet resolved.

    >>> [(m.text, m.form) for m in find("rose from 61% in 2020/21 quarter 4 to 64% in the year to end June 2022")]
    [('2020/21 quarter 4', 'quarter'), ('the year to end June 2022', 'month')]
    >>> find("pupils in year 6 aged 11, under Regulation 3, within 28 days")
    []
    """
    return list(_find(text))


def without(text: str, instead: str = "") -> str:
    """A text without the periods it names, with ``instead`` in the place of each.

    >>> without("Visits in quarter 2: 12")
    'Visits in : 12'
    """
    for mark in reversed(_find(text)):
        text = text[: mark.start] + instead + text[mark.end :]
    return text


_IN_A_NUMBER = re.compile(r"(?:\d[.,]?|[£$€])$")  # "£6,107.31 August" names no day


def _named(text: str, low: str) -> Iterator[PeriodMark]:
    has_month = holds(text, MONTH_NAMES)
    for form in FORMS.open(view(text)):
        if form.needs_month and not has_month:
            continue
        for m in form.pattern.finditer(text if form.minds_case else low):
            start, end = m.span()
            if start and (text[start - 1].isalpha() and text[start].isalpha()):
                continue
            if text[start].isdigit() and _IN_A_NUMBER.search(text, 0, start):
                continue
            fields = tuple((k, text[slice(*m.span(k))]) for k, v in m.groupdict().items() if v is not None)
            yield PeriodMark(start, end, text[start:end], form.name, fields)


def _longest(marks: list[PeriodMark]) -> list[PeriodMark]:
    kept: list[PeriodMark] = []
    for m in sorted(marks, key=lambda m: (m.start - m.end, m.start)):
        if all(m.end <= k.start or m.start >= k.end for k in kept):
            kept.append(m)
    return sorted(kept, key=lambda m: m.start)


_COUNT_NOUN = expression(r"\s+(?:{more of them}\s+)?(?!{no plural}\b)[a-z]+s\b(?!\s+(?:data|year))", 0)


def _looks_like_count(text: str, m: PeriodMark) -> bool:
    """Whether a lone year is rather a number of things: "2015 assessments were completed"."""
    if m.form != "year":
        return False
    before = text[max(0, m.start - 14) : m.start].lower()
    if expression(r"(?:\b{before a time}|[(,/–-])\s*$", 0).search(before):
        return re.search(r"\bwith\s*$", before) is not None
    return _COUNT_NOUN.match(text, m.end) is not None


def _looks_like_fraction(m: PeriodMark) -> bool:
    """Whether "15/17" is no financial year: its second half must be the year after its first."""
    fields = dict(_pairs(m))
    return m.form == "short_years" and (int(fields["sy"]) + 1) % 100 != int(fields["sy2"])


def _join_spans(text: str, marks: list[PeriodMark]) -> list[PeriodMark]:
    """ "July – September 2017" and "between May and August 2021" are one period."""
    out: list[PeriodMark] = []
    for m in marks:
        last = out[-1] if out else None
        if last and _joins(text, last, m):
            start = last.start
            lead = re.search(r"(?:between|from)\s+$", text[:start], re.IGNORECASE)
            out[-1] = PeriodMark(
                lead.start() if lead else start, m.end, text[lead.start() if lead else start : m.end], "span", (last, m)
            )
        else:
            out.append(m)
    return out


_POINTS = {"day", "numeric_day", "month", "year", "years", "quarter", "half"}


def _joins(text: str, a: PeriodMark, b: PeriodMark) -> bool:
    if a.form not in _POINTS or b.form not in _POINTS:
        return False
    between = text[a.end : b.start]
    if re.fullmatch(r"\s+and\s+(?:the\s+)?", between) and {a.form, b.form} == {"years", "half"}:
        return True  # "2020/21 and the first half of 2021/22"
    if JOIN.fullmatch(between):
        return True
    return bool(AND.fullmatch(between) and re.search(r"between\s+$", text[: a.start], re.IGNORECASE))


def _with_modifier(text: str, m: PeriodMark) -> PeriodMark:
    before = lower_case(text[max(0, m.start - 60) : m.start])
    if not MODIFYING.search(before):
        return m
    for name, pattern in MODIFIERS:
        hit = pattern.search(before)
        if hit and not (m.form in RELATIVE_KINDS or m.form == "event"):
            start = m.start - (len(before) - hit.start())
            fields = (*m.fields, *((k, v) for k, v in hit.groupdict().items() if v))
            if name in ("from", "by"):  # the word is no part of the period's own words
                start = m.start
            return replace(m, start=start, text=text[start : m.end], modifier=name, fields=fields)
    return m


# ── which days ───────────────────────────────────────────────────────────────────────────────────


def resolve(mark: PeriodMark, context: Context = Context()) -> Period:
    """The days a mark names; start or end stay None where nothing says them."""
    if mark.form == "year" and mark.modifier:  # "at the end of 2013" is no end of a school year
        context = replace(context, academic=False)
    span = _span(mark, context)
    start, end = _modified(mark, span, context)
    return Period(label=mark.text, start=start, end=end)


def _modified(
    mark: PeriodMark, span: tuple[date | None, date | None], context: Context
) -> tuple[date | None, date | None]:
    start, end = span
    if end is None or start is None:
        return span
    match mark.modifier:
        case "end" | "as_at":
            return end, end
        case "start":
            return start, start
        case "week_to":
            return end - timedelta(days=6), end
        case "week_from":
            return start, start + timedelta(days=6)
        case "rolling":
            said = dict(_pairs(mark))
            months = 12 * _number(said["years"]) if "years" in said else _number(said.get("n", "12"))
            return cal.add_months(end, -months) + timedelta(days=1), end
        case "quarter_to":
            return cal.add_months(end, -3) + timedelta(days=1), end
        case "in_year_to":
            return date(cal.financial_year(end), cal.APRIL, 1), end
        case "since":
            return start, context.report.end if context.report else None
    return span


def _pairs(mark: PeriodMark) -> Iterator[tuple[str, str]]:
    return (f for f in mark.fields if isinstance(f, tuple))


def _number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word.lower()]


_CENTURY = 20  # of years written with two digits


def _first_year(years: str) -> tuple[int, int]:
    """First year and length of "2017/18" (1) or "2012-15" (3).

    >>> _first_year("2012–15"), _first_year("2013/4"), _first_year("17/18")
    ((2012, 3), (2013, 1), (2017, 1))
    """
    first, last = (p.strip() for p in re.split(rf"/|{DASH}", years, maxsplit=1))
    first = f"{_CENTURY}{first}" if len(first) == 2 else first
    ten = 10 ** len(last)
    return int(first), (int(last) - int(first)) % ten or 1


def _span(mark: PeriodMark, context: Context) -> tuple[date | None, date | None]:
    if mark.form == "span":
        return _joined(mark, context)
    fields = dict(_pairs(mark))
    handler = _HANDLERS.get(mark.form)
    return handler(fields, context) if handler else (None, None)


def _joined(mark: PeriodMark, context: Context) -> tuple[date | None, date | None]:
    first, last = mark.fields
    last_span = _span(last, context)
    if first.form == "month" and not any(k != "m" for k, _ in _pairs(first)) and last_span[1]:
        number = _month_number(dict(_pairs(first))["m"])
        year = last_span[1].year - (number > last_span[1].month)
        return date(year, number, 1), last_span[1]
    if first.form == last.form == "year" and context.pooled == "financial" and last_span[1]:
        start = int(dict(_pairs(first))["cy"])
        return cal.years_span(start, max(last_span[1].year - start, 1))
    if first.form == "day" and "d_year" not in dict(_pairs(first)) and last_span[1]:
        context = replace(context, report=Period(start=last_span[1], end=last_span[1]))
    return _span(first, context)[0], last_span[1]


def _latest(context: Context) -> date | None:
    """The last day the report can know of."""
    period = context.report or context.anchor
    return (period.end or period.start) if period else None


def _quarter(f: dict[str, str], c: Context) -> tuple[date | None, date | None]:
    number = _number(f.get("q") or f.get("q2") or f["q3"])
    last = _number(f["q_last"]) if "q_last" in f else None
    stated = f.get("q_fy") or f.get("q_fy2")
    if stated and len(stated.strip()) == 4:  # a calendar year: the text says calendar quarters
        return cal.calendar_quarter(int(stated), number)
    if stated:
        return cal.quarter_span(_first_year(stated)[0], number, last)
    known = _latest(c)
    if known is None:
        return None, None
    year = cal.financial_year(known) - ("q_last_year" in f)
    span = cal.quarter_span(year, number, last)
    return cal.shift(span, -12) if span[0] > known else span


def _year_words(words: str, c: Context) -> tuple[int, int] | None:
    """(year, first month) of "2017/18" or "2017" or "the year"."""
    words = words.strip()
    if re.fullmatch(YEAR, words):
        return int(words), 1
    if re.match(YEAR, words):
        return _first_year(words)[0], cal.APRIL
    known = _latest(c)
    return (cal.financial_year(known), cal.APRIL) if known else None


def _half(f: dict[str, str], c: Context) -> tuple[date | None, date | None]:
    year = _year_words(f["h_year"], c)
    if year is None:
        return None, None
    span = cal.years_span(year[0], 1, year[1])
    second = f.get("h", "").lower() == "second" or f.get("h2") == "2"
    middle = cal.add_months(span[0], 6)
    return (middle, span[1]) if second else (span[0], middle - timedelta(days=1))


def _first_months(f: dict[str, str], c: Context) -> tuple[date | None, date | None]:
    year = _year_words(f["fm_year"], c)
    if year is None:
        return None, None
    start = date(year[0], year[1], 1)
    months = 3 * _number(f["fq"]) if "fq" in f else _number(f["fm"])
    return start, cal.add_months(start, months) - timedelta(days=1)


def _month_number(word: str) -> int:
    return MONTHS[word.lower().rstrip(".")]


def _day(f: dict[str, str], c: Context) -> tuple[date | None, date | None]:
    month, day = _month_number(f["d_month"]), int(f["d"])
    if "d_year" in f or "d_yy" in f:
        found = _date(int(f.get("d_year") or f"{_CENTURY}{f['d_yy']}"), month, day)
    else:
        known = _latest(c)
        if known is None:
            return None, None
        found = _date(known.year, month, day)
        if found[0] and found[0] > known:
            found = _date(known.year - 1, month, day)
    if "d0" in f and found[0]:  # "30 & 31 October"
        return _date(found[0].year, month, int(f["d0"]))[0], found[1]
    return found


def _date(year: int, month: int, day: int) -> tuple[date | None, date | None]:
    try:
        found = date(year, month, day)
    except ValueError:
        return None, None
    return found, found


def _numeric_day(f: dict[str, str], c: Context) -> tuple[date | None, date | None]:
    year = int(f["nd_year"])
    return _date(year if year > 99 else 2000 + year, int(f["nd_month"]), int(f["nd"]))


def _month(f: dict[str, str], c: Context) -> tuple[date | None, date | None]:
    if "mq" in f:
        return _quarter_to_month(f, c)
    number = _month_number(f["m"])
    if "m_fy" in f:  # "November 2024-25": the month of that financial year
        first = _first_year(f["m_fy"])[0]
        return cal.month_span(first if number >= cal.APRIL else first + 1, number)
    if "m_year" in f or "m_yy" in f:
        return cal.month_span(int(f.get("m_year") or "20" + f["m_yy"]), number)
    known = _latest(c)
    if known is None:
        return None, None
    year = known.year - (number > known.month) + (c.future and number != known.month)
    return cal.month_span(year, number)


def _quarter_to_month(f: dict[str, str], c: Context) -> tuple[date | None, date | None]:
    """ "the June quarter": the three months that end with June."""
    end = _month({"m": f["mq"]} | ({"m_year": f["mq_year"]} if "mq_year" in f else {}), c)[1]
    return (cal.add_months(end, -3) + timedelta(days=1), end) if end else (None, None)


def _month_of(f: dict[str, str], c: Context) -> tuple[date | None, date | None]:
    """ "Period 6 2023/24": the sixth month of the financial year."""
    start = cal.add_months(date(_first_year(f["pd_year"])[0], cal.APRIL, 1), int(f["pd"]) - 1)
    return cal.month_span(start.year, start.month)


def _years(f: dict[str, str], c: Context) -> tuple[date | None, date | None]:
    if "fy_end" in f:  # "FY18" ends in 2018
        return cal.years_span(int(f["fy_end"][-2:]) + 100 * _CENTURY - 1, 1)
    first, length = _first_year(f["y"])
    if length > 1 and c.pooled == "calendar":
        return date(first, 1, 1), date(first + length, 12, 31)
    if length == 2:  # "2019-21": three calendar years, as public health pools them
        return date(first, 1, 1), date(first + 2, 12, 31)
    financial = "fy" in f or "fy2" in f
    return cal.years_span(first, length, cal.SEPTEMBER if c.academic and length == 1 and not financial else cal.APRIL)


def _year(f: dict[str, str], c: Context) -> tuple[date | None, date | None]:
    year = int(f["cy"])
    if c.academic:
        return cal.years_span(year - 1, 1, cal.SEPTEMBER)
    return date(year, 1, 1), date(year, 12, 31)


_MONTHS_OF_TERMS = ((9, 12), (1, 3), (4, 8))
_TERMS = dict(zip((*listed("term"), *map(str.lower, listed("old term"))), 2 * _MONTHS_OF_TERMS, strict=True))


def _months_list(f: dict[str, str], c: Context) -> tuple[date | None, date | None]:
    """ "July, August and September 2022"."""
    first, last = (MONTHS[f[k].lower().rstrip(".")] for k in ("ml", "ml2"))
    year = int(f["ml_year"])
    return date(year - (first > last), first, 1), cal.month_end(year, last)


_SEASONS = {
    season: 3 * quarter + 1 for quarter, season in enumerate(listed("season"))
}  # the first month of the quarter they name


def _season(f: dict[str, str], c: Context) -> tuple[date | None, date | None]:
    """ "the winter quarter" is January to March: the latest one before the report's end, or that of the year named."""
    first = _SEASONS[f["season"].lower()]
    if "s_years" in f:  # "winter 2014/15" begins in December
        year = _first_year(f["s_years"])[0]
        return (date(year, 12, 1), cal.month_end(year + 1, 3)) if first == 1 else (None, None)
    if "s_year" in f:
        year = int(f["s_year"])
    elif known := _latest(c):
        year = known.year - (first + 2 > known.month)
    else:
        return None, None
    return date(year, first, 1), cal.month_end(year, first + 2)


def _term(f: dict[str, str], c: Context) -> tuple[date | None, date | None]:
    first, last = _TERMS[(f.get("term") or f["t_old"]).lower()]
    stated = f.get("t_year")
    if stated is None:
        known = _latest(c)
        if known is None:
            return None, None
        year = known.year - (first > known.month)
    else:
        year = _first_year(stated)[0] + (first < cal.SEPTEMBER) if len(stated) > 4 else int(stated)
    return date(year, first, 1), cal.month_end(year, last)


# ── relative ones ────────────────────────────────────────────────────────────────────────────────


def _base(c: Context) -> cal.Span | None:
    """The period a relative expression is relative to."""
    for period in (c.anchor, c.report):
        if period and period.start and period.end:
            return period.start, period.end
    return None


def _step(months: int | None) -> Any:
    """A handler that steps back by ``months``, or by the base's own length."""

    def handler(f: dict[str, str], c: Context) -> tuple[date | None, date | None]:
        base = _base(c)
        if base is None:
            return None, None
        return cal.shift(base, -(months or cal.months_long(base) or 12))

    return handler


_FIRST_MONTHS = dict(zip(listed("kind of year"), (cal.APRIL, cal.SEPTEMBER, 1), strict=False))


def _previous_year(f: dict[str, str], c: Context) -> tuple[date | None, date | None]:
    """ "the previous year" is a year back; "the last financial year" is the whole year before this one."""
    base = _base(c)
    first = _FIRST_MONTHS.get(f.get("py", "").lower())
    if base is None or first is None:
        return _step(12)(f, c)
    return cal.years_span(base[1].year - (base[1].month < first) - 1, 1, first)


def _previous_month(f: dict[str, str], c: Context) -> tuple[date | None, date | None]:
    base = _base(c)
    if base is None:
        return None, None
    before = cal.add_months(base[1].replace(day=1), -1)
    return cal.month_span(before.year, before.month)


def _previous_quarter(f: dict[str, str], c: Context) -> tuple[date | None, date | None]:
    base = _base(c)
    if base is None:
        return None, None
    if cal.months_long(base) > 3:  # a value for a year beside "last quarter": the quarter before the report's
        base = (base[1], base[1])
    if base[0] == base[1] or cal.months_long(base) == 3:
        return cal.shift(base, -3)
    year, quarter = cal.financial_year(base[1]), cal.financial_quarter(base[1])
    return cal.shift(cal.quarter_span(year, quarter), -3)


def _same_in(f: dict[str, str], c: Context) -> tuple[date | None, date | None]:
    base = _base(c)
    if base is None:
        return None, None
    stated = f["sp"]
    if len(stated) == 4:
        return cal.shift(base, 12 * (int(stated) - base[1].year))
    return cal.shift(base, 12 * (_first_year(stated)[0] - cal.financial_year(base[1])))


def _last_months(f: dict[str, str], c: Context) -> tuple[date | None, date | None]:
    known = (c.anchor.end if c.anchor else None) or _latest(c)
    if known is None:
        return None, None
    months = _number(f.get("lm") or f.get("lm2") or f.get("lm3") or "12")
    return cal.add_months(known, -months) + timedelta(days=1), known


def _this_quarter(f: dict[str, str], c: Context) -> tuple[date | None, date | None]:
    known = _latest(c)
    if known is None:
        return None, None
    return cal.quarter_span(cal.financial_year(known), cal.financial_quarter(known))


def _this_month(f: dict[str, str], c: Context) -> tuple[date | None, date | None]:
    known = _latest(c)
    return cal.month_span(known.year, known.month) if known else (None, None)


def _known_end(f: dict[str, str], c: Context) -> tuple[date | None, date | None]:
    known = _latest(c)
    return known, known


def _to_date(f: dict[str, str], c: Context) -> tuple[date | None, date | None]:
    known = _latest(c)
    if c.report and c.report.start and c.report.end and cal.months_long((c.report.start, c.report.end)) == 12:
        return c.report.start, c.report.end
    return (date(cal.financial_year(known), cal.APRIL, 1), known) if known else (None, None)


def _this_year(f: dict[str, str], c: Context) -> tuple[date | None, date | None]:
    known = _latest(c)
    if c.report and c.report.start and c.report.end and cal.months_long((c.report.start, c.report.end)) == 12:
        return c.report.start, c.report.end  # the report's own year, where it is not a financial one
    return cal.years_span(cal.financial_year(known), 1) if known else (None, None)


def _academic_year(f: dict[str, str], c: Context) -> tuple[date | None, date | None]:
    first, length = _first_year(f.get("ay") or f.get("ay2") or f["ay3"])
    return cal.years_span(first, length, cal.SEPTEMBER)


_HANDLERS: dict[str, Any] = {
    "quarter": _quarter,
    "half": _half,
    "first_months": _first_months,
    "day": _day,
    "numeric_day": _numeric_day,
    "academic_year": _academic_year,
    "month": _month,
    "month_of": _month_of,
    "years": _years,
    "short_years": lambda f, c: cal.years_span(2000 + int(f["sy"]), 1),
    "year": _year,
    "months_list": _months_list,
    "season": _season,
    "term": _term,
    "previous_quarter": _previous_quarter,
    "previous_month": _previous_month,
    "previous_year": _previous_year,
    "previous_period": _step(None),
    "same_period_last_year": _step(12),
    "same_period_in": _same_in,
    "two_years_ago": _step(24),
    "last_months": _last_months,
    "this_quarter": _this_quarter,
    "this_month": _this_month,
    "year_to_date": _to_date,
    "to_date": _to_date,
    "quarter_end": _known_end,
    "this_year": _this_year,
    "full_year": _this_year,
}


def periods(text: str, report_period: str | Period | None = None) -> list[FoundPeriod]:
    """The periods named in ``text`` with their days, given the period of the report ("2017/18 Q2").

    >>> [(p.label, str(p.start), str(p.end)) for p in periods("1,241 at the end of Q2, 1,288 in the previous quarter", "2017/18 Q2")]
    [('at the end of Q2', '2017-09-30', '2017-09-30'), ('the previous quarter', '2017-04-01', '2017-06-30')]
    """  # noqa: E501
    report = parse(report_period) if isinstance(report_period, str) else report_period
    context = Context(report=report)
    found = ((m, resolve(m, context)) for m in find(text))
    return [FoundPeriod(m.text, p.start, p.end, (m.start, m.end)) for m, p in found]


def parse(text: str) -> Period | None:
    """The first period a short text names that has dates of its own ("2017/18 Q2"), or None."""
    for mark in find(text):
        period = resolve(mark)
        if period.start:
            return period
    return None


def asked(text: str) -> Period:
    """The period someone asks for in a short text. Raises ValueError where it names none that has dates of its own."""
    found = parse(text)
    if found is None:
        raise unreadable(text)
    return found


def unreadable(words: object) -> ValueError:
    """What to tell someone who asks for a period by words that name none."""
    return ValueError(
        f"'{words}' is not a period I can read; write it like '2017/18 Q2', 'September 2017' or '2017/18'"
    )
