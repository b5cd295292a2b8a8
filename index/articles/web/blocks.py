"""A page as its blocks: what stands by itself on it, in reading order (knows lxml's elements)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from typing import Any, Literal, TypeAlias

from index.articles.stated import Unreadable

Element: TypeAlias = Any
"""An element of lxml, which has no types."""

Kind: TypeAlias = Literal["paragraph", "heading", "item", "row", "caption"]

_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_LISTS = frozenset("ul ol menu".split())
_BLOCKS = _HEADINGS | _LISTS | frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form header hgroup hr html li main nav p pre section summary table "
    "tbody td tfoot th thead tr amp-img amp-carousel".split()
)  # fmt: skip
_UNREAD = frozenset(
    "head script style noscript template iframe object embed svg math canvas audio video map "
    "button input select textarea datalist meter progress link meta title amp-ad amp-embed".split()
)
_INSIDE_CELLS = ".//table|.//h1|.//h2|.//h3|.//ul|.//ol|.//p[2]|.//div[2]|.//article"
_SOURCE_SPACE = re.compile(r"\s+")
_SPACE = re.compile(r"[^\S\n]+")
_OWN_SPACE = re.compile(r"[ \t\r\n\f]+")  # not the no-break space


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, an item of a list, a row of a table or a caption.

    `element` holds it, `group` is the list or table it is a line of, `linked` the share of its
    characters that stand in links.
    """

    kind: Kind
    text: str
    element: Element
    group: Element = None
    linked: float = 0.0

    @property
    def line(self) -> str:
        """The block as it stands in a text."""
        return f"- {self.text}" if self.kind == "item" else self.text


def blocks_of(
    root: Element,
    *,
    without: Callable[[Element], bool] = lambda _: False,
    as_written: bool = False,
    deepest: float = inf,
) -> list[Block]:
    """Cut what `root` shows into blocks; what is no text, such as scripts, is passed over.

    Args:
        root: a page, or an element of one.
        without: tells which elements are left out as well.
        as_written: whether no-break spaces stay, which part thousands, and the lines of `<pre>`.
        deepest: how many elements may stand within one another.

    Raises:
        Unreadable: where more do.
    """
    from lxml.etree import iterwalk

    walk = iterwalk(root, events=("start", "end"))
    reader, deep = _Reader(without, as_written), 0
    for event, element in walk:
        deep += 1 if event == "start" else -1
        if deep > deepest:
            raise Unreadable(f"markup nested more than {deepest} deep; no text is written so")
        if event == "start":
            if not reader.enter(element):
                walk.skip_subtree()
        else:
            reader.leave(element, is_root=element is root)
    reader.finish()
    return reader.blocks


def joined(blocks: Iterable[Block]) -> str:
    """Write blocks as a text: parted by a blank line, the lines of one list or table by none."""
    parts: list[str] = []
    last: Block | None = None
    for block in blocks:
        is_next_line = last is not None and block.group is not None and block.group is last.group
        parts += ["\n" if is_next_line else "\n\n", block.line]
        last = block
    return "".join(parts[1:])


