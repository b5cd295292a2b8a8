"""One request over one connection, to an address that was checked before.

The standard library's client is used, over a socket that we open ourselves: so the address that
is connected to is the one that was checked, while certificate and server name are the host's.
"""

from __future__ import annotations

import io
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from typing import Any

from index.web.fetching.deadline import Deadline
from index.web.fetching.targets import Target

Connect = Callable[[str, int, float], socket.socket]
"""Connects to an address and port within some seconds; raises OSError where it cannot."""


def connect_to(address: str, port: int, seconds: float) -> socket.socket:
    """Connect to `address`, which is a number and not looked up again."""
    return socket.create_connection((address, port), timeout=seconds)


@contextmanager
def asked(
    target: Target,
    addresses: Sequence[str],
    *,
    headers: Mapping[str, str],
    deadline: Deadline,
    connect: Connect,
    trust: Callable[[], ssl.SSLContext],
) -> Iterator[HTTPResponse]:
    """Ask for `target` at the first of `addresses` that answers; the body is still to be read.

    Raises:
        OSError: none can be connected to, the certificate does not fit, or time is over.
        http.client.HTTPException: what comes back is not HTTP.
    """
    with _connected(target, addresses, deadline=deadline, connect=connect) as plain:
        line = _secured(plain, target, deadline=deadline, trust=trust)
        try:
            connection = HTTPConnection(target.host, target.port)
            connection.sock = _Line(line, deadline)
            host = target.site.partition("://")[2]
            connection.request("GET", target.path, headers={"Host": host, **headers})
            yield connection.getresponse()
        finally:
            line.close()


def _connected(
    target: Target, addresses: Sequence[str], *, deadline: Deadline, connect: Connect
) -> socket.socket:
    refusal = OSError("it has no address")
    for waiting, address in zip(range(len(addresses), 0, -1), addresses, strict=True):
        try:
            # A share of the time each: one that does not answer leaves some for the next.
            return connect(address, target.port, deadline.left() / waiting)
        except OSError as error:
            refusal = error
    raise refusal


def _secured(
    plain: socket.socket, target: Target, *, deadline: Deadline, trust: Callable[[], ssl.SSLContext]
) -> socket.socket:
    if target.scheme == "http":
        return plain
    trusted = trust()
    plain.settimeout(deadline.left())
    return trusted.wrap_socket(plain, server_hostname=target.host)


class _Line:
    """What `http.client` needs of a socket, with one deadline over all that is sent and read.

    A socket's own timeout begins anew with each byte, so that a slow drip would never end.
    """

    def __init__(self, line: socket.socket, deadline: Deadline) -> None:
        self._line = line
        self._deadline = deadline

    def sendall(self, data: bytes) -> None:
        self._line.settimeout(self._deadline.left())
        self._line.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Incoming(self._line, self._deadline))

    def close(self) -> None:
        """Leave the socket open, as the body is read after the client has let go of it."""


class _Incoming(io.RawIOBase):
    def __init__(self, line: socket.socket, deadline: Deadline) -> None:
        self._line = line
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._line.settimeout(self._deadline.left())
        return self._line.recv_into(buffer)
