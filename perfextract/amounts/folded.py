"""Take out of a text what the eye does not see in a number, and find every place again afterwards.

>>> text = "1,\u200b204 of the ﬁve, ４２%"
>>> plain, places = folded(text)
>>> plain
'1,204 of the five, 42%'
>>> text[slice(*places.span(0, 5))]
'1,\u200b204'
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Soft hyphen, zero-width marks, direction marks, word joiner, byte order mark, strokes laid over a character.
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u0335-\u0338\ufe00-\ufe0f"
_OTHER_LETTERS = "\ufb00-\ufb06\uff01-\uff5e"  # ligatures, full-width characters
_FOLDED = re.compile(f"[{_INVISIBLE}{_OTHER_LETTERS}]")
_GONE = re.compile(f"[{_INVISIBLE}]")


@dataclass(frozen=True, slots=True)
class Places:
    """Where each character of a folded text is in the text itself."""

    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The characters in the text itself."""
        return self.origin[start], self.origin[end - 1] + 1 if end > start else self.origin[start]


def foldable(text: str) -> bool:
    """Whether a text holds anything to be folded."""
    return not text.isascii() and _FOLDED.search(text) is not None


def folded(text: str) -> tuple[str, Places]:
    """The text without invisible marks, with plain letters and digits, and the place of each character."""
    letters: list[str] = []
    origin: list[int] = []
    for n, c in enumerate(text):
        plain = "" if _GONE.match(c) else unicodedata.normalize("NFKC", c) if _FOLDED.match(c) else c
        letters.append(plain)
        origin += [n] * len(plain)
    return "".join(letters), Places(tuple(origin))
