"""Say what part each figure of a sentence plays: value, comparator, change, count, whole, or none.

The tests run in a fixed order, strongest construction first; the first that fits settles the role, and a
figure that none of them claims is a value. Each test is one function over the sentence's mask.
"""

from __future__ import annotations

import re
from decimal import Decimal

from perfextract.rules import Mark
from perfextract.statements.figures import HEDGES, SOFT_HEDGES, Figure, Sentence, begins, ends

CHANGE_NOUN = r"(?:increase|decrease|reduction|rise|fall|drop|growth|decline|uplift|dip|improvement|deterioration|upturn|downturn|spike|surge|jump)s?"
CHANGE_VERB = (
    r"(?:increas(?:ed?|es|ing)|decreas(?:ed?|es|ing)|reduc(?:ed?|es|ing)|r[oi]se[sn]?|rising|fell|fallen|falls?|falling|dropped|drops?|dropping"
    r"|gr[eo]w[ns]?|growing|declin(?:ed?|es|ing)|improv(?:ed?|es|ing)|recover(?:ed|ing)|crept|edged|inched|slid|eased|drifted|rebounded|lengthened|shortened|come\s+(?:down|up)|came\s+(?:down|up)|doubled|halved|climb(?:ed|ing)?|dipped|shr[aiu]nk|gone\s+(?:up|down)|went\s+(?:up|down)|slipped|worsened|deteriorated|jumped|surged)"
)
ADVERBS = r"(?:\s*\b(?:slightly|significantly|marginally|considerably|sharply|steadily|substantially|further|overall|by|also|again|just|only|markedly|dramatically|modestly)\b)*"
MORE_WORD = r"(?:up(?=\s+(?:on|from|compared))|down(?=\s+(?:on|from|compared|[,.]))|more|fewer|higher|lower|less|longer|shorter|faster|quicker|slower|better|worse|greater|above|below|over|under|ahead|behind|short|shy|clear|dearer|cheaper|busier)"
ADJECTIVES = r"(?:(?:net|slight|significant|marginal|further|overall|small|large|considerable|sharp|year[\s-]on[\s-]year|relative|notable|substantial|modest|annual|corresponding|quarterly)\s+)*"
FILLER = re.compile(
    r"(?:[\s(:\-–—\"'’“”]|\b(?:of|the|a|an|is|was|were|are|at|for|in|by|which|that|being|stood|stands|standing|figures?|averages?|rates?|levels?"
    r"|performance|prevalence|coverage|uptake|region|times|mean|median|picture|positions?|scores?|results?|percentage|proportion|set|currently|latest|published|most|recent|reported"
    r"|equivalent|benchmarks?|both|one|figures|now|it|typically|came|come|report|reports|reported|averages|averaged|scores|scored|sits|stands|managed|manages|achieved|recorded|runs|ran|rests|being|anything|not|like|rest|together|taken|out|turned|put|and|or|around|about|approximately|nearly|just|over|under|only|up|to|more|less|than|below|above|where|their|its|all"
    r"|having|has|been|average|s|same|whole|whose|during|on|as|needed|target|targets|respective|number|no|fewer|value|between|with|minimum|maximum|least|local|wide|recorded|they|it"
    r"|agreed|achieving|achieve|maintaining|keeping|reaching|providing|having|within|late|late|end)\b|@+|&+|[.,](?=\d)|,(?=\s+(?:which|at|both|whose)\b)|\([A-Z]{2,8}\))*",
    re.IGNORECASE,
)
COMPARED = r"(?:compar(?:ed|es|ing|able)|comparison|relative|versus|vs\.?|against|opposed|contrast|set|similar|equal|equivalent|identical|close|consistent)"


def assign(s: Sentence) -> None:
    """Set the role of every figure of the sentence."""
    _ranges(s)
    _fractions_in_words(s)
    for f in s.figures:
        told = ends(r"\bof\s+(?:these|those)\s+", s.left(f.start, 20)) or (
            ends(r"(?:^|\.\s+)\s*(?:of\s+)?the\s+", s.mask[s.start : f.start]) and begins(r"\s*(?:,|were\b|are\b|have\b|had\b)", s.right(f.end))
        )
        if told and f.unit == "count":
            f.role, f.why = "dropped", "told before"
    _out_of(s)
    _names_in_turn(s)
    _named(s)
    for f in s.figures:
        if not f.role:
            _change(s, f)
    _first_is_ours(s)
    _movements(s)
    for f in s.figures:
        if not f.role:
            _earlier(s, f)
    _pairs(s)
    _inherit_names(s)
    for f in s.figures:
        if not f.role:
            f.role = "value"


def _names_in_turn(s: Sentence) -> None:
    """"in line with England but higher than similar authorities (22% and 19% respectively)": names and figures pair off."""
    pos = re.search(r"\brespectively\b", s.mask[s.start : s.end], re.I)
    if not pos:
        return
    at = s.start + pos.start()
    run: list[Figure] = []
    for f in reversed([f for f in s.figures if f.end <= at]):
        if run and not re.fullmatch(r"\s*(?:,|and|,\s*and)\s*", s.between(f.end, run[0].start)):
            break
        run.insert(0, f)
    named = [c for c in s.cues if "kind" in c.gives and c.end <= (run[0].start if run else 0)]
    between = s.between(named[-1].end, run[0].start) if run and named else "x"
    if len(run) < 2 or len(named) != len(run) or re.search(r"#", s.between(named[0].start, run[0].start)) or len(between) > 60:
        return
    for cue, f in zip(named, run, strict=True):
        f.role, f.cues, f.why, f.text_start = "comparator", [cue], "respectively", min(f.text_start, cue.start)


def _first_is_ours(s: Sentence) -> None:
    """"higher in Ashdown than England; the respective rates were 70.5% and 65.1%": the second is England's."""
    pos = re.search(r"\brespective(?:ly)?\b", s.mask[s.start : s.end], re.I)
    free = [f for f in s.figures if not f.role]
    named = [c for c in s.cues if c.gives.get("kind") in ("national", "regional", "statistical_neighbour")]
    if not pos or len(free) != 2 or len(named) != 1 or free[0].unit != free[1].unit:
        return
    if ends(r"\bthan\s+(?:in\s+|for\s+|the\s+)*", s.left(named[0].start, 40)) and re.fullmatch(r"\s+and\s+", s.between(free[0].end, free[1].start)):
        free[1].role, free[1].cues, free[1].why = "comparator", [named[0]], "respectively"


def _inherit_names(s: Sentence) -> None:
    """"higher than the national average (13% compared with 11%)": the bare comparator is the one named before."""
    used = {id(c) for f in s.figures for c in f.cues}
    for f in s.figures:
        box = s.bracket(f.start)
        if f.role != "comparator" or f.why != "compared" or f.cues or not box or "@" in s.between(*box):
            continue
        named = [c for c in s.cues if c.end <= box[0] and "kind" in c.gives and id(c) not in used]
        if named and re.search(r"\bthan\b|\bcompared\b|\b(?:above|below)\b", s.left(named[-1].start, 60), re.I):
            f.cues.append(named[-1])


# ── what is one value written twice, or none ─────────────────────────────────────────────────────


