"""Fetching what an address leads to, each hop of the way checked anew."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPException, HTTPResponse

from index.errors import FetchError
from index.web.fetching.addresses import Resolve, is_public, look_up, resolved
from index.web.fetching.bodies import PACKINGS, Unusable, read_body
from index.web.fetching.connecting import Connect, asked, connect_to
from index.web.fetching.deadline import Deadline
from index.web.fetching.kinds import in_utf8, kind_of
from index.web.fetching.robots import NAME, Robots
from index.web.fetching.targets import Target, host_named
from index.web.fetching.types import UNKNOWN, Edition, Fetched, Limits

_ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, "
    "application/xml;q=0.9, application/json;q=0.9, */*;q=0.8"
)
_REDIRECTS = {301, 302, 303, 307, 308}
_NOT_MODIFIED = 304
_LONGEST_KIND = 80
_FINE = range(200, 300)
_LIMITS = Limits()
_WAY_OUT = {
    401: "it asks for a login, and Byline logs in nowhere; save the page and add the file",
    403: "its host refuses; open it in a browser, save it and add the file",
    404: "there is nothing there; check the address",
    410: "it is gone for good",
    429: "its host has had too many requests; try again later",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reply:
    target: Target
    status: int
    headers: Message = field(default_factory=Message)
    body: bytes = b""

    def header(self, name: str) -> str:
        return str(self.headers.get(name) or "").strip()


class Fetcher:
    """One run of fetching: it remembers the hosts' rules and when it last asked each of them.

    Cookies and logins are neither kept nor sent, and no proxy is used.
    """

    def __init__(
        self,
        *,
        allow: Collection[str] = (),
        limits: Limits = _LIMITS,
        agent: str = NAME,
        resolve: Resolve = look_up,
        connect: Connect = connect_to,
        trust: ssl.SSLContext | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Begin a run.

        Args:
            allow: hosts that may be asked whatever their address is, by name.
            limits: what one fetch may cost.
            agent: how the program names itself to hosts.
            resolve: gives the addresses of a host.
            connect: connects to one of them.
            trust: whose certificates are trusted; as a rule those that the system trusts.
            sleep: waits some seconds before a host is asked again.

        Raises:
            FetchError: a name in `allow` is none of a host.
        """
        self._allow = frozenset(map(host_named, allow))
        self._limits = limits
        self._agent = agent
        self._resolve = resolve
        self._connect = connect
        self._trust = trust
        self._sleep = sleep
        self._robots = Robots()
        self._last_asked: dict[str, float] = {}

    def fetch(self, url: str, *, known: Edition = UNKNOWN) -> Fetched:
        """Fetch what `url` leads to, or learn that the `known` version is still the newest.

        Raises:
            FetchError: it may not be fetched, cannot be, or is nothing that Byline reads.
        """
        target = Target.of(url)
        try:
            return self._fetch(target, known)
        except FetchError as error:
            if error.url == target.url:
                raise
            raise FetchError(target.url, f"leads to {error}") from error

    def _fetch(self, target: Target, known: Edition) -> Fetched:
        deadline = Deadline(self._limits.seconds)
        reply = self._followed(target, deadline, headers=_conditions(known), mannered=True)
        if reply.status == _NOT_MODIFIED and known != UNKNOWN:
            return Fetched(url=reply.target.url, edition=known, not_modified=True)
        if reply.status not in _FINE:
            raise FetchError(reply.target.url, _refusal(reply.status))
        return _fetched(reply)

    def _followed(
        self, target: Target, deadline: Deadline, *, headers: Mapping[str, str], mannered: bool
    ) -> _Reply:
        """Ask for `target` and follow redirects; `mannered` is what a robots.txt can forbid."""
        first = target
        for _ in range(self._limits.redirects + 1):
            if mannered:
                self._robots.check(target, lambda robots: self._rules(robots, deadline))
                self._wait_for(target.host)
            reply = self._ask(target, deadline, headers)
            if reply.status not in _REDIRECTS or not reply.header("Location"):
                return reply
            target = target.next(_as_meant(reply.header("Location")))
        reason = f"redirects more than {self._limits.redirects} times, which is the limit"
        raise FetchError(first.url, reason)

    def _rules(self, target: Target, deadline: Deadline) -> tuple[int, bytes]:
        reply = self._followed(target, deadline, headers={}, mannered=False)
        return reply.status, reply.body

    def _wait_for(self, host: str) -> None:
        """Leave a host alone for a while between two requests."""
        last = self._last_asked.get(host)
        if last is not None and (rest := last + self._limits.pause - time.monotonic()) > 0:
            self._sleep(rest)
        self._last_asked[host] = time.monotonic()

    def _ask(self, target: Target, deadline: Deadline, headers: Mapping[str, str]) -> _Reply:
        """Send one request; every failure on the way becomes a sentence."""
        own = {"User-Agent": self._agent, "Accept": _ACCEPT, "Accept-Encoding": PACKINGS}
        try:
            with asked(
                target,
                self._addresses(target, deadline),
                headers={**own, "Connection": "close", **headers},
                deadline=deadline,
                connect=self._connect,
                trust=self._trusted,
            ) as response:
                return self._reply(target, response)
        except TimeoutError as error:
            reason = f"takes more than {self._limits.seconds:g} s, which is the limit; try later"
            raise FetchError(target.url, reason) from error
        except ssl.SSLCertVerificationError as error:
            reason = f"its certificate is not to be trusted ({error.verify_message})"
            raise FetchError(target.url, f"{reason}; nothing was read") from error
        except (Unusable, HTTPException, OSError) as error:
            raise FetchError(target.url, _failure(target, error)) from error

    def _trusted(self) -> ssl.SSLContext:
        """Give whose certificates are trusted; reading the system's takes a moment, so once."""
        self._trust = self._trust or ssl.create_default_context()
        return self._trust

    def _reply(self, target: Target, response: HTTPResponse) -> _Reply:
        fine = response.status in _FINE
        body = read_body(response, most=self._limits.bytes) if fine else b""
        return _Reply(target=target, status=response.status, headers=response.headers, body=body)

    def _addresses(self, target: Target, deadline: Deadline) -> Sequence[str]:
        """Look the host up, once; the addresses that are given are all that is connected to."""
        addresses = resolved(target.host, target.port, resolve=self._resolve, deadline=deadline)
        near = [each for each in addresses if not is_public(each)]
        if near and target.host not in self._allow:
            reason = f"its host has the address {near[0]}, which is not public"
            raise FetchError(target.url, f"{reason}; --allow-host {target.host} lets Byline there")
        return addresses


