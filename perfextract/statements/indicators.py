"""Say what a value measures: a phrase in the report's words, complete on its own.

The words come from the value's zone. Which side of the value holds them is told by how the zone is built:
"32.6% of <what>", "466 <what>", "<what> was 19.1", "<what> (70%)", "<what> rose to 40". Where the zone leaves
out what the sentence before has said ("65% in mathematics", "16 are not", "of whom ten"), the phrase is
completed from the memory of what was measured before, or from the stem above a list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from perfextract.statements.figures import Figure, Sentence, begins, ends
from perfextract.statements.links import Zone

PREPOSITIONS = "in|within|for|at|by|with|on|to|from|through|across|among|amongst|under|over|between|during|since|per|into|against|after|before|as|without|outside|inside|towards|via|relating|related|regarding"
BE = r"(?:was|were|is|are|be|been|being|stood|stands|standing|at|reached|reaching|totalled|totalling|averaged|averaging|remain(?:s|ed|ing)?|equates?|equated|amounted)"
MOVE = (
    r"(?:increas(?:ed|es|ing|e)|decreas(?:ed|es|ing|e)|reduc(?:ed|es|ing|e)|r[oi]se[sn]?|rising|fell|fallen|falls?|falling|dropp(?:ed|ing)|drops?|gr[eo]w[ns]?|growing|declin(?:ed|es|ing)|improv(?:ed|es|ing)"
    r"|climbed|dipped|shr[au]nk|gone|went|continu(?:es|ed|ing)|moved|worsened|deteriorated|slipped|steadied|ris|come|came|saw|seen|showed|shows|show|achiev(?:ed|es|ing)|exceed(?:ed|s|ing)|met|recorded|compares|compared)"
)
AUXILIARY = r"(?:has|have|had|was|were|is|are|will|would|could|can|did|does|do|be|been|being|to|having)"
ADVERB = r"(?:also|not|now|still|slightly|significantly|broadly|currently|again|just|only|further|steadily|marginally|consistently|recently|since|all|both|therefore|considerably|sharply|reported\s+as|recorded\s+as|estimated\s+at|forecast\s+to|projected\s+at|set\s+at|up|down|n[o']t)"
VERB_GROUP = re.compile(
    rf"(?:\b{AUXILIARY}\s+)*(?:\b{ADVERB}\s+)*(?:\b{AUXILIARY}\s+)*(?:\b{ADVERB}\s+)*\b(?:{BE}|{MOVE}|has|have|had|account(?:s|ed|ing)?\s+for|represent(?:s|ed|ing)?|ma[dk]es?\s+up|making\s+up|forecasting|projected|forecast)\b(?:\s+(?:{ADVERB}|to\s+be|to|by|from|with|at|of|a|an|the)\b)*",
    re.IGNORECASE,
)
_REPORTING = re.compile(
    r"^.*?\b(?:suggests?|shows?|showed|showing|shown|indicates?|indicated|highlights?|highlighted|confirm(?:s|ed)?|identified|revealed|found|noted|informed|advised|states?|stated|means?|demonstrates?|evidences?|reveals?|see|estimate[sd]?|demonstrated|reports?|reported|report)\s+(?:that\s+)?(?=(?:the|a|an|there|\w+)\s)(?!in\b|to\b|as\b|by\b|at\b|from\b)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:\s|[,;:.–—\-•]|\b(?:and|but|or|so|yet|however|although|though|while|whilst|whereas|with|also|similarly|overall|in\s+addition|for\s+example|additionally|furthermore|importantly|in\s+total|nationally|of\s+(?:these|those|this|which|whom)|there|then|that|because|since|as|despite|notably|specifically|encouragingly|positively|conversely|in\s+contrast|in\s+comparison|as\s+a\s+result|to\s+date|currently|at\s+present|meanwhile|this\s+is|this\s+was|it\s+is|locally|for|data|unusually|finally|firstly|secondly|in|at|by|on|during|a\s+total\s+of|latest\s+figures|latest\s+data|the\s+fact|when|where|if|after|before|based\s+on)\b)+",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:the|a|an|our|its|their|this|these|those|some|all|most|more|fewer|only|just|around|about|approximately|over|total\s+of|another|additional|further|both|each|another\s+additional|a\s+further)\s+(?=\S)", re.I)
PRONOUN = re.compile(
    r"^(?:it|this|these|they|that|which|who|both|those|there|he|she|we|the\s+(?:rate|number|figure|total|proportion|percentage|average|position|majority|remainder|rest|remaining|former|latter|figures|numbers)|performance|uptake|rate|number|figure|total|proportion|of\s+these|of\s+this|all|none|most|more|fewer|many|some|others?|numbers|figures|levels?)$",
    re.IGNORECASE,
)
_TRIVIAL = set(
    "there was were is are has have had been being a an the of with and in only just total these this those that which it its by for to at on from now also about around approximately over under nearly almost some up as more than least or but while whilst currently including our we they all be will would further another additional".split()  # noqa: SIM905
)
VERBS = set(
    "was were is are has have had been being be live lives lived living attend attends attended cease ceased became become left leave enter entered receive received achieve achieved remain remained came come took take went go moved move started start began begin need needed require required provide provided work worked use used account represent made make finish finished did do does can could will would shall may might must should get got gained gain lost lose said feel felt reported failed passed met exceeded saw see fell rose told wait waited waiting arrived returned died born engaged accounted submitted being having taking receiving attending leaving entering waiting moving working related stated responded agreed relate".split()  # noqa: SIM905, E501
)


@dataclass(frozen=True, slots=True)
class Memory:
    """What was measured just before: the whole phrase, and the people or things it counted."""

    indicator: str = ""
    population: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """An indicator phrase and the population in it, for what follows."""

    indicator: str
    population: str


def phrase(s: Sentence, zone: Zone, memory: Memory, stem: str = "") -> Phrase:
    """What ``zone.value`` measures; ``stem`` is the lead-in of the list the sentence stands in."""
    value = zone.value
    right = _right(s, zone)
    left = _left(s, zone)
    boxed = s.bracket(value.start) is not None and s.bracket(value.start)[0] >= zone.start - 2  # type: ignore[index]
    indicator, population = _compose(left, right, memory, boxed, value)
    if stem and not _complete(indicator, population, memory):
        indicator, population = _under_stem(stem, left, right, indicator, value)
    if not indicator:
        indicator = memory.indicator or _bare(_tidy(s.text))
    return Phrase(_finish(indicator), _finish(population or _population(indicator)))


# ── the two sides of a value ─────────────────────────────────────────────────────────────────────

_CUT_RIGHT = re.compile(
    r"\s*(?:;|\.\s|,?\s*\b(?:compared|in\s+comparison|versus|as\s+opposed)\b|\(\s*[^()]*[#&][^()]*\)|\(\s*(?:an?\s+)?(?:down|up|increase|decrease|reduction|compared)\b|,?\s*(?:which|and|but|both)?\s*\b(?:is|was|are|were|remains?|also)?\s*"
    r"(?:significantly\s+|slightly\s+|broadly\s+|well\s+|still\s+|just\s+|considerably\s+|much\s+)*\b(?:higher|lower|above|below|better|worse|similar|in\s+line|equal|more|less|fewer|greater|up|down|longer|shorter)\s+(?:than|to|the\s+&|&|from|with|on)"
    r"|,\s*(?:which|an?\s+(?:slight\s+|further\s+|significant\s+|small\s+|net\s+|overall\s+)?(?:increase|decrease|reduction|rise|fall|improvement|drop|decline|growth)|representing|equating|exceeding|surpassing|against|up|down|than|with\s+(?:the\s+)?&|although|while|whilst|but|however|therefore|leading|compared)\b"
    r"|\s+(?:against|exceeding|surpassing|than)\s+(?:the\s+|a\s+|our\s+|its\s+|in\s+|an\s+)*(?:\w+\s+)?(?:[&@#]|target)|\s+–\s|\s+-\s)",
    re.IGNORECASE,
)
_PERIOD_PHRASE = re.compile(r"(?:,?\s*\b(?:in|at|for|during|on|as\s+at|as\s+of|by|over|since|throughout|to|from|between|of|until|as)\s+(?:the\s+|that\s+)?)?(?:\(\s*)?@+(?:\s*\))?(?:['’]s?)?", re.I)


def _right(s: Sentence, zone: Zone) -> str:
    end = _own_end(s, zone)
    mask = s.mask[zone.value.end : end]
    lead = re.match(r"\s*(?:\([^()]*#[^()]*\)|\(\s*@+\s*\)|%|\s*\)|\((?:provisional[^()]*|[^()]*own\s+data[^()]*)\)|,\s*\d+)?", mask)
    skip = lead.end() if lead else 0
    body = mask[skip:]
    body_cut = _CUT_RIGHT.search(body)
    stop = body_cut.start() if body_cut else len(body)
    return _readable(s, zone.value.end + skip, zone.value.end + skip + stop)


def _own_end(s: Sentence, zone: Zone) -> int:
    """The zone's end, or where the value's first comparator or change begins."""
    stops = [f.text_start for f in s.figures if f.start > zone.value.end and f.role in ("comparator", "change", "gap") and f.text_start < zone.end]
    return min([zone.end, *stops]) if stops else zone.end


def _left(s: Sentence, zone: Zone) -> str:
    start = zone.start
    return _readable(s, start, zone.value.start)


def _readable(s: Sentence, start: int, end: int) -> str:
    """The words between two places without their periods, other figures and comparators' brackets."""
    mask = s.mask[start:end]
    drop = [m.span() for m in _PERIOD_PHRASE.finditer(mask)]
    drop += [m.span() for m in re.finditer(r"\(\s*[^()]*[#&][^()]*\)", mask)]
    drop += [m.span() for m in re.finditer(r"(?:\b(?:by|of|from|a|an)\s+)?#+", mask)]
    chars = list(s.words(start, end))
    for a, b in drop:
        for i in range(a, b):
            chars[i] = " "
    return _tidy("".join(chars))


