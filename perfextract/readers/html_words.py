"""The words of a page's elements, and what of them is not to be read: hidden ones, struck-through ones, note marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from perfextract.readers.parts import SPACES

Element = Any  # lxml's, which has no types

BREAK = "\n"
_UNREAD = frozenset(
    "script style head title template noscript iframe object svg canvas audio video nav form select textarea input "
    "button del s strike".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_BOLD = frozenset(("b", "strong", "th"))
_HEAVY = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_NOTE_MARK = re.compile(r"\[?(?:\d{1,2}|[a-z]|[*†‡§])\]?(?:,\s?\d{1,2})*$")
_REFERENCE = re.compile(r"\[\^[^\]\s]{1,40}\](?!:)")  # of Markdown
_UNITS = re.compile(r"(?:\b[ckm]?m|CO|\bN|PM)$")  # km², CO₂: no note


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one look; a line break is the words ``BREAK``."""

    text: str
    bold: bool = False


def is_hidden(element: Element) -> bool:
    """Whether a page does not show an element, or shows it struck through."""
    styled = _HIDDEN.search(element.get("style") or "")
    return element.tag in _UNREAD or element.get("hidden") is not None or bool(styled)


def plain(text: str | None, bold: bool = False) -> list[Words]:
    """The words of a text node: a line's end in the source is a space on the page."""
    bare = _REFERENCE.sub("", SPACES.sub(" ", text or ""))
    return [Words(bare, bold)] if bare else []


def words_of(element: Element, before: str = "") -> list[Words]:
    """All words in an element, in order; ``before`` are those it follows."""
    return list(_words(element, False, before))


def _words(element: Element, bold: bool, before: str) -> Iterator[Words]:
    if element.tag == "br":
        yield Words(BREAK)
        return
    if is_hidden(element) or (element.tag == "sup" and _is_note(element, before)):
        return
    if element.tag == "img":
        yield from plain(element.get("alt"), bold)
        return
    bold = bold or element.tag in _BOLD or bool(_HEAVY.search(element.get("style") or ""))
    yield from plain(element.text, bold)
    said = element.text or before
    for child in element:
        if isinstance(child.tag, str):
            yield from _apart(child, bold, said)
        yield from plain(child.tail, bold)
        said = child.tail or "".join(child.itertext()) or said


def _apart(child: Element, bold: bool, before: str) -> Iterator[Words]:
    """The words of a child, with a space around those that a page sets apart."""
    apart = child.tag in ("p", "div", "li", "ul", "ol", "td", "th", "tr", "dt", "dd")
    yield from [Words(" ")] if apart else []
    yield from _words(child, bold, before)
    yield from [Words(" ")] if apart else []


def _is_note(raised: Element, before: str) -> bool:
    """Whether raised words are the mark of a note rather than a power or "2nd".

    >>> from lxml.html import fromstring
    >>> raised = ("56,200<sup>2</sup>", "5 km<sup>2</sup>", "2<sup>nd</sup>")
    >>> [joined(words_of(fromstring(f"<p>{x}</p>"))) for x in raised]
    ['56,200', '5 km2', '2nd']
    """
    said = "".join(raised.itertext()).strip()
    if not _NOTE_MARK.match(said):
        return False
    return raised.find(".//a") is not None or not before or not _UNITS.search(before.rstrip())


def joined(words: Sequence[Words]) -> str:
    """Words on one line, with single spaces."""
    return SPACES.sub(" ", "".join(w.text for w in words)).strip()
