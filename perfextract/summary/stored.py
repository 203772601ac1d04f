"""The records of a dataset, as records again, with the findings that touch them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from perfextract.model import Record

if TYPE_CHECKING:
    from perfextract.dataset.reading import Dataset

Row = Mapping[str, Any]
_SAME = (
    "id authority indicator indicator_id linked_by series_id value_text unit bound approximate geography direction "
    "status rag polarity theme theme_id service kind source same_as confidence"
).split()


def records_of(dataset: Dataset, authority: str | None = None) -> Iterator[Record]:
    """The records of one authority, or all, in the order of their reports."""
    found = dataset.sql(
        "FROM records WHERE $authority IS NULL OR authority = $authority "
        "ORDER BY report_period_end, document, evidence_block, evidence_start, id",
        {"authority": authority},
    )
    questioned = _findings(dataset)
    columns = found.columns
    for values in found.fetchall():
        row = dict(zip(columns, values, strict=True))
        yield _record(row, questioned.get(row["id"], []))


def _findings(dataset: Dataset) -> dict[str, list[Row]]:
    """The findings worth a reader's question, by the records they touch."""
    found = dataset.sql(
        "SELECT code, severity, message, record_ids FROM findings WHERE severity <> 'note' AND len(record_ids) > 0 "
        "ORDER BY document, number"
    )
    touched: dict[str, list[Row]] = {}
    for code, severity, message, ids in found.fetchall():
        for id_ in ids:
            told = {"code": code, "severity": severity, "message": message, "record_ids": ids}
            touched.setdefault(id_, []).append(told)
    return touched


def _record(row: Row, findings: list[Row]) -> Record:
    evidence = {part: row[f"evidence_{part}"] for part in ("page", "block", "start", "end")}
    change = {part: row[f"change_{part}"] for part in ("amount", "unit", "direction", "since")}
    return Record.model_validate(
        {
            **{name: row[name] for name in _SAME},
            "value": _figure(row["value"], row["decimals"]),
            "numerator": _figure(row["numerator"]),
            "denominator": _figure(row["denominator"]),
            "qualifiers": row["qualifiers"] or (),
            "report": {"title": row["report_title"], "period": _period(row, "report_period")},
            "period": {**(_period(row, "period") or {}), "inherited": bool(row["period_inherited"])},
            "change": {**change, "amount": _figure(change["amount"])} if any(change.values()) else None,
            "comparators": [_comparator(c) for c in row["comparators"] or ()],
            "corrected": row["corrected"] or (),
            "audit": findings,
            "evidence": {
                **evidence,
                "document": row["document"],
                "sha256": "",
                "text": row["evidence_text"] or "",
            },
        }
    )


def _comparator(c: Row) -> Row:
    told = {key: value for key, value in c.items() if key != "decimals"}
    period = told.get("period")
    if period and not any(period.values()):
        period = None
    elif period:
        period = {**period, "inherited": bool(period.get("inherited"))}
    return {
        **told,
        "value": _figure(c["value"], c["decimals"]),
        "approximate": bool(c["approximate"]),
        "period": period,
    }


def _period(row: Row, prefix: str) -> dict[str, Any] | None:
    told = {part: row[f"{prefix}_{part}"] for part in ("label", "start", "end")}
    return told if any(told.values()) else None


def _figure(value: float | None, decimals: int | None = None) -> Decimal | None:
    """The exact figure, with the places it was printed with.

    >>> _figure(61.0, 1), _figure(10400000.0, -5), _figure(None)
    (Decimal('61.0'), Decimal('10400000'), None)
    """
    if value is None:
        return None
    exact = Decimal(repr(value))
    if decimals is None or decimals < 0:
        return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact
    places = exact.quantize(Decimal(1).scaleb(-decimals))
    return places if places == exact else exact
