"""An analyst's corrections, found beside the reports and applied to what was read of each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from perfextract.corrections import FILE, Correction, Corrector, Json, read_corrections, told
from perfextract.dataset.write import Entry
from perfextract.model import Finding

from .sources import UsageError


def corrector_of(sources: Sequence[str | Path], named: str | Path | None) -> Corrector:
    """What applies the corrections of the named file, or of every ``corrections.csv`` in a source folder.

    Raises UsageError where the named file does not exist, CorrectionError where a file cannot be used.
    """
    if named is not None and not Path(named).is_file():
        raise UsageError(f"There is no file of corrections {named}. Leave the option out, or name one.")
    beside = [Path(source) / FILE for source in sources if Path(source).is_dir()]
    files = [Path(named)] if named is not None else [path for path in beside if path.is_file()]
    found: list[Correction] = [c for path in files for c in read_corrections(path)]
    return Corrector(found)


def corrected(entry: Entry, corrector: Corrector) -> Entry:
    """A document's part of the dataset as corrected; a correction whose words are not read any more is a finding."""
    name = entry.document["document"]
    if not corrector.about(name):
        return entry
    records = list(corrector.applied(entry.records))
    lost: list[Json] = [
        Finding(code="correction_lost", severity="warning", message=told(c)).model_dump(mode="json")
        for c in corrector.lost([name])
    ]
    findings = [*entry.findings, *lost]
    row = entry.document
    if row.get("status") == "read":
        row = row | {"records": len(records), "findings": len(findings)}
    return Entry(row, records, findings)
