"""Adding, keeping in step and removing files at the command, over a real archive."""

from __future__ import annotations

import json
import os

import pytest
from doubles import WordEmbedder
from typer.testing import CliRunner

import index
from assistant.cli import app

FULL = "The reservoir at Hollin is 41 per cent full.\n\nIt rained on Friday."
EMPTY = "The reservoir at Hollin is 14 per cent full.\n\nIt rained on Friday."


@pytest.fixture
def byline(tmp_path, monkeypatch):
    """Runs the command in a folder with two files, `news/dam.txt` and `news/storm.txt`."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("BYLINE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setitem(vars(index), "load_embedder", lambda model="": WordEmbedder())
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "dam.txt").write_text(FULL)
    (tmp_path / "news" / "storm.txt").write_text("The storm took the roof off the mill.")
    return lambda *arguments: CliRunner().invoke(app, arguments)


def test_one_bad_path_is_named_and_the_good_ones_are_added(byline):
    result = byline("add", "news", "nowhere", "--no-embed")
    assert result.exit_code == 3
    assert "2 added" in result.stdout
    assert "Quarantined: nowhere: there is nothing at this path" in result.stderr


def test_add_counts_what_was_not_understood_by_file(byline, tmp_path):
    (tmp_path / "wire.jsonl").write_text(json.dumps({"text": "It rained.", "date": "someday soon"}))
    result = byline("add", "wire.jsonl", "--no-embed")
    assert "Not understood: 1 date (in 1 file)." in result.stdout
    assert "Not understood: wire.jsonl:1: date “someday soon”" in result.stderr


def test_add_as_json_gives_nothing_but_json_on_stdout(byline, tmp_path):
    (tmp_path / "wire.jsonl").write_text(json.dumps({"text": "It rained.", "date": "someday soon"}))
    told = json.loads(byline("add", "wire.jsonl", "news", "--json").stdout)
    assert (told["seen"], told["added"], told["quarantined"]) == (3, 3, [])
    assert told["notes"] == {"not understood": {"date": 1}}
    assert told["files"]["wire.jsonl"]["details"] == [
        {"line": 1, "what": "date", "detail": "someday soon"}
    ]


def test_sync_tells_what_moved_and_what_is_gone_and_removes_it_when_asked(byline, tmp_path):
    byline("sync", "news", "--no-embed")
    (tmp_path / "news" / "dam.txt").rename(tmp_path / "news" / "hollin.txt")
    (tmp_path / "news" / "storm.txt").unlink()
    told = byline("sync", "news", "--no-embed").stdout
    assert f"Moved: {tmp_path}/news/dam.txt -> {tmp_path}/news/hollin.txt" in told
    assert f"Gone: {tmp_path}/news/storm.txt: storm.txt" in told
    assert "1 article gone and kept; --remove takes them out." in told
    assert "Removed 1 article." in byline("sync", "news", "--remove", "--no-embed").stdout
    again = json.loads(byline("sync", "news", "--json").stdout)
    assert (again["seen"], again["unread"], again["gone"]) == (0, 1, [])


def test_versions_shows_what_a_file_said_before(byline, tmp_path):
    byline("add", "news", "--no-embed")
    (tmp_path / "news" / "dam.txt").write_text(EMPTY)
    byline("add", "news", "--no-embed")
    shown = byline("versions", "news/dam.txt").stdout
    assert shown.index("41 per cent full.\n\nIt rained") < shown.index("now: dam.txt")
    assert shown.index("now: dam.txt") < shown.index("14 per cent full.")


def test_a_file_is_removed_by_its_path(byline):
    byline("add", "news", "--no-embed")
    assert "Removed 1 article." in byline("remove", "news/storm.txt").stdout
    assert byline("versions", "news/storm.txt").exit_code == 1
