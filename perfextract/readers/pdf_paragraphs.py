"""Lines of a PDF -> paragraphs, joined over line and page ends."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from perfextract.readers.marks import goes_on, is_certain, split_mark
from perfextract.readers.parts import closes_up, ends_sentence
from perfextract.readers.pdf_furniture import without_typed_notes
from perfextract.readers.pdf_lines import Line, is_spread
from perfextract.readers.pdf_words import Word
from perfextract.vocabulary import words

LARGER = 1.08  # of the body's size: type of a heading
_LOOSE = 1.35  # of the usual line pitch: a gap between paragraphs
_NOTE_NUMBER = 1.2  # the widest raised number of a note, in type sizes


@dataclass(frozen=True, slots=True)
class Measure:
    """What the whole document shows: the body's type size, the usual line pitch, the right edges of its columns."""

    body: float
    pitch: float  # base line to base line, in type sizes
    edges: dict[tuple[tuple[int, int], int], float]  # (sheet, left edge rounded) -> right edge

    def right_edge(self, line: Line) -> float:
        """How far to the right the lines of this line's column go."""
        return self.edges.get(_column(line), line.x1)


def _column(line: Line) -> tuple[tuple[int, int], int]:
    return line.sheet, round(line.x0 / 60)


def measure(pages: Iterable[Sequence[Line]]) -> Measure:
    """The measure of a document's lines."""
    sizes: Counter[float] = Counter()
    pitches: Counter[float] = Counter()
    edges: dict[tuple[tuple[int, int], int], float] = defaultdict(float)
    for lines in pages:
        for line in without_typed_notes(lines):
            sizes[round(line.size, 1)] += len(line.text)
        for last, line in zip([None, *lines], lines, strict=False):
            for shift in (-1, 0, 1):
                sheet, column = _column(line)
                edges[sheet, column + shift] = max(edges[sheet, column + shift], line.x1)
            if last is not None and 0.9 < (ratio := (line.base - last.base) / line.size) < 1.7:
                pitches[round(ratio, 2)] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    return Measure(body, pitches.most_common(1)[0][0] if pitches else 1.2, dict(edges))


@dataclass
class Paragraph:
    """A paragraph being put together."""

    mark: str | None
    mark_x: float
    words: list[Word]
    lines: list[Line] = field(default_factory=list)
    after_table: bool = False

    @property
    def text(self) -> str:
        """The words so far, on one line."""
        return " ".join(w.text for w in self.words)

    @property
    def text_x(self) -> float:
        """Where the words begin, after the mark."""
        return self.words[0].x0 if self.words else self.mark_x


def paragraphs_of(lines: Iterable[Line], measure: Measure) -> Iterator[Paragraph]:
    """The paragraphs of lines in reading order."""
    current: Paragraph | None = None
    for line in _with_grades_below(lines):
        mark, _ = split_mark(line.text)
        if current is not None and _joins(current, line, mark, measure):
            current.words += line.words
            current.lines.append(line)
            continue
        if current is not None:
            yield current
        current = Paragraph(mark, line.x0, _without_mark(line.words, mark), [line])
    if current is not None:
        yield current


def _with_grades_below(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, with an inspector's grade that is beside a heading of several lines put below these."""
    held: Line | None = None
    for line in lines:
        if held is not None and (not line.bold or line.size != held.size):
            yield held
            held = None
        before, grade = _graded(line)
        if grade:
            yield Line(before)
            held = Line(grade)
        else:
            yield line
    if held is not None:
        yield held


def _graded(line: Line) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """A bold line's words, and the grade that a wide gap parts from them."""
    for i in range(len(line.words) - 1, 0, -1) if line.bold else ():
        if is_spread(line.words[i - 1 : i + 1]):
            last = " ".join(w.text for w in line.words[i:]).lower()
            return (line.words[:i], line.words[i:]) if last in words("grade") else (line.words, ())
    return line.words, ()


def _without_mark(words: Sequence[Word], mark: str | None) -> list[Word]:
    left = (mark or "").replace(" ", "")
    kept = list(words)
    while left and left.startswith(kept[0].text):
        left = left[len(kept.pop(0).text) :]
    if left:
        kept[0] = replace(kept[0], text=kept[0].text.removeprefix(left))
    return kept


def _joins(paragraph: Paragraph, line: Line, mark: str | None, measure: Measure) -> bool:
    """Whether a line goes on with the paragraph before it."""
    last = paragraph.lines[-1]
    if not paragraph.words and mark is None:
        return True
    if abs(line.size - last.size) > 0.08 * last.size or last.spread or line.spread:
        return False
    finished = ends_sentence(last.text)
    # A raised note number, which is no word of the line any more, may have stood with its first word.
    noted = 0 if finished else _NOTE_NUMBER * line.size
    full = last.x1 + _first_width(line) + noted > measure.right_edge(last) or closes_up(last.text, line.text)
    if mark is not None and (finished or not full or is_certain(mark) or goes_on(mark, paragraph.mark)):
        return False
    if _breaks_off(last, line):
        return not finished and (line.text[0].islower() or (full and not last.bold and line.bold == last.bold))
    if line.base - last.base > _LOOSE * measure.pitch * line.size:
        return False
    return _runs_on(paragraph, line, finished, full, measure)


def _first_width(line: Line) -> float:
    word = line.words[0]
    return word.x1 - word.x0 + 0.25 * word.size


def _breaks_off(last: Line, line: Line) -> bool:
    """Whether a line stands at the top of the next page or column."""
    return line.page != last.page or (line.base < last.base and line.x0 > last.x0 + 5 * last.size)


def _runs_on(paragraph: Paragraph, line: Line, finished: bool, full: bool, measure: Measure) -> bool:
    last = paragraph.lines[-1]
    if line.base <= last.base:
        return False
    if line.bold != last.bold and (finished or not full):
        return False
    shifted = abs(line.x0 - paragraph.text_x) > 0.4 * line.size and abs(line.x0 - last.x0) > 0.4 * line.size
    if shifted and not (full and not finished):
        return False
    headline = line.bold == last.bold and (line.bold or line.size > LARGER * measure.body)
    lower = line.text[0].islower() or (line.text[0] == "(" and line.bold == last.bold)
    return full or (not finished and (lower or (headline and _centred_or_aligned(last, line))))


def _centred_or_aligned(last: Line, line: Line) -> bool:
    middle = abs((last.x0 + last.x1) - (line.x0 + line.x1)) / 2
    return line.size >= 13 and min(abs(last.x0 - line.x0), middle) < line.size
