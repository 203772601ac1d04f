"""Decide which figures are worth a record: durations and small words define things more often than they measure."""

from __future__ import annotations

import re

from perfextract.statements.figures import SOFT_HEDGES, Figure, Sentence, begins, ends

DURATIONS = {"seconds", "minutes", "hours", "days", "weeks", "months", "years"}
_TIME_WORDS = re.compile(
    r"\b(?:average|averag\w+|took|takes|taking|taken|time|times|speed|wait\w*|duration|length|long|longer|quick\w*|fast\w*|delay\w*|sickness|absence|turnaround|lost|response|processing"
    r"|re-?let\w*|timescale\w*|expectancy|stay|median|mean|days\s+per|caseload|handling|worst\s+case|longest|shortest|oldest|deadline|overdue|late)\b",
    re.IGNORECASE,
)
_AT_HEAD = re.compile(r"[^#,;]{3,60}$")  # "Sickness 9.8 days (last year 10.2)"
_QUESTION = re.compile(
    r"^\s*(?:(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr|A\s+[Mm]ember|Members?|The\s+(?:Chair|Chairman|Committee))\b[^.]{0,60}\b(?:asked|queried|questioned|enquired|wondered|sought)\b|In\s+(?:response|answer|reply)\s+to\b[^.]{0,80}\basked\b)",
)
_ACTIVITY = re.compile(
    r"^\s*(?:We|Inspectors|Reviewers|The\s+(?:Panel|Committee|Authority|Board|Cabinet|Forum|team))\s+(?:also\s+|has\s+|have\s+)?(?:read|interviewed|spoke|met|visited|sampled|audited|observed|looked\s+at|met\s+with|will\s+recall|will\s+receive|approved|agreed|resolved|noted|comprises)\b"
)
_LEGEND = re.compile(
    r"^\s*(?:GREEN|AMBER|RED|Green|Amber|Red)\s+(?:[–—:-]\s*)?(?:target|floor|performance|within|more|less|on|off|target|means|is\s+where|denotes|indicates|=)",
    re.IGNORECASE,
)
TALLY = re.compile(
    r"\b(?:indicators?|KPIs?|measures?|PIs|performance\s+indicators|targets|metrics)\b[^.;]{0,60}\b(?:green|amber|red|on\s+target|on\s+track|off\s+target|rated|RAG|improv\w+|worsen\w+|declin\w+|met|achieved)\b",
    re.IGNORECASE,
)


def skipped(s: Sentence) -> bool:
    """Whether the whole sentence is a question, a legend or a tally of indicators, with no figure of a service."""
    text = s.text
    if not re.search(r"[^\W\d_]{3}", text):
        return True  # the axis of a chart, a page number
    return bool(_QUESTION.match(text) or _ACTIVITY.match(text) or _LEGEND.match(text) or text.rstrip().endswith("?"))


def weigh(s: Sentence) -> None:
    """Take the role of value from figures that measure nothing."""
    for f in s.figures:
        if f.role == "value" and f.why != "own":
            why = _why_not(s, f)
            if why:
                f.role, f.why = "dropped", why


def _why_not(s: Sentence, f: Figure) -> str | None:
    listed = re.match(r"(?:\s*(?:,|,?\s+and|,?\s+or|to|-|–)\s*#+)+", s.right(f.end, 60))
    if listed and f.unit == "count" and not f.q.unit_stated:
        last = [g for g in s.figures if g.end == f.end + listed.end()]
        if last and last[0].unit in DURATIONS:
            return "listed durations"
    if f.q.value and ends(
        r"\b(?:fell|fallen|slipped|dipped|dropped|gone|went|rose|risen|climbed|grown|pushed|come|came|passed|broke[n]?)\s+(?:well\s+|just\s+)?(?:below|under|above|over|through|past)\s+(?:the\s+)?",
        s.left(f.start, 40),
    ):
        return "a mark that was passed"
    if f.unit in DURATIONS and not _measures_time(s, f):
        return "duration that defines"
    if f.q.form == "word" and f.q.value == 0 and not _none_of_something(s, f):
        return "the word 'no'"
    if f.q.form == "word" and f.q.value == 1 and not _one_of_something(s, f):
        return "the word 'one'"
    if f.q.form == "word" and f.q.value < 20 and _part_of_a_name(s, f):
        return "number in a description"
    if TALLY.search(s.text) and f.unit in ("count", "percent"):
        return "tally of indicators"
    if f.unit == "count" and not f.q.unit_stated and f.q.form == "digits" and _label_number(s, f):
        return "label"
    return None


