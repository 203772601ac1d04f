"""Weights of evidence: small numbers in a readable file of patterns/weights/, one line a piece of evidence.

The first line of a file names what is decided between ("value change ..."); every other line is a piece of evidence, a
tab, and its weights in hundredths ("left was<TAB>value 31 - -12"). ``make weights`` fits them; nobody writes them by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import exp
from pathlib import Path

import numpy as np
import numpy.typing as npt

from perfextract.rule_files import patterns_dir

Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What each piece of evidence adds to the score of each outcome."""

    outcomes: tuple[str, ...]
    rows: dict[str, int]
    table: Scores
    single: dict[str, float] = field(default_factory=dict)  # the weights where there is one outcome, without numpy

    def scores(self, evidence: Iterable[str]) -> Scores:
        """The sum of all evidence, one number an outcome."""
        found = [row for row in map(self.rows.get, evidence) if row is not None]
        total: Scores = self.table[found].sum(0, dtype=np.float32)
        return total

    def score(self, evidence: Iterable[str]) -> float:
        """The sum of all evidence where there is one outcome."""
        return sum(filter(None, map(self.single.get, evidence)))  # without a loop in Python: it is asked very often

    def spoken(self, evidence: Iterable[str], outcome: str) -> list[tuple[str, float]]:
        """What spoke for an outcome and against it, the weightiest first."""
        at = self.outcomes.index(outcome)
        found = [(e, float(self.table[self.rows[e], at])) for e in evidence if e in self.rows]
        return sorted((x for x in found if x[1]), key=lambda x: -abs(x[1]))


def chances(scores: Scores) -> Scores:
    """Scores as chances that add up to one."""
    raised: Scores = np.exp(scores - scores.max())
    return raised / raised.sum()


def shares(scores: Sequence[float]) -> list[float]:
    """The same of a few scores, without numpy.

    >>> shares([0.0, 0.0])
    [0.5, 0.5]
    """
    most = max(scores)
    raised = [exp(score - most) for score in scores]
    total = sum(raised)
    return [x / total for x in raised]


def use(folder: Path | None) -> None:
    """Read weights from another folder than patterns/weights: to judge weights that have not seen a text."""
    _Folder.path = folder
    load.cache_clear()


class _Folder:
    path: Path | None = None


@cache
def load(name: str) -> Weights:
    """The weights of ``patterns/weights/<name>.tsv``."""
    folder = _Folder.path or patterns_dir() / "weights"
    lines = (folder / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    outcomes = tuple(lines[0].split())
    index = {outcome: n for n, outcome in enumerate(outcomes)}
    rows: dict[str, int] = {}
    table = np.zeros((len(lines) - 1, len(outcomes)), np.float32)
    for row, line in enumerate(lines[1:]):
        evidence, _, said = line.partition("\t")
        rows[evidence] = row
        if len(outcomes) == 1:
            table[row, 0] = int(said) / 100
            continue
        parts = said.split()
        for outcome, weight in zip(parts[::2], parts[1::2], strict=True):
            table[row, index[outcome]] = int(weight) / 100
    single = dict(zip(rows, table[:, 0].tolist(), strict=True)) if len(outcomes) == 1 else {}
    return Weights(outcomes, rows, table, single)


def written(outcomes: Sequence[str], evidence: Sequence[str], table: npt.NDArray[np.float64], least: float) -> str:
    """A weights file as text, without what weighs less than ``least``."""
    lines = [" ".join(outcomes)]
    for said, row in zip(evidence, table, strict=True):
        kept = [(o, round(100 * w)) for o, w in zip(outcomes, row, strict=True) if abs(w) >= least and round(100 * w)]
        if kept:
            lines.append(f"{said}\t{kept[0][1] if len(outcomes) == 1 else ' '.join(f'{o} {w}' for o, w in kept)}")
    return "\n".join(lines) + "\n"
