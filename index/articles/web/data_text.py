"""A body that stands in a page's data: plain text with line breaks, or HTML."""

from __future__ import annotations

import re

from index.articles.stated import Unreadable
from index.articles.web.blocks import blocks_of, joined
from index.articles.web.parsing import parse

_TAG = re.compile(r"</?(?:p|br|div|h[1-6]|ul|ol|li|a|strong|em|b|i|span|blockquote)\b[^>]*>", re.I)
_LINES = re.compile(r"\s*\n\s*")
_ENTITY = re.compile(r"&(?:#\d+|#x[\da-f]+|[a-z]+);", re.I)


def text_of_data(value: object) -> str:
    """Give the text of an `articleBody` in blocks, "" where it is none."""
    if not isinstance(value, str) or not value.strip():
        return ""
    if _TAG.search(value) or _ENTITY.search(value):
        value = value if _TAG.search(value) else value.replace("\n", "<br><br>")
        try:
            return joined(blocks_of(parse(value.encode("utf-8", "replace"))))
        except Unreadable:
            return ""
    return "\n\n".join(" ".join(line.split()) for line in _LINES.split(value.strip()))
