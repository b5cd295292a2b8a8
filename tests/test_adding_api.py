"""Articles added over HTTP: by whom, how much at a time, and what is told of it."""

from __future__ import annotations

import threading
import time

import pytest
from doubles import PRESS, WordEmbedder, make_index
from fastapi.testclient import TestClient
from invented import InventedAssistant

from assistant.cli.serving import allows_adding
from assistant.http.api import Bounds, create_api
from assistant.http.intake import Intake, Parcel, TooMuchWaiting
from assistant.settings import Settings
from index.stores.lock import writer_lock

REPORT = b"# Comet over Ostermere\n\nA comet was seen over Ostermere on Sunday, the mayor said."
ALLOWED = Bounds(adding=True, adding_files=3, adding_megabytes=1)


@pytest.fixture
def index(tmp_path):
    with make_index(tmp_path / "archive") as index:
        yield index


@pytest.fixture
def client(index):
    with TestClient(create_api(InventedAssistant(index=index), bounds=ALLOWED)) as client:
        yield client


def send(client, *files, path="/api/articles", **more):
    parts = [("files", (name, data)) for name, data in files]
    return client.post(path, files=parts, follow_redirects=False, **more)


def ended(client, response):
    """Wait until a delivery can be asked, or was refused."""
    for _ in range(400):
        told = client.get(response.headers["Location"]).json()
        if told["state"] in ("searchable", "refused"):
            return told
        time.sleep(0.02)
    raise AssertionError(told)


def test_what_is_sent_is_found(client):
    response = send(client, ("comet.md", REPORT))
    assert response.status_code == 202
    assert (ended(client, response)["added"], ended(client, response)["quarantined"]) == (1, [])
    hits = client.post("/api/search", json={"query": "comet"}).json()["hits"]
    assert hits[0]["article"]["title"] == "Comet over Ostermere"


def test_sending_it_twice_adds_it_once(client, index):
    for _ in range(2):
        told = ended(client, send(client, ("comet.md", REPORT)))
    assert (told["added"], told["unchanged"], len(index)) == (0, 1, 1)


def test_two_files_of_one_name_are_two(client, index):
    other = REPORT.replace(b"comet", b"regatta")
    ended(client, send(client, ("a/page.md", REPORT), ("b/page.md", other)))
    assert len(index) == 2


def test_what_cannot_be_read_is_told_by_the_name_it_was_sent_under_with_line_and_reason(client):
    wire = b'{"text": "The ferry sails."}\n{"text": \n'
    told = ended(client, send(client, ("news/wire.jsonl", wire), ("photo.png", b"x")))
    assert told["added"] == 1
    assert [(each["file"], each["line"]) for each in told["quarantined"]] == [
        ("news/wire.jsonl", 2),
        ("photo.png", 0),
    ]
    assert "unknown kind .png" in told["quarantined"][1]["reason"]


def test_files_of_no_known_kind_are_refused_by_the_name_they_were_sent_under(client):
    told = ended(client, send(client, ("photo.png", b"x")))
    assert told["state"] == "refused"
    assert told["error"].startswith("Byline does not know the kind of photo.png")


@pytest.mark.parametrize(
    "name",
    ["../../evil.md", "/etc/evil.md", "..\\..\\evil.md", "a\x00b.md", ".b.md", "x" * 5_000 + ".md",
     "نبأ 🌊.md", "C:\\news\\evil.md"],
)  # fmt: skip
def test_no_name_leads_out_of_the_folder_of_its_delivery(tmp_path, name):
    parcel = Parcel()
    path = parcel.place(name)
    path.write_bytes(REPORT)
    assert path.resolve().parent.parent == path.parent.parent
    assert path.suffix == ".md"
    parcel.close()
    assert not path.exists()


# Guards


@pytest.mark.parametrize("path", ["/api/articles", "/add"])
@pytest.mark.parametrize(
    "header",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://testserver:9"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_no_page_of_another_site_can_add(client, index, path, header):
    response = send(client, ("comet.md", REPORT), path=path, headers=header)
    assert response.status_code == 403
    assert "only Byline's own pages" in response.json()["detail"]
    assert len(index) == 0


@pytest.mark.parametrize("path", ["/api/articles", "/add"])
def test_nothing_is_added_under_a_strange_name(client, path):
    headers = {"Host": "evil.example"}
    assert send(client, ("comet.md", REPORT), path=path, headers=headers).status_code == 421


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/api/articles"), ("POST", "/add"), ("DELETE", "/api/articles/ferry")],
)
def test_where_it_is_not_allowed_nothing_is_changed_and_the_way_out_is_told(index, method, path):
    index.add(PRESS)
    client = TestClient(create_api(InventedAssistant(index=index)))
    response = client.request(method, path, files=[("files", ("comet.md", REPORT))])
    assert response.status_code == 403
    assert "--allow-adding" in response.json()["detail"]
    assert len(index) == len(PRESS)


