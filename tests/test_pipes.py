"""The spaCy components: known by name, their spans where the words are, the exact characters kept."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

import perfextract
from perfextract.pipes import MARKS
from perfextract.pipes.components import marks, pipeline

ROOT = Path(__file__).resolve().parents[1]
NAMES = [f"perfextract_{name}" for name in MARKS]
TEXT = "In Q2 around 84.3% of adults aged 65+ were seen, up from an average of 80% and above the national average."


@pytest.fixture(scope="module")
def doc() -> Doc:
    return pipeline()(TEXT)


def test_the_components_registered_for_entry_points_are_the_marks() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    expected = {f"perfextract_{name}": f"perfextract.pipes.components:{name}" for name in MARKS}
    assert project["entry-points"]["spacy_factories"] == expected


def test_spacy_knows_the_components_without_our_help() -> None:
    code = (
        "import spacy\n"
        "nlp = spacy.blank('en')\n"
        f"[nlp.add_pipe(name) for name in {NAMES}]\n"
        "print(len(nlp('calls rose to 1,388').spans['quantity']))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1"]


def test_the_pipeline_holds_every_component() -> None:
    assert perfextract.pipeline().pipe_names == NAMES


@pytest.mark.parametrize(
    ("mark", "spans"),
    [
        ("quantity", [("84.3%", "percent"), ("80%", "percent")]),
        ("period", [("Q2", "quarter")]),
        ("hedge", [("around", "about")]),
        ("defining", [("aged 65+", "age")]),
        ("direction", [("up from", "up_adverb"), ("above", "up_compared")]),
        ("qualifier", [("average", "average"), ("average", "average")]),
        ("comparator", [("national average", "national")]),
    ],
)
def test_spans_stand_where_the_words_are(doc: Doc, mark: str, spans: list[tuple[str, str]]) -> None:
    found = [(span.text, span.label_) for span in doc.spans[mark]]
    assert [span for span in found if span[1] not in ("only", "at_least", "reference")] == spans


def test_a_component_goes_by_any_name() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("perfextract_quantity", name="figures")
    doc = nlp("1,388 calls")
    assert [span.text for span in doc.spans["quantity"]] == ["1,388"]


def test_exact_characters_are_kept_where_a_token_is_cut() -> None:
    doc = pipeline()("compared to1388 calls, 32.6%of them")
    assert [span.text for span in doc.spans["quantity"]] == ["to1388", "32.6%of"]
    assert [q.text for q in marks(doc).quantity] == ["1388", "32.6%"]


def test_what_is_no_figure_is_told() -> None:
    found = marks(pipeline()("In Q2 2,105 adults aged 65 were seen within 7 days"))
    assert [q.text for q in found.quantity] == ["2,105"]
    assert {why for _, why in found.excluded} >= {"age", "threshold"}


def test_a_marked_doc_can_be_saved_and_read(doc: Doc) -> None:
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert [span.text for span in again.spans["quantity"]] == ["84.3%", "80%"]
    assert marks(again) == marks(doc)


def test_ones_own_patterns_are_used(tmp_path: Path) -> None:
    rule = "- id: leapt\n  gives: {direction: up, form: change}\n  phrases: [leapt]\n"
    (tmp_path / "direction.yaml").write_text(rule, encoding="utf-8")
    doc = perfextract.pipeline(tmp_path)("Calls leapt to 40")
    assert [span.text for span in doc.spans["direction"]] == ["leapt"]
    assert [m.rule for m in marks(doc).direction] == ["leapt"]
    assert not pipeline()("Calls leapt to 40").spans["direction"]
