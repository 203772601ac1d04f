"""A text in which every figure is ``#``, every period ``@`` and every comparator's name ``&``.

All other characters are as they are, so that places agree and one short expression reads "compared to national (#)"
whatever the number and however the nation is named.
"""

from __future__ import annotations

from perfextract.pipes.marks import Marks

_PLAIN = tuple(zip("#@&[]", "+++()", strict=True))  # the mask's own signs in the text; one kind of bracket


def masked(marks: Marks) -> str:
    """The text of ``marks`` with figures, periods and comparators' names masked."""
    text = marks.text
    for sign, plain in _PLAIN:
        text = text.replace(sign, plain)
    chars = list(text)
    for m in marks.comparator:
        chars[m.start : m.end] = "&" * (m.end - m.start)
    for p in marks.period:
        chars[p.start : p.end] = "@" * (p.end - p.start)
    for q in marks.quantity:
        chars[q.start : q.end] = "#" * (q.end - q.start)
    return "".join(chars)
