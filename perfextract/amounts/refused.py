"""Digits that are no figure: ordinals, codes, telephone numbers, clock times, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfextract.amounts.quantity import Quantity

_SITE = r"https?://\S+|www\.\S+"
_MAIL = r"\b\S{1,80}@\S{1,80}\.\w+"
_NO_FIGURE = (
    r"(?P<clock>\b\d{1,2}[:.]\d{2}\s?(?:am\b|pm\b|[ap]\.m\.)|\b\d{1,2}\s?(?:am|pm|noon)\b"
    r"|\b\d{1,3}:\d{2}(?::\d{2})?\b)"
    r"|(?P<telephone>(?<![\d,.])\b0\d{2,4}[\s-]?\d{3}[\s-]?\d{3,4}\b)"
    r"|(?P<ordinal>\b\d+(?:st|nd|rd|th)(?![a-z])|\b\d+(?:st|nd|rd|th)(?=(?:of|January|February|March|April|May|June|July"
    r"|August|September|October|November|December)))"
    r"|(?P<section>\b\d+(?:\.\d+){2,}\b)"
    r"|(?P<rating_scale>\b24/7\b|\b\d{1,3}/\d{5}\b)"
    r"|(?P<acuity>\b[36]/(?:9|12|18|24|36|60)\b(?!\s+(?!means)[a-z]+s\b))"
    r"|(?P<code>\b(?:[2-9]|\d{2})-in-(?:1|one)\b)"
    r"|(?P<mark>\[\d{1,3}\]|(?<=\d)\^\d{1,2}\b)"
    r"|(?:(?<=per )|(?<=every ))(?P<rate_base>100,?000|10,?000|1,?000|100k\b|10k\b|1k\b|100)(?!\d|[,.]\d)"
)
_SKIPPED = re.compile(rf"(?=[\dhw\[^])(?:(?P<web>{_SITE})|{_NO_FIGURE})")
_SKIPPED_AND_MAIL = re.compile(rf"(?P<web>{_SITE}|{_MAIL})|{_NO_FIGURE}")  # slow: an address begins anywhere


def refused(text: str) -> Iterator[Quantity]:
    """The digits that cannot be a figure by their form alone, each with the reason."""
    for m in (_SKIPPED_AND_MAIL if "@" in text else _SKIPPED).finditer(text):
        yield Quantity(Decimal(0), "count", m.start(), m.end(), m[0], excluded=m.lastgroup)
