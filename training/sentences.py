"""Read the project's own annotated sentences: corpus/sentences/*.sentences, every number marked with what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from perfextract.model import Block, Document, Period
from perfextract.outline import outline
from perfextract.pipes.marks import mark_text
from training.gold import Spot, Text, figures_of

KINDS = {
    "e": "earlier_period",
    "n": "national",
    "r": "regional",
    "s": "statistical_neighbour",
    "t": "target",
    "b": "baseline",
    "o": "other",
}
ROLES = {"": "v", "c": "d", "u": "n", "d": "w", "x": "u"}
_PART = re.compile(
    r"\{(?P<figure>[^{}|]+)\|(?P<roles>[^{}]*)\}|\[(?P<name>\d+):|(?P<closed>\])|~(?P<place>\d+):(?P<where>[^~]*)~|<(?P<time>\d+[a-z]?):(?P<when>[^<>]*)>"
)


@dataclass
class Said:
    """What the marks of one block say, in characters of its plain text."""

    text: str = ""
    figures: list[tuple[int, int, str, str | None]] = field(default_factory=list)  # start, end, roles, full name
    names: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    times: dict[str, tuple[int, int]] = field(default_factory=dict)


def plain(marked: str) -> Said:
    """A block's words without their marks, and what the marks say of them."""
    said = Said()
    opened: list[tuple[int, int]] = []
    at = 0
    for m in _PART.finditer(marked):
        said.text += marked[at : m.start()]
        at = m.end()
        here = len(said.text)
        if m["figure"] is not None:
            roles, _, name = m["roles"].partition("=")
            said.text += m["figure"]
            said.figures.append((here, len(said.text), roles.strip(), name.strip() or None))
        elif m["name"]:
            opened.append((int(m["name"]), here))
        elif m["closed"]:
            if opened:
                number, start = opened.pop()
                said.names.setdefault(number, []).append((start, here))
            else:
                said.text += "]"
        elif m["place"]:
            said.text += m["where"]
        else:
            inner = plain(m["when"])
            said.text += inner.text
            said.times[m["time"]] = (here, len(said.text))
    said.text += marked[at:]
    return said


def texts(folder: Path) -> Iterator[Text]:
    """The annotated pieces of all files of a folder."""
    for path in sorted(folder.glob("*.sentences")):
        for piece in re.split(r"(?m)^(?=@ )", path.read_text(encoding="utf-8")):
            if piece.strip():
                yield _piece(path.stem, piece)


def _piece(stem: str, piece: str) -> Text:
    head, _, body = piece.partition("\n")
    id_, title, _authority, label, start, end = (p.strip() for p in head[1:].split("|"))
    blocks: list[Block] = [Block(title, "title", 0)]
    said: dict[int, Said] = {}
    for kind, raw in _blocks(body):
        found = plain(raw)
        block = Block(found.text, kind, len(blocks), 1 if kind != "paragraph" else 0, "*" if kind == "bullet" else None)  # type: ignore[arg-type]
        blocks.append(block)
        if kind != "heading":
            said[block.index] = found
    document = Document(id_, "", tuple(blocks))
    days = [d if re.fullmatch(r"\d{4}-\d\d-\d\d", d) else None for d in (start, end)]
    report = outline(document, period=Period(label=label, start=days[0], end=days[1]) if all(days) else None)
    return _labelled(Text(id_, f"sentences {stem}", document, report, {}, {}, {}), said)


def _blocks(body: str) -> Iterator[tuple[str, str]]:
    kept: list[str] = []
    for line in [*body.splitlines(), ""]:
        starts = line.startswith(("# ", "* ", "## "))
        if kept and (starts or not line.strip() or kept[0].startswith("#")):
            yield _kind(" ".join(kept))
            kept = []
        if line.strip():
            kept.append(line.strip())


def _kind(text: str) -> tuple[str, str]:
    if text.startswith("#"):
        return "heading", text.lstrip("# ")
    return ("bullet", text[2:]) if text.startswith("* ") else ("paragraph", text)


def _labelled(text: Text, said: dict[int, Said]) -> Text:
    for section in text.report.sections:
        for block in section.blocks:
            text.section[block.index] = section
            if block.index not in said:
                continue
            text.marks[block.index] = mark_text(block.text, None)
            for q in figures_of(text.marks[block.index]):
                text.spots[block.index, q.start] = Spot(block, q)
            _label_block(text, block, said[block.index])
    return text


def _label_block(text: Text, block: Block, said: Said) -> None:
    values: dict[str, Spot] = {}
    found: list[tuple[Spot, str, str | None]] = []
    for start, end, roles, name in said.figures:
        spots = [s for (b, at), s in text.spots.items() if b == block.index and start <= at < end]
        for n, spot in enumerate(spots):
            first = roles.split()[0] if roles else "-"
            doubtful = "!" in roles  # a second reader took it for something else
            m = re.fullmatch(r"(\d+)([a-z]?)", first)
            if n or m is None:
                spot.role = "?" if first == "?" else "-"
                continue
            found.append((spot, roles, name))
            spot.role = "v" if not m[2] else "c" if m[2] in KINDS else ROLES[m[2]]
            spot.kind = KINDS.get(m[2])
            if not m[2]:
                spot.kind = "unsure" if doubtful else None
                values[m[1]] = spot
                _name(spot, int(m[1]), name, said)
    for spot, roles, name in found:
        spot.owners = [values[m[1]] for r in roles.split() if (m := re.fullmatch(r"(\d+)[a-z]", r)) and m[1] in values]
        if spot.role == "d" and not spot.owners:
            spot.role = "q"
            m = re.match(r"\d+", roles)
            _name(spot, int(m[0]) if m else 0, name, said)
    for spot in text.spots.values():
        if spot.block is block and not spot.role:
            spot.role = "-"


def _name(spot: Spot, number: int, full: str | None, said: Said) -> None:
    words = " ".join(said.text[a:b] for a, b in said.names.get(number, []))
    spot.names = [n for n in (full, words) if n]
    spot.record = {}
