"""A small summary of a made-up council, as the renderers are given it: for their tests and for the pictures in docs."""

from __future__ import annotations

from decimal import Decimal

from perfextract.summary.content import Comparison, Line, Part, Row, Source, Summary, Theme

REPORT = "2018-19-q2/report.docx"
QUARTERS = ("Quarter 3 2017/18", "Quarter 4 2017/18", "Quarter 1 2018/19", "Quarter 2 2018/19")


def line(text: str, page: int | None = None, words: str = "", note: str | None = None) -> Line:
    return Line(text, ("r",), (Source(REPORT, page, words or text),), (), note)


def row(name: str, unit: str, printed: str, **more: object) -> Row:
    """A row from its cells as printed, "-" for a gap."""
    cells = tuple(None if cell == "-" else cell for cell in printed.split())
    numbers = tuple(None if cell is None else Decimal(cell.strip("%").replace(",", "")) for cell in cells)
    return Row(name, unit, cells, numbers, **more)  # type: ignore[arg-type]


def example() -> Summary:
    """Two themes over four quarters, with all a summary can have: gaps, footnotes, findings, an unlike row."""
    calls = Theme(
        "Customer Services",
        (
            Part(
                "Areas requiring improvement",
                "needs_improvement",
                (
                    line(
                        "Calls answered was 88.4% in quarter 2 2018/19, down from 91.2% in quarter 1 2018/19, "
                        "against a target of 95%.",
                        3,
                        "In quarter 2, 88.4% of calls were answered (91.2% in quarter 1), short of the 95% target.",
                    ),
                    line(
                        "Complaints received was 212 in quarter 2 2018/19, up from 187 in quarter 1 2018/19.",
                        3,
                        "The number of complaints received rose to 212, from 187 in the previous quarter.",
                        "The report itself has this under “Also to note”.",
                    ),
                ),
            ),
            Part(
                "Areas showing improved performance",
                "improving",
                (
                    line(
                        "Online payments made was 14,210 in quarter 2 2018/19, up from 12,874 in quarter 1 2018/19.",
                        4,
                        "Residents made 14,210 payments online, against 12,874 in quarter 1.",
                    ),
                ),
            ),
        ),
        Comparison(
            "Customer Services over four quarters",
            QUARTERS,
            (
                row("Calls answered", "percent", "93.0% 92.4% 91.2% 88.4%", target="95%", better="higher"),
                row("Complaints received", "count", "165 - 187 212", better="lower", marks=(None, None, "1", None)),
                row("Online payments made", "count", "11,950 12,301 12,874 14,210", better="higher"),
            ),
        ),
    )
    waste = Theme(
        "Waste and Recycling",
        (
            Part(
                "Also to note",
                "noted",
                (
                    line(
                        "Household waste recycled was 46.1% in quarter 2 2018/19, similar to 46.0% in quarter 1 "
                        "2018/19.",
                        6,
                        "Recycling stood at 46.1%, similar to quarter 1 (46.0%).",
                    ),
                ),
            ),
        ),
        Comparison(
            "Waste and Recycling over four quarters",
            QUARTERS,
            (
                row("Household waste recycled", "percent", "44.8% 45.2% 46.0% 46.1%", better="higher"),
                row(
                    "Fly-tipping cases",
                    "count",
                    "310 - - 402",
                    better="lower",
                    unlike="counted by calendar quarter in 2017/18",
                ),
            ),
        ),
    )
    return Summary(
        "Corporate Performance Summary: Quarter 2 2018/19",
        "Merrowshire County Council",
        "Quarter 2 2018/19 (July to September 2018)",
        (calls, waste),
        footnotes=("Complaints received in quarter 1 2018/19 was 181 when first reported; 187 is the later figure.",),
        findings=("“fell to 46.1% from 46.0%”: the text says down, its figures say up.",),
        rules=(
            "A statement stands under “Areas requiring improvement” where the value got worse by more than 2% or "
            "misses its target.",
        ),
        gaps=("Fly-tipping cases has no value for quarter 4 2017/18 and quarter 1 2018/19.",),
    )
