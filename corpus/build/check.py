"""Name what is wrong with the sources and their gold: words that do not stand there, broken vocabularies, series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from notation import Fields
from source import Source

VOCABULARY: dict[str, set[str | None]] = {
    "bound": {None, "at_least", "at_most", "about"},
    "direction": {None, "up", "down", "stable"},
    "status": {None, "improving", "needs_improvement", "noted"},
    "rag": {None, "red", "amber", "green"},
    "kind": {"actual", "forecast", "planned", "qualitative"},
    "source": {"prose", "table", "card"},
    "unit": {None, "count", "percent", "per_1000", "per_10000", "per_100000", "seconds", "minutes", "hours", "days"}
    | {"weeks", "months", "years", "GBP", "score", "ratio", "tonnes", "kg", "miles"},
}
QUALIFIERS = {"provisional", "forecast", "cumulative", "rolling", "planned", "average", "estimated"}
RELATIONS: set[str | None] = {None, "above", "below", "equal", "similar"}
PLANTED = {"revision", "contradiction", "garbled"}
Reports = list[tuple[Source, list[Fields]]]
Key = tuple[str, str, str | None, str | None, str | None]


def faults(reports: Reports, planted: list[dict[str, str]]) -> Iterator[str]:
    """Every fault, as a sentence."""
    for source, records in reports:
        for record in records:
            yield from (f"{record['id']}: {fault}" for fault in of_record(record, source.plain))
    texts = {source.slug: source.plain for source, _ in reports}
    for fault in planted:
        if fault["quote"] not in texts[fault["report"]] or fault["kind"] not in PLANTED:
            yield f"{fault['report']}: the planted {fault['kind']} {fault['quote']!r} does not stand in the report"
    yield from revisions_not_planted(reports, planted)


def of_record(record: Fields, text: str) -> Iterator[str]:
    """The faults of one record."""
    if record["quote"] not in text:
        yield f"the quote {record['quote']!r} does not stand in the report"
    if record["value_text"] not in record["quote"]:
        yield f"the value {record['value_text']!r} does not stand in its quote"
    for name, allowed in VOCABULARY.items():
        if record[name] not in allowed:
            yield f"{name} {record[name]!r} is no word of the contract"
    if not QUALIFIERS.issuperset(record["qualifiers"]):
        yield f"qualifiers {record['qualifiers']} are no words of the contract"
    if (record["kind"] == "qualitative") != (record["value"] is None):
        yield "a record is qualitative where it has no value, and only there"
    if record["kind"] == "qualitative" and record["unit"]:
        yield "a qualitative record has no unit"
    if record["direction"] not in record["accept"].get("direction", [record["direction"]]):
        yield "the accepted directions leave out its own"
    yield from of_comparators(record, text)


def of_comparators(record: Fields, text: str) -> Iterator[str]:
    """The faults of a record's comparators."""
    for other in record["comparators"]:
        if other["relation"] not in RELATIONS:
            yield f"relation {other['relation']!r} is no word of the contract"
        if not other["text"] or other["text"] not in text:
            yield f"the comparator's words {other['text']!r} do not stand in the report"


def revisions_not_planted(reports: Reports, planted: list[dict[str, str]]) -> Iterator[str]:
    """Earlier figures that differ from the report of their time without being planted as a revision."""
    known = {(fault["report"], fault["quote"]) for fault in planted}
    for slug, quote, message in revisions(reports):
        if not any(slug == report and (words in quote or quote in words) for report, words in known):
            yield f"{slug}: {message} ({quote!r}), and no planted fault says so"


def revisions(reports: Reports) -> Iterator[tuple[str, str, str]]:
    """Report, quote and message of every earlier figure that another report gives otherwise."""
    given: dict[Key, set[float]] = defaultdict(set)
    for source, records in reports:
        for record in records:
            for key, value in earlier(record):
                if key in given and value not in given[key]:
                    yield source.slug, record["quote"], f"{key[0]} was {given[key]} for {key[3]}, now {value}"
                    given[key].add(value)
            if record["series"] and record["value"] is not None:
                given[key_of(record, record["period"])].add(record["value"])


def earlier(record: Fields) -> Iterator[tuple[Key, float]]:
    """The earlier figures a record states, each with the key its own record has."""
    for other in record["comparators"]:
        if record["series"] and other["value"] is not None and other["period"]:
            yield key_of(record, other["period"]), other["value"]


def key_of(record: Fields, when: Fields) -> Key:
    """What two statements share that speak of the same figure."""
    return record["series"], record["unit"], record["geography"], when["end"], record["kind"]
