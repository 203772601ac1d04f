"""Say what part each figure of a sentence plays: value, comparator, change, count, whole, or none.

The tests run in a fixed order, strongest construction first; the first that fits settles the role, and a
figure that none of them claims is a value. Each test is one function over the sentence's mask.
"""

from __future__ import annotations

from perfextract.statements import changes, earlier, named, shares
from perfextract.statements.figures import Figure, Sentence, begins, ends


def assign(s: Sentence) -> None:
    """Set the role of every figure of the sentence."""
    shares.ranges(s)
    shares.fractions_in_words(s)
    for f in s.figures:
        if f.unit == "count" and _told_before(s, f):
            f.role, f.why = "dropped", "told before"
    shares.out_of(s)
    named.names_in_turn(s)
    named.names(s)
    for f in s.figures:
        if not f.role:
            changes.change(s, f)
    named.first_is_ours(s)
    earlier.movements(s)
    for f in s.figures:
        if not f.role:
            earlier.earlier(s, f)
    earlier.of_another(s)
    shares.pairs(s)
    named.inherit_names(s)
    for f in s.figures:
        if not f.role:
            f.role = "value"


def _told_before(s: Sentence, f: Figure) -> bool:
    """ "Of these 52, ...", "The 1,094 were placed as follows": a number the sentence before has told."""
    if ends(r"\bof\s+(?:these|those)\s+", s.left(f.start, 20)):
        return True
    at_head = ends(r"(?:^|\.\s+)\s*(?:of\s+)?the\s+", s.low[s.start : f.start])
    return at_head is not None and begins(r"\s*(?:,|were\b|are\b|have\b|had\b)", s.right(f.end)) is not None


def refers_back(s: Sentence) -> bool:
    """Whether the sentence speaks of the value before it: "This is an increase of 4%"."""
    return named.anaphoric(s)
