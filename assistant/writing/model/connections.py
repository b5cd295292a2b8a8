"""Connections to a model that another thread can shut.

Who gives a model up must hang up as well: a server with one place goes on writing for a client
that is still there, and a thread that waits to read is not woken by closing what it reads.
"""

from __future__ import annotations

import socket
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from threading import get_ident
from typing import Any

_OPENED = ("connect_tcp.complete", "start_tls.complete")


@dataclass
class Connections:
    """The connection that each thread has opened last, by the thread's identity."""

    _sockets: dict[int, socket.socket] = field(default_factory=dict)

    def watch(self, request: Any) -> None:
        """Follow one request of an httpx client, as a hook of it; each has its own connection."""
        request.headers["connection"] = "close"
        request.extensions = {**request.extensions, "trace": self._note}

    def shut(self, thread: int | None) -> None:
        """End the connection of `thread`, if it has one: what waits for it to speak ends."""
        opened = self._sockets.pop(thread or 0, None)
        if opened:
            with suppress(OSError):  # the other side was sooner
                opened.shutdown(socket.SHUT_RDWR)

    def _note(self, event: str, told: Mapping[str, Any]) -> None:
        if event.endswith(_OPENED):
            self._sockets[get_ident()] = told["return_value"].get_extra_info("socket")
