"""How much of the corpus is read right: each report's scores may rise and not fall (see corpus_scores.py)."""

from __future__ import annotations

import corpus_scores
import pytest


@pytest.mark.parametrize("name", corpus_scores.REPORTS)
def test_a_score_may_rise_and_not_fall(name: str) -> None:
    before, now = corpus_scores.kept()[name], corpus_scores.rungs(corpus_scores.REPORTS[name])
    assert list(corpus_scores.falls(before, now)) == []


def test_the_scores_kept_are_those_of_the_corpus() -> None:
    assert list(corpus_scores.kept()) == list(corpus_scores.REPORTS)
    rounds = [corpus_scores.round_of(path) for path in corpus_scores.REPORTS.values()]
    assert set(rounds) == {"written-on", "judged-on"}


def test_a_fall_is_noticed() -> None:
    before = {"found": 0.95, "comparators": 0.9, "strict": 0.8}
    assert list(corpus_scores.falls(before, before | {"strict": 0.796, "found": 1.0})) == []
    assert list(corpus_scores.falls(before, before | {"strict": 0.79})) == ["strict fell from 0.800 to 0.790"]
