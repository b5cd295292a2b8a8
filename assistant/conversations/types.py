"""The words of conversations that are kept, and their titles; moments are of UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from textwrap import shorten
from typing import Final

from assistant.errors import ConversationError
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


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a user says of an answer, with a reason or without; `place` is "CONVERSATION-NUMBER"."""

    place: str
    answer: Answer
    good: bool
    reason: str
    given_at: datetime


LONGEST_REASON: Final = 2000
"""Characters that a reason may have."""

LONGEST_TITLE: Final = 200
"""Characters a title may have."""

_LONGEST_OWN = 80  # of a title taken from a question, so that a list of them can be read
_MORE = "…"


class BadTitle(ConversationError):
    """A title is empty, or too long."""


class BadReason(ConversationError):
    """A reason is too long."""


def checked_title(title: str) -> str:
    """Give `title` on one line.

    Raises:
        BadTitle: there is nothing in it, or more than `LONGEST_TITLE` characters.
    """
    line = _line(title)
    if not line:
        raise BadTitle("The title is empty; write at least a word.")
    if len(line) > LONGEST_TITLE:
        raise BadTitle(
            f"The title has {len(line):,} characters and may have {LONGEST_TITLE}; shorten it."
        )
    return line


def title_of(question: str) -> str:
    """Give the first words of `question`, up to 80 characters."""
    line = _line(question)
    short = shorten(line, _LONGEST_OWN, placeholder=f" {_MORE}", break_on_hyphens=False)
    # Not every script parts its words, and then not even the first of them has room.
    return line[: _LONGEST_OWN - 1] + _MORE if short.strip() == _MORE else short


def _line(text: str) -> str:
    # Half a surrogate pair, as a shell or a JSON text may hand over, is not kept by SQLite.
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())
