"""The archive over HTTP: searched, listed and read by other programs."""

from __future__ import annotations

import pytest
from doubles import PRESS, article, make_index
from fastapi.testclient import TestClient
from invented import InventedAssistant

from assistant.http.api import create_api

MANY = [article(f"day-{day}", "The mayor spoke.", outlet="Echo Weekly") for day in range(1, 5)]


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with make_index(tmp_path_factory.mktemp("archive"), *PRESS, *MANY) as index:
        yield TestClient(create_api(InventedAssistant(index=index)))


def listed(client, **asked):
    response = client.get("/api/articles", params=asked).json()
    assert response["total"] >= len(response["articles"])
    return [each["id"] for each in response["articles"]]


def test_a_search_gives_passages_with_their_place_the_best_first(client):
    hits = client.post("/api/search", json={"query": "ferry aground"}).json()["hits"]
    assert [hit["rank"] for hit in hits] == list(range(1, len(hits) + 1))
    text = client.get(f"/api/articles/{hits[0]['article_id']}").json()["text"]
    assert hits[0]["article"]["title"] == "Ferry aground off Pellworth"
    assert text[hits[0]["start"] : hits[0]["end"]] == hits[0]["text"]


def test_a_search_is_held_to_its_limits(client):
    limits = {"outlets": ["lyn valley echo"], "until": "2031-04-20", "limit": 1}
    (hit,) = client.post("/api/search", json={"query": "ferry mayor", **limits}).json()["hits"]
    assert hit["article_id"] == "bridge"


@pytest.mark.parametrize(
    ("body", "status", "sentence"),
    [
        ({"query": " "}, 400, "is empty"),
        ({"query": "x" * 4_001}, 413, "4,001 characters"),
        ({"query": "ferry", "outlets": ["Nowhere Times"]}, 400, "Nowhere Times"),
        ({"query": "ferry", "limit": 101}, 400, "at limit: "),
        ({"query": "ferry", "since": 0}, 400, "a day is written like 2031-03-04"),
        ({"query": "ferry", "since": "2031-02-02", "until": "2031-01-01"}, 400, "exchange them"),
    ],
)
def test_a_search_that_makes_no_sense_is_refused_with_a_sentence(client, body, status, sentence):
    response = client.post("/api/search", json=body)
    assert response.status_code == status
    assert sentence in response.json()["detail"]


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({}, ["bridge", "ferry", "day-4", "day-3", "day-2", "day-1", "strike"]),
        ({"month": "2031-03"}, ["ferry"]),
        ({"month": "2031-02"}, []),
        ({"outlet": "", "month": "2031-04", "words": ""}, ["bridge"]),
        ({"outlet": ["Lyn Valley Echo", "The Saltmarsh Post"]}, ["bridge", "ferry"]),
        ({"words": "mayor bridge"}, ["bridge"]),
        ({"words": "mayor", "outlet": "Echo Weekly", "size": 2, "page": 2}, ["day-2", "day-1"]),
        ({"page": 9}, []),
    ],
)
def test_articles_are_listed_the_newest_first_within_what_is_asked(client, asked, ids):
    assert listed(client, **asked) == ids


def test_a_page_of_articles_tells_how_many_there_are_in_all(client):
    page = client.get("/api/articles?size=2&page=2").json()
    assert (page["total"], page["page"], page["size"]) == (7, 2, 2)
    assert "text" not in page["articles"][0]


@pytest.mark.parametrize(
    "asked",
    [
        "month=2031-13",
        "month=May",
        "month=0000-01",
        "month=٢٠٣١-03",
        "page=0",
        "size=201",
        "size=x",
    ],
)
def test_a_list_that_makes_no_sense_is_refused_by_its_field(client, asked):
    response = client.get(f"/api/articles?{asked}")
    assert response.status_code == 400
    assert f"at {asked.partition('=')[0]}: " in response.json()["detail"]


def test_outlets_are_listed_with_their_articles_and_days_the_largest_first(client):
    first, second, *_, last = client.get("/api/outlets").json()["outlets"]
    assert first == {"outlet": "Echo Weekly", "articles": 4, "from": None, "to": None}
    assert (second["outlet"], second["from"]) == (None, None)  # the strike names none
    assert (last["outlet"], last["to"]) == ("The Saltmarsh Post", "2031-03-04")


def test_a_server_that_can_answer_says_so_with_what_it_holds(client):
    ready = client.get("/readyz").json()
    assert (ready["status"], ready["articles"], ready["notices"]) == ("ready", 7, [])
