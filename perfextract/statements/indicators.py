"""Say what a value measures: a phrase in the report's words, complete on its own.

The words come from the value's zone. Which side of the value holds them is told by how the zone is built:
"32.6% of <what>", "466 <what>", "<what> was 19.1", "<what> (70%)", "<what> rose to 40". Where the zone leaves
out what the sentence before has said ("65% in mathematics", "16 are not", "of whom ten"), the phrase is
completed from the memory of what was measured before, or from the stem above a list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from perfextract.statements.figures import Figure, Sentence
from perfextract.statements.links import Zone
from perfextract.statements.phrases import (
    BEING,
    MOVING,
    PREPOSITIONS,
    PRONOUN,
    bare,
    clauses,
    content,
    is_verb,
    join,
    np_head,
    reduced,
    split_verb,
    strip_lead,
    tidy,
)
from perfextract.textview import lower_case


@dataclass(frozen=True, slots=True)
class Memory:
    """What was measured just before: the whole phrase, the people or things it counted, where it ended.

    ``base`` is the phrase without the place of a list ("Overspends in Housing (£2m), Highways (£1m)");
    ``sentence`` is where the sentence that said it begins.
    """

    indicator: str = ""
    population: str = ""
    base: str = ""
    sentence: int = -1

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


def phrase(s: Sentence, zone: Zone, memory: Memory, stem: str = "") -> Phrase:
    """What ``zone.value`` measures; ``stem`` is the lead-in of the list the sentence stands in."""
    sides = _sides(s, zone)
    found = _dealt(s, zone) or _compose(s, zone, sides, memory)
    if stem and not _whole_sentence(s):
        found = _under_stem(stem, sides, found)
    if not content(found.indicator):
        found = Phrase(memory.indicator or bare(tidy(s.text))[:150], memory.population)
    indicator = _finish(found.indicator)
    return Phrase(indicator, _finish(found.population) or np_head(indicator), _finish(found.base), found.place)


# ── the two sides of a value ─────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Sides:
    left: str
    right: str
    boxed: bool


_OTHER = r"(?:in\s+|at\s+|the\s+|our\s+|its\s+|a\s+|an\s+|both\s+|that\s+(?:of|in)\s+|those\s+(?:of|in)\s+|from\s+)*(?:\w+\s+){0,2}?(?:[&@#]|last\b|previous\b|expected|target|average|before\b|other\b|same\b)"
_CUT_RIGHT = re.compile(
    r"\s*(?:;|\.\s|,?\s*\b(?:compared|in\s+comparison|versus|as\s+opposed|as\s+against)\b|\(\s*[^()]*[#&][^()]*\)|\(\s*(?:an?\s+)?(?:down|up|increase|decrease|reduction|compared)\b"
    rf"|,?\s*(?:which|and|but|both)?\s*\b(?:is|was|are|were|remains?|also)?\s*(?:significantly\s+|slightly\s+|broadly\s+|well\s+|still\s+|just\s+|considerably\s+|much\s+)*\b(?:higher|lower|above|below|better|worse|similar|in\s+line|equal|more|less|fewer|greater|up|down|longer|shorter|faster)\s+(?:(?:than|to|from|with|on|with\s+that)\s+)?{_OTHER}"
    r"|,?\s+and\s+(?:these|this|they|it|we|there)\b|,\s*(?:which|an?\s+(?:slight\s+|further\s+|significant\s+|small\s+|net\s+|overall\s+)?(?:increase|decrease|reduction|rise|fall|improvement|drop|decline|growth)|a\s+rate\s+of|representing|equating|exceeding|surpassing|against|up|down|than|with\s+(?:the\s+)?&|although|while|whilst|but|however|therefore|leading|compared|the\s+(?:highest|lowest|best|same)|almost|nearly|after|equivalent|short|still|well)\b"
    r"|\s+(?:against|exceeding|surpassing|than)\s+(?:the\s+|a\s+|our\s+|its\s+|in\s+|an\s+)*(?:\w+\s+)?(?:[&@#]|target)|\s+–\s|\s+-\s|,?\s+(?:although|while|whilst|because)\s)"
)
_PERIOD_PHRASE = re.compile(
    r"(?:,?\s*\b(?:in|at|for|during|on|as\s+at|as\s+of|by|over|since|throughout|to|from|between|of|until|as)\s+(?:the\s+|that\s+)?)?(?:\(\s*)?@+(?:\s*\))?(?:['’]s?)?",
    re.I,
)
_FIGURE_LEAD = re.compile(r"(?:\b(?:by|of|from|a|an|to|and)\s+)?$", re.I)


def _sides(s: Sentence, zone: Zone) -> Sides:
    value = zone.value
    start, end = value.start, value.end
    if value.count is not None:  # "two (22%) involved ...": the pair stands as one
        start, end = min(start, value.count.start), max(end, value.count.end)
        if value.count.whole is not None:
            end = max(end, value.count.whole.end)
    box = s.bracket(value.start)
    boxed = bool(
        box
        and box[0] >= zone.start - 2
        and box[0] >= start - 30
        and (value.count is None or value.count.start > box[0])
    )
    right = _right(s, zone, max(end, value.whole.end if value.whole else 0))
    if not right or re.fullmatch(r"[a-z]{3,12}", right):
        right = _shared_right(s, zone, right) or right
    left = re.sub(r"[\s(]+$", "", _readable(s, zone.start, start))
    moved = _moved_words(s, value) if not content(left) or not right else ""
    if moved and not right:
        return Sides("", moved, False)
    return Sides(left, right, boxed)


def _right(s: Sentence, zone: Zone, start: int) -> str:
    end = _own_end(s, zone, start)
    mask = _mask(s, start, zone.end, zone.value.count)
    lead = re.match(
        r"\s*(?:\([^()]*#[^()]*\)|\(\s*@+\s*\)|%|\s*\)|\((?:provisional[^()]*|[^()]*own\s+data[^()]*)\)|,\s*\d+|\s*per\s+[\d,]{4,7}(?:\s+(?:live\s+births|births|children|population|people|residents))?)*",
        mask,
    )
    skip = lead.end() if lead else 0
    body = mask[skip:]
    cut = _CUT_RIGHT.search(lower_case(body))
    stop = start + skip + (cut.start() if cut else len(body))
    text = _readable(s, start + skip, max(start + skip, min(end, stop)))
    if text.count("(") > text.count(")"):
        text = text[: text.rfind("(")]
    text = re.sub(r"^[\s,.:;)]+|[\s,]*\b(?:and|or|with|but|of\s+(?:whom|which|these|those))?$", "", text).strip()
    return text if re.search(r"[^\W\d_]{2}", text) else ""


def _own_end(s: Sentence, zone: Zone, start: int) -> int:
    """The zone's end, or where the value's first comparator or change begins."""
    stops = [
        f.text_start
        for f in s.figures
        if f.start >= start and f.role in ("comparator", "change", "gap") and start <= f.text_start < zone.end
    ]
    return min([zone.end, *stops])


def _shared_right(s: Sentence, zone: Zone, own: str) -> str:
    """ "three large and five small depots": what follows the last number of a run belongs to each."""
    following = next((v for v in s.values() if v.start > zone.value.end), None)
    if following is None:
        return ""
    gap = s.between(zone.value.end, following.start)
    joined = r"\s*(?:[a-z]+)?\s*(?:,|and|,\s*and|or)\s*(?:(?:over|about|around|nearly|some|only|just|a)\s+)?"
    if following.unit != zone.value.unit or not re.fullmatch(joined, gap, re.I):
        return ""
    tail = _right(s, Zone(following.end, s.end, following), following.end)
    tail = re.sub(r"\brespectively\b", "", tail).strip()
    if not own:
        return tail
    return join(own, " ".join(tail.split()[1:])) if not own.endswith("s") else ""


def _moved_words(s: Sentence, value: Figure) -> str:
    """The words behind the figure a value moved from: "75% of cases were closed ... down to 52%"."""
    for f in s.figures:
        if f.owner is value and f.why == "moved from":
            text = _readable(s, f.end, value.start)
            text = re.sub(r"\b(?:down|up)?\s*to\s*$|\btarget\s+(?:down|up)?\s*to\s*$", "", text).strip()
            return text if len(text.split()) > 2 else ""
    return ""


def _readable(s: Sentence, start: int, end: int) -> str:
    """The words between two places without their periods and the figures that play a part."""
    mask = _mask(s, start, end)
    drop = [m.span() for m in _PERIOD_PHRASE.finditer(mask)]
    drop += [
        m.span()
        for m in re.finditer(r"\(\s*[^()]*[#&][^()]*\)", mask)
        if _has_part(s, start + m.start(), start + m.end())
    ]
    for f in s.figures:
        if start <= f.start and f.end <= end and f.role != "dropped":
            lead = _FIGURE_LEAD.search(mask[: f.start - start])
            drop.append((lead.start() if lead else f.start - start, f.end - start))
    chars = list(s.words(start, end))
    for a, b in drop:
        chars[a:b] = " " * (b - a)
    return tidy("".join(chars))


def _mask(s: Sentence, start: int, end: int, count: Figure | None = None) -> str:
    """The mask with the figures that play no part, and the value's own ``count``, left as plain words."""
    chars = list(s.mask[start:end])
    for f in s.figures:
        if (f.role == "dropped" or f is count) and start <= f.start and f.end <= end:
            chars[f.start - start : f.end - start] = "x" * (f.end - f.start)
    return "".join(chars)


