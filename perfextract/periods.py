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


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A period named in a text: its words, first and last day (None where open or unknown), and place."""

    label: str
    start: date | None
    end: date | None
    span: tuple[int, int]


MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
NUMBERS |= {"eleven": 11, "twelve": 12, "eighteen": 18, "first": 1, "second": 2, "third": 3, "fourth": 4}
NUMBERS |= {"final": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}

DASH = r"[-–−—‐‑]"
YEAR = r"(?:199\d|20[0-4]\d)"
# "May" and "March" are also verbs: a month without a year or day must be written with a capital.
# Only a shortened month may end in a full stop of its own; after "August." the sentence ends.
MONTH = r"(?:(?-i:January|February|March|April|May|June|July|August|September|October|November|December)|(?-i:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?)(?![a-z])"  # noqa: E501
FIN_YEAR = rf"(?:{YEAR}\s?(?:/|{DASH})\s?(?:20\d\d|\d\d|\d)(?!\d|,\d|\.\d|%))"
QUARTER_NO = r"(?:(?:one|two|three|four)\b|[1-4](?![\d,.]*\d))"
NUMBER = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen)"
OF = r"(?:,?\s+(?:of\s+|in\s+|for\s+)?(?:the\s+)?(?:financial\s+year\s+|FY\s?)?|\s*[-–]\s*|\s*\()"

_ATOMS: tuple[tuple[str, str], ...] = (
    (
        "quarter",
        rf"(?:(?P<q_fy>{FIN_YEAR}|{YEAR}),?\s+(?:{DASH}\s+)?)?"
        rf"(?:(?:quarters?|qtrs?|qtr)\s*(?P<q>{QUARTER_NO})|\bQ\s?(?P<q2>[1-4])(?!\d)"
        r"|(?:the\s+)?(?P<q3>first|second|third|fourth|final|1st|2nd|3rd|4th)\s+quarters?(?!\s+(?:in\s+(?:succession|a\s+row)|running)))"
        rf"(?:\s*(?:and|to|&|{DASH})\s*(?:quarter\s+|Q)?(?P<q_last>{QUARTER_NO})(?![\w%.,]*\d|\s+(?:per|[a-z]+s\b)))?"
        rf"(?:\s*\((?:Q[1-4]|{MONTH}\s*(?:to|{DASH})\s*{MONTH}(?:\s+{YEAR})?)\))?"
        rf"(?:{OF}(?P<q_fy2>{FIN_YEAR}|{YEAR}(?!/))(?!\s+(?:children|people|pupils|cases))|,?\s+(?:of\s+|in\s+)?(?:the\s+)?(?P<q_last_year>last|previous|prior)\s+(?:financial\s+)?year)?",
    ),
    ("half", rf"(?:the\s+)?(?:(?P<h>first|second)\s+half\s+of|\bH(?P<h2>[12]))\s*(?:the\s+)?(?:financial\s+year\s+)?(?P<h_year>{FIN_YEAR}|{YEAR}|the\s+(?:financial\s+)?year|this\s+(?:financial\s+)?year)"),  # noqa: E501
    ("first_months", rf"(?:the\s+)?first\s+(?P<fm>{NUMBER})\s+months\s+of\s+(?:the\s+)?(?:financial\s+year\s+)?(?P<fm_year>{FIN_YEAR}|{YEAR}|the\s+year|this\s+(?:financial\s+)?year)"),  # noqa: E501
    ("day", rf"(?:(?P<d0>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:&|and|to|{DASH})\s*)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:of\s+)?(?P<d_month>{MONTH})(?:,?\s*(?P<d_year>{YEAR})(?!\d))?(?!\s*{DASH}\s*\d{{1,2}}\s+{MONTH})"),  # noqa: E501
    ("day", rf"(?P<d_month>{MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<d_year>{YEAR})(?!\d)"),
    ("numeric_day", r"\b(?P<nd>\d{1,2})[/.](?P<nd_month>\d{1,2})[/.](?P<nd_year>20\d\d|\d\d)\b"),
    ("academic_year", rf"(?:the\s+)?(?:(?P<ay>{FIN_YEAR})\s+(?:academic|school)\s+year|(?:academic|school)\s+year\s+(?:of\s+)?(?P<ay2>{FIN_YEAR}))"),  # noqa: E501
    ("month", rf"(?P<m>{MONTH})(?:(?:,?\s*(?:of\s+)?|\s?['’\-–]\s?)(?P<m_fy>{FIN_YEAR})|(?:,?\s*(?:of\s+)?|\s?['’\-–]\s?)(?P<m_year>{YEAR})(?!\d|,\d|\s?%)|\s?['’\-–]?\s?(?P<m_yy>[0-4]\d)(?!\d|[,.]\d|%|\s?%|\s+(?:[a-z]+s|per)\b))?"),  # noqa: E501
    ("months_list", rf"(?P<ml>{MONTH}),\s*(?:{MONTH},\s*)*{MONTH},?\s+and\s+(?P<ml2>{MONTH})\s+(?P<ml_year>{YEAR})"),
    ("years", rf"(?:(?:financial\s+year|FY)\s*)?(?P<y>{FIN_YEAR})(?:\s+financial\s+year)?"),
    ("short_years", r"(?:FY\s?|financial\s+year\s+)?(?<![\d/.,])(?P<sy>\d\d)/(?P<sy2>\d\d)(?![\d/%]|[.,]\d)"),
    ("year", rf"(?:(?:mid|late|early)-|(?<![\d/.,£\-–−+#]))(?P<cy>{YEAR})(?!\d|[,.]\d|%|\s?%|\s*/\s*\d|\s+per\b)"),
    ("season", rf"(?:the\s+|last\s+)?(?P<season>(?-i:winter|spring|summer|autumn))(?:\s+(?P<s_quarter>quarter)\b(?:\s+of)?|(?=\s+(?:of\s+)?{YEAR})|(?=\s+(?:total|level|figure|rate|peak|result)\b)|(?<=in the winter)|(?<=in the spring)|(?<=in the summer)|(?<=in the autumn))(?:\s+(?:of\s+)?(?P<s_year>{YEAR}))?"),  # noqa: E501
    ("term", rf"(?:the\s+)?(?P<term>autumn|spring|summer)\s+term(?:\s+(?:of\s+)?(?P<t_year>{FIN_YEAR}|{YEAR}))?"),
)  # fmt: skip
# Kind of comparator a relative expression names, where it stands for another time.
RELATIVE_KINDS = {
    "previous_quarter": "previous_period",
    "previous_month": "previous_period",
    "previous_year": "previous_period",
    "previous_period": "previous_period",
    "same_period_last_year": "same_period_last_year",
    "same_period_in": "earlier_period",
    "two_years_ago": "earlier_period",
    "earlier_years": "earlier_period",
    "event_before": "baseline",
}
_SAME = r"(?:the\s+)?(?:same|corresponding|equivalent|comparable|this)\s+(?:(?:two|three|four|six|nine|eleven|twelve|\d{1,2})\s+)?(?:period|quarter|term|point|time|months?|date|stage|day)"  # noqa: E501
_AGO = r"(?:last|the\s+previous|the\s+prior|the\s+preceding|previous|the\s+year\s+before|a|the\s+last)"
_RELATIVE: tuple[tuple[str, str], ...] = (
    ("same_period_last_year", rf"{_SAME}(?:\s+(?:in|of|for|during))?,?\s+{_AGO}(?:\s+(?:financial\s+)?years?(?:['’]s?)?)?(?:\s+(?:ago|earlier|before))?"),  # noqa: E501
    ("same_period_last_year", rf"{_SAME}\s+(?:the\s+)?year\s+before"),
    ("same_period_last_year", r"(?:the\s+)?(?:quarter|month|Q[1-4])\s+(?:a|one)\s+year\s+(?:ago|earlier|before)|(?:a|one)\s+year\s+(?:ago|earlier|previously|before|back)|(?:12|twelve)\s+months\s+(?:ago|earlier|previously|before(?:\s+that)?|since|back)"),  # noqa: E501
    ("same_period_last_year", r"last\s+year['’]s\s+(?:same\s+)?(?:quarter|period)"),
    ("same_period_in", rf"{_SAME}\s+(?:of|in|for|during)?\s*(?P<sp>{FIN_YEAR}|{YEAR})"),
    ("previous_quarter", r"(?:three|3)\s+months\s+(?:ago|earlier|before|previously|back)|the\s+(?:three|3)\s+months\s+before|(?:a|one)\s+quarter\s+(?:ago|earlier|before|back)"),  # noqa: E501
    ("previous_month", r"(?:a|one)\s+month\s+(?:ago|earlier|before|previously)"),
    ("earlier_years", r"(?:six|nine|6|9)\s+months\s+(?:ago|earlier|before|previously|back)"),
    ("previous_quarter", r"(?:the\s+|that\s+of\s+the\s+)?(?:previous|preceding|prior|last)\s+quarter(?:['’]s|s['’])?|(?:the\s+)?quarter\s+before"),  # noqa: E501
    ("previous_month", r"(?:the\s+)?(?:previous|preceding|prior|last)\s+month(?:['’]s|s['’])?|(?:the\s+)?month\s+before"),  # noqa: E501
    ("previous_year", r"(?:the\s+)?(?:previous|preceding|prior|last)\s+(?:financial\s+|academic\s+|calendar\s+|reporting\s+)?year(?:['’]s|s['’]|(?!s))|(?:the\s+)?year\s+before|year\s+on\s+year|(?:the\s+)?previous\s+12\s+months(?=\s*[,(]|\s+(?:and|when))"),  # noqa: E501
    ("previous_period", r"(?:the\s+)?(?:previous|preceding|prior|last)\s+(?:reporting\s+)?(?:period|report|cohort|intake|result|figure|value|outturn|half[-\s]year|six\s+months)(?:['’]s)?|(?:the\s+)?previous\s+(?:three|two|five)\s+years?(?:['’])?"),  # noqa: E501
    ("earlier_years", r"(?:in\s+)?(?:the\s+)?(?:previous|earlier|preceding|prior)\s+(?:years|periods|quarters|months)"),
    ("two_years_ago", r"(?:two|three|four|five|ten)\s+years\s+(?:ago|earlier|previously|back|before)"),
    ("event_before", r"pre[-\s]?(?:pandemic|covid(?:-19)?)\b(?:\s+levels?)?|pre-(?-i:[A-Z]{2,6})\b|(?:prior\s+to|before)\s+the\s+pandemic"),  # noqa: E501
    ("event", r"(?:since|at|during)\s+(?:the\s+(?:time\s+of\s+the\s+|time\s+of\s+this\s+)?|their\s+|its\s+|this\s+)?(?:last|most\s+recent|previous)?\s*(?:inspection|launch|start|outset|beginning)(?!\s+of\s+(?:Q|the\s+(?:year|quarter)|20))(?:\s+of\s+the\s+(?:inspection|programme|scheme|service|project))?|in\s+their\s+most\s+recent\s+(?:\w+\s+)?inspections?|(?:the\s+)?(?:12|twelve|six|6)\s+months\s+(?:prior\s+to|before)\s+(?:the\s+)?inspection"),  # noqa: E501
    ("last_months", rf"(?:the\s+)?(?:last|past|previous|preceding|latest|rolling)\s+(?P<lm>{NUMBER})[-\s]months?(?:\s+period)?|(?<=over\s)(?P<lm3>12|twelve)\s+months|(?:the\s+)?(?P<lm2>12|twelve)[-\s]month\s+rolling(?:\s+(?:year|period|average))?|(?:the\s+)?rolling\s+(?:year|12\s+months)"),  # noqa: E501
    ("last_years", rf"(?:over\s+|in\s+)?(?:the\s+)?(?:last|past|previous|preceding|next)\s+(?P<ly>{NUMBER})\s+years|(?:over|in|during)\s+the\s+(?:last|past)\s+year"),  # noqa: E501
    ("this_quarter", r"(?:in\s+|during\s+)?(?:this|the|the\s+current|the\s+latest|the\s+reporting|current)\s+quarter\b(?!\s*(?:one\b|two\b|three\b|four\b|[1-4](?![\d,])|end|of\s|before|to\b|a\s+year))|(?<=\b[Ii]n\s)quarter(?=\s*[,.(])"),  # noqa: E501
    ("quarter_end", r"(?:(?:as\s+)?(?:at|by)\s+)?(?:the\s+)?(?:quarter|month|period)[-\s]end\b"),
    ("this_month", r"(?:this|the\s+current)\s+month\b"),
    ("year_to_date", r"(?:in|during|over)\s+the\s+year\b(?=\s*[.,;)]|\s+(?:and|against|compared|which|with|was|were|to\s+\d))"),  # noqa: E501
    ("year_to_date", r"(?:the\s+)?(?:financial\s+)?year[-\s]to[-\s]date|so\s+far\s+this\s+(?:financial\s+)?year|(?:this|the)\s+year\s+to\s+date|\bYTD\b|since\s+the\s+(?:start|beginning)\s+of\s+the\s+(?:financial\s+)?year"),  # noqa: E501
    ("this_year", r"(?:this|the\s+current)\s+(?:financial\s+)?year\b(?!\s+group)|(?<=for\s)the\s+(?:financial\s+)?year\b(?!\s+(?:to|end|before|\d|20))"),  # noqa: E501
    ("full_year", r"(?<=for\s)(?:the\s+)?(?:full|whole)\s+(?:financial\s+)?year\b|(?<=\b[Bb]y\s)(?:the\s+)?year[-\s]end\b"),  # noqa: E501
    ("to_date", r"(?<!up )\bto\s+date\b"),
)  # fmt: skip
# What a text must hold for a form to be worth looking for (the expressions are costly, these words are not).
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORTH: dict[str, tuple[str, ...]] = {
    "quarter": ("quarter", "qtr", "q1", "q2", "q3", "q4", "q 1", "q 2", "q 3", "q 4"),
    "half": ("half of", "h1", "h2"),
    "first_months": ("months of",),
    "day": _MONTH_NAMES,
    "month": _MONTH_NAMES,
    "months_list": _MONTH_NAMES,
    "academic_year": ("academic", "school"),
    "season": ("winter", "spring", "summer", "autumn"),
    "term": ("term",),
    "years": ("19", "20"),
    "year": ("19", "20"),
    "short_years": ("/",),
    "numeric_day": ("/", "."),
    "same_period_last_year": ("year", "month", "last", "previous", "prior", "preceding"),
    "same_period_in": ("same", "corresponding", "equivalent", "comparable", "this"),
    "previous_quarter": (
        "quarter",
        "months ago",
        "months earlier",
        "months before",
        "months previously",
        "months back",
    ),
    "previous_month": ("month",),
    "previous_year": ("year", "12 months"),
    "previous_period": ("previous", "preceding", "prior", "last"),
    "earlier_years": ("months", "previous", "earlier", "preceding", "prior"),
    "two_years_ago": ("years",),
    "event_before": ("pre", "pandemic"),
    "event": ("since", "at the", "at ", "during", "inspection"),
    "last_months": ("month", "rolling"),
    "last_years": ("years", "year"),
    "this_quarter": ("quarter",),
    "quarter_end": ("end",),
    "this_month": ("month",),
    "year_to_date": ("the year", "to date", "to-date", "ytd", "so far", "since the"),
    "this_year": ("year",),
    "full_year": ("year",),
    "to_date": ("to date",),
}
_Form = tuple[str, tuple[str, ...], re.Pattern[str]]
ATOMS: tuple[_Form, ...] = tuple((form, _WORTH[form], re.compile(p, re.IGNORECASE)) for form, p in _ATOMS)
RELATIVES: tuple[_Form, ...] = tuple((form, _WORTH[form], re.compile(p, re.IGNORECASE)) for form, p in _RELATIVE)
# What stands before a period and changes what it means.
_MODIFIERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("rolling", re.compile(rf"(?:\b(?:the\s+|a\s+)?(?:rolling\s+)?(?<![\d.£])(?P<n>{NUMBER})[-\s]?(?:months?|mths?|m)\s+(?:period\s+)?(?:rolling\s+)?(?:to|ending|ended|up\s+to)\s+(?:the\s+)?(?:end\s+(?:of\s+)?)?)$", re.I)),  # noqa: E501
    ("rolling", re.compile(rf"(?:\b(?:over\s+)?(?:the\s+|a\s+)?(?P<years>{NUMBER})[-\s]years?\s+(?:period\s+)?(?:to|ending|ended|up\s+to)\s+(?:the\s+)?(?:end\s+(?:of\s+)?)?)$", re.I)),  # noqa: E501
    ("rolling", re.compile(r"(?:\b(?:the\s+|a\s+)?(?:rolling\s+)?year\s+(?:to|ending|ended|up\s+to)\s+(?:the\s+)?(?:end\s+(?:of\s+)?)?)$", re.I)),  # noqa: E501
    ("quarter_to", re.compile(r"\b(?:the\s+)?quarter\s+(?:to|ending|ended)\s+(?:the\s+)?(?:end\s+(?:of\s+)?)?$", re.I)),
    ("in_year_to", re.compile(r"\bin[-\s]year\s+(?:figures?|data|performance)\s+to\s+$", re.I)),
    ("end", re.compile(r"(?:(?:\bas\s+)?\b(?:at|by|of|to)\s+|\bas\s+(?:at|of)\s+|\bfrom\s+)?(?:the\s+)?\bend\s+(?:of\s+)?(?:the\s+)?$", re.I)),  # noqa: E501
    ("end", re.compile(r"\b(?:(?:at|by|on)\s+)?the\s+last\s+day\s+of\s+$", re.I)),
    ("end", re.compile(r"\b(?:at|by)\s+(?:the\s+)?(?:close|year[-\s]end)\s+(?:of\s+)?$", re.I)),
    ("as_at", re.compile(r"\bas\s+(?:at|on)\s+(?:the\s+)?$", re.I)),
    ("start", re.compile(r"\b(?:at\s+|from\s+)?(?:the\s+)?(?:start|beginning)\s+of\s+(?:the\s+)?$", re.I)),
    ("since", re.compile(r"\bsince\s+(?:the\s+)?(?:late\s+|early\s+|mid-?\s*)?$", re.I)),
    ("from", re.compile(r"\bfrom\s+$", re.I)),
    ("by", re.compile(r"\bby\s+$", re.I)),
)  # fmt: skip
_JOIN = re.compile(rf"\s*(?:\bto\b|\buntil\b|{DASH})\s*(?:the\s+end\s+of\s+|end\s+)?", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:between|from|over\s+the\s+period|the\s+period)\s+$", re.IGNORECASE)
_GATE = re.compile(
    r"\d{2}|quarter|\bQ\d|month|year|period|last|previous|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|term|winter|spring|summer|autumn|inspection|to date|time|ago|pandemic|pre[- ]",  # noqa: E501
    re.IGNORECASE,
)


# ── where ────────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=2048)  # the outline and the statements both look at a report's opening
def _find(text: str) -> tuple[PeriodMark, ...]:
    if not _GATE.search(text):
        return ()
    marks = _longest(list(_named(text, ATOMS)) + list(_named(text, RELATIVES)))
    marks = [m for m in marks if not _looks_like_count(text, m) and not _looks_like_fraction(m)]
    marks = _join_spans(text, marks)
    return tuple(_with_modifier(text, m) for m in marks)


def find(text: str) -> list[PeriodMark]:
    """The periods named in ``text``, in reading order, not yet resolved.

    >>> [(m.text, m.form) for m in find("fell from 82.4% in 2016/17 quarter 4 to 80% in the year to end September 2017")]
    [('2016/17 quarter 4', 'quarter'), ('the year to end September 2017', 'month')]
    >>> find("pupils in year 6 aged 11, under Regulation 3, within 28 days")
    []
    """  # noqa: E501
    return list(_find(text))


def _named(text: str, forms: tuple[_Form, ...]) -> Iterator[PeriodMark]:
    lowered = text.lower()
    for form, words, pattern in forms:
        if not any(word in lowered for word in words):
            continue
        for m in pattern.finditer(text):
            if m.start() and (text[m.start() - 1].isalpha() and m[0][0].isalpha()):
                continue
            fields = tuple((k, v) for k, v in m.groupdict().items() if v is not None)
            yield PeriodMark(m.start(), m.end(), m[0], form, fields)


def _longest(marks: list[PeriodMark]) -> list[PeriodMark]:
    kept: list[PeriodMark] = []
    for m in sorted(marks, key=lambda m: (m.start - m.end, m.start)):
        if all(m.end <= k.start or m.start >= k.end for k in kept):
            kept.append(m)
    return sorted(kept, key=lambda m: m.start)


_COUNT_NOUN = re.compile(
    r"\s+(?:more\s+|fewer\s+|new\s+)?(?!is\b|was\b|has\b|this\b|its\b|as\b)[a-z]+s\b(?!\s+(?:data|year))"
)


def _looks_like_count(text: str, m: PeriodMark) -> bool:
    """Whether a lone year is rather a number of things: "2015 assessments were completed"."""
    if m.form != "year":
        return False
    before = text[max(0, m.start - 14) : m.start].lower()
    if re.search(
        r"(?:\b(?:in|of|for|since|during|by|to|from|and|until|between|the|on|than|with|at|early|late|mid|throughout)|[(,/–-])\s*$",
        before,
    ):
        return re.search(r"\bwith\s*$", before) is not None
    return _COUNT_NOUN.match(text, m.end) is not None


def _looks_like_fraction(m: PeriodMark) -> bool:
    """Whether "15/17" is no financial year: its second half must be the year after its first."""
    fields = dict(_pairs(m))
    return m.form == "short_years" and (int(fields["sy"]) + 1) % 100 != int(fields["sy2"])


def _join_spans(text: str, marks: list[PeriodMark]) -> list[PeriodMark]:
    """ "July – September 2017" and "between January and June 2016" are one period."""
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
        return True  # "2016/17 and the first half of 2017/18"
    if _JOIN.fullmatch(between):
        return True
    return bool(_AND.fullmatch(between) and re.search(r"between\s+$", text[: a.start], re.IGNORECASE))


def _with_modifier(text: str, m: PeriodMark) -> PeriodMark:
    before = text[max(0, m.start - 60) : m.start]
    for name, pattern in _MODIFIERS:
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


def _first_year(years: str) -> tuple[int, int]:
    """First year and length of "2017/18" (1) or "2012-15" (3).

    >>> _first_year("2012–15"), _first_year("2013/4")
    ((2012, 3), (2013, 1))
    """
    first, last = (p.strip() for p in re.split(rf"/|{DASH}", years, maxsplit=1))
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
    return start, cal.add_months(start, _number(f["fm"])) - timedelta(days=1)


def _month_number(word: str) -> int:
    return MONTHS[word.lower().rstrip(".")]


def _day(f: dict[str, str], c: Context) -> tuple[date | None, date | None]:
    month, day = _month_number(f["d_month"]), int(f["d"])
    if "d_year" in f:
        found = _date(int(f["d_year"]), month, day)
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


def _years(f: dict[str, str], c: Context) -> tuple[date | None, date | None]:
    first, length = _first_year(f["y"])
    if length == 2:  # "2019-21": three calendar years, as public health pools them
        return date(first, 1, 1), date(first + 2, 12, 31)
    return cal.years_span(first, length, cal.SEPTEMBER if c.academic and length == 1 else cal.APRIL)


def _year(f: dict[str, str], c: Context) -> tuple[date | None, date | None]:
    year = int(f["cy"])
    if c.academic:
        return cal.years_span(year - 1, 1, cal.SEPTEMBER)
    return date(year, 1, 1), date(year, 12, 31)


_TERMS = {"autumn": (9, 12), "spring": (1, 3), "summer": (4, 8)}


def _months_list(f: dict[str, str], c: Context) -> tuple[date | None, date | None]:
    """"July, August and September 2022"."""
    first, last = (MONTHS[f[k].lower().rstrip(".")] for k in ("ml", "ml2"))
    year = int(f["ml_year"])
    return date(year - (first > last), first, 1), cal.month_end(year, last)


_SEASONS = {"winter": 1, "spring": 4, "summer": 7, "autumn": 10}  # the first month of the quarter they name


def _season(f: dict[str, str], c: Context) -> tuple[date | None, date | None]:
    """ "the winter quarter" is January to March: the latest one before the report's end, or that of the year named."""
    first = _SEASONS[f["season"].lower()]
    if "s_year" in f:
        year = int(f["s_year"])
    elif known := _latest(c):
        year = known.year - (first + 2 > known.month)
    else:
        return None, None
    return date(year, first, 1), cal.month_end(year, first + 2)


def _term(f: dict[str, str], c: Context) -> tuple[date | None, date | None]:
    first, last = _TERMS[f["term"].lower()]
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
    first, length = _first_year(f.get("ay") or f["ay2"])
    return cal.years_span(first, length, cal.SEPTEMBER)


_HANDLERS: dict[str, Any] = {
    "quarter": _quarter,
    "half": _half,
    "first_months": _first_months,
    "day": _day,
    "numeric_day": _numeric_day,
    "academic_year": _academic_year,
    "month": _month,
    "years": _years,
    "short_years": lambda f, c: cal.years_span(2000 + int(f["sy"]), 1),
    "year": _year,
    "months_list": _months_list,
    "season": _season,
    "term": _term,
    "previous_quarter": _previous_quarter,
    "previous_month": _previous_month,
    "previous_year": _step(12),
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
