"""How long a summary of 2,000 records takes: python tests/benchmarks/summary.py (the aim is under five seconds)."""

from __future__ import annotations

import time
from itertools import count
from pathlib import Path

from perfextract.extract import extract_file
from perfextract.model import Record
from perfextract.summary.compose import summary
from perfextract.summary.forms import Form, written

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
    began = time.process_time()
    made = summary(records, period)
    composed = time.process_time() - began
    print(f"{len(records)} records, {len(made.lines)} statements: composed in {composed:.1f} CPU-seconds")
    for form in Form:
        began = time.process_time()
        size = len(written(made, form))
        print(f"as {form}: {size:,} bytes, with composing {composed + time.process_time() - began:.1f} CPU-seconds")
