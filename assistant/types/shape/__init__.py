"""The answer as JSON, and back: the shape that every door gives (docs/answer.md)."""

from __future__ import annotations

from assistant.types.shape.answers import answer_from_dict, answer_to_dict
from assistant.types.shape.parts import (
    article_to_dict,
    citation_to_dict,
    claim_to_dict,
    speaker_to_dict,
)

__all__ = [
    "answer_from_dict",
    "answer_to_dict",
    "article_to_dict",
    "citation_to_dict",
    "claim_to_dict",
    "speaker_to_dict",
]
