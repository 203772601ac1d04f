"""Look into a regular expression before it is used: the words it cannot do without, and whether it can run away.

``needs`` lets a cheap look at a text decide which expressions are worth trying on it. ``hazard`` finds the
expressions that a text of a few hundred characters could keep busy for years ("(a+)+b").
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from re import _parser  # type: ignore[attr-defined]  # the only way to see an expression's parts
from typing import Any

Nodes = Any  # a sequence of (operation, what it is given), as the standard library parses an expression
REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_SMALL = 12  # characters of a set that are worth looking for one by one
LONG = 10  # times: what may repeat so often is looked at as if it had no bound
LONGEST_PROBE = 400  # characters, about a paragraph
_COMMON = frozenset("aA1 .,-_'(")  # characters that most repeats are of
BREAK = "\0"  # a character that no sensible expression matches
PATIENCE = 0.1  # seconds of CPU a probe of up to 200 characters may take; longer ones in proportion
CATEGORIES = {
    "CATEGORY_DIGIT": r"\d",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_WORD": r"\W",
}


def needs(pattern: str) -> list[frozenset[str]]:
    """Sets of words in lower case: a text without any word of one of the sets cannot match. Rare words come first.

    >>> [sorted(words) for words in needs(r"\\b(?:day|week)s?\\s+(?:later|before)\\b")]
    [['before', 'later'], ['day', 'week']]
    """
    sets = filter(_tells, _needs(_parser.parse(pattern, re.IGNORECASE)))
    return sorted(sets, key=_shortest, reverse=True)


def alternatives(pattern: str) -> list[str]:
    r"""The expressions of which one is to match, where an expression is such a choice and nothing else.

    >>> alternatives(r"\bpart|(?:a|b)[|]|c\|d")
    ['\\bpart', '(?:a|b)[|]', 'c\\|d']
    """
    parts, depth, in_set = [""], 0, False
    for token in re.findall(r"\\.|.", pattern, re.DOTALL):
        depth += 0 if in_set else (token == "(") - (token == ")")
        in_set = token == "[" if not in_set else token != "]"
        if token == "|" and not depth and not in_set:
            parts.append("")
        else:
            parts[-1] += token
    return parts


def in_lower_case(pattern: str) -> str:
    r"""An expression for texts in lower case, which Python finds in half the time: it need not mind the case.

    >>> in_lower_case(r"\bKS\S(?P<No>[A-Z])")
    '\\bks\\S(?P<No>[a-z])'
    """
    return re.sub(r"\\.|\(\?P[<=]\w+|[A-Z]+", lambda m: m[0].lower() if m[0].isalpha() else m[0], pattern)


def _tells(words: frozenset[str]) -> bool:
    """Whether the words are rare enough to be worth looking for: a single letter stands in any text."""
    return not any(len(word) == 1 and (word.isalnum() or word.isspace()) for word in words)


def _shortest(words: frozenset[str]) -> int:
    return min(map(len, words))


def _needs(nodes: Nodes) -> Iterator[frozenset[str]]:
    word = ""
    for op, given in nodes:
        if str(op) == "LITERAL":
            word += chr(given).lower()
            continue
        if word:
            yield frozenset(word + last for last in _few(str(op), given)) or frozenset({word})
        word = ""
        yield from _needs_of(str(op), given)
    if word:
        yield frozenset({word})


def _few(op: str, given: Any) -> Iterator[str]:
    """The characters of a small set, such as "[1-4]"; none where it is large or no set."""
    if op != "IN" or not all(str(kind) in ("LITERAL", "RANGE") for kind, _ in given):
        return
    spans = [(of, of) if str(kind) == "LITERAL" else of for kind, of in given]
    if sum(last - first + 1 for first, last in spans) <= _SMALL:
        yield from (chr(c).lower() for first, last in spans for c in range(first, last + 1))


def _needs_of(op: str, given: Any) -> Iterable[frozenset[str]]:
    match op:
        case "SUBPATTERN":
            return _needs(given[3])
        case "ATOMIC_GROUP":
            return _needs(given)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT" if given[0] > 0:
            return _needs(given[2])
        case "IN" if all(str(kind) == "LITERAL" for kind, _ in given):
            return [frozenset(chr(character).lower() for _, character in given)]
        case "BRANCH":
            each = [max(_needs(branch), key=_shortest, default=None) for branch in given[1]]
            return [frozenset[str]().union(*(words for words in each if words))] if all(each) else []
    return []


# ── does it end? ─────────────────────────────────────────────────────────────────────────────────


def hazard(pattern: str, flags: int = re.IGNORECASE) -> str | None:
    """Why an expression could run without end on some text, in words; None where nothing speaks for it.

    It is judged by its form first, then tried on texts made to fail late, which grow until they take too long.

    >>> hazard(r"(a+)+b"), hazard(r"\\bopen(?:ed|ing)\\s+hours\\b")
    ("a repeat stands alone inside a repeat; write it once, as in 'a+' for '(a+)+'", None)
    """
    nodes = _parser.parse(pattern, flags)
    repeats = list(_repeats(nodes))
    if any(_is_repeat_alone(body) for _, body, _ in repeats):
        return "a repeat stands alone inside a repeat; write it once, as in 'a+' for '(a+)+'"
    if any(_runs_on(body, pattern, flags) for _, body, _ in repeats):
        return "a repeat ends in a repeat of what it may begin with, so that a text can be parted in many ways"
    if sum(_is_wildcard(body) and most == _parser.MAXREPEAT for _, body, most in repeats) > 1:
        return "it holds more than one repeat of any character; give them bounds, as in '.{0,40}' for '.*'"
    return _probe(re.compile(pattern, flags), repeats)


def _repeats(nodes: Nodes, before: str = "") -> Iterator[tuple[str, Nodes, int]]:
    """Every long repeat: a text that leads up to it, what it repeats, and how often at most."""
    for op, given in nodes:
        if str(op) in REPEATS and given[1] >= LONG:
            yield before, given[2], given[1]
        for inner in _inside(str(op), given):
            yield from _repeats(inner, before)
        before += _sample_of(str(op), given)


def _inside(op: str, given: Any) -> list[Nodes]:
    match op:
        case "SUBPATTERN":
            return [given[3]]
        case "ATOMIC_GROUP":
            return [given]
        case "ASSERT" | "ASSERT_NOT":
            return [given[1]]
        case "BRANCH":
            return list(given[1])
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return [given[2]]
    return []


def _is_repeat_alone(nodes: Nodes) -> bool:
    """Whether a long repeat can be all that a text has to match here."""
    needed = nodes.getwidth()[0]
    for item in nodes:
        beside = needed - _width(nodes, item)
        op, given = str(item[0]), item[1]
        if beside == 0 and op in ("MAX_REPEAT", "MIN_REPEAT") and given[1] >= LONG:
            return True
        if beside == 0 and op not in ("ASSERT", "ASSERT_NOT", "ATOMIC_GROUP", "POSSESSIVE_REPEAT"):
            if any(_is_repeat_alone(inner) for inner in _inside(op, given)):
                return True
    return False


def _runs_on(body: Nodes, pattern: str, flags: int) -> bool:
    """Whether a long repeat at the end of what is repeated takes characters that it may begin with: "([A-Z]\\w*)+"."""
    letters = _COMMON | set(pattern) if not flags & re.IGNORECASE else {c.lower() for c in _COMMON | set(pattern)}
    tail = {c for inner in _last_repeats(body) for c in _firsts(inner, letters, flags)}
    return bool(tail) and any(c in tail for c in _firsts(body, letters, flags))


def _last_repeats(nodes: Nodes) -> Iterator[Nodes]:
    """What each long repeat repeats that a match of the nodes may end in."""
    for item in reversed(nodes):
        op, given = str(item[0]), item[1]
        if op in ("MAX_REPEAT", "MIN_REPEAT") and given[1] >= LONG:
            yield given[2]
        elif op in ("SUBPATTERN", "BRANCH", "MAX_REPEAT", "MIN_REPEAT"):
            for inner in _inside(op, given):
                yield from _last_repeats(inner)
        if _width(nodes, item):
            return


def _firsts(nodes: Nodes, letters: Iterable[str], flags: int) -> Iterator[str]:
    """Those of the letters that a match of the nodes may begin with."""
    for item in nodes:
        op, given = str(item[0]), item[1]
        if op not in ("ASSERT", "ASSERT_NOT"):
            inner = _inside(op, given)
            yield from (c for part in inner for c in _firsts(part, letters, flags))
            yield from (c for c in letters if not inner and _takes(op, given, c, flags))
        if _width(nodes, item):
            return


def _width(nodes: Nodes, item: Any) -> int:
    """The fewest characters that one of the nodes takes."""
    return int(_parser.SubPattern(nodes.state, [item]).getwidth()[0])


def _takes(op: str, given: Any, character: str, flags: int) -> bool:
    """Whether a node that is a single character can be this one."""
    for c in {character, character.upper()} if flags & re.IGNORECASE else {character}:
        if op == "ANY" or (op == "LITERAL" and ord(c) == given) or (op == "NOT_LITERAL" and ord(c) != given):
            return True
        if op == "IN" and _is_in(given, c):
            return True
    return False


def _is_wildcard(body: Nodes) -> bool:
    """Whether what is repeated is nearly any character: "." or "[^...]", but not "[^\\W\\d]", a letter."""
    if len(body) != 1:
        return False
    op, given = body[0]
    negated = str(op) == "IN" and str(given[0][0]) == "NEGATE"
    few = negated and any("_NOT_" in str(of) for _, of in given)
    return str(op) in ("ANY", "NOT_LITERAL") or (negated and not few)


def _probe(expression: re.Pattern[str], repeats: Iterable[tuple[str, Nodes, int]]) -> str | None:
    """Try the expression on texts that repeat what it repeats and then break off."""
    for before, body, _ in repeats:
        for text in (text for pump in _samples(body) for text in _growing(before, pump)):
            if _seconds(expression, text) > PATIENCE * max(1, len(text) / 200):
                return f"it takes too long on a text of {len(text)} characters like '{text[:20].rstrip(BREAK)}...'"
    return None


def _growing(before: str, pump: str) -> Iterator[str]:
    """Texts of more and more pumps, each an eighth longer: what grows without end is seen long before it is there."""
    times = 8
    while pump and len(before) + times * len(pump) <= LONGEST_PROBE:
        yield before + times * pump + BREAK
        times += times // 8


def _seconds(expression: re.Pattern[str], text: str) -> float:
    start = time.thread_time()
    for _ in expression.finditer(text):
        pass
    return time.thread_time() - start


def _samples(nodes: Nodes) -> list[str]:
    """A text for each way in which the nodes can match at their first choice."""
    if len(nodes) == 1 and str(nodes[0][0]) in ("SUBPATTERN", "BRANCH"):
        return [text for inner in _inside(str(nodes[0][0]), nodes[0][1]) for text in _samples(inner)]
    return [_sample(nodes)]


def _sample(nodes: Nodes) -> str:
    """A short text that the nodes match, as far as that can be told without trying."""
    return "".join(_sample_of(str(op), given) for op, given in nodes)


def _sample_of(op: str, given: Any) -> str:
    match op:
        case "LITERAL":
            return chr(given)
        case "NOT_LITERAL":
            return "b" if given == ord("a") else "a"
        case "ANY":
            return "a"
        case "IN":
            return next((c for c in _likely(given) if _is_in(given, c)), "")
        case "SUBPATTERN" | "ATOMIC_GROUP":
            return _sample(_inside(op, given)[0])
        case "BRANCH":
            return _sample(given[1][0])
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return _sample(given[2]) * max(1, given[0])
    return ""


def _likely(items: Any) -> Iterator[str]:
    """Characters worth trying for a set: common ones, then those it names."""
    yield from "a1 A-.,_"
    for op, given in items:
        if str(op) == "LITERAL":
            yield chr(given)
        elif str(op) == "RANGE":
            yield chr(given[0])


def _is_in(items: Any, character: str) -> bool:
    """Whether a set such as "[^a-z\\d]" holds the character."""
    negated = str(items[0][0]) == "NEGATE"
    return negated != any(_is_item(str(op), given, character) for op, given in items)


def _is_item(op: str, given: Any, character: str) -> bool:
    match op:
        case "LITERAL":
            return ord(character) == given
        case "RANGE":
            return bool(given[0] <= ord(character) <= given[1])
        case "CATEGORY":
            return re.match(CATEGORIES[str(given)], character) is not None
    return False
