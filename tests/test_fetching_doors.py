"""Nobody makes Byline fetch over HTTP: only the command line does, for who sits there."""

from __future__ import annotations

import socket

import pytest
from fastapi.testclient import TestClient
from invented import HARBOUR_QUESTION, InventedAssistant
from test_rings import imports_of, modules
from webserver import web_on_loopback

from assistant.conversations import Conversations
from assistant.http.api import create_api

FETCHING = {"FetchError", "Fetcher", "Following", "Pages", "look", "read_address"}
ADDRESSES = {"url", "uri", "urls", "link", "href", "address", "feed", "source", "page", "fetch"}


def names_in(schema: object) -> set[str]:
    """Give every name that a client may send: of texts in parameters, of fields in bodies."""
    if isinstance(schema, list):
        return {name for each in schema for name in names_in(each)}
    if not isinstance(schema, dict):
        return set()
    own = set(schema.get("properties") or {})
    if {"in", "name"} <= schema.keys() and schema["schema"].get("type") != "integer":
        own.add(schema["name"])
    sent = [each for key, each in schema.items() if key != "responses"]
    return own | names_in(sent)


@pytest.fixture
def api(tmp_path):
    with Conversations.open(tmp_path / "conversations.db") as kept:
        yield create_api(InventedAssistant(), kept)


def test_no_route_takes_an_address(api):
    sent = {name.lower() for name in names_in(api.openapi())}
    assert {"question", "article_id"} <= sent
    assert not sent & ADDRESSES


@pytest.mark.parametrize("module", sorted(set(modules()) - {"index"}))
def test_only_the_command_line_imports_what_fetches(module):
    if module.startswith(("index.", "assistant.cli.")):
        return
    imported = {each.removeprefix("index.").split(".")[0] for each in imports_of(modules()[module])}
    assert not imported & (FETCHING | {"fetching", "following", "web"})


def test_an_address_in_a_question_is_asked_by_nobody(api, monkeypatch):
    client = TestClient(api)
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("connected"))
    question = f"{HARBOUR_QUESTION} http://127.0.0.1/secret"
    client.post("/api/ask", json={"question": question})
    assert client.post("/api/ask", json={"question": HARBOUR_QUESTION, "url": "http://x/"}).is_error


@pytest.mark.slow
@pytest.mark.parametrize("path", ["proxy=", "gradio_api/proxy=", "file=", "gradio_api/file="])
def test_the_page_fetches_nothing_for_its_visitors(path):
    import app

    with web_on_loopback() as web, TestClient(app.create_app(InventedAssistant())) as client:
        url = web.put("/secret", "secret")
        client.get(f"/{path}{url}", follow_redirects=False)
        assert web.asked == []
