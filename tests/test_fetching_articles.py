"""Articles read from the web: their own address, and what may take whose place."""

from __future__ import annotations

import json

import pytest
from feeding import LAMP as TEXT
from feeding import entry, feed, page
from webserver import web_on_loopback

from index.articles import read_bytes
from index.articles.located import is_same_site
from index.types import Article, Quarantined
from index.web.fetching import Fetcher, Limits
from index.web.pages import Pages, read_address


def canonical(url: str) -> str:
    return f'<link rel="canonical" href="{url}"><meta property="og:url" content="{url}">'


def articles(data: str | bytes, kind: str = ".html", place: str = "https://moor.example/a/lamp"):
    raw = data.encode() if isinstance(data, str) else data
    return [each.article for each in read_bytes(raw, kind, place=place)]


@pytest.fixture
def web():
    with web_on_loopback() as served:
        yield served


@pytest.fixture
def fetcher():
    return Fetcher(allow=("127.0.0.1",), limits=Limits(seconds=20, pause=0))


# Whose address


def test_a_page_is_known_by_the_address_it_states_of_its_own_site():
    [found] = articles(page(canonical("https://moor.example/lamp")))
    assert found.url == "https://moor.example/lamp"


@pytest.mark.parametrize(
    "stated",
    [
        "https://other.example/lamp",
        "https://moor.example.other.example/lamp",
        "https://moor.example/",
        "https://moor.example",
        "javascript:alert(1)",
        "http://[bad/lamp",
    ],
)
def test_no_page_passes_itself_off_as_anothers_nor_as_the_front_page(stated):
    [found] = articles(page(canonical(stated)))
    assert found.url == "https://moor.example/a/lamp"


def test_the_same_page_is_one_article_however_its_address_is_decorated():
    address = "https://moor.example/lamp"
    [one] = articles(page(canonical(address)), place=f"{address}?from=mail")
    [other] = articles(page(canonical(address)), place=f"{address}?from=home")
    assert one.id == other.id


def test_what_states_no_address_is_at_the_one_it_was_found_at():
    for kind in (".txt", ".html"):
        [found] = articles(page() if kind == ".html" else TEXT, kind)
        assert (found.url, found.path) == ("https://moor.example/a/lamp",) * 2


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.moor.org/a", "http://m.moor.org/b", True),
        ("https://moor.co.uk/a", "https://fen.co.uk/a", False),
        ("https://moor.github.io/a", "https://fen.github.io/a", False),
        ("http://127.0.0.1:8000/a", "http://127.0.0.1:9000/a", True),
        ("", "", False),
    ],
)
def test_one_site_is_what_one_owner_has_under_an_ending(one, other, same):
    assert is_same_site(one, other) is same


def test_an_entry_of_a_feed_keeps_the_address_it_links_to():
    found = articles(feed(entry("https://moor.example/1", "One"), entry("/2", "Two")), ".xml")
    assert [each.url for each in found] == ["https://moor.example/1", "https://moor.example/2"]


@pytest.mark.parametrize("kind", [".md", ".txt"])
def test_front_matter_names_no_other_site_and_no_id_of_the_world(kind):
    text = f"---\nurl: https://other.example/1\nid: {{}}\n---\n\n{TEXT}"
    [found] = articles(text.format("seven"), kind)
    assert (found.text, found.url) == (TEXT, "https://moor.example/a/lamp")
    assert articles(text.format("eight"), kind)[0].id == found.id != "seven"


def test_several_articles_of_one_page_are_told_apart_by_their_ids():
    both = [{"id": name, "text": f"{name} {TEXT}"} for name in ("one", "two")]
    found = articles(json.dumps(both), ".json")
    assert [each.url for each in found] == [
        f"https://moor.example/a/lamp#{n}" for n in ("one", "two")
    ]


