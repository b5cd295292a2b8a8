"""A catalog on a real PostgreSQL server: one writer, and readers that find the same."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date
from itertools import chain

import pytest
from doubles import BRIDGE, FERRY, PRESS, STRIKE, WordEmbedder, article, hear
from servers.postgres import PostgresServer, postgres
from soaking import Apart, text_of, word_of
from test_index_chroma_server import chroma

from assistant import Assistant, ConversationError, Conversations
from assistant.http.api import create_api
from index import (
    ArchiveLocked,
    ArchiveMissing,
    ArchiveReadOnly,
    ArchiveTooNew,
    CatalogUnreachable,
    EmbedderMismatch,
    Index,
    InputError,
    connect_to,
)
from index.stores import postgres as served

pytestmark = pytest.mark.slow

WRITER = """
import sys
import time
from doubles import FERRY, WordEmbedder
from index import Index
index = Index.open(sys.argv[1], embedder=WordEmbedder(), create=True, catalog=sys.argv[2])
with index._turns.writing():
    print("writing", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with postgres() as running:
        yield running


@pytest.fixture
def address(server):
    return server.database()


@pytest.fixture
def opened(tmp_path, address, monkeypatch):
    """Open the archive as a machine of that name, which looks for changes before each question."""
    monkeypatch.setattr("index.turns._APART", 0.0)
    with ExitStack() as machines:

        def open_as(name, *, embedder=None, **more):
            return machines.enter_context(
                Index.open(
                    tmp_path / name,
                    embedder=embedder or WordEmbedder(),
                    **{"create": True, "catalog": address, **more},
                )
            )

        yield open_as


def found(index, query="ferry bridge strike mayor"):
    return [(hit.passage.id, hit.score) for hit in index.search(query)]


def ids(index, query="ferry bridge strike mayor"):
    return {hit.passage.article_id for hit in index.search(query)}


def embed(index):
    for _ in chain(index.hear(), index.embed()):
        pass


def test_two_readers_and_a_folder_find_the_same_passages_with_the_same_scores(opened, monkeypatch):
    monkeypatch.setattr("index.turns._APART", 1.0)  # nothing changes while they are asked
    embedder = Apart(fingerprint="apart@1")
    articles = [article(f"a{at}", text_of(f"a{at}", at)) for at in range(60)]
    writer = opened("writer", embedder=embedder)
    writer.add(articles)
    embed(writer)
    readers = [opened(name, embedder=embedder) for name in ("one", "two")]
    alone = opened("alone", embedder=embedder, catalog="")
    alone.add(articles)
    embed(alone)
    for at in range(50):
        question = f"ferry {word_of(f'a{at}', at)} late"
        expected = found(alone, question)
        assert expected
        assert [found(reader, question) for reader in (writer, *readers)] == [expected] * 3


def test_a_reader_finds_what_another_machine_adds_replaces_and_removes(opened):
    writer, reader = opened("writer"), opened("reader")
    assert ids(reader) == set()
    writer.add(PRESS)
    assert ids(reader) == {"ferry", "bridge", "strike"}
    writer.add([article("bridge", "The bridge is open.", url=BRIDGE.url)])
    writer.remove(["strike"])
    assert ids(reader) == {"ferry", "bridge"}
    assert len(reader._lexicon.passage_ids()) == 2  # nothing is left of what is gone
    assert reader.article("bridge").text == "The bridge is open."
    assert [each.article.text for each in reader.versions("bridge")] == [BRIDGE.text]


def test_vectors_follow_into_each_folder_while_it_is_asked(opened):
    writer, reader = opened("writer"), opened("reader")
    writer.add(PRESS)
    embed(writer)
    for _ in range(100):
        if found(reader) and reader.check().ok:
            break
        time.sleep(0.1)
    assert reader.check().ok
    assert found(reader) == found(writer)


def test_a_writer_on_another_machine_goes_on_with_the_same_days_of_each_server(opened, tmp_path):
    with chroma(tmp_path / "a") as older, chroma(tmp_path / "b") as newer:
        servers = {"chroma": f"{older},{newer}"}
        first = opened("first", **servers)
        first.add(dated(day) for day in range(1, 11))
        embed(first)
        before = first._vectors._stretches()
        first.close()
        second, reader = opened("second", **servers), opened("reader", **servers)
        second.add(dated(day) for day in range(11, 31))
        embed(second)
        assert [each.first for each in before.values()] == [0, date(2031, 3, 6).toordinal()]
        assert second._vectors._stretches() == reader._vectors._stretches() == before
        held = [len(each.passage_ids()) for each in second._vectors._servers.values()]
        assert held == [5, 25]  # nothing moved


def dated(day):
    return article(f"a{day}", f"The ferry {day} is late.", published=date(2031, 3, day))


def test_what_a_killed_writer_left_is_taken_in_by_whoever_opens_next(opened, monkeypatch):
    writer = opened("writer")
    with monkeypatch.context() as patch:
        patch.setattr("index.adding._commit", _killed)
        with pytest.raises(KeyboardInterrupt):
            writer.add(PRESS)
    writer.close()
    assert ids(opened("writer")) == ids(opened("other")) == {"ferry", "bridge", "strike"}


def _killed(*_, **__):
    raise KeyboardInterrupt


def test_a_second_writer_is_told_which_process_is_the_first_until_that_is_killed(
    opened, tmp_path, address
):
    command = [sys.executable, "-c", WRITER, str(tmp_path / "first"), address]
    second = opened("second")
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    ours = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, env=ours, **pipes) as first:
        assert first.stdout.readline() == b"writing\n"
        with pytest.raises(ArchiveLocked, match=f"process {first.pid} on"):
            second.add(PRESS)
        first.kill()
        first.wait()
        assert second.add(PRESS).added == 3


