"""The text in a field of a record: HTML, entities and lists of paragraphs turned into blocks."""

from __future__ import annotations

import html
import re
from html.entities import html5

from index.articles.markup import Blocks, read_blocks

_BLOCK_TAG = re.compile(
    r"</?(?:p|br|div|h[1-6]|li|ul|ol|blockquote|table|tr|figure)\b[^<>]*>", re.I
)
_CLOSED_TAG = re.compile(
    r"</(?:a|b|i|u|em|strong|span|small|font|cite|q|sup|sub|mark|time|abbr|section|article)>|<img\s",
    re.I,
)
_ANY_TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|<!--.*?-->", re.I | re.S)
_PARAGRAPH_TAG = re.compile(r"<(?:p|div)\b", re.I)
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_ENTITY = re.compile(r"&(?:(#\d{1,7}|#[xX][0-9a-fA-F]{1,6})|[A-Za-z][A-Za-z0-9]{1,31});")
_TIMES_ENCODED = 2


def plain_text(written: str | list[object]) -> Blocks:
    """Give a text without its markup, its blocks parted by blank lines.

    A text without tags stays as it is, but for its entities, which may be encoded twice.

    Raises:
        Unreadable: where its elements are nested too deep.
    """
    if isinstance(written, list):
        written = "\n\n".join(part for part in written if isinstance(part, str))
    if "&lt;" in written and _BLOCK_TAG.search(decoded := _without_entities(written, times=1)):
        written = written if _has_markup(written) else decoded
    if not _has_markup(written):
        return Blocks(_without_entities(written))
    if not _PARAGRAPH_TAG.search(written):
        written = _BLANK_LINE.sub("<p>", written)  # some systems make paragraphs of blank lines
    blocks = read_blocks(written)
    return Blocks(_without_entities(blocks.text), blocks.notes)


def plain_line(written: str) -> str:
    """Give a title or a name without its markup."""
    if "&" in written:
        written = _without_entities(written)
    return _ANY_TAG.sub("", written) if "<" in written and _CLOSED_TAG.search(written) else written


def _has_markup(written: str) -> bool:
    return "<" in written and bool(_BLOCK_TAG.search(written) or _CLOSED_TAG.search(written))


def _without_entities(written: str, *, times: int = _TIMES_ENCODED) -> str:
    for _ in range(times):
        if "&" not in written:
            break
        written = _ENTITY.sub(_meant, written)
    return written


def _meant(entity: re.Match[str]) -> str:
    # By its whole name: html.unescape would make "®ional;" of "&regional;".
    return html.unescape(entity[0]) if entity[1] else html5.get(entity[0][1:], entity[0])
