"""A report over the invented press: one row of each kind, and rows to order."""

from __future__ import annotations

from dataclasses import replace

from invented import (
    FERRIES,
    HARBOUR,
    HARBOUR_QUESTION,
    UNANSWERED_QUESTION,
    harbour_answer,
    no_answer,
)

from assistant.evaluation import METRICS, Report
from assistant.evaluation.measure import scored
from assistant.evaluation.running import summaries
from assistant.evaluation.types import EvaluationQuestion, Retrieved, Row, RunFingerprint
from assistant.types import Question

TITLES = {each.id: each.title for each in (HARBOUR, FERRIES)}


def answered(question_id="harbour", *, confidence=0.5, ranking=tuple(TITLES), **known):
    """Make a row that cites both articles; the ferries' passage is not among the retrieved."""
    given = replace(harbour_answer(Question(text=HARBOUR_QUESTION)), confidence=confidence)
    first = given.citations[0].evidence
    return row(
        EvaluationQuestion(id=question_id, text=HARBOUR_QUESTION, **known),
        answer=given.to_dict(),
        ranking=ranking,
        retrieved=(Retrieved(first.passage_id, HARBOUR.id, HARBOUR.title, first.quote),),
        true_quotes=(True, True),
        bearing=(True, False),
    )


def abstained(question_id="regatta", *, confidence=0.1, **known):
    """Make a row that abstains; the harbour's article is the only one ranked."""
    given = replace(no_answer(Question(text=UNANSWERED_QUESTION)), confidence=confidence)
    question = EvaluationQuestion(id=question_id, text=UNANSWERED_QUESTION, **known)
    return row(question, answer=given.to_dict(), ranking=(HARBOUR.id,))


def row(question, **more):
    """Make a row with every metric."""
    return scored(Row(question=question, titles=TITLES, milliseconds=120.0, **more), METRICS)


RIGHT = answered(
    answers=("the last buoy",), relevant={HARBOUR.id: 1}, answerable=True, literal=True
)
SILENT = abstained(relevant={}, answerable=False)
FAILED = row(EvaluationQuestion(id="empty", text=" "), error="The question is empty.")


def report(*rows, version="1", seed=0):
    """Make a report of `rows`; of one answer, one abstention and one refusal if none are given."""
    rows = rows or (RIGHT, SILENT, FAILED)
    return Report(
        name="invented",
        rows=rows,
        summaries=tuple(summaries(rows, METRICS, seed)),
        fingerprint=RunFingerprint(
            corpus="press", embedder="words", version=version, questions="q", seed=seed
        ),
        warnings=("The archive lacks <one> article.",),
    )