@pytest.mark.parametrize("url", ["http://[bad/1", 7, ["/1"], "  "])
def test_an_address_that_is_none_is_not_kept(url):
    [found] = articles(json.dumps({"text": TEXT, "url": url}), ".json")
    assert found.url == "https://moor.example/a/lamp"


def test_an_id_is_one_of_its_own_site_only():
    record = json.dumps({"id": "7", "text": TEXT, "url": "https://moor.example/7"})
    [moor] = articles(record, ".json", "https://moor.example/list.json")
    [again] = articles(record, ".json", "https://moor.example/other.json")
    [fen] = articles(record, ".json", "https://fen.example/list.json")
    assert moor.id == again.id != fen.id
    assert moor.id != "7"


@pytest.mark.parametrize(
    ("data", "kind", "reason"),
    [
        (b"  ", ".html", "empty"),
        (b"x", ".gif", "unknown kind .gif; Byline reads "),
        (b"{", ".json", "not valid JSON"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_address(data, kind, reason):
    [lost] = read_bytes(data, kind, place="https://moor.example/x")
    assert isinstance(lost, Quarantined)
    assert lost.path == "https://moor.example/x"
    assert reason in lost.reason


def test_records_of_the_web_are_read_as_those_of_files_are():
    rows = f'title,text\r\n"One, two","{TEXT}"\r\n'
    [found] = articles(rows, ".csv", "https://moor.example/list.csv")
    assert (found.title, found.text) == ("One, two", TEXT)


# Reading an address


def test_an_address_that_cannot_be_fetched_is_named_with_the_reason(web, fetcher):
    [lost] = read_address(f"{web.url}/gone", fetcher=fetcher)
    assert isinstance(lost, Quarantined)
    assert str(lost).startswith(f"{web.url}/gone: there is nothing there")


def test_a_feed_gives_its_entries_and_fetches_no_page(web, fetcher):
    url = web.put("/feed", feed(entry("/1", "One"), entry("/2", "Two")), kind="text/xml")
    found = [each.article for each in read_address(url, fetcher=fetcher)]
    assert [(each.title, each.outlet) for each in found] == [
        ("One", "Moor Radio"),
        ("Two", "Moor Radio"),
    ]
    assert web.paths == ["/robots.txt", "/feed"]


def whole(url, fetcher, most=50):
    return list(read_address(url, fetcher=fetcher, pages=Pages(fetcher, most=most)))


def test_the_page_of_an_entry_takes_its_place_where_that_is_asked_for(web, fetcher):
    web.put("/1", page(text=f"{TEXT} The whole of it stands here.", title="One, at length"))
    url = web.put("/feed", feed(entry("/1", "One")), kind="text/xml")
    [read] = whole(url, fetcher)
    assert "The whole of it stands here." in read.article.text
    assert (read.article.title, read.article.url) == ("One, at length", f"{web.url}/1")


def test_what_a_page_does_not_state_is_taken_from_its_entry(web, fetcher):
    web.put("/1", page())
    [read] = whole(web.put("/feed", feed(entry("/1", "One")), kind="text/xml"), fetcher)
    assert (str(read.article.published), read.article.outlet) == ("2031-05-03", "Moor Radio")


def test_a_page_that_is_gone_or_one_too_many_is_named(web, fetcher):
    web.put("/2", page())
    entries = [entry(f"/{number}", f"Entry {number}") for number in (1, 2, 3)]
    url = web.put("/feed", feed(*entries), kind="text/xml")
    gone, read, left = whole(url, fetcher, most=2)
    assert (gone.path, left.path) == (f"{web.url}/1", f"{web.url}/3")
    assert "status 404" in gone.reason
    assert left.reason == "left for a next run, as one reads at most 2 pages of feeds"
    assert isinstance(read.article, Article)


def test_a_page_is_not_taken_for_a_feed(web, fetcher):
    [read] = whole(web.put("/1", page()), fetcher)
    assert web.paths == ["/robots.txt", "/1"]
    assert read.article.url == f"{web.url}/1"
