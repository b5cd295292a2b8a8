"""Questions from files: every format says the same, and all that is wrong is said at once."""

from __future__ import annotations

import gzip
import json
from datetime import date

import pytest
from doubles import BRIDGE, FERRY, PRESS, article, make_index

from assistant.evaluation import EvaluationError, read_questions

CAPTAIN = {"id": "captain", "question": "Who steered the ferry?"}


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    with make_index(tmp_path_factory.mktemp("archive"), *PRESS) as index:
        yield index


@pytest.fixture
def read(index, tmp_path):
    """Write lines to a file and read its questions."""

    def write_and_read(*lines, name="questions.jsonl"):
        path = tmp_path / name
        path.write_text("\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines))
        return read_questions(path, index)

    return write_and_read


def test_a_line_of_ours_gives_all_that_it_states(read):
    line = {"asked_on": "2031-03-05", "answers": ["61", 61], "relevant": ["ferry"]}
    (question,) = read(CAPTAIN | line)
    assert question.asked_on == date(2031, 3, 5)
    assert question.answers == ("61", "61")
    assert question.relevant == {"ferry": 1}
    assert question.answerable is True


def test_of_an_id_and_a_question_alone_nothing_else_is_known(read):
    (question,) = read(CAPTAIN)
    known = (question.relevant, question.answerable, question.literal, question.asked_on)
    assert known == (None, None, None, None)


def test_no_relevant_article_means_that_none_answers(read):
    (question,) = read(CAPTAIN | {"relevant": []})
    assert question.answerable is False


def test_answerable_by_unnamed_articles_leaves_them_unknown(read):
    (question,) = read(CAPTAIN | {"relevant": [], "answerable": True})
    assert question.relevant is None


@pytest.mark.parametrize(
    ("answer", "literal"),
    [("61 People,\nHarbourmaster", True), ("off Pellworth", True), ("62 people", False)],
)
def test_whether_an_answer_stands_in_its_article_is_read_there(read, answer, literal):
    (question,) = read(CAPTAIN | {"answers": [answer], "relevant": ["ferry"]})
    assert question.literal is literal


def test_what_the_line_says_of_its_answer_counts_more_than_the_article(read):
    (question,) = read(
        CAPTAIN | {"answers": ["61"], "relevant": ["ferry"], "answer_in_relevant": False}
    )
    assert question.literal is False


def test_all_bad_lines_are_named_at_once(read):
    bad = [
        '{"id": ',
        "[]",
        {"id": "a"},
        {"id": "b", "question": "  "},
        CAPTAIN,
        {"id": "c", "question": "Who?", "asked_on": "2031-02-30"},
        {"id": "d", "question": "Who?", "answers": [""]},
        {"id": "e", "question": "Who?", "relevant": ["ferry"], "answerable": False},
        {"id": "f", "question": "Who?", "answerable": "yes"},
        {"question": "Who?"},
    ]
    with pytest.raises(EvaluationError) as refused:
        read(*bad)
    numbers = [each.partition(":")[0] for each in refused.value.problems]
    assert numbers == [f"line {number}" for number in (1, 2, 3, 4, 6, 7, 8, 9, 10)]


def test_an_id_that_comes_twice_is_named_with_both_lines(read):
    with pytest.raises(EvaluationError, match="line 3: the id 'captain' is that of line 1 too"):
        read(CAPTAIN, "", CAPTAIN)


def test_a_file_without_a_question_is_refused(read):
    with pytest.raises(EvaluationError, match="holds no question"):
        read("")


def test_bytes_that_are_no_text_are_refused_in_a_sentence(index, tmp_path):
    (tmp_path / "questions.jsonl").write_bytes(b'{"id": "\xff"}')
    with pytest.raises(EvaluationError, match="no text in UTF-8"):
        read_questions(tmp_path / "questions.jsonl", index)


def test_a_compressed_file_reads_like_the_plain_one(index, tmp_path):
    path = tmp_path / "questions.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(CAPTAIN).encode()))
    assert read_questions(path, index)[0].id == "captain"


def test_articles_that_the_archive_lacks_are_kept_apart(read):
    (question,) = read(CAPTAIN | {"relevant": ["ferry", "zeppelin"]})
    assert question.relevant == {"ferry": 1}
    assert question.missing == ("zeppelin",)


def test_nothing_is_known_of_a_question_whose_articles_are_all_missing(read):
    (question,) = read(CAPTAIN | {"relevant": ["zeppelin"], "answers": ["Ines Dray"]})
    assert (question.relevant, question.answerable, question.literal) == (None, None, None)


def test_an_article_may_be_named_by_its_file_beside_the_questions(tmp_path):
    text = "The comet returns to Pellworth after eighty years, the observatory said."
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "comet.txt").write_text(text)
    (tmp_path / "questions.jsonl").write_text(json.dumps(CAPTAIN | {"relevant": ["comet.txt"]}))
    with make_index(tmp_path / "archive") as index:
        index.add([tmp_path / "articles"])
        (stored,) = index.articles()
        (question,) = read_questions(tmp_path / "questions.jsonl", index)
    assert question.relevant == {stored.id: 1}


