"""The archive as tools of the Model Context Protocol, used by the SDK's own client."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from doubles import BRIDGE, FERRY, PRESS, article, hear, make_index, run_apart
from mcp import Client, MCPError, StdioServerParameters
from starlette.testclient import TestClient

from assistant import Assistant
from assistant.http.bounds import Bounds
from assistant.mcp import MissingExtra, create_server, serve
from assistant.mcp.serving import guarded
from assistant.people import People

ROOT = Path(__file__).parent.parent
NAMES = ["ask", "search_articles", "read_article", "who_said"]
ODD = article("https://a.example/x?y=1&z", "The comet was seen.", title="Comet [1] \x1b[2J")


@pytest.fixture
def server(tmp_path):
    with make_index(tmp_path, *PRESS, ODD) as index:
        hear(index)
        yield create_server(Assistant(index))


def using(server, act, mode="auto"):
    """Do `act` with a client of `server`, which is one or says where it is reached."""

    async def go():
        async with Client(server, mode=mode) as client:
            return await act(client)

    return run_apart(go())


def call(server, name, mode="auto", **arguments):
    return using(server, lambda client: client.call_tool(name, arguments), mode)


def text_of(result) -> str:
    [content] = result.content
    return content.text


def test_each_tool_tells_what_it_takes_and_that_it_only_reads(server):
    tools = using(server, lambda client: client.list_tools()).tools
    assert [tool.name for tool in tools] == NAMES
    assert all(tool.description and tool.annotations.read_only_hint for tool in tools)
    ask = tools[0].input_schema
    assert (ask["required"], ask["additionalProperties"]) == (["question"], False)
    assert "outlets" in ask["properties"]


def test_an_answer_has_its_numbers_in_the_text_and_its_citations_beside_it(server):
    told = call(server, "ask", question="How many people did the ferry carry?")
    answer = told.structured_content
    [citation, *_] = answer["citations"]
    assert f"[{citation['label']}]" in text_of(told)
    assert FERRY.text[citation["start"] : citation["end"]] == citation["quote"]
    assert f"of article {FERRY.id}" in text_of(told)


def test_the_limits_of_a_question_are_those_of_every_door(server):
    told = call(server, "ask", question="What about the bridge?", until="2031-03-31")
    assert told.structured_content["filters"]["until"] == "2031-03-31"
    assert BRIDGE.id not in [c["article_id"] for c in told.structured_content["citations"]]


def test_limits_are_read_from_the_question_unless_told_otherwise(server):
    asked = {"question": "What did Ines Dray say about the ferry?"}
    read, unread = (call(server, "ask", **asked, infer=infer) for infer in (True, False))
    assert read.structured_content["filters"]["speaker"] == "Ines Dray"
    assert "(infer: false leaves that out)" in text_of(read)
    assert unread.structured_content["filters"]["speaker"] is None


def told_meanwhile(server, name, mode, **arguments):
    """Call a tool, and give what is reported until it tells: (how many steps, the sentence)."""
    reports = []

    async def heard(progress, total, message):
        reports.append((progress, message))

    async def act(client):
        return await client.call_tool(name, arguments, progress_callback=heard)

    using(server, act, mode)
    return reports


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_client_hears_how_far_an_answer_has_come(server, mode):
    asked = {"question": "How many people did the ferry carry?"}
    with served(server) as address:
        reports = told_meanwhile(address, "ask", mode, **asked)
    steps, sentences = zip(*reports, strict=True)
    assert list(steps) == sorted(set(steps))
    assert sentences[0] == "Searching the archive."
    assert "4 articles searched, " in sentences[1]
    assert sentences[-1].endswith(" of the answer.")


def test_nothing_is_reported_of_what_is_refused_or_quick(server):
    assert told_meanwhile(server, "read_article", "auto", article_id="ferry") == []


def test_a_passage_that_is_found_stands_where_it_says(server):
    told = call(server, "search_articles", query="the bridge", limit=1)
    [hit] = told.structured_content["hits"]
    assert hit["text"] == BRIDGE.text[hit["start"] : hit["end"]]
    assert f"(characters {hit['start']}-{hit['end']} of article bridge)" in text_of(told)
    assert BRIDGE.title in text_of(told)


def test_an_article_is_read_whole(server):
    told = call(server, "read_article", article_id="ferry")
    assert told.structured_content["text"] == FERRY.text
    assert text_of(told).startswith(f"{FERRY.title} — The Saltmarsh Post, 4 March 2031\n")
    assert text_of(told).endswith(FERRY.text)


def test_who_said_gives_speakers_with_their_words_and_the_place(server):
    told = call(server, "who_said", about="the cables of the bridge")
    [said] = told.structured_content["statements"]
    assert said["speaker"] == "the Lyn Valley Council"
    assert "14 new cables" in BRIDGE.text[said["start"] : said["end"]]
    assert "Lyn Valley Council: The bridge needs 14 new cables" in text_of(told)
    dray = call(server, "who_said", about="the ferry", speaker="Dray").structured_content
    assert {each["speaker"] for each in dray["statements"]} == {"Harbourmaster Ines Dray"}


@pytest.mark.parametrize(
    ("name", "arguments", "reason"),
    [
        ("ask", {"question": " "}, "The question is empty"),
        ("ask", {"question": "Who?", "outlet": "x"}, "ask cannot be called: outlet: Extra"),
        ("ask", {"question": "Who?", "since": 3}, "a day is written like 2031-03-04"),
        ("ask", {"question": "Who?", "outlets": ["Tidewater"]}, "comes from “Tidewater”"),
        ("read_article", {"article_id": "x"}, "'x'"),
        ("remove", {}, "There is no tool 'remove'; the tools are ask, search_articles"),
    ],
)
def test_what_is_refused_is_a_sentence_that_a_model_can_go_by(server, name, arguments, reason):
    told = call(server, name, **arguments)
    assert told.is_error
    assert reason in text_of(told)


def test_articles_are_resources_whatever_their_ids(server):
    listed = using(server, lambda client: client.list_resources()).resources
    assert [each.name for each in listed[:2]] == [BRIDGE.title, FERRY.title]
    uri = next(each.uri for each in listed if each.name.startswith("Comet"))
    assert uri == "byline:article/" + quote(ODD.id, safe="")
    read = using(server, lambda client: client.read_resource(uri))
    assert read.contents[0].text.endswith("The comet was seen.")
    assert "\x1b" not in read.contents[0].text


def test_what_is_no_article_is_no_resource(server):
    async def read(client):
        with pytest.raises(MCPError, match="has the id 'file:///etc/passwd'"):
            await client.read_resource("file:///etc/passwd")

    using(server, read)


@contextmanager
def served(server, **bounds):
    """Serve over HTTP on a port that is free, and give the address."""
    ready, told = threading.Event(), []

    def be_ready(address):
        told.append(address)
        ready.set()

    options = {"host": "127.0.0.1", "port": 0, "on_ready": be_ready, "on_late": lambda: None}
    arguments = {**options, "bounds": Bounds(**bounds)}
    threading.Thread(target=serve, args=(server,), kwargs=arguments, daemon=True).start()
    assert ready.wait(20)
    yield told[0]


@pytest.mark.parametrize("mode", ["auto", "legacy"])  # most clients still begin with a handshake
def test_a_client_asks_over_http(server, mode):
    with served(server) as address:
        assert address.endswith("/mcp")
        told = call(address, "ask", mode, question="How many people did the ferry carry?")
    assert told.structured_content["citations"][0]["article_id"] == "ferry"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example"}, 421),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
    ],
)
def test_neither_a_strangers_name_nor_a_strangers_page_is_answered(server, headers, status):
    client = TestClient(guarded(server, bounds=Bounds()), base_url="http://127.0.0.1")
    assert client.post("/mcp", json={}, headers=headers).status_code == status


def test_a_name_that_is_given_is_answered(server):
    app = guarded(server, bounds=Bounds(hosts=frozenset({"news.example"})))
    with TestClient(app, base_url="http://news.example") as client:
        told = client.post("/mcp", json={}, headers={"origin": "http://news.example"})
    assert told.status_code not in {403, 404, 421}


def test_only_people_of_the_file_come_in_where_there_is_one(server, tmp_path):
    with People.open(tmp_path / "people.db", create=True) as people:
        people.add("ada", "four lamps over the quay")
        app = guarded(server, bounds=Bounds(people=people))
        with TestClient(app, base_url="http://127.0.0.1") as client:
            assert client.post("/mcp", json={}).status_code == 401
            told = client.post("/mcp", json={}, auth=("ada", "four lamps over the quay"))
    assert told.status_code not in {401, 403}


def test_requests_a_minute_are_bounded(server):
    client = TestClient(
        guarded(server, bounds=Bounds(requests_a_minute=1)), base_url="http://[::1]"
    )
    asked = [client.get("/mcp", headers={"origin": "http://x"}).status_code for _ in range(2)]
    assert asked == [403, 403]


def test_a_missing_extra_is_a_sentence_with_the_way_out(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "mcp", None)
    with make_index(tmp_path, *PRESS) as index, pytest.raises(MissingExtra) as missed:
        create_server(Assistant(index))
    assert 'pip install "byline[mcp]"' in str(missed.value)


@pytest.mark.slow
def test_a_client_asks_over_stdin_and_stdout(sample_index):
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "assistant.cli", "mcp", "--archive", str(sample_index.path)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    told = call(server, "ask", question="Who conceded defeat after the referendum?")
    assert told.structured_content["short_answer"]["text"] == "Bertil Oskerby"
    assert "[1] Thornsay Gazette, 24 May 2031" in text_of(told)


@pytest.mark.slow
def test_stdout_holds_the_protocol_and_nothing_else(sample_index):
    hello = (
        '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",'
        '"capabilities":{},"clientInfo":{"name":"t","version":"1"}}}\n'
    )
    ran = subprocess.run(
        [sys.executable, "-m", "assistant.cli", "mcp", "--archive", str(sample_index.path)],
        input=hello,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert [line[:17] for line in ran.stdout.splitlines()] == ['{"jsonrpc":"2.0",']
