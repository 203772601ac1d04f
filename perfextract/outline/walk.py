"""The walk through a document's blocks that puts each under the headings in force."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path as Folder

from perfextract import identity
from perfextract.model import Block, Period, Section
from perfextract.outline import places
from perfextract.outline.contents import contents
from perfextract.outline.places import BELOW_ALL, SUBJECTS, Head, Path
from perfextract.outline.roles import heads_nothing, may_head, named, role_of
from perfextract.outline.themes import names_a_theme, theme_id
from perfextract.outline.times import heading_period, is_only_a_time, lead_in_period, may_lead_in
from perfextract.periods import find
from perfextract.readers.parts import number_depth
from perfextract.vocabulary import expression

_SPLIT = re.compile(r"\s+[–—-]\s+")
_STEP = 2  # from one level to the next: between them is room for the second half of a split heading
_TITLE_LINES = 4
_REPORT_TIMES = ("quarter", "half", "month")
_TITLE_WORDS = expression(r"\b{title of a document}\b")
_FEWEST_UNDER_TITLE = 3  # headings
_LISTING = ("judging", "sub", "grade", "aside")  # what headings of every level may be
_BESIDE_LISTS = frozenset({"footnote", "title"})


def sections(blocks: Sequence[Block], period: Period | None, patterns: Folder | None = None) -> Iterator[Section]:
    """The sections of a report of this period: runs of blocks under the same headings."""
    walk = _Walk(tuple(blocks), period, patterns)
    held: list[tuple[Block, tuple[str, ...]]] = []
    path = last = walk.path
    for block in blocks:
        path = walk.take(block)
        if held and _state(path) != _state(last):
            yield _section(held, last, patterns)
            held = []
        held.append((block, places.texts(path)))
        last = path
    if held:
        yield _section(held, last, patterns)


def _state(path: Path) -> tuple[object, ...]:
    return (
        *places.theme_and_service(path),
        places.status_of(path),
        places.period_of(path),
        places.is_aside(path),
    )


def _section(held: list[tuple[Block, tuple[str, ...]]], path: Path, patterns: Folder | None) -> Section:
    theme, service = places.theme_and_service(path)
    known = theme_id(service, theme, patterns=patterns)
    blocks, paths = zip(*held, strict=True)
    aside = places.is_aside(path)
    return Section(blocks, theme, known, service, places.status_of(path), places.period_of(path), aside, paths)


@dataclass
class _Walk:
    """Where the walk through the blocks stands: the headings in force and the list under the last of them."""

    blocks: tuple[Block, ...]
    period: Period | None
    patterns: Folder | None
    path: Path = ()
    listed: bool = False  # bullets have been met since the last heading
    after_head: bool = False  # the block before was a heading
    begun: bool = False  # the text has begun: a time alone before it is the document's or its publication's
    themes: set[str] = field(default_factory=set)  # met so far

    def __post_init__(self) -> None:
        self.silent = contents(self.blocks)
        self.titles = {named(b.text).casefold() for b in self.blocks if b.kind == "title"}
        heads = [b for b in self.blocks if self._is_head(b)]
        self.levels = _levels(heads)
        subjects = [b for b in heads if not role_of(b.text, self.patterns)]
        parting = [b for b in heads if role_of(b.text, self.patterns).get("role") not in _LISTING]
        self.flat = len({self._level(b) for b in parting}) <= 1
        self.lone = () if self.flat else self._lone(subjects)

    def _is_head(self, block: Block) -> bool:
        if block.kind != "heading" or block.index in self.silent or heads_nothing(block.text):
            return False
        return named(block.text).casefold() not in self.titles

    def _level(self, block: Block) -> int:
        """A heading's level: where its words were a heading before, the level it had there."""
        return self.levels.get(named(block.text).casefold(), block.level)

    def _lone(self, subjects: Sequence[Block]) -> tuple[Block, ...]:
        """The headings that are alone on their level, over several below: they name the document, or are missized."""
        levels = Counter(map(self._level, subjects))
        found = []
        for i, block in enumerate(subjects):
            level = self._level(block)
            under = list(takewhile(level.__lt__, map(self._level, subjects[i + 1 :])))
            if levels[level] == 1 and len(under) >= _FEWEST_UNDER_TITLE and not _is_numbered(block):
                found.append(block)
        return tuple(b for b in found if not names_a_theme(named(b.text), self.patterns))

    def take(self, block: Block) -> Path:
        """The headings in force at a block, itself among them where it is one."""
        heads = self._heads(block)
        self.begun |= block.kind not in _BESIDE_LISTS and not may_head(block)
        for head in heads:
            self.path = places.under(self.path, head)
            self.themes.add((places.theme_and_service(self.path)[0] or "").casefold())
        if heads:
            self.listed = False
        elif block.kind not in _BESIDE_LISTS:
            self.path = tuple(h for h in self.path if not self._ends(h, block))
            self.listed |= block.kind == "bullet"
        if not self._is_grade(block):
            self.after_head = bool(heads) and block.kind == "heading"
        return self.path

    def _is_grade(self, block: Block) -> bool:
        return may_head(block) and role_of(block.text, self.patterns).get("role") == "grade"

    def _ends(self, head: Head, block: Block) -> bool:
        """Whether a block is past the list that a judgement or a lead-in's time is for."""
        if head.role == "judging":
            return self.listed and block.kind == "paragraph"
        return head.list_level > 0 and (block.kind != "bullet" or block.level < head.list_level)

    def _heads(self, block: Block) -> list[Head]:
        """The headings a block makes: none, one, or the two halves of "Customer Services – Calls"."""
        gives = role_of(block.text, self.patterns) if may_head(block) else {}
        role = gives.get("role")
        text = named(block.text)
        if role == "grade":
            return []
        if role == "judging" and (block.kind != "heading" or self._is_head(block)):
            depth = self._depth(block, text, role) if block.kind == "heading" else BELOW_ALL
            return [Head(text, depth, role, gives.get("status"))]
        said = lead_in_period(block.text, self.period) if may_lead_in(block) else None
        if block.kind == "heading" and not self.begun and self.period is not None and is_only_a_time(block.text):
            return []
        if said is not None:
            level = 0 if block.kind == "heading" else max(block.level, 1)
            depth = BELOW_ALL if level else self._depth(block, text, "time")
            return [Head(text, depth, "time", period=said, list_level=level)]
        return list(self._subjects(block, text, role)) if self._is_head(block) else []

    def _subjects(self, block: Block, text: str, role: str | None) -> Iterator[Head]:
        if role is None and self._is_title(block):
            depth = 0 if self.flat else _STEP * self._level(block)
            yield Head(text, depth, "title", period=heading_period(text, self.period))
            return
        role = "wrapper" if role == "sub" and _is_numbered(block) else role  # a numbered one is a section
        depth = self._depth(block, text, role)
        when = heading_period(text, self.period)
        first, *rest = _SPLIT.split(text, maxsplit=1)
        if rest and first.casefold() in self.themes:
            yield Head(first, depth)
            yield Head(rest[0], depth + 1, period=when)
        else:
            yield Head(text, depth, role or "subject", period=when)

    def _is_title(self, block: Block) -> bool:
        """Whether a heading names the document: the lone one above all others, or worded so in its first lines."""
        if any(block is title for title in self.lone):
            return True
        early = not any(h.role in SUBJECTS for h in self.path)
        titled = self.after_head and any(h.role == "title" for h in self.path)
        return early and (self.flat or bool(find(block.text))) and _is_worded_as_title(block, titled)

    def _depth(self, block: Block, text: str, role: str | None) -> int:
        """How deep a heading is; in a flat document told from its role and from what stands before it."""
        if not self.flat:
            return _STEP * self._level(block)
        within = [h for h in self.path if h.role != "title"]
        if role in ("part", "theme") or not within:
            return _STEP
        return 2 * _STEP if self.after_head or self._holds(within[0], text) else _STEP

    def _holds(self, theme: Head, text: str) -> bool:
        """Whether a heading without a level of its own is under a theme above it that groups several."""
        if theme.role == "part":
            return True
        if sum(h.role in SUBJECTS for h in self.path) == 1:  # no heading followed it at once
            return False
        known = theme_id(theme.text, patterns=self.patterns)
        grouping = names_a_theme(theme.text, self.patterns) and theme_id(text, patterns=self.patterns) in (None, known)
        return theme.role == "theme" or grouping


def _is_numbered(block: Block) -> bool:
    return number_depth(block.marker) > 0 or named(block.text) != block.text.rstrip(" :")


def _levels(heads: Sequence[Block]) -> dict[str, int]:
    """The level of each heading's words where they are first a heading."""
    found: dict[str, int] = {}
    for block in heads:
        found.setdefault(named(block.text).casefold(), block.level)
    return found


def _is_worded_as_title(block: Block, titled: bool) -> bool:
    """Whether one of the first lines names the document: its kind, its committee or its date."""
    if block.index >= _TITLE_LINES:
        return False
    marks = find(block.text)
    if any(m.form in _REPORT_TIMES and re.search(r"\d\d", m.text) for m in marks):
        return True  # "Customer Feedback and Benchmarking, Quarter 3 2015/16": a theme has no quarter of its own
    worded = bool(_TITLE_WORDS.search(block.text)) and (bool(marks) or titled or block.index == 0)
    return worded or (titled and bool(marks)) or identity.is_body(block.text)
