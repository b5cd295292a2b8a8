"""For ALCE: answers with numbers in square brackets, 1-based into each answer's documents."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from assistant.evaluation.exports.contents import Document, cited, found
from assistant.evaluation.report import Report
from assistant.evaluation.types import Row

# ALCE takes a bracket with a digit for a citation, wherever it stands.
_BRACKETED: Final = re.compile(r"\[(?=\d)([^\[\]]*)\]?")
# The numbers go before the full stop: ALCE splits sentences behind it.
_ENDING: Final = re.compile(r"(?<!\s)\s*(?P<end>[.!?…]+[\"'”’»)]*)?\s*$")


def text(report: Report) -> str:
    """Write the rows under `data`."""
    data = {"data": [_item(row) for row in report.rows]}
    return f"{json.dumps(data, ensure_ascii=False, indent=1)}\n"


def _item(row: Row) -> dict[str, Any]:
    by_label = cited(row)
    return {
        "id": row.question.id,
        "question": row.question.text,
        "answer": row.question.answers[0] if row.question.answers else "",
        "docs": [
            {"id": each.article_id, "title": each.title, "text": each.text}
            for each in _documents(row, by_label)
        ],
        "output": _output(row, by_label),
    }


def _documents(row: Row, by_label: Mapping[str, Document]) -> list[Document]:
    """Give the cited ones first, so that the numbers are those of the answer itself."""
    passages = {each.passage_id for each in by_label.values()}
    return [*by_label.values(), *(each for each in found(row) if each.passage_id not in passages)]


def _output(row: Row, by_label: Mapping[str, Document]) -> str:
    """Mark every sentence; "" where there is none, as abstaining claims nothing."""
    number = {label: place for place, label in enumerate(by_label, 1)}
    claims = row.answer["claims"] if row.answer else ()
    return " ".join(
        _marked(each["text"], "".join(f"[{number[label]}]" for label in each["citations"]))
        for each in claims
    )


def _marked(sentence: str, marks: str) -> str:
    plain = _BRACKETED.sub(r"(\1)", sentence)
    ending = _ENDING.search(plain)
    assert ending is not None  # it matches at least the empty end
    before = " " if marks else ""
    return f"{plain[: ending.start()]}{before}{marks}{ending['end'] or ''}"
