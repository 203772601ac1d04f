"""The commands ``perfextract patterns check`` and ``perfextract patterns try``, for whoever adds words to patterns/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from perfextract.usage import Command

if TYPE_CHECKING:
    from rich.console import Console

    from perfextract.catalogue import Catalogue
    from perfextract.extract import Extraction, Options
    from perfextract.proof import Fault
    from perfextract.reading.constructions import Constructions
    from perfextract.rules import Rules
    from perfextract.summary.judging import Judging

app = typer.Typer(
    help="Prove the patterns on their examples, or try them on a sentence.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

FAULTY = 1
IN_PROSE = ("comparator", "direction", "hedge", "qualifier", "defining", "academic")
IN_HEADINGS = ("headings", "themes")
BUILT_IN = "built in"
SUMMARY = "summary"
CATALOGUE, CONSTRUCTIONS = "indicators", "constructions"  # not from rule_files, which takes long to import

Folder = Annotated[
    Path | None, typer.Option("--patterns", help="A folder of your own patterns beside ours.", metavar="DIR")
]


# ── check ────────────────────────────────────────────────────────────────────────────────────────


@app.command(cls=Command)
def check(
    patterns: Folder = None,
    corpus: Annotated[
        Path | None, typer.Option(help="Reports to try the rules on, in place of the sample archive.", metavar="DIR")
    ] = None,
) -> None:
    """Prove every rule on its examples.

    Names the rules that miss the words marked in their examples, find something in their counter-examples, have no
    examples or no counter-examples, or fight with another rule over the same words. Then it names those that never fire
    on the corpus, which is no fault. Ends with 1 where there are faults.
    """
    from perfextract import proof, rules
    from perfextract.catalogue import catalogue
    from perfextract.reading import constructions
    from perfextract.show import counted
    from perfextract.summary.judging import judging, rule_faults

    console = _console()
    with _refusals():
        loaded = [rules.load(name, patterns) for name in rules.names()]
        known, headed, built = catalogue(patterns), judging(patterns), constructions.load(patterns)
    faults = [fault for each in loaded for fault in proof.faults(each)] + list(proof.catalogue_faults(known))
    faults += [proof.Fault(SUMMARY, rule, why) for rule, why in rule_faults(headed)]
    faults += proof.construction_faults(built)
    overview = [
        *_overview(loaded, faults),
        _construction_overview(built, faults),
        _catalogue_overview(known, faults),
        _summary_overview(headed, faults),
    ]
    _print_table(console, ("file", "rules", "phrases", "expressions", "examples", "faults"), overview)
    _print_table(console, ("file", "rule", "fault"), ((f"{f.name}.yaml", f.entry, f.message) for f in faults))
    _print_silent(console, loaded, proof.own_corpus() if corpus is None else proof.reports_below(corpus))
    how_many = sum(len(each.entries) for each in loaded), len(built.entries), len(known.indicators), len(faults)
    told = map(counted, how_many, ("rule", "construction", "indicator", "fault"))
    console.print(", ".join(told))
    if faults:
        raise typer.Exit(FAULTY)


def _overview(loaded: Iterable[Rules], faults: Iterable[Fault]) -> Iterator[Sequence[str]]:
    """A row for each file: how many rules, phrases, expressions, examples and faults it has."""
    faulty = [fault.name for fault in faults]
    for each in loaded:
        parts = [(len(e.phrases), len(e.patterns), len(e.found_in) + len(e.not_found_in)) for e in each.entries]
        sums = (sum(column) for column in zip(*parts, strict=True))
        yield f"{each.name}.yaml", *map(str, (len(parts), *sums, faulty.count(each.name)))


def _construction_overview(built: Constructions, faults: Iterable[Fault]) -> Sequence[str]:
    """The row for the constructions."""
    patterns = sum(len(c.patterns) for c in built.entries)
    examples = sum(len(c.found_in) + len(c.not_found_in) for c in built.entries)
    faulty = sum(fault.name == CONSTRUCTIONS for fault in faults)
    return f"{CONSTRUCTIONS}.yaml", *map(str, (len(built.entries), 0, patterns, examples, faulty))


def _catalogue_overview(known: Catalogue, faults: Iterable[Fault]) -> Sequence[str]:
    """The row for the catalogue."""
    phrases = sum(len(i.also) + len(i.none) + sum(map(len, i.all)) for i in known.indicators)
    examples = sum(len(i.found_in) + len(i.not_found_in) for i in known.indicators)
    faulty = sum(fault.name == CATALOGUE for fault in faults)
    return f"{CATALOGUE}.yaml", *map(str, (len(known.indicators), phrases, 0, examples, faulty))


def _summary_overview(headed: Judging, faults: Iterable[Fault]) -> Sequence[str]:
    """The row for the rules of a summary, which have neither phrases nor expressions."""
    examples = sum(len(rule.found_in) + len(rule.not_found_in) for rule in headed.rules)
    faulty = sum(fault.name == SUMMARY for fault in faults)
    return f"{SUMMARY}.yaml", *map(str, (len(headed.rules) + 1, 0, 0, examples, faulty))


def _print_silent(console: Console, loaded: Iterable[Rules], reports: Sequence[Path]) -> None:
    """Name the rules that never fire on the reports."""
    from perfextract import proof
    from perfextract.show import counted

    if not reports:
        console.print("No corpus here to see which rules never fire; name a folder of reports with --corpus.")
        return
    texts = proof.texts_of(reports)
    quiet = [f"{each.name}.yaml: {', '.join(ids)}" for each in loaded if (ids := proof.silent(each, texts))]
    console.print(f"Never fire on the {counted(len(reports), 'report')} of the corpus: {'; '.join(quiet) or 'none'}")


# ── try ──────────────────────────────────────────────────────────────────────────────────────────


@app.command(name="try", cls=Command)
def try_(
    text: Annotated[str, typer.Argument(help="A sentence or a paragraph, in quotes.", metavar="TEXT")],
    period: Annotated[
        str | None, typer.Option(help='The period reported on, such as "2017/18 Q2".', metavar="WORDS")
    ] = None,
    heading: Annotated[bool, typer.Option("--heading", help="Take the text as a heading.")] = False,
    patterns: Folder = None,
) -> None:
    """Show every mark in a text, and why.

    Each stands with its rule and the file of the rule; then the numbers that are no figures, with the reason, the
    records the text gives, and why each figure was read as it was.
    """
    from rich.text import Text

    from perfextract.explain import why_lines
    from perfextract.extract import Options
    from perfextract.show import counted, print_lines, record_lines

    options = Options(period=period, patterns=patterns)
    console = _console()
    with _refusals():
        extraction = _extraction(text, options)
        marks = sorted(_cues(text, IN_HEADINGS if heading else IN_PROSE, patterns))
    if not heading:
        marks = sorted([*marks, *_figures(text, options), *_periods(text, options)])
    _print_table(console, ("mark", "words", "meaning", "rule", "file"), (row[1:] for row in marks))
    _print_table(console, ("no figure", "because"), _excluded(text, options))
    if not heading:
        console.print(Text(counted(len(extraction.records), "record"), "bold"))
        print_lines(
            (line for record in extraction.records for line in record_lines(record, extraction.document)), console
        )
        print_lines(why_lines(extraction.document, options), console)


Row = tuple[int, str, str, str, str, str]  # where it begins, then the columns: mark, words, meaning, rule, file


def _extraction(text: str, options: Options) -> Extraction:
    """The text read as one paragraph."""
    from perfextract.extract import extract_document
    from perfextract.model import Block, Document

    return extract_document(Document("text", "", (Block(text),)), options)


def _cues(text: str, names: Iterable[str], patterns: Path | None) -> Iterator[Row]:
    from perfextract import rules

    for name in names:
        ours = {entry.id for entry in rules.load(name).entries}
        for m in rules.load(name, patterns).find(text):
            meaning = ", ".join(f"{key}: {value}" for key, value in m.gives.items()) or "nothing"
            file = f"{name}.yaml" if m.rule in ours or patterns is None else str(patterns / f"{name}.yaml")
            yield m.start, name, text[m.start : m.end], meaning, m.rule, file


def _figures(text: str, options: Options) -> Iterator[Row]:
    from perfextract.pipes.marks import mark_text
    from perfextract.show import amount

    for q in mark_text(text, options.patterns).quantity:
        meaning = amount(q.value, q.unit) + (f"; {q.garbled}" if q.garbled else "")
        yield q.start, "quantity", q.text, meaning, q.form, BUILT_IN


def _periods(text: str, options: Options) -> Iterator[Row]:
    from perfextract import periods

    context = periods.Context(report=options.report_period())
    for mark in periods.find(text):
        found = periods.resolve(mark, context)
        days = f"{found.start} to {found.end or '…'}" if found.start else "no days without the report's period"
        yield mark.start, "period", mark.text, days, mark.form, BUILT_IN


def _excluded(text: str, options: Options) -> Iterator[Sequence[str]]:
    """A row for each number that is no figure, with the reason."""
    from perfextract.pipes.marks import mark_text

    found = mark_text(text, options.patterns)
    for q, why in found.excluded:
        around = (m for m in found.defining if m.start < q.end and q.start < m.end and m.gives["why"] == why)
        rule = next((f" (rule {m.rule} of defining.yaml)" for m in around), "")
        yield q.text, why.replace("_", " ") + rule


# ── the terminal ─────────────────────────────────────────────────────────────────────────────────


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False)


def _print_table(console: Console, heads: Iterable[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table, or nothing where it has no rows; brackets in the cells are text, not markup."""
    from rich import box
    from rich.table import Column, Table
    from rich.text import Text

    table = Table(*(Column(head, overflow="fold") for head in heads), box=box.SIMPLE_HEAD)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    if table.row_count:
        console.print(table)


@contextmanager
def _refusals() -> Iterator[None]:
    """Tell of a pattern file or a period that cannot be used, and end with 2."""
    try:
        yield
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
