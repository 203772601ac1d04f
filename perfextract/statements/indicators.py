"""Say what a value measures: a phrase in the report's words, complete on its own.

The words come from the value's zone. Which side of the value holds them is told by how the zone is built:
"32.6% of <what>", "466 <what>", "<what> was 19.1", "<what> (70%)", "<what> rose to 40". Where the zone leaves
out what the sentence before has said ("65% in mathematics", "16 are not", "of whom ten"), the phrase is
completed from the memory of what was measured before, or from the stem above a list.
"""

from __future__ import annotations

import re
from dataclasses import replace

from perfextract.statements.brackets import before_bracket
from perfextract.statements.figures import Figure, Sentence
from perfextract.statements.links import Zone
from perfextract.statements.phrases import (
    MOVING,
    PREPOSITIONS,
    PRONOUN,
    agent,
    bare,
    clauses,
    content,
    is_verb,
    join,
    np_head,
    plain_verb,
    reduced,
    split_verb,
    strip_lead,
    tidy,
    trimmed,
)
from perfextract.statements.sides import Sides, readable, right_of, sides_of
from perfextract.statements.subjects import Memory, Phrase, after_subject
from perfextract.statements.wording import TOLD_BEFORE


def phrase(s: Sentence, zone: Zone, memory: Memory, stem: str = "") -> Phrase:
    """What ``zone.value`` measures; ``stem`` is the lead-in of the list the sentence stands in."""
    sides = sides_of(s, zone)
    sides = replace(sides, left=_FRAME.sub("", sides.left))
    found = _dealt(s, zone) or _compose(s, zone, sides, memory)
    if stem and not _whole_sentence(s):
        found = _under_stem(stem, sides, found)
    if not content(found.indicator):
        found = Phrase(memory.indicator or bare(tidy(s.text))[:150], memory.population)
    indicator = _about_topic(_finish(found.indicator), memory)
    return Phrase(indicator, _finish(found.population) or np_head(indicator), _finish(found.base), found.place)


# "In primary schools, 19% of pupils were absent": the setting said first belongs to what is measured.
_FRAME = re.compile(
    r"^\W*(?:(?:similarly|meanwhile|however)\W+)?in\s+(?P<where>(?:the\s+)?(?:[a-z]+\s+){0,2}(?:schools?|reception|settings|year\s+\d+|(?:infant|junior|primary|secondary)\s+classes"
    r"|hospitals?|homes|nurseries|colleges|mathematics|maths|reading|writing|science)),\s",
    re.IGNORECASE,
)


def within_frame(s: Sentence, indicator: str) -> str:
    """The indicator with the setting its sentence begins with, where it does not tell it itself."""
    frame = _FRAME.match(s.text)
    if (
        frame is None
        or frame["where"].split()[-1].lower() in indicator.lower()
        or re.search(r"\byear\s+\d", indicator, re.I)
    ):
        return indicator
    return f"{indicator} in {frame['where']}"


# "Staff saw 3,377 people" says nothing of what for; the sentence before does: "Health checks have found their feet."
_ANYBODY = re.compile(
    r"(?:people|residents|patients|clients|customers|individuals|users|adults)\s+(?:were\s+)?(?:seen|helped|supported|served|treated|reached|assisted|engaged)"
    r"(?:\s+by\s+(?:[\w-]+\s+)?(?:staff|teams?|services?|officers?|workers?|nurses?|advis[eo]rs?|volunteers?|clinics?|council))?",
    re.IGNORECASE,
)


_SERVICE = re.compile(  # what people are seen or helped for
    r"(?:[\w’'-]+\s+){0,4}?(?:checks?|advice|support|services?|clinics?|sessions?|quits?|spaces?|programmes?|courses?|therapy|screening|counselling|schemes?)",
    re.IGNORECASE,
)


