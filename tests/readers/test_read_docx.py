"""Word files: what stands on paper comes out, once, and nothing else."""

from __future__ import annotations

import zipfile
from pathlib import Path

import samples
from samples import W, p, run

from perfextract.model import Block
from perfextract.readers import read


def blocks(tmp_path: Path, *body: str, **parts: str) -> tuple[Block, ...]:
    """The blocks of a Word file with this body."""
    return read(samples.docx(tmp_path / "report.docx", "".join(body), **parts)).blocks


def texts(tmp_path: Path, *body: str, **parts: str) -> list[str]:
    """Their texts."""
    return [b.text for b in blocks(tmp_path, *body, **parts)]


def test_tracked_changes(tmp_path: Path) -> None:
    """Insertions and what was moved here are in; deletions and what was moved away are out."""
    body = p(
        "Visits rose to ",
        "<w:del><w:r><w:delText>4,000</w:delText></w:r></w:del>",
        f"<w:ins>{run('4,100')}</w:ins>",
        f"<w:moveFrom>{run(' last year')}</w:moveFrom>",
        f"<w:moveTo>{run(' this year')}</w:moveTo>",
    )
    assert texts(tmp_path, body) == ["Visits rose to 4,100 this year"]


def test_content_controls_smart_tags_links_and_fields(tmp_path: Path) -> None:
    body = p(
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('Calls ')}</w:sdtContent></w:sdt>",
        f"<w:smartTag>{run('fell ')}</w:smartTag>",
        f"<w:hyperlink>{run('to ')}</w:hyperlink>",
        "<w:r><w:instrText>REF x</w:instrText></w:r>",
        f"<w:fldSimple>{run('62')}</w:fldSimple>",
    )
    block_control = f"<w:sdt><w:sdtContent>{p('A second paragraph.')}</w:sdtContent></w:sdt>"
    assert texts(tmp_path, body, block_control) == ["Calls fell to 62", "A second paragraph."]


def test_a_text_box_comes_once(tmp_path: Path) -> None:
    inside = f"<w:txbxContent>{p('Boxed words.')}</w:txbxContent>"
    choice = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{inside}</mc:Choice><mc:Fallback>{inside}</mc:Fallback></mc:AlternateContent>"
    )
    assert texts(tmp_path, p("Before.", f"<w:r>{choice}</w:r>")) == ["Before.", "Boxed words."]


def test_hidden_text_is_out(tmp_path: Path) -> None:
    assert texts(tmp_path, p("Shown", run(" hidden", "<w:vanish/>"), " again")) == ["Shown again"]


def test_a_raised_note_mark_is_no_part_of_the_number(tmp_path: Path) -> None:
    raised = run("2", '<w:vertAlign w:val="superscript"/>')
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote>{p("Counted twice.")}</w:footnote></w:footnotes>'
    found = blocks(tmp_path, p("There were 56,200", raised, " visits to 12 m", raised, "."), footnotes=notes)
    assert [(b.kind, b.text) for b in found] == [
        ("paragraph", "There were 56,200 visits to 12 m2."),
        ("footnote", "Counted twice."),
    ]


def test_headings_by_style_through_inheritance(tmp_path: Path) -> None:
    styles = (
        f'<w:styles xmlns:w="{W}">'
        '<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Ours"><w:name w:val="Ours"/><w:basedOn w:val="Heading2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style></w:styles>'
    )
    found = blocks(tmp_path, p("Our report", style="Title"), p("Parks", style="Ours"), p("All well."), styles=styles)
    assert [(b.kind, b.level) for b in found] == [("title", 1), ("heading", 2), ("paragraph", 0)]


def test_headings_by_look(tmp_path: Path) -> None:
    bold = "<w:b/>"
    found = blocks(
        tmp_path,
        p(run("Museums and parks", bold)),
        p(run("Areas for attention are:", bold)),
        p(run("Visits fell by a tenth over the summer months.", bold)),
        p(run("Visits", bold), " fell."),
    )
    assert [b.kind for b in found] == ["heading", "heading", "paragraph", "paragraph"]


