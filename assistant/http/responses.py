"""The HTTP door for programs that know OpenAI's newer way: `POST /v1/responses`.

Its text has the citations as annotations, which LangChain's ChatOpenAI reads here and drops from
chat completions. Nothing is kept: a conversation is sent along as a whole.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from fastapi import APIRouter, FastAPI
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import ConfigDict

from assistant.errors import QuestionError
from assistant.http.asking import drawn, finished
from assistant.http.hanging_up import Gone
from assistant.http.messages import MODEL, Message, Request, Shown, events_of, pieces
from assistant.http.problems import OPENAI_ERROR, STREAMED, openai_error
from assistant.rendering.shapes import to_openai_responses
from assistant.types import Event
from index import BylineError

if TYPE_CHECKING:
    from assistant import Assistant


class ResponseRequest(Request):
    """The body; `input` is the question, or the messages of a conversation that end with it.

    `numbers` says whether the text has the numbers of its citations and a list of its sources.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [{"input": "Who closed the bridge?"}]})

    input: str | list[Message]
    previous_response_id: str | None = None
    text: dict[str, Any] | None = None

    def check(self) -> None:
        """Refuse what Byline cannot do, instead of passing it over.

        Raises:
            UnknownModel: it asks for another model.
            QuestionError: it asks for something that Byline does not do.
        """
        super().check()
        if self.previous_response_id:
            raise QuestionError(
                "Byline keeps no responses; send what was said before in input, and leave out "
                "previous_response_id."
            )
        form = ((self.text or {}).get("format") or {}).get("type", "text")
        if form != "text":
            raise QuestionError(f"Byline writes text, not {form!r}; leave out text.format.")

    @property
    def messages(self) -> list[Message]:
        """The conversation; a question alone is one message."""
        if isinstance(self.input, str):
            return [Message(role="user", content=self.input)]
        return self.input


def add_response_routes(api: FastAPI, assistant: Assistant) -> None:
    """Let `api` answer with `assistant` where OpenAI's clients ask for a response."""
    router = APIRouter(prefix="/v1", tags=["OpenAI's clients"], responses={"default": OPENAI_ERROR})

    @router.post("/responses", response_model=None, responses=STREAMED)
    def respond(asked: ResponseRequest, gone: Gone) -> JSONResponse | StreamingResponse:
        """Answer as a response, with citations as annotations of its text."""
        asked.check()
        events = events_of(assistant, asked.messages, stop=gone)
        response = _Response(f"resp_{uuid4().hex}", f"msg_{uuid4().hex}", int(time.time()))
        if asked.stream:
            sent = _server_sent(response, drawn(events), numbers=asked.numbers)
            return StreamingResponse(sent, media_type="text/event-stream")
        return JSONResponse(response.whole(Shown.of(finished(events), numbers=asked.numbers)))

    api.include_router(router)


class _Response:
    """The parts of one response, as OpenAI writes them."""

    def __init__(self, name: str, message: str, created: int) -> None:
        self.message = message
        self._name = name
        self._created = created

    def begun(self) -> dict[str, Any]:
        """Give the response before anything is there."""
        return {
            "id": self._name,
            "object": "response",
            "created_at": self._created,
            "model": MODEL,
            "status": "in_progress",
            "output": [],
            "error": None,
            "incomplete_details": None,
            "instructions": None,
            "metadata": {},
            "parallel_tool_calls": False,
            "tool_choice": "none",
            "tools": [],
            "temperature": None,
            "top_p": None,
        }

    def item(self, *content: dict[str, Any], status: str = "completed") -> dict[str, Any]:
        """Give the one message there is."""
        head = {"id": self.message, "type": "message", "role": "assistant", "status": status}
        return {**head, "content": list(content)}

    def whole(self, shown: Shown) -> dict[str, Any]:
        """Give the response as it is in the end."""
        ended: dict[str, Any] = {"status": "completed"}
        if shown.is_cut_off:
            ended = {"status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"}}
        output = {"output": [self.item(part(shown))], "usage": _usage(shown)}
        return {**self.begun(), **ended, **output, "byline": shown.answer.to_dict()}


def part(shown: Shown) -> dict[str, Any]:
    """Give the text of a response with its annotations."""
    return {**to_openai_responses(shown.placed), "text": shown.content, "logprobs": []}


def _usage(shown: Shown) -> dict[str, Any] | None:
    if shown.tokens is None:
        return None
    read, written = shown.tokens
    return {
        "input_tokens": read,
        "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
        "output_tokens": written,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": read + written,
    }


def _server_sent(response: _Response, events: Iterator[Event], *, numbers: bool) -> Iterator[str]:
    try:
        for number, (kind, event) in enumerate(_events(response, events, numbers=numbers)):
            yield _sent({"type": kind, "sequence_number": number, **event})
    except BylineError as error:
        told = openai_error(503, str(error))["error"]
        yield _sent({"type": "error", "sequence_number": 0, **told})


def _events(
    response: _Response, events: Iterator[Event], *, numbers: bool
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give each event under its name, in the order in which OpenAI sends them."""
    place = {"item_id": response.message, "output_index": 0, "content_index": 0}
    empty = {"type": "output_text", "text": "", "annotations": [], "logprobs": []}
    yield "response.created", {"response": response.begun()}
    yield "response.in_progress", {"response": response.begun()}
    item = response.item(status="in_progress")
    yield "response.output_item.added", {"output_index": 0, "item": item}
    yield "response.content_part.added", {**place, "part": empty}
    for piece in pieces(events, numbers=numbers):
        if isinstance(piece, str):
            yield "response.output_text.delta", {**place, "delta": piece, "logprobs": []}
            continue
        done = part(piece)
        for index, annotation in enumerate(done["annotations"]):
            added = {"annotation_index": index, "annotation": annotation}
            yield "response.output_text.annotation.added", {**place, **added}
        text = {"text": piece.content, "logprobs": []}
        yield "response.output_text.done", {**place, **text}
        yield "response.content_part.done", {**place, "part": done}
        yield "response.output_item.done", {"output_index": 0, "item": response.item(done)}
        ended = "incomplete" if piece.is_cut_off else "completed"
        yield f"response.{ended}", {"response": response.whole(piece)}


def _sent(event: dict[str, Any]) -> str:
    return f"event: {event['type']}\ndata: {json.dumps(event)}\n\n"
