"""Follow-up questions without a model: "Is it treatable?" becomes "Is throat cancer treatable?".

A conversation is about one topic at a time: the phrase that the last question asked on its own
was about. A question that leans on it gets the topic in place of a pronoun or, where a part is
left out, in brackets. A question with a name or a definition of its own stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from assistant.followups.thread import Thread
from assistant.followups.words import stem, telling, words
from assistant.types import Exchange

__all__ = ["FollowUp", "follow_up", "standalone"]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question as it can be asked alone, and the words it has from the conversation."""

    text: str
    carried: tuple[str, ...] = ()
    is_completed: bool = False

    @classmethod
    def of(cls, question: str, text: str) -> FollowUp:
        """Give `text` for `question`, with the telling words that only `text` has."""
        own = {stem(word.group()) for word in words(question)}
        told = (word.group().removesuffix("’s").removesuffix("’") for word in telling(text))
        carried = tuple(dict.fromkeys(word for word in told if stem(word) not in own))
        return cls(text, carried, text != question and question.rstrip(" ?") in text)


def follow_up(question: str, history: Sequence[Exchange]) -> FollowUp:
    """Write `question` out so that it can be asked alone; `history` has the oldest first."""
    thread = reduce(Thread.after, history, Thread())
    return FollowUp.of(question, thread.written_out(question))


def standalone(question: str, history: Sequence[Exchange]) -> str:
    """Give `question` as it can be asked alone: as it is, if it leans on nothing before it."""
    return follow_up(question, history).text
