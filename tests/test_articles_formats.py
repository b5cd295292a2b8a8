from __future__ import annotations

from datetime import date
from pathlib import Path

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