def _ranges(s: Sentence) -> None:
    """"35-40 beds", "20 to 30 per cent": a range that nothing moved through is no value."""
    for a, b in zip(s.figures, s.figures[1:], strict=False):
        gap = s.between(a.end, b.start)
        if not re.fullmatch(r"\s*(?:-|–|−|\bto\b)\s*", gap) or a.q.unit_stated and a.unit != b.unit:
            continue
        if "to" in gap and (a.unit == b.unit or not a.q.unit_stated) and _moves_before(s, a):
            continue
        if "to" in gap and re.search(r"(?<!ranging )(?<!ranged )(?<!range )(?<!ranges )(?<!vary )(?<!varying )(?<!varied )(?<!aged )\bfrom\s+$", s.left(a.start)):
            continue
        for f in (a, b):
            f.role, f.why = "dropped", "range"


def _moves_before(s: Sentence, f: Figure) -> bool:
    return any(d.end <= f.start and d.gives.get("form") in ("change", "adverb") for d in s.directions)


def _fractions_in_words(s: Sentence) -> None:
    """"Ten children (almost a third)", "over four fifths (84%)": the exact figure counts, the fraction not."""
    for f in s.figures:
        if f.q.form != "fraction" or f.role:
            continue
        box = s.bracket(f.start)
        others = [g for g in s.figures if g is not f and not g.role]
        if box and any(g.end <= box[0] and not re.search(r"[;,]", s.between(g.end, box[0])) for g in others):
            f.role, f.why = "dropped", "share in words"
        elif any(begins(r"\s+of\s+the\s+#", s.right(f.end)) and g.start < f.end + 10 and g.unit == "percent" for g in others if g.start > f.end):
            f.role, f.why = "dropped", "share in words"  # "around half of the 6.0% seen nationally"
        elif begins(r"\s+(?:the\s+(?:level|rate|number|figure)|that\s+of|as\s+many|what\s+it\s+was)\b", s.right(f.end)):
            f.role, f.why = "dropped", "share in words"
        elif any(re.fullmatch(r"\s*(?:of\s+(?:[\w'’-]+\s*){1,5})?(?:\(|,)\s*(?:at\s+)?", s.between(f.end, g.start)) for g in others if g.start > f.end):
            f.role, f.why = "dropped", "share in words"


def _out_of(s: Sentence) -> None:
    """"17 of the 38 measures", "29 out of 75": the second number is what the first is out of."""
    for a, b in zip(s.figures, s.figures[1:], strict=False):
        gap = s.between(a.end, b.start)
        if a.role or b.role:
            continue
        if _share_of_money(a, b, gap):
            b.role, a.whole, b.owner = "whole", b, a
        if a.unit == "percent" and b.unit == "count" and re.fullmatch(r"\s+of\s+(?:the|our|those|all|its)\s+(?:[a-z]+\s+)?", gap):
            b.role, a.whole, b.owner = "whole", b, a
        if a.unit != "count" or b.unit != "count":
            continue
        if re.fullmatch(r"\s+(?:out\s+)?of\s+(?:an\s+establishment\s+of\s+|the\s+|our\s+|all\s+|these\s+|a\s+(?:total|cohort)\s+of\s+|a\s+possible\s+|a\s+possible\s+total\s+of\s+|its\s+)*", gap, re.I):
            b.role, a.whole = "whole", b
            b.owner = a
            if b.q.value in (5, 10, 100) and ("." in a.q.text or (" out " in gap and not begins(r"\s+[a-z]", s.right(b.end)))):  # "7.6 out of 10" is a score
                a.unit, a.whole = "score", None


def _share_of_money(a: Figure, b: Figure, gap: str) -> bool:
    """"96% of the £12.6m planned", "£5.1m of the £7.5m": the second is what the first is a part of."""
    return b.unit == "GBP" and a.unit in ("percent", "GBP") and re.fullmatch(r"\s+of\s+(?:the|a|our|its)\s+(?:[a-z]+\s+){0,3}(?:&+\s*)?", gap) is not None


# ── named comparators ────────────────────────────────────────────────────────────────────────────


_TARGET_SENTENCE = re.compile(r"\s*(?:the|our|its|a|this)\s+(?:\w+\s+)?targets?\s+(?:is|was|are|were)\s+(?:to|for)\b", re.IGNORECASE)


def _named(s: Sentence) -> None:
    if _TARGET_SENTENCE.match(s.text):
        target = next((c for c in s.cues if c.gives.get("kind") == "target"), None)
        for f in s.figures if target else ():
            if f.q.form == "word" and f.q.value < 2:
                continue  # "to be offered one"
            f.role, f.cues, f.why = "comparator", [target], "told as a target"  # type: ignore[list-item]
        return
    for cue in s.cues:
        f = _governed(s, cue)
        if f is None:
            continue
        if cue.gives.get("own"):
            f.role, f.why = "value", "own"
            continue
        if f.role in ("", "comparator") and f.why != "respectively" and _may_be(s, f, cue):
            for g in (f, *_listed_before(s, f, cue), *_listed_after(s, f, cue)):
                g.role = "comparator"
                g.cues.append(cue)
                g.text_start = min(g.text_start, cue.start)


def _governed(s: Sentence, cue: Mark) -> Figure | None:
    """The figure a comparator's name governs: the next one, or else the one it directly follows."""
    after, before = _next_figure(s, cue), _directly_before(s, cue)
    if cue.gives.get("close") and not (before is not None and (_against(s, before) or "had" in s.between(before.end, cue.start))):
        before = None
    if after is None:
        return before or _which_follows(s, cue)
    at_level = re.match(r",\s*(?:at|with)\b", s.between(cue.end, after.start)) and not any(g.end <= cue.start for g in s.figures)
    if at_level and ends(r"\b(?:below|above|exceed\w*|miss\w*|met|beat\w*|than)\s+(?:(?:the|our|its)\s+)?", s.left(cue.start, 40)):
        return before  # "dropped below the national average, at 87.2%"
    if cue.gives.get("kind") != "target":
        listed = before is not None and re.match(r"\s*(?:,|;|and\b|but\b|or\b)", s.between(cue.end, after.start))
        return before if listed else after
    gap = s.between(cue.end, after.start)
    if cue.gives.get("close"):  # an everyday word: only where the figure is right beside it
        beside = re.fullmatch(rf"\s*(?:of|is|was|being|:)?\s*{SOFT_HEDGES}", gap, re.I) and _against(s, cue)
        governed = ends(r"\b(?:against|for|on|in|of|by|from|towards|with|to|within|meeting|met)\s+(?:(?:the|our|its|a|an|this)\s+)?(?:[\w-]+\s+)?", s.left(cue.start, 60))
        said = re.fullmatch(_IS_SET_AT, gap, re.I) and not (governed and re.search(r"\b(?:is|was|are|were)\b", gap))
        return after if beside or said or (gap == " (" and not _VERBAL.search(s.words(cue.start, cue.end))) else before
    if cue.gives.get("told") and after.q.form == "word" and after.q.value < 2:
        return None  # "it should be one of"
    if cue.gives.get("told"):  # "the contract requires 88%": what was expected follows, or goes before
        return after if re.fullmatch(rf"\s*(?:of|at|to\s+be)?\s*{HEDGES}", gap, re.I) else _which_follows(s, cue)
    if re.match(r"\s*at\b", gap) and re.search(r"\b(?:exceed\w*|met|meet\w*|above|below|achiev\w+|miss\w+)\s+(?:the\s+|our\s+|its\s+)?$", s.left(cue.start)):
        return before  # "exceeding the target at 442 days": 442 is the value
    if re.fullmatch(r",\s*", gap) and begins(r"\s*,", s.right(after.end)):
        return after  # "our target, 575, ..."
    pointing = re.match(r"\s*(?:of\b|is\b|was\b|[:–-]|set\b|being\b)", gap) or s.words(cue.start, cue.end).lower().endswith(" of")
    if before is not None and before.why == "" and re.fullmatch(r",\s*", s.between(before.end, cue.start)) and re.fullmatch(r"\s*", gap):
        return after  # "47.1%, target 50%"
    return after if pointing or before is None else before


