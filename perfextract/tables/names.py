"""What the figures of a row measure, said so that it is complete by itself; and for which place."""

from __future__ import annotations

import re

from perfextract import periods
from perfextract.tables.columns import role_of
from perfextract.tables.places import PLACE_CODE, is_own
from perfextract.tables.row import Held, Row
from perfextract.vocabulary import expression

_MARKS = re.compile(r"[\s*†‡§^▲▼]+$")
_SCALED = re.compile(r"\s*\(\s*(?:in\s+)?(?:thousands|millions|['’]?000s?|£m|£k|£000s?|%)\s*\)", re.IGNORECASE)
_SCALED_HEAD = re.compile(r"\(?\s*£\s?(?:m|k|million|['’]?000s?)?\s*\)?", re.IGNORECASE)
_SHORT = 12  # words of a caption that may stand before a measure
_SMALL = 2  # capitals: more make a word an abbreviation
_BY = re.compile(r",? by [^:;.]{1,60}$", re.IGNORECASE)
_LEFT = expression(r"\(\s*\)|\s+(?=[,;])|(?:\s*[,;(–-]|\s+{before a time})+\s*$")  # of a time that was taken out


def indicator(row: Row, measure: str) -> str:
    """What is measured: by the row's name, by the column, or by the words over the table, whatever tells."""
    name = _SCALED.sub("", _MARKS.sub("", row.name)).strip(" :–-")
    stub = row.sheet.one("name")
    name = f"{stub.head} {name}" if stub and name.isdecimal() else name
    caption = _measuring(row)
    measure = _small(measure)
    if row.sheet.places:
        measure = "" if _says(caption, measure) else measure
        over = caption if len(caption.split()) <= _SHORT or not measure else ""
        return ": ".join(filter(None, (over, measure))) or name
    alone = bool(measure) and not _is_group(measure) and not row.sheet.captioned and not row.is_total
    if row.whole or not caption or alone:
        return ": ".join(filter(None, (name or caption, measure)))
    parts = [row.label if _is_dimension(row) else "", name, "" if _says(caption, measure) else measure]
    said = ", ".join(filter(None, parts))
    return f"{caption}: {said}" if said else caption


def measure_of(row: Row, value: Held) -> str:
    """The measure that a column names; "" where it names a place."""
    return "" if value.column.gives.get("place") else value.column.measure or _spent(row, value)


def geography(row: Row, value: Held) -> str | None:
    """The place of a column or row, where it is not the authority that reports."""
    over = bool(value.column.gives.get("place"))
    name = value.column.measure if over else PLACE_CODE.sub("", _MARKS.sub("", row.name))
    if not name or not (over or row.sheet.places) or (row.is_total and not over):
        return None
    return None if is_own(name, row.about.authority, row.about.title) else name


def _timeless(caption: str) -> str:
    """A caption without the time at its end, in brackets or at its beginning."""
    for mark in reversed(periods.find(caption)):
        before, after = caption[: mark.start], caption[mark.end :]
        if not after.strip(" ).,") or not before.strip(" (") or (before.endswith("(") and after.startswith(")")):
            caption = f"{before} {after}"
    return " ".join(_LEFT.sub("", " ".join(caption.split())).split()).strip(" :–-.,")


def _measuring(row: Row) -> str:
    """The caption as the name of a measure: without its time, its scale, and the "by district" that the rows show."""
    caption = _SCALED.sub("", row.sheet.caption).strip(" :–-.")
    bare = _timeless(caption)
    if row.sheet.places or row.sheet.ages:
        bare = _BY.sub("", bare)
    return bare or caption


def _says(caption: str, measure: str) -> bool:
    """Whether a caption holds all words of a measure."""
    return {word.casefold() for word in measure.split()} <= {word.casefold() for word in caption.split()}


def _is_dimension(row: Row) -> bool:
    """Whether the rows' group tells by what they are parted: "Gender", "Age group"."""
    if row.label is None:
        return False
    role, gives, _ = role_of(row.label, row.about.patterns)
    return role == "name" and not gives.get("whole") and not gives.get("place")


def _is_group(measure: str) -> bool:
    """Whether a column is of a group of people, so that the caption must say what of them."""
    return measure.startswith("aged ")


def _spent(row: Row, value: Held) -> str:
    """Beside a budget: whether the value is the outturn or a forecast; else ""."""
    return " ".join(periods.without(_SCALED_HEAD.sub("", value.column.head)).split()) if row.budgeted else ""


def _small(measure: str) -> str:
    """A measure as it stands within a name; titles in capitals and abbreviations are left."""
    first, *rest = measure.split(" ") if measure else [""]
    titled = sum(c.isupper() for c in first) >= _SMALL or any(word[:1].isupper() for word in rest)
    return measure if titled else measure[:1].lower() + measure[1:]
