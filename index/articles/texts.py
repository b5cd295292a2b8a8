"""Plain text and Markdown: one article a file, or the export of a news database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from index.articles.decoding import decode
from index.articles.exports import split_export
from index.articles.front_matter import split_front_matter
from index.articles.headings import split_title
from index.articles.markdown import from_markdown
from index.articles.names import by_our_names, not_known
from index.articles.stated import Stated, Unreadable
from index.types import Note


def read_text(data: bytes) -> Iterable[Stated | Unreadable]:
    """Read a plain text, as it stands: one article, or each one of a news database's export.

    Raises:
        Unreadable: where it is binary data, or nothing but white space in any encoding.
    """
    text = _decoded(data)
    return split_export(text) or [Stated({"text": text}, headed=True)]


def read_markdown(data: bytes) -> Iterator[Stated]:
    """Read a Markdown file: its front matter, its title, and its text in plain blocks.

    Raises:
        Unreadable: where it is binary data or empty, or its front matter is broken.
    """
    front, source = split_front_matter(_decoded(data))
    stated = by_our_names(front)
    for name in ("text", "summary"):  # the text is what stands below
        stated.pop(name, None)
    unknown = (Note("not understood", "field", name) for name in not_known(front, stated))
    found = from_markdown(source)
    title, text = str(stated.get("title", "")), found.text
    if found.heading and title.casefold() not in ("", found.heading.casefold()):
        text = f"{found.heading}\n\n{text}"
    elif not found.heading:
        title, text = split_title(text, stated=title)
    fields = {**stated, "title": title or found.heading, "text": text}
    yield Stated(fields, (*unknown, *found.notes))


def _decoded(data: bytes) -> str:
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Unreadable("empty")
    return text
