"""Understanding a question without a model. This is the door."""

from __future__ import annotations

from assistant.question.checking import checked, filters_of
from assistant.question.kinds import (
    asking_sentence,
    asks_about_now,
    kind_of,
    may_answer,
    names_in,
)
from assistant.question.sources import asks_who_says
from assistant.question.understanding import understand

__all__ = [
    "asking_sentence",
    "asks_about_now",
    "asks_who_says",
    "checked",
    "filters_of",
    "kind_of",
    "may_answer",
    "names_in",
    "understand",
]
