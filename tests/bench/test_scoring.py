"""The scoring of answers to questions kept apart counts what a reader would count."""

from __future__ import annotations

import pytest
from scoring import (
    Asked,
    Case,
    Given,
    Row,
    holds,
    is_case_right,
    is_right,
    keywords,
    with_letter_missing,
)

TOLL = Case(
    name="toll",
    question="How many died?",
    asked_on=None,
    expected="table",
    values=("three", "seven"),
    never=("12",),
    newest="seven",
)


def asked(form: str, *answers: str, **more) -> Asked:
    return Asked(id="one", form=form, question="?", answers=answers, **more)


def told(*rows: tuple[str, str]) -> Given:
    return Given(
        text="", tables=(tuple(Row(value=value, status=status) for value, status in rows),)
    )


@pytest.mark.parametrize(
    ("text", "wanted", "does"),
    [
        ("18\u00a0400 people", "18,400", True),
        ("18 400 people", "400", False),
        ("It came at 20:00.", "20", False),
        ("Twenty people.", "twenty", True),
        ("on 20 August", "August 20 | 20 August", True),
    ],
)
def test_a_number_is_held_whole_whatever_parts_its_thousands(text, wanted, does):
    assert holds(text, wanted) is does


def test_two_questions_in_one_are_right_only_with_both_answers():
    two = asked("two in one", "31 boats", "Saltbacks")
    assert is_right(two, Given(text="The Saltbacks won before 31 boats."))
    assert not is_right(two, Given(text="31 boats took part."))


def test_what_no_article_tells_is_right_when_refused():
    lost = asked("unanswerable", answerable=False)
    assert is_right(lost, Given(text="No article says so.", abstained=True))
    assert not is_right(lost, Given(text="It was a dog.", is_cited=True))


def test_a_greeting_is_not_answered_as_a_failed_search():
    assert is_right(asked("greeting"), Given(text="Hello. Ask about the ferry.", abstained=True))
    assert not is_right(asked("greeting"), Given(text="No article has a word of it."))


def test_a_long_summary_is_not_right():
    summary = asked("overview", must_hold=("ferry",))
    assert is_right(summary, Given(text="The ferry sank.", sentences=8))
    assert not is_right(summary, Given(text="The ferry sank.", sentences=9))


def test_a_table_is_right_with_its_values_the_newest_marked_and_nothing_else():
    right = (("seven", "updated"), ("Three people", "earlier"))
    assert is_case_right(TOLL, told(*right))
    assert not is_case_right(TOLL, told(("seven", "differs"), ("Three people", "differs")))
    assert not is_case_right(TOLL, told(*right, ("12 others", "differs")))


def test_questions_are_put_in_the_forms_that_people_type():
    question = "Who leads the ferry’s inquiry?"
    assert with_letter_missing(question) == "Who leads the ferry’s inqiry?"
    assert keywords(question) == "leads ferry inquiry"
