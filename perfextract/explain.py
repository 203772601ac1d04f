"""Print why a report was read as it was: each figure of its prose with its role, owner, time, name and reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.text import Text

from perfextract.extract import Options, outlined, read_prose
from perfextract.model import Block, Document
from perfextract.reading import reasons
from perfextract.reading.reasons import Choice, Piece, Reasons, SentenceReasons
from perfextract.show import Line, counted

AS_CARD = "it is read as a card"
AS_TABLE = "it is read as a table"
AS_CONTENTS = "it is part of the contents"
AS_HEADING = "it is a heading"
AS_NOTE = "it is a footnote"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which sentences are asked for: those that hold a text, those of a page."""

    text: str = ""
    page: int | None = None

    def has(self, block: Block, start: int, words: str) -> bool:
        """Whether a sentence is asked for."""
        on_page = self.page is None or block.page(start) == self.page
        return on_page and " ".join(self.text.lower().split()) in " ".join(words.lower().split())


def why_lines(document: Document, options: Options, wanted: Wanted = Wanted()) -> Iterator[Line]:
    """Why the figures of a document's prose were read as they were, sentence by sentence."""
    found = list(_found(document, options, wanted))
    for one in found:
        yield from sentence_lines(one) if isinstance(one, SentenceReasons) else _unread_lines(*one)
    figures = sum(len(one.figures) for one in found if isinstance(one, SentenceReasons))
    yield 0, Text(f"{counted(figures, 'figure')} of prose" + (" asked for" if wanted != Wanted() else ""), "bold")


def _found(document: Document, options: Options, wanted: Wanted) -> Iterator[SentenceReasons | tuple[Block, str]]:
    """The sentences asked for, and what else holds the text but is not prose."""
    document, report, skipped = outlined(document, options)
    for section in report.sections:
        prose = None if section.aside else read_prose(section, report, options.patterns, skipped)
        read = {} if prose is None else {about.block.index: (about, context) for about, context in prose.read}
        for block in section.blocks:
            if block.index in read and prose is not None:
                about, context = read[block.index]
                for s in reasons.of_block(about, prose.marks[block.index], context):
                    if wanted.has(block, s.start, s.text):
                        yield s
            elif wanted.text and wanted.has(block, 0, block.text):
                heading = section.service or section.theme or section.blocks[0].text
                yield block, f"nothing is read under '{heading}'" if section.aside else _unread(block, skipped)


def _unread(block: Block, skipped: frozenset[int]) -> str:
    """Why a block is not read as prose."""
    if block.table is not None:
        return AS_TABLE
    if block.index in skipped:
        return AS_CONTENTS
    return {"heading": AS_HEADING, "title": AS_HEADING, "footnote": AS_NOTE}.get(block.kind, AS_CARD)


def _unread_lines(block: Block, reason: str) -> Iterator[Line]:
    yield 0, Text(f"{_place(block, 0)}: not read as prose, since {reason}.", "yellow")
    yield 2, Text(" ".join(block.text.split())[:_LONG], "dim")


_LONG = 300  # characters of a table


def _place(block: Block, start: int) -> str:
    page = block.page(start)
    return f"Page {page}, block {block.index}" if page else f"Block {block.index}"


# ── a sentence ───────────────────────────────────────────────────────────────────────────────────


def sentence_lines(s: SentenceReasons) -> Iterator[Line]:
    """A sentence, its figures with their reasons, and the numbers in it that are no figures."""
    yield 0, Text(f"\n{_place(s.block, s.start)}", "bold cyan")
    yield 0, Text(s.text, "bold")
    for figure in s.figures:
        yield from figure_lines(figure)
    for text, reason in s.others:
        yield 2, Text(text, "bold").append(f"  no figure: {reason}", "not bold")


def figure_lines(r: Reasons) -> Iterator[Line]:
    """A figure with what it is, what it belongs to, what it measures, and what became of it."""
    yield 2, Text(r.text, "bold green").append(f"  {_said(r.role)}", "default not bold")
    yield from _pieces("for it", r.role.pieces)
    yield from _pieces(f"for {r.role.second}", r.role.second_pieces)
    for label, choice in (("owner", r.owner), ("time", r.time), ("moved", r.movement)):
        if choice is not None:
            yield from _choice(label, _said(choice), choice)
    if r.name is not None:
        yield from _name(r.name)
    yield 4, Text(f"-> {r.outcome}", "yellow" if r.outcome.startswith("in no record") else "green")


def _said(c: Choice) -> str:
    """A choice with its chance, what came second, and the margin.

    >>> _said(Choice("a value", 0.9, second="a target", second_chance=0.07))
    'a value 0.90, then a target 0.07 (margin 0.83)'
    """
    second = f", then {c.second} {c.second_chance:.2f} (margin {c.margin:.2f})" if c.second else ""
    return f"{c.taken} {c.chance:.2f}{second}"


def _name(c: Choice) -> Iterator[Line]:
    yield from _choice("name", f"{c.taken} (its words fit by {c.chance:.2f})", c)
    if c.second:
        yield 6, Text(f"then: {c.second} ({c.second_chance:.2f})")


def _choice(label: str, said: str, c: Choice) -> Iterator[Line]:
    yield 4, Text(f"{label}: ", "cyan").append(said, "default")
    yield from _pieces("", c.pieces[:_FEW])


_FEW = 3  # pieces shown of what is not the role


def _pieces(label: str, pieces: tuple[Piece, ...]) -> Iterator[Line]:
    if label and pieces:
        yield 4, Text(f"{label}:", "dim")
    for words, weight in pieces:
        yield 6, Text(f"{weight:+.2f}  {words}", "dim")
