"""How large a database of a million records is, and how quickly it answers and takes in one more report.

    python tests/benchmarks/store.py [RECORDS] [FOLDER]

The records are made up, in the proportions of real ones: reports of 150 records on 60 indicators of 170 authorities,
two sentences in three with one figure, comparators to two values in three, one report in two a PDF. What must hold:
under 400 bytes a record, every view of one indicator and authority in under a second, one report more in under two.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from perfextract.dataset.fields import STORED
from perfextract.dataset.rows import record_row
from perfextract.dataset.sheets import Sheet
from perfextract.dataset.store import DATABASE, build_store, update_store
from perfextract.dataset.views import VIEWS

A_REPORT = 150
QUARTERS = 40
THINGS = "children looked after|health checks|library visits|potholes|care assessments|planning applications".split("|")
MEASURES = (
    "Number of {} completed|Percentage of {} within the time set|Average wait for {}|Rate of {} per 10,000 population|"
    "Number of {} per month|Percentage of {} rated good|Cost of {}|Number of complaints about {}|Share of {} online|"
    "Number of {} outstanding at the end of the quarter"
).split("|")
WORDS = ["".join(Random(i).choices("aeiounrstlm", k=3 + i % 8)) for i in range(6000)]  # harder to pack than English


def main(records: int, folder: Path) -> None:
    """Build, measure, tell."""
    path = folder / DATABASE
    started = time.perf_counter()
    reports = list(names(records // A_REPORT))
    write_lines(folder, reports)
    print(f"{len(reports) * A_REPORT:,} records written in {time.perf_counter() - started:.0f} s")
    started = time.perf_counter()
    build_store(path, folder)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    size = path.stat().st_size
    print(f"built in {time.perf_counter() - started:.0f} s, {size / 1e6:.0f} MB, {size / records:.0f} bytes a record")
    build_store(folder / "again.duckdb", folder)
    print("the same bytes twice:", hashlib.sha256((folder / "again.duckdb").read_bytes()).hexdigest() == digest)
    ask(path)
    add_one(path, folder)


def ask(path: Path) -> None:
    """Ask every table and view for one indicator of one authority."""
    import duckdb

    for name in ("records", *(view.table.name for view in VIEWS)):
        with duckdb.connect(str(path), read_only=True) as db:
            started = time.perf_counter()
            found = db.execute(f"FROM {name} WHERE authority = ? AND indicator_id = ?", ["Council 7", "i7"]).fetchall()
            print(f"{name:>13} {time.perf_counter() - started:.2f} s, {len(found):,} rows")
    for name in ("observations", "series", "latest", "revisions"):
        with duckdb.connect(str(path), read_only=True) as db:
            started = time.perf_counter()
            (count,) = db.execute(f"SELECT count(*) FROM (SELECT DISTINCT * FROM {name})").fetchone() or (0,)
            print(f"{name:>13} {time.perf_counter() - started:.1f} s for all {count:,} rows")


def add_one(path: Path, folder: Path) -> None:
    """Add one report, and replace one."""
    for document, what in (("new/2027-q1.pdf", "adding"), (next(names(1))[0], "replacing")):
        write_lines(folder, [(document, "Council 7", date(2027, 4, 1))])
        started = time.perf_counter()
        update_store(folder / "next.duckdb", path, folder, [document])
        seconds = time.perf_counter() - started
        grown = (folder / "next.duckdb").stat().st_size - path.stat().st_size
        print(f"{what} a report: {seconds:.2f} s, {grown / 1e6:+.1f} MB")


def names(reports: int) -> Iterator[tuple[str, str, date]]:
    """So many reports: file, authority, first day of its quarter."""
    for i in range(reports):
        council, quarter = divmod(i, QUARTERS)
        start = date(2015 + quarter // 4, 1 + 3 * (quarter % 4), 1)
        yield (
            f"council-{council}/{start.year}-q{quarter % 4 + 1}.{'pdf' if i % 2 else 'docx'}",
            f"Council {council}",
            start,
        )


def write_lines(folder: Path, reports: list[tuple[str, str, date]]) -> None:
    """Write the JSON lines of reports."""
    with ExitStack() as files:
        sheets = {table.name: Sheet(folder, table, files) for table in STORED}
        for document, authority, start in reports:
            row = {"document": document, "authority": authority, "status": "read", "records": A_REPORT}
            sheets["documents"].write([row])
            sheets["records"].write(record_row(r) for r in report(document, authority, start))


def report(document: str, authority: str, start: date) -> Iterator[dict[str, Any]]:
    """The records of one report."""
    random = Random(document)
    end = start + timedelta(days=90)
    label = f"Q{(start.month - 1) // 3 + 1} {start.year}"
    period = {"label": label, "start": start.isoformat(), "end": end.isoformat(), "inherited": True}
    sentence = ""
    for i in range(A_REPORT):
        kind = random.randrange(len(MEASURES) * len(THINGS))
        indicator = MEASURES[kind % len(MEASURES)].format(THINGS[kind // len(MEASURES)])
        value = round(random.uniform(0, 100), 1) if kind % 2 else random.randrange(20_000)
        text = f"{value:,}%" if kind % 2 else f"{value:,}"
        if i % 3 or not sentence:
            filler = " ".join(random.choices(WORDS, k=8))
            sentence = f"{indicator} was {text} in {label}, compared with {value + 3:,} the quarter before; {filler}."
        yield record(document, authority, indicator, kind, value, text, period, sentence, i, random)


def record(
    document: str,
    authority: str,
    indicator: str,
    kind: int,
    value: float,
    text: str,
    period: dict[str, Any],
    sentence: str,
    i: int,
    random: Random,
) -> dict[str, Any]:
    """One record."""
    unit = "percent" if kind % 2 else "count"
    series = hashlib.sha256(f"{authority}{kind}".encode()).hexdigest()[:16]
    begun = date.fromisoformat(period["start"])
    before = {"start": (begun - timedelta(days=91)).isoformat(), "end": (begun - timedelta(days=1)).isoformat()}
    before |= {"label": "the quarter before", "inherited": False}
    comparators = [
        {"kind": "previous_period", "value": value + 3, "unit": unit, "period": before, "text": f"with {value + 3:,}"},
        {"kind": "target", "value": 90, "unit": unit, "relation": "below", "text": "target of 90"},
    ][: random.choice((0, 1, 2))]
    box = [round(random.uniform(40, 500), 2) for _ in range(4)] if document.endswith("pdf") else None
    return {
        "id": hashlib.sha256(f"{document}{i}".encode()).hexdigest()[:16],
        "authority": authority,
        "report": {"title": f"Quarterly performance report {period['label']}", "period": period},
        "indicator": indicator,
        "indicator_id": f"i{kind}" if kind % 5 else None,
        "linked_by": f"the words {indicator.lower()}" if kind % 5 else None,
        "series_id": series,
        "value": value,
        "value_text": text,
        "unit": unit,
        "qualifiers": ["provisional"] if i % 9 == 0 else [],
        "approximate": False,
        "period": period,
        "direction": random.choice(("up", "down", None)),
        "change": {"amount": 3, "unit": unit, "direction": "down", "since": "previous_period"} if i % 4 == 0 else None,
        "comparators": comparators,
        "status": random.choice(("improving", "needs_improvement", None)),
        "theme": THINGS[kind // len(MEASURES)],
        "theme_id": f"t{kind // len(MEASURES)}",
        "service": f"Service {kind // 7}",
        "kind": "actual",
        "source": "prose",
        "confidence": 0.9,
        "evidence": {
            "document": document,
            "page": i // 10 if box else None,
            "block": i,
            "start": sentence.find(text),
            "end": sentence.find(text) + len(text),
            "text": sentence,
            "bbox": box,
        },
    }


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    if len(sys.argv) > 2:
        Path(sys.argv[2]).mkdir(parents=True, exist_ok=True)
        main(wanted, Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as made:
            main(wanted, Path(made))
