"""Who asks over HTTP and hangs up: the model is not kept busy for them."""

from __future__ import annotations

import json
import socket
import threading
from contextlib import closing
from http.client import HTTPConnection

import pytest
import uvicorn
from doubles import PRESS, hear, make_index
from servers.scripted import Stalls, scripted

from assistant import Assistant
from assistant.http.api import create_api
from assistant.writing import Limits, Writer

QUESTION = "Where did the ferry run aground?"


class Waits(Stalls):
    """Says nothing, and notes that it was asked and that it was hung up on."""

    def play(self, wire):
        ASKED.set()
        wire.handler.connection.recv(1)
        HUNG_UP.set()


ASKED, HUNG_UP = threading.Event(), threading.Event()


@pytest.fixture
def url(tmp_path):
    """Serve Byline with a model that never says anything."""
    ASKED.clear()
    HUNG_UP.clear()
    with make_index(tmp_path / "archive", *PRESS) as index, scripted([Waits()] * 2) as model:
        hear(index)
        limits = Limits(brief=False, patience=60)
        writer = Writer.load(index, f"{model.url}#scripted", limits=limits, environment={})
        listening = socket.create_server(("127.0.0.1", 0))
        api = create_api(Assistant(index, writer=writer))
        server = uvicorn.Server(uvicorn.Config(api, log_level="critical"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        yield f"127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(20)
        listening.close()


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
@pytest.mark.parametrize("path", ["/api/ask", "/v1/chat/completions"])
def test_the_model_is_hung_up_on_as_soon_as_who_asked_has_gone(url, path, accept):
    body = {"question": QUESTION}
    if path.startswith("/v1/"):
        stream = accept == "text/event-stream"
        body = {"messages": [{"role": "user", "content": QUESTION}], "stream": stream}
    with closing(HTTPConnection(url)) as asking:
        headers = {"Content-Type": "application/json", "Accept": accept}
        asking.request("POST", path, json.dumps(body), headers)
        assert ASKED.wait(30)
        assert not HUNG_UP.wait(0.3)
    assert HUNG_UP.wait(10)
