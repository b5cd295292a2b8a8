"""Passwords, kept so that nobody can read them: by scrypt (RFC 7914), each with its own salt."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from typing import Final

from index import InputError

SHORTEST: Final = 10
LONGEST: Final = 200
"""The characters a password may have."""

_COST, _BLOCK, _LANES = 2**15, 8, 3
"""Of the ways that OWASP holds for equal, one with 32 MiB of memory at a time."""

_BYTES: Final = 32
_MEMORY: Final = 64 * 2**20  # the most that OpenSSL may take; it takes half


class BadPassword(InputError):
    """A password is too short or too long to be kept."""


def hashed(password: str) -> str:
    """Give what is kept of `password`: the way, its three numbers, salt and hash.

    Raises:
        BadPassword: it has too few or too many characters.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise BadPassword(
            f"The password has {len(password)} characters and must have {SHORTEST} to {LONGEST}; "
            "a few words in a row are easy to keep in mind."
        )
    salt = secrets.token_bytes(16)
    made = _scrypt(password, salt, _COST, _BLOCK, _LANES)
    return _written(salt, made)


def matches(password: str, kept: str | None) -> bool:
    """Tell whether `password` is the one of which `kept` is kept.

    Where that is None it takes as long, so that nobody learns which names there are.
    """
    kept = kept or _written(secrets.token_bytes(16), secrets.token_bytes(_BYTES))
    _, cost, block, lanes, salt, made = kept.split("$")
    tried = _scrypt(password[: LONGEST + 1], bytes.fromhex(salt), int(cost), int(block), int(lanes))
    return hmac.compare_digest(tried, bytes.fromhex(made))


def _written(salt: bytes, made: bytes) -> str:
    return f"scrypt${_COST}${_BLOCK}${_LANES}${salt.hex()}${made.hex()}"


def _scrypt(password: str, salt: bytes, cost: int, block: int, lanes: int) -> bytes:
    # One letter may be typed in several ways, which look the same.
    text = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(text, salt=salt, n=cost, r=block, p=lanes, maxmem=_MEMORY, dklen=_BYTES)
