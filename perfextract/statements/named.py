"""Find the figures that the names of comparators govern: targets, nations, regions, neighbours."""

from __future__ import annotations

import re
from typing import cast

from perfextract.rules import Mark
from perfextract.statements.figures import HEDGES, SOFT_HEDGES, Figure, Sentence, begins, ends

_FILLER = re.compile(
    r"(?:[\s(:\-–—\"'’“”]|\b(?:of|the|a|an|is|was|were|are|at|for|in|by|which|that|being|stood|stands|standing|figures?|averages?|rates?|levels?"
    r"|performance|prevalence|coverage|uptake|region|times|mean|median|picture|positions?|scores?|results?|percentage|proportion|set|currently|latest|published|most|recent|reported"
    r"|equivalent|benchmarks?|mark|norm|showing|both|one|figures|now|it|typically|came|come|report|reports|reported|averages|averaged|scores|scored|sits|stands|managed|manages|achieved|recorded|runs|ran|rests|being|anything|not|like|rest|together|taken|out|turned|put|and|or|around|about|approximately|nearly|just|over|under|only|up|to|more|less|than|below|above|where|their|its|all"
    r"|having|has|been|average|s|same|whole|whose|also|still|slightly|during|on|as|needed|target|targets|respective|number|no|fewer|value|between|with|minimum|maximum|least|local|wide|recorded|they|it"
    r"|agreed|achieving|achieve|maintaining|keeping|reaching|providing|having|within|late|late|end)\b|@+|&+|[.,](?=\d)|,(?=\s+(?:which|at|both|whose)\b)|\([A-Z]{2,8}\))*",
    re.IGNORECASE,
)
_TARGET_SENTENCE = re.compile(
    r"\s*(?:the|our|its|a|this)\s+(?:\w+\s+)?(?:targets?|aim|goal|ambition)\s+(?:is|was|are|were)\s+(?:to|for)\b",
    re.IGNORECASE,
)
_VERBAL = re.compile(r"(?:\bplan|ed)$", re.I)  # "a protection plan (539)" names no target
_GOVERNED = r"\b(?:against|for|on|in|of|by|from|towards|with|to|within|meeting|met)\s+"
_IS_SET_AT = (
    r"(?:['’]s?)?\s*(?:(?:(?:for|in|by)\s+(?:the\s+)?)?@+\s+)?(?:(?:which\s+)?(?:is|was|are|were|being|remains|stands|stood)\s+(?:(?:then|now|still|set)\s+)?(?:at\s+)?|set\s+at\s+|at\s+|:\s*|(?<=s )|of\s+)"
    + r"(?:(?:not|no)\s+(?:more|less|fewer|later|higher|lower)\s+than\s+|below\s+|above\s+)?"
    + SOFT_HEDGES
)


def names(s: Sentence) -> None:
    """Make comparators of the figures that names govern."""
    if _TARGET_SENTENCE.match(s.text):
        _told_as_target(s)
        return
    for cue in s.cues:
        f = _governed(s, cue)
        if f is not None and cue.gives.get("own"):
            if any(p.relative and cue.end <= p.start < f.start for p in s.periods):
                continue  # "our figure at the same time last year"
            f.role, f.why = "value", "own"
        elif f is not None and f.role in ("", "comparator") and f.why != "respectively" and _may_be(s, f, cue):
            for g in (f, *_listed_before(s, f, cue), *_listed_after(s, f, cue)):
                g.role = "comparator"
                g.cues.append(cue)
                g.text_start = min(g.text_start, cue.start)


def _told_as_target(s: Sentence) -> None:
    """ "The target is to reopen 18 units": every figure of the sentence is the target."""
    target = next((c for c in s.cues if c.gives.get("kind") == "target"), None)
    for f in s.figures if target is not None else ():
        if f.q.form != "word" or f.q.value > 1:  # not "to be offered one"
            f.role, f.cues, f.why = "comparator", [cast("Mark", target)], "told as a target"


def _governed(s: Sentence, cue: Mark) -> Figure | None:
    """The figure a comparator's name governs: the next one, or else the one it directly follows."""
    after, before = _next_figure(s, cue), _directly_before(s, cue)
    if cue.gives.get("close") and before is not None and begins(r"\s+to\b", s.right(cue.end)):
        return None  # "£8.5m expected to slip"
    if cue.gives.get("close") and not (
        before is not None and (_against(s, before) or "had" in s.between(before.end, cue.start))
    ):
        before = None
    if after is None:
        return before or _which_follows(s, cue)
    if _stands_at(s, cue, after):
        return before
    if cue.gives.get("kind") != "target":
        listed = before is not None and re.match(r"\s*(?:,|;|and\b|but\b|or\b)", s.between(cue.end, after.start))
        return before if listed else after
    if cue.gives.get("close"):
        return after if _everyday(s, cue, after) else before
    if cue.gives.get("told"):
        return _expected(s, cue, after)
    return after if _target_points_on(s, cue, before, after) else before


