"""List which records of all known reports a change moved.

    python -m training.changed save FILE             # write the records of today, one a line
    python -m training.changed compare FILE          # print what has moved since: gone, new and changed
    python -m training.changed compare FILE OTHER    # between two such files

Known are the sample archive, our own annotated sentences, and the real reports where they are beside the project. Where
a report has gold, each move is for the better or for the worse: by the fields that the gold judges.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from perfextract import evaluate
from perfextract.agreement import FIELDS, shared_words
from perfextract.assignment import best_pairs
from perfextract.cli import page_runs
from perfextract.extract import Options, extract_document, extract_file
from perfextract.model import Record
from training import sentences
from training.gold import HERE, SHARED

Json = dict[str, Any]

# The fields that are compared; what finds a record again are its document, page, sentence and value.
COMPARED = (
    "value", "unit", "indicator", "period", "direction", "comparators", "change", "numerator", "denominator", "bound", "approximate",
    "geography", "theme", "service", "headings", "status", "rag", "kind",
)  # fmt: skip


# ── what is known ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Known:
    """A known report: how to read it, and its gold on the pages that the gold covers."""

    name: str
    read: Callable[[], Iterable[Record]]
    gold: Path | None = None
    pages: evaluate.Pages | None = None
    held_back: bool = False  # judged on: whoever writes rules does not read its records


def known(only: str = "") -> Iterator[Known]:
    """All known reports with this in their names."""
    return (report for report in (*_shared(), *_corpus(), *_sentences()) if only in report.name)


def _file(path: Path) -> Iterable[Record]:
    return extract_file(path).records


def _shared() -> Iterator[Known]:
    index = SHARED / "index.json"
    for entry in json.loads(index.read_text(encoding="utf-8")) if index.exists() else []:
        path, gold = SHARED / entry["file"], SHARED / entry["gold"]
        yield Known(f"shared/{entry['file']}", partial(_file, path), gold, page_runs(entry.get("pages")))


def _corpus() -> Iterator[Known]:
    for path in sorted((HERE / "corpus").glob("20*/report.*")):
        round_ = tomllib.loads((path.parent / "source.toml").read_text(encoding="utf-8"))["round"]
        name, gold = f"corpus/{path.parent.name}/{path.name}", path.parent / "gold.json"
        yield Known(name, partial(_file, path), gold, held_back=round_ == "judged-on")


def _sentences() -> Iterator[Known]:
    for text in sentences.texts(HERE / "corpus" / "sentences"):
        yield Known(f"{text.family}/{text.name}", partial(_text, text))


def _text(text: sentences.Text) -> Iterable[Record]:
    label = text.report.period.label if text.report.period else None
    try:
        return extract_document(text.document, Options(period=label)).records
    except ValueError:  # a period of its own kind, which nobody can ask for
        return extract_document(text.document).records


# ── saving ───────────────────────────────────────────────────────────────────────────────────────


def line(name: str, record: Record) -> Json:
    """What is kept of a record."""
    said = record.to_dict()
    found = {"document": name, "page": record.evidence.page, "text": record.evidence.text}
    kept = {f: _plain(said[f]) for f in COMPARED}
    return {**found, "value_text": said["value_text"], "source": said["source"], **kept}


def _plain(value: Any) -> Any:
    """A value without what it does not say: a part of a record that is new and empty moves nothing."""
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items() if part is not None}
    return [_plain(part) for part in value] if isinstance(value, list) else value


def records_now(reports: Iterable[Known]) -> Iterator[Json]:
    """The records of all reports as they are read now."""
    for report in reports:
        yield from (line(report.name, record) for record in report.read())


def written(records: Iterable[Json]) -> str:
    """Records as text, one a line."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def load(path: Path) -> list[Json]:
    """The records of a file that ``save`` wrote."""
    kept = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [{name: _plain(value) for name, value in record.items()} for record in kept]


