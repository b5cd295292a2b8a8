"""Reading PDF files (the only place that knows pypdf)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from index.articles.stated import Stated, Unreadable

if TYPE_CHECKING:
    from pypdf import PdfReader

_DAMAGE = (
    ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, OSError,
    RecursionError, TypeError, ValueError,
)  # fmt: skip
"""What pypdf may raise on a damaged file besides its own errors: it trusts what it finds."""

_NO_TITLE = re.compile(
    r"\(?(?:untitled|anonymous|unspecified)\)?|Microsoft Word - .*"
    r"|.*\.(?:docx?|indd|odt|pdf|qxd|rtf)",
    re.IGNORECASE,
)
"""What programs write into the title of a file when nobody gave one."""


def read_pdf(data: bytes) -> Iterator[Stated]:
    """Read the text of a PDF file, and the title that it states.

    Raises:
        Unreadable: where it is encrypted, damaged, or holds no text.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            raise Unreadable("encrypted; save it without a password")
        text = "\n".join(page.extract_text().strip() for page in reader.pages)
        title = _title(reader)
    except (PyPdfError, *_DAMAGE) as error:
        raise Unreadable(f"not a PDF file that can be read ({error})") from error
    if not text.strip():
        raise Unreadable("no text in it; it may be scanned")
    yield Stated({"text": text, "title": title}, headed=True)


def _title(reader: PdfReader) -> str:
    title = str(reader.metadata.title or "") if reader.metadata else ""
    return "" if _NO_TITLE.fullmatch(title.strip()) else title
