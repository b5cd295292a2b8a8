"""The page and the HTTP API as one server: what of it is open, and what is not."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from invented import InventedAssistant

import app
from assistant.people import People

pytestmark = pytest.mark.slow

GRADIO_S = [
    f"/gradio_api/{door}"
    for door in "api/x call/x cancel file=x heartbeat/x info queue/data queue/join run/x".split()
]


@pytest.fixture(scope="module")
def client():
    return TestClient(app.create_app(InventedAssistant()))


@pytest.mark.parametrize("path", ["/", "/config", "/theme.css", "/favicon.ico", "/docs"])
def test_what_the_page_is_made_of_is_open(client, path):
    assert client.get(path).status_code == 200


def test_nobody_can_leave_files_here(client):
    response = client.post("/gradio_api/upload", files={"files": ("a.txt", b"anything")})
    assert response.status_code == 403
    assert "byline add" in response.json()["detail"]


@pytest.mark.parametrize("path", ["/gradio_api/stream/a", "/gradio_api/proxy=http://a.example/"])
def test_doors_that_the_page_has_no_use_for_are_closed(client, path):
    assert client.get(path).status_code == 403


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nothing", 404), ("POST", "/healthz", 405), ("GET", "/gradio_api/nothing", 404)],
)
def test_what_nothing_answers_is_refused_in_one_shape(client, method, path, status):
    response = client.request(method, path, headers={"Content-Length": "0"})
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"


def test_the_openapi_document_tells_of_byline_s_own_routes(client):
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/api/ask", "/api/search", "/v1/chat/completions"} <= set(paths)
    assert not any("gradio" in path for path in paths)


def test_no_door_of_the_page_s_is_open_to_who_is_not_let_in(tmp_path):
    with People.open(tmp_path / "people.db", create=True) as people:
        made = app.create_app(InventedAssistant(), bounds=app.Bounds(people=people))
        client = TestClient(made, follow_redirects=False)
        for path in ("/", "/config", "/theme.css", "/assets/index.js", "/login", *GRADIO_S):
            assert client.get(path).status_code == 401, path
            assert client.post(path, json={}).status_code == 401, path


def test_the_page_is_not_read_under_a_strange_name(client):
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 421
