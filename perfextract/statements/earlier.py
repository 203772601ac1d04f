"""Find the figures told of an earlier time: what a value moved from, or stood at before."""

from __future__ import annotations

import re

from perfextract.statements.figures import SOFT_HEDGES, Figure, Sentence, begins, ends, moves_before
from perfextract.statements.wording import CHANGE_NOUN, CHANGE_VERB, COMPARED, TOLD_BEFORE

_EARLIER = (
    ("from, after a movement", rf"\b(?:{CHANGE_NOUN}|{CHANGE_VERB}|up|down|change|movement|moved|cut)\b[^;#]{{0,40}}\bfrom\s+(?:our\s+own\s+|its\s+)?(?:@+(?:['’]s?)?\s+)?{SOFT_HEDGES}"),
    ("from, after an arrow", r"#[^#;]{0,20}[▲▼↑↓⬆⬇△▽]\s*from\s+"),
    ("from a high or low", rf"\bfrom\s+(?:a|its|the)\s+(?:high|low|peak|record|base)\s+(?:point\s+)?of\s+{SOFT_HEDGES}"),
    ("on the earlier figure", r"\b(?:changed|unchanged|step\s+up|step\s+down|advance|improvement|up|down|beats?|beating|betters?|tops?)(?:\s+again)?\s+(?:(?:on|from)\s+)?the\s+(?=$)"),
    ("from, after a movement to a value", rf"\b(?:{CHANGE_NOUN}|{CHANGE_VERB}|up|down|moved)\b[^;]{{0,60}}#+[^;#]{{0,60}}\bfrom\s+(?:@+\s*\(?|the\s+@+\s*\(?(?:figure\s+of\s+)?)?{SOFT_HEDGES}"),
    ("on an earlier figure", rf"\b(?:{CHANGE_NOUN}|up|down)\s+(?:on|over|against)\s+(?:the\s+)?(?:@+(?:['’]s)?\s+)?(?:figure\s+of\s+|total\s+of\s+|rate\s+of\s+|of\s+)?{SOFT_HEDGES}"),
    ("previously", rf"\b{TOLD_BEFORE}\s+(?:as|at)\s+|\bpreviously\s+(?:at\s+|was\s+|stood\s+at\s+)?"),
    ("since an earlier figure", rf"\b(?:{CHANGE_VERB}|improved)\s+by\s+#+\s+(?:since|from|on|over)\s+(?:the\s+)?"),
    ("was, of the value before", r"(?:^|#[^#;.]{0,30};|\()\s*(?:it\s+)?(?:was|were|had\s+been)\s+(?:at\s+)?(?=$)"),
    ("a multiple of", r"\b(?:double|twice|treble|triple|half|(?:two|three|four|five|ten)\s+times)\s+(?:of\s+)?(?:the|last\s+year['’]s)\s+"),
    ("having been", r"\bhaving\s+(?:previously\s+)?(?:been|stood|held|had|reached|taken|averaged|numbered)\s+(?:at\s+)?"),
    ("after an earlier figure", rf"\b(?:after|following)\s+{SOFT_HEDGES}(?=$)(?<!within )"),
    ("bracketed was", r"\(\s*(?:it\s+)?(?:was|were|previously|formerly|from|up\s+from|down\s+from|previous|last\s+time)[\s:]*"),
)  # fmt: skip


