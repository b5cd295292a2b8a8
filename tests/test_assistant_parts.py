"""Two questions in one: parted, each answered, and put together with places that hold."""

from __future__ import annotations

import pytest
from doubles import PRESS, make_index

from assistant import Assistant, Claimed
from assistant.types import Answer
from assistant.understanding import parts_of

BOTH = "How many people did the ferry carry and who closed the bridge?"


@pytest.fixture
def assistant(tmp_path):
    with make_index(tmp_path, *PRESS) as index:
        yield Assistant(index)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("When did Ada die and where?", ("When did Ada die?", "Where did Ada die?")),
        ("when and where did she die", ("When did she die?", "Where did she die?")),
        ("when was it stolen and who is suspected", ("When was it stolen?", "Who is suspected?")),
        ("How many died and when?", ("How many died?", "When was it that people died?")),
        (
            "How many boys were hurt and where?",
            ("How many boys were hurt?", "Where were boys hurt?"),
        ),
        ("Who won it and when?", ("Who won it?", "When was it that somebody won it?")),
        ("Who won? Who lost?", ("Who won?", "Who lost?")),
        (
            "Compare the mayor's account of the strike with the union's",
            (
                "What did the mayor say about the strike?",
                "What did the union say about the strike?",
            ),
        ),
        (
            "What is the difference between Ida's price for the boat and Uno's?",
            (
                "What did Ida say about price for the boat?",
                "What did Uno say about price for the boat?",
            ),
        ),
        (
            "Compare what Ida and Uno said about the boat.",
            ("What did Ida say about the boat?", "What did Uno say about the boat?"),
        ),
        (
            "how do Ida and Uno differ on the boat",
            ("What did Ida say about the boat?", "What did Uno say about the boat?"),
        ),
    ],
)
def test_two_questions_in_one_are_parted(question, parts):
    assert parts_of(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "What did the mayor say about who won and who lost?",
        "Who leads the ministry of works and health?",
        "What is known of the captain and the crew?",
        "Who is the strongest and why?",
        "The bridge is shut. Who closed it?",
        "Who said “when and where did she die”?",
    ],
)
def test_one_question_stays_one(question):
    assert parts_of(question) == (question,)


def test_both_parts_are_answered_with_places_and_numbers_of_one_answer(assistant):
    answer = assistant.ask(BOTH)
    assert [part.answered for part in answer.parts] == [True, True]
    assert {each.article.id for each in answer.citations} == {"ferry", "bridge"}
    for claim in answer.claims:
        assert answer.text[claim.start : claim.end] == claim.text
    for citation in answer.citations:
        assert answer.text[citation.answer_start : citation.answer_end] == citation.quote
    labels = [each.label for each in answer.citations]
    assert labels == [str(number) for number in range(1, len(labels) + 1)]


def test_sentences_come_as_they_stand_in_the_whole(assistant):
    events = list(assistant.stream(BOTH))
    came = [event.claim for event in events if isinstance(event, Claimed)]
    assert tuple(came) == events[-1].answer.claims


def test_a_part_that_no_article_answers_is_named(assistant):
    answer = assistant.ask("Who closed the bridge and who was the king of Zephyrine?")
    assert [part.answered for part in answer.parts] == [True, False]
    assert "“Who was the king of Zephyrine?”" in answer.notice


def test_where_no_part_is_answered_the_whole_question_is_asked(assistant):
    answer = assistant.ask("Who was the king of Zephyrine and when was he crowned?")
    assert answer.abstained
    assert answer.parts == ()


def test_what_is_said_for_both_parts_is_said_once(assistant):
    answer = assistant.ask("Who closed the bridge and when was the bridge closed?")
    texts = [claim.text for claim in answer.claims]
    assert len(texts) == len(set(texts))


def test_an_answer_in_parts_is_read_back_as_it_was(assistant):
    answer = assistant.ask(BOTH)
    assert Answer.from_dict(answer.to_dict()).parts == answer.parts
