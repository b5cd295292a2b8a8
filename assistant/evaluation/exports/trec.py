"""For TREC: the ranking as a run, and the answers as the RAG track of 2024 and 2025 wants them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from assistant.evaluation.exports.contents import cited, json_lines
from assistant.evaluation.report import Report
from assistant.evaluation.types import Row

_TEAM = "byline"


def run_text(report: Report) -> str:
    """Write `query Q0 article rank score tag` for every article ranked, best first.

    White space in an id is percent-encoded, since it parts the columns.
    """
    return "".join(f"{line}\n" for row in report.rows for line in _run_lines(row, _tag(report)))


def rag_text(report: Report) -> str:
    """Write an answer a line; citations are 0-based into its references, which are articles."""
    return json_lines(_answer(row, report) for row in report.rows)


def _tag(report: Report) -> str:
    return f"{_TEAM}-{report.fingerprint.version}"


def _run_lines(row: Row, tag: str) -> Iterator[str]:
    # Readers go by the score and not by the rank, so scores are whole and fall by one.
    for rank, article_id in enumerate(row.ranking, 1):
        score = len(row.ranking) - rank + 1
        yield f"{_column(row.question.id)} Q0 {_column(article_id)} {rank} {score} {tag}"


def _column(name: str) -> str:
    return re.sub(r"\s", lambda space: quote(space[0]), name)


def _answer(row: Row, report: Report) -> dict[str, Any]:
    references = list(row.cited)
    article = {label: each.article_id for label, each in cited(row).items()}
    return {
        "metadata": {
            "team_id": _TEAM,
            "run_id": _tag(report),
            "type": "automatic",
            "narrative_id": row.question.id,
            "narrative": row.question.text,
            "prompt": report.fingerprint.prompts,
        },
        "references": references,
        "answer": [
            {
                "text": claim["text"],
                "citations": sorted({references.index(article[x]) for x in claim["citations"]}),
            }
            for claim in (row.answer["claims"] if row.answer else ())
        ],
    }
