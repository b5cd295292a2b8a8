"""Opening a file of records as text: unpacked, and in whatever encoding it is."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from index.articles.decoding import decode, unicode_encoding
from index.articles.stated import Unreadable

_HEAD = 4096


@contextmanager
def opened(path: Path) -> Iterator[TextIO]:
    """Open a file as text, unpacked; bytes that are not UTF-8 are kept for `decoded`.

    Raises:
        Unreadable: where the file breaks off while it is read.
        OSError: where it cannot be opened.
    """
    try:
        with path.open("rb") as file:
            stream = gzip.GzipFile(fileobj=file) if path.suffix.lower() == ".gz" else file
            encoding = unicode_encoding(stream.peek(_HEAD)[:_HEAD]) or "utf-8-sig"
            errors = "surrogateescape" if encoding == "utf-8-sig" else "replace"
            with io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="") as text:
                yield text
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Unreadable(f"the compressed file breaks off here ({error})") from error


def decoded(text: str) -> str:
    """Decode again, by what it looks like, a text whose bytes were not UTF-8."""
    if text.isascii():
        return text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return decode(text.encode("utf-8", "surrogateescape"))
    return text
