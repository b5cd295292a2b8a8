"""What is refused over HTTP, and in which shape it says so.

Problem details (RFC 9457) everywhere, save under `/v1/`: OpenAI's clients show a person only
`{"error": {"message": a sentence}}`. Whose browser asks for a page is shown one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any, Final

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Match, Mount, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.page import problem_page

MEDIA_TYPE: Final = "application/problem+json"

PROBLEM: Final[dict[str, Any]] = {
    "description": "Refused; `detail` is a sentence that says why and what to do.",
    "content": {
        MEDIA_TYPE: {
            "schema": {
                "title": "Problem",
                "type": "object",
                "required": ["type", "title", "status", "detail"],
                "properties": {
                    "type": {"type": "string", "const": "about:blank"},
                    "title": {"type": "string"},
                    "status": {"type": "integer"},
                    "detail": {"type": "string"},
                    "request_id": {"type": "string"},
                },
            },
            "example": {
                "type": "about:blank",
                "title": "Not Found",
                "status": 404,
                "detail": "No article of the archive has the id 'x'; ids are shown with every "
                "citation.",
                "request_id": "5f0c7a1be2d94c33",
            },
        }
    },
}
"""How the OpenAPI document tells what is refused."""

STREAMED: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {"application/json": {}, "text/event-stream": {}}}
}
"""What an answer comes as that is whole, or streamed where that is asked for."""

OPENAI_ERROR: Final[dict[str, Any]] = {
    "description": "Refused; `error.message` is a sentence that says why and what to do.",
    "content": {
        "application/json": {
            "schema": {
                "title": "Error",
                "type": "object",
                "required": ["error"],
                "properties": {
                    "error": {
                        "type": "object",
                        "required": ["message", "type"],
                        "properties": {
                            "message": {"type": "string"},
                            "type": {"type": "string"},
                            "param": {"type": "null"},
                            "code": {"type": "null"},
                        },
                    }
                },
            }
        }
    },
}
"""How it tells what is refused under `/v1/`."""

METHODS: Final = ("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT")
_FOR_PROGRAMS: Final = ("/api/", "/v1/", "/gradio_api/", "/mcp")
_SERVER_ERROR: Final = 500


def problem(
    scope: Scope, status: int, sentence: str, *, headers: Mapping[str, str] | None = None
) -> Response:
    """Refuse the request of `scope` with a sentence for who sent it."""
    path = str(scope["path"])
    if _wants_page(scope, path):
        page = problem_page(HTTPStatus(status).phrase, sentence, depth=path.count("/") - 1)
        return HTMLResponse(page, status_code=status, headers=headers)
    if path.startswith("/v1/"):
        return JSONResponse(openai_error(status, sentence), status_code=status, headers=headers)
    told = details(status, sentence)
    if request_id := scope.get("state", {}).get("request_id"):
        told["request_id"] = request_id
    return JSONResponse(told, status_code=status, headers=headers, media_type=MEDIA_TYPE)


def _wants_page(scope: Scope, path: str) -> bool:
    """Whether a person's browser opens an address that is for people."""
    accepted = Headers(scope=scope).get("accept", "")
    return "text/html" in accepted and not path.startswith(_FOR_PROGRAMS)


def details(status: int, sentence: str) -> dict[str, Any]:
    """Give the details of a problem as JSON values."""
    title = HTTPStatus(status).phrase
    return {"type": "about:blank", "title": title, "status": status, "detail": sentence}


def openai_error(status: int, sentence: str) -> dict[str, Any]:
    """Give an error as OpenAI's clients read it."""
    kind = "server_error" if status >= _SERVER_ERROR else "invalid_request_error"
    return {"error": {"message": sentence, "type": kind, "param": None, "code": None}}


class KnownPaths:
    """Refuses what no route answers, so that every door says so in the same shape.

    `closed` are beginnings of paths that are refused although a route of the page's would answer.
    """

    def __init__(self, app: ASGIApp, *, router: Router, closed: Iterable[str] = ()) -> None:
        self._app = app
        self._router = router
        self._closed = tuple(closed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on, or refuse it with 403, 404 or 405."""
        refused = self._refused(scope) if scope["type"] == "http" else None
        await (refused or self._app)(scope, receive, send)

    def _refused(self, scope: Scope) -> Response | None:
        path = scope["path"]
        if self._closed and path.startswith(self._closed):
            return problem(scope, 403, "This Byline takes no files over HTTP; use `byline add`.")
        if _answers(self._router.routes, scope, scope["method"]):
            return None
        if known := [each for each in METHODS if _answers(self._router.routes, scope, each)]:
            methods = ", ".join(known)
            return problem(
                scope,
                405,
                f"{path!r} does not answer {scope['method']}, only {methods}.",
                headers={"Allow": methods},
            )
        return problem(scope, 404, f"There is nothing at {path!r}; /docs lists what there is.")


def _answers(routes: Iterable[BaseRoute], scope: Scope, method: str) -> bool:
    asked = {**scope, "method": method}
    return any(
        _answers(route.routes, asked, method)
        if isinstance(route, Mount)
        else route.matches(asked)[0] is Match.FULL
        for route in routes
    )
