"""Making what articles say harmless to a terminal, to Markdown and to whoever reads JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from urllib.parse import quote

# Control characters, invisible and reordering ones, half surrogates. The joiners U+200C and
# U+200D stay: Persian, Hindi and family emoji are written with them.
_STEERING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_BRACKETED_NUMBER = re.compile(r"\[(\^?\d+)\]")
_MARKDOWN_SIGN = re.compile(r"[\\`*_\[\]<>#|~$&@]|:(?=//)")
_MARKDOWN_LIST = re.compile(r"^(\d*)([-+=.)])(?=\s|[-=]|$)")


def printable(text: str) -> str:
    r"""Make `text` one line that a terminal shows and does not obey.

    White space becomes single spaces, a steering character its escape, such as \x1b.
    """
    return _STEERING.sub(
        lambda sign: sign[0].encode("unicode_escape").decode("ascii"), " ".join(text.split())
    )


def plain(text: str) -> str:
    """Make `text` printable, and no number in it look like a citation."""
    return unnumbered(printable(text))


def unnumbered(text: str) -> str:
    """Make no number in `text` look like a citation; it is as long as before."""
    return _BRACKETED_NUMBER.sub(r"(\1)", text)


def markdown(text: str) -> str:
    """Make `text` printable, and text in Markdown too."""
    escaped = _MARKDOWN_SIGN.sub(r"\\\g<0>", printable(text))
    return _MARKDOWN_LIST.sub(r"\1\\\2", escaped)


def inside(text: str, escape: Callable[[str], str]) -> str:
    """Escape a part of a line: white space at an end, which `escape` takes off, stays a space."""
    if not text.strip():
        return " " * bool(text)
    return " " * text[0].isspace() + escape(text) + " " * text[-1].isspace()


def is_web_address(url: str) -> bool:
    """Tell whether `url` may be followed: an article's word for its own address is not trusted."""
    return url.lower().startswith(("https://", "http://"))


def address(url: str) -> str:
    """Write `url` so that it cannot leave the quotation marks or brackets it stands in."""
    return quote(url, safe=":/?#[]@!$&'()*+,;=%~", errors="replace")


def json_text(value: object, *, indent: int | None = 2) -> str:
    """Write `value` as JSON; letters stay letters, steering characters are escaped.

    Without `indent` it is one line.
    """
    return _STEERING.sub(_json_escape, json.dumps(value, ensure_ascii=False, indent=indent))


def _json_escape(sign: re.Match[str]) -> str:
    if sign[0] == "\n":  # json.dumps escapes those of the values; this one is its own
        return "\n"
    return json.dumps(sign[0])[1:-1] if sign[0] != "\x7f" else "\\u007f"
