"""What a value measures: candidates in the report's words, and the evidence on which weights choose among them.

Two questions are asked. Of each word near a value: does it belong to the name (``word_evidence``)? Of each phrase that
could be a name: would a reader take it for one (``phrase_evidence``)? Phrases are made of the words as printed, without
times, figures and asides; a name may go on behind the value ("children" ... "placed with relatives"), and take its
head from what was named before, the lead-in of a list or a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from perfextract.reading.marked import Marked
from perfextract.reading.printing import printed, reduced, refused
from perfextract.vocabulary import words

LITTLE = words("little")  # says nothing of what is measured: no evidence of a name, and not counted in one
_VERBS = words("auxiliary")
_FINITE = words("level verb") | words("better") | words("worse")  # verbs behind which no name goes on
_LINKS = words("link")
_LOOSE = words("loose")
_MEASURES = words("measure")
_BREAKS = frozenset({";", ":", "?", "!", "•"})
_ENDINGS = words("contrast")
_LEVELS = words("level verb")
_RELATIVE = words("relative")
_BEGINS = _FINITE | words("clause begins")  # words that begin another part of the sentence


@dataclass(frozen=True, slots=True)
class Word:
    """A word that could be in a name: ``source`` says where it is from; ``at`` is its token in the sentence, else its place."""

    text: str
    source: str  # sentence, before, stem, heading
    at: int


@lru_cache(maxsize=2**15)
def stem(word: str) -> str:
    """A word without its ending, so that "cases" and "case" are one."""
    return re.sub(r"(ies|es|s|ed|ing)$", "", word)


def content(text: str) -> list[str]:
    """The words of a text that say something of what is measured."""
    return [w for w in re.findall(r"[a-z0-9]+(?:[.,][0-9]+)*", text.lower().replace("’", "'")) if w not in LITTLE]


@lru_cache(maxsize=2**14)  # phrases of one sentence share their words, and are asked for again and again
def stems(text: str) -> frozenset[str]:
    """The stems of the words of a text that say something of what is measured."""
    return frozenset(stem(w) for w in content(text))


@dataclass(frozen=True, slots=True)
class Around:
    """What is known around a value apart from its sentence."""

    before: str = ""  # the name of the value told last
    same: bool = False  # whether that was in this sentence
    stem: str = ""
    heading: str = ""
    bullet: bool = False
    topic: str = ""  # the sentence before, where it has no figures

    def sources(self) -> tuple[tuple[str, str], ...]:
        """What could lend a name its words, by where it is from."""
        return ("before", self.before), ("stem", self.stem), ("heading", self.heading), ("topic", self.topic)


def words_of(s: Marked, value: int, roles: dict[int, str], around: Around) -> list[Word]:
    """The words that could be in the name of a value: those of its sentence and those around it."""
    out = [
        Word(t.shape if not t.shape.startswith("<") else s.text[t.start : t.end].lower(), "sentence", i)
        for i, t in enumerate(s.tokens)
        if _can_name(s, i, roles)
    ]
    for source, text in around.sources():
        out += [
            Word(w, source, n)
            for n, w in enumerate(re.findall(r"[a-z0-9]+(?:'[a-z]+)?", text.lower().replace("’", "'"))[:40])
        ]
    return [w for w in out if w.text not in LITTLE]


def _can_name(s: Marked, i: int, roles: dict[int, str]) -> bool:
    shape = s.tokens[i].shape
    if i in s.figures:
        return roles.get(i, "-") == "-"
    if shape in ("<when>", "<then>", "<about>"):
        return False
    return shape[0].isalnum() or shape.startswith("<")


# ── is a word part of the name? ──────────────────────────────────────────────────────────────────


def word_evidence(s: Marked, value: int, word: Word, values: Sequence[int], around: Around) -> list[str]:
    """What speaks for a word being in the name of a value."""
    if word.source != "sentence":
        return _from_afar(s, value, word, values, around)
    i = word.at
    side = "left" if i < value else "right"
    lo, hi = (i, value) if i < value else (value, i)
    inner = [t.shape for t in s.tokens[lo + 1 : hi]]
    crossed = sum(lo < v < hi for v in values)
    verbs = sum(x in _VERBS or x.startswith(("<up", "<down", "<stable")) for x in inner)
    commas = inner.count(",")
    breaks = sum(x in _BREAKS or x in _ENDINGS for x in inner)
    far = _far(len(inner))
    before = s.tokens[value - 1].shape if value else "^"
    after = s.tokens[value + 1].shape if value + 1 < len(s.tokens) else "$"
    left, right = s.tokens[i - 1].shape if i else "^", s.tokens[i + 1].shape if i + 1 < len(s.tokens) else "$"
    owner = min(values, key=lambda v: abs(v - i), default=value) == value
    opened = "(" in inner and ")" not in inner[inner.index("(") :]
    later = any(v < value for v in values)
    where = f"{side} {min(crossed, 2)} {min(breaks, 1)}"
    found = [
        where,
        f"{where} far {far}",
        f"{where} verbs {min(verbs, 3)} commas {min(commas, 2)}",
        f"{where} owner {owner}",
        f"{where} then {after}",
        f"{where} behind {before}",
        f"{where} between {before} {after}",
        f"{where} later {later} far {far}",
        f"{where} opened {opened} verbs {min(verbs, 2)}",
        f"{side} word {word.text}",
        f"word {word.text}",
        f"{side} {left} _",
        f"{side} _ {right}",
        f"{side} {left} _ {right}",
        f"{side} ..{word.text[-3:]}",
        f"{side} shape {s.tokens[value].shape} {where} {far}",
        f"{side} capital {s.text[s.tokens[i].start].isupper()} {i == 0}",
        f"{where} {'subject' if not any(t.shape in _VERBS for t in s.tokens[:i]) else 'predicate'} {after}",
        f"{where} verbs {min(verbs, 3)} then {after}",
        f"{where} bullet {around.bullet} stem {bool(around.stem)}",
        f"{where} values {min(len(values), 4)} {values.index(value) if value in values else 0}",
    ]
    if len(inner) <= 2:
        found.append(f"{side} joined {' '.join(inner)}")
    for x in set(inner) & _LINKS:
        found.append(f"{side} through {x}")
    return found


def _from_afar(s: Marked, value: int, word: Word, values: Sequence[int], around: Around) -> list[str]:
    before = s.tokens[value - 1].shape if value else "^"
    after = s.tokens[value + 1].shape if value + 1 < len(s.tokens) else "$"
    src = f"{word.source} {'same' if around.same and word.source == 'before' else ''}"
    here = {stem(t.shape) for t in s.tokens}
    left = [t.shape for t in s.tokens[:value] if t.shape[0].isalpha() and t.shape not in _LOOSE]
    right = [t.shape for t in s.tokens[value + 1 :] if t.shape[0].isalpha() and t.shape not in _LOOSE]
    size = len(content(dict(around.sources())[word.source]))
    return [
        src,
        f"{src} then {after}",
        f"{src} behind {before}",
        f"{src} between {before} {after}",
        f"{src} begins {s.tokens[0].shape}",
        f"{src} begins {s.tokens[0].shape} {s.tokens[1].shape if len(s.tokens) > 1 else ''}",
        f"{src} here {stem(word.text) in here}",
        f"{src} left {min(len(left), 5)} right {min(len(right), 5)}",
        f"{src} place {min(word.at, 6)}",
        f"{src} size {min(size, 9)}",
        f"{src} word {word.text}",
        f"{src} shape {s.tokens[value].shape} then {after}",
        f"{src} stem {bool(around.stem)} before {bool(around.before)} bullet {around.bullet}",
        f"{src} values {min(len(values), 4)} {values.index(value) if value in values else 0}",
        f"{src} figures before {sum(f < value for f in s.figures) > 0}",
    ]


def _far(distance: int) -> int:
    return next(bound for bound in (0, 1, 2, 3, 5, 8, 12, 18, 999) if distance <= bound)


# ── phrases ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that could be a name: its text, where its parts are from, and the tokens of the sentence in it."""

    text: str
    kind: str  # left, right, across, before, before+right, exchanged ...
    tokens: tuple[int, ...]
    words: tuple[Word, ...]
    place: str | None = None


