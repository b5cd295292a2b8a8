"""The HTTP door, put together: its routes, what is refused and how, and what holds for all.

`/api/` is for programs, `/v1/` for those that know OpenAI's API; `/docs` tells of each route.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.conversations import visitor_of
from assistant.errors import QuestionError, QuestionTooLong, UnknownStory
from assistant.http.adding import ADDING, AddingOff, TooLarge, add_adding_routes
from assistant.http.addresses import add_addresses
from assistant.http.archive import add_archive_routes
from assistant.http.asking import HistoryTooLong, add_asking_routes
from assistant.http.bounds import Bounds, KnownHosts, Paced, Queued
from assistant.http.chat import add_chat_routes
from assistant.http.conversations import STATUS, Visited, add_conversation_routes
from assistant.http.hanging_up import Attended
from assistant.http.intake import Intake, UnknownDelivery
from assistant.http.letting_in import OPEN, SESSION, Doorkeeper, LetIn
from assistant.http.measuring import add_measure_view
from assistant.http.messages import UnknownModel
from assistant.http.problems import PROBLEM, KnownPaths, problem
from assistant.http.responses import add_response_routes
from assistant.http.signing_in import add_signing_in
from assistant.http.stories import add_story_routes
from assistant.http.upkeep import add_upkeep_routes
from assistant.http.views import add_views
from assistant.http.watching import LOG, REQUEST_ID, Figures, Watched
from assistant.settings import VERSION
from index import BylineError, InputError, UnknownArticle

if TYPE_CHECKING:
    from assistant import Assistant, Conversations

__all__ = ["HEADERS", "LONGEST_BODY", "Bounds", "create_api", "visitor_of"]

LONGEST_BODY: Final = 512 * 1024
"""Bytes the body of a request may have: a question, and a conversation as long as it may be."""

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


_BOUNDS: Final = Bounds()


def create_api(
    assistant: Assistant,
    conversations: Conversations | None = None,
    *,
    bounds: Bounds = _BOUNDS,
    closed: Sequence[str] = (),
) -> FastAPI:
    """Give an app that answers over HTTP with `assistant`, and keeps `conversations` if there.

    Args:
        assistant: Who answers.
        conversations: Where visitors' conversations are kept; nowhere if left out.
        bounds: What the server takes on.
        closed: Beginnings of paths that are refused although something mounted would answer.
    """
    intake = Intake(assistant.index)

    @asynccontextmanager
    async def living(_: FastAPI) -> AsyncIterator[None]:
        grouping = Thread(target=assistant.stories.keep)
        grouping.start()
        yield
        assistant.stories.stop()
        await run_in_threadpool(intake.close)
        await run_in_threadpool(grouping.join)  # SQLite would crash if the archive were closed

    # FastAPI's pages of documentation load their script from elsewhere; ours needs none.
    api = FastAPI(
        title="Byline",
        version=VERSION,
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        responses={"default": PROBLEM},
        lifespan=living,
    )
    figures = Figures()
    longest = dict.fromkeys(ADDING, bounds.adding_bytes) if bounds.adding else {}
    # The last one added is the first that a request meets.
    api.add_middleware(Attended)
    api.add_middleware(Queued, at_once=bounds.at_once, waiting=bounds.waiting)
    api.add_middleware(_SmallBodies, longest=longest)
    api.add_middleware(KnownPaths, router=api.router, closed=closed)
    doorkeeper = Doorkeeper(bounds.people) if bounds.people else None
    if doorkeeper:
        api.add_middleware(LetIn, doorkeeper=doorkeeper)
    api.add_middleware(Paced, a_minute=bounds.requests_a_minute)
    if conversations and not doorkeeper:
        api.add_middleware(Visited)
    api.add_middleware(KnownHosts, hosts=bounds.hosts)
    api.add_middleware(_SafeHeaders)
    api.add_middleware(Watched, figures=figures)
    for kind, status in _STATUS.items():
        api.add_exception_handler(kind, _refusal(status))
    api.add_exception_handler(RequestValidationError, _misread)
    api.add_exception_handler(HTTPException, _unread)
    api.add_exception_handler(Exception, _broken)

    add_asking_routes(api, assistant, conversations)
    add_archive_routes(api, assistant.index)
    add_adding_routes(api, assistant.index, intake, bounds)
    add_chat_routes(api, assistant)
    add_response_routes(api, assistant)
    if conversations:
        add_conversation_routes(api, conversations)
    add_upkeep_routes(api, assistant.index, figures)
    add_views(api, assistant, bounds)
    add_story_routes(api, assistant)
    add_measure_view(api, bounds.reports)
    add_addresses(api, conversations)
    if doorkeeper:
        add_signing_in(api, doorkeeper)
        api.openapi = partial(_with_people, api.openapi)  # type: ignore[method-assign]
    return api


def _with_people(openapi: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Say in the OpenAPI document who is let in, and what is open to all."""
    told = openapi()
    told["components"]["securitySchemes"] = {
        "name and password": {"type": "http", "scheme": "basic"},
        "signed in": {"type": "apiKey", "in": "cookie", "name": SESSION},
    }
    told["security"] = [{"name and password": []}, {"signed in": []}]
    for path in OPEN & told["paths"].keys():
        for route in told["paths"][path].values():
            route["security"] = []
    return told