def _tidy(text: str) -> str:
    text = re.sub(r"\(\s*\)", " ", text)
    text = re.sub(r"\s+([,.;:)])", r"\1", text)
    return re.sub(r"\s+", " ", text).strip()


# ── putting the phrase together ──────────────────────────────────────────────────────────────────


def _compose(left: str, right: str, memory: Memory, boxed: bool, value: Figure) -> tuple[str, str]:
    first = _first_word(right)
    if re.match(r"of\s+(?:these|those|this|them|which|whom)\b", right, re.I):
        rest = re.sub(r"^of\s+\w+\s*", "", right)
        return _join(memory.population, rest), memory.population
    if first == "of":
        return _of(left, right[3:], memory)
    if boxed:
        return _before_bracket(left, right, memory)
    if not right or first in ("and", "or", "but", ",", "while", "respectively"):
        return _after_subject(left, memory)
    if re.fullmatch(PREPOSITIONS, first):
        return _preposition(left, right, memory)
    if _is_verb(right):
        return _pronoun_count(left, right, memory)
    return _noun(left, right, memory)


def _first_word(text: str) -> str:
    m = re.match(r"[^\W\d_][\w'’-]*|,", text)
    return m[0].lower() if m else ""


def _is_verb(right: str) -> bool:
    words = re.findall(r"[\w'’-]+", right.lower())[:3]
    if not words:
        return False
    if words[0] in ("who", "whose"):
        return True
    if words[0] in ("also", "only", "subsequently", "currently", "now", "still", "then", "not", "never", "successfully") and len(words) > 1:
        return words[1] in VERBS or words[1].endswith("ed")
    if words[0] in VERBS:
        return not (words[0].endswith("ing") and len(words) > 1 and words[1].endswith("s"))
    if words[0].endswith("ed") and len(words[0]) > 4:
        following = words[1] if len(words) > 1 else ""
        return following in ("", "by", "in", "at", "within", "out", "for", "to", "with", "as", "on", "from", "and", "over", "up", "online", "their", "the", "a", "through", "during", "outside", "into", "down")
    return False