def _measures_time(s: Sentence, f: Figure) -> bool:
    if ends(r"\w\s*:\s*", s.low[s.start : f.start]) and begins(r"\s*(?:[.,;(]|$|on\s+average|per\b)", s.right(f.end)):
        return True  # "Changes of circumstances: 5 days."
    if ends(r"\bof\s+(?:which|whom)\s+(?:about\s+|around\s+|some\s+|only\s+)?", s.left(f.start, 30)):
        return True
    if begins(r"\s+of\s+(?:it|this|them|these|which)\b", s.right(f.end)):
        return True
    if ends(
        rf"\b(?:(?:stood|stands|unchanged)\s+at|(?:rose|fell|forecast)\s+to(?:\s+(?:be|rise\s+to|fall\s+to))?)\s+{SOFT_HEDGES}",
        s.left(f.start, 60),
    ):
        return True  # "stood at 28 days": the words of a measure
    if f.unit == "days" and "bed" in f.q.text.lower():
        return True
    if f.unit == "hours" and f.q.value >= 100:
        return True  # a volume of work
    if ends(r"\b(?:took|takes|taking|needed)\s+(?:[\w'’-]+\s+){1,4}", s.left(f.start, 60)) or ends(
        r"\b(?:time|wait|speed)\b[^,.;#]{0,30},\s*", s.left(f.start, 60)
    ):
        return True
    if re.match(
        r"\s*(?:the\s+(?:figure|average|rate)|it|this|that)\s+(?:was|is|had\s+been|stood\s+at)\b", s.text, re.I
    ):
        return True  # "The figure was 2.2 days in Quarter 1"
    alone = not any(g is not f and g.role != "dropped" and g.start < f.start for g in s.figures)
    in_time = ends(
        r"\bin\s+(?:an?\s+average\s+of\s+|just\s+(?:over|under)\s+|about\s+|around\s+)?", s.left(f.start, 40)
    )
    if (
        alone
        and in_time
        and not begins(r"\s*:", s.right(f.end))
        and re.search(
            r"\b(?:reached|answered|turned\s+round|completed|processed|decided|relet|re-let|repaired|fixed|responded|arrived|attended)\b",
            s.text,
            re.I,
        )
    ):
        return True
    moved = any(
        g.owner is f
        or (
            g.role == "comparator"
            and (g.unit == f.unit or (not g.q.unit_stated and _AT_HEAD.match(s.left(f.start, 200))))
        )
        for g in s.figures
    )
    if moved:
        return True
    left = s.left(f.start, 120)
    linked = ends(
        r"(?:\b(?:was|were|is|are|at|of|being|to|took|takes|taken|taking|averaged?|averaging|waited|lasted|lasting|wait|after|stood\s+at|remained\s+at|reached|totalled|by|lost|under|over|less\s+than|more\s+than)|[(:–])\s*"
        r"(?:(?:an?|the|average|around|about|approximately|just|over|under|nearly|almost|only|average\s+of|less\s+than|more\s+than|less|more|than|still|now|currently|quicker|mean\s+of)\s+)*",
        left,
    )
    before = s.before(f.start)
    if (
        before
        and before[-1].role == "value"
        and before[-1].unit == f.unit
        and re.search(r"\b(?:and|but|while|whilst)\s+(?:[\w'’-]+\s+){0,6}$", left)
    ):
        return True
    averaged = begins(r"\s+(?:on\s+average|per\s+(?:FTE|full|employee|person|case)|lost)\b", s.right(f.end))
    return bool((linked or averaged) and _TIME_WORDS.search(s.text))


