"""The words that name a period, as expressions: absolute ones, relative ones, and what changes their meaning.

Every form has a name; ``periods.py`` finds them in a text and turns each into dates.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from perfextract.expressions import in_lower_case, needs
from perfextract.textview import gate
from perfextract.vocabulary import expression, listed, spelt

MONTHS = {
    name.lower(): number
    for number, month in enumerate(listed("month"), start=1)
    for name in (month, *(short for short in listed("short month") if short[:3] == month[:3]))
}
NUMBERS = {
    word: n for name in ("cardinal", "ordinal", "ordinal figure") for n, word in enumerate(listed(name), start=1)
}
NUMBERS["final"] = 4  # of the quarters

DASH = r"\u0335?[-–−—‐‑─]\u0335?"  # also one struck through, as some fonts print it
YEAR = r"(?:199\d|20[0-4]\d)"
# "May" and "March" are also verbs: a month without a year or day must be written with a capital.
# Only a shortened month may end in a full stop of its own; after "August." the sentence ends.
# In capitals "MAY" and "MARCH" are months only beside a year.
_CAPITALS = "|".join(m.upper() if len(m) > len("March") else rf"{m.upper()}(?=,?\s+\d)" for m in listed("month"))
MONTH = spelt(r"(?:(?-i:{month})|(?-i:{CAPITALS})|(?-i:{short month})\.?)(?![a-z])", {"CAPITALS": _CAPITALS})
FIN_YEAR = rf"(?:{YEAR}\s?(?:/|{DASH})\s?(?:20\d\d|\d\d|\d)(?!\d|,\d|\.\d|%|\s+{MONTH}\b))"
_PARTS = {  # of the expressions below, by their names there
    "DASH": DASH,
    "YEAR": YEAR,
    "MONTH": MONTH,
    "FIN_YEAR": FIN_YEAR,
    "QUARTER_NO": spelt(r"{quarter number}\b|[1-4](?![\d,.]*\d)"),
    "NUMBER": spelt(r"\d{1,2}|{cardinal}"),
    "OF": spelt(r",?\s+(?:{during}\s+)?(?:the\s+)?(?:financial\s+year\s+|FY\s?)?|\s*[-–]\s*|\s*\("),
    "IN_THE_SEASON": "|".join(rf"(?<=in the {season})" for season in listed("season")),
}

_ATOMS: tuple[tuple[str, str], ...] = (
    (
        "quarter",
        r"(?:(?P<q_fy>{FIN_YEAR}|{YEAR}|(?<![\d/.,])\d\d/\d\d(?=\s+q))(?:,?\s+(?:{DASH}\s+)?|{DASH}(?=q)|(?=q)))?"
        r"(?:(?:quarters?|qtrs?)\s*(?P<q>{QUARTER_NO})|(?:\b|(?<=\d))Q\s?(?P<q2>[1-4])(?!\d)"
        r"|(?:the\s+)?(?P<q3>{ordinal}|{ordinal figure}|final)\s+(?:quarters?|qtrs?)(?!\s+(?:in\s+(?:succession|a\s+row)|running)))"  # noqa: E501
        r"(?:\s*(?:and|to|&|/|{DASH})\s*(?:quarter\s+|Q)?(?P<q_last>{QUARTER_NO})(?![\w%.,]*\d|\s+(?:per|[a-z]+s\b)))?"
        r"(?:\s*\((?:Q[1-4]|{MONTH}\s*(?:to|{DASH})\s*{MONTH}(?:\s+{YEAR})?)\))?"
        r"(?:{OF}(?P<q_fy2>{FIN_YEAR}|{YEAR}(?!/)|(?<!\d)\d\d/\d\d(?![\d/%]))(?!\s+{people})|,?\s+(?:of\s+|in\s+)?(?:the\s+)?(?P<q_last_year>{previous})\s+(?:financial\s+)?year)?",
    ),
    ("half", r"(?:the\s+)?(?:(?P<h>first|second)\s+half\s+of|\bH(?P<h2>[12])|half[-\s]year(?=\s+20))\s*(?:the\s+)?(?:financial\s+year\s+)?(?P<h_year>{FIN_YEAR}|{YEAR}|the\s+(?:financial\s+)?year|this\s+(?:financial\s+)?year)"),  # noqa: E501
    ("half", r"(?P<h_year>{FIN_YEAR}|{YEAR})(?:\s+|\s?{DASH}\s?|(?=h))H(?P<h2>[12])\b"),
    ("half", r"(?:mid|half)[-\s]year(?:ly)?\s+{kind of report}(?:\s+{kind of report})?\s+(?:for\s+)?(?P<h_year>{FIN_YEAR})"),  # noqa: E501
    ("first_months", r"(?:the\s+)?{first of a year}\s+(?:(?P<fm>{NUMBER})\s+months|(?P<fq>{cardinal})\s+quarters)\s+of\s+(?:the\s+)?(?:financial\s+year\s+)?(?P<fm_year>{FIN_YEAR}|{YEAR}|the\s+year|this\s+(?:financial\s+)?year)"),  # noqa: E501
    ("day", r"(?:(?<!\d)(?P<d0>\d{1,2}){ordinal ending}?\s*(?:&|and|to|{DASH})\s*)?(?P<d>\d{1,2}){ordinal ending}?\s*(?:of\s+)?(?P<d_month>{MONTH})(?:,?\s*(?P<d_year>{YEAR})(?!\d))?"),  # noqa: E501
    ("day", r"(?P<d_month>{MONTH})\s+(?P<d>\d{1,2}){ordinal ending}?,?\s+(?P<d_year>{YEAR})(?!\d)"),
    ("day", r"(?<![\d.,])(?P<d>\d{1,2})\s?{DASH}\s?(?P<d_month>{MONTH})\s?{DASH}\s?(?:(?P<d_year>{YEAR})|(?P<d_yy>\d\d))(?!\d)"),  # noqa: E501
    ("day", r"(?P<d_month>{MONTH})\s+(?P<d>\d{1,2}){ordinal ending}(?!\w)"),
    ("day", r"(?:(?<=\bat\s)|(?<=\bon\s)|(?<=\bby\s))(?P<d_month>{MONTH})\s+(?P<d>\d{1,2})(?![\w%]|[.,]\d|\s+[a-z]+s\b)"),  # noqa: E501
    ("numeric_day", r"\b(?P<nd>\d{1,2})[/.](?P<nd_month>\d{1,2})[/.](?P<nd_year>20\d\d|\d\d)\b"),
    ("academic_year", r"(?:the\s+)?(?:(?P<ay>{FIN_YEAR})\s+(?:academic|school)\s+year|(?:academic|school)\s+year\s+(?:of\s+)?(?P<ay2>{FIN_YEAR})|AY\s?(?P<ay3>{FIN_YEAR}))"),  # noqa: E501
    ("month", r"(?P<m>{MONTH})(?:(?:,?\s*(?:of\s+)?|\s?['’\-–]\s?)(?P<m_fy>{FIN_YEAR})|(?:,?\s*(?:of\s+)?|\s?['’\-–]\s?)(?P<m_year>{YEAR})(?!\d|,\d|\s?%)|\s?['’\-–]?\s?(?P<m_yy>[0-4]\d)(?!\s+{MONTH}\b|\d|[,.]\d|%|\s?%|\s+(?:[a-z]+s|per)\b))?"),  # noqa: E501
    ("month", r"(?P<m_year>{YEAR})\s+(?P<m>{MONTH})(?!\s+\d|['’])"),
    ("month", r"(?:the\s+)?(?P<mq>{MONTH})\s+quarter(?:\s+(?:of\s+)?(?P<mq_year>{YEAR}))?(?!\s+\d)"),
    ("month_of", r"\b{month of a year}\s?(?P<pd>1[0-2]|0?[1-9]),?\s+(?:of\s+|in\s+)?(?P<pd_year>{FIN_YEAR})"),
    ("months_list", r"(?P<ml>{MONTH}),\s*(?:{MONTH},\s*)*{MONTH},?\s+and\s+(?P<ml2>{MONTH})\s+(?P<ml_year>{YEAR})"),
    ("years", r"(?:(?P<fy>financial\s+year|FY)\s*)?(?P<y>{FIN_YEAR})(?:\s+(?P<fy2>financial\s+year))?"),
    ("years", r"\bFY\s?[’']?(?P<fy_end>20[0-4]\d|[0-4]\d)(?![\d/]|\s?{DASH}\s?\d)"),
    ("short_years", r"(?:FY\s?|financial\s+year\s+)?(?<![\d/.,])(?P<sy>\d\d)/(?P<sy2>\d\d)(?![\d/%]|[.,]\d)"),
    ("year", r"(?:{early}-|(?<![\d/.,£\-–−+#]))(?P<cy>{YEAR})(?!\d|[,.]\d|%|\s?%|\s*/\s*\d|\s+per\b)"),
    ("season", r"(?:the\s+|last\s+)?(?P<season>(?-i:{season}))(?!\s+{named by a season})(?:\s+(?P<s_quarter>quarter)\b(?:\s+of)?|(?=\s+(?:of\s+)?{YEAR})|(?=\s+{figure of a season}\b)|{IN_THE_SEASON})(?:\s+(?:of\s+)?(?P<s_year>{YEAR}))?"),  # noqa: E501
    ("season", r"(?:the\s+)?(?P<season>(?-i:{season}))\s+(?:of\s+)?(?P<s_years>{FIN_YEAR})"),
    ("term", r"(?P<t_old>{old term})(?:\s+term)?,?\s+(?P<t_year>{FIN_YEAR}|{YEAR})"),
    ("term", r"(?:the\s+)?(?P<term>{term})\s+term(?:\s+(?:of\s+)?(?P<t_year>{FIN_YEAR}|{YEAR}))?"),
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
_PARTS |= {
    "SAME": spelt(r"(?:the\s+)?(?:{same}|this)\s+(?:(?:{cardinal}|\d{1,2})\s+)?{moment}"),
    "LAST": spelt(r"(?:the\s+)?{previous}|the\s+year\s+before|a"),
}
_RELATIVE: tuple[tuple[str, str], ...] = (
    ("same_period_last_year", r"{SAME}(?:\s+{during})?,?\s+{LAST}(?:\s+(?:financial\s+)?years?(?:['’]s?)?)?(?:\s+{ago})?"),  # noqa: E501
    ("same_period_last_year", r"{SAME}\s+(?:the\s+)?year\s+before"),
    ("same_period_last_year", r"(?:the\s+)?(?:quarter|month|Q[1-4])\s+(?:a|one)\s+year\s+{ago}|(?:a|one)\s+year\s+{ago}|(?:12|twelve)\s+months\s+(?:before\s+that|{ago}|since)"),  # noqa: E501
    ("same_period_last_year", r"last\s+year['’]s\s+(?:same\s+)?(?:quarter|period)"),
    ("same_period_in", r"{SAME}\s+{during}?\s*(?P<sp>{FIN_YEAR}|{YEAR})"),
    ("previous_quarter", r"(?:three|3)\s+months\s+{ago}|the\s+(?:three|3)\s+months\s+before|(?:a|one)\s+quarter\s+{ago}"),  # noqa: E501
    ("previous_month", r"(?:a|one)\s+month\s+{ago}"),
    ("earlier_years", r"(?:six|nine|6|9)\s+months\s+{ago}"),
    ("previous_quarter", r"(?:the\s+|that\s+of\s+the\s+)?{previous}\s+quarter(?:['’]s|s['’])?|(?:the\s+)?quarter\s+before"),  # noqa: E501
    ("previous_month", r"(?:the\s+)?{previous}\s+month(?:['’]s|s['’])?|(?:the\s+)?month\s+before"),
    ("previous_year", r"(?:the\s+)?{previous}\s+(?:(?P<py>{kind of year})\s+)?year(?:['’]s|s['’]|(?!s))|(?:the\s+)?year\s+before|year\s+on\s+year|(?:the\s+)?previous\s+12\s+months(?=\s*[,(]|\s+(?:and|when))"),  # noqa: E501
    ("previous_period", r"(?:the\s+)?{previous}\s+(?:reporting\s+)?{earlier result}(?:['’]s)?|(?:the\s+)?previous\s+{cardinal}\s+years?(?:['’])?"),  # noqa: E501
    ("earlier_years", r"(?:in\s+)?(?:the\s+)?(?:{preceding}|earlier)\s+{spans}|an\s+earlier\s+{span}"),
    ("two_years_ago", r"{cardinal}\s+years\s+{ago}"),
    ("event_before", r"pre[-\s]?(?:pandemic|covid(?:-19)?)\b(?:\s+levels?)?|pre-(?-i:[A-Z]{2,6})\b|(?:prior\s+to|before)\s+the\s+pandemic"),  # noqa: E501
    ("event", r"{at an event}\s+(?:the\s+(?:time\s+of\s+(?:the|this)\s+)?|{possessive}\s+)?(?:{previous}|most\s+recent)?\s*{event}(?!\s+of\s+(?:Q|the\s+(?:year|quarter)|20))(?:\s+of\s+the\s+{undertaking})?|in\s+their\s+most\s+recent\s+(?:\w+\s+)?inspections?|(?:the\s+)?(?:12|twelve|six|6)\s+months\s+(?:prior\s+to|before)\s+(?:the\s+)?inspection"),  # noqa: E501
    ("last_months", r"(?:the\s+)?(?:{past}|latest|rolling)\s+(?P<lm>{NUMBER})[-\s]months?(?:\s+period)?|(?<=over\s)(?P<lm3>12|twelve)\s+months|(?:the\s+)?(?P<lm2>12|twelve)[-\s]month\s+rolling(?:\s+(?:{span}|average))?|(?:the\s+)?rolling\s+(?:year|12\s+months)"),  # noqa: E501
    ("last_years", r"(?:over\s+|in\s+)?(?:the\s+)?(?:{past}|next)\s+(?P<ly>{NUMBER})\s+years|{throughout}\s+the\s+(?:last|past)\s+year"),  # noqa: E501
    ("this_quarter", r"(?:in\s+|during\s+)?{this}\s+quarter\b(?!\s*(?:{quarter number}\b|[1-4](?![\d,])|{after another time}\b))|(?<=\b[Ii]n\s)quarter(?=\s*[,.(])"),  # noqa: E501
    ("quarter_end", r"(?:(?:as\s+)?(?:at|by)\s+)?(?:the\s+)?{part of a year}[-\s]end\b"),
    ("this_month", r"(?:this|the\s+current)\s+month\b"),
    ("year_to_date", r"{throughout}\s+the\s+year\b(?=\s*[.,;)]|\s+(?:{after the year}|to\s+\d))"),
    ("year_to_date", r"(?:the\s+)?(?:financial\s+)?year[-\s]to[-\s]date|so\s+far\s+this\s+(?:financial\s+)?year|(?:this|the)\s+year\s+to\s+date|\bYTD\b|since\s+the\s+(?:start|beginning)\s+of\s+the\s+(?:financial\s+)?year"),  # noqa: E501
    ("this_year", r"(?:this|the\s+current)\s+(?:financial\s+)?year\b(?!\s+group)|(?<=for\s)the\s+(?:financial\s+)?year\b(?!\s+(?:{after another time}\b|\d))"),  # noqa: E501
    ("full_year", r"(?<=for\s)(?:the\s+)?(?:full|whole)\s+(?:financial\s+)?year\b|(?<=\b[Bb]y\s)(?:the\s+)?year[-\s]end\b"),  # noqa: E501
    ("to_date", r"(?<!up )\bto\s+date\b"),
)  # fmt: skip
# What a text must hold for a form to be worth looking for (the expressions are costly, these words are not).
# The names of months are looked for as they stand, with their capital; the others in lower case.
MONTH_NAMES = tuple(short for name in listed("month") for short in (name[:3], name[:3].upper()))
_WORTH: dict[str, tuple[str, ...]] = {
    "quarter": ("quarter", "qtr", "q1", "q2", "q3", "q4", "q 1", "q 2", "q 3", "q 4"),
    "half": ("half", "h1", "h2", *listed("middle of a year")),
    "first_months": ("months of", "quarters of"),
    "month_of": listed("month of a year"),
    "day": MONTH_NAMES,
    "month": MONTH_NAMES,
    "months_list": MONTH_NAMES,
    "academic_year": (*listed("of a school"), "ay"),
    "season": listed("season"),
    "term": ("term", *map(str.lower, listed("old term"))),
    "years": ("19", "20", "fy"),
    "year": ("19", "20"),
    "short_years": ("/",),
    "numeric_day": ("/", "."),
    "same_period_last_year": ("year", "month", *listed("previous")),
    "same_period_in": ("this", *listed("same")),
    "previous_quarter": ("quarter", "months"),
    "previous_month": ("month",),
    "previous_year": ("year", "12 months"),
    "previous_period": listed("previous"),
    "earlier_years": ("months", "earlier", *listed("preceding")),
    "two_years_ago": ("years",),
    "event_before": ("pre", "pandemic"),
    "event": ("inspection", *listed("at an event")),
    "last_months": ("month", "rolling"),
    "last_years": ("years", "year"),
    "this_quarter": ("quarter",),
    "quarter_end": ("end",),
    "this_month": ("month",),
    "year_to_date": ("year", *listed("so far")),
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


def _form(name: str, written: str) -> Form:
    pattern = spelt(written, _PARTS)
    minds_case = "(?-i:" in pattern
    compiled = re.compile(pattern, re.IGNORECASE) if minds_case else re.compile(in_lower_case(pattern))
    needed = [words for words in needs(pattern) if not words & MONTHS.keys()]
    needs_month = _WORTH[name] is MONTH_NAMES
    if not needs_month:
        needed.insert(0, frozenset(_WORTH[name]))
    return Form(name, needed, needs_month, compiled, minds_case)


ATOMS = tuple(_form(name, pattern) for name, pattern in _ATOMS)
RELATIVES = tuple(_form(name, pattern) for name, pattern in _RELATIVE)
FORMS = gate((form, form.needed) for form in (*ATOMS, *RELATIVES))
# What stands before a period and changes what it means.
_MODIFIERS: tuple[tuple[str, str], ...] = (
    ("rolling", r"(?:\b(?:the\s+|a\s+)?(?:rolling\s+)?(?<![\d.£])(?P<n>{NUMBER})[-\s]?(?:months?|mths?|m)\s+(?:period\s+)?(?:rolling\s+)?{up to}\s+(?:the\s+)?(?:end[-\s]+(?:of\s+)?)?)$"),  # noqa: E501
    ("rolling", r"(?:\b(?:over\s+)?(?:the\s+|a\s+)?(?P<years>{NUMBER})[-\s]years?\s+(?:period\s+)?{up to}\s+(?:the\s+)?(?:end[-\s]+(?:of\s+)?)?)$"),  # noqa: E501
    ("rolling", r"(?:\b(?:the\s+|a\s+)?(?:rolling\s+)?year\s+{up to}\s+(?:the\s+)?(?:end[-\s]+(?:of\s+)?)?)$"),
    ("quarter_to", r"\b(?:the\s+)?quarter\s+{up to}\s+(?:the\s+)?(?:end\s+(?:of\s+)?)?$"),
    ("in_year_to", r"\bin[-\s]year\s+{figures to}\s+to\s+$"),
    ("end", r"(?:(?:\bas\s+)?\b{at}\s+|\bas\s+(?:at|of)\s+|\bfrom\s+)?(?:the\s+)?\bend(?:-|\s+(?:of\s+)?(?:the\s+)?)$"),
    ("end", r"\b(?:{at}\s+)?the\s+last\s+day\s+of\s+$"),
    ("end", r"\b(?:at|by)\s+(?:the\s+)?(?:close|year[-\s]end)\s+(?:of\s+)?$"),
    ("as_at", r"\b(?:as\s+(?:at|on)|data\s+{current}\s+(?:as\s+)?{at}):?\s+(?:the\s+)?$"),
    ("week_to", r"\bweek\s+{up to}\s+(?:the\s+)?$"),
    ("week_from", r"\bweek\s+{beginning}\s+(?:on\s+)?(?:the\s+)?$"),
    ("start", r"\b(?:at\s+|from\s+)?(?:the\s+)?(?:start|beginning)\s+of\s+(?:the\s+)?$"),
    ("since", r"\bsince\s+(?:the\s+)?(?:{early}\s+|mid-?\s*)?$"),
    ("from", r"\bfrom\s+$"),
    ("by", r"\bby\s+$"),
)  # fmt: skip
MODIFIERS = tuple((name, re.compile(in_lower_case(spelt(pattern, _PARTS)))) for name, pattern in _MODIFIERS)
# The last word of each of them, in lower case: most periods stand behind none.
MODIFYING = expression(r"\b(?:{before a time}|mid-|end-|{beginning})\s*$", 0)
JOIN = re.compile(rf"\s*(?:\bto\b|\buntil\b|{DASH})\s*(?:the\s+end\s+of\s+|end\s+)?", re.IGNORECASE)
AND = re.compile(r"\s+and\s+", re.IGNORECASE)
BETWEEN = expression(r"{between}\s+$")
# What a text must hold, in lower case, for a look at the forms to be worth while.
GATE_WORDS = (*listed("hint of a time"), *(name.lower() for name in listed("month")))
GATE = re.compile(rf"\d{{2}}|q\d|\b(?:{'|'.join(MONTH_NAMES).lower()})")
