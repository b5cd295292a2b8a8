"""The answer as Anthropic gives one: blocks of text, a sentence each, with places in the sources.

A citation belongs to its whole block and says where in the article the quote stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from assistant.rendering.shapes.cited import Cited, cited

if TYPE_CHECKING:
    from assistant.types import Answer


def to_anthropic(answer: Answer) -> dict[str, Any]:
    """Give the message; its blocks, one after the other, are the answer's text.

    `document_index` counts the cited articles in the order of their first citation, and
    `file_id` is the id of the article.
    """
    citations = cited(answer)
    ids = list(dict.fromkeys(citation.article_id for citation in citations))
    blocks = [
        _block(
            answer.text[start:end],
            [_location(each, ids) for each in citations if _leans(each, start, end)],
        )
        for start, end in pairwise(_cuts(answer))
    ]
    return {"role": "assistant", "content": blocks}


def from_anthropic(message: Mapping[str, Any]) -> list[Cited]:
    """Read the citations of a message; those of other types are passed over.

    The place in the answer is that of the block, white space at its end aside.
    """
    return list(_read(message["content"]))


def _cuts(answer: Answer) -> list[int]:
    """Give where blocks begin and end: a sentence, and the space behind it."""
    # White space alone is no block: Anthropic refuses it when a conversation is sent back.
    starts = (claim.start for claim in answer.claims[1:])
    return sorted({0, *starts, len(answer.text)})


def _leans(citation: Cited, start: int, end: int) -> bool:
    assert citation.answer_start is not None
    return start <= citation.answer_start < end


def _block(text: str, locations: list[dict[str, Any]]) -> dict[str, Any]:
    block: dict[str, Any] = {"type": "text", "text": text}
    return block | {"citations": locations} if locations else block


def _location(citation: Cited, ids: list[str | None]) -> dict[str, Any]:
    return {
        "type": "char_location",
        "cited_text": citation.quote,
        "document_index": ids.index(citation.article_id),
        "document_title": citation.title or None,
        "file_id": citation.article_id,
        "start_char_index": citation.start,
        "end_char_index": citation.end,
    }


def _read(blocks: list[Mapping[str, Any]]) -> Iterator[Cited]:
    start = 0
    for block in blocks:
        text = block["text"]
        for each in block.get("citations") or ():
            if each["type"] == "char_location":
                yield _cited(each, start, start + len(text.rstrip()))
        start += len(text)


def _cited(location: Mapping[str, Any], start: int, end: int) -> Cited:
    return Cited(
        article_id=location.get("file_id"),
        title=location["document_title"] or "",
        quote=location["cited_text"],
        answer_start=start,
        answer_end=end,
        start=location["start_char_index"],
        end=location["end_char_index"],
    )
