"""Markdown as reports and other programs write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfextract.extract import extract_file
from perfextract.model import Block
from perfextract.readers import read

REPORT = """\
# Performance report: Quarter 2 2018/19

## Customer **Services**

### Areas requiring improvement

- Calls answered fell to *88.4%*, down 2.8 percentage points\\* from
  91.2% in quarter 1.[^1]
  - [Complaints](complaints.md) rose to 41.

| Indicator | Q1 2018/19 | Q2 2018/19 |
| --- | ---: | ---: |
| Visits \\| libraries | 4,100 | 4,250 |

[^1]: calls.xlsx, sheet 2: 88.4%

## Footnotes

1. Calls were 91% in the report before.
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """The report above as a file."""
    path = tmp_path / "report.md"
    path.write_text(REPORT, encoding="utf-8")
    return path


def kinds(blocks: tuple[Block, ...]) -> list[tuple[str, int, str]]:
    """What a reader makes of each block."""
    return [(b.kind, b.level, b.text) for b in blocks]


def test_headings_lists_tables_and_footnotes_are_told_apart(report: Path) -> None:
    assert kinds(read(report).blocks) == [
        ("heading", 1, "Performance report: Quarter 2 2018/19"),
        ("heading", 2, "Customer Services"),
        ("heading", 3, "Areas requiring improvement"),
        ("bullet", 1, "Calls answered fell to 88.4%, down 2.8 percentage points* from 91.2% in quarter 1."),
        ("bullet", 2, "Complaints rose to 41."),
        ("table", 0, "Indicator\tQ1 2018/19\tQ2 2018/19\nVisits | libraries\t4,100\t4,250"),
        ("footnote", 0, "calls.xlsx, sheet 2: 88.4%"),
        ("heading", 2, "Footnotes"),
        ("bullet", 1, "Calls were 91% in the report before."),
    ]


def test_its_records_stand_under_its_headings_and_footnotes_state_nothing(report: Path) -> None:
    told = [(str(r.value), r.theme, r.status, r.source) for r in extract_file(report).records]
    assert told == [
        ("88.4", "Customer Services", "needs_improvement", "prose"),
        ("41", "Customer Services", "needs_improvement", "prose"),
        ("4250", "Customer Services", "needs_improvement", "table"),
    ]


def test_a_text_without_signs_of_markdown_is_read_as_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text(
        "Library visits rose to 4,100 in quarter 2, which is the best result that the\nservice had.\n", "utf-8"
    )
    assert [b.kind for b in read(path).blocks] == ["paragraph"]


def test_an_underscore_within_a_word_and_a_lone_asterisk_are_no_signs(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text("# Report\n\nThe file calls_q2_final has 3 * 4 rows.\n", encoding="utf-8")
    assert read(path).blocks[1].text == "The file calls_q2_final has 3 * 4 rows."


def test_underlined_headings_quotes_and_comments(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text(
        "Report\n======\n\nCalls\n-----\n\n<!-- was 87% -->\n"
        "> Calls answered were 88.4%,\n> up from 85%.\n\n|A|B|\n|-|-|\n|x|1|\n",
        encoding="utf-8",
    )
    assert kinds(read(path).blocks)[:3] == [
        ("heading", 1, "Report"),
        ("heading", 2, "Calls"),
        ("paragraph", 0, "Calls answered were 88.4%, up from 85%."),
    ]
    assert [b.kind for b in read(path).blocks][3:] == ["table"]


def test_a_blank_line_between_every_two_lines_of_a_sentence(tmp_path: Path) -> None:
    lines = [
        "The number of people who came to the parks of the county by bus in the",
        "second quarter of the year rose to 4,100, which is more than in any of the",
        "quarters before it, and the service has been asked to see whether those who",
        "Merrow Buses carried could be counted as well.",
        "Benches were mended in every park.",
    ]
    path = tmp_path / "report.md"
    path.write_text("# Parks\n\n" + "\n\n".join(lines) + "\n", encoding="utf-8")
    _, first, *rest = read(path).blocks
    assert first.text == " ".join(lines[:4])
    assert [b.text for b in rest] == [lines[4]]


def test_paragraphs_of_one_line_each_stay_apart(tmp_path: Path) -> None:
    lines = [f"Visits to park number {n} rose to {n},100, which is more than in any earlier year." for n in range(1, 7)]
    path = tmp_path / "report.md"
    path.write_text("# Parks\n\n" + "\n\n".join(lines) + "\n", encoding="utf-8")
    assert [b.text for b in read(path).blocks[1:]] == lines


def test_what_programs_write_into_markdown_is_mended(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text(
        "# **Parks** **report**\n\n**Playgrounds **\n\nVisits rose to 4,100.\n---\n3\n\n"
        "|Col1|Q1 2023/24|Q2 2023/24|\n|---|---|---|\n\n|Ponds|9|~~11~~ 12|\n\n|Trees<br>planted|5|6|\n",
        encoding="utf-8",
    )
    found = read(path).blocks
    assert kinds(found)[:3] == [
        ("heading", 1, "Parks report"),
        ("heading", 2, "Playgrounds"),
        ("paragraph", 0, "Visits rose to 4,100."),
    ]
    assert found[-1].text == "\tQ1 2023/24\tQ2 2023/24\nPonds\t9\t12\nTrees planted\t5\t6"


def test_page_numbers_and_running_heads_are_left_out(tmp_path: Path) -> None:
    page = "Visits to park {n} rose in the year.\n\nOUR YEAR {n}\n\n1234567890-12\n\n"
    path = tmp_path / "report.md"
    path.write_text("# Parks\n\n" + "".join(page.format(n=n) for n in (1, 2, 3)), encoding="utf-8")
    assert [b.text for b in read(path).blocks[1:]] == [f"Visits to park {n} rose in the year." for n in (1, 2, 3)]


def test_a_line_in_bold_is_a_heading_below_those_with_signs(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text("# Parks\n\n**1.2.** **Old woods**\n\nVisits **rose** to 4,100.\n\n**Lakes **\n\nBoats sank.\n")
    title, *heads = [(b.text, b.level) for b in read(path).blocks if b.kind in ("title", "heading")]
    assert [title[0], *(text for text, _ in heads)] == ["Parks", "Old woods", "Lakes"]
    assert heads[1][1] < heads[0][1]
