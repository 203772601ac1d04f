"""How long a summary of 2,000 records takes: python tests/benchmarks/summary.py (the aim is under five seconds)."""

from __future__ import annotations

import time
from itertools import count
from pathlib import Path

from perfextract.extract import extract_file
from perfextract.model import Record
from perfextract.summary.compose import summary
from perfextract.summary.markdown import render

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
RECORDS = 2000


def many() -> list[Record]:
    """The records of the sample archive's first two years, as those of one report, again and again under new themes."""
    found = [r for path in sorted(CORPUS.glob("202[12]-*/report.docx")) for r in extract_file(path).records]
    report = found[-1].report
    made: list[Record] = []
    for nth in count():
        for r in found:
            fields = {"id": f"{r.id}-{nth}", "theme": f"{r.theme} {nth}", "report": report, "authority": "Merrowshire"}
            made.append(r.model_copy(update=fields))
            if len(made) == RECORDS:
                return made
    return made


if __name__ == "__main__":
    records = many()
    period = records[0].report.period
    assert period is not None
    began = time.perf_counter()
    written = render(summary(records, period))
    print(f"{len(records)} records, {len(written):,} characters: {time.perf_counter() - began:.1f} seconds")
