"""Fit the weights of perfextract/confidence.py to the reports with gold, and tell how often records were right.

    python tests/calibration.py    # prints fitted weights; those in the module are these, rounded

A record is right where value, unit, days, direction, theme and all comparators are (the ladder's "strict"); one that
the gold does not list is wrong. Weights are fitted to written-on reports alone, each report in one format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import evaluation
import numpy as np

from perfextract.agreement import FIELDS, STRICT
from perfextract.assignment import best_pairs
from perfextract.confidence import WEIGHTS, signs
from perfextract.evaluate import agreements, sure, with_value
from perfextract.model import Record

BANDS = ((0.0, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.01))
CAUTION = 1.0  # how strongly a weight is drawn towards nothing

Judged = tuple[Record, bool]


def judged(round_: str) -> list[Judged]:
    """Every record with a value of the reports of a round, and whether it is right."""
    once = {reading.report: reading for reading in reversed(evaluation.readings()) if reading.round == round_}
    pairs = [pair for reading in once.values() for pair in evaluation.pairs(reading)]
    return [of for gold, records in pairs for of in _judged(gold, records)]


def _judged(gold: Iterable[dict[str, Any]], records: Iterable[dict[str, Any]]) -> Iterator[Judged]:
    wanted, found = with_value((0, g) for g in gold), with_value((0, r) for r in records)
    partner = {j: i for i, j in best_pairs(len(wanted), len(found), agreements(wanted, found))}
    for j, (_, record) in enumerate(found):
        g = wanted[partner[j]][1] if j in partner else None
        if g is None or sure(g):
            right = g is not None and all(FIELDS[name](g, record) for name in STRICT)
            yield Record.model_validate(record), right


def fitted(records: list[Judged]) -> dict[str, float]:
    """The weights under which the records' being right or wrong is likeliest."""
    names = list(WEIGHTS)
    told = np.array([[float(name in set(signs(record))) for name in names] for record, _ in records])
    right = np.array([float(good) for _, good in records])
    caution = CAUTION * np.diag([0.0] + [1.0] * (len(names) - 1))
    weights = np.zeros(len(names))
    for _ in range(50):
        chance = 1 / (1 + np.exp(-told @ weights))
        slope = told.T @ (chance - right) + caution @ weights
        bend = (told * (chance * (1 - chance))[:, None]).T @ told + caution + 1e-9 * np.eye(len(names))
        weights -= np.linalg.solve(bend, slope)
    return dict(zip(names, map(float, weights), strict=True))


def bands(records: list[Judged]) -> Iterator[tuple[str, int, int, float]]:
    """(band, how many records, how many right, their mean confidence) for every band that has records."""
    for low, high in BANDS:
        inside = [(record.confidence, good) for record, good in records if low <= record.confidence < high]
        if inside:
            mean = sum(sure_ for sure_, _ in inside) / len(inside)
            yield f"{low:.2f} to {min(high, 1):.2f}", len(inside), sum(good for _, good in inside), mean


def main() -> None:
    """Print the weights and the bands."""
    written = judged(evaluation.WRITTEN)
    for name, weight in fitted(written).items():
        print(f"{weight:6.2f} (now {WEIGHTS[name]:5.2f})  {name}")
    for round_ in (evaluation.WRITTEN, evaluation.JUDGED):
        print(round_, *bands(judged(round_)), sep="\n  ")


if __name__ == "__main__":
    main()
