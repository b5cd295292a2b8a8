"""From the bytes of a page to its tree (the only place that parses HTML, with lxml)."""

from __future__ import annotations

import re

from index.articles.decoding import decode
from index.articles.stated import Unreadable
from index.articles.web.blocks import Element

_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w-]+)""", re.I
)
# Characters that no XML may hold, as they are or by number: lxml refuses to write them again.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
    r"|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef]|d[89a-f]..));?(?![\da-f])",
    re.IGNORECASE,
)
_HEAD = 4096
_DEEPEST = 200
_DEEPEST_PARSED = 2000


def parse(data: bytes) -> Element:
    """Parse a page, or a piece of one; what is nested deeper than 200 is flattened.

    Raises:
        Unreadable: where it is binary data, holds no element at all, or is nested without end.
    """
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    charset = _CHARSET.search(data[:_HEAD])
    page = decode(data, declared=charset[1].decode("ascii") if charset else "")
    # As bytes, for a declared encoding in a str is refused. `huge_tree` loses no text of a page
    # that is nested deeper than 256; how large it may be is limited where files are opened.
    parser = HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    try:
        tree = document_fromstring(_FORBIDDEN.sub("", page).encode("utf-8", "replace"), parser)
    except ParserError as error:
        raise Unreadable(f"no web page ({error}); expected HTML") from error
    _flatten(tree)
    return tree


def _flatten(tree: Element) -> None:
    """Dissolve the middle of what is nested too deep, so that programs can recur over it.

    What is far from the top and from the innermost text alike only wraps, so no block is joined
    with another.

    Raises:
        Unreadable: where it is nested so deep that the parser gave up.
    """
    from lxml.etree import iterwalk

    heights = [0]
    wrapping = []
    for event, element in iterwalk(tree, events=("start", "end")):
        if event == "start":
            heights.append(0)
            if len(heights) > _DEEPEST_PARSED:
                raise Unreadable(
                    f"elements nested more than {_DEEPEST_PARSED:,} deep; expected a page of text"
                )
            continue
        height = heights.pop() + 1
        heights[-1] = max(heights[-1], height)
        if len(heights) > _DEEPEST // 2 < height:
            wrapping.append(element)
    for element in wrapping:
        element.drop_tag()
