"""Take the mark off a list item: a bullet, "69.", "(iii)", "a)", "3.4" or "2 |"."""

from __future__ import annotations

import re

from perfextract.model import BlockKind

GLYPHS = "·•●○◦▪▫■□◆◇►▶➢➤‣⁃∙❖✓✔ꞏ\uf000-\uf0ff"
_BULLET = re.compile(rf"([{GLYPHS}]|[-–—o*](?=\s+\S))\s*")
_STARTS_TEXT = r"(?=\s+[\dA-Z£'‘’“\"(\[%])"
_NUMBER = re.compile(
    rf"""(
      \((?:\d{{1,2}}|[ivx]{{1,5}}|[a-z])\)(?=\s)     # (2) (iii) (a)
    | (?:\d{{1,3}}|[ivx]{{1,5}}|[a-z])\)(?=\s)       # 2) iii) a)
    | (?:\d{{1,3}}|[a-z])\.{_STARTS_TEXT}            # 69. Educational
    | \d{{1,2}}(?:\.\d{{1,2}}){{1,3}}\.?{_STARTS_TEXT.replace("£", "").replace(chr(92) + "d", "")}  # 3.4 The
    | \d{{1,2}}\s\|(?=\s)                            # 2 | Recommendations
    )\s+""",
    re.VERBOSE,
)
_GLUED = re.compile(r"(\d{1,2}\.)(?=[A-Z][a-z]+ )")  # "3.For all of them"
_LONE = re.compile(r"(\d{1,3}\.|\(?(?:\d{1,2}|[ivx]{1,5}|[a-z])\)|\d{1,2}\.\d{1,2})\s*$")
_SENTENCE_BREAK = re.compile(r"[.?!]\s+[A-Z‘“'\"]")


def split_mark(text: str) -> tuple[str | None, str]:
    """The list mark a line begins with, and the rest; a line that is only a number is all mark.

    >>> split_mark("• fewer visits"), split_mark("69. Results rose."), split_mark("58.")
    (('•', 'fewer visits'), ('69.', 'Results rose.'), ('58.', ''))
    >>> split_mark("5.12 days in May"), split_mark("33 firms"), split_mark("-0.6 points")
    ((None, '5.12 days in May'), (None, '33 firms'), (None, '-0.6 points'))
    """
    m = _BULLET.match(text) or _NUMBER.match(text) or _GLUED.match(text) or _LONE.match(text)
    return (m[1].strip(), text[m.end() :]) if m else (None, text)


def is_bullet(mark: str | None) -> bool:
    """Whether a mark is a bullet sign rather than a number."""
    return mark == "o" or (mark is not None and len(mark) == 1 and not mark.isalnum())


def goes_on(mark: str, last: str | None) -> bool:
    """Whether a mark carries on the list of the mark before: the same bullet, or the next number.

    >>> goes_on("2.3", "2.2"), goes_on("54.", "53."), goes_on("•", "•"), goes_on("54.", "9.")
    (True, True, True, False)
    """
    numbers = [re.findall(r"\d+", x or "") for x in (last, mark)]
    if not numbers[1]:
        return mark == last
    return len(numbers[0]) == len(numbers[1]) and int(numbers[1][-1]) == int(numbers[0][-1]) + 1


def is_certain(mark: str) -> bool:
    """Whether a mark cannot be a piece of running text, as a dash or a number at a line's start can."""
    return is_bullet(mark) and mark not in "-–—o*"


def item_kind(mark: str | None, text: str) -> BlockKind:
    """A bullet or short numbered item is a "bullet"; a whole numbered paragraph is a "paragraph".

    >>> item_kind("69.", "Results rose. They had fallen before."), item_kind("(i)", "libraries")
    ('paragraph', 'bullet')
    """
    if mark is None or mark.endswith("|"):
        return "paragraph"
    if is_bullet(mark) or mark.endswith(")"):
        return "bullet"
    return "paragraph" if "." in mark[:-1] or len(text) > 250 or _SENTENCE_BREAK.search(text) else "bullet"
