"""A Word table as a grid of cells, merged cells once, its nested tables after it; a layout table as its prose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from perfextract.model import Block
from perfextract.readers.docx_parts import Element, W, switched_on, value
from perfextract.readers.layout import is_layout, is_number
from perfextract.readers.parts import GridCell, table_block

_WIDEST_SPAN = 64
LOOK_LEVEL = 5  # of a heading told by its look only: below the styled ones
Words = Callable[[Element], tuple[str, bool]]
Walk = Callable[[Element], Iterator[Block]]


def table_blocks(table: Element, words: Words, walk: Walk) -> Iterator[Block]:
    """The table, then the tables nested in it; of a table that only lays out prose the blocks in its cells.

    ``words`` gives a paragraph's text and whether it is bold, ``walk`` the blocks of a cell.
    """
    rows = [r for r in _children(table, "tr") if r.find(f"{W}trPr/{W}del") is None]
    heads = 0
    while heads < len(rows) and switched_on(rows[heads].find(W + "trPr"), "tblHeader"):
        heads += 1
    block = table_block(_cells(rows, words), heads)
    assert block.table is not None
    if is_layout(block.table):
        for row in rows:
            yield from _marked(block for cell in _visible(row) for block in walk(cell))
        return
    yield block
    for row in rows:
        for cell in _children(row, "tc"):
            for nested in _children(cell, "tbl"):
                yield from table_blocks(nested, words, walk)


def _visible(row: Element) -> Iterator[Element]:
    """The cells of a row, but for those that go on with a merged cell above."""
    for cell in _children(row, "tc"):
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        if merge is None or merge.get(W + "val") == "restart":
            yield cell


def _marked(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks of one row as prose: a number is the mark of the text beside it, a bold label heads nothing more."""
    mark: str | None = None
    for block in blocks:
        if is_number(block.text):
            mark = block.text
            continue
        by_look = block.kind == "heading" and block.level >= LOOK_LEVEL
        plain = replace(block, kind="paragraph", level=0) if by_look else block
        yield replace(plain, marker=plain.marker or mark) if mark else plain
        mark = None


def _children(element: Element, name: str) -> Iterator[Element]:
    """The children of this name, also inside content controls and tracked insertions."""
    for child in element:
        if child.tag == W + name:
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "customXml", W + "smartTag"):
            yield from _children(child, name)


def _cells(rows: list[Element], words: Words) -> list[GridCell]:
    cells: list[GridCell] = []
    open_merges: dict[int, int] = {}  # column -> place in cells of the merged cell above
    for r, row in enumerate(rows):
        col = _clamped(value(row, "trPr/gridBefore"), 0)
        for tc in _children(row, "tc"):
            span = _clamped(value(tc, "tcPr/gridSpan"), 1)
            merge = tc.find(f"{W}tcPr/{W}vMerge")
            goes_on = merge is not None and merge.get(W + "val") != "restart"
            if goes_on and col in open_merges:
                i = open_merges[col]
                cells[i] = replace(cells[i], rowspan=r - cells[i].row + 1)
            else:
                cells.append(_cell(tc, r, col, span, words))
                open_merges.pop(col, None)
                if merge is not None:
                    open_merges[col] = len(cells) - 1
            col += span
    return cells


def _clamped(columns: str | None, fewest: int) -> int:
    """So many columns as a row leaves out or a cell is wide, but no more than a page can show."""
    return max(fewest, min(int(columns or fewest), _WIDEST_SPAN))


def _cell(tc: Element, row: int, col: int, span: int, words: Words) -> GridCell:
    said = [words(p) for p in _children(tc, "p")]
    texts = [(text, bold) for text, bold in said if text]
    fill = value(tc, "tcPr/shd", "fill")
    return GridCell(
        row,
        col,
        " ".join(text for text, _ in texts),
        colspan=span,
        fill=fill.upper() if fill and fill.lower() != "auto" else None,
        bold=bool(texts) and all(bold for _, bold in texts),
    )
