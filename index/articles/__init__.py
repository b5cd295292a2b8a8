"""Reading articles from files: the only place that knows file formats.

One article a file (.txt, .md, .html, .pdf, .docx, .odt, .rtf), many in one (.epub, .jsonl, .csv,
.json), and folders of them. What cannot be read is handed back with the reason; it never stops the
rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from index.articles.aside import Aside
from index.articles.fields import article_from
from index.articles.files import FILE_READERS, WAYS_OUT
from index.articles.records import RECORD_READERS, read_records
from index.articles.stated import Met, Stated, Unreadable
from index.errors import NothingToRead
from index.types import Quarantined, ReadArticle

__all__ = ["read_articles"]

_Found = Path | Quarantined


def read_articles(paths: Iterable[Path]) -> Iterator[ReadArticle | Quarantined]:
    """Read every article at `paths`, in their order; folders are walked, sorted by name.

    Nothing is read before the first step of the iterator, and files of records are streamed.
    Hidden files and folders inside a folder are left out.

    Raises:
        NothingToRead: at once, where a path does not exist, is a file of an unknown kind, or is
            a folder without any file of a known kind.
    """
    return _read_all([found for path in paths for found in _files_at(path)])


def _read_all(found: list[_Found]) -> Iterator[ReadArticle | Quarantined]:
    with Aside() as aside:
        for each in found:
            if isinstance(each, Quarantined):
                yield each
            else:
                yield from _read(each, aside=aside)


def _read(path: Path, *, aside: Aside) -> Iterator[ReadArticle | Quarantined]:
    """Read the articles of one file; what is wrong with one of them keeps no other back."""
    if path.exists() and not path.is_file():
        # Opening a named pipe would wait for ever.
        yield Quarantined(str(path), 0, "is no regular file")
        return
    kind = _kind(path)
    if kind not in _known_kinds():
        way_out = WAYS_OUT.get(kind) or _what_is_read()
        yield Quarantined(str(path), 0, f"unknown kind {kind or '(none)'}; {way_out}")
        return
    try:
        for met in _met(path, kind, aside=aside):
            yield _article(met, path=path)
    except OSError as error:
        yield Quarantined(str(path), 0, f"cannot be read: {error.strerror or error}")
    except Unreadable as problem:
        yield Quarantined(str(path), problem.line, str(problem))


def _met(path: Path, kind: str, *, aside: Aside) -> Met:
    if kind in FILE_READERS:
        return iter(aside.read(path, kind))
    return read_records(path, RECORD_READERS[kind])


def _article(met: Stated | Unreadable, *, path: Path) -> ReadArticle | Quarantined:
    if isinstance(met, Unreadable):
        return Quarantined(str(path), met.line, str(met))
    try:
        return article_from(met, path=str(path))
    except Unreadable as problem:
        return Quarantined(str(path), met.line, str(problem))


def _files_at(path: Path) -> list[_Found]:
    """List the files of a path that was asked for by name."""
    if not path.exists():
        raise NothingToRead(
            f"There is nothing at {path}. Name a file or a folder; {_what_is_read()}."
        )
    found: list[_Found] = list(_walk(path, above=frozenset())) if path.is_dir() else [path]
    if not any(isinstance(each, Quarantined) or _kind(each) in _known_kinds() for each in found):
        what = (
            "No file of a known kind is in" if path.is_dir() else "Byline does not know the kind of"
        )
        raise NothingToRead(f"{what} {path}; {_what_is_read()}.")
    return found


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
