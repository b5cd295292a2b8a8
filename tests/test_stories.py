"""Articles on one event become a story, and what they tell is laid out by day."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import date
from threading import Thread

import numpy as np
import pytest
from doubles import PRESS, WordEmbedder, article, hear, make_index
from fastapi.testclient import TestClient
from lxml import html
from typer.testing import CliRunner

import index as index_door
from assistant import Assistant
from assistant.accounts import changed_figures
from assistant.cli import app
from assistant.errors import UnknownStory
from assistant.http.api import create_api
from assistant.page import glance_html, take_turn, turn_html
from assistant.reading.evidence import quotables
from assistant.stories import Stories
from assistant.stories.grouping import Opening, grouped
from index import Hit, Why

FLOOD = frozenset("flood lyn valley bridge washed mayor moor".split())
TAXES = frozenset("council taxes rise vote budget pellworth".split())


def opening(words, *, day=1, month=3, **more):
    named = {"title": words, "words": words, "names": words, **more}
    return Opening(day=date(2031, month, day), **named)


def told(name, day, text, **more):
    return article(name, text, published=date(2031, 4, day), **more)


QUAKE = (
    told(
        "quake-1",
        2,
        "An earthquake shook Pellworth on Tuesday. Six people died, Mayor Ada Lyn said.",
        title="Earthquake shakes Pellworth, six people die",
        outlet="Saltmarsh Post",
    ),
    told(
        "quake-2",
        4,
        "The earthquake of Pellworth killed more than was known. Nine people died, Mayor Ada Lyn "
        "said.",
        title="Earthquake in Pellworth: nine people died",
        outlet="Lyn Valley Echo",
    ),
)


@pytest.fixture
def index(tmp_path):
    with make_index(tmp_path / "archive", *PRESS, *QUAKE) as index:
        hear(index)
        yield index


@pytest.fixture
def stories(index):
    return Stories(index)


def test_what_is_alike_in_words_and_days_is_one_group_and_else_alone():
    openings = [opening(FLOOD), opening(TAXES, day=2), opening(FLOOD | {"repair"}, day=3)]
    assert grouped(openings) == [[0, 2], [1]]


def test_an_event_of_another_season_is_another_event():
    assert grouped([opening(FLOOD), opening(FLOOD, month=11)]) == [[0], [1]]


def test_what_means_the_same_is_one_group_where_hardly_a_word_is_shared():
    one, other = np.array([1, 0], np.float32), np.array([0, 1], np.float32)
    rain = frozenset("rain drowned fields".split())
    alike = [opening(FLOOD, vector=one), opening(rain, vector=one)]
    assert grouped(alike) == [[0, 1]]
    assert grouped([alike[0], replace(alike[1], vector=other)]) == [[0], [1]]
    assert grouped([alike[0], replace(alike[1], vector=None)]) == [[0], [1]]


def test_parts_of_a_running_account_are_one_group_whatever_they_tell():
    parts = [opening(FLOOD, running="live"), opening(TAXES, running="live", day=2)]
    assert grouped(parts) == [[0, 1]]


def test_a_chain_of_likenesses_joins_nothing_that_is_not_alike_as_a_whole():
    words = [f"w{number}" for number in range(60)]
    chain = [opening(frozenset(words[at : at + 12]), day=1 + at // 6) for at in range(0, 48, 6)]
    assert max(map(len, grouped(chain))) < len(chain) // 2


def test_no_articles_make_no_groups_and_an_empty_text_is_alone():
    assert grouped([]) == []
    assert grouped([opening(frozenset()), opening(frozenset())]) == [[0], [1]]


def test_a_story_has_its_days_its_outlets_and_the_title_that_says_most(stories):
    (story,) = stories.newest_first()
    assert story.articles == ("quake-1", "quake-2")
    assert (story.first, story.last) == (date(2031, 4, 2), date(2031, 4, 4))
    assert story.outlets == ("Lyn Valley Echo", "Saltmarsh Post")
    assert story.title in {each.title for each in QUAKE}


def test_a_story_keeps_its_address_when_an_earlier_article_is_added(stories, index):
    (before,) = stories.newest_first()
    earlier = told("quake-0", 1, QUAKE[0].text, title="Earthquake shakes Pellworth")
    index.add([earlier])
    (after,) = stories.newest_first()
    assert after.articles[0] == "quake-0" != before.articles[0]
    assert stories.story(before.id) == stories.story(after.id) == after


def test_who_does_not_wait_is_given_what_was_grouped_before(stories, index):
    assert stories.newest_first(wait=False) == []
    known = stories.newest_first()
    index.remove(["quake-2"])
    assert stories.newest_first(wait=False) == known
    assert stories.newest_first() == []


def test_a_story_is_found_by_articles_half_of_which_are_of_it(stories):
    (story,) = stories.newest_first()
    assert stories.of(["quake-1", "ferry"]) == story
    assert stories.of(["quake-1", "ferry", "bridge"]) is None
    assert stories.newest_first(["ferry", "quake-2"]) == [story]
    assert stories.newest_first(["ferry"]) == []


def test_a_story_that_is_not_there_is_refused_with_the_way_out(stories):
    with pytest.raises(UnknownStory, match=r"'0'; .* stand at /stories"):
        stories.story("0")


def test_articles_without_a_day_are_of_no_story(stories, index):
    index.add([replace(QUAKE[0], id="undated", published=None)])
    assert "undated" not in stories.newest_first()[0].articles


def test_the_course_is_told_by_day_each_sentence_as_it_stands(stories):
    told = stories.told(stories.newest_first()[0])
    assert [each.article.id for each in told.timeline] == ["quake-1", "quake-1", "quake-2"]
    for each in told.timeline:
        assert each.article.text[each.start : each.end] == each.quote


def test_a_figure_that_changed_has_its_newest_value_first(stories):
    (deaths,) = stories.told(stories.newest_first()[0]).figures
    assert deaths.about == "How many people died"
    assert [(each.value, each.status) for each in deaths.versions] == [
        ("Nine people", "updated"),
        ("Six people", "earlier"),
    ]


def test_the_age_of_who_died_is_no_figure_that_changed(index):
    texts = (
        "A man of 81 died on the quay, Mayor Ada Lyn said.",
        "Six people died, Mayor Ada Lyn said.",
    )
    index.add([told(f"age-{day}", day, text) for day, text in enumerate(texts, start=8)])
    hits = [Hit(index.passages(f"age-{day}")[0], 0.0, 1, Why()) for day in (8, 9)]
    assert changed_figures([(each, 0) for each in quotables(index, hits)]) == ()


def test_who_speaks_is_counted_under_one_name(stories):
    voice, *_ = stories.told(stories.newest_first()[0]).voices
    assert (voice.name.removeprefix("Mayor "), voice.statements) == ("Ada Lyn", 2)
    assert voice.evidence.article.id == "quake-2"


def test_keeping_groups_beside_those_who_ask_and_ends_when_it_is_stopped(stories):
    keeping = Thread(target=stories.keep)
    keeping.start()
    while not stories.newest_first(wait=False):
        time.sleep(0.01)
    stories.stop()
    keeping.join(10)
    assert not keeping.is_alive()


# The doors


@pytest.fixture
def client(index):
    assistant = Assistant(index)
    assistant.stories.newest_first()
    return TestClient(create_api(assistant))


def page(client, path):
    return html.fromstring(client.get(path).text)


def test_stories_are_listed_over_http_within_the_limits_of_articles(client):
    listed = client.get("/api/stories").json()
    assert (listed["total"], listed["page"], listed["size"]) == (1, 1, 50)
    (story,) = listed["stories"]
    assert story["from"], story["to"] == ("2031-04-02", "2031-04-04")
    assert client.get("/api/stories?words=nine").json()["stories"] == [story]
    for limit in ("words=ferry", "outlet=The Saltmarsh Post", "month=2031-03"):
        assert client.get(f"/api/stories?{limit}").json()["total"] == 0


def test_a_story_is_told_over_http(client):
    (story,) = client.get("/api/stories").json()["stories"]
    told = client.get(f"/api/stories/{story['id']}").json()
    assert story.items() <= told.items()
    assert told["figures"][0]["versions"][0]["value"] == "Nine people"
    assert told["timeline"][0]["article_id"] == "quake-1"
    assert told["speakers"][0]["statements"] == 2
    assert client.get("/api/stories/none").status_code == 404


def test_the_page_of_a_story_leads_to_the_place_of_each_sentence(client, stories):
    (story,) = stories.newest_first()
    found = page(client, f"/story/{story.id}").xpath("//ol[@class='days']//a")
    start = QUAKE[0].text.index("Six people")
    assert found[1].get("href") == f"../article/quake-1#s={start}-{len(QUAKE[0].text)}"
    assert client.get("/story/none").status_code == 404


def test_an_article_names_the_others_of_its_story(client, stories):
    (story,) = stories.newest_first()
    links = page(client, "/article/quake-1").xpath("//section[contains(@class, 'others')]//a/@href")
    assert links == ["../article/quake-2", f"../story/{story.id}"]
    assert not page(client, "/article/ferry").xpath("//section[contains(@class, 'others')]")


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/stories", 200, "1 story, 1 to 1."),
        ("/stories?words=ferry", 200, "0 stories."),
        ("/stories?outlet=Nowhere", 400, "Nowhere"),
        ("/stories?month=soon&page=x", 400, "is no month"),
    ],
)
def test_the_list_of_stories_says_what_it_shows(client, path, status, said):
    response = client.get(path)
    assert response.status_code == status
    assert said in " ".join(html.fromstring(response.text).text_content().split())


def test_titles_and_outlets_of_strangers_are_text_on_the_pages(tmp_path):
    odd = [
        told(f"odd-{n}", n, "The <b>quay</b> fell.", title="<img src=x>", outlet='">')
        for n in (1, 2)
    ]
    with make_index(tmp_path / "archive", *odd) as index:
        client = TestClient(create_api(Assistant(index)))
        listed = page(client, "/stories")
        (link,) = listed.xpath("//ul[@class='articles']//a")
        assert link.text_content() == "<img src=x>"
        assert not page(client, f"/{link.get('href')}").xpath("//main//img | //main//b")


def test_an_answer_on_the_page_leads_to_its_story(index):
    assistant = Assistant(index)
    (story,) = assistant.stories.newest_first()
    *_, turn = take_turn(assistant, "How many people died in the earthquake of Pellworth?")
    (link,) = html.fromstring(turn_html(turn)).xpath("//p[@class='of-story']/a/@href")
    assert link == f"story/{story.id}"


def test_the_first_visit_shows_the_newest_stories(index):
    assistant = Assistant(index)
    assert "story/" not in glance_html(assistant)
    (story,) = assistant.stories.newest_first()
    assert f"story/{story.id}" in glance_html(assistant)


def test_the_command_lists_stories_as_lines_and_as_json(index, monkeypatch):
    monkeypatch.setitem(vars(index_door), "load_embedder", lambda _: WordEmbedder())
    run = CliRunner().invoke(app, ["stories", "--archive", str(index.path)])
    assert "2 articles; 2 April 2031 to 4 April 2031; Lyn Valley Echo, Saltmarsh Post" in run.stdout
    run = CliRunner().invoke(app, ["stories", "--json", "--archive", str(index.path)])
    assert json.loads(run.stdout)[0]["articles"] == ["quake-1", "quake-2"]
