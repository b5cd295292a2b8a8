"""Addresses that people open: of articles, and of answers that are kept."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from invented import FERRIES, HARBOUR, HARBOUR_QUESTION, UNANSWERED_QUESTION, InventedAssistant

from assistant.conversations import FILE_NAME, Conversations
from assistant.http.api import create_api


@pytest.fixture
def api(tmp_path):
    with Conversations.open(tmp_path / FILE_NAME) as conversations:
        yield create_api(InventedAssistant(), conversations)


@pytest.fixture
def client(api):
    return TestClient(api)


def asked(client, question, conversation="new"):
    body = {"question": question, "conversation": conversation}
    return client.post("/api/ask", json=body).json()["conversation"]


@pytest.mark.parametrize("article", [HARBOUR, FERRIES])
def test_each_article_has_a_page_whatever_signs_its_id_has(client, article):
    page = client.get(f"/article/{quote(article.id, safe='')}")
    assert page.headers["content-type"].startswith("text/html")
    assert "The operator did not answer" in page.text or "the last buoy is found" in page.text


def test_an_unknown_article_has_none(client):
    assert client.get("/article/nowhere").status_code == 404


def test_each_answer_that_is_kept_has_an_address(client):
    talk = asked(client, HARBOUR_QUESTION)
    asked(client, UNANSWERED_QUESTION, talk)
    assert f">{HARBOUR_QUESTION}</h1>" in client.get(f"/a/{talk}-1").text
    second = client.get(f"/a/{talk}-2")
    assert f">{UNANSWERED_QUESTION}</h1>" in second.text
    assert second.headers["cache-control"] == "no-store"


def test_a_kept_answer_leads_back_to_where_questions_are_asked(client):
    talk = asked(client, HARBOUR_QUESTION)
    assert '<a href="../">Ask Byline</a>' in client.get(f"/a/{talk}-1").text


def test_nobody_else_opens_an_answer(api, client):
    talk = asked(client, HARBOUR_QUESTION)
    stranger = TestClient(api)
    asked(stranger, UNANSWERED_QUESTION)
    assert stranger.get(f"/a/{talk}-1").status_code == 404


@pytest.mark.parametrize("number", ["0", "2", "x", "", "01"])
def test_an_answer_that_is_not_there_is_refused_with_a_sentence(client, number):
    talk = asked(client, HARBOUR_QUESTION)
    response = client.get(f"/a/{talk}-{number}")
    assert response.status_code == 404
    assert "only who asked can open it" in response.json()["detail"]


def test_where_nothing_is_kept_no_answer_has_an_address():
    assert TestClient(create_api(InventedAssistant())).get("/a/1-1").status_code == 404
