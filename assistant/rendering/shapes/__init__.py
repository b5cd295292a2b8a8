"""An answer in the shapes that other programs know citations in, and back. This is the door.

Each shape holds what its vendor made room for, and the reader of the shape gives that much back:
docs/exports.md says what. Nothing is added that a vendor's own reader would not know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from assistant.rendering.shapes.anthropic import from_anthropic, to_anthropic
from assistant.rendering.shapes.cited import Cited, cited
from assistant.rendering.shapes.cohere import from_cohere, to_cohere
from assistant.rendering.shapes.langchain import from_langchain, to_langchain
from assistant.rendering.shapes.numbered import (
    SOURCES,
    numbered,
    numbered_sentence,
    sources_list,
)
from assistant.rendering.shapes.openai import (
    from_openai,
    from_openai_responses,
    to_openai,
    to_openai_responses,
)

if TYPE_CHECKING:
    from assistant.types import Answer

__all__ = [
    "READERS",
    "SHAPES",
    "SOURCES",
    "Cited",
    "cited",
    "from_anthropic",
    "from_cohere",
    "from_langchain",
    "from_openai",
    "from_openai_responses",
    "numbered",
    "numbered_sentence",
    "sources_list",
    "to_anthropic",
    "to_cohere",
    "to_langchain",
    "to_openai",
    "to_openai_responses",
]

SHAPES: Final[Mapping[str, Callable[[Answer], dict[str, Any]]]] = {
    "openai": to_openai,
    "openai-responses": to_openai_responses,
    "anthropic": to_anthropic,
    "cohere": to_cohere,
    "langchain": to_langchain,
}
"""What gives an answer, as JSON values, in the shape of that name."""

READERS: Final[Mapping[str, Callable[[Mapping[str, Any]], list[Cited]]]] = {
    "openai": from_openai,
    "openai-responses": from_openai_responses,
    "anthropic": from_anthropic,
    "cohere": from_cohere,
    "langchain": from_langchain,
}
"""What reads the citations back from the shape of that name."""