_STATUS: Final[dict[type[Exception], int]] = {
    UnknownArticle: 404,
    UnknownModel: 404,
    UnknownStory: 404,
    UnknownDelivery: 404,
    AddingOff: 403,
    TooLarge: 413,
    **STATUS,
    InputError: 400,
    QuestionTooLong: 413,
    HistoryTooLong: 422,
    QuestionError: 400,
    BylineError: 503,  # the archive or the model, not the question
}
_ABOUT: Final = (
    "Questions to an archive of news articles; every sentence of an answer shows the article and "
    "the place it comes from. What is refused comes as problem details (RFC 9457) with a sentence "
    "in `detail`, under /v1/ as OpenAI's `error`. Every response has an X-Request-ID, that of the "
    "request where it has one."
)

_Handler = Callable[[Request, Exception], Awaitable[Response]]


def _refusal(status: int) -> _Handler:
    async def refuse(request: Request, error: Exception) -> Response:
        return problem(request.scope, status, str(error))

    return refuse


async def _misread(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"][1:]) or "the body"
    sentence = f"The request cannot be read at {place}: {first['msg']}."
    return problem(request.scope, 400, sentence)


async def _unread(request: Request, error: Exception) -> Response:
    """Refuse a body that is no text at all; nothing of ours raises this."""
    assert isinstance(error, HTTPException)
    sentence = f"The request cannot be read ({error.detail}); send JSON in UTF-8."
    return problem(request.scope, error.status_code, sentence, headers=dict(error.headers or {}))


async def _broken(request: Request, _caught: Exception) -> Response:
    # This handler runs outside the middleware, so it brings the headers itself.
    name = request.scope["state"]["request_id"]
    LOG.error("%s broke: %s %r", name, request.method, request.url.path)
    return problem(
        request.scope,
        500,
        f"Something broke inside Byline; its log says what, by the name {name}.",
        headers={**HEADERS, REQUEST_ID: name},
    )


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
    """Refuses a body that is too large, or does not say how large it is, unread.

    `longest` gives the bytes that some paths take, where that is not `LONGEST_BODY`.
    """

    def __init__(self, app: ASGIApp, *, longest: Mapping[str, int]) -> None:
        self._app = app
        self._longest = longest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = None
        if scope["type"] == "http":
            refused = _body_refused(scope, self._longest.get(scope["path"], LONGEST_BODY))
        await (refused or self._app)(scope, receive, send)


def _body_refused(scope: Scope, longest: int) -> Response | None:
    if scope["method"] not in {"PATCH", "POST"}:
        return None
    length = dict(scope["headers"]).get(b"content-length", b"")
    if not length.isdigit():
        return problem(scope, 411, "The request must say how long its body is (Content-Length).")
    if int(length) > longest:
        sentence = f"The body has {int(length):,} bytes; at most {longest:,} are read."
        return problem(scope, 413, sentence)
    return None
