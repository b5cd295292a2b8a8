"""What a conversation may be called, and what it is called where nobody says."""

from __future__ import annotations

from textwrap import shorten
from typing import Final

from assistant.errors import ConversationError

LONGEST_TITLE: Final = 200
"""Characters a title may have."""

_LONGEST_OWN = 80  # of a title taken from a question, so that a list of them can be read
_MORE = "…"


class BadTitle(ConversationError):
    """A title is empty, or too long."""


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
