"""What a careful reader would question in a report, or in what one report says beside another.

Each check is one function, named as the code of its findings; its docstring is what the user reads of it. A check would
rather miss a fault than question what is right: figures are compared as far as their printed digits allow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from perfextract.audit.across import SeriesOf, implausible_jump, revision, series_id
from perfextract.audit.arithmetic import change_denied, over_100, parts_exceed_whole, share_denied, unlike_periods
from perfextract.audit.garbled import garbled_words
from perfextract.audit.passage import Reported
from perfextract.audit.sums import parts_exceed_total, shares_not_100, sum_denied
from perfextract.audit.twice import direction_differs, earlier_differs, restated, two_values
from perfextract.audit.wording import movement_denied, standing_denied, unit_denied
from perfextract.model import Document, Finding, Record
from perfextract.pipes.marks import Marks

Check = Callable[[Reported], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    change_denied,
    share_denied,
    over_100,
    movement_denied,
    standing_denied,
    unit_denied,
    unlike_periods,
    sum_denied,
    parts_exceed_total,
    parts_exceed_whole,
    shares_not_100,
    direction_differs,
    earlier_differs,
    two_values,
    restated,
    garbled_words,
)
ACROSS = (revision, implausible_jump)
GRAVE = frozenset({"warning", "error"})


def audit_report(
    records: Sequence[Record],
    document: Document,
    marks: Mapping[int, Marks] | None = None,
    patterns: Path | None = None,
) -> list[Finding]:
    """The findings within one report, in the order in which they stand there.

    ``marks`` are those of the blocks that are marked already, by the block's number.
    """
    report = Reported(tuple(records), document, marks or {}, patterns)
    found = dict.fromkeys(finding for check in CHECKS for finding in check(report))
    return sorted(found, key=_place)


def audit_records(records: Sequence[Record], series: SeriesOf = series_id) -> list[Finding]:
    """The findings across the reports of a dataset; ``series`` names the series of a record (None: of none)."""
    return [finding for check in ACROSS for finding in check(records, series)]


def with_findings(records: Iterable[Record], findings: Sequence[Finding]) -> tuple[Record, ...]:
    """The records, each with the findings that touch it in ``audit``."""
    touching: dict[str, list[Finding]] = {}
    for finding in findings:
        for id_ in finding.record_ids:
            touching.setdefault(id_, []).append(finding)
    return tuple(
        r.model_copy(update={"audit": tuple(dict.fromkeys([*r.audit, *touching[r.id]]))}) if r.id in touching else r
        for r in records
    )


def about(code: str) -> str:
    """What the check of a code looks for; empty where no check of this package gives it."""
    doc = next((check.__doc__ for check in (*CHECKS, *ACROSS) if check.__name__ == code), None)
    return (doc or "").strip()


def _place(finding: Finding) -> tuple[int, int, str]:
    e = finding.evidence
    return (e.block or 0, e.start or 0, finding.code) if e else (0, 0, finding.code)
