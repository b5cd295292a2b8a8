"""The vector index on a real Chroma server: the same answers, and an archive that does without."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from doubles import PRESS, WordEmbedder

from assistant import Assistant
from index import Index

pytestmark = pytest.mark.slow

COMMAND = Path(sys.executable).with_name("chroma")
QUERY = "aground ferry"
UNHEARD = {"articles read for who says what"}


@contextmanager
def chroma(folder: Path, port: int = 0):
    """Run a server that keeps what it holds in `folder`, and give its address."""
    if not port:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
    command = [COMMAND, "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            for _ in range(300):
                with socket.socket() as tried:
                    if not tried.connect_ex(("127.0.0.1", port)):
                        break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.kill()


@pytest.fixture(autouse=True)
def _server_at_hand():
    if not shutil.which(COMMAND):
        pytest.skip("no chroma beside this Python")


def open_index(folder, address):
    return Index.open(folder, embedder=WordEmbedder(), create=True, chroma=address)


def embedded(index):
    index.add(PRESS)
    for _ in index.embed():
        pass


def found(index):
    return [(hit.passage.id, round(hit.score, 6)) for hit in index.search(QUERY)]


def lacking(index):
    return {each.what for each in index.check().findings if not each.ok}


def test_a_server_gives_what_the_folder_gives_and_an_archive_lives_on_without_it(tmp_path):
    with open_index(tmp_path / "local", "") as local:
        embedded(local)
        expected = found(local)
    with chroma(tmp_path / "server") as address, open_index(tmp_path / "far", address) as index:
        embedded(index)
        assert found(index) == expected
        assert lacking(index) <= UNHEARD
        assert index.notices == ()
    with open_index(tmp_path / "far", address) as index:  # the server is gone
        assert {passage for passage, _ in found(index)} <= {passage for passage, _ in expected}
        answer = Assistant(index).ask("Where did the ferry run aground?")
        assert "does not answer" in answer.notice
    port = int(address.rpartition(":")[2])
    with chroma(tmp_path / "server", port), open_index(tmp_path / "far", address) as index:
        assert found(index) == expected
        assert index.notices == ()


def test_what_is_removed_is_removed_from_the_server_too(tmp_path):
    with chroma(tmp_path / "server") as address, open_index(tmp_path / "far", address) as index:
        embedded(index)
        index.remove([PRESS[0].id])
        assert PRESS[0].id not in {hit.passage.article_id for hit in index.search(QUERY)}
        assert lacking(index) <= UNHEARD
