from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.articles import read_articles
from index.articles.markdown import from_markdown
from index.articles.stated import Unreadable
from index.articles.texts import read_markdown
from index.types import Note, Quarantined, ReadArticle

BODY = "The weir at Ness was shut on Tuesday, the river board said."


def read(tmp_path: Path, text: str, name: str = "a.md") -> ReadArticle | Quarantined:
    (tmp_path / name).write_text(text)
    (found,) = read_articles([tmp_path / name])
    return found


def text_of(source: str) -> str:
    return from_markdown(source).text


@pytest.mark.parametrize(
    "block",
    [
        '+++\ntitle = "Weir shut"\ndate = 2031-04-09T08:00:00+01:00\nlastmod = 2031-04-10\n'
        'authors = ["Cato Ness"]\nurl = "https://river.example/weir"\n[params]\n'
        'outlet = "River Post"\n+++\n',
        '+++\ntitle = "Weir shut"\ndate = 2031-04-09\nupdated = 2031-04-10\n[taxonomies]\n'
        'authors = ["Cato Ness"]\ntags = ["river"]\n[extra]\nsource = "River Post"\n'
        'link = "https://river.example/weir"\n+++\n',
        "---\nlayout: post\ntitle: Weir shut\ndate: 2031-04-09 07:00:00 +0200\n"
        "last_modified: 2031-04-10\nauthor: {name: Cato Ness}\npublisher: River Post\n"
        "canonical_url: https://river.example/weir\ncategories: [river]\n---\n",
        "---\ntitle: Weir shut\naliases: [Weir]\ntags:\n  - river\nauthors:\n  - name: Cato Ness\n"
        "    email: c@river.example\npublished: 9 April 2031\nmodified: 2031-04-10\n"
        'source: River Post\nurl: "https://river.example/weir"\ncssclass: wide\n---\n',
        '{\n  "title": "Weir shut",\n  "date": "2031-04-09",\n  "lastmod": "2031-04-10",\n'
        '  "author": "Cato Ness",\n  "publisher": "River Post",\n'
        '  "url": "https://river.example/weir"\n}\n',
    ],
)
def test_front_matter_is_read_as_hugo_zola_jekyll_and_obsidian_write_it(tmp_path, block):
    article = read(tmp_path, f"{block}\n{BODY}\n").article
    assert (article.title, article.outlet) == ("Weir shut", "River Post")
    assert (article.published, article.updated) == (date(2031, 4, 9), date(2031, 4, 10))
    assert (article.authors, article.url) == (("Cato Ness",), "https://river.example/weir")
    assert article.text == BODY


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        ("+++\ntitle = Weir\n+++\n", "the front matter is broken"),
        ('+++\ntitle = "Weir"\n\n', "not closed; end it with a line of +++"),
        ('{\n "title": "Weir",\n "date": }\n', "the front matter is broken"),
        ("---\ntitle: [Weir\n---\n", "put values with a : in quotes"),
    ],
)
@pytest.mark.parametrize("name", ["a.md", "a.markdown", "a.txt"])
def test_broken_front_matter_is_quarantined_with_the_way_out(tmp_path, block, reason, name):
    assert reason in read(tmp_path, block + BODY, name).reason


def test_a_title_with_a_colon_needs_no_quotes(tmp_path):
    read_article = read(
        tmp_path, f"---\ntitle: Weir: cost doubles\nsource: River Post\n---\n{BODY}"
    )
    assert (read_article.article.title, read_article.article.outlet) == (
        "Weir: cost doubles",
        "River Post",
    )


@pytest.mark.parametrize(
    "text", [f"{{{{< toc >}}}}\n\n{BODY}", f'{{"a": 1}}\n\n{BODY}', f"+++\n\n{BODY}"]
)
def test_what_only_begins_like_front_matter_is_text(tmp_path, text):
    assert BODY in read(tmp_path, text).article.text


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("# Weir *shut*\n", "Weir shut"),
        ("Weir shut\n=========\n", "Weir shut"),
        ("Weir shut\n\n", "Weir shut"),
        ("---\ntitle: Weir shut\n---\n# Weir shut\n", "Weir shut"),
    ],
)
def test_the_title_is_not_in_the_text(tmp_path, above, title):
    article = read(tmp_path, above + BODY).article
    assert (article.title, article.text) == (title, BODY)


