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
from perfextract.pipes.marks import mark_text
from perfextract.reading import units
from perfextract.reading.constructions import Construction, Constructions, compiled
from perfextract.reading.marked import marked
from perfextract.rule_files import CATALOGUE, CONSTRUCTIONS
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


# ── constructions ────────────────────────────────────────────────────────────────────────────────


def construction_faults(known: Constructions) -> Iterator[Fault]:
    """Where a construction does not find its examples or finds its counter-examples."""
    for entry in known.entries:
        for message in _misread(entry):
            yield Fault(CONSTRUCTIONS, entry.id, message)


def _misread(entry: Construction) -> Iterator[str]:
    if not entry.found_in:
        yield "has no example under found_in"
    if not entry.not_found_in:
        yield "has no counter-example under not_found_in"
    alone = compiled([entry])
    for example in entry.found_in:
        text, wanted = roles_marked(example)
        found = _claimed(alone, text)
        if not wanted:
            yield f"has an example without a figure marked as [role:figure]: '{example}'"
        for figure, role in wanted:
            if found.get(figure) != role:
                said = f"says '{found.get(figure, 'nothing')}' of '{text[slice(*figure)]}' in '{text}'"
                yield f"{said}, where the example says '{role}'"
        for figure in found.keys() - dict(wanted).keys():
            yield f"says '{found[figure]}' of '{text[slice(*figure)]}' in '{text}', which the example does not mark"
    for pattern in entry.patterns:
        one = compiled([entry.model_copy(update={"patterns": (pattern,)})])
        if not any(_claimed(one, roles_marked(example)[0]) for example in entry.found_in):
            yield f"has no example of the pattern {pattern!r}"
    for text in entry.not_found_in:
        for figure, role in _claimed(alone, text).items():
            yield f"says '{role}' of '{text[slice(*figure)]}' in '{text}'"


def _claimed(known: Constructions, text: str) -> dict[tuple[int, int], str]:
    """What constructions say of the figures of a sentence, by their characters."""
    s = units.infer(marked(mark_text(text, None), 0, len(text)))
    return {(s.tokens[f].start, s.tokens[f].end): claim.role for f, claim in known.claims(s).items()}


_ROLE_MARK = re.compile(r"\[([a-z_-]+):([^\]]+)\]")


def roles_marked(example: str) -> tuple[str, list[tuple[tuple[int, int], str]]]:
    """A sentence without the marks of its figures, and the characters and role of each.

    >>> roles_marked("from [earlier:4.6%] to [value:4.1%]")
    ('from 4.6% to 4.1%', [((5, 9), 'earlier'), ((13, 17), 'value')])
    """
    text, at, found = "", 0, []
    for m in _ROLE_MARK.finditer(example):
        text += example[at : m.start()]
        found.append(((len(text), len(text) + len(m[2])), m[1]))
        text += m[2]
        at = m.end()
    return text + example[at:], found


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
