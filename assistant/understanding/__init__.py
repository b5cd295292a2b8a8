"""Understanding a question without a model. This is the door."""

from __future__ import annotations

from assistant.understanding.checking import checked, filters_of
from assistant.understanding.day_forms import without_days
from assistant.understanding.days import days_meant
from assistant.understanding.kinds import (
    asking_sentence,
    asks_about_now,
    kind_of,
    names_in,
)
from assistant.understanding.overviews import Overview, overview_of
from assistant.understanding.parts import parts_of, takes_over
from assistant.understanding.sources import asks_who_says, outlets_named
from assistant.understanding.spelling import read_as
from assistant.understanding.understanding import understand

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
