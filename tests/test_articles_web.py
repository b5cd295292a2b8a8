"""Reading web pages piece by piece; whole pages are in test_articles_web_forms.py."""

from __future__ import annotations

import json
from typing import Any

import pytest

from index.articles import read_articles
from index.articles.html import read_html
from index.articles.stated import Stated, Unreadable
from index.articles.web.authors import authors_of
from index.articles.web.blocks import blocks_of, joined
from index.articles.web.days import day_in_url
from index.articles.web.parsing import parse
from index.types import Note, ReadArticle

FIRST = (
    "The ferry to Lumen Bay was stopped on Tuesday, the port office said, after a leak in the hull."
)
SECOND = "Captain Ilse Varga hopes to sail again on Friday, once a diver has looked at the welds."


def page(body: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


def article(inside: str = "", head: str = "") -> Stated:
    body = f"<article><h1>Ferry stopped</h1><p>{FIRST}</p>{inside}<p>{SECOND}</p></article>"
    [stated] = read_html(page(body, head))
    return stated


def linked(*nodes: dict[str, Any]) -> str:
    scripts = (json.dumps({"@context": "https://schema.org", **node}) for node in nodes)
    return "".join(f'<script type="application/ld+json">{each}</script>' for each in scripts)


def lines(html: str) -> list[str]:
    return joined(blocks_of(parse(html.encode()))).split("\n\n")


def left_out(stated: Stated) -> dict[str, int]:
    return {note.what: note.count for note in stated.notes if note.kind == "left out"}


def test_paragraphs_headings_and_captions_are_blocks_of_their_own():
    html = "<h2>A leak</h2><p>One.</p><div>Two<br><br>Three</div><figcaption>Hull</figcaption>Four"
    assert lines(html) == ["A leak", "One.", "Two", "Three", "Hull", "Four"]


def test_a_single_line_break_stays_within_its_block():
    assert lines("<p>Ferry office<br>Quay 4</p>") == ["Ferry office\nQuay 4"]


def test_the_items_of_a_list_stand_on_lines_of_one_block():
    assert lines("<ul><li>Hull</li><li>Deck<ul><li>Aft</li></ul></li></ul>") == [
        "- Hull\n- Deck\n- Aft"
    ]


def test_a_table_that_only_lays_out_a_page_is_no_table():
    html = "<table><tr><td>Menu</td><td><h1>Ferry</h1><p>One.</p><p>Two.</p></td></tr></table>"
    assert lines(html) == ["Menu", "Ferry", "One.", "Two."]


def test_inline_tags_neither_part_nor_join_words():
    assert lines("<p>The <b>fer</b>ry\n <i>Auk</i></p>") == ["The ferry Auk"]


def test_scripts_and_buttons_are_no_text():
    assert lines("<p>One<script>x()</script><button>Share</button>.</p>") == ["One."]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        (["By Ada Fenn and Bo Lind"], ["Ada Fenn", "Bo Lind"]),
        (["Ada Fenn, Political Editor"], ["Ada Fenn"]),
        (["Ada Fenn | Moor Radio"], ["Ada Fenn"]),
        (["Ada Fenn", "https://moor.example/staff/ada"], ["Ada Fenn"]),
        (["J. D. Holt Jr."], ["J. D. Holt Jr."]),
        (["Ada Fenn, Jr."], ["Ada Fenn, Jr."]),
        (["Von Jutta Kern und Max Ohm"], ["Jutta Kern", "Max Ohm"]),
        (["Staff Reports"], ["Staff Reports"]),
        (["Moor Radio"], ["Moor Radio"]),
        (["admin"], []),
    ],
)
def test_authors_are_names_without_by_and_without_posts(written, names):
    assert authors_of(written, outlet="Moor Radio") == names


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2031/06/03/ferry", "2031-06-03"),
        ("https://a.example/news/2031/jun/3/ferry", "2031-06-03"),
        ("https://a.example/2031/06/ferry", None),
        ("https://a.example/2031/13/03/ferry", None),
        ("https://a.example/id-20310603", None),
    ],
)
def test_only_a_whole_day_in_an_address_is_a_day(url, day):
    assert day_in_url(url).get("published", [None]) == [day]


