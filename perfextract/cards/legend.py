"""Tell the legend of ratings, "Red means more than 5% away from target", from what a report states."""

from __future__ import annotations

from perfextract.signs import SIGNS
from perfextract.vocabulary import expression

_LEAST = 2  # ratings that a legend explains
_EXPLAINED = expression(
    rf"(?P<rating>\b(?:{{rating}})\b|[{SIGNS}])\W{{0,3}}(?:\b{{stands for}}\b|[:=–—-])(?!\W*\d+\W*(?:$|[;,.]))"
    r"[^.;]{0,120}?\b{rated by}\b"
)


def is_legend(text: str) -> bool:
    """Whether a block explains the ratings of a report, so that its figures are no record.

    >>> is_legend("Key: red means more than 5% away from target; amber means within 5% of it and of the budget.")
    True
    >>> is_legend("Red: 4; amber: 5; green: 12, as in the plan."), is_legend("Green is 93%, above the target.")
    (False, False)
    """
    return len({m["rating"].lower() for m in _EXPLAINED.finditer(text)}) >= _LEAST
