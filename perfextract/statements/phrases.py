"""Small tools over English phrases: verb groups, heads of noun phrases, what a clause says apart from its cues."""

from __future__ import annotations

import re

from perfextract.textview import lower_case

PREPOSITIONS = (
    "in|within|for|at|by|with|on|to|from|through|across|among|amongst|under|over|between|during|since|per|into|against|after|before|as"
    "|without|outside|inside|towards|via|relating|related|regarding|around|following|due"
)
_BE = r"(?:was|were|is|are|(?:will|would|could|can|should|may|might)\s+be|(?<=to\s)be(?=\s+(?:around|about|\d|£|$))|been|being|stood|stands|standing|stand(?=\s+at\b|\s*$)|at|reach(?:ed|es|ing)|totall?(?:ed|ing)|averag(?:ed|es|ing)|remain(?:s|ed|ing)?|equate[sd]?|amount(?:ed|s)|number(?:ed|s(?!\s+(?:of|being|in|are|were|have|who)\b))|comes?|came)"
_MOVE = (
    r"(?:increas(?:ed|es|ing|e)|decreas(?:ed|es|ing|e)|reduc(?:ed|es|ing|e)|r[oi]se[sn]?|rising|fell|fallen|falls?|falling|dropp(?:ed|ing)|drops?|gr[eo]w[ns]?|growing|declin(?:ed|es|ing)|improv(?:ed|es|ing)"
    r"|climbed|dipped|edged|hit|jumped|shr[au]nk|gone|went|continu(?:es|ed|ing)|moved|worsened|deteriorated|slipped|steadied|lengthened|shortened|widened|narrowed|passed|saw|seen|sees|show(?:ed|s)?|achiev(?:ed|es|ing)"
    r"|exceed(?:ed|s|ing)|met|recorded|took|takes|lasted|waited|cost|costs|accounted|compares?|doubled|halved|surged|closed|resulted\s+in|led\s+to|has\s+come\s+down)"
)
_AUX = r"(?:has|have|had|was|were|is|are|will|would|could|can|did|does|do|be|been|being|having|(?<=forecast\s)to|(?<=expected\s)to|(?<=projected\s)to|(?<=predicted\s)to|(?<=continues\s)to|(?<=continued\s)to|(?<=likely\s)to|(?<=estimated\s)to)"
_ADVERB = (
    r"(?:also|not|now|still|slightly|significantly|broadly|currently|again|just|only|further|steadily|marginally|consistently|recently|since|all|both|therefore|considerably|sharply|together"
    r"|reported\s+as|recorded\s+as|estimated\s+at|forecast|projected|expected|forecasting|projecting|predicted|set\s+at|up|down|back)"
)
VERB_GROUP = re.compile(  # for texts in lower case: it is long, and so takes a third of the time
    rf"(?:\b{_AUX}\s+)*(?:\b{_ADVERB}\s+)*(?:\b{_AUX}\s+)*(?:\b{_ADVERB}\s+)*"
    rf"\b(?:{_BE}|{_MOVE}|has|have|had|accounts?\s+for|accounted\s+for|accounting\s+for|represent(?:s|ed|ing)?|ma[dk]es?\s+up|making\s+up|(?:is|are|was|were)\s+(?:forecasting|projecting|forecast|projected))\b"
    rf"(?:\s+(?:{_ADVERB}|to\s+be|to|by|from|with|at|of|a|an|the)\b)*"
)
MOVING = re.compile(rf"\b{_MOVE}\b", re.IGNORECASE)
BEING = re.compile(rf"\b{_BE}\b", re.IGNORECASE)
CHANGE_NOUN = r"(?:increase|decrease|reduction|rise|fall|drop|growth|decline|dip|improvement|upturn|downturn)"
# What may stand at the head of a phrase without belonging to it, for texts in lower case.
_OF_CHANGE = re.compile(
    rf"^.{{0,90}}?\b(?:an?|the|some|further|slight|significant|steady|notable|net|small|large|overall|marginal)\s+(?:[\w-]+\s+)?(?:{CHANGE_NOUN}s?|changes?)\s+(?:in|of|for)\s+(?:the\s+)?(?=\w)",
)
_REPORTING = re.compile(
    r"^.*?\b(?:suggests?|shows?|showed|shown|indicates?|indicated|highlights?|highlighted|confirm(?:s|ed)?|knows?|identified|revealed|found|noted|informed|advised|states?|stated|demonstrates?|reveals?"
    r"|demonstrated|reported|reports|heard|told|details?|see\s+that|seen\s+that|resulted\s+in|led\s+to|leading\s+to)\s+(?:that,?\s+)?(?=(?:the|a|an|there|\w+)\s)(?!in\b|to\b|as\b|by\b|at\b|from\b)",
)
# "no examination of the ...", "a very high number of ...": what is said of a thing's amount is not part of its name.
_SIZED = re.compile(
    r"^(?:(?:is|was|are|were)\s+no\s+\w+\s+of\s+(?:the\s+)?(?=\w)|(?:very\s+|relatively\s+|comparatively\s+|slightly\s+|much\s+)?"
    r"(?:high|higher|low|lower|large|larger|small|smaller|significant|considerable|growing|increasing|decreasing|record)\s+(?=(?:numbers?|proportion|percentage|rate|level|share|minority|majority)\b))",
)
_LEAD = re.compile(
    r"^(?:\s|[,;:.–—\-•]|\b(?:and|but|or|nor|neither|so|yet|however|although|though|while|whilst|whereas|with|also|similarly|overall|in\s+addition|for\s+example|additionally|furthermore|importantly|in\s+total"
    r"|there|then|that|because|since|as|despite|notably|specifically|encouragingly|positively|conversely|in\s+contrast|in\s+comparison|as\s+a\s+result|to\s+date|over\s+(?:recent|the\s+(?:last|past)\s+few)\s+years|recent\s+years|currently|at\s+present|meanwhile"
    r"|this\s+is|this\s+was|it\s+is|locally|data|unusually|finally|firstly|secondly|in\s+all|in|at|by|on|during|for|a\s+total\s+of|latest\s+figures|the\s+fact|when|where|if|after|before|based\s+on|note\s+that|note"
    r"|bringing|taking|giving|raising|including|plus|of(?=\s+the\s+(?:[\w-]+\s+){1,4}?(?:population|group|rate|number)\b)|only|broadly|nationally|even|has\s+been|have\s+been|was|were|has|have|had|being)\b(?!-))+",
)
_ARTICLE = re.compile(
    r"^(?:the|a|an|our|its|their|this|these|those|some|all|most|more|fewer|only|just|around|about|approximately|over|another\s+additional|total\s+of|another|additional|further|both|each|a\s+further|record|as\s+many\s+as)\s+(?=\S)",
)
_END = re.compile(r"[\s,;:–—-]+$")
_END_OR_BRACKET = re.compile(r"[\s,;:–—(-]+$")
_TRAILING = frozenset(
    (
        "of and or the a an which that was were is are has have had who but also total approximately about just only "
        "nearly up down remained remains remain continued continues continue"
    ).split()
) | set(PREPOSITIONS.split("|"))
_EMPTY = re.compile(r"\(\s*\)|[▲▼↑↓⬆⬇△▽]")
_SPACE_BEFORE = re.compile(r"\s+(?=[,.;:)])")
_WORDS = re.compile(r"[a-z'’]{3,}")
PRONOUN = re.compile(
    r"^(?:it|this|these|they|that|which|who|both|those|there|he|she|we|(?:the\s+)?(?:current\s+|overall\s+|latest\s+)?(?:rate|number|figure|total|proportion|percentage|average|position|majority|remainder|rest|remaining|former"
    r"|latter|figures|numbers|performance|uptake|levels?|cumulative\s+value|cumulative\s+total|value|result|results|coverage|take-up|(?:[A-Z][\w]+(?:['’]s)?\s+)?(?:latest\s+|comparable\s+)?figures?)|(?:.*['’]s\s+)?(?:\w+\s+)?(?:performance|position)\s+(?:against|on|for|in)\s+this(?:\s+\w+)?|this\s+(?:measure|indicator|figure|rate|number|total)|(?:an?\s+|the\s+|further\s+|slight\s+)*(?:similar\s+|same\s+|declining\s+|rising\s+|downward\s+|upward\s+)?(?:trend|pattern|picture|increase|decrease|reduction|rise|fall|drop)|respective\s+(?:\w+\s+)?(?:rates|figures|percentages|numbers)|of\s+these|of\s+this|all|none|most|more|fewer|many|some|others?|(?:the\s+)?number\s+of\s+(?:checks|cases|these))$",
    re.IGNORECASE,
)
_TRIVIAL = frozenset(
    (
        "there was were is are has have had been being the and in only just total these this those that which its for "
        "from now also about around approximately over under nearly almost some more than least but while whilst "
        "currently including our they all will would further another additional cent per respectively remaining other"
    ).split()
)
VERBS = frozenset(
    (
        "was were is are has have had been being be live lives lived living attend attends attended cease ceased "
        "became become left leave enter entered receive received achieve achieved remain remained came come took take "
        "went go moved move started began begin needed need required require provided provide worked work used "
        "represent made make finished finish did do does can could will would shall may might must should get got "
        "gained lost lose said feel felt reported failed passed met exceeded saw see fell rose told wait waited "
        "waiting arrived returned died born engaged submitted taking receiving attending leaving entering moving "
        "stated responded agreed relate completed completing quit signed stopped held involved stayed gave reached "
        "smoke smoked"
    ).split()
)
_AFTER_PARTICIPLE = frozenset(
    (
        "by in at within out for to with as on from and over up online their the a an through during outside into "
        "down off under via who which that further away back more less successfully"
    ).split()
)
_NO_PARTICIPLE = re.compile(
    r"looked|needs?|aged|need\w*|based|led|registered|funded|related|adopted|qualified|employed", re.IGNORECASE
)