def _as_meant(location: str) -> str:
    """Read as UTF-8 what came as bytes, which the client takes for Latin-1."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def _conditions(known: Edition) -> dict[str, str]:
    stated = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    # What cannot be sent as it came is not sent at all, and the whole is fetched.
    return {
        name: value
        for name, value in stated.items()
        if value.isascii() and value.isprintable() and value
    }


def _fetched(reply: _Reply) -> Fetched:
    content_type = reply.headers.get_content_type() if reply.header("Content-Type") else ""
    kind = kind_of(reply.body, content_type=content_type, path=reply.target.path)
    if not kind:
        found = content_type[:_LONGEST_KIND] or "of no kind that the server names"
        reason = f"is {found}; Byline reads pages, feeds, documents and texts"
        raise FetchError(reply.target.url, reason)
    charset = reply.headers.get_content_charset() or ""
    return Fetched(
        url=reply.target.url,
        kind=kind,
        data=in_utf8(reply.body, kind=kind, charset=charset),
        edition=Edition(reply.header("ETag"), reply.header("Last-Modified")),
    )


def _refusal(status: int) -> str:
    later = "its server fails; try again later" if status >= 500 else "it cannot be read"  # noqa: PLR2004
    return f"{_WAY_OUT.get(status, later)} (status {status})"


def _failure(target: Target, error: Exception) -> str:
    if isinstance(error, Unusable):
        return str(error)
    if isinstance(error, HTTPException):
        return f"what its server sends is broken ({type(error).__name__}); try again later"
    words = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return f"{target.host} cannot be reached ({words}); check the address, or try again later"
