"""The frozen types that pass from floor to floor, and the closed vocabularies of the record.

Two families live here. What a reader yields and the later floors work on are plain dataclasses
(``Block``, ``Table``, ``Section``, ``Document``). What leaves the program is a pydantic model
(``Record`` and its parts), so that the JSON schema is the code and an unknown key is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, PlainSerializer, WithJsonSchema

# ── the closed vocabularies ──────────────────────────────────────────────────────────────────────

Direction = Literal["up", "down", "stable"]
Bound = Literal["at_least", "at_most", "about"]
Relation = Literal["above", "below", "equal", "similar"]
Status = Literal["improving", "needs_improvement", "noted"]
Rag = Literal["red", "amber", "green"]
Polarity = Literal["higher", "lower"]
RecordKind = Literal["actual", "forecast", "planned", "qualitative"]
Source = Literal["prose", "table", "card"]
Qualifier = Literal["provisional", "forecast", "cumulative", "rolling", "planned", "average", "estimated"]
Severity = Literal["error", "warning", "note"]
ComparatorKind = Literal[
    "previous_period",
    "same_period_last_year",
    "earlier_period",
    "baseline",
    "target",
    "national",
    "regional",
    "statistical_neighbour",
    "other",
]
PAST_KINDS: tuple[ComparatorKind, ...] = ("previous_period", "same_period_last_year", "earlier_period")  # nearest first
EARLIER_KINDS: frozenset[str] = frozenset((*PAST_KINDS, "baseline"))

BlockKind = Literal["title", "heading", "paragraph", "bullet", "table", "footnote"]
BBox = tuple[float, float, float, float]


# ── what a reader yields ─────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Segment:
    """Where a stretch of a block's text stands on paper: usually one word of one line.

    ``start`` and ``end`` are characters in ``Block.text``; ``bbox`` is (x0, top, x1, bottom) in points
    from the top left corner of the page.
    """

    start: int
    end: int
    page: int
    bbox: BBox | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; ``start``/``end`` are its characters in the table block's text."""

    row: int
    col: int
    text: str
    start: int
    end: int
    rowspan: int = 1
    colspan: int = 1
    fill: str | None = None  # background colour as six hex digits ("FF0000"), where the document gives one
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells, in reading order; a merged cell stands once, at its upper left corner."""

    rows: int
    cols: int
    cells: tuple[Cell, ...]
    header_rows: int = 0  # rows the document itself marks as a head; 0 where it does not say


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, bullet or table of a document, with its place.

    ``text`` holds the document's words as they stand, with line ends inside a paragraph turned into
    single spaces and list markers taken off (kept in ``marker``). ``level`` is 1.. for headings (1 the
    highest) and 1.. for bullets (the depth), else 0. ``index`` counts the blocks of the document from 0.
    """

    text: str
    kind: BlockKind = "paragraph"
    index: int = 0
    level: int = 0
    marker: str | None = None
    segments: tuple[Segment, ...] = ()
    table: Table | None = None

    def page(self, start: int = 0) -> int | None:
        """The page on which the character at ``start`` stands (PDF only)."""
        for s in self.segments:
            if start < s.end:
                return s.page
        return self.segments[-1].page if self.segments else None

    def bbox(self, start: int, end: int) -> BBox | None:
        """The box around the characters ``start`` to ``end`` on their first page (PDF only)."""
        page = self.page(start)
        boxes = [s.bbox for s in self.segments if s.bbox and s.page == page and s.start < end and s.end > start]
        if not boxes:
            return None
        return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


# ── the outline ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Section:
    """The blocks under one run of headings, with what the headings say."""

    blocks: tuple[Block, ...]
    theme: str | None = None
    theme_id: str | None = None
    service: str | None = None
    status: Status | None = None
    period: Period | None = None  # what the section's headings or lead-in say ("In quarter 2:"), else None
    aside: bool = False  # under a heading that tells of the report itself (footnotes, rules): nothing is stated there
    paths: tuple[tuple[str, ...], ...] = ()  # of each block: all headings it is under, outermost first

    def headings(self, block: Block) -> tuple[str, ...]:
        """All headings that a block of the section is under, outermost first."""
        found = (path for b, path in zip(self.blocks, self.paths, strict=False) if b.index == block.index)
        return next(found, ())


