"""Know an indicator by its words: ``link("Children looked after per 10,000", "per_10000").id`` is the catalogue's id.

The catalogue is patterns/indicators.yaml, with the file of that name in the user's own folder after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import and_
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from perfextract import amounts
from perfextract.model import ComparatorKind, Polarity
from perfextract.rule_files import CATALOGUE, RuleError, Words, check_names, patterns_dir, refusal, rows, validated
from perfextract.rules import load as load_rules
from perfextract.textview import lower_case, straight_quotes
from perfextract.vocabulary import listed

__all__ = ["Catalogue", "Indicator", "Link", "RuleError", "catalogue", "link"]

PARTS = " / "  # parts the phrases of a list


def _split(value: Any) -> Any:
    """A line of phrases as a list; what is no text is left for pydantic to refuse."""
    return value.split(PARTS) if isinstance(value, str) else value


Phrases = Annotated[list[Words], BeforeValidator(_split), Field(min_length=1)]
ALSO, NONE = -1, -2  # the lists of an indicator beside its numbered groups
SLOT = "#"
UNDER = " | "  # parts words from their heading; no phrase goes over it
LONG_TIMES, SHORT_TIMES = ("days", "weeks", "months", "years"), ("seconds", "minutes", "hours")
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'s\b)?|[%£+&|]")


class Indicator(BaseModel):
    """One indicator of the catalogue, as written in the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    name: Words
    unit: Words
    polarity: Literal["higher", "lower", "neither"]
    theme: Words
    comparators: list[ComparatorKind] = []
    all: Annotated[list[Phrases], Field(min_length=1)]
    also: Phrases = []
    none: Phrases = []
    found_in: Phrases = []
    not_found_in: Phrases = []
    note: str | None = None

    @property
    def better(self) -> Polarity | None:
        """Which way is better, where one of them is."""
        return None if self.polarity == "neither" else self.polarity


class Link(NamedTuple):
    """The indicator that words are known as, and the words of theirs by which it is known."""

    indicator: Indicator
    words: str

    @property
    def id(self) -> str:
        """The id in the catalogue."""
        return self.indicator.id


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """The indicators, and the phrases by which they are known."""

    indicators: tuple[Indicator, ...]
    _phrases: Mapping[str, Sequence[tuple[int, int]]]  # words -> (number of the indicator, its group or list)
    # Sets of indicators are numbers whose bits are theirs, so that a whole catalogue is looked through at once.
    _groups: Mapping[str, Sequence[tuple[int, int]]]  # words -> (group, the indicators in whose group they are)
    _without: Sequence[int]  # for every group the indicators that have no such group
    _beginnings: frozenset[str]  # of all phrases
    _patterns: Path | None

    def link(
        self, words: str, unit: str | None, theme_id: str | None = None, heading: str | None = None
    ) -> Link | None:
        """The one indicator that the words name, given the figure's unit; None where none does or two do as well.

        Of two that fit as well the one of the theme is taken. Words without a figure have no unit, and fit any. Where
        the words alone name none, they may do so with the heading above them, if each of the two adds to it.
        """
        known = self._best(words, unit, theme_id)
        return known or (self._best(f"{words}{UNDER}{heading}", unit, theme_id) if heading else None)

    def _best(self, words: str, unit: str | None, theme_id: str | None) -> Link | None:
        fits = [match for match in _matches(self, words) if same_unit(match.indicator.unit, unit)]
        best = [match for match in fits if match.weight == fits[0].weight]
        if len(best) > 1:
            best = [match for match in best if match.indicator.theme == theme_id]
        return Link(best[0].indicator, best[0].words) if len(best) == 1 else None

    def get(self, id_: str) -> Indicator | None:
        """The indicator of that id."""
        return next((indicator for indicator in self.indicators if indicator.id == id_), None)


def link(words: str, unit: str | None, theme_id: str | None = None, patterns: Path | None = None) -> Link | None:
    """The indicator that a report's words name, given the figure's unit, or None.

    ``theme_id`` decides between two that fit as well; ``patterns`` is a folder of one's own. Raises RuleError where a
    file of the catalogue cannot be used.

    >>> link("Looked-after children per 10,000", "per_10000")[1]
    'Looked-after'
    >>> link("Number of looked-after children", "count").id, link("looked-after children who went to Spain", "percent")
    ('cla_count', None)
    """
    return catalogue(patterns).link(words, unit, theme_id)


def same_unit(ours: str, unit: str | None) -> bool:
    """Whether a figure of that unit can be the indicator's: times may be told in hours for minutes, weeks for days."""
    return unit is None or ours == unit or any(ours in times and unit in times for times in (LONG_TIMES, SHORT_TIMES))


# ── words and phrases ────────────────────────────────────────────────────────────────────────────


class Match(NamedTuple):
    """An indicator whose phrases words hold; the heavier, the more words are its."""

    weight: tuple[int, int]  # words, then groups
    indicator: Indicator
    words: str


class Found(NamedTuple):
    """A phrase of an indicator in words: the numbers of its first word and of the one after its last."""

    group: int
    first: int
    end: int