def phrases(s: Marked, value: int, roles: dict[int, str], values: Sequence[int], around: Around) -> list[Phrase]:
    """All phrases that could name a value, without those that never could."""
    begun = _own_part(s, value)
    lefts = [r for r in _runs(s, value, roles, "left") if r[0] >= begun]
    rights = list(_runs(s, value, roles, "right"))
    out = [_phrase(s, r, "left") for r in lefts] + [_phrase(s, r, "right") for r in rights]
    near_left = [r for r in lefts if r[-1] >= value - 6 and not _says_nothing(s, r)][:12]
    near_right = [r for r in rights if r[0] <= value + 5 and not set(r) <= set(s.figures)]
    first = [r for r in _bracketed(s, value, lefts) if r not in near_left]
    whole_left = [a for a in (*near_left, *first) if not _of_another(s, a, value, values)]
    out += [_phrase(s, (*a, *_with_its_link(s, b, value)), "across") for a in whole_left for b in near_right[:14]]
    out += [_in_its_setting(s, _phrase(s, r, "shared")) for r in _shared(s, value, values)]
    out += [p for b in near_right[:4] for p in _done(s, value, b)]
    of_its_own = around.same and s.between(value, min(value + 3, len(s.tokens) - 1)).lower().split()[1:2] == ["of"]
    for source, text in (*around.sources()[:3], ("topic", subject(around.topic))):
        if content(text) and not (source == "before" and around.same and (begun or of_its_own)):
            for head in dict.fromkeys((text, _head(text))):
                out.append(_from_text(s, head, source, ()))
                for run in [*near_right[:14], *[r for r in lefts if len(r) <= 7][:20]]:
                    if not _says_again(s, head, run):
                        out.append(_from_text(s, head, source, run, "right" if run[0] > value else "left", value))
    if around.before:
        out += [p for r in (*near_left, *near_right[:4]) if (p := _for_another(s, r, around.before)) is not None]
    return [p for p in out if p.text and not refused(p.text) and not _REPEATED.search(p.text)]