def movements(s: Sentence) -> None:
    """ "from A to B", "A ... down to B", "(A in Q2 of last year to B in Q2 of this)": A is earlier, B the value."""
    free = [f for f in s.figures if not f.role]
    for b in free:
        left = s.left(b.start, 120)
        now = ends(rf"\b(?:is|are|stands?|currently|now)\s+(?:now\s+|currently\s+)?(?:at\s+)?{SOFT_HEDGES}", left)
        if s.mask[: b.start].rstrip().endswith(("→", "->", "=>", "⇒")):
            now = None
        elif not now and not ends(rf"\b(?:to|and)\s*(?:@+\s*\(\s*)?{SOFT_HEDGES}", left):
            continue
        if (
            now
            and not re.search(
                r"#[^#;.]{0,40}\b(?:and|but)\s+(?:it\s+)?(?:is|are|stands\s+at)\s+(?:now|currently)\s+$", left, re.I
            )
            and not re.search(
                rf"#[^;#]*\b(?:{CHANGE_VERB}|come\s+(?:down|up)|gone\s+(?:down|up)|come\s+back|crept)\b[^;#]*\bnow\b[^;#]*$",
                left,
                re.I,
            )
        ):
            continue
        a = _partner(s, b, now is not None or ends(rf"\bdown\s+to\s+{SOFT_HEDGES}", left) is not None)
        if a is not None:
            a.role, a.owner, b.role = "comparator", b, "value"
            a.why = "moved from"


def _partner(s: Sentence, b: Figure, down_to: bool) -> Figure | None:
    before = s.before(b.start)
    a = before[-1] if before else None
    if a is None or a.role or (a.unit != b.unit and (down_to or (a.q.unit_stated and b.q.unit_stated))):
        return None
    gap = s.between(a.end, b.start)
    if ";" in gap:
        return None
    spelled = re.search(r"\bfrom\s+" + SOFT_HEDGES + "$", s.left(a.start), re.I) is not None
    if re.search(r"\b(?:runs?|ran)\s+from\s+$", s.left(a.start)):
        return None
    if (
        spelled
        and re.search(r"\bto\s", gap)
        and not re.search(
            r"\brang\w+\s+$|\brange\s+$|\bvar(?:y|ies|ied|ying)\s+$",
            s.left(a.start)[: s.left(a.start).lower().rfind("from")],
            re.I,
        )
    ):
        return a
    if down_to:
        return a
    if re.search(r"\bup\s+to\s+$", gap):
        return None  # "helping up to 300 families"
    if re.fullmatch(r"\s*(?:→|->|=>|⇒)\s*", gap):
        return a
    if re.fullmatch(
        r"[^#;.]{0,30}\b(?:and|but)\s+(?:it\s+)?(?:is|are|stands\s+at)\s+(?:now|currently)\s+", gap
    ) and ends(r"\b(?:was|were|stood\s+at|had\s+been)\s+(?:at\s+)?", s.left(a.start)):
        return a  # "was 72% and is now 74%"
    short = re.fullmatch(r"\s*(?:in\s+|at\s+|for\s+)?(?:\(?@+\)?|in)?,?\s*to\s+(?:\w+\s+)?", gap, re.I)
    if short and moves_before(s, b):
        return a
    if re.search(
        r"\b(?:runs?|ran|var(?:y|ies|ied)|rang\w+)\s+(?:widely\s+)?(?:from\s+)?" + SOFT_HEDGES + "$",
        s.left(a.start),
        re.I,
    ):
        return None
    between = re.search(r"\bbetween\s+@+\s*\(?$", s.left(a.start)) and re.fullmatch(r"\)?\s+and\s+@+\s*\(?", gap)
    return a if between else None


def earlier(s: Sentence, f: Figure) -> None:
    """Make a comparator of a figure told of an earlier time, or of another group."""
    why = _why_earlier(s, f)
    if why is None:
        return
    f.role, f.why = "comparator", why
    if why == "moved from":
        f.owner = s.following(f.end)
        assert f.owner is not None  # what it has grown to
        f.owner.role = "value"
    elif why == "compared to another group":
        f.kind = "other"


def _why_earlier(s: Sentence, f: Figure) -> str | None:
    """The first reason that fits, the strongest construction first."""
    left = s.left(f.start, 140)
    for why, pattern in _EARLIER:
        if ends(pattern, left):
            return why
    if any(test(s, f) for test in (_beside_comparator, _boxed_earlier, _boxed_second, _boxed_bare, _dated_back)):
        return "in brackets"
    if _possessive(s, f, left) or _the_earlier(s, f, left):
        return "of an earlier time"
    if _grown_to(s, f):
        return "moved from"
    if _another_compared(s, f):
        return "compared"
    if _told_of_an_earlier_time(s, f) or _had_been(s, f, left):
        return "told of an earlier time"
    if _other_group(s, f, left):
        return "compared to another group"
    if _compared(s, f, left):
        return "compared"
    return "after an earlier time" if _period_first(s, f, left) else None


