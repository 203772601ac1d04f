"""Ages as the names of rows and columns: "0 to 4", "65+", "Age Groups 18-49", "At birth"."""

from __future__ import annotations

from collections.abc import Sequence

from perfextract.vocabulary import expression

_MOST = 0.6  # of the names
_AGED = expression(
    r"\s*(?:age[sd]?(?:[\s-]*{kind of group})?\s*[:(]?\s*)?"
    r"(?P<ages>(?:{rest of an age}\s+)?\d{1,3}\s*(?:(?:-|–|to)\s*\d{1,3}\s*|\+\s*)?(?:\s*{rest of an age})*)\s*\)?\s*"
)
_SAID = expression(r"\bage[sd]?\b|[-–+]|\d\s*to\s*\d|{rest of an age}")


def aged(text: str) -> str:
    """The words of an age as they stand in a name; "" where a text says more or less than an age.

    >>> aged("Age Groups 0 to 4"), aged("65+"), aged("Age under 16"), aged("2016/17"), aged("12")
    ('aged 0 to 4', 'aged 65+', 'aged under 16', '', '')
    """
    m = _AGED.fullmatch(text)
    return f"aged {m['ages'].strip()}" if m and _SAID.search(text) else ""


def are_ages(names: Sequence[str]) -> bool:
    """Whether most of the names are ages, alone or with other words: "Severe, aged 65 to 74"."""
    told = sum(any(aged(part) for part in name.split(", ")) for name in names)
    return bool(names) and told >= _MOST * len(names)