_VERBAL = re.compile(r"(?:\bplan|ed)$", re.I)  # "a protection plan (539)" names no target

_IS_SET_AT = (
    r"(?:['’]s?)?\s*(?:(?:(?:for|in|by)\s+(?:the\s+)?)?@+\s+)?(?:(?:which\s+)?(?:is|was|are|were|being|remains|stands|stood)\s+(?:(?:then|now|still|set)\s+)?(?:at\s+)?|set\s+at\s+|at\s+|:\s*|(?<=s )|of\s+)"
    + r"(?:(?:not|no)\s+(?:more|less|fewer|later|higher|lower)\s+than\s+|below\s+|above\s+)?"
    + SOFT_HEDGES
)


def _listed_before(s: Sentence, f: Figure, cue: Mark) -> list[Figure]:
    """"compared with 59% and 61% in England": the name behind a list governs all of it."""
    if cue.start < f.end:
        return []
    out: list[Figure] = []
    last = f
    for g in reversed([g for g in s.figures if g.end <= f.start]):
        if g.role or g.unit != f.unit or not re.fullmatch(r"\s*(?:,|and|,\s*and)\s*", s.between(g.end, last.start)):
            break
        out.append(g)
        last = g
    compared = ends(r"\b(?:compared\s+(?:to|with)|than|against|versus)\s+(?:the\s+)?" + SOFT_HEDGES, s.left(last.start, 60))
    return out if compared else []


def _which_follows(s: Sentence, cue: Mark) -> Figure | None:
    """"the 95% which the People Plan calls for", "the 7.2% seen across Yorkshire": the name ends a relative clause."""
    for f in reversed([f for f in s.figures if f.end <= cue.start]):
        gap = s.between(f.end, cue.start)
        verb = re.fullmatch(r"\s+(?:seen|recorded|achieved|reported|averaged|managed|found|posted|delivered|told)\s+(?:by|in|across|for|among)\s+(?:the\s+|all\s+|our\s+)?(?:\w+\s+)?(?:in\s+|across\s+|of\s+)?(?:the\s+)?", gap)
        relative = cue.gives.get("kind") == "target" and re.fullmatch(r"\s+(?:which\s+|that\s+)?", gap) and ends(r"\b(?:the|a|an)\s+" + SOFT_HEDGES, s.left(f.start, 40))
        return f if verb or relative else None
    return None


def _listed_after(s: Sentence, f: Figure, cue: Mark) -> list[Figure]:
    """"better than England (10% and 70%)": the name before a bracket governs all of its figures."""
    dealt = _dealt_after(s, f, cue)
    box = s.bracket(f.start)
    if dealt or cue.end > f.start or not box or cue.end > box[0]:
        return dealt
    inside = [g for g in s.figures if g.start > f.start and g.end <= box[1] and not g.role and g.unit == f.unit]
    plain = re.fullmatch(r"\(\s*#+(?:\s*(?:,|and|,\s*and)\s*#+)+\s*(?:respectively)?\s*\)", s.between(*box))
    return inside if plain else []


def _dealt_after(s: Sentence, f: Figure, cue: Mark) -> list[Figure]:
    """"the England averages being 4%, 6% and 17%": as many figures as there are values before, one for each."""
    if cue.end > f.start:
        return []
    run = [f]
    for g in s.figures[s.figures.index(f) + 1 :]:
        like = g.unit == f.unit or not (g.q.unit_stated and f.q.unit_stated)
        if g.role or not like or not re.fullmatch(r"\s*(?:,|and|,\s*and)\s*", s.between(run[-1].end, g.start)):
            break
        run.append(g)
    ended = begins(r"\s*(?:respectively\b|[.,;:)–-]|$|(?:but|and|while|whereas)\b(?!\s*#))", s.right(run[-1].end, 30))
    told = [g for g in s.figures if g.end <= cue.start and g.role in ("", "value") and (g.unit == f.unit or not f.q.unit_stated) and not _boxed_lone(s, g)]
    plural = re.search(r"(?:targets|ceilings|averages|limits|figures|rates|standards|goals)\W*$", s.words(cue.start, cue.end) + s.words(cue.end, cue.end + 9).split(" was")[0], re.I)
    both = not told and (plural or re.match(r"\s*(?:both|all|these|the\s+(?:comparable|equivalent|corresponding))\b", s.text, re.I))
    return run[1:] if len(run) > 1 and ended and (both or len(told) == len(run)) else []


def _boxed_lone(s: Sentence, f: Figure) -> bool:
    return s.bracket(f.start) is not None


def _against(s: Sentence, at: Mark | Figure) -> bool:
    """Whether something is measured against what stands at ``at``: "below the", "against a", "within the"."""
    return ends(r"\b(?:against|below|above|within|under|over|exceed\w*|short\s+of|shy\s+of|past|beyond|with|than|meet\w*|met|miss\w*|ahead\s+of|compared\s+(?:to|with)|of|reach\w*)\s+(?:(?:the|a|an|our|its|their|this)\s+)?", s.left(at.start, 40)) is not None


def _next_figure(s: Sentence, cue: Mark) -> Figure | None:
    for f in s.figures:
        if f.start < cue.end or f.role in ("dropped", "whole"):
            continue
        gap = s.between(cue.end, f.start)
        return f if _fills(gap) else None
    return None


def _fills(gap: str) -> bool:
    """Whether only filler stands in ``gap``, or filler and a short "of/for <what>" phrase."""
    gap = re.sub(r"\([^()]*@[^()]*\)", " ", gap)  # a year in brackets: "average (2016) is"
    if len(gap) > 110 or ";" in gap or re.search(r"\)\s*(?:and|,)\s*[a-z]+\s+[a-z]+", gap):
        return False
    m = FILLER.match(gap)
    rest = gap[m.end() :] if m else gap
    if not rest.strip():
        return True
    if "," in rest or re.search(r"\b(?:had|has|have)\b", rest) or re.search(r"\([^()]*\w", rest) or re.search(r"\b(?:but|while|whilst|although|with|who|we|our|they|however|compared)\b", rest):
        return False
    lead = gap[: m.end()].rstrip() if m else ""
    words = rest.split()
    moved = re.fullmatch(r"[a-z\s]{0,50}\b(?:sits|stands|stood|runs|fell|rose|dropped|came|went)\s+(?:at|to)\s*", rest + " ")
    if moved and not re.search(r"\band\s+(?:the|a|an|our|its)\b", gap):
        return True  # "the South East rate dropped faster and now sits at"
    told = re.search(r"\b(?:is|was|were|are|at|of|to|being|stood\s+at|:)\s*(?:\(|\b(?:around|about|just|over|only|under)\s+)*$", rest + " ")
    return bool(re.search(r"(?:\b(?:of|for|in|among|to|by|providing|achieving|having|reaching)(?:\s+(?:all|the|other|its|our))*|[:])$", lead)) and len(words) <= 7 and bool(
        told or len(words) <= 3
    )


