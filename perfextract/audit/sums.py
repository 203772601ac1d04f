"""Checks of parts and wholes told in one place: parts that are said to make a total, shares that are said to be all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from perfextract.amounts import Quantity
from perfextract.audit.passage import Reported
from perfextract.audit.printed import Printed, plain, printed
from perfextract.model import Finding
from perfextract.vocabulary import expression

_MADE_OF = expression(r"\b(?:as\s+follows\s*:|{made up of}\b|{be}\s+{split into}\b)")
_ALL_OF_IT = expression(r"\b(?:(?:almost|nearly)\s+)?all\s+of\s+(?:{these}|it|this)\b")
_PARTLY = expression(r"\b{partly}\b")
_LESS = expression(r"\b{taken off}\b[^#;]*$")
_NOUN = expression(r"\b([a-z]{5,})\s+{be}?\s*$")


@dataclass(frozen=True, slots=True)
class Total:
    """A whole and the parts that are said to make it, in one block from ``start`` to ``end``."""

    whole: Quantity
    whole_text: str
    parts: tuple[Quantity, ...]
    negative: tuple[bool, ...]
    block: int
    start: int
    end: int

    def made(self) -> Printed:
        """What the parts make, with the rounding of each."""
        signed = [-q.value if less else q.value for q, less in zip(self.parts, self.negative, strict=True)]
        return Printed(sum(signed, Decimal(0)), sum((printed(q.value, q.text).slack for q in self.parts), Decimal(0)))


def sum_denied(report: Reported) -> Iterator[Finding]:
    """Parts that are said to make up a total should add up to it."""
    for total in _totals(report, _MADE_OF):
        made, whole = total.made(), printed(total.whole.value, total.whole_text)
        if made.over(whole) or whole.over(made):
            message = f"The parts add up to {_say(made.value, total.whole)}, not to {total.whole_text}."
            yield report.finding("sum_denied", message, (total.block, total.start, total.end))


def parts_exceed_total(report: Reported) -> Iterator[Finding]:
    """Parts that are said to be almost all of something should not make more than it."""
    for total in _totals(report, _ALL_OF_IT):
        made = total.made()
        if made.over(printed(total.whole.value, total.whole_text)) and not any(total.negative):
            message = (
                f"The parts make {_say(made.value, total.whole)}, more than the {total.whole_text} they are said "
                "to be part of."
            )
            yield report.finding("parts_exceed_total", message, (total.block, total.start, total.end))


def _say(value: Decimal, like: Quantity) -> str:
    if like.unit == "GBP" and abs(value) >= 10**5:
        return f"£{plain(value / 10**6)}m"
    return f"£{plain(value)}" if like.unit == "GBP" else plain(value)


def _totals(report: Reported, cue: re.Pattern[str]) -> Iterator[Total]:
    for block, text, start, end in report.sentences:
        m = cue.search(text, start, end)
        if m is None:
            continue
        marks, mask = report.blocks[block].marks, report.blocks[block].mask
        within = [q for q in marks.quantity if start <= q.start and q.end <= end]
        before = [q for q in within if q.end <= m.start()]
        parts = [q for q in within if q.start >= m.end()]
        found = (before[-1], text) if before else _told_before(report, block, mask[start : m.start()])
        if found is None:
            continue
        whole, where = found
        parts = [q for q in parts if q.unit == whole.unit]
        said = mask[m.end() : end]
        shares = [q for q in within if q.start >= m.end() and q.unit not in (whole.unit, "percent")]
        if (
            len(parts) < 2
            or shares
            or _PARTLY.search(said)
            or any(q.bound for q in (whole, *parts))
            or whole.form != "digits"
        ):
            continue
        less = tuple(bool(_LESS.search(mask[m.end() : q.start].rsplit("#", 1)[-1])) for q in parts)
        yield Total(whole, where[whole.start : whole.end], tuple(parts), less, block, start, end)


def _told_before(report: Reported, block: int, lead: str) -> tuple[Quantity, str] | None:
    """ "The overspend is made up of": the figure of "an overspend of £10.4m" a little before."""
    noun = _NOUN.search(lead)
    if noun is None or len(lead.split()) > 4:
        return None
    for words in (report.blocks[i] for i in range(block, max(-1, block - 4), -1) if i in report.blocks):
        for q in words.marks.quantity if noun[1].lower() in words.text.lower() else ():
            if re.search(rf"\b{noun[1]}\s+of\s+(?:just\s+)?$", words.mask[: q.start], re.I):
                return q, words.text
    return None


_REST = expression(r"\b(?:the\s+)?{rest}\b")


def shares_not_100(report: Reported) -> Iterator[Finding]:
    """Shares that are told to the last one, "the remaining 20%", should add up to 100."""
    for block, text, start, end in report.sentences:
        rest = _REST.search(text, start, end)
        if rest is None or not re.search(r"%|per cent", text[start:end]):
            continue
        marks, mask = report.blocks[block].marks, report.blocks[block].mask
        shares = [
            q for q in marks.quantity if start <= q.start and q.end <= end and q.unit == "percent" and q.value > 0
        ]
        last = next((q for q in shares if q.start >= rest.end() and not mask[rest.end() : q.start].strip(" ()")), None)
        if (
            last is None
            or len(shares) < 3
            or shares[-1] is not last
            or "@" in mask[start:end]
            or "&" in mask[start:end]
        ):
            continue
        made = sum((q.value for q in shares), Decimal(0))
        slack = sum((printed(q.value, q.text).slack for q in shares), Decimal(0))
        if abs(made - 100) > slack + 1 and 70 <= made <= 130:
            message = f"The shares add up to {plain(made)}%, not to 100%."
            yield report.finding("shares_not_100", message, (block, start, end))