def _stands_at(s: Sentence, cue: Mark, after: Figure) -> bool:
    """ "dropped below the national average, at 87.2%": the first figure of the sentence is what dropped."""
    first = not any(g.end <= cue.start for g in s.figures)
    standing = ends(
        r"\b(?:below|above|exceed\w*|miss\w*|met|beat\w*|than)\s+(?:(?:the|our|its)\s+)?", s.left(cue.start, 40)
    )
    return bool(first and standing and re.match(r",\s*(?:at|with)\b", s.between(cue.end, after.start)))


def _everyday(s: Sentence, cue: Mark, after: Figure) -> bool:
    """Whether an everyday word ("limit", "plan") sets the figure right beside it: "against a ceiling of 16"."""
    gap = s.between(cue.end, after.start)
    if re.fullmatch(rf"\s*(?:of|is|was|being|:)?\s*{SOFT_HEDGES}", gap, re.I) and _against(s, cue):
        return True
    if gap == " (" and not _VERBAL.search(s.words(cue.start, cue.end)):
        return True
    if not gap.strip() and ends(r"[(;,]\s*", s.left(cue.start)) and s.bracket(cue.start):
        return True  # "96.3% (standard 95%)"
    if not re.fullmatch(_IS_SET_AT, gap, re.I):
        return False
    said = re.search(r"\b(?:is|was|are|were)\b", gap)  # of "performance against the standard was 61%" it is not said
    return not (said and ends(_GOVERNED + r"(?:(?:the|our|its|a|an|this)\s+)?(?:[\w#-]+\s+)?", s.left(cue.start, 60)))


def _expected(s: Sentence, cue: Mark, after: Figure) -> Figure | None:
    """ "the contract requires 88%": what was expected follows at once, or goes before ("the 95% the plan calls for")."""
    if after.q.form == "word" and after.q.value < 2:
        return None  # "it should be one of"
    gap = s.between(cue.end, after.start)
    return after if re.fullmatch(rf"\s*(?:of|at|to\s+be)?\s*{HEDGES}", gap, re.I) else _which_follows(s, cue)


def _target_points_on(s: Sentence, cue: Mark, before: Figure | None, after: Figure) -> bool:
    """Whether "target" speaks of the figure after it rather than of the one before."""
    gap = s.between(cue.end, after.start)
    if re.match(r"\s*at\b", gap) and ends(
        r"\b(?:exceed\w*|met|meet\w*|above|below|achiev\w+|miss\w+)\s+(?:the\s+|our\s+|its\s+)?", s.left(cue.start)
    ):
        return False  # "exceeding the target at 442 days": 442 is the value
    if before is None:
        return True
    if re.fullmatch(r",\s*", gap) and begins(r"\s*,", s.right(after.end)):
        return True  # "our target, 575, ..."
    if not before.why and re.fullmatch(r",\s*", s.between(before.end, cue.start)) and not gap.strip():
        return True  # "47.1%, target 50%"
    return bool(re.match(r"\s*(?:of\b|is\b|was\b|[:–-]|set\b|being\b)", gap)) or s.words(
        cue.start, cue.end
    ).lower().endswith(" of")


def _listed_before(s: Sentence, f: Figure, cue: Mark) -> list[Figure]:
    """ "set against 41% and 44% in England": the name behind a list governs all of it."""
    if cue.start < f.end:
        return []
    out: list[Figure] = []
    last = f
    for g in reversed(s.before(f.start)):
        if g.role or g.unit != f.unit or not re.fullmatch(r"\s*(?:,|and|,\s*and)\s*", s.between(g.end, last.start)):
            break
        out.append(g)
        last = g
    compared = ends(
        r"\b(?:compared\s+(?:to|with)|than|against|versus)\s+(?:the\s+)?" + SOFT_HEDGES, s.left(last.start, 60)
    )
    return out if compared else []


def _which_follows(s: Sentence, cue: Mark) -> Figure | None:
    """ "the 95% which the People Plan calls for", "the 7.2% seen across Yorkshire": the name ends a relative clause."""
    for f in reversed(s.before(cue.start)):
        gap = s.between(f.end, cue.start)
        verb = re.fullmatch(
            r"\s+(?:seen|recorded|achieved|reported|averaged|managed|found|posted|delivered|told)\s+(?:by|in|across|for|among)\s+(?:the\s+|all\s+|our\s+)?(?:\w+\s+)?(?:in\s+|across\s+|of\s+)?(?:the\s+)?",
            gap,
        )
        relative = (
            cue.gives.get("kind") == "target"
            and re.fullmatch(r"\s+(?:which\s+|that\s+)?", gap)
            and ends(r"\b(?:the|a|an)\s+" + SOFT_HEDGES, s.left(f.start, 40))
        )
        return f if verb or relative else None
    return None


