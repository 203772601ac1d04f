"""A page's table as a grid of cells: spans, heads, colours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from perfextract.model import Block
from perfextract.readers.html_words import Element, is_hidden, joined, words_of
from perfextract.readers.parts import GridCell, table_block

_WIDEST_SPAN = 64
_MOST_ROWS = 20_000
_NAMED = {
    "red": "FF0000",
    "amber": "FFBF00",
    "orange": "FFA500",
    "gold": "FFD700",
    "yellow": "FFFF00",
    "green": "008000",
    "lime": "00FF00",
}
_COLOUR = re.compile(
    rf"background(?:-color)?\s*:[^;]*?(#[0-9a-f]{{3}}(?:[0-9a-f]{{3}})?\b|\b(?:{'|'.join(_NAMED)})\b)", re.I
)


def table_of(table: Element) -> Block | None:
    """The table as a block; None where none of its cells holds words."""
    rows = [row for row in _rows(table) if not is_hidden(row)][:_MOST_ROWS]
    cells = list(_cells(rows))
    if not any(cell.text for cell in cells):
        return None
    heads = 0
    while heads < len(rows) and _is_head(rows[heads]):
        heads += 1
    return table_block(cells, heads if heads < len(rows) else 0)


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _is_head(row: Element) -> bool:
    """Whether a row is one of heads: the page says so, or all its cells are heads."""
    cells = list(_row_cells(row))
    return bool(cells) and (row.getparent().tag == "thead" or all(cell.tag == "th" for cell in cells))


def _row_cells(row: Element) -> Iterator[Element]:
    return (cell for cell in row if cell.tag in ("td", "th") and not is_hidden(cell))


def _cells(rows: Sequence[Element]) -> Iterator[GridCell]:
    """The cells, each at the first place of its row that none from above covers."""
    covered: set[tuple[int, int]] = set()
    for r, row in enumerate(rows):
        col = 0
        for cell in _row_cells(row):
            while (r, col) in covered:
                col += 1
            wide, high = _span(cell, "colspan"), min(_span(cell, "rowspan"), len(rows) - r)
            covered |= {(r + i, col + j) for i in range(high) for j in range(wide)}
            yield _cell(cell, r, col, high, wide)
            col += wide


def _span(cell: Element, name: str) -> int:
    said = (cell.get(name) or "1").strip()
    return max(1, min(int(said), _WIDEST_SPAN)) if said.isdecimal() and said.isascii() else 1


def _cell(cell: Element, row: int, col: int, high: int, wide: int) -> GridCell:
    words = [w for w in words_of(cell) if w.text.strip()]
    bold = bool(words) and all(w.bold for w in words)
    return GridCell(row, col, joined(words_of(cell)), high, wide, _fill(cell), bold)


def _fill(cell: Element) -> str | None:
    """The colour behind a cell, as six hex digits.

    >>> from lxml.html import fragment_fromstring
    >>> [_fill(fragment_fromstring(f"<td {x}>1</td>")) for x in ("bgcolor='#FFC000'", "style='background: #0a0'")]
    ['FFC000', '00AA00']
    """
    styled = _COLOUR.search(cell.get("style") or "")
    said = (styled[1] if styled else cell.get("bgcolor") or "").strip().lower()
    if said in _NAMED:
        return _NAMED[said]
    digits = said.removeprefix("#")
    if not re.fullmatch(r"[0-9a-f]{3}|[0-9a-f]{6}", digits):
        return None
    return (digits if len(digits) == 6 else "".join(d * 2 for d in digits)).upper()
