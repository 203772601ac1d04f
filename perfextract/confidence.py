"""How sure a record is: the chance that value, unit, days, direction, theme and all comparators are right at once.

The weights were fitted by ``tests/calibration.py`` to the records of the reports with gold: what the construction looks
like is all that is asked, never the figures. docs/evaluation.md has how often records at each confidence were right, on
those reports and on the held-back ones. Reports by other hands than those are harder: read it as an order, and as a
chance only where yours are like them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from perfextract.model import Record

WEIGHTS = {
    "always": 4.6,
    "prose": -1.6,  # a card or a row of a table is plainer than any sentence
    "many figures": -0.8,
    "days unsaid in prose": -0.3,
    "no days": -0.2,
    "one word": -0.7,
    "long indicator": -1.1,
    "compared in prose": 0.8,  # where the cues of comparison are understood, the sentence mostly is
    "standing without a figure": -0.9,
    "number in words": -0.6,
    "movement without a level": -1.5,  # by judgement: gold scores these records apart
}
_MANY = 4  # numbers in a sentence
_LONG = 16  # words of an indicator
_NUMBER = re.compile(r"\d[\d,.]*")


def confidence(record: Record) -> float:
    """The confidence of a record, 0 to 1, in steps of a hundredth."""
    odds = sum(WEIGHTS[name] for name in signs(record))
    return round(1 / (1 + math.exp(-odds)), 2)


def signs(record: Record) -> Iterator[str]:
    """What speaks for or against a record, by the names in WEIGHTS."""
    yield "always"
    if record.period.end is None:
        yield "no days"
    words = len(record.indicator.split())
    if words < 2 or words > _LONG:
        yield "one word" if words < 2 else "long indicator"
    if record.value is None:
        yield "movement without a level"
    if record.source == "prose":
        yield from _signs_of_prose(record)


def _signs_of_prose(record: Record) -> Iterator[str]:
    yield "prose"
    if len(_NUMBER.findall(record.evidence.text)) >= _MANY:
        yield "many figures"
    if record.period.inherited:
        yield "days unsaid in prose"
    if record.comparators:
        yield "compared in prose"
    if any(c.value is None for c in record.comparators):
        yield "standing without a figure"
    if record.value_text and not any(map(str.isdigit, record.value_text)):
        yield "number in words"
