"""One report in two formats is one source told twice: the records of the second say which of the first they repeat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from perfextract.dataset.rows import Row
from perfextract.dataset.write import Entry
from perfextract.series import words_of

from .items import Item, entry

Json = Mapping[str, Any]
Pairs = dict[str, str]  # the records of a second telling, each with the record it repeats
NOTE = "It tells the same report as {}; what it repeats is counted there."
LEAST = 3  # records that two files share where they are one report
_NEARLY = 0.8  # of the records of the one with fewer
_MOSTLY = 0.5  # of the records of the one with more


def retold(items: Sequence[Item], rows: Sequence[Row]) -> dict[str, tuple[str, Pairs]]:
    """The files that tell the report of another one: that one's name, and which record repeats which.

    Only files of one authority and period, whose titles are the same or of which one has none, are compared.
    """
    found: dict[str, tuple[str, Pairs]] = {}
    for group in _groups(items, rows):
        told = [(name, title, list(entry(item, row, False).records)) for name, title, item, row in group]
        told.sort(key=lambda t: -len(t[2]))  # the fullest reading is the first telling
        for at, (name, title, records) in enumerate(told):
            for first, first_title, others in told[:at]:
                alike = not (title and first_title) or title == first_title
                if first not in found and alike and (pairs := _pairs(others, records)):
                    found[name] = (first, pairs)
                    break
    return found


def with_repeats(entry: Entry, repeats: tuple[str, Pairs] | None) -> Entry:
    """A document's part of the dataset; where it tells a report again, with the records that it repeats."""
    if repeats is None:
        return entry
    first, pairs = repeats
    notes = " ".join(filter(None, (entry.document.get("notes"), NOTE.format(first))))
    records = ({**r, "same_as": r.get("same_as") or pairs.get(r["id"])} for r in entry.records)
    return replace(entry, document=entry.document | {"same_as": first, "notes": notes}, records=records)


def _groups(items: Sequence[Item], rows: Sequence[Row]) -> Iterator[list[tuple[str, str, Item, Row]]]:
    """The files read that could be one report: of one authority and one period."""
    groups: dict[tuple[str, str, str], list[tuple[str, str, Item, Row]]] = {}
    for item, row in zip(items, rows, strict=True):
        if row.get("status") == "read" and row.get("authority") and row.get("period_end"):
            key = (row["authority"].casefold(), str(row["period_start"]), str(row["period_end"]))
            groups.setdefault(key, []).append((row["document"], words_of(row.get("title") or ""), item, row))
    return (group for group in groups.values() if len(group) > 1)


def _pairs(first: Sequence[Json], second: Sequence[Json]) -> Pairs:
    """Which record of the second repeats which of the first; none where the two are not nearly the same."""
    fewer, more = sorted((len(first), len(second)))
    if fewer < LEAST or fewer < _MOSTLY * more:
        return {}
    waiting: dict[tuple[Any, ...], list[Json]] = {}
    for record in first:
        waiting.setdefault(_key(record), []).append(record)
    pairs: Pairs = {}
    for record in second:
        candidates = waiting.get(_key(record), [])
        best = max(candidates, key=lambda c: len(_words(c) & _words(record)), default=None)
        if best is not None and _words(best) & _words(record):
            candidates.remove(best)
            pairs[record["id"]] = best["id"]
    enough = len(pairs) >= max(LEAST, _NEARLY * fewer, _MOSTLY * more)
    return pairs if enough else {}


def _key(record: Json) -> tuple[Any, ...]:
    """What two tellings of one observation share, whatever the layout makes of its name."""
    period = record.get("period") or {}
    return (
        record["kind"],
        record["value"],
        record["unit"],
        record["direction"] if record["value"] is None else None,
        period.get("end"),
    )


def _words(record: Json) -> frozenset[str]:
    return frozenset(words_of(record["indicator"]).split())
