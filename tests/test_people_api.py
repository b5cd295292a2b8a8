"""Where a server has a file of people, nobody else comes in by any door."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest
from doubles import PRESS, make_index
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from assistant import Assistant, Conversations
from assistant.http.api import Bounds, create_api
from assistant.http.letting_in import SESSION, Doorkeeper, TooManyTries
from assistant.people import LIFETIME, People

PASSWORD = "four lamps over the quay"
OTHER = "nine gulls on the mole"
PAGE = {"Accept": "text/html"}


@pytest.fixture
def people(tmp_path):
    with People.open(tmp_path / "people.db", create=True) as people:
        people.add("ada", PASSWORD)
        people.add("tom", OTHER)
        yield people


@pytest.fixture
def api(tmp_path, people):
    with (
        make_index(tmp_path / "archive", *PRESS) as index,
        Conversations.open(tmp_path / "conversations.db") as conversations,
    ):
        bounds = Bounds(people=people, hosts=frozenset({"testserver"}))
        yield create_api(Assistant(index), conversations, bounds=bounds)


@pytest.fixture
def client(api):
    return TestClient(api, follow_redirects=False)


def basic(name="ada", password=PASSWORD):
    given = base64.b64encode(f"{name}:{password}".encode()).decode()
    return {"Authorization": f"Basic {given}"}


def sign_in(client, name="ada", password=PASSWORD, **more):
    fields = {"name": name, "password": password, **more}
    return client.post("/sign-in", data=fields)


def begin(client, **how):
    asked = {"question": "Who closed the bridge?", "conversation": "new"}
    return client.post("/api/ask", json=asked, **how).json()["conversation"]


def test_every_door_is_shut_but_those_that_are_open(client, api):
    paths = api.openapi()["paths"]
    for path, methods in paths.items():
        for method, route in methods.items():
            status = client.request(method, path.replace("{", "x").replace("}", "")).status_code
            assert (status == 401) == (route.get("security") is None), (method, path)
    for path in ("/", "/archive", "/add", "/article/ferry", "/docs", "/account", "/nothing"):
        assert client.get(path).status_code == 401


def test_the_document_says_who_comes_in(api):
    told = api.openapi()
    assert [each for named in told["security"] for each in named] == [
        "name and password",
        "signed in",
    ]
    assert told["paths"]["/healthz"]["get"]["security"] == []


def test_a_refusal_is_in_the_shape_of_its_door(client):
    refused = client.get("/api/outlets")
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.headers["www-authenticate"].startswith("Basic")
    assert "sign in" in client.post("/v1/responses", json={}).json()["error"]["message"]


def test_a_script_of_the_page_does_not_make_the_browser_ask_for_a_password(client):
    refused = client.get("/api/outlets", headers={"Sec-Fetch-Mode": "cors"})
    assert refused.headers["www-authenticate"].startswith("Cookie")


def test_a_browser_is_sent_to_sign_in_and_back(client):
    sent = client.get("/article/ferry?said=yes", headers=PAGE)
    assert sent.headers["location"] == "../sign-in?next=article%2Fferry%3Fsaid%3Dyes"
    back = sign_in(client, next="article/ferry?said=yes")
    assert (back.status_code, back.headers["location"]) == (303, "./article/ferry?said=yes")
    assert client.get("/article/ferry", headers=PAGE).status_code == 200


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "\\\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_elsewhere_by_signing_in(client, wanted):
    assert sign_in(client, next=wanted).headers["location"].startswith("./")


def test_the_cookie_of_who_is_signed_in_is_read_by_no_script(client):
    kept = sign_in(client).headers["set-cookie"]
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(kept.split("; "))
    assert "Secure" not in kept
    secure = TestClient(client.app, base_url="https://testserver", follow_redirects=False)
    assert "; Secure" in sign_in(secure).headers["set-cookie"]


def test_a_program_sends_name_and_password(client):
    assert client.get("/api/outlets", headers=basic()).status_code == 200
    assert client.get("/api/outlets", headers=basic(password=OTHER)).status_code == 401
    assert client.get("/api/outlets", headers={"Authorization": "Basic !"}).status_code == 401


def test_conversations_are_theirs_wherever_they_come_from(client):
    sign_in(client)
    begun = begin(client)
    client.cookies.clear()
    assert client.get(f"/api/conversations/{begun}", headers=basic()).status_code == 200
    others = client.get(f"/api/conversations/{begun}", headers=basic("tom", OTHER))
    assert others.status_code == 404


def test_no_cookie_of_a_visitor_s_makes_somebody_another(client, people):
    begun = begin(client, headers=basic())
    client.cookies.set("byline_visitor", people.known("ada").visitor)
    assert client.get("/api/conversations").status_code == 401
    others = client.get(f"/api/conversations/{begun}", headers=basic("tom", OTHER))
    assert others.status_code == 404


def test_who_signs_out_is_out(client):
    sign_in(client)
    token = client.cookies[SESSION]
    assert client.post("/sign-out").status_code == 303
    client.cookies.set(SESSION, token)
    assert client.get("/api/outlets").status_code == 401


def test_another_password_signs_out_all_but_who_changed_it(api, client):
    elsewhere = TestClient(api, follow_redirects=False)
    for each in (client, elsewhere):
        sign_in(each)
    changed = client.post("/account", data={"old": PASSWORD, "new": OTHER, "again": OTHER})
    assert changed.status_code == 303
    assert client.get("/account", headers=PAGE).status_code == 200
    assert elsewhere.get("/api/outlets").status_code == 401
    assert elsewhere.get("/api/outlets", headers=basic()).status_code == 401
    assert elsewhere.get("/api/outlets", headers=basic(password=OTHER)).status_code == 200


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        (OTHER, OTHER, OTHER, "is another one"),
        (PASSWORD, OTHER, PASSWORD, "not the same twice"),
        (PASSWORD, "short", "short", "must have 10"),
    ],
)
def test_a_password_is_not_changed_by_mistake(client, old, new, again, said):
    sign_in(client)
    refused = client.post("/account", data={"old": old, "new": new, "again": again})
    assert refused.status_code == 400
    assert said in refused.text
    client.cookies.clear()
    assert client.get("/api/outlets", headers=basic()).status_code == 200


def test_after_five_wrong_passwords_even_the_right_one_must_wait(client):
    for _ in range(5):
        assert sign_in(client, password=OTHER).status_code == 401
    refused = sign_in(client)
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 800
    assert "try again in 15 minutes" in refused.text
    assert client.get("/api/outlets", headers=basic()).status_code == 429
    assert sign_in(client, "tom", OTHER).status_code == 303


def test_a_client_that_tries_many_names_must_wait_too(people):
    now = [0.0]
    doorkeeper = Doorkeeper(people, clock=lambda: now[0])
    for number in range(20):
        assert doorkeeper.person(f"name {number}", PASSWORD, "here") is None
    with pytest.raises(TooManyTries):
        doorkeeper.person("ada", PASSWORD, "here")
    assert doorkeeper.person("ada", PASSWORD, "elsewhere")
    now[0] += 15 * 60
    assert doorkeeper.person("ada", PASSWORD, "here")


def test_who_is_removed_is_out_at_once_by_each_door(client, people):
    sign_in(client)
    assert client.get("/api/outlets", headers=basic("tom", OTHER)).status_code == 200
    for name in ("ada", "tom"):
        people.remove(name)
    assert client.get("/api/outlets").status_code == 401
    assert client.get("/api/outlets", headers=basic("tom", OTHER)).status_code == 401


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/account", "/api/ask"])
def test_no_page_of_another_site_s_sends_anything(client, path):
    sign_in(client)
    sent = client.post(path, data={}, headers={"Origin": "https://evil.example"})
    assert sent.status_code == 403


def test_nobody_comes_in_by_a_websocket(client):
    with pytest.raises(WebSocketDisconnect) as refused, client.websocket_connect("/"):
        pass
    assert refused.value.code == 1008


def test_what_is_shown_to_one_is_kept_for_no_other(client):
    assert client.get("/api/outlets", headers=basic()).headers["cache-control"] == "private"
    assert client.get("/sign-in").headers["cache-control"] == "no-store"


def test_a_session_ends(tmp_path):
    now = [0.0]
    with People.open(tmp_path / "people.db", create=True) as people:
        people._clock = lambda: now[0]
        people.add("ada", PASSWORD)
        token = people.sign_in(people.known("ada"))
        assert people.signed_in(token).name == "ada"
        now[0] += LIFETIME + 1
        assert people.signed_in(token) is None


def test_without_a_file_of_people_nothing_of_this_is_there(tmp_path):
    with make_index(tmp_path / "archive", *PRESS) as index:
        api = create_api(
            Assistant(index), bounds=replace(Bounds(), hosts=frozenset({"testserver"}))
        )
        client = TestClient(api)
        assert client.get("/sign-in").status_code == 404
        assert client.get("/api/outlets").status_code == 200
        assert "security" not in api.openapi()
