"""What a value measures: candidates in the report's words, and the evidence on which weights choose among them.

Two questions are asked. Of each word near a value: does it belong to the name (``word_evidence``)? Of each phrase that
could be a name: would a reader take it for one (``phrase_evidence``)? Phrases are made of the words as printed, without
times, figures and asides; a name may go on behind the value ("children" ... "placed with relatives"), and take its
head from what was named before, the lead-in of a list or a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from perfextract.reading.marked import Marked
from perfextract.vocabulary import expression, words

LITTLE = words("little")  # says nothing of what is measured: no evidence of a name, and not counted in one
_VERBS = words("auxiliary")
_LINKS = words("link")
_LOOSE = words("loose")
_MEASURES = words("measure")
_BREAKS = frozenset({";", ":", "?", "!", "•"})
_ENDINGS = words("contrast")


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
        out += [Word(w, source, n) for n, w in enumerate(re.findall(r"[a-z0-9]+(?:'[a-z]+)?", text.lower().replace("’", "'"))[:40])]
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
    kind: str  # left, right, across, before, before+right ...
    tokens: tuple[int, ...]
    words: tuple[Word, ...]


def phrases(s: Marked, value: int, roles: dict[int, str], values: Sequence[int], around: Around) -> list[Phrase]:
    """All phrases that could name a value, without those that never could."""
    lefts = list(_runs(s, value, roles, "left"))
    rights = list(_runs(s, value, roles, "right"))
    out = [_phrase(s, r, "left") for r in lefts] + [_phrase(s, r, "right") for r in rights]
    near_left = [r for r in lefts if r[-1] >= value - 6][:12]
    near_right = [r for r in rights if r[0] <= value + 3]
    out += [_phrase(s, (*a, *b), "across") for a in near_left for b in near_right[:14]]
    for source, text in (*around.sources()[:3], ("topic", subject(around.topic))):
        if content(text):
            for head in dict.fromkeys((text, _head(text))):
                out.append(_from_text(s, head, source, ()))
                for run in [*near_right[:14], *[r for r in lefts if len(r) <= 7][:20]]:
                    out.append(_from_text(s, head, source, run, "right" if run[0] > value else "left"))
    return [p for p in out if p.text and not refused(p.text) and not _REPEATED.search(p.text)]


_REPEATED = re.compile(r"\b(\w{4,})\s+(?:\w+\s+)?\1\b", re.IGNORECASE)  # "children children who": two halves that say the same


def subject(sentence: str) -> str:
    """What a sentence without figures speaks of: its words up to the first verb we know.

    >>> subject("The take-up of free school meals has been good this year.")
    'take-up of free school meals'
    """
    parts = sentence.split()
    end = next((n for n, w in enumerate(parts) if w.lower().strip(",;") in _VERBS or w.endswith((",", ";", ":"))), len(parts))
    return _ARTICLE.sub("", " ".join(parts[: end + (end < len(parts) and parts[end][-1:] in ",;:")]).strip(" ,;:.")) if end <= 14 else ""


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
        if shape in _BREAKS or (i in s.figures and roles.get(i) == "value"):
            return
        after = s.tokens[i + 1].shape if i + 1 < len(s.tokens) else "$"
        ends = _can_name(s, i, roles) and shape not in _LOOSE
        if ends and (after in _LOOSE or after in _VERBS or not after[0].isalpha() or i + 1 == value):
            yield i


def _kept(s: Marked, i: int, roles: dict[int, str]) -> bool:
    """Whether a token stays in a phrase: no time, no figure that plays a part, no hedge."""
    shape = s.tokens[i].shape
    if i in s.figures:
        return roles.get(i, "-") == "-"
    return shape not in ("<when>", "<then>", "<about>")


def _phrase(s: Marked, run: tuple[int, ...], kind: str) -> Phrase:
    run = _with_measure(s, run) if kind != "right" else run
    own = tuple(Word(s.tokens[i].shape if s.tokens[i].shape[0] != "<" else s.text[s.tokens[i].start : s.tokens[i].end].lower(), "sentence", i) for i in run)
    return Phrase(_printed(s, run), kind, run, tuple(w for w in own if w.text not in LITTLE and w.text[0].isalnum()))


def _with_measure(s: Marked, run: tuple[int, ...]) -> tuple[int, ...]:
    """A run with the "number of", "average" right before it."""
    i = run[0] - 1
    if i >= 1 and s.tokens[i].shape == "of" and s.tokens[i - 1].shape in _MEASURES:
        return (i - 1, i, *run)
    return run


def _from_text(s: Marked, text: str, source: str, run: tuple[int, ...], side: str = "") -> Phrase:
    own = tuple(Word(w, source, n) for n, w in enumerate(content(text)))
    if not run:
        return Phrase(text.strip(" :.-"), source, (), own)
    tail = _phrase(s, run, "right")
    said = f"{text.strip(' :.-')} {tail.text}"
    return Phrase(said, f"{source}+{side}", run, (*own, *tail.words))


_SPACES = re.compile(r"\s+")


def _printed(s: Marked, run: tuple[int, ...]) -> str:
    """The words of a run as printed, without brackets left empty or open and links left hanging."""
    parts = []
    last = -1
    for i in run:
        t = s.tokens[i]
        gap = s.text[s.tokens[last].end : t.start] if last >= 0 and i == last + 1 else " " if parts else ""
        parts.append((" " if gap.strip() == "" and gap else gap) + s.text[t.start : t.end])
        last = i
    text = _SPACES.sub(" ", "".join(parts))
    text = re.sub(r"\(\s*[,;]?\s*\)|\[\s*\]", " ", text)
    if text.count("(") != text.count(")"):
        text = re.sub(r"\s*\([^()]*$", "", text) if text.count("(") > text.count(")") else re.sub(r"^[^()]*\)\s*", "", text)
    text = re.sub(r"\s+(?:in|at|on|by|for|during|since|from|to|of|as|over)(?=\s+(?:in|at|on|by|for|from|to|and|or|who|which|that|,)\b|\s*$|\s*,)", "", text)
    return reduced(_SPACES.sub(" ", re.sub(r"\s+([,.;:)])", r"\1", text)).strip(" ,.;:–-—"))


_HELPED = re.compile(
    r"(?<=\w)(?<!\bwho)(?<!\bwhich)(?<!\bthat)\s+(?:have|has|had|were|was|are|is)(?:\s+(?:been|being|also|currently|now))*(?=\s+(?!been\b|being\b)[a-z-]+(?:ed|en|ing)\b)"
)


def reduced(text: str) -> str:
    """A clause as a noun phrase, and no article at its head.

    >>> reduced("The children who had been placed"), reduced("children were being looked after by the council")
    ('children who had been placed', 'children looked after by the council')
    """
    return _ARTICLE.sub("", _HELPED.sub("", text, count=1))


_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


# ── what is never a name ─────────────────────────────────────────────────────────────────────────

_UNITS = words("unit_word")
_PRONOUNS = words("pronoun")
_FORESEEN = expression(r"\b{be}\s+{forecast}(?:\s+to\b|$)")  # "visits are forecast", to fall


def refused(text: str) -> str | None:
    """Why a phrase can be no name, or None: nothing but a unit, a pronoun, function words; or far too long.

    >>> refused("weeks"), refused("of these"), refused("children in care")
    ('a bare unit of time', 'only a pronoun', None)
    """
    parts = re.findall(r"[a-z0-9]+", text.lower())
    said = [w for w in parts if w not in _LOOSE and w not in LITTLE]
    if not said:
        return "only a pronoun" if any(w in _PRONOUNS for w in parts) else "no word that says anything"
    if all(w in _UNITS for w in said):
        return "a bare unit of time"
    if all(w in _PRONOUNS or w in _LOOSE for w in parts):
        return "only a pronoun"
    if not any(re.search(r"[a-z]{3}", w) for w in said):
        return "no word"
    if len(parts) > 40:
        return "too long"
    if _FORESEEN.search(text):
        return "a clause"
    return None


# ── would a reader take it for the name? ─────────────────────────────────────────────────────────


def phrase_evidence(s: Marked, value: int, p: Phrase, chance: float, size: float, missed: float, values: Sequence[int]) -> list[tuple[str, float]]:
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
        (f"long {min(len(own) // 3, 6)}", 1.0),
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
            (f"compared {any(x in ('<national>', '<target>', '<regional>', '<statistical_neighbour>') for x in inner)}", 1.0),
            (f"breaks {sum(x in ('while', 'but', 'although', '.', '(') for x in inner)}", 1.0),
        ]
    return found
