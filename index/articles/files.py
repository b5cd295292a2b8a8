"""Files that are read whole: most hold one article each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from index.articles.html import read_html
from index.articles.mail import read_mail
from index.articles.pdf import read_pdf
from index.articles.stated import Met, Stated, Unreadable
from index.articles.texts import read_markdown, read_text
from index.articles.word import read_docx
from index.articles.xml import read_xml

ReadFile = Callable[[bytes], Iterable[Stated | Unreadable]]
"""Reads the bytes of one file; raises `Unreadable` where nothing can be read of it."""

_MEGABYTE = 1_000_000
_MAX_MEGABYTES = 32


def read_file(path: Path, reader: ReadFile) -> Met:
    """Read the article, or the few articles, in the file at `path`.

    Raises:
        Unreadable: where the file is empty, over 32 MB, or nothing that `reader` can read.
        OSError: where it cannot be opened.
    """
    megabytes = path.stat().st_size / _MEGABYTE
    if megabytes > _MAX_MEGABYTES:
        raise Unreadable(
            f"{megabytes:.1f} MB in one article; the limit is {_MAX_MEGABYTES} MB, split it"
        )
    data = path.read_bytes()
    if not data.strip():
        raise Unreadable("empty")
    yield from reader(data)


FILE_READERS: dict[str, ReadFile] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".eml": read_mail,
    **dict.fromkeys((".xml", ".rss", ".atom", ".rdf", ".nitf", ".newsml"), read_xml),
}
