"""Say a piece of evidence in plain English: "left1 was" is "the word 'was' right before it".

The weights of a decision are kept by short codes. Each way a code can be made has a wording here; ``it`` is always the
figure that is asked about. What a slot of a form may hold, and how it is said, is in ``_SLOTS``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

Forms = tuple[tuple[str, str], ...]

# ── words and classes of words ───────────────────────────────────────────────────────────────────

CLASSES = {
    "<%>": "a percentage",
    "<n>": "a number",
    "<one>": "the number 'one'",
    "<word>": "a number in words",
    "<number>": "digits that are no figure",
    "<time>": "a length of time",
    "<rate>": "a rate",
    "<£>": "an amount of money",
    "<unit>": "a figure with a unit",
    "<points>": "percentage points",
    "<when>": "a date or period",
    "<then>": "an earlier time",
    "<about>": "a hedge",
    "<national>": "a national name",
    "<regional>": "a regional name",
    "<statistical_neighbour>": "a name for similar authorities",
    "<target>": "a name for a target",
    "<other>": "another's name",
    "<baseline>": "a name for a baseline",
    "<previous_period>": "a name for the period before",
    "<same_period_last_year>": "a name for the year before",
    "<earlier_period>": "a name for an earlier time",
    "^": "the start of the sentence",
    "$": "the end of the sentence",
    "": "nothing",
}
_WAYS = {"up": "rising", "down": "falling", "stable": "no change"}
_FORMS = {
    "adverb": "an adverb of",
    "compared": "a comparison with",
    "state": "a state of",
    "similar": "a likeness with",
    "change": "a word of",
}
_TOKEN = re.compile(r"<[^<>]+>|\S+")


def token(shape: str) -> str:
    """A word in quotes, or what its class is called.

    >>> token("was"), token("<national>"), token("<adverb up>")
    ("'was'", 'a national name', 'an adverb of rising')
    """
    if shape in CLASSES:
        return CLASSES[shape]
    form, _, way = shape.strip("<>").rpartition(" ")
    if shape[0] == "<" and way in _WAYS:
        return f"{_FORMS.get(form, 'a word of')} {_WAYS[way]}"
    return f"'{shape}'"


def run(shapes: str) -> str:
    """Several words and classes in a row, neighbouring words in one pair of quotes.

    >>> run("compared with <national>"), run("")
    ("'compared with' + a national name", 'nothing')
    """
    parts: list[str] = []
    for shape in _TOKEN.findall(shapes):
        said = token(shape)
        if parts and said[0] == parts[-1][-1] == "'":
            parts[-1] = f"{parts[-1][:-1]} {said[1:]}"
        else:
            parts.append(said)
    return " + ".join(parts) or CLASSES[""]


# ── what a slot of a form may hold, and how it is said ───────────────────────────────────────────

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_APART = {"0": "right", "1": "a word", "2": "two words", "3": "three words", "4": "four words"}
_NEAR = {"1": "right", "2": "two words", "3": "three words", "4": "four to seven words", "8": "eight words or more"}
_FAR = {"5": "five words", "6": "five or six words", "8": "six to eight words", "9": "seven to nine words"} | {
    "12": "nine to twelve words",
    "14": "ten to fourteen words",
    "18": "thirteen to eighteen words",
    "20": "fifteen to twenty words",
    "999": "far",
}
_ROLES = {
    "value": "a value",
    "earlier": "an earlier figure",
    "national": "a national figure",
    "regional": "a regional figure",
    "statistical_neighbour": "a figure of similar authorities",
    "target": "a target",
    "other": "another's figure",
    "change": "a change",
    "count": "the count of a share",
    "whole": "the whole of a share",
    "upper": "the upper end of a range",
    "-": "no figure of its own",
}
_SOURCES = {
    "before": "the name before",
    "stem": "the lead-in",
    "heading": "the heading",
    "topic": "the sentence before",
}
_KINDS = {
    "left": "words before it",
    "right": "words after it",
    "across": "words on both sides of it",
    "shared": "words of its own and what is said of the next value",
    "done": "what was counted and what was done to it",
    "before": "the name before",
    "stem": "the lead-in of the list",
    "heading": "the heading",
    "topic": "what the sentence before speaks of",
    "exchanged": "the name before with another place or service",
}


def without_distance(said: str) -> str:
    """What is said to be somewhere, without how far.

    >>> without_distance("the word 'was' right"), without_distance("a date or period eight words or more")
    ("the word 'was'", 'a date or period')
    """
    distances = sorted({*_APART.values(), *_NEAR.values(), *_FAR.values()}, key=len, reverse=True)
    return next((said.removesuffix(f" {d}") for d in distances if said.endswith(f" {d}")), said)


def role(name: str) -> str:
    """A role in words.

    >>> role("target"), role("-")
    ('a target', 'no figure of its own')
    """
    return _ROLES.get(name, f"'{name}'")


def kind(name: str) -> str:
    """Where a phrase that could be a name is from.

    >>> kind("across"), kind("before+right")
    ('words on both sides of it', 'the name before with words after it')
    """
    source, _, side = name.partition("+")
    return f"{_KINDS.get(source, source)} with {_KINDS[side]}" if side else _KINDS.get(source, source)


def _count(said: str) -> str:
    return _NUMBERS[int(said)] if said.isdigit() and int(said) < len(_NUMBERS) else said


def _code(said: str) -> str:
    return said.replace("_", " ").strip()


_AGES = {"?": "an undated time", "latest": "the latest time", "old": "an earlier time"}
_BESIDE = re.compile(r"(left|right) (\d) (\?|latest|old) \S+")


def _times(said: str) -> str:
    """The nearest times on both sides: "left 0 latest one right 1 old many"."""
    beside = _BESIDE.findall(said)
    return ", and ".join(f"{_AGES[age]} {'before' if side == 'left' else 'after'} it" for side, _, age in beside)


def _of(words: dict[str, str]) -> Callable[[str], str]:
    return lambda said: words.get(said, said)


_ONE = r"<[^<>]+>|\S+"
_MANY = r".*?"
_SLOTS: dict[str, tuple[str, Callable[[str], str]]] = {
    "x": (_ONE, token),
    "y": (_ONE, token),
    "z": (_ONE, token),
    "class": (r"<[^<>]+>", token),
    "run": (_MANY, run),
    "n": (r"-?\d+(?:\.\d+)?", _count),
    "m": (r"-?\d+(?:\.\d+)?", _count),
    "size": (r"\d+|more", lambda said: "over a million" if said == "more" else f"up to {int(said):,}"),
    "ratio": (r"[\d.]+|far|zero", lambda said: {"far": "over 50", "zero": "nothing"}.get(said, f"up to {said}")),
    "age": (r"\?|latest|old", lambda said: _AGES[said]),
    "many": ("one|many", _of({"one": "one time in the sentence", "many": "several times in the sentence"})),
    "times": (_MANY, lambda said: _times(said)),
    "cue": (r"[a-z_ ]+", lambda said: f"'{_code(said)}'"),
    "apart": (r"[0-3]", _of({"0": "right", "1": "a word", "2": "two words", "3": "three words or more"})),
    "given": ("True|False", _of({"True": " nearby", "False": ""})),
    "tens": (r"\d", lambda said: f"{said}0 to {said}9" if said != "0" else "fewer than ten"),
    "threes": (r"\d", lambda said: f"{3 * int(said)} to {3 * int(said) + 2}" if said != "0" else "one or two"),
    "tenths": (r"\d", lambda said: f"{said}0%"),
    "near": (r"[12348]", _of(_NEAR)),
    "far": (r"\d+", _of(_APART | _FAR)),
    "words": (r".*", lambda said: f"'{said}'"),
    "code": (r"\S*", _code),
    "role": ("|".join(re.escape(name) for name in _ROLES), role),
    "source": ("|".join(_SOURCES), _of(_SOURCES)),
    "kind": (r"\S+", kind),
    "side": ("left|right", lambda said: "before" if said == "left" else "after"),
    "other": ("left|right", lambda said: "after" if said == "left" else "before"),
    "behind": ("before|behind", lambda said: "before" if said == "before" else "after"),
    "same": ("same|other", lambda said: "the same unit" if said == "same" else "another unit"),
    "more": (
        "more|less|equal|near",
        _of({"equal": "as large as", "near": "about as large as", "more": "larger than", "less": "smaller than"}),
    ),
    "yes": ("True|False", _of({"True": "", "False": "not "})),
}
_SLOT = re.compile(r"\{(\w+?)(\d?)\}")


@cache
def _compiled(forms: Forms) -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(_expression(code)), words) for code, words in forms]


def _expression(code: str) -> str:
    """The form of a code as an expression: ``{x}`` and the like are groups, all else is as it stands."""
    out, at = "", 0
    for m in _SLOT.finditer(code):
        out += re.escape(code[at : m.start()]) + f"(?P<{m[1]}{m[2]}>{_SLOTS[m[1]][0]})"
        at = m.end()
    return out + re.escape(code[at:])


def _worded(code: str, forms: Forms) -> str | None:
    """The wording of the first form that a code has."""
    for expression, words in _compiled(forms):
        if m := expression.fullmatch(code):
            said = {name: _SLOTS[name.rstrip("0123456789")][1](found) for name, found in m.groupdict().items()}
            return _ONE_OF.sub(r"\1", words.format(**said))
    return None


_ONE_OF = re.compile(r"(?<![\w'])(one (?:word|value|verb|comma|figure|time))s\b")


def _first(codes: Iterable[tuple[str, Forms]]) -> str | None:
    return next((said for code, forms in codes if (said := _worded(code, forms))), None)


# ── roles: what a figure is ──────────────────────────────────────────────────────────────────────

_ROLE: Forms = (
    ("always", "how common such figures are"),
    ("unit {class}", "it is {class}"),
    ("unit {code}", "its unit is {code}"),
    ("form {code} stated", "it is written in {code} and says its unit"),
    ("form {code} bare", "it is written in {code} and says no unit"),
    ("size {x} {size}", "it is {x} of {size}"),
    ("decimal {x}", "it is {x} with decimals"),
    ("comma", "it has a comma between thousands"),
    ("negative", "it is below nought"),
    ("signed {x}", "it is {x} with a sign"),
    ("like a year", "it looks like a year"),
    ("word {words}", "it is written {words}"),
    ("defined", "a rule says that it defines what is measured"),
    ("defined {x}", "a rule says that it, {x}, defines what is measured"),
    ("left1 {x}", "{x} right before it"),
    ("right1 {x}", "{x} right after it"),
    ("left{n} {x}", "{x} {n} words before it"),
    ("right{n} {x}", "{x} {n} words after it"),
    ("left {run}", "{run} right before it"),
    ("right {run}", "{run} right after it"),
    ("around {x} {y}", "{x} before it and {y} after it"),
    ("around {run}", "it is in the run {run}"),
    ("then {words} {n}", "the nearest time is {words}, {n} figures between"),
    ("then {x} ..{run}", "it is {x} and the next word ends in {run}"),
    ("then {x} {run}", "it is {x} and {run} comes next"),
    ("before no figure", "no figure before it"),
    ("before a change", "a percentage says by how much another figure differs from it"),
    ("before a change {x}", "a percentage says by how much another figure differs from it, {x}"),
    ("after a change", "a percentage says by how much it differs from another figure"),
    ("after a change {x}", "a percentage says by how much it, {x}, differs from another figure"),
    ("change of two", "it says by how much one figure differs from another"),
    ("change of two {x}", "it, {x}, says by how much one figure differs from another"),
    ("share of two", "it is the share that one count has of another"),
    ("share of two {x}", "it, {x}, is the share that one count has of another"),
    ("part of a whole {given}", "it is a count whose share is given{given}"),
    ("part of a whole {given} {x}", "it, {x}, is a count whose share is given{given}"),
    ("whole of a part {given}", "it is the whole of which a share is given{given}"),
    ("whole of a part {given} {x}", "it, {x}, is the whole of which a share is given{given}"),
    ("sum {n}", "it is the sum of two figures, {n} of them before it"),
    ("sum {n} {x}", "it, {x}, is the sum of two figures, {n} of them before it"),
    ("summand {n}", "it adds up with another to a third figure, {n} of them before it"),
    ("summand {n} {x}", "it, {x}, adds up with another to a third figure, {n} of them before it"),
    ("before ~{words}", "a word like {words} before it"),
    ("after ~{words}", "a word like {words} after it"),
    ("before a {cue} {apart}", "a word of the class {cue} {apart} before it"),
    ("before a {cue}", "a word of the class {cue} before it"),
    ("after a {cue} {apart}", "a word of the class {cue} {apart} after it"),
    ("after a {cue}", "a word of the class {cue} after it"),
    ("time {side} {n} {age} {many}", "{age} {side} it with {n} figures between, {many}"),
    ("time {side} {n} None", "the nearest time {side} it is a bare one"),
    ("time {side} {n} {code}", "the nearest time {side} it is of the form '{code}'"),
    ("times {times}", "{times}"),
    ("behind no figure", "no figure after it"),
    ("before ends {x} {n}", "its clause begins after {x}, with {n} words before it"),
    ("after ends {x} {n}", "its clause ends at {x}, with {n} words after it"),
    ("before edge", "the start of the sentence is near"),
    ("after edge", "the end of the sentence is near"),
    ("before goes on", "its clause begins far before it"),
    ("after goes on", "its clause goes on long after it"),
    ("{behind} same apart {n}", "the figure {behind} it has the same unit, {n} words apart"),
    ("{behind} other apart {n}", "the figure {behind} it has another unit, {n} words apart"),
    ("{behind} {same} {more}", "it is {more} the figure {behind} it, of {same}"),
    ("{behind} {same} {ratio}", "it is {ratio} times the figure {behind} it, of {same}"),
    ("{behind} between {x}", "{x} between it and the figure {behind} it"),
    ("before {x}", "{x} before it in its clause"),
    ("after {x}", "{x} after it in its clause"),
    ("before {x} {y}", "it is {y} and the figure before it is {x}"),
    ("behind {x} {y}", "it is {y} and the figure after it is {x}"),
    ("before {x} {run} {y}", "{x} before it with {run} between"),
    ("before {x}  {y}", "{x} before it with nothing between"),
    ("behind {x} {run} {y}", "{x} after it with {run} between"),
    ("behind {x}  {y}", "{x} after it with nothing between"),
    ("near {side} {x} 1 {n}", "{x} right {side} it"),
    ("near {side} {x} {near} 0", "{x} {near} {side} it, no figure between"),
    ("near {side} {x} {near} 1", "{x} {near} {side} it, one figure between"),
    ("near {side} {x} {near} 2", "{x} {near} {side} it, figures between"),
    ("near {side} {x} 0", "{x} {side} it, nothing between"),
    ("near {side} {x} 1", "{x} {side} it, one figure between"),
    ("near {side} {x} 2", "{x} {side} it, figures between"),
    ("near {side} {x} 0 {y}", "{x} {side} it, only {y} between"),
    ("near {side} {x} 1 {y}", "{x} {side} it, one figure and {y} between"),
    ("near {side} {x} 2 {y}", "{x} {side} it, figures and {y} between"),
    ("figures 1", "it is the only figure of the sentence"),
    ("figures 6", "the sentence has six figures or more"),
    ("figures {n}", "the sentence has {n} figures"),
    ("place 0 of {n}", "it is the first of {n} figures"),
    ("place {n} of {m}", "it comes after {n} of the {m} figures"),
    ("last figure", "it is the last figure of the sentence"),
    ("more figures", "more figures follow"),
    ("alike 1 {x}", "no other figure has its unit"),
    ("alike {n} {x}", "{n} figures of the sentence have its unit"),
    ("first of unit True", "it is the first figure of its unit"),
    ("first of unit False", "a figure of its unit comes before it"),
    ("told twice", "the sentence gives the same figure twice"),
    ("difference of two", "it is the difference of two other figures"),
    ("bracket {x}", "it is {x} in brackets"),
    ("bracket {x} alone {n}", "it is {x} alone in brackets"),
    ("bracket {x} first {n}", "it is {x} at the beginning of brackets"),
    ("bracket {x} later {n}", "it is {x} in brackets, not at their beginning"),
    ("bracket after {x}", "it is in brackets after {x}"),
    ("bracket after {x} {y}", "it is {y} in brackets after {x}"),
    ("bracket then {x} {y}", "{x} follows the brackets it is in"),
    ("bracket has {x}", "{x} is in brackets with it"),
    ("bracket behind {x} 1 {y}", "it is in brackets right after {x}"),
    ("bracket behind {x} {n} {y}", "it is in brackets some words after {x}"),
    ("has a verb", "the sentence has a 'was', 'has' or the like"),
    ("has no verb", "the sentence has no 'was', 'has' or the like"),
    ("begins {run}", "the sentence begins with {run}"),
    ("long 5", "the sentence has 50 words or more"),
    ("long {tens}", "the sentence has {tens} words"),
    ("question", "the sentence is a question"),
    ("letters {tenths}", "{tenths} of the sentence is letters"),
    ("opens the sentence", "it opens the sentence"),
    ("bullet", "it is in a bullet"),
    ("under a stem", "it is in a list under a lead-in"),
    ("first sentence", "its sentence is the first of the paragraph"),
    ("told begins {x}", "a value came before, and the sentence begins with {x}"),
    ("untold begins {x}", "no value came before, and the sentence begins with {x}"),
    ("told {n} {same}", "a value came before in {same}; it comes after {n} figures"),
    ("untold {n} {same}", "no value came before; it comes after {n} figures"),
    ("told {x} {same} when", "a value came before in {same}; it is {x} in a sentence with a time"),
    ("told {x} {same} undated", "a value came before in {same}; it is {x} in a sentence without a time"),
    ("untold {x} {same} when", "no value came before; it is {x} in a sentence with a time"),
    ("untold {x} {same} undated", "no value came before; it is {x} in a sentence without a time"),
    ("unclaimed", "no construction claims it"),
    ("by {code} {role}", "the construction '{code}' takes it for {role}"),
    ("told before {code}", "the paragraph gave a value before, in {code}"),
    ("theme {words}", "the heading has the word {words}"),
    ("claim {role}", "a construction takes it for {role}"),
    ("claim {role} {x}", "a construction takes it, {x}, for {role}"),
    ("claim {run}", "a construction claims it: {run}"),
)


def of_role(code: str) -> str:
    """A piece of evidence for a figure's role.

    >>> of_role("left1 was"), of_role("near left <national> 2 0")
    ("'was' right before it", 'a national name two words before it, no figure between')
    """
    return _worded(code, _ROLE) or _unworded(code)


# ── ties: what a figure belongs to ───────────────────────────────────────────────────────────────

_HEADS = {"owner": "the value", "time": "the time", "move": "the word of movement"}
_NONE: Forms = (
    ("owner none values 0", "the sentence has no value"),
    ("owner none values {n}", "the sentence has {n} values"),
    ("owner none {role} values {n}", "{role} among {n} values"),
    ("owner none begins {x}", "the sentence begins with {x}"),
    ("owner none {role}", "how often {role} has no value in its sentence"),
    ("time none ", "how often nothing in the sentence dates it"),
    ("time none times {n}", "the sentence has {n} times"),
    ("time none begins {x}", "the sentence begins with {x}"),
    ("time none has {x}", "the sentence has {x}"),
    ("time none {x}", "it is {x}"),
    ("move none", "how often nothing says that it moved"),
    ("move none begins {x}", "the sentence begins with {x}"),
    ("move none {n}", "the sentence has {n} words of movement"),
)
# ``HEAD`` is what it would belong to; "left" where that is before it.
_TIE: Forms = (
    ("{side}", "HEAD is {side} it"),
    ("{side} crossed 0", "no value between it and HEAD"),
    ("{side} crossed {n}", "{n} values between it and HEAD"),
    ("{side} crossed {n} parts 0", "{n} values and no end of a clause between it and HEAD"),
    ("{side} crossed {n} parts {m}", "{n} values and an end of a clause between it and HEAD"),
    ("{side} figures {n} times {m}", "{n} figures and {m} times between it and HEAD"),
    ("{side} far 0", "HEAD is right {side} it"),
    ("{side} far {far}", "HEAD is {far} {side} it"),
    ("{side} far 0 crossed {n}", "HEAD is right {side} it, {n} values between"),
    ("{side} far {far} crossed {n}", "HEAD is {far} {side} it, {n} values between"),
    ("{side} commas {n} crossed {m}", "{n} commas and {m} values between it and HEAD"),
    ("{side} only side", "no value on its other side"),
    ("{side} both sides", "there is a value on its other side too"),
    ("{side} brackets 0", "both are in the same brackets, or in none"),
    ("{side} brackets {n}", "brackets open or close between it and HEAD"),
    ("{side} brackets 0 crossed {n}", "no brackets and {n} values between it and HEAD"),
    ("{side} brackets {n} crossed {m}", "brackets and {m} values between it and HEAD"),
    ("{side} words ", "nothing between it and HEAD"),
    ("{side} words {run}", "{run} between it and HEAD"),
    ("{side} has {x}", "{x} between it and HEAD"),
    ("{side} first {x}", "{x} is the first word between it and HEAD"),
    ("{side} last {run}", "{run} ends what is between it and HEAD"),
    ("{side} a {run} _ {x}", "{run} before it, {x}"),
    ("{side} a _ {x}", "{x} after it"),
    ("{side} a {run} _", "{run} before it"),
    ("{side} b {run} _ {x}", "{run} before HEAD, {x}"),
    ("{side} b _ {x}", "{x} after HEAD"),
    ("{side} b {run} _", "{run} before HEAD"),
    ("{side} opens", "one of them opens the sentence"),
    ("units same", "both have the same unit"),
    ("units bare", "it has no unit"),
    ("units other", "they have different units"),
    ("units {same} decimals same", "both have {same}, and both or neither have decimals"),
    ("units {same} decimals other", "both have {same}, and only one has decimals"),
    ("shapes {x} {y}", "it is {x}, and HEAD {y}"),
    ("size zero {x} {y}", "HEAD, {y}, is nought"),
    ("size {more} {x} {y}", "it ({x}) is {more} HEAD ({y})"),
    ("form {code}", "the time is of the form '{code}'"),
    ("time dated ", "the time is a date"),
    ("time relative ", "the time is told from another"),
    ("time dated {code}", "the time is a date with '{code}'"),
    ("time relative {code}", "the time is told from another, with '{code}'"),
)
_MOVE: Forms = (("word {words}", "the word of movement is {words}"), ("{x}", "the movement is {x}"))
_OF_ROLE = re.compile(f"(?:{'|'.join(re.escape(name) for name in _ROLES)}) ")


def of_tie(code: str) -> str:
    """A piece of evidence for what a figure belongs to: its owner, its time, the word of its movement.

    >>> of_tie("owner national left far 2"), of_tie("time none begins in")
    ('the value is two words before it', "the sentence begins with 'in'")
    """
    relation, _, rest = code.partition(" ")
    plain = _OF_ROLE.sub("", rest, count=1)
    also: list[tuple[str, Forms]] = [(rest, _MOVE)] if relation == "move" else []
    said = _first([(code, _NONE), (rest, _TIE), (plain, _TIE), *also])
    return said.replace("HEAD", _HEADS.get(relation, "the other")) if said else _unworded(code)


# ── words: is a word part of the name? ───────────────────────────────────────────────────────────

_WORD: Forms = (
    ("word {words}", "the word is {words}"),
    ("{side} word {words}", "{words} {side} it"),
    ("{side} {x} _ {y}", "the word is between {x} and {y}"),
    ("{side} {x} _", "the word is after {x}"),
    ("{side} _ {x}", "the word is before {x}"),
    ("{side} ..{words}", "the word ends in {words}"),
    ("{side} shape {x} {side2} {n} {m} {far}", "it is {x}, the word {far} {side} it"),
    ("{side} capital True {code}", "the word has a capital"),
    ("{side} capital False {code}", "the word has no capital"),
    ("{side} joined ", "the word is right {side} it"),
    ("{side} joined {run}", "{run} between the word and it"),
    ("{side} through {x}", "{x} between the word and it"),
    ("{side} {n} {m}", "the word is {side} it, {n} values between"),
    ("{side} {n} {m} far 0", "the word is right {side} it"),
    ("{side} {n} {m} far {far}", "the word is {far} {side} it"),
    ("{side} {n} {m} verbs {n2} commas {m2}", "{n2} verbs and {m2} commas between the word and it"),
    ("{side} {n} {m} owner True", "it is the value nearest to the word"),
    ("{side} {n} {m} owner False", "another value is nearer to the word"),
    ("{side} {n} {m} then {x}", "the word is {side} it, and {x} comes after it"),
    ("{side} {n} {m} behind {x}", "the word is {side} it, and {x} comes before it"),
    ("{side} {n} {m} between {x} {y}", "the word is {side} it; it is between {x} and {y}"),
    ("{side} {n} {m} later True far {far}", "the word is {far} {side} it, and a value came before it"),
    ("{side} {n} {m} later False far {far}", "the word is {far} {side} it, the first value"),
    ("{side} {n} {m} opened True verbs {n2}", "brackets open between the word and it"),
    ("{side} {n} {m} opened False verbs {n2}", "{n2} verbs and no brackets between the word and it"),
    ("{side} {n} {m} subject {x}", "the word is before the verb, and {x} comes after it"),
    ("{side} {n} {m} predicate {x}", "the word is after the verb, and {x} comes after it"),
    ("{side} {n} {m} verbs {n2} then {x}", "{n2} verbs between the word and it, and {x} after it"),
    ("{side} {n} {m} bullet {yes} stem {yes2}", "the word is {yes}in a bullet, {yes2}under a lead-in"),
    ("{side} {n} {m} values {n2} {m2}", "the word is {side} it, one of {n2} values"),
)
_AFAR: Forms = (
    ("", "the word is from SOURCE"),
    ("then {x}", "{x} comes after it, the word is from SOURCE"),
    ("behind {x}", "{x} comes before it, the word is from SOURCE"),
    ("between {x} {y}", "it is between {x} and {y}, the word is from SOURCE"),
    ("begins {run}", "the sentence begins with {run}, the word is from SOURCE"),
    ("here True", "the word of SOURCE is in the sentence too"),
    ("here False", "the word of SOURCE is not in the sentence"),
    ("left {n} right {m}", "{n} words before it and {m} after it, the word is from SOURCE"),
    ("place 0", "the word is the first of SOURCE"),
    ("place {n}", "{n} words of SOURCE are before the word"),
    ("size {n}", "SOURCE has {n} words that say something"),
    ("word {words}", "the word {words} of SOURCE"),
    ("shape {x} then {y}", "it is {x} and {y} comes next, the word is from SOURCE"),
    ("stem {yes} before {yes2} bullet {yes3}", "{yes}under a lead-in, {yes2}after a named value, {yes3}in a bullet"),
    ("values {n} {m}", "it is one of {n} values, the word is from SOURCE"),
    ("figures before True", "figures come before it, the word is from SOURCE"),
    ("figures before False", "it is the first figure, the word is from SOURCE"),
)
_FROM = re.compile(r"(?P<source>before|stem|heading|topic) (?P<same>same)?(?: (?P<rest>.*))?")


def of_word(code: str) -> str:
    """A piece of evidence for a word being in the name of a value.

    >>> of_word("right _ in"), of_word("before  here True")
    ("the word is before 'in'", 'the word of the name before is in the sentence too')
    """
    if m := _FROM.fullmatch(code):
        said = _worded(m["rest"] or "", _AFAR)
        source = "the name before in this sentence" if m["same"] else _SOURCES[m["source"]]
        return said.replace("SOURCE", source) if said else _unworded(code)
    return _worded(code, _WORD) or _unworded(code)


# ── phrases: would a reader take it for the name? ────────────────────────────────────────────────

_PHRASE: Forms = (
    ("overlap", "how well it holds the words of a name"),
    ("squared", "how well it holds the words of a name"),
    ("mean", "how likely its words are"),
    ("kind {kind}", "it is made of {kind}"),
    ("kind overlap {kind}", "how well {kind} hold the words of a name"),
    ("least", "how likely the unlikeliest of its words is"),
    ("least {kind}", "how likely the unlikeliest of its words is"),
    ("missed", "how likely a word is that it leaves out"),
    ("missed {kind}", "how likely a word is that it leaves out"),
    ("{kind} then {x}", "it is made of {kind}, and {x} comes after the value"),
    ("{kind} behind {x}", "it is made of {kind}, and {x} comes before the value"),
    ("{kind} shape {x}", "it is made of {kind}, and the value is {x}"),
    ("{kind} opens {x}", "it is made of {kind}, and the sentence begins with {x}"),
    ("{kind} place {n}", "it is made of {kind}, and {n} words come before the value"),
    ("begins ..{words}", "its first word ends in {words}"),
    ("ends ..{words}", "its last word ends in {words}"),
    ("begins {words}", "it begins with {words}"),
    ("ends {words}", "it ends with {words}"),
    ("long 6", "it has 18 words or more"),
    ("long {threes}", "it has {threes} words"),
    ("before {x}", "{x} comes before it"),
    ("after {x}", "{x} comes after it"),
    ("commas {n}", "it has {n} commas"),
    ("verbs {n} {kind}", "it has {n} verbs"),
    ("moves {n} {kind}", "it has {n} words of movement"),
    ("compared True", "it names what is compared with"),
    ("compared False", "it names nothing that is compared with"),
    ("breaks {n}", "it has {n} breaks"),
    ("capitals True {kind}", "all its words have capitals"),
    ("capitals False {kind}", "not all its words have capitals"),
    ("long 8", "it has 24 words or more"),
)


def of_phrase(code: str) -> str:
    """A piece of evidence for a phrase being the name of a value; ``it`` is the phrase.

    >>> of_phrase("after <when>"), of_phrase("kind left")
    ('a date or period comes after it', 'it is made of words before it')
    """
    return _worded(code, _PHRASE) or _unworded(code)


UNWORDED = "evidence without a wording: "


def _unworded(code: str) -> str:
    return f"{UNWORDED}{code}"