def _compared(s: Sentence, f: Figure, left: str) -> bool:
    """ "compared to 640 at the close of Q1", "than a quarter before (310)"."""
    m = ends(
        r"\b(?:compar(?:ed?|es|ing|able)(?:\s+favourably|\s+well|\s+poorly)?\s+(?:to|with)|in\s+comparison\s+(?:to|with)|relative\s+to|versus|vs?\.?|against|opposed\s+to|than|similar\s+to|(?:the\s+)?same\s+as|equal\s+to|in\s+line\s+with|close\s+to|consistent\s+with)\b\s*(?P<gap>[^#;]*)",
        left,
    )
    if not m:
        return False
    if ends(
        rf"\b(?:performance|compliance|progress|achievement)\s+(?:against|on|with)\b[^#;]*\b(?:was|were|is|are|stood\s+at)\s+{SOFT_HEDGES}",
        left,
    ):
        return False  # "Performance against the standard was 61%": what it was, not what it is compared with
    gap = m["gap"]
    if not gap.strip() and re.search(r"\b(?:more|less|fewer|greater|no\s+more|no\s+less)\s+than\s*$", left, re.I):
        return False  # "more than £29.9m": a bound
    if (")" in gap and "(" not in gap) or re.search(r",(?!\s*(?:which\s+(?:was|were|is|stood)|when|where))", gap):
        return False  # the comparison was closed before the figure
    gap = re.sub(r"\([^()#]*\)", " ", gap)
    words = re.sub(
        r"@+|&+|[()\[\],:]|\b(?:in|at|for|on|of|the|a|an|was|were|which|who|it|is|by|figure|when|just|only|over|around|about|approximately|that|those|same|level|rate|total|average|with|to|reported|recorded|and|slightly|above|below|target|during|as|from|being|did|had|s|where|there|year|quarter)\b",
        " ",
        gap,
        flags=re.I,
    )
    extra = words.split()
    return len(extra) <= (4 if "@" in gap else 1)


def _other_group(s: Sentence, f: Figure, left: str) -> bool:
    """ "compared to 30% of all adults", "despite making up 12% of tenants": another group, same time."""
    right = s.right(f.end, 60)
    if not begins(r"\s+(?:of|for|among|in|across)\s+(?:the\s+|all\s+|other\s+)?(?:&|\w)", right) or "@" in right[:40]:
        return False
    return (
        ends(
            rf"\b(?:compared\s+(?:to|with)|than|versus|against|despite\s+(?:only\s+)?(?:accounting\s+for|representing|making\s+up))\s+(?:the\s+|only\s+)?{SOFT_HEDGES}",
            left,
        )
        is not None
    )


def _grown_to(s: Sentence, f: Figure) -> bool:
    """ "The £0.9m pressure reported last time has grown to £1.5m": what was is named before what is."""
    become = begins(r"[^#;,.]{0,60}\bha(?:s|ve|d)\s+(?:since\s+|now\s+)?become\s+#", s.right(f.end))
    if not become and not ends(r"(?:^|[.;]\s+)\s*the\s+", s.low[s.start : f.start]):
        return False
    m = become or begins(
        rf"[^#;,.]{{3,80}}\bha(?:s|ve|d)\s+(?:since\s+|now\s+)?(?:{CHANGE_VERB}|become)\s+(?:to\s+)?{SOFT_HEDGES}#",
        s.right(f.end),
    )
    following = s.following(f.end)
    return m is not None and following is not None and following.unit == f.unit