def _has_part(s: Sentence, start: int, end: int) -> bool:
    return any(start <= f.start and f.end <= end and f.role != "dropped" for f in s.figures) or "&" in s.between(
        start, end
    )


# ── putting the phrase together ──────────────────────────────────────────────────────────────────


def _compose(s: Sentence, zone: Zone, sides: Sides, memory: Memory) -> Phrase:
    left, right = sides.left, sides.right
    if zone.value.why == "own" and memory.indicator:
        return Phrase(memory.indicator, memory.population, memory.base)
    same = memory.sentence == s.start
    first = _first_word(right)
    out_of = re.match(r"(?:.{0,60}?,\s*)?of\s+the\s+(?P<who>.+?),\s*(?:.{0,25})$", left, re.I)
    if out_of and content(out_of["who"]) and (is_verb(right) or sides.boxed):
        who = bare(out_of["who"])
        return Phrase(join(who, _plain_verb(right)), who)
    refers = re.match(r"of\s+(?:these|those|this|them|which|whom)\b\s*", right, re.I)
    if refers or re.search(r"\bof\s+(?:these|those|this|which|whom)\b,?[\s\w]{0,12}$", left, re.I):
        whole = reduced(memory.indicator) if len(memory.indicator.split()) <= 14 else memory.population
        rest = right[refers.end() :] if refers else right
        return Phrase(join(whole, _plain_verb(rest)), memory.population)
    if first == "of":
        return _of(left, right[3:], memory)
    if sides.boxed:
        return _before_bracket(s, left, right, memory, same)
    if not right or first in (
        "and",
        "or",
        "but",
        "while",
        "respectively",
        "which",
        "although",
        "whilst",
        "when",
        "where",
        "compared",
        "each",
        "including",
        "both",
        "it",
        "on",
    ):
        return _after_subject(left, memory)
    if re.fullmatch(PREPOSITIONS, first):
        return _preposition(left, right, memory)
    if is_verb(right):
        return _verb(left, right, memory)
    return _noun(left, right, memory, same)


