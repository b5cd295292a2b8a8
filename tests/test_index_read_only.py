"""An archive that may only be read: every door answers from it, and nothing in it changes."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from doubles import PRESS, WordEmbedder, article, hear, make_index

from index import Index

TESTS = Path(__file__).parent
PARADE = article("parade", "Nobody came to see the elephants.", title="Parade")
# Mounts the folder over itself, to be read only, for itself and what it starts.
READ_ONLY = """
mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && ! touch "$0/mine" 2>&- && exec "$@"
"""
# What each door gives, a line each. No word finds the parade, only its meaning does.
DOORS = """
import io, os, sys
from contextlib import redirect_stdout
from pathlib import Path
from doubles import STRIKE, WordEmbedder
import index
vars(index)["load_embedder"] = lambda *_: WordEmbedder()
from fastapi.testclient import TestClient
from assistant import Assistant
from assistant.cli import app
from assistant.cli.serving import _kept_if_possible
from assistant.http.api import create_api
from assistant.page import take_turn
from assistant.settings import Settings
from index import ArchiveError, Index

archive, question = sys.argv[1], "Where did the ferry run aground?"
app(["ask", question, "--archive", archive], standalone_mode=False)
with _kept_if_possible(Settings(archive=Path(archive))) as kept:
    print("kept" if kept else "not kept")
with Index.open(archive, embedder=WordEmbedder()) as opened:
    print("notices", opened.notices)
    print("found", [hit.passage.article_id for hit in opened.search("zeppelin", limit=1)])
    assistant = Assistant(opened)
    answer = TestClient(create_api(assistant), base_url="http://localhost").post(
        "/api/ask", json={"question": question}
    )
    print("http", answer.status_code, answer.json()["answer"])
    *_, turn = take_turn(assistant, question)
    print("page", turn.answer.text)
    try:
        opened.add([STRIKE])
    except ArchiveError as error:
        print(type(error).__name__, error)
"""


@pytest.fixture
def archive(tmp_path):
    with make_index(tmp_path / "archive", *PRESS, PARADE) as index:
        hear(index)
        for _ in index.embed():
            pass
    return tmp_path / "archive"


def hashes(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def read_only(archive: Path, program: str) -> subprocess.CompletedProcess[str]:
    """Run a program of Python that finds `archive` on a disk that is mounted to be read only."""
    if not shutil.which("unshare"):
        pytest.skip("a folder can only be mounted read-only with unshare, on Linux")
    own = ["unshare", "--mount", *([] if os.getuid() == 0 else ["--map-root-user"])]
    shell = [*own, "sh", "-c", READ_ONLY, str(archive)]
    if subprocess.run([*shell, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody mount a folder read-only")
    return subprocess.run(
        [*shell, sys.executable, "-c", program, str(archive)],
        env={**os.environ, "PYTHONPATH": f"{TESTS}{os.pathsep}{TESTS.parent}"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_every_door_answers_from_a_disk_that_is_mounted_read_only(archive):
    before = hashes(archive)
    done = read_only(archive, DOORS)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert any("ran aground off Pellworth" in line for line in lines[:4])
    assert "not kept" in lines
    assert "notices ()" in lines
    assert "found ['parade']" in lines
    assert any(line.startswith("http 200 The ferry ran aground") for line in lines)
    assert any(line.startswith("page The ferry ran aground") for line in lines)
    assert lines[-1].startswith("ArchiveReadOnly The archive")
    assert "Conversations are not kept" in done.stderr
    assert hashes(archive) == before


@pytest.mark.slow
def test_what_a_killed_writer_left_in_the_log_is_read_too(archive, tmp_path):
    """The catalog's log (WAL) holds what was committed last, and nobody may work it in."""
    left = tmp_path / "left"
    with Index.open(archive, embedder=WordEmbedder()) as writer:
        writer.add([article("zebra", "A zebra walked by.")])
        shutil.copytree(archive, left)  # as a kill leaves it: closing works the log in
        (left / "catalog.db-shm").unlink()
    assert (left / "catalog.db-wal").stat().st_size
    before = hashes(left)
    done = read_only(left, DOORS + "\nprint(len(Index.open(archive, embedder=WordEmbedder())))")
    assert done.stdout.splitlines()[-1:] == ["5"], done.stderr
    assert hashes(left) == before


def test_a_word_index_that_nobody_can_make_anew_is_left_out_with_a_notice(tmp_path):
    archive = tmp_path / "archive"
    make_index(archive, *PRESS).close()
    shutil.rmtree(archive / "lexicon")
    with sqlite3.connect(archive / "catalog.db") as other:
        other.execute("BEGIN IMMEDIATE")  # stands for whatever hinders writing
        from index.stores.catalog import connecting

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(connecting, "_BUSY_SECONDS", 0.01)
            with Index.open(archive, embedder=WordEmbedder()) as index:
                assert "The word index is damaged" in " ".join(index.notices)