def test_a_numbered_bold_line_is_a_heading_and_a_sentence_in_a_heading_style_is_none(tmp_path: Path) -> None:
    styles = (
        f'<w:styles xmlns:w="{W}">'
        '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style></w:styles>'
    )
    bold = "<w:b/>"
    found = blocks(
        tmp_path,
        p("Parks", style="H1"),
        p("Visits to the parks rose by a tenth. Loans from the libraries fell.", style="H1"),
        p(run("2. ", bold), run("Parks budget", bold)),
        p(run("2.1 ", bold), run("Benches and trees", bold)),
        p(run("Of the 120 benches that were mended in the year:", bold)),
        styles=styles,
    )
    assert [b.kind for b in found] == ["heading", "paragraph", "heading", "heading", "paragraph"]
    assert found[2].level < found[3].level


def test_list_marks_through_the_style(tmp_path: Path) -> None:
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="Item"><w:name w:val="Item"/>'
        '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style></w:styles>'
    )
    deeper = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr>'
    found = blocks(
        tmp_path,
        p("Parks:", style="Item"),
        p("north", more=deeper),
        p("south", more=deeper),
        p("Roads.", style="Item"),
        styles=styles,
        numbering=numbering,
    )
    assert [(b.marker, b.level) for b in found] == [("3.", 1), ("(a)", 2), ("(b)", 2), ("4.", 1)]


def test_typed_bullets(tmp_path: Path) -> None:
    found = blocks(tmp_path, p("\uf0b7 Visits rose."), p("• Calls fell."), p("- 3 parks closed."))
    assert [(b.kind, b.marker, b.text) for b in found] == [
        ("bullet", "\uf0b7", "Visits rose."),
        ("bullet", "•", "Calls fell."),
        ("bullet", "-", "3 parks closed."),
    ]


def test_line_breaks(tmp_path: Path) -> None:
    """A break inside a sentence is a space; breaks between whole items part them."""
    line = "<w:r><w:br/></w:r>"
    assert texts(tmp_path, p("Visits rose", line, "in May."), p("Parks: good.", line, "Roads: bad.")) == [
        "Visits rose in May.",
        "Parks: good.",
        "Roads: bad.",
    ]


def test_merged_cells_stand_once(tmp_path: Path) -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text) if text else '<w:p/>'}</w:tc>"

    restart, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide, red = '<w:gridSpan w:val="2"/>', '<w:shd w:fill="ff0000"/>'
    table = (
        f"<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{cell('Service')}{cell('Figures', wide)}</w:tr>"
        f"<w:tr>{cell('Parks', restart)}{cell('12')}{cell('14', red)}</w:tr>"
        f"<w:tr>{cell('', goes_on)}{cell('7')}{cell('9')}</w:tr></w:tbl>"
    )
    (block,) = blocks(tmp_path, table)
    assert block.table is not None and block.table.header_rows == 1
    assert (block.table.rows, block.table.cols) == (3, 3)
    assert block.text == "Service\tFigures\nParks\t12\t14\n7\t9"
    assert all(block.text[c.start : c.end] == c.text for c in block.table.cells)
    by_text = {c.text: c for c in block.table.cells}
    assert by_text["Figures"].colspan == 2 and by_text["Parks"].rowspan == 2
    assert by_text["14"].fill == "FF0000" and by_text["7"].col == 1


def test_a_huge_span_is_clamped(tmp_path: Path) -> None:
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="100000000"/></w:tcPr>{p("Parks")}</w:tc>'
    further = f'<w:tr><w:trPr><w:gridBefore w:val="100000000"/></w:trPr><w:tc>{p("Roads")}</w:tc></w:tr>'
    (block,) = blocks(tmp_path, f"<w:tbl><w:tr>{wide}</w:tr>{further}</w:tbl>")
    assert block.table is not None and block.table.cols == 65


