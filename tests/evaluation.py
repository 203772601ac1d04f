"""Write docs/evaluation.md: how well every report with gold is read, where it is misread, and how others do.

    python tests/evaluation.py            # read all reports, write the page
    python tests/evaluation.py --check    # end with 1 where the page's ladder is not what a fresh run gives

Reports are those of corpus/ and, where it stands beside the checkout, of ../shared/reports: real ones, of which no
sentence, name in a record or figure enters the page. The comparison needs the extra "compare"; without it, it is left
out and the page says so.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import corpus_scores
import other_tools

from perfextract.agreement import FIELDS, comparators, evidence_text
from perfextract.evaluate import Pages, Scores, evaluate_all, keep, load, shown, sure
from perfextract.model import Block
from perfextract.reading.sentences import split

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "evaluation.md"
SHARED = ROOT.parent / "shared" / "reports"
WRITTEN, JUDGED = "written-on", "judged-on"
PARTS = {"prose": ("prose",), "cards and tables": ("card", "table")}
CODES = ("period", "direction", "status", "kind", "approximate")  # fields whose values are ours, not the report's
STALE = 0.005
QUOTE_LENGTH = 90

Json = dict[str, Any]
Pairs = list[tuple[list[Json], list[Json]]]
Row = tuple[str, str, Scores]


@dataclass(frozen=True, slots=True)
class Reading:
    """One report in one format, or several short texts scored as one; ``texts`` are gold files with what they judge."""

    report: str
    form: str
    round: str
    texts: tuple[tuple[Path, Path], ...]
    pages: Pages | None = None
    ours: bool = True

    @property
    def label(self) -> str:
        return f"{self.report} {self.form}".strip()


# ── what is read ─────────────────────────────────────────────────────────────────────────────────

MEASURED = Path(__file__).with_name("measured")  # what other commands measured, each with its date and command


def sample_readings() -> Iterator[Reading]:
    """The reports of the corpus, each in each of its formats."""
    for path in corpus_scores.REPORTS.values():
        texts = ((path.parent / "gold.json", path),)
        yield Reading(path.parent.name, path.suffix[1:], corpus_scores.round_of(path), texts)


def shared_readings() -> Iterator[Reading]:
    """The real reports with gold, where they are on this machine."""
    if not SHARED.is_dir():
        return
    gold = SHARED / "lancashire-2017-18-q2.gold.json"
    for form in ("docx", "pdf", "txt"):
        texts = ((gold, SHARED / f"lancashire-2017-18-q2.{form}"),)
        yield Reading("Lancashire 2017-18 Q2", form, WRITTEN, texts, ours=False)
    kent = SHARED / "kent-2024-25-q3-pages-1-30"
    texts = ((kent.with_suffix(".gold.json"), kent.with_suffix(".pdf")),)
    yield Reading("Kent 2024-25 Q3, pages 8 to 16", "pdf", WRITTEN, texts, ((8, 16),), ours=False)
    passages = tuple((path.with_suffix(".gold.json"), path) for path in sorted(SHARED.glob("passages/*.txt")))
    yield Reading(f"{len(passages)} passages", "txt", WRITTEN, passages, ours=False)
    for entry in json.loads((SHARED / "index.json").read_text(encoding="utf-8")):
        if entry["file"].startswith("whole/"):
            file = SHARED / entry["file"]
            pages = tuple(runs(entry["pages"])) if "pages" in entry else None
            yield Reading(file.stem, file.suffix[1:], WRITTEN, ((SHARED / entry["gold"], file),), pages, ours=False)


def runs(pages: str) -> Iterator[tuple[int, int]]:
    """The first and last page of each run: "8-16,20"."""
    for run in pages.split(","):
        first, _, last = run.partition("-")
        yield int(first), int(last or first)


@cache
def readings() -> tuple[Reading, ...]:
    """All of them, those that rules are written on first."""
    return tuple(sorted([*sample_readings(), *shared_readings()], key=lambda reading: reading.round != WRITTEN))


@cache
def pairs(reading: Reading) -> Pairs:
    """Gold and found records of each text; where there are several texts, the gold's ids tell which."""
    several = len(reading.texts) > 1
    return [
        ([named(g, gold, several) for g in keep(load(gold), reading.pages, None)], found(file, reading.pages))
        for gold, file in reading.texts
    ]


