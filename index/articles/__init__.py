"""Reading articles from files: the only place that knows file formats.

One article a file (.txt, .md, .html, .pdf, .docx), many in one (.jsonl, .json, .csv, .xlsx), and
folders of them. What cannot be read is handed back with the reason; it never stops the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from index.articles.choosing import checked_choice
from index.articles.dates import DayFirst
from index.articles.fields import article_from
from index.articles.files import FILE_READERS, read_file
from index.articles.records import RECORD_READERS, TABLE_READERS, order_of_days, read_records
from index.articles.stated import Met, Stated, Unreadable
from index.errors import NothingToRead
from index.types import Quarantined, ReadArticle

__all__ = ["read_articles"]

_Found = Path | Quarantined


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
        NothingToRead: at once, where a path does not exist, is a file of an unknown kind, or is
            a folder without any file of a known kind.
    """
    choice = checked_choice(fields or {})
    return _read_all([found for path in paths for found in _files_at(path)], choice)


def _read_all(
    found: list[_Found], choice: Mapping[str, str]
) -> Iterator[ReadArticle | Quarantined]:
    for each in found:
        if isinstance(each, Quarantined):
            yield each
        else:
            yield from _read(each, choice)


def _read(path: Path, choice: Mapping[str, str]) -> Iterator[ReadArticle | Quarantined]:
    """Read the articles of one file; what is wrong with one of them keeps no other back."""
    kind = _kind(path)
    if kind not in _known_kinds():
        yield Quarantined(str(path), 0, f"unknown kind {kind or '(none)'}; {_what_is_read()}")
        return
    try:
        order = order_of_days(path, kind, choice) if _holds_many(kind) else _unknown
        met = None
        for met in _met(path, kind, choice):
            yield _article(met, path=path, day_first=order)
        if met is None:
            yield Quarantined(str(path), 0, "no article in it")
    except OSError as error:
        yield Quarantined(str(path), 0, f"cannot be read: {error.strerror or error}")
    except Unreadable as problem:
        yield Quarantined(str(path), problem.line, str(problem))


def _met(path: Path, kind: str, choice: Mapping[str, str]) -> Met:
    if _holds_many(kind):
        return read_records(path, kind, choice)
    return read_file(path, FILE_READERS[kind])


def _holds_many(kind: str) -> bool:
    return kind in RECORD_READERS or kind in TABLE_READERS


def _unknown(_: str) -> bool | None:
    return None


def _article(
    met: Stated | Unreadable, *, path: Path, day_first: DayFirst
) -> ReadArticle | Quarantined:
    if isinstance(met, Unreadable):
        return Quarantined(str(path), met.line, str(met))
    try:
        return article_from(met, path=str(path), day_first=day_first)
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


def _known_kinds() -> set[str]:
    return {*FILE_READERS, *RECORD_READERS, *TABLE_READERS}


def _what_is_read() -> str:
    *most, last = sorted(kind for kind in _known_kinds() if not kind.endswith(".gz"))
    return f"Byline reads {', '.join(most)} and {last}; records and tables packed as .gz too"
