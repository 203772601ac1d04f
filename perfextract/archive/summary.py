"""What a run tells: every step on the way, and at the end one line a source file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Step:
    """How far a run is: of ``total`` files ``done`` are through, ``failed`` of them unread; ``current`` comes next."""

    total: int
    done: int
    failed: int
    current: str


Watch = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One source file of a finished run, as documents.csv tells it; ``skipped`` where an earlier reading was kept."""

    document: str
    status: str
    records: int = 0
    findings: int = 0
    pages: int | None = None
    reason: str | None = None
    message: str | None = None
    advice: str | None = None
    seconds: float | None = None
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: where the dataset is, and one line a source file, in order."""

    out: Path
    documents: tuple[DocumentLine, ...]
    lost: tuple[str, ...] = ()  # corrections that found no record, each in a sentence

    @property
    def failed(self) -> tuple[DocumentLine, ...]:
        """The files that could not be read."""
        return tuple(line for line in self.documents if line.status == "failed")

    @property
    def read(self) -> int:
        """How many files were read in this run."""
        return sum(line.status == "read" and not line.skipped for line in self.documents)

    @property
    def skipped(self) -> int:
        """How many files had not changed since an earlier run."""
        return sum(line.skipped for line in self.documents)

    @property
    def duplicates(self) -> int:
        """How many files hold the same bytes as another."""
        return sum(line.status == "duplicate" for line in self.documents)

    @property
    def passed_over(self) -> int:
        """How many files of the source folders are of kinds that are not read."""
        return sum(line.status == "not_read" for line in self.documents)

    @property
    def records(self) -> int:
        """How many records the dataset holds."""
        return sum(line.records for line in self.documents)

    @property
    def findings(self) -> int:
        """How many findings the dataset holds."""
        return sum(line.findings for line in self.documents)
