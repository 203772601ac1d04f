"""Every rule of patterns/*.yaml proves itself; a bad file is refused with its file, line and key."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from perfextract import cli, proof, rules
from perfextract.expressions import hazard, needs
from perfextract.rule_files import GIVES, RuleError, expression, read_entries
from perfextract.rules import Entry, compile_rules

FILES = rules.names()
ENTRIES = [(name, entry) for name in FILES for entry in rules.load(name).entries]
EXPRESSIONS = [(name, entry.id, pattern) for name, entry in ENTRIES for pattern in entry.patterns]

ROSE = "- id: leapt\n  gives: {direction: up, form: change}\n  phrases: [leapt]\n"
EXAMPLES = "  found_in: ['visits [leapt]']\n  not_found_in: [a leap year]\n"


# ── our own files ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("name", "entry"), ENTRIES, ids=lambda part: getattr(part, "id", part))
def test_an_entry_keeps_to_its_examples(name: str, entry: Entry) -> None:
    assert [fault.message for fault in proof.entry_faults(rules.load(name), entry)] == []


@pytest.mark.parametrize("name", FILES)
def test_no_two_entries_fight(name: str) -> None:
    assert [(fault.entry, fault.message) for fault in proof.fights(rules.load(name))] == []


@pytest.mark.parametrize("name", FILES)
def test_what_a_file_gives_is_known(name: str) -> None:
    assert name in GIVES, "name in rule_files.GIVES what the entries of this file may give"


def test_our_expressions_end() -> None:
    endless = {(name, entry, pattern): hazard(expression(pattern).pattern) for name, entry, pattern in EXPRESSIONS}
    assert {place: why for place, why in endless.items() if why} == {}


# ── how words are found ──────────────────────────────────────────────────────────────────────────


def rules_of(*phrases: str, patterns: tuple[str, ...] = ()) -> rules.Rules:
    return compile_rules("test", [Entry(id="it", phrases=list(phrases), patterns=list(patterns))])


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("per cent", "20 per cent of", ["per cent"]),
        ("per cent", "20 per-cent, 30 Per  Cent, 40 percent", ["per-cent", "Per  Cent"]),
        ("%", "84.3% were, 2% more, 7%of", ["%", "%"]),
        ("children's homes", "the Children’s homes", ["Children’s homes"]),
        ("up", "ups and downs, upper, set_up, 4up, made up", ["up", "up"]),
        ("tCO2e", "40 tCO2e, 40 tCO2e2", ["tCO2e"]),
        ("rose by", "rose. By June", []),
        ("c.", "c. 40 but circa. 40", ["c."]),
        ("aged #-#", "aged 5 - 11 and aged five to six", ["aged 5 - 11"]),
        ("key stage 1", "key stage 1, key stage 12", ["key stage 1"]),
    ],
)
def test_phrases(phrase: str, text: str, found: list[str]) -> None:
    assert [text[m.start : m.end] for m in rules_of(phrase).find(text)] == found


def test_the_longest_phrase_wins() -> None:
    text = "the rate remained the same"
    found = rules_of("the same", "remained", "remained the same").find(text)
    assert [text[m.start : m.end] for m in found] == ["remained the same"]


@pytest.mark.parametrize(("text", "start", "end"), [("17days", 2, 6), ("17 days", 3, 7), ("17 daysx", 3, None)])
def test_a_phrase_at_a_place(text: str, start: int, end: int | None) -> None:
    mark = rules_of("days").at(text, start)
    assert (mark and mark.end) == end


def test_an_expression_marks_its_group() -> None:
    text = "target for May is 40"
    (mark,) = rules_of(patterns=(r"target\s+for\s+\w+\s+is\s+(?P<mark>#)",)).find(text)
    assert text[mark.start : mark.end] == "40"


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (r"\bKS\s?#\b", "ks 2 and KS4", ["ks 2", "KS4"]),
        (r"\b(?-i:[A-Z]{2})\d\b", "AB1 and ab2", ["AB1"]),
        (r"\b#\s+days\b", "5-11 days, Two Days, no days", ["11 days", "Two Days"]),
    ],
)
def test_expressions(pattern: str, text: str, found: list[str]) -> None:
    assert [text[m.start : m.end] for m in rules_of(patterns=(pattern,)).find(text)] == found


def test_a_letter_that_grows_in_lower_case_moves_nothing() -> None:
    text = "İİİ visits rose to 40"
    found = rules_of("rose", patterns=(r"to\s+#",)).find(text)
    assert [text[m.start : m.end] for m in found] == ["rose", "to 40"]


def test_a_text_without_the_needed_words_is_not_searched() -> None:
    assert needs(r"\b(?:within|after)\s+\d+\s+days?\b") == [{"within", "after"}, {"day"}]
    assert needs(r"\d+|none") == []


@pytest.mark.parametrize("name", ["comparator", "defining", "direction"])
def test_a_paragraph_is_searched_in_a_moment(name: str) -> None:
    text = "Visits by adults aged 65 and over rose by 4% to 41,203 within 28 days, above the target of 40,000. " * 20
    rules.load(name).find("")
    start = time.thread_time()
    for n in range(5):
        rules.load(name).find(f"{text}{n}")
    assert (time.thread_time() - start) / 5 < 0.05


# ── what is refused ──────────────────────────────────────────────────────────────────────────────


def write(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (ROSE.replace("phrases", "phrase"), "line 3, entry 'leapt', key 'phrase': there is no such key; did you mean"),
        (ROSE.replace("[leapt]", "leapt"), "line 3, entry 'leapt', key 'phrases': Input should be a valid list"),
        (ROSE.replace("[leapt]", "[leapt, 4]"), "line 3, entry 'leapt', key 'phrases.1': Input should be a valid str"),
        (ROSE.replace("[leapt]", "['-']"), "line 3, entry 'leapt', key 'phrases.0': a phrase needs"),
        (ROSE.replace("- id: leapt", "- note: mine"), "line 1, entry number 1, key 'id': Field required"),
        (ROSE.replace("up,", "upp,"), "line 2, entry 'leapt', key 'gives.direction': 'upp' is not one of up, down"),
        (ROSE.replace("form", "shape"), "line 2, entry 'leapt', key 'gives.shape': entries of direction.yaml give"),
        (ROSE + ROSE, "line 4, entry 'leapt', key 'id': there is an entry of that id above"),
        ("- id: leapt\n", "line 1, entry 'leapt': it has neither phrases nor patterns"),
        (ROSE + "  patterns:\n    - '\\bup'\n    - '(up'\n", "line 6, entry 'leapt', key 'patterns.1': the expression"),
        (ROSE + "  note: [\n", "not readable as YAML"),
        (ROSE + "  id: hopped\n", "line 4: not readable as YAML: found duplicate key"),
        ("id: leapt\n", "a pattern file is a list of entries"),
        ("", "a pattern file is a list of entries"),
    ],
)
def test_a_bad_file_is_refused_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    path = write(tmp_path, "direction.yaml", text)
    with pytest.raises(RuleError) as refused:
        read_entries(path)
    assert str(refused.value).startswith(str(path))
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("directin.yaml", ROSE, "Did you mean direction.yaml?"),
        ("zzz.yaml", ROSE, "The names are academic, "),
        ("direction.yml", ROSE, "Did you mean direction.yaml?"),
        ("direction.yaml", ROSE.replace("id: leapt", "id: stable"), "perfextract has an entry of that id"),
        ("direction.yaml", ROSE + "  patterns: ['(a+)+b']\n", "line 4, entry 'leapt', key 'patterns.0'"),
    ],
)
def test_a_bad_folder_of_ones_own_is_refused(tmp_path: Path, name: str, text: str, told: str) -> None:
    write(tmp_path, name, text)
    with pytest.raises(RuleError, match=r".") as refused:
        rules.load("direction", tmp_path)
    assert told in str(refused.value)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="no folder of patterns"):
        rules.load("direction", tmp_path / "none")


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+b",
        r"(a|a)*b",
        r"(?:a|ab|b)*c",
        r"(?:\w+\s?)+x",
        r"(?:x?a+)*",
        r"(?:[A-Z]\w*|\s+)+",
        r"(?:[A-Z]\w*)+\d",
        r"(?:\s*\w\s*)+x",
        r"(?:a{1,40})+b",
        r".*visits.*fell",
        r"[^.]*visits[^.]*fell",
        r"\w*\d*\w*\w*x",
        r"score of (?:x|x)+y",
    ],
)
def test_an_expression_that_could_run_without_end_is_seen_in_time(pattern: str) -> None:
    start = time.thread_time()
    assert hazard(pattern)
    assert time.thread_time() - start < 3


@pytest.mark.parametrize(
    "pattern",
    [
        r"\bup\s+by\b",
        r"(?:[A-Z]\w+\s+)+Trust",
        r"\d+(?:[.,]\d+)*%",
        r"\w+\s+of\s+\w+",
        r".{0,40}visits.*",
        r"[^\W\d]+(?:-[^\W\d]+)*",
    ],
)
def test_a_sound_expression_is_let_through(pattern: str) -> None:
    assert hazard(pattern) is None


# ── one's own patterns, and the commands ─────────────────────────────────────────────────────────


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Run a command of ``perfextract patterns`` in an empty folder."""
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(cli.app, ["patterns", *map(str, words)])


