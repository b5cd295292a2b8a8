"""From a fragment of HTML to plain blocks: feeds, mails and fields of records hold such."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from index.articles.stated import Unreadable, left_out
from index.types import Note

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table "
    "tbody td tfoot th thead tr ul".split()
)
_UNSEEN = frozenset(
    "applet audio button canvas embed head iframe input math noscript object script select style "
    "svg template textarea title video".split()
)
_TAG = re.compile(r"<(?:/?[a-z][a-z0-9:-]*(?:[\s/][^<>]*)?>|!--)", re.I)
_PARAGRAPH_TAG = re.compile(r"</?(?:br|div|p|pre|td|tr)[\s/>]", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.I)
_CAPTION = re.compile(r"(?:^|\s)wp-caption-(?:text|dd)(?:\s|$)")
_DEEPEST = 200

# What stands for a break until all is joined. No text has these characters: they are taken out.
_BLOCK, _LINE, _BR, _CELL, _ITEM, _ITEM_ENDS = "\x01\x02\x03\x04\x05\x06"
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_WHITE = re.compile(r"[ \t\r\n\f]+")  # not the no-break space, which parts thousands
_CELLS = re.compile(f"( ?{_CELL}[{_CELL} ]*)([{_BLOCK}{_LINE}]|\\Z)?")
_ITEMS = re.compile(f"{_ITEM}[ {_BLOCK}{_LINE}{_BR}{_ITEM}]*({_ITEM_ENDS}?)")
_BREAKS = re.compile(f" ?[{_BLOCK}{_LINE}{_BR}][ {_BLOCK}{_LINE}{_BR}]*")


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
        return Blocks(_joined(_own_lines(html.unescape(fragment))))
    if not _PARAGRAPH_TAG.search(fragment):
        fragment = fragment.strip().replace("\n", "<br>")
    root = _parsed(fragment)
    if root is None:
        return Blocks("")
    counts: dict[str, int] = {}
    text = _joined("".join(_pieces(root, counts, without)))
    return Blocks(text, left_out(counts))


def _parsed(fragment: str) -> Any:
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(fragment.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:  # there is nothing in it but comments
        return None


def _pieces(root: Any, counts: dict[str, int], without: Mapping[str, str]) -> Iterator[str]:
    """Give the texts of a tree and the breaks between them, and count what is left out."""
    from lxml import etree

    tables = _tables_of_data(root)
    deep = pre = items = cells = 0  # how many elements of each kind are open
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        opened, step = (True, 1) if event == "start" else (False, -1)
        tag, in_table = element.tag, tables.get(element, "")
        deep, pre, items = deep + step, pre + step * (tag == "pre"), items + step * (tag == "li")
        cells += step * (in_table == _CELL)
        if deep > _DEEPEST:
            raise Unreadable(f"markup nested more than {_DEEPEST} deep; no text is written so")
        if in_table:
            yield " " if opened and in_table == _CELL else in_table
        else:
            yield " " if cells else _break(tag, opened=opened, in_item=items > 0)
        text = element.tail
        if opened:
            what = _left_out(element, without)
            text = element.text if what is None else None
            if what is not None:
                walk.skip_subtree()
            if what and "".join(element.itertext()).strip():
                counts[what] = counts.get(what, 0) + 1
        yield (_own_lines(text) if pre and not cells else text) if text else ""


def _own_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", _BR)


def _break(tag: str, *, opened: bool, in_item: bool) -> str:
    """Give the break that stands where an element begins or ends."""
    if tag == "br":
        return _BR if opened else ""
    if tag == "li":
        return _LINE + _ITEM if opened else _ITEM_ENDS + _LINE
    if tag in _BLOCKS:
        return _LINE if in_item else _BLOCK
    return ""


def _left_out(element: Any, without: Mapping[str, str]) -> str | None:
    """Name what an element is left out as, "" for what is no text; None where it stays."""
    if element.tag in _UNSEEN:
        return ""
    names = [*element.get("class", "").split(), element.get("type", "")] if without else []
    if named := next((without[name] for name in names if name in without), None):
        return named
    if element.tag == "figcaption" or _CAPTION.search(element.get("class", "")):
        return "caption"
    if "hidden" in element.attrib or _HIDDEN.search(element.get("style", "")):
        return "hidden text"
    return None


def _tables_of_data(root: Any) -> dict[Any, str]:
    """Give the break after each cell and row of the tables that hold data.

    Other tables lay out a page or a newsletter, and their cells are blocks as any other.
    """
    return {
        part: _CELL if part.tag in ("td", "th") else _LINE
        for table in root.iter("table")
        if _is_data(table)
        for part in table.iter("td", "th", "tr", "tbody", "thead", "tfoot")
    }


def _is_data(table: Any) -> bool:
    if table.get("role") in ("presentation", "none") or table.find(".//table") is not None:
        return False
    if any(len(cell.findall("p") + cell.findall("div")) > 1 for cell in table.iter("td")):
        return False
    return sum(len(row.findall("td") + row.findall("th")) > 1 for row in table.iter("tr")) > 1


def _joined(text: str) -> str:
    """Turn the marks of breaks in `text` to line breaks, two where a block ends."""
    text = _WHITE.sub(" ", text)
    text = _CELLS.sub(_between_cells, text)
    text = _ITEMS.sub(lambda item: "" if item[1] else "- ", text).replace(_ITEM_ENDS, "")
    text = _BREAKS.sub(_line_breaks, text)
    blocks = ("\n".join(map(str.strip, block.split("\n"))) for block in text.split("\n\n"))
    return "\n\n".join(block for block in map(str.strip, blocks) if block)


def _between_cells(run: re.Match[str]) -> str:
    return " | " * run[1].count(_CELL) if run[2] is None else run[2]


def _line_breaks(run: re.Match[str]) -> str:
    return "\n\n" if _BLOCK in run[0] or run[0].count(_BR) > 1 else "\n"
