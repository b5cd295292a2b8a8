"""Serving an app until it is interrupted (uvicorn): where it listens, and how it stops."""

from __future__ import annotations

import contextlib
import errno
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Final

import uvicorn
from starlette.types import ASGIApp

from assistant.http.stopping import Stopping
from index import InputError

GRACE: Final = 5.0
"""Seconds that answers have to be finished once the server is told to stop."""
_LEAVING: Final = 5.0
"""Seconds that are left for all else then."""


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
    """Serve `app` until interrupted (Ctrl-C) or terminated (SIGTERM).

    What is asked from then on is refused, what was asked before has `GRACE` seconds to be answered.

    Args:
        app: What answers.
        listening: Where it is asked.
        on_ready: Called once with the URL, when it can be visited.
        on_late: Called where a thread still waits for a model soon after. Nothing ends it but the
            process.
    """
    stopping = Stopping(app, seconds=GRACE)
    late = threading.Timer(GRACE + _LEAVING, on_late)
    late.daemon = True

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                on_ready(_url(listening))

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            _let_go(app)
            late.start()
            await stopping.stop()
            await super().shutdown(sockets)

    config = uvicorn.Config(stopping, log_level="warning", timeout_graceful_shutdown=round(GRACE))
    with _terminated_as_interrupted(), contextlib.suppress(KeyboardInterrupt):
        Server(config).run(sockets=[listening])
    if stopping.broke_off:
        late.join()  # nothing may be closed under a thread that still waits
    else:
        late.cancel()


@contextlib.contextmanager
def _terminated_as_interrupted() -> Iterator[None]:
    """Have SIGTERM end the block as Ctrl-C does: what is open is closed, and the exit code is 0."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _let_go(app: ASGIApp) -> None:
    """End the connection that each open page of Gradio's keeps, which would keep the server."""
    for route in getattr(app, "routes", ()):
        if stop := getattr(getattr(route, "app", None), "stop_event", None):
            stop.set()


def _url(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
