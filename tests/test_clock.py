"""A clock that is wrong, or set back or forward meanwhile, loses nothing and holds nobody up."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from doubles import BRIDGE, FERRY, STRIKE, WordEmbedder, make_index
from test_rings import modules

from assistant import Assistant
from assistant.conversations import Conversations, conversations, visitor_cookie
from index import Index

NOW = datetime(2031, 3, 4, 12, tzinfo=UTC)
# Where a moment is written down, or is the day of asking. All that takes time is measured by a
# clock that never runs backwards.
MOMENTS = {
    "assistant.conversations.conversations",
    "assistant.evaluation.running",
    "assistant.http.chat",
    "assistant.http.responses",
    "assistant.today",
    "assistant.writing.model.faults",
    "index.stores.lock",
    "index.web.following",
}
_WALL_CLOCK = re.compile(r"\btime\.time\(|datetime\.(?:now|utcnow|today)\(|\bdate\.today\(")


@pytest.fixture
def index(tmp_path):
    with make_index(tmp_path / "archive", FERRY, BRIDGE) as made:
        yield made


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "report.txt").write_text("The harbour is closed.", "utf-8")
    return tmp_path / "articles"


def dated(path, moment: datetime) -> None:
    os.utime(path, (moment.timestamp(),) * 2)


def test_the_wall_clock_is_read_only_where_a_moment_is_written_down():
    assert {name for name, source in modules().items() if _WALL_CLOCK.search(source)} == MOMENTS


@pytest.mark.parametrize("days", [-30_000, -1, 1, 30_000])
def test_a_file_of_any_time_is_read_once_and_again_when_it_changed(index, folder, days):
    dated(folder / "report.txt", NOW + timedelta(days=days))
    assert index.sync([folder]).added.added == 1
    assert index.sync([folder]).unread == 1
    (folder / "report.txt").write_text("The harbour is opened.", "utf-8")  # of the same size
    dated(folder / "report.txt", NOW - timedelta(days=days))
    assert index.sync([folder]).added.replaced == 1


def test_what_a_writer_wrote_at_any_time_locks_nobody_out(index):
    told = {"process": "1", "machine": "elsewhere", "since": "2199-01-01T00:00:00+00:00"}
    (index.path / "writer.json").write_text(json.dumps(told), "utf-8")
    dated(index.path / "lock", NOW + timedelta(days=30_000))
    assert index.add([STRIKE]).added == 1


def test_versions_keep_their_order_when_the_clock_is_set_back(index):
    for number in (15, 16):
        text = BRIDGE.text.replace("14 new", f"{number} new")
        index.add([replace(BRIDGE, text=text)])
        with sqlite3.connect(index.path / "catalog.db") as other:
            earlier = f"20{40 - number}-01-01 00:00:00"
            other.execute("UPDATE versions SET replaced_at = ? WHERE rowid = ?", (earlier, number))
    texts = [version.article.text for version in index.versions("bridge")]
    assert ["14 new" in texts[0], "15 new" in texts[1]] == [True, True]


def test_turns_keep_their_order_and_number_when_the_clock_is_set_back(index, monkeypatch):
    class Clock(datetime):
        moments = iter([NOW, NOW, NOW - timedelta(days=400), NOW + timedelta(days=400)])

        @classmethod
        def now(cls, _zone=None):
            return next(cls.moments)

    monkeypatch.setattr(conversations, "datetime", Clock)
    answer = Assistant(index).ask("Where did the ferry run aground?")
    with Conversations.open(index.path / "conversations.db") as kept:
        talk = kept.start(user="ada").id
        assert [kept.add(talk, answer, user="ada") for _ in range(3)] == [1, 2, 3]
        assert [each.number for each in kept.turns(talk, user="ada")] == [1, 2, 3]


def test_a_visitor_stays_known_whatever_the_clocks_of_both_machines_say():
    cookie = visitor_cookie("0" * 32, secure=False)
    assert "Max-Age=" in cookie
    assert "Expires" not in cookie


@pytest.mark.parametrize("days", [-30_000, 30_000])
def test_a_word_index_of_another_time_is_read_and_written_as_any_other(index, days):
    for path in (index.path / "lexicon").iterdir():
        dated(path, NOW + timedelta(days=days))
    index.add([STRIKE])
    with Index.open(index.path, embedder=WordEmbedder()) as reader:
        assert reader.notices == ()
        assert reader.search("lamplighters")[0].passage.article_id == "strike"