def _about_topic(indicator: str, memory: Memory) -> str:
    """What was done for whom, with what the sentence before speaks of where it does not say itself."""
    topic = memory.indicator.strip(" .")
    if memory.measured or not _ANYBODY.fullmatch(indicator) or not _SERVICE.fullmatch(topic):
        return indicator
    return f"{indicator} for {topic}"


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
        return Phrase(join(who, plain_verb(right)), who)
    refers = re.match(r"of\s+(?:these|those|this|them|which|whom)\b\s*", right, re.I)
    if refers or re.search(r"\bof\s+(?:these|those|this|which|whom)\b(?:\s+[\w-]+){0,3}\s*,?[\s\w]{0,12}$", left, re.I):
        rest = right[refers.end() :] if refers else right
        return Phrase(join(memory.whole, plain_verb(rest)), memory.population)
    whom = re.search(
        r",\s*of\s+(whom|which)\s+(?:only\s+|just\s+|about\s+|around\s+)?$", s.between(s.start, zone.value.start), re.I
    )
    if whom and memory.indicator and is_verb(right):
        return _part_of(whom[1].lower(), right, memory)
    if re.match(TOLD_BEFORE, right, re.I):
        return after_subject(left, memory)
    if sides.parted and _is_told(left):
        return after_subject(left, memory)
    told = _told_of(left, right)
    if told is not None:
        return told
    if first == "of":
        return _of(left, right[3:], memory)
    if sides.boxed:
        return before_bracket(s, left, right, memory, same)
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
        return after_subject(left, memory)
    if re.fullmatch(PREPOSITIONS, first):
        return _preposition(left, right, memory)
    if is_verb(right):
        return _verb(left, right, memory, same)
    return _noun(left, right, memory, same)


def _is_told(left: str) -> bool:
    """Whether a subject and its verb lead to the value, so that what a comma parts from it adds to it only."""
    subject, verb, rest = split_verb(clauses(left)[-1]) if left else ("", "", "")
    return bool(verb) and not content(rest) and content(bare(subject)) and not PRONOUN.match(bare(subject))


_OCCASIONS = re.compile(
    r"(?:of\s+)?(?:the\s+)?(?:all\s+)?(?:occasions|cases|instances|the\s+time|time)\b\s*(?P<rest>.*)", re.I
)
_SAID_OF = re.compile(
    r"(?P<clause>(?P<subject>[\w’'/()& -]{3,90}?)\s+(?:was|were|is|are|has\s+been|have\s+been|had\s+been|provided|gave|offered|made|paid|issued|delivered|awarded|served)\b[^,;:]*?)\s+(?P<prep>for|in|on|to|from|at)$",
    re.I,
)


def _told_of(left: str, right: str) -> Phrase | None:
    """ "Calls were answered in time on 81% of occasions"; "a duty was accepted for 168 households"."""
    clause = (
        re.sub(
            r"\s+(?:(?:only|just|some|about|around|over|nearly|almost|a\s+further)\s*)+$",
            "",
            strip_lead(clauses(left)[-1]),
        )
        if left
        else ""
    )
    said = _SAID_OF.fullmatch(clause)
    if said is None or PRONOUN.match(bare(said["subject"]) or "it") or not content(said["subject"]):
        return None
    occasions = _OCCASIONS.fullmatch(right)
    if occasions is not None:
        return Phrase(join(reduced(bare(said["clause"])), occasions["rest"]), bare(said["subject"]))
    who = bare(re.sub(r"^of\s+", "", right)).strip(" .")
    if not content(who) or is_verb(right) or MOVING.search(said["clause"]) or re.match(PREPOSITIONS + r"\b", right):
        return None
    relative = "whom" if _PEOPLE.search(who) or who.split()[0].endswith(("ers", "ants", "ents")) else "which"
    return Phrase(f"{who} {said['prep']} {relative} {said['clause'].strip()}", np_head(who))


def _part_of(pronoun: str, right: str, memory: Memory) -> Phrase:
    """ "60 live in flats, of whom ten moved in this year": who is told before, with what is told of them."""
    relative = "who" if pronoun == "whom" else "which"
    rest = re.sub(r"^(?:has|have|had)\s+(?!(?:a|an|the|no)\b)(?=\w)", "", right)
    return Phrase(join(memory.whole, relative, rest), memory.population)


def _first_word(text: str) -> str:
    m = re.match(r"[^\W\d_][\w'’-]*", text)
    return m[0].lower() if m else ""


