"""Annotate pages of real documents: sheets to read, marks to check, facts to keep.

    python -m training.annotate sheet DOCUMENT PAGES          the pages' text with every figure numbered, "⟦7:65%⟧"
    python -m training.annotate check DOCUMENT PAGES MARKS    what is missing or wrong in marks, nothing if all is well
    python -m training.annotate facts DOCUMENT PAGES MARKS... the facts of one or two readings, as JSON

A line of marks is "NUMBER ROLE | field | key=value ...": corpus/real/README.md has the form. Where two readings differ about
a role, the fact says "?"; what one of them accepts as a name, period, direction or theme, both do.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from perfextract import readers
from perfextract.archive.cache import file_sha256
from perfextract.model import ComparatorKind
from training.gold import pages_in

Json = dict[str, Any]

_WORDS = "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred half quarter third"
_FIGURE = re.compile(
    r"[£€$]?\d+(?:[.,]\d+)*(?:\s?(?:%|percent\b|per cent\b))?|\b(?:" + "|".join(_WORDS.split()) + r")\b", re.IGNORECASE
)
_CHUNK = 1500  # characters of a "page" of a document that has none
KINDS = frozenset(get_args(ComparatorKind))
_ROLES = re.compile(r"(?P<role>[v?q-])|(?P<part>[cdnwugs])(?P<owners>\d+(?:,\d+)*)")


@dataclass
class Figure:
    """A number as printed on a page, with the words around it."""

    n: int
    page: int
    text: str
    before: list[str]
    after: list[str]
    start: int


@dataclass
class Mark:
    """What one reader says a figure is."""

    role: str
    owners: list[int] = field(default_factory=list)
    said: Json = field(default_factory=dict)


def pages_of(path: Path) -> list[str]:
    """The text of each page as laid out; of a document without pages, pieces of some 1,500 characters."""
    if path.suffix == ".pdf":
        made = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True)
        return made.stdout.split("\f")
    if path.suffix in (".md", ".txt"):
        text = path.read_text(encoding="utf-8", errors="replace")
    else:
        text = "\n".join(b.text for b in readers.read(path).blocks)
    pages = [""]
    for line in text.splitlines():
        if len(pages[-1]) > _CHUNK and not line.strip():
            pages.append("")
        pages[-1] += line + "\n"
    return pages


def figures(path: Path, chosen: list[int]) -> tuple[list[Figure], dict[int, str]]:
    """Every figure of the chosen pages, numbered through them, and the pages' text."""
    pages = pages_of(path)
    out: list[Figure] = []
    texts = {p: pages[p - 1] for p in chosen}
    for p, text in texts.items():
        for m in _FIGURE.finditer(text):
            before = re.findall(r"\w+", text[max(0, m.start() - 300) : m.start()].lower())[-3:]
            after = re.findall(r"\w+", text[m.end() : m.end() + 300].lower())[:3]
            out.append(Figure(len(out) + 1, p, m.group(), before, after, m.start()))
    return out, texts


def sheet(path: Path, chosen: list[int]) -> str:
    """The pages to be annotated."""
    found, texts = figures(path, chosen)
    out = [f"# {path.name}, pages {','.join(map(str, chosen))}: {len(found)} figures"]
    for p, text in texts.items():
        out.append(f"\n=== page {p} ===")
        for f in reversed([f for f in found if f.page == p]):
            text = f"{text[: f.start]}⟦{f.n}:{f.text}⟧{text[f.start + len(f.text) :]}"
        out += [re.sub(r" {9,}", " " * 8, line.rstrip()) for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(out)) + "\n"


# ── marks ────────────────────────────────────────────────────────────────────────────────────────


def read_marks(path: Path) -> tuple[Json, dict[int, Mark], list[str]]:
    """The document's own facts, the marks by number, and what is wrong with the lines."""
    facts: Json = {}
    marks: dict[int, Mark] = {}
    wrong: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("@"):
            facts["authority"], facts["report"] = (x.strip() for x in line[1:].split("|"))
            continue
        try:
            for n, mark in _marked(line):
                if n in marks:
                    wrong.append(f"line {number}: figure {n} is marked twice")
                marks[n] = mark
        except ValueError as error:
            wrong.append(f"line {number}: {error}: {line[:100]}")
    if "authority" not in facts:
        wrong.append("no line '@ authority | start/end'")
    return facts, marks, wrong


def _marked(line: str) -> Iterator[tuple[int, Mark]]:
    head, *rest = (x.strip() for x in line.split(" | "))
    numbers, _, role = head.partition(" ")
    m = _ROLES.fullmatch(role.strip())
    if not m:
        raise ValueError(f"no such role: {role!r}")
    said = _fields(m["role"] or m["part"], rest)
    lo, _, hi = numbers.partition("-")
    for n in range(int(lo), int(hi or lo) + 1):
        yield n, Mark(m["role"] or m["part"], [int(x) for x in (m["owners"] or "").split(",") if x], said)