def _one_of_something(s: Sentence, f: Figure) -> bool:
    right = s.right(f.end, 70)
    if ends(r"\bthere\s+(?:was|is|has\s+been|were)\s+(?:only\s+|just\s+|also\s+)?", s.left(f.start, 40)) and begins(
        r"\s+(?!of\b)[A-Za-z]", right
    ):
        return True
    return bool(
        begins(
            r"\s+(?:of\s+wh\w+\s+)?(?:[a-z'’-]+\s+){1,6}?(?:was|were|has|have|had|is|lives?|lived|live|remains?|received|became)\b",
            right,
        )
        or begins(r"\s+(?:lives?|was|is|has)\b", right)
    ) and bool(
        ends(
            r"(?:^|[.;:]\s+|,\s+|\bonly\s+|\bjust\s+|\band\s+|\bwith\s+|\bwhom\s+|\bwhich\s+|\bthere\s+(?:was|were|has\s+been|is)\s+|^\s*)",
            s.low[s.start : f.start],
        )
    )


def _none_of_something(s: Sentence, f: Figure) -> bool:
    """ "none are overdue", "and no claims have been settled"."""
    if f.q.text.lower() == "no" and begins(r"\s+(?:[a-z-]+\s+){1,4}?(?:is|was|has)\b", s.right(f.end)):
        return False  # "No annual report is produced": one thing that is missing, not a count
    if f.q.text.lower() == "no":
        return bool(
            ends(
                r"(?:^|[.;:,]\s+(?:and\s+)?|\band\s+|\bthere\s+(?:were|was|are|have\s+been)\s+|^\s*)",
                s.low[s.start : f.start],
            )
        )
    if f.q.text.lower() == "zero" and begins(r"\s+(?:over|under|above)\b|\s+[a-z]+s\b", s.right(f.end)):
        return True
    return bool(begins(r"\s+(?:of\s+wh\w+\s+)?(?:are|is|were|was|have|has|had|live|lives|at)\b", s.right(f.end)))


def _part_of_a_name(s: Sentence, f: Figure) -> bool:
    """ "two-week programme", "the three districts", "both of the two reviews": determined, so nothing measured."""
    left, right = s.left(f.start, 40), s.right(f.end, 40)
    if begins(r"-", right) or begins(
        r"\s+(?:key|main|broad|different|new\s+ways|areas?\s+of|of\s+the\s+(?:key|main)|priorit\w+|themes?|strands?|pillars?|objectives?|separate|types?|ways?|elements?|aspects?|phases?|reasons?|factors?|principles?|outcomes?|categories|questions?|options?|stages?|times\b|fold)\b",
        right,
    ):
        return True
    if f.q.text[:1].isupper() and re.search(r"\b[A-Z]\w*\s+$", s.words(max(s.start, f.start - 20), f.start)):
        return True  # "the NE Ten"
    if (
        ends(r"\b(?:to|and)\s+(?!be\b|have\b)[a-z]+\s+", left)
        and ends(r"\bto\s+[a-z]+\s+", left)
        and not ends(r"\b(?:to|by)\s+(?:only|just|about|around|nearly|almost|over|under)\s+", left)
    ):
        return True  # "owners need to fill two bins"
    named = begins(r"\s+[a-z]", right)
    box = s.bracket(f.start)
    told = box and re.search(r"#", re.split(r"[,;]", s.mask[s.start : box[0]])[-1])
    if (
        named
        and box
        and not told
        and f.q.value < 10
        and f.count is None
        and re.match(r"\(\s*#", s.mask[box[0] : f.end])
        and any(g.start > box[1] and g.role == "value" for g in s.figures)
    ):
        return True  # "coverage (two doses by age five) rose to 90%"
    if (
        named
        and f.q.value < 10
        and ends(r"\b(?:of|by|from|across|in|at|on|for|over|the|these|all|between|into)\s+(?:just\s+|only\s+)?", left)
        and not ends(r"\b(?:total|cohort|gain|loss|group|average)\s+of\s+", left)
    ):
        return True
    return bool(
        ends(r"\b(?:these|those|all|both|our|its|their|other|first|last|next|top|following|same|between)\s+", left)
    )


def _label_number(s: Sentence, f: Figure) -> bool:
    """A number that names rather than counts: "Ward 12", "the A 27"."""
    left = s.words(max(s.start, f.start - 20), f.start)
    return bool(
        re.search(r"\b(?:ward|route|band|zone|ref|version|issue|room|chapter|appendix|item|question)\s*$", left, re.I)
    )
