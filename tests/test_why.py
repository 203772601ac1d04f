"""Why a figure was read as it was: every piece of evidence has a wording, and the reasons say what was decided."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from perfextract import readers
from perfextract.cli import app
from perfextract.explain import Wanted, why_lines
from perfextract.extract import Options
from perfextract.model import Block, Document
from perfextract.pipes.marks import mark_text
from perfextract.reading import links, names, reasons, sentences, weights, why
from perfextract.reading.candidates import could_name, likeliest
from perfextract.reading.evidence import Place, evidence, sight
from perfextract.reading.name_evidence import phrase_evidence, word_evidence
from perfextract.reading.name_words import Around
from perfextract.reading.parts import Parts, marked_sentence, parted
from perfextract.reading.reasons import SentenceReasons
from perfextract.show import print_lines

ROOT = Path(__file__).parents[1]
WORDING = {"roles": why.of_role, "ties": why.of_tie, "words": why.of_word, "phrases": why.of_phrase}
MUSEUMS = "Visits to the museums grew to 4,100 in quarter 2 2023/24, from 3,900 a year before; the target is 4,000."
ODD = (  # what the sample archive does not have: a clause that ends early, brackets, signs, fractions, ranges
    "Q1 (up 3.2 percentage points, to 41.7%): is this -0.6 or +12?",
    "Between 45% and 50% (12 of 26) of the nine children, a third of whom waited 6 minutes; however, £4.5m was spent.",
    "• 61.4 per 10,000, 61.4 again; Hale: 7",
)


def parts_of(text: str, place: Place) -> Iterator[Parts]:
    marks = mark_text(text)
    for start, end in sentences.split(text):
        s = marked_sentence(marks, start, end)
        if s.figures:
            yield parted(s, place)


def all_parts() -> Iterator[Parts]:
    """The sentences of the sample archive's Word reports, and some odd ones, under every kind of place."""
    place = Place(True, True, False, "adult social care", True, "percent")
    for text in ODD:
        yield from parts_of(text, place)
    for path in sorted(ROOT.glob("corpus/20*/report.docx"))[:3]:
        for block in readers.read(path).blocks:
            if block.kind in ("paragraph", "bullet"):
                yield from parts_of(block.text, place)


AROUND = Around("visits to museums", True, "Of the visits:", "Libraries and museums", True, "Museums are open again.")


def role_codes(p: Parts) -> Iterator[str]:
    place = Place(True, True, True, "parks", True, "")
    seen = sight(p.s, place)
    for f in p.s.figures:
        yield from evidence(p.s, f, place, seen)


def tie_codes(p: Parts) -> Iterator[str]:
    for f in p.s.figures:
        for role in ("value", "earlier", "change"):
            for found in (links.owners(p.s, f, role, p.values), links.times(p.s, f, p.values, role)):
                yield from (code for _, said in found for code in said)
        yield from (code for _, said in links.moves(p.s, f, p.values) for code in said)


def word_codes(p: Parts) -> Iterator[str]:
    for value in p.values:
        for _, said in word_evidence(names.ground_of(p), value, AROUND):
            yield from said


def phrase_codes(p: Parts) -> Iterator[str]:
    for value in p.values:
        g, chances = names.ground_of(p), names.word_chances(names.ground_of(p), value, AROUND)
        for phrase in likeliest(g, value, could_name(g, value, AROUND), chances):
            yield from (code for code, _ in phrase_evidence(g, value, phrase, chances))


def test_a_phrase_weighs_what_its_evidence_weighs() -> None:
    weight = weights.load("phrases").single
    for p in all_parts():
        g = names.ground_of(p)
        for value in p.values:
            chances = names.word_chances(g, value, AROUND)
            phrases = likeliest(g, value, could_name(g, value, AROUND), chances)
            told = [sum(weight.get(c, 0.0) * x for c, x in phrase_evidence(g, value, a, chances)) for a in phrases]
            assert names.weighed(g, value, phrases, chances) == pytest.approx(told)


MADE = {"roles": role_codes, "ties": tie_codes, "words": word_codes, "phrases": phrase_codes}


@pytest.mark.parametrize("name", WORDING)
def test_every_weight_has_a_wording(name: str) -> None:
    unworded = [code for code in weights.load(name).rows if WORDING[name](code).startswith(why.UNWORDED)]
    assert unworded == [], "give this kind of evidence a form in perfextract/reading/why.py"


@pytest.mark.parametrize("name", WORDING)
def test_everything_that_can_be_evidence_has_a_wording(name: str) -> None:
    made = {code for parts in all_parts() for code in MADE[name](parts)}
    assert len(made) > 100
    unworded = sorted(code for code in made if WORDING[name](code).startswith(why.UNWORDED))
    assert unworded == [], "give this kind of evidence a form in perfextract/reading/why.py"


