"""Annotated pages as gold records, so that whole pages are scored as reports with gold are."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Any

Json = dict[str, Any]


def gold_records(facts: Json) -> list[Json]:
    """The records that the annotated pages of a document state; what its two readers differ on costs nothing."""
    report = None if facts.get("report") in (None, "-") else facts["report"].split("/")
    made = {m["n"]: _record(m, facts, report) for m in facts["marks"] if m["role"] == "v"}
    for m in facts["marks"]:
        if m["role"] == "c":
            for owner in m.get("owners", []):
                if owner in made:
                    made[owner]["comparators"].append({"kind": m["kind"], "value": float(m["value"])})
    undecided = [_undecided(m, facts) for m in facts["marks"] if m["role"] == "?" and re.search(r"\d", m["text"])]
    return [*made.values(), *(u for u in undecided if u)]


def _record(m: Json, facts: Json, report: list[str] | None) -> Json:
    periods = [_period(p, report) for p in m.get("period", [])] or [{"start": None, "end": None}]
    undated = any(p["start"] is None and p["end"] is None for p in periods)
    ways = [None if w in ("null", None) else w for w in m.get("dir", [])] or [None]
    themes = [t for t in (*m.get("theme", []), m.get("service")) if t and t != "null"]
    return {
        "id": f"{facts['document']}:{m['n']}",
        "page": m["page"],
        "source": "table" if m.get("src") in ("table", "card") else "prose",
        "quote": _quote(m),
        "value_text": m["text"],
        "value": float(m["value"]),
        "unit": m["unit"][0],
        "indicator": m["name"][0],
        "period": {"start": None, "end": None} if undated else periods[0],
        "direction": ways[0],
        "theme": themes[0] if themes else None,
        "kind": "actual",
        "comparators": [],
        "sure": m.get("sure") != "no",
        "accept": {
            "unit": m["unit"],
            "indicator": m["name"],
            "period": [[p["start"], p["end"]] for p in periods],
            "direction": ways,
            "theme": themes,
        },
    }


def _period(said: str, report: list[str] | None) -> Json:
    if said == "report":
        start, end = report or (None, None)
        return {"start": start, "end": end, "inherited": True}
    if said == "?":
        return {"start": None, "end": None}
    start, end = (None if d == "null" else d for d in said.split("/"))
    return {"start": start, "end": end, "inherited": False}


def _undecided(m: Json, facts: Json) -> Json | None:
    """A figure that one reader took for a value and one did not: found or missed, it costs nothing."""
    digits = re.sub(r"[^\d.]", "", m["text"].replace(",", "")).strip(".")
    if not digits or digits.count(".") > 1:
        return None
    return {
        "id": f"{facts['document']}:{m['n']}?", "page": m["page"], "quote": _quote(m),
        "value_text": m["text"], "value": float(digits), "unit": "count", "indicator": "", "period": {}, "comparators": [],
        "sure": False, "accept": {"unit": ["count", "percent", "GBP", "days", "EUR"]}, "theme": None,
    }  # fmt: skip


def on_pages(records: list[Json], facts: Json) -> list[Json]:
    """The found records that are on the annotated pages; in documents without pages, those among the figures' words."""
    mine = [r for r in records if PurePath(r["evidence"]["document"]).name == facts["document"]]
    if any(r["evidence"].get("page") for r in mine):
        return [r for r in mine if r["evidence"]["page"] in facts["pages"]]
    window = _letters(" ".join(_quote(m) for m in facts["marks"]))
    return [r for r in mine if _letters(r["evidence"]["text"])[:40] in window]


def _quote(m: Json) -> str:
    """A figure with the words kept around it."""
    return " ".join([*m["before"], m["text"], *m["after"]])


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())
