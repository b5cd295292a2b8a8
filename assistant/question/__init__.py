"""Understanding a question without a model. This is the door."""

from __future__ import annotations

from assistant.question.checking import checked, filters_of
from assistant.question.day_forms import without_days
from assistant.question.days import days_meant
from assistant.question.kinds import (
    asking_sentence,
    asks_about_now,
    kind_of,
    names_in,
)
from assistant.question.overviews import Overview, overview_of
from assistant.question.parts import parts_of, takes_over
from assistant.question.sources import asks_who_says, outlets_named
from assistant.question.spelling import read_as
from assistant.question.understanding import understand

__all__ = [
    "Overview",
    "asking_sentence",
    "asks_about_now",
    "asks_who_says",
    "checked",
    "days_meant",
    "filters_of",
    "kind_of",
    "names_in",
    "outlets_named",
    "overview_of",
    "parts_of",
    "read_as",
    "takes_over",
    "understand",
    "without_days",
]