def test_the_date_of_another_article_in_the_data_is_never_taken():
    other = {"@type": "NewsArticle", "headline": "Old news", "datePublished": "2029-01-01"}
    own = {"@type": "Article", "headline": "Ferry stopped", "datePublished": "2031-03-12"}
    assert article(head=linked(other, own)).fields["published"] == "2031-03-12"


def test_of_two_articles_neither_of_which_is_this_page_none_is_taken():
    two = [{"@type": "NewsArticle", "headline": f"Old {n}", "datePublished": "2029"} for n in "ab"]
    assert article(head=linked(*two)).fields["published"] == ""


def test_an_article_with_another_address_and_title_is_not_this_one():
    other = {"@type": "Article", "headline": "Old", "url": "https://a.example/x", "author": "Bo"}
    head = '<link rel="canonical" href="https://a.example/ferry">' + linked(other)
    assert article(head=head).fields["authors"] == []


def test_a_date_of_the_year_one_is_no_date():
    head = linked({"@type": "Article", "headline": "Ferry stopped", "datePublished": "0001-01-01"})
    assert article(head=head).fields["published"] == ""


def test_data_that_are_no_json_are_noted_and_the_rest_is_read():
    head = '<script type="application/ld+json">{"a": </script><meta name="author" content="Bo">'
    stated = article(head=head)
    assert stated.notes == (Note("not understood", "page data", "JSON-LD", 1),)
    assert stated.fields["authors"] == ["Bo"]


def test_a_stray_quote_in_the_data_does_not_lose_the_date():
    node = '{"@type": "Article", "headline": "Ferry stopped", "description": "a "b"",'
    head = f'<script type="application/ld+json">{node} "datePublished": "2031-03-12"}}</script>'
    assert article(head=head).fields["published"] == "2031-03-12"


def test_the_date_of_the_page_is_taken_where_no_article_is_described():
    node = {"@type": "WebPage", "datePublished": "2031-03-12", "dateModified": "2031-03-13"}
    fields = article(head=linked(node)).fields
    assert (fields["published"], fields["updated"]) == ("2031-03-12", "2031-03-13")


def test_data_wrapped_in_comments_are_read():
    node = '{"@type": "NewsArticle", "headline": "Ferry stopped", "datePublished": "2031-03-12"}'
    head = f'<script type="application/ld+json">//<![CDATA[\n{node}\n//]]></script>'
    assert article(head=head).fields["published"] == "2031-03-12"


def test_tracking_is_left_out_of_the_address():
    head = '<link rel="canonical" href="https://a.example/f?id=7&amp;utm_source=x&amp;fbclid=y">'
    assert article(head=head).fields["url"] == "https://a.example/f?id=7"


def test_the_headline_is_not_repeated_in_the_text():
    stated = article("<h2>Ferry stopped</h2>")
    assert (stated.fields["title"], stated.fields["text"]) == (
        "Ferry stopped", f"{FIRST}\n\n{SECOND}",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("inside", "kind"),
    [
        ("<p>READ MORE: Captain charged with fraud</p>", "related link"),
        ("<p>Leia também: Capitão acusado</p>", "related link"),
        ('<p><a href="/x">Why ferries leak in spring</a></p>', "related link"),
        ("<figure><img><figcaption>The Auk in dock</figcaption></figure>", "caption"),
        ("<p>Photo: Ada Fenn</p>", "caption"),
        ("<p>We use cookies to make this site better for you.</p>", "consent notice"),
        ("<p>Sign up for our daily newsletter</p>", "newsletter line"),
        ("<p>Share this article</p>", "share line"),
        ("<p>Advertisement</p>", "advertisement"),
        (
            '<div class="articleComments"><p>I never liked that boat, nor its cook.</p></div>',
            "comment",
        ),
    ],
)
def test_what_is_beside_the_article_is_left_out_and_counted(inside, kind):
    stated = article(inside)
    assert stated.fields["text"] == f"{FIRST}\n\n{SECOND}"
    assert left_out(stated) == {kind: 1}


