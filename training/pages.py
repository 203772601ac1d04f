"""Turn annotated pages into the facts the project keeps: places, roles and names, no sentences."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, "/work/ann")
import check

SHEETS = Path("/work/ann/sheets")


def agreed(lines: dict[int, Any], second: Path) -> dict[int, Any]:
    """The first reading, with what the second reads otherwise as undecided."""
    if not second.exists():
        return lines
    other = check.parse(second)[2]
    out = {}
    for n, line in lines.items():
        o = other.get(n)
        if o is None or _same_role(line, o):
            out[n] = {**line, "fields": {**line["fields"], **_both(line, o)}} if o else line
        else:
            out[n] = {"role": "?", "owners": [], "fields": {}}
    return out


ALIKE = {"q": "d", "g": "d", "s": "-"}
EARLIER = {"previous_period", "same_period_last_year", "earlier_period", "baseline"}


def _same_role(a: dict[str, Any], b: dict[str, Any]) -> bool:
    if ALIKE.get(a["role"], a["role"]) != ALIKE.get(b["role"], b["role"]):
        return False
    if a["role"] != "c":
        return True
    kinds = [x["fields"].get("kind", [""])[0] for x in (a, b)]
    return kinds[0] == kinds[1] or set(kinds) <= EARLIER


def _both(a: dict[str, Any], b: dict[str, Any]) -> dict[str, Any]:
    """Names, periods and directions of both readings, the first one's first."""
    out = {}
    for key in ("name", "period", "dir", "theme"):
        said = [*a["fields"].get(key, []), *b["fields"].get(key, [])]
        if said:
            out[key] = list(dict.fromkeys(said))
    return out


def facts(path: Path) -> dict[str, Any]:
    sheet, head, lines, errors = check.parse(path)
    lines = agreed(lines, path.parent.parent / "out2" / path.name)
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
        (out / f"{path.stem}.json").write_text(
            json.dumps(facts(path), ensure_ascii=False, indent=0) + "\n", encoding="utf-8"
        )