def test_many_threads_ask_and_keep_what_they_read_at_once(opened):
    reader = opened("reader", embedder=WordEmbedder(seconds_per_batch=0.001))
    reader.add([article(f"a{at}", f"The ferry {at} is late, Ida Moor said.") for at in range(40)])
    with ThreadPoolExecutor(8) as threads:
        asked = threads.map(lambda at: ids(reader, f"ferry {at % 40}"), range(200))
        heard = threads.map(lambda at: reader.statements([f"a{at % 40}"]), range(200))
        assert all(asked)
        assert all(len(said) == 1 for each in heard for said in each.values())
    assert reader.speakers()[0].statements == 40


def test_a_server_that_is_gone_is_a_sentence_and_asked_again_once_it_is_back(opened, server):
    from starlette.testclient import TestClient

    index = opened("reader")
    index.add(PRESS)
    api = create_api(Assistant(index))
    client = TestClient(api, base_url="http://127.0.0.1")
    asked = {"question": "Where did the ferry run aground?"}
    before = client.post("/api/ask", json=asked).json()
    server.stop()
    try:
        with pytest.raises(CatalogUnreachable, match="does not answer") as refused:
            index.search("ferry")
        assert "hunter2" not in str(refused.value)
        answered = client.post("/api/ask", json=asked)
        assert answered.status_code == 503
        assert "start PostgreSQL there" in answered.json()["detail"]
    finally:
        server.start()
    after = client.post("/api/ask", json=asked).json()
    assert (after["answer"], after["citations"]) == (before["answer"], before["citations"])


def test_a_server_that_was_started_again_between_two_questions_is_noticed_by_nobody(opened, server):
    index = opened("reader")
    index.add(PRESS)
    expected = found(index)
    server.stop()
    server.start()
    assert found(index) == expected


def test_a_server_that_hangs_is_not_waited_for_for_ever(opened, server, monkeypatch):
    index = opened("reader")
    index.add(PRESS)
    monkeypatch.setattr(served, "_READING_SECONDS", 0.5)
    monkeypatch.setattr(served, "_CONNECTING_SECONDS", 2)
    server.hang()
    try:
        with pytest.raises(CatalogUnreachable):
            index.article("ferry")
    finally:
        server.go_on()
    assert index.article("ferry") == FERRY


