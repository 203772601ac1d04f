"""The records of a dataset, as records again, and what a careful reader would question in its reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from perfextract.model import Period, Record

if TYPE_CHECKING:
    from perfextract.dataset.reading import Dataset

Row = Mapping[str, Any]
_SAME = (
    "id authority indicator indicator_id linked_by series_id value_text unit bound approximate geography direction "
    "status rag polarity theme theme_id service kind source same_as confidence"
).split()


class Question(NamedTuple):
    """What a careful reader would question in a document, and the ids of the records it touches."""

    document: str
    message: str
    record_ids: tuple[str, ...]


def authorities_of(dataset: Dataset) -> list[str]:
    """Who reports, in the order of the alphabet."""
    found = dataset.sql("SELECT DISTINCT authority FROM records WHERE authority IS NOT NULL ORDER BY authority")
    return [name for (name,) in found.fetchall()]


def records_of(
    dataset: Dataset, authority: str | None = None, period: Period | None = None, since: date | None = None
) -> Iterator[Record]:
    """The records of one authority, or of all, in the order of their reports; without their findings.

    With a ``period`` those that reports of it state, what others state of it, and the values of their series ``since``.
    """
    found = dataset.sql(
        """
        WITH told AS (FROM records WHERE $authority IS NULL OR lower(authority) = lower($authority)),
            asked AS (
                FROM told WHERE $start IS NULL OR (report_period_start = $start AND report_period_end = $end)
                    OR (period_end = $end AND period_start IN ($start, $end))
            )
        FROM told WHERE id IN (SELECT id FROM asked)
            OR (series_id IN (SELECT series_id FROM asked) AND ($since IS NULL OR period_end >= $since))
        ORDER BY report_period_end, document, evidence_block, evidence_start, id
        """,
        {"authority": authority, "start": period and period.start, "end": period and period.end, "since": since},
    )
    columns = found.columns
    for values in found.fetchall():
        yield _record(dict(zip(columns, values, strict=True)))


def report_periods_of(dataset: Dataset, authority: str | None = None) -> list[Period]:
    """The periods that reports, of one authority or of all, are of; the earliest first."""
    found = dataset.sql(
        "SELECT DISTINCT report_period_start, report_period_end FROM records WHERE report_period_end IS NOT NULL "
        "AND ($authority IS NULL OR lower(authority) = lower($authority)) "
        "ORDER BY report_period_end, report_period_start",
        {"authority": authority},
    )
    return [Period(start=start, end=end) for start, end in found.fetchall()]


def questions_of(dataset: Dataset) -> list[Question]:
    """The findings that are more than notes, in the order of their reports."""
    found = dataset.sql(
        "SELECT document, message, record_ids FROM findings WHERE severity <> 'note' ORDER BY document, number"
    )
    return [Question(document, message, tuple(ids or ())) for document, message, ids in found.fetchall()]


def _record(row: Row) -> Record:
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
        return exact.to_integral_value() if exact == exact.to_integral_value() else exact
    if exact.adjusted() + decimals > 20:
        return exact
    places = exact.quantize(Decimal(1).scaleb(-decimals))
    return places if places == exact else exact
