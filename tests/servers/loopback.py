"""What the servers here share: they serve on a free port of loopback, and stop at once."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Request:
    """What a client sent: the path, the parsed body, and the headers by their lower-case names."""

    path: str
    body: Mapping[str, Any]
    headers: Mapping[str, str]


@dataclass
class Loopback:
    """A running server: its address, and every POST request so far."""

    address: str
    requests: list[Request] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)


class Handler(BaseHTTPRequestHandler):
    """Serves one request a connection (HTTP/1.0), so that a stream may end anywhere."""

    loopback: Loopback
    begun = False

    def get(self) -> None:
        """Answer a GET request."""
        self.answer({"error": "There is nothing to get."}, 404)

    def post(self, request: Request) -> None:
        """Answer a POST request."""
        raise NotImplementedError

    def do_GET(self) -> None:
        self.get()

    def do_POST(self) -> None:
        self.post(self.take())

    def take(self) -> Request:
        """Read the request and keep it."""
        length = int(self.headers.get("Content-Length") or 0)
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.path, json.loads(self.rfile.read(length) or b"{}"), headers)
        self.loopback.requests.append(request)
        return request

    def begin(self, status: int, kind: str, headers: Mapping[str, str] | None = None) -> None:
        """Send the status and the headers."""
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Connection": "close", **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.begun = True

    def write(self, text: str) -> None:
        """Send a part of the body at once."""
        self.wfile.write(text.encode())
        self.wfile.flush()

    def answer(self, value: Any, status: int = 200) -> None:
        """Send a whole answer in JSON."""
        self.begin(status, "application/json")
        self.write(json.dumps(value))

    def wait(self, seconds: float | None = None) -> None:
        """Keep the client waiting, for ever if need be; the server's end ends it."""
        self.loopback.stopping.wait(seconds)

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that are gone."""


@contextmanager
def serving(handler: type[Handler]) -> Iterator[Loopback]:
    """Serve on a free port with a `handler` of its own, whose `loopback` is what this gives."""
    server = _Server(("127.0.0.1", 0), type("Served", (handler,), {}))
    loopback = Loopback(f"http://127.0.0.1:{server.server_address[1]}")
    server.RequestHandlerClass.loopback = loopback  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield loopback
    finally:
        loopback.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join()
