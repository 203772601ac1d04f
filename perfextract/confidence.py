"""How sure a record is: the chance that it is right as a whole, from the margins by which it was read.

Whole is: value, unit, days, direction, theme and all comparators right at once, and named so that a reader knows what
is measured. The reading core gives the chance of its own decisions (role, owners, time, movement, name: ``sure``); what
a record inherits from its document is weighed here. The weights are fitted by ``python -m training.confidence`` on
families of reports that the weights of the reading core had not seen; docs/evaluation.md says how often records at each
confidence were right.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from perfextract.model import Record

WEIGHTS = {
    "always": -0.94,
    "sure": 0.45,
    "table": -1.09,
    "many figures": -0.59,
    "days unsaid": -0.32,
    "one word": 0.78,
    "long name": -0.32,
    "compared": 0.44,
    "standing without a figure": -0.57,
    "number in words": 0.17,
    "movement without a level": -1.5,  # by judgement: gold scores these records apart
}
LEAST, MOST = 0.01, 0.99
_SURE_TABLE = 0.9  # of a card or the row of a table: its columns said what its figures are
_MANY = 6  # numbers in a sentence
_LONG = 16  # words of a name
_NUMBER = re.compile(r"\d[\d,.]*")


def confidence(record: Record, sure: float | None = None) -> float:
    """The confidence of a record, 0 to 1, in steps of a hundredth; ``sure`` is the chance of its own decisions."""
    odds = sum(WEIGHTS[name] * amount for name, amount in signs(record, sure))
    return round(1 / (1 + math.exp(-odds)), 2)


def signs(record: Record, sure: float | None = None) -> Iterator[tuple[str, float]]:
    """What speaks for or against a record, by the names in WEIGHTS, with how much of it there is."""
    yield "always", 1.0
    chance = min(MOST, max(LEAST, _SURE_TABLE if sure is None else sure))
    yield "sure", math.log(chance / (1 - chance))
    words = len(record.indicator.split())
    facts = {
        "table": record.source != "prose",
        "many figures": record.source == "prose" and len(_NUMBER.findall(record.evidence.text)) >= _MANY,
        "days unsaid": record.period.inherited,
        "one word": words < 2,
        "long name": words > _LONG,
        "compared": bool(record.comparators),
        "standing without a figure": any(c.value is None for c in record.comparators),
        "number in words": bool(record.value_text) and not any(map(str.isdigit, record.value_text or "")),
        "movement without a level": record.value is None,
    }
    yield from ((name, 1.0) for name, there in facts.items() if there)
