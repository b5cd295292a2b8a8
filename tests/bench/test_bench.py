"""The measures are right: each figure here is one that can be worked out in one's head."""

from __future__ import annotations

import statistics
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from ablations import Remembering
from archives import Forgetful, forget_vectors
from constants import ANSWERING, CUTTING, ON_DEMAND, SEARCHING, Instead, each_instead
from doubles import PRESS, WordEmbedder, make_index
from evaluated import RIGHT, SILENT, answered, report
from first_answer import FirstAnswers, Timed
from halves import cells, cross_validated, halves, named
from lxml import etree
from reporting import table, with_interval
from retrieval import by_meaning, by_words, byline, ranked, report_of
from risk_coverage import plot, rows
from workload import changed, evenly

from assistant import Assistant, Question
from assistant.evaluation import EvaluationQuestion, compare
from index import content_hash

SAMPLE = Path(__file__).parents[2] / "docs" / "sample"
BRIDGE = EvaluationQuestion(
    id="bridge", text="Who closed the bridge?", relevant={"bridge": 1}, answerable=True
)
LOST = EvaluationQuestion(
    id="lost", text="Who closed the zither?", relevant={"bridge": 1}, answerable=True
)
CONSTANTS = [
    each for values in (SEARCHING, ON_DEMAND, CUTTING, ANSWERING) for each in each_instead(values)
]


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    """An embedded archive of the small press."""
    with make_index(tmp_path_factory.mktemp("archive"), *PRESS) as index:
        for _ in index.embed():
            pass
        yield index


def dated(day: int, confidence: float = 0.5):
    """A row that was asked on a day of May."""
    return answered(f"q{day}", confidence=confidence, asked_on=date(2031, 5, day))


def test_an_article_stands_where_its_first_passage_does():
    [row] = ranked([BRIDGE], lambda _: ["ferry", "ferry", "bridge"])
    assert row.scores["MRR@10"] == 0.5


def test_a_question_that_finds_nothing_counts_as_a_miss():
    rows = ranked([BRIDGE, LOST], lambda each: ["bridge"] if each is BRIDGE else [])
    assert report_of(rows, "words")["Hits@10"].value == 0.5


def test_words_of_the_body_alone_leave_titles_out(press):
    month = replace(BRIDGE, text="A month?")  # stands in the title of the bridge
    assert list(by_words(press, title=0.0)(month)) == []
    assert list(by_words(press, title=1.0)(month)) == ["bridge"]


def test_meaning_alone_ranks_by_the_cosine_of_the_passages(press):
    assert next(iter(by_meaning(press)(BRIDGE))) == "bridge"


def test_a_baseline_is_compared_with_byline_question_by_question(press):
    questions = [BRIDGE, LOST]
    ours = report_of(ranked(questions, byline(Assistant(press))), "Byline")
    nothing = report_of(ranked(questions, lambda _: []), "nothing")
    [found] = compare(nothing, ours, named("Hits@1")).differences
    assert (found.old, found.new, found.won) == (0.0, 1.0, ("bridge", "lost"))


def test_every_question_is_asked_of_an_archive_that_forgot_the_one_before(tmp_path):
    embedder = WordEmbedder()
    with make_index(tmp_path, *PRESS, embedder=embedder) as index:
        assistant = Forgetful(index)
        for _ in range(2):
            assistant.ask(BRIDGE.text)
            forget_vectors(tmp_path)
            assistant.find(Question(text=BRIDGE.text))
    [passage] = {text for text in embedder.read if text.startswith("Bridge closed for a month")}
    assert embedder.read.count(passage) == 4


def test_the_halves_take_turns_in_the_order_of_the_days():
    even, odd = halves([dated(4), dated(1), dated(3), dated(2)])
    assert [row.question.id for row in even] == ["q1", "q3"]
    assert [row.question.id for row in odd] == ["q2", "q4"]


def test_a_figure_is_given_for_all_and_for_both_halves():
    [right] = ranked([replace(BRIDGE, asked_on=date(2031, 5, 1))], lambda _: ["bridge"])
    [wrong] = ranked([replace(LOST, asked_on=date(2031, 5, 2))], lambda _: ["ferry"])
    assert cells([right, wrong], named("Hits@1")) == ("0.500 (1.000, 0.000)",)


def test_the_best_value_of_one_half_is_measured_on_the_other():
    tried = {
        1.0: [dated(1, 0.5), dated(2, 0.5)],
        2.0: [dated(1, 0.9), dated(2, 0.2)],
        3.0: [dated(1, 0.1), dated(2, 0.5)],
    }
    row = cross_validated(
        "days", 1.0, tried, lambda rows: statistics.fmean(each.confidence for each in rows)
    )
    shipped = ("1", "0.500", "0.500")
    assert row == ("`days`", *shipped, "2", "0.900", "0.200", "1", "0.500", "0.500")


def test_a_value_is_written_with_its_interval_and_how_many_rows_it_is_over():
    rows = ranked([BRIDGE], lambda _: ["bridge"])
    summary = report_of(rows, "one")["Hits@1"]
    assert with_interval(summary) == "1.000 (1.000 to 1.000) of 1"


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


@pytest.mark.parametrize("instead", CONSTANTS, ids=str)
def test_an_ablation_takes_another_value_than_the_code_has(instead: Instead):
    assert instead.shipped != instead.value


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


def test_the_risk_of_several_runs_is_drawn_with_a_curve_and_a_dot_each():
    runs = {"before": report(RIGHT, SILENT), "<now>": report(RIGHT)}
    drawn = etree.fromstring(plot(runs))
    found = {name: len(drawn.findall(f".//{{*}}{name}")) for name in ("polyline", "circle")}
    assert found == {"polyline": 2, "circle": 2}
    assert "<now>, AURC 0.000" in drawn.xpath("//*[local-name()='text']/text()")
    assert [row[2:] for row in rows(runs)] == [(0.5, 0.0), (1.0, 0.0)]
