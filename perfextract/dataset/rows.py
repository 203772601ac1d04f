"""Flatten a record, as plain JSON values, into the rows of the dataset's tables.

>>> [(o["role"], o["value"]) for o in observation_rows({"value": 91, "unit": "percent", "numerator": 10})]
[('value', 91), ('numerator', 10)]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .digits import decimals
from .fields import COMPARATOR_KINDS

Row = dict[str, Any]
Json = Mapping[str, Any]

SUBJECT = ("authority", "theme_id", "indicator_id", "series_id", "indicator", "geography", "kind", "same_as")


def record_row(record: Json) -> Row:
    """The record as one flat row; what has no column of its own stays beside and is not written."""
    report = record.get("report") or {}
    return {
        **record,
        "decimals": decimals(record.get("value"), record.get("value_text")),
        "comparators": [with_decimals(comparator) for comparator in record.get("comparators") or ()],
        "report_title": report.get("title"),
        **period_cells("report_period", report.get("period")),
        **period_cells("period", record.get("period")),
        "period_inherited": (record.get("period") or {}).get("inherited"),
        **change_cells(record.get("change")),
        **comparator_cells(record.get("comparators") or ()),
        "audit": sorted({finding["code"] for finding in record.get("audit") or ()}),
        **evidence_cells(record.get("evidence")),
        **box_cells(record.get("evidence")),
    }


def observation_rows(record: Json) -> Iterator[Row]:
    """One row for every number of the record, the value first."""
    document = (record.get("evidence") or {}).get("document")
    subject = {"document": document, **{name: record.get(name) for name in SUBJECT}}
    for number, cells in enumerate(numbers(record), start=1):
        yield {"record_id": record.get("id"), "number": number, **subject, **cells}


def numbers(record: Json) -> Iterator[Row]:
    """The record's numbers with role, unit and period, leaving out those the text does not give."""
    period = period_cells("period", record.get("period"))
    change = record.get("change") or {}
    printed = {"decimals": decimals(record.get("value"), record.get("value_text"))}
    own = (
        ("value", record.get("value"), record.get("unit"), record.get("approximate")),
        ("numerator", record.get("numerator"), "count", None),
        ("denominator", record.get("denominator"), "count", None),
        ("change", change.get("amount"), change.get("unit"), None),
    )
    for role, value, unit, approximate in own:
        if value is not None:
            cells = {"role": role, "value": value, "unit": unit, "approximate": approximate, **period}
            yield cells | printed if role == "value" else cells
    for comparator in record.get("comparators") or ():
        if comparator.get("value") is not None:
            yield {"role": comparator["kind"], **comparator_row(comparator)}


def comparator_row(comparator: Json) -> Row:
    """A comparator's own cells, without its kind."""
    names = ("label", "value", "decimals", "unit", "relation", "approximate", "rank", "text")
    whole = with_decimals(comparator)
    gap = comparator.get("gap") or {}
    distance = {"gap_amount": gap.get("amount"), "gap_unit": gap.get("unit")}
    return {**{n: whole.get(n) for n in names}, **distance, **period_cells("period", comparator.get("period"))}


def with_decimals(comparator: Json) -> Row:
    """The comparator, and how many decimal places its figure is printed with."""
    return {**comparator, "decimals": decimals(comparator.get("value"), comparator.get("text"))}


def finding_rows(findings: Iterable[Json], document: str) -> Iterator[Row]:
    """One row for every finding of a document."""
    for number, finding in enumerate(findings, start=1):
        cells = {name: finding.get(name) for name in ("code", "severity", "message", "record_ids")}
        yield {**evidence_cells(finding.get("evidence")), **cells, "document": document, "number": number}


def period_cells(prefix: str, period: Json | None) -> Row:
    """The three cells of a period."""
    return {f"{prefix}_{part}": (period or {}).get(part) for part in ("label", "start", "end")}


def change_cells(change: Json | None) -> Row:
    """The four cells of a change."""
    return {f"change_{part}": (change or {}).get(part) for part in ("amount", "unit", "direction", "since")}


def comparator_cells(comparators: Iterable[Json]) -> Row:
    """One cell a kind, holding the first figure of that kind."""
    figures = [c for c in comparators if c.get("value") is not None]
    return {
        f"comparator_{kind}": next((c["value"] for c in figures if c["kind"] == kind), None)
        for kind in COMPARATOR_KINDS
    }


def evidence_cells(evidence: Json | None) -> Row:
    """Where the words stand."""
    found = evidence or {}
    cells = {f"evidence_{part}": found.get(part) for part in ("page", "block", "start", "end", "text")}
    return {"document": found.get("document"), **cells}


def box_cells(evidence: Json | None) -> Row:
    """The box around the value, one cell a side."""
    box = (evidence or {}).get("bbox") or (None, None, None, None)
    return dict(zip(("evidence_x0", "evidence_top", "evidence_x1", "evidence_bottom"), box, strict=True))
