"""Find the figures that are one value told twice or no value: ranges, shares in words, counts beside their percentages."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from perfextract.statements.figures import SOFT_HEDGES, Figure, Sentence, begins, ends


def ranges(s: Sentence) -> None:
    """ "grades 9-4", "0-0": two figures with a dash between them that amounts did not read as a range are no values."""
    for a, b in pairwise(s.figures):
        if re.fullmatch(r"\s*[-–−]\s*", s.between(a.end, b.start)) and not (a.q.unit_stated and a.unit != b.unit):
            for f in (a, b):
                f.role, f.why = "dropped", "range"


def _said_in_words(s: Sentence, f: Figure) -> bool:
    """ "Eighty-six per cent of people (86.4%)": the same share, once in words."""
    following = s.following(f.end)
    if f.q.form != "word" or f.unit != "percent" or following is None or following.unit != "percent":
        return False
    return abs(following.q.value - f.q.value) < 1 and s.bracket(following.start) is not None


def fractions_in_words(s: Sentence) -> None:
    """ "Eight tenants (nearly a quarter)", "over four fifths (81%)": the exact figure counts, the fraction not."""
    for f in s.figures:
        if f.role or not (f.q.form == "fraction" or _said_in_words(s, f)):
            continue
        box = s.bracket(f.start)
        others = [g for g in s.figures if g is not f and not g.role]
        if box and any(g.end <= box[0] and not re.search(r"[;,]", s.between(g.end, box[0])) for g in others):
            f.role, f.why = "dropped", "share in words"
        elif any(
            begins(r"\s+of\s+the\s+#", s.right(f.end)) and g.start < f.end + 10 and g.unit == "percent"
            for g in others
            if g.start > f.end
        ):
            f.role, f.why = "dropped", "share in words"  # "around half of the 6.0% seen nationally"
        elif begins(
            r"\s+(?:the\s+(?:level|rate|number|figure)|that\s+of|as\s+many|what\s+it\s+was)\b", s.right(f.end)
        ) or any(
            re.fullmatch(r"\s*(?:(?:of\s+)?(?:[\w'’-]+\s*){1,5})?(?:\(|,)\s*(?:at\s+)?", s.words(f.end, g.start))
            for g in others
            if g.start > f.end
        ):
            f.role, f.why = "dropped", "share in words"


_OUT_OF = r"\s+(?:out\s+)?of\s+(?:an\s+establishment\s+of\s+|the\s+|our\s+|all\s+|these\s+|a\s+(?:total|cohort)\s+of\s+|a\s+possible\s+|a\s+possible\s+total\s+of\s+|its\s+)*"


def out_of(s: Sentence) -> None:
    """ "17 of the 38 measures", "29 out of 75", "78% of the 640": the second number is what the first is out of."""
    for a, b in pairwise(s.figures):
        gap = s.between(a.end, b.start)
        if a.role or b.role:
            continue
        if _share_of_money(a, b, gap):
            b.role, a.whole, b.owner = "whole", b, a
            _part_of_a_plan(s, a, b)
        elif b.unit == "count" and a.unit == "percent":
            if re.fullmatch(r"\s+of\s+(?:the|our|those|all|its)\s+(?:[a-z]+\s+)?", gap):
                b.role, a.whole, b.owner = "whole", b, a
        elif b.unit == a.unit == "count" and re.fullmatch(_OUT_OF, gap, re.I):
            b.role, a.whole, b.owner = "whole", b, a
            if _is_score(s, a, b, gap):
                a.unit, a.whole = "score", None


def _is_score(s: Sentence, a: Figure, b: Figure, gap: str) -> bool:
    """ "7.6 out of 10", "47 out of 100, two below the mean": points on a scale, where nothing follows to be counted."""
    nothing = " out " in gap and not begins(r"\s+[a-z]", s.right(b.end))
    return b.q.value in (5, 10, 100) and ("." in a.q.text or nothing)


def _part_of_a_plan(s: Sentence, share: Figure, whole: Figure) -> None:
    """ "£9.1m, 93% of the £9.8m expected": the whole is what the money before was meant to be."""
    spent = [g for g in s.figures if g.end <= share.start and g.unit == "GBP" and not g.role]
    meant = begins(
        r"\s+(?:&+|programme|budget|planned|expected|allocated|agreed|profiled|target|due)", s.right(whole.end, 30)
    )
    if spent and meant and whole.q.value and share.unit == "percent":
        if abs(100 * spent[-1].q.value / whole.q.value - share.q.value) < Decimal("1.5"):
            whole.role, whole.kind, whole.owner = "comparator", "target", spent[-1]


def _share_of_money(a: Figure, b: Figure, gap: str) -> bool:
    """ "96% of the £12.6m planned", "£5.1m of the £7.5m": the second is what the first is a part of."""
    return (
        b.unit == "GBP"
        and a.unit in ("percent", "GBP")
        and re.fullmatch(r"\s+of\s+(?:the|a|our|its)\s+(?:[a-z]+\s+){0,3}(?:&+\s*)?", gap) is not None
    )


def pairs(s: Sentence) -> None:
    """ "112 (41%)", "65% (60)", "(79%, 53 children)", "1,021 were answered in time (48%)": one record, the percentage."""
    free = [f for f in s.figures if not f.role or f.role == "value"]
    for a, b in pairwise(free):
        if a.whole and b.unit == "percent" and not b.count and a.unit == "count" and _is_share(a, b):
            b.count, b.whole, a.role, a.owner, a.whole.owner = a, a.whole, "count", b, b
            continue
        if a.count or b.count or {a.role, b.role} & {"comparator"}:
            continue
        percent, count = (a, b) if a.unit == "percent" and b.unit == "count" else (b, a)
        if (
            percent.unit != "percent"
            or count.unit != "count"
            or count.q.form == "fraction"
            or percent.q.form == "fraction"
        ):
            continue
        if _paired(s, a, b, percent, count):
            percent.count, count.role, count.owner = count, "count", percent
            if count.whole:
                percent.whole, count.whole.owner = count.whole, percent


def _is_share(count: Figure, percent: Figure) -> bool:
    """ "1,880 out of 2,000 ... a score of 94%": the percentage is the share just told."""
    assert count.whole is not None
    return bool(count.whole.q.value) and abs(100 * count.q.value / count.whole.q.value - percent.q.value) < 1


def _paired(s: Sentence, a: Figure, b: Figure, percent: Figure, count: Figure) -> bool:
    gap = s.between(a.whole.end if a.whole and a.whole.end <= b.start else a.end, b.start)
    if re.search(r"\bcompar\w+|\bthan\b", gap):
        return False
    if re.fullmatch(
        r"\s*\(\s*(?:or\s+|approximately\s+|about\s+|i\.e\.\s+|equivalent\s+to\s+|around\s+|over\s+)?", gap, re.I
    ):
        return s.bracket(b.start) is not None
    if (
        a is count
        and count.whole
        and re.fullmatch(
            r"[^,;#]{0,30}(?:,\s*(?:i\.e\.|that\s+is|or|giving|making)|\s[–—-]|:)\s*(?:a\s+[\w'’-]+\s+rate\s+of\s+)?",
            gap,
        )
    ):
        return True  # "11 out of 12, i.e. 92%"
    if a is count and _share_told(s, a, b, gap):
        return True
    if (
        a is count
        and ends(r"\bof\s+wh(?:om|ich)\s+", s.left(a.start, 20))
        and re.fullmatch(r"[^,;#]{0,30}\s[–—]\s", gap)
    ):
        return True  # "of which four were allowed – 36 per cent"
    if a is percent and count.whole and re.fullmatch(r"\s*[^,;#]{0,30},?\s*(?:i\.e\.|that\s+is,?)\s*", gap):
        return True  # "61%, i.e. 1,220 of 2,000"
    if a is count and re.fullmatch(r"\s+[^,;#@&]{3,30},\s+or\s+", gap):
        return True  # "117 homes, or 1.3% of our stock"
    if (
        re.fullmatch(r"\s*(?:,|or|/|;|–|-)\s*(?:or\s+)?", gap)
        and (s.bracket(a.start) is not None)
        and s.bracket(a.start) == s.bracket(b.start)
    ):
        return True
    if a is percent:
        box = s.bracket(b.start)
        if box and b.whole and re.fullmatch(r"\(\s*#+\s+(?:out\s+)?of\s+(?:the\s+)?#+[^()#]*\)", s.between(*box)):
            return "#" not in gap and ";" not in gap  # "88% of minor applications were in time (52 of 59)"
        if (
            box
            and re.fullmatch(r"\(\s*#+\s+[a-z]+\s*\)", s.between(*box))
            and re.fullmatch(r"\s+of\s+[^,;#@&]{3,60}\(\s*", gap)
        ):
            return True  # "61% of cases (90 households)"
        if box and re.fullmatch(r"\(\s*#+\s*\)", s.between(*box)) and re.fullmatch(r"\s+of\s+[^,;#@&]{3,60}\(\s*", gap):
            return True  # "49% of assessments (94)"
        if re.fullmatch(
            rf"[^#;]{{0,60}}?,?\s*(?:although\s+|and\s+)?(?:which\s+|this\s+)?(?:represents?|equates?\s+to|(?:is\s+)?equivalent\s+to|representing|equating\s+to)\s+{SOFT_HEDGES}",
            gap,
            re.I,
        ):
            return True
    if a is count:  # the percentage stands alone in brackets at the end of the count's own clause
        box = s.bracket(percent.start)
        alone = box and re.fullmatch(r"\(\s*#+(?:\s+of\s+[^()#]*)?\s*\)", s.between(*box))
        return bool(
            alone
            and len(gap) < 120
            and not re.search(r"[;#@]|, (?:and|with|but)\b|\bof\s+wh|\b(?:and|while)\b", gap)
            and re.match(r"\s+\w+", gap)
            and _noun_after(gap)
        )
    return False


def _share_told(s: Sentence, count: Figure, percent: Figure, gap: str) -> bool:
    """ "Of the 9,870 invited, 4,442 came: 45.0%": the percentage is the count's share of a count told before."""
    if not re.fullmatch(r"[^;#&@]{0,40}(?:[:,–—(]|\bor)\s*(?:[\w‘’'-]+\s+){0,5}", gap):
        return False
    told = [g for g in s.figures if g.end <= count.start and g.unit == "count" and g.q.value > count.q.value]
    return any(abs(100 * count.q.value / g.q.value - percent.q.value) < Decimal("0.6") for g in told)


def _noun_after(gap: str) -> bool:
    return not re.match(r"\s+(?:in|at|on|per|by|from|to)\b", gap)
