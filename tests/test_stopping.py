"""A server that is told to stop: what is asked is ended in words, and nothing more is taken on."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import pytest
from doubles import PRESS, hear, make_index, run_apart
from servers.scripted import Stalls, scripted

from assistant.http.stopping import STOPPING, Stopping

TESTS = Path(__file__).parent
# Serves with an embedder that can be told in one's head, as `byline serve` does.
SERVE = """
import sys
from doubles import WordEmbedder
import index
from assistant.cli import app
vars(index)["load_embedder"] = lambda *_: WordEmbedder()
app(["serve", "--port", "0", "--archive", *sys.argv[1:]])
"""
QUESTION = "Where did the ferry run aground?"


def told_to_stop(path, kind="text/event-stream", *, begins=True) -> tuple[list, list]:
    """Ask an app that never ends, tell it to stop, and ask again; give both responses."""
    reached = []

    async def hangs(scope, receive, send):
        reached.append(scope)
        if begins:
            headers = [(b"content-type", kind.encode())]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
        await asyncio.Event().wait()

    async def run():
        stopping, first, second = Stopping(hangs, seconds=0.05), [], []
        scope = {"type": "http", "path": path, "method": "POST", "headers": []}

        async def ask(sent):
            async def send(message):
                sent.append(message)

            await stopping(scope, None, send)

        asked = asyncio.ensure_future(ask(first))
        await asyncio.sleep(0)
        stopped = asyncio.ensure_future(stopping.stop())
        await asyncio.sleep(0)
        await ask(second)
        await asyncio.gather(asked, stopped)
        assert len(reached) == 1  # what is new is not even begun
        return first, second

    return run_apart(run())


@pytest.mark.parametrize(
    ("path", "ends"),
    [
        ("/api/ask", "event: error\n"),
        ("/v1/chat/completions", "data: [DONE]\n\n"),
        ("/v1/responses", "event: error\n"),
        ("/gradio_api/queue/data", '"msg": "unexpected_error"'),
    ],
)
def test_events_that_were_being_sent_end_with_one_that_says_so(path, ends):
    [_, last], _ = told_to_stop(path)
    assert STOPPING in last["body"].decode()
    assert ends in last["body"].decode()
    assert not last.get("more_body")


def test_what_was_not_begun_and_what_is_new_is_refused_with_the_time_to_come_back():
    first, second = told_to_stop("/api/ask", begins=False)
    for begun, body in (first, second):
        assert begun["status"] == 503
        assert (b"retry-after", b"10") in begun["headers"]
        assert json.loads(body["body"])["detail"] == STOPPING


def test_a_file_that_was_being_sent_is_broken_off_and_not_written_into():
    first, _ = told_to_stop("/api/export", "text/csv")
    assert len(first) == 1


@pytest.fixture
def archive(tmp_path):
    with make_index(tmp_path / "archive", *PRESS) as index:
        hear(index)
    return tmp_path / "archive"


def stream(url, path, lines, begun):
    body = {"question": QUESTION, "conversation": "new"}
    if path.startswith("/v1/"):
        body = {"messages": [{"role": "user", "content": QUESTION}], "stream": True}
    headers = {"Accept": "text/event-stream"}
    with httpx.stream("POST", url + path, json=body, headers=headers, timeout=60) as response:
        for line in response.iter_lines():
            lines.append(line)
            begun.set()


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/api/ask", "/v1/chat/completions"])
def test_sigterm_ends_a_streamed_answer_in_words_and_the_process_by_itself(archive, path):
    with scripted([Stalls("The ferry")]) as model:
        serving = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(archive), "--model", f"{model.url}#scripted"],
            env={**os.environ, "PYTHONPATH": f"{TESTS}{os.pathsep}{TESTS.parent}"},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            url = serving.stdout.readline().split()[3]
            lines, begun = [], threading.Event()
            asking = threading.Thread(target=stream, args=(url, path, lines, begun))
            asking.start()
            assert begun.wait(60)
            serving.send_signal(signal.SIGTERM)
            while httpx.post(url + path, json={}, timeout=60).status_code != 503:
                pass  # it hears of the signal in a moment; once it is gone, this fails
            asking.join(60)
            assert serving.wait(60) == 0
        finally:
            serving.kill()
    assert any(STOPPING in line for line in lines)
    with sqlite3.connect(archive / "conversations.db") as kept:
        assert kept.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.slow
def test_sigterm_ends_a_server_that_nobody_asks_at_once_and_closes_its_files(archive):
    serving = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(archive)],
        env={**os.environ, "PYTHONPATH": f"{TESTS}{os.pathsep}{TESTS.parent}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    serving.stdout.readline()
    serving.send_signal(signal.SIGTERM)
    _, error = serving.communicate(timeout=60)
    assert (serving.returncode, error) == (0, "")
    assert not list(archive.glob("*-wal"))
