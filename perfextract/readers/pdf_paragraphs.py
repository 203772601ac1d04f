"""Lines of a PDF -> blocks: paragraphs joined over line and page ends, bullets with depth, headings by type."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from perfextract.model import Block
from perfextract.readers.depth import Depths
from perfextract.readers.marks import goes_on, is_bullet, is_certain, item_kind, split_mark
from perfextract.readers.parts import closes_up, ends_sentence, looks_like_heading
from perfextract.readers.pdf_flow import flow
from perfextract.readers.pdf_furniture import without_typed_notes
from perfextract.readers.pdf_lines import Line
from perfextract.readers.pdf_words import Word

_LARGER = 1.08  # of the body's size: type of a heading
_TITLE = 1.3
_LOOSE = 1.35  # of the usual line pitch: a gap between paragraphs
_LONGEST_HEADING = 200
_MOST_HEADINGS = 3  # of one look in a row
_NOTE_NUMBER = 1.2  # the widest raised number of a note, in type sizes

Look = tuple[float, bool]  # type size and weight


@dataclass(frozen=True, slots=True)
class Measure:
    """What the whole document shows: the body's type size, the usual line pitch, the right edges of its columns."""

    body: float
    pitch: float  # base line to base line, in type sizes
    edges: dict[tuple[int, int], float]  # (page, left edge rounded) -> right edge

    def right_edge(self, line: Line) -> float:
        """How far to the right the lines of this line's column go."""
        return self.edges.get(_column(line), line.x1)


def _column(line: Line) -> tuple[int, int]:
    return line.page, round(line.x0 / 60)


def measure(pages: Iterable[Sequence[Line]]) -> Measure:
    """The measure of a document's lines."""
    sizes: Counter[float] = Counter()
    pitches: Counter[float] = Counter()
    edges: dict[tuple[int, int], float] = defaultdict(float)
    for lines in pages:
        for line in without_typed_notes(lines):
            sizes[round(line.size, 1)] += len(line.text)
        for last, line in zip([None, *lines], lines, strict=False):
            for shift in (-1, 0, 1):
                page, column = _column(line)
                edges[page, column + shift] = max(edges[page, column + shift], line.x1)
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
    for line in lines:
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
    headline = line.bold == last.bold and (line.bold or line.size > _LARGER * measure.body)
    lower = line.text[0].islower() or (line.text[0] == "(" and line.bold == last.bold)
    return full or (not finished and (lower or (headline and _centred_or_aligned(last, line))))


def _centred_or_aligned(last: Line, line: Line) -> bool:
    middle = abs((last.x0 + last.x1) - (line.x0 + line.x1)) / 2
    return line.size >= 13 and min(abs(last.x0 - line.x0), middle) < line.size


def blocks_of(paragraphs: Sequence[Paragraph], measure: Measure) -> list[Block]:
    """A block for each paragraph, heading levels ranked over the whole document."""
    looks = _without_lists([_look(p, measure) for p in paragraphs], [p.after_table for p in paragraphs])
    ranks = {look: i for i, look in enumerate(sorted({x for x in looks if x}, reverse=True), 1)}
    title = _title_look(paragraphs, looks, measure)
    if title is not None:
        ranks = {look: max(rank - 1, 1) for look, rank in ranks.items()}
    depths = Depths(slack=4.0)
    blocks: list[Block] = []
    for paragraph, look in zip(paragraphs, looks, strict=True):
        stem = bool(blocks) and blocks[-1].text.endswith(":")
        first_page = paragraph.lines[0].page == 1
        look = title if first_page and _same_type(paragraph, title) else look
        kind_level = ("title" if look == title and first_page else "heading", ranks[look]) if look else None
        blocks.append(_block(paragraph, kind_level, depths, stem))
    return [b for b in blocks if b.text]


def _look(paragraph: Paragraph, measure: Measure) -> Look | None:
    """The size and weight of a heading; None for other paragraphs."""
    line = paragraph.lines[0]
    bold = all(x.bold for x in paragraph.lines)
    text = paragraph.text
    listed = is_bullet(paragraph.mark) or not paragraph.words or line.spread
    worded = looks_like_heading(text, _LONGEST_HEADING) or (text.endswith(":") and len(text) < 100)
    if listed or not worded or not (bold or line.size > _LARGER * measure.body):
        return None
    return round(line.size), bold


def _without_lists(looks: list[Look | None], after_table: Sequence[bool]) -> list[Look | None]:
    """The looks without those of many would-be headings in a row: the cells of a table, a list without bullets."""
    kept = list(looks)
    start = 0
    for i in range(len(looks) + 1):
        if i == len(looks) or looks[i] is None or looks[i] != looks[start] or after_table[i]:
            if i - start > _MOST_HEADINGS:
                kept[start:i] = [None] * (i - start)
            start = i
    return kept


def _same_type(paragraph: Paragraph, title: Look | None) -> bool:
    """Whether a line such as "2024/25" is set like the title, whatever its wording."""
    return title is not None and (round(paragraph.lines[0].size), paragraph.lines[0].bold) == title


def _title_look(paragraphs: Sequence[Paragraph], looks: Sequence[Look | None], measure: Measure) -> Look | None:
    """The look of the report's title: the largest type of the document, where it stands on page 1."""
    found = [look for p, look in zip(paragraphs, looks, strict=True) if look and p.lines[0].page == 1]
    largest = max((look for look in looks if look), default=None)
    return largest if largest in found and largest and largest[0] > _TITLE * measure.body else None


def _block(paragraph: Paragraph, heading: tuple[str, int] | None, depths: Depths, stem: bool) -> Block:
    text, segments = flow(paragraph.words)
    if heading is not None:
        depths.clear()
        kind, level = heading
        return Block(
            text, "title" if kind == "title" else "heading", level=level, marker=paragraph.mark, segments=segments
        )
    kind_ = item_kind(paragraph.mark, text)
    if kind_ != "bullet":
        depths.clear()
        return Block(text, kind_, marker=paragraph.mark, segments=segments)
    depth = depths.of(paragraph.mark or "", paragraph.mark_x, stem)
    return Block(text, kind_, level=depth, marker=paragraph.mark, segments=segments)
