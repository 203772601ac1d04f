"""Every construction of patterns/constructions.yaml proves itself; a bad file is refused with file, entry and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfextract import proof
from perfextract.pipes.marks import mark_text
from perfextract.reading import constructions, notation
from perfextract.reading.constructions import Construction, claims, compiled
from perfextract.reading.parts import marked_sentence
from perfextract.rule_files import RuleError

OURS = constructions.load()
IDS = """
    by_to from_to to_from moved_from so_much_more by_so_much so_much_of_a_change
    share_then_count_of_whole share_of_the_whole count_and_share of_whom of_these target_by_its_noun defines_by_time
    named_number first_of_few respectively figure_for_the_named named_at_figure
""".split()


def claimed(text: str, patterns: Path | None = None) -> dict[str, str]:
    """What constructions say of the figures of a sentence, by their words."""
    s = marked_sentence(mark_text(text, None), 0, len(text))
    return {text[s.tokens[f].start : s.tokens[f].end]: claim.role for f, claim in claims(s, patterns).items()}


# ── our own file ─────────────────────────────────────────────────────────────────────────────────


def test_the_constructions_are_those_known() -> None:
    assert [c.id for c in OURS.entries] == IDS, "a construction came, went or moved: is that meant?"


@pytest.mark.parametrize("entry", OURS.entries, ids=lambda entry: entry.id)
def test_a_construction_keeps_to_its_examples(entry: Construction) -> None:
    assert [fault.message for fault in proof.construction_faults(compiled([entry]))] == []


# ── how sentences are matched ────────────────────────────────────────────────────────────────────


def test_the_first_construction_has_a_figure() -> None:
    first = Construction(id="first", patterns=("to <figure:change>",))
    second = Construction(id="second", patterns=("from <figure:earlier> to <figure:value>",))
    text = "Visits went from 12 to 14"
    s = marked_sentence(mark_text(text, None), 0, len(text))
    roles = {f: (c.role, c.construction) for f, c in compiled([first, second]).claims(s).items()}
    assert set(roles.values()) == {("earlier", "second"), ("change", "first")}


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("from <figure:earlier> ...0-2 to <figure:value>", "from 12 last June to 14", {"12": "earlier", "14": "value"}),
        ("from <figure:earlier> ...0-1 to <figure:value>", "from 12 of them all to 14", {}),
        ("from <figure:earlier> ...0-4 <figure:value>", "from 12; now 14", {}),
        ("<name> at <figure:named>", "England at 41%", {"41%": "national"}),
        ("{auxiliary} about? <%:value>", "it was 41%", {"41%": "value"}),
        ("^ <figure:->", "12 homes and 14 flats", {"12": "-"}),
        ("<figure:value> $", "12 and 14", {"14": "value"}),
        ("fell|rose|{gap} <%:change>", "the shortfall 12%", {"12%": "change"}),
    ],
)
def test_patterns(pattern: str, text: str, found: dict[str, str]) -> None:
    s = marked_sentence(mark_text(text, None), 0, len(text))
    got = compiled([Construction(id="it", patterns=(pattern,))]).claims(s)
    assert {text[s.tokens[f].start : s.tokens[f].end]: claim.role for f, claim in got.items()} == found


# ── an officer's own file, and a bad one ─────────────────────────────────────────────────────────

OWN = "- id: plonked\n  patterns: ['plonked <figure:value>']\n  found_in: ['plonked [value:12]']\n  not_found_in: [it was 12]\n"


def test_an_officers_own_constructions_come_first(tmp_path: Path) -> None:
    (tmp_path / "constructions.yaml").write_text(OWN.replace("plonked <", "from <"), encoding="utf-8")
    assert claimed("Visits fell from 12 to 14") == {"12": "earlier", "14": "value"}
    assert claimed("Visits fell from 12 to 14", tmp_path) == {"12": "value", "14": "value"}


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("... <figure:value>", "neither begins nor ends with a gap"),
        ("from <figure>", "no figure of the pattern has a role"),
        ("from <figures:value>", "did you mean <figure>"),
        ("from <figure:valu>", "'valu' is no role"),
        ("{goals} <figure:value>", "words.yaml has no class 'goals'; did you mean goal"),
        ("at <figure:named>", "needs one <name>"),
        ("<figure:value>? there", "neither optional nor one of several"),
        ("from ...5-2 <figure:value>", "is no gap"),
        ("from <figure:value", "is not understood"),
    ],
)
def test_a_bad_pattern_is_refused(tmp_path: Path, pattern: str, message: str) -> None:
    path = tmp_path / "constructions.yaml"
    path.write_text(f"- id: bad\n  patterns: ['{pattern}']\n", encoding="utf-8")
    with pytest.raises(RuleError) as refused:
        constructions.read(path)
    assert f"{path}, line 2, entry 'bad', key 'patterns.0'" in str(refused.value)
    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (OWN + OWN, "there is an entry of that id already"),
        (OWN.replace("found_in", "foun_in", 1), "did you mean 'found_in'?"),
        ("- id: empty\n  patterns: []\n", "it has no patterns"),
    ],
)
def test_a_bad_entry_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "constructions.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match="constructions.yaml, line"):
        constructions.read(path)
    with pytest.raises(RuleError) as refused:
        constructions.read(path)
    assert message in str(refused.value)


def test_an_example_not_met_is_a_fault() -> None:
    example = "at [change:12%] and [value:14%]"
    entry = Construction(id="it", patterns=("at <%:value>",), found_in=(example,), not_found_in=("at 12%",))
    messages = [fault.message.partition(" in ")[0] for fault in proof.construction_faults(compiled([entry]))]
    assert messages == ["says 'value' of '12%'", "says 'nothing' of '14%'", "says 'value' of '12%'"]


def test_every_role_of_a_construction_is_one_of_the_weights() -> None:
    from perfextract.reading.weights import load

    assert set(notation.ROLES) == set(load("roles").outcomes)