@dataclass(slots=True)
class _Reader:
    """Gathers text until a block ends."""

    without: Callable[[Element], bool]
    as_written: bool
    blocks: list[Block] = field(default_factory=list)
    _open: list[Element] = field(default_factory=list)
    _written: list[str] = field(default_factory=list)
    _links: int = 0
    _linked: int = 0

    def enter(self, element: Element) -> bool:
        """Begin an element; False where what is in it has been read, or is none of the text."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _UNREAD:
            return False
        if self.without(element):
            if tag in _BLOCKS:
                self.finish()
            return False
        if tag == "br":
            self._written.append("\n")
        if tag == "a":
            self._links += 1
        if tag in _BLOCKS:
            self.finish()
            self._open.append(element)
            if tag == "table" and _is_data(element, as_written=self.as_written):
                self.blocks += self._rows(element)
                return False
        self._write(element.text)
        return True

    def leave(self, element: Element, *, is_root: bool) -> None:
        """End an element, and go on with what follows it."""
        tag = element.tag
        if tag == "a":
            self._links -= 1
        if tag in _BLOCKS and self._open and self._open[-1] is element:
            self.finish()
            self._open.pop()
        if not is_root:
            self._write(element.tail)

    def finish(self) -> None:
        """End the block that is being written; a blank line in it parts it into several."""
        written = "".join(self._written)
        letters = len(written.replace("\n", "").strip())
        linked = min(1.0, self._linked / letters) if letters else 0.0
        self._written, self._linked = [], 0
        for part in re.split(r"\n\s*\n", written):
            if text := tidied(part, as_written=self.as_written):
                self.blocks.append(self._block(text, linked))

    def _write(self, text: str | None) -> None:
        if not text:
            return
        is_pre = self.as_written and any(each.tag == "pre" for each in self._open)
        # Line breaks of the source are spaces; only <br> breaks a line.
        space = _OWN_SPACE if self.as_written else _SOURCE_SPACE
        self._written.append(text.replace("\r\n", "\n") if is_pre else space.sub(" ", text))
        if self._links:
            self._linked += len(text.strip())

    def _block(self, text: str, linked: float) -> Block:
        item = next((each for each in reversed(self._open) if each.tag == "li"), None)
        if self.as_written and item is not None:  # whatever stands in an item is its lines
            group = next((each for each in self._open if each.tag in _LISTS), item)
            kind: Kind = "paragraph" if self._is_begun(item) else "item"
            return Block(kind, text, item, group, linked)
        for at in range(len(self._open) - 1, -1, -1):
            element = self._open[at]
            if element.tag in _HEADINGS:
                return Block("heading", text, element, None, linked)
            if element.tag in ("figcaption", "caption"):
                return Block("caption", text, element, None, linked)
            if element.tag == "li" and not self._is_begun(element):
                group = next((each for each in self._open if each.tag in _LISTS), None)
                return Block("item", text, element, group, linked)
        return Block("paragraph", text, self._open[-1] if self._open else None, None, linked)

    def _rows(self, table: Element) -> Iterator[Block]:
        for caption in table.iterchildren("caption"):
            if text := self._line(caption):
                yield Block("caption", text, caption)
        for row in table.iter("tr"):
            cells = [self._line(cell) for cell in row.iterchildren("td", "th")]
            if any(cells):
                line = " | ".join(cells)
                yield Block(
                    "row", line.rstrip(" |").lstrip() if self.as_written else line, row, table
                )

    def _line(self, element: Element) -> str:
        """Give what is read of `element` as one line."""
        blocks = blocks_of(element, without=self.without, as_written=self.as_written)
        return " ".join(block.text.replace("\n", " ") for block in blocks)

    def _is_begun(self, item: Element) -> bool:
        """Tell whether `item` has its first block already: it is then a little text of its own."""
        if not self.blocks:
            return False
        last = self.blocks[-1].element
        return last is item or any(each is item for each in last.iterancestors("li"))


def tidied(text: str, *, as_written: bool = False) -> str:
    """Give the lines of `text` that hold something, with one space between words."""
    space = _OWN_SPACE if as_written else _SPACE
    lines = (space.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _is_data(table: Element, *, as_written: bool) -> bool:
    """Tell a table of data from one that only lays out the page.

    Newsletters, which are read as they are written, lay out each line with a table of its own.
    """
    cells = table.xpath(".//td|.//th")
    if len(cells) < 2 or any(cell.xpath(_INSIDE_CELLS) for cell in cells):  # noqa: PLR2004
        return False
    is_layout = table.get("role") in ("presentation", "none")
    several = sum(len(row.xpath("td|th")) > 1 for row in table.iter("tr")) > 1
    return not as_written or (several and not is_layout)


def flat(element: Element) -> str:
    """Give all text in `element` as one line."""
    return " ".join(str(element.text_content()).split())


_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_NAMING = ("class", "id", "data-component", "data-testid", "aria-label")
_LONGEST = 600


def names_of(element: Element) -> set[str]:
    """Give the words of an element's names, and every two in a row with a hyphen between.

    "relatedLinks" and "related-links" both are "related", "links" and "related-links".
    """
    found: set[str] = set()
    for attribute in _NAMING:
        for name in (element.get(attribute) or "")[:_LONGEST].split():
            words = [word.lower() for word in _WORD.findall(name)]
            found.update(words)
            found.update(f"{one}-{other}" for one, other in pairwise(words))
    return found