def _listed_after(s: Sentence, f: Figure, cue: Mark) -> list[Figure]:
    """ "better than England (10% and 70%)": the name before a bracket governs all of its figures."""
    dealt = _dealt_after(s, f, cue)
    box = s.bracket(f.start)
    if dealt or cue.end > f.start or not box or cue.end > box[0]:
        return dealt
    inside = [g for g in s.figures if g.start > f.start and g.end <= box[1] and not g.role and g.unit == f.unit]
    plain = re.fullmatch(r"\(\s*#+(?:\s*(?:,|and|,\s*and)\s*#+)+\s*(?:respectively)?\s*\)", s.between(*box))
    return inside if plain else []


def _dealt_after(s: Sentence, f: Figure, cue: Mark) -> list[Figure]:
    """ "the England averages being 4%, 6% and 17%": as many figures as there are values before, one for each."""
    if cue.end > f.start:
        return []
    run = [f]
    for g in s.figures[s.figures.index(f) + 1 :]:
        like = g.unit == f.unit or not (g.q.unit_stated and f.q.unit_stated)
        if g.role or not like or not re.fullmatch(r"\s*(?:,|and|,\s*and)\s*", s.between(run[-1].end, g.start)):
            break
        run.append(g)
    ended = begins(r"\s*(?:respectively\b|[.,;:)–-]|$|(?:but|and|while|whereas)\b(?!\s*#))", s.right(run[-1].end, 30))
    told = [
        g
        for g in s.figures
        if g.end <= cue.start
        and g.role in ("", "value")
        and (g.unit == f.unit or not f.q.unit_stated)
        and s.bracket(g.start) is None
    ]
    plural = re.search(
        r"(?:targets|ceilings|averages|limits|figures|rates|standards|goals)\W*$",
        s.words(cue.start, cue.end) + s.words(cue.end, cue.end + 9).split(" was")[0],
        re.I,
    )
    both = not told and (
        plural or re.match(r"\s*(?:both|all|these|the\s+(?:comparable|equivalent|corresponding))\b", s.text, re.I)
    )
    return run[1:] if len(run) > 1 and ended and (both or len(told) == len(run)) else []


def _against(s: Sentence, at: Mark | Figure) -> bool:
    """Whether something is measured against what stands at ``at``: "below the", "against a", "within the"."""
    return (
        ends(
            r"\b(?:against|below|above|within|under|over|exceed\w*|short\s+of|shy\s+of|beat\w*|past|beyond|with|than|meet\w*|met|miss\w*|ahead\s+of|compared\s+(?:to|with)|of|reach\w*)\s+(?:both\s+)?(?:(?:the|a|an|our|its|their|this)\s+)?",
            s.left(at.start, 40),
        )
        is not None
    )


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
    m = _FILLER.match(gap)
    rest = gap[m.end() :] if m else gap
    if not rest.strip():
        return True
    if (
        "," in rest
        or re.search(r"\b(?:had|has|have)\b", rest)
        or re.search(r"\([^()]*\w", rest)
        or re.search(r"\b(?:but|while|whilst|although|with|who|we|our|they|however|compared)\b", rest)
    ):
        return False
    lead = gap[: m.end()].rstrip() if m else ""
    words = rest.split()
    moved = re.fullmatch(
        r"[a-z\s]{0,50}\b(?:sits|stands|stood|runs|fell|rose|dropped|came|went)\s+(?:at|to)\s*", rest + " "
    )
    if moved and not re.search(r"\band\s+(?:the|a|an|our|its)\b", gap):
        return True  # "the South East rate dropped faster and now sits at"
    told = re.search(
        r"\b(?:is|was|were|are|at|of|to|being|stood\s+at|:)\s*(?:\(|\b(?:around|about|just|over|only|under)\s+)*$",
        rest + " ",
    )
    return (
        bool(
            re.search(
                r"(?:\b(?:of|for|in|among|to|by|providing|achieving|having|reaching)(?:\s+(?:all|the|other|its|our))*|[:])$",
                lead,
            )
        )
        and len(words) <= 7
        and bool(told or len(words) <= 3)
    )


