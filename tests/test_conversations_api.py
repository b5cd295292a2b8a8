"""A visitor's conversations over HTTP: kept when asked to, and nobody else's."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from fastapi import Response
from fastapi.testclient import TestClient
from invented import HARBOUR_QUESTION, UNANSWERED_QUESTION, InventedAssistant

from assistant.conversations import FILE_NAME, Conversation, Conversations, new_visitor, visitor_of
from assistant.errors import ConversationError
from assistant.http.api import create_api
from assistant.http.conversations import file_name
from assistant.rendering import FORMATS, conversation_as
from assistant.types import Answer

COOKIE = "byline_visitor"


@pytest.fixture
def assistant():
    return InventedAssistant()


@pytest.fixture
def conversations(tmp_path):
    with Conversations.open(tmp_path / FILE_NAME) as opened:
        yield opened


@pytest.fixture
def api(assistant, conversations):
    return create_api(assistant, conversations)


@pytest.fixture
def client(api):
    return TestClient(api, raise_server_exceptions=False)


@pytest.fixture
def stranger(api):
    """Another browser, which has a conversation of its own."""
    visitor = TestClient(api, raise_server_exceptions=False)
    ask(visitor, conversation="new")
    return visitor


def ask(client, question=HARBOUR_QUESTION, **body):
    return client.post("/api/ask", json={"question": question, **body})


def begun(client) -> str:
    return ask(client, conversation="new").json()["conversation"]


def listed(client) -> list[dict]:
    return client.get("/api/conversations").json()["conversations"]


def unusable(*_, **__):
    raise ConversationError("The disk is full.")


# Asking


def test_without_a_conversation_nothing_is_kept_and_no_cookie_is_set(client, conversations):
    client.cookies[COOKIE] = visitor = new_visitor()
    response = ask(client)
    assert "conversation" not in response.json()
    assert "set-cookie" not in response.headers
    assert conversations.listed(user=visitor) == []


def test_a_new_conversation_has_its_id_beside_the_answer(client):
    plain, answered = ask(client).json(), ask(client, conversation="new").json()
    (known,) = listed(client)
    assert answered == plain | {"conversation": known["id"]}


def test_the_cookie_is_given_once_and_no_script_reads_it(client):
    first, second = (ask(client, conversation="new") for _ in range(2))
    assert visitor_of(client.cookies)
    assert {"HttpOnly", "SameSite=Lax"} < set(first.headers["set-cookie"].split("; "))
    assert "Secure" not in first.headers["set-cookie"]
    assert "set-cookie" not in second.headers


def test_over_https_the_cookie_is_for_https_only(api):
    client = TestClient(api, base_url="https://testserver")
    assert ask(client, conversation="new").headers["set-cookie"].endswith("; Secure")


def test_a_page_brings_the_cookie_with_it_and_other_answers_do_not(api, client):
    api.get("/page")(lambda: Response("<p>Ask.</p>", media_type="text/html"))
    assert "set-cookie" not in client.get("/healthz").headers
    page = client.get("/page")
    assert "set-cookie" in page.headers
    assert page.headers["cache-control"] == "no-store"
    assert visitor_of(client.cookies)
    assert "set-cookie" not in client.get("/page").headers


def test_a_question_leans_on_the_conversation_it_is_asked_in(client, assistant):
    talk = begun(client)
    answered = ask(client, UNANSWERED_QUESTION, conversation=talk).json()
    assert answered["conversation"] == talk
    first, second = assistant.asked
    assert first.history == ()
    (exchange,) = second.history
    assert exchange.question == HARBOUR_QUESTION
    assert exchange.answer.startswith("The harbour stays shut")


def test_a_history_beside_a_conversation_is_refused(client, assistant):
    response = ask(client, conversation="new", history=[{"question": "Who?"}])
    assert response.status_code == 400
    assert "a history and a conversation" in response.json()["detail"]
    assert assistant.asked == []


def test_events_end_with_the_conversation_they_are_kept_in(client):
    asked = {"question": HARBOUR_QUESTION, "conversation": "new"}
    streamed = client.post("/api/ask", json=asked, headers={"Accept": "text/event-stream"})
    last = streamed.text.strip().split("\n\n")[-1].split("\n")
    assert last[0] == "event: finished"
    (known,) = listed(client)
    assert json.loads(last[1].removeprefix("data: "))["conversation"] == known["id"]


# Reading


def test_a_conversation_is_read_with_the_answers_as_they_were_given(client):
    given = ask(client, conversation="new").json()
    talk = given.pop("conversation")
    more = ask(client, UNANSWERED_QUESTION, conversation=talk).json()
    more.pop("conversation")
    read = client.get(f"/api/conversations/{talk}").json()
    assert read["title"] == HARBOUR_QUESTION
    assert [turn["number"] for turn in read["turns"]] == [1, 2]
    assert [turn["answer"] for turn in read["turns"]] == [given, more]


def test_conversations_are_listed_with_the_last_changed_first(client):
    first, second = begun(client), begun(client)
    ask(client, conversation=first)
    known = listed(client)
    assert [(each["id"], each["turns"]) for each in known] == [(first, 2), (second, 1)]
    assert all(later["changed"] > earlier["changed"] for later, earlier in pairwise(known))


def test_who_brings_no_cookie_has_no_conversations(client, stranger):
    assert listed(stranger) != []
    assert listed(client) == []


def test_what_a_visitor_reads_stays_in_no_cache(client):
    for path in ("", f"/{begun(client)}", f"/{begun(client)}/export"):
        response = client.get(f"/api/conversations{path}")
        assert (response.status_code, response.headers["cache-control"]) == (200, "no-store")


# Changing


def test_a_conversation_gets_another_title(client):
    talk = begun(client)
    renamed = client.patch(f"/api/conversations/{talk}", json={"title": "Harbour"})
    assert renamed.json() == listed(client)[0]
    assert renamed.json()["title"] == "Harbour"


@pytest.mark.parametrize("title", ["", "x" * 201])
def test_a_bad_title_is_refused_with_a_sentence(client, title):
    response = client.patch(f"/api/conversations/{begun(client)}", json={"title": title})
    assert response.status_code == 400
    assert response.json()["detail"].startswith("The title")


def test_a_deleted_conversation_is_gone(client):
    talk = begun(client)
    response = client.delete(f"/api/conversations/{talk}")
    assert (response.status_code, response.content) == (204, b"")
    assert client.get(f"/api/conversations/{talk}").status_code == 404


# Apart


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize(
    "attempt",
    [
        lambda client, talk: client.get(f"/api/conversations/{talk}"),
        lambda client, talk: client.get(f"/api/conversations/{talk}/export"),
        lambda client, talk: client.patch(f"/api/conversations/{talk}", json={"title": "Mine"}),
        lambda client, talk: client.delete(f"/api/conversations/{talk}"),
        lambda client, talk: ask(client, conversation=talk),
    ],
)
def test_a_guessed_id_is_404_whether_or_not_somebody_has_it(client, stranger, kept, attempt):
    talk = listed(stranger)[0]["id"] if kept else "0" * 16
    begun(client)
    response = attempt(client, talk)
    assert response.status_code == 404
    assert response.json()["detail"].startswith(f"There is no conversation '{talk}' of yours")
    assert [(each["title"], each["turns"]) for each in listed(stranger)] == [(HARBOUR_QUESTION, 1)]


def test_no_header_and_no_parameter_names_the_user(client, stranger):
    visitor = visitor_of(stranger.cookies)
    headers = {"X-Byline-User": visitor, "X-User": visitor, "Authorization": f"Bearer {visitor}"}
    path = f"/api/conversations?user={visitor}&{COOKIE}={visitor}"
    assert client.get(path, headers=headers).json() == {"conversations": []}


@pytest.mark.parametrize("value", ["mia", "0" * 31, "' OR 1=1 --"])
def test_a_cookie_that_byline_did_not_give_is_worth_nothing(client, conversations, value):
    conversations.start(user=value, title="Theirs")
    client.cookies[COOKIE] = value
    assert listed(client) == []


# Pages of other sites


@pytest.mark.parametrize(
    "origin", ["https://elsewhere.example", "null", "http://testserver:81", "http://[", ""]
)
def test_a_page_of_another_site_changes_nothing(client, assistant, origin):
    talk, headers = begun(client), {"Origin": origin}
    for response in (
        client.delete(f"/api/conversations/{talk}", headers=headers),
        client.patch(f"/api/conversations/{talk}", json={"title": "Theirs"}, headers=headers),
        client.post("/api/ask", json={"question": "?", "conversation": talk}, headers=headers),
    ):
        assert response.status_code == 403
        assert "only Byline's own page" in response.json()["detail"]
    assert [(each["title"], each["turns"]) for each in listed(client)] == [(HARBOUR_QUESTION, 1)]
    assert len(assistant.asked) == 1


@pytest.mark.parametrize("origin", ["http://testserver", "https://TESTSERVER"])
def test_a_page_of_byline_changes_what_it_likes(client, origin):
    path = f"/api/conversations/{begun(client)}"
    assert client.delete(path, headers={"Origin": origin}).status_code == 204


# Exporting


@pytest.mark.parametrize("name", FORMATS)
def test_a_conversation_is_exported_as_a_file_of_its_kind(client, name):
    answer = Answer.from_dict(ask(client, conversation="new").json())
    talk = listed(client)[0]["id"]
    response = client.get(f"/api/conversations/{talk}/export", params={"format": name})
    form = FORMATS[name]
    assert response.text == conversation_as(name, HARBOUR_QUESTION, [answer])
    assert response.headers["content-type"].split(";")[0] == form.media_type
    assert response.headers["content-disposition"] == (
        f'attachment; filename="when-will-northmoor-harbour-open-again.{form.ending}"'
    )


def test_an_unknown_format_is_refused_with_those_there_are(client):
    response = client.get(f"/api/conversations/{begun(client)}/export?format=docx")
    assert response.status_code == 400
    assert "markdown, html, json" in response.json()["detail"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ('Ünrest"; filename="../../x.exe\r\n', "unrest-filename-x-exe"),
        ("港はいつ開く", "conversation-0123"),
        ("-" * 300 + "x", "x"),
    ],
)
def test_a_file_is_named_by_the_title_and_steers_nothing(title, name, conversations):
    known = conversations.start(user="mia")
    given = Conversation(
        id="0123", user="mia", title=title, started=known.started, changed=known.changed
    )
    assert file_name(given) == name


# Where nothing can be kept


@pytest.mark.parametrize("broken", ["start", "add"])
def test_an_answer_is_given_where_it_cannot_be_kept(client, conversations, monkeypatch, broken):
    monkeypatch.setattr(conversations, broken, unusable)
    response = ask(client, conversation="new")
    assert response.status_code == 200
    kept = {"conversation": None, "conversation_error": "The disk is full."}
    assert response.json() == ask(client).json() | kept


def test_an_answer_is_given_where_what_was_said_cannot_be_read(
    client, conversations, assistant, monkeypatch
):
    talk = begun(client)
    monkeypatch.setattr(conversations, "history", unusable)
    answered = ask(client, conversation=talk).json()
    assert (answered["conversation"], answered["conversation_error"]) == (None, "The disk is full.")
    assert assistant.asked[-1].history == ()


def test_a_byline_that_keeps_nothing_answers_and_says_so(assistant):
    client = TestClient(create_api(assistant))
    answered = ask(client, conversation="new").json()
    assert answered["conversation"] is None
    assert "keeps no conversations" in answered["conversation_error"]
    assert client.get("/api/conversations").status_code == 404


def test_a_list_that_cannot_be_read_is_refused_with_the_sentence(
    client, conversations, monkeypatch
):
    monkeypatch.setattr(conversations, "listed", unusable)
    response = client.get("/api/conversations")
    assert (response.status_code, response.json()["detail"]) == (503, "The disk is full.")


def test_a_long_conversation_gives_its_last_fifty_exchanges(client, conversations, assistant):
    talk = begun(client)
    visitor = visitor_of(client.cookies)
    (turn,) = conversations.turns(talk, user=visitor)
    for _ in range(50):
        conversations.add(talk, turn.answer, user=visitor)
    ask(client, conversation=talk)
    assert assistant.asked[-1].history == (turn.answer.exchange,) * 50


# Feedback


def test_what_a_visitor_says_of_an_answer_is_kept_for_the_owner(client, conversations):
    place = f"/api/conversations/{begun(client)}/turns/1/feedback"
    assert client.put(place, json={"good": False, "reason": "Old."}).status_code == 204
    assert [(each.good, each.reason) for each in conversations.feedback()] == [(False, "Old.")]


@pytest.mark.parametrize(
    ("number", "body", "status"),
    [(2, {"good": True}, 404), (1, {"good": True, "reason": "x" * 2001}, 400), (1, {}, 400)],
)
def test_feedback_that_makes_no_sense_is_refused(client, conversations, number, body, status):
    place = f"/api/conversations/{begun(client)}/turns/{number}/feedback"
    assert client.put(place, json=body).status_code == status
    assert conversations.feedback() == []


def test_nobody_judges_the_answer_of_another(client, stranger, conversations):
    place = f"/api/conversations/{begun(client)}/turns/1/feedback"
    assert stranger.put(place, json={"good": True}).status_code == 404
    foreign = {"Origin": "http://evil.example"}
    assert client.put(place, json={"good": True}, headers=foreign).status_code == 403
    assert conversations.feedback() == []