def test_a_nested_table_follows_its_table(tmp_path: Path) -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p('inner')}</w:tc></w:tr></w:tbl>"
    assert texts(tmp_path, f"<w:tbl><w:tr><w:tc>{p('outer')}{inner}</w:tc></w:tr></w:tbl>") == ["outer", "inner"]


def test_cells_in_content_controls_and_heads_of_two_rows(tmp_path: Path) -> None:
    """Controls around a row, a cell and its words; heads that run up the page; rows that begin further right."""

    def control(inside: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"

    head = "<w:trPr><w:tblHeader/></w:trPr>"
    further = '<w:trPr><w:gridBefore w:val="1"/><w:tblHeader/></w:trPr>'
    upright, wide = '<w:textDirection w:val="btLr"/>', '<w:gridSpan w:val="2"/>'
    table = (
        f"<w:tbl><w:tr>{head}{cell('Park')}{cell('Visits', wide)}</w:tr>"
        f"<w:tr>{further}{cell('2022', upright)}{cell('2023', upright)}</w:tr>"
        + control(f"<w:tr>{cell('East')}{control(cell('12'))}<w:tc><w:tcPr/>{control(p('14'))}</w:tc></w:tr>")
        + "</w:tbl>"
    )
    (block,) = blocks(tmp_path, table)
    assert block.table is not None and (block.table.rows, block.table.cols, block.table.header_rows) == (3, 3, 2)
    assert [(c.row, c.col, c.text) for c in block.table.cells] == [
        (0, 0, "Park"),
        (0, 1, "Visits"),
        (1, 1, "2022"),
        (1, 2, "2023"),
        (2, 0, "East"),
        (2, 1, "12"),
        (2, 2, "14"),
    ]


def test_a_merged_cell_down_a_long_table(tmp_path: Path) -> None:
    first = f'<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p("Parks")}</w:tc><w:tc>{p("0")}</w:tc></w:tr>'
    rest = "".join(
        f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc>{p(str(r))}</w:tc></w:tr>" for r in range(1, 400)
    )
    (block,) = blocks(tmp_path, f"<w:tbl>{first}{rest}</w:tbl>")
    assert block.table is not None and block.table.cells[0].rowspan == 400
    assert [c.text for c in block.table.cells if c.col == 1] == [str(r) for r in range(400)]


def table(*rows: tuple[str, ...]) -> str:
    """A Word table; a cell is text or paragraphs of XML."""
    lines = ("".join(f"<w:tc>{c if c.startswith('<') else p(c)}</w:tc>" for c in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def test_words_struck_out_by_hand_are_out(tmp_path: Path) -> None:
    body = p("Visits were ", run("600 ", "<w:strike/>"), run("512", '<w:strike w:val="0"/>'), ".")
    assert texts(tmp_path, body, p(run("Calls were 48.", "<w:dstrike/>"))) == ["Visits were 512."]


def test_a_figure_in_an_equation_is_one_of_the_sentence(tmp_path: Path) -> None:
    def equation(inside: str) -> str:
        math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
        return f'<m:oMath xmlns:m="{math}">{inside}</m:oMath>'

    figure = "<m:r><m:t>48.2%</m:t></m:r>"
    share = "<m:f><m:num><m:r><m:t>45</m:t></m:r></m:num><m:den><m:r><m:t>60</m:t></m:r></m:den></m:f>"
    halves = share.replace("45", "1").replace("60", "2")
    assert texts(
        tmp_path,
        p("The rate was ", equation(figure), ", or ", equation(share), ", after 3", equation(halves), " days."),
    ) == ["The rate was 48.2%, or 45/60, after 3½ days."]


def test_a_box_round_paragraphs_is_prose(tmp_path: Path) -> None:
    """With its bullets; a bold label in it does not head what follows the box."""
    boxed = p(run("Key messages", "<w:b/>")) + p("• Visits rose to 4,100 in May.") + p("• Calls fell to 62.")
    found = blocks(tmp_path, table((boxed,)), p("After."))
    assert [(b.kind, b.text) for b in found] == [
        ("paragraph", "Key messages"),
        ("bullet", "Visits rose to 4,100 in May."),
        ("bullet", "Calls fell to 62."),
        ("paragraph", "After."),
    ]


def test_a_number_or_a_label_beside_its_text_is_prose(tmp_path: Path) -> None:
    long = "Visits to the parks rose to 4,100 in May, from 3,900 a year ago."
    found = blocks(tmp_path, table(("2.1", long), ("2.2", long)), table(("What went well", long)))
    assert [(b.kind, b.marker, b.text) for b in found] == [
        ("paragraph", "2.1", long),
        ("paragraph", "2.2", long),
        ("paragraph", None, "What went well"),
        ("paragraph", None, long),
    ]


def test_a_score_card_with_comments_stays_a_table(tmp_path: Path) -> None:
    comment = "Visits rose because the weather was better than it was last year."
    assert [b.kind for b in blocks(tmp_path, table(("Visits", "4,100", comment), ("Loans", "62", comment)))] == [
        "table"
    ]
    assert [b.kind for b in blocks(tmp_path, table(("Risk", "Impact"), (comment, comment)))] == ["table"]


def test_what_word_saves_as_strict_is_read(tmp_path: Path) -> None:
    path = samples.docx(tmp_path / "report.docx", p("Visits rose to 4,100."))
    with zipfile.ZipFile(path) as archive:
        body = archive.read("word/document.xml").replace(
            W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"
        )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", body)
    assert [b.text for b in read(path).blocks] == ["Visits rose to 4,100."]


def related(path: Path, kind: str, target: str, content: str) -> Path:
    """The Word file with one more part, which its body calls r1."""
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{office}/{kind}" Target="{target}"/>'
            "</Relationships>",
        )
        archive.writestr(f"word/{target}", content)
    return path


def test_a_web_page_set_into_the_document_is_read_in_its_place(tmp_path: Path) -> None:
    place = '<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="r1"/>'
    page = (
        "<html><body><h2>Parks</h2><div>Lead-in <p>Visits rose to 4,100.</p></div><ul><li>Calls fell.</li></ul>"
        "<table><tr><th>Park</th><th colspan=2>Visits</th></tr><tr><td>East</td><td>12</td><td>14</td></tr></table>"
        "</body></html>"
    )
    path = samples.docx(tmp_path / "report.docx", p("Before.") + place + p("After."))
    found = read(related(path, "aFChunk", "page.html", page)).blocks
    assert [(b.kind, b.text) for b in found] == [
        ("paragraph", "Before."),
        ("heading", "Parks"),
        ("paragraph", "Lead-in"),
        ("paragraph", "Visits rose to 4,100."),
        ("bullet", "Calls fell."),
        ("table", "Park\tVisits\nEast\t12\t14"),
        ("paragraph", "After."),
    ]
    document = read(related(samples.docx(tmp_path / "b.docx", p("Before.") + place), "aFChunk", "old.rtf", "{}"))
    assert "old.rtf" in document.notes[0]


def test_the_head_of_the_pages_says_who_and_when_where_nothing_else_does(tmp_path: Path) -> None:
    head = f'<w:hdr xmlns:w="{W}">{p("Elmshire County Council: Quarter 2 2023/24")}{p("Page 1")}</w:hdr>'
    path = related(samples.docx(tmp_path / "report.docx", p("Visits rose.")), "header", "header1.xml", head)
    assert [(b.kind, b.text) for b in read(path).blocks] == [
        ("title", "Elmshire County Council: Quarter 2 2023/24"),
        ("paragraph", "Visits rose."),
    ]