# "Overspends in Adult Social Care (£2m), Growth & Transport (£1m)": the capitals a name ends in, for which others come in.
_CAPITALS = r"(?:[A-Z][\w'’&.-]*|&)(?:(?:,?\s+(?:and|of|the|for|&)\s+|,?\s+)(?:[A-Z][\w'’&.-]*|&))*"
_ENDS_IN_CAPITALS = re.compile(rf"(?<=[a-z]\s)(?P<named>{_CAPITALS})(?:\s+[a-z]+)?$")
_ALL_CAPITALS = re.compile(_CAPITALS)


def _for_another(s: Marked, run: tuple[int, ...], before: str) -> Phrase | None:
    """The name before with its place, service or body exchanged for the one that a run of capitals names."""
    capitals = printed(s, run)
    ending = _ENDS_IN_CAPITALS.search(before)
    if ending is None or not _ALL_CAPITALS.fullmatch(capitals):
        return None
    base = before[: ending.start("named")].strip()
    own = tuple(Word(w, "before", n) for n, w in enumerate(content(base)))
    return Phrase(f"{base} {capitals}", "exchanged", run, (*own, *_phrase(s, run, "right").words), place=capitals)


def _own_part(s: Marked, value: int) -> int:
    """Where the part of a sentence begins that alone can name a value: behind "and the adopted population" or "(the
    completion rate" all before is of another; behind "increased the number of" it is who did so; so is "When repairs
    are ordered," before "timescales are good".
    """
    shapes = [t.shape for t in s.tokens[:value]]
    begun = 0
    if shapes and shapes[0] in words("subordinate") and "," in shapes:
        begun = shapes.index(",") + 1
    for i in range(len(shapes) - 3):
        if shapes[i].endswith(("up>", "down>")) and shapes[i + 1] in _ARTICLES and shapes[i + 2] in _MEASURES:
            begun = max(begun, i + 2)
        if (
            shapes[i] in _OPENS
            and shapes[i + 1] in _ARTICLES
            and _is_subject(shapes[i + 2 :])
            and any(f < i for f in s.figures) | (shapes[i] == "(")
        ):
            begun = max(begun, i + 2)
    return begun


