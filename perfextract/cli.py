"""The command line: thin, and quick to start. What a command needs is imported when the command runs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from perfextract import patterns_cli
from perfextract.settings import for_commands, read_settings, said_of_reports
from perfextract.usage import Command

app = typer.Typer(
    help="Turn council performance reports (Word, PDF, text) into indicator records.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(patterns_cli.app, name="patterns")

Form = TypeVar("Form", bound=StrEnum)
SOME_UNREAD = 1
QUESTIONED = 1
WRONG_USE = 2
INTERRUPTED = 130

Authority = Annotated[str | None, typer.Option(help="Who reports, whatever the documents say.", metavar="NAME")]
ReportPeriod = Annotated[
    str | None,
    typer.Option(
        "--period", help='The period reported on, such as "2017/18 Q2", whatever the documents say.', metavar="WORDS"
    ),
]
Patterns = Annotated[Path | None, typer.Option(help="A folder of your own patterns beside ours.", metavar="DIR")]


def main() -> None:
    """The command ``perfextract``."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="replace")  # a terminal without our characters shows question marks, not a traceback
    app()


def print_version(asked: bool) -> None:
    """Print the version and end."""
    if asked:
        typer.echo(f"perfextract {version('perfextract')}")
        raise typer.Exit


@app.callback()
def common(
    context: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=print_version, is_eager=True)
    ] = False,
) -> None:
    """Turn council performance reports (Word, PDF, text) into indicator records."""
    with wrong_use(ValueError):
        context.default_map = for_commands(context.command, read_settings(Path.cwd()))


@app.command(cls=Command)
def convert(
    sources: Annotated[list[str], typer.Argument(help="Files, folders or globs.", metavar="SOURCE")],
    out: Annotated[Path, typer.Option(help="The folder for the dataset; made if need be.", metavar="DIR")],
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Files read at once.", show_default="the cores", metavar="N")
    ] = None,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds a file may take.", metavar="SECONDS")] = 120,
    memory: Annotated[int, typer.Option(min=512, help="Megabytes a file may take.", metavar="MEGABYTES")] = 4096,
    authority: Authority = None,
    period: ReportPeriod = None,
    patterns: Patterns = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Read all files anew, also unchanged ones.")] = False,
    excel: Annotated[bool, typer.Option("--excel", help="Mark the CSVs as UTF-8 for Excel.")] = False,
    timings: Annotated[bool, typer.Option("--timings", help="Fill the column seconds of documents.csv.")] = False,
    corrections: Annotated[
        Path | None,
        typer.Option(help="A file of corrections (default: corrections.csv in a source folder).", metavar="FILE"),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but what went wrong.")] = False,
) -> None:
    """Read reports into a dataset.

    The dataset is records.json, CSVs, a DuckDB database and their description. Unchanged files are not read again. Ends
    with 0 where all files were read, 1 where some could not be (each told on a line of its own), 2 where the command
    cannot be done as asked.
    """
    from rich.console import Console

    from perfextract.archive.convert import convert as build_dataset
    from perfextract.archive.progress import failure_line, progress_bar, summary_table, where_it_is
    from perfextract.archive.sources import UsageError

    with wrong_use(UsageError), interruptible(), progress_bar(Console(stderr=True), quiet) as watch:
        summary = build_dataset(
            sources,
            out,
            jobs=jobs,
            timeout=timeout,
            memory=memory,
            authority=authority,
            period=period,
            patterns=patterns,
            fresh=fresh,
            excel=excel,
            timings=timings,
            corrections=corrections,
            watch=watch,
        )
    for line in summary.failed:
        typer.echo(failure_line(line), err=True)
    for sentence in summary.lost:
        typer.echo(sentence, err=True)
    if not quiet:
        console = Console(highlight=False)
        console.print(summary_table(summary))
        console.print(where_it_is(summary), soft_wrap=True)
    if summary.failed:
        raise typer.Exit(SOME_UNREAD)


