"""Reading OpenDocument texts as they are read: without what was struck out of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from index.articles.blocks import Block, stated_by, table
from index.articles.documents.packed import Packed, attribute, child, local
from index.articles.stated import Stated, Unreadable

_OUT = frozenset(
    "tracked-changes note-citation ruby-text title desc forms sequence-decls variable-decls "
    "bibliography-source table-of-content-source".split()
)
"""Deletions, marks of notes, descriptions of pictures, and declarations."""

_HIDDEN = frozenset({"hidden-text", "hidden-paragraph"})

_MOST_SPACES = 100


def read_odt(data: bytes) -> Iterator[Stated]:
    """Read the blocks of an OpenDocument text; its notes come after them.

    The dates and authors that it keeps are those of the file, so none is taken.

    Raises:
        Unreadable: where it is damaged, encrypted or no OpenDocument text.
    """
    parts = Packed(data, what="an OpenDocument text")
    if b":encryption-data" in parts.read("META-INF/manifest.xml"):
        raise Unreadable("encrypted; save it without a password")
    content, styles = parts.xml("content.xml"), parts.xml("styles.xml")
    body = child(content, "body", "text")
    if body is None:
        raise Unreadable(f"{parts.refused} (it has no text)")
    document = _Document(
        {attribute(each, "name"): each for root in (styles, content) for each in _styles(root)}
    )
    blocks = [*document.blocks(body)]
    document.left_out["page head"] += _page_heads(styles)
    title = child(parts.xml("meta.xml"), "meta", "title")
    yield stated_by(
        blocks + document.notes,
        title="" if title is None else title.text or "",
        without=document.left_out,
    )


def _styles(root: Any) -> Iterator[Any]:
    for group in ("styles", "automatic-styles"):
        found = child(root, group)
        yield from (() if found is None else (each for each in found if local(each) == "style"))


def _page_heads(root: Any) -> int:
    masters = child(root, "master-styles")
    heads = [] if masters is None else [head for page in masters for head in page]
    return sum(bool("".join(head.itertext()).strip()) for head in heads)


@dataclass
class _Document:
    """The walk through a document: what was met so far."""

    styles: dict[str, Any]
    left_out: Counter[str] = field(default_factory=Counter)
    notes: list[Block] = field(default_factory=list)

    def blocks(self, parent: Iterable[Any], kind: str = "") -> Iterator[Block]:
        """Give the blocks in `parent`, in order; `kind` is that of its paragraphs."""
        for element in parent:
            name = local(element)
            if name in ("p", "h"):
                yield from self._paragraph(element, kind)
            elif name == "table":
                yield from table([*self._rows(element)])
            elif name in ("list-item", "list-header"):
                yield from self.blocks(element, "item")
            elif name not in _OUT:
                yield from self.blocks(element, kind)

    def _paragraph(self, element: Any, kind: str) -> Iterator[Block]:
        beside: list[Block] = []
        text = self._text(element, beside)
        named = attribute(element, "style-name")
        if "Title" in (named, *(attribute(s, "parent-style-name") for s in self._chain(named))):
            kind = "title"
        elif local(element) == "h":
            kind = "heading1" if attribute(element, "outline-level") in ("1", "") else "heading"
        if self._hides_by_style(element):
            self.left_out["hidden text"] += bool(text.strip())
        else:
            yield Block(text.replace("\n", " ") if kind.startswith(("t", "h")) else text, kind)
        yield from beside

    def _text(self, parent: Any, beside: list[Block]) -> str:
        """Give the text in `parent`; the blocks of frames in it go to `beside`."""
        text = _white(parent.text)
        for element in parent:
            text += self._inline(element, beside) + _white(element.tail)
        return text

    def _inline(self, element: Any, beside: list[Block]) -> str:
        name = local(element)
        if name == "s":
            count = attribute(element, "c")
            return " " * (min(int(count), _MOST_SPACES) if count.isdecimal() else 1)
        if name in ("tab", "line-break"):
            return " " if name == "tab" else "\n"
        if name == "annotation":
            self.left_out["comment"] += 1
        elif name == "note-body":
            self.notes += self.blocks(element)
        elif name == "text-box":
            beside += self.blocks(element)
        elif name in ("p", "h", "list", "table"):  # of a drawing
            beside += self.blocks([element])
        elif name in _HIDDEN or (name == "span" and self._hides_by_style(element)):
            self.left_out["hidden text"] += 1
        elif name not in _OUT:
            return self._text(element, beside)
        return ""

    def _rows(self, element: Any) -> Iterator[list[list[Block]]]:
        for row in element:
            if local(row) == "table-row":
                yield [[*self.blocks(cell)] for cell in row if local(cell) == "table-cell"]
            elif local(row) not in _OUT:
                yield from self._rows(row)

    def _hides_by_style(self, element: Any) -> bool:
        styles = self._chain(attribute(element, "style-name"))
        marks = (attribute(each, "display") for style in styles for each in style)
        return next((mark for mark in marks if mark), "") == "none"

    def _chain(self, name: str) -> Iterator[Any]:
        """Give a style and those it is based on."""
        seen: set[str] = set()
        while name in self.styles and name not in seen:
            seen.add(name)
            yield self.styles[name]
            name = attribute(self.styles[name], "parent-style-name")


def _white(text: str | None) -> str:
    """Give text as it is read: line breaks of the XML are spaces."""
    return (text or "").replace("\n", " ")
