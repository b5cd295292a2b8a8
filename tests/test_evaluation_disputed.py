"""The measure of differing accounts: what it reads, and what it counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from doubles import WordEmbedder
from invented import HARBOUR, answer, evidence

from assistant import Answer, Question
from assistant.evaluation.disputed import (
    DisputedQuestion,
    DisputedReport,
    DisputedRow,
    asked_of_documents,
    measure_disputed,
    read_disputed,
)
from assistant.evaluation.errors import EvaluationError
from assistant.types import Account, Version

ASKED = DisputedQuestion(
    id="1",
    text="When was the quay built?",
    documents=("The quay was built in 1902.",),
    right=("1902", "1861–1862"),
    wrong=("1850",),
)


def row(*values: str, text: str = "") -> DisputedRow:
    return DisputedRow(ASKED, values, text)


def written(path: Path, *lines: object) -> Path:
    path.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    return path


def test_a_line_gives_a_question_with_its_documents(tmp_path):
    line = {
        "id": "1",
        "question": ASKED.text,
        "documents": [{"text": ASKED.documents[0], "type": "correct", "answer": "1902"}],
        "gold_answers": list(ASKED.right),
        "wrong_answers": ["1850", "1850"],
    }
    assert read_disputed(written(tmp_path / "q.jsonl", line)) == [ASKED]


def test_a_line_without_documents_is_refused_with_its_number(tmp_path):
    path = written(tmp_path / "q.jsonl", {"id": "1", "question": "Who?", "gold_answers": ["x"]})
    with pytest.raises(EvaluationError, match=r"line 1: documents is None.*list"):
        read_disputed(path)


def test_a_file_without_a_question_is_refused(tmp_path):
    with pytest.raises(EvaluationError, match="holds no question"):
        read_disputed(written(tmp_path / "q.jsonl"))


def test_all_right_answers_must_be_shown():
    assert row("in 1902", "1861-1862").shows_all_right
    assert not row("in 1902").shows_all_right


def test_a_right_answer_inside_a_long_value_is_not_shown():
    assert not row("1902 as some of the old people say", "1861–1862").shows_all_right


@pytest.mark.parametrize(
    ("values", "text", "undisputed"),
    [
        (("1850",), "", True),
        (("1850", "1902"), "", False),
        ((), "It was built in 1850.", True),
        (("1850", "1902"), "It was built in 1850.", False),
        (("1902",), "It was built in 1902.", False),
    ],
)
def test_a_wrong_answer_is_undisputed_where_it_stands_alone(values, text, undisputed):
    assert row(*values, text=text).has_undisputed_wrong is undisputed


def test_the_report_gives_shares_and_clutter():
    report = DisputedReport((row("1902", "1861–1862"), row("1902", "1861–1862", "1850", "Lyn")))
    figures = ("all_right_shown", "strict", "versions", "clutter")
    assert [report[each] for each in figures] == [1, 0.5, 3, 0.5]
    assert report.to_dict()["rows"][1]["wrong"] == ["1850"]
    assert len(report.lines()) == 7


def test_the_accounts_of_the_answer_are_what_is_measured():
    def ask(question: DisputedQuestion) -> Answer:
        place = evidence(HARBOUR, "Friday")
        versions = tuple(
            Version(value=value, status="differs", evidence=(place,)) for value in question.right
        )
        about = (Account(about="the quay", versions=versions),)
        return answer(Question(text=question.text), ("Friday", place), accounts=about)

    done: list[tuple[int, int]] = []
    report = measure_disputed([ASKED], ask=ask, on_progress=lambda *state: done.append(state))
    assert (report.rows[0].values, report["strict"], done) == (ASKED.right, 1.0, [(1, 1)])


def test_a_question_is_asked_of_its_own_documents_alone():
    asked = DisputedQuestion(
        "1", "When did the ferry sink?", ("The ferry sank in 1902.",), ("1902",)
    )
    given = asked_of_documents(asked, embedder=WordEmbedder())
    assert given.coverage.articles_in_index == 1
