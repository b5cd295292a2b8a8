"""The answer as LangChain's standard content block: text, with a `Citation` for each citation.

LangChain's citation knows places in the answer; those in the article are among its extras.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from assistant.rendering.shapes.cited import Cited, cited, extras_of, read_extras

if TYPE_CHECKING:
    from langchain_core.messages.content import Citation

    from assistant.types import Answer


def to_langchain(answer: Answer) -> dict[str, Any]:
    """Give the block, which `AIMessage(content=[block])` takes as it is."""
    from langchain_core.messages.content import create_text_block

    citations = [_citation(each, f"citation-{n}") for n, each in enumerate(cited(answer), 1)]
    return {**create_text_block(answer.text, id="answer", annotations=[*citations])}


def from_langchain(block: Mapping[str, Any]) -> list[Cited]:
    """Read the citations of a block; annotations of other types are passed over."""
    annotations = block.get("annotations") or ()
    return [_cited(each) for each in annotations if each["type"] == "citation"]


def _citation(citation: Cited, name: str) -> Citation:
    from langchain_core.messages.content import create_citation

    # Extras go in as keywords: an argument `extras` would become an extra of that name.
    return create_citation(
        id=name,
        url=citation.address,
        title=citation.title,
        start_index=citation.answer_start,
        end_index=citation.answer_end,
        cited_text=citation.quote,
        **extras_of(citation),
    )


def _cited(citation: Mapping[str, Any]) -> Cited:
    return Cited(
        answer_start=citation.get("start_index"),
        answer_end=citation.get("end_index"),
        address=citation.get("url"),
        title=citation.get("title"),
        quote=citation.get("cited_text"),
        **read_extras(citation.get("extras") or {}),
    )
