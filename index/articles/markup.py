"""From a fragment of HTML to plain blocks: feeds, mails and fields of records hold such."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from index.articles.stated import left_out
from index.articles.web.blocks import blocks_of, joined, tidied
from index.types import Note

_TAG = re.compile(r"<(?:/?[a-z][a-z0-9:-]*(?:[\s/][^<>]*)?>|!--)", re.I)
_PARAGRAPH_TAG = re.compile(r"</?(?:br|div|p|pre|td|tr)[\s/>]", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.I)
_CAPTION = re.compile(r"(?:^|\s)wp-caption-(?:text|dd)(?:\s|$)")
_DEEPEST = 200

_BLANK_LINE = re.compile(r"\n\s*\n")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Blocks:
    """The text of a fragment, its blocks parted by a blank line, and what was left out of it."""

    text: str
    notes: tuple[Note, ...] = ()


def plain_blocks(fragment: str) -> str:
    """Give what a reader sees of an HTML fragment, without captions; see `read_blocks`."""
    return read_blocks(fragment).text


def read_blocks(fragment: str, *, without: Mapping[str, str] = MappingProxyType({})) -> Blocks:
    """Give what a reader sees of an HTML fragment, a page or a plain text, block by block.

    Items of a list are lines that begin with "- ", rows of a table are lines with " | " between
    cells; a table that only lays out is read cell by cell. Text without any tag for paragraphs
    keeps its own line breaks. Captions of media and hidden text are left out with a note; scripts,
    styles and forms are no text.

    Args:
        fragment: what to read.
        without: the classes and types of elements that are left out as well, and what they are.

    Raises:
        Unreadable: where elements are nested more than 200 deep.
    """
    fragment = _CONTROLS.sub("", fragment)
    if not _TAG.search(fragment):
        parts = _BLANK_LINE.split(html.unescape(fragment).replace("\r\n", "\n"))
        return Blocks("\n\n".join(filter(None, (tidied(x, as_written=True) for x in parts))))
    if not _PARAGRAPH_TAG.search(fragment):
        fragment = fragment.strip().replace("\n", "<br>")
    root = _parsed(fragment)
    if root is None:
        return Blocks("")
    counts: dict[str, int] = {}

    def is_left_out(element: Any) -> bool:
        what = _left_out(element, without)
        if what and "".join(element.itertext()).strip():
            counts[what] = counts.get(what, 0) + 1
        return what is not None

    text = joined(blocks_of(root, without=is_left_out, as_written=True, deepest=_DEEPEST))
    return Blocks(text, left_out(counts))


def _parsed(fragment: str) -> Any:
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(fragment.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:  # there is nothing in it but comments
        return None


def _left_out(element: Any, without: Mapping[str, str]) -> str | None:
    """Name what an element is left out as; None where it stays."""
    names = [*element.get("class", "").split(), element.get("type", "")] if without else []
    if named := next((without[name] for name in names if name in without), None):
        return named
    if element.tag == "figcaption" or _CAPTION.search(element.get("class", "")):
        return "caption"
    if "hidden" in element.attrib or _HIDDEN.search(element.get("style", "")):
        return "hidden text"
    return None
