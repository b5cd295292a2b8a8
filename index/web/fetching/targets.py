"""Addresses as they are written, taken apart and checked before anything is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Self
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from index.errors import FetchError

_PORTS = {"http": 80, "https": 443}
_LONGEST = 8000
_UNSEEN = re.compile(r"[\x00-\x20\x7f]")
_USER = re.compile(r"(?<=//)[^/?#]*@")
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
# What a path or a query may hold as it is; the percent sign begins what is quoted already.
_SAFE = "%/?:@!$&'()*+,;=-._~[]|"


@dataclass(frozen=True, slots=True)
class Target:
    """An address that may be asked for: http or https, a host spelled plainly, nobody's password.

    `path` holds the query too, as it is sent.
    """

    scheme: str
    host: str
    port: int
    path: str

    @classmethod
    def of(cls, url: str) -> Self:
        """Take `url` apart.

        Raises:
            FetchError: it is none of the web, or spelled in a way that hides where it leads.
        """
        url = url.strip()
        if len(url) > _LONGEST:
            raise _refused(f"{url[:60]}...", f"has over {_LONGEST:,} characters; check the address")
        try:
            parts = urlsplit(url)
            scheme, port = parts.scheme.lower(), parts.port
        except ValueError as error:
            raise FetchError(without_user(url), f"is no address ({error}); correct it") from error
        if scheme not in _PORTS:
            raise _refused(url, "is not of the web; it must begin with https:// or http://")
        if _UNSEEN.search(url):
            raise _refused(url, "holds a space or a control character; write %20 for a space")
        if "@" in parts.netloc:
            raise _refused(url, "holds a user's name or password; Byline logs in nowhere")
        if port == 0:
            raise _refused(url, "has the port 0, which leads nowhere; correct it")
        query = f"?{parts.query}" if parts.query else ""
        path = quote(f"{parts.path or '/'}{query}", safe=_SAFE)
        return cls(scheme, _host(url, parts), port or _PORTS[scheme], path)

    @property
    def site(self) -> str:
        """The address without its path."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}"

    @property
    def url(self) -> str:
        """The whole address."""
        return self.site + self.path

    def next(self, location: str) -> Target:
        """Give where a redirect to `location` leads.

        Raises:
            FetchError: it leads where nothing may be asked for, or from https to http.
        """
        try:
            target = Target.of(urljoin(self.url, location.strip()))
        except FetchError as error:
            raise FetchError(self.url, f"redirects to {error}") from error
        except ValueError as error:
            raise FetchError(self.url, f"redirects to no address ({error})") from error
        if (self.scheme, target.scheme) == ("https", "http"):
            reason = f"redirects from https to http, to {target.url}; Byline does not follow there"
            raise FetchError(self.url, reason)
        return target


def without_user(url: str) -> str:
    """Leave out the user's name and password, which must not stand on a screen."""
    return _USER.sub("", url)


def host_named(name: str) -> str:
    """Give a host's name as a `Target` has it: small letters, no brackets, in ASCII.

    Raises:
        FetchError: it is no name of a host.
    """
    if "/" in name:
        raise FetchError(name, "is no host's name; give the name alone, such as www.example.org")
    return _host(name, urlsplit(f"//{name}"))


def _host(url: str, parts: SplitResult) -> str:
    host = (parts.hostname or "").removesuffix(".")
    if ":" in host:
        return _ipv6(url, host)
    if not host.isascii():
        host = _in_ascii(url, host)
    if not _HOST.fullmatch(host):
        raise _refused(url, f"names no host that can be asked ({host!r}); correct it")
    # A name never ends in a number: what does is read as an address, in octal, hex or one piece.
    if _NUMBER.fullmatch(host.rpartition(".")[2]):
        return _ipv4(url, host)
    return host


def _in_ascii(url: str, host: str) -> str:
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii").lower().removesuffix(".")
    except idna.IDNAError as error:
        raise _refused(url, f"names no host that can be asked ({error}); correct it") from error


def _ipv4(url: str, host: str) -> str:
    try:
        return str(IPv4Address(host))
    except AddressValueError as error:
        reason = f"spells an address oddly ({host}); write four numbers from 0 to 255, or a name"
        raise _refused(url, reason) from error


def _ipv6(url: str, host: str) -> str:
    try:
        address = IPv6Address(host)
    except AddressValueError as error:
        raise _refused(url, f"is no address ({error}); correct it") from error
    if address.scope_id:
        raise _refused(url, "names a network card; only addresses of the web can be fetched")
    return str(address)


def _refused(url: str, reason: str) -> FetchError:
    return FetchError(without_user(url), reason)