_ARTICLES = words("article")
_OPENS = frozenset({"and", "("})


def _is_subject(shapes: Sequence[str]) -> bool:
    """Whether words begin with a noun of their own and then a verb, a movement or "from": no "the figure was"."""
    end = next(
        (
            n
            for n, x in enumerate(shapes)
            if not x[0].isalpha() or x in _VERBS or x in _FINITE or x in words("before a figure")
        ),
        len(shapes),
    )
    verbal = end < len(shapes) and (
        shapes[end] in _VERBS
        or shapes[end] in _FINITE
        or shapes[end] in words("before a figure") - {"of"}
        or shapes[end].endswith(("up>", "down>"))
    )
    return verbal and 0 < end <= 4 and bool(set(shapes[:end]) - words("not alone") - words("yardstick") - _LOOSE)


def _of_another(s: Marked, run: tuple[int, ...], value: int, values: Sequence[int]) -> bool:
    """Whether a run before a value is what the value before it counts: "36 tenants in flats, 12 in hostels"."""
    beside = any(0 < run[0] - v <= 3 for v in values)
    return beside and all(t.shape in _BETWEEN for t in s.tokens[run[-1] + 1 : value])


_BETWEEN = frozenset({",", "and", ";", "<about>"})


def _with_its_link(s: Marked, run: tuple[int, ...], value: int) -> tuple[int, ...]:
    """A run behind a value with the word that places it: "26 are on site"."""
    linked = run[0] - 1 > value and s.tokens[run[0] - 1].shape in words("place link")
    return (run[0] - 1, *run) if linked else run


def _says_nothing(s: Marked, run: tuple[int, ...]) -> bool:
    """Whether a run is nothing but a unit or a pronoun: "over the year" before "90 tenants moved out"."""
    return refused(" ".join(s.tokens[i].shape for i in run)) is not None


def _says_again(s: Marked, head: str, run: tuple[int, ...]) -> bool:
    """Whether a run has a word of the name before it: "population in care" and "adopted population" are two names."""
    known = {stem(w) for w in content(head) if len(w) > 3}
    return any(stem(s.tokens[i].shape) in known for i in run)


