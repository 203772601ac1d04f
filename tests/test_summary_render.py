"""The summary as Word and as HTML: what is read back, what an officer can restyle, who can use it."""

from __future__ import annotations

import io
import json
import os
import re
import runpy
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from corpus_scores import REPORTS, reading
from docx.oxml.ns import qn
from summary_example import QUARTERS, example, row

from perfextract.extract import Extraction, extract_file
from perfextract.summary import html, spark, word
from perfextract.summary.compose import summary
from perfextract.summary.content import Comparison, Summary
from perfextract.summary.grid import grid_of

MODULES = os.environ.get("AXE_MODULES")
BROWSER = os.environ.get("AXE_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture(scope="module")
def document() -> Any:
    return docx.Document(io.BytesIO(word.render(example())))


# ── read back ────────────────────────────────────────────────────────────────────────────────────


def stated(found: Extraction) -> list[tuple[Any, ...]]:
    """The records of prose, as a summary states them."""
    return [
        (r.theme, r.status, r.evidence.text, r.value, r.unit, r.direction, [(c.kind, c.value) for c in r.comparators])
        for r in found.records
        if r.source == "prose"
    ]


def lines(summary: Summary) -> list[tuple[Any, ...]]:
    return [(t.name, p.status, line.text) for t in summary.themes for p in t.parts for line in p.lines]


def test_word_is_read_back_as_what_it_states(tmp_path: Path) -> None:
    (tmp_path / "summary.docx").write_bytes(word.render(example()))
    found = extract_file(tmp_path / "summary.docx")
    assert [x[:3] for x in stated(found)] == lines(example())
    assert stated(found)[0][3:] == (
        Decimal("88.4"),
        "percent",
        "down",
        [("previous_period", Decimal("91.2")), ("target", Decimal("95"))],
    )
    assert found.report.authority == "Merrowshire County Council"
    assert found.report.period and found.report.period.label == "Quarter 2 2018/19"


def test_tables_state_nothing_a_second_time(tmp_path: Path) -> None:
    (tmp_path / "summary.docx").write_bytes(word.render(example()))
    assert {r.source for r in extract_file(tmp_path / "summary.docx").records} == {"prose"}


@pytest.mark.parametrize("times", [1, 12], ids=["short", "with more evidence than statements"])
def test_its_pdf_is_read_back_alike(tmp_path: Path, times: int) -> None:
    if OFFICE is None:
        pytest.skip("LibreOffice is not installed")
    summary = example()
    long = " ".join(["The service explains this at some length, with causes and plans."] * times)
    summary = replace(summary, themes=tuple(_with_long_evidence(t, long) for t in summary.themes))
    (tmp_path / "summary.docx").write_bytes(word.render(summary))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "summary.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = extract_file(tmp_path / "summary.pdf")
    assert stated(found) == stated(extract_file(tmp_path / "summary.docx"))
    assert [x[:3] for x in stated(found)] == lines(summary)


def _with_long_evidence(theme: Any, words: str) -> Any:
    def longer(line: Any) -> Any:
        return replace(line, sources=tuple(replace(s, words=f"{s.words} {words}") for s in line.sources))

    parts = tuple(replace(p, lines=tuple(longer(line) for line in p.lines)) for p in theme.parts)
    return replace(theme, parts=parts)


# ── Word ─────────────────────────────────────────────────────────────────────────────────────────


def test_word_is_written_in_plain_styles(document: Any) -> None:
    used = [(p.style.name, p.text) for p in document.paragraphs]
    assert used[:5] == [
        ("Title", "Corporate Performance Summary: Quarter 2 2018/19"),
        ("Subtitle", "Merrowshire County Council, Quarter 2 2018/19 (July to September 2018)"),
        ("Heading 1", "Customer Services"),
        ("Heading 2", "Areas requiring improvement"),
        ("List Bullet", example().themes[0].parts[0].lines[0].text + "2"),
    ]
    assert ("Caption", "Table 1: Customer Services over four quarters") in used
    assert all(t.style.name == "Summary Table" for t in document.tables)
    runs = [r for p in document.paragraphs for r in p.runs]
    assert all(r.font.name is r.font.size is r.font.bold is None for r in runs), "a look that no style can change"


def test_word_says_its_language_title_and_author(document: Any) -> None:
    core = document.core_properties
    assert (core.language, core.title, core.author) == ("en-GB", example().title, "Merrowshire County Council")
    assert {x.get(qn("w:val")) for x in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}


def test_word_tables_have_heads_that_repeat_and_pictures_have_words(document: Any) -> None:
    for table in document.tables:
        first, *others = table._tbl.tr_lst
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:tblHeader")) is None for row in others)
        assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
    told = [x.get("descr") for x in document.element.iter(qn("wp:docPr"))]
    assert told[1] == (
        "Complaints received: Quarter 3 2017/18 165, Quarter 4 2017/18 no value, Quarter 1 2018/19 187, "
        "Quarter 2 2018/19 212"
    )
    assert len(told) == 4  # the row that cannot be compared has none


def test_every_raised_number_of_word_leads_to_its_note(document: Any) -> None:
    body = document.element.body
    wanted = {x.get(qn("w:anchor")) for x in body.iter(qn("w:hyperlink"))}
    marked = [x.get(qn("w:name")) for x in body.iter(qn("w:bookmarkStart"))]
    assert len(marked) == len(set(marked))
    assert wanted <= set(marked)
    notes = [p.text for p in document.paragraphs if p.style.name == "footnote text"]
    assert notes[2].startswith(
        "3 The report itself has this under “Also to note”. 2018-19-q2/report.docx, page 3: “The"
    )
    assert len(notes) == 1 + 4 + 1 + 1 + 1


def test_the_same_summary_gives_the_same_bytes() -> None:
    assert word.render(example()) == word.render(example())


def test_an_officers_template_keeps_its_look(tmp_path: Path) -> None:
    own = docx.Document()
    own.sections[0].header.paragraphs[0].text = "Merrowshire"
    own.styles["Heading 1"].font.size = docx.shared.Pt(31)
    for name in ("List Bullet", "Subtitle", "Caption"):
        own.styles[name].delete()
    own.save(str(tmp_path / "own.docx"))
    made = docx.Document(io.BytesIO(word.render(example(), tmp_path / "own.docx")))
    assert made.sections[0].header.paragraphs[0].text == "Merrowshire"
    assert made.styles["Heading 1"].font.size == docx.shared.Pt(31)
    line = next(p for p in made.paragraphs if p.text.startswith("Calls answered"))
    assert line.style.name == "List Bullet"
    number = next(line.style.element.iter(qn("w:numId"))).get(qn("w:val"))
    lists = made.part.numbering_part.element
    assert number in [n.get(qn("w:numId")) for n in lists.findall(qn("w:num"))]
    assert made.tables[0].style.name == "Summary Table"


def test_a_template_without_any_list_is_given_one(tmp_path: Path) -> None:
    own = docx.Document()
    own.styles["List Bullet"].delete()
    for key, rel in list(own.part.rels.items()):
        if rel.reltype.endswith("/numbering"):
            del own.part.rels[key]
    own.save(str(tmp_path / "own.docx"))
    (tmp_path / "made.docx").write_bytes(word.render(example(), tmp_path / "own.docx"))
    assert [x[:3] for x in stated(extract_file(tmp_path / "made.docx"))] == lines(example())


def test_a_template_may_have_no_page_of_its_own(tmp_path: Path) -> None:
    own = docx.Document()
    own.element.body.remove(own.element.body.sectPr)
    own.save(str(tmp_path / "own.docx"))
    assert len(docx.Document(io.BytesIO(word.render(example(), tmp_path / "own.docx"))).tables) == 2


def test_strays_of_a_damaged_report_do_not_break_word() -> None:
    made = docx.Document(io.BytesIO(word.render(replace(example(), findings=("11\x0c011 \ufffe calls",)))))
    assert any(p.text.endswith(" 11 011   calls") for p in made.paragraphs)


def test_what_is_no_word_document_is_no_template(tmp_path: Path) -> None:
    (tmp_path / "own.docx").write_text("no Word document")
    with pytest.raises(ValueError, match=r"own\.docx is no Word document .* save it in Word"):
        word.render(example(), tmp_path / "own.docx")
    with pytest.raises(ValueError, match=r"none\.docx cannot be read"):
        word.render(example(), tmp_path / "none.docx")


def test_the_template_is_what_its_script_makes() -> None:
    script = Path(__file__).parents[1] / "docs" / "word_template.py"
    made = runpy.run_path(str(script))["template"]()
    shipped = Path(word.__file__).with_name("template.docx").read_bytes()
    assert parts(made) == parts(shipped)


def parts(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# ── HTML ─────────────────────────────────────────────────────────────────────────────────────────


class Page(HTMLParser):
    """What a page has: its elements in order with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(html.render(example()))


def test_html_is_marked_up_for_those_who_listen(page: Page) -> None:
    assert page.all("html")[0]["lang"] == "en-GB"
    assert [len(page.all(x)) for x in ("header", "nav", "main", "h1")] == [1, 1, 1, 1]
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert len(page.all("caption")) == len(page.all("table")) == 2
    assert {x["scope"] for x in page.all("th")} == {"col", "row"}
    assert all(x["role"] == "img" for x in page.all("svg"))
    assert len(page.all("svg")) == len([x for x in page.elements if x[0] == "title"]) - 1 == 4


def test_html_needs_nothing_else(page: Page) -> None:
    assert not page.all("script") and not page.all("link") and not page.all("img")
    targets = [x["href"] or "" for x in page.all("a")]
    ids = [x["id"] for _, x in page.elements if "id" in x]
    assert len(ids) == len(set(ids))
    assert all(t.startswith("#") and t[1:] in ids for t in targets)
    assert "http" not in re.sub(r'http-equiv="', "", html.render(example()))


def test_html_says_all_of_the_summary() -> None:
    told = html.render(example())
    for _, _, text in lines(example()):
        assert text in told
    assert "page 3: <q>In quarter 2, 88.4% of calls were answered" in told
    for texts in (example().footnotes, example().findings, example().gaps, example().rules):
        assert all(text in told for text in texts)


def test_words_of_reports_are_no_markup() -> None:
    bad = "<script>alert('x')</script> & \"Fish\""
    summary = replace(example(), title=bad, authority=bad, footnotes=(bad,), findings=(bad,), gaps=(bad,), rules=(bad,))
    theme = summary.themes[0]
    comparison = Comparison(bad, (bad, bad), (row(bad, "count", "1 2", marks=("1", None), unlike=bad, target=bad),))
    one = replace(theme.parts[0].lines[0], text=bad, note=bad)
    one = replace(one, sources=(replace(one.sources[0], document=bad, words=bad),))
    parts = (replace(theme.parts[0], heading=bad, lines=(one,)),)
    summary = replace(summary, themes=(replace(theme, name=bad, parts=parts, comparison=comparison),))
    assert not Page(html.render(summary)).all("script")
    assert docx.Document(io.BytesIO(word.render(summary))).paragraphs[0].text == bad


def of_the_archive() -> Summary:
    """A quarter of the sample archive, of 46 statements."""
    report = reading(REPORTS["2021-22-q2/report.docx"])
    return summary(report.records, "2021/22 Q2")


def side_by_side() -> Summary:
    """A quarter of the sample archive beside itself as another council's."""
    records = reading(REPORTS["2021-22-q2/report.docx"]).records
    other = [r.model_copy(update={"authority": "Weir City Council"}) for r in records]
    return summary([*records, *other], "2021/22 Q2")


@pytest.mark.parametrize("made", [example, of_the_archive, side_by_side])
def test_axe_core_finds_nothing_in_a_browser(made: Callable[[], Summary], tmp_path: Path) -> None:
    """Needs Chromium, Node and a folder of modules; CONTRIBUTING.md tells how."""
    node = shutil.which("node")
    if not MODULES or not BROWSER or not node:
        pytest.skip("needs node, chromium and AXE_MODULES, a node_modules folder with axe-core and puppeteer-core")
    (tmp_path / "summary.html").write_text(html.render(made()), encoding="utf-8")
    script = Path(__file__).with_name("axe.cjs")
    command = [node, script, tmp_path / "summary.html", BROWSER, MODULES, "1280", "320"]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=120)
    for found in json.loads(done.stdout):
        assert found["violations"] == []
        assert found["passes"] > 30
        assert not found["sideways"], f"scrolls sideways at {found['width']}"


# ── the comparison ───────────────────────────────────────────────────────────────────────────────


def test_columns_that_no_row_needs_are_left_out() -> None:
    one = Comparison("Calls", QUARTERS[:2], (row("Calls answered", "percent", "93.0% -"),))
    assert grid_of(one).heads == ("Indicator", *QUARTERS[:2])


def test_a_gap_is_no_line_and_no_number() -> None:
    whole = grid_of(example().themes[0].comparison or Comparison("", (), ()))
    complaints = whole.rows[1]
    assert complaints[2].text == "no value"
    drawn = spark.svg((0, None, 10, 10), "x")
    assert drawn.count("<line") == 1 and drawn.count("<circle") == 3


def test_rows_that_are_unlike_say_so_and_have_no_line() -> None:
    unlike = grid_of(example().themes[1].comparison or Comparison("", (), ())).rows[1]
    assert unlike[-1].text == "Not comparable: counted by calendar quarter in 2017/18"
    assert unlike[-2].line is None


def test_a_drawn_line_is_a_picture() -> None:
    picture = spark.png((0, 10, 8, None, 3))
    assert picture.startswith(b"\x89PNG") and len(picture) < 2000


@pytest.mark.parametrize("render", [word.render, html.render])
def test_a_summary_of_nothing_is_still_a_document(render: Any) -> None:
    empty = Summary("Performance summary", None, "Quarter 2 2018/19", (), gaps=("No report covers this quarter.",))
    assert render(empty)
