"""The HTTP door for programs that know OpenAI's: `POST /v1/chat/completions`, `GET /v1/models`.

The message's `annotations` are the citations, as OpenAI writes them; `byline`, beside the choices,
is the whole answer in the shape that every door gives.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from fastapi import APIRouter, FastAPI
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict

from assistant.errors import QuestionError
from assistant.http.asking import drawn, finished
from assistant.http.hanging_up import Gone
from assistant.http.messages import MODEL, Message, Request, Shown, events_of, pieces
from assistant.http.problems import OPENAI_ERROR, STREAMED, openai_error
from assistant.rendering.shapes import to_openai
from assistant.types import Event
from index import BylineError

if TYPE_CHECKING:
    from assistant import Assistant


class StreamOptions(BaseModel):
    """What a stream has beside the answer; `include_usage` adds a last chunk with the tokens."""

    include_usage: bool = False


class Completion(Request):
    """The body; settings of a model have no effect here.

    `numbers` says whether the text has the numbers of its citations and a list of its sources.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"messages": [{"role": "user", "content": "Who closed the bridge?"}]}]
        }
    )

    messages: list[Message]
    n: int | None = None
    functions: list[dict[str, Any]] | None = None
    response_format: dict[str, Any] | None = None
    stream_options: StreamOptions = StreamOptions()

    def check(self) -> None:
        """Refuse what Byline cannot do, instead of passing it over.

        Raises:
            UnknownModel: it asks for another model.
            QuestionError: it asks for something that Byline does not do.
        """
        super().check()
        if self.n not in (None, 1):
            raise QuestionError(f"Byline gives one answer, not {self.n}; leave out n.")
        if self.functions:
            raise QuestionError("Byline calls no functions; leave out functions.")
        if self.response_format and self.response_format.get("type") != "text":
            raise QuestionError(
                f"Byline writes text, not {self.response_format.get('type')!r}; leave out "
                "response_format. POST /api/ask gives the answer as JSON."
            )


def add_chat_routes(api: FastAPI, assistant: Assistant) -> None:
    """Let `api` answer with `assistant` where OpenAI's clients ask."""
    router = APIRouter(prefix="/v1", tags=["OpenAI's clients"], responses={"default": OPENAI_ERROR})

    @router.get("/models")
    def models() -> dict[str, Any]:
        """Name the one model there is."""
        model = {"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}
        return {"object": "list", "data": [model]}

    @router.post("/chat/completions", response_model=None, responses=STREAMED)
    def complete(asked: Completion, gone: Gone) -> JSONResponse | StreamingResponse:
        """Answer the user's last message as a chat completion, with citations as annotations."""
        asked.check()
        events = events_of(assistant, asked.messages, stop=gone)
        if asked.stream:
            sent = _server_sent(drawn(events), asked)
            return StreamingResponse(sent, media_type="text/event-stream")
        return JSONResponse(_completion(Shown.of(finished(events), numbers=asked.numbers)))

    api.include_router(router)


def _completion(shown: Shown) -> dict[str, Any]:
    message = {**to_openai(shown.placed), "content": shown.content}
    choice = {"index": 0, "message": message, "finish_reason": _finish_reason(shown)}
    byline = {"byline": shown.answer.to_dict()}
    return {**_head("chat.completion"), "choices": [choice], "usage": _usage(shown), **byline}


def _server_sent(events: Iterator[Event], asked: Completion) -> Iterator[str]:
    try:
        for chunk in _chunks(events, asked):
            yield _data(chunk)
    except BylineError as error:
        yield _data(openai_error(503, str(error)))
    yield "data: [DONE]\n\n"


def _chunks(events: Iterator[Event], asked: Completion) -> Iterator[dict[str, Any]]:
    """Give a chunk a sentence as soon as its place is settled, and the rest at the end."""
    head = _head("chat.completion.chunk")
    yield {**head, "choices": [_choice({"role": "assistant", "content": ""})]}
    for piece in pieces(events, numbers=asked.numbers):
        if isinstance(piece, str):
            yield {**head, "choices": [_choice({"content": piece})]}
            continue
        cited = {**to_openai(piece.placed), "content": ""}
        last = [_choice(cited, _finish_reason(piece))]
        yield {**head, "choices": last, "byline": piece.answer.to_dict()}
        if asked.stream_options.include_usage:
            yield {**head, "choices": [], "usage": _usage(piece)}


def _choice(delta: dict[str, Any], finish_reason: str | None = None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "finish_reason": finish_reason}


def _head(kind: str) -> dict[str, Any]:
    name = f"chatcmpl-{uuid4().hex}"
    return {"id": name, "object": kind, "created": int(time.time()), "model": MODEL}


def _finish_reason(shown: Shown) -> str:
    return "length" if shown.is_cut_off else "stop"


def _usage(shown: Shown) -> dict[str, int] | None:
    if shown.tokens is None:
        return None
    read, written = shown.tokens
    return {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}


def _data(value: dict[str, Any]) -> str:
    return f"data: {json.dumps(value)}\n\n"
