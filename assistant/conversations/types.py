"""The words of conversations that are kept; moments are of UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assistant.types import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A conversation of one user; `changed` is when its last turn was kept.

    `title` is "" until something was asked, if none was given.
    """

    id: str
    user: str
    title: str
    started: datetime
    changed: datetime
    turns: int = 0


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """A question and its answer as it was given; `number` counts from 1."""

    number: int
    answer: Answer
    asked_at: datetime

    @property
    def question(self) -> str:
        """What was asked, in the user's words."""
        return self.answer.question.text
