from __future__ import annotations

from functools import partial
from io import BytesIO

import pytest
from documents import docx, left_out, p, problem, read, run, text_of

FIRST = "The ferry to Lumen Bay was stopped on Tuesday, the port office said, after a leak."
SECOND = '"We sail again on Friday," said captain Ilse Varga, who has led the ship for nine years.'
STYLES = "".join(
    f'<w:style w:styleId="{name}"><w:name w:val="{shown}"/>{more}</w:style>'
    for name, shown, more in (
        ("Titel", "Title", ""),
        ("berschrift1", "heading 1", ""),
        ("berschrift2", "heading 2", ""),
        ("Liste", "List Bullet", ""),
        ("Punkt", "Own list", '<w:basedOn w:val="Liste"/>'),
        ("Versteckt", "Hidden", "<w:rPr><w:vanish/></w:rPr>"),
    )
)


@pytest.fixture
def text(tmp_path):
    return lambda body, **parts: text_of(tmp_path / "a.docx", docx(body, styles=STYLES, **parts))


def note(kind: str, number: int, text: str) -> str:
    return f'<w:{kind} w:id="{number}">{p(text)}</w:{kind}>'


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def field(code: str, result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = f"<w:r><w:instrText>{code}</w:instrText></w:r>" if not code.startswith("<") else code
    return mark("begin") + code + mark("separate") + result + mark("end")


def test_every_paragraph_is_a_block_of_its_own(text):
    heading = p("Owner accused of bribery", style="berschrift2")
    assert text(p(FIRST) + heading + p("") + p(SECOND)) == (
        f"{FIRST}\n\nOwner accused of bribery\n\n{SECOND}"
    )


def test_a_file_that_python_docx_writes_is_read(tmp_path):
    from docx import Document

    document = Document()
    document.add_heading("Ferry stopped", 0)
    document.add_paragraph(FIRST)
    document.add_paragraph("Leak found", style="List Bullet")
    document.add_table(1, 2).rows[0].cells[1].text = "12"
    document.save(file := BytesIO())
    found = read(tmp_path / "a.docx", file.getvalue()).article
    assert (found.title, found.text) == ("Ferry stopped", f"{FIRST}\n\n- Leak found\n\n| 12")
    assert found.published is None


def test_changes_are_read_as_if_they_were_accepted(text):
    changed = (
        run("The repair costs ")
        + f"<w:del><w:r><w:delText>four</w:delText></w:r></w:del><w:ins>{run('nine')}</w:ins>"
        + f"<w:moveFrom>{run(' long ago')}</w:moveFrom><w:moveTo>{run(' million')}</w:moveTo>"
    )
    assert text(p(changed)) == "The repair costs nine million"


def test_a_paragraph_whose_end_is_deleted_runs_on(text):
    runs_on = p("The ferry ", properties="<w:rPr><w:del/></w:rPr>")
    assert text(runs_on + p("was stopped.") + p(SECOND)) == f"The ferry was stopped.\n\n{SECOND}"


def test_a_large_first_letter_belongs_to_its_word(text):
    letter = p("T", properties='<w:framePr w:dropCap="drop" w:lines="3"/>')
    assert text(letter + p("he ferry was stopped.")) == "The ferry was stopped."


def test_a_row_that_was_deleted_is_out(text):
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('2030')}</w:tc></w:tr>"
    assert text(f"<w:tbl>{deleted}{row(p('2031'), p('9'))}</w:tbl>") == "2031 | 9"


def test_a_text_box_is_read_once_and_after_its_paragraph(text):
    box = f"<w:txbxContent>{p('The ferry was built in 2029.')}</w:txbxContent>"
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{box}</mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert text(p(run("The ferry ") + both + run("stopped."))) == (
        "The ferry stopped.\n\nThe ferry was built in 2029."
    )


def test_content_controls_are_read_as_blocks_and_within_one(text):
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    within = p(run("Work begins on ") + control(run("2 March")) + run("."))
    assert text(control(p(FIRST)) + within) == f"{FIRST}\n\nWork begins on 2 March."


def test_rows_are_lines_and_merged_cells_are_read_once(text):
    start, rest = ('<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', "<w:tcPr><w:vMerge/></w:tcPr>")
    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    rows = row(wide + p("Cost"), p("Spent")) + row(start + p("2031"), p("May"), p("3"))
    table = f"<w:tbl>{rows}{row(rest + p(''), p('June'), p('4'))}</w:tbl>"
    assert text(p(FIRST) + table) == f"{FIRST}\n\nCost | Spent\n2031 | May | 3\nJune | 4"


