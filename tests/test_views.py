"""The archive looked around on pages: listed, searched, counted, and an article seen closely."""

from __future__ import annotations

import pytest
from doubles import PRESS, article, hear, make_index
from fastapi.testclient import TestClient
from invented import InventedAssistant
from lxml import html

from assistant.http.api import Bounds, create_api
from assistant.page.alone import marked
from index import Span, Statement
from index.stores.lock import writer_lock

MANY = [article(f"day-{n}", f"The mayor spoke on day {n}.", outlet="Echo") for n in range(120)]
ODD = article("a/b?c=<d>", "One <b>line</b>.", title="<img src=x> & co", outlet='"><script>')


@pytest.fixture
def index(tmp_path):
    with make_index(tmp_path / "archive", *PRESS, ODD) as index:
        yield index


@pytest.fixture
def client(index):
    return TestClient(
        create_api(InventedAssistant(index=index), bounds=Bounds(adding=True)),
        follow_redirects=False,
    )


def shown(client, path, **asked):
    return html.fromstring(client.get(path, params=asked).text)


def titles(page):
    return [each.text_content() for each in page.xpath("//ul[@class='articles']//a")]


@pytest.mark.parametrize(
    ("asked", "first", "count"),
    [
        ({}, "Bridge closed for a month", 4),
        ({"order": "oldest"}, "Ferry aground off Pellworth", 4),
        ({"words": "ferry quay"}, "Ferry aground off Pellworth", 1),
        ({"outlet": "Lyn Valley Echo"}, "Bridge closed for a month", 1),
        ({"month": "2031-03"}, "Ferry aground off Pellworth", 1),
        ({"outlet": "", "month": "", "words": " ", "page": "x"}, "Bridge closed for a month", 4),
    ],
)
def test_articles_are_listed_within_what_is_asked(client, asked, first, count):
    found = titles(shown(client, "/archive", **asked))
    assert (found[0], len(found)) == (first, count)


def test_by_outlet_those_without_one_come_last(client):
    assert titles(shown(client, "/archive", order="outlet"))[-1] == "Lamplighters stay out"


def test_a_long_list_comes_a_page_at_a_time_and_keeps_what_was_asked(tmp_path):
    with make_index(tmp_path / "archive", *MANY) as index:
        client = TestClient(create_api(InventedAssistant(index=index)))
        page = shown(client, "/archive", words="mayor", page=3)
        assert len(titles(page)) == 20
        assert page.xpath("//a[@rel='prev']/@href") == ["archive?words=mayor&order=newest&page=2"]
        assert not page.xpath("//a[@rel='next']")
        assert len(titles(shown(client, "/archive", page=999))) == 20


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [({"outlet": "Nowhere Times"}, "Nowhere Times"), ({"month": "May"}, "'May' is no month")],
)
def test_what_makes_no_sense_is_refused_on_the_page(client, asked, sentence):
    response = client.get("/archive", params=asked)
    assert response.status_code == 400
    (failure,) = html.fromstring(response.text).find_class("failure")
    assert sentence in failure.text_content()


def test_who_is_quoted_most_is_counted_and_leads_to_a_question(client, index):
    hear(index)
    links = shown(client, "/archive").xpath("//aside//a[contains(@href, '?q=')]")
    assert "Ines Dray" in links[0].text_content()
    assert "What%20did%20" in links[0].get("href")


def test_an_empty_archive_says_how_to_begin(tmp_path):
    with make_index(tmp_path / "archive") as index:
        page = shown(TestClient(create_api(InventedAssistant(index=index))), "/archive")
        assert "This archive is empty" in page.text_content()
        assert page.xpath("//main//a/@href") == ["add"]


def test_nothing_of_an_article_becomes_markup(client):
    page = shown(client, "/archive")
    assert not page.xpath("//img | //main//script | //li//b")
    (link,) = page.xpath("//a[starts-with(@href, 'article/a%2Fb')]")
    assert client.get(f"/{link.get('href')}").status_code == 200


