"""The exports, read back as each evaluator reads them."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import ir_measures
import pytest
from answers import disputed_answer
from evaluated import FAILED, RIGHT, SILENT, answered, report, row
from invented import FERRIES, HARBOUR
from ir_measures import Qrel, ScoredDoc

from assistant.evaluation import EvaluationError
from assistant.evaluation.exports import FORMATS, write
from assistant.evaluation.exports.alce import _marked
from assistant.evaluation.types import EvaluationQuestion


@pytest.fixture
def exported(tmp_path):
    """Write rows in a format and give the file's text."""
    return lambda name, *rows: write(report(*rows), name, tmp_path / "new").read_text("utf-8")


def lines(text):
    return [json.loads(line) for line in text.split("\n")[:-1]]


@pytest.mark.parametrize("name", [each for each in FORMATS if each != "trec-run"])
def test_every_row_is_in_every_export_in_its_order(exported, name):
    text = exported(name)
    asked = [json.dumps(each.question.text) for each in (RIGHT, SILENT, FAILED)]
    places = [text.index(f": {each}") for each in asked]
    assert places == sorted(places)


def test_ragas_compares_articles_with_articles(exported):
    first, silent, failed = lines(exported("ragas"))
    assert first["retrieved_context_ids"] == [HARBOUR.id, FERRIES.id]
    assert first["reference_context_ids"] == [HARBOUR.id]
    assert first["reference"] == "the last buoy"
    assert "reference" not in silent
    assert failed["response"] == ""


@pytest.mark.parametrize(
    ("name", "field"), [("ragas", "retrieved_contexts"), ("deepeval", "retrieval_context")]
)
def test_every_quote_stands_in_a_context(exported, name, field):
    text = exported(name)
    first = (json.loads(text) if name == "deepeval" else lines(text))[0]
    for citation in RIGHT.answer["citations"]:
        assert any(citation["quote"] in context for context in first[field])


@pytest.mark.parametrize("name", ["alce", "inspect-ai", "trec-rag", "deepeval"])
def test_what_only_an_account_leans_on_is_no_citation_of_an_export(exported, name):
    given = disputed_answer()
    question = EvaluationQuestion(id="ill", text=given.question.text)
    alone = replace(given, citations=given.citations[:1])
    texts = [
        exported(name, row(question, answer=each.to_dict(), true_quotes=(True,)))
        for each in (given, alone)
    ]
    assert texts[0] == texts[1]


def test_deepeval_has_what_every_test_case_must_have(exported):
    for case in json.loads(exported("deepeval")):
        assert isinstance(case["input"], str)
        assert isinstance(case["actual_output"], str)


def test_alce_numbers_point_at_the_article_that_the_citation_names(exported):
    first, *_ = json.loads(exported("alce"))["data"]
    numbers = [int(each[1:-1]) for each in re.findall(r"\[\d+\]", first["output"])]
    assert [first["docs"][number - 1]["id"] for number in numbers] == [HARBOUR.id, FERRIES.id]
    assert [str(number) for number in numbers] == [
        each["label"] for each in RIGHT.answer["citations"]
    ]


def test_alce_reads_the_answer_back_without_its_numbers(exported):
    first, silent, _ = json.loads(exported("alce"))["data"]
    assert re.sub(r" (\[\d+\])+", "", first["output"]) == RIGHT.answer["answer"]
    assert silent["output"] == ""


@pytest.mark.parametrize(
    ("sentence", "marked"),
    [
        ("It rained.", "It rained [1]."),
        ("“It rained.”", "“It rained [1].”"),
        ("Did it rain?", "Did it rain [1]?"),
        ("No stop", "No stop [1]"),
        ("It [4] rained [2031, in May].", "It (4) rained (2031, in May) [1]."),
        ("A stray [7", "A stray (7) [1]"),
    ],
)
def test_only_our_numbers_look_like_citations_to_alce(sentence, marked):
    assert _marked(sentence, "[1]") == marked


def test_inspect_ai_cites_characters_of_the_article(exported):
    first, *_ = lines(exported("inspect-ai"))
    (harbour, _) = first["metadata"]["citations"]
    place = harbour["range"]
    assert HARBOUR.text[place["start_index"] : place["end_index"]] == harbour["cited_text"]
    assert first["target"] == ["the last buoy"]


def test_the_run_read_back_gives_the_ranking_figures_of_the_report(exported):
    rows = [
        answered("first", relevant={HARBOUR.id: 1}),
        answered("second", relevant={FERRIES.id: 1}),
        answered("none", relevant={"elsewhere": 1}, ranking=()),
    ]
    found = ir_measures.read_trec_run(exported("trec-run", *rows))
    wanted = [Qrel(each.question.id, x, 1) for each in rows for x in each.question.relevant]
    mrr, ndcg = ir_measures.RR @ 10, ir_measures.nDCG @ 10
    read = ir_measures.calc_aggregate([mrr, ndcg], wanted, found)
    assert report(*rows)["MRR@10"].value == pytest.approx(read[mrr]) == 0.5
    assert report(*rows)["nDCG@10"].value == pytest.approx(read[ndcg], abs=1e-6)


def test_a_run_has_six_columns_whatever_the_ids(exported):
    spaced = row(EvaluationQuestion(id="a b", text="?"), ranking=("c\td", "e"))
    assert list(ir_measures.read_trec_run(exported("trec-run", spaced))) == [
        ScoredDoc("a%20b", "c%09d", 2.0),
        ScoredDoc("a%20b", "e", 1.0),
    ]


def test_trec_rag_citations_count_references_from_zero(exported):
    first, silent, _ = lines(exported("trec-rag"))
    assert first["metadata"]["narrative_id"] == "harbour"
    cited = [[first["references"][n] for n in each["citations"]] for each in first["answer"]]
    assert cited == [[HARBOUR.id], [FERRIES.id]]
    assert silent["references"] == silent["answer"] == []


def test_half_a_surrogate_pair_does_not_spoil_the_file(exported):
    assert "a?b" in exported("ragas", row(EvaluationQuestion(id="x", text="a\ud800b")))


def test_an_unknown_format_is_refused_with_the_names_of_all(tmp_path):
    with pytest.raises(EvaluationError, match=r"ragas, deepeval, .*Did you mean 'trec-run'\?"):
        write(report(), "trec-ran", tmp_path)
