"""Outlets that articles name: asked for, they are told as what they are, named and not read."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Assistant
from assistant.overviews.outlets import Asked, asked_of
from index import Article, Index, NamedOutlet
from tests.doubles import WordEmbedder

NAMED = ("Coast Wire", "Hill Radio", "Aljarida", "RN", "The Week")
STORM = Article(
    id="storm",
    title="Storm sinks two boats at Pellworth",
    text="A storm sank two boats at Pellworth on Monday. Nobody was hurt, the harbourmaster said.",
    outlet="Pellworth Post",
    published=date(2031, 6, 2),
    named_outlets=(
        NamedOutlet("Coast Wire", "Two boats lost off Pellworth"),
        NamedOutlet("Hill Radio", "A night of wind"),
    ),
)
BRIDGE = Article(
    id="bridge",
    title="Bridge at Lyn closed",
    text="The bridge at Lyn was closed on Friday. Cracks were found, the council said.",
    outlet="Lyn Leader",
    published=date(2031, 4, 19),
    named_outlets=(NamedOutlet("Coast Wire", "Cracks in the bridge at Lyn"),),
)


@pytest.fixture
def assistant(tmp_path):
    with Index.build([STORM, BRIDGE], tmp_path / "archive", embedder=WordEmbedder()) as index:
        yield Assistant(index)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Which outlets are named as sources?", Asked("outlets")),
        ("What sources does the article on the storm list?", Asked("outlets")),
        ("What headline did Coast Wire run?", Asked("headline", ("Coast Wire",))),
        ("What was Hill Radio's headline?", Asked("headline", ("Hill Radio",))),
        ("What did Coast Wire say?", Asked("words", ("Coast Wire",))),
        ("According to Al Jarida, who won?", Asked("words", ("Aljarida",))),
        ("What did the Week report on the storm?", Asked("words", ("The Week",))),
        ("Which headlines were read out?", None),
        ("What did Ida Moor say about Coast Wire?", None),
        ("What happened last week?", None),
        ("Who bought Hill Radio?", None),
        ("How many boats did the storm sink?", None),
    ],
)
def test_a_question_for_what_is_named_is_told_from_one_for_what_happened(question, asked):
    assert asked_of(question, lambda: NAMED) == asked


def test_the_outlets_an_article_names_are_listed_with_their_headlines(assistant):
    answer = assistant.ask("Which outlets are named as sources on the storm at Pellworth?")
    told = [(each.article.id, each.outlet, each.headline) for each in answer.named]
    assert told == [("storm", each.outlet, each.headline) for each in STORM.named_outlets]
    assert answer.text.endswith("names as its sources: Coast Wire, Hill Radio.")


def test_all_outlets_are_counted_where_no_article_is_meant(assistant):
    answer = assistant.ask("Which outlets are named as sources?")
    assert "most often Coast Wire (2), Hill Radio (1)" in answer.text


def test_a_headline_is_given_for_the_topic_asked_for(assistant):
    answer = assistant.ask("What headline did Coast Wire run on the bridge?")
    assert [each.headline for each in answer.named] == ["Cracks in the bridge at Lyn"]
    assert "“Cracks in the bridge at Lyn”" in answer.text


def test_what_a_named_outlet_says_is_said_not_to_be_read(assistant):
    answer = assistant.ask("What did Hill Radio say?")
    assert "Hill Radio is named as a source by “Storm sinks two boats" in answer.text
    assert "Its own text is not in this archive" in answer.text
    assert not answer.abstained
    assert not answer.citations


def test_an_article_that_came_out_later_names_nothing_yet(assistant):
    answer = assistant.ask("What headline did Coast Wire run?", as_of=date(2031, 5, 1))
    assert [each.article.id for each in answer.named] == ["bridge"]


def test_an_outlet_whose_articles_are_here_answers_itself(assistant):
    assert not assistant.ask("What did the Lyn Leader report on the bridge?").named
