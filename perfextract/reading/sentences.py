"""Cut a block's text into sentences, by the punctuation of reports rather than by a model."""

from __future__ import annotations

import re

from perfextract.vocabulary import expression

_ABBREVIATION = expression(r"\b(?:{abbreviation}|e\.g|i\.e|[cpA-Z])\.$", 0)
_LONGEST = 12  # characters are enough to see that one ends there
_END = re.compile(
    r"(?:[.!?][)\"'”’]?|(?<!\d)[.!?][)\"'”’]?\d{1,2})\s+(?=[\"'“‘(]?[A-Z0-9£•])|;\s+(?=(?:and\s+)?that\s)"
)


def split(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence of ``text``.

    >>> t = "It fell to 3.2% (e.g. in May). National 4.1 per cent. No. 5 closed."
    >>> [t[a:b] for a, b in split(t)]
    ['It fell to 3.2% (e.g. in May).', 'National 4.1 per cent.', 'No. 5 closed.']
    """
    out, start = [], 0
    for m in _END.finditer(text):
        if _ABBREVIATION.search(text[max(start, m.start() - _LONGEST) : m.start() + 1]) or _in_bracket(
            text, start, m.start()
        ):
            continue
        out.append((start, m.end() - len(m[0]) + len(m[0].rstrip())))
        start = m.end()
    if text[start:].strip():
        out.append((start, len(text)))
    return out


def _in_bracket(text: str, start: int, pos: int) -> bool:
    """Whether a bracket opened in this sentence is still open (and will be closed soon)."""
    opened = text.rfind("(", start, pos)
    if opened < 0 or ")" in text[opened:pos]:
        return False
    closed = text.find(")", pos, pos + 200)
    return closed > 0 and "(" not in text[pos:closed] and text[pos : pos + 2] != ")."