def named(gold: Any, file: Path, several: bool) -> Json:
    """A gold record, whose id names its file where there are several."""
    return {**gold, "id": f"{file.name.removesuffix('.gold.json')}/{gold['id']}"} if several else dict(gold)


def found(file: Path, pages: Pages | None) -> list[Json]:
    """The records we find in a file, on the pages asked for."""
    records = [record.to_dict() for record in corpus_scores.reading(file).records]
    return [dict(record) for record in keep(records, pages, None)]


def part(of: Pairs, sources: Sequence[str]) -> Pairs:
    """The records of some layouts only."""
    return [tuple([r for r in side if r.get("source") in sources] for side in pair) for pair in of]  # type: ignore[misc]


@cache
def scores(reading: Reading) -> Scores:
    """A reading's scores."""
    return evaluate_all(pairs(reading))


# ── the ladder ───────────────────────────────────────────────────────────────────────────────────

HEAD = (
    *("report", "round", "gold", "predicted", "found P", "found R", "found F1", "comparators F1", "strict F1"),
    *("whole F1", "period", "direction", "theme", "name"),
)


def ladder_rows() -> Iterator[Row]:
    """A row for each reading, for its prose and its cards apart where it has both, and for each round of the corpus."""
    for reading in readings():
        yield reading.label, reading.round, scores(reading)
        parts = {name: evaluate_all(part(pairs(reading), sources)) for name, sources in PARTS.items()}
        if all(each.detection.wanted for each in parts.values()):
            yield from ((f"{reading.label}: {name}", reading.round, each) for name, each in parts.items())
    for round_ in (WRITTEN, JUDGED):
        mine = [pair for reading in readings() if reading.ours and reading.round == round_ for pair in pairs(reading)]
        yield f"**all of the corpus {round_}**", round_, evaluate_all(mine)


def table(head: Sequence[str], rows: Iterable[Sequence[object]], words: int = 2) -> str:
    """A Markdown table, its first ``words`` columns words and the others figures."""
    rule = ["---"] * words + ["--:"] * (len(head) - words)
    return "\n".join(f"| {' | '.join(map(cell, row))} |" for row in (head, rule, *rows))


def cell(content: object) -> str:
    """What a cell shows: figures to three decimals, words without what would end the cell."""
    return f"{content:.3f}" if isinstance(content, float) else str(content).replace("|", "\\|").replace("\n", " ")


def ladder_table(rows: Iterable[Row]) -> str:
    """The ladder of several reports, one a row."""
    return table(HEAD, ([label, round_, *rungs(each)] for label, round_, each in rows))


def rungs(each: Scores) -> list[float | int]:
    """A row's figures."""
    rate = each.detection
    return [
        *(rate.wanted, rate.found, rate.precision, rate.recall, rate.f1, each.comparators.f1, each.strict.f1),
        each.whole.f1,
        *(each.fields[name] for name in ("period", "direction", "theme", "name")),
    ]


# ── the errors ───────────────────────────────────────────────────────────────────────────────────

Error = tuple[str, str, str, str]  # record, what is wrong, wanted, got


def errors(each: Scores, told: Callable[[Any, str], str], quoted: Callable[[Any], str]) -> Iterator[Error]:
    """The errors of a report; ``told`` shows a field of a record and ``quoted`` the record."""
    yield from ((g["id"], "missed", quoted(g), "") for g in each.missed)
    for g, p, names in each.wrong:
        yield from ((g["id"], name, told(g, name), told(p, name)) for name in names)
    yield from (("", "spurious", "", quoted(p)) for p in each.spurious)


