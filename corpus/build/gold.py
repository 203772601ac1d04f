"""Write down what a careful reader would record of a source: the gold records of its sentences, rows and cards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dates import period
from notation import Fields, amount, read
from source import Block, Row, Source

SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z£0-9\"'“‘(])")
ROLE = re.compile(r"(?P<name>\w+)(?:\.(?P<group>\w+))?(?:\[(?P<code>\S+) (?P<label>.+)\])?")
CARD = re.compile(r"(?P<name>Latest|Target|Floor|Previous)[: ]\s*(?P<value>[^(]+?)(?=,\s|\s*\(|\s+[A-Z]|$)")
EARLIER = {"previous": "previous_period", "yearago": "same_period_last_year", "earlier": "earlier_period"}
KIND_OF = {"target": "target", "budget": "target", "national": "national", "regional": "regional"}  # of a column


@dataclass
class Place:
    """Where a block stands: the headings and what they say of it."""

    theme: str | None = None
    service: str | None = None
    status: str | None = None

    def enter(self, heading: Block) -> None:
        """Pass a heading: one of the second level clears what the ones before it said."""
        if heading.level <= 2:
            self.theme = self.service = self.status = None
        for word in heading.directive.split(", ") if heading.directive else ():
            key, _, value = word.partition(" ")
            setattr(self, key, None if value == "none" else value or heading.plain)


def gold(source: Source) -> list[Fields]:
    """All gold records of a source in the order of the text; raises ValueError where a note cannot be placed."""
    place, records = Place(), []
    for block in source.blocks:
        if block.kind == "heading":
            place.enter(block)
        try:
            records += list(recorded(block, place, source.facts))
        except (ValueError, KeyError, TypeError) as error:
            words = block.text or " ".join(block.rows[0].cells)
            raise ValueError(f"{source.slug}: {error!r} in the block {words!r}") from error
    name = source.slug.replace("20", "", 1).replace("-", "")
    return [{"id": f"w{name}-{count:03}"} | record for count, record in enumerate(records, start=1)]


def recorded(block: Block, place: Place, facts: dict[str, str]) -> Iterator[Fields]:
    """The records of one block."""
    if block.kind == "table":
        yield from of_table(block, place, facts)
    elif block.kind == "card":
        yield of_card(block, place, facts)
    else:
        yield from (of_note(note, block, place, facts) for note in block.notes)


def blank(place: Place, facts: dict[str, str]) -> Fields:
    """A record that says only what the report and its headings say."""
    return {
        "quote": None,
        "value": None,
        "value_text": None,
        "unit": None,
        "indicator": None,
        "bound": None,
        "approximate": False,
        "qualifiers": [],
        "numerator": None,
        "denominator": None,
        "geography": None,
        "period": period(facts["period_label"], facts["period"], True),
        "direction": None,
        "change": None,
        "comparators": [],
        "status": place.status,
        "rag": None,
        "theme": place.theme,
        "service": place.service,
        "kind": "actual",
        "source": "prose",
        "sure": True,
        "accept": {},
        "series": None,
        "note": None,
    }


def of_note(note: str, block: Block, place: Place, facts: dict[str, str]) -> Fields:
    """The record of one note under a sentence."""
    words, indicator, *notes = note.split(" | ")
    record = blank(place, facts) | {"value_text": words.removeprefix("~ "), "indicator": indicator}
    if words.startswith("~ "):
        record["kind"] = "qualitative"
    else:
        given = any(item.startswith("val ") for item in notes)
        record["value"], record["unit"] = (None, unit_only(words)) if given else amount(words)
    named = next((item.removeprefix("unit ") for item in notes if item.startswith("unit ")), record["unit"])
    record = read(notes, record | {"unit": named})
    record["quote"] = record["quote"] or sentence(block, record["value_text"])
    return record


def unit_only(words: str) -> str:
    """The unit of a value whose number the note gives."""
    return amount("1 " + re.sub(r"[\d.,]", "", words))[1]


def sentence(block: Block, words: str) -> str:
    """The sentence of the block that holds the words; raises ValueError unless they stand there just once."""
    places = list(re.finditer(rf"(?<![\d£.])(?<!\d,){re.escape(words)}(?!\d|[.,]\d|\w)", block.masked))
    if len(places) != 1:
        raise ValueError(f"{words!r} stands {len(places)} times: give a quote")
    cuts = list(SENTENCE.finditer(block.masked))
    start = max((cut.end() for cut in cuts if cut.end() <= places[0].start()), default=0)
    end = min((cut.start() for cut in cuts if cut.start() >= places[0].end()), default=None)
    return block.plain[start:end].strip()


def of_table(block: Block, place: Place, facts: dict[str, str]) -> Iterator[Fields]:
    """The records of a score card: one for each column of the role ``value`` in each row that has notes."""
    roles = [found for role in block.roles if (found := ROLE.fullmatch(role))]
    for row in block.rows[1:]:
        if row.notes:
            for column, role in enumerate(roles):
                if role["name"] == "value" and re.search(r"\d", row.cells[column]):
                    yield of_row(row, column, roles, blank(place, facts))


def of_row(row: Row, column: int, roles: list[re.Match[str]], record: Fields) -> Fields:
    """The record of one value of a row, with the other columns of its group as comparators."""
    value, unit = amount(row.cells[column])
    record |= {"quote": " ".join(filter(None, row.cells)), "value_text": row.cells[column], "value": value}
    record |= {"indicator": row.cells[named(roles, "name")], "unit": unit, "source": "table"}
    if roles[column]["code"]:
        record["period"] = period(roles[column]["label"], roles[column]["code"], False)
    items = [item for note in row.notes for item in note.split(" | ")]
    record = read(items, record)
    record["indicator"] += f": {roles[column]['group']}" if roles[column]["group"] else ""
    record["comparators"] += list(beside(row, column, roles, record))
    record["change"] = variance(row, roles, unit) or record["change"]
    record["rag"] = record["rag"] or row.fills[named(roles, "rag")] if named(roles, "rag") >= 0 else record["rag"]
    record["direction"] = record["direction"] or moved(record)
    return record


def named(roles: list[re.Match[str]], name: str) -> int:
    """The first column of a role, -1 where there is none."""
    return next((column for column, role in enumerate(roles) if role["name"] == name), -1)


def beside(row: Row, column: int, roles: list[re.Match[str]], record: Fields) -> Iterator[Fields]:
    """The comparators in the other columns of the value's group."""
    for cell, role in zip(row.cells, roles, strict=True):
        shared = role["group"] in (None, roles[column]["group"])
        if shared and role["name"] not in ("name", "skip", "value", "variance", "rag") and re.search(r"\d", cell):
            yield beside_cell(cell, role, record)