def own(folder: Path, text: str, name: str = "direction.yaml") -> Path:
    (folder / "own").mkdir()
    return write(folder / "own", name, text).parent


def test_ones_own_entries_stand_beside_ours(tmp_path: Path) -> None:
    loaded = rules.load("direction", own(tmp_path, ROSE + EXAMPLES))
    assert [m.rule for m in loaded.find("visits leapt, calls fell")] == ["leapt", "down_change"]
    assert rules.load("hedge", tmp_path / "own").entries == rules.load("hedge").entries


def test_check_proves_our_rules(run) -> None:
    result = run("check")
    assert result.exit_code == 0, result.output
    assert " 0 faults" in result.stdout
    assert "Never fire on the " in result.stdout


def test_check_names_what_fails_and_ends_with_1(run, tmp_path: Path) -> None:
    folder = own(tmp_path, ROSE + "  found_in: ['visits [hopped]', visits leapt]\n  not_found_in: [we leapt]\n")
    result = run("check", "--patterns", folder, "--corpus", tmp_path)
    assert result.exit_code == 1
    for told in ("does not find 'hopped'", "without square brackets", "finds 'leapt' in 'we leapt'"):
        assert told in result.stdout
    assert "No corpus here" in result.stdout


def test_check_names_missing_examples_and_fights(run, tmp_path: Path) -> None:
    folder = own(tmp_path, ROSE.replace("[leapt]", "[fell, hopped]") + "  patterns: ['\\bhopp\\w+']\n")
    found = run("check", "--patterns", folder, "--corpus", tmp_path).stdout
    told = ("no example under", "no counter-example", "no example of the expression", "fights with down_change")
    assert [words for words in told if words not in found] == []


