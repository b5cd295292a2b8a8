"""What is read decides: which sentence is quoted, which passage comes first, what the answer is."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest
from doubles import article, make_index
from reading_aloud import ScriptedReader

from assistant import Assistant, Question
from assistant.reading.deciding import Signs, probability

QUAY = article(
    "quay",
    "The quay at Vell was surveyed in spring. Divers found cracks in the quay at Vell. "
    "The quay at Vell will cost €12 million to mend. The council met to hear of the quay at Vell.",
    title="The quay at Vell",
    outlet="Vell Post",
    published=date(2031, 3, 4),
)
QUESTION = "How much will the quay at Vell cost?"


@contextmanager
def asking(folder, reader, *articles):
    with make_index(folder, *(articles or (QUAY,))) as index:
        yield Assistant(index, reader=reader)


def test_the_sentence_that_the_reader_finds_is_quoted_first(tmp_path):
    with asking(tmp_path, ScriptedReader({"cracks": 0.999})) as assistant:
        assert assistant.ask(QUESTION).claims[0].text == "Divers found cracks in the quay at Vell."


def test_where_the_reader_finds_nothing_the_nearest_is_only_shown(tmp_path):
    with asking(tmp_path, ScriptedReader()) as assistant:
        answer = assistant.ask(QUESTION)
    assert not answer.claims
    assert answer.nearest[0].article.id == "quay"
    assert "No sentence found answers “How much will the quay at Vell cost?”" in answer.reason


def test_the_short_answer_is_what_the_reader_marks(tmp_path):
    with asking(tmp_path, ScriptedReader({"€12 million": 0.999})) as assistant:
        assert assistant.ask(QUESTION).short.text == "€12 million"


def test_a_passage_whose_sentence_answers_comes_first(tmp_path):
    other = article("other", "The quay at Vell is old. The quay at Vell will cost Vell dear.")
    for word, wanted in (("€12 million", "quay"), ("dear", "other")):
        folder = tmp_path / wanted
        with asking(folder, ScriptedReader({word: 0.999}), QUAY, other) as assistant:
            assert assistant.find(Question(text=QUESTION))[0].passage.article_id == wanted


def test_sentences_are_read_under_their_title_and_the_sentence_before(tmp_path):
    reader = ScriptedReader()
    with asking(tmp_path, reader) as assistant:
        assistant.ask(QUESTION)
    [(_, sentences, titles), (_, alone, none)] = reader.read_so_far
    assert (set(alone) <= set(sentences), none) == (True, None)  # for the order of quotes
    above = dict(zip(sentences, titles, strict=True))
    assert above["Divers found cracks in the quay at Vell."] == (
        "The quay at Vell The quay at Vell was surveyed in spring."
    )


def test_what_answers_alone_is_quoted_before_what_answers_only_under_its_title(tmp_path):
    class Led(ScriptedReader):
        """Takes every sentence under a title for an answer, as a title that answers makes it."""

        def read(self, question, sentences, *, titles=None):
            found = super().read(question, sentences, titles=titles)
            return [replace(each, score=0.99) for each in found] if titles else found

    with asking(tmp_path, Led({"cracks": 0.999})) as assistant:
        assert "cracks" in assistant.ask(QUESTION).claims[0].text


def test_who_said_it_is_whoever_says_just_this_however_the_reader_takes_it(tmp_path):
    said = article(
        "said", "The quay at Vell is shut, the mayor said. The quay is safe, Ines Dray said."
    )
    with asking(tmp_path, ScriptedReader({"mayor": 0.6}), said) as assistant:
        answer = assistant.ask("Who said that the quay is safe?")
    assert answer.claims[0].text == "The quay is safe, Ines Dray said."


@pytest.mark.parametrize("sign", ["reader", "words", "meaning", "share", "article"])
def test_whatever_speaks_for_a_sentence_makes_it_likelier(sign):
    assert probability(Signs(**{"reader": 0.0, sign: 1.0})) > probability(Signs(reader=0.0))


def test_of_a_known_day_the_nearer_article_is_likelier():
    near, far = (Signs(reader=0.0, dated=1.0, days=each, year=each) for each in (1.0, 0.0))
    assert probability(near) > probability(far)