def in_full(record: Any, name: str) -> str:
    """A field of a record of the sample archive."""
    if name == "comparators":
        return ", ".join(f"{kind} {value:g}" for kind, value in comparators(record)) or "none"
    if name == "numerator":
        return " of ".join(str(record.get(each)) for each in ("numerator", "denominator"))
    return str(shown(record, name))


def in_words(record: Any) -> str:
    """A record of the sample archive, by its value and the words around it."""
    words = evidence_text(record)
    short = words if len(words) <= QUOTE_LENGTH else f"{words[:QUOTE_LENGTH].rstrip()} …"
    return f"{record['value']} {record.get('unit')}: “{short}”"


def in_codes(record: Any, name: str) -> str:
    """A field of a real report's record, as far as its value is a code or a date."""
    if name == "comparators":
        return ", ".join(sorted(str(kind) for kind, _ in comparators(record))) or "none"
    return str(shown(record, name)) if name in CODES else "–"


def without_words(record: Any) -> str:
    """A real report's record, by its unit; a spurious one, which the gold does not name, also by its own id."""
    return f"{record.get('unit')}: {record['id']}" if "evidence" in record else str(record.get("unit"))


def errors_table(report: str) -> str:
    """The errors in a report that rules are written on, each with the formats it is made in."""
    forms: dict[Error, list[str]] = {}
    mine = [reading for reading in readings() if reading.report == report]
    tell = (in_full, in_words) if mine[0].ours else (in_codes, without_words)
    for reading in mine:
        for error in errors(scores(reading), *tell):
            if reading.form not in forms.setdefault(error, []):
                forms[error].append(reading.form)
    rows = [(record, ", ".join(where), *error) for (record, *error), where in forms.items()]
    return table(("record", "in", "what", "wanted", "got"), rows, 5) if rows else "None."


def errors_in(ours: bool) -> str:
    """The errors of every report that rules are written on, row by row."""
    names = dict.fromkeys(r.report for r in readings() if r.ours == ours and r.round == WRITTEN)
    return "\n\n".join(f"### {name}\n\n{errors_table(name)}" for name in names) or "Not on this machine."


def judged_table() -> str:
    """The errors in judged-on reports, counted."""
    rows = []
    for reading in (r for r in readings() if r.round == JUDGED):
        wrong = Counter(name for _, _, names in scores(reading).wrong for name in names)
        counts = (len(scores(reading).missed), len(scores(reading).spurious))
        rows.append((reading.label, *counts, *(wrong[name] for name in FIELDS)))
    return table(("report", "missed", "spurious", *FIELDS), rows, 1)


# ── beside others ────────────────────────────────────────────────────────────────────────────────


def texts(reading: Reading, file: Path) -> Iterator[str]:
    """The sentences and table rows of a report without its headings, on the pages that are judged."""
    for block in corpus_scores.reading(file).document.blocks:
        judged = not reading.pages or any(first <= (block.page() or 0) <= last for first, last in reading.pages)
        if block.kind not in ("title", "heading") and judged:
            yield from pieces(block)


def pieces(block: Block) -> Iterator[str]:
    """A block's sentences, or a table's rows."""
    if block.kind == "table":
        yield from block.text.split("\n")
    else:
        yield from (block.text[start:end] for start, end in split(block.text))


def figure(of: Any, value: Any, unit: Any, where: Any = None) -> Json:
    """A figure as a record of which nothing else is asked; the words around it are those of ``where``."""
    return {"id": of.get("id"), "value": value, "unit": unit, "quote": evidence_text(where or of)}


def wanted_figures(golds: Iterable[Json]) -> list[Json]:
    """The values that every careful reader would list."""
    return [figure(g, g["value"], g["unit"]) for g in golds if g["value"] is not None and sure(g)]