def _of(left: str, right: str, memory: Memory) -> tuple[str, str]:
    """"32.6% of <what>"; "<who> account for 34% of <whole>"."""
    subject, verb = _split_clause(_last_clause(left))
    if verb and re.search(r"\b(?:account|represent|ma[dk]e|making|is|was|are|were|be|equat|at|being)", verb, re.I) and _content(subject):
        if PRONOUN.match(_bare(subject)):
            subject = memory.indicator if not re.match(r"(?:we|there)$", _bare(subject), re.I) else ""
        if subject:
            return f"{_bare(subject)} as a share of {_bare(right)}", _bare(subject)
    population, _ = _split_clause(right)
    lead = _agent(left)
    return _join(right, lead), _np_head(right) or population


def _np_head(text: str) -> str:
    """The noun phrase at the head of "pupils made the expected progress ...": the words before its first verb."""
    words = text.split()
    for i, word in enumerate(words):
        plain = re.sub(r"\W", "", word.lower())
        if i and (plain in VERBS or plain in ("who", "which", "that")):
            return " ".join(words[:i])
        if i and plain.endswith("ed") and i + 1 < len(words) and re.fullmatch(r"(?:by|in|at|within|to|with|as|on|from|the|a|their|an)", words[i + 1]) and not re.fullmatch(r"looked|need\w*|aged?", plain):
            return " ".join(words[:i])
    return text