_NOUN_OF_CHANGE = re.compile(r"(?:increase|decrease|rise|fall|drop|improve|cost|show)s?\b", re.IGNORECASE)
_DETERMINED = re.compile(
    r"(?:\b(?:an?|the|this|no|slight|significant|further|net|small|steady|marked|overall|similar|year\s+on\s+year)|%)\s+$",
    re.IGNORECASE,
)


def tidy(text: str) -> str:
    """Single spaces, no empty brackets, no space before punctuation."""
    return " ".join(_SPACE_BEFORE.sub("", _EMPTY.sub(" ", text)).split())


def content(text: str) -> bool:
    """Whether the text has a word that means something on its own."""
    return not _TRIVIAL.issuperset(_WORDS.findall(text.lower()))


def strip_lead(text: str) -> str:
    """A clause without conjunctions, adverbs and prepositions at its head.

    >>> strip_lead("However, although the uptake")
    'the uptake'
    """
    previous = None
    while previous != text:
        previous = text
        text = _without(_LEAD, text).strip()
    return text


def bare(text: str) -> str:
    """A noun phrase without what leads up to it or trails off: "data suggests that", articles, prepositions.

    >>> bare("Recent data shows that the average caseload of")
    'average caseload'
    """
    text = strip_lead(text)
    if not re.match(r"(?:the\s+)?(?:number|proportion|percentage|rate|average)\b", text, re.I):
        for pattern in (_REPORTING, _OF_CHANGE):
            shorter = _without(pattern, text)
            text = strip_lead(shorter) if content(shorter) or PRONOUN.match(strip_lead(shorter) or "-") else text
    return trimmed(text)


