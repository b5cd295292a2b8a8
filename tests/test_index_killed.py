"""A writer that is killed, at any moment, leaves an archive that is whole and complete."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from doubles import FERRY, WordEmbedder, article, make_index

from index import ArchiveReadOnly, Index
from index.stores.lexicon import Draft

TESTS = Path(__file__).parent
ARTICLES = 120
# Adds 20 articles at a time, hears and embeds them, and notes in a ledger what it was told is safe.
WRITER = """
import os, sys
from doubles import WordEmbedder
from test_index_killed import ARTICLES, numbered
from index import Index

archive, ledger = sys.argv[1], open(sys.argv[2], "a")

def note(*words):
    print(*words, file=ledger, flush=True)
    os.fsync(ledger.fileno())

with Index.open(archive, embedder=WordEmbedder(seconds_per_batch=0.01), create=True) as index:
    for first in range(0, ARTICLES, 20):
        some = [numbered(number) for number in range(first, first + 20)]
        index.add(some, on_progress=lambda _: note("added", *(each.id for each in some)))
        for heard in index.hear():
            note("heard", heard.done)
        for embedded in index.embed():
            note(embedded.phase, embedded.done)
note("finished")
"""


def numbered(number: int):
    sentences = (f"The ferry number{number} left on day {day}." for day in range(16))
    text = f"{' '.join(sentences)} Ferry number{number} is late, Ida Moor said."
    return article(f"article-{number}", text, title=f"Number {number}")


def added_in(ledger: Path) -> set[str]:
    lines = [line.split() for line in ledger.read_text().splitlines()]
    return {each for line in lines if line[0] == "added" for each in line[1:]}


def heard_in(ledger: Path) -> int:
    lines = [line.split() for line in ledger.read_text().splitlines()]
    return max((int(line[1]) for line in lines if line[0] == "heard"), default=0)


class _Killed(Exception):
    """Stands for the moment a process ends."""


class EndsAtStorm(WordEmbedder):
    """Ends the process at the first text with a storm."""

    def count_tokens(self, texts):
        if any("storm" in text for text in texts):
            raise _Killed
        return super().count_tokens(texts)


@pytest.fixture
def killed_before_lexicon(tmp_path, monkeypatch):
    """An archive whose writer ended when the catalog had the article and the lexicon had not."""

    def end(*_):
        raise _Killed

    with monkeypatch.context() as patch:
        patch.setattr(Draft, "commit", end)
        with pytest.raises(_Killed):
            make_index(tmp_path, FERRY)
    return tmp_path


def test_what_the_lexicon_missed_is_found_after_the_next_opening(killed_before_lexicon):
    with Index.open(killed_before_lexicon, embedder=WordEmbedder()) as index:
        assert [hit.passage.article_id for hit in index.search("aground")] == ["ferry"]


def test_what_the_lexicon_missed_is_taken_in_once(killed_before_lexicon):
    for _ in range(2):
        with make_index(killed_before_lexicon, FERRY) as index:
            assert len(index.search("aground")) == 1


def test_files_that_a_killed_writer_left_in_the_lexicon_are_in_nobodys_way(tmp_path):
    """Which passages are gone is written to a file whose name the next writer chooses again."""
    with make_index(tmp_path / "archive", FERRY, article("late", "The storm is over.")):
        killed = shutil.copytree(tmp_path / "archive", tmp_path / "killed")
    with make_index(tmp_path / "archive") as index:
        index.remove(["late"])
    [left] = (tmp_path / "archive" / "lexicon").glob("*.del")
    for file in (left, left.with_name(".managed.json")):
        shutil.copy(file, killed / "lexicon")
    with make_index(killed) as index:
        index.remove(["late"])
        assert index.search("storm") == []


def test_a_word_index_that_finds_no_room_is_told_and_catches_up_later(tmp_path, monkeypatch):
    def full(*_):
        raise ValueError("An IO error occurred: 'No space left on device (os error 28)'")

    with make_index(tmp_path) as index:
        with monkeypatch.context() as patch:
            patch.setattr("index.stores.lexicon.documents._document", full)
            with pytest.raises(ArchiveReadOnly, match=r"No space left .* free some space"):
                index.add([FERRY])
        assert index.add([FERRY]).added == 1
        assert [hit.passage.article_id for hit in index.search("aground")] == ["ferry"]


def test_a_draft_that_was_not_committed_is_lost(tmp_path):
    with make_index(tmp_path, FERRY) as index:
        with index._lexicon.writing() as draft:
            draft.forget_all()
        assert [hit.passage.article_id for hit in index.search("aground")] == ["ferry"]


def test_a_batch_that_breaks_off_leaves_no_half_of_it(tmp_path):
    with make_index(tmp_path, embedder=EndsAtStorm()) as index:
        with pytest.raises(_Killed):
            index.add([FERRY, article("late", "The storm is over.")])
        assert len(index) == 0
        assert index.search("aground") == []


def test_embedding_that_is_stopped_goes_on_where_it_was(tmp_path):
    embedder = WordEmbedder(max_tokens=10)
    with make_index(tmp_path, *map(numbered, range(40)), embedder=embedder) as index:
        embedder.read.clear()
        running = index.embed()
        first = next(running)
        running.close()
        assert (first.done, len(embedder.read)) == (128, 128)
        assert index.status().embedded == 128 < index.status().passages


@pytest.mark.slow
def test_whatever_was_reported_is_there_after_any_number_of_kills(tmp_path):
    archive, ledger = tmp_path / "archive", tmp_path / "ledger"
    chance = Random(20310304)
    ledger.touch()
    command = [sys.executable, "-c", WRITER, str(archive), str(ledger)]
    environment = {**os.environ, "PYTHONPATH": f"{TESTS}{os.pathsep}{TESTS.parent}"}
    for _ in range(6):
        wanted = len(ledger.read_text().splitlines()) + chance.randint(1, 9)
        with subprocess.Popen(command, env=environment) as writer:
            while writer.poll() is None and len(ledger.read_text().splitlines()) < wanted:
                pass
            try:
                writer.wait(chance.uniform(0, 0.05))
            except subprocess.TimeoutExpired:
                writer.kill()
        with Index.open(archive, embedder=WordEmbedder()) as index:
            there = {each.id: each for each in index.articles()}
            assert index.status().heard >= heard_in(ledger)
            assert added_in(ledger) <= set(there)
            assert all(each == numbered(int(name.split("-")[1])) for name, each in there.items())
    subprocess.run(command, env=environment, check=True)
    with Index.open(archive, embedder=WordEmbedder()) as index:
        assert len(index) == ARTICLES
        assert index.check().ok
