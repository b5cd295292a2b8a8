"""The reader alone: what is read of a file, and what the likeliest sentence is worth."""

from __future__ import annotations

import json

import pytest
from reading_aloud import ScriptedReader

from assistant.evaluation import EvaluationError, held_by
from assistant.evaluation.reader import (
    CandidatesQuestion,
    ContextQuestion,
    measure_candidates,
    measure_contexts,
    read_candidates,
    read_contexts,
)
from assistant.evaluation.reader.contexts import CONTEXT_METRICS
from assistant.evaluation.sets import half_of, in_half

CONTEXT = "The quay was built in 1902. The ferry carried 61 people. Nobody was hurt."
BUILT = ContextQuestion("1", "When was it built?", CONTEXT, ("1902", "in 1902"), "Lyn_quay")
CARRIED = ContextQuestion("2", "How many did it carry?", CONTEXT, ("61 people",))
SANK = ContextQuestion("3", "When did it sink?", CONTEXT)
LINE = {
    "id": "1",
    "title": "Lyn_quay",
    "context": CONTEXT,
    "question": BUILT.text,
    "answerable": True,
    "answers": ["1902", "in 1902"],
}
CANDIDATES = CandidatesQuestion("When?", ("", "In 1902.", "Nobody.", "About 1903."), (3,), "Quay")


def measured(question, **words):
    """Give the scores of one question, read by a reader that knows `words`."""
    (row,) = measure_contexts([question], reader=ScriptedReader(words)).rows
    return row.scores


def written(path, *lines):
    path.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    return path


def test_every_sentence_is_read_under_the_title_of_its_text():
    reader = ScriptedReader()
    measure_contexts([BUILT, CARRIED], reader=reader)
    sentences = ["The quay was built in 1902.", "The ferry carried 61 people.", "Nobody was hurt."]
    assert reader.read_so_far == [
        (BUILT.text, sentences, ["Lyn quay"] * 3),
        (CARRIED.text, sentences, None),
    ]


def test_the_likeliest_sentence_is_measured_with_the_words_marked_in_it():
    scores = measured(BUILT, **{"1902": 0.9, "61": 0.6})
    names = ("answered", "right sentence first", "exact match", "token F1")
    assert [scores[each] for each in names] == [1, 1, 1, 1]


def test_another_sentence_first_is_wrong_whatever_it_marks():
    scores = measured(BUILT, **{"1902": 0.6, "61": 0.9})
    names = ("answered", "right sentence first", "exact match", "token F1")
    assert [scores[each] for each in names] == [1, 0, 0, 0]


def test_a_part_of_the_right_words_shares_some():
    scores = measured(CARRIED, **{"carried 61": 0.9})
    assert (scores["exact match"], scores["token F1"]) == (0, 0.5)


def test_words_are_compared_without_articles_capitals_and_punctuation():
    asked = ContextQuestion("4", "What?", CONTEXT, ("quay",))
    assert measured(asked, **{"The quay": 0.9})["exact match"] == 1


def test_below_a_half_nothing_is_answered_and_no_words_are_compared():
    (row,) = measure_contexts([BUILT], reader=ScriptedReader({"1902": 0.49})).rows
    names = ("answered", "answerable answered", "accuracy of abstaining", "right sentence first")
    assert [row.scores[each] for each in names] == [0, 0, 0, 1]
    assert row.unscored["exact match"] == "no sentence scores 0.5 or more"


def test_a_question_that_its_text_does_not_answer_is_right_to_stay_without_an_answer():
    (row,) = measure_contexts([SANK], reader=ScriptedReader({"Nobody": 0.2})).rows
    names = ("unanswerable abstained", "accuracy of abstaining", "AUROC of answerable")
    assert [row.scores[each] for each in names] == [1, 1, 0.8]
    assert row.unscored["right sentence first"] == "its text does not answer it"


