"""What the archive holds, and talk: answered at once, as data, and told from the news."""

from __future__ import annotations

import pytest
from doubles import PRESS, make_index

from assistant import Answer, Assistant, Exchange, Finished
from assistant.overviews.holdings import Asked, asked_of
from assistant.understanding.talk import reply_to


@pytest.fixture
def assistant(tmp_path):
    with make_index(tmp_path, *PRESS) as index:
        yield Assistant(index)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("How many articles do you have?", Asked("count")),
        ("how many articles do you have from the Gazette", Asked("count", source="the Gazette")),
        ("How many articles about the dam are there?", Asked("count", topic="the dam")),
        ("Which outlets are in the archive?", Asked("outlets")),
        ("what days does the archive cover", Asked("days")),
        ("What is the newest article?", Asked("newest")),
        ("What do you have about the ferry?", Asked("articles", topic="the ferry")),
        ("list all articles by Isles Tonight", Asked("articles", source="Isles Tonight")),
        ("How many articles do you have from May 2031?", Asked("count")),
        ("Who is quoted about the dam?", Asked("speakers", topic="the dam")),
        ("list the ministers who are quoted", Asked("speakers", role="ministers")),
        ("Who is quoted as saying that the dam is safe?", None),
        ("How many articles did the Gazette publish?", None),
        ("How many articles did the minister sign?", None),
        ("Which outlets are named as sources?", None),
        ("How many stories does the tower have?", None),
        ("What was the latest report on the economy?", None),
        ("What do you know about the ferry?", None),
    ],
)
def test_a_question_for_the_archive_is_told_from_one_for_the_news(question, asked):
    assert asked_of(question) == asked


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "How many articles do you have?",
            "The archive holds 3 articles from 2 outlets, of 4 March 2031 to 20 April 2031.",
        ),
        (
            "Which outlets are in the archive?",
            "The archive has articles from 2 outlets: Lyn Valley Echo (1), The Saltmarsh Post (1).",
        ),
        (
            "What days does the archive cover?",
            "The archive has articles of 4 March 2031 to 20 April 2031.",
        ),
        (
            "How many articles do you have from April 2031?",
            "The archive holds 1 article of 1 April 2031 to 30 April 2031.",
        ),
        ("What do you have about the comet?", "The archive holds no article about the comet."),
    ],
)
def test_the_archive_is_told_in_a_sentence(assistant, question, told):
    answer = assistant.ask(question)
    assert (answer.text, answer.abstained, answer.kind) == (told, False, "archive")


@pytest.mark.parametrize(
    ("question", "listed"),
    [
        ("What do you have about the ferry?", ["ferry"]),
        ("What do you have from the Saltmarsh Post?", ["ferry"]),
        ("What do you have about the ferry from the Saltmarsh Post?", ["ferry"]),
        ("What is the newest article?", ["bridge"]),
        ("What is the oldest article?", ["ferry"]),
    ],
)
def test_articles_are_listed_that_were_asked_for(assistant, question, listed):
    answer = assistant.ask(question)
    assert [each.id for each in answer.listed] == listed
    assert [each.id for each in Answer.from_dict(answer.to_dict()).listed] == listed


def test_an_outlet_that_is_not_there_is_told_with_the_nearest(assistant):
    told = assistant.ask("What do you have from the Northmoor Bugle?").text
    assert told.startswith("No article in the archive comes from “Northmoor Bugle”")


@pytest.mark.parametrize("question", ["Hello!", "thanks a lot", "who are you?", "What can you do"])
def test_talk_is_answered_in_a_sentence_without_a_search(assistant, question):
    [event] = assistant.stream(question, history=[Exchange("Who closed the bridge?")])
    assert isinstance(event, Finished)
    assert (event.answer.kind, event.answer.abstained) == ("talk", False)
    assert event.answer.standalone == question


@pytest.mark.parametrize(
    "question", ["Thanks to whom was it found?", "Who are you to judge?", "How does it work?"]
)
def test_a_question_that_begins_like_talk_is_none(question):
    assert reply_to(question) == ""


def test_thanks_are_nothing_that_a_later_question_is_about(assistant):
    history = [Exchange("Who closed the bridge?"), Exchange("Thanks a lot")]
    assert "bridge" in assistant.ask("When was it closed?", history=history).standalone
