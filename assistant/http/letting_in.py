"""Where a server has a file of people, only they come in: all its doors are shut to others.

A browser shows who it is by the cookie that it got at `/sign-in`, a program by HTTP Basic.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import math
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Final
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.conversations import COOKIE, PERSON
from assistant.http.conversations import ForeignOrigin, refuse_foreign
from assistant.http.problems import problem
from assistant.people import Lockout, People, Person
from index import BylineError

SESSION: Final = "byline_session"
"""The name of the cookie that shows who is signed in."""

OPEN: Final = frozenset({"/favicon.ico", "/healthz", "/readyz", "/sign-in"})
"""The paths that are open to anybody."""

_OF_PROGRAMS: Final = ("/api/", "/v1/", "/mcp", "/gradio_api/", "/metrics", "/openapi.json")
_MOST_REMEMBERED: Final = 1_000
_OF_A_NAME: Final = 5
_OF_A_CLIENT: Final = 20
_LOCKED: Final = 15 * 60.0


class TooManyTries(BylineError):
    """So many passwords were wrong that none is looked at for `seconds`."""

    def __init__(self, seconds: float) -> None:
        self.seconds = math.ceil(seconds)
        minutes = math.ceil(seconds / 60)
        super().__init__(
            f"Too many passwords were wrong; try again in {minutes} "
            f"minute{'' if minutes == 1 else 's'}."
        )

    @property
    def headers(self) -> dict[str, str]:
        """What the response must carry."""
        return {"Retry-After": str(self.seconds)}


@dataclass
class Doorkeeper:
    """Looks at passwords, one at a time, and at none for a while once too many were wrong.

    What was right is remembered, as a program sends its password with each request: only under a
    key of this process, and only as long as it still is the password.
    """

    people: People
    clock: Callable[[], float] = time.monotonic
    _names: Lockout = field(default_factory=lambda: Lockout(_OF_A_NAME, _LOCKED))
    _clients: Lockout = field(default_factory=lambda: Lockout(_OF_A_CLIENT, _LOCKED))
    _right: dict[bytes, str] = field(default_factory=dict)
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    _turn: Lock = field(default_factory=Lock)

    def person(self, name: str, password: str, client: str) -> Person | None:
        """Give who has that name and password, None where nobody has.

        Raises:
            TooManyTries: too many of that name, or of that client, were wrong.
        """
        tried = f"{name}\0{password}".encode("utf-8", "surrogatepass")
        sign = hashlib.blake2b(tried, key=self._key).digest()
        kept = self.people.password_of(name)
        if kept and self._right.get(sign) == kept:
            return self.people.known(name)
        with self._turn:
            who, now = name.strip().casefold(), self.clock()
            if wait := max(self._names.wait(who, now), self._clients.wait(client, now)):
                raise TooManyTries(wait)
            person = self.people.person(name, password)
            if person is None or kept is None:
                self._names.note(who, now)
                self._clients.note(client, now)
                return None
            self._names.forget(who)
            self._right[sign] = kept
            if len(self._right) > _MOST_REMEMBERED:
                del self._right[next(iter(self._right))]
            return person


class LetIn:
    """Hands on only what somebody sends who is known, under the name of the visitor they are."""

    def __init__(self, app: ASGIApp, *, doorkeeper: Doorkeeper) -> None:
        self._app = app
        self._doorkeeper = doorkeeper

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on, or send a browser to sign in, or refuse with 401, 403 or 429."""
        if scope["type"] == "lifespan" or scope["path"] in OPEN:
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # nothing of ours speaks by WebSocket
            await send({"type": "websocket.close", "code": 1008})
            return
        try:
            person = await run_in_threadpool(self._person, scope)
            refuse_foreign(Request(scope))
        except (TooManyTries, ForeignOrigin) as error:
            status, headers = (429, error.headers) if isinstance(error, TooManyTries) else (403, {})
            await problem(scope, status, str(error), headers=headers)(scope, receive, send)
            return
        if person is None:
            await _refusal(scope)(scope, receive, send)
            return

        async def send_unshared(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).setdefault("Cache-Control", "private")
            await send(message)

        await self._app(_as(person, scope), receive, send_unshared)

    def _person(self, scope: Scope) -> Person | None:
        request = Request(scope)
        if known := self._doorkeeper.people.signed_in(request.cookies.get(SESSION, "")):
            return known
        given = _basic(request.headers.get("authorization", ""))
        return self._doorkeeper.person(*given, client_of(scope)) if given else None


def person_of(request: Request) -> Person:
    """Give who sent a request that was let in."""
    person: Person = request.scope["state"]["person"]
    return person


def client_of(scope: Scope) -> str:
    """Give the address that a request came from."""
    return (scope.get("client") or ("",))[0]


def _as(person: Person, scope: Scope) -> Scope:
    """Give the request as that of the visitor who `person` is, whatever its cookies say."""
    cookies = {**Request(scope).cookies, COOKIE: person.visitor, PERSON: quote(person.name)}
    headers = [each for each in scope["headers"] if each[0] != b"cookie"]
    told = "; ".join(f"{name}={value}" for name, value in cookies.items())
    headers.append((b"cookie", told.encode("latin-1", "replace")))
    return {**scope, "headers": headers, "state": {**scope.get("state", {}), "person": person}}


def _basic(header: str) -> tuple[str, str] | None:
    """Read a name and a password (RFC 7617, in UTF-8)."""
    scheme, _, given = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        name, colon, password = (
            base64.b64decode(given, validate=True).decode("utf-8").partition(":")
        )
    except (binascii.Error, ValueError):
        return None
    return (name, password) if colon else None


def _refusal(scope: Scope) -> Response:
    headers = Headers(scope=scope)
    path = scope["path"]
    is_page = "text/html" in headers.get("accept", "") and not path.startswith(_OF_PROGRAMS)
    if is_page and scope["method"] == "GET":
        wanted = scope.get("raw_path", path.encode()).decode("latin-1").lstrip("/")
        if query := scope["query_string"].decode("latin-1"):
            wanted = f"{wanted}?{query}"
        # As all ways of ours, from where it was asked for: Byline may stand in a folder.
        up = "../" * (path.count("/") - 1)
        way = f"{up}sign-in" + (f"?next={quote(wanted, safe='')}" if wanted else "")
        return RedirectResponse(way, 303, headers={"Cache-Control": "no-store"})
    # A browser asks for a password itself where it is told Basic; our own script must not make it.
    how = "Cookie" if "sec-fetch-mode" in headers else "Basic"
    return problem(
        scope,
        401,
        "Only people who are known come in: sign in at /sign-in, or send a name and its password "
        "by HTTP Basic.",
        headers={"WWW-Authenticate": f'{how} realm="Byline", charset="UTF-8"'},
    )
