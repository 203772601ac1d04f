"""Find the figures that say by how much something moved, or how far it is from a target."""

from __future__ import annotations

import re

from perfextract.statements.figures import HEDGES, SOFT_HEDGES, Figure, Sentence, begins, ends
from perfextract.statements.wording import ADJECTIVES, ADVERBS, CHANGE_NOUN, CHANGE_VERB, MORE_WORD

_UP_WORDS = re.compile(
    r"\b(?:increas\w*|ris\w+|rose|gr[eo]w\w*|growth|up|more|higher|longer|greater|slower|climb\w*|gain\w*|uplift|upturn|above|over|surge\w*|spike\w*|jump\w*)\b",
    re.I,
)
_DOWN_WORDS = re.compile(
    r"\b(?:decreas\w*|reduc\w+|f[ea]ll\w*|drop\w*|declin\w*|down\w*|fewer|lower|less|shorter|faster|quicker|dip\w*|shr[aiu]nk|below|under|behind|slipped)\b",
    re.I,
)


def change(s: Sentence, f: Figure) -> None:
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
    if begins(r"\s+(?:up|down)\s*(?:[.,;)]|$|and\b)", right):
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
        return None  # "a reduction of 90 to 70" means from 90 to 70
    return "after a noun of change"


def _like_sized(s: Sentence, f: Figure) -> bool:
    following = next((g for g in s.figures if g.start > f.end), None)
    if following is None or following.unit != f.unit or f.q.value <= 0 or following.q.value <= 0:
        return False
    return 0.4 <= float(following.q.value / f.q.value) <= 2.5


def _change_by(left: str, right: str) -> str | None:
    if ends(
        rf"\b(?:{CHANGE_VERB}|up|down|higher|lower|more|fewer|exceeded|missed|ahead|out){ADVERBS}\s+by\s+{SOFT_HEDGES}",
        left,
    ):
        return "after 'by'"
    if ends(rf"\b{CHANGE_NOUN}\s+in\s+[^#;,]{{3,50}}?\bby\s+{SOFT_HEDGES}", left):
        return "after 'by'"
    if ends(rf"\b{CHANGE_VERB}\b.{{0,60}}?\bby\s+{SOFT_HEDGES}", left) and not re.search(
        r"[;#]|, ", left[left.lower().rfind(" by ") - 60 :] if " by " in left.lower() else left
    ):
        return "after 'by'"
    if ends(
        rf"\b(?:{CHANGE_VERB}|up|down)\b[^.]*[;–—,]\s+(?:and\s+)?(?:[\w'’-]+\s+){{1,6}}by\s+{SOFT_HEDGES}", left
    ) or ends(r"\ban\s+extra\s+", left):
        return "after 'by'"  # "fell by 4%; vehicle crime by 18%"
    if ends(rf"\b(?:up|down){ADVERBS}\s+{SOFT_HEDGES}", left) and not ends(
        r"\b(?:tak(?:e[ns]?|ing)|took|ma[dk]es?|making|set|sign(?:ed)?|follow(?:ed)?|pick(?:ed|s|ing)?|speed|sped|buil[dt]|back(?:ed)?|ca(?:tch|ught)|clean(?:ed)?|open(?:ed)?|turn(?:ed)?|end(?:ed)?|g[ai]ve)\s+up\s+",
        left,
    ):
        return "after up or down"
    if ends(r"\brecover(?:ed|ing)\s+", left):
        return None  # money got back
    if ends(
        rf"\b{CHANGE_VERB}{ADVERBS}\s+(?:a|an)?\s*(?:further\s+|about\s+|around\s+|nearly\s+|almost\s+|just\s+over\s+|over\s+)?",
        left,
    ) and begins(r"\s*(?:$|[,.;)]|in\b|on\b|over\b|compared|since|from\b|between|during|@|and\b|against)", right):
        return "after a verb of change"
    return None


def _signed_beside_change(s: Sentence, f: Figure) -> str | None:
    box = s.bracket(f.start)
    if box and f.q.text[:1] == "+" and re.fullmatch(r"\(\s*#+\s*\)", s.between(*box)):
        before = s.before(box[0])
        beside = (
            before
            and s.bracket(before[-1].start) is None
            and re.fullmatch(r"\s*(?:[a-z]+\s+){0,3}", s.between(before[-1].end, box[0]))
        )
        return "signed" if beside else None
    if box and re.fullmatch(r"\(\s*(?:or\s+|approximately\s+|around\s+|about\s+)?", s.between(box[0], f.start)):
        before = s.before(box[0])
        if before and before[-1].role in ("change", "gap") and not s.between(before[-1].end, box[0]).strip():
            return "signed, beside a change"
    return None


