"""The label of a figure that is on a line with nothing else: "Visits to parks, 2017/18: 4,100"."""

from __future__ import annotations

import re

from perfextract import periods
from perfextract.reading.edges import VERBS
from perfextract.reading.marked import Marked

_LABEL = re.compile(r"\s*(?P<label>[A-Z][^.!?;:|]{2,90}?)\s*(?::|\s[–—=-])\s*£?$")
_BEHIND = re.compile(r"\s*(?:$|[(.;,])")
_MOST = 14  # words of a label


def label_of(s: Marked, value: int) -> str | None:
    """The label before a value, without its times; None where the value is part of a sentence."""
    if value not in s.figures[:1] or s.text[: s.start].strip():
        return None
    q = s.quantity(value)
    found = _LABEL.match(s.text[s.start : q.start])
    said = found and " ".join(periods.without(found["label"]).split()).strip(" ,–-(")
    if not said or not _BEHIND.match(s.text[q.end :]) or len(said.split()) > _MOST:
        return None
    before = {t.shape for t in s.tokens[:value]}
    states = before & VERBS or any(shape.endswith(("up>", "down>", "stable>")) for shape in before)
    return None if states else said