def _before_bracket(left: str, right: str, memory: Memory) -> tuple[str, str]:
    """"<what> (70%)"; "fewer (22,486) NHS checks were offered"; "Ashford (71)"."""
    clause = _last_clause(left)
    left_words = _bare(clause)
    if re.search(r"\b(?:fewer|more|less|number|total|majority|proportion|minority|most|figure|some)\s*\(?$", left, re.I) and right:
        rest = re.sub(r"^\)?\s*(?:of\s+)?", "", right)
        if _content(rest):
            return _fronted(rest, memory)
    if not _content(left_words):
        return _after_subject(left, memory)
    if len(left_words.split()) <= 4 and left_words[:1].isupper() and memory.indicator and not re.search(r"\b(?:was|were|is|are|rate|number|average)\b", left_words):
        return f"{memory.indicator}: {left_words}", memory.population
    if re.match(r"(?:more|fewer)?\s*(?:were|was|are|have\s+been)\b", _strip_lead(clause), re.I):
        return _join(memory.population, re.sub(r"^(?:more|fewer)\s+", "", _strip_lead(clause))), memory.population
    subject, verb = _split_clause(clause)
    tail = clause[len(subject) + len(verb) :].strip() if verb else ""
    if verb and re.search(rf"\b{MOVE}\b|same|\b(?:highest|lowest)\b", verb, re.I) and not tail:
        return _resolve(subject, memory), ""
    plain = _bare(clause)
    if right and re.match(r"\)?\s*(?:was|were|is|are|has|have)\b", right):
        return plain, ""
    return _resolve(plain, memory), ""


def _fronted(rest: str, memory: Memory) -> tuple[str, str]:
    return rest, _np_head(rest)


