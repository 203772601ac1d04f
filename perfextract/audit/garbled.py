"""Checks of words that have gone wrong around figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfextract.audit.passage import Reported
from perfextract.model import Finding
from perfextract.vocabulary import expression

_GLUED_DATE = expression(r"\b\d{1,2}{ordinal ending}?{month}\b", 0)
_NO_PERIOD = expression(r"\b{before a figure}\s+(?:#+)\s+(?:in|during)(?=\s+(?:to\s+#|from\s+#|compared\b)|\s*[;)])")
_OF_FOR_FROM = expression(r"\b{change}s?\b[^#;.]{0,60}\bof\s+(#+)\s+to\s+(#+)")


def garbled_words(report: Reported) -> Iterator[Finding]:
    """A word is missing, wrong or run into a figure: the sentence cannot be read as it is printed."""
    for block, text, start, end in report.sentences:
        for m in _GLUED_DATE.finditer(text, start, end):
            yield _finding(report, block, m.span(), f"'{m[0]}': the day and the month stand together without a space.")
        if expression(r"\b(?:in|during)\s+{time missing}\b|\b(?:in|during)\s*[;)]|\bof\s+\S+\s+to\b").search(
            text[start:end]
        ):
            yield from _constructions(report, block, text, start, end)


def _constructions(report: Reported, block: int, text: str, start: int, end: int) -> Iterator[Finding]:
    mask = report.blocks[block].mask
    for m in _NO_PERIOD.finditer(mask, start, end):
        after = re.match(r"\s+(?:to|from)\s+#+|", mask[m.end() : end])
        stop = m.end() + (after.end() if after else 0)
        word = text[: m.end()].split()[-1]
        message = f"'{text[m.start() : stop]}': a time is missing after the word '{word}'."
        yield _finding(report, block, (m.start(), stop), message)
    for m in _OF_FOR_FROM.finditer(mask, start, end):
        if _moved_from(report, block, text, m.span(1), m.span(2)):
            said = text[m.start(1) : m.end()]
            yield _finding(report, block, m.span(), f"'of {said}' must mean from {said}.")


def _moved_from(report: Reported, block: int, text: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether a value at ``second`` may have moved from the figure at ``first``: one of the same order of size.

    The first figure was read as an earlier one, or for want of the right words as a value of its own.
    """
    read = {p.start: p for p in report.passages if p.record.evidence.block == block}
    now, own = read.get(second[0]), read.get(first[0])
    if now is None or not now.record.value:
        return False
    before = [c.value for c, span in now.earlier if span == first]
    before += [own.record.value] if own and own.record.unit == now.record.unit else []
    return any(value and now.record.value / 2 <= value <= now.record.value * 2 for value in before)


def _finding(report: Reported, block: int, span: tuple[int, int], message: str) -> Finding:
    text = report.blocks[block].text
    start, end = span
    rest = re.search(r"[.;]\s|$", text[end:])
    near = report.within(block, start, end) or report.within(block, start, end + (rest.start() if rest else 0))
    return Finding(
        code="garbled_words",
        message=message,
        record_ids=near,
        evidence=report.evidence(block, start, end),
    )
