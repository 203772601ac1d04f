"""Read the rows of a table into statements: which figure is the value, and what the others are to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from perfextract import rules
from perfextract.model import Comparator, Period, Polarity, Qualifier, Rag, RecordKind
from perfextract.reading.comparators import kind_in_time, shown_better
from perfextract.reading.statement import Statement
from perfextract.tables import beside, cells
from perfextract.tables.benchmarks import with_benchmarks
from perfextract.tables.names import geography, indicator, measure_of
from perfextract.tables.owners import series
from perfextract.tables.row import About, Held, Row
from perfextract.tables.sheet import Sheet, read
from perfextract.tables.times import currents, period_of
from perfextract.tables.units import scale_for, scaled
from perfextract.vocabulary import expression

_FORECAST = expression(r"{begins a forecast}\b")  # a row "Forecast overspend", a table of "Predicted ..."
_SHARES = re.compile(r"\W*%\W*")
_LONGEST_LABEL = 12  # words
Labelled = tuple[str | None, Statement]


def statements(sheet: Sheet, about: About) -> Iterator[Labelled]:
    """(the label of the part of the table, statement) for every figure that is a value, row by row."""
    told = _with_shares(rows_of(sheet, about))
    found: list[Labelled] = [(row.service or row.label, s) for row, said in told for s in said]
    found = with_benchmarks(found, about.patterns) if sheet.places else found
    yield from _latest_of_each(found) if sheet.one("when") else found


def _with_shares(rows: Iterable[Row]) -> Iterator[tuple[Row, list[Statement]]]:
    """Each row with its statements; a row of counts and the row "%" under it state shares with their counts."""
    above: tuple[Row, list[Statement]] | None = None
    for row in rows:
        if above and _SHARES.fullmatch(row.name):
            yield above[0], _joined(above[1], _of_row(replace(row, named=above[0].name)))
            above = None
            continue
        if above:
            yield above
        above = row, _of_row(row)
    if above:
        yield above


def _joined(counts: list[Statement], shares: list[Statement]) -> list[Statement]:
    """The shares with the counts above them; both where they do not stand in pairs."""
    if len(shares) != len(counts):
        return [*counts, *shares]
    return [replace(s, numerator=c.value) for s, c in zip(shares, counts, strict=True)]


def rows_of(sheet: Sheet, about: About) -> Iterator[Row]:
    """The rows of a sheet that can state something, each with the label of its group."""
    label: str | None = None
    for number in sheet.body:
        found = sheet.grid.row(number)
        if len(found) == 1 and read(found[0].text, about.patterns) is None:
            text = found[0].text.strip()
            label = text if text[:1].isupper() and len(text.split()) <= _LONGEST_LABEL else label
        else:
            yield Row(sheet, number, about, label)


def nameless(sheet: Sheet, about: About) -> str | None:
    """Why some rows give nothing, as a clause: those that have figures and no name; None where there are none."""
    rows = [str(row.number + 1) for row in rows_of(sheet, about) if row.nameless]
    return f"row {', '.join(rows)} holds figures and no words that say of what" if rows else None


def _of_row(row: Row) -> list[Statement]:
    """The statements of a row, in the order of its columns; counts that make a share of it stand with that."""
    return _with_counts(list(_values(row)))


def _values(row: Row) -> Iterator[Statement]:
    if row.nameless or row.is_head or (row.is_total and (row.whole or not row.sheet.caption)):
        return
    for one in dict.fromkeys(map(series, row.of("value"))):
        group = [h for h in row.of("value") if series(h) == one]
        now = currents(row, group)
        for nth, value in enumerate(now):
            yield _statement(row, value, group, now, first=nth == 0)


def _statement(row: Row, value: Held, group: list[Held], now: list[Held], first: bool) -> Statement:
    scale = scale_for(row, value)
    every = row.sheet.every_cell
    before = [] if every else beside.earlier(row, value, group, now, scale, first)
    comparators = [*before, *beside.beside(row, value, scale)]
    amount, unit = scaled(value.figure, scale)
    told = beside.change(row, value, unit) if first else None
    share = unit == "percent" or value.figure.count is not None
    return replace(
        _bare(row, value, amount, unit),
        period=period_of(row, value.column),
        numerator=value.figure.count or (_count(row, value, "numerator") if share else None),
        denominator=_count(row, value, "denominator") if share else None,
        geography=geography(row, value),
        direction=beside.moved(amount, comparators) or (told.direction if told else None),
        change=told or beside.variance(row, value, amount, comparators),
        comparators=tuple(beside.related(c, amount) for c in comparators),
        rag=_rag(row, value),
        polarity=_polarity(row) or shown_better(comparators),
        kind=_kind(row, value),
    )


def _bare(row: Row, value: Held, amount: Decimal, unit: str) -> Statement:
    block, cell, q = row.sheet.block, value.cell, value.figure.q
    line = (block.text.rfind("\n", 0, cell.start) + 1, block.text.find("\n", cell.end))
    return Statement(
        block=block,
        start=cell.start + q.start,
        end=cell.start + q.end,
        sentence=(line[0], line[1] if line[1] >= 0 else len(block.text)),
        indicator=indicator(row, measure_of(row, value)),
        period=Period(),
        value=amount,
        unit=unit,
        upper=q.upper,
        bound=value.figure.bound,
        qualifiers=_qualifiers(row, value),
        status=row.about.status,
        source="table",
        garbled=(q.garbled,) if q.garbled else (),
    )


def _kind(row: Row, value: Held) -> RecordKind:
    given: RecordKind | None = value.column.gives.get("kind")
    forecast = _FORECAST.match(row.name) or (not value.column.gives and _FORECAST.match(row.sheet.caption))
    return "forecast" if forecast else given or "actual"


def _qualifiers(row: Row, value: Held) -> tuple[Qualifier, ...]:
    caption = row.sheet.caption if _FORECAST.match(row.sheet.caption) else ""
    marks = rules.load("qualifier", row.about.patterns).find(f"{row.name} | {value.column.head} | {caption}")
    said = [m.gives["qualifier"] for m in marks if m.gives.get("qualifier") not in (None, "planned")]
    noted = [value.figure.qualifier] if value.figure.qualifier else []
    return tuple(dict.fromkeys([*said, *noted]))


def _count(row: Row, value: Held, role: str) -> Decimal | None:
    """The count that a share was made of: of several the one for the share's time."""
    held = [h for h in row.of(role) if h.column.period in (None, value.column.period)]
    return held[0].figure.q.value if held else None


