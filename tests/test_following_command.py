"""`byline follow`, and `byline add` of addresses, over a real archive and a web on loopback."""

from __future__ import annotations

import os
from functools import partial

import pytest
from doubles import WordEmbedder
from feeding import entry, feed, page
from typer.testing import CliRunner
from webserver import web_on_loopback

import index
from assistant.cli import app
from index import Fetcher, Following, Index
from index.web.fetching import Limits

XML = "application/rss+xml"
LOCAL = ("--allow-host", "127.0.0.1")


@pytest.fixture
def web():
    with web_on_loopback() as served:
        yield served


@pytest.fixture
def byline(tmp_path, monkeypatch):
    """Runs the command in an empty folder, with an embedder of a few words and no pauses."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("BYLINE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setitem(vars(index), "load_embedder", lambda _name: WordEmbedder())
    quick = partial(Fetcher, limits=Limits(seconds=20, pause=0))
    monkeypatch.setitem(vars(index), "Fetcher", quick)
    return lambda *arguments: CliRunner().invoke(app, arguments)


def held(tmp_path) -> list[str]:
    with Index.open(tmp_path / "archive", embedder=WordEmbedder()) as archive:
        return [article.title for article in archive.articles()]


# Adding addresses


def test_addresses_and_paths_are_added_together_and_what_fails_is_named(byline, web, tmp_path):
    (tmp_path / "news.txt").write_text("Snow in Ostermere\n\nIt snowed on Sunday.", "utf-8")
    web.put("/1", page())
    url = web.put("/feed", feed(entry("/2", "Two"), entry("/3", "Three")), XML)
    result = byline("add", web.url + "/1", "news.txt", url, web.url + "/gone", *LOCAL)
    assert result.exit_code == 3
    assert "Seen 5 = 4 added + 0 replaced + 0 unchanged + 1 quarantined" in result.stdout
    assert f"Quarantined: {web.url}/gone: there is nothing there" in result.stderr
    assert sorted(held(tmp_path)) == [
        *("Pell Point is lit again", "Snow in Ostermere", "Three", "Two"),
    ]


def test_the_same_address_twice_changes_nothing_and_new_words_replace(byline, web):
    url = web.put("/1", page())
    assert "1 added" in byline("add", url, *LOCAL).stdout
    assert "1 unchanged" in byline("add", url, *LOCAL).stdout
    web.put("/1", page(text="The lamp of Pell Point went out again on Sunday, to much regret."))
    assert "1 replaced" in byline("add", url, *LOCAL).stdout


def test_this_machine_is_only_asked_where_that_is_allowed_by_name(byline, web, tmp_path):
    result = byline("add", web.put("/1", page()))
    assert result.exit_code == 1
    assert "which is not public; --allow-host 127.0.0.1 lets Byline there" in result.stderr
    assert web.asked == []


def test_pages_are_read_in_place_of_entries_with_full(byline, web, tmp_path):
    web.put("/1", page())
    url = web.put("/feed", feed(entry("/1", "One")), XML)
    assert byline("add", url, "--full", *LOCAL).exit_code == 0
    assert held(tmp_path) == ["Pell Point is lit again"]


def test_a_password_in_an_address_is_not_shown(byline):
    result = byline("add", "https://ada:s3cret@moor.example/1")
    assert "holds a user's name or password" in result.stderr
    assert "s3cret" not in result.output


# Following


def test_a_feed_that_grows_between_two_looks_gives_what_is_new(byline, web, tmp_path):
    url = web.put("/feed", feed(entry("/1", "One")), XML)
    result = byline("follow", url, *LOCAL)
    assert (result.exit_code, "Moor Radio: 1 new, 0 changed, 0 known\n" in result.stdout) == (
        0,
        True,
    )
    web.put("/feed", feed(entry("/2", "Two"), entry("/1", "One")), XML)
    result = byline("follow", "--once", *LOCAL)
    assert "Moor Radio: 1 new, 0 changed, 1 known\n" in result.stdout
    assert "All 2 passages are embedded" in result.stdout
    assert byline("follow", "--once", *LOCAL).stdout == "Moor Radio: 0 new, 0 changed, 2 known\n"
    assert held(tmp_path) == ["One", "Two"]


def test_a_feeds_summary_takes_not_the_place_of_the_page(byline, web, tmp_path):
    byline("add", web.put("/1", page(title="One, whole")), *LOCAL)
    url = web.put("/feed", feed(entry("/1", "One"), entry("/2", "Two")), XML)
    byline("follow", url, *LOCAL)
    web.put("/feed", feed(entry("/1", "One!"), entry("/2", "Two!")), XML)
    assert "0 new, 2 changed, 0 known" in byline("follow", "--once", *LOCAL).stdout
    assert held(tmp_path) == ["One, whole", "Two!"]


def test_the_articles_of_a_feed_can_be_removed_by_its_address(byline, web, tmp_path):
    byline("add", web.put("/1", page()), *LOCAL)
    url = web.put("/feed", feed(entry("/2", "Two"), entry("/3", "Three")), XML)
    byline("add", url, *LOCAL)
    assert byline("remove", url).stdout == "Removed 2 articles.\n"
    assert held(tmp_path) == ["Pell Point is lit again"]


def test_a_bad_path_stops_no_address(byline, web):
    result = byline("add", "nowhere", web.put("/1", page()), *LOCAL)
    assert (result.exit_code, "1 added" in result.stdout) == (3, True)
    assert "Quarantined: nowhere: " in result.stderr


def test_a_feed_that_is_not_modified_says_so_in_its_line(byline, web):
    url = web.put("/feed", feed(entry("/1", "One")), XML, headers={"ETag": '"v1"'})
    byline("follow", url, *LOCAL)
    web.put("/feed", status=304)
    assert byline("follow", "--once", *LOCAL).stdout == "Moor Radio: nothing new\n"


def test_a_feed_that_fails_is_named_counted_and_looked_at_again(byline, web):
    moor = web.put("/moor", feed(entry("/1", "One")), XML)
    fen = web.put("/fen", feed(entry("/2", "Two"), title="Fen Post"), XML)
    byline("follow", moor, fen, *LOCAL)
    web.put("/moor", status=503)
    result = byline("follow", "--once", *LOCAL)
    assert result.exit_code == 3
    assert (
        f"Moor Radio: failed; {moor}: its server fails; try again later (status 503)"
        in result.stderr
    )
    assert "Fen Post: 0 new, 0 changed, 1 known" in result.stdout
    assert "failed 1 time since: its server fails" in byline("follow", "--list").stdout
    web.put("/moor", feed(entry("/1", "One")), XML)
    assert byline("follow", "--once", *LOCAL).exit_code == 0
    assert "failed" not in byline("follow", "--list").stdout


def test_what_cannot_be_read_is_not_followed_and_makes_no_archive(byline, web, tmp_path):
    result = byline("follow", web.put("/1", page()), *LOCAL)
    assert result.exit_code == 1
    assert "is no feed but a file of the kind .html" in result.stderr
    assert not (tmp_path / "archive").exists()
    good = web.put("/feed", feed(entry("/1", "One")), XML)
    assert byline("follow", web.url + "/1", good, *LOCAL).exit_code == 3
    assert [each.url for each in Following(tmp_path / "archive").feeds()] == [good]


def test_a_feed_can_be_listed_and_forgotten_and_its_articles_stay(byline, web, tmp_path):
    assert byline("follow", "--list").stdout == "No feed is followed.\n"
    url = web.put("/feed", feed(entry("/1", "One")), XML)
    byline("follow", url, "--full", *LOCAL)
    web.put("/1", page(title="One, whole"))
    byline("follow", "--once", *LOCAL)
    told = byline("follow", "--list").stdout
    assert told.startswith(
        f"Moor Radio  {url}\n    entries seen: 1, the page of each is read; last"
    )
    assert byline("follow", "--forget", url).stdout == (
        f"{url} is followed no longer; its articles stay.\n"
    )
    assert byline("follow", "--forget", url).exit_code == 1
    assert held(tmp_path) == ["One, whole"]


def test_following_goes_on_until_it_is_interrupted(byline, web, tmp_path, monkeypatch):
    url = web.put("/feed", feed(entry("/1", "One")), XML)
    rests: list[float] = []

    def rest(seconds: float) -> None:
        rests.append(seconds)
        if len(rests) == 2:
            raise KeyboardInterrupt
        web.put("/feed", feed(entry("/2", "Two"), entry("/1", "One")), XML)

    monkeypatch.setattr("assistant.cli.following.sleep", rest)
    result = byline("follow", url, "--every", "30", *LOCAL)
    assert (result.exit_code, rests) == (130, [1800, 1800])
    assert "Stopped; what was added stays." in result.stderr
    assert held(tmp_path) == ["One", "Two"]


@pytest.mark.parametrize(
    "arguments",
    [(), ("--list", "--once"), ("--forget", "x", "--every", "5"), ("--every", "0")],
)
def test_what_makes_no_sense_together_is_wrong_usage(byline, arguments):
    assert byline("follow", *arguments).exit_code == 2


def test_nothing_to_look_at_is_said(byline, tmp_path):
    Index.open(tmp_path / "archive", embedder=WordEmbedder(), create=True).close()
    result = byline("follow", "--once")
    assert result.exit_code == 1
    assert "No feed is followed; name one: byline follow FEED." in result.stderr
