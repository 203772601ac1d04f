"""How well records are known by the catalogue: precision and recall of ``indicator_id`` on gold.

    python tests/linking.py            # the corpus, and the real reports where they are
    python tests/linking.py --wrong    # and what is wrong, of reports on which rules are written

A record counts where it pairs with a gold record as in scoring. An id where gold has none is wrong. The gold ids were
given by hand, by a reader of each gold indicator: for the corpus by its ``series``, for its records without one and
for the other reports in gold_ids.json.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus_scores import REPORTS, reading, round_of

from perfextract.assignment import best_pairs
from perfextract.evaluate import Rate, agreements, load, qualitative_pair, with_value
from perfextract.extract import extract_file

SHARED = Path(__file__).resolve().parents[2] / "shared" / "reports"
GOLD_IDS: dict[str, dict[str, str | None]] = json.loads(
    Path(__file__).with_name("gold_ids.json").read_text(encoding="utf-8")
)
# The corpus' own names for its series, and the catalogue's.
SERIES = {
    "adoption_time": "adoption_time_entry_to_placement_days",
    "apprentices": "apprentices_count",
    "assessments_45_days": "assessments_45_days_percent",
    "breastfeeding": "breastfeeding_6_8_weeks_percent",
    "broadband": "superfast_broadband_percent",
    "calls_answered": "calls_answered_percent",
    "care_act_28_days": "care_act_28_days_percent",
    "care_leavers_eet": "care_leavers_eet_percent",
    "carers": "carers_supported_count",
    "caseload": "childrens_caseload_average",
    "cla_count": "cla_count",
    "cla_rate": "cla_rate_per_10000",
    "complaints": "complaints_on_time_percent",
    "cpp_count": "cpp_count",
    "direct_payments": "direct_payments_percent",
    "ehcp_20_weeks": "ehcp_20_weeks_percent",
    "foi": "foi_on_time_percent",
    "health_checks": "nhs_health_checks_count",
    "invoices": "invoices_30_days_percent",
    "ksi": "ksi_count",
    "landfill": "landfill_percent",
    "library_visits": "library_visits_count",
    "neet": "neet_percent",
    "overspend": "revenue_overspend_gbp",
    "permanent_exclusions": "permanent_exclusions_count",
    "potholes": "potholes_28_days_percent",
    "reablement": "reablement_91_days_percent",
    "recycling": "recycling_percent",
    "residential_admissions": "residential_admissions_65_count",
    "safeguarding_concerns": "safeguarding_concerns_count",
    "savings": "savings_delivered_gbp",
    "sickness": "sickness_days_per_fte",
    "smoking_quits": "smoking_quits_count",
    "social_work_vacancies": "social_work_vacancies_percent",
    "speed_of_answer": "speed_of_answer_seconds",
    "street_lights": "street_light_repair_days",
}
Json = dict[str, Any]


@dataclass
class Linked:
    """The ids of one report's pairs: those of gold, those given, those right, and the pairs that differ."""

    wanted: int = 0
    given: int = 0
    right: int = 0
    wrong: list[tuple[Json, Json, str | None]] = field(default_factory=list)

    def add(self, gold: Json, found: Json, id_: str | None) -> None:
        """Count a pair."""
        self.wanted += id_ is not None
        self.given += found["indicator_id"] is not None
        self.right += id_ is not None and found["indicator_id"] == id_
        if found["indicator_id"] != id_:
            self.wrong.append((gold, found, id_))

    def __add__(self, other: Linked) -> Linked:
        return Linked(
            self.wanted + other.wanted,
            self.given + other.given,
            self.right + other.right,
            self.wrong + other.wrong,
        )

    @property
    def rate(self) -> Rate:
        """Precision and recall."""
        return Rate(self.right, self.given, self.wanted)


def linked(gold: list[Json], found: list[Json], ids: dict[str, str | None]) -> Linked:
    """The pairs of one report. Gold records without an entry in ``ids`` are not judged."""
    result = Linked()
    for g, p in pairs(gold, found):
        if g["id"] in ids:
            result.add(g, p, ids[g["id"]])
    return result


def pairs(gold: list[Json], found: list[Json]) -> Iterator[tuple[Json, Json]]:
    """The gold and found records that are the same, with a value as in scoring, then those without."""
    golds, founds = with_value((0, g) for g in gold), with_value((0, p) for p in found)
    for i, j in best_pairs(len(golds), len(founds), agreements(golds, founds)):
        yield golds[i][1], founds[j][1]
    left = [p for p in found if p["value"] is None]
    for g in (g for g in gold if g["value"] is None):
        if hit := next((p for p in left if qualitative_pair(g, p)), None):
            left.remove(hit)
            yield g, hit


def corpus() -> Iterator[tuple[str, str, Linked]]:
    """Each report of the corpus, its round and its pairs."""
    for name, path in REPORTS.items():
        gold = load(path.parent / "gold.json")
        by_hand = GOLD_IDS.get(f"corpus/{path.parent.name}/gold.json", {})
        ids = by_hand | {g["id"]: SERIES[g["series"]] for g in gold if g["series"]}
        found = [record.to_dict() for record in reading(path).records]
        yield name, round_of(path), linked(gold, found, ids)


def shared() -> Iterator[tuple[str, str, Linked]]:
    """Each report outside the project, where it is there."""
    for name, ids in ((name, ids) for name, ids in GOLD_IDS.items() if not name.startswith("corpus/")):
        gold = SHARED / name
        for path in sorted(gold.parent.glob(f"{name.split('/')[-1].removesuffix('.gold.json')}.*")):
            if path.suffix in (".docx", ".pdf", ".txt"):
                found = [record.to_dict() for record in extract_file(path).records]
                yield str(path.relative_to(SHARED)), "shared", linked(load(gold), found, ids)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true", help="show what is wrong, of reports not held back")
    asked = parser.parse_args()
    sums: dict[str, Linked] = {}
    for name, round_, result in [*corpus(), *(shared() if SHARED.is_dir() else ())]:
        print(f"{name:45} {round_:10} ids {result.wanted:3} given {result.given:3} {result.rate}")
        sums[round_] = sums.get(round_, Linked()) + result
        for g, p, id_ in result.wrong if asked.wrong and round_ != "judged-on" else ():
            print(f"    {g['id']} {id_} not {p['indicator_id']} ({p['unit']}): {p['indicator']} [{p['linked_by']}]")
    for name, result in sums.items():
        print(f"{name:45} {'':10} ids {result.wanted:3} given {result.given:3} {result.rate}")


if __name__ == "__main__":
    main()
