"""How fast is the whole route without the reading of files? Characters a CPU-second, beside quantulum3 on that text.

    python tests/benchmarks/speed.py REPORT... [--rounds 3]

Give several different reports: repeated words flatter. The files are read before the clock starts; both tools see the
same blocks by turns in one process, and nothing found is kept for the next round. quantulum3 is left out where the
extra "compare" is not installed.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median

from perfextract import readers
from perfextract.cards.pieces import pieces
from perfextract.catalogue import _matches
from perfextract.extract import extract_document, extract_text
from perfextract.model import Document
from perfextract.outline import heading_role
from perfextract.periods import _find
from perfextract.textview import _within, view

KEPT = (_find, _within, _matches, pieces, view, heading_role)  # what is remembered of texts


def quantulum() -> Callable[[str], object] | None:
    """quantulum3's parser, where it is installed."""
    try:
        from quantulum3 import parser
    except ImportError:
        return None
    parse: Callable[[str], object] = parser.parse
    return parse


def cpu_seconds(work: Callable[[], object]) -> float:
    """The CPU time a piece of work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def ours(documents: Sequence[Document]) -> None:
    """The whole route: outline, marks, statements, records."""
    for document in documents:
        extract_document(document)


def theirs(parse: Callable[[str], object], documents: Sequence[Document]) -> None:
    """Quantities only, block by block."""
    for document in documents:
        for block in document.blocks:
            parse(block.text)


def main() -> None:
    """Measure, and tell."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("reports", type=Path, nargs="+")
    options.add_argument("--rounds", type=int, default=3)
    asked = options.parse_args()
    documents = [readers.read(path) for path in asked.reports]
    characters = sum(len(block.text) for document in documents for block in document.blocks)
    extract_text("Visits rose by 5% to 1,200 in quarter 2, against a target of 1,000.")
    parse = quantulum()
    if parse is not None:
        parse("Visits rose by 5% to 1,200.")
    rates, ratios = [], []
    for _ in range(asked.rounds):
        for cached in KEPT:
            cached.cache_clear()
        seconds = cpu_seconds(partial(ours, documents))
        rates.append(characters / seconds)
        if parse is not None:
            ratios.append(cpu_seconds(partial(theirs, parse, documents)) / seconds)
    print(f"{characters:,} characters, median {median(rates):,.0f} a CPU-second")
    if ratios:
        print(f"quantulum3 takes {median(ratios):.1f} times as long")


if __name__ == "__main__":
    main()