def _beside_comparator(s: Sentence, f: Figure) -> bool:
    """ "from 540 (61 per 10,000)": what stands in brackets right after a comparator is one too."""
    before = s.before(f.start)
    box = s.bracket(f.start)
    if not box or not before or before[-1].role != "comparator" or before[-1].unit == f.unit:
        return False
    if not re.fullmatch(
        r"\s*\(\s*(?:a\s+rate\s+of\s+|or\s+|or\s+a\s+rate\s+of\s+)?", s.between(before[-1].end, f.start)
    ):
        return False
    f.cues, f.kind, f.period = before[-1].cues, before[-1].kind, before[-1].period
    return True


def _boxed_earlier(s: Sentence, f: Figure) -> bool:
    """ "33 businesses were helped (27 in Q1)": a figure and a time alone in brackets, after the value."""
    box = s.bracket(f.start)
    item = r"(?:#+\s*(?:in|at|for|during|as\s+at|to)?\s*(?:the\s+)?@+|(?:in\s+)?@+\s*[:,–-]?\s*#+(?:\s+(?:over|under|down|up|late))?)"
    if (
        not box
        or not re.match(rf"\(\s*{item}\s*(?:[,;]|and\b|\))", s.between(*box))
        or (s.between(box[0], f.start).count("#") and not re.search(r"@+\s*[:,–-]?\s*$", s.between(box[0], f.start)))
    ):
        return False
    before = [g for g in s.before(box[0]) if g.role not in ("dropped", "change", "gap")]
    return bool(before and (before[-1].unit == f.unit or not f.q.unit_stated))


def _possessive(s: Sentence, f: Figure, left: str) -> bool:
    """ "a target of 60 and last quarter's 67": the figure an earlier time owns."""
    m = ends(r"(?P<p>@+)(?:['’]s?)?\s+", left)
    mark = m and s.period_at(f.start - len(left) + m.start("p"))
    return bool(mark and re.search(r"['’]s?$|s['’]$", s.words(mark.start, f.start).rstrip()))


def _the_earlier(s: Sentence, f: Figure, left: str) -> bool:
    """ "beating our target of 120 and the 98 delivered in 2021/22": listed with what the value is measured against."""
    before = s.before(f.start)
    listed = (
        before
        and before[-1].role == "comparator"
        and ends(
            r"[^#;]{0,30}\b(?:and|but|or)\s+(?:also\s+)?(?:(?:below|above|under|over|(?:better|worse|lower|higher)\s+than)\s+)?the\s+",
            s.low[before[-1].end : f.start],
        )
    )
    return bool(listed and begins(r"\s+(?:[\w'’-]+\s+){0,4}(?:in|at|for|during|from)\s+(?:the\s+)?@", s.right(f.end)))


def _boxed_second(s: Sentence, f: Figure) -> bool:
    """ "(16.7%; 15.9% in Quarter 1)": the second figure of the value's own bracket, with a time behind it."""
    box = s.bracket(f.start)
    if box and ends(r"[;,]\s*(?:in\s+)?@+\s*[:–-]?\s*", s.left(f.start)) and begins(r"\s*[;,)]", s.right(f.end)):
        return any(
            (g.end <= box[0] and g.unit == f.unit) or not f.q.unit_stated for g in s.figures
        )  # "(target 25; Q1 31)"
    before = [g for g in s.figures if box and g.start > box[0] and g.end <= f.start and g.unit == f.unit]
    return bool(
        before
        and re.fullmatch(r"\s*[;,]\s*", s.between(before[-1].end, f.start))
        and begins(r"\s+(?:in|at|for|during)?\s*@+\s*\)", s.right(f.end))
    )


