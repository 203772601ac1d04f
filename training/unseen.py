"""How whole records are read on families of texts the weights have not seen: ``python -m training.unseen``.

Families are dealt into folds; for each fold the weights are fitted on the others and the whole route reads its
documents. Printed is the ladder of all annotated documents, and what fits the confidence (``--rows FILE``).
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from perfextract import records
from perfextract.confidence import confidence, signs
from perfextract.evaluate import evaluate_all, ladder, misses
from perfextract.extract import extract_file
from perfextract.model import Record
from perfextract.reading import weights
from training import facts, fit, gold
from training.examples import Examples, examples

FOLDS = 3
Json = dict[str, Any]


def documents() -> list[tuple[str, Path, list[Json], Json | None, str | None]]:
    """Every real document with gold: its family, its file, its gold, its facts or else the covered pages."""
    out: list[tuple[str, Path, list[Json], Json | None, str | None]] = []
    for entry in json.loads((gold.SHARED / "index.json").read_text(encoding="utf-8")):
        path = gold.SHARED / entry["file"]
        if path.suffix == ".pdf" and "lancashire" in path.name:
            continue
        out.append(
            (
                gold.family(path.name),
                path,
                json.loads((gold.SHARED / entry["gold"]).read_text("utf-8")),
                None,
                entry.get("pages"),
            )
        )
    for path in sorted((gold.HERE / "corpus" / "real").glob("*.json")):
        said = json.loads(path.read_text(encoding="utf-8"))
        source = gold.SHARED / "unread" / said["document"]
        if source.exists():
            out.append((gold.family(said["document"]), source, facts.gold_records(said), said, None))
    return out


def read(path: Path) -> list[Json]:
    """The records of a document, each with the signs that its confidence is made of."""
    return [{**r.to_dict(), "signs": _SIGNS.pop(r.id, [])} for r in extract_file(path).records]


_SIGNS: dict[str, list[tuple[str, float]]] = {}


def _noted(record: Record, sure: float | None = None, named: float | None = None) -> float:
    """The confidence of a record, its signs noted for the fit."""
    _SIGNS[record.id] = list(signs(record, sure, named))
    return confidence(record, sure, named)


records.confidence = _noted  # type: ignore[assignment]


def folds(families: Sequence[str]) -> dict[str, int]:
    """Which fold each family is in."""
    return {family: n % FOLDS for n, family in enumerate(sorted(set(families)))}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--rows", help="write one line a found record: its surety and whether it is right as a whole")
    parser.add_argument("--seen", action="store_true", help="with today's weights, which have seen the texts")
    a = parser.parse_args()
    made = [] if a.seen else [examples(t) for t in fit.all_texts()]
    where = documents()
    fold_of = folds([*(e.family for e in made), *(family for family, *_ in where)])
    pairs: list[tuple[list[Json], list[Json]]] = []
    for fold in range(FOLDS):
        with tempfile.TemporaryDirectory() as folder:
            if not a.seen:
                _fit(made, fold_of, fold, Path(folder))
            for family, path, wanted, said, pages in where:
                if fold_of[family] == fold:
                    pairs.append(_pair(path, wanted, said, pages))
        weights.use(None)
    scores = evaluate_all(pairs)
    print("\n".join(ladder(scores)))
    if a.misses:
        print("\n".join(misses(scores, a.misses)))
    if a.rows:
        _rows(scores, Path(a.rows))
    return 0


def _fit(made: Sequence[Examples], fold_of: dict[str, int], fold: int, folder: Path) -> None:
    fit.write([e for e in made if fold_of[e.family] != fold], folder)
    weights.use(folder)
    print(f"fold {fold} fitted", file=sys.stderr)


def _pair(path: Path, wanted: list[Json], said: Json | None, pages: str | None) -> tuple[list[Json], list[Json]]:
    found = read(path)
    if said is not None:
        return wanted, facts.on_pages(found, said)
    if not pages:
        return wanted, found
    covered = set(gold.pages_in(pages))
    return [r for r in wanted if r.get("page") in covered], [r for r in found if r["evidence"].get("page") in covered]


def _rows(scores: Any, path: Path) -> None:
    """Found records with whether they are right, to fit the confidence on."""
    lines = []
    for _g, p, wrong in scores.wrong:
        whole = not set(wrong) & {"period", "direction", "theme", "comparators", "name"}
        lines.append({"right": whole, "named": "name" not in wrong, "record": p})
    lines += [{"right": False, "named": False, "record": p} for p in scores.spurious]
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
