"""Serving an app until it is interrupted (uvicorn): where it listens, and how it stops."""

from __future__ import annotations

import contextlib
import errno
import socket
import threading
from collections.abc import Callable
from typing import Final

import uvicorn
from starlette.types import ASGIApp

from index import InputError

GRACE: Final = 5.0
"""Seconds that answers have to be finished once the server is told to stop."""


def listen(host: str, port: int) -> socket.socket:
    """Listen at `host` and `port`; 0 takes any port that is free.

    Raises:
        InputError: nothing can listen there.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise InputError(
                f"Port {port} of {host} is already in use; stop what listens there, or choose "
                f"another port, for example --port {port + 1}."
            ) from error
        raise InputError(
            f"Byline cannot listen at {host}, port {port} ({error.strerror}); choose an address "
            "of this machine with --host, and a port above 1023 with --port."
        ) from error


def run(
    app: ASGIApp,
    listening: socket.socket,
    *,
    on_ready: Callable[[str], None],
    on_late: Callable[[], None],
) -> None:
    """Serve `app` until interrupted.

    Args:
        app: What answers.
        listening: Where it is asked.
        on_ready: Called once with the URL, when it can be visited.
        on_late: Called where an answer still waits for a model `GRACE` seconds later. Nothing ends
            a thread that waits, but the process.
    """

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                on_ready(_url(listening))

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            _let_go(app)
            late = threading.Timer(GRACE, on_late)
            late.start()
            await super().shutdown(sockets)
            late.cancel()

    patience = round(2 * GRACE)  # who is late is told first
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=patience)
    with contextlib.suppress(KeyboardInterrupt):
        Server(config).run(sockets=[listening])


def _let_go(app: ASGIApp) -> None:
    """End the connection that each open page of Gradio's keeps, which would keep the server."""
    for route in getattr(app, "routes", ()):
        if stop := getattr(getattr(route, "app", None), "stop_event", None):
            stop.set()


def _url(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
