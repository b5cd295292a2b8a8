"""What OpenAI's clients send and are sent, whichever of OpenAI's two ways they ask."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self

from pydantic import BaseModel, StrictBool

from assistant.errors import QuestionError
from assistant.rendering import refusal
from assistant.rendering.shapes import SOURCES, numbered, numbered_sentence, sources_list
from assistant.today import day_of_asking
from assistant.types import MOST_CHARACTERS, Answer, Claimed, Event, Exchange, Finished
from index import BylineError

if TYPE_CHECKING:
    from assistant import Assistant

MODEL: Final = "byline"
"""The name that Byline goes by among models."""

REMEMBERED: Final = 50
"""Exchanges before the question that are read; a client sends all there were, unasked."""

_TEXTS: Final = {"text", "input_text", "output_text"}
_NUMBERS: Final = re.compile(r" (?:\[\d+\])+(?= |\n|$)")


class UnknownModel(BylineError):
    """The model that is asked for is not Byline."""


class Part(BaseModel):
    """A part of a message; only its text is read."""

    type: str = "text"
    text: str = ""


class Message(BaseModel):
    """A message of the conversation."""

    role: str
    content: str | list[Part] | None = None

    @property
    def text(self) -> str:
        """The words of all its parts."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type in _TEXTS)
        return self.content or ""


class Request(BaseModel):
    """What both ways of asking have; settings of a model have no effect here.

    `numbers` says whether the text has the numbers of its citations and a list of its sources.
    """

    model: str = MODEL
    stream: StrictBool = False
    numbers: StrictBool = True
    tools: list[dict[str, Any]] | None = None

    def check(self) -> None:
        """Refuse what Byline cannot do, instead of passing it over.

        Raises:
            UnknownModel: it asks for another model.
            QuestionError: it asks for something that Byline does not do.
        """
        if self.model != MODEL:
            raise UnknownModel(f"There is no model {self.model!r} here; ask {MODEL!r}.")
        if self.tools:
            raise QuestionError(
                "Byline calls no tools: it only quotes its archive. Leave out tools."
            )


def events_of(
    assistant: Assistant, messages: Sequence[Message], *, stop: threading.Event
) -> Iterator[Event]:
    """Ask what `messages` ask, until `stop` is set.

    Raises:
        QuestionError: they hold no question.
    """
    question, history = conversation(messages)
    day = day_of_asking(assistant.index)
    return assistant.stream(question, asked_on=day, history=history, stop=stop)


def conversation(messages: Sequence[Message]) -> tuple[str, tuple[Exchange, ...]]:
    """Give the question, which is the user's last message, and the exchanges before it.

    Raises:
        QuestionError: the last message, what system and tools say aside, is not the user's.
    """
    said = [message for message in messages if message.role in {"user", "assistant"}]
    if not said or said[-1].role != "user":
        raise QuestionError("The last message must be the user's, since it is the question.")
    *earlier, last = said
    exchanges: list[Exchange] = []
    for message in earlier:
        if message.role == "user":
            exchanges.append(Exchange(message.text[:MOST_CHARACTERS]))
        elif exchanges and not exchanges[-1].answer:
            text = _without_numbers(message.text)[:MOST_CHARACTERS]
            exchanges[-1] = Exchange(exchanges[-1].question, text)
    return last.text, tuple(exchanges[-REMEMBERED:])


def _without_numbers(text: str) -> str:
    """Give an answer as it was before it got its numbers and its list of sources."""
    return _NUMBERS.sub("", text.partition(SOURCES)[0])


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as a message shows it: its `content`, and `placed` with places in that."""

    answer: Answer
    placed: Answer
    content: str

    @classmethod
    def of(cls, answer: Answer, *, numbers: bool) -> Self:
        """Write `answer` as a message, with its numbers and sources if `numbers`."""
        placed = numbered(answer) if numbers else answer
        text = " ".join(refusal(answer)) if answer.abstained else placed.text
        content = "\n\n".join(part for part in (text, answer.notice) if part)
        return cls(answer, placed, content + (sources_list(answer) if numbers else ""))

    @property
    def is_cut_off(self) -> bool:
        """Whether the model that wrote it was not done."""
        return bool(self.answer.writing and self.answer.writing.finish == "cut off")

    @property
    def tokens(self) -> tuple[int, int] | None:
        """Tokens a model read and wrote: none where no model did, None where nobody counted."""
        if self.answer.writing is None:
            return 0, 0
        usage = self.answer.writing.usage
        return (usage.read, usage.written) if usage else None


def pieces(events: Iterator[Event], *, numbers: bool) -> Iterator[str | Shown]:
    """Give the content as it comes, a sentence once its place is settled, and the whole at the end.

    What has been sent cannot be taken back, so a sentence waits until those before it settle.
    """
    sent, length = 0, 0
    for event in events:
        if isinstance(event, Claimed) and event.settled and event.claim.start == sent + bool(sent):
            sentence = numbered_sentence(event.claim) if numbers else event.claim.text
            piece = " " * bool(sent) + sentence
            sent, length = event.claim.end, length + len(piece)
            yield piece
        elif isinstance(event, Finished):
            shown = Shown.of(event.answer, numbers=numbers)
            if rest := shown.content[length:]:
                yield rest
            yield shown