def test_a_line_of_ragas_is_a_question_whose_id_stays_the_same(read):
    line = {"user_input": "How many?", "reference": "61", "reference_context_ids": ["ferry"]}
    (question,), (again,) = read(line), read(line)
    assert (question.text, question.answers, question.relevant) == (
        "How many?",
        ("61",),
        {"ferry": 1},
    )
    assert question == again


def test_a_line_of_ragas_with_several_turns_is_refused(read):
    with pytest.raises(EvaluationError, match=r"user_input is .* must be a text"):
        read({"user_input": [{"content": "Hello"}]})


def test_trec_qrels_are_read_with_the_queries_beside_them(read, tmp_path):
    (tmp_path / "queries.tsv").write_text("q1\tWho steered the ferry?\nq2\tNever judged\n")
    (question,) = read("q1 0 ferry 2", "q1 0 strike 0", "q1 0 bridge 1", name="test.qrels")
    assert question.text == "Who steered the ferry?"
    assert question.relevant == {"ferry": 2, "bridge": 1}


def test_a_query_without_any_right_article_is_not_called_unanswerable(read, tmp_path):
    (tmp_path / "queries.tsv").write_text("q1\tWho steered the ferry?\n")
    (question,) = read("q1 0 ferry 0", name="test.qrels")
    assert (question.relevant, question.answerable) == (None, None)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("q1 ferry", "line 1: it is neither"),
        ("q1 0 ferry high", "line 1: the grade is 'high'"),
        ("q9 0 ferry 1", "line 1: queries.tsv has no query 'q9'"),
        ("q1 0 ferry 1\nq1 0 ferry 2", "line 2: 'ferry' is judged twice"),
    ],
)
def test_a_bad_judgement_is_named_with_its_line(read, tmp_path, line, problem):
    (tmp_path / "queries.tsv").write_text("q1\tWho steered the ferry?\n")
    with pytest.raises(EvaluationError, match=problem):
        read(line, name="test.qrels")


def test_qrels_without_queries_say_what_is_missing(read):
    with pytest.raises(EvaluationError, match=r"no queries for .*queries\.tsv"):
        read("q1 0 ferry 1", name="test.qrels")


def test_a_folder_of_beir_is_read_and_its_corpus_ids_are_the_archives(tmp_path):
    corpus = [
        {"_id": f"MED-{number}", "title": each.title, "text": each.text}
        for number, each in enumerate((FERRY, BRIDGE))
    ]
    (tmp_path / "qrels").mkdir()
    (tmp_path / "corpus.jsonl").write_text("\n".join(map(json.dumps, corpus)))
    (tmp_path / "queries.jsonl").write_text('{"_id": "7", "text": "Who closed the bridge?"}')
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n7\tMED-1\t1\n")
    with make_index(tmp_path / "archive") as index:
        index.add([tmp_path / "corpus.jsonl"])
        (question,) = read_questions(tmp_path, index)
        (right,) = question.relevant
        assert index.article(right).title == BRIDGE.title


def test_a_folder_without_judgements_is_refused(tmp_path):
    with (
        make_index(tmp_path / "archive", article("a", "Nothing to see.")) as index,
        pytest.raises(EvaluationError, match="no BEIR folder"),
    ):
        read_questions(tmp_path, index)
