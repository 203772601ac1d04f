"""Fit the confidence on records read with unseen weights: ``python -m training.confidence ROWS`` (of training.unseen).

Prints the weights for perfextract/confidence.py, how well they part right from wrong (AUC) and how often records at each
confidence are right.
"""

from __future__ import annotations

import json
import sys
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from perfextract.confidence import WEIGHTS

FIXED = "movement without a level"
FOLDS = 5


def main() -> int:
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    names = [n for n in WEIGHTS if n != FIXED]
    x = np.array([[dict(r["record"]["signs"]).get(n, 0.0) for n in names] for r in rows])
    right = np.array([r["right"] for r in rows], float)

    fitted = fit(x, right)
    print(json.dumps(dict(zip(names, fitted.round(2).tolist(), strict=True)), indent=4))
    report(1 / (1 + np.exp(-(x @ fitted))), right)
    print("documents left out in turn:")
    fold = np.array([zlib.crc32(r["record"]["evidence"]["document"].encode()) % FOLDS for r in rows])
    chance = np.zeros(len(rows))
    for n in range(FOLDS):
        chance[fold == n] = 1 / (1 + np.exp(-(x[fold == n] @ fit(x[fold != n], right[fold != n]))))
    report(chance, right)
    return 0


def fit(x: Any, right: Any) -> Any:
    """The weights that make what is right likely."""

    def loss(w: Any) -> tuple[float, Any]:
        p = 1 / (1 + np.exp(-(x @ w)))
        cost = -(right * np.log(p + 1e-12) + (1 - right) * np.log(1 - p + 1e-12)).sum() + (w**2).sum() / 2
        return cost, x.T @ (p - right) + w

    return minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x


def report(chance: Any, right: Any) -> None:
    """AUC, and the share right at each confidence."""
    order = chance.argsort()
    ranks = np.empty(len(order))
    ranks[order] = np.arange(1, len(order) + 1)
    good = right.sum()
    auc = (ranks[right > 0].sum() - good * (good + 1) / 2) / (good * (len(right) - good))
    print(f"{len(right)} records, {right.mean():.3f} right, AUC {auc:.3f}")
    for low, high in ((0.9, 1.01), (0.8, 0.9), (0.6, 0.8), (0.4, 0.6), (0.2, 0.4), (0, 0.2)):
        inside = (chance >= low) & (chance < high)
        if inside.any():
            print(f"  {low:.1f} to {min(high, 1):.1f}: {inside.sum():5d} records, {right[inside].mean():.3f} right")


if __name__ == "__main__":
    raise SystemExit(main())