def test_check_names_rules_that_never_fire(run, tmp_path: Path) -> None:
    write(tmp_path, "report.txt", "Visits fell to 40 in June.\n")
    folder = own(tmp_path, ROSE + EXAMPLES)
    found = run("check", "--patterns", folder, "--corpus", tmp_path).stdout
    (line,) = [part for part in found.replace("\n", " ").split(";") if "direction.yaml:" in part]
    assert "leapt" in line and "down_change" not in line


def test_try_shows_marks_reasons_and_records(run) -> None:
    result = run("try", "Visits by people aged 65+ rose to 84.3% in Q2 [above] target.", "--period", "2017/18 Q2")
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert "defining aged 65+ why: age age defining.yaml" in lines
    assert "direction rose direction: up, form: change up_change direction.yaml" in lines
    assert "period Q2 2017-07-01 to 2017-09-30 quarter built in" in lines
    assert "quantity 84.3% 84.3% digits built in" in lines
    assert "65+ age (rule age of defining.yaml)" in lines
    assert "1 record" in lines
    assert any("[above]" in line for line in lines)


def test_try_takes_a_heading(run) -> None:
    lines = [" ".join(line.split()) for line in run("try", "Areas of concern", "--heading").stdout.splitlines()]
    assert any(line.startswith("headings Areas of concern role: judging") for line in lines)


def test_try_names_the_file_of_ones_own_rule(run, tmp_path: Path) -> None:
    folder = own(tmp_path, ROSE + EXAMPLES)
    assert str(folder / "direction.yaml") in run("try", "Visits leapt to 400.", "--patterns", folder).stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["try", "Visits rose to 4.", "--period", "soonish"], "soonish"),
        (["try", "Visits rose to 4.", "--patterns", "nowhere"], "no folder of patterns"),
        (["check", "--patterns", "nowhere"], "no folder of patterns"),
    ],
)
def test_wrong_use_ends_with_2(run, words: list[str], told: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.split())


# ── perfextract.toml ─────────────────────────────────────────────────────────────────────────────


def test_settings_name_ones_own_patterns(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own(tmp_path, ROSE + EXAMPLES)
    write(tmp_path, "perfextract.toml", 'patterns = "own"\n')
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    assert "leapt" in run("try", "Visits leapt to 400.").stdout.split("1 record")[0].split("direction")[1]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('paterns = "own"\n', "there is no setting 'paterns'"),
        ("patterns = 4\n", "the setting 'patterns' must be text in quotes"),
        ("patterns\n", "not readable as TOML"),
    ],
)
def test_bad_settings_are_refused(run, tmp_path: Path, text: str, told: str) -> None:
    write(tmp_path, "perfextract.toml", text)
    result = run("try", "Visits rose to 4.")
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.split())
