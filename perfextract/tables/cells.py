"""What one cell of a table holds: a figure, a rating, which way is better, or nothing."""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from perfextract import amounts
from perfextract.amounts import Quantity
from perfextract.model import Bound, Polarity, Qualifier, Rag
from perfextract.signs import sign_of
from perfextract.vocabulary import expression, listed

_MARKS = r"[▲▼↑↓↗↘→⬆⬇△▽◄►●◆■★✓✔✘*†‡§^#]"
_BEFORE = expression(
    rf"(?:{_MARKS}|[\s(<>≤≥~=c.])*(?:(?:{{hedge}}|{{at least}}|{{at most}})\.?(?:\s+of)?\s*)?[+\-–−]?\s*"
)
_AFTER = expression(
    rf"\s*[)%+]?\s*(?:{_MARKS}|\s)*"
    r"(?:\(?(?P<note>{note of a figure}\.?|p\.a\.|or\s+{or more}|[a-gpr]|\d)\)?)?"
    rf"(?:{_MARKS}|[\s.])*"
)
_RANGE = re.compile(r"\s*[(\[]\s*[\d.,%]+\s*(?:[-–−,;]|to)\s*[\d.,%]+\s*[)\]]\s*")
_NEGATIVE = re.compile(r"[-–−]\s*$")
_BOUNDS: tuple[tuple[re.Pattern[str], Bound], ...] = (
    (expression(r"[<≤]|\b{at most}"), "at_most"),
    (expression(r"[>≥]|\b{at least}"), "at_least"),
    (expression(r"~|\b{about}"), "about"),
)
_NOTES: dict[str, Qualifier] = {
    **dict.fromkeys(("p", "prov", "provisional"), "provisional"),
    **dict.fromkeys(("e", *listed("estimated")), "estimated"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """The figure that a whole cell is: ``q`` has the value, its characters counted within the cell's text.

    ``count`` is the number beside a share ("12 (45%)"), ``qualifier`` what a note of the cell says of it.
    """

    q: Quantity
    bound: Bound | None = None
    count: Decimal | None = None
    qualifier: Qualifier | None = None


def figure(text: str, patterns: Path | None = None) -> Figure | None:
    """The figure a cell holds; None for words, dates, ranges, and cells of several figures.

    >>> [str(f.q.value) for f in map(figure, ("1,204", "- 1,685", "12 (45%)", "84% (80-88%)", "<5", "3.1 ▲")) if f]
    ['1204', '-1685', '45', '84', '5', '3.1']
    >>> [figure(text) for text in ("N/A", "12 May 2019", "0-5", "Q2", "45/60", "see note 4", "55 22")]
    [None, None, None, None, None, None, None]
    """
    if not any(map(str.isdecimal, text)) or len(text) > 60:
        return None
    read = amounts.read(text, patterns)
    ranged = _RANGE.fullmatch(text, read[0].end) if len(read) in (2, 3) else None
    if not read or read[0].excluded or (any(q.excluded for q in read) and not ranged) or _is_label(read[0]):
        return None
    if len(read) == 1 or ranged:
        return _single(text, read[0], len(text) if not ranged else ranged.start())
    return _share(text, *read) if len(read) == 2 else None


def _is_label(q: Quantity) -> bool:
    """Whether a cell is no figure but the name of a row or column: "0-5", "45/60"."""
    return q.whole is not None or (q.upper is not None and not q.unit_stated)


def _single(text: str, q: Quantity, end: int) -> Figure | None:
    before, after = text[: q.start], text[q.end : end]
    noted = _AFTER.fullmatch(after)
    if noted is None or not _BEFORE.fullmatch(before):
        return None
    bracketed = before.strip().endswith("(") and after.strip().startswith(")")
    if _NEGATIVE.search(before) or (bracketed and q.unit == "GBP"):
        q = replace(q, value=-abs(q.value))
    note = (noted["note"] or "").rstrip(".").lower()
    said = f"{before} {note}"
    bound = q.bound or next((bound for words, bound in _BOUNDS if words.search(said)), None)
    return Figure(q, bound, qualifier=_NOTES.get(note))


def _share(text: str, a: Quantity, b: Quantity) -> Figure | None:
    """A share and its count, one of them in brackets."""
    between = text[a.end : b.start]
    if not re.fullmatch(r"\s*[(\[/]\s*", between) or not re.fullmatch(r"\s*[)\]]?\s*", text[b.end :]):
        return None
    share, count = (a, b) if a.unit == "percent" else (b, a)
    if share.unit != "percent" or count.unit != "count" or text[: a.start].strip():
        return None
    return Figure(share, count=count.value)


# ── ratings and judgements ───────────────────────────────────────────────────────────────────────

_RATING = expression(r"\W*(?:(?P<red>red|r)|(?P<amber>{amber}|a|y)|(?P<green>green|g))\W*")
_RATED = re.compile(r"\b(?:(?P<red>red)|(?P<amber>amber)|(?P<green>green))\b", re.IGNORECASE)


def rating(text: str) -> Rag | None:
    """The rating a cell says by word or letter.

    >>> rating("AMBER"), rating("G"), rating("Off target"), rating("Green ▲"), rating("🟠")
    ('amber', 'green', None, 'green', 'amber')
    """
    if signed := sign_of(text):
        return signed
    m = _RATING.fullmatch(text) or (_RATED.search(text) if len(text) < 30 else None)
    return m.lastgroup if m else None  # type: ignore[return-value]


def colour(fill: str | None) -> Rag | None:
    """The rating that a cell's colour stands for, by its hue; greys, blues and pale tints stand for none.

    >>> colour("FFC000"), colour("5FB760"), colour("C00000"), colour("D9E2EC"), colour(None)
    ('amber', 'green', 'red', None, None)
    """
    if not fill or not re.fullmatch(r"[0-9A-Fa-f]{6}", fill):
        return None
    red, green, blue = (int(fill[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, saturation, brightness = colorsys.rgb_to_hsv(red, green, blue)
    if saturation < 0.25 or brightness < 0.35:
        return None
    degrees = 360 * hue
    if degrees <= 20 or degrees >= 340:
        return "red"
    return "amber" if degrees <= 65 else "green" if 75 <= degrees <= 165 else None


_LOWER = expression(r"\b{to lower}\b|[↓▼⬇]")
_HIGHER = expression(r"\b{to raise}\b|[↑▲⬆]")
_SAID_BETTER = expression(
    r"(?P<low>\b(?:{smaller}|low)\s+(?:values?\s+|figures?\s+)?(?:is|are|=)\s+{good}\b|\bgood\s+is\s+low\b)"
    r"|(?P<high>\b(?:{greater}|bigger|high)\s+(?:values?\s+|figures?\s+)?(?:is|are|=)\s+{good}\b|\bgood\s+is\s+high\b)"
)


def better(text: str) -> Polarity | None:
    """Which way is better, as a cell under "Good is" says it ("Low", "Aim to maximise", an arrow)."""
    low, high = _LOWER.search(text), _HIGHER.search(text)
    return None if bool(low) == bool(high) else "lower" if low else "higher"


def said_better(text: str) -> Polarity | None:
    """Which way is better, where a name says so.

    >>> said_better("Empty homes (smaller is better)"), said_better("Higher education places")
    ('lower', None)
    """
    m = _SAID_BETTER.search(text)
    return None if m is None else "lower" if m["low"] else "higher"
