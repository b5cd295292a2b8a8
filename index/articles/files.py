"""Files that are read whole: most hold one article each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from index.articles.documents.epub import read_epub
from index.articles.documents.odt import read_odt
from index.articles.documents.pdf import read_pdf
from index.articles.documents.rtf import read_rtf
from index.articles.documents.word import read_docx
from index.articles.html import read_html
from index.articles.limits import MAX_FILE, MEGABYTE
from index.articles.mail import read_mail
from index.articles.stated import Stated, Unreadable
from index.articles.texts import read_markdown, read_text
from index.articles.xml import read_xml

ReadFile = Callable[[bytes], Iterable[Stated | Unreadable]]
"""Reads the bytes of one file; raises `Unreadable` where nothing can be read of it."""


def read_file(path: Path, reader: ReadFile) -> list[Stated | Unreadable]:
    """Read the article, or the few articles, in the file at `path`.

    Whatever goes wrong is handed back as the last of them: a file is empty, over 32 MB, cannot be
    opened, or is nothing that `reader` can read.
    """
    found: list[Stated | Unreadable] = []
    try:
        for met in reader(_bytes(path)):
            found.append(met)  # noqa: PERF402 - what was read before an error is kept
    except Unreadable as problem:
        found.append(problem)
    except OSError as error:
        found.append(Unreadable(f"cannot be read: {error.strerror or error}"))
    except MemoryError:
        found.append(Unreadable("needs too much memory; split it"))
    except Exception as error:  # noqa: BLE001 - libraries raise anything on a damaged file
        found.append(Unreadable(f"made its reader fail ({type(error).__name__}: {error})"))
    return found


def _bytes(path: Path) -> bytes:
    size = path.stat().st_size
    if size > MAX_FILE:
        raise Unreadable(
            f"{size / MEGABYTE:.1f} MB in one article; the limit is {MAX_FILE // MEGABYTE} MB,"
            " split it"
        )
    data = path.read_bytes()
    if not data.strip():
        raise Unreadable("empty")
    return data


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
    ".docm": read_docx,
    ".odt": read_odt,
    ".rtf": read_rtf,
    ".epub": read_epub,
}

IN_PROCESS = (read_text, read_markdown)
"""The readers that no file can make hang; all others read aside, in a process of their own."""

WAYS_OUT = {
    **dict.fromkeys((".doc", ".dot", ".pages", ".wpd", ".wps", ".sxw", ".ott"), "save it as .docx"),
    **dict.fromkeys((".odp", ".ppt", ".pptx", ".key", ".indd"), "save it as .pdf"),
    **dict.fromkeys((".mobi", ".azw", ".azw3", ".fb2"), "save it as .epub"),
}
"""What to do with kinds that hold articles and cannot be read."""