def _directly_before(s: Sentence, cue: Mark) -> Figure | None:
    """"25% nationally", "22% in the country as a whole", "the 5 day target"."""
    for f in reversed(s.figures):
        if f.end > cue.start:
            continue
        gap = s.between(f.end, cue.start)
        if cue.gives.get("kind") == "target":
            fits = re.fullmatch(r"(?:\s*-?\s*(?:(?:had|have|were|was)(?:\s+been)?(?:\s+originally)?|response|national|local|government|statutory|annual|minimum|completion))?\s*-?\s*", gap, re.I)
        else:
            fits = re.fullmatch(r"\s*(?:\)?\s*)?(?:in|for|across|by|within|among|amongst)?\s*(?:(?:the|our|its|all)\s+)?(?:whole\s+of\s+)?(?:@+\s+)?", gap, re.I)
            far = re.fullmatch(r"\s+of\s+[a-z\s]{3,45}?(?:in\s+|across\s+)?", gap) and re.match(r"(?:nationally|regionally|England)\b", s.words(cue.start, cue.end), re.I)
            fits = fits or (far and ends(r"\b(?:compared\s+(?:to|with)|than|against|and|versus)\s+" + SOFT_HEDGES, s.left(f.start, 50)))
        return f if fits else None
    return None


def _may_be(s: Sentence, f: Figure, cue: Mark) -> bool:
    """Whether a figure beside a comparator's name is its figure: places alone need a comparison somewhere."""
    if cue.gives.get("kind") in ("target", "baseline") and re.match(r"\s*(?:\w+\s+)?(?:target|trajectory|baseline)", s.words(f.end, f.end + 20)):
        return True
    others = [g for g in s.figures if g is not f and g.role not in ("dropped", "whole", "change")]
    if cue.gives.get("kind") in ("national", "regional") and not others and f.start > cue.end:
        return not re.search(r"\w\s+(?:in|across|of)\s+(?:the\s+)?$", s.left(cue.start)) or _anaphoric(s)
    return True


def _anaphoric(s: Sentence) -> bool:
    return begins(r"\s*(?:this|it|which|that|these|both|&+|the\s+&+|compar)", s.mask[s.start : s.start + 40]) is not None


# ── changes ──────────────────────────────────────────────────────────────────────────────────────


def _change(s: Sentence, f: Figure) -> None:
    left, right = s.left(f.start), s.right(f.end)
    test = (
        _change_after(right, f.q.text[:1] in "+-−–")
        or _change_of(left, right, s, f)
        or _change_by(left, right)
        or _signed_beside_change(s, f)
        or (f.unit == "percentage_points" and "stated in points")
    )
    if test:
        f.role, f.why = ("gap" if _to_a_name(s, f) else "change"), str(test)
        f.direction = _direction_of_change(s, f)
    elif _more_than(s, f, right):
        f.role, f.why = ("gap" if _to_a_name(s, f) else "change"), "more than"
        f.direction = _direction_of_change(s, f)


def _change_after(right: str, signed: bool) -> str | None:
    if begins(r"\s+(?:up|down)\s*(?:[.,;)]|$)", right):
        return "before up or down"
    if begins(r"\s+(?:on|since|from|against)\s+(?:the\s+)?(?:@|year\b|quarter\b)", right) and signed:
        return "signed"
    if begins(rf"\)?\s*{ADJECTIVES}{CHANGE_NOUN}\b(?!\s+(?:plan|target|strategy))", right):
        return "before a noun of change"
    return None


def _change_of(left: str, right: str, s: Sentence, f: Figure) -> str | None:
    if not ends(rf"\b{CHANGE_NOUN}\s+(?:\([^()]*\)\s+)?(?:in\s+[\w\s]{{3,40}}\s+)?of\s+{SOFT_HEDGES}", left):
        return None
    if begins(r"\s+to\s+" + HEDGES + "#", right) and _like_sized(s, f):
        return None  # "a reduction of 174 to 127" means from 174 to 127
    return "after a noun of change"


def _like_sized(s: Sentence, f: Figure) -> bool:
    following = next((g for g in s.figures if g.start > f.end), None)
    if following is None or following.unit != f.unit or f.q.value <= 0 or following.q.value <= 0:
        return False
    return 0.4 <= float(following.q.value / f.q.value) <= 2.5


def _change_by(left: str, right: str) -> str | None:
    if ends(rf"\b(?:{CHANGE_VERB}|up|down|higher|lower|more|fewer|exceeded|missed|ahead|out){ADVERBS}\s+by\s+{SOFT_HEDGES}", left):
        return "after 'by'"
    if ends(rf"\b{CHANGE_NOUN}\s+in\s+[^#;,]{{3,50}}?\bby\s+{SOFT_HEDGES}", left):
        return "after 'by'"
    if ends(rf"\b{CHANGE_VERB}\b.{{0,60}}?\bby\s+{SOFT_HEDGES}", left) and not re.search(r"[;#]|, ", left[left.lower().rfind(" by ") - 60 :] if " by " in left.lower() else left):
        return "after 'by'"
    if ends(rf"\b(?:{CHANGE_VERB}|up|down)\b[^.]*[;–—,]\s+(?:and\s+)?(?:[\w'’-]+\s+){{1,6}}by\s+{SOFT_HEDGES}", left) or ends(r"\ban\s+extra\s+", left):
        return "after 'by'"  # "fell by 4%; vehicle crime by 18%"
    if ends(rf"\b(?:up|down){ADVERBS}\s+{SOFT_HEDGES}", left) and not ends(r"\b(?:take|taken|taking|made|makes?|making|set|sign|follow|pick|speed|build|back)\s+up\s+", left):
        return "after up or down"
    if ends(r"\brecover(?:ed|ing)\s+", left):
        return None  # money got back
    if ends(rf"\b{CHANGE_VERB}{ADVERBS}\s+(?:a|an)?\s*(?:further\s+|about\s+|around\s+|nearly\s+|almost\s+|just\s+over\s+|over\s+)?", left) and begins(
        r"\s*(?:$|[,.;)]|in\b|on\b|over\b|compared|since|from\b|between|during|@|and\b|against)", right
    ):
        return "after a verb of change"
    return None


def _signed_beside_change(s: Sentence, f: Figure) -> str | None:
    box = s.bracket(f.start)
    if box and f.q.text[:1] == "+" and re.fullmatch(r"\(\s*#+\s*\)", s.between(*box)):
        before = [g for g in s.figures if g.end <= box[0]]
        beside = before and s.bracket(before[-1].start) is None and re.fullmatch(r"\s*(?:[a-z]+\s+){0,3}", s.between(before[-1].end, box[0]))
        return "signed" if beside else None
    if box and re.fullmatch(r"\(\s*(?:or\s+|approximately\s+|around\s+|about\s+)?", s.between(box[0], f.start)):
        before = [g for g in s.figures if g.end <= box[0]]
        if before and before[-1].role in ("change", "gap") and not s.between(before[-1].end, box[0]).strip():
            return "signed, beside a change"
    return None