@dataclass(frozen=True, slots=True)
class Report:
    """What a whole document says of itself, and its sections in order."""

    title: str | None
    authority: str | None
    period: Period | None
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """Something of a file that is not read: the code of its finding, what the user is told, the page and its words."""

    code: str
    message: str
    page: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: its name, fingerprint, pages and blocks."""

    name: str
    sha256: str
    blocks: tuple[Block, ...]
    pages: int | None = None
    notes: tuple[str, ...] = field(default=())  # what the reader left out or could not do, in plain sentences
    unread: tuple[Unread, ...] = field(default=())  # what was not read and may be missed: each makes a finding
    margins: tuple[str, ...] = ()  # the running heads and feet
    properties: tuple[tuple[str, str], ...] = ()  # what the file says of itself: ("title", ...), ("company", ...)

    def evidence(self, block: Block, start: int, end: int, words: tuple[int, int]) -> Evidence:
        """Where the characters ``start`` to ``end`` of a block stand; those of ``words`` are quoted around them."""
        return Evidence(
            document=self.name,
            sha256=self.sha256,
            page=block.page(start),
            block=block.index,
            start=start,
            end=end,
            text=block.text[slice(*words)],
            bbox=block.bbox(start, end),
        )


class DocumentError(Exception):
    """A file that cannot be read: ``reason`` is a short code, ``advice`` what the user can do."""

    def __init__(self, reason: str, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.reason, self.message, self.advice = reason, message, advice

    def __reduce__(self) -> tuple[Any, ...]:
        return DocumentError, (self.reason, self.message, self.advice)


# ── the record ───────────────────────────────────────────────────────────────────────────────────


def plain_number(value: Decimal) -> int | float:
    """The number as JSON writes it: whole numbers without a point.

    >>> plain_number(Decimal("4500000.0")), plain_number(Decimal("77.8"))
    (4500000, 77.8)
    """
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[
    Decimal,
    PlainSerializer(plain_number, return_type=int | float, when_used="always"),
    WithJsonSchema({"type": "number"}),
]


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Period(Frozen):
    """A stretch of days, both ends included; a point in time has start = end."""

    label: str | None = None
    start: date | None = None
    end: date | None = None
    inherited: bool = False


class ReportRef(Frozen):
    """The report a statement stands in."""

    title: str | None = None
    period: Period | None = None


class Change(Frozen):
    """How much the value moved, as the text states it."""

    amount: Number | None = None
    unit: str | None = None
    direction: Direction | None = None
    since: ComparatorKind | None = None


class Gap(Frozen):
    """How far the value is from a comparator, as the text states it."""

    amount: Number
    unit: str | None = None


class Comparator(Frozen):
    """Another figure (or standing) the value is compared with."""

    kind: ComparatorKind
    label: str | None = None
    value: Number | None = None
    unit: str | None = None
    period: Period | None = None
    relation: Relation | None = None
    approximate: bool = False
    rank: str | None = None
    gap: Gap | None = None  # where the text tells the distance: "102 days longer than the average"
    text: str | None = None


class Evidence(Frozen):
    """Where the words stand: ``start``/``end`` are the value's characters in the block's text."""

    document: str
    sha256: str
    page: int | None = None
    block: int | None = None
    start: int | None = None
    end: int | None = None
    text: str = ""
    bbox: BBox | None = None


class Finding(Frozen):
    """Something in a report that a careful reader would question."""

    code: str
    severity: Severity = "warning"
    message: str
    record_ids: tuple[str, ...] = ()
    evidence: Evidence | None = None


class Record(Frozen):
    """One statement that an indicator had a value (or moved). See docs/fields.md for every field."""

    id: str
    authority: str | None = None
    report: ReportRef = ReportRef()
    indicator: str
    indicator_id: str | None = None
    linked_by: str | None = None  # the words, or the rule, by which the catalogue knows it
    series_id: str | None = None
    value: Number | None = None
    value_text: str | None = None
    unit: str | None = None
    upper: Number | None = None  # the upper end, where the text gives a range
    bound: Bound | None = None
    approximate: bool = False
    qualifiers: tuple[Qualifier, ...] = ()
    numerator: Number | None = None
    denominator: Number | None = None
    geography: str | None = None
    period: Period = Period()
    direction: Direction | None = None
    change: Change | None = None
    comparators: tuple[Comparator, ...] = ()
    status: Status | None = None
    rag: Rag | None = None
    polarity: Polarity | None = None  # which is better, where the report says or shows it
    theme: str | None = None
    theme_id: str | None = None
    service: str | None = None
    headings: tuple[str, ...] = ()  # all headings it is under, outermost first
    kind: RecordKind = "actual"
    source: Source = "prose"
    same_as: str | None = None  # the id of the record, of a table or of the report in another format, that is repeated
    audit: tuple[Finding, ...] = ()
    corrected: tuple[str, ...] = ()  # the fields an analyst has corrected
    confidence: float = 0.5
    evidence: Evidence

    def to_dict(self) -> dict[str, Any]:
        """The record as plain JSON values (dates as ISO strings), in the order of the contract."""
        return self.model_dump(mode="json")
