"""Tables that a plain text draws: with tabs, strokes, spaces, or with a line for each cell."""

from __future__ import annotations

from typing import Any

import pytest

from perfextract.extract import extract_text
from perfextract.readers import read_text

HEAD = "Merrowshire County Council\nPerformance report: quarter 2 2023/24\n\n"


def told(text: str) -> list[tuple[str, Any, dict[str, Any]]]:
    """Name, value and comparators of each record of a table."""
    return [
        (r.indicator, r.value, {c.kind: c.value for c in r.comparators if c.value is not None})
        for r in extract_text(HEAD + text).records
        if r.source == "table"
    ]


BOTH = [
    ("Ponds cleaned in time", 91, {"target": 90, "previous_period": 88}),
    ("Benches mended", 412, {"target": 400, "previous_period": 388}),
]
DRAWN = {
    "tabs": """Measure\tTarget\tQ1 2023/24\tQ2 2023/24
Ponds cleaned in time\t90%\t88%\t91%
Benches mended\t400\t388\t412
""",
    "strokes without a divider": """| Measure | Target | Q1 2023/24 | Q2 2023/24 |
| Ponds cleaned in time | 90% | 88% | 91% |
| Benches mended | 400 | 388 | 412 |
""",
    "a drawn frame": """+-----------------------+--------+------------+------------+
| Measure               | Target | Q1 2023/24 | Q2 2023/24 |
+=======================+========+============+============+
| Ponds cleaned in time | 90%    | 88%        | 91%        |
+-----------------------+--------+------------+------------+
| Benches mended        | 400    | 388        | 412        |
+-----------------------+--------+------------+------------+
""",
    "columns of spaces, a name over two lines": """Measure                 Target    Q1 2023/24    Q2 2023/24
Ponds cleaned              90%           88%           91%
in time
Benches mended             400           388           412
""",
    "single spaces": """Measure Target Q1 2023/24 Q2 2023/24
Ponds cleaned in time 90% 88% 91%
Benches mended 400 388 412
""",
    "a line for each cell": """Measure
Target
Q1 2023/24
Q2 2023/24
Ponds cleaned in time
90%
88%
91%
Benches mended
400
388
412
""",
    "a line for each cell and blank lines, a name that goes on after its figures": """**Measure**

**Target**

**Q1 2023/24**

**Q2 2023/24**

Ponds cleaned

90%

88%

91%

in time

Benches mended

400

388

412
""",
}


@pytest.mark.parametrize("layout", DRAWN)
def test_a_table_is_read_however_it_is_drawn(layout: str) -> None:
    assert told(DRAWN[layout]) == BOTH


def test_an_empty_cell_keeps_the_columns_apart() -> None:
    text = """Measure              Target    Q1 2023/24    Q2 2023/24
Ponds cleaned           90%                         91%
Benches mended          400           388           412
"""
    assert told(text)[0] == ("Ponds cleaned", 91, {"target": 90})


def test_a_row_with_a_cell_lost_is_told_and_not_guessed() -> None:
    text = "Measure\nTarget\nQ1 2023/24\nQ2 2023/24\nPonds\n9\n8\n7\nBenches\n400\n388\nTrees\n5\n6\n9\n"
    assert [name for name, *_ in told(text)] == ["Ponds", "Trees"]
    assert "table_not_read" in {f.code for f in extract_text(HEAD + text).findings}


def test_a_table_goes_on_over_the_page_under_its_own_heads() -> None:
    heads = "**Measure**\n\n**Target**\n\n**Q2 2023/24**\n\n"
    text = f"{heads}Ponds\n\n9\n\n8\n\n25\n\n**Our year in parks**\n\n{heads}Trees\n\n5\n\n6\n\nBenches\n\n7\n\n9\n"
    assert [(name, value) for name, value, _ in told(text)] == [("Ponds", 8), ("Trees", 6), ("Benches", 9)]


def test_numbered_paragraphs_laid_out_as_a_table_are_paragraphs() -> None:
    text = """| 2.1 | Visits rose to 54 in quarter 2. |
| 2.2 | Benches fell to 12 in quarter 2. |

2.3\tPonds rose to 9 in quarter 2.
"""
    found = read_text(text).blocks
    assert [(b.kind, b.marker) for b in found] == [("paragraph", "2.1"), ("paragraph", "2.2"), ("paragraph", "2.3")]
    assert [r.indicator for r in extract_text(HEAD + text).records] == ["Visits", "Benches", "Ponds"]


@pytest.mark.parametrize(
    "text",
    [
        "Contents\n\nParks 4\nRoads 6\n",
        "Jane Hill\tChair\nTom Dale\tClerk\nAnn Poole\tMember\n",
        "Target\nThe target of this year is that of the year before.\n\nActual\nIt was met in May.\n",
    ],
)
def test_lines_that_only_look_like_a_table_stay_lines(text: str) -> None:
    assert not any(b.table for b in read_text(text).blocks)


@pytest.mark.parametrize(
    "text",
    [
        "Pond | Visits timed | Over 30 minutes | Rate per 1,000\nMill | 416 | 268 | 4.9\nWeir | 327 | 193 | 5.1\n",
        "Pond\tVisits timed\tOver 30 minutes\tRate per 1,000\nMill\t416\t268\t4.9\nWeir\t327\t193\t5.1\n",
        "Pond    Visits timed   Over 30 minutes   Rate per 1,000\n"
        "Mill             416               268             4.9\n"
        "Weir             327               193             5.1\n",
    ],
    ids=["strokes", "tabs", "spaces"],
)
def test_heads_may_be_any_words(text: str) -> None:
    found = {(name, float(value)) for name, value, _ in told(text)}
    assert {("Mill: visits timed", 416.0), ("Weir: rate per 1,000", 5.1)} <= found


def test_a_list_of_labels_and_figures_needs_no_heads() -> None:
    found = told("Paths mended in 2023/24 (per cent)\n\nMill\t71.4\nWeir\t70.3\nDam\t69.0\n")
    assert [float(value) for _, value, _ in found] == [71.4, 70.3, 69.0]


def test_times_down_the_side_give_a_record_each() -> None:
    found = extract_text("Counts of herons\n\n| Year | Official count | Estimate |\n|---|---|---|\n| 2011 | 37 | - |\n"
                         "| 2012 | 43 | 90 |\n| 2013 | 50 | 132 |\n").records  # fmt: skip
    assert [(float(r.value or 0), str(r.period.end)[:4], r.comparators) for r in found] == [
        (37.0, "2011", ()), (43.0, "2012", ()), (50.0, "2013", ()), (90.0, "2012", ()), (132.0, "2013", ()),
    ]  # fmt: skip


def test_a_label_is_the_name_of_the_figure_behind_it() -> None:
    text = (
        "Merrow Libraries in 2023/24\n\nLibraries run by the town: 25\n\nHome visits, May 2023 to March 2024: 1,534\n"
    )
    assert [(r.indicator, float(r.value or 0)) for r in extract_text(text).records] == [
        ("Libraries run by the town", 25.0),
        ("Home visits", 1534.0),
    ]
