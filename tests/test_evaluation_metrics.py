"""Each metric scores one row as its sentence says; the rows here are written by hand."""

from __future__ import annotations

import pytest

from assistant.evaluation import METRICS, EvaluationQuestion, Row
from assistant.evaluation.measure import scored
from assistant.evaluation.texts import exact_match, token_f1

KNOWN = EvaluationQuestion(
    id="tolls",
    text="Who raised the tolls?",
    answers=("The Lyn Valley Council",),
    relevant={"tolls": 1, "council": 1},
    answerable=True,
    literal=True,
)
UNANSWERABLE = EvaluationQuestion(id="none", text="Why?", relevant={}, answerable=False)


def claim(support, *labels):
    return {"citations": list(labels), "support": support}


def citation(label, article_id, verdict="exact", place=(0, 16)):
    start, end = place
    return {
        "label": label,
        "article_id": article_id,
        "verdict": verdict,
        "answer_start": start,
        "answer_end": end,
    }


def row(question=KNOWN, text="The council did.", claims=(), citations=(), **more) -> Row:
    """Make a scored row of an answer; without claims it abstained."""
    answer = {
        "answer": text,
        "abstained": not claims,
        "confidence": more.pop("confidence", 0.8),
        "short_answer": more.pop("short", None),
        "claims": claims,
        "citations": citations,
        "fingerprint": {"model": more.pop("model", None)},
        **more.pop("fields", {}),
    }
    return scored(Row(question=question, answer=answer, **more), METRICS)


ANSWERED = {
    "claims": [claim("supported", "1", "2"), claim("partial", "3"), claim("supported")],
    "citations": [citation("1", "tolls"), citation("2", "ferry", "not_found"), citation("3", "x")],
    "true_quotes": (True, False, True),
    "bearing": (False, True, True),
}


@pytest.mark.parametrize(
    ("ranking", "expected"),
    [
        (("x", "tolls", "council"), {"MRR@10": 0.5, "Hits@1": 0, "Hits@4": 1, "R@10": 1}),
        (("x",), {"MRR@10": 0, "Hits@10": 0, "R@10": 0, "nDCG@10": 0}),
        ((), {"MRR@10": 0, "Hits@10": 0, "R@10": 0}),
        ((*"abcdefghij", "tolls"), {"MRR@10": 0, "Hits@10": 0}),
        (("tolls", "council"), {"MRR@10": 1, "nDCG@10": 1}),
    ],
)
def test_a_ranking_is_scored_by_where_its_right_articles_stand(ranking, expected):
    scores = row(ranking=ranking).scores
    assert {name: scores[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        ("right article cited", 1),
        ("citation precision (articles)", 1 / 3),
        ("citation recall (articles)", 1 / 2),
        ("citation precision (sentences)", 1 / 3),
        ("citation recall (sentences)", 1 / 3),
        ("article with the gold string cited", 1),
        ("citation precision (gold string)", 2 / 3),
        ("quote fidelity", 2 / 3),
        ("risk-coverage area", 0),
        ("words per answer (median)", 3),
        ("abstention F1", 1),
    ],
)
def test_an_answer_is_scored_as_counted_by_hand(metric, expected):
    assert row(**ANSWERED).scores[metric] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        ("answer holds the gold string", 0),
        ("short answer given", 0),
        ("right article cited", 0),
        ("citation recall (articles)", 0),
        ("article with the gold string cited", 0),
        ("abstention precision", 0),
        ("abstention F1", 0),
    ],
)
def test_abstaining_where_an_article_answers_is_a_miss(metric, expected):
    assert row(text="The Lyn Valley Council").scores[metric] == expected


@pytest.mark.parametrize(
    "metric",
    ["quote fidelity", "token F1 (whole answer)", "citation precision (articles)"],
)
def test_what_an_answer_is_worth_is_not_asked_of_an_abstention(metric):
    assert row().unscored[metric] == "it abstained"


def test_what_only_an_account_leans_on_is_not_counted_as_cited():
    beside = citation("4", "council", place=(16, 16))
    more = {"citations": [*ANSWERED["citations"], beside], "true_quotes": (True, False, True, True)}
    alone, both = (row(**each).scores for each in (ANSWERED, {**ANSWERED, **more}))
    names = [each for each in alone if each.startswith(("right article", "citation"))]
    assert [both[each] for each in names] == [alone[each] for each in names]


def test_outlets_that_articles_name_are_an_answer_without_sentences():
    named = row(fields={"abstained": False})
    assert named.unscored["citation recall (sentences)"] == "its answer has no sentence"
    assert named.unscored["quote fidelity"] == "nothing is cited"


def test_answering_what_no_article_answers_is_wrong():
    scores = row(UNANSWERABLE, confidence=0.9, **ANSWERED).scores
    names = ("risk-coverage area", "abstention recall", "abstention F1", "AUROC of confidence")
    assert [scores[each] for each in names] == pytest.approx([1, 0, 0, 0.1])


def test_an_answer_that_cites_no_right_article_is_wrong():
    other = {**ANSWERED, "citations": [citation("1", "ferry")], "true_quotes": (True,)}
    assert row(**other).scores["risk-coverage area"] == 1


@pytest.mark.parametrize(
    ("short", "exact", "f1"),
    [("Lyn Valley Council.", 1, 1), ("the Council", 0, 0.5), ("Ada Quill", 0, 0)],
)
def test_a_short_answer_is_compared_as_squad_does(short, exact, f1):
    scores = row(short={"text": short}, **ANSWERED).scores
    assert scores["exact match (short answer)"] == exact
    assert scores["token F1 (short answer)"] == pytest.approx(f1)


def test_an_answer_without_a_short_one_is_left_out_of_its_exact_match():
    assert row(**ANSWERED).unscored["exact match (short answer)"] == "no short answer is given"


def test_the_best_of_several_right_answers_counts():
    assert token_f1("nine boats", ["ten", "nine small boats"]) == pytest.approx(0.8)
    assert exact_match("Nine boats", ["ten", "the nine boats"])


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({}, "no model was used"),
        ({"model": "m"}, "the model does not say what it cost"),
    ],
)
def test_cost_is_not_scored_where_it_is_not_known(more, reason):
    assert row(**more).unscored["cost (tokens)"] == reason


def test_cost_is_the_tokens_that_a_model_used():
    assert row(model="m", fields={"tokens": 120}).scores["cost (tokens)"] == 120
