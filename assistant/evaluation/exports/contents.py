"""What the formats have in common: the answer's text, its documents, and JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.evaluation.types import Row


@dataclass(frozen=True, slots=True)
class Document:
    """A text that an answer could draw on, and the article it is from."""

    passage_id: str
    article_id: str
    title: str
    text: str


def response(row: Row) -> str:
    """Give the answer, or the sentence that says there is none; "" where asking failed."""
    return str(row.answer["answer"]) if row.answer else ""


def found(row: Row) -> list[Document]:
    """Give the passages found, best first."""
    return [
        Document(each.passage_id, each.article_id, each.title, each.text) for each in row.retrieved
    ]


def cited(row: Row) -> dict[str, Document]:
    """Give what each label of the answer cites: the passage, or its quote if that is all we have.

    Labels come in the order in which the answer uses them.
    """
    texts = {each.passage_id: each.text for each in row.retrieved}
    by_label: dict[str, Document] = {}
    for each in row.citations:
        passage_id, title = each["passage_id"], each["article"]["title"] or ""
        text = texts.get(passage_id, each["quote"])
        by_label.setdefault(each["label"], Document(passage_id, each["article_id"], title, text))
    return by_label


def documents(row: Row) -> list[Document]:
    """Give the passages found, then those that are cited and were not among them."""
    by_passage = {each.passage_id: each for each in [*found(row), *cited(row).values()]}
    return list(by_passage.values())


def json_lines(records: Iterable[Mapping[str, Any]]) -> str:
    """Write a record a line."""
    return "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in records)


def known(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is None."""
    return {name: value for name, value in fields.items() if value is not None}