@pytest.mark.parametrize("path", ["/api/articles", "/add"])
def test_more_bytes_than_are_taken_are_refused_unread(client, path):
    response = send(client, ("long.txt", b"word " * 250_000), path=path)
    assert response.status_code == 413
    assert "at most 1,000,000" in response.json()["detail"]


def test_bytes_are_counted_while_they_come_whatever_was_announced(client):
    whole = client.build_request("POST", "/add", files=[("files", ("l.txt", b"word " * 250_000))])
    whole.headers["Content-Length"] = "1000"
    response = client.send(whole)
    assert response.status_code == 413
    assert "More than 1 MB were sent" in response.text


def test_more_files_than_are_taken_are_refused(client, index):
    response = send(client, *[(f"{n}.md", REPORT) for n in range(4)])
    assert response.status_code == 413
    assert "More than 3 files were sent" in response.json()["detail"]
    assert len(index) == 0


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"json": {"files": []}}, "sent as multipart/form-data"),
        ({"files": [("other", ("a.md", REPORT))]}, "No file came with it"),
        ({"files": [("files", ("", b""))]}, "No file came with it"),
        ({"content": b"x", "headers": {"Content-Type": "multipart/form-data"}}, "cannot be read"),
    ],
)
def test_a_form_without_files_is_refused_with_a_sentence(client, sent, sentence):
    response = client.post("/api/articles", **sent)
    assert response.status_code == 400
    assert sentence in response.json()["detail"]


def test_while_another_process_adds_it_is_refused_and_that_one_named(client, index):
    with writer_lock(index.path):
        told = ended(client, send(client, ("comet.md", REPORT)))
    assert told["state"] == "refused"
    assert "is being written to by process" in told["error"]


def test_so_many_deliveries_wait_and_no_more(index, monkeypatch):
    begun, go_on = threading.Event(), threading.Event()
    monkeypatch.setattr(index, "add", lambda *_, **__: (begun.set(), go_on.wait(10)))
    intake = Intake(index)
    intake.take(Parcel())
    assert begun.wait(10)
    for _ in range(20):
        intake.take(Parcel())
    with pytest.raises(TooMuchWaiting, match="20 deliveries wait"):
        intake.check()
    go_on.set()
    intake.close()


def test_who_delivers_something_does_not_wait_for_the_vectors_of_others(tmp_path):
    many = "\n".join(
        f'{{"text": "The ferry {n} sails at noon from the quay."}}' for n in range(900)
    )
    slow = WordEmbedder(seconds_per_batch=0.4)
    with make_index(tmp_path / "archive", embedder=slow) as index:
        api = create_api(InventedAssistant(index=index), bounds=ALLOWED)
        with TestClient(api) as client:
            ended(client, send(client, ("many.jsonl", many.encode())))
            ended(client, send(client, ("comet.md", REPORT)))
            held = index.status()
            assert (held.articles, held.embedded < held.passages) == (901, True)


@pytest.mark.parametrize(
    ("settings", "allowed"),
    [
        ({}, True),
        ({"host": "localhost"}, True),
        ({"host": "0.0.0.0"}, False),
        ({"allow_host": "news.example"}, False),
        ({"host": "0.0.0.0", "allow_adding": True}, True),
        ({"allow_adding": False}, False),
    ],
)
def test_adding_is_allowed_where_nobody_else_can_come_or_where_that_is_said(settings, allowed):
    assert allows_adding(Settings(**settings)) is allowed


# What people see


def test_a_form_leads_to_the_page_that_tells_how_far_it_is(client):
    response = send(client, ("comet.md", REPORT), path="/add")
    assert response.status_code == 303
    page = client.get(response.headers["Location"])
    assert "1 file" in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_a_form_without_a_file_comes_back_with_the_sentence_on_it(client):
    response = send(client, ("", b""), path="/add")
    assert response.status_code == 400
    assert "No file came with it" in response.text
    assert "<form" in response.text


def test_names_and_reasons_are_escaped(client):
    response = send(client, ("<img src=x>.zip", b"x"), ("comet.md", REPORT), path="/add")
    ended_at = response.headers["Location"].removeprefix("add/")
    for _ in range(400):
        page = client.get(f"/add/{ended_at}").text
        if "Not read" in page:
            break
        time.sleep(0.02)
    assert "&lt;img src=x&gt;.zip" in page
    assert "<img" not in page


@pytest.mark.parametrize("path", ["/add/nothing", "/api/adding/nothing"])
def test_a_delivery_that_nobody_sent_is_not_known(client, path):
    assert client.get(path).status_code == 404


def test_an_article_is_removed_for_good(client, index):
    index.add(PRESS)
    assert client.delete("/api/articles/ferry").status_code == 204
    assert client.get("/api/articles/ferry").status_code == 404
    assert client.delete("/api/articles/ferry").status_code == 404
