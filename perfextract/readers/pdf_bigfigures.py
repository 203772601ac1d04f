"""The big figures of an infographic, each with the small words below or beside it, as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from perfextract.readers.pdf_lines import Line, pieces_of
from perfextract.readers.pdf_rows import Note, Placed
from perfextract.readers.pdf_words import Word

_FEWEST = 3  # cards on a page
_FEWEST_WORDS = 3  # of a caption
_LARGER = 1.25  # than its caption
_LONGEST = 20  # characters of a figure with its unit
_PITCH = 1.6  # type sizes from line to line
_FIGURE = re.compile(r"[+\-–−<>~]?[£€$]?\d[\d,.]*(?:%|[kmb]n?)?(?:\s+\S+){0,2}$", re.IGNORECASE)
_STEP = re.compile(r"\d{1,2}[.)]?$")


@dataclass(frozen=True, slots=True)
class _Card:
    figure: tuple[Line, ...]
    caption: tuple[Line, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(w for line in (*self.figure, *self.caption) for w in line.words)


def big_figures(words: Sequence[Word], taken: frozenset[int]) -> list[Placed]:
    """The cards of a page among the words that no table has taken, as one thing without cells; none where few are."""
    free = {id(w): i for i, w in enumerate(words) if i not in taken}
    if not _may_hold_cards(words):
        return []
    cards = list(_cards([line for line in pieces_of(words) if all(id(w) in free for w in line.words)]))
    steps = [c for c in cards if _STEP.match(c.figure[0].text)]
    if len(cards) - len(steps) < _FEWEST:
        return []
    cards = sorted((c for c in cards if not _STEP.match(c.figure[0].text)), key=_place)
    used = frozenset(free[id(w)] for card in cards for w in card.words)
    return [Placed((), used, (), notes=tuple(Note(None, card.words, whole=True) for card in cards))]


def _may_hold_cards(words: Sequence[Word]) -> bool:
    """A cheap look: enough large words begin with a digit."""
    if not words:
        return False
    usual = median(w.size for w in words)
    return sum(w.size > _LARGER * usual and w.text.lstrip("£€$+-–<>~")[:1].isdigit() for w in words) >= _FEWEST


def _place(card: _Card) -> tuple[int, float]:
    """From the top, those on one height from the left."""
    first = card.figure[0]
    return round(first.base / (3 * first.size)), first.x0


def _cards(lines: Sequence[Line]) -> Iterator[_Card]:
    free = set(range(len(lines)))
    for i, line in enumerate(lines):
        if i not in free or len(line.text) > _LONGEST or not _FIGURE.match(line.text):
            continue
        figure = [i, *_more(i, lines, free)]
        caption = _below(figure[-1], lines, free) or _beside(i, lines, free)
        if sum(len(lines[k].words) for k in caption) >= _FEWEST_WORDS:
            free -= {*figure, *caption}
            yield _Card(tuple(lines[k] for k in figure), tuple(lines[k] for k in caption))


def _more(i: int, lines: Sequence[Line], free: set[int]) -> list[int]:
    """The second line of a figure: "18.2 per", below it "1,000"."""
    first = lines[i]
    return [
        k
        for k in free
        if k != i
        and abs(lines[k].size - first.size) < 0.05 * first.size
        and 0 < lines[k].base - first.base < _PITCH * first.size
        and abs(lines[k].x0 - first.x0) < first.size
        and len(lines[k].text) <= _LONGEST
    ][:1]


def _below(i: int, lines: Sequence[Line], free: set[int]) -> list[int]:
    """The lines of smaller type below a figure that begin where it begins, or have its middle."""
    above, size = lines[i], lines[i].size
    found: list[int] = []
    for k in sorted(free - {i}, key=lambda k: lines[k].base):
        line = lines[k]
        if size < _LARGER * line.size or line.base <= above.base or not _in_column(lines[i], line):
            continue
        if line.base - above.base > _PITCH * (above.size if above is lines[i] else line.size):
            break
        found.append(k)
        above = line
    return found


def _in_column(figure: Line, line: Line) -> bool:
    middle = abs((figure.x0 + figure.x1) - (line.x0 + line.x1)) / 2
    return min(abs(figure.x0 - line.x0), middle) < 0.7 * figure.size


def _beside(i: int, lines: Sequence[Line], free: set[int]) -> list[int]:
    """The lines of smaller type right of a figure, as high as it is or a line more."""
    figure = lines[i]
    near = [
        k
        for k in free
        if figure.size >= _LARGER * lines[k].size
        and 0 < lines[k].x0 - figure.x1 < 1.5 * figure.size
        and -figure.size < lines[k].base - figure.base < 1.5 * lines[k].size
    ]
    left = min((lines[k].x0 for k in near), default=0.0)
    return sorted((k for k in near if lines[k].x0 - left < figure.size), key=lambda k: lines[k].base)