def _of(left: str, right: str, memory: Memory) -> Phrase:
    """ "32.6% of <what>"; "<who> account for 34% of <whole>"."""
    clause = clauses(left)[-1] if left else ""
    measure = re.search(r"\b(?P<rate>(?:[a-z-]+\s+){0,2}(?:rate|proportion|percentage|share)\s+of)$", clause)
    if measure:  # "we can reach an overall take-up rate of 90% of residents"
        return Phrase(join(bare(measure["rate"]), "of", bare(right)), np_head(bare(right)))
    subject, verb, rest = split_verb(clause)
    if (
        verb
        and not content(rest)
        and re.search(r"account|represent|ma[dk]e|making|\b(?:is|was|are|were|be|at|being)\b|equat", verb, re.I)
    ):
        who = bare(subject)
        if re.match(r"(?:we|there)$", who, re.I):
            who = ""
        elif not content(who) or PRONOUN.match(who):
            who = memory.indicator
        if content(who):
            return Phrase(f"{who} as a share of {bare(right)}", who)
    return Phrase(join(right, agent(left)), np_head(bare(right)))


def _preposition(left: str, right: str, memory: Memory) -> Phrase:
    """ "65% in mathematics", "95.7% within 28 days": completed from before; or "<what> was 5 in <where>"."""
    own = after_subject(left, Memory())
    if content(own.indicator) and not PRONOUN.match(own.indicator):
        return Phrase(join(own.indicator, right), own.population)
    base = memory.indicator
    preposition = _first_word(right)
    at = list(re.finditer(rf"\b{preposition}\b", base, re.I))
    if preposition == "to":  # "challenges to landlords in relation to heating": whom, not about what
        at = [
            m for m in at if not re.search(r"\b(?:relation|due|according|compared|response|up)\s$", base[: m.start()])
        ][:1]
    if at and at[-1].start():
        return Phrase(base[: at[-1].start()] + right, memory.population)
    return Phrase(join(base, right), memory.population)


def _verb(left: str, right: str, memory: Memory, same: bool) -> Phrase:
    """ "16 are not on site ...", "nine had to change depot", "81% being repaired": who is told before."""
    done = re.search(
        r"\b(?:timeliness|quality|completion|uptake|delivery|handling)\s+of\s+(?P<what>[^,;]+),\s+with$", left, re.I
    )
    if done and re.match(r"\w+ed\b|being\b", right):  # "the timeliness of reviews, with 93% completed in time"
        return Phrase(join(bare(done["what"]), plain_verb(right)), bare(done["what"]))
    own = after_subject(left, Memory())
    if content(own.indicator) and not PRONOUN.match(own.indicator) and re.search(r"[a-z]{3}", own.indicator):
        return Phrase(join(own.indicator, plain_verb(right)), own.population)
    head = memory.population or np_head(memory.indicator)
    if same and re.match(r"(?:are|were|is|was)\s+(?:in|at|on|with|[a-z]+ing)\b", right):
        head = re.split(r"\s+(?:in|at|on|with|living)\s", head)[0]  # "36 are in flats, 12 in hostels": other places
    plain = plain_verb(right).strip(" .")
    if head and plain.lower().endswith(head.split()[-1].lower()):
        return Phrase(plain, plain)  # "none are unaccompanied children"
    return Phrase(join(head, plain), head)


_ABOUT = re.compile(r"\s+(?:for|of|to|from|about|by)\b", re.I)


def _asked_again(noun: str, indicator: str) -> bool:
    """Whether a single noun is the one an indicator begins with ("requests", after "requests for support")."""
    return (
        bool(re.fullmatch(r"\w{4,}", noun))
        and indicator.lower().startswith(noun.lower())
        and bool(_ABOUT.match(indicator, len(noun)))
    )


_PEOPLE = re.compile(r"(?:children|people|pupils|cases|young\s+people|individuals|patients|of\s+them|families)\b", re.I)


