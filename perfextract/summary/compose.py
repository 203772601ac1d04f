"""A whole summary out of records: chosen, judged, stated in sentences that read back, and compared over time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from perfextract import periods
from perfextract.catalogue import catalogue
from perfextract.model import Period, Record
from perfextract.summary.across import side_by_side
from perfextract.summary.choose import Chosen, chosen, of_themes
from perfextract.summary.compared import DERIVED
from perfextract.summary.comparison import Footnotes, Points, columns, comparison
from perfextract.summary.content import BY_RULES, JUDGED, NO_THEME, Line, Part, Source, Summary, Theme
from perfextract.summary.figures import days, named, same_days
from perfextract.summary.judging import judging
from perfextract.summary.readback import Stated, stated
from perfextract.summary.stored import Question
from perfextract.summary.subjects import names_of
from perfextract.summary.told import told_of
from perfextract.summary.wording import capital

if TYPE_CHECKING:
    from perfextract.dataset.reading import Dataset

WORKED_OUT = f"{DERIVED} Worked out from the two figures beside it; no report states it."
OWN_HEADING = (
    "Where a report judges a statement by a heading of its own, it stands under that. Else the first rule that holds "
    "decides, and the heading says so."
)


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
    rules, known = judging(patterns), catalogue(patterns)
    spans = columns(asked, max(1, compare))
    told = told_of(source, authority, asked, spans[0].start)
    about = of_themes(told.of_period(asked), themes)
    if len(told.authorities) > 1:
        findings = _findings(about, asked, told.questions)
        return replace(side_by_side(about, asked, known, told.authorities), findings=findings)
    picked = [c for c in chosen(about, rules) if days(c.record.period)]
    names = names_of([c.record for c in picked], known)
    said = stated([(c.record, names[c.record.id]) for c in picked], asked)
    points, notes = Points.of(told.records), Footnotes()
    questions = _questioned(told.questions)
    for c in picked:
        if revised := points.later(c.record):
            questions.setdefault(c.record.id, []).append(revised)
    stating = _themes(list(zip(picked, said, strict=True)), spans, points, notes, questions)
    return Summary(
        title=f"Corporate Performance Summary: {capital(named(asked))}",
        authority=next((r.authority for r in about if r.authority), None),
        period=named(asked),
        themes=stating,
        footnotes=notes.texts,
        findings=_findings(about, asked, told.questions),
        rules=(OWN_HEADING, *rules.told(), WORKED_OUT),
        gaps=(*_gaps(told.periods, spans), *_undated(about)),
    )


def named_period(period: str | Period) -> Period:
    """A period of whole days by its words. Raises ValueError where they name none."""
    found = periods.asked(period) if isinstance(period, str) else period
    if found.start is None or found.end is None:
        raise periods.unreadable(period)
    return found


def _themes(
    said: Sequence[tuple[Chosen, Stated]],
    spans: Sequence[Period],
    points: Points,
    notes: Footnotes,
    questions: Mapping[str, Sequence[str]],
) -> tuple[Theme, ...]:
    """The themes in the order in which the reports have them."""
    groups: dict[str, list[tuple[Chosen, Stated]]] = {}
    for c, s in said:
        groups.setdefault(c.record.theme or NO_THEME, []).append((c, s))
    return tuple(
        Theme(
            name,
            tuple(_parts(group, questions)),
            comparison(name, [(c.record, s.wording.name) for c, s in group if s.named], spans, points, notes),
        )
        for name, group in groups.items()
    )


def _parts(group: Sequence[tuple[Chosen, Stated]], questions: Mapping[str, Sequence[str]]) -> Iterable[Part]:
    """Under each heading what the reports judge so, then what the rules do."""
    for status, heading in JUDGED.items():
        under = [(c, s) for c, s in group if c.status == status]
        for own in (True, False):
            lines = tuple(_line(c, s, questions) for c, s in under if (c.record.status is not None) == own)
            if lines:
                yield Part(heading if own else BY_RULES.format(heading), status if own else None, lines)


def _line(c: Chosen, s: Stated, questions: Mapping[str, Sequence[str]]) -> Line:
    every = (c.record, *c.others)
    sources = dict.fromkeys(Source.of(r.evidence) for r in every)
    questioned = dict.fromkeys(message for r in every for message in questions.get(r.id, ()))
    notes = [f"To be questioned: {message}" for message in questioned]
    if c.disputed:
        notes.insert(
            0, f'The report\'s heading judges it so; the rules would have it under "{JUDGED[c.ruled]}". {c.rule}'
        )
    if any(r.status not in (None, c.record.status) for r in c.others):
        notes.append("The report also has this figure under a heading that judges otherwise.")
    ids, derived = tuple(r.id for r in every), s.wording.derived
    return Line(s.wording.text, ids, tuple(sources), derived, " ".join(notes) or None, s.faithful)


def _questioned(questions: Sequence[Question]) -> dict[str, list[str]]:
    """What a careful reader would question, by the records it touches."""
    touched: dict[str, list[str]] = {}
    for question in questions:
        for id_ in question.record_ids:
            touched.setdefault(id_, []).append(question.message)
    return touched


def _findings(records: Sequence[Record], period: Period, questions: Sequence[Question]) -> tuple[str, ...]:
    """What a careful reader would question in the period's reports, each once."""
    documents = {r.evidence.document for r in records if same_days(r.report.period, period)}
    told = (f"{question.document}: {question.message}" for question in questions if question.document in documents)
    return tuple(dict.fromkeys(told))


def _gaps(periods: Sequence[Period], spans: Sequence[Period]) -> Iterable[str]:
    """The periods of the tables for which there is no report."""
    for span in spans:
        if not any(same_days(period, span) for period in periods):
            yield f"There is no report for {named(span)}; its column has what other reports tell of it."


def _undated(records: Sequence[Record]) -> Iterable[str]:
    """The records that cannot be stated, since nothing says of what time they are."""
    undated = [r for r in records if days(r.period) is None]
    if undated:
        told = "; ".join(dict.fromkeys(f"{r.evidence.document}: “{r.evidence.text}”" for r in undated))
        yield f"Figures without a time, which are not stated here: {told}."