def _more_than(s: Sentence, f: Figure, right: str) -> bool:
    """"19% fewer calls", "37 days faster than", "one more than last quarter"."""
    m = begins(rf"\s+(?:\([^()]*\)\s+)?(?:or\s+so\s+)?(?:percentage\s+points?\s+)?{MORE_WORD}\b", right)
    if not m:
        return _and_another(s, f)
    after = right[m.end() :]
    if re.search(r"\b(?:over|under|above|below|ahead|behind|short|shy|clear)$", m[0]) and not re.match(r"\s+(?:than|of|the\s+(?:&|mean\b|average\b|median\b)|&|the\s+@|@|that|last|expected|our|budget|plan|forecast|target)", after):
        return False  # "139 days over"
    if s.bracket(f.start) and begins(r"\s+\w+\s*\)", after):
        return True  # "(30 fewer cases)"
    return begins(r"\s+(?:\S+\s+){0,4}?(?:than|on|compared|when|in\s+comparison|from|against|for)\b|\s+(?:of\s+)?(?:the\s+|our\s+)?(?:&+|@+|#+|expected|programme|schedule|plan|budget|forecast)|\s*[.,)]|\s+than\b", after) is not None


def _and_another(s: Sentence, f: Figure) -> bool:
    """"a fall of 1.1% on June and 3.1% on September": a second change, told in the same breath."""
    before = [g for g in s.figures if g.end <= f.start]
    if not any(g.role == "change" and g.unit == f.unit for g in before[-3:]):
        return False
    return bool(ends(rf"\b(?:and|but|or)\s+(?:by\s+)?{SOFT_HEDGES}", s.left(f.start, 40)) and begins(r"\s+(?:(?:on|from|compared\s+(?:to|with)|since|against|over)\s+(?:[\w'’]+\s+)?@|respectively)", s.right(f.end)))


def _to_a_name(s: Sentence, f: Figure) -> bool:
    """Whether the distance is to a target or an average rather than to another time."""
    right = s.right(f.end, 80)
    if begins(rf"\s+(?:percentage\s+points?\s+)?(?:short\s+of|shy\s+of|clear\s+of|behind|ahead\s+of)\s+(?:the\s+|our\s+)?[&#]", right):
        return True  # "0.6 short of profile"
    if begins(rf"\s+(?:percentage\s+points?\s+)?{MORE_WORD}\s+than\s+(?:for|among|amongst|that\s+(?:of|for)|those\s+(?:of|for|in)|other|girls|boys|men|women)\b", right):
        return True  # "2.1 years longer than for men"
    return bool(begins(rf"\s+(?:percentage\s+points?\s+)?{MORE_WORD}\s+(?:than\s+)?(?:that\s+of\s+|those\s+of\s+)?(?:the\s+|our\s+|its\s+|a\s+)?(?:\w+\s+)?(?:&|expected)", right))


UP_WORDS = re.compile(r"\b(?:increas\w*|ris\w+|rose|gr[eo]w\w*|growth|up|more|higher|longer|greater|slower|climb\w*|gain\w*|uplift|upturn|above|over|surge\w*|spike\w*|jump\w*)\b", re.I)
DOWN_WORDS = re.compile(r"\b(?:decreas\w*|reduc\w+|f[ea]ll\w*|drop\w*|declin\w*|down\w*|fewer|lower|less|shorter|faster|quicker|dip\w*|shr[aiu]nk|below|under|slipped)\b", re.I)


def _direction_of_change(s: Sentence, f: Figure) -> str | None:
    after = re.sub(r"^\s*\([^()]*\)", "", s.words(f.end, min(s.end, f.end + 50)))
    before = s.words(max(s.start, f.start - 60), f.start)
    near_after = re.split(r"[,.;(]|\bcompared|\bthan\b", after)[0]
    for text, pick in ((near_after, 0), (before, -1)):
        hits = sorted([(m.start(), "up") for m in UP_WORDS.finditer(text)] + [(m.start(), "down") for m in DOWN_WORDS.finditer(text)])
        if hits and (pick == -1 or f.why in ("before a noun of change", "more than", "stated in points", "before up or down")):
            return hits[pick][1]
    if f.unit == "percentage_points" and (told := re.search(r"\b(?:(better)|(worse))\b", near_after)):
        return "up" if told[1] else "down"  # of shares, which mostly are the better the higher
    if f.q.value < 0:
        return "down"
    return "up" if f.why == "signed" else None


# ── earlier figures of the same indicator ────────────────────────────────────────────────────────


def _movements(s: Sentence) -> None:
    """"from A to B", "A ... down to B", "(A in Q2 of last year to B in Q2 of this)": A is earlier, B the value."""
    free = [f for f in s.figures if not f.role]
    for b in free:
        left = s.left(b.start, 120)
        now = ends(rf"\b(?:is|are|stands?|currently|now)\s+(?:now\s+|currently\s+)?(?:at\s+)?{SOFT_HEDGES}", left)
        if not now and not ends(rf"\b(?:to|and)\s*(?:@+\s*\(\s*)?{SOFT_HEDGES}", left):
            continue
        if now and not re.search(rf"#[^;#]*\b(?:{CHANGE_VERB}|come\s+(?:down|up)|gone\s+(?:down|up)|come\s+back|crept)\b[^;#]*\bnow\b[^;#]*$", left, re.I):
            continue
        a = _partner(s, b, now is not None or ends(rf"\bdown\s+to\s+{SOFT_HEDGES}", left) is not None)
        if a is not None:
            a.role, a.owner, b.role = "comparator", b, "value"
            a.why = "moved from"


def _partner(s: Sentence, b: Figure, down_to: bool) -> Figure | None:
    before = [f for f in s.figures if f.end <= b.start]
    a = before[-1] if before else None
    if a is None or a.role or (a.unit != b.unit and (down_to or (a.q.unit_stated and b.q.unit_stated))):
        return None
    gap = s.between(a.end, b.start)
    if ";" in gap:
        return None
    spelled = re.search(r"\bfrom\s+" + SOFT_HEDGES + "$", s.left(a.start), re.I) is not None
    if re.search(r"\b(?:runs?|ran)\s+from\s+$", s.left(a.start)):
        return None
    if spelled and re.search(r"\bto\s", gap) and not re.search(r"\brang\w+\s+$|\brange\s+$|\bvar(?:y|ies|ied|ying)\s+$", s.left(a.start)[: s.left(a.start).lower().rfind("from")], re.I):
        return a
    if down_to:
        return a
    if re.search(r"\bup\s+to\s+$", gap):
        return None  # "reaching up to 2,430 pupils"
    short = re.fullmatch(r"\s*(?:in\s+|at\s+|for\s+)?(?:\(?@+\)?|in)?,?\s*to\s+(?:\w+\s+)?", gap, re.I)
    if short and _moves_before(s, b):
        return a
    if re.search(r"\b(?:runs?|ran|var(?:y|ies|ied)|rang\w+)\s+(?:widely\s+)?(?:from\s+)?" + SOFT_HEDGES + "$", s.left(a.start), re.I):
        return None
    between = re.search(r"\bbetween\s+@+\s*\(?$", s.left(a.start)) and re.fullmatch(r"\)?\s+and\s+@+\s*\(?", gap)
    return a if between else None