@app.command(cls=Command)
def review(
    dataset: Annotated[Path, typer.Argument(help="The folder of a dataset.", metavar="DATASET")],
    out: Annotated[Path | None, typer.Option(help="Write the records to look at to this file.", metavar="FILE")] = None,
    take: Annotated[Path | None, typer.Option(help="Take the edits of such a file.", metavar="FILE")] = None,
    corrections: Annotated[
        Path, typer.Option(help="The file of corrections the edits are added to.", metavar="FILE")
    ] = Path("corrections.csv"),
    most: Annotated[int | None, typer.Option(min=1, help="Write so many records only.", metavar="N")] = None,
) -> None:
    """Look over doubtful records, and keep what was corrected.

    With --out, the records are written to a table, the most doubtful first. Edit its cells, or write 'right' or
    'leave out' under verdict. With --take, the edits become corrections, which convert applies on every later run.
    """
    from perfextract.review import keep_edits, write_table

    if (out is None) == (take is None):
        raise typer.BadParameter("Name either --out, to write the table, or --take, to take its edits.")
    with wrong_use(ValueError):
        typer.echo(
            write_table(dataset, out, most) if out is not None else keep_edits(dataset, take or Path(), corrections)
        )


@app.command(cls=Command)
def show(
    file: Annotated[Path, typer.Argument(help="The report.", metavar="FILE")],
    authority: Authority = None,
    period: ReportPeriod = None,
    patterns: Patterns = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the records as JSON.")] = False,
    unexplained: Annotated[bool, typer.Option("--unexplained", help="List the numbers that no rule explains.")] = False,
    why: Annotated[bool, typer.Option("--why", help="Print why each figure of the prose was read as it was.")] = False,
    find: Annotated[str, typer.Option(help="With --why, only sentences that hold this text.", metavar="TEXT")] = "",
    page: Annotated[int | None, typer.Option(min=1, help="With --why, only this page.", metavar="N")] = None,
) -> None:
    """Print one report's records.

    Each stands with its sentence, in which the value is marked. With --why, each figure of the prose is printed with
    its role, its owner, its time and its name, what spoke for each, and what came second.
    """
    if (find or page) and not why:
        raise typer.BadParameter("--find and --page choose the sentences of --why: add --why.")
    if file.is_dir():
        raise typer.BadParameter(
            f"{file} is a folder, and show reads one report. "
            f"Name a file in it, or read them all: perfextract convert {file} --out DIR"
        )
    if not file.is_file():
        raise typer.BadParameter(f"There is no file {file}.")
    from rich.console import Console

    from perfextract.archive.convert import reading_options
    from perfextract.extract import Options, extract_file
    from perfextract.model import DocumentError
    from perfextract.show import print_lines, report_lines, unexplained_lines

    with wrong_use(ValueError):
        said = said_of_reports(file.resolve().parent)
        who, when = authority or said.get("authority"), period or said.get("period")
        options = Options(**reading_options(who, when, patterns))
    try:
        if why:
            print_why(file, options, find, page)
            return
        extraction = extract_file(file, options)
    except DocumentError as error:
        message = error.message.removeprefix(f"{file.name}: ")
        typer.echo(f"{file}: {message} {error.advice} [{error.reason}]", err=True)
        raise typer.Exit(SOME_UNREAD) from error
    if as_json:
        print_json([record.to_dict() for record in extraction.records])
    else:
        print_lines((unexplained_lines if unexplained else report_lines)(extraction), Console(highlight=False))


def print_why(file: Path, options: Any, find: str, page: int | None) -> None:
    """Print why the figures of a report's prose were read as they were. Raises DocumentError."""
    from rich.console import Console

    from perfextract import readers
    from perfextract.explain import Wanted, why_lines
    from perfextract.show import print_lines

    print_lines(why_lines(readers.read(file), options, Wanted(find, page)), Console(highlight=False))


@app.command(cls=Command)
def coverage(
    sources: Annotated[list[str], typer.Argument(help="Files, folders or globs.", metavar="SOURCE")],
    authority: Authority = None,
    period: ReportPeriod = None,
    patterns: Patterns = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
) -> None:
    """Count what was read and what was not.

    Of every report, how many pages, tables, lists and passages have three or more figures, how many of these have a
    record, and how many only a finding that says why not; then these findings. Ends with 0 where all files were read
    and nothing was passed over in silence, else with 1.
    """
    from rich.console import Console

    from perfextract.archive.convert import reading_options
    from perfextract.archive.sources import UsageError
    from perfextract.coverage import coverages, lines, table, to_json
    from perfextract.extract import Options

    with wrong_use(UsageError):
        covered, failed = coverages(sources, Options(**reading_options(authority, period, patterns)))
    for message in failed:
        typer.echo(message, err=True)
    if as_json:
        print_json(to_json(covered))
    else:
        console = Console(highlight=False)
        console.print(table(covered))
        for line in lines(covered):
            console.print(line, soft_wrap=True, markup=False)
    if failed or any(one.neither for one in covered):
        raise typer.Exit(SOME_UNREAD)


