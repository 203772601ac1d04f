"""Tell the user how a run goes: a bar while it runs, a table when it is done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Column, Table
from rich.text import Text

from perfextract.dataset.write import FILES
from perfextract.show import counted

from .summary import DocumentLine, Step, Summary, Watch

FEW = 20  # up to so many documents have a line each


@contextmanager
def progress_bar(console: Console, quiet: bool = False) -> Iterator[Watch | None]:
    """A bar with counts, time left and the current file; none where nobody looks or nobody wants it."""
    if quiet or not console.is_terminal:
        yield None
        return
    with Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[failed]}", style="red"),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
        console=console,
        transient=True,
    ) as progress:
        task = progress.add_task("", total=None, failed="")

        def watch(step: Step) -> None:
            failed = f"{step.failed} failed" if step.failed else ""
            progress.update(task, total=step.total, completed=step.done, description=step.current, failed=failed)

        yield watch


def summary_table(summary: Summary) -> Table:
    """What a run did, as a table: a line a document where they are few, and the totals."""
    table = Table("document", "status", right("records"), right("findings"), box=None, show_footer=True)
    if len(summary.documents) <= FEW:
        for line in summary.documents:
            table.add_row(Text(line.document), state(line), f"{line.records:,}", f"{line.findings:,}")
    footers = (
        counted(len(summary.documents), "document"),
        totals(summary),
        f"{summary.records:,}",
        f"{summary.findings:,}",
    )
    for column, footer in zip(table.columns, footers, strict=True):
        column.footer = Text(footer, "bold")
    return table


def where_it_is(summary: Summary) -> Text:
    """Where the dataset is, and where all went well and the run was a small one, the files in it.

    >>> from pathlib import Path
    >>> print(where_it_is(Summary(Path("out"), (DocumentLine("a.pdf", "failed"),))))
    The dataset is in out.
    """
    listed = not summary.failed and len(summary.documents) <= FEW
    return Text(f"The dataset is in {summary.out}" + (f": {', '.join(FILES)}." if listed else "."))


def right(name: str) -> Column:
    """A column of numbers."""
    return Column(name, justify="right")


def state(line: DocumentLine) -> Text:
    """How one document fared."""
    if line.status == "failed":
        return Text(f"failed: {line.reason}", "red")
    if line.status == "not_read":
        return Text(f"not read: {line.reason}", "dim")
    return Text("unchanged" if line.skipped else line.status, "dim" if line.skipped else "green")


def totals(summary: Summary) -> str:
    """How many documents fared how.

    >>> from pathlib import Path
    >>> totals(Summary(Path("out"), (DocumentLine("a.pdf", "read"), DocumentLine("b.pdf", "failed"))))
    '1 read, 1 failed'
    """
    counts = {
        "read": summary.read,
        "unchanged": summary.skipped,
        "duplicate": summary.duplicates,
        "failed": len(summary.failed),
        "of other kinds": summary.passed_over,
    }
    return ", ".join(f"{count:,} {name}" for name, count in counts.items() if count)


def failure_line(line: DocumentLine) -> str:
    """One line on a file that could not be read: which, why, and what to do. Control characters are left out.

    >>> failure_line(DocumentLine("a.pdf", "failed", reason="empty", message="It is empty.", advice="Ask for it anew."))
    'a.pdf: It is empty. Ask for it anew. [empty]'
    """
    text = f"{line.document}: {line.message} {line.advice or ''} [{line.reason}]"
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
