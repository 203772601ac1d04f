"""Read the numbers in digits: their groups, fractions, sign, scale, currency and unit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from perfextract import rules
from perfextract.amounts.quantity import Quantity, rate_unit
from perfextract.amounts.vocabulary import Vocabulary, vocabulary
from perfextract.model import Bound
from perfextract.period_forms import MONTHS

# Words that may stand glued before a number through a lost space ("compared to1388").
GLUE_WORDS = "to than from of was were by at and in with been for is over the a only are".split()
CURRENCIES = {"£": "GBP", "gbp": "GBP", "€": "EUR", "eur": "EUR", "$": "USD", "usd": "USD"}
LONGEST = 24  # digits: a longer one is no figure
_VULGAR = "¼½¾⅐-⅞"
_THIN = "\u00a0\u2009\u202f"  # spaces that are set inside a number only

# The expression first looks whether the character before it can begin a match: most cannot.
_DIGITS = re.compile(
    rf"(?=[\d.£€$+\-−–‑cGEU{_VULGAR}])(?P<sign>(?<![\w.,%)])[+\-−–‑](?=[£€$\d.{_VULGAR}]))?"
    r"(?:(?P<money>c?£\s?|\bGBP\s?|€\s?|\bEUR\s?|\bUSD\s?|\bUS\s?\$\s?|(?<![A-Z])(?<![A-RT-Z]\s)\$\s?(?:US\s?)?)"
    r"(?P<sign2>[+\-−–‑](?=\d))?(?P<open>\((?=[\d.,]+\)))?)?"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?"
    rf"|(?P<thin>(?<![/\d])[1-9]\d{{0,2}}(?:[{_THIN}]\d{{3}})+(?!\d)(?:\.\d+)?)"
    r"|(?P<spaced>(?<![/\d])(?<!\d )[1-9]\d{0,2}(?: \d{3}(?!\d|[,/]\d|\s?%|\s?per\s?cent| \d)|(?: \d{3}){2,}(?= [a-z]|[.;](?:\s|$)))(?:\.\d+)?)"  # noqa: E501
    r"|(?<!/)\d{1,3},\s\d{3}(?![\d,.%]|\s*(?:%|per\s?cent))"
    r"|(?P<comma>\d{1,3},\d{1,2}(?=\s?(?:m|bn|k|million|billion)\b))"
    rf"|\d+(?:\.\d+)?|(?<![\d.\w])\.\d+|(?<![\d.\w])[{_VULGAR}])"
)
_PLAIN = re.compile(r"\d+")
_FRACTION_AFTER = re.compile(rf"\s?(?P<sign>[{_VULGAR}])|\s{{1,2}}(?P<over>[1-9])/(?P<under>[2-9])(?![\d/])")
_RATE = re.compile(
    r"\s*(?:(?:cases|people|children|young people|pupils|persons|incidents|crimes|births|offences|admissions|deaths)"
    r"\s*)?"
    r"(?:per|in every|for every|/|every)\s*(?P<base>1,?000,?000|100,?000|10,?000|1,?000|hundred\s+thousand"
    r"|ten\s+thousand|million|100k|10k|1k|100|hundred|thousand)(?![\d\w]|,\d)",
    re.IGNORECASE,
)


def in_digits(text: str, patterns: Path | None, free: str) -> Iterator[Quantity]:
    """The numbers in digits, looked for where ``free`` still has them and read with the words around them."""
    words = vocabulary(patterns)
    m = _DIGITS.search(free)
    while m:
        q = _quantity(text, m, words, patterns)
        yield q
        m = _DIGITS.search(free, q.end)


def _quantity(text: str, m: re.Match[str], words: Vocabulary, patterns: Path | None) -> Quantity:
    start, end = m.span()
    if (m["spaced"] and not _one_number(text, m, words)) or (m["open"] and text[end : end + 1] != ")"):
        m = _until(m)
        end = m.end()
    number = m["number"]
    end = end + 1 if m["open"] else end
    plain = Quantity(_value(number, m["comma"]), "count", start, end, text[start:end], unit_stated=False)
    if len(number) > LONGEST and sum(map(str.isdecimal, number)) > LONGEST:
        return replace(plain, value=Decimal(0), excluded="too long")
    before = _glued_word(text, start)
    if before is not None and before.lower() not in GLUE_WORDS and not m["money"]:
        return replace(plain, excluded="code")
    currency = _currency(m["money"]) if m["money"] else None
    q = _with_unit(text, _with_fraction(text, plain, words), currency, words, patterns)
    q = _signed(text, q, m)
    if before is None:
        q = _with_left(text, q, words)
    garbled = _garble(q, m, before)
    return replace(q, garbled=garbled) if q.excluded is None and garbled != q.garbled else q


def _currency(sign: str) -> str:
    """The code of a currency's sign.

    >>> [_currency(sign) for sign in ("£", "c£", "US $", "EUR ")]
    ['GBP', 'GBP', 'USD', 'EUR']
    """
    plain = sign.strip().lower().removeprefix("c")
    return CURRENCIES["$" if "$" in plain else plain]


def _until(m: re.Match[str]) -> re.Match[str]:
    """The match again, of the first group of digits alone."""
    again = _DIGITS.match(m.string, m.start(), m.start("number") + len(_PLAIN.match(m["number"])[0]))  # type: ignore[index]
    assert again is not None
    return again


def _value(number: str, comma: str | None) -> Decimal:
    """The value of the characters of a number.

    >>> [str(_value(n, None)) for n in ("1,920", "12\u202f345.5", "½", "４２")], str(_value("15,6", "15,6"))
    (['1920', '12345.5', '0.5', '42'], '15.6')
    """
    if len(number) == 1 and not number.isdecimal():
        return _vulgar(number)
    return Decimal(re.sub(r"[\s,]", "." if comma else "", number))


def _vulgar(sign: str) -> Decimal:
    return Decimal(str(unicodedata.numeric(sign)))


def _one_number(text: str, m: re.Match[str], words: Vocabulary) -> bool:
    """Whether "12 345" is one number, and not the number of a ward, a day or a table beside another."""
    if m["money"]:
        return True
    before = re.search(r"(?:(\d+)(?:st|nd|rd|th)?\s+)?([A-Za-z]+)\.?\s+$", text[max(0, m.start() - 25) : m.start()])
    if before is None:
        return True
    word = before[2].lower()
    return word not in words.roles["label"] and (before[1] is not None or word[:3] not in MONTHS)


def _glued_word(text: str, start: int) -> str | None:
    """The letters that stand directly before ``start`` without a space, or None."""
    if not text[max(0, start - 1) : start].isalnum():
        return None
    m = re.search(r"[^\W\d_]+$", text[max(0, start - 15) : start])
    return m[0] if m else None


def _garble(q: Quantity, m: re.Match[str], before: str | None) -> str | None:
    number = m["number"]
    if m["comma"]:
        return f"a comma for the point in '{number}'"
    if re.search(r",\s", number):
        return f"a space inside the number '{number}'"
    if q.text.endswith("%") and q.garbled:
        return q.garbled
    if before:
        return f"'{before}' and '{q.text}' stand together without a space"
    return q.garbled


# ── what stands before a number ──────────────────────────────────────────────────────────────────


def _signed(text: str, q: Quantity, m: re.Match[str]) -> Quantity:
    """The number with the sign or accounting brackets of its match."""
    if m["open"] or (m["sign"] or m["sign2"]) in ("-", "−", "‑") or m["sign2"] == "–":
        return replace(q, value=-q.value)
    if m["sign"] != "–":
        return q
    if m["money"] or q.unit in ("percent", "percentage_points") or _SIGN_BEFORE.search(text[: q.start][-12:]):
        return replace(q, value=-q.value)
    return replace(q, start=q.start + 1, text=text[q.start + 1 : q.end])  # a dash, not a sign


_SIGN_BEFORE = re.compile(r"(?:^|\s)(?:of|to|was|were|is|at|from|by|score|between)\s+$", re.IGNORECASE)
_BOUNDS: dict[str, Bound] = {"<": "at_most", "≤": "at_most", ">": "at_least", "≥": "at_least"}
_SIGNS = re.compile(
    r"(?P<margin>\+\s?/\s?[-–−]?\s?|±\s?)$|(?P<chance>\bp\s?[<>=≤]\s?)$|(?P<spaced>[-–−]\s)$"
    r"|(?P<bound>(?<![-=<>≤≥\w])[<>]=?\s?|(?<![-=<>≤≥])[≤≥]\s?)$"
)
_LEFT = 18  # characters


def _with_left(text: str, q: Quantity, words: Vocabulary) -> Quantity:
    """The number with what a sign or word directly before it says: "minus 3.2%", "≥95%", "+/-3%"."""
    tail = text[max(0, q.start - _LEFT) : q.start]
    bare = tail.rstrip()
    if not bare:
        return q
    if bare[-1] in "±+/-–−<>=≤≥":
        m = _SIGNS.search(tail)
        return _by_sign(text, q, m, tail) if m else q
    if bare[-1] in "es" and (m := words.minus_before.search(tail)):
        q = _from(text, q, q.start - len(m[0]))
        return replace(q, value=-q.value) if m["minus"] else replace(q, excluded="margin")
    return q


def _by_sign(text: str, q: Quantity, m: re.Match[str], tail: str) -> Quantity:
    longer = _from(text, q, q.start - len(m[0]))
    if m["margin"] is not None or m["chance"] is not None:
        return replace(longer, excluded="margin" if m["chance"] is None else "chance")
    if m["bound"] is not None:
        return replace(longer, bound=_BOUNDS[m["bound"][0]])
    return replace(longer, value=-q.value) if _SIGN_BEFORE.search(tail[: m.start()]) else q


def _from(text: str, q: Quantity, start: int) -> Quantity:
    return replace(q, start=start, text=text[start : q.end])


# ── what stands after a number ───────────────────────────────────────────────────────────────────


def _with_fraction(text: str, q: Quantity, words: Vocabulary) -> Quantity:
    """ "3½", "2 1/2", "5 and a half"."""
    if "." in q.text:
        return q
    if m := _FRACTION_AFTER.match(text, q.end):
        more = _vulgar(m["sign"]) if m["sign"] else Decimal(m["over"]) / Decimal(m["under"])
    elif text.startswith(" and ", q.end) and (m := words.and_a_half.match(text, q.end)):
        more = words.fraction(m["many"], m["part"])
    else:
        return q
    return replace(q, value=q.value + more, end=m.end(), text=text[q.start : m.end()]) if more < 1 else q


def _scaled(text: str, q: Quantity, money: bool, words: Vocabulary) -> tuple[Quantity, str | None] | None:
    """The number with the scale after it, and the damage; None where there is none."""
    if m := words.scale_after.match(text, q.end):
        word, glued = m["word"], not m[0][0].isspace() and m[0][0] != "-"
        garbled = f"'{q.text}' and '{word}' stand together without a space" if glued else None
        factor = words.scales[word.lower()]
    elif (m := words.short_after.match(text, q.end)) and _is_scale(text, q, m, money, words):
        factor, garbled = words.shorts[m["short"].lower()], None
    else:
        return None
    value, end = q.value * factor, m.end()
    if half := words.and_a_half.match(text, end):  # "3 million and a half"
        value, end = value + words.fraction(half["many"], half["part"]) * factor, half.end()
    return replace(q, value=value, end=end, text=text[q.start : end]), garbled


def _is_scale(text: str, q: Quantity, m: re.Match[str], money: bool, words: Vocabulary) -> bool:
    """Whether a short scale is one: "m" after money always, else not where it is metres or a race."""
    short = m["short"].lower()
    if len(short) > 1:
        return True
    if m["gap"] or short == "b":
        return not m["gap"] if short == "b" and (money or "." in q.text) else money and short != "b"
    if money:
        return True
    after = re.match(r"\s+([a-z]+)|\s*[^\s\w]|\s*$|\s", text[m.end() :])
    word = after[1] if after else None
    if short == "k":
        return word not in words.roles["race"]
    return (
        after is not None
        and word not in words.roles["length"]
        and not (word and _singular(word, words.roles["many"]) and "." not in q.text)
    )


def _singular(word: str, many: frozenset[str]) -> bool:
    """Whether a word after "25m" looks like one thing ("a 25m pool"), and not like many or a word of grammar."""
    return len(word) > 4 and not word.endswith("s") and word not in many


def _with_unit(text: str, q: Quantity, currency: str | None, words: Vocabulary, patterns: Path | None) -> Quantity:
    scaled = _scaled(text, q, currency is not None, words)
    garbled = None
    if scaled:
        q, garbled = scaled
    if currency:
        return replace(q, unit=currency, unit_stated=True, garbled=garbled)
    rate = _RATE.match(text, q.end)
    if rate and not (rate["base"] == "100" and text.startswith("/", q.end)):
        return replace(q, unit=rate_unit(rate["base"]), unit_stated=True)
    if stated := unit_after(text, q.end, patterns):
        return stated.applied(text, replace(q, garbled=garbled) if garbled else q)
    glued = re.match(r"[A-Za-z]+|\+", text[q.end : q.end + 40])
    if glued and not scaled:
        end = q.end + len(glued[0])
        return replace(q, end=end, text=text[q.start : end], excluded="age" if glued[0] == "+" else "code")
    if not scaled and q.text[-1] in "¼½¾⅓⅔⅕⅛" and len(q.text) == 1 and re.match(r"\s+(?:of|the)\b", text[q.end :]):
        return replace(
            q,
            value=(100 * q.value).quantize(Decimal("0.1")).normalize() + 0,
            unit="percent",
            unit_stated=True,
            form="fraction",
        )
    return replace(q, garbled=garbled) if garbled else q


class Stated:
    """The words of a unit after a number."""

    __slots__ = ("end", "garbled", "times", "unit")

    def __init__(self, end: int, unit: str, times: str | None = None, garbled: str | None = None) -> None:
        self.end, self.unit, self.times, self.garbled = end, unit, times, garbled

    def applied(self, text: str, q: Quantity) -> Quantity:
        """The number in this unit."""
        value = q.value * Decimal(self.times) if self.times else q.value
        return replace(
            q,
            value=value,
            unit=self.unit,
            unit_stated=True,
            end=self.end,
            text=text[q.start : self.end],
            garbled=self.garbled or q.garbled,
        )


def unit_after(text: str, pos: int, patterns: Path | None) -> Stated | None:
    """The unit whose words follow a number that ends at ``pos``."""
    units = rules.load("units", patterns)
    gap = text[pos : pos + 1]
    start = pos + 1 if gap == "-" or gap.isspace() else pos
    mark = units.at(text, start) or (units.at(text, pos) if start != pos else None)
    if mark is None and text.startswith("%", pos):  # "32.6%of": a word glued to the sign
        return Stated(pos + 1, "percent")
    if mark is None or (mark.gives.get("glued") and start != pos):
        return None
    unit, words = mark.gives["unit"], text[mark.start : mark.end]
    if words == "%%":
        return Stated(mark.start + 1, unit, None, f"two percent signs in '{text[pos : mark.end]}'")
    damaged = start == pos and words[0].isalpha() and "glued" not in mark.gives
    garbled = "a number and its unit stand together without a space" if damaged else None
    return Stated(mark.end, unit, mark.gives.get("times"), garbled)
