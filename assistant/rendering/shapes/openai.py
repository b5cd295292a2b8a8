"""The answer as OpenAI gives one: a chat message, or a part of a response, with annotations.

An annotation has room for a place in the answer, an address and a title, and for nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from assistant.rendering.shapes.cited import Cited, article_at, cited

if TYPE_CHECKING:
    from assistant.types import Answer


def to_openai(answer: Answer) -> dict[str, Any]:
    """Give the `message` of a chat completion; `end_index` is exclusive."""
    annotations = [
        {"type": "url_citation", "url_citation": _url_citation(c)} for c in cited(answer)
    ]
    return {"role": "assistant", "content": answer.text, "annotations": annotations}


def from_openai(message: Mapping[str, Any]) -> list[Cited]:
    """Read the citations of a chat message; those of other types are passed over."""
    annotations = message.get("annotations") or ()
    return _read(each["url_citation"] for each in annotations if each["type"] == "url_citation")


def to_openai_responses(answer: Answer) -> dict[str, Any]:
    """Give the `output_text` of a response; `end_index` is exclusive."""
    annotations = [{"type": "url_citation", **_url_citation(each)} for each in cited(answer)]
    return {"type": "output_text", "text": answer.text, "annotations": annotations}


def from_openai_responses(part: Mapping[str, Any]) -> list[Cited]:
    """Read the citations of an `output_text`; those of other types are passed over."""
    return _read(each for each in part["annotations"] if each["type"] == "url_citation")


def _url_citation(citation: Cited) -> dict[str, Any]:
    return {
        "start_index": citation.answer_start,
        "end_index": citation.answer_end,
        "url": citation.address,
        "title": citation.title,
    }


def _read(annotations: Iterable[Mapping[str, Any]]) -> list[Cited]:
    return [
        Cited(
            answer_start=each["start_index"],
            answer_end=each["end_index"],
            address=each["url"],
            title=each["title"],
            article_id=article_at(each["url"]),
        )
        for each in annotations
    ]