@app.command(cls=Command)
def evaluate(
    files: Annotated[
        list[Path], typer.Argument(help="A gold file and what was found, by turns.", metavar="GOLD PREDICTED")
    ],
    misses: Annotated[
        int, typer.Option(min=0, help="List up to so many missed, spurious and wrong records.", metavar="N")
    ] = 0,
    pages: Annotated[str | None, typer.Option(help="Only these pages, such as 8-16,20.", metavar="FROM-TO")] = None,
    source: Annotated[str | None, typer.Option(help="Only prose, table or card records.", metavar="KIND")] = None,
    document: Annotated[
        str | None, typer.Option(help="Of what was found, only records of this document.", metavar="NAME")
    ] = None,
) -> None:
    """Score found records against gold.

    What was found is a records.json or a dataset's folder. Several pairs are scored as one.
    """
    if len(files) % 2:
        raise typer.BadParameter("Give the files in pairs: GOLD PREDICTED [GOLD PREDICTED ...].")
    from perfextract import evaluate as scoring

    with wrong_use(ValueError):
        span = page_runs(pages)
        scoring.must_be_a_source(source)
        scoring.must_be_found(document, files[1::2])
        pairs = [
            (scoring.keep(scoring.load(gold), span, source), scoring.keep(scoring.load(found), span, source, document))
            for gold, found in zip(files[::2], files[1::2], strict=True)
        ]
    scores = scoring.evaluate_all(pairs)
    for line in (*scoring.ladder(scores), *scoring.misses(scores, misses)):
        typer.echo(line)


@app.command(cls=Command)
def audit(
    sources: Annotated[list[str], typer.Argument(help="Reports, or datasets' folders.", metavar="SOURCE")],
    form: Annotated[str, typer.Option("--format", help="table, json or github.", metavar="FORM")] = "table",
    authority: Authority = None,
    period: ReportPeriod = None,
    patterns: Patterns = None,
) -> None:
    """Question reports.

    Says where their figures do not fit: changes, shares and sums that do not hold, movements that the figures deny,
    values that another report gives otherwise. Ends with 0 where there is nothing but notes, 1 where there is more.
    """
    from perfextract.archive.convert import reading_options
    from perfextract.extract import Options
    from perfextract.model import DocumentError
    from perfextract.questioned import FORMATS, is_grave, questioned, told

    if form not in FORMATS:
        raise typer.BadParameter(f"--format {form} is none of {', '.join(FORMATS)}.")
    with wrong_use(ValueError):
        options = Options(**reading_options(authority, period, patterns))
        try:
            findings = questioned(sources, options)
        except DocumentError as error:
            raise ValueError(f"{error.message} {error.advice}".strip()) from error
    for line in told(findings, form):
        typer.echo(line)
    if is_grave(findings):
        raise typer.Exit(QUESTIONED)


@app.command(cls=Command)
def query(
    dataset: Annotated[Path, typer.Argument(help="The dataset's folder.", metavar="DATASET")],
    sql: Annotated[str, typer.Argument(help="The question, in SQL.", metavar="SQL")],
    form: Annotated[
        str, typer.Option("--format", help="table, csv, json or parquet.", metavar="FORMAT", show_default="table")
    ] = "table",
    out: Annotated[Path | None, typer.Option(help="The file to write; else it is printed.", metavar="FILE")] = None,
) -> None:
    """Ask a dataset in SQL.

    The dataset cannot be changed, and the query reads no other file. Tables and views are told in docs/dataset.md.
    """
    from perfextract import answers

    with wrong_use(ValueError), wrong_use(FileNotFoundError):
        answers.answer(dataset, sql, one_of(answers.Form, form, "--format"), out)


@app.command(cls=Command)
def export(
    dataset: Annotated[Path, typer.Argument(help="The dataset's folder.", metavar="DATASET")],
    to: Annotated[str, typer.Option(help="csv, json, parquet or xlsx.", metavar="FORMAT")],
    out: Annotated[Path, typer.Option(help="The folder to write into; for xlsx the file.", metavar="PATH")],
) -> None:
    """Export a dataset with its series, newest values and revisions.

    A file a table, and their description; or one Excel workbook.
    """
    from perfextract.dataset.export import To
    from perfextract.dataset.export import export as write_export

    with wrong_use(ValueError), wrong_use(FileNotFoundError), wrong_use(ImportError):
        written = write_export(dataset, one_of(To, to, "--to"), out)
    typer.echo("\n".join(map(str, written)))