def _more_than(s: Sentence, f: Figure, right: str) -> bool:
    """ "8% fewer visits", "12 days faster than", "two more than in spring"."""
    m = begins(rf"\s+(?:\([^()]*\)\s+)?(?:or\s+so\s+)?(?:percentage\s+points?\s+)?{MORE_WORD}\b", right)
    if not m:
        return _and_another(s, f)
    after = right[m.end() :]
    if m[0].endswith("over") and re.match(r"\s+(?:the\s+)?@", after):
        return False  # "853 over the rolling year"
    if (
        re.search(r"\b(?:over|under)$", m[0])
        and re.match(r"\s+(?:the\s+)?(?:&|budget)", after)
        and not any(g.end <= f.start and g.unit == f.unit for g in s.figures)
    ):
        return False  # "£6.7m over budget" is the overspend
    if re.search(r"\b(?:over|under|above|below|ahead|behind|short|shy|clear)$", m[0]) and not re.match(
        r"\s+(?:than|of|the\s+(?:&|mean\b|average\b|median\b)|&|the\s+@|@|that|last|expected|our|budget|plan|forecast|target)",
        after,
    ):
        return False  # "139 days over"
    if s.bracket(f.start) and begins(r"\s+\w+\s*\)", after):
        return True  # "(30 fewer cases)"
    return (
        begins(
            r"\s+(?:\S+\s+){0,4}?(?:than|on|compared|when|in\s+comparison|from|since|against|for)\b|\s+(?:of\s+)?(?:the\s+|our\s+)?(?:&+|@+|#+|expected|programme|schedule|plan|budget|forecast)|\s*[.,)]|\s+than\b",
            after,
        )
        is not None
    )


def _and_another(s: Sentence, f: Figure) -> bool:
    """ "a fall of 1.1% on June and 3.1% on September": a second change, told in the same breath."""
    before = s.before(f.start)
    if not any(g.role == "change" and g.unit == f.unit for g in before[-3:]):
        return False
    return bool(
        ends(rf"\b(?:and|but|or)\s+(?:by\s+)?{SOFT_HEDGES}", s.left(f.start, 40))
        and begins(
            r"\s+(?:(?:on|from|compared\s+(?:to|with)|since|against|over)\s+(?:[\w'’]+\s+)?@|respectively)",
            s.right(f.end),
        )
    )


def _to_a_name(s: Sentence, f: Figure) -> bool:
    """Whether the distance is to a target or an average rather than to another time."""
    right = s.right(f.end, 80)
    if f.unit != "percentage_points" and begins(
        rf"\s+{MORE_WORD}\s+(?:than\s+)?(?:the\s+)?(?:budget|plan|programme|forecast|schedule)\b", right
    ):
        return True  # "£24,000 below budget"
    if begins(
        r"\s+(?:percentage\s+points?\s+)?(?:short\s+of|shy\s+of|clear\s+of|behind|ahead\s+of)\s+(?:the\s+|our\s+)?[&#]",
        right,
    ):
        return True  # "0.6 short of profile"
    if begins(
        rf"\s+(?:percentage\s+points?\s+)?{MORE_WORD}\s+than\s+(?:for|among|amongst|that\s+(?:of|for)|those\s+(?:of|for|in)|other|girls|boys|men|women)\b",
        right,
    ):
        return True  # "2.1 years longer than for men"
    return bool(
        begins(
            rf"\s+(?:percentage\s+points?\s+)?{MORE_WORD}\s+(?:than\s+)?(?:that\s+of\s+|those\s+of\s+)?(?:the\s+|our\s+|its\s+|a\s+)?(?:\w+\s+)?(?:&|expected)",
            right,
        )
    )


def _direction_of_change(s: Sentence, f: Figure) -> str | None:
    after = re.sub(r"^\s*\([^()]*\)", "", s.words(f.end, min(s.end, f.end + 50)))
    before = s.words(max(s.start, f.start - 60), f.start)
    near_before = re.split(r"[,.;(]", before)[-1]
    near_after = re.split(r"[,.;(]|\bcompared|\bthan\b", after)[0]
    for text, pick in ((near_after, 0), (before, -1)):
        hits = sorted(
            [(m.start(), "up") for m in _UP_WORDS.finditer(text)]
            + [(m.start(), "down") for m in _DOWN_WORDS.finditer(text)]
        )
        if hits and (
            pick == -1 or f.why in ("before a noun of change", "more than", "stated in points", "before up or down")
        ):
            return hits[pick][1]
    if f.unit == "percentage_points" and (
        told := re.search(r"\b(?:(better|improve\w*)|(worse|deteriorat\w*))\b", f"{near_before} {near_after}")
    ):
        return "up" if told[1] else "down"  # of shares, which mostly are the better the higher
    if f.q.value < 0:
        return "down"
    return "up" if f.why == "signed" else None
