"""What a dataset, or records alone, tell a summary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

from perfextract.model import Period, Record
from perfextract.summary.choose import authorities, of_authority, of_period
from perfextract.summary.figures import named
from perfextract.summary.stored import Question, authorities_of, questions_of, records_of, report_periods_of

if TYPE_CHECKING:
    from perfextract.dataset.reading import Dataset


@dataclass(frozen=True, slots=True)
class Told:
    """What a source tells: records, what a careful reader would question, and what else it has."""

    records: list[Record]
    questions: list[Question]
    authorities: list[str]  # those the records are of
    periods: list[Period]  # those there are reports of

    def of_period(self, period: Period) -> list[Record]:
        """The records of a period. Raises ValueError where there are none."""
        found = of_period(self.records, period)
        if not found:
            known = ", ".join(dict.fromkeys(named(p) for p in self.periods)) or "none"
            raise ValueError(f"There are no records for {named(period)}. The dataset has {known}.")
        return found


def told_of(
    source: Iterable[Record] | Dataset, authority: str | None, asked: Period, since: date | None = None
) -> Told:
    """What a source tells of an authority, or of all: of a dataset what a table ``since`` a day needs.

    Raises ValueError where it has no records of the authority.
    """
    if not isinstance(source, Iterable):
        known = authorities_of(source)
        records = list(records_of(source, authority, asked, since))
        questions, periods = questions_of(source), report_periods_of(source, authority)
    else:
        every = list(source)
        known, records = authorities(every), of_authority(every, authority)
        told = ((r, f) for r in every for f in r.audit if f.severity != "note")
        questions = [Question(r.evidence.document, f.message, f.record_ids or (r.id,)) for r, f in told]
        periods = sorted({p for r in records if (p := r.report.period) and p.start and p.end}, key=lambda p: str(p.end))
    if authority is not None and authority.casefold() not in map(str.casefold, known):
        near = [name for name in known if authority.casefold() in name.casefold()] or get_close_matches(
            authority, known
        )
        hint = f" Did you mean {near[0]}?" if near else ""
        has = ", ".join(known) or "no authority"
        raise ValueError(f"There are no records of {authority}. The dataset has {has}.{hint}")
    return Told(records, questions, known if authority is None else [authority], periods)
