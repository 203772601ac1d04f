"""What a Word paragraph's style and numbering say: heading level, bold, list mark and depth."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from perfextract.readers.docx_parts import Element, Parts, W, switched_on, value

_HEADING = re.compile(r"heading (\d)", re.I)
_ROMANS = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Styles:
    """The paragraph styles by id, each read with what it inherits."""

    def __init__(self, parts: Parts) -> None:
        found = parts.styles.findall(W + "style") if parts.styles is not None else []
        self._styles = {s.get(W + "styleId"): s for s in found}
        self._default = next((s.get(W + "styleId") for s in found if s.get(W + "default") in ("1", "true")), None)

    def chain(self, style_id: str | None) -> Iterator[Element]:
        """The style and those it is based on, nearest first."""
        seen = set()
        style_id = style_id or self._default
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            yield self._styles[style_id]
            style_id = value(self._styles[style_id], "basedOn")

    def heading_level(self, paragraph: Element) -> int:
        """1.. for a heading, 0 for none; the title style counts as -1."""
        own = value(paragraph, "pPr/outlineLvl")
        if own is not None:
            return int(own) + 1 if int(own) < 9 else 0
        for style in self.chain(value(paragraph, "pPr/pStyle")):
            name = (value(style, "name") or "").lower()
            if name == "title":
                return -1
            if m := _HEADING.match(name):
                return int(m[1])
            level = value(style, "pPr/outlineLvl")
            if level is not None and int(level) < 9:
                return int(level) + 1
        return 0

    def run_property(self, paragraph: Element, run: Element, name: str) -> bool:
        """Whether a toggle ("b", "vanish") is on for a run: its own word, its style's, its paragraph style's."""
        own = switched_on(run.find(W + "rPr"), name)
        if own is not None:
            return own
        ids = (value(run, "rPr/rStyle"), value(paragraph, "pPr/pStyle"))
        for style_id in ids:
            if style_id is None and name == "vanish":
                continue
            for style in self.chain(style_id):
                said = switched_on(style.find(W + "rPr"), name)
                if said is not None:
                    return said
        return False

    def numbering(self, paragraph: Element) -> tuple[str, int] | None:
        """The list (numId) and level a paragraph belongs to, said by itself or its style."""
        carriers = [paragraph, *self.chain(value(paragraph, "pPr/pStyle"))]
        level = next((x for c in carriers if (x := value(c, "pPr/numPr/ilvl")) is not None), "0")
        number = next((x for c in carriers if (x := value(c, "pPr/numPr/numId")) is not None), None)
        return None if number in (None, "0") else (str(number), int(level))


@dataclass
class Numbering:
    """The list marks of a document, counted as the paragraphs go by."""

    parts: Parts
    counts: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))

    def __post_init__(self) -> None:
        root = self.parts.numbering
        abstract = {a.get(W + "abstractNumId"): a for a in root.findall(W + "abstractNum")} if root is not None else {}
        nums = root.findall(W + "num") if root is not None else []
        self._lists = {n.get(W + "numId"): abstract.get(value(n, "abstractNumId")) for n in nums}

    def mark(self, list_id: str, level: int) -> str | None:
        """The mark of the next item of a list: "•", "3." or "2.1"; None where the list is unknown or has none."""
        shape = self._level(list_id, level)
        if shape is None:
            return None
        kind = value(shape, "numFmt") or "decimal"
        text = value(shape, "lvlText") or ""
        if kind in ("bullet", "none"):
            return (text.strip() or "•") if kind == "bullet" else None
        self._count(list_id, level)
        return re.sub(r"%(\d)", lambda m: self._number(list_id, int(m[1]) - 1), text).strip() or None

    def indent(self, list_id: str, level: int) -> float:
        """How far the items of a list stand in, in points: "List Bullet 2" is deeper by its indent alone."""
        shape = self._level(list_id, level)
        left = (value(shape, "pPr/ind", "left") or value(shape, "pPr/ind", "start")) if shape is not None else None
        return float(left) / 20 if left else level * 18.0

    def _level(self, list_id: str, level: int) -> Element | None:
        shape = self._lists.get(list_id)
        levels = shape.findall(W + "lvl") if shape is not None else []
        return next((x for x in levels if x.get(W + "ilvl") == str(level)), None)

    def _count(self, list_id: str, level: int) -> None:
        self.counts[list_id, level] += 1
        for deeper in range(level + 1, 9):
            self.counts.pop((list_id, deeper), None)

    def _number(self, list_id: str, level: int) -> str:
        shape = self._level(list_id, level)
        start = int(value(shape, "start") or 1)
        count = start + max(self.counts[list_id, level], 1) - 1
        return number_as(count, value(shape, "numFmt") or "decimal")


def number_as(count: int, kind: str) -> str:
    """A number as Word prints it in a list.

    >>> number_as(3, "lowerRoman"), number_as(2, "lowerLetter"), number_as(3, "decimal")
    ('iii', 'b', '3')
    """
    if kind.endswith("Letter"):
        text = chr(ord("a") + (count - 1) % 26)
    elif kind.endswith("Roman"):
        text = "".join(_roman(count))
    else:
        return str(count)
    return text.upper() if kind.startswith("upper") else text


def _roman(count: int) -> Iterator[str]:
    for size, letters in _ROMANS:
        while count >= size:
            yield letters
            count -= size
