"""Reading articles from files: the only place that knows file formats.

One article a file (.txt, .md, .html, .pdf, .docx), many in one (.jsonl, .csv, .json), and
folders of them. What cannot be read is handed back with the reason; it never stops the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from index.articles.fields import article_from
from index.articles.files import FILE_READERS, read_file
from index.articles.records import RECORD_READERS, read_records
from index.articles.stated import Met, Stated, Unreadable
from index.errors import NothingToRead
from index.types import Quarantined, ReadArticle

__all__ = ["files_at", "read_articles", "read_file_at", "stamp_of"]

_Found = Path | Quarantined

READING = 1
"""Raise it when files are read otherwise than before, so that `sync` reads them again."""


def read_articles(paths: Iterable[Path]) -> Iterator[ReadArticle | Quarantined]:
    """Read every article at `paths`, in their order; folders are walked, sorted by name.

    Nothing is read before the first step of the iterator, and files of records are streamed.
    Hidden files and folders inside a folder are left out.

    Raises:
        NothingToRead: at once, where none of the paths exists and is, or holds, a file of a known
            kind. As long as one does, the others are quarantined.
    """
    found = [each for path in paths for each in files_at(path)]
    if found and not any(
        isinstance(each, Path) and _kind(each) in _known_kinds() for each in found
    ):
        raise NothingToRead(_nothing(found))
    return (item for each in found for item in read_file_at(each))


def files_at(path: Path) -> list[Path | Quarantined]:
    """List the files at a path, those of a folder sorted by name; what is not there is named."""
    if not path.exists():
        return [Quarantined(str(path), 0, f"there is nothing at this path; {_what_is_read()}")]
    if path.is_dir():
        found = list(_walk(path, above=frozenset()))
        return found or [Quarantined(str(path), 0, f"an empty folder; {_what_is_read()}")]
    return [path]


def read_file_at(found: Path | Quarantined) -> Iterator[ReadArticle | Quarantined]:
    """Read the articles of one file; one that is the only one of its file is told so."""
    if isinstance(found, Quarantined):
        yield found
        return
    items = _read(found)
    first, second = next(items, None), next(items, None)
    if isinstance(first, ReadArticle) and second is None:
        yield replace(first, alone=True)
        return
    yield from (each for each in (first, second) if each)
    yield from items


def stamp_of(path: Path) -> str:
    """Say what a file is like without reading it: size, last change, and how it is read.

    Raises:
        OSError: where it is not there.
    """
    known = path.stat()
    return f"{known.st_size} {known.st_mtime_ns} {READING}"


def _nothing(found: list[_Found]) -> str:
    """Say of paths without any file that can be read what is wrong with the first."""
    first = found[0]
    if isinstance(first, Quarantined):
        return f"{first.path}: {first.reason}."
    more = f" or {len(found) - 1:,} more" if len(found) > 1 else ""
    return f"Byline does not know the kind of {first}{more}; {_what_is_read()}."


def _read(path: Path) -> Iterator[ReadArticle | Quarantined]:
    """Read the articles of one file; what is wrong with one of them keeps no other back."""
    kind = _kind(path)
    if kind not in _known_kinds():
        yield Quarantined(str(path), 0, f"unknown kind {kind or '(none)'}; {_what_is_read()}")
        return
    try:
        absolute = str(path.resolve())
        for met in _met(path, kind):
            yield _article(met, place=str(path), path=absolute)
    except OSError as error:
        yield Quarantined(str(path), 0, f"cannot be read: {error.strerror or error}")
    except Unreadable as problem:
        yield Quarantined(str(path), problem.line, str(problem))


def _met(path: Path, kind: str) -> Met:
    if kind in FILE_READERS:
        return read_file(path, FILE_READERS[kind])
    return read_records(path, RECORD_READERS[kind])


def _article(met: Stated | Unreadable, *, place: str, path: str) -> ReadArticle | Quarantined:
    if isinstance(met, Unreadable):
        return Quarantined(place, met.line, str(met))
    try:
        return article_from(met, place=place, path=path)
    except Unreadable as problem:
        return Quarantined(place, met.line, str(problem))


def _walk(folder: Path, *, above: frozenset[Path]) -> Iterator[_Found]:
    """List the files under `folder`; a link back to a folder above it is not followed."""
    here = folder.resolve()
    if here in above:
        return
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield Quarantined(str(folder), 0, f"cannot be read: {error.strerror}")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _walk(entry, above=above | {here})
        else:
            yield entry


def _kind(path: Path) -> str:
    """Give the ending that tells the kind of a file, such as ".txt" or ".jsonl.gz"."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    return "".join(suffixes[-2:]) if suffixes[-1:] == [".gz"] else "".join(suffixes[-1:])


def _known_kinds() -> dict[str, Callable[..., object]]:
    return {**FILE_READERS, **RECORD_READERS}


def _what_is_read() -> str:
    *most, last = sorted(_known_kinds())
    return f"Byline reads {', '.join(most)} and {last}"
