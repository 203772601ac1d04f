"""What does the search for tables cost? CPU time of reading, against reading with the search switched off.

    python tests/benchmarks/tables.py REPORT.pdf... [--rounds 7] [--most 1.1]
    python tests/benchmarks/tables.py --large

Both ways are measured by turns in one process, so that a busy machine slows both. On pages without tables the search
should cost next to nothing; ends with 1 where the ratio of all reports together is above ``--most``. With ``--large``,
made-up tables of 5,000 rows and of many columns are read instead, each in a process of its own, and time and memory
told.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from unittest.mock import patch

from docx import Document as WordDocument
from reportlab.pdfgen.canvas import Canvas

from perfextract.readers import pdf, read


def plain(path: Path) -> int:
    """The number of blocks, no tables looked for."""
    with (
        patch.object(pdf.pdf_tables, "may_hold_tables", lambda page, words: False),
        patch.object(pdf, "figure_tables", lambda words, taken: []),
    ):
        return len(read(path).blocks)


def whole(path: Path) -> int:
    """The number of blocks, as they are read."""
    return len(read(path).blocks)


def cpu_seconds(work: Callable[[Path], int], paths: Sequence[Path]) -> float:
    """The CPU time a piece of work takes."""
    start = time.process_time()
    for path in paths:
        work(path)
    return time.process_time() - start


def ratio_of(paths: Sequence[Path], rounds: int) -> float:
    """How many times as long the reading takes with the search; each goes first by turns."""
    ratios = []
    for n in range(rounds):
        seconds = {work: cpu_seconds(work, paths) for work in ((plain, whole) if n % 2 else (whole, plain))}
        ratios.append(seconds[whole] / seconds[plain])
    return median(ratios)


def large_word(path: Path, rows: int, columns: int) -> None:
    """A Word file with one table; its rows are copied, since python-docx would take minutes for as many."""
    document = WordDocument()
    table = document.add_table(2, columns)
    for c in range(columns):
        table.cell(0, c).text, table.cell(1, c).text = f"Head {c}", f"{c},100"
    for _ in range(rows - 2):
        table._tbl.append(table.rows[1]._tr.__copy__())
    document.save(str(path))


def large_pdf(path: Path, rows: int, columns: int, ruled: bool) -> None:
    """A PDF with one table on pages of fifty rows, its head on each."""
    width = 60
    canvas = Canvas(str(path), pagesize=(width * columns + 220, 842))
    lefts = [40, *(160 + width * c for c in range(columns - 1))]
    for first in range(0, rows, 50):
        count = min(50, rows - first)
        canvas.setFont("Helvetica", 8)
        if ruled:
            canvas.grid([*lefts, lefts[-1] + width], [800 - 14 * r for r in range(count + 2)])
        for r in range(count + 1):
            for c, left in enumerate(lefts):
                label, figure = ("Park", f"Head {c}") if r == 0 else (f"Park {first + r}", f"{(first + r) * c % 977}.5")
                canvas.drawString(left + 3, 790 - 14 * r, figure if c else label)
        canvas.showPage()
    canvas.save()


def told(path: Path) -> str:
    """What the reading of a file took; to be run in a process of its own."""
    before = time.process_time()
    tables = [block.table for block in read(path).blocks if block.table]
    seconds, peak = time.process_time() - before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows, columns = sum(t.rows for t in tables), max((t.cols for t in tables), default=0)
    return f"{path.name}: {len(tables)} tables, {rows} rows, {columns} columns, {seconds:.1f} s, peak {peak:.0f} MB"


def tell_large() -> None:
    """Read large tables and tell what they took."""
    with tempfile.TemporaryDirectory() as folder:
        for rows, columns in ((5_000, 8), (50, 300)):
            large_word(Path(folder) / f"word-{rows}x{columns}.docx", rows, columns)
            large_pdf(Path(folder) / f"ruled-{rows}x{columns}.pdf", rows, columns, ruled=True)
            large_pdf(Path(folder) / f"unruled-{rows}x{columns}.pdf", rows, columns, ruled=False)
        spawn = multiprocessing.get_context("spawn")
        for path in sorted(Path(folder).iterdir()):
            with spawn.Pool(1) as pool:
                print(pool.apply(told, (path,)), flush=True)


def main() -> None:
    """Measure, and tell."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("reports", type=Path, nargs="*")
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--most", type=float, default=1.1)
    options.add_argument("--large", action="store_true")
    asked = options.parse_args()
    if asked.large:
        tell_large()
    if not asked.reports:
        return
    cpu_seconds(whole, asked.reports)
    for path in asked.reports:
        print(f"{path}: {ratio_of([path], asked.rounds):.3f}", flush=True)
    ratio = ratio_of(asked.reports, asked.rounds)
    print(f"all: median ratio {ratio:.3f} (at most {asked.most:g} wanted)")
    sys.exit(ratio > asked.most)


if __name__ == "__main__":
    main()