def test_the_auroc_parts_answerable_questions_from_others_by_their_best_scores():
    class Sure(ScriptedReader):
        def read(self, question, sentences, *, titles=None):
            sure = {BUILT.text: 0.7, SANK.text: 0.5, CARRIED.text: 0.3}[question]
            return ScriptedReader({"Nobody": sure}).read(question, sentences)

    report = measure_contexts([BUILT, CARRIED, SANK], reader=Sure())
    assert report["AUROC of answerable"].value == 0.5
    assert report["accuracy of abstaining"].value == pytest.approx(1 / 3, abs=1e-6)


def test_a_report_has_its_figures_with_intervals_and_a_row_each():
    report = measure_contexts([BUILT, SANK], reader=ScriptedReader({"1902": 0.9}))
    given = json.loads(json.dumps(report.to_dict()))
    assert given["rows"][0] | {"scores": 0, "unscored": 0} == {
        "id": "1",
        "score": 0.9,
        "sentence": [0, 27],
        "given": "1902",
        "scores": 0,
        "unscored": 0,
    }
    assert [each["name"] for each in given["summaries"]] == [one.name for one in CONTEXT_METRICS]
    assert next(report.lines()).split()[:2] == ["metric", "value"]


def test_candidates_are_ordered_by_their_scores_and_empty_ones_come_last():
    reader = ScriptedReader({"1902": 0.9, "1903": 0.4})
    report = measure_candidates([CANDIDATES], reader=reader)
    assert report.rows[0].order == (1, 3, 2, 0)
    assert (report["MAP"].value, report["MRR"].value) == (0.5, 0.5)
    assert reader.read_so_far == [("When?", ["In 1902.", "Nobody.", "About 1903."], ["Quay"] * 3)]


def test_the_mean_average_precision_counts_every_right_candidate():
    asked = CandidatesQuestion("When?", ("a", "b", "c"), (0, 2))
    report = measure_candidates([asked], reader=ScriptedReader({"a": 0.9, "b": 0.5, "c": 0.1}))
    assert report["MAP"].value == pytest.approx((1 + 2 / 3) / 2, abs=1e-6)
    assert report["MRR"].value == 1


def test_a_question_without_a_right_candidate_is_left_out_with_the_reason():
    report = measure_candidates([CandidatesQuestion("When?", ("a",))], reader=ScriptedReader())
    assert report["MAP"].unscored == {"no candidate answers it": 1}


def test_questions_are_read_as_they_are_written(tmp_path):
    path = written(tmp_path / "q.jsonl", LINE)
    assert read_contexts(path) == [BUILT]
    assert held_by(path) == "questions with contexts"
    line = {"question": "When?", "candidates": list(CANDIDATES.candidates), "answers": [3]}
    path = written(tmp_path / "c.jsonl", line | {"title": "Quay"})
    assert read_candidates(path) == [CANDIDATES]
    assert held_by(path) == "questions with candidates"


@pytest.mark.parametrize(
    ("read", "line", "problem"),
    [
        (read_contexts, LINE | {"context": " "}, "line 1: context is ' '"),
        (read_contexts, LINE | {"answerable": False}, "answerable is False, but it has 2 answers"),
        (read_candidates, {"question": "When?", "candidates": "a"}, "must be a list of texts"),
        (
            read_candidates,
            {"question": "When?", "candidates": ["a"], "answers": [1]},
            "candidates go from 0 to 0",
        ),
        (
            read_candidates,
            {"question": "When?", "candidates": ["a"], "answers": ["a"]},
            "must hold numbers of candidates",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_line(tmp_path, read, line, problem):
    with pytest.raises(EvaluationError, match=problem):
        read(written(tmp_path / "q.jsonl", line))


@pytest.mark.parametrize("read", [read_contexts, read_candidates])
def test_a_file_without_a_question_is_refused(tmp_path, read):
    with pytest.raises(EvaluationError, match="holds no question"):
        read(written(tmp_path / "q.jsonl"))


def test_two_halves_are_the_whole_and_the_same_key_stays_together():
    keys = [*map(str, range(40)), *map(str, range(40))]
    even, odd = (in_half(keys, half, str) for half in ("even", "odd"))
    assert sorted(even + odd) == sorted(in_half(keys, None, str))
    assert not set(even) & set(odd)
    assert (half_of("quay"), half_of("moor")) == ("even", "odd")
