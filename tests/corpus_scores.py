"""Score every report of the corpus against its gold, and keep the scores in corpus_scores.json.

    python tests/corpus_scores.py            # show the scores of today beside those kept
    python tests/corpus_scores.py --update   # keep those of today; where one has fallen, only with --force

Of a judged-on report only the scores are shown, never its records: rules are not written on it.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from perfextract.evaluate import Scores, evaluate, load
from perfextract.extract import Extraction, extract_file

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
KEPT = Path(__file__).with_name("corpus_scores.json")
REPORTS = {str(path.relative_to(CORPUS)): path for path in sorted(CORPUS.glob("*/report.*"))}
RUNGS = ("found", "comparators", "strict")
MAY_FALL = 0.005  # rounding, and a sentence read otherwise for a good reason

Rungs = dict[str, float]


@cache
def reading(path: Path) -> Extraction:
    """A report as read, once for all tests."""
    return extract_file(path)


def round_of(path: Path) -> str:
    """Whether rules are written on a report or judged on it."""
    round_: str = tomllib.loads((path.parent / "source.toml").read_text(encoding="utf-8"))["round"]
    return round_


def scores_of(path: Path) -> Scores:
    """The scores of one report against its gold."""
    return evaluate(load(path.parent / "gold.json"), [record.to_dict() for record in reading(path).records])


def rungs(path: Path) -> Rungs:
    """The F1 of found, comparators and strict, to three decimals."""
    scores = scores_of(path)
    rates = (scores.detection, scores.comparators, scores.strict)
    return {name: round(rate.f1, 3) for name, rate in zip(RUNGS, rates, strict=True)}


def kept() -> dict[str, Rungs]:
    """The scores kept, by report."""
    scores: dict[str, Rungs] = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    return scores


def falls(before: Rungs, now: Rungs) -> Iterator[str]:
    """The rungs that have fallen, in words."""
    for name in RUNGS:
        if now[name] < before.get(name, 0) - MAY_FALL:
            yield f"{name} fell from {before[name]:.3f} to {now[name]:.3f}"


def main() -> int:
    """The command; ends with 1 where a score has fallen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="keep the scores of today")
    parser.add_argument("--force", action="store_true", help="also where one has fallen")
    asked = parser.parse_args()
    before, now = kept(), {name: rungs(path) for name, path in REPORTS.items()}
    fallen = {name: list(falls(before.get(name, {}), each)) for name, each in now.items()}
    for name, each in now.items():
        told = "  ".join(f"{rung} {before.get(name, {}).get(rung, 0):.3f} -> {each[rung]:.3f}" for rung in RUNGS)
        print(f"{name:24} {round_of(REPORTS[name]):10}  {told}  {'FELL' if fallen[name] else ''}".rstrip())
    if asked.update and (asked.force or not any(fallen.values())):
        KEPT.write_text(json.dumps(now, indent=1) + "\n", encoding="utf-8")
        return 0
    return int(any(fallen.values()))


if __name__ == "__main__":
    sys.exit(main())
