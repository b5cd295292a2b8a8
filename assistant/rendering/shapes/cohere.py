"""The answer as Cohere's API (v2) gives one: places in the answer, with the documents behind them.

A document may hold whatever its owner put in, so nothing of a citation is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

from assistant.rendering.shapes.cited import Cited, cited, extras_of, read_extras

if TYPE_CHECKING:
    from assistant.types import Answer


def to_cohere(answer: Answer) -> dict[str, Any]:
    """Give the `message`; the `text` of each citation is `answer.text[start:end]`."""
    places = groupby(cited(answer), key=lambda each: (each.answer_start, each.answer_end))
    return {
        "role": "assistant",
        "content": [{"type": "text", "text": answer.text}],
        "citations": [_citation(answer.text, *place, group) for place, group in places],
    }


def from_cohere(message: Mapping[str, Any]) -> list[Cited]:
    """Read the citations of a message, one a document; other sources are passed over."""
    return [
        _cited(citation, source["document"])
        for citation in message.get("citations") or ()
        for source in citation["sources"]
        if source["type"] == "document"
    ]


def _citation(
    text: str, start: int | None, end: int | None, sources: Iterable[Cited]
) -> dict[str, Any]:
    return {
        "type": "TEXT_CONTENT",
        "start": start,
        "end": end,
        "text": text[start:end],
        "sources": [_source(each) for each in sources],
        "content_index": 0,
    }


def _source(citation: Cited) -> dict[str, Any]:
    document = {
        "id": citation.article_id,
        "title": citation.title,
        "url": citation.address,
        "text": citation.quote,
        **extras_of(citation),
    }
    return {"type": "document", "id": citation.article_id, "document": document}


def _cited(citation: Mapping[str, Any], document: dict[str, Any]) -> Cited:
    return Cited(
        answer_start=citation["start"],
        answer_end=citation["end"],
        address=document.get("url"),
        title=document.get("title"),
        quote=document.get("text"),
        **read_extras(document),
    )
