"""The assistant: a question in, a checked and cited answer out. This is the door.

`import assistant` is light: what needs a vendor is imported when it is first touched.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from assistant.errors import (
    ContextTooLong,
    ConversationError,
    ModelBusy,
    ModelError,
    ModelGarbled,
    ModelInterrupted,
    ModelMissing,
    ModelRefused,
    ModelSilent,
    ModelStopped,
    ModelUnavailable,
    QuestionError,
    QuestionTooLong,
    SettingsError,
    UnknownConversation,
)
from assistant.types import (
    MOST_CHARACTERS,
    Answer,
    Attribution,
    Citation,
    Claim,
    Claimed,
    CountedBy,
    Coverage,
    DraftSentence,
    Dropped,
    Event,
    Evidence,
    Exchange,
    Fingerprint,
    Finish,
    Finished,
    Flaw,
    Found,
    Kind,
    Lack,
    Noticed,
    Piece,
    Question,
    Reading,
    ShortAnswer,
    Support,
    Timings,
    Usage,
    Verdict,
    Writing,
    to_json,
)

if TYPE_CHECKING:
    from assistant.answering.assistant import Assistant
    from assistant.conversations import Conversation, Conversations, KeptTurn

_ROOMS = {
    "Assistant": "assistant.answering.assistant",
    "Conversation": "assistant.conversations",
    "Conversations": "assistant.conversations",
    "KeptTurn": "assistant.conversations",
}

__all__ = [  # noqa: RUF022 - grouped for the reader
    # Doing
    "Assistant",
    "Conversations",
    "MOST_CHARACTERS",
    "to_json",
    # Words
    "Answer",
    "Attribution",
    "Citation",
    "Claim",
    "Claimed",
    "Conversation",
    "CountedBy",
    "Coverage",
    "DraftSentence",
    "Dropped",
    "Event",
    "Evidence",
    "Exchange",
    "Fingerprint",
    "Finish",
    "Finished",
    "Flaw",
    "Found",
    "KeptTurn",
    "Kind",
    "Lack",
    "Noticed",
    "Piece",
    "Question",
    "Reading",
    "ShortAnswer",
    "Support",
    "Timings",
    "Usage",
    "Verdict",
    "Writing",
    # Errors
    "ContextTooLong",
    "ConversationError",
    "ModelBusy",
    "ModelError",
    "ModelGarbled",
    "ModelInterrupted",
    "ModelMissing",
    "ModelRefused",
    "ModelSilent",
    "ModelStopped",
    "ModelUnavailable",
    "QuestionError",
    "QuestionTooLong",
    "SettingsError",
    "UnknownConversation",
]


def __getattr__(name: str) -> Any:
    if room := _ROOMS.get(name):
        return getattr(import_module(room), name)
    raise AttributeError(f"module 'assistant' has no attribute {name!r}")
