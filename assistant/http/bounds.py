"""How much is asked of this Byline, by whom, and under which name: what is over it is refused."""

from __future__ import annotations

import asyncio
import ipaddress
import math
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.http.problems import problem
from assistant.people import People

ASKING: Final = frozenset({"/api/ask", "/api/search", "/v1/chat/completions", "/v1/responses"})
"""The paths that cost work: only so many are answered at once."""

_COUNTED: Final = (
    *("/api/", "/v1/", "/a/", "/add", "/archive", "/article/", "/mcp"),
    *("/sign-in", "/account", "/measure"),
    "/gradio_api/queue/join",
)
_HOST: Final = re.compile(
    r"(?:\[([0-9a-f:.]+)\]|([a-z0-9_.-]+))(?::\d*)?", re.IGNORECASE | re.ASCII
)
_MOST_CLIENTS: Final = 10_000
_MINUTE: Final = 60.0
_SOON: Final = "5"  # seconds; a question takes about one


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What one server takes on.

    `hosts` are the names it answers to beside this machine's own. Each client may send
    `requests_a_minute`; `at_once` questions are worked on, `waiting` more wait. With `adding`,
    visitors may add and remove articles, by so many files and megabytes at a time. Where there are
    `people`, only they come in. The evaluations in the folder `reports` are shown.
    """

    hosts: frozenset[str] = frozenset()
    requests_a_minute: int = 600
    at_once: int = 16
    waiting: int = 100
    people: People | None = None
    adding: bool = False
    adding_files: int = 1_000
    adding_megabytes: int = 200
    reports: Path | None = None

    @property
    def adding_bytes(self) -> int:
        """The bytes that may be sent at a time to be added."""
        return self.adding_megabytes * 1_000_000


class KnownHosts:
    """Refuses requests that were sent to a name this Byline does not go by.

    A page of somebody else's can have its own name resolved to this machine (DNS rebinding), and
    would then read the archive through its visitor's browser; but it cannot change the name that
    the browser sends along.
    """

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str] = ()) -> None:
        self._app = app
        self._hosts = frozenset(each.lower() for each in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on, or refuse it with 400 or 421."""
        refused = self._refused(scope) if scope["type"] == "http" else None
        await (refused or self._app)(scope, receive, send)

    def _refused(self, scope: Scope) -> Response | None:
        given = Headers(scope=scope).get("host", "")
        host = host_of(given)
        if not host:
            return problem(scope, 400, f"The header Host is {given!r}, and must be a name.")
        # The address that the request came in at is this machine's own.
        if is_loopback(host) or host in self._hosts or host == (scope.get("server") or ("",))[0]:
            return None
        return problem(
            scope,
            421,
            f"This Byline does not answer to the name {host!r}. If it should, start it with "
            f"`byline serve --allow-host {host}`.",
        )


def host_of(given: str) -> str:
    """Give the name in a header Host, in small letters without its port; "" where it is none."""
    found = _HOST.fullmatch(given)
    return (found[1] or found[2]).lower().rstrip(".") if found else ""


def is_loopback(host: str) -> bool:
    """Whether `host` always means the machine itself."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(slots=True)
class Allowance:
    """The requests each client has left: `a_minute` to begin with, and as many more a minute."""

    a_minute: int
    _left: dict[str, tuple[float, float]]

    @classmethod
    def of(cls, a_minute: int) -> Self:
        """Give every client `a_minute` requests."""
        return cls(a_minute, {})

    def wait(self, client: str, now: float) -> float:
        """Count a request of `client` at `now`, in seconds; give how long it must wait, 0 if not.

        One that must wait is not counted.
        """
        left, before = self._left.pop(client, (float(self.a_minute), now))
        left = min(float(self.a_minute), left + (now - before) * self.a_minute / _MINUTE)
        wait = 0.0 if left >= 1 else (1 - left) * _MINUTE / self.a_minute
        self._left[client] = (left if wait else left - 1, now)
        if len(self._left) > _MOST_CLIENTS:  # who was here longest ago has most of it again
            del self._left[next(iter(self._left))]
        return wait


class Paced:
    """Refuses a client's requests that are more than so many a minute, with 429."""

    def __init__(
        self, app: ASGIApp, *, a_minute: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._app = app
        self._allowance = Allowance.of(a_minute)
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on, or refuse it."""
        counts = scope["type"] == "http" and scope["path"].startswith(_COUNTED)
        wait = self._allowance.wait(_client(scope), self._clock()) if counts else 0.0
        if not wait:
            await self._app(scope, receive, send)
            return
        seconds = math.ceil(wait)
        refused = problem(
            scope,
            429,
            f"More than {self._allowance.a_minute:,} requests a minute came from here; send the "
            f"next in {seconds} s.",
            headers={"Retry-After": str(seconds)},
        )
        await refused(scope, receive, send)


class Queued:
    """Works on so many questions at once, lets so many more wait, and refuses the rest with 503."""

    def __init__(self, app: ASGIApp, *, at_once: int, waiting: int) -> None:
        self._app = app
        self._most = at_once + waiting
        self._free = asyncio.Semaphore(at_once)
        self._here = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer when it is this request's turn, or refuse it."""
        if scope["type"] != "http" or scope["path"] not in ASKING:
            await self._app(scope, receive, send)
            return
        if self._here >= self._most:
            sentence = f"{self._here:,} questions are being answered or wait; ask again soon."
            refused = problem(scope, 503, sentence, headers={"Retry-After": _SOON})
            await refused(scope, receive, send)
            return
        self._here += 1
        try:
            async with self._free:
                await self._app(scope, receive, send)
        finally:
            self._here -= 1


def _client(scope: Scope) -> str:
    return (scope.get("client") or ("",))[0]
