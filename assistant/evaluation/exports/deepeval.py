"""For deepeval: a list of `LLMTestCase`s."""

from __future__ import annotations

import json
from typing import Any

from assistant.evaluation.exports.contents import documents, known, response
from assistant.evaluation.report import Report
from assistant.evaluation.types import Row


def text(report: Report) -> str:
    """Write a test case for each row."""
    return f"{json.dumps([_case(row) for row in report.rows], ensure_ascii=False, indent=1)}\n"


def _case(row: Row) -> dict[str, Any]:
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