@pytest.mark.parametrize(
    "inside",
    [
        "<p>Related costs of two million were not in the plan, the auditor Pia Holm wrote.</p>",
        "<p>Share prices of the line fell by a tenth on Tuesday, traders at the exchange said.</p>",
        "<p>More than forty people had to be taken off the ferry in boats before it got dark.</p>",
        "<p>Watch officers had reported water in the bow at six, a letter to the owner shows.</p>",
        "<p>Get off my deck, the mate wrote to the owner in an e-mail of May.</p>",
        "<p>We baked forty cookies for the fair and sold none, said Ilse Varga of the galley.</p>",
        "<p>The painting of the ferry was bought in 2029 by the museum of J. Paul Getty.</p>",
        "<ul><li>Facebook</li><li>Advertisement</li></ul>",
        "<p>Comments by the owner were read out in court, where nobody laughed at any of them.</p>",
        "<p>The site uses cookies without asking, the regulator said of the ferry line’s shop.</p>",
    ],
)
def test_a_sentence_that_begins_like_a_notice_stays(inside):
    assert joined(blocks_of(parse(inside.encode()))) in article(inside).fields["text"]


def test_a_name_on_what_holds_the_article_does_not_remove_it():
    body = f"""<div class="wrap with-sidebar has-related"><h1>Ferry stopped</h1>
    <div class="newsletter-promo-layout"><p>{FIRST}</p><p>{SECOND}</p></div></div>"""
    [stated] = read_html(page(body))
    assert stated.fields["text"] == f"{FIRST}\n\n{SECOND}"


def test_links_under_a_lead_go_with_it():
    stated = article("<p>Read also:</p><ul><li>Captain resigns</li><li>Welds from 1961</li></ul>")
    assert left_out(stated) == {"related link": 3}


def test_a_page_in_a_declared_old_encoding_is_read():
    head = '<meta charset="windows-1251"><title>Паром</title>'
    body = f"<article><p>{'Паром остановлен во вторник, сообщил порт. ' * 4}</p></article>"
    [stated] = read_html(page(body, head).decode().encode("cp1251"))
    assert str(stated.fields["text"]).startswith("Паром остановлен во вторник")


def test_a_wrongly_declared_encoding_does_no_harm():
    head = '<meta charset="iso-8859-1"><meta property="og:site_name" content="Café Post">'
    assert article(head=head).fields["outlet"] == "Café Post"


def test_an_encoding_declared_as_in_xml_is_read():
    data = b'<?xml version="1.0" encoding="utf-8"?>' + page(f"<p>{FIRST}</p>")
    assert [str(each.fields["text"]) for each in read_html(data)] == [FIRST]


def test_characters_that_no_page_may_hold_are_dropped():
    assert FIRST in str(article("<aside>a\x01b&#2;c&#xFFFE;</aside>\x0b").fields["text"])


def test_a_page_nested_deeper_than_two_hundred_keeps_its_paragraphs():
    deep = "<div>" * 900 + f"<p>{FIRST}</p><p>{SECOND}</p>" + "</div>" * 900
    [stated] = read_html(page(deep))
    assert stated.fields["text"] == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize("tag", ["div", "span", "ul", "table", "blockquote", "a"])
def test_a_page_nested_without_end_is_quarantined_with_its_reason(tag):
    with pytest.raises(Unreadable, match=r"nested more than 2,000 deep|no main text"):
        list(read_html(page(f"<{tag}>" * 100_000 + FIRST)))


@pytest.mark.parametrize("data", [b"<html>", b"<!-- nothing -->", b"<html><body> </body></html>"])
def test_a_page_without_text_says_so(data):
    with pytest.raises(Unreadable, match=r"no main text in the page|no web page"):
        list(read_html(data))