def _after_subject(left: str, memory: Memory) -> tuple[str, str]:
    """"<what> was 19.1", "<what> continues to increase, with 1,920"."""
    clauses = _clauses(left)
    for clause in reversed(clauses):
        subject, verb = _split_clause(clause)
        words = _bare(subject)
        if verb and not _content(words) and _content(clause[len(subject) + len(verb) :]):
            words = _bare(clause[len(subject) + len(verb) :])
        if _content(words):
            return _resolve(words, memory), _np_head(words)
        if verb and PRONOUN.match(words or "it"):
            return memory.indicator, memory.population
    return memory.indicator, memory.population


def _preposition(left: str, right: str, memory: Memory) -> tuple[str, str]:
    """"65% in mathematics", "95.7% within 28 days": completed from before; or "<what> was 5 in <where>"."""
    subject, population = _after_subject(left, Memory())
    if _content(subject) and not PRONOUN.match(subject):
        return _join(subject, right), population
    preposition = _first_word(right)
    base = memory.indicator
    at = list(re.finditer(rf"\b{preposition}\b", base, re.I))
    if at:
        return base[: at[-1].start()] + right, memory.population
    return _join(base, right), memory.population


def _pronoun_count(left: str, right: str, memory: Memory) -> tuple[str, str]:
    """"16 are not accessing ...", "thirteen had to move school", "85.3% being completed": who is told before."""
    subject, population = _after_subject(left, Memory()) if not re.search(r"\bof\s+(?:whom|which|these|those|this)\b", left, re.I) else ("", "")
    if _content(subject) and not PRONOUN.match(subject) and re.search(r"[a-z]{3}", subject):
        if re.match(r"(?:being|were|was|is|are|have|has|had|remained|which|who)\b", right, re.I):
            return _join(subject, re.sub(r"^(?:being|were|was|is|are|have\s+been|has\s+been)\s+", "", right)), population
        return _join(subject, right), population
    head = memory.population or _np_head(memory.indicator)
    return _join(head, re.sub(r"^(?:were|was|are|is|have\s+been|has\s+been|being)\s+", "", right)), head


def _noun(left: str, right: str, memory: Memory) -> tuple[str, str]:
    """"466 children ...", "<who> recruited 21 new households"."""
    if re.match(r"(?:children|people|pupils|cases|young\s+people|of\s+them|individuals)$", right.strip(" .,;"), re.I):
        subject, population = _after_subject(left, memory)
        if _content(subject):
            return subject, population
    generic = re.match(r"(?:in\s+total|overall|respectively|this\s+year)\b", right, re.I)
    if generic:
        return _after_subject(left, memory)
    return _join(right, _agent(left)), _np_head(right)


_ACTIVE = re.compile(
    r"^(?P<who>.{3,90}?)\s+(?:(?:has|have|had|also|are|is|were|was|currently|successfully|been|then|now|all|together|which|who|further)\s+)*(?P<verb>[a-z]+(?:ed|ing)|saw|held|won|made|sold|took|built|had|ran|gave|met|led)"
    r"(?:\s+(?:a|an|the|another|further|additional|total|of|only|just|over|some|to|on|around|about|approximately|nearly|for|from|with|up|net))*$",
    re.IGNORECASE,
)


def _agent(left: str) -> str:
    """"recruited by the local authority" out of "The local authority recruited" before a figure."""
    clause = _strip_lead(_last_clause(left))
    m = _ACTIVE.match(clause)
    if not m or PRONOUN.match(m["who"].strip()) or not _content(m["who"]):
        return ""
    verb = m["verb"].lower()
    if re.fullmatch(rf"{MOVE}|{BE}|including|being|having|had|saw|according|during|meaning|suggested|showed|compared|ranging|based|totalling|remaining|following", verb):
        return ""
    participle = verb[:-3] + "ed" if verb.endswith("ing") and len(verb) > 5 else verb
    return f"{participle} by {_bare(m['who'])}"


# ── small helpers ────────────────────────────────────────────────────────────────────────────────


def _clauses(text: str) -> list[str]:
    return [c for c in re.split(r"(?:;|,\s+(?=with\b|and\b|but\b|while\b|whilst\b|although\b|which\b|where\b|an?\b|the\b|of\b|to\b|in\b|there\b|these\b|this\b|it\b|[A-Z#@])|\s+[–—]\s+|\.\s+|:\s+)", text) if c.strip()] or [text]


