"""Blocks -> sections: which theme, service and judgement each statement stands under, and what the report is.

Headings carry the outline. Where a document tells their levels (Word, PDF) these decide which is a theme
and which a service under it; plain text has one level only, and there the order of headings decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from perfextract import calendar_uk as cal
from perfextract import identity
from perfextract.model import Block, Document, Period, Report, Section, Status
from perfextract.periods import Context, find, resolve
from perfextract.rules import Mark, load
from perfextract.vocabulary import expression

_COVERS = 0.6  # of a heading's characters: it is this kind of heading, not one that merely holds the words
_WEIGHS = 0.3  # of a heading's characters: it is about this theme
_LONGEST_LEAD_IN = 100
_NUMBER = re.compile(r"^(?:\d{1,2}[a-z]?(?:\.\d{1,2})*\.?\s*[|:–-]?\s+|\d{1,2}[a-z]?\s*\|\s*)(?=[A-Z])")
_SPLIT = re.compile(r"\s+[–—-]\s+")
_LEAD_WORDS = expression(r"\b{lead-in}\b|[\s:,()]")
_CAPTION = expression(r"{caption}\s+\d{1,2}\b")
_HEADS = ("heading", "title")


def outline(
    document: Document, *, authority: str | None = None, period: Period | None = None, patterns: Path | None = None
) -> Report:
    """What a document says of itself and its blocks in sections.

    ``authority`` and ``period`` overrule the document; ``patterns`` is a folder of the user's own rules, whose
    themes and headings are heard before ours.
    """
    period = period or identity.report_period(document)
    walk = _Walk(period, flat=_is_flat(document.blocks, patterns), patterns=patterns)
    return Report(
        title=identity.title(document),
        authority=authority or identity.authority(document),
        period=period,
        sections=tuple(walk.sections(document.blocks)),
    )


def theme_id(*headings: str | None, patterns: Path | None = None) -> str | None:
    """The canonical theme of the first heading that has one.

    >>> theme_id("Fly-tipping reports", "Waste and Recycling"), theme_id("Miscellany")
    ('waste_environment', None)
    """
    for heading in filter(None, headings):
        marks = [m for m in load("themes", patterns).find(heading) if _weighs(m, heading)]
        if marks:
            found: str = max(marks, key=lambda m: m.end - m.start).gives["theme"]
            return found
    return None


def theme_name(id_: str, patterns: Path | None = None) -> str:
    """What a canonical theme is called; one without a name, by its id.

    >>> theme_name("governance_legal"), theme_name("allotments_parks")
    ('Governance and legal', 'Allotments parks')
    """
    named_so = (e.gives.get("name") for e in load("themes", patterns).entries if e.gives["theme"] == id_)
    return next(filter(None, named_so), id_.replace("_", " ").capitalize())


def _weighs(mark: Mark, heading: str) -> bool:
    """Whether the words found begin the heading or are a good part of it, rather than named in passing."""
    return mark.start == 0 or mark.end - mark.start >= _WEIGHS * len(heading)


@lru_cache(maxsize=4096)  # asked for the outline, for its levels, and for cards
def heading_role(text: str, patterns: Path | None = None) -> dict[str, Any]:
    """What a heading's words make of it: {"role": "judging", "status": ...}, {"role": "wrapper"} ... or {}.

    >>> heading_role("Key challenges:"), heading_role("Museums")
    ({'role': 'judging', 'status': 'needs_improvement'}, {})
    """
    marks = load("headings", patterns).find(text)
    worded = len(text.strip(" :.")) or 1
    covering = [m for m in marks if m.end - m.start >= _COVERS * worded]
    return covering[0].gives if covering else {}


def named(text: str) -> str:
    """A heading without its number and closing colon.

    >>> named("2 | Parks:"), named("3.1 Fleet"), named("2021 Census")
    ('Parks', 'Fleet', '2021 Census')
    """
    return _NUMBER.sub("", text).rstrip(" :")


def _is_flat(blocks: Sequence[Block], patterns: Path | None) -> bool:
    """Whether the headings that name things all have one level, so that levels tell nothing."""
    levels = {b.level for b in blocks if b.kind == "heading" and not heading_role(b.text, patterns)}
    return len(levels) <= 1


def lead_in_period(text: str, context: Period | None) -> Period | None:
    """The period of a lead-in that says nothing else: "In Quarter 2:", "In the last 12 months:"; else None."""
    if len(text) > _LONGEST_LEAD_IN or text.endswith("."):
        return None
    marks = find(text)
    if len(marks) != 1 or _LEAD_WORDS.sub("", text[: marks[0].start] + text[marks[0].end :]):
        return None
    return resolve(marks[0], Context(report=context))


_BELOW_ALL = 99  # the depth of a line that judges what follows without being a heading
_State = tuple[str | None, str | None, Status | None, Period | None, bool]  # theme, service, status, period, aside


@dataclass
class _Walk:
    """Where the walk through the blocks stands: the headings in force."""

    report_period: Period | None
    flat: bool
    patterns: Path | None = None
    theme: str | None = None
    theme_level: int = 0
    theme_role: str | None = None
    service: str | None = None
    service_level: int = 0
    status: Status | None = None
    period: Period | None = None
    list_level: int = 0  # of the lead-in whose bullets the period is for; 0: it is for all until the next heading
    last_was_theme: bool = False
    aside: bool = False  # under a heading under which nothing is stated, up to the next heading
    known: set[str] = field(default_factory=set)
    path: tuple[tuple[int, str], ...] = ()  # the headings in force with their depth, outermost first

    def sections(self, blocks: Sequence[Block]) -> Iterator[Section]:
        """The sections: runs of blocks under the same headings."""
        held: list[tuple[Block, tuple[str, ...]]] = []
        state = self._state()
        for block in blocks:
            self._take(block)
            self._follow(block)
            if self._state() != state and held:
                yield self._section(held, state)
                held = []
            state = self._state()
            held.append((block, tuple(text for _, text in self.path)))
        if held:
            yield self._section(held, state)

    def _state(self) -> _State:
        return self.theme, self.service, self.status, self.period, self.aside

    def _section(self, held: list[tuple[Block, tuple[str, ...]]], state: _State) -> Section:
        theme, service, status, period, aside = state
        known = theme_id(service, theme, patterns=self.patterns)
        blocks, paths = zip(*held, strict=True)
        return Section(blocks, theme, known, service, status, period, aside, paths)

    def _follow(self, block: Block) -> None:
        """Let a heading take its place among those in force: those as deep as it or deeper end."""
        judging = _may_be_heading(block) and heading_role(block.text, self.patterns).get("role") == "judging"
        if block.kind == "heading" or judging:
            depth = self._depth(block)
            self.path = (*(above for above in self.path if above[0] < depth), (depth, named(block.text)))

    def _depth(self, block: Block) -> int:
        """How deep a heading is; in a flat document a theme is outermost and a service under it."""
        if block.kind != "heading":
            return _BELOW_ALL
        if not self.flat:
            return block.level
        text = named(block.text)
        if text == self.theme:
            return 0 if self.theme_role == "wrapper" else 1
        return 2 if text == self.service or self._split(text) else 3

    def _take(self, block: Block) -> None:
        """Let a block change what is in force."""
        if block.kind == "title":
            return
        gives = heading_role(block.text, self.patterns) if _may_be_heading(block) else {}
        if block.kind == "heading" and not (self.aside and _CAPTION.match(block.text)):
            self.aside = gives.get("role") == "aside"
        if self.aside:
            return
        lead_in = lead_in_period(block.text, self.report_period) if _may_lead_in(block) else None
        if gives.get("role") == "judging":
            self.status, self.period = gives.get("status"), None
        elif lead_in is not None:
            self.period = lead_in
            self.list_level = 0 if block.kind == "heading" else max(block.level, 1)
        elif block.kind == "heading":
            self._head(block, gives.get("role"))
            return
        elif self._list_ends(block):
            self.period = None
        self.last_was_theme = False

    def _list_ends(self, block: Block) -> bool:
        """Whether a block is past the bullets a lead-in's period is for."""
        if self.period is None or self.list_level == 0 or block.kind == "footnote":
            return False
        return block.kind != "bullet" or block.level < self.list_level

    def _head(self, block: Block, role: str | None) -> None:
        if role == "unthemed":
            self._set_theme(None, block.level, role)
            return
        text = named(block.text)
        first = self.theme is None or self.last_was_theme or (self.theme_role == "wrapper" and self.service is None)
        titled = self.theme_role == "wrapper" and self.last_was_theme
        if first and role is None and _is_title(block, titled) and (self.flat or find(block.text)):
            role = "wrapper"
        level = self._level(block, role)
        self.period = self._outturn(text)
        if role == "wrapper" and self.theme_role != "wrapper" and self.theme is not None and level > self.theme_level:
            self.service, self.service_level, self.status = None, 0, None
        elif split := self._split(text):
            self._set_theme(split[0], level, role)
            self.service, self.service_level = split[1], level
        elif self.theme is None or level <= self.theme_level or self._theme_only_wraps(role):
            self._set_theme(text, level, role)
        elif self.service is None or level <= self.service_level:
            self.service, self.service_level, self.status = text, level, None
            self.last_was_theme = False

    def _outturn(self, heading: str) -> Period | None:
        """The financial year, under a heading that tells its outturn in a report of one quarter."""
        told = self.report_period
        if told is None or told.end is None or not re.search(r"\bout-?turn\b", heading, re.I):
            return None
        start, end = cal.years_span(cal.financial_year(told.end), 1)
        return Period(label=heading, start=start, end=end) if told.end == end else None

    def _theme_only_wraps(self, role: str | None) -> bool:
        return self.theme_role == "wrapper" and role != "sub"

    def _set_theme(self, text: str | None, level: int, role: str | None) -> None:
        self.theme, self.theme_level, self.theme_role = text, level, role
        self.service, self.service_level, self.status = None, 0, None
        self.last_was_theme = True
        if text is not None:
            self.known.add(text.casefold())

    def _split(self, text: str) -> tuple[str, str] | None:
        """ "Customer Services – Calls" parted, where the first half is a theme met before."""
        parts = _SPLIT.split(text, maxsplit=1)
        return (parts[0], parts[1]) if len(parts) == 2 and parts[0].casefold() in self.known else None

    def _level(self, block: Block, role: str | None) -> int:
        """A heading's level; in a flat document told from its role and from what stands before it."""
        if role == "sub":
            return max(self.theme_level + 1, block.level)
        if not self.flat:
            return block.level
        under = self.last_was_theme or self.theme_role == "part" or self.service is not None
        return 2 if under and role not in ("part", "theme") and self.theme_role != "wrapper" else 1


_TITLE_LINES = 4
_REPORT_TIMES = ("quarter", "half", "month")
_TITLE_WORDS = expression(r"\b{title of a document}\b")


def _is_title(block: Block, titled: bool) -> bool:
    """Whether the first heading of a text names the document: its kind, its committee or its date."""
    if block.index >= _TITLE_LINES:
        return False
    dated = bool(find(block.text))
    if block.kind == "heading" and any(
        m.form in _REPORT_TIMES and re.search(r"\d\d", m.text) for m in find(block.text)
    ):
        return True  # "Customer Feedback and Benchmarking, Quarter 3 2015/16": a theme has no quarter of its own
    worded = bool(_TITLE_WORDS.search(block.text)) and (dated or titled or block.index == 0)
    return worded or (titled and dated) or identity.is_body(block.text)


def _may_be_heading(block: Block) -> bool:
    """Headings, and in text without bold type also short lines that end as a heading does."""
    short = len(block.text) <= _LONGEST_LEAD_IN and not block.text.endswith((".", ";", ","))
    return block.kind == "heading" or (block.kind == "paragraph" and short)


def _may_lead_in(block: Block) -> bool:
    return block.kind == "heading" or (block.kind in ("paragraph", "bullet") and block.text.endswith(":"))