def _directly_before(s: Sentence, cue: Mark) -> Figure | None:
    """ "25% nationally", "19% across the whole country", "the 5 day target"."""
    for f in reversed(s.figures):
        if f.end > cue.start:
            continue
        gap = s.between(f.end, cue.start)
        if cue.gives.get("kind") == "target":
            fits = re.fullmatch(
                r"(?:\s*-?\s*(?:(?:had|have|were|was)(?:\s+been)?(?:\s+originally)?|response|national|local|government|statutory|annual|minimum|completion))?\s*-?\s*",
                gap,
                re.I,
            )
        else:
            fits = re.fullmatch(
                r"\s*(?:\)?\s*)?(?:in|for|across|by|within|among|amongst)?\s*(?:(?:the|our|its|all)\s+)?(?:\w+['’]s\s+)?(?:whole\s+of\s+)?(?:@+\s+)?",
                gap,
                re.I,
            )
            far = re.fullmatch(r"\s+(?:of|for|among)\s+[a-z\s]{3,45}?(?:in\s+|across\s+)?", gap) and re.match(
                r"(?:nationally|regionally|England)\b", s.words(cue.start, cue.end), re.I
            )
            fits = fits or (
                far
                and ends(r"\b(?:compared\s+(?:to|with)|than|against|and|versus)\s+" + SOFT_HEDGES, s.left(f.start, 50))
            )
        return f if fits else None
    return None


def _may_be(s: Sentence, f: Figure, cue: Mark) -> bool:
    """Whether a figure beside a comparator's name is its figure: places alone need a comparison somewhere."""
    if cue.gives.get("kind") in ("target", "baseline") and re.match(
        r"\s*(?:\w+\s+)?(?:target|trajectory|baseline)", s.words(f.end, f.end + 20)
    ):
        return True
    others = [g for g in s.figures if g is not f and g.role not in ("dropped", "whole", "change")]
    if cue.gives.get("kind") in ("national", "regional") and not others and f.start > cue.end:
        return not re.search(r"\w\s+(?:in|across|of)\s+(?:the\s+)?$", s.left(cue.start)) or anaphoric(s)
    return True


def names_in_turn(s: Sentence) -> None:
    """ "in line with England but higher than similar authorities (22% and 19% respectively)": names and figures pair off."""
    at = s.respective(adverb=True)
    if at is None:
        return
    run: list[Figure] = []
    for f in reversed(s.before(at)):
        if run and not re.fullmatch(r"\s*(?:,|and|,\s*and)\s*", s.between(f.end, run[0].start)):
            break
        run.insert(0, f)
    named = [c for c in s.cues if "kind" in c.gives and c.end <= (run[0].start if run else 0)]
    between = s.between(named[-1].end, run[0].start) if run and named else "x"
    if (
        len(run) < 2
        or len(named) != len(run)
        or re.search(r"#", s.between(named[0].start, run[0].start))
        or len(between) > 60
    ):
        return
    for cue, f in zip(named, run, strict=True):
        f.role, f.cues, f.why, f.text_start = "comparator", [cue], "respectively", min(f.text_start, cue.start)


def first_is_ours(s: Sentence) -> None:
    """ "higher in Ashdown than England; the respective rates were 70.5% and 65.1%": the second is England's."""
    if s.respective() is None:
        return
    free = [f for f in s.figures if not f.role]
    named = [c for c in s.cues if c.gives.get("kind") in ("national", "regional", "statistical_neighbour")]
    if len(free) != 2 or len(named) != 1 or free[0].unit != free[1].unit:
        return
    if ends(r"\bthan\s+(?:in\s+|for\s+|the\s+)*", s.left(named[0].start, 40)) and re.fullmatch(
        r"\s+and\s+", s.between(free[0].end, free[1].start)
    ):
        free[1].role, free[1].cues, free[1].why = "comparator", [named[0]], "respectively"


def inherit_names(s: Sentence) -> None:
    """ "higher than the national average (13% compared with 11%)": the bare comparator is the one named before."""
    used = {id(c) for f in s.figures for c in f.cues}
    for f in s.figures:
        box = s.bracket(f.start)
        if f.role != "comparator" or f.why != "compared" or f.cues or not box or "@" in s.between(*box):
            continue
        named = [c for c in s.cues if c.end <= box[0] and "kind" in c.gives and id(c) not in used]
        if named and re.search(r"\bthan\b|\bcompared\b|\b(?:above|below)\b", s.left(named[-1].start, 60), re.I):
            f.cues.append(named[-1])


def anaphoric(s: Sentence) -> bool:
    return begins(r"\s*(?:this|it|which|that|these|both|&+|the\s+&+|compar)", s.low[s.start : s.start + 40]) is not None
