"""Read the figures of a report: 1,920 or 32.6% or £4.5m or "6 minutes 26 seconds" or "half of".

``quantities(text)`` gives every number that could be a figure, with its exact place. Digits that cannot be
one (ordinals, codes, telephone numbers, clock times) are given too, with the reason in ``excluded``, so
that no digit of a text is lost in silence. Nothing here knows what a number is *about*.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache, partial
from pathlib import Path

from perfextract import rules
from perfextract.model import Bound
from perfextract.textview import View, view


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text: characters ``start`` to ``end`` hold ``value`` in ``unit``.

    ``form`` is "digits", "word" or "fraction"; ``garbled`` says how the printed form is damaged, in words
    for the reader; ``excluded`` says why the digits are no figure ("ordinal", "code", ...), else None.
    ``unit_stated`` is False where the unit "count" is only the absence of another.
    """

    value: Decimal
    unit: str
    start: int
    end: int
    text: str
    bound: Bound | None = None
    form: str = "digits"
    unit_stated: bool = True
    garbled: str | None = None
    excluded: str | None = None


ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()  # noqa: E501
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORD_VALUES = {w: n for n, w in enumerate(ONES)} | {w: 10 * n for n, w in enumerate(TENS, start=2)}
SCALES = {
    "hundred": 100,
    "k": 1000,
    "thousand": 1000,
    "thousands": 1000,
    "m": 10**6,
    "mn": 10**6,
    "million": 10**6,
    "millions": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "billion": 10**9,
}
SHORT_SCALES = frozenset({"mn", "bn"})  # "£9bn" is printed as it should be, "£9billion" is not
FRACTIONS = {
    "half": Decimal(50),
    "third": Decimal("33.3"),
    "quarter": Decimal(25),
    "fifth": Decimal(20),
    "sixth": Decimal("16.7"),
    "eighth": Decimal("12.5"),
    "tenth": Decimal(10),
}
SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
_ROUND_WHOLES = {Decimal(n) for n in (2, 3, 4, 5, 10, 20, 100)}  # "eight in ten" is a share, "3 of 14" a count
# Words that may stand glued before a number through a lost space ("compared to1388").
GLUE_WORDS = "to than from of was were by at and in with been for is over the a only are".split()

