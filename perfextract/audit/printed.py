"""What a printed figure may stand for: 23.3% is anything that rounds to it, 28,960 is exact."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_NUMBER = re.compile(r"\d[\d,]*(?:\.(\d+))?")
_ROUND = re.compile(r"[1-9]\d+?(0{2,})$")  # 12,500 may be rounded to hundreds, 30,000 to thousands
_LONG = 5  # digits: shorter whole numbers are taken as counted


@dataclass(frozen=True, slots=True)
class Printed:
    """A value and how far its printed digits let it be from the true one."""

    value: Decimal
    slack: Decimal = Decimal(0)

    @property
    def low(self) -> Decimal:
        return self.value - self.slack

    @property
    def high(self) -> Decimal:
        return self.value + self.slack

    def over(self, other: Printed) -> bool:
        """Whether it is more than the other one, however both were rounded."""
        return self.low > other.high


def printed(value: Decimal, text: str | None, *, share: bool = False) -> Printed:
    """A value with the slack of its last digit: half of it, and a whole one in shares, which some cut off.

    Whole numbers are exact, unless they are long and end in two or more noughts, or stand for millions ("£4m").

    >>> printed(Decimal("23.3"), "23.3%", share=True).slack
    Decimal('0.1')
    >>> printed(Decimal(4500000), "£4.5m").slack
    Decimal('50000')
    >>> printed(Decimal(28960), "28,960").slack, int(printed(Decimal(12500), "12,500").slack)
    (Decimal('0'), 50)
    """
    step = _step(abs(value), text or str(value), share)
    return Printed(value, step if share else step / 2)


def _step(value: Decimal, text: str, share: bool) -> Decimal:
    m = _NUMBER.search(text)
    if m is None:
        return Decimal(1) if share else Decimal(0)
    number = Decimal(m[0].replace(",", ""))
    scale = (value / number).to_integral_value() if number and value > 1000 * number - 1 else Decimal(1)
    if m[1]:
        return scale.scaleb(-len(m[1]))
    digits = m[0].replace(",", "")
    noughts = _ROUND.match(digits)
    if noughts and len(digits) >= _LONG and not share:
        return scale.scaleb(len(noughts[1]))
    return scale if share or scale > 1 or "%" in text or "cent" in text else Decimal(0)


def plain(value: Decimal) -> str:
    """The number as a reader writes it, with at most one digit after the point.

    >>> plain(Decimal("1081.00")), plain(Decimal("9.035")), plain(Decimal("1700000"))
    ('1,081', '9', '1,700,000')
    """
    rounded = round(value, 1)
    return f"{rounded:,f}".removesuffix(".0") if rounded != rounded.to_integral_value() else f"{int(rounded):,}"
