"""The words that name a period, as expressions: absolute ones, relative ones, and what changes their meaning.

Every form has a name; ``periods.py`` finds them in a text and turns each into dates.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from perfextract.expressions import in_lower_case, needs
from perfextract.textview import sought

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

DASH = r"\u0335?[-–−—‐‑─]\u0335?"  # also one struck through, as some fonts print it
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
        rf"(?:(?P<q_fy>{FIN_YEAR}|{YEAR}|(?<![\d/.,])\d\d/\d\d(?=\s+q)),?\s+(?:{DASH}\s+)?)?"
        rf"(?:(?:quarters?|qtrs?|qtr)\s*(?P<q>{QUARTER_NO})|\bQ\s?(?P<q2>[1-4])(?!\d)"
        r"|(?:the\s+)?(?P<q3>first|second|third|fourth|final|1st|2nd|3rd|4th)\s+quarters?(?!\s+(?:in\s+(?:succession|a\s+row)|running)))"
        rf"(?:\s*(?:and|to|&|{DASH})\s*(?:quarter\s+|Q)?(?P<q_last>{QUARTER_NO})(?![\w%.,]*\d|\s+(?:per|[a-z]+s\b)))?"
        rf"(?:\s*\((?:Q[1-4]|{MONTH}\s*(?:to|{DASH})\s*{MONTH}(?:\s+{YEAR})?)\))?"
        rf"(?:{OF}(?P<q_fy2>{FIN_YEAR}|{YEAR}(?!/)|(?<!\d)\d\d/\d\d(?![\d/%]))(?!\s+(?:children|people|pupils|cases))|,?\s+(?:of\s+|in\s+)?(?:the\s+)?(?P<q_last_year>last|previous|prior)\s+(?:financial\s+)?year)?",
    ),
    ("half", rf"(?:the\s+)?(?:(?P<h>first|second)\s+half\s+of|\bH(?P<h2>[12])|half[-\s]year(?=\s+20))\s*(?:the\s+)?(?:financial\s+year\s+)?(?P<h_year>{FIN_YEAR}|{YEAR}|the\s+(?:financial\s+)?year|this\s+(?:financial\s+)?year)"),  # noqa: E501
    ("first_months", rf"(?:the\s+)?first\s+(?P<fm>{NUMBER})\s+months\s+of\s+(?:the\s+)?(?:financial\s+year\s+)?(?P<fm_year>{FIN_YEAR}|{YEAR}|the\s+year|this\s+(?:financial\s+)?year)"),  # noqa: E501
    ("day", rf"(?:(?<!\d)(?P<d0>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:&|and|to|{DASH})\s*)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:of\s+)?(?P<d_month>{MONTH})(?:,?\s*(?P<d_year>{YEAR})(?!\d))?"),  # noqa: E501
    ("day", rf"(?P<d_month>{MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<d_year>{YEAR})(?!\d)"),
    ("numeric_day", r"\b(?P<nd>\d{1,2})[/.](?P<nd_month>\d{1,2})[/.](?P<nd_year>20\d\d|\d\d)\b"),
    ("academic_year", rf"(?:the\s+)?(?:(?P<ay>{FIN_YEAR})\s+(?:academic|school)\s+year|(?:academic|school)\s+year\s+(?:of\s+)?(?P<ay2>{FIN_YEAR}))"),  # noqa: E501
    ("month", rf"(?P<m>{MONTH})(?:(?:,?\s*(?:of\s+)?|\s?['’\-–]\s?)(?P<m_fy>{FIN_YEAR})|(?:,?\s*(?:of\s+)?|\s?['’\-–]\s?)(?P<m_year>{YEAR})(?!\d|,\d|\s?%)|\s?['’\-–]?\s?(?P<m_yy>[0-4]\d)(?!\d|[,.]\d|%|\s?%|\s+(?:[a-z]+s|per)\b))?"),  # noqa: E501
    ("months_list", rf"(?P<ml>{MONTH}),\s*(?:{MONTH},\s*)*{MONTH},?\s+and\s+(?P<ml2>{MONTH})\s+(?P<ml_year>{YEAR})"),
    ("years", rf"(?:(?:financial\s+year|FY)\s*)?(?P<y>{FIN_YEAR})(?:\s+financial\s+year)?"),
    ("short_years", r"(?:FY\s?|financial\s+year\s+)?(?<![\d/.,])(?P<sy>\d\d)/(?P<sy2>\d\d)(?![\d/%]|[.,]\d)"),
    ("year", rf"(?:(?:mid|late|early)-|(?<![\d/.,£\-–−+#]))(?P<cy>{YEAR})(?!\d|[,.]\d|%|\s?%|\s*/\s*\d|\s+per\b)"),
    ("season", rf"(?:the\s+|last\s+)?(?P<season>(?-i:winter|spring|summer|autumn))(?!\s+(?:half|term|school|budget|statement|holidays?|break|programme|campaign|reading))(?:\s+(?P<s_quarter>quarter)\b(?:\s+of)?|(?=\s+(?:of\s+)?{YEAR})|(?=\s+(?:total|level|figure|rate|peak|result)\b)|(?<=in the winter)|(?<=in the spring)|(?<=in the summer)|(?<=in the autumn))(?:\s+(?:of\s+)?(?P<s_year>{YEAR}))?"),  # noqa: E501
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
    ("earlier_years", r"(?:in\s+)?(?:the\s+)?(?:previous|earlier|preceding|prior)\s+(?:years|periods|quarters|months)|an\s+earlier\s+(?:year|period|quarter|month|time)"),  # noqa: E501
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
# The names of months are looked for as they stand, with their capital; the others in lower case.
MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WORTH: dict[str, tuple[str, ...]] = {
    "quarter": ("quarter", "qtr", "q1", "q2", "q3", "q4", "q 1", "q 2", "q 3", "q 4"),
    "half": ("half of", "h1", "h2", "half year", "half-year"),
    "first_months": ("months of",),
    "day": MONTH_NAMES,
    "month": MONTH_NAMES,
    "months_list": MONTH_NAMES,
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


class Form(NamedTuple):
    """A way to name a period, and how to tell quickly that a text does not use it."""

    name: str
    needed: list[frozenset[str]]  # a text must hold one of each of these, in lower case
    needs_month: bool  # and one of MONTH_NAMES
    pattern: re.Pattern[str]
    minds_case: bool  # it is made for the text as it stands, not for one in lower case


def _form(name: str, pattern: str) -> Form:
    minds_case = "(?-i:" in pattern
    compiled = re.compile(pattern, re.IGNORECASE) if minds_case else re.compile(in_lower_case(pattern))
    needed = [words for words in needs(pattern) if not words & MONTHS.keys()]
    needs_month = _WORTH[name] is MONTH_NAMES
    if not needs_month:
        needed.insert(0, frozenset(_WORTH[name]))
    return Form(name, needed, needs_month, compiled, minds_case)


ATOMS = tuple(_form(name, pattern) for name, pattern in _ATOMS)
RELATIVES = tuple(_form(name, pattern) for name, pattern in _RELATIVE)
NEEDED = sought(word for form in (*ATOMS, *RELATIVES) for words in form.needed for word in words)
# What stands before a period and changes what it means.
_MODIFIERS: tuple[tuple[str, str], ...] = (
    ("rolling", rf"(?:\b(?:the\s+|a\s+)?(?:rolling\s+)?(?<![\d.£])(?P<n>{NUMBER})[-\s]?(?:months?|mths?|m)\s+(?:period\s+)?(?:rolling\s+)?(?:to|ending|ended|up\s+to)\s+(?:the\s+)?(?:end\s+(?:of\s+)?)?)$"),  # noqa: E501
    ("rolling", rf"(?:\b(?:over\s+)?(?:the\s+|a\s+)?(?P<years>{NUMBER})[-\s]years?\s+(?:period\s+)?(?:to|ending|ended|up\s+to)\s+(?:the\s+)?(?:end\s+(?:of\s+)?)?)$"),  # noqa: E501
    ("rolling", r"(?:\b(?:the\s+|a\s+)?(?:rolling\s+)?year\s+(?:to|ending|ended|up\s+to)\s+(?:the\s+)?(?:end\s+(?:of\s+)?)?)$"),  # noqa: E501
    ("quarter_to", r"\b(?:the\s+)?quarter\s+(?:to|ending|ended)\s+(?:the\s+)?(?:end\s+(?:of\s+)?)?$"),
    ("in_year_to", r"\bin[-\s]year\s+(?:figures?|data|performance)\s+to\s+$"),
    ("end", r"(?:(?:\bas\s+)?\b(?:at|by|of|to)\s+|\bas\s+(?:at|of)\s+|\bfrom\s+)?(?:the\s+)?\bend\s+(?:of\s+)?(?:the\s+)?$"),  # noqa: E501
    ("end", r"\b(?:(?:at|by|on)\s+)?the\s+last\s+day\s+of\s+$"),
    ("end", r"\b(?:at|by)\s+(?:the\s+)?(?:close|year[-\s]end)\s+(?:of\s+)?$"),
    ("as_at", r"\bas\s+(?:at|on)\s+(?:the\s+)?$"),
    ("start", r"\b(?:at\s+|from\s+)?(?:the\s+)?(?:start|beginning)\s+of\s+(?:the\s+)?$"),
    ("since", r"\bsince\s+(?:the\s+)?(?:late\s+|early\s+|mid-?\s*)?$"),
    ("from", r"\bfrom\s+$"),
    ("by", r"\bby\s+$"),
)  # fmt: skip
MODIFIERS = tuple((name, re.compile(in_lower_case(pattern))) for name, pattern in _MODIFIERS)
# The last word of each of them, in lower case: most periods stand behind none.
MODIFYING = re.compile(r"\b(?:to|end|ended|ending|of|the|at|on|close|since|late|early|mid-?|from|by)\s*$")
JOIN = re.compile(rf"\s*(?:\bto\b|\buntil\b|{DASH})\s*(?:the\s+end\s+of\s+|end\s+)?", re.IGNORECASE)
AND = re.compile(r"\s+and\s+", re.IGNORECASE)
BETWEEN = re.compile(r"(?:between|from|over\s+the\s+period|the\s+period)\s+$", re.IGNORECASE)
# What a text must hold, in lower case, for a look at the forms to be worth while.
GATE_WORDS = (
    "quarter", "qtr", "month", "year", "period", "last", "previous", "term", "time", "to date", "ago", "inspection",
    "pandemic", "pre-", "pre ", "winter", "spring", "summer", "autumn", "january", "february", "march", "april",
    "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
GATE = re.compile(r"\d{2}|\bq\d|\b(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)")
