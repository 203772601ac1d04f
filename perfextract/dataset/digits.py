"""How finely a figure is printed: "16.5" tells less than "16.46", and "£4.5m" less than "£4,512,000"."""

from __future__ import annotations

import re
from decimal import Decimal

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?|\.\d+")
SCALES = (0, 3, 6, 9, 2)  # as they stand, in thousands, millions, billions, hundreds


def decimals(value: float | None, text: str | None) -> int | None:
    """The decimal places that ``value`` is printed with in ``text``; below 0 for thousands or millions.

    Where the text does not hold the number in digits ("half", "1 minute 7 seconds"), those of the value itself.

    >>> decimals(16.5, "16.50%"), decimals(4500000, "£4.5m"), decimals(67, "1 minute 7 seconds")
    (2, -5, 0)
    >>> decimals(28, "from 28.0 days in the previous quarter"), decimals(None, "third quartile")
    (1, None)
    """
    if value is None:
        return None
    exact = abs(Decimal(repr(value)))
    for printed in NUMBER.findall(text or ""):
        number = Decimal(printed.replace(",", ""))
        for scale in SCALES:
            if number.scaleb(scale) == exact:
                return places(number) - scale
    return places(exact.normalize()) if exact else 0


def places(number: Decimal) -> int:
    """The digits after the point.

    >>> places(Decimal("16.50")), places(Decimal("1E+3"))
    (2, 0)
    """
    return max(0, -int(number.as_tuple().exponent))
