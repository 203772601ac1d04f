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


def test_a_line_in_bold_is_a_heading_below_those_with_signs(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text("# Parks\n\n**1.2.** **Old woods**\n\nVisits **rose** to 4,100.\n\n**Lakes **\n\nBoats sank.\n")
    heads = [(b.text, b.level) for b in read(path).blocks if b.kind == "heading"]
    assert [text for text, _ in heads] == ["Parks", "Old woods", "Lakes"]
    assert heads[0][1] < heads[2][1] < heads[1][1]
