"""The tables of a dataset, column by column: the one list that the CSVs, the database and their description share.

The views that the database adds to them are in ``views``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from perfextract.model import ComparatorKind

FieldType = Literal["string", "number", "integer", "boolean", "date"]
SQL_TYPES: dict[FieldType, str] = {
    "string": "VARCHAR",
    "number": "DOUBLE",
    "integer": "BIGINT",
    "boolean": "BOOLEAN",
    "date": "DATE",
}
COMPARATOR_KINDS: tuple[str, ...] = get_args(ComparatorKind)


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its name, type and meaning. ``sql`` names another type in the database than the CSV's.

    A column with ``csv=False`` stands in the database alone (a list of structs has no place in a cell).
    """

    name: str
    type: FieldType
    about: str
    sql: str | None = None
    csv: bool = True

    @property
    def sql_type(self) -> str:
        """The column's type in the database."""
        return self.sql or SQL_TYPES[self.type]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns, the columns that identify a row, and the tables its columns point to."""

    name: str
    about: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    refers: tuple[tuple[str, str, str], ...] = ()  # (our column, their table, their column)
    csv: bool = True

    @property
    def csv_fields(self) -> tuple[Field, ...]:
        """The columns of the CSV, in order."""
        return tuple(f for f in self.fields if f.csv)


def period_fields(prefix: str, whose: str) -> tuple[Field, ...]:
    """The three columns of a period: what it is called, its first day, its last day."""
    return (
        Field(f"{prefix}_label", "string", f"{whose}, in the report's words"),
        Field(f"{prefix}_start", "date", f"{whose}: first day"),
        Field(f"{prefix}_end", "date", f"{whose}: last day (included); empty where it has no end"),
    )


DECIMALS = Field(
    "decimals", "integer", "Decimal places the figure is printed with; below 0 for thousands or millions (£4.5m: -5)"
)
EVIDENCE = (
    Field("evidence_page", "integer", "Page of the document, from 1 (PDF only)"),
    Field("evidence_block", "integer", "Paragraph, bullet or table of the document, from 0"),
    Field("evidence_start", "integer", "First character in that block's text, from 0"),
    Field("evidence_end", "integer", "Character after the last in that block's text"),
    Field("evidence_text", "string", "The sentence, as the document has it"),
)
BOX = tuple(
    Field(f"evidence_{side}", "number", f"Box around the value on the page, in points from the top left: {side}")
    for side in ("x0", "top", "x1", "bottom")
)

DOCUMENTS = Table(
    "documents",
    "One row a source file: whether it was read, and if not, why and what to do.",
    (
        Field("document", "string", "Path of the file inside the source folder"),
        Field(
            "status",
            "string",
            "read, failed, duplicate (the same bytes as another file, which holds the records), not_read (a file of a "
            "folder that is no report by its name) or removed (no longer among the sources; its records have left)",
        ),
        Field("reason", "string", "Why the file was not read, as a short code"),
        Field("message", "string", "Why the file was not read, as a sentence"),
        Field("advice", "string", "What can be done about it"),
        Field("pages", "integer", "Number of pages (PDF only)"),
        Field("records", "integer", "Number of records found"),
        Field("findings", "integer", "Number of findings"),
        Field("seconds", "number", "Seconds the reading took in this run; filled only by --timings"),
        Field("title", "string", "Title of the report"),
        Field("authority", "string", "Who reports"),
        *period_fields("period", "Period of the report"),
        Field("notes", "string", "What the reader left out or could not do"),
        Field("same_as", "string", "File that tells the same report, in another format: its records are counted"),
        Field("sha256", "string", "Fingerprint of the file's bytes"),
        Field("reading", "string", "Fingerprint of the file's rows: an update replaces those whose changed", csv=False),
    ),
    key=("document",),
)

RECORDS = Table(
    "records",
    "One row a record: one statement that an indicator had a value, or moved.",
    (
        Field("id", "string", "Identifier, the same on every run and every machine"),
        Field("document", "string", "File the statement stands in"),
        Field("authority", "string", "Who reports"),
        Field("report_title", "string", "Title of the report"),
        *period_fields("report_period", "Period of the report"),
        Field("theme_id", "string", "Canonical theme, so that reports with different headings compare"),
        Field("theme", "string", "The report's own heading for the theme"),
        Field("service", "string", "The report's own heading for the service"),
        Field("headings", "string", "All headings it is under, outermost first", sql="VARCHAR[]"),
        Field("indicator_id", "string", "Canonical indicator of the catalogue"),
        Field("indicator", "string", "What is measured, in the report's words"),
        Field("linked_by", "string", "Why it is this indicator of the catalogue"),
        Field("series_id", "string", "Series of values for the same thing, place and length of period"),
        Field("geography", "string", "Place the value is for, where it is not the whole authority"),
        *period_fields("period", "Period of the value"),
        Field("period_inherited", "boolean", "True where the sentence does not say the period and the report does"),
        Field("value", "number", "The value; empty only for qualitative records"),
        Field("value_text", "string", "The exact characters that hold the value"),
        DECIMALS,
        Field("unit", "string", "Unit of the value"),
        Field("upper", "number", "The upper end, where the text gives a range"),
        Field("bound", "string", "at_least, at_most or about"),
        Field("approximate", "boolean", "True for about, around, nearly and the like"),
        Field("qualifiers", "string", "provisional, forecast, cumulative and the like", sql="VARCHAR[]"),
        Field("numerator", "number", "Count a percentage was taken of"),
        Field("denominator", "number", "Count a percentage was taken out of"),
        Field("direction", "string", "How the value moved in time: up, down or stable"),
        Field("change_amount", "number", "How much the value moved, as the text states it"),
        Field("change_unit", "string", "Unit of the change"),
        Field("change_direction", "string", "Direction of the change"),
        Field("change_since", "string", "What the change is measured from: a comparator kind"),
        *(Field(f"comparator_{k}", "number", f"First figure given as {k.replace('_', ' ')}") for k in COMPARATOR_KINDS),
        Field(
            "comparators",
            "string",
            "All comparators, whole",
            sql="STRUCT(kind VARCHAR, label VARCHAR, value DOUBLE, decimals BIGINT, unit VARCHAR, "
            'period STRUCT("label" VARCHAR, "start" DATE, "end" DATE, inherited BOOLEAN), '
            'relation VARCHAR, approximate BOOLEAN, "rank" VARCHAR, gap STRUCT(amount DOUBLE, unit VARCHAR), '
            '"text" VARCHAR)[]',
            csv=False,
        ),
        Field("status", "string", "improving, needs_improvement or noted"),
        Field("rag", "string", "red, amber or green, where the report says so"),
        Field("polarity", "string", "higher or lower: which is better, where the report says or shows it"),
        Field("kind", "string", "actual, forecast, planned or qualitative"),
        Field("source", "string", "Layout that states it: prose, table or card"),
        Field(
            "same_as",
            "string",
            "Record that states the same observation, in a table or in the report in another format",
        ),
        Field("audit", "string", "Codes of the findings that touch this record", sql="VARCHAR[]"),
        Field("corrected", "string", "Fields an analyst has corrected", sql="VARCHAR[]"),
        Field(
            "confidence",
            "number",
            "0 to 1: the chance that the record is right in every part, as measured on reports with gold",
        ),
        *EVIDENCE,
        *BOX,
    ),
    key=("id",),
    refers=(("document", "documents", "document"),),
)

OBSERVATIONS = Table(
    "observations",
    "One row a number, with the role it plays in its record.",
    (
        Field("record_id", "string", "Record the number belongs to"),
        Field("number", "integer", "Place among the record's numbers, from 1"),
        Field("document", "string", "File the statement stands in"),
        Field("authority", "string", "Who reports"),
        Field("theme_id", "string", "Canonical theme"),
        Field("indicator_id", "string", "Canonical indicator of the catalogue"),
        Field("series_id", "string", "Series the record belongs to"),
        Field("indicator", "string", "What is measured, in the report's words"),
        Field("geography", "string", "Place the record is for, where it is not the whole authority"),
        Field(
            "role",
            "string",
            "value, numerator, denominator, change, or the kind of a comparator (target, national ...)",
        ),
        Field("label", "string", "Name the text gives a comparator"),
        *period_fields("period", "Period of the number; of a comparator only where the text says it"),
        Field("value", "number", "The number"),
        Field("decimals", "integer", DECIMALS.about + "; of values and comparators"),
        Field("unit", "string", "Unit of the number"),
        Field("approximate", "boolean", "True for about, around, nearly and the like"),
        Field("relation", "string", "How the record's value stands to a comparator: above, below, equal or similar"),
        Field("kind", "string", "Kind of the record: actual, forecast, planned or qualitative"),
        Field("same_as", "string", "Record that states the same observation; leave these rows out to count it once"),
    ),
    key=("record_id", "number"),
    refers=(("record_id", "records", "id"), ("document", "documents", "document")),
)

COMPARATORS = Table(
    "comparators",
    "One row a comparator, also those without a number.",
    (
        Field("record_id", "string", "Record the comparator belongs to"),
        Field("number", "integer", "Place among the record's comparators, from 1"),
        Field("document", "string", "File the statement stands in"),
        Field("authority", "string", "Who reports"),
        Field("indicator_id", "string", "Canonical indicator of the catalogue"),
        Field("series_id", "string", "Series the record belongs to"),
        Field("kind", "string", "previous_period, target, national and so on"),
        Field("label", "string", "Name the text gives it"),
        Field("value", "number", "The figure; empty where the text gives a standing only"),
        DECIMALS,
        Field("unit", "string", "Unit of the figure"),
        *period_fields("period", "Period of the figure"),
        Field("relation", "string", "How the record's value stands to it: above, below, equal or similar"),
        Field("approximate", "boolean", "True for about, around, nearly and the like"),
        Field("rank", "string", "A standing such as third quartile"),
        Field("gap_amount", "number", "How far the value is from it, where the text tells the distance"),
        Field("gap_unit", "string", "Unit of that distance"),
        Field("text", "string", "The words that state it"),
    ),
    key=("record_id", "number"),
    refers=(("record_id", "records", "id"),),
    csv=False,
)

FINDINGS = Table(
    "findings",
    "One row a finding: something in a report that a careful reader would question.",
    (
        Field("document", "string", "File the finding is about"),
        Field("number", "integer", "Place among the file's findings, from 1"),
        Field("code", "string", "What kind of finding"),
        Field("severity", "string", "error, warning or note"),
        Field("message", "string", "The finding, as a sentence"),
        Field("record_ids", "string", "Records it touches", sql="VARCHAR[]"),
        *EVIDENCE,
    ),
    key=("document", "number"),
    refers=(("document", "documents", "document"),),
)

TABLES = (DOCUMENTS, RECORDS, OBSERVATIONS, COMPARATORS, FINDINGS)
STORED = (DOCUMENTS, RECORDS, FINDINGS)  # in the database the others are views of these