def _polarity(row: Row) -> Polarity | None:
    column = row.sheet.one("polarity")
    said = cells.better(row.text(column)) if column else None
    return said or cells.said_better(row.name)


def _rag(row: Row, value: Held) -> Rag | None:
    """The rating in the status cell of the value's time, by word, letter or colour; else its own cell's colour."""
    columns = [c for c in row.sheet.columns if c.role == "status"]
    for column in sorted(columns, key=lambda c: c.period is not None and c.period != value.column.period):
        cell = row.sheet.grid.at(row.number, column.index)
        said = cell and (cells.rating(cell.text) or cells.colour(cell.fill))
        if said:
            return said
    fills = {c.fill for c in row.sheet.grid.row(row.number)}
    return cells.colour(value.cell.fill) if len(fills) > 1 else None


# ── rows that belong together ────────────────────────────────────────────────────────────────────


def _with_counts(found: list[Statement]) -> list[Statement]:
    """The statements of a row; the two counts that a percentage is the share of are taken into it."""
    counts = [s for s in found if s.unit == "count" and s.value is not None]
    for share in [s for s in found if s.unit == "percent" and s.numerator is None and s.value is not None]:
        pair = next(((a, b) for a in counts for b in counts if a is not b and _is_share(share, a, b)), None)
        if pair is not None:
            whole = replace(share, numerator=pair[0].value, denominator=pair[1].value)
            found = [whole if s is share else s for s in found if s not in pair]
            counts = [s for s in counts if s not in pair]
    return found


def _is_share(share: Statement, part: Statement, whole: Statement) -> bool:
    """Whether a percentage is what two counts for the same days make, as far as its digits tell."""
    assert share.value is not None and part.value is not None and whole.value is not None
    if share.period.end != part.period.end or share.period.end != whole.period.end or not 0 < whole.value >= part.value:
        return False
    half = Decimal(1).scaleb(int(share.value.as_tuple().exponent)) / 2
    return abs(100 * part.value / whole.value - share.value) <= half


def _latest_of_each(found: list[Labelled]) -> Iterator[Labelled]:
    """In a table with a row for each indicator and time, the latest row of each, the earlier ones its comparators."""
    runs: dict[tuple[str, str | None, str | None, str], list[Labelled]] = {}
    for label, s in found:
        runs.setdefault((s.indicator, s.unit, s.geography, s.kind), []).append((label, s))
    for run in runs.values():
        dated = [s for _, s in run if s.period.end]
        if len(run) == 1 or len({s.period.end for s in dated}) < len(run):
            yield from run
            continue
        label, last = max(run, key=lambda x: x[1].period.end or date.min)
        before = sorted((s for s in dated if s is not last), key=lambda s: s.period.end or date.min)
        earlier = [_as_comparator(s, last, nearest=s is before[-1]) for s in before]
        moved = last.direction or (beside.moved(last.value, earlier) if last.value is not None else None)
        yield label, replace(last, comparators=(*earlier, *last.comparators), direction=moved)


def _as_comparator(earlier: Statement, last: Statement, nearest: bool) -> Comparator:
    kind = kind_in_time(last.period, earlier.period, None)
    return Comparator(
        kind="earlier_period" if kind == "previous_period" and not nearest else kind,
        value=earlier.value,
        unit=earlier.unit,
        period=earlier.period,
        text=earlier.block.text[earlier.start : earlier.end],
    )
