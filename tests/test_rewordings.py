"""The same sentence in other words of a class reads the same: the movement, the yardstick, the hedge, the level verb.

Each sentence has slots, ``{fell}`` or ``{England}``, which stand for every word of their class; it is read with each
of them in turn, and each reading must be that of the sentence as written. A verb that nobody knows ("blorted") may
cost the direction, never the value: the figure is told, or asked about, and no second record appears.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
import yaml

from perfextract.extract import Options, extract_text
from perfextract.model import Record
from perfextract.rule_files import patterns_dir
from perfextract.vocabulary import words

# The words a slot stands for: those of a class that fit in its place. The first is the one as written.
CLASSES = {
    "rose": ("direction", "up_change", ("rose", "grew", "climbed", "increased", "went up", "crept up", "edged up")),
    "fell": (
        "direction",
        "down_change",
        ("fell", "dropped", "declined", "decreased", "went down", "dipped", "slipped", "edged down"),
    ),
    "England": (
        "comparator",
        "national",
        ("England average", "national average", "English average", "national rate", "England figure", "UK average"),
    ),
    "region": (
        "comparator",
        "regional",
        ("regional average", "regional rate", "regional figure", "South West average", "North East average"),
    ),
    "neighbours": (
        "comparator",
        "statistical_neighbour",
        ("statistical neighbour average", "family group average", "peer average"),
    ),
    "target": (
        "comparator",
        "target",
        ("target", "quarterly target", "local target", "annual target", "agreed target"),
    ),
    "about": (
        "hedge",
        "about",
        ("about", "around", "approximately", "roughly", "nearly", "almost", "just over", "just under"),
    ),
}
LEVEL = ("stood at", "came to", "reached", "averaged", "ran at", "sat at", "amounted to")
NONSENSE = ("blorted", "snerked", "grumbelled")

SENTENCES = {  # the value, its direction, and what it is compared with
    "The vacancy rate {fell} to 16.2% in quarter 2, from 17.0% in quarter 1.": (
        16.2,
        "down",
        {"previous_period": 17.0},
    ),
    "Calls to the contact centre {rose} to 45,210 in quarter 2, against a {target} of 44,000.": (
        45210,
        "up",
        {"target": 44000},
    ),
    "Permanent exclusions {fell} to 14, compared with 20 in the previous quarter.": (
        14,
        "down",
        {"previous_period": 20},
    ),
    "The recycling rate {rose} to 48.3%, above the {England} of 45.0%.": (48.3, "up", {"national": 45.0}),
    "The average wait for a care assessment {rose} to 31.5 days in quarter 2, from 28 days in the previous quarter.": (
        31.5,
        "up",
        {"previous_period": 28},
    ),
    "Visits to museums {fell} from 4,100 to 3,870.": (3870, "down", {"earlier_period": 4100}),
    "School absence {LEVEL} 5.1%, below the {England} of 6.0%.": (5.1, None, {"national": 6.0}),
    "The rate of children in care {LEVEL} 60.1 per 10,000, against a {region} of 58.2.": (
        60.1,
        None,
        {"regional": 58.2},
    ),
    "The unemployment rate {LEVEL} 4.8% in quarter 2, and the {England} was 5.2%.": (4.8, None, {"national": 5.2}),
    "Staff turnover {LEVEL} 11.3%; the {target} was 9%.": (11.3, None, {"target": 9}),
    "In quarter 2, {about} 1,200 households were in temporary accommodation.": (1200, None, {}),
    "Rent arrears {rose} to {about} £410,000.": (410000, "up", {}),
    "Library loans {fell} to {about} 41,300 in the quarter.": (41300, "down", {}),
    "58.7% of plans were issued within 20 weeks, below the {England} of 60.4%.": (58.7, None, {"national": 60.4}),
    "72% of reviews were on time in quarter 2, against a {target} of 80%.": (72, None, {"target": 80}),
    "The number of fly-tips {rose} from 212 in quarter 1 to 230 in quarter 2.": (230, "up", {"previous_period": 212}),
    "Smoking prevalence {LEVEL} 14.2%, compared with the {neighbours} of 15.1%.": (
        14.2,
        None,
        {"statistical_neighbour": 15.1},
    ),
    "The proportion of care leavers in work {rose} to 54%, against the {region} of 51%.": (54, "up", {"regional": 51}),
    "Sickness absence {fell} to 8.9 days an employee.": (8.9, "down", {}),
    "Satisfaction with repairs {rose} to 84% in quarter 2, from 79% in quarter 1.": (84, "up", {"previous_period": 79}),
}
SLOT = re.compile(r"\{(\w+)\}")


def alternatives(slot: str) -> tuple[str, ...]:
    return LEVEL if slot == "LEVEL" else CLASSES[slot][2]


def said(template: str, slot: str = "", word: str = "") -> str:
    """The sentence with a word in one slot, and in the others the word as written."""
    return SLOT.sub(lambda m: word if m[1] == slot else alternatives(m[1])[0], template)


def rewordings() -> Iterator[tuple[str, str, str]]:
    """Each sentence with each other word of each of its slots: the template, the slot, the word."""
    for template in SENTENCES:
        for slot in SLOT.findall(template):
            for word in alternatives(slot)[1:]:
                yield template, slot, word


@cache
def read(text: str) -> tuple[Record, ...]:
    return extract_text(text, Options(period="2017/18 Q2")).records


def told(text: str, word: str = "") -> list[tuple[object, ...]]:
    """What was read, apart from the word that was put in."""
    return [
        (
            r.value,
            r.unit,
            r.direction,
            sorted((c.kind, c.value) for c in r.comparators),
            r.indicator if not word else re.sub(rf"\s*\b{re.escape(word)}\b", "", r.indicator or ""),
        )
        for r in read(text)
    ]


# What cannot be read so yet, and why: at most one in ten.
KNOWN: dict[tuple[str, str], str] = {}


def cases() -> list[object]:
    return [
        pytest.param(
            *case,
            id=said(*case),
            marks=[pytest.mark.xfail(reason=KNOWN[case[0], case[2]], strict=True)]
            if (case[0], case[2]) in KNOWN
            else [],
        )
        for case in rewordings()
    ]


@pytest.mark.parametrize(("template", "slot", "word"), cases())
def test_another_word_of_the_class_reads_the_same(template: str, slot: str, word: str) -> None:
    assert told(said(template, slot, word), word) == told(said(template), alternatives(slot)[0])


@pytest.mark.parametrize("template", SENTENCES)
def test_the_sentence_as_written_is_one_record(template: str) -> None:
    (record,) = read(said(template))
    compared = {c.kind: float(c.value) for c in record.comparators if c.value is not None}
    assert (float(record.value or 0), record.direction, compared) == SENTENCES[template]


NO_VERB = [t for t in SENTENCES if re.search(r"\{(?:rose|fell|LEVEL)\}", t)]


@pytest.mark.parametrize("word", NONSENSE)
@pytest.mark.parametrize("template", NO_VERB)
def test_a_verb_that_nobody_knows_costs_no_value_and_makes_no_second_record(template: str, word: str) -> None:
    slot = next(s for s in SLOT.findall(template) if s in ("rose", "fell", "LEVEL"))
    verb = f"{word} at" if slot == "LEVEL" else word
    found = extract_text(said(template, slot, verb), Options(period="2017/18 Q2"))
    right = read(said(template))[0]
    assert [r.value for r in found.records] in ([right.value], [])
    assert found.records or any(f.code in ("unsure_number", "unexplained_number") for f in found.findings)
    assert all(word not in (r.indicator or "") for r in found.records)


@pytest.mark.parametrize("slot", CLASSES)
def test_the_words_are_of_their_class(slot: str) -> None:
    file, entry, some = CLASSES[slot]
    rows = yaml.safe_load((patterns_dir() / f"{file}.yaml").read_text(encoding="utf-8"))
    phrases = next(row["phrases"] for row in rows if row["id"] == entry)
    assert not [word for word in some if word not in phrases]
    assert not [verb for verb in LEVEL if verb.split()[0] not in words("level")]


def test_few_rewordings_are_known_not_to_read_the_same() -> None:
    assert len(KNOWN) <= len(list(rewordings())) / 10
