"""Near misses: what is asked a second time, as of when, and what that is worth."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from doubles import FERRY, PRESS, make_index
from evaluated import RIGHT, SILENT, report
from lxml import html

from assistant import Assistant
from assistant.evaluation import METRICS, EvaluationQuestion, Gate, Report, compare, evaluate
from assistant.evaluation.html import as_html
from assistant.evaluation.measure import scored
from assistant.evaluation.types import NearMiss

CARRIED = EvaluationQuestion(
    id="carried",
    text="How many people did the ferry carry?",
    asked_on=date(2031, 3, 5),
    answers=("61 people",),
    relevant={"ferry": 1},
    answerable=True,
    literal=True,
)
TIMELESS = replace(CARRIED, id="timeless", asked_on=None)
UNDATED = replace(CARRIED, id="undated", relevant={"ferry": 1, "strike": 1})
SEVERAL = replace(CARRIED, id="several", relevant={"bridge": 1, "ferry": 1})
NOBODY = EvaluationQuestion(id="nobody", text="Who won?", relevant={}, answerable=False)
ALL = (CARRIED, TIMELESS, UNDATED, SEVERAL, NOBODY)
NAMES = ("near misses: AUROC", "near misses: answerable answered", "near misses: abstained")


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    with make_index(tmp_path_factory.mktemp("archive"), *PRESS) as index:
        yield Assistant(index)


@pytest.fixture(scope="module")
def run(assistant):
    return evaluate(assistant, ALL, near_misses=True)


def rows(run):
    return {row.question.id: row for row in run.rows}


def paired(row, confidence, *, abstained=True):
    """Give `row` with a near miss."""
    answer = {"abstained": abstained, "confidence": confidence, "answer": "So.", "reason": "Why."}
    near_miss = NearMiss(as_of=date(2031, 3, 3), answer=answer)
    return scored(replace(row, near_miss=near_miss), METRICS)


def test_a_near_miss_is_asked_as_of_the_day_before_the_first_right_article(run):
    assert [rows(run)[each].near_miss.as_of for each in ("carried", "several")] == [
        date(2031, 3, 3)
    ] * 2


def test_a_near_miss_keeps_the_day_of_asking_and_hides_the_right_article(run):
    answer = rows(run)["carried"].near_miss.answer
    assert (answer["asked_on"], answer["filters"]["as_of"]) == ("2031-03-05", "2031-03-03")
    assert FERRY.id not in {each["article_id"] for each in answer["nearest"]}
    assert answer["abstained"]


def test_what_has_no_near_miss_says_why(run):
    reasons = {name: row.unscored.get(NAMES[0]) for name, row in rows(run).items()}
    assert reasons == {
        "carried": None,
        "timeless": "its day of asking is not known",
        "undated": "a right article has no day",
        "several": None,
        "nobody": "no article answers it",
    }


def test_an_answer_before_and_abstaining_the_day_before_is_all_right(run):
    assert [run[each].value for each in NAMES] == [1, 1, 1]


def test_the_other_figures_are_those_of_a_run_without_near_misses(assistant, run):
    without = evaluate(assistant, ALL)
    kept = [each for each in run.to_dict()["summaries"] if each["name"] not in NAMES]
    others = [each for each in without.to_dict()["summaries"] if each["name"] not in NAMES]
    assert kept == others
    assert without[NAMES[0]].unscored["near misses were not asked"] == 5


@pytest.mark.parametrize(("confidence", "order"), [(0.4, 1), (0.5, 0.5), (0.6, 0)])
def test_a_row_scores_whether_its_near_miss_has_less_confidence(confidence, order):
    assert paired(RIGHT, confidence).scores[NAMES[0]] == order


def test_the_auroc_compares_each_question_with_every_near_miss():
    first, second = paired(RIGHT, 0.4), replace(RIGHT, question=replace(RIGHT.question, id="b"))
    level = paired(second, 0.5, abstained=False)
    made = report(first, level, SILENT)
    assert [made[each].value for each in NAMES] == [0.75, 1, 0.5]
    assert made[NAMES[0]].scored == 2


def test_near_misses_are_compared_like_other_metrics():
    before, now = report(paired(RIGHT, 0.4, abstained=False)), report(paired(RIGHT, 0.4))
    won = {each.metric.name: each.won for each in compare(before, now).differences}
    assert won["near misses: abstained"] == (RIGHT.question.id,)


def test_near_misses_are_read_as_they_were_written(run, tmp_path):
    run.write(tmp_path)
    assert Report.read(tmp_path) == run


def test_the_page_shows_what_was_answered_too_early():
    page = html.fromstring(as_html(report(paired(RIGHT, 0.4, abstained=False))))
    assert "Answered the day before an article that answers" in page.text_content()
    assert "Asked as of 2031-03-03Answered with confidence 0.40: So." in page.text_content()


def test_a_gate_holds_near_misses_to_a_floor(tmp_path):
    (tmp_path / "gate.toml").write_text('"near misses: abstained" = 0.9')
    gate = Gate.read(tmp_path / "gate.toml")
    assert gate.shortfalls(report(paired(RIGHT, 0.4))) == []
    assert len(gate.shortfalls(report(paired(RIGHT, 0.4, abstained=False)))) == 1
    assert len(gate.shortfalls(report(RIGHT))) == 1
