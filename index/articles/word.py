"""Reading Word files (the only place that knows python-docx)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from index.articles.stated import Stated, Unreadable

_MAX_UNPACKED = 256_000_000
_DAMAGE = (
    AttributeError, BadZipFile, KeyError, NotImplementedError, OSError, RuntimeError, SyntaxError,
    ValueError, zlib.error,
)  # fmt: skip
"""What a file that is no sound Word file makes zipfile, lxml and python-docx raise."""


def read_docx(data: bytes) -> Iterator[Stated]:
    """Read the paragraphs and tables of a Word file, one a line, list items as "- ...".

    The dates Word keeps are those of the file, not of the article, so none is taken.

    Raises:
        Unreadable: where it is damaged, encrypted or no Word file, or unpacks to over 256 MB.
    """
    from docx import Document
    from docx.opc.exceptions import OpcError

    try:
        with ZipFile(BytesIO(data)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
        if unpacked > _MAX_UNPACKED:
            raise Unreadable(f"unpacks to {unpacked:,} bytes; the limit is {_MAX_UNPACKED:,}")
        document = Document(BytesIO(data))
        fields = {"text": "\n".join(_lines(document)), "title": _title(document)}
    except (OpcError, *_DAMAGE) as error:
        raise Unreadable(f"not a Word file that can be read ({error})") from error
    yield Stated(fields, headed=True)


def _lines(document: Any) -> Iterator[str]:
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            yield from (" | ".join(cell.text for cell in row.cells) for row in block.rows)
        elif block.text.strip() and _style(block).startswith("List"):
            yield f"- {block.text}"
        else:
            yield block.text


def _title(document: Any) -> str:
    """Give the first paragraph if it is set as a title."""
    first = next((each for each in document.paragraphs if each.text.strip()), None)
    return first.text if first and _style(first) in ("Title", "Heading 1") else ""


def _style(paragraph: Any) -> str:
    return (paragraph.style and paragraph.style.name) or ""
