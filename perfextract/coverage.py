"""How much of a report is in its records: the pages, tables, lists and passages with three or more figures, counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.table import Column, Table

from perfextract.archive.sources import find_sources
from perfextract.extract import Extraction, Options, extract_file
from perfextract.model import DocumentError
from perfextract.outline import contents
from perfextract.places import KINDS, LEAST, Figures, PlaceKind, known, places
from perfextract.unread import CODES

HEAD = ("document", "what", "with 3+ figures", "with a record", "only a finding", "neither")


@dataclass(frozen=True, slots=True)
class Count:
    """The places of one kind with three or more figures: how many have a record, only a finding, or neither."""

    kind: PlaceKind
    held: int
    recorded: int
    found: int

    @property
    def neither(self) -> int:
        """The places of which nothing is said."""
        return self.held - self.recorded - self.found


@dataclass(frozen=True, slots=True)
class Coverage:
    """The counts of one document, and what its findings say of the places that were not read."""

    document: str
    counts: tuple[Count, ...]
    unread: tuple[str, ...] = ()

    @property
    def neither(self) -> int:
        """The places of which nothing is said."""
        return sum(count.neither for count in self.counts)

    def to_dict(self) -> dict[str, Any]:
        """The coverage as plain JSON values."""
        counts = {f"{c.kind}s": {**asdict(c), "neither": c.neither} for c in self.counts}
        for cells in counts.values():
            del cells["kind"]
        return {"document": self.document, **counts, "unread": list(self.unread)}


def coverage(extraction: Extraction, patterns: Path | None = None) -> Coverage:
    """Count the places of a document as read."""
    document = extraction.document
    recorded, found = known(extraction.records), known(extraction.findings)
    figures = Figures(contents(document.blocks), patterns=patterns)
    seen: dict[PlaceKind, list[tuple[bool, bool]]] = {kind: [] for kind in KINDS}
    for place in places(document):
        if len(figures.of(place)) >= LEAST:
            seen[place.kind].append((recorded.touches(place), found.touches(place)))
    counts = (_count(kind, of_kind) for kind, of_kind in seen.items())
    codes = {"table_not_read", *CODES}
    unread = tuple(f.message for f in extraction.findings if f.code in codes)
    return Coverage(document.name, tuple(counts), unread)


def _count(kind: PlaceKind, seen: Sequence[tuple[bool, bool]]) -> Count:
    recorded = sum(record for record, _ in seen)
    return Count(kind, len(seen), recorded, sum(finding and not record for record, finding in seen))


def coverages(sources: Sequence[str], options: Options) -> tuple[list[Coverage], list[str]]:
    """The coverage of every report, and a line for each that could not be read. Raises UsageError."""
    covered: list[Coverage] = []
    failed: list[str] = []
    for file in find_sources(sources, Path()):
        try:
            covered.append(coverage(extract_file(file.path, options, name=file.name), options.patterns))
        except DocumentError as error:
            failed.append(f"{file.name}: {error.message} {error.advice} [{error.reason}]")
    return covered, failed


def totals(covered: Sequence[Coverage]) -> Coverage:
    """The counts of all reports together."""
    by_kind = [[c for one in covered for c in one.counts if c.kind == kind] for kind in KINDS]
    return Coverage("all", tuple(_sum(kind, counts) for kind, counts in zip(KINDS, by_kind, strict=True)))


def _sum(kind: PlaceKind, counts: Sequence[Count]) -> Count:
    return Count(kind, sum(c.held for c in counts), sum(c.recorded for c in counts), sum(c.found for c in counts))


# ── printed ──────────────────────────────────────────────────────────────────────────────────────


def to_json(covered: Sequence[Coverage]) -> dict[str, Any]:
    """The counts as plain JSON values: of each report, and of all together."""
    return {"documents": [one.to_dict() for one in covered], "all": totals(covered).to_dict()}


def table(covered: Sequence[Coverage]) -> Table:
    """The counts as a table: for each report a row a kind of place, and all reports at the end."""
    made = Table(HEAD[0], HEAD[1], *(Column(head, justify="right") for head in HEAD[2:]), box=None)
    for one in covered if len(covered) == 1 else (*covered, totals(covered)):
        for row in _rows(one):
            made.add_row(*row)
    return made


def _rows(one: Coverage) -> Iterator[tuple[str, ...]]:
    """The rows of one report; its name is in the first."""
    held = [c for c in one.counts if c.held] or [Count("page", 0, 0, 0)]
    for name, c in zip((one.document, *[""] * len(held)), held, strict=False):
        yield name, f"{c.kind}s", *map(str, (c.held, c.recorded, c.found, c.neither))


def lines(covered: Sequence[Coverage]) -> Iterator[str]:
    """What the findings say of the places not read, under their reports."""
    for one in covered:
        if one.unread:
            yield ""
            yield one.document
            yield from (f"  {message}" for message in one.unread)
