"""A small web on loopback: what each path answers is told in the test that asks for it."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HTML = "text/html; charset=utf-8"


@dataclass
class Reply:
    """What a path answers; `play` writes the body itself, however long and slow it likes."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    play: Callable[[Any], None] | None = None


@dataclass
class Web:
    """A server of `pages` by path; `asked` keeps each request's path, host and headers."""

    url: str = ""
    port: int = 0
    pages: dict[str, Reply] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def put(self, path: str, body: str | bytes = b"", kind: str = HTML, **more: Any) -> str:
        """Answer `path` with `body`, and give its address."""
        headers = {"Content-Type": kind, **more.pop("headers", {})}
        data = body.encode("utf-8") if isinstance(body, str) else body
        self.pages[path] = Reply(data, headers=headers, **more)
        return self.url + path

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        return self.put(path, status=status, headers={"Location": to})


@contextmanager
def web_on_loopback(trust: ssl.SSLContext | None = None) -> Iterator[Web]:
    """Serve a `Web`, over TLS where `trust` is given, until the block is done."""
    web = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            web.asked.append((self.path, dict(self.headers)))
            reply = web.pages.get(self.path, Reply(status=404))
            self.send_response(reply.status)
            if not reply.play and "Content-Length" not in reply.headers:
                self.send_header("Content-Length", str(len(reply.body)))
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(OSError):  # the client has seen enough
                reply.play(self.wfile) if reply.play else self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass  # a client that refuses a certificate is no error of the test's

    server = Server(("127.0.0.1", 0), Handler)
    if trust:
        server.socket = trust.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    web.port = server.server_address[1]
    web.url = f"{'https' if trust else 'http'}://127.0.0.1:{web.port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def without_end(piece: bytes = b"<p>More and more.</p>" * 500) -> Callable[[Any], None]:
    """Play a body that never ends."""

    def play(out: Any) -> None:
        while True:
            out.write(piece)

    return play


def drip(out: Any) -> None:
    """Play a body of which a byte comes now and then, for as long as somebody listens."""
    pause = threading.Event()
    while True:
        out.write(b"<")
        out.flush()
        pause.wait(0.02)


def bomb(megabytes: int) -> bytes:
    """Pack that many megabytes of zeros."""
    return gzip.compress(bytes(1_000_000) * megabytes, compresslevel=6, mtime=0)


@contextmanager
def dripping(beginning: bytes) -> Iterator[str]:
    """Serve what is not even HTTP: `beginning`, and after it a letter now and then."""
    done = threading.Event()

    def answer(line: socket.socket) -> None:
        with line, suppress(OSError):
            line.sendall(beginning)
            while beginning and not done.wait(0.02):
                line.sendall(b"x")
            done.wait()

    def listen() -> None:
        with suppress(OSError):
            while True:
                line, _ = server.accept()
                threading.Thread(target=answer, args=(line,), daemon=True).start()

    server = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=listen, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
    finally:
        done.set()
        server.close()
