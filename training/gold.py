"""Say which figure of a document each annotation speaks of: gold records and annotated pages as labelled figures."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from perfextract import readers
from perfextract.amounts import Quantity
from perfextract.cards import cards, without_card_headings
from perfextract.model import Block, Document, Report, Section
from perfextract.outline import contents, outline
from perfextract.pipes.marks import Marks, mark_text

HERE = Path(__file__).resolve().parent.parent
SHARED = HERE.parent / "shared" / "reports"


@dataclass(eq=False)
class Spot:
    """A figure of a document and what it is said to be."""

    block: Block
    q: Quantity
    role: str = ""  # v c d n w u s q - ?; "" where nothing is said of it
    kind: str | None = None
    owners: list[Spot] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    record: dict[str, Any] | None = None
    times: list[Any] = field(default_factory=list)  # of a comparator: (first day, last day)


@dataclass(eq=False)
class Text:
    """A document with what people say of its figures."""

    name: str
    family: str
    document: Document
    report: Report
    marks: dict[int, Marks]
    section: dict[int, Section]
    spots: dict[tuple[int, int], Spot]  # by block and first character
    aside: frozenset[int] = frozenset()  # blocks not read as prose

    def ordered(self) -> list[Spot]:
        return [self.spots[k] for k in sorted(self.spots)]


def load(path: Path, name: str, family: str, authority: str | None = None) -> Text:
    """The document with all its figures, nothing said of them yet."""
    document = _document(path)
    report = outline(document, authority=authority, period=None, patterns=None)
    skipped = set(contents(document.blocks))
    marks: dict[int, Marks] = {}
    section: dict[int, Section] = {}
    spots: dict[tuple[int, int], Spot] = {}
    for part in report.sections:
        found = list(cards(part, report.period, None))
        taken = {i for card in found for i in card.taken}
        for block in part.blocks:
            section[block.index] = part
            if block.kind not in ("paragraph", "bullet") or block.index in skipped | taken or part.aside:
                skipped.add(block.index)
                continue
            marks[block.index] = mark_text(block.text, None)
            for q in figures_of(marks[block.index]):
                spots[block.index, q.start] = Spot(block, q)
    return Text(name, family, document, report, marks, section, spots, frozenset(skipped))


@lru_cache(maxsize=128)  # pages of one document are in several files of facts
def _document(path: Path) -> Document:
    return without_card_headings(readers.read(path), None)


def figures_of(marks: Marks) -> list[Quantity]:
    """The figures of a text, with those a rule takes for part of what is measured."""
    defined = (q for q, why in marks.excluded if q.excluded is None and why != "period")
    return [*marks.quantity, *defined]


# ── gold records ─────────────────────────────────────────────────────────────────────────────────


def _plain(text: str) -> tuple[str, list[int]]:
    """The letters and digits of a text in lower case, and where each stands."""
    kept = [(c.lower(), i) for i, c in enumerate(text) if c.isalnum()]
    return "".join(c[:1] for c, _ in kept), [i for _, i in kept]


def place_records(text: Text, records: list[dict[str, Any]], pages: str | None) -> list[dict[str, Any]]:
    """Label the figures that gold records speak of; the rest of the covered text is "-". Returns what found no figure."""
    plain = {b.index: _plain(b.text) for b in text.document.blocks if b.index in text.marks}
    covered = set(pages_in(pages)) if pages else None
    lost = []
    for spot in text.spots.values():
        page = spot.block.page(spot.q.start)
        if covered is None or page in covered:
            spot.role = "-"
    for r in records:
        spot = _spot_of(text, plain, r)
        if spot is None:
            lost.append(r)
            continue
        _label(text, spot, r)
    _doubtful(text)
    return lost


_COMPARED = frozenset(
    {
        "than",
        "by",
        "target",
        "threshold",
        "average",
        "averages",
        "neighbours",
        "authorities",
        "nationally",
        "from",
        "increase",
        "reduction",
    }
)


def _doubtful(text: Text) -> None:
    """Gold says which figures are records and their comparators: of another that is compared with something it says nothing."""
    for spot in text.spots.values():
        if spot.role == "-":
            words = text_around(spot)
            if words & _COMPARED:
                spot.role = "?"


def text_around(spot: Spot) -> set[str]:
    """The words next to a figure."""
    t = spot.block.text
    left = re.findall(r"[a-z]+", t[max(0, spot.q.start - 40) : spot.q.start].lower())[-4:]
    return {*left, *re.findall(r"[a-z]+", t[spot.q.end : spot.q.end + 40].lower())[:4]}


def pages_in(runs: str) -> list[int]:
    """The pages of some runs, in their order.

    >>> pages_in("3,5-7")
    [3, 5, 6, 7]
    """
    ends = [run.partition("-") for run in runs.split(",")]
    return [page for lo, _, hi in ends for page in range(int(lo), int(hi or lo) + 1)]


def _spot_of(text: Text, plain: dict[int, tuple[str, list[int]]], r: dict[str, Any]) -> Spot | None:
    quote, _ = _plain(r["quote"])
    for size in (len(quote), 60, 36, 24):
        for index, (letters, at) in plain.items():
            for cut in {quote[:size], quote[-size:]}:
                pos = letters.find(cut)
                while pos >= 0 and cut:
                    start, end = at[pos], at[pos + len(cut) - 1] + 1
                    near = 0 if size == len(quote) else 60
                    spot = _value_in(text, index, start - near, end + near, r)
                    if spot is not None:
                        return spot
                    pos = letters.find(cut, pos + 1)
    return None


def _value_in(text: Text, index: int, start: int, end: int, r: dict[str, Any]) -> Spot | None:
    inside = [s for (b, at), s in text.spots.items() if b == index and start - 2 <= at < end + 2 and s.role in _FREE]
    amount = r["value"] if r.get("value") is not None else (r.get("change") or {}).get("amount")
    if amount is None:
        return None
    wanted = _plain(r.get("value_text") or "")[0]
    same = [s for s in inside if _same(s.q, amount)]
    exact = [s for s in same if (wanted and wanted in _plain(s.q.text)[0]) or _plain(s.q.text)[0] in wanted]
    return (exact or same or [None])[0]


_FREE = ("", "-", "n", "w")  # a count may be a value of its own too


def _same(q: Quantity, amount: Any) -> bool:
    return abs(float(q.value) - float(amount)) < 1e-6 * max(1, abs(float(amount))) or abs(float(q.value)) == abs(
        float(amount)
    )


def _label(text: Text, spot: Spot, r: dict[str, Any]) -> None:
    unsure = r.get("sure", True) is False
    spot.role = "?" if unsure and r.get("value") is None else "v" if r.get("value") is not None else "q"
    spot.record = r
    spot.names = [r["indicator"], *(r.get("accept") or {}).get("indicator", [])]
    if unsure:
        spot.kind = "unsure"
    used = spot
    for c in r.get("comparators") or []:
        if c.get("value") is not None:
            other = _other(text, used, c["value"], c.get("text"))
            if other is not None:
                other.role, other.kind = "c", other.kind if other.role == "c" else c["kind"]
                other.owners.append(spot)
                said = c.get("period") or {}
                if said.get("start") or said.get("end"):
                    other.times.append((said.get("start"), said.get("end")))
    for key, role in (("numerator", "n"), ("denominator", "w"), ("upper", "u")):
        if r.get(key) is not None:
            other = _other(text, used, r[key], None)
            if other is not None:
                if other.role == "-":
                    other.role = role
                other.owners.append(spot)
    for c in r.get("comparators") or []:
        gap = (c.get("gap") or {}).get("amount")
        other = _other(text, used, gap, c.get("text")) if gap is not None else None
        if other is not None:
            other.role = "d"
            other.owners.append(spot)
    change = r.get("change")
    if change and change.get("amount") is not None and r.get("value") is not None:
        other = _other(text, used, change["amount"], None)
        if other is not None:
            other.role = "d"
            other.owners.append(spot)


def _other(text: Text, spot: Spot, amount: Any, words: str | None) -> Spot | None:
    index = spot.block.index
    inside = [s for (b, _), s in text.spots.items() if b == index and s is not spot and _same(s.q, amount)]
    free = [s for s in inside if s.role in ("", "-", "c", "n", "w")]
    if words:
        pos = spot.block.text.find(words)
        told = [s for s in free if pos >= 0 and pos - 2 <= s.q.start < pos + len(words)]
        free = told or free
    fresh = [s for s in free if s.role in ("", "-")] or free
    return min(fresh, key=lambda s: abs(s.q.start - spot.q.start), default=None)


# ── annotated pages ──────────────────────────────────────────────────────────────────────────────


def place_marks(text: Text, facts: dict[str, Any]) -> tuple[int, int]:
    """Label the figures of annotated pages by page and words around; returns (placed, of all)."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    by_number: dict[int, Spot] = {}
    placed = of_all = 0
    pages = sorted({m["page"] for m in facts["marks"]}, key=str)
    paged = any(b.segments for b in text.document.blocks)
    for page in pages:
        marks = [m for m in facts["marks"] if m["page"] == page]
        spots = [s for s in text.ordered() if not paged or s.block.page(s.q.start) == page]
        if not spots:
            continue
        around = [_around(s.block.text, s.q.start, s.q.end) for s in spots]
        cost = np.zeros((len(marks), len(spots)))
        for i, m in enumerate(marks):
            for j, s in enumerate(spots):
                if _digits(m["text"]) & _digits(s.q.text):
                    before, after = around[j]
                    cost[i, j] = -(1 + 2 * _shared(m["before"], before) + 2 * _shared(m["after"], after))
        for i, j in zip(*linear_sum_assignment(cost), strict=False):
            if cost[i, j] < -1.9:
                by_number[marks[i]["n"]] = spots[j]
    for m in facts["marks"]:
        of_all += m["role"] not in "-?"
        spot = by_number.get(m["n"])
        if spot is None:
            continue
        placed += m["role"] not in "-?"
        if spot.role not in ("", "-", "s"):
            continue
        spot.role = m["role"]
        spot.kind = "unsure" if m.get("sure") == "no" else m.get("kind") if m["role"] == "c" else None
        spot.owners = [by_number[o] for o in m.get("owners", []) if o in by_number]
        spot.names = m.get("name", [])
        if m["role"] == "c":
            spot.times = [tuple(p.split("/")) for p in m.get("period", []) if "/" in p]
        spot.record = m
    # a figure of the text that no mark covers is unsaid: its role stays ""
    return placed, of_all