@lru_cache(maxsize=2**14)
def _matches(known: Catalogue, words: str) -> tuple[Match, ...]:
    """The indicators whose phrases the words hold, the heaviest first."""
    placed = list(_WORD.finditer(straight_quotes(lower_case(words))))
    found_by_number = _found(known, [_key(m[0]) for m in placed])
    if not found_by_number:
        return ()
    spans = [m.span() for m in placed]
    able = {n: found for n, found in found_by_number.items() if _fits(found, words, spans)}
    narrowed = _narrowed(words, spans, known._patterns) if able else []
    made = (_match(known.indicators[n], each, words, spans, narrowed) for n, each in able.items())
    return tuple(sorted((match for match in made if match), key=lambda match: match.weight, reverse=True))


def _keys(words: str) -> list[str]:
    """The words as they are looked up: in lower case, in the singular, numbers without commas.

    >>> _keys("Social-worker’s cases per 10,000 & families")
    ['social', 'worker', 'case', 'per', '10000', 'and', 'family']
    """
    return [_key(m[0]) for m in _WORD.finditer(straight_quotes(lower_case(words)))]


@lru_cache(maxsize=2**13)
def _key(word: str) -> str:
    if word[0].isdigit():
        return word.replace(",", "")
    word = word.removesuffix("'s")
    if word == "&":
        return "and"
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(listed("singular ending")) else word


def _found(known: Catalogue, text: list[str]) -> dict[int, list[Found]]:
    """The phrases in the words of each indicator of which they hold a phrase of every group."""
    phrases = list(_phrases_in(known, text))
    held = list(known._without)
    for phrase, _, _ in phrases:
        for group, indicators in known._groups.get(phrase, ()):
            held[group] |= indicators
    found: dict[int, list[Found]] = {number: [] for number in _bits(reduce(and_, held))}
    for phrase, first, end in phrases if found else ():
        for number, group in known._phrases[phrase]:
            if number in found:
                found[number].append(Found(group, first, end))
    return found


