"""A whole summary out of records: chosen, judged, stated in sentences that read back, and compared over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from perfextract import periods
from perfextract.catalogue import catalogue
from perfextract.model import Period, Record
from perfextract.summary.across import side_by_side
from perfextract.summary.choose import (
    Chosen,
    authorities,
    chosen,
    of_authority,
    of_period,
    of_themes,
)
from perfextract.summary.comparison import Footnotes, Points, columns, comparison
from perfextract.summary.content import BY_RULES, JUDGED, NO_THEME, Line, Part, Source, Summary, Theme
from perfextract.summary.figures import named
from perfextract.summary.judging import judging
from perfextract.summary.readback import Stated, stated
from perfextract.summary.sentences import DERIVED
from perfextract.summary.stored import records_of
from perfextract.summary.subjects import names_of

if TYPE_CHECKING:
    from perfextract.dataset.reading import Dataset

WORKED_OUT = f"{DERIVED} Worked out from the two figures beside it; no report states it."
OWN_HEADING = "Where a report judges a statement by a heading of its own, it stands under that; a note tells the rule."


def summary(
    source: Iterable[Record] | Dataset,
    period: str | Period,
    authority: str | None = None,
    compare: int = 4,
    themes: Sequence[str] | None = None,
    patterns: Path | None = None,
) -> Summary:
    """The summary of one authority for one period, beside the ``compare`` - 1 periods before it.

    Where no authority is named and there are several, they are compared instead, in tables side by side. ``source`` is
    a dataset or records; ``themes`` are the only ones to state, ``patterns`` a folder of one's own rules.
    Raises ValueError where the period, the authority or a theme is not there; the message says what is.
    """
    asked = named_period(period)
    rules = judging(patterns)
    every = of_authority(_records(source), authority)
    if len(authorities(every)) > 1:
        return side_by_side(every, asked, catalogue(patterns), themes)
    about = of_themes(of_period(every, asked), themes)
    picked = [c for c in chosen(about, rules) if c.record.period.end or c.record.period.start]
    names = names_of([c.record for c in picked], catalogue(patterns))
    said = stated([(c.record, names[c.record.id]) for c in picked], asked)
    points, notes = Points.of(every), Footnotes()
    spans = columns(asked, max(1, compare))
    told = _themes(list(zip(picked, said, strict=True)), names, spans, points, notes)
    return Summary(
        title=f"Corporate Performance Summary: {_capital(named(asked))}",
        authority=next((r.authority for r in about if r.authority), None),
        period=named(asked),
        themes=told,
        footnotes=tuple(notes.texts),
        findings=_findings(about),
        rules=(OWN_HEADING, *rules.told(), WORKED_OUT),
        gaps=tuple(_gaps(every, spans)),
    )


def _records(source: Iterable[Record] | Dataset) -> list[Record]:
    from perfextract.dataset.reading import Dataset  # not above: it brings DuckDB, which records alone do not need

    return list(records_of(source) if isinstance(source, Dataset) else source)


def named_period(period: str | Period) -> Period:
    """A period of whole days by its words. Raises ValueError where they name none."""
    found = periods.parse(period) if isinstance(period, str) else period
    if found is None or found.start is None or found.end is None:
        raise ValueError(
            f"'{period}' is not a period I can read; write it like '2017/18 Q2', 'September 2017' or '2017/18'"
        )
    return found


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _themes(
    said: Sequence[tuple[Chosen, Stated]],
    names: Mapping[str, Sequence[str]],
    spans: Sequence[Period],
    points: Points,
    notes: Footnotes,
) -> tuple[Theme, ...]:
    """The themes in the order in which the reports have them."""
    groups: dict[str, list[tuple[Chosen, Stated]]] = {}
    for c, s in said:
        groups.setdefault(c.record.theme or NO_THEME, []).append((c, s))
    return tuple(
        Theme(
            name,
            tuple(_parts(group)),
            comparison(name, [(c.record, names[c.record.id][0]) for c, _ in group], spans, points, notes),
        )
        for name, group in groups.items()
    )


def _parts(group: Sequence[tuple[Chosen, Stated]]) -> Iterable[Part]:
    """Under each heading what the reports judge so, then what the rules do."""
    for status, heading in JUDGED.items():
        under = [(c, s) for c, s in group if c.status == status]
        for own in (True, False):
            lines = tuple(_line(c, s) for c, s in under if (c.record.status is not None) == own)
            if lines:
                yield Part(heading if own else BY_RULES.format(heading), status if own else None, lines)


def _line(c: Chosen, s: Stated) -> Line:
    every = (c.record, *c.others)
    sources = dict.fromkeys(Source(r.evidence.document, r.evidence.page, r.evidence.text) for r in every)
    note = None
    if c.disputed:
        own, ruled = JUDGED[c.status], JUDGED[c.ruled]
        note = f'The report has this under "{own}"; by the rules it would stand under "{ruled}". {c.rule}'
    return Line(s.wording.text, tuple(r.id for r in every), tuple(sources), s.wording.derived, note, s.faithful)


def _findings(records: Sequence[Record]) -> tuple[str, ...]:
    """What a careful reader would question in the reports, each once."""
    found = (f.message for r in records for f in r.audit if f.severity != "note")
    return tuple(dict.fromkeys(found))


def _gaps(records: Sequence[Record], spans: Sequence[Period]) -> Iterable[str]:
    """The periods of the tables for which there is no report."""
    reported = Counter((r.report.period.start, r.report.period.end) for r in records if r.report.period)
    for span in spans:
        if not reported[span.start, span.end]:
            yield f"The dataset has no report for {named(span)}; its column has what other reports tell of it."
