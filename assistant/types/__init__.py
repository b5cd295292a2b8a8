"""The words of the assistant: what was asked, what answers it, and the events it comes in.

An answer is a stream of events (`Found`, then `Claimed` for each sentence, then `Finished`);
the whole answer is the last of them. Offsets are code points, end exclusive.
"""

from assistant.types.accounts import Account, Naming, Standing, Version
from assistant.types.answer import Answer, Coverage, Fingerprint, Part, Timings
from assistant.types.events import Claimed, Event, Finished, Found, Noticed, event_to_dict
from assistant.types.shape import answer_schema, to_json
from assistant.types.stories import Story, StoryTold, Voice
from assistant.types.words import (
    MOST_CHARACTERS,
    Attribution,
    Citation,
    Claim,
    Copy,
    Evidence,
    Exchange,
    Kind,
    Options,
    Question,
    Reading,
    ShortAnswer,
    Support,
    Verdict,
    counted,
    spoken,
    titled,
)
from assistant.types.writing import (
    CountedBy,
    DraftSentence,
    Dropped,
    Finish,
    Flaw,
    Lack,
    Piece,
    Usage,
    Writing,
)

__all__ = [
    "MOST_CHARACTERS",
    "Account",
    "Answer",
    "Attribution",
    "Citation",
    "Claim",
    "Claimed",
    "Copy",
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
    "Kind",
    "Lack",
    "Naming",
    "Noticed",
    "Options",
    "Part",
    "Piece",
    "Question",
    "Reading",
    "ShortAnswer",
    "Standing",
    "Story",
    "StoryTold",
    "Support",
    "Timings",
    "Usage",
    "Verdict",
    "Version",
    "Voice",
    "Writing",
    "answer_schema",
    "counted",
    "event_to_dict",
    "spoken",
    "titled",
    "to_json",
]
