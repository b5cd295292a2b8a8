"""Who visits: a browser is known by a cookie that nobody can guess, and by nothing else."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import Final

COOKIE: Final = "byline_visitor"
"""The name of the cookie; its value is the user whose conversations the visitor has."""

PERSON: Final = "byline_person"
"""The name of a cookie that no browser has: what lets people in tells the page with it who came."""

_YEAR = 365 * 24 * 60 * 60
_VISITOR = re.compile(r"[0-9a-f]{32}")


def visitor_of(cookies: Mapping[str, str]) -> str | None:
    """Give the visitor that `cookies` name, None where they name nobody in the form we give."""
    visitor = cookies.get(COOKIE, "")
    return visitor if _VISITOR.fullmatch(visitor) else None


def new_visitor() -> str:
    """Give a visitor that nobody can guess: 128 random bits, as 32 hexadecimal digits."""
    return secrets.token_hex(16)


def visitor_cookie(visitor: str, *, secure: bool) -> str:
    """Write the value of the header Set-Cookie that makes a browser come back as `visitor`.

    It holds for a year; no script can read it, and no other site's page has it sent along with
    what it posts. With `secure` it is sent over HTTPS only.
    """
    kept = f"{COOKIE}={visitor}; Max-Age={_YEAR}; Path=/; HttpOnly; SameSite=Lax"
    return f"{kept}; Secure" if secure else kept
