"""Show one report's records in the terminal, each with the sentence it came from and the value marked in it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from perfextract.model import Comparator, Document, Number, Period, Record, plain_number

if TYPE_CHECKING:
    from perfextract.extract import Extraction

MOVES = {"up": "↑ up", "down": "↓ down", "stable": "→ stable"}
BOUNDS = {"at_least": "at least ", "at_most": "at most "}
UNEXPLAINED = "unexplained_number"

Line = tuple[int, Text]  # how far in it stands, and the words


def print_lines(lines: Iterator[Line], console: Console) -> None:
    """Print lines: wrapped at their own margin in a terminal, whole where they go to a file or another command."""
    for indent, text in lines:
        if console.is_terminal:
            console.print(Padding(text, (0, 0, 0, indent)))
        else:
            console.print(Text(" " * indent).append(text), soft_wrap=True)


def report_lines(extraction: Extraction) -> Iterator[Line]:
    """A report's records as lines, grouped under its themes and services, in the report's order."""
    report = extraction.report
    heading = " · ".join(filter(None, (report.authority, report.title, period_text(report.period))))
    yield 0, Text(heading or extraction.document.name, "bold")
    for (theme, service), group in groupby(extraction.records, key=lambda record: (record.theme, record.service)):
        yield 0, Text("\n" + (" / ".join(filter(None, (theme, service))) or "(no heading)"), "bold cyan")
        for record in group:
            yield from record_lines(record, extraction.document)
    yield 0, Text(f"\n{counted(len(extraction.records), 'record')}", "bold")


def record_lines(record: Record, document: Document) -> Iterator[Line]:
    """A record as lines: what and how much, when and against what, and the evidence."""
    yield 2, Text(figure(record), "bold green").append(f"  {record.indicator}", "default not bold")
    kind = None if record.kind == "actual" else record.kind
    facts = (period_text(record.period), record.geography, movement(record), *record.qualifiers, kind, record.status)
    if told := " · ".join(filter(None, facts)):
        yield 6, Text(told)
    for comparator in record.comparators:
        yield 6, Text(comparator_text(comparator), "yellow")
    yield 6, evidence(record, document)
    for finding in record.audit:
        yield 6, Text(f"{finding.severity}: {finding.message}", "red")


def figure(record: Record) -> str:
    """The value with its unit, and the counts given with it."""
    about = "about " if record.approximate else BOUNDS.get(record.bound or "", "")
    counts = [number_text(n) for n in (record.numerator, record.denominator) if n is not None]
    return about + amount(record.value, record.unit) + (f" ({' of '.join(counts)})" if counts else "")


def amount(value: Number | None, unit: str | None) -> str:
    """A number with its unit.

    >>> from decimal import Decimal
    >>> amount(Decimal("32.6"), "percent"), amount(Decimal(4500000), "GBP"), amount(Decimal(258), "days")
    ('32.6%', '£4,500,000', '258 days')
    >>> amount(Decimal(1), "days"), amount(Decimal(-1), "percentage_points"), amount(Decimal(61), "per_10000")
    ('1 day', '-1 percentage point', '61 per 10,000')
    """
    if value is None:
        return "—"
    number = number_text(value)
    match unit:
        case "percent":
            return f"{number}%"
        case "GBP":
            return f"-£{number[1:]}" if number.startswith("-") else f"£{number}"
        case "count" | None:
            return number
        case _:
            return f"{number} {unit_text(unit, abs(value) == 1)}"


def unit_text(unit: str, one: bool = False) -> str:
    """A unit in words, for one of it or for many.

    >>> unit_text("per_100000"), unit_text("days"), unit_text("days", one=True)
    ('per 100,000', 'days', 'day')
    """
    words = [f"{int(word):,}" if word.isdecimal() else word for word in unit.split("_")]
    return " ".join(words).removesuffix("s" if one else "")


def counted(number: int, thing: str) -> str:
    """How many of a thing.

    >>> counted(1, "record"), counted(1920, "record")
    ('1 record', '1,920 records')
    """
    return f"{number:,} {thing}" + ("" if number == 1 else "s")


def number_text(value: Number) -> str:
    """A number with commas between thousands."""
    return f"{plain_number(value):,}"


def period_text(period: Period | None) -> str | None:
    """A period by its name and days."""
    if period is None or (period.label is None and period.start is None):
        return None
    days = "" if period.start is None else f"{period.start} to {period.end or '…'}"
    days = str(period.start) if period.start and period.start == period.end else days
    return " ".join(filter(None, (period.label, f"({days})" if days else "")))


def movement(record: Record) -> str | None:
    """How the value moved, and by how much."""
    change = record.change
    direction = record.direction or (change.direction if change else None)
    by = f"by {amount(change.amount, change.unit)}" if change and change.amount is not None else ""
    since = f"since {change.since.replace('_', ' ')}" if change and change.since else ""
    return " ".join(filter(None, (MOVES.get(direction or "", ""), by, since))) or None


def comparator_text(comparator: Comparator) -> str:
    """A comparator in a few words: its relation to the value, its kind, its figure."""
    name = comparator.kind.replace("_", " ") + (f" ({comparator.label})" if comparator.label else "")
    about = "about " if comparator.approximate else ""
    figure = None if comparator.value is None else about + amount(comparator.value, comparator.unit)
    relation = comparator.relation or ("against" if figure else None)
    gap = f"by {amount(comparator.gap.amount, comparator.gap.unit)}" if comparator.gap else None
    return " · ".join(filter(None, (f"{relation or ''} {name}".strip(), figure, gap, comparator.rank)))


def evidence(record: Record, document: Document) -> Text:
    """The sentence with the value marked, and its page."""
    line = Text(record.evidence.text, "dim")
    if (start := value_start(record, document)) is not None and record.value_text:
        line.stylize("not dim bold reverse", start, start + len(record.value_text))
    return line.append(f"  [page {record.evidence.page}]") if record.evidence.page else line


def value_start(record: Record, document: Document) -> int | None:
    """Where in the sentence the value stands; the block tells two equal values apart."""
    found = record.evidence
    if found.block is None or found.start is None or found.end is None:
        return None
    block = document.blocks[found.block].text
    sentence = block.find(found.text, max(0, found.end - len(found.text)))
    return found.start - sentence if 0 <= sentence <= found.start else None


def unexplained_lines(extraction: Extraction) -> Iterator[Line]:
    """The digits no rule explained, each with the words around it."""
    found = [finding for finding in extraction.findings if finding.code == UNEXPLAINED]
    yield 0, Text(f"{counted(len(found), 'number')} that no rule explains", "bold")
    for finding in found:
        yield 2, Text(finding.message, "yellow")
        if finding.evidence and finding.evidence.text:
            yield 6, Text(finding.evidence.text, "dim")
