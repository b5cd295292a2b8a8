"""From bytes to text (the only place that knows charset-normalizer)."""

from __future__ import annotations

import codecs

from index.articles.stated import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as UTF-16 does, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\v\f\r\x1b"))
_LEGACY = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1256", "shift_jis", "gb18030", "big5", "euc_kr",
)  # fmt: skip
"""The encodings before Unicode that news was kept in. Of those that fit equally, the first."""


def decode(data: bytes, *, declared: str = "") -> str:
    """Turn `data` into text, trying what is certain before what is likely.

    Args:
        data: the bytes of a text, or of a piece of one.
        declared: the encoding that the text itself names, if it does.

    Raises:
        Unreadable: where the bytes are no text.
    """
    if encoding := unicode_encoding(data):
        return data.decode(encoding, errors="replace")
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > max(8, len(data) // 50):
        raise Unreadable("looks like binary data, not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged_utf8(data) or _declared(data, declared) or _guessed(data)


def unicode_encoding(head: bytes) -> str:
    """Name the Unicode encoding that a mark, or the place of zero bytes, shows; else ""."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    pairs = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    # Latin letters in UTF-16 have every other byte zero; a stray zero byte is something else.
    if odd > 0.3 * pairs and even < 0.05 * pairs:
        return "utf-16-le"
    if even > 0.3 * pairs and odd < 0.05 * pairs:
        return "utf-16-be"
    return ""


def _damaged_utf8(data: bytes) -> str:
    """Decode UTF-8 in which a few bytes are broken; "" where it is another encoding."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text) - broken
    return text if whole > 2 * broken else ""


def _declared(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding) if encoding else ""
    except (LookupError, UnicodeDecodeError):
        return ""


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes

    matches = list(from_bytes(data, cp_isolation=list(_LEGACY)))
    if not matches:
        return data.decode("cp1252", errors="replace")
    best = min(matches, key=lambda m: (m.chaos, -m.coherence, _LEGACY.index(m.encoding)))
    return str(best)
