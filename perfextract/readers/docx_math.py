"""The words of a Word equation, written on one line: a figure in it is a figure of the sentence around it."""

from __future__ import annotations

import unicodedata
from typing import Any

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SIMPLE = {f"{n}/{d}": unicodedata.lookup(f"VULGAR FRACTION {word}") for n, d, word in (
    (1, 2, "ONE HALF"), (1, 4, "ONE QUARTER"), (3, 4, "THREE QUARTERS"), (1, 3, "ONE THIRD"), (2, 3, "TWO THIRDS"),
)}  # fmt: skip


def equation(element: Any) -> str:
    """The characters of an equation, a fraction as "½" or "45/60"."""
    if element.tag == M + "t":
        return element.text or ""
    if element.tag == M + "f":
        over, under = (equation(part) for part in (element.find(M + "num"), element.find(M + "den")))
        return _SIMPLE.get(f"{over}/{under}", f"{over}/{under}")
    return "".join(equation(child) for child in element if isinstance(child.tag, str))