@app.command(cls=Command)
def summarise(
    dataset: Annotated[Path, typer.Argument(help="The dataset's folder.", metavar="DATASET")],
    period: Annotated[str, typer.Option(help='The period to summarise, such as "2017/18 Q2".', metavar="WORDS")],
    to: Annotated[str, typer.Option(help="md, docx or html.", metavar="FORMAT")],
    out: Annotated[Path, typer.Option(help="The file to write.", metavar="FILE")],
    authority: Annotated[str | None, typer.Option(help="Whose; else all are compared.", metavar="NAME")] = None,
    compare: Annotated[int, typer.Option(min=1, help="Periods in the tables.", metavar="N")] = 4,
    theme: Annotated[list[str] | None, typer.Option(help="Only this theme; may be repeated.", metavar="NAME")] = None,
    template: Annotated[Path | None, typer.Option(help="A Word document whose styles to use.", metavar="FILE")] = None,
    patterns: Patterns = None,
) -> None:
    """Write a period's performance summary again.

    Each indicator stands in one standard sentence, under the headings reports use, with a table of the periods before.
    The rules for the headings are in patterns/summary.yaml.
    """
    import perfextract
    from perfextract.answers import taking_place
    from perfextract.summary.forms import Form, written

    with wrong_use(ValueError), wrong_use(FileNotFoundError):
        form = one_of(Form, to.lower(), "--to")
        if out.suffix.lower() != f".{form}":
            raise ValueError(f"--out {out} does not end as --to {form} does. Name it {out.with_suffix(f'.{form}')}.")
        with perfextract.open(dataset) as opened:
            made = opened.summary(period, authority, compare, theme, patterns)
        content = written(made, form, template)
        with taking_place(out) as building:
            building.write_bytes(content)
    typer.echo(f"{out}: {made.told}.")


@app.command(cls=Command)
def indicators(
    search: Annotated[
        str | None, typer.Option(help="Only those with all these words in id, name or theme.", metavar="WORDS")
    ] = None,
    patterns: Patterns = None,
) -> None:
    """List the indicators of the catalogue.

    Each stands with its id, unit, which way is better, and its name.
    """
    from perfextract.catalogue import RuleError, catalogue

    with wrong_use(RuleError):
        known = catalogue(patterns).indicators
    words = (search or "").lower().split()
    for each in known:
        if all(word in f"{each.id} {each.name} {each.theme}".lower() for word in words):
            typer.echo(f"{each.id:45} {each.unit:12} {each.polarity:8} {each.name}")


@app.command(cls=Command)
def schema() -> None:
    """Print the JSON schema of a record."""
    from perfextract.model import Record

    print_json(Record.model_json_schema(mode="serialization"))


def one_of(forms: type[Form], name: str, option: str) -> Form:
    """The format of that name; raises ValueError where there is none."""
    try:
        return forms(name)
    except ValueError:
        raise ValueError(f"{option} {name} is no format. Choose from {', '.join(forms)}.") from None


def page_runs(pages: str | None) -> list[tuple[int, int]] | None:
    """The first and last page of each run of the pages asked for.

    >>> page_runs("8-16,20"), page_runs("8"), page_runs(None)
    ([(8, 16), (20, 20)], [(8, 8)], None)
    """
    if pages is None:
        return None
    runs = [(first, last or first) for first, _, last in (run.strip().partition("-") for run in pages.split(","))]
    if not all(first.isdecimal() and last.isdecimal() for first, last in runs):
        raise ValueError(f"--pages {pages} is no span of pages. Write it as 8-16, or 8 for one page, or 8-16,20.")
    return [(int(first), int(last)) for first, last in runs]


def print_json(value: Any) -> None:
    """Print a value as JSON."""
    import json

    typer.echo(json.dumps(value, indent=2, ensure_ascii=False))


@contextmanager
def wrong_use(mistake: type[Exception]) -> Iterator[None]:
    """Tell of what cannot be done as asked, and end with 2."""
    try:
        yield
    except mistake as error:
        raise typer.BadParameter(str(error)) from error


@contextmanager
def interruptible() -> Iterator[None]:
    """End quietly where the user stops the run; what was read is kept for the next one."""
    try:
        yield
    except KeyboardInterrupt:
        typer.echo("Stopped. The files read so far are kept; the same command goes on from there.", err=True)
        raise typer.Exit(INTERRUPTED) from None
