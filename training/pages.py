"""Turn annotated pages into the facts the project keeps: places, roles and names, no sentences."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, "/work/ann")
import check  # noqa: E402

SHEETS = Path("/work/ann/sheets")


def facts(path: Path) -> dict[str, Any]:
    sheet, head, lines, errors = check.parse(path)
    if errors:
        print(path.name, errors[:3], file=sys.stderr)
    source = Path("/work/shared/reports/unread") / sheet["document"]
    marks = []
    for m in sheet["marks"]:
        line = lines.get(m["n"])
        if line is None:
            continue
        page = sheet["text"][str(m["page"])].splitlines()
        before, after = words_around(page, m)
        f = line["fields"]
        marks.append(
            {
                "n": m["n"], "page": m["page"], "text": m["text"], "before": before, "after": after, "role": line["role"],
                **({"owners": [o for o in line["owners"] if o != "?"]} if line["owners"] else {}),
                **{k: v if k in ("name", "period", "dir", "unit", "theme") else v[0] for k, v in f.items()},
            }
        )  # fmt: skip
    return {
        "document": sheet["document"],
        "sha256": hashlib.sha256(source.read_bytes()).hexdigest(),
        "authority": head.get("authority"),
        "report": head.get("report"),
        "pages": sheet["pages"],
        "marks": marks,
    }


def words_around(page: list[str], m: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Three words each side of a mark, over the ends of lines."""
    import re

    line = page[m["line"]]
    left = " ".join([*(page[m["line"] - 1 : m["line"]]), line[: m["start"]]])
    right = " ".join([line[m["end"] :], *(page[m["line"] + 1 : m["line"] + 2])])
    return re.findall(r"\w+", left.lower())[-3:], re.findall(r"\w+", right.lower())[:3]


if __name__ == "__main__":
    out = Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted(Path(sys.argv[1]).glob("*.ann")):
        (out / f"{path.stem}.json").write_text(json.dumps(facts(path), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
