"""How dear is a PDF? CPU time of the whole route, file to records, against pdfplumber's ``extract_text`` alone on it.

    python tests/benchmarks/pdf_ratio.py REPORT.pdf [--rounds 5] [--most 0.5]

Both are measured by turns in one process, so that a busy machine slows both; imports and the building of the rules are
not counted. Nothing is kept from one reading to the next. Ends with 1 where the ratio is above ``--most``.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pdfplumber

import perfextract.readers.pdf  # noqa: F401 - imported before the clock starts
from perfextract.extract import extract_file, extract_text


def plumber_text(path: Path) -> int:
    """The number of characters pdfplumber finds on all pages."""
    with pdfplumber.open(path) as pdf:
        return sum(len(page.extract_text()) for page in pdf.pages)


def whole_route(path: Path) -> int:
    """The number of records we find in the file."""
    return len(extract_file(path).records)


def cpu_seconds(work: Callable[[Path], int], path: Path) -> float:
    """The CPU time a piece of work takes."""
    start = time.process_time()
    work(path)
    return time.process_time() - start


def main() -> None:
    """Measure, and tell."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("pdf", type=Path)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--most", type=float, default=0.5)
    asked = options.parse_args()
    extract_text("Visits rose by 5% to 1,200 in quarter 2, against a target of 1,000.")
    rounds = [(cpu_seconds(whole_route, asked.pdf), cpu_seconds(plumber_text, asked.pdf)) for _ in range(asked.rounds)]
    for ours, theirs in rounds:
        print(f"perfextract {ours:.3f} s  pdfplumber {theirs:.3f} s  ratio {ours / theirs:.2f}")
    ratio = median(ours / theirs for ours, theirs in rounds)
    print(
        f"{asked.pdf.name}: {whole_route(asked.pdf)} records, median ratio {ratio:.2f} (at most {asked.most:g} wanted)"
    )
    sys.exit(ratio > asked.most)


if __name__ == "__main__":
    main()
