"""Small pieces every reader builds its blocks from: ends of sentences, tables, the numbered document."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from perfextract.model import Block, Cell, Document, Rag, Segment, Table, Unread
from perfextract.readers.layout import without_layout

RATINGS = frozenset(get_args(Rag))

_ENDS_SENTENCE = re.compile(r"[.!?;:][\"'’”)\]]*\d{0,2}$|[.!?]$")
SPACES = re.compile(r"\s+")
_STEM_START = re.compile(
    r"(in|of|at|by|for|from|with|during|between|since|the|this|these|as|to|an?|our|we|and)\b", re.I
)

# "Executive summary 5" is a line of contents and "Parks 12.4 11.9" a row of a table; "Year 6" and "2017/18" are not.
_ENDS_IN_FIGURES = re.compile(
    r"(?<!year )(?<!quarter )(?<!stage )(?<!over )(?<!under )(?<!section )(?<!part )(?<!appendix )(?<!phase )"
    r"(?<!level )(?<!annex )(?<!band )(?<!tier )(?<![\w/–-])(?!(?:19|20)\d\d$)[+£-]?\d[\d,.]*%?$",
    re.I,
)


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence or the stem of a list does.

    >>> ends_sentence("by the council (a rate of"), ends_sentence("year 6 (22.7%)."), ends_sentence("Of these:")
    (False, True, True)
    """
    return bool(_ENDS_SENTENCE.search(text[-40:].rstrip()))


def closes_up(before: str, after: str) -> bool:
    """Whether the line end between two words is no space: after a hyphen, or a dash inside a number.

    >>> closes_up("pre-", "applications"), closes_up("2013–", "14"), closes_up("fees –", "a rise")
    (True, True, False)
    """
    if len(before) < 2 or not before[-2].isalnum() or not after:
        return False
    if before[-1] in "-‐":
        return after[0].islower() or after[0].isdigit()
    return before[-1] in "–−" and before[-2].isdigit() and after[0].isdigit()


_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))


def readable(text: str) -> str:
    """A word without invisible marks, the halves of a letter beyond U+FFFF put together.

    >>> readable(f"fi{chr(0xAD)}xed"), len(readable(chr(0xD83D) + chr(0xDD34)))
    ('fixed', 1)
    """
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.translate(_INVISIBLE)


_ENDS_IN_AGES = re.compile(r"\baged?\s+[\d\s]*(?:to|and|-|–)\s*\d+$")


def looks_like_heading(text: str, longest: int = 120) -> bool:
    """Whether a paragraph's wording could be a heading: short, begun as one, not ended as a sentence."""
    words = text.split()
    if not words or len(text) > longest or not re.search(r"[A-Za-z]{3}", text):
        return False
    if "...." in text or (_ENDS_IN_FIGURES.search(text) and not _ENDS_IN_AGES.search(text)):
        return False
    if not (text[0].isupper() or text[0].isdigit() or text[0] in "'‘“\"*"):
        return False
    if text.endswith(":"):
        return len(words) <= 4 and not _STEM_START.match(text) and all(w[0].isupper() for w in words if len(w) > 3)
    return text.rstrip("\"'’”)")[-1:] not in ".,;–-!" and not text.endswith((" and", " of", " the", " to", " in"))


_LONGEST_LEAD_IN = 5  # words
_OUTLINE_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?|\d{1,2} \|")


def is_short_lead_in(text: str) -> bool:
    """Whether a line is a few words and a colon, which head what follows; a longer one is the stem of a list.

    >>> is_short_lead_in("Areas for improvement:"), is_short_lead_in("Of the 120 applications made in the quarter:")
    (True, False)
    """
    return text.endswith(":") and len(text.split()) <= _LONGEST_LEAD_IN


_LONGEST_SENTENCE_HEADING = 15  # words
_TWO_SENTENCES = re.compile(r"[a-z)]{2}[.?!]\s+[A-Z]")


def is_running_text(text: str) -> bool:
    """Whether a paragraph is sentences rather than a heading, whatever its style says.

    >>> is_running_text("The care of children is good."), is_running_text("Visits rose. Loans fell.")
    (False, True)
    """
    long = len(text.split()) > _LONGEST_SENTENCE_HEADING and ends_sentence(text)
    return long or _TWO_SENTENCES.search(text) is not None


def number_depth(number: str | None) -> int:
    """How deep the number of a section is; 0 for what is none.

    >>> number_depth("2."), number_depth("2.1"), number_depth("4 |"), number_depth("(iii)"), number_depth(None)
    (1, 2, 1, 0, 0)
    """
    return len(re.findall(r"\d+", number)) if number and _OUTLINE_NUMBER.fullmatch(number) else 0


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell before its characters are counted: its place, text, spans and look."""

    row: int
    col: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    fill: str | None = None
    bold: bool = False
    segments: tuple[Segment, ...] = ()


def table_block(cells: Iterable[GridCell], header_rows: int = 0) -> Block:
    """A table as a block: the cells' texts joined by tabs, the rows by line ends, each cell's place exact."""
    placed: list[Cell] = []
    segments: list[Segment] = []
    text = ""
    for cell in sorted(cells, key=lambda c: (c.row, c.col)):
        if placed:
            text += "\t" if placed[-1].row == cell.row else "\n"
        start = len(text)
        text += cell.text
        segments += [replace(s, start=s.start + start, end=s.end + start) for s in cell.segments]
        placed.append(
            Cell(cell.row, cell.col, cell.text, start, len(text), cell.rowspan, cell.colspan, cell.fill, cell.bold)
        )
    rows = max((c.row + c.rowspan for c in placed), default=0)
    cols = max((c.col + c.colspan for c in placed), default=0)
    return Block(text, "table", segments=tuple(segments), table=Table(rows, cols, tuple(placed), header_rows))


def without_card_heads(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the names and ratings of indicator cards as paragraphs: bold as they are, they head nothing."""
    rated = [b.text.lower() in RATINGS for b in blocks]
    heads = [here or after for here, after in zip(rated, [*rated[1:], False], strict=False)]
    return [
        replace(b, kind="paragraph", level=0) if head and b.kind == "heading" else b
        for b, head in zip(blocks, heads, strict=True)
    ]


def document(
    name: str,
    data: bytes,
    blocks: Sequence[Block],
    pages: int | None = None,
    notes: Sequence[str] = (),
    unread: Sequence[Unread] = (),
) -> Document:
    """The document of these blocks, numbered from 0 and stamped with the fingerprint of its bytes."""
    kept = without_card_heads(list(without_layout(blocks)))
    counted = tuple(replace(b, index=i) for i, b in enumerate(kept))
    return Document(name, hashlib.sha256(data).hexdigest(), counted, pages, tuple(notes), tuple(unread))