@pytest.mark.parametrize(
    "node",
    [
        {"@type": "NewsArticle", "headline": ["Ferry stopped", {"x": 1}], "author": [None, [{}]]},
        {"@type": ["NewsArticle", None], "url": {"a": []}, "datePublished": 5, "publisher": True},
        {"@graph": {"@graph": [[{"@type": "Article"}]]}, "mainEntity": 7},
        {"@type": "LiveBlogPosting", "liveBlogUpdate": [1, None, {"articleBody": {"a": 1}}]},
    ],
)
def test_data_of_odd_shapes_do_no_harm(node):
    assert FIRST in str(article(head=linked(node)).fields["text"])


def test_an_update_of_a_live_blog_has_an_identity_of_its_own(tmp_path):
    updates = [
        {"headline": "One", "datePublished": "2031-03-12T08:00:00Z", "articleBody": FIRST},
        {"headline": "Two", "datePublished": "2031-03-12T09:00:00Z", "articleBody": SECOND},
    ]
    node = {"@type": "LiveBlogPosting", "headline": "Ferry live", "liveBlogUpdate": updates}
    (tmp_path / "a.html").write_bytes(page("<h1>Ferry live</h1>", linked(node)))
    one, two = (each.article for each in read_articles([tmp_path]) if isinstance(each, ReadArticle))
    assert one.id != two.id
    assert one.story == two.story != ""


def test_an_update_is_read_from_where_it_says_more():
    update = {"datePublished": "2031-03-12T08:00:00+01:00", "articleBody": "Stopped."}
    other = {"datePublished": "2031-03-12T09:00:00+01:00", "articleBody": "Towed in."}
    node = {"@type": "LiveBlogPosting", "headline": "Ferry", "liveBlogUpdate": [update, other]}
    body = f"""<h1>Ferry</h1><div class="post"><time datetime="2031-03-12T07:00:00Z">7</time>
    <p>{FIRST}</p></div><div class="post"><time datetime="2031-03-12T08:00:00Z">8</time>
    <p>Towed in.</p></div>"""
    texts = [each.fields["text"] for each in read_html(page(body, linked(node)))]
    assert texts == [FIRST, "Towed in."]


def test_a_paragraph_outside_the_updates_is_counted():
    update = {"datePublished": "2031-03-12T08:00:00Z", "articleBody": FIRST}
    node = {"@type": "LiveBlogPosting", "headline": "Ferry", "liveBlogUpdate": [update]}
    [stated] = read_html(page(f"<h1>Ferry</h1><p>{SECOND}</p>", linked(node)))
    assert left_out(stated) == {"paragraph outside the updates": 1}


def test_a_live_blog_that_is_also_described_as_an_article_gives_its_updates():
    update = {"datePublished": "2031-03-12T08:00:00Z", "articleBody": FIRST}
    same = {"headline": "Ferry", "datePublished": "2031-03-12"}
    blog = {"@type": "LiveBlogPosting", "liveBlogUpdate": [update], **same}
    head = linked({"@type": "NewsArticle", **same}, blog)
    [stated] = read_html(page("<h1>Ferry</h1>", head))
    assert (stated.fields["text"], stated.fields["story"]) == (FIRST, "Ferry")


@pytest.mark.parametrize("name", ["update", "comments-area"])
def test_dated_notes_within_an_article_and_comments_are_no_live_blog(name):
    note = '<div class="post"><time datetime="2031-03-12T08:00Z">8</time><p>Now at sea.</p></div>'
    stated = article(f'<div class="{name}">{note * 2}</div>')
    assert str(stated.fields["text"]).startswith(FIRST)
    assert "story" not in stated.fields


def test_a_list_of_teasers_is_no_live_blog():
    link = '<h2><a href="/x">Old</a></h2>'
    teaser = f'<div class="update"><time datetime="2031-01-01">1</time>{link}</div>'
    stated = article(teaser * 3)
    assert "story" not in stated.fields