def _digits(text: str) -> set[str]:
    return set(re.findall(r"\d+|[a-z]+", text.lower()))


def _around(text: str, start: int, end: int) -> tuple[list[str], list[str]]:
    return re.findall(r"\w+", text[max(0, start - 80) : start].lower())[-4:], re.findall(
        r"\w+", text[end : end + 80].lower()
    )[:4]


def _shared(a: list[str], b: list[str]) -> float:
    return len(set(a) & set(b)) / max(1, min(len(a), len(b)))


# ── all there is ─────────────────────────────────────────────────────────────────────────────────


def family(name: str) -> str:
    """The kind of report a document is: what is left out together when weights are judged."""
    if (
        "treasury" in name
        or "finance" in name
        or "fin-nov" in name
        or "budget" in name
        or "half-year" in name
        or "capital" in name
    ):
        return "finance"
    if "lancashire" in name:
        return "lancashire"
    if re.search(r"jtai|send|visit", name):
        return "letters"
    if re.search(
        r"201[2345]|birmingham|devon|norfolk-ofsted|wirral|torbay|somerset|area-facts|darlington|bolton|derbyshire",
        name,
    ):
        return "inspections to 2015"
    if re.search(r"inspection|ofsted|findings|-1\.txt", name) and not re.search(
        r"lch|homeless|hounslow|haringey|west-sussex|gloucestershire-1|leeds", name
    ):
        return "inspections from 2016"
    if re.search(r"west-sussex|adur|worthing|cws", name):
        return "west sussex"
    if "kent" in name:
        return "kent"
    if name.startswith("20"):
        return "corpus " + ("held back" if name.startswith(("2023-24-q3", "2023-24-q4")) else name[:7])
    if re.search(r"soi|limerick", name):
        return "abroad"
    if re.search(r"leeds|lch|nhse|icb", name):
        return "health"
    return "minutes and others"