# ── which record is which ────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Move:
    """A record before and after: None where there is none. ``verdict`` is what gold says of the move."""

    before: Json | None
    after: Json | None
    verdict: str = ""  # better, worse, as good; nothing where no gold judges it
    fields: tuple[tuple[str, str], ...] = ()  # each field that gold judges otherwise now, and how

    @property
    def record(self) -> Json:
        """The record, as it is now if it is there."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def kind(self) -> str:
        return "new" if self.before is None else "gone" if self.after is None else "changed"


_SAME_BY = (  # the surest way to know a record again comes first
    ("text", "value_text", *COMPARED),
    ("text", "value_text", "unit", "indicator", "period"),
    ("text", "value_text", "indicator"),
    ("text", "value_text"),
    ("page", "value_text", "unit", "indicator"),
    ("page", "value_text", "unit"),
)


def moves(before: Sequence[Json], after: Sequence[Json]) -> list[Move]:
    """What is gone, new or changed in one document, in the order of the document."""
    left, free = dict(enumerate(before)), dict(enumerate(after))
    partner: dict[int, int] = {}
    for fields in _SAME_BY:
        for j, record in list(free.items()):
            hit = next((i for i, old in left.items() if _same(old, record, fields)), None)
            if hit is not None:
                partner[j] = hit
                del left[hit], free[j]
    told = [Move(before[partner[j]] if j in partner else None, record) for j, record in enumerate(after)]
    return [
        *(m for m in told if m.before is None or changed_fields(m)),
        *(Move(record, None) for record in left.values()),
    ]


def _same(old: Json, new: Json, fields: Iterable[str]) -> bool:
    alike = all(old.get(f) == new.get(f) for f in fields if f in old)
    return alike and ("text" in fields or shared_words({"quote": old["text"]}, {"quote": new["text"]}) >= 0.5)


def changed_fields(move: Move) -> list[str]:
    """The fields in which a record differs from what it was."""
    old, new = move.before, move.after
    return [f for f in COMPARED if f in old and old[f] != new.get(f)] if old and new else []


# ── better or worse ──────────────────────────────────────────────────────────────────────────────


class Judge:
    """What the gold of a report says of its records, before and after."""

    def __init__(self, report: Known, before: Sequence[Json], after: Sequence[Json]) -> None:
        assert report.gold is not None
        self.gold = evaluate.keep(evaluate.load(report.gold), report.pages, None)
        self.kept = tuple(evaluate.keep(side, report.pages, None) for side in (before, after))
        self.partner = {id(r): g for side in self.kept for r, g in self._pairs(side)}
        self.judged = {id(r) for side in self.kept for r in side if r["value"] is not None}

    def _pairs(self, found: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
        """The records found that pair with a gold record."""
        valued = [r for r in found if r["value"] is not None]
        golds = evaluate.with_value((0, g) for g in self.gold)
        agreed = evaluate.agreements(golds, [(0, _found(r)) for r in valued])
        return ((valued[j], golds[i][1]) for i, j in best_pairs(len(golds), len(valued), agreed))

    def verdict(self, move: Move) -> Move:
        """The move with what gold says of it."""
        sides = [r for r in (move.before, move.after) if r is not None]
        if not all(id(r) in self.judged for r in sides) or any(self._optional(r) for r in sides):
            return move
        was, now = (self._right(r) for r in (move.before, move.after))
        verdict = "better" if now[0] > was[0] else "worse" if now[0] < was[0] else "as good"
        return Move(move.before, move.after, verdict, tuple(_turned(was[1], now[1])))

    def _optional(self, record: Json) -> bool:
        gold = self.partner.get(id(record))
        return gold is not None and not evaluate.sure(gold)

    def _right(self, record: Json | None) -> tuple[int, dict[str, bool]]:
        """How good it is to have a record, 0 where there is none, and which of its fields are right."""
        if record is None:
            return 0, {}
        gold = self.partner.get(id(record))
        if gold is None:
            return -1, {}
        right = {name: agrees(gold, _found(record)) for name, agrees in FIELDS.items()}
        return 1 + sum(right.values()), right


def _found(record: Json) -> Json:
    """A line as a found record."""
    return {**record, "evidence": {"text": record["text"], "page": record["page"]}}


def _turned(was: dict[str, bool], now: dict[str, bool]) -> Iterator[tuple[str, str]]:
    for name in FIELDS if was and now else ():
        if was[name] != now[name]:
            yield name, "right now" if now[name] else "wrong now"


# ── printing ─────────────────────────────────────────────────────────────────────────────────────


def by_document(records: Iterable[Json]) -> dict[str, list[Json]]:
    """The records of each document."""
    found: dict[str, list[Json]] = {}
    for record in records:
        found.setdefault(record["document"], []).append(record)
    return found


def all_moves(before: Sequence[Json], after: Sequence[Json], reports: Iterable[Known]) -> dict[str, list[Move]]:
    """The moves of each document that has any, judged where there is gold."""
    old, new = by_document(before), by_document(after)
    golds = {report.name: report for report in reports if report.gold is not None and report.gold.exists()}
    found: dict[str, list[Move]] = {}
    for name in dict.fromkeys((*old, *new)):
        was, now = old.get(name, []), new.get(name, [])
        told = moves(was, now)
        if told:
            found[name] = [*map(Judge(golds[name], was, now).verdict, told)] if name in golds else told
    return found


def lines(before: Sequence[Json], after: Sequence[Json], reports: Sequence[Known]) -> Iterator[str]:
    """What has moved, as text: counts first, then document by document."""
    found = all_moves(before, after, reports)
    every = [move for told in found.values() for move in told]
    yield f"{len(before):,} records before, {len(after):,} now: {_counts(every)}, in {len(found):,} of {len(by_document([*before, *after])):,} documents"
    yield from _scores(before, after, reports)
    held_back = {report.name for report in reports if report.held_back}
    for name, told in found.items():
        yield f"\n{name}: {_counts(told)}" + ("; judged on, so its records are not shown" if name in held_back else "")
        for move in told if name not in held_back else ():
            yield from _move_lines(move)


def _counts(told: Sequence[Move]) -> str:
    kinds, verdicts = Counter(m.kind for m in told), Counter(m.verdict for m in told)
    judged = ", ".join(f"{verdicts[v]} {v}" for v in ("better", "worse", "as good") if verdicts[v])
    return f"{kinds['gone']} gone, {kinds['new']} new, {kinds['changed']} changed" + (f" ({judged})" if judged else "")


def _scores(before: Sequence[Json], after: Sequence[Json], reports: Sequence[Known]) -> Iterator[str]:
    """The rungs of all reports with gold, before and now."""
    sides = [_scored(by_document(side), reports) for side in (before, after)]
    for rung in ("found", "comparators", "strict", "whole"):
        was, now = (getattr(side, "detection" if rung == "found" else rung).f1 for side in sides)
        yield f"  {rung:12}{was:.4f} -> {now:.4f}" + (f"  {now - was:+.4f}" if was != now else "")


def _scored(found: dict[str, list[Json]], reports: Sequence[Known]) -> evaluate.Scores:
    golds = [r for r in reports if r.gold is not None and r.gold.exists()]
    return evaluate.evaluate_all(
        (
            evaluate.keep(evaluate.load(r.gold), r.pages, None),
            evaluate.keep(map(_found, found.get(r.name, [])), r.pages, None),
        )  # type: ignore[arg-type]
        for r in golds
    )


def _move_lines(move: Move) -> Iterator[str]:
    r = move.record
    page = f"page {r['page']}  " if r["page"] else ""
    yield f"  {move.kind:8}{move.verdict:8} {page}{r['value_text']} {r['unit'] or ''}  {r['indicator']}"
    if move.kind != "changed":
        yield f"      {' '.join(r['text'].split())[:160]}"
    turned = dict(move.fields)
    for field in changed_fields(move):
        judged = [turned.pop(name) for name in _JUDGED_BY.get(field, (field,)) if name in turned]
        assert move.before is not None and move.after is not None
        yield f"      {field}: {shown(field, move.before)} -> {shown(field, move.after)}" + (
            f"  [{judged[0]}]" if judged else ""
        )
    yield from (f"      {name} {how}, by another record of the gold" for name, how in turned.items())


_JUDGED_BY = {"indicator": ("name", "indicator"), "denominator": ("numerator",)}


def shown(field: str, record: Json) -> str:
    """A field of a record in a few words."""
    value = record[field]
    match field:
        case "period":
            days = f"{value.get('start', '…')} to {value.get('end', '…')}"
            return days + (" inherited" if value.get("inherited") else "")
        case "comparators":
            return ", ".join(_comparator(c) for c in value) or "none"
        case "change":
            return "none" if value is None else " ".join(map(str, value.values()))
        case _:
            return "none" if value is None else str(value)


def _comparator(c: Json) -> str:
    said = [str(c[name]) for name in ("kind", "label", "value", "unit", "relation") if name in c]
    gap = [f"by {c['gap']['amount']} {c['gap'].get('unit', '')}"] if "gap" in c else []
    days = [f"({c['period']['end']})"] if c.get("period", {}).get("end") else []
    return " ".join([*said, *gap, *days])


# ── the command ──────────────────────────────────────────────────────────────────────────────────


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("do", choices=("save", "compare"))
    parser.add_argument("file", type=Path, help="the records, one a line")
    parser.add_argument(
        "other", type=Path, nargs="?", help="with compare, records to hold against them in place of today's"
    )
    parser.add_argument("--only", default="", help="only documents with this in their names")
    a = parser.parse_args(arguments)
    reports = list(known(a.only))
    if a.do == "compare" and not a.file.is_file():
        parser.error(f"There is no file {a.file}. Write it before the change: python -m training.changed save {a.file}")
    after = load(a.other) if a.other else list(records_now(reports))
    if a.do == "save":
        a.file.parent.mkdir(parents=True, exist_ok=True)
        a.file.write_text(written(after), encoding="utf-8")
        print(f"{a.file}: {len(after):,} records of {len(reports):,} documents")
        return 0
    before = [record for record in load(a.file) if a.only in record["document"]]
    print("\n".join(lines(before, [r for r in after if a.only in r["document"]], reports)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
