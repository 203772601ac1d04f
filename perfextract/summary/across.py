"""Authorities side by side: the same indicators of one period, with what is unlike marked rather than lined up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from perfextract.catalogue import Catalogue
from perfextract.model import Period, Record
from perfextract.outline import theme_name
from perfextract.series import length_of
from perfextract.show import counted
from perfextract.summary.choose import authorities
from perfextract.summary.comparison import Footnotes
from perfextract.summary.content import Comparison, Row, Source, Summary, Theme
from perfextract.summary.figures import figure, named
from perfextract.summary.wording import capital

Likeness = tuple[str | None, str]  # unit and length of the period


def side_by_side(about: Sequence[Record], period: Period, known: Catalogue, every: Sequence[str]) -> Summary:
    """A table for each theme of the catalogue, with a column for each authority, of the records of a period.

    Only indicators of the catalogue are compared: words alone do not tell that two authorities measure the same.
    ``every`` names all authorities; which of them have no records is told.
    """
    who = authorities(about)
    stated = [r for r in about if r.value is not None and r.kind == "actual" and r.authority and r.period.end]
    groups: dict[str, list[Record]] = {}
    for r in stated:
        if r.indicator_id:
            groups.setdefault(r.indicator_id, []).append(r)
    tables: dict[str, list[Row]] = {}
    notes = Footnotes()
    for id_, group in groups.items():
        indicator = known.get(id_)
        if indicator:
            row = _row(indicator.name, indicator.better, group, who, period, notes)
            tables.setdefault(theme_name(indicator.theme), []).append(row)
    return Summary(
        title=f"Authorities compared: {capital(named(period))}",
        authority=None,
        period=named(period),
        themes=tuple(
            Theme(name, (), Comparison(f"{name}: {named(period)}", tuple(who), tuple(rows), over_time=False))
            for name, rows in sorted(tables.items())
        ),
        footnotes=notes.texts,
        gaps=(*_missing(who, every, period), *_left_out(about, stated, known)),
    )


def _row(
    name: str, better: str | None, group: Sequence[Record], who: Sequence[str], period: Period, notes: Footnotes
) -> Row:
    """An indicator's row; the footnotes of its cells tell where the words stand."""
    like = _usual(group, period)
    taken = [_of(authority, group, like, period) for authority in who]
    unlike = [f"{r.authority} has {_value(r)} for {_of_what(r)}" for r in _others(group, taken)]
    return Row(
        name=name,
        unit=like[0] if like else None,
        cells=tuple(_value(r) if r else None for r in taken),
        numbers=tuple(r.value if r else None for r in taken),
        better=better,
        marks=tuple(notes.mark(Source.of(r.evidence).told) if r else None for r in taken),
        unlike="; ".join(unlike) or None,
    )


def _of_what(r: Record) -> str:
    """The time of a value, and its place where that is not the whole authority."""
    return ", ".join(filter(None, [r.geography, named(r.period)]))


def _usual(group: Sequence[Record], period: Period) -> Likeness | None:
    """What most values are like, of the period's own length where there are any."""
    ending = [_likeness(r) for r in group if r.period.end == period.end]
    asked = [like for like in ending if like[1] == length_of(period)]
    usual = Counter(asked or ending).most_common(1)
    return usual[0][0] if usual else None


def _likeness(r: Record) -> Likeness:
    return r.unit, length_of(r.period, "rolling" in r.qualifiers, "cumulative" in r.qualifiers)


def _of(authority: str, group: Sequence[Record], like: Likeness | None, period: Period) -> Record | None:
    """An authority's one value that is like the others'; where it gives several that differ, none."""
    whole = (r for r in group if r.authority == authority and r.geography in (None, authority))
    found = [r for r in whole if _likeness(r) == like and r.period.end == period.end]
    return found[0] if len({r.value for r in found}) == 1 else None


def _others(group: Sequence[Record], taken: Sequence[Record | None]) -> Iterable[Record]:
    """What authorities say that stands in no cell, each once."""
    shown = {_told(r) for r in taken if r}
    return {_told(r): r for r in group if _told(r) not in shown}.values()


def _told(r: Record) -> tuple[object, ...]:
    return r.authority, r.value, r.unit, r.geography, r.period.end


def _value(r: Record) -> str:
    assert r.value is not None
    return figure(r.value, r.unit)


def _missing(who: Sequence[str], every: Sequence[str], period: Period) -> Iterable[str]:
    for authority in every:
        if authority not in who:
            yield f"{authority}: no records for {named(period)}."


def _left_out(about: Sequence[Record], stated: Sequence[Record], known: Catalogue) -> Iterable[str]:
    """What of each authority is in no table, by why."""
    unknown = [r for r in stated if not (r.indicator_id and known.get(r.indicator_id))]
    compared = {r.id for r in stated}
    others = [r for r in about if r.id not in compared]
    for why, records in (
        ("the catalogue does not know their indicators", unknown),
        ("they are forecasts or plans, tell no level, or do not say of when or of whom they are", others),
    ):
        for authority, times in sorted(Counter(r.authority or "No authority" for r in records).items()):
            yield f"{authority}: {counted(times, 'figure')} not compared, since {why}."
