"""Read the source of a sample report: what it says, how it is laid out, and what a careful reader would record.

A source opens with ``key = value`` lines up to ``---``. Then one block a paragraph, parted by blank lines:

    # Title      ## Heading {theme}      ### Heading {status improving}      ### Heading {service}
    plain words are a paragraph        - a bullet        -- a bullet below it
    @3.4 a numbered paragraph          ^2 the text of footnote 2
    table: name, previous[21q1 Q1], value[21q2 Q2], target, rag      then rows: | cell | cell{red} |
    card: title | Green | Latest: 71%  Target: 85%, Floor: 80%  Previous: 69% (Red)
    === (a new page)

A raised footnote mark is written ``56,200^2^``, bold words ``**so**``. Under a block stand its records
(``= value | indicator | ...``, see notation.py) and its planted faults (``! kind | words | why``).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path

OPENERS = [
    ("#### ", "heading", 4),
    ("### ", "heading", 3),
    ("## ", "heading", 2),
    ("# ", "title", 1),
    ("-- ", "bullet", 2),
    ("- ", "bullet", 1),
]
PARTING = re.compile(r"\n\s*\n|\n(?=- |-- |#|@\S|\^\d+ |card: )")
MARK = re.compile(r"\^(\d+)\^")


@dataclass(frozen=True)
class Row:
    """A row of a table: the words of its cells and their colours."""

    cells: tuple[str, ...]
    fills: tuple[str | None, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """One block of a source, with the notes that stand under it."""

    kind: str
    text: str
    level: int = 0
    label: str = ""
    directive: str = ""
    roles: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()
    planted: tuple[str, ...] = ()

    @property
    def plain(self) -> str:
        """The words as they come out of the file: a raised mark glued to the word before it."""
        return MARK.sub(r"\1", self.text).replace("**", "")

    @property
    def masked(self) -> str:
        """``plain`` with spaces in place of the raised marks, so that no value takes one for its own digit."""
        return MARK.sub(lambda mark: " " * len(mark[1]), self.text).replace("**", "")


@dataclass(frozen=True)
class Source:
    """A whole source: the facts at its head and its blocks in order."""

    slug: str
    facts: dict[str, str]
    blocks: tuple[Block, ...] = field(default=())

    @property
    def formats(self) -> list[str]:
        """The file formats the report exists in."""
        return self.facts["formats"].split()

    @property
    def plain(self) -> str:
        """All words of the report, one block or table row a line."""
        return "\n".join(line for block in self.blocks for line in lines_of(block))


def lines_of(block: Block) -> list[str]:
    """The words of a block, a table's rows one by one."""
    return [" ".join(filter(None, row.cells)) for row in block.rows] if block.rows else [block.plain]


def read_source(path: Path) -> Source:
    """Read one source file; raises ValueError (with file and block) where it is not understood."""
    head, body = path.read_text(encoding="utf-8").split("\n---\n", 1)
    blocks = []
    for chunk in PARTING.split(body.strip()):
        try:
            blocks.append(read_block(chunk.split("\n")))
        except (ValueError, IndexError) as error:
            raise ValueError(f"{path.name}: {error} in the block {chunk[:60]!r}") from error
    return Source(path.stem, tomllib.loads(head), tuple(blocks))


def read_block(lines: list[str]) -> Block:
    """One block from its lines."""
    if lines[0].startswith("table:"):
        return read_table(lines)
    words = " ".join(line.strip() for line in lines if not line.startswith(("= ", "! ")))
    notes = tuple(line[2:] for line in lines if line.startswith("= "))
    planted = tuple(line[2:] for line in lines if line.startswith("! "))
    return replace(opened(words), notes=notes, planted=planted)


def opened(words: str) -> Block:
    """The block its first characters say."""
    for opener, kind, level in OPENERS:
        if words.startswith(opener):
            found = re.fullmatch(r"(.*?)(?: \{(.*)\})?", words.removeprefix(opener))
            assert found
            return Block(kind, found[1], level, directive=found[2] or "")
    if words == "===":
        return Block("page", "")
    if words.startswith("card: "):
        return Block("card", words.removeprefix("card: "))
    if found := re.fullmatch(r"([@^])(\S+) (.*)", words):
        return Block("numbered" if found[1] == "@" else "footnote", found[3], label=found[2])
    return Block("paragraph", words)


def read_table(lines: list[str]) -> Block:
    """A table: its roles, and its rows each with the notes below it."""
    roles = tuple(role.strip() for role in lines[0].removeprefix("table:").split(","))
    rows: list[Row] = []
    planted: list[str] = []
    for line in lines[1:]:
        if line.startswith("! "):
            planted.append(line[2:])
        elif line.startswith("= "):
            rows[-1] = replace(rows[-1], notes=(*rows[-1].notes, line[2:]))
        else:
            rows.append(read_row(line, len(roles)))
    return Block("table", "", roles=roles, rows=tuple(rows), planted=tuple(planted))


def read_row(line: str, width: int) -> Row:
    """``| words | words{red} |``; raises ValueError where the number of cells differs from the roles."""
    cells = [re.fullmatch(r"\s*(.*?)\s*(?:\{(\w+)\})?\s*", cell) for cell in line.strip("|").split("|")]
    if len(cells) != width:
        raise ValueError(f"{len(cells)} cells for {width} roles in {line!r}")
    return Row(tuple(cell[1] for cell in cells if cell), tuple(cell[2] for cell in cells if cell))