def _boxed_bare(s: Sentence, f: Figure) -> bool:
    """ "562 plans (577)", "16.4% (17.2%)": a lone like figure in brackets after the value is the one before it."""
    box = s.bracket(f.start)
    if not box or not re.fullmatch(r"\(\s*#+\s*\)", s.between(*box)):
        return False
    before = [g for g in s.before(box[0]) if g.role not in ("dropped", "change", "gap", "count")]
    if before and before[-1].unit == f.unit == "count" and f.q.unit_stated != before[-1].q.unit_stated:
        return False  # "642 (571.3 full-time equivalents)"
    like = before and (before[-1].unit == f.unit or (not f.q.unit_stated and before[-1].unit not in ("percent", "GBP")))
    if not before or before[-1].role not in ("", "value") or not like or s.bracket(before[-1].start):
        return False
    gap = s.words(before[-1].end, box[0])
    return not re.search(r"[,;:]|\b(?:and|with|of\s+wh\w+|in|at|for)\b|\b[A-Z][a-z]+\s*$", gap) and len(gap) < 60


def _dated_back(s: Sentence, f: Figure) -> bool:
    """ "against 90% and 86.8% a year ago": a like figure told for an earlier time, behind the value."""
    m = begins(r"\s*(?:[a-z]+ed\s+)?(?:in|at|for|during|on)?\s*(?:the\s+)?(?P<p>@+)", s.right(f.end))
    if not m:
        return False
    mark = s.period_at(f.end + m.start("p"))
    if mark is None or not mark.relative:
        return False
    before = [g for g in s.figures if g.end <= f.start and g.role in ("", "value") and (g.unit == f.unit)]
    return (
        bool(before)
        and not re.search(r";", s.between(before[-1].end, f.start))
        and bool(
            ends(
                rf"(?:,|\b(?:and|but|than|against|from|compared\s+to|with|on|of|the|was|were))\s*(?:in\s+)?(?:the\s+)?{SOFT_HEDGES}",
                s.left(f.start, 50),
            )
        )
    )


def _told_of_an_earlier_time(s: Sentence, f: Figure) -> bool:
    """ "...; last year at the same stage we had spent £11.2m": a clause that opens with an earlier time."""
    clause = ends(
        r"(?:^|[;.]\s+|\s[–—-]\s+|,?\s+(?:while|whilst|whereas|and|but|when|where)\s+)\s*(?:(?:(?:our|its|the)\s+(?:own\s+)?)?(?:figure|rate|total|number|position|result|performance|uptake)\s+|&+\s+)?(?:in|at|by|for|during|back\s+in)?\s*(?:the\s+)?(?P<p>@+)(?P<rest>[^#;]{0,70})",
        s.low[s.start : f.start],
    )
    if not clause or re.search(r"\b(?:compared|than|from|to)\s*$", clause["rest"]):
        return False
    mark = s.period_at(s.start + clause.start("p"))
    said = re.search(
        r"\b(?:had\s+been|had|was|were|stood|closed|ended|came|it|figure|equivalent|comparable|projection|position|share|rate|we|recorded|achieved|managed|reported|posted|scored|saw)\b",
        clause["rest"],
    )
    if mark is None or not mark.relative or not said:
        return False
    before = [g for g in s.figures if g.end <= f.start and g.role in ("", "value")]
    if before and not any(g.unit == f.unit for g in before):
        return False
    f.period = f.period or mark
    return True


def _had_been(s: Sentence, f: Figure, left: str) -> bool:
    """ "(it had been 4 minutes)", "; there had been 6 by then": further back than what is being told."""
    back = ends(
        r"(?:^|[;,(–]\s*|\b(?:and|but|whereas|while|whilst|although|when|where)\s+)\s*(?:it|this|that|there|they|these|which|where|(?:the|its|our)\s+(?:[\w-]+\s+)?(?:figure|rate|number|proportion|share|total|average))?"
        rf"\s*(?:it\s+)?had\s+(?:previously\s+|only\s+)?(?:been|stood)\s+(?:at\s+)?{SOFT_HEDGES}",
        left,
    )
    mark = next(
        (p for p in s.periods if p.start >= f.end and re.fullmatch(r"[^#;,.]{0,40}", s.between(f.end, p.start))), None
    )
    done = (
        mark is not None
        and (mark.relative or mark.form in ("month", "year", "years"))
        and begins(r"\s+(?:[\w’'-]+\s+){0,3}had\s+(?:done\s+so|been)\b", s.right(f.end))
    )
    return bool(back or (done and any(g.end <= f.start and g.role in ("", "value") for g in s.figures)))


