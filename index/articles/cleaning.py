"""Taking the characters out of a text that nobody sees and that only break searching."""

from __future__ import annotations

import re

_JOINERS = "\u200c\u200d"
"""Zero-width (non-)joiner: Indic and Persian spelling needs them, and so do emoji."""

_JOINED = "\u0590-\u1cff\u2190-\u2bff\ua800-\uabff\ufb50-\ufefe\U00010a00-\U0001faff"
"""The scripts and symbols between two of which a joiner has a meaning."""

_INVISIBLE = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls, save tab, line breaks and NEL
    "\xad"  # soft hyphen
    "\u200b\u200e\u200f\u2060-\u2064\ufeff"  # zero-width, direction marks
    "\u202a-\u202e\u2066-\u2069"  # bidirectional overrides: they show another order than is read
    "\U000e0000-\U000e007f"  # tags: text that only a machine reads
)
_SURROGATES = "\ud800-\udfff"

_SUSPECT = re.compile(f"[{_INVISIBLE}{_JOINERS}{_SURROGATES}\r\v\f]")
_LINE_BREAK = re.compile("\r\n?|[\v\f]")
_SURROGATE = re.compile(f"[{_SURROGATES}]")
_REMOVED = re.compile(
    f"[{_INVISIBLE}]|[{_JOINERS}](?:(?<![{_JOINED}][{_JOINERS}])|(?![{_JOINED}]))"
)


def clean(text: str) -> tuple[str, int]:
    r"""Give `text` without invisible characters, and how many were removed.

    Line breaks become "\n" and lone surrogates U+FFFD; neither is counted. Everything else
    stays as it is. Cleaning twice is cleaning once.
    """
    # Whether all of it can be printed is quick to tell, and then nothing is suspect.
    if text.replace("\n", " ").isprintable() or not _SUSPECT.search(text):
        return text, 0
    text = _LINE_BREAK.sub("\n", text)
    text = _SURROGATE.sub("\ufffd", text)
    return _REMOVED.subn("", text)
