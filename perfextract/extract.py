"""The whole route on one screen: a file or a text in, records and findings out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from perfextract import periods, readers
from perfextract.audit import audit_report, with_findings
from perfextract.cards import cards, without_card_headings
from perfextract.contents import contents
from perfextract.model import Block, Document, Finding, Period, Record, Report, Section
from perfextract.outline import outline
from perfextract.pipes.marks import Marks, mark_text
from perfextract.records import damaged, left_aside, linked, not_read, records, unexplained
from perfextract.statements.build import Reader
from perfextract.statements.drafts import Leftover, State
from perfextract.statements.phrases import content
from perfextract.statements.statement import Statement
from perfextract.tables import Reading, read_table


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
        document = Document(name, document.sha256, document.blocks, document.pages, document.notes)
    return extract_document(document, options)


def extract_text(text: str, options: Options = Options(), name: str = "text") -> Extraction:
    """Read pasted text."""
    return extract_document(readers.read_text(text, name), options)


def extract_document(document: Document, options: Options = Options()) -> Extraction:
    """Blocks -> sections -> marks -> statements -> records."""
    document = without_card_headings(document, options.patterns)
    report = outline(document, authority=options.authority, period=options.report_period(), patterns=options.patterns)
    skipped = contents(document.blocks)
    found: list[tuple[Section, Statement]] = []
    leftovers: list[Leftover] = []
    garbled: list[Leftover] = []
    marks: dict[int, Marks] = {}
    unread: list[Finding] = []
    for section in report.sections:
        if section.aside:
            unread += left_aside(section, document)
            continue
        reader = Reader(report.period, section, options.patterns)
        tables = read_tables(section, report, document.blocks, options.patterns)
        unread += [not_read(block, table.why, document) for block, table in tables if table.why]
        told = [(section, s) for s in statements(section, report, reader, marks, skipped)]
        told += [(_part(section, label), s) for _, table in tables for label, s in table.statements]
        found += sorted(told, key=lambda x: x[1].block.index)
        leftovers += reader.leftovers
        garbled += reader.garbled
    made = linked(tuple(records(found, report, document, options.patterns)))
    questioned = audit_report(made, document, marks, options.patterns)
    findings = [*(f for r in made for f in r.audit), *(damaged(x, document) for x in garbled), *questioned]
    notes = [*(unexplained(x, document) for x in leftovers), *unread]
    return Extraction(document, report, with_findings(made, questioned), (*findings, *notes))


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


def statements(
    section: Section,
    report: Report,
    reader: Reader,
    marks: dict[int, Marks],
    skipped: frozenset[int] = frozenset(),
) -> Iterator[Statement]:
    """The statements of one section, cards and prose; a bullet knows the stem of its list, contents say nothing.

    The marks found in the blocks of prose are kept in ``marks``.
    """
    stems: list[tuple[int, State]] = []
    deeper = False  # whether the last stem has had bullets below it: those beside it are none of its own
    last = State()
    found = list(cards(section, report.period, reader.patterns))
    taken = {i for card in found for i in card.taken}
    told = [statement for card in found for statement in card.statements]
    for block in section.blocks:
        yield from (statement for statement in told if statement.block is block)
        if block.index in taken or block.kind not in ("paragraph", "bullet") or block.index in skipped:
            continue
        depth = block.level if block.kind == "bullet" else 0
        deeper = bool(stems) and (depth > stems[-1][0] or (deeper and depth >= stems[-1][0]))
        # "412 live elsewhere": an item, also where its depth is lost
        item = depth > 0 and not block.text[:1].isupper() and not (deeper and depth == stems[-1][0])
        above = [(level, kept) for level, kept in stems if level < depth or (item and level == depth)]
        state = _listed(last) if _NAME_AND_NUMBER.match(block.text) else _below(above)
        marks[block.index] = mark_text(block.text, reader.patterns, idle=False)
        yield from reader.read(block, marks[block.index], state)
        last = state
        stems = above
        if _is_stem(block.text):
            stems.append((depth, State(state.memory, state.carry, state.drafts, stem=_stem_words(block.text))))


def _listed(last: State) -> State:
    """What "Thornwick: 5,765" on a line of its own takes from the block before: the measure, said once for all."""
    memory = last.memory
    return State(replace(memory, base=memory.base or memory.indicator), last.carry)


def _below(stems: Sequence[tuple[int, State]]) -> State:
    """What a block takes from the nearest of the stems above it."""
    if not stems:
        return State()
    _, stem = stems[-1]
    return State(stem.memory, stem.carry, stem=stem.stem)


# "Thornwick:   5,765": an item of a list whose lead-in is the paragraph before.
_NAME_AND_NUMBER = re.compile(r"^[A-Z][\w'’&-]*(?:\s+[\w'’&-]+){0,3}:\s*[£\d]\S*\s*$")


def _is_stem(text: str) -> bool:
    return text.rstrip().endswith((":", ":-", ": -"))


def _stem_words(text: str) -> str:
    """The lead-in of a list without its times: "In the last 12 months:" says nothing of what is measured."""
    last = re.split(r"(?<=[.!?])\s+(?=[A-Z])", text.strip())[-1]
    last = periods.without(last)
    return last if content(last) else ""
