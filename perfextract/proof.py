"""Prove the rules of patterns/*.yaml on their own examples, and find the ones that fight or never fire.

Every entry must find the words marked in its ``found_in`` sentences and nothing in its ``not_found_in`` sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from perfextract import readers
from perfextract.catalogue import Catalogue, Indicator
from perfextract.model import DocumentError
from perfextract.rule_files import CATALOGUE
from perfextract.rules import Entry, Mark, Rules, compile_rules

_BRACKET = re.compile(r"[\[\]]")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that an entry of a pattern file does not keep to, in a sentence for who wrote it."""

    name: str
    entry: str
    message: str


def faults(rules: Rules) -> Iterator[Fault]:
    """All that is wrong with the rules of one file."""
    for entry in rules.entries:
        yield from entry_faults(rules, entry)
    yield from fights(rules)


def entry_faults(rules: Rules, entry: Entry) -> Iterator[Fault]:
    """Where an entry does not do what its own examples say."""
    if not entry.found_in:
        yield Fault(rules.name, entry.id, "has no example under found_in")
    if not entry.not_found_in:
        yield Fault(rules.name, entry.id, "has no counter-example under not_found_in")
    for message in (*_unproven(entry), *(m for example in entry.found_in for m in _unmet(rules, entry, example))):
        yield Fault(rules.name, entry.id, message)
    for sentence in entry.not_found_in:
        for mark in _of(entry, rules.find(sentence)):
            yield Fault(rules.name, entry.id, f"finds '{sentence[mark.start : mark.end]}' in '{sentence}'")


def _unproven(entry: Entry) -> Iterator[str]:
    """A phrase says what it finds; an expression has to show it."""
    examples = [unbracket(example) for example in entry.found_in]
    for pattern in entry.patterns:
        rules = compile_rules("", [entry.model_copy(update={"phrases": [], "patterns": [pattern]})])
        shown = (
            mark.start < end and start < mark.end
            for text, wanted in examples
            for mark in rules.claims(text)
            for start, end in wanted
        )
        if not any(shown):
            yield f"has no example of the expression {pattern!r}"


def _unmet(rules: Rules, entry: Entry, example: str) -> Iterator[str]:
    text, wanted = unbracket(example)
    if not wanted:
        yield f"has an example without square brackets around the words to be found: '{example}'"
    found = rules.find(text)
    for start, end in wanted:
        if not any(mark.start <= start and end <= mark.end for mark in _of(entry, found)):
            others = {mark.rule for mark in found if mark.start < end and start < mark.end} - {entry.id}
            instead = f"; {', '.join(sorted(others))} has these words" if others else ""
            yield f"does not find '{text[start:end]}' in '{text}'{instead}"


def _of(entry: Entry, marks: Iterable[Mark]) -> list[Mark]:
    return [mark for mark in marks if mark.rule == entry.id]


def unbracket(example: str) -> tuple[str, list[tuple[int, int]]]:
    """A sentence without its square brackets, and the characters that stood in them.

    >>> unbracket("Visits [rose] by [4%]")
    ('Visits rose by 4%', [(7, 11), (15, 17)])
    """
    pieces = _BRACKET.split(example)
    ends = [0]
    for piece in pieces:
        ends.append(ends[-1] + len(piece))
    return "".join(pieces), [(ends[n], ends[n + 1]) for n in range(1, len(pieces) - 1, 2)]


# ── the catalogue ────────────────────────────────────────────────────────────────────────────────


def catalogue_faults(catalogue: Catalogue) -> Iterator[Fault]:
    """Where an indicator is not known by its examples, or is taken for one of its look-alikes."""
    for indicator in catalogue.indicators:
        for message in _unlinked(catalogue, indicator):
            yield Fault(CATALOGUE, indicator.id, message)


def _unlinked(catalogue: Catalogue, indicator: Indicator) -> Iterator[str]:
    if not indicator.found_in:
        yield "has no example under found_in"
    if not indicator.not_found_in:
        yield "has no counter-example under not_found_in"
    for words in indicator.found_in:
        known = catalogue.link(words, indicator.unit)
        if known is None:
            yield f"is not known by its example '{words}'"
        elif known.id != indicator.id:
            yield f"'{words}' is taken for {known.id}"
    for words in indicator.not_found_in:
        known = catalogue.link(words, indicator.unit)
        if known and known.id == indicator.id:
            yield f"is taken for the look-alike '{words}', by '{known.words}'"


# ── rules that fight ─────────────────────────────────────────────────────────────────────────────


def fights(rules: Rules) -> Iterator[Fault]:
    """Entries that claim the very same words of some example and make different things of them."""
    seen = set()
    for entry in rules.entries:
        for text in (*(unbracket(example)[0] for example in entry.found_in), *entry.not_found_in, *entry.phrases):
            for one, other in combinations(rules.claims(text), 2):
                words = text[one.start : one.end]
                if _fight(one, other) and (pair := (words, *sorted((one.rule, other.rule)))) not in seen:
                    seen.add(pair)
                    yield Fault(rules.name, one.rule, f"fights with {other.rule} over '{words}'")


def _fight(one: Mark, other: Mark) -> bool:
    return (one.start, one.end) == (other.start, other.end) and one.rule != other.rule and one.gives != other.gives


# ── rules that never fire ────────────────────────────────────────────────────────────────────────


def silent(rules: Rules, texts: Iterable[str]) -> list[str]:
    """The ids of the entries that find nothing in any of the texts."""
    fired = {mark.rule for text in texts for mark in rules.find(text)}
    return [entry.id for entry in rules.entries if entry.id not in fired]


def own_corpus() -> list[Path]:
    """The reports in the folder ``corpus`` beside the package: a checkout has it, an installed package has not."""
    return sorted((Path(__file__).resolve().parent.parent / "corpus").glob("*/report.*"))


def reports_below(folder: Path) -> list[Path]:
    """The reports in a folder and below it."""
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in (".docx", ".pdf", ".txt"))


def texts_of(reports: Iterable[Path]) -> list[str]:
    """The blocks of reports; those that cannot be read are passed over."""
    texts: list[str] = []
    for path in reports:
        try:
            texts += (block.text for block in readers.read(path).blocks)
        except DocumentError:
            continue
    return texts
