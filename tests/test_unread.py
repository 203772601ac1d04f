"""Nothing is lost in silence: what has three or more figures has a record or a finding, and a command counts it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from readers.samples import lines, pdf
from typer.testing import CliRunner

from perfextract import cli
from perfextract.coverage import coverage
from perfextract.extract import extract_document, extract_file, extract_text
from perfextract.model import Block
from perfextract.readers.parts import GridCell, document, table_block

CHART = ["Harbour ward", "412", "388", "Mill ward", "97", "Castle ward"]
STATED = "Library visits rose to 4,100 in quarter 2."


def table(*rows: tuple[str, ...]) -> Block:
    return table_block([GridCell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)])


def test_a_page_without_a_record_says_so_once(tmp_path: Path) -> None:
    found = extract_file(pdf(tmp_path / "wards.pdf", lines([STATED]), lines(CHART, pitch=40)))
    assert [r.evidence.page for r in found.records] == [1]
    (finding,) = [f for f in found.findings if f.evidence and f.evidence.page == 2]
    assert finding.code == "page_not_read" and finding.message.startswith("Page 2 has 3 figures")
    assert "chart" in finding.message


def test_a_register_of_risks_is_left_aside_with_a_finding() -> None:
    register = table(("Risk", "Likelihood", "Impact", "Score"), ("Flood", "3", "4", "12"))
    (finding,) = extract_document(document("t.docx", b"t", [register])).findings
    assert (finding.code, finding.severity) == ("table_left_aside", "note") and "3 figures" in finding.message


def test_the_numbers_of_rows_are_no_figures() -> None:
    agenda = table(("Item", "Who"), ("1. Welcome", "Chair"), ("2. Minutes", "Clerk"), ("3. Parks", "Officer"))
    assert extract_document(document("t.docx", b"t", [agenda])).findings == ()


def test_dates_and_references_are_no_figures() -> None:
    text = "## Papers\n\nThe panel met on 12 May 2018, 3 June 2018 and 7 July 2018. See Appendix 2 and section 4.\n"
    assert extract_text(text).findings == ()


@pytest.mark.parametrize(
    "text", ["## Wards\n\nHarbour 412\n\nMill 388\n\nCastle 97\n", "- Harbour: 41 a\n- Mill: 38 b\n- Castle: 97 c\n"]
)
def test_no_text_with_three_figures_has_neither_record_nor_finding(text: str) -> None:
    assert coverage(extract_text(text)).neither == 0


def test_a_place_with_a_record_needs_no_finding() -> None:
    found = extract_text(f"## Libraries\n\n{STATED} Loans were 3,200 and members 950.\n")
    assert found.records and not [f for f in found.findings if f.code == "passage_not_read"]


def test_the_command_counts_and_names_what_was_not_read(tmp_path: Path) -> None:
    pdf(tmp_path / "wards.pdf", lines([f"{STATED} Loans were 3,200 and members 950."]), lines(CHART, pitch=40))
    got = CliRunner().invoke(cli.app, ["coverage", str(tmp_path), "--json"])
    assert got.exit_code == 0
    (one,) = json.loads(got.stdout)["documents"]
    assert one["pages"] == {"held": 2, "recorded": 1, "found": 1, "neither": 0}
    (said,) = one["unread"]
    assert said.startswith("Page 2")
    printed = CliRunner().invoke(cli.app, ["coverage", str(tmp_path)]).stdout
    assert "wards.pdf" in printed and said in printed


def test_a_file_that_cannot_be_read_is_named_and_ends_with_1(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    got = CliRunner().invoke(cli.app, ["coverage", str(tmp_path)])
    assert got.exit_code == 1 and "empty.pdf" in got.output