@pytest.mark.parametrize("name", WORDING)
def test_a_wording_shows_no_codes(name: str) -> None:
    said = {WORDING[name](code) for code in weights.load(name).rows}
    assert [words for words in said if re.search(r"<[a-z%£]|HEAD|SOURCE|\{|(?<!')_", words)] == []


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("left1 was", "'was' right before it"),
        ("left2 at", "'at' two words before it"),
        ("near left <national> 2 0", "a national name two words before it, no figure between"),
        ("around was <n> in", "it is in the run 'was' + a number + 'in'"),
        ("before same 0.5", "it is up to 0.5 times the figure before it, of the same unit"),
        ("behind <n> of <n>", "a number after it with 'of' between"),
        ("before ends ; 1", "its clause begins after ';', with one word before it"),
        ("unit per_10000", "its unit is per 10000"),
        ("told before percent", "the paragraph gave a value before, in percent"),
    ],
)
def test_the_evidence_of_a_role_is_said_in_words(code: str, words: str) -> None:
    assert why.of_role(code) == words


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("owner left far 0", "the value is right before it"),
        ("owner target units same", "both have the same unit"),
        ("time right words in", "'in' between it and the time"),
        ("time value left b the _ <when>", "'the' before the time, a date or period"),
        ("owner none national values 2", "a national figure among two values"),
        ("move word rose", "the word of movement is 'rose'"),
        ("move <compared up>", "the movement is a comparison with rising"),
    ],
)
def test_the_evidence_of_a_tie_is_said_in_words(code: str, words: str) -> None:
    assert why.of_tie(code) == words


def test_a_new_kind_of_evidence_is_shown_as_it_is() -> None:
    assert why.of_role("moonlight 3") == "evidence without a wording: moonlight 3"


# ── the reasons of a sentence ────────────────────────────────────────────────────────────────────


def reasons_of(*texts: str) -> list[SentenceReasons]:
    from perfextract.extract import outlined, read_prose

    document = Document("text", "", tuple(Block(text, index=n) for n, text in enumerate(texts)))
    document, report, skipped = outlined(document, Options(period="2023/24 Q2"))
    found = []
    for section in report.sections:
        prose = read_prose(section, report, None, skipped)
        for about, context in prose.read:
            found += reasons.of_block(about, prose.marks[about.block.index], context)
    return found


def test_a_figure_has_a_role_with_its_margin_and_what_spoke_for_it() -> None:
    (sentence,) = reasons_of(MUSEUMS)
    value = sentence.figures[0]
    assert (value.text, value.role.taken) == ("4,100", "a value")
    assert value.role.chance - value.role.second_chance == pytest.approx(value.role.margin)
    assert 0 < len(value.role.pieces) <= reasons.MOST
    assert value.role.pieces[0][0] == "'to' right before it"
    assert [w for _, w in value.role.pieces] == sorted((w for _, w in value.role.pieces), reverse=True)


def test_owner_time_and_name_are_given_with_what_came_second() -> None:
    (sentence,) = reasons_of(MUSEUMS)
    value, before, target = sentence.figures
    assert value.name is not None and "museums" in value.name.taken.lower()
    assert value.name.second and value.name.second != value.name.taken
    assert value.time is not None and value.time.taken == "'quarter 2 2023/24'"
    assert before.owner is not None and (before.owner.taken, before.name) == ("4,100", None)
    assert before.time is not None and before.time.taken == "'a year before'"
    assert target.role.taken == "a target"


def test_what_became_of_a_figure_is_what_the_records_say() -> None:
    (sentence,) = reasons_of(MUSEUMS)
    outcomes = [figure.outcome for figure in sentence.figures]
    assert outcomes[0].startswith("a record: ")
    assert outcomes[1:] == ["in the record of 4,100"] * 2
    assert ("2023", "part of a date or period") in sentence.others


def test_a_figure_in_no_record_says_why() -> None:
    (sentence,) = reasons_of("Calls were answered within 5 days for 91% of residents.")
    assert [f.outcome.startswith("in no record") for f in sentence.figures] == [True, False]


def test_every_figure_of_a_report_has_a_reason() -> None:
    path = ROOT / "corpus" / "2022-23-q4" / "report.docx"
    lines = [text.plain for _, text in why_lines(readers.read(path), Options())]
    assert sum(line.startswith("-> ") for line in lines) > 20
    assert not [line for line in lines if why.UNWORDED in line]


# ── on the command line ──────────────────────────────────────────────────────────────────────────


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "visits.txt"
    path.write_text(f"{MUSEUMS}\n\nLibraries opened 7 days a week.\n", encoding="utf-8")
    return path


def test_show_why_prints_the_sentences_asked_for(report: Path) -> None:
    done = CliRunner().invoke(app, ["show", str(report), "--why", "--find", "museums  grew"])
    assert done.exit_code == 0, done.output
    assert "4,100  a value" in done.output and "-> a record: " in done.output
    assert "Libraries" not in done.output
    assert done.output.endswith("3 figures of prose asked for\n")


def test_a_text_that_is_not_read_as_prose_says_so() -> None:
    document = Document("text", "", (Block("Visits 2023", "heading", 0, 1), Block(MUSEUMS, index=1)))
    lines = [text.plain for _, text in why_lines(document, Options(), Wanted("visits 2023"))]
    assert lines[0] == "Block 0: not read as prose, since it is a heading."


def test_find_without_why_is_refused(report: Path) -> None:
    done = CliRunner().invoke(app, ["show", str(report), "--find", "museums"])
    assert done.exit_code == 2
    assert "--why" in done.output


def test_a_sentence_is_explained_by_patterns_try() -> None:
    done = CliRunner().invoke(app, ["patterns", "try", MUSEUMS])
    assert done.exit_code == 0, done.output
    assert "3,900  an earlier figure" in done.output


def test_it_is_readable_in_80_columns() -> None:
    console = Console(width=80, force_terminal=True, color_system=None, highlight=False)
    with console.capture() as shown:
        print_lines(why_lines(Document("text", "", (Block(MUSEUMS * 3),)), Options()), console)
    lines = shown.get().splitlines()
    assert max(map(len, lines)) <= 80
    assert all(line.startswith("      ") for line in lines if re.match(r"\s+[+-]\d\.\d\d  ", line))
