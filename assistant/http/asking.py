"""The HTTP door for questions: `POST /api/ask`, whole or as the events of the answer come."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeAlias

from fastapi import FastAPI, Header, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, BeforeValidator, ConfigDict, StrictBool

from assistant.errors import QuestionError
from assistant.http.conversations import Talk
from assistant.http.hanging_up import Gone
from assistant.http.problems import details
from assistant.today import day_of_asking
from assistant.types import (
    MOST_CHARACTERS,
    Answer,
    Event,
    Exchange,
    Finished,
    answer_schema,
    event_to_dict,
)
from index import BylineError

if TYPE_CHECKING:
    from assistant import Assistant, Conversations
    from index import Index

MOST_EXCHANGES: Final = 50
"""Exchanges the history of a question may have."""

_EVENTS: Final = "text/event-stream"


def _written(day: object) -> object:
    if day is not None and not isinstance(day, str):  # a number would be read as seconds
        raise ValueError("a day is written like 2031-03-04")
    return day


Day: TypeAlias = Annotated[date, BeforeValidator(_written)]
"""A day as a text."""


class Told(BaseModel):
    """An earlier exchange of the conversation, in the body of `POST /api/ask`."""

    model_config = ConfigDict(extra="forbid")

    question: str
    answer: str = ""


class Asked(BaseModel):
    """The body of `POST /api/ask`; the words are those of `Assistant.ask`.

    Where `asked_on` is left out, it is the day that `day_of_asking` gives; null is no day.
    `conversation` is the id of the one the question is asked in, "new" for one that begins with
    it; without it nothing is kept.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"question": "Who closed the bridge?"}]},
    )

    question: str
    asked_on: Day | None = None
    as_of: Day | None = None
    outlets: tuple[str, ...] = ()
    since: Day | None = None
    until: Day | None = None
    speaker: str = ""
    history: tuple[Told, ...] = ()
    infer: StrictBool = True
    conversation: str | None = None

    def options(self, index: Index, before: tuple[Exchange, ...] = ()) -> dict[str, Any]:
        """Give what `Assistant.ask` takes beside the question, `before` being its conversation.

        Raises:
            HistoryTooLong: the history has more exchanges or characters than are read.
            QuestionError: there is a history and a conversation.
        """
        if self.history and self.conversation is not None:
            raise QuestionError(
                "The question has a history and a conversation, which has a history of its own; "
                "give one of them."
            )
        options = self.model_dump(exclude={"question", "history", "conversation"})
        if "asked_on" not in self.model_fields_set:
            options["asked_on"] = self.as_of or day_of_asking(index)
        return {**options, "history": before or _exchanges(self.history)}


class HistoryTooLong(QuestionError):
    """The history has more exchanges, or one of them more characters, than are read."""


def add_asking_routes(
    api: FastAPI, assistant: Assistant, conversations: Conversations | None
) -> None:
    """Let `api` answer questions with `assistant`, in `conversations` where one is named."""
    answer_json = {"application/json": {"schema": answer_schema()}, _EVENTS: {}}

    @api.post("/api/ask", tags=["answers"], responses={200: {"content": answer_json}})
    def ask(
        asked: Asked, request: Request, gone: Gone, accept: Annotated[str, Header()] = ""
    ) -> Response:
        """Answer a question; each sentence has its citations, and each citation its place.

        With `Accept: text/event-stream` the answer comes as events while it is made.
        """
        talk = Talk.take_up(conversations, asked.conversation, request)
        options = asked.options(assistant.index, talk.history)
        events = assistant.stream(asked.question, stop=gone, **options)
        if _EVENTS in accept:
            events = drawn(events)
            return StreamingResponse(_sent(events, talk), media_type=_EVENTS, headers=talk.headers)
        answer = finished(events)
        return JSONResponse(answer.to_dict() | talk.keep(answer), headers=talk.headers)


def drawn(events: Iterator[Event]) -> Iterator[Event]:
    """Draw the first event: what is refused up to it still has a status of its own."""
    return chain([next(events)], events)


def finished(events: Iterator[Event]) -> Answer:
    """Give the answer that `events` end with."""
    *_, last = events
    assert isinstance(last, Finished)
    return last.answer


def _exchanges(told: Sequence[Told]) -> tuple[Exchange, ...]:
    if len(told) > MOST_EXCHANGES:
        raise HistoryTooLong(
            f"The history has {len(told)} exchanges and may have {MOST_EXCHANGES}; leave the "
            "oldest out."
        )
    for number, each in enumerate(told, start=1):
        longest = max(len(each.question), len(each.answer))
        if longest > MOST_CHARACTERS:
            raise HistoryTooLong(
                f"Exchange {number} of the history has a text of {longest:,} characters, and each "
                f"may have {MOST_CHARACTERS:,}; shorten it."
            )
    return tuple(Exchange(each.question, each.answer) for each in told)


def _sent(events: Iterator[Event], talk: Talk) -> Iterator[str]:
    """Write events as server-sent ones; what goes wrong midway is the last of them."""
    try:
        for event in events:
            name, told = event_to_dict(event)
            if isinstance(event, Finished):
                told |= talk.keep(event.answer)
            yield f"event: {name}\ndata: {json.dumps(told)}\n\n"
    except BylineError as error:
        yield f"event: error\ndata: {json.dumps(details(503, str(error)))}\n\n"
