"""A way to read a file that does what the file says: one record a line, or die, hang, swell or refuse.

Workers import this module, so it holds all that runs in them.
"""

from __future__ import annotations

import hashlib
import os
import signal
import time
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from perfextract.model import (
    Block,
    Comparator,
    Document,
    DocumentError,
    Evidence,
    Finding,
    Gap,
    Period,
    Record,
    Report,
    ReportRef,
)

QUARTER = Period(label="Q2 2017/18", start="2017-07-01", end="2017-09-30")


@dataclass(frozen=True)
class FakeExtraction:
    """What the real one has."""

    report: Report
    records: tuple[Record, ...]
    findings: tuple[Finding, ...]
    document: Document


def extract(path: Path, *, name: str, authority: str | None = None, **_options: Any) -> FakeExtraction:
    """Read a file of lines such as ``library visits = 4100``; a line in capitals is an order to the worker."""
    data = path.read_bytes()
    lines = data.decode("utf-8").splitlines()
    for line in lines:
        obey(line)
    sha256 = hashlib.sha256(data).hexdigest()
    facts = [line for line in lines if "=" in line]
    records = tuple(record(fact, i, name, sha256, authority) for i, fact in enumerate(facts))
    findings = tuple(finding(r) for r in records if r.value is not None and r.value > 1_000_000)
    report = Report("Performance, quarter 2", authority or "Fernshire County Council", QUARTER)
    blocks = tuple(Block(fact, index=i) for i, fact in enumerate(facts))
    return FakeExtraction(report, records, findings, Document(name, sha256, blocks))


def obey(line: str) -> None:
    """Do what an order says."""
    match line.split():
        case ["KILL"]:
            os.kill(os.getpid(), signal.SIGKILL)
        case ["KILL", "ONCE", marker] if not Path(marker).exists():
            Path(marker).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        case ["HANG"]:
            time.sleep(600)
        case ["WAIT", seconds]:
            time.sleep(float(seconds))
        case ["SWELL"]:
            _ = [bytearray(64 * 1024**2) for _ in range(1024)]
        case ["STUMBLE"]:
            raise KeyError("a part that is not there")
        case ["REFUSE"]:
            raise DocumentError("encrypted", "It is locked with a password.", "Save a copy without the password.")


def record(fact: str, block: int, document: str, sha256: str, authority: str | None) -> Record:
    """The record of a line ``indicator = value``; a line with a percentage gets a whole set of fields."""
    indicator, number = (part.strip() for part in fact.rsplit("=", 1))
    start = fact.rindex(number)
    rich = number.endswith("%")
    national = Comparator(kind="national", value=Decimal("16.5"), unit="percent", relation="above", text="(16.5)")
    quartile = Comparator(kind="regional", rank="third quartile", gap=Gap(amount=Decimal(2), unit="percentage_points"))
    return Record(
        id=hashlib.sha256(f"{sha256}{block}".encode()).hexdigest()[:16],
        authority=authority,
        report=ReportRef(title="Performance, quarter 2", period=QUARTER),
        indicator=indicator,
        value=Decimal(number.rstrip("%")),
        value_text=number,
        unit="percent" if rich else "count",
        qualifiers=("provisional",) if rich else (),
        numerator=10 if rich else None,
        denominator=Decimal(11) if rich else None,
        period=QUARTER,
        headings=("Living Better", "Parks") if rich else (),
        comparators=(national, quartile) if rich else (),
        evidence=Evidence(
            document=document, sha256=sha256, block=block, start=start, end=start + len(number), text=fact
        ),
    )


def finding(found: Record) -> Finding:
    """Something to question in a record."""
    return Finding(code="implausible", message="A large number.", record_ids=(found.id,), evidence=found.evidence)
