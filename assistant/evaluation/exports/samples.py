"""For ragas (`SingleTurnSample`s), DeepEval (`LLMTestCase`s) and Inspect (a dataset)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from assistant.evaluation.exports.contents import documents, json_lines, known, response
from assistant.evaluation.report import Report
from assistant.evaluation.types import Row


def ragas(report: Report) -> str:
    """Write a sample a line."""
    return json_lines(map(_ragas, report.rows))


def deepeval(report: Report) -> str:
    """Write a list of test cases."""
    return f"{json.dumps([*map(_deepeval, report.rows)], ensure_ascii=False, indent=1)}\n"


def inspect_ai(report: Report) -> str:
    """Write a sample a line; answer and citations are in its metadata."""
    return json_lines(map(_inspect_ai, report.rows))


def _ragas(row: Row) -> dict[str, Any]:
    question, given = row.question, documents(row)
    return known(
        {
            "user_input": question.text,
            "response": response(row),
            "retrieved_contexts": [each.text for each in given],
            # Articles, as in the reference ids: ragas compares the two.
            "retrieved_context_ids": [each.article_id for each in given],
            "reference": question.answers[0] if question.answers else None,
            "reference_context_ids": list(question.relevant) if question.relevant else None,
        }
    )


def _deepeval(row: Row) -> dict[str, Any]:
    question = row.question
    return known(
        {
            "name": question.id,
            "input": question.text,
            "actual_output": response(row),
            "expected_output": question.answers[0] if question.answers else None,
            "retrieval_context": [each.text for each in documents(row)],
            "metadata": known(
                {
                    "asked_on": question.asked_on and question.asked_on.isoformat(),
                    "answerable": question.answerable,
                    "abstained": row.abstained,
                    "confidence": row.confidence,
                    "cited": list(row.cited),
                    "relevant": list(question.relevant) if question.relevant else None,
                }
            ),
        }
    )


def _inspect_ai(row: Row) -> dict[str, Any]:
    question = row.question
    return {
        "id": question.id,
        "input": question.text,
        "target": list(question.answers) or "",
        "metadata": known(
            {
                "asked_on": question.asked_on and question.asked_on.isoformat(),
                "answerable": question.answerable,
                "relevant": list(question.relevant) if question.relevant else None,
                "answer": response(row),
                "abstained": row.abstained,
                "confidence": row.confidence,
                "citations": [_citation(each) for each in row.citations],
            }
        ),
    }


def _citation(citation: Mapping[str, Any]) -> dict[str, Any]:
    """Give inspect_ai's `DocumentCitation`; what it has no field for is in `internal`."""
    ours = ("label", "article_id", "passage_id", "answer_start", "answer_end", "verdict")
    return {
        "type": "document",
        "cited_text": citation["quote"],
        "title": citation["article"]["title"],
        "range": {
            "type": "char",
            "start_index": citation["start"],
            "end_index": citation["end"],
        },
        "internal": {name: citation[name] for name in ours},
    }