def trimmed(text: str) -> str:
    """A phrase without articles and conjunctions at its head and what trails off at its end.

    >>> trimmed("the residents referred to the")
    'residents referred'
    """
    text = strip_lead(text)
    for _ in range(3):
        text = _without(_SIZED, _without(_ARTICLE, text))
    words = _END.sub("", text)
    while (
        len(parts := words.rsplit(None, 1)) == 2 and parts[1].lower() in _TRAILING and not parts[0].endswith("looked")
    ):
        words = parts[0]
    return _END_OR_BRACKET.sub("", words).strip()


def _without(lead: re.Pattern[str], text: str) -> str:
    """A text without what an expression for lower case finds at its head."""
    m = lead.match(lower_case(text))
    return text[m.end() :] if m else text


def clauses(text: str) -> list[str]:
    """A text cut at the boundaries after which a new subject may stand."""
    text = re.sub(r"[\s:;,–—-]+$", "", text)
    parts = re.split(
        r"(?:;|,\s+(?=with\b|and\b|but\b|while\b|whilst\b|although\b|which\b|where\b|an?\b|the\b|of\b|to\b|in\b|there\b|these\b|this\b|it\b|from\b|bringing\b|taking\b|together\b|after\b|we\b|they\b|our\b|[a-z]+\s+of\b)"
        r"|\s+(?:while|whilst|whereas|although|but)\s+|\s+[–—]\s+|\.\s+|:\s+|\s+(?:resulted\s+in|led\s+to|leading\s+to)\s+|,\s*$|\bwith\s*$)",
        text,
    )
    return [p for p in parts if p.strip()] or [text]