# One article


def test_who_says_what_is_marked_on_demand_and_the_text_stays_as_it_is(client, index):
    plain, said = (shown(client, "/article/ferry", **asked) for asked in ({}, {"said": "yes"}))
    assert not plain.find_class("said")
    marks = said.find_class("said")
    assert {each.get("data-speaker") for each in marks} == {"Harbourmaster Ines Dray"}
    assert marks[0].text == "The ferry carried 61 people"
    assert said.find_class("text")[0].text_content() == index.article("ferry").text


def test_of_statements_that_overlap_the_first_is_marked():
    text = "Moor said Brandt said it rains."

    def saying(who, start, end):
        at = text.index(who)
        return Statement(Span(at, at + len(who)), Span(0, 0), (Span(start, end),))

    said = [saying("Brandt", 22, 30), saying("Moor", 10, 30)]
    assert list(marked(text, said)) == [
        ("Moor said ", ""), ("Brandt said it rains", "Moor"), (".", ""),
    ]  # fmt: skip


def test_what_an_article_said_before_stands_on_its_page(client, index):
    index.add([article("strike", "The strike ended.", title="Lamplighters go back")])
    page = shown(client, "/article/strike")
    assert page.find_class("text")[0].text_content() == "The strike ended."
    assert "enters its third week" in page.find_class("before")[0].text_content()


# Removing


def test_an_article_is_only_removed_where_that_is_said_again(client, index):
    (link,) = shown(client, "/article/ferry").xpath("//a[text()='Remove']/@href")
    page = html.fromstring(client.get(f"/article/{link}").text)
    assert "ferry" in index.newest_first()
    ((name, value),) = page.forms[0].form_values()
    response = client.post("/archive/remove", data={name: value})
    assert (response.status_code, response.headers["Location"]) == (303, "../archive?removed=yes")
    assert "ferry" not in index.newest_first()


def test_no_page_of_another_site_removes_anything(client, index):
    headers = {"Origin": "http://evil.example"}
    response = client.post("/archive/remove", data={"article": "ferry"}, headers=headers)
    assert response.status_code == 403
    assert "ferry" in index.newest_first()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_where_nothing_may_be_changed_nothing_is_removed(index, method):
    client = TestClient(create_api(InventedAssistant(index=index)))
    asked = {"params": {"article": "ferry"}, "data": {"article": "ferry"}}
    assert client.request(method, "/archive/remove", **asked).status_code == 403
    assert not shown(client, "/article/ferry").xpath("//a[text()='Remove']")


def test_while_another_process_writes_removing_is_refused_with_a_sentence(client, index):
    with writer_lock(index.path):
        response = client.post("/archive/remove", data={"article": "ferry"})
    assert response.status_code == 503
    assert "is being written to by process" in response.text


@pytest.mark.parametrize("path", ["/archive", "/article/ferry", "/archive/remove?article=ferry"])
def test_no_view_is_shown_under_a_strange_name(client, path):
    assert client.get(path, headers={"Host": "evil.example"}).status_code == 421


@pytest.mark.parametrize("path", ["/article/none", "/nowhere", "/a/none-1", "/add/none"])
def test_a_person_is_shown_a_page_where_there_is_nothing_and_a_program_is_told(client, path):
    accept = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    seen, told = client.get(path, headers=accept), client.get(path)
    assert (seen.status_code, told.status_code) == (404, 404)
    page = html.fromstring(seen.text)
    assert page.xpath("string(//*[@role='alert'])") == told.json()["detail"]
    [way_on] = page.xpath("//main//a[text()='Ask the archive']/@href")
    assert way_on == "../" * (path.count("/") - 1) + "./"


def test_programs_addresses_never_answer_with_a_page(client):
    told = client.get("/api/articles/none", headers={"Accept": "text/html"})
    assert told.headers["content-type"] == "application/problem+json"