def _bracketed(s: Marked, value: int, lefts: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """The subject of a sentence, for a value in its brackets: "Checks are not all timely (only 69% go on time)"."""
    opened = any(s.tokens[i].shape == "(" for i in range(max(0, value - 3), value))
    return [r for r in lefts if r[0] <= 1][-2:] if opened else []


def _shared(s: Marked, value: int, values: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """What is said of a second value, for the first: "12% of homes and 8% of shops were empty"."""
    behind = next((v for v in values if v > value), None)
    if behind is None or behind - value > 8 or behind + 2 >= len(s.tokens):
        return
    own = [i for i in range(value + 1, behind) if s.tokens[i].shape not in ("of", "the")]
    if (
        len(own) < 2
        or s.tokens[own[-1]].shape != "and"
        or s.tokens[value + 1].shape != "of"
        or s.tokens[behind + 1].shape != "of"
    ):
        return
    end = next((i for i in range(behind + 1, len(s.tokens)) if not s.tokens[i].shape[0].isalpha()), len(s.tokens))
    verb = next((i for i in range(behind + 2, end) if s.tokens[i].shape in _VERBS), min(end, behind + 1 + len(own)))
    for until in {end, *(i for i in range(verb + 1, end) if s.tokens[i].shape in _LOOSE)}:
        if verb < until:
            yield (*own[:-1], *range(verb, until))


def _in_its_setting(s: Marked, p: Phrase) -> Phrase:
    """A name with the numbered group that opens the sentence: "In Year 6, 35.2% of boys and 31.7% of girls swam"."""
    comma = next((i for i, t in enumerate(s.tokens[:6]) if t.shape == ","), 0)
    opens = comma and s.tokens[0].shape in words("place link") and comma - 1 in s.figures
    return (
        replace(
            p,
            text=f"{p.text} {s.text[s.tokens[0].start].lower()}{s.text[s.tokens[0].start + 1 : s.tokens[comma].start]}",
        )
        if opens
        else p
    )


def _done(s: Marked, value: int, run: tuple[int, ...]) -> Iterator[Phrase]:
    """What was done and by whom, before its number: "The team helped 412 residents", "residents helped by team"."""
    verb = next((i for i in range(value - 1, -1, -1) if s.tokens[i].shape not in (*_HEDGES, "<about>")), 0)
    start = max((i + 1 for i in range(verb) if s.tokens[i].shape in _BREAKS or s.tokens[i].shape == "."), default=0)
    end = next(
        (i for i in range(start, verb) if s.tokens[i].shape in _VERBS or not s.tokens[i].shape[0].isalpha()), verb
    )
    doer = tuple(i for i in range(start, end) if _kept(s, i, {}))
    if (
        run[0] != value + 1
        or not doer
        or not s.tokens[verb].shape.endswith("ed")
        or s.tokens[verb].shape in _LEVELS
        or s.tokens[doer[0]].shape in words("pronoun")
    ):
        return
    what, who = _phrase(s, run, "right"), _phrase(s, doer, "right")
    done = Word(s.tokens[verb].shape, "sentence", verb)
    if not refused(what.text) and not refused(who.text):
        yield Phrase(
            f"{what.text} {done.text} by {who.text}", "done", (*doer, verb, *run), (*what.words, done, *who.words)
        )
        yield Phrase(f"{what.text} {done.text}", "done", (verb, *run), (*what.words, done))


_HEDGES = words("hedge word")


_REPEATED = re.compile(
    r"\b(\w{4,})\s+(?:\w+\s+)?\1\b", re.IGNORECASE
)  # "children children who": two halves that say the same


def subject(sentence: str) -> str:
    """What a sentence without figures speaks of: its words up to the first verb we know.

    >>> subject("The take-up of free school meals has been good this year.")
    'take-up of free school meals'
    """
    parts = sentence.split()
    end = next(
        (n for n, w in enumerate(parts) if w.lower().strip(",;") in _VERBS or w.endswith((",", ";", ":"))), len(parts)
    )
    return (
        reduced(" ".join(parts[: end + (end < len(parts) and parts[end][-1:] in ",;:")]).strip(" ,;:."))
        if end <= 14
        else ""
    )


def _head(text: str) -> str:
    """A name up to its first predicate: "children placed with relatives" -> "children"."""
    parts = text.split()
    for n, w in enumerate(parts[1:], 1):
        if w.lower() in _LOOSE or (w.endswith("ed") and len(w) > 4):
            if w.lower() != "of":
                return " ".join(parts[:n])
    return text


def _runs(s: Marked, value: int, roles: dict[int, str], side: str) -> Iterator[tuple[int, ...]]:
    """The runs of tokens on one side of a value that could be a phrase, nearest first."""
    if side == "right":
        starts = _starts(s, value + 1, min(len(s.tokens), value + 9), roles, first=True)
        for a in starts:
            for b in _ends(s, a, min(len(s.tokens), a + 30), roles, value):
                yield tuple(i for i in range(a, b + 1) if _kept(s, i, roles))
        return
    for a in reversed(list(_starts(s, 0, value, roles, first=False))):
        for b in _ends(s, a, value, roles, value):
            run = tuple(i for i in range(a, b + 1) if _kept(s, i, roles))
            if len(run) <= 32:
                yield run


def _starts(s: Marked, lo: int, hi: int, roles: dict[int, str], first: bool) -> Iterator[int]:
    """Where a phrase may begin: after a break, a verb, a link, a mark or the beginning; never in a function word."""
    seen = 0
    for i in range(lo, hi):
        shape = s.tokens[i].shape
        if first and (shape in _BREAKS or (i in s.figures and roles.get(i) == "value")):
            return
        if not _can_name(s, i, roles) or (shape in _LOOSE and shape not in ("more", "less", "fewer")):
            continue
        before = s.tokens[i - 1].shape if i else "^"
        if i == lo or before in _LOOSE or before in _VERBS or not before[0].isalpha() or seen == 0:
            seen += 1
            yield i
            if first and seen > 5:
                return


def _ends(s: Marked, start: int, hi: int, roles: dict[int, str], value: int) -> Iterator[int]:
    """Where a phrase that begins at ``start`` may end: before a link, verb, sign or mark."""
    for i in range(start, hi):
        shape = s.tokens[i].shape
        if shape in _BREAKS or shape in words("reason") or (i in s.figures and roles.get(i) == "value"):
            return
        after = s.tokens[i + 1].shape if i + 1 < len(s.tokens) else "$"
        if i < value and i > start and s.tokens[i - 1].shape in words("be") and after in (",", "("):
            continue  # "timescales are good, averaging": a judgement
        particle = (
            shape in words("particle")
            and i > start
            and s.tokens[i - 1].shape.endswith("ed")
            and not after[0].isalnum()
            and after[0] != "<"
        )
        if (
            not _can_name(s, i, roles)
            or (shape in _LOOSE and not particle)
            or shape in _RELATIVE
            or (i < value and _moves_to(s, i, value))
        ):
            continue
        if (
            after in _LOOSE
            or after in _VERBS
            or after in _BEGINS
            or not after[0].isalpha()
            or i + 1 == value
            or (i < value and _moves_to(s, i + 1, value))
        ):
            yield i


def _moves_to(s: Marked, i: int, value: int) -> bool:
    """Whether a word is the verb that leads to a value: "stood at 12%", or one we do not know, "the rate ballooned to 12%"."""
    shape = s.tokens[i].shape
    if shape in _LEVELS and i < value:
        return True
    behind = [
        n
        for n in range(i + 1, min(i + 6, value + 1))
        if s.tokens[n].shape != "<about>" and not s.tokens[n].shape.endswith("ly")
    ]
    leads = len(behind) > 1 and s.tokens[behind[0]].shape in words("before a figure") and behind[1] in s.figures
    return leads and shape.endswith("ed") and not any(t.shape.endswith(("up>", "down>")) for t in s.tokens[:i])


def _kept(s: Marked, i: int, roles: dict[int, str]) -> bool:
    """Whether a token stays in a phrase: no time, no figure that plays a part, no hedge."""
    shape = s.tokens[i].shape
    if i in s.figures:
        return roles.get(i, "-") == "-"
    if shape == "<about>":  # "more than 20 miles from home" says what is counted
        return i + 1 in s.figures and roles.get(i + 1, "-") == "-"
    return shape not in ("<when>", "<then>")


@lru_cache(maxsize=2**11)
def _phrase(s: Marked, run: tuple[int, ...], kind: str) -> Phrase:
    run = _with_measure(s, run) if kind != "right" else run
    own = tuple(
        Word(
            s.tokens[i].shape if s.tokens[i].shape[0] != "<" else s.text[s.tokens[i].start : s.tokens[i].end].lower(),
            "sentence",
            i,
        )
        for i in run
    )
    return Phrase(printed(s, run), kind, run, tuple(w for w in own if w.text not in LITTLE and w.text[0].isalnum()))


def _with_measure(s: Marked, run: tuple[int, ...]) -> tuple[int, ...]:
    """A run with the "number of", "average" right before it."""
    i = run[0] - 1
    if i >= 1 and s.tokens[i].shape == "of" and s.tokens[i - 1].shape in _MEASURES:
        return (i - 1, i, *run)
    return run


def _from_text(s: Marked, text: str, source: str, run: tuple[int, ...], side: str = "", value: int = -1) -> Phrase:
    own = tuple(Word(w, source, n) for n, w in enumerate(content(text)))
    if not run:
        return Phrase(reduced(text.strip(" :.-")), source, (), own)
    tail = _phrase(s, run, "right")
    said = reduced(f"{text.strip(' :.-')} {_joint(s, run, side, value)}{tail.text}")
    return Phrase(said, f"{source}+{side}", run, (*own, *tail.words))


def _joint(s: Marked, run: tuple[int, ...], side: str, value: int) -> str:
    """The word that ties a tail to its head: "in primary schools", "90 tenants, of whom three came back"."""
    before = s.tokens[run[0] - 1].shape if run[0] else ""
    if before in words("preposition") and (side == "left" or run[0] - 1 > value):
        return f"{before} "
    related = s.tokens[value - 1].shape if side == "right" and value and run[0] == value + 1 else ""
    verb = run[0] < len(s.tokens) and s.tokens[run[0]].shape not in words("preposition")
    return {"whom": "who ", "which": "that "}.get(related, "") if verb else ""


# ── would a reader take it for the name? ─────────────────────────────────────────────────────────


def phrase_evidence(
    s: Marked, value: int, p: Phrase, chance: float, size: float, missed: float, values: Sequence[int]
) -> list[tuple[str, float]]:
    """What speaks for a phrase: ``chance`` is the sum of its words' chances, ``size`` how many they are, ``missed`` the
    chances of the words it leaves out.
    """
    overlap = 2 * chance / (size + chance + missed) if size else 0.0
    own = p.text.lower().split()
    found: list[tuple[str, float]] = [
        ("overlap", overlap),
        ("squared", overlap * overlap),
        ("mean", chance / size if size else 0.0),
        (f"kind {p.kind}", 1.0),
        (f"kind overlap {p.kind}", overlap),
        (f"begins {own[0]}", 1.0),
        (f"ends {own[-1]}", 1.0),
        (f"long {min(len(own) // 3, 8)}", 1.0),
        (f"capitals {_ALL_CAPITALS.fullmatch(p.text) is not None} {p.kind}", 1.0),
    ]
    if p.tokens:
        first, last = p.tokens[0], p.tokens[-1]
        before = s.tokens[first - 1].shape if first else "^"
        after = s.tokens[last + 1].shape if last + 1 < len(s.tokens) else "$"
        inner = [s.tokens[i].shape for i in p.tokens]
        found += [
            (f"before {before}", 1.0),
            (f"after {after}", 1.0),
            (f"commas {min(inner.count(','), 3)}", 1.0),
            (f"verbs {min(sum(x in _VERBS for x in inner), 3)} {p.kind}", 1.0),
            (f"moves {min(sum(x.startswith(('<up', '<down')) for x in inner), 2)} {p.kind}", 1.0),
            (
                f"compared {any(x in ('<national>', '<target>', '<regional>', '<statistical_neighbour>') for x in inner)}",
                1.0,
            ),
            (f"breaks {sum(x in ('while', 'but', 'although', '.', '(') for x in inner)}", 1.0),
        ]
    return found
