"""Reading books and issues of magazines in EPUB: one article for each of their headed parts."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from index.articles.decoding import decode
from index.articles.documents.packed import Packed, attribute, child, local
from index.articles.markup import Blocks, read_blocks
from index.articles.stated import Stated, Unreadable
from index.types import Note

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FEWEST_CHARACTERS = 150
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_CLOSED = re.compile(r"<(?!(?:br|hr|img|input|link|meta|col|area|base)\b)(\w+)([^<>]*)/>")
_HEADING = re.compile(r"<h([1-3])\b.*?</h\1\s*>", re.DOTALL | re.IGNORECASE)


@dataclass
class _Part:
    """What stands under one heading; a long one is parted over several documents of the book."""

    title: str
    blocks: list[Blocks]

    @property
    def text(self) -> str:
        return "\n\n".join(each.text for each in self.blocks)

    @property
    def is_short(self) -> bool:
        """Whether it is a cover, a page of titles or the like."""
        return len(self.text) - len(self.title) < _FEWEST_CHARACTERS


def read_epub(data: bytes) -> Iterator[Stated]:
    """Read each headed part of a book as an article, in the order of reading.

    Publisher, day, authors and language are those the book states. Its parts are one story.

    Raises:
        Unreadable: where it is damaged, encrypted, no EPUB file, or holds no text.
    """
    book = Packed(data, what="an EPUB file")
    place = next((attribute(e, "full-path") for e in book.xml(_CONTAINER).iter("{*}rootfile")), "")
    package = book.xml(place)
    stated = _stated(package)
    documents = [*_in_reading_order(package, folder=posixpath.dirname(place), book=book)]
    parts = _parts([_decoded(book.read(name)) for name in documents])
    kept = [part for part in parts if not part.is_short]
    if not kept:
        raise Unreadable(f"{book.refused} (there is no text in it)")
    short = len(parts) - len(kept)
    story = stated["book"] if len(kept) > 1 else ""
    for number, part in enumerate(kept):
        notes = [note for blocks in part.blocks for note in blocks.notes]
        if short and number == 0:
            notes.append(Note("left out", "short page", "such as a cover", short))
        fields = {**stated, "title": part.title or stated["book"], "story": story}
        yield Stated({**fields, "text": part.text}, notes=tuple(notes), headed=True)


def _stated(package: Any) -> dict[str, object]:
    """Give what the book states about itself."""
    metadata = child(package, "metadata")
    found: dict[str, list[str]] = {}
    for each in () if metadata is None else metadata:
        if text := " ".join((each.text or "").split()):
            found.setdefault(local(each), []).append(text)

    def first(name: str) -> str:
        return found.get(name, [""])[0]

    return {
        "book": first("title"),
        "outlet": first("publisher"),
        "published": first("date"),
        "authors": found.get("creator", []),
        "language": first("language"),
    }


def _in_reading_order(package: Any, *, folder: str, book: Packed) -> Iterator[str]:
    """Name the documents of the book.

    Raises:
        Unreadable: where they are encrypted.
    """
    manifest, spine = child(package, "manifest"), child(package, "spine")
    if manifest is None or spine is None:
        raise Unreadable(f"{book.refused} (it does not say what is in it)")
    items = {attribute(item, "id"): item for item in manifest}
    encrypted = {
        unquote(attribute(each, "URI")) for each in book.xml(_ENCRYPTION).iter("{*}CipherReference")
    }
    for reference in spine:
        item = items.get(attribute(reference, "idref"))
        if item is None or "nav" in attribute(item, "properties").split():
            continue
        name = posixpath.normpath(posixpath.join(folder, unquote(attribute(item, "href"))))
        if name in encrypted:
            raise Unreadable("encrypted; only the shop's own program can open it")
        yield name


def _decoded(data: bytes) -> str:
    """Give a document as HTML; what XHTML closes at once has an end of its own there."""
    text = _DECLARATION.sub("", decode(data), count=1)
    return _CLOSED.sub(r"<\1\2></\1>", text)


def _parts(documents: list[str]) -> list[_Part]:
    """Gather the documents under their headings; one without a heading goes on with the last."""
    parts: list[_Part] = []
    for document in documents:
        blocks = read_blocks(document)
        if not blocks.text:
            continue
        heading = _HEADING.search(document)
        if heading or not parts:
            title = " ".join(read_blocks(heading[0]).text.split()) if heading else ""
            parts.append(_Part(title, [blocks]))
        else:
            parts[-1].blocks.append(blocks)
    return parts