def shared_texts() -> Iterator[tuple[Text, list[dict[str, Any]]]]:
    """The real reports with gold; with what found no figure."""
    done = set()
    for entry in json.loads((SHARED / "index.json").read_text(encoding="utf-8")):
        if entry["gold"] in done and "lancashire" not in entry["file"]:
            continue
        if "lancashire" in entry["file"] and entry["file"].endswith(".pdf"):
            continue
        done.add(entry["gold"])
        text = load(SHARED / entry["file"], Path(entry["file"]).name, family(Path(entry["file"]).name))
        yield (
            text,
            place_records(text, json.loads((SHARED / entry["gold"]).read_text(encoding="utf-8")), entry.get("pages")),
        )


def corpus_texts() -> Iterator[tuple[Text, list[dict[str, Any]]]]:
    """The made-up reports of the project's own archive, apart from the held-back pair."""
    for folder in sorted((HERE / "corpus").glob("20*")):
        if folder.name in ("2023-24-q3", "2023-24-q4"):
            continue
        path = next(p for p in (folder / "report.docx", folder / "report.pdf") if p.exists())
        text = load(path, folder.name, family(folder.name))
        yield text, place_records(text, json.loads((folder / "gold.json").read_text(encoding="utf-8")), None)


def page_texts(folder: Path = HERE / "corpus" / "real") -> Iterator[Text]:
    """The annotated pages of real documents, where these are at hand."""
    for path in sorted(folder.glob("*.json")):
        facts = json.loads(path.read_text(encoding="utf-8"))
        source = SHARED / "unread" / facts["document"]
        if source.exists():
            text = load(source, path.stem, family(facts["document"]))
            place_marks(text, facts)
            yield text


def missing(folder: Path = HERE / "corpus" / "real") -> list[str]:
    """The documents whose annotated pages are kept and that are not beside the project."""
    if not (SHARED / "index.json").exists():
        return [str(SHARED / "index.json")]
    named = sorted({json.loads(p.read_text(encoding="utf-8"))["document"] for p in folder.glob("*.json")})
    return [name for name in named if not (SHARED / "unread" / name).exists()]
