"""A source file on its way through a run: taken in, read or passed over, and told of in documents.csv."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from perfextract.dataset.write import Entry

from .cache import Cache, file_sha256, read_shard
from .sources import SourceFile, endings
from .summary import DocumentLine
from .worker import Failure, Outcome


@dataclass(slots=True)
class Item:
    """A source file on its way: its fingerprint, where its reading is kept, and how the reading went."""

    source: SourceFile
    sha256: str
    shard: Path
    said: Mapping[str, str] = field(default_factory=dict)  # who reports, and for when, by a perfextract.toml beside it
    failure: Failure | None = None
    seconds: float | None = None
    skipped: bool = False
    passed_over: bool = False  # a file of a folder that no reader is for
    twin: Item | None = field(default=None, repr=False)  # the file with the same bytes that comes first


def take_in(file: SourceFile, cache: Cache, said: Mapping[str, str] | None = None) -> Item:
    """A source file with its fingerprint and what is ``said`` of it; one that cannot even be opened fails here."""
    if file.outside:
        message = f"It is a link that leads out of the source folder, to {file.outside}."
        return unread(file, Failure("link_outside", message, "Name that file as a source of its own."))
    try:
        sha256 = file_sha256(file.path)
    except OSError as error:
        message = f"It cannot be opened: {error.strerror}."
        return unread(file, Failure("cannot_open", message, "Check that it is there and that you may read it."))
    own = dict(said or {})
    return Item(file, sha256, cache.shard(sha256, file.name, *map("=".join, sorted(own.items()))), own)


def unread(file: SourceFile, failure: Failure) -> Item:
    """A source file that no reader gets to see."""
    return Item(file, "", Path(), failure=failure)


def left_out(file: SourceFile) -> Item:
    """A file of a source folder that is not read for its kind."""
    return Item(file, "", Path(), passed_over=True)


def pair_twins(items: Sequence[Item]) -> None:
    """Mark files with the same bytes as an earlier one: their records would count twice, under the same ids."""
    first: dict[str, Item] = {}
    for item in items:
        if not item.failure and first.setdefault(item.sha256, item) is not item:
            item.twin = first[item.sha256]


def settle(item: Item, outcome: Outcome) -> Item:
    """Tell an item how its reading went."""
    item.failure, item.seconds = outcome.failure, outcome.seconds
    return item


def entry(item: Item, row: dict[str, Any], timings: bool) -> Entry:
    """The item's part of the dataset; ``row`` are its cells."""
    row = row | {"seconds": round(item.seconds, 2) if timings and item.seconds is not None else None}
    if row["status"] != "read":
        return Entry(row)
    return Entry(row, read_shard(item.shard, "record"), read_shard(item.shard, "finding"))


def cells(item: Item) -> dict[str, Any]:
    """The item's row in documents.csv."""
    row: dict[str, Any] = {"document": item.source.name, "sha256": item.sha256 or None}
    if item.passed_over:
        return row | {"status": "not_read"} | _why_not(item.source.path)
    if failure := item.failure or (item.twin and item.twin.failure):
        return row | {"status": "failed", "reason": failure.reason} | told(failure)
    if item.twin:
        message = f"It holds the same bytes as {item.twin.source.name}, where its records stand."
        return row | {"status": "duplicate", "reason": "same_bytes", "message": message, "records": 0, "findings": 0}
    return row | next(read_shard(item.shard, "document"))


def _why_not(path: Path) -> dict[str, Any]:
    """Why a file of a folder is not read: it is about the folder, or of another kind."""
    if path.suffix.lower() in endings():
        failure = Failure("not_a_report", "By its name it is about the folder and no report.", "Name the file itself.")
    else:
        kind = path.suffix.lower() or "without an ending"
        message = f"Files of this kind ({kind}) are not read."
        failure = Failure("unsupported", message, "Save a report as Word (.docx), PDF or text to have it read.")
    return {"reason": failure.reason} | told(failure)


def told(failure: Failure) -> dict[str, Any]:
    """What is said of a file that could not be read."""
    return {"message": failure.message, "advice": failure.advice, "records": 0, "findings": 0}


def document_line(item: Item, row: dict[str, Any]) -> DocumentLine:
    """The item as the summary tells it; ``row`` are its cells."""
    names = ("document", "status", "records", "findings", "pages", "reason", "message", "advice")
    return DocumentLine(**{name: row.get(name) for name in names}, seconds=item.seconds, skipped=item.skipped)  # type: ignore[arg-type]
