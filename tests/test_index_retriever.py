"""The archive as LangChain sees it."""

from __future__ import annotations

from datetime import date

import pytest
from doubles import FERRY, PRESS, hear, make_index
from pydantic import ValidationError

from index import InputError


@pytest.fixture
def index(tmp_path):
    with make_index(tmp_path, *PRESS) as index:
        hear(index)
        yield index


def found(retriever, query="ferry aground bridge"):
    return [each.metadata["article_id"] for each in retriever.invoke(query)]


def test_a_langchain_document_knows_its_place_in_its_article(index):
    documents = index.as_retriever(limit=2).invoke("ferry aground bridge")
    [ferry] = [each for each in documents if each.metadata["article_id"] == "ferry"]
    place = ferry.metadata
    assert ferry.page_content == FERRY.text[place["start"] : place["end"]]
    assert (place["outlet"], place["published"]) == (FERRY.outlet, "2031-03-04")
    assert [each.metadata["rank"] for each in documents] == [1, 2]


@pytest.mark.parametrize(
    ("limits", "left"),
    [
        ({"outlets": ["Lyn Valley Echo"]}, {"bridge"}),
        ({"since": date(2031, 4, 1)}, {"bridge"}),
        ({"until": "2031-03-31"}, {"ferry"}),
        ({"speaker": "Dray"}, {"ferry"}),
    ],
)
def test_what_limits_a_question_limits_a_retriever(index, limits, left):
    assert set(found(index.as_retriever(**limits))) == left


def test_news_of_the_days_around_the_day_of_asking_come_first(index):
    best = [found(index.as_retriever(asked_on=day))[0] for day in ("2031-03-05", "2031-04-21")]
    assert best == ["ferry", "bridge"]


def test_an_unknown_outlet_is_refused_with_those_that_may_be_meant(index):
    with pytest.raises(InputError, match=r"'Saltmarsh Post'; .* are The Saltmarsh Post, "):
        index.as_retriever(outlets=["Saltmarsh Post"])


def test_a_misspelled_limit_is_refused(index):
    with pytest.raises(ValidationError, match="outlet\n"):
        index.as_retriever(outlet="Lyn Valley Echo")
