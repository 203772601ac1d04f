"""Write tables as an Excel workbook that people and screen readers find their way in.

It follows the guidance of the UK's Government Analysis Function, "Releasing statistics in spreadsheets": a cover, a
list of contents and notes; one table a sheet, marked as a table, from column A on; no merged cells, no hidden or blank
rows; what an empty cell means is said. Texts are marked as texts, so that Excel runs none as a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from .fields import Field, Table
from .publish import beside
from .store import DatasetError

LONGEST_CELL = 32_767  # characters, Excel's limit
MOST_ROWS = 1_048_576 - 4  # Excel's limit, less the lines above a table
WIDEST = 60  # characters
EMPTY = "An empty cell means that the report does not say, or that there is nothing to tell."
TITLES = {
    "latest": "Newest values",
    "series": "Series",
    "revisions": "Revised values",
    "records": "Records",
    "observations": "Every number",
    "findings": "Findings",
    "documents": "Documents",
}
NOTES = Table(
    "notes",
    "One row a column of the other sheets.",
    (
        Field("sheet", "string", "Sheet the column stands in"),
        Field("column", "string", "Its name"),
        Field("meaning", "string", "What it tells"),
    ),
    key=("sheet", "column"),
)
CONTENTS = Table(
    "contents",
    "One row a sheet.",
    (Field("sheet", "string", "Name of the sheet"), Field("what_one_row_is", "string", "What it holds")),
    key=("sheet",),
)
COVER = (
    "Performance indicators from council reports",
    "The figures in this workbook were taken out of performance reports by perfextract, each with its words.",
    "They are as good as the reading of the words: see the columns confidence and evidence_text on the sheet Records.",
    "The sheet Contents lists the sheets, the sheet Notes explains every column.",
    "Each sheet has one table with a header row; its columns can be filtered and sorted.",
    "Percentages are given as numbers: 91.2 means 91.2%. The column unit says what a value is in.",
    EMPTY,
)


def write_workbook(path: Path, tables: Iterable[tuple[Table, Iterable[tuple[Any, ...]]]]) -> None:
    """Write the tables to an Excel file at ``path``, whole or not at all. Raises DatasetError where one is too long."""
    filled = [(table, list(some)) for table, some in tables]
    for table, rows in filled:
        if len(rows) > MOST_ROWS:
            raise DatasetError(
                f"{table.name} has {len(rows):,} rows, and a sheet of Excel holds {MOST_ROWS:,}. "
                "Export to csv or parquet, or ask for less: perfextract query DATASET SQL --format csv"
            )
    with beside(path) as building:
        Book(str(building)).write(filled)


class Book:
    """One workbook being written."""

    def __init__(self, name: str) -> None:
        import xlsxwriter

        self._book = xlsxwriter.Workbook(name, {"strings_to_formulas": False, "strings_to_urls": False})
        self._book.set_properties({"title": COVER[0], "created": datetime(2000, 1, 1)})  # the same bytes every time
        font = {"font_name": "Arial", "font_size": 11, "valign": "top"}
        self._text = self._book.add_format(font | {"quote_prefix": True})
        self._wrapped = self._book.add_format(font | {"quote_prefix": True, "text_wrap": True})
        self._number = self._book.add_format(font)
        self._date = self._book.add_format(font | {"num_format": "yyyy-mm-dd", "align": "left"})
        self._title = self._book.add_format(font | {"bold": True, "font_size": 14})
        self._head = self._book.add_format(font | {"bold": True, "text_wrap": True})

    def write(self, tables: list[tuple[Table, list[tuple[Any, ...]]]]) -> None:
        """Write all sheets and close the book."""
        self._cover()
        listed = [(title(table), table.about) for table, _ in tables]
        self._sheet(CONTENTS, [("Cover", "What this workbook is."), ("Notes", NOTES.about), *listed])
        self._sheet(NOTES, [(title(t), field.name, field.about) for t, _ in tables for field in t.csv_fields])
        for table, rows in tables:
            self._sheet(table, rows)
        self._book.close()

    def _cover(self) -> None:
        sheet = self._book.add_worksheet("Cover")
        sheet.set_column(0, 0, 100)
        for nth, line in enumerate(COVER):
            sheet.write_string(nth, 0, line, self._wrapped if nth else self._title)

    def _sheet(self, table: Table, rows: list[tuple[Any, ...]]) -> None:
        """Write a sheet: its name, what it holds, and the table under a head that stays in sight."""
        sheet = self._book.add_worksheet(title(table))
        fields = table.csv_fields
        sheet.write_string(0, 0, title(table), self._title)
        sheet.write_string(1, 0, table.about + (" This sheet has one table." if rows else " There are none."))
        sheet.write_string(2, 0, EMPTY)
        for column, width in enumerate(widths(fields, rows)):
            sheet.set_column(column, column, width)
        if not rows:
            return
        for nth, row in enumerate(rows, start=4):
            for column, value in enumerate(row):
                self._cell(sheet, nth, column, value)
        columns = [{"header": field.name, "header_format": self._head} for field in fields]
        style = {"columns": columns, "name": f"{table.name}_table", "style": "Table Style Light 1"}
        sheet.add_table(3, 0, 3 + len(rows), len(fields) - 1, style)
        sheet.freeze_panes(4, 0)

    def _cell(self, sheet: Any, row: int, column: int, value: Any) -> None:
        """Write one value by its type; a text is never taken for a formula, a number or an address."""
        match value:
            case None:
                pass
            case bool():
                sheet.write_boolean(row, column, value, self._number)
            case int() | float():
                sheet.write_number(row, column, value, self._number)
            case date():
                sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), self._date)
            case _:
                text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
                if text:
                    sheet.write_string(row, column, text[:LONGEST_CELL], self._text)


def title(table: Table) -> str:
    """The name of a table's sheet."""
    return TITLES.get(table.name, table.name.capitalize())


def widths(fields: tuple[Field, ...], rows: list[tuple[Any, ...]]) -> Iterator[int]:
    """The width of each column in characters, by its head and its first rows."""
    for column, field in enumerate(fields):
        longest = max((len(str(row[column])) for row in rows[:200] if row[column] is not None), default=0)
        yield min(max(len(field.name) + 4, longest + 2), WIDEST)
