"""Evaluations on the page: listed, opened, compared; and nothing outside the folder named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from doubles import PRESS, make_index
from evaluated import answered, report
from fastapi.testclient import TestClient
from invented import HARBOUR, InventedAssistant
from lxml import html

from assistant.http.api import Bounds, create_api

WRONG = answered(answers=("never",), relevant={"ferries": 1}, answerable=True, literal=True)


@pytest.fixture
def folder(tmp_path):
    reports = tmp_path / "reports"
    report(WRONG).write(reports / "first run")
    replace(report(), started="2031-05-04T10:00:00").write(reports / "<b>&second")
    report().write(tmp_path / "outside")
    (reports / "no report").mkdir()
    (reports / "torn").mkdir()
    (reports / "torn" / "report.json").write_text("{")
    (reports / "link").symlink_to(tmp_path / "outside")
    return reports


@pytest.fixture
def client(tmp_path, folder):
    with make_index(tmp_path / "archive", *PRESS) as index:
        bounds = Bounds(reports=folder)
        yield TestClient(create_api(InventedAssistant(index=index), bounds=bounds))


def shown(client, status=200, **asked):
    response = client.get("/measure", params=asked)
    assert response.status_code == status
    return html.fromstring(response.text)


def test_reports_are_listed_the_newest_first_and_what_is_torn_says_so(client):
    listed = shown(client).xpath("//ul[@class='articles']/li")
    assert [each.xpath("string(a|b)") for each in listed[:2]] == ["<b>&second", "first run"]
    assert "cannot be read" in listed[-1].text_content()
    assert len(listed) == 3


def test_each_listed_report_opens_with_its_plots_and_links_to_the_articles(client):
    [address] = shown(client).xpath("//a[text()='first run']/@href")
    page = html.fromstring(client.get(f"/{address}").text)
    assert page.xpath("//h2[@id='plots']")
    links = page.xpath("//section[@aria-labelledby='worst']//a/@href")
    assert any(each.startswith(f"article/{HARBOUR.id}#s=") for each in links)
    assert page.xpath("//nav//a[@href='measure']")


def test_two_reports_are_compared(client):
    page = shown(client, report="<b>&second", against="first run")
    assert page.xpath("//h2[@id='changes']")


@pytest.mark.parametrize(
    "name", ["../outside", "..", ".", "/etc", "link", "no report/../../outside", "nothing\0"]
)
@pytest.mark.parametrize("place", ["report", "against"])
def test_nothing_outside_the_folder_is_ever_opened(client, name, place):
    asked = {"report": "first run", place: name}
    page = shown(client, 404, **asked)
    assert "There is no evaluation" in page.xpath("string(//*[@role='alert'])")


def test_without_a_folder_it_is_said_how_to_name_one(tmp_path):
    with make_index(tmp_path / "archive", *PRESS) as index:
        page = shown(TestClient(create_api(InventedAssistant(index=index))))
    assert "byline serve --reports DIR" in page.text_content()