def all_figures(golds: Iterable[Json]) -> Iterator[Json]:
    """Every number that the gold gives in any part: values, comparators, counts, changes."""
    for g in golds:
        numbers = [g.get("value"), g.get("numerator"), g.get("denominator"), (g.get("change") or {}).get("amount")]
        numbers += [c.get("value") for c in g.get("comparators") or ()]
        yield from (figure(g, number, None) for number in numbers if number is not None)


def unitless(records: Iterable[Json]) -> list[Json]:
    """The records by their numbers alone."""
    return [r | {"unit": None} for r in records]


def tally(of: Pairs) -> tuple[int, int, int]:
    """Wanted values found with their unit; found as numbers alone; and numbers found that the gold gives nowhere."""
    both = [(wanted_figures(golds), hits) for golds, hits in of]
    alone = [(unitless(wanted), unitless(hits)) for wanted, hits in both]
    any_part = [(list(all_figures(golds)), unitless(hits)) for golds, hits in of]
    return (
        evaluate_all(both).detection.right,
        evaluate_all(alone).detection.right,
        len(evaluate_all(any_part).spurious),
    )


def hits_of(find: other_tools.Finder, reading: Reading, file: Path) -> list[Json]:
    """What another library finds in a report."""
    return [figure({}, value, unit, {"quote": text}) for text in texts(reading, file) for value, unit in find(text)]


def our_hits(records: Iterable[Json]) -> list[Json]:
    """The values of our own records."""
    return [figure(r, r["value"], r["unit"]) for r in records if r["value"] is not None]


def compared(reading: Reading, finders: dict[str, other_tools.Finder]) -> list[int]:
    """One report: how many values are wanted, then the tally of ourselves and of each other library."""
    golds = [gold for gold, _ in pairs(reading)]
    sides: list[Pairs] = [[(gold, our_hits(records)) for gold, records in pairs(reading)]]
    for find in finders.values():
        hits = [hits_of(find, reading, file) for _, file in reading.texts]
        sides.append(list(zip(golds, hits, strict=True)))
    return [sum(len(wanted_figures(gold)) for gold in golds), *(n for side in sides for n in tally(side))]


def comparison_table(finders: dict[str, other_tools.Finder]) -> str:
    """All reports, each once (the Word file where there is one), and their sums."""
    once = {reading.report: reading for reading in reversed(readings())}
    rows = [[r.report, r.round, *compared(r, finders)] for r in readings() if once[r.report] == r]
    sums = [sum(column) for column in zip(*(row[2:] for row in rows), strict=True)]
    names = ["perfextract", *(name.split()[0] for name in finders)]
    head = [f"{name}: {what}" for name in names for what in ("found", "number alone", "unwanted")]
    return table(("report", "round", "wanted", *head), [*rows, ["**all**", "", *sums]])


def comparison() -> str:
    """The section of the page, or why there is none."""
    try:
        finders = other_tools.finders()
    except ImportError as error:
        print(f"{other_tools.MISSING} ({error})", file=sys.stderr)
        return "The figures are left out: the two libraries were not installed where this page was last made."
    return f"Run with {' and '.join(finders)}.\n\n{comparison_table(finders)}"


# ── the page ─────────────────────────────────────────────────────────────────────────────────────