# Each of these expressions first looks whether the character before it can begin a match: most cannot.
_DIGITS = re.compile(
    r"(?=[\d.£+\-−–cG])(?P<sign>(?<![\w.,%)])[+\-−–](?=[£\d.]))?(?:(?P<money>c?£\s?|\bGBP\s?)(?P<sign2>[+\-−](?=\d))?)?"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|(?<!/)\d{1,3},\s\d{3}(?![\d,.%]|\s*(?:%|per\s?cent))|\d+(?:\.\d+)?|(?<![\d.\w])\.\d+)"
)
_SCALE = re.compile(
    r"\s?(million|millions|billion|thousand|thousands|mn|bn)\b|(k)(?=\s+[a-z])|(m|k|b)(?![\w])", re.IGNORECASE
)
# Those with words are for texts in lower case, and for texts that hold one of the words they cannot do without.
_WORD = "|".join(sorted(WORD_VALUES, key=len, reverse=True))
_NUMBER_WORDS = re.compile(
    rf"(?<![\w-])(?P<head>(?:{_WORD})(?:[-\s](?:{'|'.join(ONES[1:10])}))?)"
    rf"(?P<hundred>\s+hundred(?:\s+and\s+(?P<rest>(?:{_WORD})(?:[-\s](?:{'|'.join(ONES[1:10])}))?))?)?"
    r"(?P<half>\s+and\s+a\s+half)?(?P<scale>\s+(?:million|thousand|billion))?(?![\w])"
)
_FRACTION_WORDS = frozenset("half third thirds quarter quarters fifth fifths sixth eighth tenth tenths".split())
_FRACTION = re.compile(
    r"(?<![\w-])(?:(?<!last )(?<!past )(?<!previous )(?<!next )(?<!first )(?<!final )(?P<many>two|three|four)[\s-]"
    r"(?P<parts>thirds|quarters|fifths|tenths)"
    r"|(?P<one>(?:an?|one)[\s-])?(?P<half>half)(?=\s+(?:of|all|the|as|a\s+million)\b|\s*[,.;)(]|\s+\(|\s+(?:are|were|have|had)\b)"
    r"|(?:an?|one)[\s-](?P<part>third|quarter|fifth|sixth|eighth|tenth)(?![\w-])(?!\s+(?:ago|earlier|before|back)\b"
    r"|\s+of\s+an?\s+(?:second|minute|hour|day|week|month|year)\b))"
)
_PART_OF_A_POINT = re.compile(
    r"(?<![\w-])(?:(?P<many>an?|one|two|three|four)[\s-])?(?P<part>half|third|quarter|fifth|tenth)s?\s+(?:of\s+)?a\s+(?:percentage\s+)?point\b"
)
_IN_EVERY = re.compile(
    r"(?=[\da-z])(?<![\w-])(?P<n>one|two|three|four|five|six|seven|eight|nine|\d{1,2})\s+(?:in|out\s+of)\s+(?:every\s+)?(?P<of>two|three|four|five|six|eight|ten|twenty|100|\d{1,2})(?![\w,.%-]*\d|\s*%)"
    r"(?=\s+(?:of|[a-z]+s?\b)|\s*[,.;)])(?!\s+(?:the|q|quarter))"
)
_ZERO_WORDS = frozenset("none nil zero no".split())
_ZERO = re.compile(
    r"(?<![\w-])(?:(?P<none>none|nil|zero)(?=\s)|(?P<no>no)(?=\s+(?!longer|evidence|change|one\b|significant|national|data|concerns?|clear|issues|further|doubt|more\b|less|fewer"
    r"|such|real|other|impact|information|later|need|reason|reports?\b|comparable|specific|recommendations?)(?:[\w'’-]+\s+){1,5}?(?:has|have|had|was|were|are|is)\s))"
)
_RATE = re.compile(
    r"\s*(?:cases|people|children|young people|pupils|persons|incidents|crimes|births|offences|admissions|deaths)?\s*"
    r"(?:per|in every|for every|/|every)\s*(?P<base>100,?000|10,?000|1,?000|million|100|hundred|thousand)(?!\d|,\d)",
    re.IGNORECASE,
)
_PER_FTE = re.compile(r"\s+per\s+(?:full[-\s]time[-\s]equivalent|FTE|WTE)", re.IGNORECASE)
RATE_UNITS = {
    "100": "percent",
    "hundred": "percent",
    "thousand": "per_1000",
    "1000": "per_1000",
    "10000": "per_10000",
    "100000": "per_100000",
    "million": "per_million",
}

_SITE = r"https?://\S+|www\.\S+"
_MAIL = r"\b\S+@\S+\.\w+"
_NO_FIGURE = (
    r"(?P<clock>\b\d{1,2}[:.]\d{2}\s?(?:am\b|pm\b|[ap]\.m\.)|\b\d{1,2}\s?(?:am|pm|noon)\b|\b\d{1,2}:\d{2}\b)"
    r"|(?P<telephone>(?<![\d,.])\b0\d{2,4}[\s-]?\d{3}[\s-]?\d{3,4}\b)"
    r"|(?P<ordinal>\b\d+(?:st|nd|rd|th)(?![a-z])|\b\d+(?:st|nd|rd|th)(?=(?:of|January|February|March|April|May|June|July|August"
    r"|September|October|November|December)))"
    r"|(?P<section>\b\d+(?:\.\d+){2,}\b)"
    r"|(?P<rating_scale>\b24/7\b|\b\d{1,3}/\d{5}\b)"
    r"|(?P<mark>\[\d{1,3}\])"
    r"|(?:(?<=per )|(?<=every ))(?P<rate_base>100,?000|10,?000|1,?000|100)(?!\d|[,.]\d)"
)
_SKIPPED = re.compile(rf"(?=[\dhw\[])(?:(?P<web>{_SITE})|{_NO_FIGURE})")
_SKIPPED_AND_MAIL = re.compile(rf"(?P<web>{_SITE}|{_MAIL})|{_NO_FIGURE}")  # slow: an address begins anywhere


