"""The subject a clause is about, and what was measured just before, from which it is completed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from perfextract.statements.phrases import (
    MOVING,
    PRONOUN,
    bare,
    clauses,
    content,
    join,
    np_head,
    own_part,
    reduced,
    split_verb,
    without_standing,
)
from perfextract.statements.wording import TOLD_BEFORE

_LONGEST_WHOLE = 14  # words


@dataclass(frozen=True, slots=True)
class Memory:
    """What was measured just before: the whole phrase, the people or things it counted, where it ended.

    ``base`` is the phrase without the place of a list ("Overspends in Housing (£2m), Highways (£1m)");
    ``sentence`` is where the sentence that said it begins. Not ``measured`` is what a sentence without figures spoke of.
    """

    indicator: str = ""
    population: str = ""
    base: str = ""
    sentence: int = -1
    measured: bool = True

    @property
    def whole(self) -> str:
        """What a part may be of: the whole phrase, or of a long one the population."""
        return reduced(self.indicator) if len(self.indicator.split()) <= _LONGEST_WHOLE else self.population

    @property
    def predicate(self) -> str:
        """What the phrase says of its population."""
        return self.indicator[len(self.population) :].strip() if self.indicator.startswith(self.population) else ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """An indicator phrase, the population in it and the base for a list, for what follows."""

    indicator: str
    population: str
    base: str = ""
    place: str | None = None


# "Health checks. Result: 4,012.": a label says nothing of what is measured.
_LABELS = re.compile(
    r"(?:(?:latest|current|actual)\s+)?(?:results?|actual|latest|current|outturn|value|performance)", re.I
)


# "The backlog, which has been on a downward trend, is 500": what is said between a subject and its verb.
_SAID_BETWEEN = re.compile(
    rf",\s+(?:which|who|whose|{TOLD_BEFORE})\b[^,;:()]*,\s+(?=(?:is|was|are|were|stood|stands|has|have|had|remain(?:s|ed)?|rose|fell|averaged?)\b)"
)


def after_subject(left: str, memory: Memory) -> Phrase:
    """ "<what> was 19.1", "<what> goes on growing, with 840"."""
    named = re.fullmatch(r"(?P<name>[A-Z][\w'’&-]*(?:\s+[\w'’&-]+){0,3})\s*:", left)
    if named and _LABELS.fullmatch(named["name"]) and memory.indicator:
        return Phrase(memory.indicator.rstrip("."), memory.population)
    if named and memory.base:
        return Phrase(f"{memory.base}: {named['name']}", memory.population, memory.base, named["name"])
    left = _SAID_BETWEEN.sub(" ", left)
    relative = False
    for clause in reversed(clauses(left)):
        subject, verb, rest = split_verb(clause)
        words = without_standing(bare(own_part(subject)))
        told = bare(rest) if content(rest) else ""
        if re.fullmatch(r"which|that|who", words, re.I) and clause is not clauses(left)[0]:
            relative = True
            continue
        if relative and re.match(r"\s*(?:which|who|that)\b", clause, re.I):
            continue
        if relative:
            whole = bare(clause)
            return Phrase(whole, np_head(whole))
        if verb and told and re.search(r"\bat\s*$", rest) and content(words) and not PRONOUN.match(told):
            return Phrase(join(told, words), words)  # "the second reason was coughs and colds, at 12%"
        if (
            verb
            and told
            and content(words)
            and not PRONOUN.match(words)
            and not _CHANGED.search(told)
            and re.search(r"forecast|project|report|saw|has|had|have|show", verb, re.I)
            and not _TREND.search(verb)
        ):
            return Phrase(f"{told} {words}" if not names_only(words) else f"{told} of {words}", words)
        if (
            verb
            and told
            and (
                not content(words)
                or (
                    MOVING.search(verb)
                    and re.match(
                        r"(?:very\s+)?(?:numbers?|proportion|percentage|rate|level|volume|share|amount|backlog)\b", told
                    )
                )
            )
        ):
            words = told  # "... has increased the number of placements to 98"
        if (
            words
            and re.fullmatch(
                r"(?:\w+\s+)?(?:comparable\s+)?(?:performance|figures?|uptake\s+figures?)(?:\s+in\s+this\s+area)?|[A-Z]\w+['’]s?\s+(?:\w+\s+)?(?:performance|figures?|rate|position)(?:\s+in\s+this\s+area)?",
                words,
            )
            and memory.indicator
        ):
            return Phrase(memory.indicator, memory.population, memory.base)
        if PRONOUN.match(words) or (verb and re.fullmatch(r"(?:it|this|they|these|that|which|both)?", words, re.I)):
            return Phrase(resolve(words, memory) if memory.indicator else words, memory.population)
        if content(words):
            words = resolve(words, memory)
            if names_only(words) and memory.indicator:
                return Phrase(f"{memory.indicator}: {words}", memory.population)
            return Phrase(
                words, np_head(re.sub(r"^(?:number|proportion|percentage|rate|share)\s+of\s+", "", words, flags=re.I))
            )
    return Phrase(memory.indicator, memory.population)


_TREND = re.compile(
    r"\b(?:increas|decreas|reduc|ris[ei]|fall|drop|gr[eo]w|declin|improv|worsen|deteriorat|fluctuat|steadied|mov)", re.I
)
_CHANGED = re.compile(
    r"\b(?:increase|decrease|improvement|reduction|rise|fall|drop|change|growth|decline|trend)\b", re.I
)


def names_only(words: str) -> bool:
    return bool(re.fullmatch(r"(?:[A-Z][\w'’&.()-]*|&|and|of|the|for|,|\s)+", words)) and len(words.split()) > 1


def resolve(words: str, memory: Memory) -> str:
    """A pronoun or bare "rate" gives way to what was measured before."""
    elsewhere = re.fullmatch(
        r"(?i:(?:the\s+)?(?:rates?|figures?|levels?|proportions?|percentages?)\s+)(?:for|in|across)\s+(?P<place>(?:the\s+)?[A-Z][\w'’ -]*)",
        words,
    )
    if elsewhere and memory.indicator:
        base = re.sub(r"\s+(?:for|in|across)\s+(?:the\s+)?[A-Z].*$", "", memory.indicator)
        return f"{base} in {elsewhere['place'].strip()}"
    if not (PRONOUN.match(words) and memory.indicator):
        return words
    total = re.match(r"(?:the\s+)?(?:total|cumulative)\b", words, re.I)
    return f"{total[0].removeprefix('the ')} {memory.indicator}" if total else memory.indicator
