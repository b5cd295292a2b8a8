"""The words of fetching: what it is limited to, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one fetch may cost: hops, bytes once unpacked, seconds over all.

    `pause` is how many seconds lie between two requests to one host.
    """

    redirects: int = 5
    bytes: int = 20_000_000
    seconds: float = 30.0
    pause: float = 1.0


@dataclass(frozen=True, slots=True)
class Edition:
    """What a server calls the version that it sent, to ask it later whether there is a newer."""

    etag: str = ""
    last_modified: str = ""


UNKNOWN = Edition()
"""What is known of an address that was never fetched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What was found at an address.

    `url` is where it was found in the end, `kind` the ending that a file of its kind has, such as
    ".html". Where the version that was known is still the newest, `not_modified` is set and
    `data` empty.
    """

    url: str
    kind: str = ""
    data: bytes = b""
    edition: Edition = UNKNOWN
    not_modified: bool = False
