"""Mending text that was decoded wrongly before it was written (the only place that knows ftfy)."""

from __future__ import annotations

import re
from functools import lru_cache

_CODECS = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "iso-8859-2", "latin-1",
)  # fmt: skip
_CONTROLS = "\x80-\x84\x86-\x9f"
_LOST_BYTE = re.compile("â€(?=[\\s.,;:!?)\\]]|$)")


def mended(text: str) -> tuple[str, bool]:
    """Give `text` as it was meant where its UTF-8 was once read as another encoding ("â€œ").

    Each line is judged by itself, so that one torn line does not keep the others from being mended
    and good ones stay as they are.
    """
    if text.isascii() or not any(character in text for character in _leads()):
        return text, False
    lines = [_mended_line(line) if _torn().search(line) else line for line in text.split("\n")]
    whole = "\n".join(lines)
    return whole, whole != text


def _mended_line(line: str) -> str:
    from ftfy import fix_encoding

    if "â€œ" in line:
        # The last byte of a closing quotation mark is no character of cp1252, and often lost.
        line = _LOST_BYTE.sub("â€\x9d", line)
    return fix_encoding(line)


@lru_cache(maxsize=1)
def _leads() -> str:
    """Give the characters that wrongly decoded text has one of: it is quick to look for them."""
    bytes_that_lead = bytes(
        [0xC2, 0xC3, 0xC4, 0xC5, 0xCE, 0xCF, 0xD0, 0xD1, 0xD8, 0xD9, 0xE2, 0xF0]
    )
    controls = "".join(map(chr, [*range(0x80, 0x85), *range(0x86, 0xA0)]))
    return "".join(sorted(_decoded(bytes_that_lead))) + controls


@lru_cache(maxsize=1)
def _torn() -> re.Pattern[str]:
    """Make the pattern of what a line must hold to be looked at more closely."""
    leads, followers = _decoded(bytes(range(0xC2, 0xF5))), _decoded(bytes(range(0x80, 0xC0)))
    both = (re.escape("".join(sorted(characters))) for characters in (leads, followers))
    return re.compile("[{}][{}]|[{}]".format(*both, _CONTROLS))


def _decoded(data: bytes) -> set[str]:
    return {bytes([byte]).decode(codec, "ignore") for byte in data for codec in _CODECS} - {""}
