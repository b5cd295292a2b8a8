"""The vector index on a real Chroma server: the same answers, and an archive that does without."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from signal import SIGCONT, SIGSTOP
from threading import Thread

import numpy as np
import pytest
from doubles import PRESS, Notes, WordEmbedder

from assistant import Assistant
from index import Filters, Index, VectorsUnreachable
from index.stores.vectors import Entry, vector_store
from index.stores.vectors.server import VectorServer

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
    if not shutil.which(COMMAND):
        pytest.skip("no chroma beside this Python")
    command = [COMMAND, "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            for _ in range(300):
                with socket.socket() as tried:
                    if not tried.connect_ex(("127.0.0.1", port)):
                        break
                time.sleep(0.1)
            yield Address(f"http://127.0.0.1:{port}", server)
        finally:
            server.kill()


class Address(str):
    """Where a server is asked, and the process that answers there."""

    def __new__(cls, url: str, server: subprocess.Popen[bytes]) -> Address:
        made = super().__new__(cls, url)
        made.server = server
        return made


@contextmanager
def broken(behaviour):
    """Run a server that does `behaviour` with each connection, and give its address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer():
            with suppress(OSError):
                while True:
                    behaviour(listening.accept()[0])

        Thread(target=answer, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


_SILENT = []
BROKEN = {
    "hangs": _SILENT.append,
    "hangs up": lambda one: one.close(),
    "has an error": lambda one: one.sendall(b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"),
    "is another server": lambda one: one.sendall(b"SSH-2.0-OpenSSH_9.2\r\n"),
}


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


@pytest.mark.parametrize("behaviour", BROKEN.values(), ids=BROKEN)
def test_a_server_that_does_not_work_stops_no_answer_and_is_not_taken_for_damage(
    tmp_path, behaviour
):
    with open_index(tmp_path, "") as index:
        embedded(index)
    (tmp_path / "vectors" / "COLLECTION").write_text("once")  # it was on that server once
    with broken(behaviour) as address, open_index(tmp_path, address) as index:
        answer = Assistant(index).ask("Where did the ferry run aground?")
        assert answer.claims
        assert "does not answer" in answer.notice
        report = index.check()
        assert "start it" in report.unreached
        assert not report.ok
        assert {each.what for each in report.findings if not each.ok} <= UNHEARD


def test_the_time_that_its_client_takes_to_be_imported_is_not_taken_for_silence(
    tmp_path, monkeypatch
):
    monkeypatch.setattr("index.stores.vectors.server._load", lambda: time.sleep(0.3))
    store = VectorServer(tmp_path, "http://127.0.0.1:1", seconds=0.2)
    monkeypatch.setattr(store, "_collection", lambda: None)
    store.open()
    assert store.trouble == ""


def test_a_server_that_hung_is_asked_again_when_it_is_back(tmp_path):
    with chroma(tmp_path / "server") as address, open_index(tmp_path / "far", address) as index:
        embedded(index)
        expected = found(index)
        address.server.send_signal(SIGSTOP)
        assert {passage for passage, _ in found(index)} <= {passage for passage, _ in expected}
        assert index.notices
        address.server.send_signal(SIGCONT)
        index._vectors._resting_until = 0.1  # as after its rest
        assert found(index) == expected
        assert index.notices == ()


def test_embedding_goes_on_where_it_was_once_the_server_is_back(tmp_path):
    with chroma(tmp_path / "server") as address:
        port = int(address.rpartition(":")[2])
    with open_index(tmp_path / "far", address) as index:
        with pytest.raises(VectorsUnreachable, match="Nothing is lost"):
            embedded(index)
        assert index.status().embedded == index.status().passages
        with chroma(tmp_path / "server", port):
            index._vectors._resting_until = 0.1
            embedded(index)
            assert lacking(index) <= UNHEARD


def test_what_is_removed_is_removed_from_the_server_too(tmp_path):
    with chroma(tmp_path / "server") as address, open_index(tmp_path / "far", address) as index:
        embedded(index)
        index.remove([PRESS[0].id])
        assert PRESS[0].id not in {hit.passage.article_id for hit in index.search(QUERY)}
        assert lacking(index) <= UNHEARD


COUNT, DIMENSION = 1_500, 48
VECTORS = np.random.default_rng(0).normal(size=(COUNT + 30, DIMENSION)).astype(np.float32)
VECTORS /= np.linalg.norm(VECTORS, axis=1, keepdims=True)
ENTRIES = [Entry(f"{n:04}", f"outlet {n % 5}", 741_000 + n % 90) for n in range(COUNT)]


def first_ten(store, filters):
    """Ask thirty questions; give what is found and how near it is."""
    answers = [store.search(one, limit=100, filters=filters)[:10] for one in VECTORS[COUNT:]]
    return [[(one.passage_id, round(one.similarity, 4)) for one in found] for found in answers]


def test_two_servers_find_what_one_finds_and_what_the_folder_finds(tmp_path):
    october = Filters(since=date.fromordinal(741_030), until=date.fromordinal(741_050))
    with chroma(tmp_path / "a") as first, chroma(tmp_path / "b") as second:
        found = []
        for name, addresses in (("two", f"{first},{second}"), ("one", first), ("folder", "")):
            store = vector_store(tmp_path / name, Notes(), server=addresses)
            for _ in store.update(ENTRIES, vectors_of=lambda ids: VECTORS[[int(i) for i in ids]]):
                pass
            found.append(first_ten(store, Filters()))
            if name != "folder":  # it rounds what a filter leaves
                found.append(first_ten(store, october))
            store.close()
        two, two_in_october, one, one_in_october, folder = found
        assert two == one == folder
        assert two_in_october == one_in_october


def test_with_one_of_two_servers_gone_the_other_answers_and_back_again_both(tmp_path):
    with chroma(tmp_path / "a") as stays:
        with chroma(tmp_path / "b") as goes:
            port = int(goes.rpartition(":")[2])
            with open_index(tmp_path / "far", f"{stays},{goes}") as index:
                embedded(index)
                expected = found(index)
                assert index.notices == ()
        with open_index(tmp_path / "far", f"{stays},{goes}") as index:
            answer = Assistant(index).ask("Where did the ferry run aground?")
            assert answer.claims
            assert f"{goes} does not answer; articles from 2031-" in answer.notice
            with pytest.raises(VectorsUnreachable, match="Nothing is lost"):
                embedded_again(index)
        with chroma(tmp_path / "b", port), open_index(tmp_path / "far", f"{stays},{goes}") as index:
            assert found(index)[: len(expected)] == expected
            embedded_again(index)
            assert lacking(index) <= UNHEARD
            assert index.notices == ()


def embedded_again(index):
    """Add an article of the newest days, and embed it."""
    index.add([replace(PRESS[1], id="again", url="", text="The mayor opened the bridge again.")])
    for _ in index.embed():
        pass