def beside_cell(cell: str, role: re.Match[str], record: Fields) -> Fields:
    """One cell of a comparator column."""
    when = period(role["label"], role["code"], False) if role["code"] else None
    return comparing(role["name"], amount(cell)[0], cell, record) | {"period": when}


def comparing(name: str, value: int | float, text: str, record: Fields) -> Fields:
    """A comparator of a column or card; only a target or floor has its standing written down."""
    kind = EARLIER.get(name, KIND_OF.get(name, "other"))
    standing = "above" if record["value"] > value else "below" if record["value"] < value else "equal"
    return {
        "kind": kind,
        "label": name if name == "budget" else name.capitalize() if kind == "other" else None,
        "value": value,
        "unit": record["unit"],
        "period": None,
        "relation": None if kind in EARLIER.values() else standing,
        "approximate": False,
        "rank": None,
        "text": text,
    }


def variance(row: Row, roles: list[re.Match[str]], unit: str) -> Fields | None:
    """How far the value is from its budget, where a column says so."""
    column = named(roles, "variance")
    if column < 0:
        return None
    gap = amount(row.cells[column])[0]
    return {"amount": abs(gap), "unit": unit, "direction": "up" if gap > 0 else "down", "since": "target"}


def moved(record: Fields) -> str | None:
    """The movement against the nearest earlier figure beside the value."""
    beside = {other["kind"]: other["value"] for other in record["comparators"]}
    before = next((beside[kind] for kind in EARLIER.values() if kind in beside), None)
    if before is None:
        return None
    return "up" if record["value"] > before else "down" if record["value"] < before else "stable"


def of_card(block: Block, place: Place, facts: dict[str, str]) -> Fields:
    """The record of a card: title, RAG word, and one line of figures."""
    title, rag, line = (part.strip() for part in block.text.split(" | "))
    figures: dict[str, Any] = {found["name"].lower(): found for found in CARD.finditer(line)}
    record = blank(place, facts) | {"quote": line, "indicator": title, "rag": rag.lower() or None, "source": "card"}
    record["value_text"] = figures["latest"]["value"]
    record["value"], record["unit"] = amount(record["value_text"])
    record["period"]["label"] = "Latest"
    items = [item for note in block.notes for item in note.split(" | ")]
    record = read(items, record)
    for name in ("target", "floor", "previous"):
        if name in figures:
            when = period("Previous", facts["previous"], True) if name == "previous" else None
            other = comparing(name, amount(figures[name]["value"])[0], figures[name][0], record)
            record["comparators"].append(other | {"period": when})
    record["direction"] = record["direction"] or moved(record)
    return record
