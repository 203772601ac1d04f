"""The whole route on one screen: a file or a text in, records and findings out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from perfextract import periods, readers
from perfextract.audit import audit_report, with_findings
from perfextract.cards import cards, without_card_headings
from perfextract.model import Block, Document, Finding, Period, Record, Report, Section
from perfextract.outline import contents, outline
from perfextract.pipes.marks import Marks, mark_text
from perfextract.places import Figures, asides
from perfextract.reading.about import About
from perfextract.reading.context import Context, Leftover
from perfextract.reading.lists import walk
from perfextract.reading.read import read_block
from perfextract.reading.statement import Statement
from perfextract.records import left_aside, left_out, left_over, linked, not_read, not_told, records
from perfextract.tables import Reading, read_table
from perfextract.unread import unread as unread_places


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says over the document: who reports, for which period, and a folder of own patterns."""

    authority: str | None = None
    period: str | None = None
    patterns: Path | None = None

    def report_period(self) -> Period | None:
        """The period as dates; raises ValueError where the words name none."""
        return None if self.period is None else periods.asked(self.period)


@dataclass(frozen=True, slots=True)
class Extraction:
    """A document as read: its blocks, its outline, its records and what a careful reader would question."""

    document: Document
    report: Report
    records: tuple[Record, ...]
    findings: tuple[Finding, ...]


def extract_file(path: Path, options: Options = Options(), name: str | None = None) -> Extraction:
    """Read a file; ``name`` is the document's name in evidence (default: the file's). Raises DocumentError."""
    document = readers.read(path)
    if name is not None:
        document = replace(document, name=name)
    found = extract_document(document, options)
    return replace(found, findings=(*found.findings, *not_told(found.report, document)))


def extract_text(text: str, options: Options = Options(), name: str = "text") -> Extraction:
    """Read pasted text."""
    return extract_document(readers.read_text(text, name), options)


def extract_document(document: Document, options: Options = Options()) -> Extraction:
    """Blocks -> sections -> marks -> statements -> records."""
    document, report, skipped = outlined(document, options)
    found: list[tuple[Section, Statement]] = []
    leftovers: list[tuple[Block, Leftover]] = []
    marks: dict[int, Marks] = {}
    unread: list[Finding] = []
    for section in report.sections:
        if section.aside:
            unread += left_aside(section, document)
            continue
        tables = read_tables(section, report, document.blocks, options.patterns)
        unread += [not_read(block, table.why, document) for block, table in tables if table.why]
        prose = read_prose(section, report, options.patterns, skipped)
        marks |= prose.marks
        leftovers += prose.leftovers
        told = [(section, s) for s in prose.statements]
        told += [(_part(section, label), s) for _, table in tables for label, s in table.statements]
        found += sorted(told, key=lambda x: x[1].block.index)
    made = linked(tuple(records(found, report, document, options.patterns)))
    questioned = audit_report(made, document, marks, options.patterns)
    findings = [*(f for r in made for f in r.audit), *questioned]
    notes = [*left_out(document), *(left_over(block, x, document) for block, x in leftovers), *unread]
    figures = Figures(skipped, marks, options.patterns)
    notes += unread_places(document, made, (*findings, *notes), figures, asides(report))
    return Extraction(document, report, with_findings(made, questioned), (*findings, *notes))


def outlined(document: Document, options: Options) -> tuple[Document, Report, frozenset[int]]:
    """A document without the headings of its cards, what it says of itself, and the blocks that are its contents."""
    document = without_card_headings(document, options.patterns)
    report = outline(document, authority=options.authority, period=options.report_period(), patterns=options.patterns)
    return document, report, contents(document.blocks)


def read_tables(
    section: Section, report: Report, blocks: Sequence[Block], patterns: Path | None
) -> list[tuple[Block, Reading]]:
    """The tables of a section as read; one without heads may go on where the one directly above it ended."""
    read: list[tuple[Block, Reading]] = []
    for above, block in pairwise([None, *section.blocks]):
        if block is not None and block.table is not None:
            before = read[-1][1].sheet if read and above is read[-1][0] else None
            read.append((block, read_table(block, section, report, blocks, patterns, before)))
    return read


def _part(section: Section, label: str | None) -> Section:
    """The section of a table's row: a label within the table names the service."""
    return replace(section, service=label) if label else section


@dataclass(frozen=True, slots=True)
class Prose:
    """The prose and cards of a section as read: statements in order, figures in none, the marks of each block.

    ``read`` has each block of prose with what was known before it.
    """

    statements: tuple[Statement, ...]
    leftovers: tuple[tuple[Block, Leftover], ...]
    marks: dict[int, Marks]
    read: tuple[tuple[About, Context], ...] = ()


def read_prose(
    section: Section, report: Report, patterns: Path | None = None, skipped: frozenset[int] = frozenset()
) -> Prose:
    """Read the cards and prose of a section; a bullet knows the lead-in of its list, contents say nothing."""
    found = list(cards(section, report.period, patterns))
    taken = {i for card in found for i in card.taken}
    told: list[Statement] = [statement for card in found for statement in card.statements]
    leftovers: list[tuple[Block, Leftover]] = []
    marks: dict[int, Marks] = {}
    known: list[tuple[About, Context]] = []

    def read(block: Block, context: Context) -> Context:
        marks[block.index] = mark_text(block.text, patterns, idle=False)
        about = About(report.period, section, block, patterns)
        known.append((about, context))
        got = read_block(about, marks[block.index], context)
        told.extend(got.statements)
        leftovers.extend((block, x) for x in got.leftovers)
        return got.context

    prose = (b for b in section.blocks if b.kind in ("paragraph", "bullet") and b.index not in skipped | taken)
    walk(prose, read)
    return Prose(tuple(sorted(told, key=lambda s: s.block.index)), tuple(leftovers), marks, tuple(known))