def split_verb(clause: str) -> tuple[str, str, str]:
    """(subject, verb group, rest) by the last verb group of the clause; (clause, "", "") where there is none.

    >>> split_verb("The number of children who had to move has risen to")
    ('The number of children who had to move ', 'has risen to', '')
    """
    last = None
    for m in VERB_GROUP.finditer(lower_case(clause)):
        if m.start() == 0 and last is None and not clause[m.end() :].strip():
            return "", clause[: m.end()], ""
        if re.match(r"at\b", m[0].strip()) and clause[m.end() :].strip():
            continue
        if re.match(r"\w+ing\b", m[0]) and re.search(r"\b(?:an?|the)\s+$", clause[: m.start()]):
            continue  # "on a declining trend": an adjective
        if _NOUN_OF_CHANGE.match(m[0]) and _DETERMINED.search(clause[: m.start()]):
            continue  # "a decrease for", "the rise in": a noun
        last = m
    if last is None:
        return clause, "", ""
    subject = clause[: last.start()]
    if re.fullmatch(r"(?:at|been|being)\b.*", last[0].strip(), re.S):  # "is also good at": cut at the finite verb
        before, verb, rest = split_verb(subject.rstrip())
        if verb and content(before) and len(rest.split()) <= 3:
            return before, verb, rest
    return subject, clause[last.start() : last.end()], clause[last.end() :]


def is_verb(text: str) -> bool:
    """Whether a text begins with what people or things do ("were seen", "live with", "determined within")."""
    words = re.findall(r"[\w'’-]+", text.lower())[:3]
    if not words:
        return False
    if words[0] in ("who", "whose"):
        return True
    if (
        words[0]
        in (
            "also",
            "only",
            "subsequently",
            "currently",
            "now",
            "still",
            "then",
            "not",
            "never",
            "successfully",
            "all",
            "each",
        )
        and len(words) > 1
    ):
        return words[1] in VERBS or words[1].endswith("ed")
    following = words[1] if len(words) > 1 else ""
    if words[0] in VERBS:
        return not (words[0].endswith(("ing", "ed")) and following.endswith("s") and following not in _AFTER_PARTICIPLE)
    return words[0].endswith("ed") and len(words[0]) > 4 and (following == "" or following in _AFTER_PARTICIPLE)


def np_head(text: str) -> str:
    """The noun phrase at the head of a phrase: the words before its first verb.

    >>> np_head("tenants made the agreed payments in time")
    'tenants'
    """
    words = text.split()
    for i, word in enumerate(words[1:], start=1):
        plain = re.sub(r"\W", "", word.lower())
        if plain.endswith("ing") and not re.search(r"(?:s|people|children)$", words[i - 1].lower()):
            continue  # "care leavers in independent living": a noun
        if plain in VERBS or plain in ("who", "which", "that"):
            return " ".join(words[:i])
        participle = (
            plain.endswith("ed") and i + 1 < len(words) and re.sub(r"\W", "", words[i + 1].lower()) in _AFTER_PARTICIPLE
        )
        if participle and not _NO_PARTICIPLE.fullmatch(plain):
            return " ".join(words[:i])
    return text


def reduced(text: str) -> str:
    """A clause as a noun phrase: "people had been killed on the roads" -> "people killed on the roads"."""
    return re.sub(
        r"(?<!\bwho)(?<!\bwhich)(?<!\bthat)\s+(?:have|has|had|were|was|are|is)(?:\s+(?:been|being|also|currently))*\s+(?!been\b|being\b)(?=[a-z]+(?:ed|en)\b|(?<!had\s)(?<!have\s)(?<!has\s)[a-z]+ing\b)",
        " ",
        text,
        count=1,
    )


def join(*parts: str) -> str:
    """The parts in one phrase, single spaces between."""
    return " ".join(p.strip(" ,;") for p in parts if p and p.strip(" ,;"))


def plain_verb(text: str) -> str:
    """What people or things do without the helping verb: "were seen" -> "seen"."""
    return re.sub(r"^(?:were|was|are|is|have\s+been|has\s+been|had\s+been|being)\s+", "", text)


_ACTIVE = re.compile(
    r"^(?P<who>.{3,90}?)\s+(?:(?:has|have|had|also|are|is|were|was|currently|successfully|been|then|now|all|together|which|who|further|be|to\s+date)\s+)*(?P<verb>[a-z]+(?:ed|ing)|saw|held|won|made|sold|took|built|had|ran|gave|met|led)"
    r"(?:\s+(?:a|an|the|another|further|additional|total|of|only|just|over|some|to|on|around|about|approximately|nearly|for|from|with|up|net))*$",
    re.IGNORECASE,
)


# Who "saw 3,377 people" as their work; of others it says what happened: "the year saw 3,377 visits".
_AT_WORK = re.compile(
    r"\b(?:staff|teams?|officers?|workers?|nurses?|visitors|advis[eo]rs?|inspectors?|practitioners?|clinicians?|therapists?"
    r"|doctors|gps|volunteers?|wardens?|counsellors?|pharmacists?|clinics?)$",
    re.IGNORECASE,
)
_PARTICIPLES = {"saw": "seen", "took": "taken", "gave": "given"}


