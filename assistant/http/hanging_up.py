"""Who asked and hung up: their answer is not worked on any longer."""

from __future__ import annotations

import asyncio
import threading
from typing import Annotated, TypeAlias

from fastapi import Depends, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Attended:
    """Notes that a client has gone, while the app is busy with what it asked."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; `Gone` is set as soon as the connection ends."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        gone = scope.setdefault("state", {})["gone"] = threading.Event()
        last: asyncio.Task[Message] | None = None

        async def leave() -> Message:
            while (message := await receive())["type"] != "http.disconnect":
                pass
            gone.set()
            return message

        async def receive_attended() -> Message:
            nonlocal last
            if last:
                return await asyncio.shield(last)
            message = await receive()
            if not message.get("more_body"):  # nothing comes after it but the end
                last = asyncio.create_task(leave())
            return message

        try:
            await self._app(scope, receive_attended, send)
        finally:
            if last:
                last.cancel()


def _gone(request: Request) -> threading.Event:
    left: threading.Event = request.state.gone
    return left


Gone: TypeAlias = Annotated[threading.Event, Depends(_gone)]
"""What a route takes that is to be told: it is set once who asked has hung up."""
