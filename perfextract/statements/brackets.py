"""What a value in brackets measures: the words before the bracket, within it or after it.

One measure may be said once for the groups and places whose brackets follow.
"""

from __future__ import annotations

import re

from perfextract.statements.figures import Sentence
from perfextract.statements.phrases import (
    BEING,
    MOVING,
    PREPOSITIONS,
    bare,
    before_verb,
    clauses,
    content,
    is_verb,
    join,
    np_head,
    plain_verb,
    split_verb,
    without_standing,
)
from perfextract.statements.subjects import Memory, Phrase, after_subject, resolve


def before_bracket(s: Sentence, left: str, right: str, memory: Memory, same: bool) -> Phrase:
    """ "<what> (70%)"; "fewer (1,204) trees were planted"; "in Amble (31) and Ware (28)"."""
    if (
        re.fullmatch(
            r"(?:an?\s+|the\s+)?(?:rate|proportion|percentage|equivalent\s+to(?:\s+a\s+rate)?)(?:\s+of)?",
            left.strip(" ("),
            re.I,
        )
        and memory.indicator
    ):
        return Phrase(f"rate of {memory.indicator}", memory.population)
    outside, opened, inside = left.rpartition("(")
    if opened and ")" not in inside:
        if content(inside) or content(right):
            return _inside_bracket(outside, inside, right, memory)
        left = outside
    listed = _shared_groups(s, left, right, memory, same) or _placed(s, left, right, memory, same)
    if listed is not None:
        return listed
    noun = re.match(r"(?:\)\s*)?(?!were\b|was\b|is\b|are\b|have\b|has\b)(?P<rest>.+)", right)
    if (
        re.search(r"\b(?:fewer|more|less|number|total|minority|figure|some)$", left, re.I)
        and noun
        and content(noun["rest"])
    ):
        return Phrase(noun["rest"], np_head(noun["rest"]))
    clause = clauses(left)[-1]
    if re.match(r"(?:more|fewer)?\s*(?:were|was|are|have\s+been)\b", re.sub(r"^\W*(?:and|but)?\s*", "", clause), re.I):
        return Phrase(
            join(memory.population, plain_verb(re.sub(r"^\W*(?:and|but)?\s*(?:more|fewer)\s+", "", clause))),
            memory.population,
        )
    subject, verb, rest = split_verb(clause)
    owner = re.match(
        r"(?P<who>[A-Z][\w'’ -]+)\s+(?:had|has|recorded|reported)\s+the\s+(?:second\s+|third\s+)?(?:highest|lowest)\s+(?P<what>.+)",
        clause,
    )
    if owner:
        what = bare(owner["what"])
        return Phrase(
            memory.indicator if memory.indicator and len(what.split()) == 1 else what,
            memory.population,
            memory.base,
            owner["who"],
        )
    moved = verb and not BEING.search(verb) and MOVING.search(verb)
    words = bare(subject) if moved and not content(rest) else bare(clause)
    unshared = _FRACTION.sub("", words)
    words = unshared if "of" in words.split()[:4] or not content(unshared) else words
    if (not content(words) and is_verb(right)) or (words == "" and right):
        who = (
            re.split(r"\s+(?:in|at)\s", memory.population)[0] if re.match(r"(?:in|at)\b", right) else memory.population
        )
        return Phrase(join(who, plain_verb(right)), who)
    if right and re.match(rf"(?:was|were|is|are|has|have|had|that|who|whose|[a-z]+ing|{PREPOSITIONS})\b", right):
        words = join(without_standing(words), plain_verb(before_verb(right)))
    if not content(words):
        return after_subject(left, memory)
    return Phrase(resolve(without_standing(words), memory), "")


# "a fifth of all pupils (22.5%)": the figure in brackets says the fraction again.
_FRACTION = re.compile(
    r"^(?:(?:well|just|over|under|nearly|almost|around|about|approximately|slightly|more|less|than)\s+)*(?:(?:a|an|one|two|three)\s+)?"
    r"(?:half|halves|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)(?:\s+of\s+(?:all\s+|the\s+)?|\s*$)",
    re.IGNORECASE,
)


