"""Turn statements into records: identity, evidence, and what the report and its headings say of them."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from perfextract import calendar_uk as cal
from perfextract.amounts.folded import foldable, folded
from perfextract.catalogue import Catalogue, Link, catalogue
from perfextract.confidence import confidence
from perfextract.identity import weighed
from perfextract.model import Block, Document, Evidence, Finding, Record, Report, ReportRef, Section, Severity
from perfextract.reading.context import Leftover
from perfextract.reading.statement import Statement
from perfextract.series import series_id
from perfextract.vocabulary import words


def records(
    found: Iterable[tuple[Section, Statement]], report: Report, document: Document, patterns: Path | None = None
) -> Iterator[Record]:
    """The records of a document, in reading order, each with an id that depends on its content and place alone.

    ``patterns`` is a folder of the user's own, whose catalogue knows more indicators.
    """
    found = list(found)
    known, alone = catalogue(patterns), _alone(s for _, s in found)
    about = ReportRef(title=report.title, period=report.period)
    seen: dict[str, int] = {}
    before: tuple[Block, str] | None = None  # what was known last, and where
    for section, statement in found:
        evidence = document.evidence(statement.block, statement.start, statement.end, statement.sentence)
        key = _identity(statement, document)
        seen[key] = seen.get(key, 0) + 1
        said = before[1] if before and before[0] is statement.block else None
        link = _link(known, statement, section, _place(statement) in alone, said)
        if link:
            before = statement.block, f"{statement.indicator} | {link.words}"
        yield _record(statement, section, report, about, evidence, _id(key, seen[key]), link)


def _link(known: Catalogue, s: Statement, section: Section, alone: bool, before: str | None) -> Link | None:
    """The indicator by its words; else by them with the headings, by a sentence of one figure, or with those before."""
    headings = " | ".join(filter(None, (section.theme, section.service, (section.theme_id or "").replace("_", " "))))
    link = known.link(s.indicator, s.unit, section.theme_id, headings)
    if link is not None or s.source != "prose":
        return link
    if not alone:
        return known.link(s.indicator, s.unit, section.theme_id, before)
    around = _around_value(s)
    link = known.link(around, s.unit, section.theme_id, before)
    return link or known.link(around, s.unit, section.theme_id, _sentence_before(s))


def _around_value(s: Statement) -> str:
    """The sentence with an x for its value, which is no part of a name: "91% of children within ten days"."""
    text, (start, end) = s.block.text, s.sentence
    return text[start:end] if s.value is None else f"{text[start : s.start]} x {text[s.end : end]}"


def _sentence_before(s: Statement) -> str:
    """The short sentence before, which may say what this one goes on to speak of."""
    before = s.block.text[: s.sentence[0]].rstrip()
    said = before[before[:-1].rfind(". ") + 1 :].strip()
    return said if len(said) <= _SHORT else ""


_SHORT = 120  # characters


def _alone(statements: Iterable[Statement]) -> set[tuple[object, ...]]:
    """The sentences and units of which there is one statement."""
    times = Counter(map(_place, statements))
    return {place for place, n in times.items() if n == 1}


def _place(s: Statement) -> tuple[object, ...]:
    return s.block.index, s.sentence, s.unit


def _identity(s: Statement, document: Document) -> str:
    return "|".join((document.sha256, str(s.block.index), str(s.start), str(s.end), str(s.value), s.kind))


_NOTE_MARK = re.compile(r"\s[⁰¹²³⁴-⁹†‡]+(?=\s|$)")


def _in_plain_letters(name: str) -> str:
    """A name without ligatures, invisible marks and the marks of notes: the words of the evidence stay as they are.

    >>> _in_plain_letters("oﬃce re\u00adpairs ²")
    'office repairs'
    """
    return _NOTE_MARK.sub("", folded(name)[0] if foldable(name) else name)


def _id(key: str, nth: int) -> str:
    return hashlib.sha256(f"{key}|{nth}".encode()).hexdigest()[:16]


def _record(
    s: Statement,
    section: Section,
    report: Report,
    about: ReportRef,
    evidence: Evidence,
    id_: str,
    link: Link | None,
) -> Record:
    garbled = tuple(
        Finding(
            code="garbled_number",
            severity="note",
            message=f"Read as meant: {what}.",
            record_ids=(id_,),
            evidence=evidence,
        )
        for what in s.garbled
    )
    made = Record(
        id=id_,
        authority=report.authority,
        report=about,
        indicator=_in_plain_letters(s.indicator),
        indicator_id=link.id if link else None,
        linked_by=link.words if link else None,
        value=s.value,
        value_text=s.block.text[s.start : s.end],
        unit=s.unit,
        upper=s.upper,
        bound=s.bound,
        approximate=s.bound == "about",
        qualifiers=s.qualifiers,
        numerator=s.numerator,
        denominator=s.denominator,
        geography=s.geography,
        period=s.period,
        direction=s.direction,
        change=s.change,
        comparators=s.comparators,
        status=s.status,
        rag=s.rag,
        polarity=s.polarity or (link.indicator.better if link else None),
        theme=section.theme,
        theme_id=section.theme_id,
        service=section.service,
        headings=section.headings(s.block),
        kind=s.kind,
        source=s.source,
        audit=garbled,
        evidence=evidence,
    )
    return made.model_copy(update={"series_id": series_id(made), "confidence": confidence(made, s.sure, s.named)})


def left_over(block: Block, left: Leftover, document: Document) -> Finding:
    """The finding for a number that no record holds."""
    q = left.quantity
    said = (
        f"Read as meant: {left.why}." if left.code == "garbled_number" else f"'{q.text}' is in no record: {left.why}."
    )
    return Finding(
        code=left.code, severity="note", message=said, evidence=document.evidence(block, q.start, q.end, left.sentence)
    )


def not_read(block: Block, why: str, document: Document) -> Finding:
    """The finding for a table with figures that gives no records."""
    assert block.table is not None
    end = len(block.text.split("\n", 1)[0])
    where = f" on page {block.page()}" if block.page() else ""
    size = f"{block.table.rows} rows and {block.table.cols} columns"
    message = f"The table of {size}{where} gives no records: {why}."
    evidence = document.evidence(block, 0, end, (0, end))
    return Finding(code="table_not_read", severity="note", message=message, evidence=evidence)


def left_out(document: Document) -> Iterator[Finding]:
    """A finding for each part of the file its reader could not or would not read."""
    for unread in document.unread:
        evidence = Evidence(document=document.name, sha256=document.sha256, page=unread.page, text=unread.text)
        severity: Severity = "note" if unread.code == "struck_not_read" else "warning"
        yield Finding(code=unread.code, severity=severity, message=unread.message, evidence=evidence)


def left_aside(section: Section, document: Document) -> Iterator[Finding]:
    """The note that figures stand under a heading under which nothing is stated: notes, a key, the evidence."""
    figures = [b for b in section.blocks if b.kind != "heading" and any(map(str.isdigit, b.text))]
    if figures:
        head, first = section.blocks[0], figures[0]
        message = f"What stands under '{head.text}' tells of the report itself and is not read."
        evidence = document.evidence(first, 0, len(first.text), (0, len(first.text)))
        yield Finding(code="aside_not_read", severity="note", message=message, evidence=evidence)


def not_told(report: Report, document: Document) -> Iterator[Finding]:
    """The notes that a document does not say who reports, or for when, and what can be done."""
    evidence = Evidence(document=document.name, sha256=document.sha256)
    if report.authority is None:
        rivals = weighed(document).rivals
        said = f"It could be {' or '.join(rivals)} that reports" if rivals else "Nothing says who reports"
        message = f"{said}. Say it with --authority, or in a perfextract.toml beside the report."
        yield Finding(code="authority_unknown", severity="note", message=message, evidence=evidence)
    if report.period is None:
        message = "Nothing says for when it reports. Say it with --period, or in a perfextract.toml beside the report."
        yield Finding(code="period_unknown", severity="note", message=message, evidence=evidence)


# ── one observation, stated twice ────────────────────────────────────────────────────────────────

_ALIKE = 0.5  # of the rarer words of two indicators
_WORDS = re.compile(r"[a-z]{3,}")


def linked(made: tuple[Record, ...]) -> tuple[Record, ...]:
    """The records, those of prose that repeat what a table or card says with its record's id as ``same_as``."""
    told: dict[tuple[Any, ...], list[Record]] = {}
    for r in made:
        if r.source != "prose" and r.value is not None:
            told.setdefault((r.value, r.unit), []).append(r)
    return tuple(_linked(r, told.get((r.value, r.unit), [])) for r in made) if told else made


def _linked(r: Record, candidates: list[Record]) -> Record:
    if r.source != "prose" or not candidates:
        return r
    same = [(alike, c) for c in candidates if _at_one_time(r, c) and (alike := _alike(r, c)) >= _ALIKE]
    return r.model_copy(update={"same_as": max(same, key=lambda x: x[0])[1].id}) if same else r


def _at_one_time(a: Record, b: Record) -> bool:
    return cal.one_time((a.period.start, a.period.end), (b.period.start, b.period.end))


def _alike(a: Record, b: Record) -> float:
    """How much of the shorter indicator's words the other one has."""
    said, also = (set(_WORDS.findall(r.indicator.lower())) - words("common") for r in (a, b))
    return len(said & also) / min(len(said), len(also)) if said and also else 0.0
