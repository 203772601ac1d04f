"""The weights' command: the same texts give the same bytes, and what is written is what is read."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from perfextract.reading import weights
from perfextract.rule_files import patterns_dir
from training import fit, gold, sentences
from training.examples import Examples, examples

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def few() -> list[Examples]:
    return [examples(text) for text in islice(sentences.texts(ROOT / "corpus" / "sentences"), 3)]


def test_the_same_texts_give_the_same_bytes(few: list[Examples], tmp_path: Path) -> None:
    for name in ("one", "two"):
        fit.write(few, tmp_path / name)
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_what_is_written_is_what_is_read(few: list[Examples], tmp_path: Path) -> None:
    fit.write(few, tmp_path)
    try:
        weights.use(tmp_path)
        roles = weights.load("roles")
        assert roles.outcomes == fit.ROLES
        assert roles.spoken(["unit <%>"], "value") or roles.spoken(["always"], "value")
    finally:
        weights.use(None)


def test_our_files_are_small_enough_to_read() -> None:
    sizes = {path.name: path.stat().st_size for path in (patterns_dir() / "weights").glob("*.tsv")}
    assert set(sizes) == {"roles.tsv", "ties.tsv", "words.tsv", "phrases.tsv"}
    assert max(sizes.values()) < 650_000


def test_weights_are_not_fitted_without_the_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gold, "SHARED", tmp_path)
    assert gold.missing() == [str(tmp_path / "index.json")]