def _another_compared(s: Sentence, f: Figure) -> bool:
    """ "compared with 31 in 2020-21 and 28 in 2019-20": the second of two earlier figures."""
    before = s.before(f.start)
    if not before or before[-1].role != "comparator" or before[-1].unit != f.unit:
        return False
    if before[-1].why == "after an earlier time" and re.fullmatch(
        r"\s*(?:,|,?\s*and)\s*", s.between(before[-1].end, f.start)
    ):
        f.period = before[-1].period
        return begins(r"\s*(?:respectively)?\s*(?:[.,;)]|$)", s.right(f.end)) is not None
    if before[-1].why == "told of an earlier time" and re.fullmatch(
        r"\s*,?\s*and\s+", s.between(before[-1].end, f.start)
    ):
        f.period = before[-1].period
        return begins(r"\s*(?:respectively)?\s*(?:[.;)]|$)", s.right(f.end)) is not None
    if before[-1].cues or before[-1].why == "moved from":
        return False
    gap = s.between(before[-1].end, f.start)
    return bool(
        re.fullmatch(r"\s*(?:\w+\s+){0,3}?(?:in|at|for|during|on)?\s*(?:the\s+)?@+\)?,?\s*and\s+(?:\w+\s+)?", gap)
        and begins(r"\s*(?:\w+\s+){0,3}?(?:in|at|for|during|on)?\s*(?:the\s+)?@", s.right(f.end, 50))
    )


def _period_first(s: Sentence, f: Figure, left: str) -> bool:
    """ "previous year (67.2%)", "last year: 12.8 days", "2019 (840) and 2020 (812)" after a comparison."""
    m = ends(
        r"(?P<p>@+)(?:['’]s?)?\s*(?:\([^()]*\)\s*)?(?:[\w\s]{0,25}\b(?:which|it)\s+(?:was|stood\s+at)\s+|figures?\s+of\s+|total\s+of\s+|rate\s+of\s+|(?:level|mark|result|score)\s+of\s+|(?:was|were)\s+|:\s*|\(\s*|of\s+|at\s+|–\s*|for\s+which\s+it\s+was\s+|when\s+(?:it|they|this|these|performance|the\s+\w+)\s+(?:was|were|stood)\s+(?:at\s+)?)(?:was\s+)?"
        + SOFT_HEDGES,
        left,
    )
    if not m:
        return False
    start = f.start - (len(left) - m.start("p"))
    mark = s.period_at(start)
    if mark is None:
        return False
    if mark.relative:
        return True
    before = s.between(s.start, mark.start)
    if re.search(
        rf"\b(?:(?:{CHANGE_NOUN}|up|down|ahead)\b[^;.@]{{0,30}}\bon|from|since|over|against|to|than)\s+(?:in\s+)?$|#\s+on\s+$",
        before,
    ) and re.match(r"\s*(?:\(|when\b)", s.mask[mark.end :]):
        return True  # "an advance on 2020-21 when it was 88%"
    near = re.search(
        rf"\b(?:{COMPARED}|than|above|below)\b[^#;@]{{0,25}}(?:@+\s*\(#+\)\s*(?:,|and)?\s*)*(?:in\s+|to\s+)*$",
        before,
        re.I,
    )
    return near is not None and f.start - mark.end < 8


def of_another(s: Sentence) -> None:
    """ "28 fewer than in quarter 2, now known as 326 (previously 310)": what a figure compared with was before."""
    for f, last in zip(s.figures[1:], s.figures, strict=False):
        boxed = re.fullmatch(
            r"\s*\(\s*(?:previously|formerly|originally|was|were)\s+", s.between(last.end, f.start), re.I
        )
        if boxed and last.role == "comparator" and f.role == "comparator" and f.unit == last.unit:
            f.role, f.why = "dropped", "an earlier figure of one compared with"
