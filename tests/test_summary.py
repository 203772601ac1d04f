"""A summary written again from records: what it says, under which heading, and that it reads back."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from corpus_scores import REPORTS, reading
from typer.testing import CliRunner

import perfextract
from perfextract.catalogue import catalogue
from perfextract.cli import app
from perfextract.extract import Extraction, extract_file, extract_text
from perfextract.model import Comparator, Evidence, Finding, Period, Record, ReportRef
from perfextract.readers import markdown
from perfextract.summary.compared import DERIVED
from perfextract.summary.compose import summary
from perfextract.summary.content import Line, Part, Summary, Theme
from perfextract.summary.forms import Form, written
from perfextract.summary.judging import judging
from perfextract.summary.markdown import render
from perfextract.summary.stored import records_of

ABSENT = "the shared reports are not here"
LANCASHIRE = Path(__file__).resolve().parents[2] / "shared" / "reports" / "lancashire-2017-18-q2.docx"


def quarter(number: int, year: int = 2018) -> Period:
    """A quarter of a financial year."""
    found = perfextract.periods.parse(f"{year}/{(year + 1) % 100} Q{number}")
    assert found is not None
    return found


def record(value: str | None = "88.4", **fields: object) -> Record:
    """A record of a report for quarter 2 of 2018/19."""
    told = {
        "id": f"id-{value}",
        "authority": "Northshire County Council",
        "report": ReportRef(title="Report", period=quarter(2)),
        "indicator": "Calls answered",
        "series_id": "calls",
        "value": None if value is None else Decimal(value),
        "unit": "percent",
        "period": quarter(2),
        "theme": "Customer Services",
        "evidence": Evidence(document="q2.docx", sha256="", page=3, text="88.4% of calls were answered."),
    }
    return Record.model_validate(told | fields)


def compared(kind: str, value: str | None, **fields: object) -> Comparator:
    """A comparator in percent."""
    told = {"kind": kind, "value": value and Decimal(value), "unit": "percent" if value else None}
    return Comparator.model_validate(told | fields)


def sentence(*records: Record) -> str:
    """The one sentence of a summary for quarter 2 of 2018/19."""
    (line,) = lines(summary(records, "2018/19 Q2"))
    return line.text


def lines(made: Summary) -> list[Line]:
    """All statements of a summary."""
    return list(made.lines)


def placed(made: Summary) -> Iterator[tuple[Theme, Part, Line]]:
    """All statements with their theme and heading."""
    for theme in made.themes:
        for part in theme.parts:
            yield from ((theme, part, line) for line in part.lines)


# ── what a sentence says ─────────────────────────────────────────────────────────────────────────


def test_a_sentence_tells_value_period_movement_and_standing() -> None:
    told = (
        compared("previous_period", "91.2", period=quarter(1)),
        compared("target", "95"),
        compared("national", "90.1"),
        compared("statistical_neighbour", "88"),
    )
    assert sentence(record(comparators=told, direction="down")) == (
        "Calls answered fell to 88.4% in quarter 2 2018/19, down 2.8 percentage points* from 91.2% in "
        "quarter 1 2018/19, below the target of 95%, below the national average of 90.1% and above the statistical "
        "neighbour average of 88%."
    )


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "Calls answered stood at 88.4% in quarter 2 2018/19."),
        ({"value": "1", "unit": "days", "indicator": "Wait"}, "Wait stood at 1 day in quarter 2 2018/19."),
        ({"value": "1072", "unit": "count"}, "Calls answered were 1,072 in quarter 2 2018/19."),
        ({"value": "10400000", "unit": "GBP", "indicator": "Outturn"}, "Outturn was £10.4m in quarter 2 2018/19."),
        (
            {"value": "-1100000", "unit": "GBP", "indicator": "Variance"},
            "Variance was -£1.1m in quarter 2 2018/19.",
        ),
        ({"value": "60.1", "unit": "per_10000"}, "Calls answered stood at 60.1 per 10,000 in quarter 2 2018/19."),
        ({"bound": "about", "approximate": True}, "Calls answered stood at around 88.4% in quarter 2 2018/19."),
        ({"bound": "at_least"}, "Calls answered were at least 88.4% in quarter 2 2018/19."),
        ({"bound": "at_most"}, "Calls answered were at most 88.4% in quarter 2 2018/19."),
        ({"qualifiers": ("provisional",)}, "Calls answered stood at a provisional 88.4% in quarter 2 2018/19."),
        ({"kind": "forecast"}, "Calls answered is forecast to be 88.4% in quarter 2 2018/19."),
        ({"kind": "planned"}, "Calls answered will be 88.4% in quarter 2 2018/19."),
        (
            {"qualifiers": ("cumulative", "estimated")},
            "Calls answered stood at an estimated cumulative 88.4% in quarter 2 2018/19.",
        ),
        (
            {"qualifiers": ("average", "provisional"), "value": "81", "unit": "days", "indicator": "Wait"},
            "Wait stood at a provisional average of 81 days in quarter 2 2018/19.",
        ),
        ({"value": "12.345", "unit": "GBP", "indicator": "Cost"}, "Cost was £12.345 in quarter 2 2018/19."),
        ({"indicator": "IT incidents resolved"}, "IT incidents resolved stood at 88.4% in quarter 2 2018/19."),
        ({"indicator": ""}, "Indicator as worded in the evidence stood at 88.4% in quarter 2 2018/19."),
        ({"numerator": 84, "denominator": 95}, "Calls answered stood at 88.4% (84 of 95) in quarter 2 2018/19."),
        ({"direction": "stable"}, "Calls answered were unchanged at 88.4% in quarter 2 2018/19."),
        ({"rag": "amber"}, "Calls answered stood at 88.4% in quarter 2 2018/19, rated amber."),
        (
            {"period": Period(start=date(2018, 9, 30), end=date(2018, 9, 30))},
            "Calls answered stood at 88.4% at 30 September 2018.",
        ),
        (
            {"value": None, "kind": "qualitative", "direction": "up", "unit": None},
            "In quarter 2 2018/19, calls answered rose.",
        ),
    ],
)
def test_sentences_read_as_a_person_would_write_them(fields: dict[str, object], told: str) -> None:
    value = fields.pop("value", "88.4")
    assert sentence(record(value, **fields)) == told  # type: ignore[arg-type]


def test_of_many_earlier_figures_the_further_ones_stand_at_the_end() -> None:
    past = [compared("previous_period", "91.2", period=quarter(1)), compared("target", "95")]
    past += [compared("earlier_period", value, period=quarter(n, 2017)) for value, n in (("90", 3), ("89", 4))]
    assert sentence(record(comparators=tuple(past), direction="down")) == (
        "Calls answered fell to 88.4% in quarter 2 2018/19, down 2.8 percentage points* from 91.2% in "
        "quarter 1 2018/19, below the target of 95%; earlier figures were 89% in quarter 4 2017/18 and 90% in "
        "quarter 3 2017/18."
    )


def test_places_are_stated_apart() -> None:
    north, south = (record(geography=place, id=place) for place in ("Ashdown", "Fernley"))
    assert {line.text.split(" stood")[0] for line in lines(summary([north, south], "2018/19 Q2"))} == {
        "Calls answered in Ashdown",
        "Calls answered in Fernley",
    }


def test_a_clause_of_a_report_is_made_a_name() -> None:
    assert sentence(record(indicator="plans were issued within 20 weeks")) == (
        "Plans issued within 20 weeks stood at 88.4% in quarter 2 2018/19."
    )


def test_a_worked_out_difference_is_marked_and_a_stated_one_is_not() -> None:
    earlier = (compared("previous_period", "91.2", period=quarter(1)),)
    told = {"comparators": earlier, "direction": "down"}
    (worked_out,) = lines(summary([record(**told)], "2018/19 Q2"))
    assert worked_out.derived == (Decimal("2.8"),)
    assert f"2.8 percentage points{DERIVED}" in worked_out.text
    change = {"amount": "2.8", "unit": "percentage_points", "direction": "down", "since": "previous_period"}
    (stated,) = lines(summary([record(change=change, **told)], "2018/19 Q2"))
    assert stated.derived == ()
    assert DERIVED not in stated.text


def test_a_quarter_and_a_year_differ_by_nothing() -> None:
    year = compared("earlier_period", "6", unit="count", period=perfextract.periods.parse("2017/18"))
    (line,) = lines(summary([record("3", unit="count", direction="down", comparators=(year,))], "2018/19 Q2"))
    assert line.derived == ()
    assert "compared with 6 in 2017/18" in line.text


def test_the_change_a_report_states_is_told_as_it_states_it() -> None:
    earlier = compared("previous_period", "100", unit="count", period=quarter(1))
    change = {"amount": "20", "unit": "percent", "direction": "up", "since": "previous_period"}
    told = {"unit": "count", "direction": "up", "comparators": (earlier,), "change": change}
    (line,) = lines(summary([record("120", **told)], "2018/19 Q2"))
    assert (line.derived, "up 20% from 100 in quarter 1" in line.text) == ((), True)


def test_what_is_to_come_is_not_stated_as_done() -> None:
    (forecast,) = extract_text("Visits are forecast to fall by 5% in 2019/20.").records
    assert sentence(forecast.model_copy(update={"report": ReportRef(period=quarter(2))})) == (
        "Visits is forecast to fall by 5% in 2019/20."
    )


# ── under which heading ──────────────────────────────────────────────────────────────────────────


def test_a_figure_judged_twice_says_so() -> None:
    (line,) = lines(summary([record(status="improving"), record(status="needs_improvement", id="b")], "2018/19 Q2"))
    assert line.note is not None and "judges otherwise" in line.note


def test_a_rule_decides_where_the_report_does_not() -> None:
    missed = record(polarity="higher", comparators=(compared("target", "95"),))
    ((_, part, line),) = placed(summary([missed], "2018/19 Q2"))
    assert part.heading == "Areas requiring improvement, by this summary's rules"
    assert (part.status, line.note) == (None, None)


@pytest.mark.parametrize(
    ("fields", "heading"),
    [
        ({"direction": "down"}, "Areas requiring improvement"),  # by the words alone
        ({"comparators": (compared("same_period_last_year", "91"),)}, "Areas requiring improvement"),
        ({"comparators": (compared("target", None, relation="below"),)}, "Areas requiring improvement"),
        ({"comparators": (compared("target", "88.6"),)}, "Also to note"),  # missed by little
        ({"comparators": (compared("target", "88.4"),)}, "Areas showing improved performance"),
        ({"rag": "green", "comparators": (compared("previous_period", "92"),)}, "Also to note"),
        ({"rag": "amber"}, "Also to note"),
    ],
)
def test_movement_standing_and_rating_decide(fields: dict[str, object], heading: str) -> None:
    ((_, part, _),) = placed(summary([record(polarity="higher", **fields)], "2018/19 Q2"))
    assert part.heading == f"{heading}, by this summary's rules"


def test_the_reports_heading_stands_and_the_rule_is_told_beside_it() -> None:
    praised = record(polarity="higher", comparators=(compared("target", "95"),), status="improving")
    ((_, part, line),) = placed(summary([praised], "2018/19 Q2"))
    assert (part.heading, part.status) == ("Areas showing improved performance", "improving")
    assert line.note is not None
    assert 'the rules would have it under "Areas requiring improvement"' in line.note
    assert "misses its target" in line.note


def test_an_officers_own_rules_come_first_and_are_told(tmp_path: Path) -> None:
    own = "- id: all_noted\n  when: {target: [worse]}\n  under: noted\n  says: We only note what misses a target.\n"
    (tmp_path / "summary.yaml").write_text(own, encoding="utf-8")
    missed = record(polarity="higher", comparators=(compared("target", "95"),))
    made = summary([missed], "2018/19 Q2", patterns=tmp_path)
    assert [part.heading for _, part, _ in placed(made)] == ["Also to note, by this summary's rules"]
    assert "We only note what misses a target." in made.rules


def test_a_wrong_key_in_the_rules_is_refused_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "summary.yaml").write_text("- id: x\n  whem: {}\n  says: X.\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"summary\.yaml, line 2, entry 'x', key 'whem'"):
        judging(tmp_path)


# ── tables, gaps, revisions ──────────────────────────────────────────────────────────────────────


def test_gaps_are_left_open_and_told() -> None:
    earlier = record("85", report=ReportRef(period=quarter(4, 2017)), period=quarter(4, 2017), id="old")
    made = summary([record(), earlier], "2018/19 Q2", compare=3)
    (theme,) = made.themes
    assert theme.comparison is not None
    assert theme.comparison.columns == ("Q4 2017/18", "Q1 2018/19", "Q2 2018/19")
    assert theme.comparison.rows[0].cells == ("85%", None, "88.4%")
    assert made.gaps == ("There is no report for quarter 1 2018/19; its column has what other reports tell of it.",)


def test_a_revision_is_footnoted() -> None:
    first = record("91", report=ReportRef(period=quarter(1)), period=quarter(1), id="old")
    later = record(comparators=(compared("previous_period", "91.2", period=quarter(1)),), direction="down")
    made = summary([first, later], "2018/19 Q2", compare=2)
    row = made.themes[0].comparison.rows[0]  # type: ignore[union-attr]
    assert row.cells == ("91.2%", "88.4%")
    assert row.marks == ("1", None)
    assert made.footnotes == ("91.2% in the report for quarter 2 2018/19; 91% in the report for quarter 1 2018/19.",)
    (line,) = lines(summary([first, later], "2018/19 Q1"))
    assert line.note == "To be questioned: The report for quarter 2 2018/19 has 91.2%."


def test_a_value_of_another_length_of_time_is_not_lined_up() -> None:
    yearly = record(period=perfextract.periods.parse("2017/18"))
    report = ReportRef(period=quarter(4, 2017))
    made = summary([yearly.model_copy(update={"report": report})], "2017/18 Q4")
    row = made.themes[0].comparison.rows[0]  # type: ignore[union-attr]
    assert row.cells == (None,) * 4
    assert row.unlike == "88.4% is for 2017/18"
    assert summary([yearly], "2018/19 Q2").themes[0].comparison is None


def test_rolling_years_are_lined_up_by_their_quarters() -> None:
    year = Period(start=date(2017, 10, 1), end=date(2018, 9, 30))
    rolling = record(period=year, qualifiers=("rolling",))
    row = summary([rolling], "2018/19 Q2").themes[0].comparison.rows[0]  # type: ignore[union-attr]
    assert (row.cells[-1], row.unlike) == ("88.4%", None)


def test_findings_are_listed_once_and_stand_by_their_statement() -> None:
    finding = Finding(code="x", message="The change does not hold.")
    made = summary([record(audit=(finding, finding))], "2018/19 Q2")
    assert made.findings == ("q2.docx: The change does not hold.",)
    assert lines(made)[0].note == "To be questioned: The change does not hold."


def test_what_moved_otherwise_is_stated_for_itself() -> None:
    told = {"value": None, "kind": "qualitative", "unit": None, "indicator": "Casualties"}
    changes = [{"amount": n, "unit": "count", "direction": way} for n, way in ((63, "down"), (35, "up"))]
    made = summary(
        [record(id=str(c["amount"]), direction=c["direction"], change=c, **told) for c in changes], "2018/19 Q2"
    )
    assert len(lines(made)) == 2


def test_a_figure_worked_out_is_written_in_full() -> None:
    earlier = compared("previous_period", "1200000", unit="GBP", period=quarter(1))
    (line,) = lines(summary([record("1900000", unit="GBP", comparators=(earlier,), direction="up")], "2018/19 Q2"))
    assert line.worked_out == "Worked out here, in no report: 700,000."


@pytest.mark.parametrize(
    ("words", "unit", "name"),
    [
        ("number of potholes repaired in time", "percent", "Share of potholes repaired in time"),
        ("Director also told of assessments", "percent", "Indicator as worded in the evidence"),
        ("which is notable", "percent", "Indicator as worded in the evidence"),
        ("calls answered (all lines)", "percent", "Calls answered (all lines)"),
    ],
)
def test_names_fit_their_unit_and_are_no_pieces_of_sentences(words: str, unit: str, name: str) -> None:
    assert sentence(record(indicator=words, unit=unit)).startswith(name)


def test_the_catalogues_name_is_taken_where_the_reports_words_are_none() -> None:
    linked = {"indicator_id": "calls_answered_percent", "linked_by": "calls answered"}
    assert sentence(record(indicator="callers", **linked)).startswith("Calls answered")


def test_one_report_in_two_formats_is_stated_once_with_both_sources() -> None:
    other = record(id="pdf", evidence=Evidence(document="q2.pdf", sha256="", text="88.4%"))
    (line,) = lines(summary([record(), other], "2018/19 Q2"))
    assert [source.document for source in line.sources] == ["q2.docx", "q2.pdf"]
    assert len(line.record_ids) == 2


def test_authorities_stand_side_by_side_and_unlike_figures_are_told() -> None:
    id_ = catalogue().indicators[0].id
    here = record(indicator_id=id_)
    there = record("90", authority="Ashcombe Borough Council", indicator_id=id_, id="there")
    unlike = record(
        "70", authority="Weir City Council", indicator_id=id_, id="w", period=perfextract.periods.parse("2017/18")
    )
    (theme,) = summary([here, there, unlike], "2018/19 Q2").themes
    assert theme.comparison is not None
    (row,) = theme.comparison.rows
    assert dict(zip(theme.comparison.columns, row.cells, strict=True)) == {
        "Ashcombe Borough Council": "90%",
        "Northshire County Council": "88.4%",
        "Weir City Council": None,
    }
    assert row.unlike == "Weir City Council has 70% for 2017/18"
    assert row.marks == ("1", "1", None)


def test_several_values_of_one_authority_are_in_no_cell() -> None:
    id_ = catalogue().indicators[0].id
    there = [record(v, authority="Weir City Council", indicator_id=id_, id=v) for v in ("70", "90")]
    made = summary([record(indicator_id=id_), *there, record("5", kind="forecast", id="f")], "2018/19 Q2")
    assert made.themes[0].comparison is not None
    assert made.themes[0].comparison.rows[0].cells == ("88.4%", None)
    assert any("Northshire County Council: 1 figure not compared" in gap for gap in made.gaps)


def test_a_part_of_an_area_is_not_lined_up_with_a_whole() -> None:
    id_ = catalogue().indicators[0].id
    part = record("70", authority="Weir City Council", indicator_id=id_, id="w", geography="Ashdown")
    whole = record("90", authority="Weir City Council", indicator_id=id_, id="v")
    (theme,) = summary([record(indicator_id=id_), part, whole], "2018/19 Q2").themes
    assert theme.comparison is not None
    assert theme.comparison.rows[0].cells == ("88.4%", "90%")
    assert theme.comparison.rows[0].unlike == "Weir City Council has 70% for Ashdown, quarter 2 2018/19"


def test_the_asked_length_of_time_is_lined_up_before_the_usual_one() -> None:
    id_ = catalogue().indicators[0].id
    yearly = {"period": Period(start=date(2017, 10, 1), end=date(2018, 9, 30)), "indicator_id": id_}
    here = [record(indicator_id=id_), record("80", id="y", **yearly)]
    there = record("81", authority="Weir City Council", id="w", **yearly)
    (theme,) = summary([*here, there], "2018/19 Q2").themes
    assert theme.comparison is not None
    assert theme.comparison.rows[0].cells == ("88.4%", None)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"period": "2019/20 Q1"}, "no records for quarter 1 2019/20. The dataset has quarter 2 2018/19"),
        ({"period": "soon"}, "'soon' is not a period"),
        ({"period": "2018/19 Q2", "authority": "Atlantis"}, "no records of Atlantis. The dataset has Northshire"),
        ({"period": "2018/19 Q2", "authority": "northshire"}, r"Did you mean Northshire County Council\?"),
        ({"period": "2018/19 Q2", "themes": ["Parks"]}, "no theme Parks for that period. It has Customer Services"),
    ],
)
def test_what_is_not_there_is_said(asked: dict[str, object], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        summary([record()], **asked)  # type: ignore[arg-type]


# ── every digit, and the way back ────────────────────────────────────────────────────────────────


def figures_of(r: Record) -> set[Decimal]:
    """The numbers a record holds."""
    own = (r.value, r.numerator, r.denominator, r.change.amount if r.change else None)
    return {abs(v) for v in (*own, *(c.value for c in r.comparators)) if v is not None}


def untraced(made: Summary, records: dict[str, Record]) -> list[str]:
    """The statements with a number that no record holds, no name has and that is not marked as worked out."""
    known = catalogue()
    found = []
    for line in lines(made):
        r = records[line.record_ids[0]]
        official = known.get(r.indicator_id) if r.indicator_id else None
        named = perfextract.quantities(f"{r.indicator}; {official.name if official else ''}; 1,000; 10,000; 100,000")
        held = figures_of(r) | set(line.derived) | {abs(q.value) for q in named}
        strange = [q for q in perfextract.quantities(line.text) if abs(q.value) not in held]
        if strange or line.text.count(DERIVED) != len(line.derived):
            found.append(line.text)
    return found


def untraced_cells(made: Summary, records: dict[str, Record]) -> list[str]:
    """What the tables and their footnotes tell with a number that no record holds."""
    held = {v for r in records.values() for v in figures_of(r)} | {Decimal(n) for n in (1000, 10_000, 100_000)}
    rows = [row for theme in made.themes if theme.comparison for row in theme.comparison.rows]
    texts = [cell for row in rows for cell in (*row.cells, row.target, row.unlike) if cell]
    texts += [re.sub(r"in the report for [^;.]+", "", note) for note in made.footnotes]
    strange = [t for t in texts if any(abs(q.value) not in held for q in perfextract.quantities(t))]
    return strange + [str(n) for row in rows for n in row.numbers if n is not None and abs(n) not in held]


def days(period: Period | None) -> tuple[date | None, date | None] | None:
    return (period.start, period.end) if period and (period.start or period.end) else None


def held(r: Record) -> dict[str, object]:
    """What must come back of a record. A target or another's figure without a time is of the value's time."""
    compared = sorted((c.kind, plain_figure(c), str(days(c.period) or _beside(r, c))) for c in r.comparators)
    return {
        "value": r.value,
        "unit": r.unit,
        "period": days(r.period),
        "direction": r.direction,
        "comparators": compared,
        "theme": r.theme,
        "status": r.status,
        "kind": r.kind,
        "rag": r.rag,
    }


def plain_figure(c: Comparator) -> str:
    return str(c.value and c.value.normalize())


def _beside(r: Record, c: Comparator) -> tuple[date | None, date | None] | str | None:
    return days(r.period) if c.kind in BESIDE else ""


BESIDE = {"target", "national", "regional", "statistical_neighbour", "other"}
TIMELESS = {"previous_period", "same_period_last_year", "earlier_period", "baseline"}


def untimed(told: dict[str, object], meant: Record) -> dict[str, object]:
    """What came back, without the times of earlier figures that the record itself does not tell."""
    silent = {(c.kind, plain_figure(c)) for c in meant.comparators if days(c.period) is None}
    found = [
        (kind, value, "" if kind in TIMELESS and (kind, value) in silent else time)
        for kind, value, time in told["comparators"]  # type: ignore[attr-defined]
    ]
    return told | {"comparators": sorted(found)}


def lost(made: Summary, read: Extraction, records: dict[str, Record]) -> list[str]:
    """The statements that reading the summary does not give back as their record, and what else is read."""
    found: dict[str, list[Record]] = {}
    for r in read.records:
        found.setdefault(" ".join(r.evidence.text.split()), []).append(r)
    wrong = []
    for line in lines(made):
        got, meant = found.pop(line.text, []), records[line.record_ids[0]]
        if len(got) != 1 or untimed(held(got[0]), meant) != held(meant):
            wrong.append(line.text)
    return wrong + list(found)


def summary_of(name: str) -> tuple[Summary, dict[str, Record]]:
    """A report's summary, and the report's records by id."""
    report = reading(REPORTS[name]) if name in REPORTS else extract_file(LANCASHIRE)
    assert report.report.period is not None
    return summary(report.records, report.report.period), {r.id: r for r in report.records}


SUMMARISED = [*REPORTS, pytest.param("Lancashire", marks=pytest.mark.skipif(not LANCASHIRE.exists(), reason=ABSENT))]


@pytest.mark.parametrize("form", [Form.MD, Form.DOCX])
@pytest.mark.parametrize("name", SUMMARISED)
def test_a_summary_reads_back_as_its_records(name: str, form: Form, tmp_path: Path) -> None:
    made, records = summary_of(name)
    out = tmp_path / f"summary.{form}"
    out.write_bytes(written(made, form))
    assert lost(made, extract_file(out), records) == []
    assert all(line.reads_back for line in lines(made))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_summary_reads_back_from_the_pdf_of_its_word_document(tmp_path: Path) -> None:
    names = [*REPORTS, *(["Lancashire"] if LANCASHIRE.exists() else [])]
    summaries = {f"summary{n}": summary_of(name) for n, name in enumerate(names)}
    for stem, (made, _) in summaries.items():
        (tmp_path / f"{stem}.docx").write_bytes(written(made, Form.DOCX))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, *tmp_path.glob("*.docx")]
    subprocess.run(list(map(str, command)), check=True, capture_output=True)
    for stem, (made, records) in summaries.items():
        assert lost(made, extract_file(tmp_path / f"{stem}.pdf"), records) == []


@pytest.mark.parametrize("name", SUMMARISED)
def test_every_number_of_a_summary_is_one_of_a_record(name: str) -> None:
    made, records = summary_of(name)
    assert untraced(made, records) == []
    assert untraced_cells(made, records) == []


PAIRS = sorted({name.rsplit(".", 1)[0] for name in REPORTS if name.endswith(".docx")} & {n[:-4] for n in REPORTS})


@pytest.mark.parametrize("pair", PAIRS)
def test_word_and_pdf_of_one_report_give_the_same_text(pair: str) -> None:
    word, pdf = (summary_of(f"{pair}.{ending}")[0] for ending in ("docx", "pdf"))
    assert told_by(word) == told_by(pdf)


@pytest.mark.skipif(not LANCASHIRE.exists(), reason=ABSENT)
def test_word_and_pdf_of_a_real_report_give_the_same_text() -> None:
    reports = [extract_file(LANCASHIRE.with_suffix(ending)) for ending in (".docx", ".pdf")]
    word, pdf = (told_by(summary(r.records, "2017/18 Q2")) for r in reports)
    assert word == pdf


def told_by(made: Summary) -> list[tuple[str, str, str]]:
    """What a summary says, and under which headings."""
    return [(theme.name, part.heading, line.text) for theme, part, line in placed(made)]


def test_a_table_is_not_read_back_nor_are_the_notes(tmp_path: Path) -> None:
    earlier = record("85", report=ReportRef(period=quarter(1)), period=quarter(1), id="old")
    made = summary([record(), earlier], "2018/19 Q2")
    for form in (Form.MD, Form.DOCX):
        out = tmp_path / f"summary.{form}"
        out.write_bytes(written(made, form))
        assert [r.value for r in extract_file(out).records] == [Decimal("88.4")]


def test_what_stands_under_no_theme_and_no_judgement_comes_back_so(tmp_path: Path) -> None:
    themed, bare = record("71", indicator="Bins emptied"), record(theme=None, indicator="Calls")
    made = summary([themed, bare], "2018/19 Q2")
    assert [theme.name for theme in made.themes] == ["Customer Services", "Under no theme of the reports"]
    out = tmp_path / "summary.md"
    out.write_bytes(written(made, Form.MD))
    told = {r.value: (r.theme, r.status) for r in extract_file(out).records}
    assert told == {Decimal("71"): ("Customer Services", None), Decimal("88.4"): (None, None)}


# ── the commands ─────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of two quarters of the sample archive."""
    root = tmp_path_factory.mktemp("summary")
    for name in ("2021-22-q1/report.docx", "2021-22-q2/report.docx"):
        target = root / "archive" / name.replace("/", "-")
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(REPORTS[name].read_bytes())
    perfextract.convert([str(root / "archive")], root / "dataset", jobs=1)
    return root / "dataset"


