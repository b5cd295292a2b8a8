"""How a server that is told to stop ends what it was asked: nobody is left without a word."""

from __future__ import annotations

import asyncio
import json
from typing import Any, Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.http.problems import details, openai_error, problem

STOPPING: Final = "This Byline is being stopped; ask again when it is back."
_RETRY: Final = {"Retry-After": "10", "Connection": "close"}
_GRADIO: Final = "/gradio_api/"
_EVENTS: Final = "text/event-stream"


class Stopping:
    """Answers as `app` does until it is told to stop, and then only what was asked before.

    New requests are refused with 503. What is not answered `seconds` later is refused too or,
    where events of it were sent already, ended by one that says so.
    """

    def __init__(self, app: ASGIApp, *, seconds: float) -> None:
        self._app = app
        self._seconds = seconds
        self._told = asyncio.Event()
        self._here = 0
        self.broke_off = False
        """Whether anything was not answered in time."""

    async def stop(self) -> None:
        """Take on nothing more, and wait until all that was asked is ended."""
        self._told.set()
        while self._here:
            await asyncio.sleep(0.02)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, refuse, or break off."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif self._told.is_set():
            await problem(scope, 503, STOPPING, headers=_RETRY)(scope, receive, send)
        else:
            self._here += 1
            try:
                await self._answer(scope, receive, _Sent(scope, receive, send))
            finally:
                self._here -= 1

    async def _answer(self, scope: Scope, receive: Receive, sent: _Sent) -> None:
        answering = asyncio.ensure_future(self._app(scope, receive, sent.hand_on))
        late = asyncio.ensure_future(self._too_late())
        try:
            await asyncio.wait({answering, late}, return_when=asyncio.FIRST_COMPLETED)
            if answering.done():
                await answering
            else:
                self.broke_off = True
                await sent.break_off()
        finally:
            late.cancel()
            answering.cancel()  # a thread of its that waits is left to itself

    async def _too_late(self) -> None:
        await self._told.wait()
        await asyncio.sleep(self._seconds)


class _Sent:
    """What was sent of one response so far."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope = scope
        self._receive = receive
        self._send = send
        self._headers: Headers | None = None
        self._is_over = False

    async def hand_on(self, message: Message) -> None:
        """Send a part of the response, unless it was broken off."""
        if self._is_over:
            return
        if message["type"] == "http.response.start":
            self._headers = Headers(raw=message["headers"])
        await self._send(message)

    async def break_off(self) -> None:
        """Say that the server is stopping, in the shape that who asked can read."""
        self._is_over = True
        if self._headers is None:
            refused = problem(self._scope, 503, STOPPING, headers=_RETRY)
            await refused(self._scope, self._receive, self._send)
        elif self._headers.get("content-type", "").startswith(_EVENTS):
            words = _last_event(self._scope["path"]).encode()
            await self._send({"type": "http.response.body", "body": words})


def _last_event(path: str) -> str:
    """Write the event that each door ends with where something goes wrong midway."""
    told: dict[str, Any]
    if path.startswith(_GRADIO):
        told = {"msg": "unexpected_error", "message": STOPPING, "success": False}
        return f"data: {json.dumps(told)}\n\n"
    if path == "/v1/responses":
        told = {"type": "error", "sequence_number": 0, **openai_error(503, STOPPING)["error"]}
        return f"event: error\ndata: {json.dumps(told)}\n\n"
    if path.startswith("/v1/"):
        return f"data: {json.dumps(openai_error(503, STOPPING))}\n\ndata: [DONE]\n\n"
    return f"event: error\ndata: {json.dumps(details(503, STOPPING))}\n\n"
