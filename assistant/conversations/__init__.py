"""Conversations that are kept: who asked what, and the answers, word for word. This is the door.

They stand in a file of their own beside the archive's articles. Later questions may lean on them,
and nothing in them is ever evidence.
"""

from __future__ import annotations

from assistant.conversations.conversations import FILE_NAME, Conversations
from assistant.conversations.types import (
    LONGEST_TITLE,
    BadReason,
    BadTitle,
    Conversation,
    Feedback,
    KeptTurn,
)
from assistant.conversations.visitors import COOKIE, PERSON, new_visitor, visitor_cookie, visitor_of

__all__ = [
    "COOKIE",
    "FILE_NAME",
    "LONGEST_TITLE",
    "PERSON",
    "BadReason",
    "BadTitle",
    "Conversation",
    "Conversations",
    "Feedback",
    "KeptTurn",
    "new_visitor",
    "visitor_cookie",
    "visitor_of",
]