def _earlier(s: Sentence, f: Figure) -> None:
    left = s.left(f.start, 140)
    for why, pattern in EARLIER:
        if ends(pattern, left):
            f.role, f.why = "comparator", why
            return
    if _beside_comparator(s, f) or _boxed_earlier(s, f) or _boxed_second(s, f) or _boxed_bare(s, f) or _dated_back(s, f):
        f.role, f.why = "comparator", "in brackets"
        return
    if _grown_to(s, f):
        f.role, f.why = "comparator", "moved from"
        f.owner = next(g for g in s.figures if g.start >= f.end)
        f.owner.role = "value"
        return
    if _another_compared(s, f):
        f.role, f.why = "comparator", "compared"
        return
    if _told_of_an_earlier_time(s, f) or _had_been(s, f, left):
        f.role, f.why = "comparator", "told of an earlier time"
        return
    if _other_group(s, f, left):
        f.role, f.kind, f.why = "comparator", "other", "compared to another group"
        return
    if _compared(s, f, left):
        f.role, f.why = "comparator", "compared"
        return
    if _period_first(s, f, left):
        f.role, f.why = "comparator", "after an earlier time"


EARLIER = (
    ("from, after a movement", rf"\b(?:{CHANGE_NOUN}|{CHANGE_VERB}|up|down|change|movement|moved|cut)\b[^;#]{{0,40}}\bfrom\s+(?:our\s+own\s+|its\s+)?(?:@+(?:['’]s?)?\s+)?{SOFT_HEDGES}"),
    ("from, after an arrow", r"#[^#;]{0,20}[▲▼↑↓⬆⬇△▽]\s*from\s+"),
    ("from a high or low", rf"\bfrom\s+(?:a|its|the)\s+(?:high|low|peak|record|base)\s+(?:point\s+)?of\s+{SOFT_HEDGES}"),
    ("on the earlier figure", r"\b(?:changed|unchanged|step\s+up|step\s+down|advance|improvement|up|down)\s+(?:on|from)\s+the\s+(?=$)"),
    ("from, after a movement to a value", rf"\b(?:{CHANGE_NOUN}|{CHANGE_VERB}|up|down|moved)\b[^;]{{0,60}}#+[^;#]{{0,60}}\bfrom\s+(?:@+\s*\(?|the\s+@+\s*\(?(?:figure\s+of\s+)?)?{SOFT_HEDGES}"),
    ("on an earlier figure", rf"\b(?:{CHANGE_NOUN}|up|down)\s+(?:on|over|against)\s+(?:the\s+)?(?:@+(?:['’]s)?\s+)?(?:figure\s+of\s+|total\s+of\s+|rate\s+of\s+|of\s+)?{SOFT_HEDGES}"),
    ("previously", r"\b(?:previously|formerly|originally|was|were)\s+(?:reported\s+as\s+|at\s+|stood\s+at\s+)?(?=$)(?<=previously )|\bpreviously\s+(?:reported\s+(?:as|at)\s+|at\s+|was\s+|stood\s+at\s+)?"),
    ("since an earlier figure", rf"\b(?:{CHANGE_VERB}|improved)\s+by\s+#+\s+(?:since|from|on|over)\s+(?:the\s+)?"),
    ("was, of the value before", r"(?:^|#[^#;.]{0,30}[;,]|\()\s*(?:it\s+)?(?:was|were|had\s+been)\s+(?:at\s+)?(?=$)"),
    ("a multiple of", r"\b(?:double|twice|treble|triple|half|(?:two|three|four|five|ten)\s+times)\s+(?:of\s+)?(?:the|last\s+year['’]s)\s+"),
    ("having been", r"\bhaving\s+(?:previously\s+)?been\s+(?:at\s+)?"),
    ("bracketed was", r"\(\s*(?:it\s+)?(?:was|were|previously|formerly|from|up\s+from|down\s+from|previous|last\s+time)[\s:]*"),
)  # fmt: skip


def _compared(s: Sentence, f: Figure, left: str) -> bool:
    """"compared to 1,875 at the end of quarter 1", "than in the previous quarter (23,409)"."""
    m = ends(rf"\b(?:compar(?:ed|es|ing|able)(?:\s+favourably|\s+well|\s+poorly)?\s+(?:to|with)|in\s+comparison\s+(?:to|with)|relative\s+to|versus|vs?\.?|against|opposed\s+to|than|similar\s+to|(?:the\s+)?same\s+as|equal\s+to|in\s+line\s+with|close\s+to|consistent\s+with)\b\s*(?P<gap>[^#;]*)", left)
    if not m:
        return False
    gap = m["gap"]
    if not gap.strip() and re.search(r"\b(?:more|less|fewer|greater|no\s+more|no\s+less)\s+than\s*$", left, re.I):
        return False  # "more than £29.9m": a bound
    if (")" in gap and "(" not in gap) or re.search(r",(?!\s*(?:which\s+(?:was|were|is|stood)|when|where))", gap):
        return False  # the comparison was closed before the figure
    gap = re.sub(r"\([^()#]*\)", " ", gap)
    words = re.sub(r"@+|&+|[()\[\],:]|\b(?:in|at|for|on|of|the|a|an|was|were|which|who|it|is|by|figure|when|just|only|over|around|about|approximately|that|those|same|level|rate|total|average|with|to|reported|recorded|and|slightly|above|below|target|during|as|from|being|did|had|s|where|there|year|quarter)\b", " ", gap, flags=re.I)
    extra = words.split()
    return len(extra) <= (4 if "@" in gap else 1)


def _other_group(s: Sentence, f: Figure, left: str) -> bool:
    """"compared to 64% of the overall population", "despite accounting for 26% of adults": another group, same time."""
    right = s.right(f.end, 60)
    if not begins(r"\s+(?:of|for|among|in|across)\s+(?:the\s+|all\s+|other\s+)?(?:&|\w)", right) or "@" in right[:40]:
        return False
    return ends(
        rf"\b(?:compared\s+(?:to|with)|than|versus|against|despite\s+(?:only\s+)?(?:accounting\s+for|representing|making\s+up))\s+(?:the\s+|only\s+)?{SOFT_HEDGES}", left
    ) is not None


def _grown_to(s: Sentence, f: Figure) -> bool:
    """"The £0.9m pressure reported last time has grown to £1.5m": what was is named before what is."""
    if not ends(r"(?:^|[.;]\s+)\s*the\s+", s.mask[s.start : f.start]):
        return False
    m = begins(rf"[^#;,.]{{3,80}}\bha(?:s|ve|d)\s+(?:since\s+|now\s+)?(?:{CHANGE_VERB}|become)\s+(?:to\s+)?{SOFT_HEDGES}#", s.right(f.end))
    following = next((g for g in s.figures if g.start >= f.end), None)
    return m is not None and following is not None and following.unit == f.unit


