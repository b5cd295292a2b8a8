from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from index.articles import read_articles
from index.types import Article, Quarantined, ReadArticle

FIRST = "The ferry to Lumen Bay was stopped on Tuesday, the port office said, after a leak."
SECOND = '"We sail again on Friday," said captain Ilse Varga, who has led the ship for nine years.'

PAGE = f"""<!doctype html><html><head><title>Ferry stopped | Bay Post</title>
<meta charset="windows-1252"><meta property="og:site_name" content="the Bay Post">
<meta property="og:title" content="Ferry stopped at Lumen Bay">
<meta name="author" content="Mara Quill"><link rel="canonical" href="https://bay.example/1">
<meta property="article:published_time" content="2031-03-12T23:30:00-05:00"></head>
<body><nav><a href="/x">Home</a></nav><article><h1>Ferry stopped at Lumen Bay</h1>
<p>{FIRST} Café.</p><p>{SECOND}</p>
<h2>Sources and related</h2><ul><li><a href="https://t.example/1">Tidewire: Leak found</a></li>
<li>Coast Wire: <a href="https://c.example/1">Captain: we sail</a></li></ul></article>
<div id="comments"><p>Great article, I love ferries so much.</p></div></body></html>"""


def read(path: Path, content: bytes) -> Article:
    path.write_bytes(content)
    [found] = read_articles([path])
    assert isinstance(found, ReadArticle), found
    return found.article


def problem(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    [found] = read_articles([path])
    assert isinstance(found, Quarantined), found
    return found.reason


def pdf(*pages: tuple[str, ...], title: str = "", password: str = "") -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(file := BytesIO(), encrypt=password or None)
    canvas.setTitle(title)
    for page in pages:
        for at, line in enumerate(page):
            canvas.drawString(40, 800 - 20 * at, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def docx(*paragraphs: tuple[str, str], cells: tuple[str, ...] = ()) -> bytes:
    from docx import Document

    document = Document()
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    if cells:
        row = document.add_table(1, len(cells)).rows[0]
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.save(file := BytesIO())
    return file.getvalue()


def test_a_page_gives_its_main_text_and_what_it_states(tmp_path):
    article = read(tmp_path / "a.html", PAGE.encode("cp1252"))
    assert article.text == f"{FIRST} Café.\n\n{SECOND}"
    assert (article.title, article.outlet) == ("Ferry stopped at Lumen Bay", "the Bay Post")
    assert (article.url, article.published) == ("https://bay.example/1", date(2031, 3, 12))
    assert article.authors == ("Mara Quill",)
    assert [each.outlet for each in article.named_outlets] == ["Tidewire", "Coast Wire"]


def test_json_ld_states_day_and_outlet_where_no_tag_does(tmp_path):
    linked = """{"@graph": [{"@type": "Person", "name": "x"}, {"@type": "NewsArticle",
        "datePublished": "2031-03-12", "publisher": {"name": "Bay Post"}}]}"""
    script = f'<script type="application/ld+json">{linked}</script>'
    page = f"<html><head>{script}</head><body><p>{FIRST}</p><p>{SECOND}</p></body></html>"
    article = read(tmp_path / "a.htm", page.encode())
    assert (article.outlet, article.published) == ("Bay Post", date(2031, 3, 12))


def test_neither_day_nor_outlet_is_guessed(tmp_path):
    page = f"""<html><head><title>Ferry stopped - bay.example</title>
    <link rel="canonical" href="https://bay.example/2031/03/ferry-12"></head><body><article>
    <p>{FIRST}</p><p>{SECOND}</p></article></body></html>"""
    article = read(tmp_path / "2031-03-12.html", page.encode())
    assert (article.outlet, article.published) == ("", None)


def test_a_fragment_of_a_page_is_read(tmp_path):
    assert read(tmp_path / "a.html", f"<p>{FIRST}</p>".encode()).text == FIRST


def test_a_page_without_text_is_quarantined(tmp_path):
    assert problem(tmp_path / "a.html", b"<html><body></body></html>") == "no main text in the page"


def test_related_links_that_name_no_outlet_are_not_dragged_into_the_text(tmp_path):
    items = "".join(f"<li><a href=/{at}>Why ferries stop</a></li>" for at in range(3))
    links = f"<h2>Related</h2><ul>{items}</ul>"
    page = f"<html><body><article><p>{FIRST}</p><p>{SECOND}</p></article>{links}</body></html>"
    article = read(tmp_path / "a.html", page.encode())
    assert "Why ferries stop" not in article.text
    assert article.named_outlets == ()


def test_a_pdf_gives_its_pages_and_its_title(tmp_path):
    content = pdf((FIRST,), (SECOND, "Sources", "- Tidewire: Leak found"), title="Ferry stopped")
    article = read(tmp_path / "a.pdf", content)
    assert (article.title, article.text) == ("Ferry stopped", f"{FIRST}\n{SECOND}")
    assert (article.published, article.named_outlets[0].outlet) == (None, "Tidewire")


@pytest.mark.parametrize(
    "title", ["(anonymous)", "untitled", "Microsoft Word - ferry", "ferry.doc"]
)
def test_a_title_that_a_program_made_up_is_none(tmp_path, title):
    assert read(tmp_path / "a.pdf", pdf((FIRST,), title=title)).title == ""


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (pdf(()), "no text in it; it may be scanned"),
        (pdf((FIRST,), password="x"), "encrypted; save it without a password"),
        (b"%PDF-1.7 and nothing more", "not a PDF file that can be read"),
        (pdf((FIRST,))[:600], "not a PDF file that can be read"),
    ],
    ids=["scanned", "encrypted", "fake", "cut"],
)
def test_a_pdf_that_cannot_be_read_says_why(tmp_path, content, reason):
    assert problem(tmp_path / "a.pdf", content).startswith(reason)


def test_a_word_file_gives_paragraphs_lists_and_tables(tmp_path):
    content = docx(
        ("Title", "Ferry stopped"), ("Normal", FIRST), ("List Bullet", "Leak found"),
        ("Heading 2", "Sources"), ("List Bullet", "Tidewire: Leak found"), cells=("Crew", "12"),
    )  # fmt: skip
    article = read(tmp_path / "a.docx", content)
    assert article.title == "Ferry stopped"
    assert article.text == f"{FIRST}\n- Leak found\nCrew | 12"
    assert (article.published, article.named_outlets[0].outlet) == (None, "Tidewire")


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 no zip", docx(("Normal", FIRST))[:900], FIRST.encode()]
)
def test_what_is_no_word_file_is_quarantined(tmp_path, content):
    assert problem(tmp_path / "a.docx", content).startswith("not a Word file that can be read")
