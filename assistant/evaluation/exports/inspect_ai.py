"""For inspect_ai: a dataset, one sample a line; answer and citations are in its metadata."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.evaluation.exports.contents import json_lines, known, response
from assistant.evaluation.report import Report
from assistant.evaluation.types import Row


def text(report: Report) -> str:
    """Write a sample for each row."""
    return json_lines(map(_sample, report.rows))


def _sample(row: Row) -> dict[str, Any]:
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
