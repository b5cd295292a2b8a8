"""The HTTP door, knocked at."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from invented import (
    BREAKING_QUESTION,
    FERRIES,
    HARBOUR,
    HARBOUR_QUESTION,
    WORD_FOR_WORD,
    InventedAssistant,
)

from assistant.errors import QuestionError
from assistant.http.api import HEADERS, LONGEST_BODY, create_api
from assistant.types import Exchange, Found
from index import ArchiveDamaged

TODAY = datetime.now().astimezone().date()
UNLIMITED = {
    "asked_on": None,
    "as_of": None,
    "outlets": (),
    "since": None,
    "until": None,
    "speaker": "",
    "history": (),
    "infer": True,
}


@pytest.fixture
def assistant():
    return InventedAssistant()


@pytest.fixture
def client(assistant):
    return TestClient(create_api(assistant), raise_server_exceptions=False)


def ask(client, **body):
    return client.post("/api/ask", json=body)


def test_an_answer_comes_in_the_shape_every_door_gives(client, assistant):
    answer = ask(client, question=HARBOUR_QUESTION).json()
    assert answer == assistant.ask(HARBOUR_QUESTION, **UNLIMITED).to_dict()
    assert answer["citations"][0]["quote"] == WORD_FOR_WORD


def test_an_answer_comes_as_its_events_where_they_are_accepted(client, assistant):
    answer = client.post(
        "/api/ask", json={"question": HARBOUR_QUESTION}, headers={"Accept": "text/event-stream"}
    )
    sent = [block.split("\n") for block in answer.text.strip().split("\n\n")]
    assert [name for name, _ in sent] == [
        "event: found", "event: claimed", "event: claimed", "event: finished",
    ]  # fmt: skip
    whole = assistant.ask(HARBOUR_QUESTION, **UNLIMITED).to_dict()
    assert json.loads(sent[-1][1].removeprefix("data: ")) == whole
    assert json.loads(sent[1][1].removeprefix("data: "))["citations"] == whole["citations"][:1]


def test_every_limit_reaches_the_assistant(client, assistant):
    limits = {"asked_on": "2031-05-05", "as_of": "2031-05-04", "since": "2031-05-01"}
    limits |= {"until": "2031-05-03", "outlets": ["Inland Ledger"], "speaker": "the union"}
    answer = ask(client, question=HARBOUR_QUESTION, **limits).json()
    held = answer["filters"] | {"asked_on": answer["asked_on"]}
    assert held == limits | {"inferred": [], "read_as": []}


def test_the_conversation_and_whether_to_infer_reach_the_assistant(client, assistant):
    history = [{"question": "Who won?", "answer": "Nobody."}, {"question": "Why?"}]
    ask(client, question=HARBOUR_QUESTION, history=history, infer=False)
    (asked,) = assistant.asked
    assert asked.history == (Exchange("Who won?", "Nobody."), Exchange("Why?"))
    assert asked.infer is False


@pytest.mark.parametrize(
    ("history", "sentence"),
    [
        ([{"question": "?"}] * 51, "51 exchanges and may have 50"),
        ([{"question": "?"}, {"question": "x" * 4_001}], "Exchange 2 of the history has a text"),
        ([{"question": "?", "answer": "x" * 4_001}], "4,001 characters"),
    ],
)
def test_a_history_that_is_too_long_is_refused_with_a_sentence(
    client, assistant, history, sentence
):
    response = ask(client, question="?", history=history)
    assert response.status_code == 422
    assert sentence in response.json()["detail"]
    assert assistant.asked == []


def test_a_history_as_long_as_it_may_be_is_read(client, assistant):
    longest = {"question": "x" * 4_000, "answer": "x" * 4_000}
    assert ask(client, question="?", history=[longest] * 50).status_code == 200
    assert len(assistant.asked[0].history) == 50


@pytest.mark.parametrize(
    ("body", "day"),
    [({}, TODAY), ({"asked_on": None}, None), ({"as_of": "2031-05-01"}, date(2031, 5, 1))],
)
def test_the_day_of_asking_is_today_where_none_is_given(client, assistant, body, day):
    assistant.index.day = TODAY
    ask(client, question="?", **body)
    assert [asked.asked_on for asked in assistant.asked] == [day]


@pytest.mark.parametrize("article", [HARBOUR, FERRIES])
def test_an_article_comes_whole_whatever_signs_its_id_has(client, article):
    found = client.get(f"/api/articles/{quote(article.id, safe='')}").json()
    assert (found["id"], found["text"], found["title"]) == (
        article.id,
        article.text,
        article.title,
    )


def test_named_outlets_come_with_the_article(client):
    named = client.get("/api/articles/harbour").json()["named_outlets"]
    assert named[0] == {"outlet": "Coast Wire", "headline": "Harbour stays shut, ministry says"}


def test_an_unknown_article_is_refused_with_a_sentence(client):
    response = client.get("/api/articles/nowhere")
    assert response.status_code == 404
    assert "'nowhere'" in response.json()["detail"]


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({}, "question"),
        ({"question": "?", "since": "yesterday"}, "since"),
        ({"question": "?", "form": "2031-05-01"}, "form"),
        ({"question": 5}, "question"),
        ({"question": "?", "infer": 0}, "infer"),
        ({"question": "?", "as_of": 20310501}, "as_of"),
        ({"question": "?", "history": [{"answer": "!"}]}, "history.0.question"),
        ({"question": "?", "history": [{"question": "?", "role": "user"}]}, "history.0.role"),
    ],
)
def test_a_body_that_makes_no_sense_is_refused_by_its_field(client, body, named):
    response = ask(client, **body)
    assert response.status_code == 400
    assert f"at {named}: " in response.json()["detail"]


def test_a_body_that_is_no_json_is_refused_with_a_sentence(client):
    response = client.post("/api/ask", content=b"{", headers={"content-type": "application/json"})
    assert response.status_code == 400
    assert "cannot be read" in response.json()["detail"]


def test_a_question_over_4000_characters_is_refused_with_a_sentence(client, assistant):
    response = ask(client, question="ö" * 4_001)
    assert response.status_code == 413
    assert "4,001 characters" in response.json()["detail"]
    assert assistant.asked == []


def test_a_question_of_4000_characters_is_answered(client):
    assert ask(client, question="ö" * 4_000).status_code == 200


def test_a_huge_body_is_refused_by_its_length(client, assistant):
    response = client.post("/api/ask", content=b" " * (LONGEST_BODY + 1))
    assert response.status_code == 413
    assert "524,289 bytes" in response.json()["detail"]


def test_a_body_without_a_length_is_refused(client):
    response = client.post("/api/ask", content=iter([b"{}"]))
    assert response.status_code == 411
    assert "Content-Length" in response.json()["detail"]


@pytest.mark.parametrize(
    ("error", "status"), [(QuestionError("Empty."), 400), (ArchiveDamaged("Torn."), 503)]
)
def test_what_byline_refuses_comes_as_its_sentence(client, assistant, error, status):
    def refuse(_question, **_limits):
        raise error

    assistant.stream = refuse
    response = ask(client, question="?")
    assert response.status_code == response.json()["status"] == status
    assert response.json()["detail"] == str(error)


def test_an_error_of_the_program_shows_nothing_of_it(client):
    response = ask(client, question=BREAKING_QUESTION)
    assert response.status_code == 500
    assert "secret" not in response.text


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/healthz", None),
        ("GET", "/nothing", None),
        ("GET", "/api/articles/nowhere", None),
        ("POST", "/api/ask", {"question": HARBOUR_QUESTION}),
        ("POST", "/api/ask", {"question": BREAKING_QUESTION}),
        ("POST", "/api/ask", {"question": "x" * LONGEST_BODY}),
    ],
)
def test_every_response_keeps_the_browser_at_home(client, method, path, body):
    headers = client.request(method, path, json=body).headers
    assert {name: headers[name] for name in HEADERS} == HEADERS


def test_the_policy_allows_no_evaluation_and_no_other_place():
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe-eval" not in policy
    assert "http" not in policy
    assert "default-src 'self'" in policy


def test_health_is_told(client):
    assert client.get("/healthz").json() == {"status": "ok"}


def test_every_route_is_told_on_a_page_that_loads_nothing(client):
    page = client.get("/docs").text
    paths = client.get("/openapi.json").json()["paths"]
    assert len(paths) > 9
    assert [path for path in paths if f" {path}</h3>" not in page] == []
    assert not re.search(r"<script|<link|<img|src=|url\(", page)


def test_an_answer_refused_before_it_began_has_a_status_though_events_are_accepted(client):
    headers = {"Accept": "text/event-stream"}
    response = client.post("/api/ask", json={"question": " "}, headers=headers)
    assert (response.status_code, response.json()["status"]) == (400, 400)


def test_what_goes_wrong_midway_is_the_last_event(client, assistant):
    def broken_off(_question, **_limits):
        yield Found((), 2)
        raise ArchiveDamaged("Torn.")

    assistant.stream = broken_off
    headers = {"Accept": "text/event-stream"}
    sent = client.post("/api/ask", json={"question": "?"}, headers=headers).text
    name, data = sent.strip().split("\n\n")[-1].split("\n")
    assert name == "event: error"
    assert json.loads(data.removeprefix("data: "))["detail"] == "Torn."


def test_a_body_that_is_no_text_is_a_problem_like_any_other(client):
    refused = client.post(
        "/api/ask", content=b"{\xe9\xee", headers={"content-type": "application/json"}
    )
    assert refused.status_code == 400
    assert refused.headers["content-type"] == "application/problem+json"
    assert "send JSON in UTF-8" in refused.json()["detail"]
