"""Reading articles from files: the only place that knows file formats.

Many kinds of file hold one article, others many; `docs/reading.md` has them all. What cannot be
read is handed back with the reason; it never stops the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

from index.articles.aside import Aside
from index.articles.choosing import checked_choice
from index.articles.dates import DayFirst
from index.articles.fields import article_from
from index.articles.files import FILE_READERS, WAYS_OUT
from index.articles.located import is_list, located, with_whole_address
from index.articles.records import RECORD_READERS, TABLE_READERS, order_of_days, read_records
from index.articles.stated import Met, Stated, Unreadable
from index.errors import NothingToRead
from index.types import Quarantined, ReadArticle

__all__ = ["Files", "files_at", "is_list", "read_articles", "read_bytes", "stamp_of"]

_Found = Path | Quarantined

READING = 2
"""Raise it when files are read otherwise than before, so that `sync` reads them again."""


def read_articles(
    paths: Iterable[Path], *, fields: Mapping[str, str] | None = None
) -> Iterator[ReadArticle | Quarantined]:
    """Read every article at `paths`, in their order; folders are walked, sorted by name.

    Nothing is read before the first step of the iterator, and files of records are streamed.
    Hidden files and folders inside a folder are left out.

    Args:
        paths: files and folders.
        fields: where records and tables have what, from our name of a field to a name of theirs, a
            JSON pointer or names with dots: {"text": "content.body"}. What is not given is found
            by its usual names.

    Raises:
        InputError: at once, where `fields` names none of ours.
        NothingToRead: at once, where none of the paths exists and is, or holds, a file of a known
            kind. As long as one does, the others are quarantined.
    """
    files = Files(fields=fields)
    found = [each for path in paths for each in files_at(path)]
    if found and not any(
        isinstance(each, Path) and _kind(each) in _known_kinds() for each in found
    ):
        raise NothingToRead(_nothing(found))
    return _read_all(files, found)


def _read_all(files: Files, found: list[_Found]) -> Iterator[ReadArticle | Quarantined]:
    with files:
        for each in found:
            yield from files.read(each)


def read_bytes(data: bytes, kind: str, *, place: str) -> Iterator[ReadArticle | Quarantined]:
    """Read the articles in `data`, which was found at the address `place`.

    Args:
        data: what a file would hold.
        kind: the ending that a file of its kind has, such as ".html".
        place: an address of the web, which is the article's where it does not state a better one.
    """
    # As a file, so that it is read like one in everything, limits of size and time among them.
    with TemporaryDirectory(prefix="byline-") as folder, Files() as files:
        path = Path(folder, f"fetched{kind}")
        path.write_bytes(data)
        for item in files.read(path, place=place):
            if isinstance(item, ReadArticle):
                yield located(item, place=place, kind=kind)
            else:
                yield item


def files_at(path: Path) -> list[Path | Quarantined]:
    """List the files at a path, those of a folder sorted by name; what is not there is named."""
    if not path.exists():
        return [Quarantined(str(path), 0, "there is nothing at this path")]
    if path.is_dir():
        found = list(_walk(path, above=frozenset()))
        return found or [Quarantined(str(path), 0, f"an empty folder; {_what_is_read()}")]
    return [path]


def stamp_of(path: Path) -> str:
    """Say what a file is like without reading it: size, last change, and how it is read.

    Raises:
        OSError: where it is not there.
    """
    known = path.stat()
    return f"{known.st_size} {known.st_mtime_ns} {READING}"


class Files:
    """Reads files, one after another; those that need it in a process that ends with `with`.

    Args:
        fields: where records and tables have what; see `read_articles`.

    Raises:
        InputError: `fields` names none of ours.
    """

    def __init__(self, *, fields: Mapping[str, str] | None = None) -> None:
        self._choice = checked_choice(fields or {})
        self._aside = Aside()

    def __enter__(self) -> Self:
        self._aside.__enter__()
        return self

    def __exit__(self, *raised: Any) -> None:
        self._aside.__exit__(*raised)

    def read(
        self, found: Path | Quarantined, *, place: str = ""
    ) -> Iterator[ReadArticle | Quarantined]:
        """Read the articles of one file; one that is the only one of its file is told so.

        What is wrong with one of them keeps no other back. What was found at an address of the
        web, `place`, is known by that in place of the file.
        """
        if isinstance(found, Quarantined):
            yield found
            return
        items = self._read(found, place=place)
        first, second = next(items, None), next(items, None)
        if isinstance(first, ReadArticle) and second is None:
            yield replace(first, alone=True)
            return
        yield from (each for each in (first, second) if each)
        yield from items

    def _read(self, path: Path, *, place: str) -> Iterator[ReadArticle | Quarantined]:
        kind, named = _kind(path), place or str(path)
        if path.exists() and not path.is_file():
            # Opening a named pipe would wait for ever.
            yield Quarantined(named, 0, "is no regular file")
            return
        if kind not in _known_kinds():
            way_out = WAYS_OUT.get(kind) or _what_is_read()
            yield Quarantined(named, 0, f"unknown kind {kind or '(none)'}; {way_out}")
            return
        try:
            order = order_of_days(path, kind, self._choice) if _holds_many(kind) else _unknown
            absolute, met = place or str(path.resolve()), None
            for met in self._met(path, kind):
                yield _article(met, named=named, place=place, path=absolute, day_first=order)
            if met is None:
                yield Quarantined(named, 0, "no article in it")
        except OSError as error:
            yield Quarantined(named, 0, f"cannot be read: {error.strerror or error}")
        except Unreadable as problem:
            yield Quarantined(named, problem.line, str(problem))

    def _met(self, path: Path, kind: str) -> Met:
        if _holds_many(kind):
            return read_records(path, kind, self._choice)
        return iter(self._aside.read(path, kind))


def _article(
    met: Stated | Unreadable, *, named: str, place: str, path: str, day_first: DayFirst
) -> ReadArticle | Quarantined:
    if isinstance(met, Unreadable):
        return Quarantined(named, met.line, str(met))
    try:
        whole = with_whole_address(met, place=place) if place else met
        return article_from(whole, place=named, path=path, day_first=day_first)
    except Unreadable as problem:
        return Quarantined(named, met.line, str(problem))


def _nothing(found: list[_Found]) -> str:
    """Say of paths without any file that can be read what is wrong with the first."""
    first = found[0]
    if isinstance(first, Quarantined):
        return f"{first.path}: {first.reason}."
    more = f" or {len(found) - 1:,} more" if len(found) > 1 else ""
    return f"Byline does not know the kind of {first}{more}; {_what_is_read()}."


def _holds_many(kind: str) -> bool:
    return kind in RECORD_READERS or kind in TABLE_READERS


def _unknown(_: str) -> bool | None:
    return None


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


def _known_kinds() -> set[str]:
    return {*FILE_READERS, *RECORD_READERS, *TABLE_READERS}


def _what_is_read() -> str:
    *most, last = sorted(kind for kind in _known_kinds() if not kind.endswith(".gz"))
    return f"Byline reads {', '.join(most)} and {last}; records and tables packed as .gz too"