_ORDER = {
    "v": ("value", "unit", "name", "period", "dir", "theme"),
    "q": ("amount", "unit", "name", "period", "dir", "theme"),
}
_OTHERS = {"c": ("kind", "value", "unit", "period"), "d": ("amount", "unit", "dir"), "n": ("value",), "w": ("value",), "u": ("value",), "g": ("amount", "unit")}  # fmt: skip
_LISTS = frozenset(("unit", "name", "period", "dir", "theme"))
_KEYS = frozenset(("place", "src", "sure", "kind", "since", "bound", "service", "quals", "approx"))


def _fields(role: str, rest: list[str]) -> Json:
    order = (_ORDER | _OTHERS).get(role, ())
    said: Json = {}
    for n, x in enumerate(r for r in rest if not re.match(r"[a-z]+=", r)):
        if n >= len(order):
            raise ValueError(f"too many fields for the role {role}")
        said[order[n]] = [y.strip() for y in x.split(" // ")] if order[n] in _LISTS else x
    for x in rest:
        if m := re.match(r"([a-z]+)=(.+)", x):
            if m[1] not in _KEYS:
                raise ValueError(f"no such key: {m[1]}")
            said[m[1]] = m[2].strip()
    if role in _ORDER and len([k for k in order if k in said]) < len(order):
        raise ValueError(f"the role {role} needs {', '.join(order)}")
    if role == "c" and said.get("kind") not in KINDS:
        raise ValueError(f"a comparator needs one of {', '.join(sorted(KINDS))}")
    if said.get("dir") == ["-"]:
        said["dir"] = ["null"]
    if said.get("theme") == ["-"]:
        said["theme"] = []
    for p in said.get("period", ()):
        if not re.fullmatch(r"report|\?|(\d{4}-\d\d-\d\d|null)/(\d{4}-\d\d-\d\d|null)", p):
            raise ValueError(f"no such period: {p}")
    for key in ("value", "amount"):
        if key in said and not re.fullmatch(r"-?\d+(\.\d+)?", said[key]):
            raise ValueError(f"{key} is no plain number: {said[key]}")
    return said


def check(found: list[Figure], path: Path) -> list[str]:
    """What is missing or wrong in a file of marks."""
    _, marks, wrong = read_marks(path)
    known = {f.n for f in found}
    absent = sorted(known - set(marks))
    if absent:
        wrong.append(f"not marked: {', '.join(map(str, absent[:40]))}")
    for n, mark in marks.items():
        if n not in known:
            wrong.append(f"there is no figure {n}")
        wrong += [
            f"figure {n}: its owner {o} is no value"
            for o in mark.owners
            if marks.get(o, Mark("-")).role not in ("v", "q")
        ]
    return wrong


# ── facts ────────────────────────────────────────────────────────────────────────────────────────


def facts(path: Path, chosen: list[int], readings: list[Path]) -> Json:
    """What the readings say of the pages, without a sentence of them."""
    found, _ = figures(path, chosen)
    read = [read_marks(p) for p in readings]
    head = read[0][0]
    return {
        "document": path.name,
        "sha256": file_sha256(path),
        "authority": None if head["authority"] == "-" else head["authority"],
        "report": head["report"],
        "pages": chosen,
        "marks": [_fact(f, [marks.get(f.n) for _, marks, _ in read]) for f in found],
    }


def _fact(f: Figure, said: list[Mark | None]) -> Json:
    place = {"n": f.n, "page": f.page, "text": f.text, "before": f.before, "after": f.after}
    first = said[0]
    if first is None or any(m is None or m.role != first.role for m in said):
        return {**place, "role": "?"}
    if first.role in "-?":
        return {**place, "role": first.role}
    out: Json = {**place, "role": first.role}
    if first.owners:
        out["owners"] = first.owners
    for key, value in first.said.items():
        every = [m.said[key] for m in said if m is not None and key in m.said]
        out[key] = list(dict.fromkeys(x for xs in every for x in xs)) if key in _LISTS else value
    if "value" in out or first.role in "cnwu":
        out.setdefault("value", re.sub(r"[^\d.]", "", f.text))
    if any(m is not None and m.said.get("sure") == "no" for m in said):
        out["sure"] = "no"
    return out


def written(facts_: Json) -> str:
    """The facts as JSON, a mark a line."""
    head = json.dumps({k: v for k, v in facts_.items() if k != "marks"}, ensure_ascii=False, separators=(",", ":"))
    marks = ",\n".join(json.dumps(m, ensure_ascii=False, separators=(",", ":")) for m in facts_["marks"])
    return f'{head[:-1]},"marks":[\n{marks}\n]}}\n'


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("sheet", "check", "facts"))
    parser.add_argument("document", type=Path)
    parser.add_argument("pages", help="3,5-7")
    parser.add_argument("marks", type=Path, nargs="*")
    a = parser.parse_args()
    chosen = pages_in(a.pages)
    if a.what == "sheet":
        print(sheet(a.document, chosen), end="")
        return 0
    if a.what == "check":
        wrong = [w for path in a.marks for w in check(figures(a.document, chosen)[0], path)]
        print("\n".join(wrong))
        return 1 if wrong else 0
    print(written(facts(a.document, chosen, a.marks)), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