def quantities(text: str, patterns: Path | None = None) -> list[Quantity]:
    """The numbers of ``text`` that could be figures, in reading order.

    >>> [(str(q.value), q.unit, q.text) for q in quantities("32.6%of 1,920, up to £4.5m in 6 minutes 26 seconds")]
    [('32.6', 'percent', '32.6%'), ('1920', 'count', '1,920'), ('4500000.0', 'GBP', '£4.5m'), ('386', 'seconds', '6 minutes 26 seconds')]
    >>> [(str(q.value), q.unit) for q in quantities("half of them, a rate of 61 per 10,000 children, well over two hundred")]
    [('50', 'percent'), ('61', 'per_10000'), ('200', 'count')]
    >>> [(q.text, q.garbled is not None) for q in quantities("11, 011 visits, 96.4%% and compared to1388")]
    [('11, 011', True), ('96.4%', True), ('1388', True)]
    """  # noqa: E501
    return [q for q in read(text, patterns) if q.excluded is None]


def read(text: str, patterns: Path | None = None) -> list[Quantity]:
    """Like ``quantities``, with the digits that are no figure and the reason they are not."""
    found = list(_skipped(text))
    digits = partial(_digits, free=_masked(text, found))
    for source in (_fractions, digits, _words):
        taken = [(q.start, q.end) for q in found]
        found.extend(q for q in source(text, patterns) if not _overlaps(q, taken))
    return _join_compounds(sorted(found, key=lambda q: q.start), text)


def _overlaps(q: Quantity, taken: list[tuple[int, int]]) -> bool:
    return any(q.start < end and q.end > start for start, end in taken)


def _skipped(text: str) -> Iterator[Quantity]:
    for m in (_SKIPPED_AND_MAIL if "@" in text else _SKIPPED).finditer(text):
        yield Quantity(Decimal(0), "count", m.start(), m.end(), m[0], excluded=m.lastgroup)


def _masked(text: str, taken: list[Quantity]) -> str:
    """The text with what is no figure blotted out, every other character in its place.

    >>> _masked("ring 01522 555 123, 100 did", list(_skipped("ring 01522 555 123, 100 did")))
    'ring _____________, 100 did'
    """
    for q in taken:
        text = text[: q.start] + "_" * (q.end - q.start) + text[q.end :]
    return text


# ── digits ───────────────────────────────────────────────────────────────────────────────────────


def _digits(text: str, patterns: Path | None, free: str) -> Iterator[Quantity]:
    """The numbers in digits, looked for where ``free`` still has them and read with the words around them."""
    end = 0
    for m in _DIGITS.finditer(free):
        if m.start() < end:
            continue
        q = _digit_quantity(text, m, patterns)
        end = q.end
        yield q


def _digit_quantity(text: str, m: re.Match[str], patterns: Path | None) -> Quantity:
    number = m["number"]
    start = m.start()
    plain = Quantity(
        Decimal(number.replace(",", "").replace(" ", "").replace("\xa0", "")), "count", start, m.end(), m[0]
    )
    before = _glued_word(text, start)
    if before is not None and before.lower() not in GLUE_WORDS and not m["money"]:
        return replace(plain, excluded="code")
    q = _with_unit(text, plain, m["money"] is not None, patterns)
    if (m["sign"] or m["sign2"]) in ("-", "−") or (m["sign"] == "–" and (m["money"] or q.unit == "percent")):
        q = replace(q, value=-q.value)
    elif m["sign"] == "–":  # a dash, not a sign
        q = replace(q, start=start + 1, text=text[start + 1 : q.end])
    garbled = _garble(q, number, before)
    return replace(q, garbled=garbled) if q.excluded is None and garbled != q.garbled else q


def _glued_word(text: str, start: int) -> str | None:
    """The letters that stand directly before ``start`` without a space, or None."""
    if not text[max(0, start - 1) : start].isalnum():
        return None
    m = re.search(r"[^\W\d_]+$", text[max(0, start - 15) : start])
    return m[0] if m else None


