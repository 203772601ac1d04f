"""Commentary set as cells of a table of figures: paragraphs behind the table, each under the label of its row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from perfextract import rules
from perfextract.model import Block
from perfextract.readers.layout import is_sentence
from perfextract.readers.marks import item_kind
from perfextract.readers.parts import GridCell
from perfextract.readers.pdf_flow import flow
from perfextract.readers.pdf_lines import Line, lines_of
from perfextract.readers.pdf_paragraphs import measure, paragraphs_of
from perfextract.readers.pdf_rows import Note, Piece, Placed, named
from perfextract.readers.pdf_words import Word

_SOME = 4  # words, in a column of prose
LABEL_LEVEL = 50  # of a row's label over its commentary: deeper than any heading of the document


class _CellLine(Line):
    """A line of a cell: its words belong together, however wide they are set."""

    @cached_property
    def spread(self) -> bool:
        """Never."""
        return False


def with_notes(table: Placed, words: Sequence[Word]) -> Placed:
    """The table with its cells of prose taken out as notes; as it is, where it has no figures or is about risks."""
    body = [c for c in table.cells if c.row >= table.header_rows and c.text and not _is_first(c, table)]
    prose = _prose_columns(body)
    said = [c for c in body if is_sentence(c.text) or (c.col in prose and len(c.text.split()) >= _SOME)]
    if not said or not _has_figures(table) or _is_aside(table):
        return table
    found = tuple(Note(_label(c, table), tuple(_words(c, table, words)), row=c.row) for c in sorted(said, key=_place))
    kept = tuple(c for c in table.cells if all(c is not x for x in said))
    return replace(table, cells=kept, notes=(*table.notes, *found))


def note_blocks(table: Placed, width: float) -> Iterator[Block]:
    """The notes of a table as paragraphs, each under its label."""
    last: GridCell | None = None
    for note in table.notes:
        if note.label is not None and note.label is not last:
            yield Block(note.label.text, "heading", level=LABEL_LEVEL, segments=note.label.segments)
        last = note.label
        yield from _whole(note) if note.whole else _paragraphs(note, width)


def _whole(note: Note) -> Iterator[Block]:
    text, segments = flow(note.words)
    yield Block(text, "paragraph", segments=segments)


def _paragraphs(note: Note, width: float) -> Iterator[Block]:
    lines = [_CellLine(line.words) for line in lines_of(note.words, width)]
    for paragraph in paragraphs_of(lines, measure([lines])):
        text, segments = flow(paragraph.words)
        kind = item_kind(paragraph.mark, text)
        yield Block(text, kind, level=int(kind == "bullet"), marker=paragraph.mark, segments=segments)


def _prose_columns(body: Sequence[GridCell]) -> set[int]:
    """The columns of which most cells are prose: there a few words are prose too, cut short by a page end or not."""
    all_, said = Counter(c.col for c in body), Counter(c.col for c in body if is_sentence(c.text))
    return {col for col, count in said.items() if 2 * count > all_[col]}


def _place(cell: GridCell) -> tuple[int, int]:
    return cell.row, cell.col


def _is_first(cell: GridCell, table: Placed) -> bool:
    """Whether a cell is the first of a row that has others: its label, however long."""
    row = [c for c in table.cells if c.row == cell.row and c.text]
    return len(row) > 1 and min(row, key=lambda c: c.col) is cell


def _has_figures(table: Placed) -> bool:
    figures = (c for c in table.cells if c.col > 0 and c.row >= table.header_rows and _is_figure(c))
    return sum(any(ch.isdigit() for ch in c.text) for c in figures) > 1


def _is_figure(cell: GridCell) -> bool:
    return Piece((), 0, 0, cell.text).is_figure


def _is_aside(table: Placed) -> bool:
    """Whether a head says that the table is about something else: risks, contacts, versions."""
    first = min((c.row for c in table.cells if c.text), default=0)
    heads = [c.text.strip() for c in table.cells if c.row <= max(first, table.header_rows - 1)]
    marks = ((m, text) for text in heads for m in rules.load("columns").find(text))
    return any(m.gives.get("role") == "aside" and m.end - m.start >= len(text) for m, text in marks)


def _label(cell: GridCell, table: Placed) -> GridCell | None:
    """The label of a cell's row: its first words, where they name something and are no sentence."""
    row = sorted((c for c in table.cells if c.row == cell.row and c.text and c.col < cell.col), key=lambda c: c.col)
    return named(row[0]) if row else None


def _words(cell: GridCell, table: Placed, words: Sequence[Word]) -> Iterator[Word]:
    boxes = {s.bbox for s in cell.segments}
    return (words[i] for i in sorted(table.words) if words[i].bbox in boxes)