def test_a_table_that_lays_out_a_page_is_read_cell_by_cell(text):
    inner = f"<w:tbl>{row(p('Crew'), p('12'))}</w:tbl>{p('')}"
    table = f"<w:tbl>{row(p('Ferry stopped.') + p(FIRST + SECOND), p(SECOND) + inner)}</w:tbl>"
    assert text(table) == f"Ferry stopped.\n\n{FIRST}{SECOND}\n\n{SECOND}\n\nCrew | 12"


def test_notes_come_after_the_text_in_its_order(text):
    marked = p(run("Eleven crews wait.") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    again = p(run("They are paid.") + '<w:r><w:endnoteReference w:id="1"/></w:r>')
    deleted = p('<w:del><w:r><w:footnoteReference w:id="3"/></w:r></w:del>')
    notes = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    notes += note("footnote", 2, "The port counts them.") + note("footnote", 3, "Struck out.")
    found = text(marked + again + deleted, footnotes=notes, endnotes=note("endnote", 1, "By law."))
    assert found == "Eleven crews wait.\n\nThey are paid.\n\nThe port counts them.\n\nBy law."


def test_links_and_results_of_fields_are_in_and_their_codes_out(text):
    link = f"<w:hyperlink>{run('the site')}</w:hyperlink>"
    nested = field(field("MERGEFIELD x", run("inner")), run("Friday"))
    simple = f'<w:fldSimple w:instr="DATE">{run("2031")}</w:fldSimple>'
    assert text(p(run("See ") + link + run(" on ") + nested + run(", ") + simple)) == (
        "See the site on Friday, 2031"
    )


def test_breaks_hyphens_and_symbols_are_characters(text):
    runs = "<w:r><w:t>A</w:t><w:br/><w:t>tug</w:t><w:noBreakHyphen/><w:t>boat</w:t><w:tab/></w:r>"
    assert text(p(runs + '<w:r><w:sym w:char="2013"/><w:sym w:char="F0B7"/></w:r>')) == (
        "A\ntug-boat –"
    )


def test_items_are_lines_that_stay_together(text):
    numbered = p("Second", properties='<w:numPr><w:numId w:val="4"/></w:numPr>')
    not_one = p("No item", style="Liste", properties='<w:numPr><w:numId w:val="0"/></w:numPr>')
    assert text(p(FIRST) + p("First", style="Punkt") + numbered + not_one) == (
        f"{FIRST}\n\n- First\n- Second\n\nNo item"
    )


def test_hidden_text_comments_and_page_heads_are_left_out_and_counted(tmp_path):
    body = p(
        run(FIRST) + run(" secret", "<w:vanish/>") + run(" too", '<w:rStyle w:val="Versteckt"/>')
        + run(" seen", '<w:vanish w:val="0"/>')
    )  # fmt: skip
    content = docx(
        body, styles=STYLES, comments=note("comment", 1, "Check this"), header1=p("The Quay Post"),
        footer1=p(""),
    )  # fmt: skip
    assert text_of(tmp_path / "a.docx", content) == f"{FIRST} seen"
    assert left_out(tmp_path / "a.docx", content) == {
        "hidden text": 2, "comment": 1, "page head": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("body", "stated", "title"),
    [
        (p("Ferry stopped", style="Titel") + p(FIRST), "Other", "Ferry stopped"),
        (
            p("Kicker")
            + p("<w:r><w:t>Ferry</w:t><w:br/><w:t>stopped</w:t></w:r>", style="berschrift1")
            + p(FIRST),
            "",
            "Ferry stopped",
        ),
        (p(FIRST), "Ferry stopped", "Ferry stopped"),
        (p(FIRST), "Document1", ""),
        (p(FIRST), "press release.dotx", ""),
        (p("The ferry has been stopped") + p(FIRST), "Agenda", "The ferry has been stopped"),
    ],
    ids=["title", "heading", "property", "program", "template", "first line"],
)
def test_the_title_is_set_as_one_or_stated(tmp_path, body, stated, title):
    content = docx(body, styles=STYLES, title=stated)
    assert read(tmp_path / "a.docx", content).article.title == title


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (partial(docx(p(FIRST)).__getitem__, slice(0, 300)), "not a Word file that can be read"),
        (FIRST.encode, "not a Word file that can be read"),
        (partial(docx, "</w:body>"), "not a Word file that can be read (word/document.xml: "),
        (partial(bytes.fromhex, "d0cf11e0a1b11ae1"), "an old Office file or one with a password"),
        (partial(docx, ""), "no text in it"),
    ],
    ids=["cut", "text", "broken", "old", "blank"],
)
def test_what_is_no_word_file_says_so(tmp_path, content, reason):
    assert problem(tmp_path / "a.docx", content()).startswith(reason)
