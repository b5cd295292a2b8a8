"""A body that stands in a page's data: plain text with line breaks, or HTML."""

from __future__ import annotations

import html
import re

from index.articles.stated import Unreadable
from index.articles.web.beside import beside, notes_on
from index.articles.web.blocks import blocks_of, joined
from index.articles.web.parsing import parse
from index.types import Note

_TAG = re.compile(r"</?(?:p|br|div|h[1-6]|ul|ol|li|a|strong|em|b|i|span|blockquote)\b[^>]*>", re.I)
_LINES = re.compile(r"\s*\n\s*")


def text_of_data(value: object) -> tuple[str, tuple[Note, ...]]:
    """Give the text of an `articleBody` in blocks, "" where it is none, and what was left out.

    Captions, related links and the like are left out of it as they are of a page.
    """
    if not isinstance(value, str) or not value.strip():
        return "", ()
    if not _TAG.search(value):
        lines = _LINES.split(html.unescape(value).strip())
        value = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    try:
        tree = parse(value.encode("utf-8", "replace"))
    except Unreadable:
        return "", ()
    blocks = blocks_of(tree)
    left_out = beside(tree, blocks, headline=None)
    text = joined(block for at, block in enumerate(blocks) if at not in left_out)
    return text, notes_on(left_out.values())
