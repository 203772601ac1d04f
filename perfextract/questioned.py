"""The findings of reports or of a dataset, and how they are told: as a table, as JSON, or as notes of a GitHub run."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from perfextract.archive.sources import UsageError, find_sources
from perfextract.audit import GRAVE, about, audit_records
from perfextract.evaluate import load
from perfextract.extract import Options, extract_file
from perfextract.model import Evidence, Finding, Record
from perfextract.unread import CODES

# Findings of the reading, not of the report.
OF_THE_READING = frozenset(
    (
        "unexplained_number",
        "unsure_number",
        "table_not_read",
        "row_not_read",
        "aside_not_read",
        "struck_not_read",
        "authority_unknown",
        "period_unknown",
        *CODES,
    )
)
FORMATS = ("table", "json", "github")
GITHUB = {"error": "error", "warning": "warning", "note": "notice"}


def questioned(sources: Sequence[str], options: Options) -> list[Finding]:
    """The findings of report files and of datasets' folders, each within its reports and across them.

    Raises ValueError where a source cannot be used, DocumentError where a report cannot be read.
    """
    datasets = [Path(source) for source in sources if (Path(source) / "records.json").is_file()]
    reports = [source for source in sources if Path(source) not in datasets]
    found = [finding for folder in datasets for finding in _of_dataset(folder)]
    found += _of_reports(reports, options) if reports else []
    return [f for f in dict.fromkeys(found) if f.code not in OF_THE_READING]


def _of_reports(sources: Sequence[str], options: Options) -> Iterator[Finding]:
    records: list[Record] = []
    for file in find_sources(sources, Path()):
        extraction = extract_file(file.path, options, name=str(file.path))
        records += extraction.records
        yield from extraction.findings
    yield from audit_records(records)


def _of_dataset(folder: Path) -> Iterator[Finding]:
    """What the reports' findings say, and what the records make of one another."""
    records = [Record.model_validate(record) for record in load(folder)]
    touching = {(r.evidence.document, f.code, f.message): f for r in records for f in r.audit}
    table = folder / "findings.csv"
    if not table.is_file():
        raise UsageError(
            f"{folder} has no findings.csv. Build the dataset anew: perfextract convert SOURCE --out {folder}"
        )
    with table.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            yield touching.get((row["document"], row["code"], row["message"])) or _from_row(row)
    yield from audit_records(records)


def _from_row(row: dict[str, str]) -> Finding:
    ids = tuple(filter(None, row["record_ids"].split("; ")))
    return Finding.model_validate(
        {name: row[name] for name in ("code", "severity", "message")} | {"record_ids": ids, "evidence": _evidence(row)}
    )


def _evidence(row: dict[str, str]) -> Evidence:
    page, block, start, end = (
        int(value) if (value := row[f"evidence_{name}"]) else None for name in ("page", "block", "start", "end")
    )
    return Evidence(
        document=row["document"],
        sha256="",
        text=row["evidence_text"],
        page=page,
        block=block,
        start=start,
        end=end,
    )


def is_grave(findings: Iterable[Finding]) -> bool:
    """Whether any finding is more than a note."""
    return any(finding.severity in GRAVE for finding in findings)


def told(findings: Sequence[Finding], form: str) -> Iterator[str]:
    """The findings as lines, in one of ``FORMATS``."""
    if form == "json":
        yield json.dumps([f.model_dump(mode="json") for f in findings], indent=2, ensure_ascii=False)
    elif form == "github":
        yield from map(github_line, findings)
    else:
        yield from table_lines(findings)


def github_line(finding: Finding) -> str:
    """A finding as GitHub shows it beside the file.

    >>> github_line(Finding(code="over_100", message="104% is more than all of them."))
    '::warning title=over_100::104%25 is more than all of them.'
    """
    e = finding.evidence
    where = {"file": e.document if e else None, "title": finding.code}
    properties = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in where.items() if value)
    return f"::{GITHUB[finding.severity]} {properties}::{_escaped(finding.message)}"


def _escaped(text: str, also: str = "") -> str:
    for sign in "%\r\n" + also:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def table_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """The findings under their documents, each with its place and sentence; what the codes mean at the end."""
    document = None
    for f in findings:
        e = f.evidence
        if e and e.document != document:
            document = e.document
            yield document
        yield f"  {f.severity:8} {f.code:18} {place(e)}{f.message}"
        if e and e.text and e.text not in f.message:
            yield f"           in: {' '.join(e.text.split())}"
    yield ""
    for code in sorted({f.code for f in findings if about(f.code)}):
        yield f"{code}: {about(code)}"
    grave = sum(f.severity in GRAVE for f in findings)
    yield f"{len(findings)} findings, {grave} of them more than a note" if findings else "Nothing to question."


def place(e: Evidence | None) -> str:
    """Where a finding stands, in words before its message."""
    if e is None:
        return ""
    return f"page {e.page}: " if e.page else f"block {e.block}: " if e.block is not None else ""
