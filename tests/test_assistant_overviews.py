"""Overviews: the course of a story in quoted sentences, one a day, in order of time."""

from __future__ import annotations

from datetime import date

import pytest
from doubles import article, make_index

from assistant import Assistant, Exchange
from assistant.overviews.stories import Line, course
from assistant.understanding import overview_of

STORY = (
    article(
        "storm-1",
        "The storm sank nine boats at Pellworth. The paint was still wet, a boy said.",
        title="Storm at Pellworth",
        published=date(2031, 3, 1),
    ),
    article(
        "storm-2",
        "Divers raised two boats after the storm. They were cheered by a crowd of forty.",
        title="Boats raised after storm",
        published=date(2031, 3, 3),
    ),
    article(
        "strike",
        "The strike of the lamplighters enters its third week on Monday.",
        title="Lamplighters stay out on strike",
        published=date(2031, 3, 2),
    ),
)


@pytest.fixture
def assistant(tmp_path):
    with make_index(tmp_path, *STORY) as index:
        yield Assistant(index)


def line(text: str, day: int, *, article: str = "", share: float = 0.5, place: int = 0) -> Line:
    return Line(text, text, article or text, date(2031, 3, day), share, 1.0, place)


@pytest.mark.parametrize(
    ("question", "topics"),
    [
        ("Tell me about the ferry.", ("the ferry",)),
        ("please summarise the story of the ferry", ("the ferry",)),
        ("What do you know about Ida Moor?", ("Ida Moor",)),
        ("Compare the dam with the bridge", ("the dam", "the bridge")),
        ("list the events in Ostermere", ("Ostermere",)),
        ("What happened to the astrolabe?", ("the astrolabe",)),
        ("what happened between 1 and 10 May 2031", ()),
        ("What happened at the harbour last week?", ("the harbour",)),
        ("Give me an overview (the ferry)", ("the ferry",)),
    ],
)
def test_a_question_for_the_course_of_a_story_gives_its_topics(question, topics):
    assert overview_of(question) is not None
    assert overview_of(question).topics == topics


@pytest.mark.parametrize(
    "question",
    [
        "What happened after the ferry had left?",
        "Tell me who stole the astrolabe",
        "What happened next?",
        "How did the prices compare to last year?",
        "Who wrote the summary of the report?",
    ],
)
def test_a_question_for_one_thing_is_no_overview(question):
    assert overview_of(question) is None


def test_each_day_is_told_by_its_best_sentence_in_order_of_time():
    lines = [line("late", 9), line("early, weak", 1, share=0.1), line("early", 1)]
    assert [each.text for each in course(lines, most=8, few=0)] == ["early", "late"]


def test_of_too_many_days_the_best_are_kept():
    lines = [line(f"day {day}", day, share=day / 10) for day in range(1, 6)]
    assert [each.text for each in course(lines, most=2, few=0)] == ["day 4", "day 5"]


def test_what_has_been_told_is_not_told_again_unless_a_number_is_new():
    lines = [line("It sank 9 boats", 1), line("It sank 9 boats.", 2), line("It sank 12 boats", 3)]
    told = [each.text for each in course(lines, most=8, few=0)]
    assert told == ["It sank 9 boats", "It sank 12 boats"]


def test_where_few_sentences_come_of_it_other_articles_of_a_day_add_theirs():
    lines = [line("The mayor spoke", 1), line("A tower fell", 1, share=0.2)]
    assert len(course(lines, most=8, few=1)) == 1
    assert len(course(lines, most=8, few=2)) == 2


def test_where_there_is_room_each_article_goes_on_with_its_next_best_sentence():
    lines = [
        line(f"{article} {place}", day, article=article, place=place)
        for article, day in (("dam", 1), ("ferry", 2))
        for place in range(3)
    ]
    told = [each.text for each in course(lines, most=5, few=0)]
    assert told == ["dam 0", "dam 1", "dam 2", "ferry 0", "ferry 1"]


def test_a_sentence_that_neither_names_the_story_nor_begins_its_article_tells_nothing():
    assert course([line("It rained", 1, share=0.0, place=3)], most=8, few=8) == []


def test_an_overview_quotes_the_articles_about_its_topic_and_cites_each(assistant):
    answer = assistant.ask("Tell me about the storm")
    assert [each.text for each in answer.claims] == [
        "The storm sank nine boats at Pellworth.",
        "The paint was still wet, a boy said.",
        "Divers raised two boats after the storm.",
        "They were cheered by a crowd of forty.",
    ]
    assert answer.kind == "overview"
    for claim, citation in zip(answer.claims, answer.citations, strict=True):
        assert answer.text[claim.start : claim.end] == claim.text
        assert citation.verdict == "exact"


def test_a_comparison_tells_one_side_after_the_other(assistant):
    answer = assistant.ask("Compare the strike and the storm")
    articles = dict.fromkeys(each.article.id for each in answer.citations)
    assert list(articles) == ["strike", "storm-1", "storm-2"]


def test_an_overview_of_days_tells_what_came_out_then(assistant):
    answer = assistant.ask("What happened between 2 and 3 March 2031?")
    assert {each.article.id for each in answer.citations} == {"strike", "storm-2"}
    assert answer.inferred == ("since", "until")


@pytest.mark.parametrize("question", ["What happened in 2019?", "What happened last week?"])
def test_an_overview_of_days_before_the_archive_tells_of_no_other_days(assistant, question):
    assert assistant.ask(question, asked_on=date(2031, 2, 1)).abstained


def test_last_week_is_that_before_the_newest_article_where_no_day_of_asking_is_known(assistant):
    question = assistant.ask("What happened last month?").question
    assert (question.since, question.until) == (date(2031, 2, 1), date(2031, 3, 1))


def test_an_overview_of_a_year_ends_with_it(assistant):
    question = assistant.ask("What happened in 2031?").question
    assert (question.since, question.until) == (date(2031, 1, 1), date(2032, 1, 1))


def test_an_overview_of_what_no_article_is_about_is_refused(assistant):
    answer = assistant.ask("Tell me about the comet")
    assert (answer.abstained, answer.claims) == (True, ())


def test_an_overview_with_a_topic_of_its_own_leans_on_no_conversation(assistant):
    answer = assistant.ask("Summarise the storm", history=[Exchange("Who leads the strike?")])
    assert answer.standalone == "Summarise the storm"
    assert not answer.abstained
