"""The measures are right: each figure here is one that can be worked out in one's head."""

from __future__ import annotations

import statistics
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from ablations import ANSWERING, CUTTING, ON_DEMAND, SEARCHING, Instead, Remembering
from answering import Asked, abstention, true_quotes
from first_answer import FirstAnswers, Timed
from invented import FERRIES, InventedIndex, answer, evidence, harbour_answer, no_answer
from reporting import table
from retrieval import Retrieval
from workload import BenchQuestion, changed, evenly, read_all, read_questions

from assistant import Question
from index import content_hash

SAMPLE = Path(__file__).parents[2] / "docs" / "sample"


def question(id_: str = "q", *, relevant: str = "", answers: tuple[str, ...] = ()) -> BenchQuestion:
    return BenchQuestion(
        id_, "When?", date(2031, 5, 3), answers, frozenset(relevant.split()), literal=True
    )


def asked(*, answerable: bool, abstained: bool) -> Asked:
    put = Question(text="When?")
    given = no_answer(put) if abstained else harbour_answer(put)
    return Asked(question(relevant="harbour" if answerable else ""), given, 1.0, 0)


def test_retrieval_counts_where_the_first_right_article_stands():
    questions = [question("first", relevant="a"), question("second", relevant="a b")]
    measured = Retrieval.of(questions, [("first", ["a", "x"]), ("second", ["x", "b"])])
    assert measured.measures == pytest.approx(
        {"MRR@10": 0.75, "Hits@1": 0.5, "Hits@4": 1.0, "Hits@10": 1.0}
    )


def test_a_question_that_finds_nothing_counts_as_a_miss():
    questions = [question("found", relevant="a"), question("lost", relevant="a")]
    measured = Retrieval.of(questions, [("found", ["a"]), ("lost", [])])
    assert measured.measures["Hits@10"] == 0.5


def test_abstaining_is_right_where_the_archive_does_not_answer():
    four = [
        asked(answerable=False, abstained=True),
        asked(answerable=False, abstained=False),
        asked(answerable=False, abstained=False),
        asked(answerable=True, abstained=True),
    ]
    assert abstention(four) == pytest.approx((1 / 2, 1 / 3, 2 / 5))


def test_an_answer_holds_the_right_words_in_small_letters_too():
    put = harbour_answer(Question(text="When?"))
    assert Asked(question(answers=("LAST BUOY",)), put, 1.0, 0).holds_answer
    assert not Asked(question(answers=("first buoy",)), put, 1.0, 0).holds_answer


def test_an_answer_that_abstains_holds_no_right_words():
    put = no_answer(Question(text="When?"))
    assert not Asked(question(answers=(put.text,)), put, 1.0, 0).holds_answer


def test_a_quote_is_true_only_where_the_article_has_its_words_at_that_place():
    idle = "Forty crews are idle & unpaid, according to the <script>Seafarers' Union</script>."
    place = evidence(FERRIES, idle)
    put = answer(Question(text="When?"), (idle, place), ("Forty crews are busy.", place))
    assert true_quotes(InventedIndex(), put) == 1


def test_only_embedding_and_storing_are_extrapolated():
    said = {"chunks": 1000, "stored": 100, "storing": 5.0}
    run = Timed(12.0, said)
    assert FirstAnswers(run, run, run, run).peer_seconds == pytest.approx(7.0 + 50.0)


def test_at_best_the_peer_embeds_on_all_cores_at_once(monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    run = Timed(12.0, {"chunks": 1000, "stored": 100, "storing": 5.0, "storing_cpu": 6.0})
    assert FirstAnswers(run, run, run, run).peer_seconds_at_best == pytest.approx(7.0 + 30.0)


def test_a_sample_is_spread_evenly_and_never_larger_than_all():
    assert evenly(3, of=9) == [0, 3, 6]
    assert evenly(60, of=2) == [0, 1]


def test_a_constant_changed_for_a_measurement_is_put_back():
    before = statistics.tau
    with changed(statistics, tau=3):
        assert statistics.tau == 3
    assert statistics.tau == before


def test_a_table_writes_fractions_with_three_decimals_and_groups_thousands():
    assert table(("a", "b"), [(0.5, 1764)]).splitlines()[-1] == "| .500 | 1,764 |"


def test_the_sample_questions_name_articles_of_the_sample():
    articles = read_all(SAMPLE / "articles")
    ids = {each.article.id for each in articles}
    questions = read_questions(SAMPLE / "questions.jsonl", articles)
    assert all(each.relevant <= ids for each in questions)
    assert {each.answerable for each in questions} == {True, False}


@pytest.mark.parametrize("instead", [*SEARCHING, *ON_DEMAND, *CUTTING, *ANSWERING], ids=str)
def test_an_ablation_takes_another_value_than_the_code_has(instead: Instead):
    assert getattr(instead.module, instead.name) != instead.value


def test_no_text_is_embedded_twice_for_the_ablations():
    class Counting:
        fingerprint, dimension, max_tokens, count_tokens = "counting", 1, 256, None

        def __init__(self):
            self.embedded = []

        def embed(self, texts):
            self.embedded += texts
            return np.array([[float(len(text))] for text in texts], dtype=np.float32)

    counting = Counting()
    known = {content_hash("known"): np.array([9.0], dtype=np.float32)}
    remembering = Remembering(counting, known)
    remembering.embed(["one"])
    vectors = remembering.embed(["three", "one", "known", "three"])
    assert vectors.tolist() == [[5.0], [3.0], [9.0], [5.0]]
    assert counting.embedded == ["one", "three"]
