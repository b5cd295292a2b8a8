"""The HTTP door for programs that know OpenAI's: `POST /v1/chat/completions`, `GET /v1/models`.

The message's `annotations` are the citations, as OpenAI writes them; `byline`, beside the choices,
is the whole answer in the shape that every door gives. Whatever is refused comes back as OpenAI's
`{"error": {"message": a sentence}}`, since its clients show no other.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from fastapi import APIRouter, FastAPI
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel

from assistant.errors import QuestionError
from assistant.http.asking import drawn
from assistant.http.problems import openai_error
from assistant.rendering import refusal
from assistant.rendering.shapes import to_openai
from assistant.today import day_of_asking
from assistant.types import MOST_CHARACTERS, Answer, Claimed, Event, Exchange, Finished
from index import BylineError

if TYPE_CHECKING:
    from assistant import Assistant

MODEL: Final = "byline"
"""The name that Byline goes by among models."""

REMEMBERED: Final = 50
"""Exchanges before the question that are read; a client sends all there were, unasked."""


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
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class Completion(BaseModel):
    """The body of `POST /v1/chat/completions`; settings of a model have no effect here."""

    model: str = MODEL
    messages: list[Message]
    stream: bool = False


def add_chat_routes(api: FastAPI, assistant: Assistant) -> None:
    """Let `api` answer with `assistant` where OpenAI's clients ask."""
    router = APIRouter(prefix="/v1", tags=["OpenAI's clients"])

    @router.get("/models")
    def models() -> dict[str, Any]:
        """Name the one model there is."""
        model = {"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}
        return {"object": "list", "data": [model]}

    @router.post("/chat/completions", response_model=None)
    def complete(asked: Completion) -> JSONResponse | StreamingResponse:
        if asked.model != MODEL:
            raise UnknownModel(f"There is no model {asked.model!r} here; ask {MODEL!r}.")
        question, history = conversation(asked.messages)
        asked_on = day_of_asking(assistant.index)
        events = assistant.stream(question, asked_on=asked_on, history=history)
        if not asked.stream:
            *_, last = events
            assert isinstance(last, Finished)
            return JSONResponse(_completion(last.answer))
        return StreamingResponse(_server_sent(drawn(events)), media_type="text/event-stream")

    api.include_router(router)


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
        text = message.text[:MOST_CHARACTERS]
        if message.role == "user":
            exchanges.append(Exchange(text))
        elif exchanges and not exchanges[-1].answer:
            exchanges[-1] = Exchange(exchanges[-1].question, text)
    return last.text, tuple(exchanges[-REMEMBERED:])


def _completion(answer: Answer) -> dict[str, Any]:
    message = {**to_openai(answer), "content": _content(answer)}
    choice = {"index": 0, "message": message, "finish_reason": _finish_reason(answer)}
    return {**_head("chat.completion"), "choices": [choice], **_beside(answer)}


def _server_sent(events: Iterator[Event]) -> Iterator[str]:
    try:
        for chunk in _chunks(events):
            yield _data(chunk)
    except BylineError as error:
        yield _data(openai_error(503, str(error)))
    yield "data: [DONE]\n\n"


def _chunks(events: Iterator[Event]) -> Iterator[dict[str, Any]]:
    """Give a chunk a sentence as soon as its place is settled, and the rest at the end."""
    head = _head("chat.completion.chunk")
    yield {**head, "choices": [_choice({"role": "assistant", "content": ""})]}
    sent = 0
    for event in events:
        # What has been sent cannot be taken back, so a sentence waits until those before it settle.
        if isinstance(event, Claimed) and event.settled and event.claim.start == sent + bool(sent):
            text = " " * bool(sent) + event.claim.text
            yield {**head, "choices": [_choice({"content": text})]}
            sent = event.claim.end
        elif isinstance(event, Finished):
            answer = event.answer
            rest = {**to_openai(answer), "content": _content(answer)[sent:]}
            yield {**head, "choices": [_choice(rest, _finish_reason(answer))], **_beside(answer)}


def _choice(delta: dict[str, Any], finish_reason: str | None = None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "finish_reason": finish_reason}


def _head(kind: str) -> dict[str, Any]:
    name = f"chatcmpl-{uuid4().hex}"
    return {"id": name, "object": kind, "created": int(time.time()), "model": MODEL}


def _content(answer: Answer) -> str:
    """Give what a reader of the message sees: the text, and behind it what must be said of it."""
    text = " ".join(refusal(answer)) if answer.abstained else answer.text
    return "\n\n".join(part for part in (text, answer.notice) if part)


def _finish_reason(answer: Answer) -> str:
    return "length" if answer.writing and answer.writing.finish == "cut off" else "stop"


def _beside(answer: Answer) -> dict[str, Any]:
    usage = answer.writing and answer.writing.usage
    counted = usage and {
        "prompt_tokens": usage.read,
        "completion_tokens": usage.written,
        "total_tokens": usage.total,
    }
    return ({"usage": counted} if counted else {}) | {"byline": answer.to_dict()}


def _data(value: dict[str, Any]) -> str:
    return f"data: {json.dumps(value)}\n\n"
