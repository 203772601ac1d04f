"""A record beside the words it was read from: the checks need to know where its figures stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from perfextract.audit.mask import masked
from perfextract.audit.printed import Printed, printed
from perfextract.model import EARLIER_KINDS, Comparator, Document, Evidence, Finding, Record, Severity
from perfextract.pipes.marks import Marks, mark_text
from perfextract.vocabulary import words

Span = tuple[int, int]
Place = tuple[int, int, int]  # a block's number, and characters of its text


@dataclass(frozen=True, eq=False)
class Words:
    """The text of a block with its marks, found once where a check asks for them."""

    text: str
    known: Marks | None = None
    patterns: Path | None = None

    @cached_property
    def marks(self) -> Marks:
        return self.known or mark_text(self.text, self.patterns)

    @cached_property
    def mask(self) -> str:
        """The text in which every figure is ``#``, every period ``@`` and every comparator's name ``&``."""
        return masked(self.marks)


@dataclass(frozen=True)
class Passage:
    """A record of prose in its block: the value's characters are ``start`` to ``end`` of ``text``."""

    record: Record
    words_of: Words
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.words_of.text

    @property
    def marks(self) -> Marks:
        return self.words_of.marks

    @property
    def mask(self) -> str:
        return self.words_of.mask

    @cached_property
    def sentence(self) -> Span:
        """The characters of the sentence that holds the value."""
        said = self.record.evidence.text
        start = self.text.rfind(said, 0, self.start + len(said))
        return (start, start + len(said)) if 0 <= start <= self.start else (0, len(self.text))

    @cached_property
    def placed(self) -> tuple[tuple[Comparator, Span], ...]:
        """The comparators with a figure in the value's unit, each with the characters of that figure."""
        found = []
        for c in self.record.comparators:
            if c.value is not None and c.unit == self.record.unit and (span := self._place(c)):
                found.append((c, span))
        return tuple(found)

    @cached_property
    def earlier(self) -> tuple[tuple[Comparator, Span], ...]:
        """Those of an earlier time."""
        return tuple((c, span) for c, span in self.placed if c.kind in EARLIER_KINDS)

    def _place(self, c: Comparator) -> Span | None:
        """The figure of a comparator: its words end with it."""
        if not c.text:
            return None
        for m in re.finditer(re.escape(c.text), self.text[self.sentence[0] :]):
            end = self.sentence[0] + m.end()
            start = end - len(re.search(r"#*$", self.mask[:end])[0])  # type: ignore[index]
            if start < end and self.mask[end : end + 1] != "#" and (start, end) != (self.start, self.end):
                return start, end
        return None

    def value(self) -> Printed:
        assert self.record.value is not None
        return printed(self.record.value, self.record.value_text)

    def figure(self, c: Comparator, span: Span) -> Printed:
        assert c.value is not None
        return printed(c.value, self.text[slice(*span)])

    def words(self, start: int, end: int, most: int = 100) -> str:
        """The text between two places, cut where it is long."""
        said = " ".join(self.text[start:end].split())
        return said if len(said) <= most else f"{said[: most // 2].rstrip()} … {said[-most // 2 :].lstrip()}"


@dataclass(frozen=True)
class Reported:
    """The records of one report and the words they stand in."""

    records: tuple[Record, ...]
    document: Document
    marks: Mapping[int, Marks] = field(default_factory=dict)  # of the blocks that are marked already
    patterns: Path | None = None

    @cached_property
    def blocks(self) -> dict[int, Words]:
        """The words of every block, by its number."""
        return {b.index: Words(b.text, self.marks.get(b.index), self.patterns) for b in self.document.blocks}

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every record of prose that has a value."""
        return tuple(
            Passage(r, self.blocks[e.block], e.start, e.end)
            for r in self.records
            for e in (r.evidence,)
            if r.source == "prose" and r.value is not None and e.block in self.blocks and e.start is not None and e.end
        )

    def evidence(self, block_index: int, start: int, end: int) -> Evidence:
        """The place of some words of a block."""
        block = next(b for b in self.document.blocks if b.index == block_index)
        return self.document.evidence(block, start, end, around(block.text, start, end))

    @cached_property
    def sentences(self) -> tuple[tuple[int, str, int, int], ...]:
        """Every sentence of prose with a digit: its block, the block's text, and its characters."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[tuple[int, str, int, int]]:
        for block in self.document.blocks:
            if block.kind in ("paragraph", "bullet") and _DIGIT.search(block.text):
                start = 0
                for m in _SENTENCE_END.finditer(block.text):
                    if m.start() > start and _DIGIT.search(block.text, start, m.start()):
                        yield block.index, block.text, start, m.start()
                    start = m.end()

    def finding(self, code: str, message: str, place: Place, severity: Severity = "warning") -> Finding:
        """A finding about words of a block, and the records whose value stands in them."""
        within, evidence = self.within(*place), self.evidence(*place)
        return Finding(code=code, severity=severity, message=message, record_ids=within, evidence=evidence)

    def within(self, block: int, start: int, end: int) -> tuple[str, ...]:
        """The ids of the records whose value stands between two places."""
        return tuple(
            r.id
            for r in self.records
            if r.evidence.block == block and r.evidence.start is not None and start <= r.evidence.start < end
        )


_DIGIT = re.compile(r"\d")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"'(])|$")


def around(text: str, start: int, end: int) -> Span:
    """The characters of the sentence around a place."""
    before = [m.end() for m in re.finditer(r"[.!?]\s+(?=[A-Z\d])", text) if m.end() <= start]
    after = re.search(r"[.!?](?=\s+[A-Z]|\s*$)", text[end:])
    return (before[-1] if before else 0), (end + after.end() if after else len(text))


def stems(text: str) -> frozenset[str]:
    """The beginnings of the telling words of a text."""
    return frozenset(word[:6] for word in re.findall(r"[a-z]{4,}", text.lower())) - _common()


@cache
def _common() -> frozenset[str]:
    return frozenset(word[:6] for word in words("common"))


def finding(code: str, message: str, *records: Record, severity: Severity = "warning") -> Finding:
    """A finding about records, of which the first says where it stands."""
    ids = tuple(dict.fromkeys(r.id for r in records))
    return Finding(code=code, severity=severity, message=message, record_ids=ids, evidence=records[0].evidence)
