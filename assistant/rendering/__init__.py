"""An answer as text for a terminal, as Markdown with footnotes, or as JSON. This is the door.

What articles say is never trusted with the reader's screen: characters that steer a terminal are
shown by their code, Markdown's signs are escaped, and a number in square brackets that stands in
an article becomes a round one, so that only Byline's own citations look like citations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.rendering.escaping import json_text, printable
from assistant.rendering.footnotes import as_markdown
from assistant.rendering.terminal import as_text
from assistant.rendering.words import DOUBTED_SUPPORT, DOUBTED_VERDICT, parted, understood

if TYPE_CHECKING:
    from assistant.types import Answer

__all__ = [
    "DOUBTED_SUPPORT",
    "DOUBTED_VERDICT",
    "as_json",
    "as_markdown",
    "as_text",
    "parted",
    "printable",
    "understood",
]


def as_json(answer: Answer) -> str:
    """Render `answer.to_dict()` as JSON; letters stay letters, steering characters are escaped."""
    return json_text(answer.to_dict())