TEXT = """\
# How well it reads

<!-- Written by tests/evaluation.py ("make evaluation"); changes by hand are lost. -->

Every report with gold, read and scored anew by one command:

```sh
make evaluation
```

## How to read the ladder

- **gold** and **predicted** count records with a value. A predicted record is **found** where a gold record has the
  same value and unit and stands on the same words: P is the share of the predicted that is right, R the share of the
  gold that is found, F1 the harmonic mean of both.
- **comparators F1** asks for the kind and value of everything a value is compared with, over all gold.
- **strict F1** counts a record only where value, unit, period, direction, theme and all comparators are right at once.
- **whole F1** counts it only where it is also named so that a reader knows what is measured.
- **period**, **direction**, **theme** and **name** are the shares of the found records on which the field agrees.
- **written-on** reports have taught the weights, so their figures say little of others. **judged-on** ones have not.
  Once a judged-on report is opened it becomes a written-on one, and another takes its place;
  [the archive's page](../corpus/README.md) tells which were, and what they scored unseen.
- The reports of `corpus/` are made up; all others are real. Gold is described in
  [Contributing](../CONTRIBUTING.md#how-to-score).

How a report is read that nobody here has seen is said by the first contacts and by the families left out, below.

## First contacts

{first_contacts}

## Families of reports left out

{families}

## The ladder

{ladder}

## Errors in the corpus

All errors in the reports that rules are written on. A record of the gold file is named by its id; *in* names the
formats in which the error is made. A field that is wrong has a row with what is wanted and what was got.

{own_errors}

## Errors in the real reports

No sentence and no figure of a real report enters this project: records are named by their ids, missed and spurious ones
are shown by their unit alone, comparators by their kinds, and other values only where they are codes or dates.

{shared_errors}

## Errors in the judged-on reports

Only counted: once an error is shown, a rule can be written for it, and the report cannot tell how an unseen one is
read. The columns after *spurious* count found records on which that field is wrong.

{judged}

## How sure a record is

{confidence}

## Beside other libraries

quantulum3 and Recognizers-Text find quantities in any text, and are asked for that alone: of the values the gold lists,
how many are **found** with value and unit; how many where the **number alone** is asked for; and how many **unwanted**
numbers come with them, those that the gold gives in no part, neither as a value nor as a comparator, a count or a
change. They read the same sentences and table rows, without headings. Units under other names are translated; what
Recognizers-Text itself reads as a date is not counted; quantulum3 runs without its classifier.

Neither is meant to tell a value from a year, an age group or a target, and neither has rates such as "per 10,000": the
unwanted numbers are what is left to sort out by hand, and no mistakes of theirs. Those of perfextract are mistakes.

{comparison}

## Strangers' own cases

{peers}
"""


def page() -> str:
    """The whole page."""
    return TEXT.format(
        ladder=ladder_table(ladder_rows()),
        own_errors=errors_in(ours=True),
        shared_errors=errors_in(ours=False),
        judged=judged_table(),
        comparison=comparison(),
        **{path.stem: path.read_text(encoding="utf-8").strip() for path in sorted(MEASURED.glob("*.md"))},
    )


def ladder_of(text: str) -> dict[str, list[str]]:
    """The rows of a page's ladder by their report."""
    lines = text.partition("## The ladder")[2].partition("\n## ")[0].splitlines()
    cells = [[each.strip() for each in line.strip("|").split(" | ")] for line in lines if line.startswith("| ")]
    return {row[0]: row[2:] for row in cells[2:]}


def stale(kept: dict[str, list[str]], fresh: dict[str, list[str]], complete: bool = True) -> Iterator[str]:
    """Where the page's ladder is not the fresh one; real reports that are not here are passed over."""
    yield from (f"{label} is not in the page" for label in fresh if label not in kept)
    yield from (f"{label} is no report any more" for label in kept if complete and label not in fresh)
    for label in (label for label in fresh if label in kept):
        for name, before, now in zip(HEAD[2:], kept[label], fresh[label], strict=True):
            if abs(float(before) - float(now)) > STALE:
                yield f"{label}: {name} is {now}, the page says {before}"


def check() -> int:
    """Tell where the page is stale; 1 where it is."""
    kept = ladder_of(PAGE.read_text(encoding="utf-8") if PAGE.exists() else "")
    fresh = ladder_of(f"## The ladder\n{ladder_table(ladder_rows())}")
    said = list(stale(kept, fresh, complete=SHARED.is_dir()))
    print("\n".join(said) or f"{PAGE.name} is what a fresh run gives.")
    return int(bool(said))


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing, compare the ladder with a fresh run")
    if parser.parse_args().check:
        return check()
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
