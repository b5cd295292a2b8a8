"""Questions: what makes no sense is refused in a sentence, the rest is understood."""

from __future__ import annotations

import json
from datetime import date

import pytest
from doubles import PRESS, make_index
from reading_aloud import ScriptedReader

from assistant import Assistant, Exchange, QuestionError


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    with make_index(tmp_path_factory.mktemp("archive"), *PRESS) as index:
        yield Assistant(index)


@pytest.mark.parametrize("blank", ["", " \n\t", "\u3000"])
def test_an_empty_question_is_refused(assistant, blank):
    with pytest.raises(QuestionError, match="empty"):
        assistant.ask(blank)


def test_a_question_may_have_four_thousand_characters_and_no_more(assistant):
    assert assistant.ask("ferry".ljust(4000, "?")).question.text.startswith("ferry?")
    with pytest.raises(QuestionError, match=r"4,001 characters and may have 4,000"):
        assistant.ask("ferry".ljust(4001, "?"))


def test_a_question_is_refused_before_its_stream_begins(assistant):
    with pytest.raises(QuestionError):
        assistant.stream("")


def test_days_the_wrong_way_round_are_refused(assistant):
    with pytest.raises(QuestionError, match=r"2031-03-05 and end on 2031-03-01.*exchange"):
        assistant.ask("ferry?", since=date(2031, 3, 5), until=date(2031, 3, 1))


def test_an_unknown_outlet_is_refused_and_the_nearest_is_named(assistant):
    with pytest.raises(QuestionError, match=r"“Saltwater Pages”.*“The Saltmarsh Post”"):
        assistant.ask("ferry?", outlets=["Saltwater Pages"])


@pytest.mark.parametrize(
    "name", ["the saltmarsh post", " The Saltmarsh Post ", "The Saltmarsh Pots"]
)
def test_an_outlet_is_known_in_any_case_and_with_a_slip_of_the_pen(assistant, name):
    [*_, last] = assistant.stream("Where is the ferry?", outlets=[name])
    assert {each.evidence.article.id for each in last.answer.citations} == {"ferry"}


def test_an_archive_whose_articles_name_no_outlet_says_so(tmp_path):
    with make_index(tmp_path, PRESS[2]) as index, pytest.raises(QuestionError, match="no outlet"):
        Assistant(index).ask("strike?", outlets=["Echo"])


@pytest.mark.parametrize("odd", ["\ud83c", "\0", '"', " AND NOT (", " 🌊", "</b>"])
def test_odd_characters_are_asked_like_any_other(tmp_path, odd):
    with make_index(tmp_path, *PRESS) as index:
        assistant = Assistant(index, reader=ScriptedReader({"aground": 0.99}))
        answer = assistant.ask(f"Where did the ferry run aground{odd}?")
    assert answer.to_dict()["question"].encode()
    assert {each.evidence.article.id for each in answer.citations} == {"ferry"}


def test_half_a_character_in_what_comes_with_a_question_does_no_harm(assistant):
    odd = "\ud83c"
    told = [Exchange(f"Where did the ferry{odd} run?", odd, (odd,))]
    answer = assistant.ask("And who said so?", history=told, speaker=odd)
    assert json.dumps(answer.to_dict(), ensure_ascii=False).encode()
    with pytest.raises(QuestionError) as refused:
        assistant.ask("ferry?", outlets=[odd])
    assert str(refused.value).encode()


def test_of_a_question_about_now_the_nearest_article_is_named_with_its_day(assistant):
    answer = assistant.ask(
        "Did the storm and the regatta keep the ferry in harbour today?", asked_on=date(2031, 5, 4)
    )
    assert answer.reason.endswith("“Ferry aground off Pellworth” (The Saltmarsh Post, 2031-03-04).")
