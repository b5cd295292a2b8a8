"""The short answer to who says something: a name that stands in the answer, or none."""

from __future__ import annotations

import pytest
from doubles import article, make_index

from assistant.answering.citations import claims_of
from assistant.answering.drafting import Draft
from assistant.answering.shortening import short_of
from assistant.reading.choosing import Choice, Scored
from assistant.reading.deciding import Signs
from assistant.reading.evidence import ReadSentence, quotables
from assistant.reading.types import Read
from assistant.types import Question, Reading

TEXT = "Moorland was cold that year. Moor said that the quay in Lyn was shut."
WHO = "Who said that the quay was shut?"
ASKED = Reading(Question(text=WHO), WHO, kind="who")


@pytest.fixture
def found(tmp_path):
    with make_index(tmp_path, article("quay", TEXT)) as index:
        yield index, quotables(index, index.search("quay"))


def short(index, choice, quoted):
    claims = claims_of([each.evidence for each in quoted], index.article)
    draft = Draft(ASKED, (), quoted, choice)
    return short_of(ASKED, claims, (), draft, reader=lambda: pytest.fail("nothing is read"))


def test_the_name_is_taken_as_a_whole_word(found):
    index, (cold, shut) = found
    read = (Scored(ReadSentence(shut, Read(0.9)), Signs(0.0), 0.9, own=0.9),)
    answer = short(index, Choice((shut,), 0.9, read), [cold, shut])
    assert answer.text == "Moor"
    assert answer.label == "2"


def test_where_nothing_was_likely_enough_to_be_read_no_name_is_given(found):
    index, (cold, _) = found
    assert short(index, Choice((), 0.0), [cold]) is None
