"""The sample archive, asked its own thirty questions with the real model.

Every promise here is what a reader wants of an answer, and was written down before it was measured.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from assistant import Answer, Assistant
from index import read_articles

pytestmark = pytest.mark.slow

SAMPLE = Path(__file__).parent.parent / "docs" / "sample"
QUESTIONS = [json.loads(line) for line in (SAMPLE / "questions.jsonl").read_text().splitlines()]
ANSWERABLE = [each for each in QUESTIONS if each["answerable"]]
UNANSWERABLE = [each for each in QUESTIONS if not each["answerable"]]


@pytest.fixture(scope="module")
def assistant(sample_index) -> Assistant:
    return Assistant(sample_index)


@pytest.fixture(scope="module")
def answers(assistant) -> dict[str, Answer]:
    """Give each question's answer by the question's id."""
    return {
        each["id"]: assistant.ask(each["question"], asked_on=date.fromisoformat(each["asked_on"]))
        for each in QUESTIONS
    }


@pytest.fixture(scope="module")
def named() -> dict[str, str]:
    """Give the name that questions.jsonl uses for each article: its file, or its record's id."""
    found = list(read_articles([SAMPLE / "articles"]))
    return {
        each.article.id: each.article.id if each.line else Path(each.path).name for each in found
    }


def test_the_sample_archive_is_sound(assistant, named):
    assert {article.id for article in assistant.index.articles()} == set(named)
    assert assistant.index.check().ok


def test_nine_of_ten_questions_with_an_answer_are_answered_from_an_article_that_has_it(
    answers, named
):
    right = [
        each["id"]
        for each in ANSWERABLE
        if {named[one.evidence.article.id] for one in answers[each["id"]].citations}
        & set(each["relevant"])
    ]
    assert len(right) >= 0.9 * len(ANSWERABLE), right


def test_most_questions_with_an_answer_get_every_part_of_it_word_for_word(answers):
    full = [
        each["id"]
        for each in ANSWERABLE
        if all(part.casefold() in answers[each["id"]].text.casefold() for part in each["answers"])
    ]
    assert len(full) > 0.5 * len(ANSWERABLE), full


def test_at_least_half_of_the_questions_without_an_answer_get_none(answers):
    abstained = [each["id"] for each in UNANSWERABLE if answers[each["id"]].abstained]
    assert len(abstained) >= 0.5 * len(UNANSWERABLE), abstained


def test_every_answer_is_quoted_word_for_word_and_short(assistant, answers):
    for answer in answers.values():
        for citation in answer.citations:
            evidence = citation.evidence
            text = assistant.index.article(evidence.article.id).text
            quoted = answer.text[citation.answer_start : citation.answer_end]
            held = text[evidence.start : evidence.end]
            assert held == evidence.quote
            assert quoted.split() == (held.split() if citation.in_answer else [])
            assert citation.verdict == "exact"
        assert len(answer.text.split()) <= 150


def test_the_same_question_gets_the_same_answer(assistant, answers):
    first = ANSWERABLE[0]
    again = assistant.ask(first["question"], asked_on=date.fromisoformat(first["asked_on"]))
    assert (again.text, again.citations) == (
        answers[first["id"]].text,
        answers[first["id"]].citations,
    )


EXAMPLES = {
    "How many people fell ill in Dunvarrow?": "83 people",
    "What will the Upper Yarnel dam cost?": "2.67 billion crowns",
    "How many vehicles did the ferry carry according to the inquiry?": "44 vehicles",
    "Who conceded defeat after the referendum?": "Bertil Oskerby",
    "Where did the bacteria in Dunvarrow come from?": "cooling tower",
}


def test_the_questions_that_the_page_offers_are_answered_right(assistant):
    assert set((SAMPLE / "examples.txt").read_text("utf-8").splitlines()) == set(EXAMPLES)
    for question, wanted in EXAMPLES.items():
        assert wanted in assistant.ask(question).text


def test_a_misspelled_word_is_read_as_the_archive_has_it_and_a_word_of_the_language_is_left(
    assistant,
):
    answer = assistant.ask("Who leads the public inqiury into the ferries?")
    assert answer.read_as == (("inqiury", "inquiry"),)
    assert assistant.ask("Who leads the public inqiury?", infer=False).read_as == ()
