"""The HTTP door: questions in, answers as JSON out, and whole articles to read.

`POST /api/ask`, whole or, where `text/event-stream` is accepted, as its events come;
`GET /api/articles/{id}`, `GET /healthz`, a visitor's conversations, and what OpenAI's clients ask
for. Whatever is refused comes back as `{"error": a sentence}`.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final

from fastapi import FastAPI, Header, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.conversations import visitor_of
from assistant.errors import QuestionError, QuestionTooLong
from assistant.http.chat import add_chat_routes
from assistant.http.conversations import STATUS, Talk, Visited, add_conversation_routes
from assistant.today import day_of_asking
from assistant.types import (
    MOST_CHARACTERS,
    Event,
    Exchange,
    Finished,
    answer_schema,
    event_to_dict,
    to_json,
)
from index import BylineError, InputError, UnknownArticle

if TYPE_CHECKING:
    from assistant import Assistant, Conversations
    from index import Index

__all__ = ["HEADERS", "LONGEST_BODY", "MOST_EXCHANGES", "create_api", "visitor_of"]

LONGEST_BODY: Final = 512 * 1024
"""Bytes the body of a request may have: a question, and a conversation as long as it may be."""

MOST_EXCHANGES: Final = 50
"""Exchanges the history of a question may have."""

_EVENTS: Final = "text/event-stream"

HEADERS: Final = {
    # A page that holds texts of strangers loads from here only, and sends nowhere else.
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline'; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "media-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; "
        "form-action 'self'; frame-src 'none'; object-src 'none'; base-uri 'self'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
"""What every response carries."""


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

    model_config = ConfigDict(extra="forbid")

    question: str
    asked_on: date | None = None
    as_of: date | None = None
    outlets: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    speaker: str = ""
    history: tuple[Told, ...] = ()
    infer: bool = True
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


def create_api(assistant: Assistant, conversations: Conversations | None = None) -> FastAPI:
    """Give an app that answers over HTTP with `assistant`, and keeps `conversations` if there."""
    # FastAPI's pages of documentation load their script from elsewhere, so they stay off.
    api = FastAPI(title="Byline", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    api.add_middleware(_SmallBodies)
    api.add_middleware(_SafeHeaders)
    for kind, status in _STATUS.items():
        api.add_exception_handler(kind, _refusal(status))
    api.add_exception_handler(RequestValidationError, _misread)
    api.add_exception_handler(Exception, _broken)

    @api.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    answer_json = {"application/json": {"schema": answer_schema()}}

    @api.post("/api/ask", responses={200: {"content": answer_json}})
    def ask(asked: Asked, request: Request, accept: Annotated[str, Header()] = "") -> Response:
        talk = Talk.take_up(conversations, asked.conversation, request)
        options = asked.options(assistant.index, talk.history)
        if _EVENTS in accept:
            events = assistant.stream(asked.question, **options)
            return StreamingResponse(_sent(events, talk), media_type=_EVENTS, headers=talk.headers)
        answer = assistant.ask(asked.question, **options)
        return JSONResponse(answer.to_dict() | talk.keep(answer), headers=talk.headers)

    @api.get("/api/speakers")
    def speakers(
        about: Annotated[str, Query(max_length=MOST_CHARACTERS)] = "",
        limit: Annotated[int, Query(ge=1, le=1_000)] = 20,
    ) -> dict[str, Any]:
        found = assistant.index.speakers(about, limit=limit)
        return {"speakers": to_json(found)}

    @api.get("/api/articles/{article_id:path}")
    def article(article_id: str) -> dict[str, Any]:
        found = assistant.index.article(article_id)
        return {"id": found.id, "text": found.text, **to_json(found)}

    add_chat_routes(api, assistant)
    if conversations:
        api.add_middleware(Visited)
        add_conversation_routes(api, conversations)
    return api


_STATUS: Final[dict[type[Exception], int]] = {
    UnknownArticle: 404,
    **STATUS,
    InputError: 400,
    QuestionTooLong: 413,
    HistoryTooLong: 422,
    QuestionError: 400,
    BylineError: 503,  # the archive or the model, not the question
}


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
        yield f"event: error\ndata: {json.dumps({'error': str(error)})}\n\n"


_Handler = Callable[[Request, Exception], Awaitable[JSONResponse]]


def _refusal(status: int) -> _Handler:
    async def refuse(_request: Request, error: Exception) -> JSONResponse:
        return _error(status, str(error))

    return refuse


async def _misread(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"][1:]) or "the body"
    return _error(400, f"The request cannot be read at {place}: {first['msg']}.")


async def _broken(_request: Request, _caught: Exception) -> JSONResponse:
    # This handler runs outside the middleware, so it brings the headers itself.
    return _error(500, "Something broke inside Byline; its log says what.", headers=HEADERS)


def _error(status: int, sentence: str, *, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse({"error": sentence}, status_code=status, headers=headers)


class _SafeHeaders:
    """Puts `HEADERS` on every response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self._app(scope, receive, send_safely)


class _SmallBodies:
    """Refuses a body that is too large, or does not say how large it is, unread."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = _body_refused(scope) if scope["type"] == "http" else None
        await (refused or self._app)(scope, receive, send)


def _body_refused(scope: Scope) -> JSONResponse | None:
    if scope["method"] not in {"PATCH", "POST"}:
        return None
    length = dict(scope["headers"]).get(b"content-length", b"")
    if not length.isdigit():
        return _error(411, "The request must say how long its body is (Content-Length).")
    if int(length) > LONGEST_BODY:
        return _error(
            413, f"The body has {int(length):,} bytes; at most {LONGEST_BODY:,} are read."
        )
    return None