def _garble(q: Quantity, number: str, before: str | None) -> str | None:
    if " " in number or "\xa0" in number:
        return f"a space inside the number '{number}'"
    if q.text.endswith("%") and q.garbled:
        return q.garbled
    if before:
        return f"'{before}' and '{q.text}' stand together without a space"
    return q.garbled


def _with_unit(text: str, q: Quantity, money: bool, patterns: Path | None) -> Quantity:
    end = q.end
    value = q.value
    garbled = None
    scale = _SCALE.match(text, end)
    if scale and (money or scale[1] or scale[2]):
        factor = SCALES[(scale[1] or scale[2] or scale[3]).lower()]
        if (scale[1] and scale[1].lower() not in SHORT_SCALES) and not scale[0][0].isspace():
            garbled = f"'{text[q.start : end]}' and '{scale[0]}' stand together without a space"
        value, end = value * factor, scale.end()
    if money:
        return replace(q, value=value, unit="GBP", end=end, text=text[q.start : end], garbled=garbled)
    rate = _RATE.match(text, end)
    if rate:
        unit = RATE_UNITS[rate["base"].replace(",", "").lower()]
        return replace(q, value=value, unit=unit, end=end, text=text[q.start : end])
    stated = _unit_after(text, end, patterns)
    if stated is not None:
        end, code, garbled = stated
        return replace(q, value=value, unit=code, end=end, text=text[q.start : end], garbled=garbled)
    glued = re.match(r"[A-Za-z]+|\+", text[end:])
    if glued and not scale:
        reason = "age" if glued[0] == "+" else "code"
        return replace(q, end=end + len(glued[0]), text=text[q.start : end + len(glued[0])], excluded=reason)
    return replace(q, value=value, end=end, text=text[q.start : end], unit_stated=False, garbled=garbled)


def _unit_after(text: str, pos: int, patterns: Path | None) -> tuple[int, str, str | None] | None:
    """(end of the unit's words, unit code, damage) of the unit that follows a number ending at ``pos``."""
    units = rules.load("units", patterns)
    gap = text[pos : pos + 1]
    start = pos + 1 if gap == "-" or gap.isspace() else pos
    mark = units.at(text, start) or (units.at(text, pos) if start != pos else None)
    if mark is None and text.startswith("%", pos):  # "32.6%of": a word glued to the sign
        mark = rules.Mark(pos, pos + 1, "units", "percent", {"unit": "percent"})
    if mark is None:
        return None
    unit = mark.gives["unit"]
    words = text[mark.start : mark.end]
    if words == "%%":
        return mark.start + 1, unit, f"two percent signs in '{text[pos : mark.end]}'"
    garbled = "a number and its unit stand together without a space" if start == pos and words[0].isalpha() else None
    return mark.end, unit, garbled


# ── words ────────────────────────────────────────────────────────────────────────────────────────


def _small(words: str) -> int:
    return sum(WORD_VALUES[w] for w in re.split(r"[-\s]+", words))


def _words(text: str, patterns: Path | None) -> Iterator[Quantity]:
    for m in _found(_NUMBER_WORDS, view(text), frozenset(WORD_VALUES)):
        value = Decimal(_small(m["head"]))
        if m["hundred"]:
            value = value * 100 + (_small(m["rest"]) if m["rest"] else 0)
        if m["half"]:
            value += Decimal("0.5")
        if m["scale"]:
            value *= SCALES[m["scale"].strip()]
        q = Quantity(value, "count", m.start(), m.end(), _said(text, m), form="word", unit_stated=False)
        yield _word_unit(text, q, patterns)


def _word_unit(text: str, q: Quantity, patterns: Path | None) -> Quantity:
    unit = _unit_after(text, q.end, patterns) if q.end < len(text) and text[q.end].isspace() else None
    if unit is None:
        return q
    end, code, _ = unit
    return replace(q, unit=code, end=end, text=text[q.start : end], unit_stated=True)


