"""Follow-up questions without a model: "Is it treatable?" becomes "Is throat cancer treatable?".

A conversation is about one topic at a time: the phrase that the last question asked on its own
was about. A question that leans on it gets the topic in place of a pronoun or, where a part is
left out, in brackets. A question with a name or a definition of its own stays as it is, and so
does one for a fact of something new ("Who won the referendum?").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce

from assistant.types import Exchange
from assistant.understanding.followups.leaning import is_keywords, may_stand_alone, points_back
from assistant.understanding.followups.phrases import topic_of
from assistant.understanding.followups.thread import Thread
from assistant.understanding.followups.words import stem, telling, words
from assistant.understanding.followups.writing import bracketed

__all__ = ["FollowUp", "follow_up", "follow_ups", "part_after", "points_back", "standalone"]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question as it can be asked alone, and the words it has from the conversation.

    With `is_completed`, words were only added, and the question may stand on its own after all:
    it names something itself ("the captain"), and no word of it ("it", "there") points back.
    """

    text: str
    carried: tuple[str, ...] = ()
    is_completed: bool = False

    @classmethod
    def of(cls, question: str, text: str) -> FollowUp:
        """Give `text` for `question`, with the telling words that only `text` has."""
        own = {stem(word.group()) for word in words(question)}
        told = (word.group().removesuffix("’s").removesuffix("’") for word in telling(text))
        carried = tuple(dict.fromkeys(word for word in told if stem(word) not in own))
        added = text != question and _stands_in(question, text)
        return cls(text, carried, added and may_stand_alone(question))


def follow_ups(question: str, history: Sequence[Exchange]) -> list[FollowUp]:
    """Give how `question` may be meant so that it can be asked alone, the likelier first.

    What is left out may be of the last two topics or of the last alone; and what names something
    itself may stand alone after all. `history` has the oldest first.
    """
    thread = reduce(Thread.after, history, Thread())
    texts = [thread.written_out(question), replace(thread, most=1).written_out(question)]
    found = [FollowUp.of(question, text) for text in dict.fromkeys(texts)]
    alone = found[0].is_completed or (found[0].text != question and is_keywords(question))
    return [*found, FollowUp(question)] if alone else found


def follow_up(question: str, history: Sequence[Exchange]) -> FollowUp:
    """Write `question` out so that it can be asked alone: as it is likeliest meant."""
    return follow_ups(question, history)[0]


def standalone(question: str, history: Sequence[Exchange]) -> str:
    """Give `question` as it can be asked alone: as it is, if it leans on nothing before it."""
    return follow_up(question, history).text


def part_after(question: str, before: str) -> str:
    """Write out a question that was asked in one with `before`, so that it can be asked alone.

    It is about the same, unless it says itself what it is about.
    """
    written = standalone(question, (Exchange(before),))
    if written != question or may_stand_alone(question):
        return written
    topic = topic_of(before)
    return bracketed(question, topic) if topic else question


def _stands_in(question: str, text: str) -> bool:
    """Whether `text` has all words of `question`, in their order."""
    there = (word.group() for word in words(text))
    return all(word.group() in there for word in words(question))