def agent(left: str) -> str:
    """ "recruited by the local authority" out of "The local authority recruited" before a figure."""
    clause = re.sub(r",\s+(?:working|including|based|led|together|alongside|which|who)\b[^,]*,", "", left)
    clause = re.split(r"[;,:]|\bwith\b|\bwhich\b", strip_lead(clause))[-1]
    if re.search(r"\b(?:is|are|was|were)\s+responsible\s+for\b", clause):
        return ""
    m = _ACTIVE.match(strip_lead(clause))
    if not m or PRONOUN.match(m["who"].strip()) or not content(m["who"]):
        return ""
    verb = m["verb"].lower()
    at_work = verb == "saw" and _AT_WORK.search(bare(m["who"]))
    if not at_work and (
        MOVING.fullmatch(verb)
        or BEING.fullmatch(verb)
        or re.fullmatch(
            r"including|having|had|according|during|meaning|suggested|showed|compared|ranging|based|following|remaining|sourcing|enabling|recorded",
            verb,
        )
    ):
        return ""
    participle = verb[:-3] + "ed" if verb.endswith("ing") and len(verb) > 5 else _PARTICIPLES.get(verb, verb)
    return f"{participle} by {bare(m['who'])}"


# "Timescales are good, averaging 21 weeks": the judgement between a subject and its participle.
_JUDGED = re.compile(r",?\s+(?:is|are|was|were|remains?|remained)\s+(?:\w+ly\s+)?(?:\w+\s*){1,2},?\s*$")


def _does(words: str) -> bool:
    """Whether a text goes on with what somebody does: "understand the role", "were asked"."""
    return is_verb(words) or bool(
        re.match(
            r"(?:understand|know|use|take|make|give|work|help|support|improve|ensure|develop|provide|deliver|meet|need|have)\b",
            words,
        )
    )


def own_part(subject: str) -> str:
    """The last of two joined sentences: "staff are trained and the average wait" -> "the average wait"."""
    subject = _JUDGED.sub("", subject) if re.search(r",\s*$", subject) else subject
    subject = re.sub(r"^\W*(?:when|if|where|once|although|while|as)\b[^,]*,\s+(?=\w)", "", subject, flags=re.I)
    for joined in re.finditer(r"\s+and\s+(?=[a-z])", subject):
        before, after = subject[: joined.start()], subject[joined.end() :]
        told = re.search(r"\b(?:is|are|was|were|has|have|had|will|knows?)\b", before)
        relative = re.search(r"\b(?:who|which|that|whose)\b", before)
        if told and not relative and content(before[: told.start()]) and content(after) and not _does(after):
            return own_part(re.sub(r"^\w+(?:ed|ly)\b[^,]*?\s+and\s+(?=the\s|our\s|its\s)", "", after))
    return subject


# "return rates were below the target": where a figure stands is not what it measures.
_STANDING = re.compile(
    r"\s+(?:was|were|is|are|remains?|remained)\s+(?:\w+ly\s+|still\s+|just\s+|well\s+)?(?:below|above|under|over|higher|lower|better|worse|in\s+line)\b.*$"
    r"|\s+(?:has|have|had)\s+(?:\w+ly\s+)?(?:been\s+)?(?:increas|decreas|reduc|ris|fall|dropp|grow|declin|improv|worsen|deteriorat|fluctuat)(?:ed|en|ing|n)\b.*$"
    r"|\s+(?:improved|worsened|increased|decreased|declined|fell|rose)\s+(?:each|every|year|over|in\s+each)\b.*$",
    re.IGNORECASE,
)


_THAN = re.compile(
    r"\s+than\s+(?:the\s+|our\s+|its\s+)?(?:[\w-]+\s+){0,2}(?:averages?|rates?|peers|neighbours)\b", re.I
)


def without_standing(words: str) -> str:
    """A phrase without where its figure stands or went.

    >>> without_standing("return rates were below the target")
    'return rates'
    """
    return _STANDING.sub("", _THAN.sub("", words))


def before_verb(right: str) -> str:
    """ "by officers in relation to heating includes": what follows a bracket, up to the verb of the sentence."""
    if re.match(r"(?:that|who|whose)\b", right):
        return re.split(r",\s+(?:with|and|but|which|leaving)\b", right)[0]
    if re.match(r"(?:was|were|is|are|has|have|had)\b", right):
        return right
    return re.split(r"\s+(?:includ(?:es|ed)|compris(?:es|ed))\b", right)[0]
