"""What hosts let programs read, as their robots.txt says (the only place that knows protego)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from index.errors import FetchError
from index.web.fetching.targets import Target

if TYPE_CHECKING:
    from protego import Protego

NAME = "Byline"
"""What a robots.txt calls us."""

_MOST_BYTES = 500_000  # RFC 9309 asks for no more to be read
_TOO_MANY = 429
_REFUSED = 400
_BROKEN = 500

Ask = Callable[[Target], tuple[int, bytes]]
"""Fetches a robots.txt: the status that comes back, and the body; raises FetchError."""


class Robots:
    """The rules of hosts, each fetched once."""

    def __init__(self) -> None:
        self._rules: dict[str, Protego | str] = {}

    def check(self, target: Target, ask: Ask) -> None:
        """Refuse what the host of `target` does not want read.

        Raises:
            FetchError: it forbids that, or its rules cannot be had.
        """
        if target.site not in self._rules:
            self._rules[target.site] = _rules(target, ask)
        rules = self._rules[target.site]
        if isinstance(rules, str):
            raise FetchError(target.url, rules)
        if not rules.can_fetch(target.url, NAME):
            reason = "its host's robots.txt asks programs not to read this; save it in a browser"
            raise FetchError(target.url, f"{reason}, and add the file")


def _rules(target: Target, ask: Ask) -> Protego | str:
    """Give the rules, or why they cannot be had; where a host has none, all may be read."""
    from protego import Protego

    try:
        status, body = ask(Target(target.scheme, target.host, target.port, "/robots.txt"))
    except FetchError as error:
        return f"{error.reason} (found when asking for its host's robots.txt)"
    if status >= _BROKEN or status == _TOO_MANY:
        return f"its host's robots.txt cannot be read now (status {status}); try again later"
    return Protego.parse(
        "" if status >= _REFUSED else body[:_MOST_BYTES].decode("utf-8", "replace")
    )
