"""Every record can be shown in its place: its block holds, at its characters, the very words of its value."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from corpus_scores import CORPUS, reading

from perfextract.extract import Extraction
from perfextract.model import DocumentError, Record

SHARED = CORPUS.parents[1] / "shared" / "reports"
FORMATS = (".docx", ".pdf", ".txt")


def reports(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in FORMATS and "build" not in path.parts)


def misplaced(found: Extraction) -> Iterator[Record]:
    """The records whose evidence does not hold their value, or whose sentence does not stand in the block."""
    for record in found.records:
        place = record.evidence
        text = found.document.blocks[place.block or 0].text
        value = text[place.start : place.end]
        if place.block is None or value != (record.value_text or "") or place.text not in text:
            yield record


def names(folder: Path) -> list[str]:
    return [str(path.relative_to(folder)) for path in reports(folder)]


@pytest.mark.parametrize("name", names(CORPUS))
def test_values_stand_where_the_records_say_in_the_corpus(name: str) -> None:
    found = reading(CORPUS / name)
    assert found.records
    assert list(misplaced(found)) == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared real reports (../shared/reports) are not on this machine")
@pytest.mark.parametrize("name", names(SHARED))
def test_values_stand_where_the_records_say_in_real_reports(name: str) -> None:
    try:
        found = reading(SHARED / name)
    except DocumentError as error:
        pytest.skip(f"cannot be read: {error.reason}")
    assert list(misplaced(found)) == []
