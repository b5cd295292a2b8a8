"""The blocks of a document's text: paragraphs, headings, list items, rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.articles.headings import split_title
from index.articles.stated import Stated, Unreadable, left_out

_LONG = 100
_WHITE = re.compile(r"[ \t\r\f\v]+")  # a no-break space is a character that numbers need
_AROUND_BREAK = re.compile(r" ?\n ?")

_MADE_UP = re.compile(
    r"\(?(?:untitled|anonymous|unspecified)\)?(?: document)?|Microsoft Word - .*"
    r"|(?:word )?document ?\d*|normal(?:\.dot\w?)?|.*\.(?:docx?|dot[mx]?|indd|od[pt]|pdf|qxd|rtf)",
    re.IGNORECASE,
)
"""What programs write into the title of a file when nobody gave one."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block; items of a list that follow one another stay together, and so do rows.

    `kind` is one of "title", "heading1", "heading", "item", "row", and "" for any other.
    """

    text: str
    kind: str = ""

    @property
    def is_joined(self) -> bool:
        """Whether it stays together with a block of its kind before it."""
        return self.kind in ("item", "row")


def joined(blocks: Iterable[Block]) -> str:
    """Give the text of `blocks`, parted by blank lines; empty ones are left out."""
    kept = [block for each in blocks if (block := _tidied(each)).text]
    text = "".join(
        before.text + ("\n" if after.is_joined and before.kind == after.kind else "\n\n")
        for before, after in pairwise(kept)
    )
    return text + kept[-1].text if kept else ""


def _tidied(block: Block) -> Block:
    """Take needless white space out of a block; list items and rows are marked as such."""
    text = _AROUND_BREAK.sub("\n", _WHITE.sub(" ", block.text)).strip()
    if block.is_joined:
        text = " ".join(text.split())
    if block.kind == "item" and text:
        text = f"- {text}"
    return Block(text, block.kind)


def table(rows: Sequence[Sequence[Sequence[Block]]]) -> Iterator[Block]:
    """Give a line "a | b" for each row of cells; a table that lays out a page cell by cell.

    It lays out a page where a cell holds a long text of several blocks, or another table.
    """
    if any(_is_page(cell) for row in rows for cell in row):
        yield from (block for row in rows for cell in row for block in cell)
        return
    for row in rows:
        cells = [" ".join(_tidied(block).text for block in cell).strip() for cell in row]
        if any(cells):
            yield Block(" | ".join(cells), "row")


def _is_page(cell: Sequence[Block]) -> bool:
    has_table = any(block.kind == "row" for block in cell)
    return has_table or (len(cell) > 1 and any(len(block.text) > _LONG for block in cell))


def stated_by(blocks: Sequence[Block], *, title: str, without: Mapping[str, int]) -> Stated:
    """Give what a document of `blocks` states, and what it is read `without`, counted.

    `title` is the one that its properties name.

    Raises:
        Unreadable: where there is no text in it.
    """
    if not (text := joined(blocks)):
        raise Unreadable("no text in it")
    fields = {"text": text, "title": heading_of(blocks) or title_from(title, text=text)}
    return Stated(fields, notes=left_out(without), headed=True)


def heading_of(blocks: Iterable[Block]) -> str:
    """Give the first block that is set as a title, else the first heading of the first level."""
    found: dict[str, str] = {}
    for block in blocks:
        found.setdefault(block.kind, " ".join(block.text.split()))
    return found.get("title") or found.get("heading1", "")


def title_from(stated: str, *, text: str) -> str:
    """Give a title that a file's properties state, where it is one.

    It is none where a program made it up, or where the text begins with a title of its own.
    """
    stated = " ".join(stated.split())
    return "" if _MADE_UP.fullmatch(stated) or split_title(text, stated="")[0] else stated
