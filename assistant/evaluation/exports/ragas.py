"""For ragas: one `SingleTurnSample` a line."""

from __future__ import annotations

from typing import Any

from assistant.evaluation.exports.contents import documents, json_lines, known, response
from assistant.evaluation.report import Report
from assistant.evaluation.types import Row


def text(report: Report) -> str:
    """Write a sample for each row."""
    return json_lines(map(_sample, report.rows))


def _sample(row: Row) -> dict[str, Any]:
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
