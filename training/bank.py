"""How pages nobody had read were read: ``python -m training.bank FACTS... [--misses N]``.

A bank is some hundred figures of whole pages, annotated by readers who have not seen what the extractor makes of them.
It is run once; that first contact is written down, and only then may the pages be opened and teach. Prose is scored
apart from tables, cards and lists of labels.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from perfextract.evaluate import evaluate_all, ladder, misses
from perfextract.extract import extract_file
from training import facts, gold

Json = dict[str, Any]
Pair = tuple[list[Json], list[Json]]


def read(path: Path) -> Pair:
    """The records that annotated pages state and those that are found on them."""
    said = json.loads(path.read_text(encoding="utf-8"))
    found = [r.to_dict() for r in extract_file(gold.SHARED / "unread" / said["document"]).records]
    return facts.gold_records(said), [r for r in facts.on_pages(found, said) if _asked(r, said)]


def _asked(record: Json, said: Json) -> bool:
    """Whether readers were asked for the figure of a record: "no" and rare number words have no number on their sheet."""
    text = (record["value_text"] or "").lower()
    return any(c.isdigit() for c in text) or any(m["text"].lower() in text for m in said["marks"])


def prose(pair: Pair) -> Pair:
    """What is stated in prose alone; what the pages' tables and cards hold costs nothing found or missed."""
    wanted, found = pair
    apart = [{**r, "sure": False} if r.get("source") != "prose" else r for r in wanted]
    return apart, [r for r in found if r["source"] == "prose"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("facts", type=Path, nargs="+")
    parser.add_argument("--misses", type=int, default=0, help="print so many errors; the bank is no longer unread then")
    a = parser.parse_args()
    pairs = [read(path) for path in a.facts]
    for title, chosen in (("prose", [prose(p) for p in pairs]), ("all", pairs)):
        scores = evaluate_all(chosen)
        print(f"{title}: {sum(r.get('sure', True) for wanted, _ in chosen for r in wanted)} sure records")
        print("\n".join(ladder(scores)))
        if a.misses and title == "prose":
            print("\n".join(misses(scores, a.misses)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
