"""Web pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfextract.extract import extract_file
from perfextract.model import Block, DocumentError
from perfextract.readers import read


def blocks(folder: Path, body: str, head: str = "") -> tuple[Block, ...]:
    """The blocks of a page with this body."""
    path = folder / "page.html"
    path.write_text(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>", encoding="utf-8")
    return read(path).blocks


def test_headings_paragraphs_and_lists_by_their_depth(tmp_path: Path) -> None:
    found = blocks(
        tmp_path,
        "<h1>Parks report</h1><h2>Playgrounds</h2><p>Visits rose to\n <b>4,100</b>.</p>"
        "<ul><li>Of these:<ul><li>300 came by bus</li></ul></li><li><p>12 came twice</p></li></ul>",
    )
    assert [(b.kind, b.level, b.text) for b in found] == [
        ("title", 1, "Parks report"),
        ("heading", 2, "Playgrounds"),
        ("paragraph", 0, "Visits rose to 4,100."),
        ("bullet", 1, "Of these:"),
        ("bullet", 2, "300 came by bus"),
        ("bullet", 1, "12 came twice"),
    ]


def test_what_a_page_hides_or_strikes_through_is_not_read(tmp_path: Path) -> None:
    found = blocks(
        tmp_path,
        "<nav><a href='/'>12 news</a></nav><p>Benches: <del>40</del> 41.</p><p hidden>99 ghosts</p>"
        "<p style='display: none'>98 ghosts</p><script>var visits = 97;</script>",
    )
    assert [b.text for b in found] == ["Benches: 41."]


def test_the_mark_of_a_note_is_no_part_of_its_number(tmp_path: Path) -> None:
    found = blocks(tmp_path, "<p>Visits were 56,200<sup>2</sup> on 5 km<sup>2</sup>, the 2<sup>nd</sup> year.</p>")
    assert found[0].text == "Visits were 56,200 on 5 km2, the 2nd year."


def test_line_breaks_part_paragraphs_where_two_stand_together(tmp_path: Path) -> None:
    found = blocks(tmp_path, "<div>Ponds were<br>cleaned.<br><br>Benches were mended.<br>• Nine are new.</div>")
    assert [(b.kind, b.text) for b in found] == [
        ("paragraph", "Ponds were cleaned."),
        ("paragraph", "Benches were mended."),
        ("bullet", "Nine are new."),
    ]


def test_a_table_keeps_its_spans_heads_and_colours(tmp_path: Path) -> None:
    *_, block = blocks(
        tmp_path,
        "<table><thead><tr><th rowspan=2>Measure</th><th colspan=2>2023/24</th><th rowspan=2>RAG</th></tr>"
        "<tr><th>Q1</th><th>Q2</th></tr></thead>"
        "<tr><td>Ponds cleaned</td><td>9</td><td>12</td><td bgcolor='#ffc000'></td></tr></table>",
    )
    assert block.table is not None
    places = {(c.row, c.col): (c.text, c.rowspan, c.colspan, c.fill) for c in block.table.cells}
    assert block.table.header_rows == 2
    assert places[(0, 1)] == ("2023/24", 1, 2, None)
    assert places[(1, 1)][0] == "Q1"
    assert places[(2, 3)] == ("", 1, 1, "FFC000")


def test_its_records_know_their_headings_and_ratings(tmp_path: Path) -> None:
    blocks(
        tmp_path,
        "<h1>Performance report: quarter 2 2023/24</h1><h2>Parks</h2><p>Visits rose to 4,100 in quarter 2.</p>"
        "<h2>Roads</h2><table><tr><th>Indicator</th><th>Target</th><th>Actual</th><th>RAG</th></tr>"
        "<tr><td>Potholes mended in time</td><td>90%</td><td>93%</td><td style='background-color: #0a0'></td></tr>"
        "</table>",
    )
    found = extract_file(tmp_path / "page.html").records
    assert [(str(r.value), r.theme, r.rag, r.source) for r in found] == [
        ("4100", "Parks", None, "prose"),
        ("93", "Roads", "green", "table"),
    ]


def test_a_page_is_known_by_its_words_and_read_in_its_own_letters(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(b"<html><body><p>12 ponds</p></body></html>")
    with pytest.raises(DocumentError, match="the content is html"):
        read(tmp_path / "page.txt")
    page = '<html><head><meta charset="windows-1252"></head><body><p>It cost £5.</p></body></html>'
    (tmp_path / "old.htm").write_bytes(page.encode("cp1252"))
    assert read(tmp_path / "old.htm").blocks[0].text == "It cost £5."
    (tmp_path / "bare.html").write_text("<html><body><script>1</script></body></html>", encoding="utf-8")
    with pytest.raises(DocumentError) as told:
        read(tmp_path / "bare.html")
    assert told.value.reason == "empty"
