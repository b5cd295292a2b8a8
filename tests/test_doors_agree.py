"""One answer at every door: the same sentences, the same numbers, the same places in the articles.

Real parts: the sample archive with MiniLM, the command, the HTTP API, and a server that speaks
OpenAI's protocol behind LangChain's own client.
"""

from __future__ import annotations

import json
from datetime import date

import pytest
from answers import agreed_answer, disputed_answer, named_answer
from doors import disagreements, faults, timeless
from fastapi.testclient import TestClient
from quoting import quoting
from servers.scripted import Says, scripted
from typer.testing import CliRunner

from assistant import Assistant
from assistant.cli import app
from assistant.conversations import Conversations
from assistant.http.api import create_api
from assistant.langchain import AnswerRunnable
from assistant.mcp.tools import Ask

pytestmark = pytest.mark.slow

QUESTIONS = [
    "Where did the bacteria in Dunvarrow come from?",
    "How many people fell ill in Dunvarrow?",
    "What will the Upper Yarnel dam cost?",
    "Who conceded defeat after the referendum?",
    "How many people were on board the Lady Tamsel?",
    "Who composed the anthem of Ovandra?",
    "Which outlets are named as sources?",
]
ASKED_ON = date(2031, 8, 21)


@pytest.fixture(scope="module")
def model_url():
    def play(messages):
        return Says(quoting("\n".join(message["content"] for message in messages)))

    with scripted([play]) as server:
        yield f"{server.url}#scripted"


@pytest.fixture(scope="module")
def assistant(sample_index, model_url):
    return Assistant.with_model(sample_index, model_url, environment={})


@pytest.fixture
def kept(tmp_path):
    with Conversations.open(tmp_path / "conversations.db") as conversations:
        yield conversations


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_door_shows_the_same_answer(assistant, model_url, kept, question):
    answer = assistant.ask(question, asked_on=ASKED_ON)
    assert list(faults(answer, lambda each: assistant.index.article(each).text)) == []
    assert list(disagreements(answer, kept)) == []
    whole = timeless(answer.to_dict())
    asked = {"question": question, "asked_on": ASKED_ON.isoformat()}
    assert timeless(TestClient(create_api(assistant)).post("/api/ask", json=asked).json()) == whole
    command = ["ask", question, "--json", "--asked-on", ASKED_ON.isoformat(), "--model", model_url]
    ran = CliRunner().invoke(app, [*command, "--archive", str(assistant.index.path)])
    assert timeless(json.loads(ran.stdout)) == whole
    assert timeless(dict(Ask(**asked).tell(assistant).structured)) == whole
    message = AnswerRunnable(assistant, asked_on=ASKED_ON).invoke(question)
    assert timeless(message.response_metadata["answer"]) == whole


@pytest.mark.parametrize("designed", [disputed_answer, agreed_answer, named_answer])
def test_every_door_shows_the_same_accounts_and_named_outlets(kept, designed):
    assert list(disagreements(designed(), kept)) == []


def test_a_conversation_gone_on_with_over_http_shows_what_was_answered(assistant, kept):
    client = TestClient(create_api(assistant, kept))
    begun = client.post("/api/ask", json={"question": QUESTIONS[0], "conversation": "new"}).json()
    number = begun.pop("conversation")
    [turn] = client.get(f"/api/conversations/{number}").json()["turns"]
    assert turn["answer"] == begun
