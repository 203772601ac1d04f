"""How sure a record is: the chance that it is right as a whole, from the margins by which it was read.

Whole is: value, unit, days, direction, theme and all comparators right at once, and named so that a reader knows what
is measured. The reading core gives the chance of its own decisions (role, owners, time, movement, name: ``sure``); what
a record inherits from its document is weighed here. The weights are fitted by ``python -m training.confidence`` on
families of reports that the weights of the reading core had not seen; docs/evaluation.md says how often records at each
confidence were right.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from perfextract.model import Record

WEIGHTS = {
    "always": -1.69,
    "sure": 0.45,
    "named": 0.56,
    "card": 1.61,
    "no days": -0.95,
    "later than the report": -1.14,
    "report of a year": -1.48,
    "long theme": -0.47,
    "no theme known": -0.33,
    "no indicator known": -0.29,
    "one word": -0.43,
    "long name": -0.42,
    "name not in its sentence": -0.73,
    "compared": 0.94,
    "standing without a figure": -0.85,
    "number in words": 0.14,
    "count": 0.5,
    "small count": -0.61,
    "not actual": 1.23,
    "movement without a level": -1.5,  # by judgement: gold scores these records apart
}
LEAST, MOST = 0.01, 0.99
_SURE_TABLE = 0.9  # of a card or the row of a table: its columns said what its figures are
_LONG = 16  # words of a name
_LONG_THEME = 60  # characters
_YEAR = 330  # days, or more
_SMALL = 10  # of a count


def confidence(record: Record, sure: float | None = None, named: float | None = None) -> float:
    """The confidence of a record, 0 to 1, in steps of a hundredth.

    ``sure`` is the chance that its figures are what they were read as, ``named`` that of its name.
    """
    odds = sum(WEIGHTS[name] * amount for name, amount in signs(record, sure, named))
    return round(1 / (1 + math.exp(-odds)), 2)


def signs(record: Record, sure: float | None = None, named: float | None = None) -> Iterator[tuple[str, float]]:
    """What speaks for or against a record, by the names in WEIGHTS, with how much of it there is."""
    yield "always", 1.0
    yield "sure", _odds(sure)
    yield "named", _odds(named)
    facts = {**_of_layout(record), **_of_time(record), **_of_name(record), **_of_figures(record)}
    yield from ((name, 1.0) for name, there in facts.items() if there)


def _odds(chance: float | None) -> float:
    of = min(MOST, max(LEAST, _SURE_TABLE if chance is None else chance))
    return math.log(of / (1 - of))


def _of_layout(record: Record) -> dict[str, bool]:
    return {
        "card": record.source == "card",
        "long theme": len(record.theme or "") > _LONG_THEME,
        "no theme known": record.theme is not None and record.theme_id is None,
    }


def _of_time(record: Record) -> dict[str, bool]:
    own, told = record.period, record.report.period
    return {
        "no days": own.start is None and own.end is None,
        "report of a year": bool(told and told.start and told.end and (told.end - told.start).days > _YEAR),
        "later than the report": bool(own.start and told and told.end and own.start > told.end),
    }


def _of_name(record: Record) -> dict[str, bool]:
    words = record.indicator.lower().split()
    return {
        "one word": len(words) < 2,
        "long name": len(words) > _LONG,
        "name not in its sentence": bool(words) and words[-1] not in record.evidence.text.lower(),
        "no indicator known": record.indicator_id is None,
    }


def _of_figures(record: Record) -> dict[str, bool]:
    return {
        "compared": bool(record.comparators),
        "standing without a figure": any(c.value is None for c in record.comparators),
        "number in words": bool(record.value_text) and not any(map(str.isdigit, record.value_text or "")),
        "count": record.unit == "count",
        "small count": record.unit == "count" and record.value is not None and record.value <= _SMALL,
        "not actual": record.kind != "actual",
        "movement without a level": record.value is None,
    }
