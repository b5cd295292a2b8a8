"""Following feeds: what is new in one, and what is remembered of it."""

from __future__ import annotations

import json

import pytest
from feeding import LAMP, entry, feed, page
from webserver import web_on_loopback

from index import ArchiveDamaged, ArchiveTooNew, FetchError, Followed, Following, Pages, look
from index.web.fetching import UNKNOWN, Edition, Fetcher, Limits

XML = "application/rss+xml"


@pytest.fixture
def web():
    with web_on_loopback() as served:
        yield served


def look_at(followed: Followed, *, most: int = 50):
    fetcher = Fetcher(allow=("127.0.0.1",), limits=Limits(seconds=20, pause=0))
    return look(followed, fetcher=fetcher, pages=Pages(fetcher, most=most))


def counts(looked) -> tuple[int, int, int]:
    return looked.new, looked.changed, looked.known


def titles(looked) -> list[str]:
    return [each.article.title for each in looked.found]


# What is new


def test_what_was_seen_before_is_known_and_what_was_rewritten_is_changed(web):
    url = web.put("/feed", feed(entry("/1", "One"), entry("/2", "Two")), XML)
    first = look_at(Followed(url=url))
    assert (first.feed.name, counts(first), titles(first)) == (
        "Moor Radio",
        (2, 0, 0),
        ["One", "Two"],
    )
    web.put(
        "/feed", feed(entry("/3", "Three"), entry("/2", "Two, at last"), entry("/1", "One")), XML
    )
    second = look_at(first.feed)
    assert (counts(second), titles(second)) == ((1, 1, 1), ["Three", "Two, at last"])
    assert counts(look_at(second.feed)) == (0, 0, 3)


def test_a_feed_that_is_not_modified_says_so_and_forgets_nothing(web):
    url = web.put("/feed", feed(entry("/1", "One")), XML, headers={"ETag": '"v1"'})
    first = look_at(Followed(url=url))
    web.put("/feed", status=304)
    second = look_at(first.feed)
    assert web.asked[-1][1]["If-None-Match"] == '"v1"'
    assert (second.not_modified, second.found, second.feed.seen) == (True, (), first.feed.seen)


def test_a_feed_without_a_name_is_called_by_its_host(web):
    url = web.put("/feed", feed(entry("/1", "One"), title=""), XML)
    assert look_at(Followed(url=url)).feed.name == "127.0.0.1"


def test_an_entry_that_left_the_feed_is_known_when_it_comes_back(web):
    url = web.put("/feed", feed(entry("/1", "One"), entry("/2", "Two")), XML)
    first = look_at(Followed(url=url))
    web.put("/feed", feed(entry("/2", "Two")), XML)
    second = look_at(first.feed)
    web.put("/feed", feed(entry("/1", "One"), entry("/2", "Two")), XML)
    assert counts(look_at(second.feed)) == (0, 0, 2)


def test_the_oldest_entries_are_forgotten_beyond_a_thousand(web):
    seen = {str(number): "x" for number in range(1000)}
    url = web.put("/feed", feed(entry("/1", "One"), entry("/2", "Two")), XML)
    looked = look_at(Followed(url=url, seen=seen))
    assert len(looked.feed.seen) == 1000
    assert not {"0", "1"} & looked.feed.seen.keys()
    assert "2" in looked.feed.seen


def test_of_two_entries_with_one_id_the_first_counts(web):
    url = web.put("/feed", feed(entry("/1", "Newer"), entry("/1", "Older")), XML)
    first = look_at(Followed(url=url))
    assert (counts(first), titles(first)) == ((1, 0, 0), ["Newer"])
    assert counts(look_at(first.feed)) == (0, 0, 1)


def test_an_entry_that_cannot_be_read_keeps_no_other_back(web):
    url = web.put("/feed", feed(entry("/1", "One", text=""), entry("/2", "Two")), XML)
    lost, read = look_at(Followed(url=url)).found
    assert "no text beside its title" in lost.reason
    assert read.article.title == "Two"


# The pages of entries


def test_pages_are_read_where_that_is_wanted_and_once_each(web):
    web.put("/1", page(text=f"{LAMP} The whole of it stands here."))
    url = web.put("/feed", feed(entry("/1", "One")), XML)
    first = look_at(Followed(url=url, full=True))
    assert "The whole of it stands here." in first.found[0].article.text
    assert counts(look_at(first.feed)) == (0, 0, 1)
    assert web.paths.count("/1") == 1