def _beside_comparator(s: Sentence, f: Figure) -> bool:
    """"from 719 (82 per 10,000)": what stands in brackets right after a comparator is one too."""
    before = [g for g in s.figures if g.end <= f.start]
    box = s.bracket(f.start)
    if not box or not before or before[-1].role != "comparator" or before[-1].unit == f.unit:
        return False
    if not re.fullmatch(r"\s*\(\s*(?:a\s+rate\s+of\s+|or\s+|or\s+a\s+rate\s+of\s+)?", s.between(before[-1].end, f.start)):
        return False
    f.cues, f.kind, f.period = before[-1].cues, before[-1].kind, before[-1].period
    return True


def _boxed_earlier(s: Sentence, f: Figure) -> bool:
    """"33 businesses were helped (27 in Q1)": a figure and a time alone in brackets, after the value."""
    box = s.bracket(f.start)
    item = r"(?:#+\s*(?:in|at|for|during|as\s+at|to)?\s*(?:the\s+)?@+|(?:in\s+)?@+\s*[:–-]?\s*#+(?:\s+(?:over|under|down|up|late))?)"
    if not box or not re.match(rf"\(\s*{item}\s*(?:[,;]|\))", s.between(*box)) or (s.between(box[0], f.start).count("#") and not re.search(r"@+\s*[:–-]?\s*$", s.between(box[0], f.start))):
        return False
    before = [g for g in s.figures if g.end <= box[0] and not (g.role in ("dropped", "change", "gap"))]
    return bool(before and (before[-1].unit == f.unit or not f.q.unit_stated))


def _boxed_second(s: Sentence, f: Figure) -> bool:
    """"(16.7%; 15.9% in Quarter 1)": the second figure of the value's own bracket, with a time behind it."""
    box = s.bracket(f.start)
    before = [g for g in s.figures if box and g.start > box[0] and g.end <= f.start and g.unit == f.unit]
    return bool(before and re.fullmatch(r"\s*[;,]\s*", s.between(before[-1].end, f.start)) and begins(r"\s+(?:in|at|for|during)?\s*@+\s*\)", s.right(f.end)))


def _boxed_bare(s: Sentence, f: Figure) -> bool:
    """"562 plans (577)", "16.4% (17.2%)": a lone like figure in brackets after the value is the one before it."""
    box = s.bracket(f.start)
    if not box or not re.fullmatch(r"\(\s*#+\s*\)", s.between(*box)):
        return False
    before = [g for g in s.figures if g.end <= box[0] and g.role not in ("dropped", "change", "gap", "count")]
    like = before and (before[-1].unit == f.unit or (not f.q.unit_stated and before[-1].unit not in ("percent", "GBP")))
    if not before or before[-1].role not in ("", "value") or not like or s.bracket(before[-1].start):
        return False
    gap = s.words(before[-1].end, box[0])
    return not re.search(r"[,;:]|\b(?:and|with|of\s+wh\w+|in|at|for)\b|\b[A-Z][a-z]+\s*$", gap) and len(gap) < 60


def _dated_back(s: Sentence, f: Figure) -> bool:
    """"against 90% and 86.8% a year ago": a like figure told for an earlier time, behind the value."""
    m = begins(r"\s*(?:[a-z]+ed\s+)?(?:in|at|for|during|on)?\s*(?:the\s+)?(?P<p>@+)", s.right(f.end))
    if not m:
        return False
    mark = next((p for p in s.periods if p.start <= f.end + m.start("p") < p.end), None)
    if mark is None or not mark.relative:
        return False
    before = [g for g in s.figures if g.end <= f.start and g.role in ("", "value") and (g.unit == f.unit)]
    return bool(before) and not re.search(r";", s.between(before[-1].end, f.start)) and bool(
        ends(rf"(?:,|\b(?:and|but|than|against|from|compared\s+to|with|on|of|the|was|were))\s*(?:in\s+)?(?:the\s+)?{SOFT_HEDGES}", s.left(f.start, 50))
    )


def _told_of_an_earlier_time(s: Sentence, f: Figure) -> bool:
    """"...; last year at the same stage we had spent £11.2m": a clause that opens with an earlier time."""
    clause = re.search(r"(?:^|[;.]\s+|,?\s+(?:while|whilst|whereas|and|but)\s+)\s*(?:in|at|by|for|during|back\s+in)?\s*(?:the\s+)?(?P<p>@+)(?P<rest>[^#;]{0,70})$", s.mask[s.start : f.start])
    if not clause or re.search(r"\b(?:compared|than|from|to)\s*$", clause["rest"]):
        return False
    mark = next((p for p in s.periods if p.start <= s.start + clause.start("p") < p.end), None)
    said = re.search(r"\b(?:had\s+been|had|was|were|stood|closed|ended|came|it|figure|equivalent|comparable|projection|position|share|rate|we|recorded|achieved|managed|reported|posted|scored|saw)\b", clause["rest"])
    if mark is None or not mark.relative or not said:
        return False
    before = [g for g in s.figures if g.end <= f.start and g.role in ("", "value") and g.unit == f.unit]
    return bool(before) or clause.start() == 0


def _had_been(s: Sentence, f: Figure, left: str) -> bool:
    """"(it had been 4 minutes)", "; there had been 6 by then": further back than what is being told."""
    back = ends(
        r"(?:^|[;,(–]\s*|\b(?:and|but|whereas|while|whilst|although)\s+)\s*(?:it|this|that|there|they|these|which|where|(?:the|its|our)\s+(?:[\w-]+\s+)?(?:figure|rate|number|proportion|share|total|average))?"
        rf"\s*(?:it\s+)?had\s+(?:previously\s+|only\s+)?(?:been|stood)\s+(?:at\s+)?{SOFT_HEDGES}",
        left,
    )
    mark = next((p for p in s.periods if p.start >= f.end and re.fullmatch(r"[^#;,.]{0,40}", s.between(f.end, p.start))), None)
    done = mark is not None and (mark.relative or mark.form in ("month", "year", "years")) and begins(r"\s+(?:[\w’'-]+\s+){0,3}had\s+(?:done\s+so|been)\b", s.right(f.end))
    return bool(back or (done and any(g.end <= f.start and g.role in ("", "value") for g in s.figures)))


def _another_compared(s: Sentence, f: Figure) -> bool:
    """"compared with 20 in 2013-14 and 10 in 2012-13": the second of two earlier figures."""
    before = [g for g in s.figures if g.end <= f.start]
    if not before or before[-1].role != "comparator" or before[-1].unit != f.unit:
        return False
    if before[-1].why == "after an earlier time" and re.fullmatch(r"\s*(?:,|,?\s*and)\s*", s.between(before[-1].end, f.start)):
        f.period = before[-1].period
        return begins(r"\s*(?:respectively)?\s*(?:[.,;)]|$)", s.right(f.end)) is not None
    if before[-1].why == "told of an earlier time" and re.fullmatch(r"\s*,?\s*and\s+", s.between(before[-1].end, f.start)):
        f.period = before[-1].period
        return begins(r"\s*(?:respectively)?\s*(?:[.;)]|$)", s.right(f.end)) is not None
    if before[-1].cues or before[-1].why == "moved from":
        return False
    gap = s.between(before[-1].end, f.start)
    return bool(re.fullmatch(r"\s*(?:\w+\s+){0,3}?(?:in|at|for|during|on)?\s*(?:the\s+)?@+\)?,?\s*and\s+(?:\w+\s+)?", gap) and begins(r"\s*(?:\w+\s+){0,3}?(?:in|at|for|during|on)?\s*(?:the\s+)?@", s.right(f.end, 50)))


