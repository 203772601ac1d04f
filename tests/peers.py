"""Ask perfextract and quantulum3 the questions of two strangers' test suites, and print what each gets right.

    python tests/peers.py FOLDER [--misses 5]

The folder holds ``newsquant.json`` (590 news sentences with their quantities) and the specifications of Microsoft's
Recognizers-Text (``recognizers-*.json``). Neither belongs to this project, so neither is kept in it. quantulum3 comes
with the extra "compare".

A case of NewsQuant is one quantity: right where its value is found in its unit, the two ends of a range as two. A case
of Recognizers-Text is one input: right where exactly its values are found (of money, whose inputs hold other numbers
too, at least these, in whatever currency). Left out, by class, with the reason in
``OUT_OF_SCOPE``, is what no report of a UK body holds.
"""

from __future__ import annotations

import argparse
import json
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from perfextract.amounts import Quantity, quantities

Figure = tuple[float, str]  # value and unit
Finder = Callable[[str], list[Figure]]

CLASSES = {  # NewsQuant's units by class, each with our code
    "percents": {"percentage": "percent"},
    "durations": {f"{unit}": f"{unit}s" for unit in ("second", "minute", "hour", "day", "week", "month", "year")},
    "money": {"pound sterling": "GBP", "euro": "EUR", "dollar": "USD"},
}
QUANTULUM = {
    "percentage": "percent",
    "per cent": "percent",
    "pound sterling": "GBP",
    "euro": "EUR",
    "dollar": "USD",
    "united states dollar": "USD",
    "minute of arc": "minutes",
    "second of arc": "seconds",
    "pence": "GBP",
} | CLASSES["durations"]
OUT_OF_SCOPE = {  # reason: the inputs of Recognizers-Text that it leaves out
    "Indian groups and words": r"lakh|crore|\d,\d\d,\d\d\d",
    "powers and exponents": r"\^|\d\s?e[+-]?\d|x10",
    "fractions of nothing": r"ths?\b|thirds?|fifth|halves|quarters?$|^a half| over |firsts?\b|⅔|¾|⅙|^-?\s?4/5|^3/4|fourth",  # noqa: E501
    "decimals in words": r"\bpoint\b|nought|naught",
    "continental commas": r"\d\.\d{3},|\d,\d\d\.|\d,\d\.|5,00",
    "letters of other trades": r"\d\s?(?:G|MM|M|mil|bln|tln)\b|dzs?\b|dozs",
    "codes, dates, telephone and list numbers": r"\d\.\d+\.\d|/20\d\d|phone|SCP|nrs?\.|\{kg",
    "idle numbers ('the one you mentioned', 'two valid numbers')": r"valid number|\bone\b (?:last|you|do|is)|\bzero is\b|kin\b",  # noqa: E501
    "shares, which we give in percent": r"out of|\d in \w+-|than half",
    "words of percent without a number, or before it": r"^per\s?cents? of|small percent|the % of|a percentage|http|percentage$|percents$",  # noqa: E501
}


@dataclass
class Score:
    """How many cases of a class a tool gets right, and what it finds beside them."""

    right: int = 0
    beside: int = 0
    missed: list[str] = field(default_factory=list)


Row = tuple[str, int, list[Score]]


# ── the two tools ────────────────────────────────────────────────────────────────────────────────


def ours(text: str) -> list[Figure]:
    """What perfextract finds before times are taken out: the ends of a range and the parts of a duration apart."""
    return [(float(value), part.unit) for q in quantities(text) for part in _parts(q) for value in _ends(part)]


def _ends(q: Quantity) -> Iterator[Decimal]:
    return (value for value in (q.value, q.upper) if value is not None)


def _parts(q: Quantity) -> list[Quantity]:
    """ "24 hours, 39 minutes" as two figures."""
    pieces = (
        re.split(r",?\s+(?:and\s+)?(?=\d)", q.text) if q.unit in CLASSES["durations"].values() and not q.upper else []
    )
    return [part for piece in pieces for part in quantities(piece)] if len(pieces) > 1 else [q]