def _bits(number: int) -> Iterator[int]:
    """The places of a number's bits, from the lowest."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


def _phrases_in(known: Catalogue, text: list[str]) -> Iterator[tuple[str, int, int]]:
    """Every phrase of the catalogue in the words, with its place."""
    slotted = [SLOT if key[0].isdigit() else key for key in text]
    for keys in (text, slotted) if slotted != text else (text,):
        for first, phrase in enumerate(keys):
            end = first + 1
            while phrase in known._beginnings:
                if phrase in known._phrases:
                    yield phrase, first, end
                if end == len(keys):
                    break
                phrase, end = f"{phrase} {keys[end]}", end + 1


def _fits(found: list[Found], words: str, spans: list[tuple[int, int]]) -> bool:
    """Whether no phrase speaks against the indicator, and a heading adds to it."""
    against = [range(f.first, f.end) for f in found if f.group == NONE]
    ours = [f for f in found if f.group != NONE] if against else found
    return all(_within(part, ours) for part in against) and _both_add(found, words, spans)


def _match(
    indicator: Indicator, found: list[Found], words: str, spans: list[tuple[int, int]], narrowed: list[range]
) -> Match | None:
    """What the phrases of an indicator that fits are worth; None where other words make it a part of it."""
    ours = [f for f in found if f.group != NONE]
    if not all(_touched(part, ours) for part in narrowed):
        return None
    covered = sorted({n for f in ours for n in range(f.first, f.end)})
    groups = {f.group for f in ours if f.group >= 0}
    return Match((len(covered), len(groups)), indicator, _quoted(words, spans, covered))


def _both_add(found: list[Found], words: str, spans: list[tuple[int, int]]) -> bool:
    """Whether words and their heading, where there is one, each hold a group that the other does not."""
    at = words.find(UNDER)
    if at < 0:
        return True
    own = {f.group for f in found if f.group >= 0 and spans[f.first][0] < at}
    heading = {f.group for f in found if f.group >= 0 and spans[f.first][0] > at}
    return bool(own - heading) and bool(heading - own)


def _within(part: range, ours: Iterable[Found]) -> bool:
    """Whether words are a part of longer ones that speak for the indicator."""
    return any(f.first <= part.start and part.stop <= f.end and f.end - f.first > len(part) for f in ours)


def _touched(part: range, ours: Iterable[Found]) -> bool:
    """Whether a word of the part speaks for the indicator."""
    return any(f.first < part.stop and part.start < f.end for f in ours)


def _quoted(words: str, spans: list[tuple[int, int]], covered: list[int]) -> str:
    """The words by which an indicator is known, as they stand; a gap is shown by three dots."""
    pieces: list[str] = []
    start = 0
    for nth, number in enumerate(covered):
        if nth + 1 == len(covered) or covered[nth + 1] != number + 1:
            pieces.append(words[spans[covered[start]][0] : spans[number][1]])
            start = nth + 1
    return " ... ".join(pieces)


# ── narrowing ────────────────────────────────────────────────────────────────────────────────────


def _narrowed(words: str, spans: list[tuple[int, int]], patterns: Path | None) -> list[range]:
    """The words that make a part of the whole: phrases of narrowing.yaml, and what a colon parts off."""
    marks = load_rules("narrowing", patterns).find(words)
    parts = [_numbers(spans, m.start, m.end) for m in marks if m.gives["narrows"] != "nothing"]
    sides = words.split(":")
    if len(sides) == 2:
        at = len(sides[0])
        whole = [m for m in marks if m.gives["narrows"] == "nothing"]
        for start, end in ((0, at), (at + 1, len(words))):
            if not any(start <= m.start and m.end <= end for m in whole):
                parts.append(_numbers(spans, start, end))
    return [part for part in parts if part]


def _numbers(spans: list[tuple[int, int]], start: int, end: int) -> range:
    """The numbers of the words between two characters."""
    inside = [n for n, (first, last) in enumerate(spans) if first >= start and last <= end]
    return range(inside[0], inside[-1] + 1) if inside else range(0)


# ── the files ────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=8)
def catalogue(patterns: Path | None = None) -> Catalogue:
    """The catalogue, with the user's own file in the folder ``patterns`` after ours.

    Raises RuleError, naming file, line, entry and key, where a file cannot be used.
    """
    ours = read(patterns_dir() / f"{CATALOGUE}.yaml")
    return compile_catalogue([*ours, *read_own(patterns, ours)], patterns)


def compile_catalogue(indicators: Iterable[Indicator], patterns: Path | None = None) -> Catalogue:
    """Indicators made ready for looking up words."""
    indicators = tuple(indicators)
    phrases: dict[str, list[tuple[int, int]]] = {}
    for number, indicator in enumerate(indicators):
        lists = [*enumerate(indicator.all), (ALSO, indicator.also), (NONE, indicator.none)]
        for group, phrase in ((group, phrase) for group, each in lists for phrase in each):
            phrases.setdefault(" ".join(_keys_of_phrase(phrase)), []).append((number, group))
    groups = {key: _sets((group, n) for n, group in places if group >= 0) for key, places in phrases.items()}
    most = max((len(indicator.all) for indicator in indicators), default=1)
    without = [sum(1 << n for n, i in enumerate(indicators) if len(i.all) <= group) for group in range(most)]
    beginnings = {" ".join(keys[:n]) for keys in map(str.split, phrases) for n in range(1, len(keys) + 1)}
    return Catalogue(indicators, phrases, groups, without, frozenset(beginnings), patterns)


def _sets(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """(group, the set of the indicators) of the pairs of a group and an indicator."""
    sets: dict[int, int] = {}
    for group, number in places:
        sets[group] = sets.get(group, 0) | 1 << number
    return list(sets.items())


def _keys_of_phrase(phrase: str) -> list[str]:
    """The keys of a phrase, in which "#" stands for a number."""
    return [key for n, part in enumerate(phrase.split(SLOT)) for key in ([SLOT] if n else []) + _keys(part)]


def read(path: Path, patterns: Path | None = None) -> list[Indicator]:
    """The indicators of a file; raises RuleError naming file, line, entry and key."""
    indicators: list[Indicator] = []
    ids: set[str] = set()
    for number, row in enumerate(rows(path)):
        indicator = validated(Indicator, path, number, row)
        for key, message in _mistakes(indicator, ids, patterns):
            raise refusal(path, (number, *key), message)
        ids.add(indicator.id)
        indicators.append(indicator)
    return indicators


def read_own(patterns: Path | None, ours: Iterable[Indicator]) -> list[Indicator]:
    """The indicators of the user's folder; raises RuleError where one has the id of ours."""
    if patterns is None:
        return []
    check_names(patterns)
    path = patterns / f"{CATALOGUE}.yaml"
    own = read(path, patterns) if path.is_file() else []
    taken = {indicator.id for indicator in ours}
    for number, indicator in enumerate(own):
        if indicator.id in taken:
            message = f"perfextract has an indicator of that id in its own {CATALOGUE}.yaml; give yours another"
            raise refusal(path, (number, "id"), message)
    return own


def _mistakes(indicator: Indicator, ids: set[str], patterns: Path | None) -> Iterator[tuple[tuple[Any, ...], str]]:
    """What is wrong with an indicator beside its form: the key, and why."""
    if indicator.id in ids:
        yield ("id",), "there is an indicator of that id above; give this one another"
    units = amounts.unit_codes() | {entry.gives["unit"] for entry in load_rules("units", patterns).entries}
    if indicator.unit not in units:
        yield ("unit",), f"{indicator.unit!r} is not a unit; they are {', '.join(sorted(units))}"
    themes = {entry.gives["theme"] for entry in load_rules("themes", patterns).entries}
    if indicator.theme not in themes:
        yield ("theme",), f"{indicator.theme!r} is not a theme; they are {', '.join(sorted(themes))}"
    groups: list[tuple[tuple[Any, ...], list[str]]] = [(("all", n), group) for n, group in enumerate(indicator.all)]
    lists = [*groups, (("also",), indicator.also), (("none",), indicator.none)]
    for place, each in lists:
        for nth, phrase in enumerate(each):
            if not _keys_of_phrase(phrase):
                yield (*place, nth), "a phrase needs at least one word"