def _noun(left: str, right: str, memory: Memory, same: bool) -> Phrase:
    """ "466 children ...", "<who> recruited 21 new households"."""
    plain = right.strip(" .,;")
    who = agent(left)
    alone = re.fullmatch(r"\(?\s*[\w-]+(?:\s+[\w-]+)?\s*\)?", plain)
    if (
        alone
        and memory.indicator
        and re.match(r"(?:and\s+)?(?:this|it|that|these)\s+(?:has|have|had|is|was|were|are)\b", strip_lead(left))
    ):
        return Phrase(memory.indicator, memory.population, memory.base)  # "this had risen to 20% (two children)"
    if _PEOPLE.fullmatch(plain) and not who:
        own = after_subject(left, memory)
        if content(own.indicator) and not re.search(r"reduction|increase|decrease", own.indicator):
            return own
    before = after_subject(left, Memory()).indicator if len(plain.split()) <= 2 else ""
    if before and plain.lower() in before.lower():
        return after_subject(left, memory)  # "home admissions have steadied, with 1883 admissions"
    if re.match(r"(?:in\s+total|overall|this\s+year|so\s+far)\b", right, re.I):
        return after_subject(left, memory)
    if same and len(plain.split()) <= 3 and memory.predicate and np_head(plain) == plain and not who:
        return Phrase(join(plain, reduced(" " + memory.predicate)), plain)
    head = _PEOPLE.match(right)
    again = head and head[0].lower() in memory.population.lower()
    if same and head and again and is_verb(right[head.end() :].strip()) and len(memory.population.split()) > 1:
        return Phrase(join(memory.population, plain_verb(right[head.end() :].strip())), memory.population)
    if not same and _asked_again(plain, memory.indicator):
        return Phrase(memory.indicator, memory.population)  # "seven requests for support. ... there were 10 requests"
    sent = re.match(r"(?P<what>[\w’'-]+(?:\s[\w’'-]+){0,2}?)\s+(?P<where>(?:back|into|away|onward)\b.*)", plain)
    if who and sent:  # "Inspectors referred 11 cases back to the council"
        return Phrase(join(sent["what"], who, sent["where"]), sent["what"])
    words = join(plain, who if len(plain.split()) <= 12 else "")
    return Phrase(words, np_head(bare(right)))


# ── respectively: names dealt out to values ──────────────────────────────────────────────────────


def _dealt(s: Sentence, zone: Zone) -> Phrase | None:
    """ "Coverage in Ashdown and Fernley was 92.4% and 84.1% respectively": each value gets its own name."""
    if s.respective(adverb=True) is None:
        return None
    run = _run(s, zone.value)
    if len(run) < 2:
        return None
    left = strip_lead(
        re.sub(r"^\s*(?:in|at|for|on)\s[^,]{2,40},\s+", "", readable(s, s.start, run[0].start), flags=re.I)
    )
    last = right_of(s, Zone(run[-1].end, s.end, run[-1]), run[-1].end)
    tail = re.sub(r",?\s*\brespectively\b.*", "", last).strip()
    i = run.index(zone.value)
    subject, verb, _ = split_verb(left)
    for whole in (
        re.search(r"(?:[A-Z][\w'’-]+\s?)+(?:,\s*(?:[A-Z][\w'’-]+\s?)+)*\s*and\s+(?:[A-Z][\w'’-]+\s?)+", left),
        re.search(
            r"(?<=\bof\s)[\w-]+(?:\s[\w-]+)?\s+and\s+[\w-]+(?=\s+(?:who|that|which|in|with|aged)\b|\s*$)", subject
        ),
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
        return Phrase(join(head, plain_verb(sides.right)), head)
    subject, verb, _ = split_verb(sides.left)
    where = subject.strip(" :") if verb and not sides.right else join(sides.left.strip(" :"), sides.right)
    if not content(where) or where.lower() in base.lower():
        return Phrase(base, np_head(base))
    return Phrase(join(base, where), np_head(base))


def _finish(text: str) -> str:
    text = trimmed(text)
    text = re.sub(r"^(?:who|which|that)\s+", "", text)
    text = tidy(text)
    if text.count("(") > text.count(")"):
        text += ")" if not text.endswith("(") else ""
    if text.count(")") > text.count("("):
        text = text.replace(")", "", 1)
    text = re.sub(r"\s+(?:in|over|during)\s+the\s+same\s+(?:year|period|quarter|time)$", "", text)
    return tidy(re.sub(r"\(\s*\)", "", text)).strip(" .,;:–-")
