"""What a summary holds, before it is rendered: nothing here knows Word, HTML or Markdown."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from perfextract.model import Evidence, Status
from perfextract.show import counted

NO_VALUE = "no value"  # in a cell of a comparison
# Headings. patterns/headings.yaml knows them, so that whoever reads a summary back finds each statement once.
JUDGED: dict[Status, str] = {
    "needs_improvement": "Areas requiring improvement",
    "improving": "Areas showing improved performance",
    "noted": "Also to note",
}
BY_RULES = "{}, by this summary's rules"
NO_THEME = "Under no theme of the reports"
COMPARED = "How these figures compare"
EVIDENCE = "Where the statements come from"


@dataclass(frozen=True, slots=True)
class Source:
    """Where the words behind a statement stand: file, page where there is one, and the sentence itself."""

    document: str
    page: int | None
    words: str

    @classmethod
    def of(cls, evidence: Evidence) -> Source:
        """Where a record's evidence stands."""
        return cls(evidence.document, evidence.page, evidence.text)

    @property
    def place(self) -> str:
        """The file, and the page."""
        return self.document if self.page is None else f"{self.document}, page {self.page}"

    @property
    def told(self) -> str:
        """The place and the words."""
        return f"{self.place}: “{self.words}”"


@dataclass(frozen=True, slots=True)
class Line:
    """One statement in one standard sentence, with the records it states and where they come from.

    ``derived`` are figures of the sentence that no report states, such as a difference worked out here; they are marked
    as such where they stand. ``note`` is a footnote: a revision, or what the report's own heading says otherwise.
    ``reads_back`` says whether our own reader reads the sentence as the record it states.
    """

    text: str
    record_ids: tuple[str, ...]
    sources: tuple[Source, ...] = ()
    derived: tuple[Decimal, ...] = ()
    note: str | None = None
    reads_back: bool = True

    @property
    def told(self) -> str:
        """All a note has to tell of it; "" where there is nothing."""
        return " ".join(filter(None, [self.note, self.worked_out, *(source.told for source in self.sources)]))

    @property
    def worked_out(self) -> str:
        """Which of its figures no report states, as a sentence; "" where there are none."""
        figures = ", ".join(f"{figure:,f}" for figure in self.derived)
        return f"Worked out here, in no report: {figures}." if figures else ""


@dataclass(frozen=True, slots=True)
class Part:
    """The statements under one judging heading of a theme ("Areas requiring improvement").

    ``status`` is the reports' own judgement; None where no report judges them and the rules of the summary do.
    """

    heading: str
    status: Status | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator in the comparison table: a cell for each period, None where the dataset has no value (a gap).

    ``cells`` are as they are printed ("88.4%"), ``numbers`` the same values for a sparkline; ``marks`` are the numbers
    of footnotes by cell; ``unlike`` says why the row cannot be compared with the others of its line, where it cannot.
    """

    name: str
    unit: str | None
    cells: tuple[str | None, ...]
    numbers: tuple[Decimal | None, ...]
    target: str | None = None
    better: str | None = None  # "higher" or "lower"
    marks: tuple[str | None, ...] = ()
    unlike: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A table of the same indicators over several periods, or of several authorities side by side."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    over_time: bool = True  # the columns follow one another, so that a line may join their values


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of the summary: its parts in order, and its comparison over the periods asked for."""

    name: str
    parts: tuple[Part, ...]
    comparison: Comparison | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """A whole summary. ``rules`` tell in plain sentences how statements came under their headings."""

    title: str
    authority: str | None
    period: str
    themes: tuple[Theme, ...]
    footnotes: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    gaps: tuple[str, ...] = field(default=())  # what was asked for and the dataset does not have

    @property
    def lines(self) -> tuple[Line, ...]:
        """All statements."""
        return tuple(line for theme in self.themes for part in theme.parts for line in part.lines)

    @property
    def told(self) -> str:
        """What is in it, in a few words."""
        if not self.lines:
            rows = sum(len(theme.comparison.rows) for theme in self.themes if theme.comparison)
            return f"{counted(rows, 'indicator')} side by side"
        back = sum(line.reads_back for line in self.lines)
        each = "each" if back == len(self.lines) else f"{back} of them"
        return f"{counted(len(self.lines), 'statement')}, {each} read back as its value, time, movement and comparisons"

    @property
    def endings(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """What stands behind the themes: a key, a heading and the texts under it; the footnotes first."""
        return (
            ("footnote", "Footnotes to the tables", self.footnotes),
            ("gap", "What the data does not hold", self.gaps),
            ("finding", "What a careful reader would question", self.findings),
            ("rule", "How statements came under their headings", self.rules),
        )