def _last_clause(text: str) -> str:
    pieces = re.split(r"(?:;|,|\bwith\b(?!\s+the\s+\w+$)|\s+[–—-]\s+|:\s)", text)
    return pieces[-1] if pieces else text


def _split_clause(clause: str) -> tuple[str, str]:
    """(subject, verb group) by the last verb group of the clause; (clause, "") where there is none."""
    last = None
    for m in VERB_GROUP.finditer(clause):
        if m[0].strip().lower() in ("at",) and clause[m.end() :].strip():
            continue
        last = m
    if last is None:
        return clause, ""
    return clause[: last.start()], last[0]


def _strip_lead(text: str) -> str:
    previous = None
    while previous != text:
        previous = text
        text = _LEAD.sub("", text, count=1).strip()
    return text


def _bare(text: str) -> str:
    """A noun phrase without what leads up to it: conjunctions, "data suggests that", articles."""
    text = _strip_lead(text)
    if not re.match(r"(?:the\s+)?(?:number|proportion|percentage|rate|average)\b", text, re.I):
        shorter = _REPORTING.sub("", text)
        text = shorter if _content(shorter) else text
    text = _strip_lead(text)
    for _ in range(3):
        text = _ARTICLE.sub("", text)
    text = re.sub(r"[\s,;:–—-]+$", "", text)
    text = re.sub(rf"(?:\s+(?:{PREPOSITIONS}|of|and|or|the|a|an|with|which|that|was|were|is|are|has|have|had|who|but|also|total|approximately|around|about|over|just|only|nearly))+$", "", text, flags=re.I)
    return re.sub(r"[\s,;:–—(-]+$", "", text).strip()


def _content(text: str) -> bool:
    return any(len(w) > 2 and w not in _TRIVIAL for w in re.findall(r"[a-z'’]+", text.lower()))


def _resolve(words: str, memory: Memory) -> str:
    plain = _bare(words)
    if PRONOUN.match(plain) and memory.indicator:
        return memory.indicator
    return plain


def _join(*parts: str) -> str:
    return " ".join(p.strip(" ,;") for p in parts if p and p.strip(" ,;"))


def _complete(indicator: str, population: str, memory: Memory) -> bool:
    return False


def _under_stem(stem: str, left: str, right: str, indicator: str, value: Figure) -> tuple[str, str]:
    """Stem and bullet together: "The proportion of pupils with free meals:" + "in primary schools is 22%"."""
    own = _bare(left) if not right or _first_word(right) in ("", "of") else ""
    base = _bare(re.sub(r":\s*$", "", stem))
    if re.match(r"(?:of\s+)?(?:this|these|those|the)\s+(?:number|total|figure)|of\s+(?:these|those|whom|which)", base, re.I) or not _content(base):
        return indicator, ""
    subject, verb = _split_clause(left)
    where = subject.strip() if verb and not right else (own or _join(left, right))
    if _is_verb(right):
        return _join(_np_head(base), right), _np_head(base)
    if not _content(where) or where.lower() in base.lower():
        return base, _np_head(base)
    return _join(base, where), _np_head(base)


def _population(indicator: str) -> str:
    return _np_head(re.sub(r"^(?:number|proportion|percentage|rate|share)\s+of\s+", "", indicator, flags=re.I))


def _finish(text: str) -> str:
    text = _bare(text)
    text = re.sub(r"^(?:who|which|that)\s+", "", text)
    text = re.sub(r"\s+([,.;:)])", r"\1", text)
    if text.count("(") > text.count(")"):
        text += ")" if not text.endswith("(") else ""
    if text.count(")") > text.count("("):
        text = text.replace(")", "", 1)
    return re.sub(r"\s+", " ", text).strip(" .,;:–-")