def _inside_bracket(outside: str, inside: str, right: str, memory: Memory) -> Phrase:
    """ "Uptake is low (the completion rate was only 26%)"; "Checks are slow (only 69% reach committee in time)"."""
    right = right.partition(")")[0]
    measure = re.match(r"(?:the\s+)?(?P<act>\w+)\s+rate\b", inside, re.I)
    of = measure and re.search(
        rf"\b{measure['act']}\s+of\s+(?P<what>.+?)\s+(?:is|are|was|were|has|have)\b", outside, re.I
    )
    if measure and of and not right:  # "completion of courses is low (the completion rate was 26%)"
        return Phrase(f"{measure['act']} rate of {of['what']}", of["what"])
    if content(inside):
        return after_subject(inside, memory) if not right else Phrase(join(bare(inside), plain_verb(right)), "")
    who = bare(split_verb(clauses(outside)[-1])[0])
    return Phrase(join(who, right) if content(right) else who, who)


_GROUP = re.compile(
    r"^(?:(?:,|and|or|but|with)\s+)*(?:(?P<prep>in|for|at|among|of)\s+)?(?P<name>[\w’'-]+(?:\s+[\w’'-]+){0,2})$", re.I
)


def _shared_groups(s: Sentence, left: str, right: str, memory: Memory, same: bool) -> Phrase | None:
    """ "Obesity for both reception (8%) and year 6 (16%) children": each group under the measure said once."""
    if same and memory.base:
        group = _GROUP.match(left)
        if group and not is_verb(left) and group["name"][:1].islower():
            group_noun = re.match(r"[a-z]+(?=\s+in\s|\W*$)", right)
            tail = group_noun[0] if group_noun else ""
            return Phrase(
                join(memory.base, group["prep"] or "for", group["name"], tail), memory.population, memory.base
            )
    both = re.match(r"(?P<base>.+\s(?:in|for|at|among|of|from))\s+both\s+(?P<name>[\w’'-]+(?:\s+[\w’'-]+){0,2})$", left)
    if both is None or not _more_boxes(s):
        return None
    told = re.sub(
        r"^.*\b(?:has|have|had|recorded|reported)\s+the\s+(?:\w+\s+)?(?:highest|lowest|best|worst|largest|smallest)\s+",
        "",
        both["base"],
    )
    base = f"{bare(told)} {told.split()[-1]}"
    return Phrase(join(base, both["name"]), np_head(base), base)


def _placed(s: Sentence, left: str, right: str, memory: Memory, same: bool) -> Phrase | None:
    """ "in Amble (31) and Ware (28)": each place under the measure said once."""
    name = _name(left)
    if name and (memory.base or memory.indicator) and same:
        base = memory.base or memory.indicator
        return Phrase(join(base, "in", name), memory.population, base, name)
    place = re.match(
        r"(?P<base>.*?\S)\s+(?:(?:was|were|is|are)\s+)?(?:the\s+)?(?:(?:highest|lowest|largest|smallest|best|worst)\s+)?(?P<prep>in|at|for|made\s+up\s+of|from|was|were|is|are)\s+(?:the\s+)?(?P<place>[A-Z][\w'’&-]*(?:[\s,]+(?:and\s+|&\s+|of\s+|the\s+)?[A-Z&][\w'’-]*)*)$",
        left,
    )
    if place and content(place["base"]) and re.search(r"[),]", s.mask[s.start :]) and _more_boxes(s):
        base = bare(
            re.sub(
                r"\s+(?:is|are|was|were|being|been|reported|made\s+up\s+of|highest|lowest)(?=\s|$)", " ", place["base"]
            )
        )
        return Phrase(join(base, "in", place["place"]), base, base, place["place"])
    if (
        name
        and re.search(r"\b(?:lowest|highest)\b", left) is None
        and memory.indicator
        and re.match(r"(?:$|ha[vds]e?\b|and\b|were\s+the|was\s+the|recorded)", right)
    ):
        return Phrase(f"{memory.indicator}: {name}", memory.population, memory.indicator, name)
    return None


def _name(left: str) -> str:
    """The name a bracket directly follows, where nothing else stands before it: "and Dover (70)"."""
    text = re.sub(
        r"^[\s,;)]*(?:and|or|whilst|while|with|but|less|plus)?\s*(?:lowest|highest)?\s*(?:in|for|at)?\s*", "", left
    )
    return (
        text
        if re.fullmatch(r"(?:[A-Z][\w'’.-]*|&)(?:(?:\s+|,\s+)(?:and|of|the|for|&|in|upon|[A-Z][\w'’.-]*))*", text)
        else ""
    )


def _more_boxes(s: Sentence) -> bool:
    return len(re.findall(r"\(\s*[+-]?#+\s*\)", s.mask[s.start : s.end])) > 1
