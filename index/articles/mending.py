"""Mending text that was decoded wrongly before it was written (the only place that knows ftfy)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

_CODECS = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "iso-8859-2", "latin-1",
)  # fmt: skip
_SIGNS = "ÃÂâÅÄðÐÎØ×àåæãìĂĹĐГРвΓβĆā"
"""What the first bytes of UTF-8 look like in those: wrongly decoded text has one of them.

They are looked for first, because that is quick.
"""

_CONTROLS = "\x80-\x84\x86-\x9f"
_LOST_BYTE = re.compile("â€(?=[\\s.,;:!?)\\]]|$)")


def seems_wrongly_decoded(text: str) -> bool:
    """Tell a text that may need mending from one that does not, quickly."""
    if text.isascii():
        return False
    for sign in _SIGNS:  # noqa: SIM110 - any() is three times as slow
        if sign in text:
            return True
    return False


def mended(text: str) -> str:
    """Give `text` as it was meant where its UTF-8 was once read as another encoding ("â€œ").

    Each line is judged by itself, so that one torn line does not keep the others from being mended
    and good ones stay as they are.
    """
    if text.isascii():
        return text
    lines = [_mended_line(line) if _torn().search(line) else line for line in text.split("\n")]
    return "\n".join(lines)


def _mended_line(line: str) -> str:
    from ftfy import fix_encoding

    if "â€œ" in line:
        # The last byte of a closing quotation mark is no character of cp1252, and often lost.
        line = _LOST_BYTE.sub("â€\x9d", line)
    return fix_encoding(line)


@cache
def _torn() -> re.Pattern[str]:
    """Make the pattern of what a line must hold to be looked at more closely."""
    leads, followers = _decoded(range(0xC2, 0xF5)), _decoded(range(0x80, 0xC0))
    both = (re.escape("".join(sorted(characters))) for characters in (leads, followers))
    return re.compile("[{}][{}]|[{}]".format(*both, _CONTROLS))


def _decoded(values: Iterable[int]) -> set[str]:
    return {bytes([value]).decode(codec, "ignore") for value in values for codec in _CODECS} - {""}