def test_a_dataset_gives_the_same_summary_as_its_records(dataset: Path) -> None:
    report = reading(REPORTS["2021-22-q1/report.docx"])
    assert report.report.period is not None
    with perfextract.open(dataset) as opened:
        stored = opened.summary("2021/22 Q1")
    direct = summary(report.records, report.report.period)
    assert {line.text for line in lines(stored)} == {line.text for line in lines(direct)}


def test_every_number_of_a_datasets_summary_is_one_of_its_records(dataset: Path) -> None:
    with perfextract.open(dataset) as opened:
        made, records = opened.summary("2021/22 Q2"), {r.id: r for r in records_of(opened)}
    assert untraced(made, records) + untraced_cells(made, records) == []
    assert "13 in the report for quarter 2 2021/22; 14 in the report for quarter 1 2021/22." in made.footnotes


def test_the_command_writes_markdown(dataset: Path, tmp_path: Path) -> None:
    out = tmp_path / "q2.md"
    ran = CliRunner().invoke(
        app,
        ["summarise", str(dataset), "--period", "2021/22 Q2", "--to", "md", "--out", str(out), "--theme", "Best Start"],
    )
    assert ran.exit_code == 0, ran.output
    told = out.read_text(encoding="utf-8")
    assert told.startswith("# Corporate Performance Summary: Quarter 2 2021/22\n\nMerrowshire County Council\n")
    assert (
        "## Best Start\n\n### Areas requiring improvement, by this summary's rules\n\n- Children looked after" in told
    )
    assert "## Living Well" not in told
    assert "| Indicator | Q3 2020/21 | Q4 2020/21 | Q1 2021/22 | Q2 2021/22 | Target |" in told


