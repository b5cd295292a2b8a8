"""Serving MCP over HTTP: only under the names this Byline goes by, and to no stranger's page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.http.bounds import Bounds, KnownHosts, Paced
from assistant.http.letting_in import Doorkeeper, LetIn
from assistant.http.problems import problem
from assistant.http.serving import listen, run

if TYPE_CHECKING:
    from mcp.server import Server

PATH: Final = "/mcp"
"""Where the server answers."""

_LONGEST_BODY: Final = 512 * 1024


def serve(
    server: Server[Any],
    *,
    host: str,
    port: int,
    bounds: Bounds,
    on_ready: Callable[[str], None],
    on_late: Callable[[], None],
) -> None:
    """Serve `server` over streamable HTTP at `PATH` until interrupted.

    `port` 0 takes any that is free; `on_ready` is called with the address, `on_late` as
    `assistant.http.serving.run` says.

    Raises:
        InputError: Nothing can listen at that host and port.
    """
    with listen(host, port) as listening:
        app = guarded(server, bounds=replace(bounds, hosts=bounds.hosts | {host}))
        run(
            app,
            listening,
            on_ready=lambda address: on_ready(address + PATH),
            on_late=on_late,
        )


def guarded(server: Server[Any], *, bounds: Bounds) -> ASGIApp:
    """Give the app that serves `server`, with what holds for Byline's HTTP API.

    Nothing is kept between requests, so that one more server can stand beside it.
    """
    app: ASGIApp = server.streamable_http_app(
        streamable_http_path=PATH,
        stateless_http=True,
        max_request_body_size=_LONGEST_BODY,
        host="",  # the SDK's own check of names knows this machine's alone; ours stand before it
    )
    if bounds.people:
        app = LetIn(app, doorkeeper=Doorkeeper(bounds.people))
    paced = Paced(app, a_minute=bounds.requests_a_minute)
    return KnownHosts(SameOrigin(paced), hosts=bounds.hosts)


class SameOrigin:
    """Refuses what a page of somebody else's sends: a browser names that page's origin."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on, or refuse it with 403."""
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            origin = headers.get("origin")
            if origin and urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
                sentence = f"A page of {origin!r} may not ask this Byline."
                await problem(scope, 403, sentence)(scope, receive, send)
                return
        await self._app(scope, receive, send)
