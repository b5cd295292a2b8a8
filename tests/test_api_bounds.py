"""What the server does not take on: strange names, too many requests, too much at once."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed

import pytest
from fastapi.testclient import TestClient
from invented import HARBOUR_QUESTION, InventedAssistant

from assistant.http.api import Bounds, create_api
from assistant.http.bounds import Allowance, host_of, is_loopback


def client_of(**bounds):
    api = create_api(InventedAssistant(), bounds=Bounds(**bounds), closed=("/api/closed",))
    return TestClient(api, raise_server_exceptions=False)


@pytest.fixture
def client():
    return client_of(hosts=frozenset({"news.example"}))


# Names


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST:7860", "a.localhost", "127.0.0.1:80", "127.9.9.9", "[::1]:7860",
     "news.example", "News.Example:443", "news.example."],
)  # fmt: skip
def test_its_own_names_and_those_it_was_given_are_answered(client, host):
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "evil.example:7860", "127.0.0.1.evil.example",
     "10.0.0.1", "[::2]", "notlocalhost"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/healthz", "/api/articles/harbour", "/metrics", "/nothing"])
def test_any_other_name_is_refused_with_the_way_out(client, host, path):
    response = client.get(path, headers={"Host": host})
    assert response.status_code == 421
    assert f"--allow-host {host_of(host)}" in response.json()["detail"]


@pytest.mark.parametrize("host", ["", "a b", "user@localhost", "localhost:port", "[", "a/b"])
def test_a_header_that_is_no_name_is_refused(client, host):
    assert client.get("/healthz", headers={"Host": host}).status_code == 400


def test_the_address_that_a_request_came_in_at_is_one_of_its_names():
    client = TestClient(create_api(InventedAssistant()), base_url="http://192.0.2.7:7860")
    assert client.get("/healthz").status_code == 200
    assert client.get("/healthz", headers={"Host": "192.0.2.8"}).status_code == 421


def test_loopback_is_told_by_address_and_not_by_the_look_of_a_name():
    assert is_loopback("::1")
    assert not is_loopback("127.evil.example")


# Too many


def test_a_client_has_so_many_requests_a_minute_and_gets_them_back_in_time():
    allowance = Allowance.of(2)
    assert [allowance.wait("a", 0.0) for _ in range(3)] == [0.0, 0.0, 30.0]
    assert allowance.wait("b", 0.0) == 0.0
    assert allowance.wait("a", 15.0) == 15.0
    assert allowance.wait("a", 30.0) == 0.0
    assert allowance.wait("a", 30.0) == 30.0


def test_a_client_that_asks_too_often_is_told_when_to_come_back():
    client = client_of(requests_a_minute=2)
    ask = {"question": HARBOUR_QUESTION}
    assert [client.post("/api/ask", json=ask).status_code for _ in range(3)] == [200, 200, 429]
    refused = client.get("/api/articles/harbour")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "30")
    assert "2 requests a minute" in refused.json()["detail"]
    assert client.get("/healthz").status_code == 200


def test_openai_s_clients_are_told_so_in_their_own_shape():
    client = client_of(requests_a_minute=1)
    client.get("/v1/models")
    refused = client.get("/v1/models")
    assert refused.status_code == 429
    assert "1 requests a minute" in refused.json()["error"]["message"]


def test_what_is_over_the_queue_is_refused_and_what_waits_is_answered():
    assistant = InventedAssistant()
    assistant.gate.clear()
    api = create_api(assistant, bounds=Bounds(at_once=1, waiting=1))
    with TestClient(api) as client, ThreadPoolExecutor(3) as pool:
        ask = {"question": HARBOUR_QUESTION}
        sent = [pool.submit(client.post, "/api/ask", json=ask) for _ in range(3)]
        refused = next(as_completed(sent)).result()
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
        assert client.get("/healthz").status_code == 200
        assistant.gate.set()
        assert sorted(each.result().status_code for each in sent) == [200, 200, 503]
    assert len(assistant.asked) == 2


# Refusals


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("GET", "/api/nothing", 404),
        ("GET", "/api/ask", 405),
        ("DELETE", "/healthz", 405),
        ("POST", "/api/search", 400),
        ("GET", "/api/articles/nowhere", 404),
        ("GET", "/api/closed/door", 403),
    ],
)
def test_every_refusal_is_a_problem_of_one_shape(client, method, path, status):
    response = client.request(method, path, json={} if method == "POST" else None)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    told = response.json()
    assert set(told) == {"type", "title", "status", "detail", "request_id"}
    assert told["status"] == status
    assert told["detail"].endswith(".")


def test_a_method_that_is_not_answered_is_refused_with_those_that_are(client):
    assert client.get("/api/ask").headers["Allow"] == "POST"


@pytest.mark.parametrize("path", ["/v1/nothing", "/v1/chat/completions"])
def test_openai_s_paths_refuse_in_openai_s_shape(client, path):
    assert client.get(path).json()["error"]["message"]


# Watching


def test_a_request_keeps_its_name_in_the_answer_and_the_log(client, caplog):
    caplog.set_level(logging.INFO, "byline.http")
    response = client.get("/nothing", headers={"X-Request-ID": "mine-1"})
    assert response.headers["X-Request-ID"] == response.json()["request_id"] == "mine-1"
    assert "mine-1 GET '/nothing' 404" in caplog.text


@pytest.mark.parametrize("name", ["", "a b", "x" * 65, "\x1b[2J"])
def test_a_name_that_could_steer_a_log_is_replaced(client, name):
    given = client.get("/healthz", headers={"X-Request-ID": name}).headers["X-Request-ID"]
    assert given != name
    assert given.isalnum()


def test_an_error_of_the_program_is_logged_under_the_name_that_the_client_sees(client, caplog):
    response = client.post("/api/ask", json={"question": "What breaks?"})
    name = response.headers["X-Request-ID"]
    assert name in response.json()["detail"]
    assert f"{name} broke: POST '/api/ask'" in caplog.text


def test_prometheus_reads_requests_by_their_route_and_not_by_their_path(tmp_path):
    from doubles import PRESS, make_index

    with make_index(tmp_path / "archive", *PRESS) as index:
        client = TestClient(create_api(InventedAssistant(index=index)))
        for article in ("ferry", "bridge"):
            client.get(f"/api/articles/{article}")
        client.get("/nothing")
        told = client.get("/metrics").text
    route = 'route="/api/articles/{article_id:path}"'
    assert f'byline_requests_total{{method="GET",{route},status="200"}} 2.0' in told
    assert 'byline_requests_total{method="GET",route="none",status="404"} 1.0' in told
    assert "byline_articles 3.0" in told


def test_a_name_is_given_to_each_request_of_many_at_once(client):
    seen = []
    threads = [
        threading.Thread(target=lambda: seen.append(client.get("/healthz").headers["X-Request-ID"]))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(seen)) == 8