def _first_word(text: str) -> str:
    m = re.match(r"[^\W\d_][\w'’-]*", text)
    return m[0].lower() if m else ""


def _plain_verb(text: str) -> str:
    return re.sub(r"^(?:were|was|are|is|have\s+been|has\s+been|had\s+been|being)\s+", "", text)


def _of(left: str, right: str, memory: Memory) -> Phrase:
    """ "32.6% of <what>"; "<who> account for 34% of <whole>"."""
    clause = clauses(left)[-1] if left else ""
    subject, verb, _ = split_verb(clause)
    if verb and re.search(r"account|represent|ma[dk]e|making|\b(?:is|was|are|were|be|at|being)\b|equat", verb, re.I):
        who = bare(subject)
        if re.match(r"(?:we|there)$", who, re.I):
            who = ""
        elif not content(who) or PRONOUN.match(who):
            who = memory.indicator
        if content(who):
            return Phrase(f"{who} as a share of {bare(right)}", who)
    return Phrase(join(right, _agent(left)), np_head(bare(right)))


def _before_bracket(s: Sentence, left: str, right: str, memory: Memory, same: bool) -> Phrase:
    """ "<what> (70%)"; "fewer (1,204) trees were planted"; "in Amble (31) and Ware (28)"."""
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
    noun = re.match(r"(?:\)\s*)?(?!were\b|was\b|is\b|are\b|have\b|has\b)(?P<rest>.+)", right)
    if (
        re.search(r"\b(?:fewer|more|less|number|total|minority|figure|some)$", left, re.I)
        and noun
        and content(noun["rest"])
    ):
        return Phrase(noun["rest"], np_head(noun["rest"]))
    if (
        re.fullmatch(
            r"(?:an?\s+|the\s+)?(?:rate|proportion|percentage|equivalent\s+to(?:\s+a\s+rate)?)(?:\s+of)?",
            left.strip(" ("),
            re.I,
        )
        and memory.indicator
    ):
        return Phrase(f"rate of {memory.indicator}", memory.population)
    clause = clauses(left)[-1]
    if re.match(r"(?:more|fewer)?\s*(?:were|was|are|have\s+been)\b", re.sub(r"^\W*(?:and|but)?\s*", "", clause), re.I):
        return Phrase(
            join(memory.population, _plain_verb(re.sub(r"^\W*(?:and|but)?\s*(?:more|fewer)\s+", "", clause))),
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
    if right and re.match(rf"(?:was|were|is|are|has|have|{PREPOSITIONS})\b", right):
        words = join(words, _plain_verb(right))
    if not content(words):
        return _after_subject(left, memory)
    return Phrase(_resolve(words, memory), "")


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


def _after_subject(left: str, memory: Memory) -> Phrase:
    """ "<what> was 19.1", "<what> goes on growing, with 840"."""
    named = re.fullmatch(r"(?P<name>[A-Z][\w'’&-]*(?:\s+[\w'’&-]+){0,3})\s*:", left)
    if named and (memory.base or memory.indicator):
        base = memory.base or memory.indicator
        return Phrase(f"{base}: {named['name']}", memory.population, base, named["name"])
    relative = False
    for clause in reversed(clauses(left)):
        subject, verb, rest = split_verb(clause)
        words = bare(subject)
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
        ):
            return Phrase(f"{told} {words}" if not _names_only(words) else f"{told} of {words}", words)
        if (
            verb
            and told
            and (
                not content(words)
                or (
                    MOVING.search(verb)
                    and re.match(r"(?:numbers?|proportion|percentage|rate|level|volume|share|amount|backlog)\b", told)
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
            return Phrase(_resolve(words, memory) if memory.indicator else words, memory.population)
        if content(words):
            if _names_only(words) and memory.indicator:
                return Phrase(f"{memory.indicator}: {words}", memory.population)
            return Phrase(
                words, np_head(re.sub(r"^(?:number|proportion|percentage|rate|share)\s+of\s+", "", words, flags=re.I))
            )
    return Phrase(memory.indicator, memory.population)


_CHANGED = re.compile(
    r"\b(?:increase|decrease|improvement|reduction|rise|fall|drop|change|growth|decline|trend)\b", re.I
)


def _names_only(words: str) -> bool:
    return bool(re.fullmatch(r"(?:[A-Z][\w'’&.()-]*|&|and|of|the|for|,|\s)+", words)) and len(words.split()) > 1


def _preposition(left: str, right: str, memory: Memory) -> Phrase:
    """ "65% in mathematics", "95.7% within 28 days": completed from before; or "<what> was 5 in <where>"."""
    own = _after_subject(left, Memory())
    if content(own.indicator) and not PRONOUN.match(own.indicator):
        return Phrase(join(own.indicator, right), own.population)
    base = memory.indicator
    at = list(re.finditer(rf"\b{_first_word(right)}\b", base, re.I))
    if at and at[-1].start():
        return Phrase(base[: at[-1].start()] + right, memory.population)
    return Phrase(join(base, right), memory.population)


def _verb(left: str, right: str, memory: Memory) -> Phrase:
    """ "16 are not on site ...", "nine had to change depot", "81% being repaired": who is told before."""
    own = _after_subject(left, Memory())
    if content(own.indicator) and not PRONOUN.match(own.indicator) and re.search(r"[a-z]{3}", own.indicator):
        return Phrase(join(own.indicator, _plain_verb(right)), own.population)
    head = memory.population or np_head(memory.indicator)
    return Phrase(join(head, _plain_verb(right)), head)


_PEOPLE = re.compile(r"(?:children|people|pupils|cases|young\s+people|individuals|patients|of\s+them|families)\b", re.I)


def _noun(left: str, right: str, memory: Memory, same: bool) -> Phrase:
    """ "466 children ...", "<who> recruited 21 new households"."""
    plain = right.strip(" .,;")
    if _PEOPLE.fullmatch(plain):
        own = _after_subject(left, memory)
        if content(own.indicator) and not re.search(r"reduction|increase|decrease", own.indicator):
            return own
    before = _after_subject(left, Memory()).indicator if len(plain.split()) <= 2 else ""
    if before and plain.lower() in before.lower():
        return _after_subject(left, memory)  # "home admissions have steadied, with 1883 admissions"
    if re.match(r"(?:in\s+total|overall|this\s+year|so\s+far)\b", right, re.I):
        return _after_subject(left, memory)
    if same and len(plain.split()) <= 3 and memory.predicate and np_head(plain) == plain and not _agent(left):
        return Phrase(join(plain, reduced(" " + memory.predicate)), plain)
    head = _PEOPLE.match(right)
    if same and head and is_verb(right[head.end() :].strip()) and len(memory.population.split()) > 1:
        return Phrase(join(memory.population, _plain_verb(right[head.end() :].strip())), memory.population)
    words = join(right, _agent(left))
    return Phrase(words, np_head(bare(right)))


_ACTIVE = re.compile(
    r"^(?P<who>.{3,90}?)\s+(?:(?:has|have|had|also|are|is|were|was|currently|successfully|been|then|now|all|together|which|who|further|be)\s+)*(?P<verb>[a-z]+(?:ed|ing)|saw|held|won|made|sold|took|built|had|ran|gave|met|led)"
    r"(?:\s+(?:a|an|the|another|further|additional|total|of|only|just|over|some|to|on|around|about|approximately|nearly|for|from|with|up|net))*$",
    re.IGNORECASE,
)


def _agent(left: str) -> str:
    """ "recruited by the local authority" out of "The local authority recruited" before a figure."""
    clause = re.sub(r",\s+(?:working|including|based|led|together|alongside)\b[^,]*,", "", left)
    clause = re.split(r"[;,:]|\bwith\b|\bwhich\b", strip_lead(clause))[-1]
    m = _ACTIVE.match(strip_lead(clause))
    if not m or PRONOUN.match(m["who"].strip()) or not content(m["who"]):
        return ""
    verb = m["verb"].lower()
    if (
        MOVING.fullmatch(verb)
        or BEING.fullmatch(verb)
        or re.fullmatch(
            r"including|having|had|according|during|meaning|suggested|showed|compared|ranging|based|following|remaining|sourcing|enabling|recorded",
            verb,
        )
    ):
        return ""
    participle = verb[:-3] + "ed" if verb.endswith("ing") and len(verb) > 5 else verb
    return f"{participle} by {bare(m['who'])}"


# ── respectively: names dealt out to values ──────────────────────────────────────────────────────


def _dealt(s: Sentence, zone: Zone) -> Phrase | None:
    """ "Coverage in Ashdown and Fernley was 92.4% and 84.1% respectively": each value gets its own name."""
    if s.respective(adverb=True) is None:
        return None
    run = _run(s, zone.value)
    if len(run) < 2:
        return None
    left = _readable(s, s.start, run[0].start)
    last = _right(s, Zone(run[-1].end, s.end, run[-1]), run[-1].end)
    tail = re.sub(r",?\s*\brespectively\b.*", "", last).strip()
    i = run.index(zone.value)
    subject, verb, _ = split_verb(left)
    for whole in (
        re.search(r"(?:[A-Z][\w'’-]+\s?)+(?:,\s*(?:[A-Z][\w'’-]+\s?)+)*\s*and\s+(?:[A-Z][\w'’-]+\s?)+", left),
        re.match(r".*", bare(subject)),
    ):
        items = re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", whole[0].strip()) if whole else []
        if len(items) == len(run) and whole is not None:
            sentence = left if whole[0] in left else subject
            text = sentence.replace(whole[0], items[i] + " ", 1)
            head, _, tail_words = split_verb(text) if verb else (text, "", "")
            return Phrase(
                join(tail, bare(head if verb else text), bare(tail_words))
                if tail and not tail.startswith("of")
                else join(bare(head), bare(tail_words), tail),
                items[i],
            )
    return None


def _run(s: Sentence, value: Figure) -> list[Figure]:
    """The values of the list that ``value`` stands in."""
    values = s.values()
    i = values.index(value) if value in values else 0
    run = [value]
    link = re.compile(r"\s*(?:,|,?\s*and|or)\s*(?:\w+\s+)?")
    for v in values[i + 1 :]:
        if not link.fullmatch(s.between(run[-1].end, v.start)):
            break
        run.append(v)
    for v in reversed(values[:i]):
        if not link.fullmatch(s.between(v.end, run[0].start)):
            break
        run.insert(0, v)
    return run


# ── stems and finish ─────────────────────────────────────────────────────────────────────────────


def _resolve(words: str, memory: Memory) -> str:
    """A pronoun or bare "rate" gives way to what was measured before."""
    if not (PRONOUN.match(words) and memory.indicator):
        return words
    total = re.match(r"(?:the\s+)?(?:total|cumulative)\b", words, re.I)
    return f"{total[0].removeprefix('the ')} {memory.indicator}" if total else memory.indicator


def _whole_sentence(s: Sentence) -> bool:
    """Whether a bullet is a sentence of its own rather than the end of its stem."""
    text = s.text.strip()
    return (
        text[:1].isupper()
        and bool(
            re.search(r"\b(?:was|were|is|are|has|have|had|rose|fell|increased|decreased|saw|will|remains?)\b", text)
        )
        and len(text.split()) > 7
    )


def _under_stem(stem: str, sides: Sides, found: Phrase) -> Phrase:
    """Stem and bullet together: "The share of bins emptied late:" + "in the north was 4%"."""
    base = bare(re.sub(r"[:\s-]*$", "", stem))
    if not content(base) or re.match(
        r"(?:of\s+)?(?:this|these|those|the)\s+(?:number|total|figure)|of\s+(?:these|those|whom|which)|(?:key|main|headline)\s+(?:points?|issues|findings)|.*\b(?:following|as\s+follows|include[ds]?)$",
        base,
        re.I,
    ):
        return found
    if is_verb(sides.right):
        head = np_head(base)
        return Phrase(join(head, _plain_verb(sides.right)), head)
    subject, verb, _ = split_verb(sides.left)
    where = subject.strip(" :") if verb and not sides.right else join(sides.left.strip(" :"), sides.right)
    if not content(where) or where.lower() in base.lower():
        return Phrase(base, np_head(base))
    return Phrase(join(base, where), np_head(base))


def _finish(text: str) -> str:
    text = bare(text)
    text = re.sub(r"^(?:who|which|that)\s+", "", text)
    text = tidy(text)
    if text.count("(") > text.count(")"):
        text += ")" if not text.endswith("(") else ""
    if text.count(")") > text.count("("):
        text = text.replace(")", "", 1)
    return tidy(re.sub(r"\(\s*\)", "", text)).strip(" .,;:–-")