def _period_first(s: Sentence, f: Figure, left: str) -> bool:
    """"previous year (67.2%)", "last year: 12.8 days", "2015 (1,709) and 2016 (1,693)" after a comparison."""
    m = ends(r"(?P<p>@+)(?:['’]s?)?\s*(?:\([^()]*\)\s*)?(?:[\w\s]{0,25}\b(?:which|it)\s+(?:was|stood\s+at)\s+|figures?\s+of\s+|total\s+of\s+|rate\s+of\s+|(?:was|were)\s+|:\s*|\(\s*|of\s+|at\s+|–\s*|for\s+which\s+it\s+was\s+|when\s+(?:it|they|this|these|performance|the\s+\w+)\s+(?:was|were|stood)\s+(?:at\s+)?)(?:was\s+)?" + SOFT_HEDGES, left)
    if not m:
        return False
    start = f.start - (len(left) - m.start("p"))
    mark = next((p for p in s.periods if p.start <= start < p.end), None)
    if mark is None:
        return False
    if mark.relative:
        return True
    before = s.between(s.start, mark.start)
    if re.search(r"\b(?:on|from|since|over|against|to|than)\s+(?:in\s+)?$", before) and re.match(r"\s*(?:\(|when\b)", s.mask[mark.end :]):
        return True  # "an improvement on 2013-14 when it was 93%"
    near = re.search(rf"\b(?:{COMPARED}|than)\b[^#;@]{{0,25}}(?:@+\s*\(#+\)\s*(?:,|and)?\s*)*(?:in\s+|to\s+)*$", before, re.I)
    return near is not None and f.start - mark.end < 8


# ── counts with their percentages ────────────────────────────────────────────────────────────────


def _pairs(s: Sentence) -> None:
    """"112 (41%)", "65% (60)", "(79%, 53 children)", "1,021 were answered in time (48%)": one record, the percentage."""
    free = [f for f in s.figures if not f.role or f.role == "value"]
    for a, b in zip(free, free[1:], strict=False):
        if a.whole and b.unit == "percent" and not b.count and a.unit == "count" and _is_share(a, b):
            b.count, b.whole, a.role, a.owner, a.whole.owner = a, a.whole, "count", b, b
            continue
        if a.count or b.count or {a.role, b.role} & {"comparator"}:
            continue
        percent, count = (a, b) if a.unit == "percent" and b.unit == "count" else (b, a)
        if percent.unit != "percent" or count.unit != "count" or count.q.form == "fraction" or percent.q.form == "fraction":
            continue
        if _paired(s, a, b, percent, count):
            percent.count, count.role, count.owner = count, "count", percent
            if count.whole:
                percent.whole, count.whole.owner = count.whole, percent


def _is_share(count: Figure, percent: Figure) -> bool:
    """"3,058 out of a possible 3,243 ... a rating of 94%": the percentage is the share just told."""
    assert count.whole is not None
    return bool(count.whole.q.value) and abs(100 * count.q.value / count.whole.q.value - percent.q.value) < 1


def _paired(s: Sentence, a: Figure, b: Figure, percent: Figure, count: Figure) -> bool:
    gap = s.between(a.whole.end if a.whole and a.whole.end <= b.start else a.end, b.start)
    if re.search(r"\bcompar\w+|\bthan\b", gap):
        return False
    if re.fullmatch(r"\s*\(\s*(?:or\s+|approximately\s+|about\s+|i\.e\.\s+|equivalent\s+to\s+|around\s+|over\s+)?", gap, re.I):
        return s.bracket(b.start) is not None
    if a is count and count.whole and re.fullmatch(r"[^,;#]{0,30}(?:,\s*(?:i\.e\.|that\s+is|or|giving|making)|\s[–—-]|:)\s*(?:a\s+[\w'’-]+\s+rate\s+of\s+)?", gap):
        return True  # "11 out of 12, i.e. 92%"
    if a is count and _share_told(s, a, b, gap):
        return True
    if a is count and ends(r"\bof\s+wh(?:om|ich)\s+", s.left(a.start, 20)) and re.fullmatch(r"[^,;#]{0,30}\s[–—]\s", gap):
        return True  # "of which four were allowed – 36 per cent"
    if a is percent and count.whole and re.fullmatch(r"\s*[^,;#]{0,30},?\s*(?:i\.e\.|that\s+is,?)\s*", gap):
        return True  # "61%, i.e. 1,220 of 2,000"
    if a is count and re.fullmatch(r"\s+[^,;#@&]{3,30},\s+or\s+", gap):
        return True  # "117 homes, or 1.3% of our stock"
    if re.fullmatch(r"\s*(?:,|or|/|;|–|-)\s*(?:or\s+)?", gap) and (s.bracket(a.start) is not None) and s.bracket(a.start) == s.bracket(b.start):
        return True
    if a is percent:
        box = s.bracket(b.start)
        if box and re.fullmatch(r"\(\s*#+\s*\)", s.between(*box)) and re.fullmatch(r"\s+of\s+[^,;#@&]{3,60}\(\s*", gap):
            return True  # "49% of assessments (94)"
        if re.fullmatch(rf"[^#;]{{0,60}}?,?\s*(?:although\s+|and\s+)?(?:which\s+|this\s+)?(?:represents?|equates?\s+to|(?:is\s+)?equivalent\s+to|representing|equating\s+to)\s+{SOFT_HEDGES}", gap, re.I):
            return True
    if a is count:  # the percentage stands alone in brackets at the end of the count's own clause
        box = s.bracket(percent.start)
        alone = box and re.fullmatch(r"\(\s*#+(?:\s+of\s+[^()#]*)?\s*\)", s.between(*box))
        return bool(alone and len(gap) < 120 and not re.search(r"[;#@]|, (?:and|with|but)\b|\bof\s+wh|\b(?:and|while)\b", gap) and re.match(r"\s+\w+", gap) and _noun_after(gap))
    return False


def _share_told(s: Sentence, count: Figure, percent: Figure, gap: str) -> bool:
    """"Of the 9,870 invited, 4,442 came: 45.0%": the percentage is the count's share of a count told before."""
    if not re.fullmatch(r"[^;#&@]{0,40}(?:[:,–—(]|\bor)\s*(?:[\w‘’'-]+\s+){0,5}", gap):
        return False
    told = [g for g in s.figures if g.end <= count.start and g.unit == "count" and g.q.value > count.q.value]
    return any(abs(100 * count.q.value / g.q.value - percent.q.value) < Decimal("0.6") for g in told)


def _noun_after(gap: str) -> bool:
    return not re.match(r"\s+(?:in|at|on|per|by|from|to)\b", gap)


def refers_back(s: Sentence) -> bool:
    """Whether the sentence speaks of the value before it: "This is an increase of 4%"."""
    return _anaphoric(s)
