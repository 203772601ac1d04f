"""A number in a text, with its value, its unit and its exact place."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from perfextract.model import Bound


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text: characters ``start`` to ``end`` hold ``value`` in ``unit``.

    ``form`` is "digits", "word" or "fraction"; ``garbled`` says how the printed form is damaged, in words
    for the reader; ``excluded`` says why the digits are no figure ("ordinal", "code", ...), else None.
    ``unit_stated`` is False where the unit "count" is only the absence of another. ``upper`` is the upper end
    of a range ("12-14 days"), ``whole`` what a count is out of ("97/102 pupils").
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
    upper: Decimal | None = None
    whole: Decimal | None = None


RATE_UNITS = {
    "100": "percent",
    "hundred": "percent",
    "thousand": "per_1000",
    "1000": "per_1000",
    "1k": "per_1000",
    "10000": "per_10000",
    "10k": "per_10000",
    "tenthousand": "per_10000",
    "100000": "per_100000",
    "100k": "per_100000",
    "hundredthousand": "per_100000",
    "million": "per_million",
    "1000000": "per_million",
}


def rate_unit(base: str) -> str:
    """The unit of a rate by the words of its base.

    >>> rate_unit("10,000"), rate_unit("hundred thousand"), rate_unit("100K")
    ('per_10000', 'per_100000', 'per_100000')
    """
    return RATE_UNITS["".join(base.replace(",", "").lower().split())]
