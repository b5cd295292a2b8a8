"""A run over the invented press: every row, every figure, and the same again."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from doubles import BRIDGE, PRESS, make_index
from playing import ScriptedModel

from assistant import Assistant, evaluation
from assistant.errors import ModelRefused
from assistant.evaluation import (
    METRICS,
    EvaluationError,
    EvaluationQuestion,
    Gate,
    Report,
    compare,
    evaluate,
)
from assistant.evaluation.asking import _is_true
from assistant.evaluation.types import Row
from assistant.writing import Writer
from assistant.writing.tokens import counter_for

CARRIED = EvaluationQuestion(
    id="carried",
    text="How many people did the ferry carry?",
    asked_on=date(2031, 3, 5),
    answers=("61 people",),
    relevant={"ferry": 1},
    answerable=True,
    literal=True,
)
CABLES = EvaluationQuestion(
    id="cables",
    text="How many new cables does the bridge need?",
    answers=("Fourteen cables",),
    relevant={"bridge": 1, "ferry": 1},
    answerable=True,
    literal=False,
)
REGATTA = EvaluationQuestion(
    id="regatta", text="Who won the zither contest in Quarrendon?", relevant={}, answerable=False
)
UNKNOWN = EvaluationQuestion(id="unknown", text="Who closed the bridge?")
EMPTY = EvaluationQuestion(id="empty", text=" ", relevant={"ferry": 1}, answerable=True)
ALL = (CARRIED, CABLES, REGATTA, UNKNOWN, EMPTY)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    with make_index(tmp_path_factory.mktemp("archive"), *PRESS) as index:
        for _ in index.embed():
            pass
        yield Assistant(index)


@pytest.fixture(scope="module")
def report(assistant):
    return evaluate(assistant, ALL, name="press")


def row_of(report, question) -> Row:
    return next(row for row in report.rows if row.question.id == question.id)


def test_every_question_has_every_metric_scored_or_a_reason_why_not(report):
    assert [row.question for row in report.rows] == list(ALL)
    for row in report.rows:
        assert not row.scores.keys() & row.unscored.keys()
        assert row.scores.keys() | row.unscored.keys() == {each.name for each in METRICS}
        assert all(row.unscored.values())


def test_every_summary_counts_all_the_rows(report):
    for each in report.summaries:
        assert each.scored + sum(each.unscored.values()) == len(ALL)


def test_a_right_answer_scores_where_it_is_found_cited_and_quoted(report):
    scores = row_of(report, CARRIED).scores
    names = ("MRR@10", "answer holds the gold string", "right article cited", "quote fidelity")
    assert [scores[each] for each in names] == [1, 1, 1, 1]


def test_a_quote_that_only_an_account_leans_on_is_true_if_the_article_has_it(assistant):
    quote = BRIDGE.text[:9]
    beside = {"article_id": BRIDGE.id, "quote": quote, "start": 0, "end": 9, "verbatim": True}
    nowhere = {"answer_start": 5, "answer_end": 5}
    assert _is_true(assistant.index, "Yes.", beside | nowhere)
    assert not _is_true(assistant.index, "Yes.", beside | nowhere | {"quote": "another"})
    assert not _is_true(assistant.index, "Yes.", beside | {"answer_start": 0, "answer_end": 4})


def test_half_of_the_right_articles_cited_is_a_recall_of_a_half(report):
    row = row_of(report, CABLES)
    assert row.cited == ("bridge",)
    assert row.scores["citation recall (articles)"] == 0.5


def test_an_answer_that_no_article_spells_out_is_left_out_and_not_missed(report):
    unscored = row_of(report, CABLES).unscored["answer holds the gold string"]
    assert unscored == "no article has a right answer word for word"


def test_a_question_that_byline_refuses_keeps_its_row_and_the_rest_goes_on(report):
    row = row_of(report, EMPTY)
    assert "empty" in row.error
    assert set(row.unscored.values()) == {"asking failed"}
    assert any("Asking failed for 1 of the 5 questions" in each for each in report.warnings)


def test_of_a_question_with_nothing_known_only_its_own_answer_is_measured(report):
    scores = row_of(report, UNKNOWN).scores
    assert "quote fidelity" in scores
    assert not {"MRR@10", "abstention F1", "risk-coverage area"} & scores.keys()


def test_abstaining_where_no_article_answers_is_right(report):
    assert row_of(report, REGATTA).abstained
    names = ("abstention precision", "abstention recall", "abstention F1", "AUROC of confidence")
    assert [report[each].value for each in names] == [1, 1, 1, 1]


def test_what_no_row_is_scored_on_has_no_value(report):
    cost = report["cost (tokens)"]
    assert (cost.value, cost.low, cost.scored) == (None, None, 0)
    assert cost.unscored == {"no model was used": 4, "asking failed": 1}


def test_the_same_run_again_gives_the_same_report_save_its_times(assistant, report):
    again = evaluate(assistant, ALL, name="press").to_dict()
    once = report.to_dict()
    assert once.pop("times") != again.pop("times")
    assert json.dumps(once) == json.dumps(again)


def test_progress_is_told_after_every_question(assistant):
    told = []
    evaluate(assistant, [CARRIED, REGATTA], on_progress=lambda *each: told.append(each))
    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("questions", "problem"),
    [
        ([], "no question to ask"),
        ([CARRIED, replace(CABLES, id="carried")], "'carried' is that of several"),
    ],
)
def test_no_question_or_an_id_that_comes_twice_is_refused(assistant, questions, problem):
    with pytest.raises(EvaluationError, match=problem):
        evaluate(assistant, questions)


def test_articles_the_archive_lacks_are_a_warning(assistant):
    lacking = replace(CARRIED, missing=("zeppelin",))
    (warning,) = evaluate(assistant, [lacking]).warnings
    assert "lacks 1 of the articles" in warning
    assert "'zeppelin' of 'carried'" in warning


def test_a_report_that_was_written_reads_as_it_was(report, tmp_path):
    report.write(tmp_path / "report")
    read = Report.read(tmp_path / "report")
    assert read == report


def test_a_question_with_half_a_surrogate_can_be_written_and_read(assistant, tmp_path):
    report = evaluate(assistant, [replace(UNKNOWN, text="Who closed the \ud800 bridge?")])
    report.write(tmp_path)
    assert Report.read(tmp_path).rows[0].question == report.rows[0].question


@pytest.mark.parametrize("text", [None, "{}", "[", '{"format": 99}'])
def test_what_is_no_report_is_refused_with_the_way_out(tmp_path, text):
    if text is not None:
        (tmp_path / "report.json").write_text(text)
        (tmp_path / "rows.jsonl").write_text("")
    with pytest.raises(EvaluationError, match="byline eval --report"):
        Report.read(tmp_path)


def rescored(report, **scores) -> Report:
    """Give a report whose MRR@10 is as given by question id."""
    rows = [
        replace(row, scores={**row.scores, "MRR@10": scores[row.question.id]})
        if row.question.id in scores
        else row
        for row in report.rows
    ]
    return replace(report, rows=tuple(rows))


def test_questions_won_and_lost_are_named(report):
    before = rescored(report, carried=0.5, cables=1.0)
    now = rescored(report, carried=1.0, cables=0.25)
    difference = compare(before, now).differences[0]
    assert (difference.metric.name, difference.count) == ("MRR@10", 2)
    assert (difference.won, difference.lost) == (("carried",), ("cables",))
    assert difference.value == pytest.approx(-0.125)


def test_a_run_against_itself_differs_in_nothing(report):
    for each in compare(report, report).differences:
        assert (each.value, each.low, each.high, each.won, each.lost) == (0, 0, 0, (), ())


def test_a_gain_on_every_question_has_an_interval_above_zero(report):
    difference = compare(rescored(report, carried=0.5, cables=0.5), report).differences[0]
    assert 0 < difference.low <= difference.value <= difference.high


def test_only_common_questions_are_compared_and_the_others_named(report):
    before = replace(report, rows=report.rows[:3])
    now = replace(report, rows=report.rows[1:])
    comparison = compare(before, now)
    assert comparison.only_before == ("carried",)
    assert comparison.only_now == ("unknown", "empty")


def test_another_question_under_the_same_id_is_another_question(report):
    other = replace(report.rows[0], question=replace(CARRIED, text="Who steered the ferry?"))
    comparison = compare(replace(report, rows=(other,)), replace(report, rows=report.rows[:1]))
    assert comparison.differences == ()
    assert comparison.only_now == ("carried",)


@pytest.mark.parametrize(
    ("text", "name"),
    [('"MRR@10" = 0.5\n"words per answer (median)" = 500', "a.toml"), ('{"MRR@10": 0}', "a.json")],
)
def test_a_gate_whose_limits_hold_lets_through(report, tmp_path, text, name):
    (tmp_path / name).write_text(text)
    assert Gate.read(tmp_path / name).shortfalls(report) == []


def test_a_gate_names_what_is_below_its_floor_above_its_ceiling_or_not_scored(report, tmp_path):
    (tmp_path / "gate.toml").write_text(
        '"quote fidelity" = 1.01\n"words per answer (median)" = 1\n"cost (tokens)" = 5\n"R@10" = 0'
    )
    told = [str(each) for each in Gate.read(tmp_path / "gate.toml").shortfalls(report)]
    assert told[0] == "quote fidelity is 1, below its floor of 1.01"
    assert told[1].endswith("above its ceiling of 1 words")
    assert told[2].startswith("cost (tokens) has no value")
    assert len(told) == 3


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('"mrr@10" = 1', "no metric 'mrr@10'; the nearest is 'MRR@10'"),
        ('"MRR@10" = true', "MRR@10 is True, but it must be a number"),
        ("", "must hold a number for the name of each metric"),
        ("[", "cannot be read"),
    ],
)
def test_a_gate_that_makes_no_sense_is_refused(tmp_path, text, problem):
    (tmp_path / "gate.toml").write_text(text)
    with pytest.raises(EvaluationError, match=problem):
        Gate.read(tmp_path / "gate.toml")


def test_every_metric_is_explained_in_the_docs():
    text = (Path(__file__).parent.parent / "docs" / "evaluation.md").read_text()
    assert [each.name for each in METRICS if f"`{each.name}`" not in text] == []


def test_each_run_has_its_figure_over_the_questions_that_it_scores(report):
    now = rescored(report, carried=1.0, cables=0.5)
    before = rescored(report, carried=0.25)
    cables = replace(row_of(before, CABLES), scores={})
    before = replace(before, rows=(before.rows[0], cables, *before.rows[2:]))
    difference = compare(before, now).differences[0]
    assert (difference.old, difference.new, difference.count) == (0.25, 0.75, 2)
    assert difference.won == ("carried",)


def test_every_public_name_is_there_once():
    assert len(set(evaluation.__all__)) == len(evaluation.__all__)
    assert all(getattr(evaluation, name) is not None for name in evaluation.__all__)


def test_knocking_at_the_door_loads_nothing_heavy():
    code = "import sys, assistant.evaluation; print(*{'numpy', 'ir_measures'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_a_model_that_fails_is_warned_of_as_quoted_sentences_stand_in(assistant):
    counter = counter_for("m", local=assistant.index.count_tokens, environment={})
    model = ScriptedModel([ModelRefused("The key is wrong.")])
    writer = Writer(index=assistant.index, model=model, counter=counter)
    run = evaluate(Assistant(assistant.index, writer=writer), [CARRIED, REGATTA])
    [warning] = run.warnings
    assert "failed for 1 of the 2 questions" in warning
    assert "The key is wrong." in warning
