"""Files that hold one article each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from index.articles.decoding import decode
from index.articles.html import read_html
from index.articles.pdf import read_pdf
from index.articles.unreadable import Fields, Unreadable
from index.articles.word import read_docx

ReadFile = Callable[[bytes], Fields]

_MEGABYTE = 1_000_000
_MAX_MEGABYTES = 32


def read_file(path: Path, reader: ReadFile) -> Fields:
    """Read the article in the file at `path`.

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
    return reader(data)


def read_text(data: bytes) -> Fields:
    """Read a plain text or Markdown file.

    Raises:
        Unreadable: where it is binary data, or nothing but white space in any encoding.
    """
    text = decode(data)
    if not text.strip():
        raise Unreadable("empty")
    return {"text": text}


FILE_READERS: dict[str, ReadFile] = {
    ".txt": read_text,
    ".md": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
}