def _fractions(text: str, patterns: Path | None) -> Iterator[Quantity]:
    seen = view(text)
    for m in _found(_ZERO, seen, _ZERO_WORDS):
        yield Quantity(Decimal(0), "count", m.start(), m.end(), _said(text, m), form="word", unit_stated=False)
    for m in _IN_EVERY.finditer(seen.lower):
        part, whole = (Decimal(w) if w.isdigit() else Decimal(WORD_VALUES[w]) for w in (m["n"], m["of"]))
        if (
            0 < part < whole
            and (whole in _ROUND_WHOLES or "every" in m[0])
            and (m["n"].isalpha() or "every" in m[0] or part == 1)
        ):
            value = (100 * part / whole).quantize(Decimal("0.1")).normalize()
            yield Quantity(value + 0, "percent", m.start(), m.end(), _said(text, m), form="fraction")
    for m in _found(_PART_OF_A_POINT, seen, frozenset({"point"})):
        value = FRACTIONS[m["part"]] * WORD_VALUES.get(m["many"] or "one", 1) / 100
        yield Quantity(value, "percentage_points", m.start(), m.end(), _said(text, m), form="word")
    for m in _found(_FRACTION, seen, _FRACTION_WORDS):
        if not _PART_OF_A_POINT.match(seen.lower, m.start()):
            yield Quantity(_fraction_value(m), "percent", m.start(), m.end(), _said(text, m), form="fraction")


def _found(expression: re.Pattern[str], seen: View, words: frozenset[str]) -> Iterable[re.Match[str]]:
    """Where an expression matches, which cannot match without one of the words."""
    return () if seen.vocabulary.isdisjoint(words) else expression.finditer(seen.lower)


def _said(text: str, m: re.Match[str]) -> str:
    """The words themselves of a match in the text in lower case."""
    return text[m.start() : m.end()]


def _fraction_value(m: re.Match[str]) -> Decimal:
    if m["half"]:
        return FRACTIONS["half"]
    if m["part"]:
        return FRACTIONS[m["part"]]
    share = {"thirds": Decimal("33.35"), "quarters": Decimal(25), "fifths": Decimal(20), "tenths": Decimal(10)}
    return Decimal("66.7") if m["parts"] == "thirds" else WORD_VALUES[m["many"]] * share[m["parts"]]


# ── two numbers, one value ───────────────────────────────────────────────────────────────────────


def _join_compounds(found: list[Quantity], text: str) -> list[Quantity]:
    """ "6 minutes 26 seconds" is one value in the smaller unit."""
    out: list[Quantity] = []
    for q in found:
        last = out[-1] if out else None
        if last and _seconds_unsaid(last, q, text):
            q = replace(q, unit="seconds", unit_stated=True)
        if last and _compound(last, q, text):
            factor = Decimal(SECONDS[last.unit]) / SECONDS[q.unit]
            out[-1] = replace(
                q, value=last.value * factor + q.value, start=last.start, text=text[last.start : q.end], form=last.form
            )
        else:
            out.append(q)
    return out


def _seconds_unsaid(first: Quantity, second: Quantity, text: str) -> bool:
    """ "3 minutes 40": the seconds are understood."""
    bare = second.unit == "count" and not second.unit_stated and second.value < 60 and not second.excluded
    if not bare or first.unit != "minutes" or text[first.end : second.start] != " ":
        return False
    return re.match(r"\s+(?:in|at|on|to|from|and)\b|\s*[.,;)–-]|$", text[second.end :]) is not None


def _compound(first: Quantity, second: Quantity, text: str) -> bool:
    if first.excluded or second.excluded or first.unit not in SECONDS or second.unit not in SECONDS:
        return False
    between = text[first.end : second.start]
    return SECONDS[first.unit] > SECONDS[second.unit] and re.fullmatch(r",?\s+(?:and\s+)?", between) is not None


@lru_cache(maxsize=1)
def unit_codes() -> frozenset[str]:
    """Every unit code the library itself can give."""
    listed = {entry.gives["unit"] for entry in rules.load("units").entries}
    return frozenset(listed | set(RATE_UNITS.values()) | {"GBP", "count", "score", "ratio"})
