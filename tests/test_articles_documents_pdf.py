from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from documents import problem, read
from laid_out import laid_out
from printed import HARBOUR, HEADLINE, LIBRARY, PRINTED, Sheet

from index.articles.documents.pdf_lines import columns_of, rows_of
from index.articles.documents.pdf_words import Word
from index.types import Note

FIRST = "The ferry to Lumen Bay was stopped on Tuesday, the port office said, after a leak."


def page(*lines: str, title: str = "", password: str = "") -> bytes:
    sheet = Sheet(encrypt=password or None)
    sheet.canvas.setTitle(title)
    sheet.lines(lines, 40, 780)
    return sheet.saved()


def picture(sheet: Sheet) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    Image.new("L", (40, 40), 90).save(file := BytesIO(), "png")
    sheet.canvas.drawImage(ImageReader(BytesIO(file.getvalue())), 60, 400, 300, 300)


@pytest.mark.parametrize("name", PRINTED)
def test_pages_are_read_block_by_block_in_the_order_they_are_read(tmp_path, name):
    printed = PRINTED[name]()
    article = read(tmp_path / "a.pdf", printed.data).article
    assert (article.title, *article.text.split("\n\n")) == printed.blocks


def test_running_heads_are_counted_and_their_day_is_that_of_the_paper(tmp_path):
    found = read(tmp_path / "a.pdf", PRINTED["heads"]().data)
    assert found.notes == (Note("left out", "page head", count=6),)
    assert found.article.published == date(2031, 6, 5)


def test_the_day_of_a_file_is_not_the_articles(tmp_path):
    assert read(tmp_path / "a.pdf", page(FIRST)).article.published is None


def test_a_number_that_ends_a_sentence_is_no_page_number(tmp_path):
    content = page("The crews of the harbour will wait for the ferry until the spring of", "2031")
    assert read(tmp_path / "a.pdf", content).article.text.endswith("until the spring of 2031")


def test_pages_without_text_are_named_and_the_others_read(tmp_path):
    sheet = Sheet()
    sheet.line(FIRST, 60, 780)
    sheet.page()
    picture(sheet)
    found = read(tmp_path / "a.pdf", sheet.saved())
    assert found.article.text == FIRST
    assert found.notes == (Note("left out", "page without text", "run OCR over the file first"),)


def test_words_at_another_angle_are_left_out_with_a_note(tmp_path):
    sheet = Sheet()
    sheet.line(FIRST, 60, 780)
    sheet.canvas.rotate(90)
    sheet.line("Photo: Mara Quill", 300, -500)
    found = read(tmp_path / "a.pdf", sheet.saved())
    assert found.article.text == FIRST
    assert found.notes == (Note("left out", "word", "set at another angle", 3),)


def test_texts_side_by_side_without_a_gutter_are_doubtful(tmp_path):
    sheet = Sheet()
    for row, (length, right) in enumerate(((20, 170), (60, 330)) * 2):
        sheet.line(HARBOUR[row % 3][:length], 60, 780 - 12 * row)
        sheet.line(LIBRARY[row % 3][:20], right, 780 - 12 * row)
    found = read(tmp_path / "a.pdf", sheet.saved())
    assert Note("doubtful", "column layout") in found.notes


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (page(" "), "no text in it"),
        (page(FIRST, password="x"), "encrypted; save it without a password"),
        (b"%PDF-1.7 and nothing more", "not a PDF file that can be read"),
        (page(FIRST)[:600], "not a PDF file that can be read"),
    ],
    ids=["blank", "encrypted", "fake", "cut"],
)
def test_a_pdf_that_cannot_be_read_says_why(tmp_path, content, reason):
    assert problem(tmp_path / "a.pdf", content).startswith(reason)


def test_a_scan_is_named_as_one(tmp_path):
    sheet = Sheet()
    picture(sheet)
    reason = "page images without text; run OCR over it first"
    assert problem(tmp_path / "a.pdf", sheet.saved()) == reason


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("Ferry stopped", "Ferry stopped"),
        ("(anonymous)", ""),
        ("untitled", ""),
        ("Microsoft Word - ferry", ""),
        ("ferry.doc", ""),
    ],
)
def test_a_title_is_stated_unless_a_program_made_it_up(tmp_path, stated, title):
    assert read(tmp_path / "a.pdf", page(FIRST, title=stated)).article.title == title


def test_the_headline_goes_before_the_title_of_the_file(tmp_path):
    sheet = Sheet()
    sheet.canvas.setTitle("Page 7")
    sheet.line(HEADLINE, 60, 780, size=18)
    sheet.column(HARBOUR, 60, 750, 300)
    assert read(tmp_path / "a.pdf", sheet.saved()).article.title == HEADLINE


def test_columns_of_a_script_from_right_to_left_begin_at_the_right():
    words = [
        Word(text, left=left, right=left + 100, y=12.0 * row, size=10)
        for row in range(3)
        for left, text in ((60, "שמאל שמאל שמאל"), (300, "ימין ימין ימין"))
    ]
    columns = [column.lines[0].text for column in columns_of(rows_of(words))]
    assert columns == ["ימין ימין ימין", "שמאל שמאל שמאל"]


@pytest.mark.parametrize("seed", [5, 8, 11, 16, 19, 45, 101, 187, 260])
def test_layouts_drawn_by_chance_are_read_block_by_block(tmp_path, seed):
    printed = laid_out(seed)
    article = read(tmp_path / "a.pdf", printed.data).article
    assert (article.title, *article.text.split("\n\n")) == printed.blocks