def quantulum() -> Finder:
    """quantulum3, the two ends of a range apart."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells that its classifier is not there
        from quantulum3 import parser

    def find(text: str) -> list[Figure]:
        try:
            parsed = parser.parse(text)
        except Exception:  # it stops at some texts; they count as not found
            return []
        return [figure for q in parsed for figure in _figures(q)]

    return find


def _figures(q: Any) -> Iterator[Figure]:
    unit = QUANTULUM.get(q.unit.name.lower(), "count" if q.unit.name == "dimensionless" else q.unit.name)
    value = q.value / 100 if q.unit.name == "pence" else q.value
    ends = (value - q.uncertainty, value + q.uncertainty) if q.uncertainty else (value,)
    return ((end, unit) for end in ends)


# ── NewsQuant ────────────────────────────────────────────────────────────────────────────────────


def newsquant(folder: Path, tools: Iterable[Finder]) -> Iterator[Row]:
    """A row for each class of units: quantities found with their unit."""
    sentences = _load(folder / "newsquant.json")
    for name, units in CLASSES.items():
        asked = [(s["text"], [f for q in s["quantities"] for f in _gold(q, units)]) for s in sentences]
        scores = [_found(asked, tool, frozenset(units.values())) for tool in tools]
        yield f"NewsQuant: {name}", sum(len(gold) for _, gold in asked), scores


def _gold(quantity: dict[str, Any], units: dict[str, str]) -> Iterator[Figure]:
    code = units.get(quantity["normalized_unit"])
    ends = re.fullmatch(r"(-?[\d.]+)\s*-\s*(-?[\d.]+)", quantity["value"])
    if code is not None:
        yield from ((float(value), code) for value in (ends.groups() if ends else [quantity["value"]]))


def _found(asked: Iterable[tuple[str, list[Figure]]], tool: Finder, units: frozenset[str]) -> Score:
    score = Score()
    for text, gold in asked:
        told = [(round(abs(value), 6), unit) for value, unit in tool(text) if unit in units]
        wanted = Counter((round(abs(value), 6), unit) for value, unit in gold)
        matched = wanted & Counter(told)
        score.right += matched.total()
        score.beside += len(told) - matched.total()
        score.missed += [f"{figure}: {text}" for figure in wanted - matched]
        score.missed += [f"beside {figure}: {text}" for figure in Counter(told) - matched]
    return score


# ── Recognizers-Text ─────────────────────────────────────────────────────────────────────────────


def recognizers(folder: Path, tools: list[Finder]) -> Iterator[Row]:
    """A row for each form of number: inputs of which exactly the values are found."""
    cases = [*_numbers(folder), *_percents(folder), *_ranges(folder), *_money(folder)]
    for name in dict.fromkeys(name for name, _, _ in cases):
        asked = [(text, values) for other, text, values in cases if other == name]
        yield f"Recognizers-Text: {name}", len(asked), [_exact(asked, tool, name == "money") for tool in tools]


Case = tuple[str, str, list[float]]


def _exact(asked: Iterable[tuple[str, list[float]]], tool: Finder, beside: bool) -> Score:
    score = Score()
    for text, values in asked:
        told = [value for value, _ in tool(text)]
        kept = [value for value in told if any(_near(value, v) for v in values)] if beside else told
        if len(kept) == len(values) and all(map(_near, sorted(kept), sorted(values))):
            score.right += 1
        else:
            score.missed.append(f"{values} not {told}: {text}")
    return score


def _near(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-6 * max(1, abs(b))


def _numbers(folder: Path) -> Iterator[Case]:
    for case in _load(folder / "recognizers-NumberModel.json"):
        if not _why_out(case["Input"]):
            yield _form(case["Input"]), case["Input"], [float(r["Resolution"]["value"]) for r in case["Results"]]


def _form(text: str) -> str:
    if not re.search(r"\d", text):
        return "numbers in words"
    if re.search(r"\d\s?(?:k|m|b|[A-Z])\b|illion|hundred|dozen|thousand", text):
        return "numbers with a scale"
    return "numbers in digits"


def _percents(folder: Path) -> Iterator[Case]:
    for case in _load(folder / "recognizers-PercentModel.json"):
        if not _why_out(case["Input"]):
            yield "percents", case["Input"], [float(r["Resolution"]["value"].rstrip("%")) for r in case["Results"]]


def _ranges(folder: Path) -> Iterator[Case]:
    for case in _load(folder / "recognizers-NumberRangeModel.json"):
        ends = [re.fullmatch(r"\[(-?[\d.]+),(-?[\d.]+)\)", r["Resolution"]["value"]) for r in case["Results"]]
        if ends and all(ends) and not re.search(r"tenth|~|in 2008", case["Input"]):
            yield "ranges", case["Input"], [float(value) for m in ends if m for value in m.groups()]


def _money(folder: Path) -> Iterator[Case]:
    known = {"Pound": 1.0, "British pound": 1.0, "Pence": 0.01, "Euro": 1.0, "Dollar": 1.0, "United States dollar": 1.0}
    for case in _load(folder / "recognizers-CurrencyModel.json"):
        told = [r["Resolution"] for r in case["Results"]]
        if told and all(r["unit"] in known and r["value"] for r in told):
            yield "money", case["Input"], [float(r["value"]) * known[r["unit"]] for r in told]


def _why_out(text: str) -> str | None:
    return next((why for why, form in OUT_OF_SCOPE.items() if re.search(form, text)), None)


def left_out(folder: Path) -> Counter[str]:
    """How many inputs each class leaves out."""
    names = ("recognizers-NumberModel.json", "recognizers-PercentModel.json")
    whys = (_why_out(case["Input"]) for name in names for case in _load(folder / name))
    return Counter(why for why in whys if why)


def _load(path: Path) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8-sig"))
    return listed


# ── the table ────────────────────────────────────────────────────────────────────────────────────


def main() -> None:
    """Ask, and print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--misses", type=int, default=0, help="print so many of our misses of each class")
    asked = options.parse_args()
    tools = [ours, quantulum()]
    print("| class | cases | ours right | found beside | quantulum3 right | found beside |\n|---|--:|--:|--:|--:|--:|")
    rows = [*newsquant(asked.folder, tools), *recognizers(asked.folder, tools)]
    for name, cases, (us, them) in rows:
        print(f"| {name} | {cases} | {us.right} | {us.beside} | {them.right} | {them.beside} |")
    print("\nLeft out of Recognizers-Text's inputs:")
    for why, count in left_out(asked.folder).most_common():
        print(f"- {why}: {count}")
    for name, _, (us, _them) in rows if asked.misses else ():
        print(f"\n{name}", *us.missed[: asked.misses], sep="\n  ")


if __name__ == "__main__":
    main()