def test_a_batch_that_is_cut_off_by_the_server_is_not_there_and_may_be_added_again(
    opened, server, monkeypatch
):
    index = opened("writer")
    hold = index._catalog.passages.put

    def hold_until_it_stops(*given):
        hold(*given)
        server.stop()

    with monkeypatch.context() as patch:
        patch.setattr(index._catalog.passages, "put", hold_until_it_stops)
        with pytest.raises(CatalogUnreachable):
            index.add([FERRY, BRIDGE])
    server.start()
    assert len(index) == 0
    assert index.add([FERRY, BRIDGE]).added == 2
    assert ids(index) == {"ferry", "bridge"}


def test_who_may_only_read_is_answered_and_keeps_nothing(opened, address):
    writer = opened("writer")
    writer.add(PRESS)
    owner = connect_to(address, what="archive")
    with owner.transaction():
        owner.execute(
            "CREATE ROLE guest LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO guest"
        )
    owner.close()
    guest = opened("guest", catalog=address.replace("byline:hunter2", "guest"), create=False)
    assert ids(guest) == {"ferry", "bridge", "strike"}
    assert guest.statements(["ferry"])["ferry"]
    with pytest.raises(ArchiveReadOnly, match="permission denied"):
        guest.add([article("new", "The comet is late.")])


def test_an_archive_that_is_not_there_or_another_one_is_refused(opened, address):
    with pytest.raises(ArchiveMissing, match="the same --catalog"):
        opened("reader", create=False)
    opened("reader")
    with pytest.raises(EmbedderMismatch):
        opened("other", embedder=WordEmbedder(fingerprint="others@1"))
    server = connect_to(address, what="archive")
    with server.transaction():
        server.execute("UPDATE archive SET value = '99' WHERE key = 'format'")
    server.close()
    with pytest.raises(ArchiveTooNew, match="Update Byline"):
        opened("reader")


def test_a_database_that_is_none_is_refused_without_its_password(opened, address):
    with pytest.raises(CatalogUnreachable, match='"nowhere" does not exist') as refused:
        opened("reader", catalog=f"{address.rpartition('/')[0]}/nowhere")
    assert "hunter2" not in str(refused.value)
    with pytest.raises(InputError, match="%40") as refused:
        opened("reader", catalog="postgresql://byline:hun@ter2@127.0.0.1:x/news")
    assert "ter2" not in str(refused.value)


def test_a_folder_that_lost_its_word_index_makes_it_anew_from_the_server(opened, tmp_path):
    index = opened("reader")
    index.add([FERRY, STRIKE])
    index.close()
    for path in (tmp_path / "reader" / "lexicon").glob("*.store"):
        path.unlink()
    again = opened("reader")
    assert again.repair().findings[0].ok
    assert ids(again) == {"ferry", "strike"}


def test_conversations_on_the_server_are_those_of_all_machines(opened, address, server):
    index = opened("reader")
    index.add(PRESS)
    hear(index)
    answer = Assistant(index).ask("Where did the ferry run aground?")
    with Conversations.at(address) as one, Conversations.at(address) as two:
        begun = one.start(user="ida")
        with ThreadPoolExecutor(8) as threads:
            kept = threads.map(
                lambda at: (one, two)[at % 2].add(begun.id, answer, user="ida"), range(10)
            )
            assert sorted(kept) == list(range(1, 11))
        two.rate(begun.id, 3, user="ida", good=False, reason="late")
        assert one.turns(begun.id, user="ida")[2].answer.text == answer.text
        assert (one.feedback()[0].reason, two.listed(user="moor")) == ("late", [])
        one.delete(begun.id, user="ida")
        assert two.listed(user="ida") == []
        server.stop()
        try:
            with pytest.raises(ConversationError, match="does not answer"):
                two.listed(user="ida")
        finally:
            server.start()