def test_another_heading_than_the_stated_title_stays(tmp_path):
    article = read(tmp_path, f"---\ntitle: Weir shut\n---\n# Background\n{BODY}").article
    assert (article.title, article.text) == ("Weir shut", f"Background\n\n{BODY}")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("> “It is\n> a wall,” she said.", "“It is\na wall,” she said."),
        ("It [rained](https://bay.example) and <https://bay.example/1>.",
         "It rained and https://bay.example/1."),
        ("It [rained][1] **hard**, __very__ *hard*.\n\n[1]: https://bay.example",
         "It rained hard, very hard."),
        ("AT&T_Chem*Works*, snake_case_word, 2 * 3 * 4, a\\*b, 5*6*7",
         "AT&T_Chem*Works*, snake_case_word, 2 * 3 * 4, a*b, 5*6*7"),
        ("It rained.\n## Why\nIt was May.", "It rained.\n\nWhy\n\nIt was May."),
        ("- one\n- two\n  - three\n\n1. first\n2. second",
         "- one\n- two\n- three\n\n1. first\n2. second"),
        ("| Day | Rain |\n|---|--:|\n| Monday | *3* |", "Day | Rain\nMonday | 3"),
        ("```sh\nls *a* > b\n```", "ls *a* > b"),
        ("The code read `<b>*x*</b>`.", "The code read <b>*x*</b>."),
        ("It <b>rained</b><br>hard &amp; long.<!-- why? -->", "It rained\nhard & long."),
        ("<div>\n<p>It rained.</p><p>It froze.</p>\n</div>", "It rained.\n\nIt froze."),
        ("[Run](javascript:alert(1)) it.", "Run it."),
        ("It rained.\n\n---\n\nIt froze.\n\n***", "It rained.\n\nIt froze."),
        ("[[Ness|The weir]] and [[Vell]] ==rained==. %%a note%%", "The weir and Vell rained."),
        ("> [!warning] Flood\n> It rained.", "Flood\nIt rained."),
        ("It rained.\n{: .lead}", "It rained."),
        ("It rained.\n\n<!--more-->\n\nIt froze.", "It rained.\n\nIt froze."),
        ("It rained 50% to 60%, $5 and $6.", "It rained 50% to 60%, $5 and $6."),
        ("", ""),
    ],
)  # fmt: skip
def test_signs_of_markup_go_and_words_stay(source, text):
    assert text_of(source) == text


@pytest.mark.parametrize(
    ("source", "text", "what"),
    [
        ("It rained.\n\n![The weir](weir.jpg)", "It rained.", "image"),
        ("It rained.\n\n![[weir.jpg]]", "It rained.", ""),
        ("It rained.[^1]\n\n[^1]: In Ness.", "It rained.", "footnote"),
        ("It rained.\n\n{{< figure src=x >}}", "It rained.", "shortcode"),
        ("It rained {% include x.html %}hard.", "It rained hard.", "shortcode"),
        ("It ~~froze~~ rained.", "It  rained.", "struck-out word"),
    ],
)
def test_what_is_left_out_is_noted(source, text, what):
    found = from_markdown(source)
    assert found.text == text
    assert found.notes == ((Note("left out", what),) if what else ())


def test_code_keeps_what_would_be_signs_elsewhere():
    assert text_of("```\n{{< x >}} ==y== [[z]]\n```") == "{{< x >}} ==y== [[z]]"


def test_a_list_of_sources_in_markdown_names_its_outlets(tmp_path):
    sources = "## Sources and related\n\n- **Bay Post**: [Quay shut](https://bay.example)\n"
    article = read(tmp_path, f"{BODY}\n\n{sources}").article
    assert [(each.outlet, each.headline) for each in article.named_outlets] == [
        ("Bay Post", "Quay shut")
    ]
    assert article.text == BODY


def test_a_name_in_front_matter_that_is_not_known_is_noted(tmp_path):
    found = read(tmp_path, f"---\ntitle: Weir\ndateline_day: 9 April\n---\n{BODY}")
    assert found.notes == (Note("not understood", "field", "dateline_day"),)


def test_plain_text_keeps_its_signs(tmp_path):
    text = "* It *rained* in [Ness](x).\n> It froze.\n# Five"
    assert read(tmp_path, text, "a.txt").article.text == text


@pytest.mark.parametrize(
    "first",
    ["Weir", "Weir shut", "临江大桥关闭", "إغلاق الجسر", "पुल बंद", "橋は閉鎖？", "Weir shut?"],
)
def test_a_word_or_two_alone_above_the_text_are_its_title(tmp_path, first):
    article = read(tmp_path, f"{first}\n\n{BODY}\n", "a.txt").article
    assert (article.title, article.text) == (first, BODY)


@pytest.mark.parametrize(
    "first",
    [
        "It burned.",
        "“No.”",
        "桥关闭了。",
        "4 March 2031",
        "2031-03-04",
        "***",
        "1",
        "انهار الجسر۔",
        "Oh!",
    ],
)
def test_a_first_sentence_or_a_date_is_no_title(tmp_path, first):
    assert read(tmp_path, f"{first}\n\n{BODY}\n", "a.txt").article.title == ""


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.sampled_from("ab \n#*_[]()!>-|`~^:{}%=<>&\\1."), max_size=80))
def test_any_markdown_is_blocks_or_unreadable(source):
    with suppress(Unreadable):
        assert all(
            stated.fields["text"] is not None for stated in read_markdown(f"a{source}".encode())
        )
