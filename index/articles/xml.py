"""Telling the kinds of XML apart (the only place that knows defusedxml)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from index.articles.decoding import decode
from index.articles.feeds import read_feed
from index.articles.news_xml import read_news
from index.articles.stated import Stated, Unreadable

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DECLARATION = re.compile(r"\s*<\?xml\s[^>]*>")
_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.-]{1,40})""")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_NUMBER = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
_TAG = re.compile(r"<(?:[A-Za-z]\w*:)?([A-Za-z]\w*)")
_OF_XML = frozenset("amp lt gt quot apos".split())
_LAST, _LONGEST_NUMBER = 0x10FFFF, 10
_HEAD = 1000
_DEEPEST = 200
_FEEDS = frozenset("rss feed rdf channel".split())
_REFUSED = {
    "html": "a web page; give it the ending .html",
    "urlset": "a sitemap, which lists addresses and holds no articles",
    "sitemapindex": "a list of sitemaps, which holds no articles",
    "opml": "a list of feeds (OPML), which holds no articles; add the feeds themselves",
}


def read_xml(data: bytes) -> Iterator[Stated | Unreadable]:
    """Read the articles of a feed (RSS, Atom) or of a news agency's XML (NITF, NewsML).

    Nothing outside the file is fetched, and no entity that it declares is expanded.

    Raises:
        Unreadable: where it is no XML, holds no articles, declares entities or is nested more than
            200 deep.
    """
    text = _text(data)
    root, broken = _parsed(text)
    kind = _name(root.tag).lower() if root is not None else _first_tag(text)
    if kind in _FEEDS:
        yield from read_feed(text, broken=broken)
    elif kind in _REFUSED:
        raise Unreadable(_REFUSED[kind])
    elif root is None or broken:
        raise Unreadable(f"broken XML ({broken or 'no element in it'})")
    else:
        yield from read_news(root)


def _text(data: bytes) -> str:
    """Give XML as text without declaration, where no entity of HTML and no control is left."""
    declared = _ENCODING.search(data[:_HEAD])
    text = decode(data, declared=declared[1].decode("ascii") if declared else "")
    text = _CONTROLS.sub("", text).removeprefix("\ufeff")
    if declaration := _DECLARATION.match(text):
        text = text[declaration.end() :]
    return _NUMBER.sub(_sound, _ENTITY.sub(_character, text)).strip()


def _sound(reference: re.Match[str]) -> str:
    """Give a reference to a character as it is, or U+FFFD where XML has no such character."""
    hexadecimal, decimal = reference.groups()
    digits = hexadecimal or decimal
    number = int(digits, 16 if hexadecimal else 10) if len(digits) <= _LONGEST_NUMBER else 0
    is_character = number <= _LAST and not _CONTROLS.match(chr(number))
    return reference[0] if is_character else "\ufffd"


def _character(entity: re.Match[str]) -> str:
    return entity[0] if entity[1] in _OF_XML else html.unescape(entity[0])


def _parsed(text: str) -> tuple[Element | None, str]:
    """Give the root as far as it can be read, and where and why it cannot be read further."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    root, deep = None, 0
    try:
        for event, element in iterparse(BytesIO(text.encode()), events=("start", "end")):
            root = element if root is None else root
            deep += 1 if event == "start" else -1
            if deep > _DEEPEST:
                raise Unreadable(f"elements nested more than {_DEEPEST} deep; no news is so")
    except DefusedXmlException as error:
        raise Unreadable("declares entities of its own, which are not expanded") from error
    except (ParseError, LookupError, ValueError) as error:
        return root, str(error)
    return root, ""


def _first_tag(text: str) -> str:
    """Give the name of what looks like the root where XML breaks before it."""
    found = _TAG.search(text[:_HEAD])
    return found[1].lower() if found else ""


def _name(tag: str) -> str:
    return tag.rpartition("}")[2]