def test_a_page_that_failed_is_read_the_next_time_though_the_feed_is_the_same(web):
    web.put("/1", status=503)
    url = web.put("/feed", feed(entry("/1", "One")), XML, headers={"ETag": '"v1"'})
    first = look_at(Followed(url=url, full=True))
    assert (counts(first), first.feed.edition, dict(first.feed.seen)) == ((0, 0, 0), UNKNOWN, {})
    web.put("/1", page())
    second = look_at(first.feed)
    assert (counts(second), second.feed.edition) == ((1, 0, 0), Edition('"v1"'))


def test_pages_beyond_the_most_a_run_are_read_the_next_time(web):
    for number in range(3):
        web.put(f"/{number}", page(title=f"Page {number}"))
    url = web.put("/feed", feed(*(entry(f"/{n}", f"Entry {n}") for n in range(3))), XML)
    first = look_at(Followed(url=url, full=True), most=2)
    assert counts(first) == (2, 0, 0)
    second = look_at(first.feed, most=2)
    assert (counts(second), titles(second)) == ((1, 0, 2), ["Page 2"])


# What is no feed


@pytest.mark.parametrize(
    ("body", "kind", "said"),
    [
        (page(), "text/html", "is no feed but a file of the kind .html; `byline add` reads it"),
        (feed(), XML, "holds no article that can be read (a feed without entries"),
        ("<rss><channel>", XML, "holds no article that can be read"),
    ],
)
def test_what_is_no_feed_cannot_be_followed(web, body, kind, said):
    with pytest.raises(FetchError) as caught:
        look_at(Followed(url=web.put("/feed", body, kind)))
    assert said in str(caught.value)


def test_of_a_page_the_feed_that_it_links_to_is_named(web):
    link = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    with pytest.raises(FetchError, match=f"follow {web.url}/feed.xml, its feed"):
        look_at(Followed(url=web.put("/", page(link))))


def test_failures_are_counted_until_a_look_succeeds(web):
    url = web.put("/feed", feed(entry("/1", "One")), XML)
    twice = Followed(url=url).failed("is down").failed("is slow")
    assert (twice.failures, twice.problem) == (2, "is slow")
    again = look_at(twice).feed
    assert (again.failures, again.problem) == (0, "")


# The list on disk

MOOR = Followed(
    url="https://moor.example/feed",
    name="Moor Radio",
    full=True,
    edition=Edition('"v1"', "Mon, 03 Mar 2031 08:00:00 GMT"),
    seen={"a": "1", "b": "2"},
    checked="2031-03-03T08:00:00+00:00",
    failures=2,
    problem="is down",
)
FEN = Followed(url="https://fen.example/feed")


def test_what_is_kept_is_read_again_in_the_order_of_following(tmp_path):
    following = Following(tmp_path)
    assert following.feeds() == []
    following.keep(MOOR)
    following.keep(FEN)
    following.keep(MOOR.failed("is down still"))
    assert Following(tmp_path).feeds() == [MOOR.failed("is down still"), FEN]
    assert [each.name for each in tmp_path.iterdir()] == ["following.json"]


def test_a_feed_is_forgotten_once(tmp_path):
    following = Following(tmp_path)
    following.keep(MOOR)
    following.keep(FEN)
    assert following.forget(MOOR.url)
    assert not following.forget(MOOR.url)
    assert (following.feeds(), following.feed(MOOR.url)) == ([FEN], None)


def test_a_write_that_fails_leaves_the_list_as_it_was(tmp_path, monkeypatch):
    following = Following(tmp_path)
    following.keep(MOOR)

    def full(_file):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        following.keep(FEN)
    assert following.feeds() == [MOOR]
    assert [each.name for each in tmp_path.iterdir()] == ["following.json"]


@pytest.mark.parametrize(
    "written",
    [
        *("", "[]", "{}", "null", '{"format": 1}', '{"format": "1", "feeds": []}'),
        '{"format": 1, "feeds": [7]}',
        '{"format": 1, "feeds": [{"url": "x"}]}',
        '{"format": 1, "feeds": [{"url": 7, "edition": {}}]}',
        '{"format": 1, "feeds": [{"url": "x", "edition": {}, "colour": "red"}]}',
        '{"format": 1, "feeds": [{"url": "x", "edition": {}, "seen": []}]}',
    ],
)
def test_a_damaged_list_is_named_with_the_way_out(tmp_path, written):
    (tmp_path / "following.json").write_text(written, "utf-8")
    with pytest.raises(ArchiveDamaged, match=r"following\.json.*restore it from a copy, or delete"):
        Following(tmp_path).feeds()


def test_a_list_of_a_newer_byline_is_left_alone(tmp_path):
    (tmp_path / "following.json").write_text(json.dumps({"format": 2, "feeds": []}), "utf-8")
    with pytest.raises(ArchiveTooNew, match="format 2"):
        Following(tmp_path).keep(MOOR)
