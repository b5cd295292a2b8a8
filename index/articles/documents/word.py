"""Reading Word files as they are read: with the changes that were proposed taken as made."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from index.articles.blocks import Block, stated_by, table
from index.articles.documents.packed import Packed, attribute, child, local
from index.articles.documents.word_styles import Styles
from index.articles.stated import Stated, Unreadable

_BODY = "word/document.xml"
_DELETED = frozenset({"del", "moveFrom"})
_OUT = _DELETED | {"Fallback", "rt", "pPr", "rPr", "tblPr", "sectPr", "sdtPr"}
"""Deletions, the same text for old programs, readings above characters, and properties."""

_CHARACTERS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_CODE = re.compile("[0-9A-Fa-f]{4}")
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}


def read_docx(data: bytes) -> Iterator[Stated]:
    """Read the blocks of a Word file; the footnotes and endnotes come after them.

    Insertions are in and deletions out, as if all changes were accepted. The dates and authors
    that Word keeps are those of the file, not of the article, so none is taken.

    Raises:
        Unreadable: where it is damaged, encrypted or no Word file.
    """
    parts = Packed(data, what="a Word file")
    body = child(parts.xml(_BODY), "body")
    if body is None:
        raise Unreadable(f"{parts.refused} (it has no body)")
    document = _Document(Styles.of(parts.xml("word/styles.xml")))
    blocks = [*document.blocks(body)]
    blocks += document.blocks_of_notes(
        {kind: parts.xml(f"word/{kind}s.xml") for kind in _NOTES.values()}
    )
    title = child(parts.xml("docProps/core.xml"), "title")
    yield stated_by(
        blocks,
        title="" if title is None else title.text or "",
        without=document.left_out + _beside(parts),
    )


def _beside(parts: Packed) -> Counter[str]:
    """Count what stands beside the text: comments, heads and feet of pages."""
    found: Counter[str] = Counter()
    for name in parts.names:
        if name == "word/comments.xml":
            found["comment"] += sum(local(each) == "comment" for each in parts.xml(name))
        elif name.startswith(("word/header", "word/footer")) and name.endswith(".xml"):
            found["page head"] += bool("".join(parts.xml(name).itertext()).strip())
    return found


@dataclass
class _Document:
    """The walk through a document: what is open while one element after the other is met."""

    styles: Styles
    left_out: Counter[str] = field(default_factory=Counter)
    _notes: list[tuple[str, str]] = field(default_factory=list)
    _codes: list[bool] = field(default_factory=list)  # of fields within one another: in its code?
    _carried: str = ""

    def blocks(self, parent: Any) -> Iterator[Block]:
        """Give the blocks in `parent`, in order."""
        for element in parent:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from table([*self._rows(element)])
            elif name == "altChunk":
                self.left_out["embedded document"] += 1
            elif name not in _OUT:
                yield from self.blocks(element)
        if self._carried:
            yield Block(self._carried)
            self._carried = ""

    def blocks_of_notes(self, parts: dict[str, Any]) -> Iterator[Block]:
        """Give the text of the footnotes and endnotes that were met, in the order of the text."""
        for kind, number in self._notes:
            for note in parts[kind]:
                if attribute(note, "id") == number:
                    yield from self.blocks(note)

    def _rows(self, element: Any) -> Iterator[list[list[Block]]]:
        for row in element:
            name = local(row)
            if name == "tr" and child(row, "trPr", "del") is None:
                yield [*self._cells(row)]
            elif name in ("sdt", "sdtContent", "ins", "customXml"):
                yield from self._rows(row)

    def _cells(self, row: Any) -> Iterator[list[Block]]:
        for cell in row:
            name = local(cell)
            merged = child(cell, "tcPr", "vMerge")
            if name == "tc" and (merged is None or attribute(merged, "val") == "restart"):
                yield [*self.blocks(cell)]
            elif name in ("sdt", "sdtContent", "customXml"):
                yield from self._cells(cell)

    def _paragraph(self, element: Any) -> Iterator[Block]:
        boxes: list[Block] = []
        carried, self._carried = self._carried, ""
        text = carried + self._text(element, boxes)
        kind = self.styles.kind(element)
        # Without its end a paragraph runs on into the next, and so does a large first letter.
        mark = child(element, "pPr", "rPr")
        runs_on = mark is not None and any(local(each) in _DELETED for each in mark)
        frame = child(element, "pPr", "framePr")
        if runs_on or (frame is not None and attribute(frame, "dropCap") in ("drop", "margin")):
            self._carried = text
        else:
            yield Block(text.replace("\n", " ") if kind.startswith(("t", "h")) else text, kind)
        yield from boxes

    def _text(self, parent: Any, boxes: list[Block]) -> str:
        """Give the text in `parent`; the blocks of the text boxes in it go to `boxes`."""
        text = ""
        for element in parent:
            name = local(element)
            if name in _OUT:
                continue
            if name == "r" and self.styles.hides(element):
                self.left_out["hidden text"] += bool("".join(element.itertext()).strip())
            elif name == "txbxContent":
                boxes += self.blocks(element)
            elif name == "fldChar":
                self._field(attribute(element, "fldCharType"))
            elif name in _NOTES:
                self._notes.append((_NOTES[name], attribute(element, "id")))
            elif not any(self._codes):
                own = (element.text or "") if name == "t" else _CHARACTERS.get(name, "")
                text += own or _symbol(element) or self._text(element, boxes)
            else:
                self._text(element, boxes)
        return text

    def _field(self, event: str) -> None:
        if event == "begin":
            self._codes.append(True)
        elif self._codes and event == "separate":
            self._codes[-1] = False
        elif self._codes and event == "end":
            self._codes.pop()


def _symbol(element: Any) -> str:
    """Give the character that a w:sym element names; "" where only its font knows it."""
    code = attribute(element, "char") if local(element) == "sym" else ""
    character = chr(int(code, 16)) if _CODE.fullmatch(code) else ""
    return character if character.isprintable() else ""
