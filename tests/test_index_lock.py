"""One writer at a time, and it is named."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from threading import Timer

import pytest
from doubles import FERRY, STRIKE, WordEmbedder, make_index

from index import ArchiveLocked, Index
from index.stores.lock import writer_lock

HOLDER = """
import sys
from pathlib import Path
from index.stores.lock import writer_lock
with writer_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held_elsewhere(archive):
    """Hold the lock of `archive` in another process until the block is left."""
    command = [sys.executable, "-c", HOLDER, str(archive)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as it:
        assert it.stdout.readline() == "held\n"
        yield it
        it.kill()


@pytest.fixture
def index(tmp_path):
    with make_index(tmp_path / "archive", FERRY) as made:
        yield made


def test_a_second_writer_is_told_which_process_is_the_first(index):
    with held_elsewhere(index.path) as holder:
        for write in (
            lambda: index.add([STRIKE]),
            lambda: index.remove(["ferry"]),
            lambda: next(index.embed()),
            index.repair,
        ):
            with pytest.raises(ArchiveLocked, match=f"process {holder.pid} on"):
                write()
    assert [each.id for each in index.articles()] == ["ferry"]


def test_readers_are_not_kept_waiting_by_a_writer(index):
    with held_elsewhere(index.path), Index.open(index.path, embedder=WordEmbedder()) as reader:
        assert reader.search("ferry")[0].passage.article_id == "ferry"


def test_a_killed_writer_holds_nothing(index):
    with held_elsewhere(index.path) as holder:
        holder.kill()
        holder.wait()
        assert index.add([STRIKE]).added == 1


def test_a_reader_that_settles_what_was_left_stops_no_writer(index, monkeypatch):
    """It holds the lock for a moment, without which nobody may write."""

    def patient(archive, *, patience):
        return writer_lock(archive, patience=patience and 30.0)

    monkeypatch.setattr("index.turns.writer_lock", patient)
    with held_elsewhere(index.path) as holder:
        Timer(0.2, holder.kill).start()
        assert index.add([STRIKE]).added == 1


def test_two_writers_in_one_process_are_two_writers(index):
    with Index.open(index.path, embedder=WordEmbedder()) as other:
        running = index.embed()
        next(running)
        with pytest.raises(ArchiveLocked):
            other.add([STRIKE])
        running.close()
        assert other.add([STRIKE]).added == 1
