from __future__ import annotations

import pytest
from documents import left_out, problem, read, rtf, text_of

FIRST = "The ferry to Lumen Bay was stopped on Tuesday, the port office said, after a leak."
STYLES = r"{\stylesheet{\s0 Normal;}{\s1\b heading 1;}{\s2 heading 2;}{\s15\qc Title;}}"


@pytest.fixture
def text(tmp_path):
    return lambda body: text_of(tmp_path / "a.rtf", rtf(body, head=STYLES))


def test_every_paragraph_is_a_block_of_its_own(text):
    assert text(rf"\pard {FIRST}\par\pard\s2 Owner\b  accused\b0\par\pard Two\line lines") == (
        f"{FIRST}\n\nOwner accused\n\nTwo\nlines"
    )


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (r"Caf\'e9 \ldblquote now\rdblquote  \emdash  3\~km", "Café “now” — 3\u00a0km"),
        (r"\f1 \'cc\'ee\'f1\'f2\f0  end", "Мост end"),
        (r"\uc1 S\u233\'e9ance \u8217?s", "Séance ’s"),
        (r"\uc2 caf\u233 xxe", "cafée"),
        (r"\u-10179?\u-8704? boat", "😀 boat"),
        (r"ca\-fe 3\_4 \{x\} \\", "cafe 3-4 {x} \\"),
        (r"{\upr{ascii}{\*\ud{\u1052?}}}", "М"),
        (r"{\f1 \'cc}\'e9", "Мé"),
    ],
)
def test_characters_are_what_code_pages_and_unicode_say(text, written, read_as):
    assert text(rf"\pard {written}\par") == read_as


def test_a_code_page_of_two_bytes_is_decoded_across_them(tmp_path):
    content = rb"{\rtf1\ansi\ansicpg932 \'8b\'b4\'82\'cd\par}"
    assert text_of(tmp_path / "a.rtf", content) == "橋は"


def test_groups_without_text_are_passed_over(text):
    body = (
        r"\pard A{\*\unknown no}{\pict\pngblip 89504e47}{\*\bkmkstart x}{\info{\author No}}"
        r"{\field{\*\fldinst HYPERLINK no}{\fldrslt  link}}{\xe no} here\par"
    )
    assert text(body) == "A link here"


def test_binary_data_is_passed_over(text):
    assert text(r"\pard A{\pict\bin4 }{\\}b\par") == "Ab"


def test_what_was_deleted_is_out_and_what_was_inserted_is_in(text):
    assert text(r"\pard It costs {\deleted four}{\revised nine} million.\par") == (
        "It costs nine million."
    )


def test_rows_are_lines_and_merged_cells_are_left_out(text):
    merged = r"\trowd\cellx1\clmrg\cellx2\cellx3\pard\intbl Cost\cell\cell 3\cell\row"
    plain = r"\trowd\cellx1\cellx2\pard\intbl 2031\par May\cell 9\cell\row"
    assert text(rf"\pard {FIRST}\par{merged}{plain}\pard End\par") == (
        f"{FIRST}\n\nCost | 3\n2031 May | 9\n\nEnd"
    )


def test_items_are_lines_that_stay_together(text):
    one, two = r"\pard{\listtext\'b7\tab}\ls1 First\par", r"{\pntext 2.\tab}\pard Second\par"
    assert text(rf"{one}{two}\pard End\par") == "- First\n- Second\n\nEnd"


def test_notes_come_last_and_text_boxes_after_their_paragraph(text):
    note = r"{\super\chftn}{\footnote\pard\plain\s2 {\super\chftn}The port counts them.\par}"
    box = r"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt\pard Built in 2029.\par}}{\shprslt no}}"
    assert text(rf"\pard Crews{note} wait{box}.\par\pard End\par") == (
        "Built in 2029.\n\nCrews wait.\n\nEnd\n\nThe port counts them."
    )


def test_hidden_text_comments_and_page_heads_are_left_out_and_counted(tmp_path):
    body = (
        rf"{{\header\pard The Quay {{\b Post}}\par}}{{\footer\pard\par}}\pard {FIRST}{{\v  secret}}"
        r"{\*\atnid x}{\*\annotation Check}\v0\par"
    )
    assert text_of(tmp_path / "a.rtf", rtf(body)) == FIRST
    assert left_out(tmp_path / "a.rtf", rtf(body)) == {
        "page head": 1, "hidden text": 1, "comment": 1,
    }  # fmt: skip


@pytest.mark.parametrize("style", [r"\s15", r"\s1", r"\outlinelevel0"])
def test_the_title_is_set_as_one(tmp_path, style):
    body = rf"\pard{style} Ferry stopped\par\pard\plain {FIRST}\par"
    found = read(tmp_path / "a.rtf", rtf(body, head=rf"{STYLES}{{\info{{\title Other}}}}")).article
    assert (found.title, found.text) == ("Ferry stopped", FIRST)


def test_the_title_of_the_properties_is_taken_where_none_is_set(tmp_path):
    content = rtf(rf"\pard {FIRST}\par", head=r"{\info{\title Ferry}{\author No}}")
    found = read(tmp_path / "a.rtf", content).article
    assert (found.title, found.authors) == ("Ferry", ())


def test_a_file_that_breaks_off_gives_what_it_has(tmp_path):
    assert text_of(tmp_path / "a.rtf", rb"{\rtf1 Eleven crews {\b wait") == "Eleven crews wait"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (FIRST.encode(), "not a Rich Text file that can be read; save it anew"),
        (rtf(r"\pard\par"), "no text in it"),
    ],
)
def test_what_is_no_rich_text_says_so(tmp_path, content, reason):
    assert problem(tmp_path / "a.rtf", content) == reason
