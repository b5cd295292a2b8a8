"""Reading articles from files: the only place that knows file formats.

One article a file (.txt, .md, .html, .pdf, .docx), many in one (.jsonl, .csv, .json), and
folders of them. What cannot be read is handed back with the reason; it never stops the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from index.articles.fields import article_from
from index.articles.files import FILE_READERS, read_file
from index.articles.located import PAGES, located
from index.articles.records import RECORD_READERS, read_records
from index.articles.stated import Met, Stated, Unreadable
from index.errors import NothingToRead
from index.types import Quarantined, ReadArticle

__all__ = ["read_articles", "read_bytes"]

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


def read_bytes(data: bytes, kind: str, *, place: str) -> Iterator[ReadArticle | Quarantined]:
    """Read the articles in `data`, which was found at the address `place`.

    Args:
        data: what a file would hold.
        kind: the ending that a file of its kind has, such as ".html".
        place: an address of the web, which is the article's where it does not state a better one.
    """
    # As a file, so that it is read like one in everything, limits of size and time among them.
    with TemporaryDirectory(prefix="byline-") as folder:
        path = Path(folder, f"fetched{kind}")
        path.write_bytes(data)
        yield from _read(path, place=place)


def _read_all(found: list[_Found]) -> Iterator[ReadArticle | Quarantined]:
    for each in found:
        if isinstance(each, Quarantined):
            yield each
        else:
            yield from _read(each)


def _read(path: Path, *, place: str = "") -> Iterator[ReadArticle | Quarantined]:
    """Read the articles of one file; what is wrong with one of them keeps no other back.

    Where it is of the web, `place` is the address it was found at, and it is known by that.
    """
    kind, named = _kind(path), place or str(path)
    if kind not in _known_kinds():
        yield Quarantined(named, 0, f"unknown kind {kind or '(none)'}; {_what_is_read()}")
        return
    try:
        found = _met(path, kind)
        for met in located(found, place=place, is_page=kind in PAGES) if place else found:
            yield _article(met, place=named)
    except OSError as error:
        yield Quarantined(named, 0, f"cannot be read: {error.strerror or error}")
    except Unreadable as problem:
        yield Quarantined(named, problem.line, str(problem))


def _met(path: Path, kind: str) -> Met:
    if kind in FILE_READERS:
        return read_file(path, FILE_READERS[kind])
    return read_records(path, RECORD_READERS[kind])


def _article(met: Stated | Unreadable, *, place: str) -> ReadArticle | Quarantined:
    if isinstance(met, Unreadable):
        return Quarantined(place, met.line, str(met))
    try:
        return article_from(met, path=place)
    except Unreadable as problem:
        return Quarantined(place, met.line, str(problem))


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