def test_the_command_says_what_is_not_there(dataset: Path, tmp_path: Path) -> None:
    asked = ["summarise", str(dataset), "--period", "2030/31 Q2", "--to", "md", "--out", str(tmp_path / "x.md")]
    ran = CliRunner().invoke(app, asked)
    assert ran.exit_code == 2
    assert not (tmp_path / "x.md").exists()
    assert "no records for quarter 2 2030/31" in " ".join(ran.output.split())


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--to", "pdf", "--out", "x.pdf"], "--to pdf is no format. Choose from md, docx, html."),
        (["--to", "docx", "--out", "x.md"], "does not end as --to docx does. Name it x.docx."),
        (["--to", "MD", "--out", "nowhere/x.md"], "there is no folder nowhere; make it first"),
        (["--to", "md", "--out", "x.md", "--template", "x.docx"], "A template is for Word"),
        (["--to", "docx", "--out", "x.docx", "--template", "none.docx"], "template none.docx cannot be read"),
    ],
)
def test_what_cannot_be_written_is_said(dataset: Path, asked: list[str], told: str) -> None:
    ran = CliRunner().invoke(app, ["summarise", str(dataset), "--period", "2021/22 Q2", *asked])
    assert ran.exit_code == 2
    assert told in re.sub(r"[\s│]+", " ", ran.output)


def test_markdown_signs_of_the_text_are_taken_back() -> None:
    made = summary([record(indicator="Calls *answered* | [all]")], "2018/19 Q2")
    bullet = next(line for line in render(made).splitlines() if line.startswith("- Calls"))
    read = markdown.read_bytes(Path("summary.md"), f"# Calls\n\n{bullet}\n".encode()).blocks[-1]
    assert read.text == lines(made)[0].text
